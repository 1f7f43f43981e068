//! The runtime against what spaCy said of the same texts, stored in `data/`.
//!
//! The small model is found through `TIDINGS_MODEL` or in the ignored folder `model/`, the one with vectors through
//! `TIDINGS_MODEL_MD`. Where one is missing, its tests say so and pass.
//!
//! Proved here: (1) tokens, tags, features, lemmas, trees, sentences and entities are spaCy's on texts of every odd kind;
//! (2) a parse does not depend on the batch it is made in, on what was parsed before, or on the thread.

#![expect(clippy::print_stderr, clippy::disallowed_methods, reason = "a test that is left out must say so")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use serde::Deserialize;
use tidings_nlp::{Doc, Pipeline, Token};
use tidings_text::CodePoints;

#[derive(Deserialize)]
struct Text {
    name: String,
    text: String,
    #[serde(default = "once")]
    repeat: usize,
}

fn once() -> usize {
    1
}

/// Start, end, tag, part of speech, features, lemma, dependency, head, whether a sentence starts.
type ExpectedToken = (usize, usize, String, String, String, String, String, usize, u8);

#[derive(Deserialize)]
struct Expected {
    name: String,
    n_tokens: usize,
    n_sentences: usize,
    n_entities: usize,
    #[serde(default)]
    tokens: Vec<ExpectedToken>,
    #[serde(default)]
    entities: Vec<(usize, usize, String)>,
    #[serde(default)]
    counts: BTreeMap<String, BTreeMap<String, usize>>,
}

fn texts() -> Vec<(String, String)> {
    let texts: Vec<Text> = serde_json::from_str(include_str!("data/texts.json")).expect("texts");
    texts.into_iter().map(|text| (text.name, text.text.repeat(text.repeat))).collect()
}

fn open(path: Option<PathBuf>) -> Option<Pipeline> {
    match path {
        Some(path) => Some(Pipeline::open(&path).unwrap_or_else(|error| panic!("{error}"))),
        None => {
            eprintln!("left out: no model (see TIDINGS_MODEL, TIDINGS_MODEL_MD)");
            None
        }
    }
}

fn small() -> Option<&'static Pipeline> {
    static PIPELINE: OnceLock<Option<Pipeline>> = OnceLock::new();
    let find = || {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../model");
        let wheels = std::fs::read_dir(folder).ok()?.filter_map(|entry| Some(entry.ok()?.path()));
        wheels.filter(|path| path.extension().is_some_and(|extension| extension == "whl")).min()
    };
    PIPELINE.get_or_init(|| open(std::env::var_os("TIDINGS_MODEL").map(PathBuf::from).or_else(find))).as_ref()
}

fn medium() -> Option<Pipeline> {
    open(std::env::var_os("TIDINGS_MODEL_MD").map(PathBuf::from))
}

fn check(name: &str, text: &str, doc: &Doc, expected: &Expected) {
    assert_eq!(name, expected.name);
    let points = CodePoints::new(text);
    let tokens: Vec<_> = doc
        .tokens()
        .iter()
        .map(|token| {
            let [start, end] = points.range(token.span);
            let [tag, pos, morph, dep] =
                [token.tag, token.pos, token.morph, token.dep].map(|symbol| symbol.to_string());
            (start, end, tag, pos, morph, token.lemma.clone(), dep, token.head, u8::from(token.sent_start))
        })
        .collect();
    if expected.counts.is_empty() {
        for (ours, expected) in tokens.iter().zip(&expected.tokens) {
            assert_eq!(ours, expected, "{name}");
        }
        let entities = doc.entities().iter().map(|entity| {
            let [start, end] = points.range(doc.span(entity.start..entity.end));
            (start, end, entity.label.to_string())
        });
        assert_eq!(entities.collect::<Vec<_>>(), expected.entities, "{name}");
    }
    assert_eq!(doc.len(), expected.n_tokens, "{name}");
    assert_eq!(doc.n_sentences(), expected.n_sentences, "{name}");
    assert_eq!(doc.entities().len(), expected.n_entities, "{name}");
    for (attribute, counts) in &expected.counts {
        let mut ours: BTreeMap<String, usize> = BTreeMap::new();
        for token in doc.tokens() {
            let value = match attribute.as_str() {
                "tag_" => token.tag.as_str(),
                "pos_" => token.pos.as_str(),
                "dep_" => token.dep.as_str(),
                _ => &token.lemma,
            };
            *ours.entry(value.to_owned()).or_default() += 1;
        }
        assert_eq!(&ours, counts, "{name}, {attribute}");
    }
}

fn check_all(pipeline: &Pipeline, expectations: &str) {
    let expectations: Vec<Expected> = serde_json::from_str(expectations).expect("expectations");
    let texts = texts();
    assert_eq!(texts.len(), expectations.len());
    let batch: Vec<&str> = texts.iter().map(|(_, text)| text.as_str()).collect();
    for (((name, text), doc), expected) in texts.iter().zip(pipeline.parse_batch(&batch)).zip(&expectations) {
        check(name, text, &doc, expected);
        assert_eq!(doc.text(), text);
    }
}

#[test]
fn the_small_model_says_what_spacy_says() {
    if let Some(pipeline) = small() {
        check_all(pipeline, include_str!("data/expectations_sm.json"));
    }
}

#[test]
fn the_model_with_vectors_says_what_spacy_says() {
    if let Some(pipeline) = medium() {
        check_all(&pipeline, include_str!("data/expectations_md.json"));
    }
}

#[test]
fn a_parse_depends_on_its_text_alone() {
    let Some(pipeline) = small() else { return };
    let texts = texts();
    let texts: Vec<&str> =
        texts.iter().map(|(_, text)| text.as_str()).filter(|text| text.len() < 2000).collect();
    let together = pipeline.parse_batch(&texts);
    let reversed: Vec<&str> = texts.iter().rev().copied().collect();
    let mut backwards = pipeline.parse_batch(&reversed);
    backwards.reverse();
    assert_eq!(together, backwards);
    let alone: Vec<Doc> = std::thread::scope(|scope| {
        let threads: Vec<_> = texts.iter().map(|text| scope.spawn(|| pipeline.parse(text))).collect();
        threads.into_iter().map(|thread| thread.join().expect("a parse")).collect()
    });
    assert_eq!(together, alone);
}

#[test]
fn tokens_cover_all_but_spaces() {
    let Some(pipeline) = small() else { return };
    for (name, text) in texts() {
        let doc = pipeline.parse(&text);
        let mut end = 0_usize;
        for Token { span, head, .. } in doc.tokens() {
            assert!(text[end..span.start as usize].chars().all(|c| c == ' '), "{name}");
            assert!(!span.of(&text).is_empty() && *head < doc.len(), "{name}");
            end = span.end as usize;
        }
        assert!(text[end..].chars().all(|c| c == ' '), "{name}");
    }
}

#[test]
fn a_model_tells_of_itself() {
    let Some(pipeline) = small() else { return };
    let info = pipeline.info();
    assert_eq!(info.lang, "en");
    assert_eq!(info.sha256.len(), 64);
    assert!(info.performance.get("tag_acc").is_some_and(|accuracy| *accuracy > 0.9));
    assert!(!info.components.iter().any(|component| component == "senter"));
}
