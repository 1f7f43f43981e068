//! Damaged and hostile model files are errors that say what is wrong, never panics.
//!
//! Proved here: (1) bytes that are no wheel, a wheel cut short, and one with bytes changed are errors; (2) so is a wheel that
//! unpacks to more than any model holds; (3) weights of other shapes and bad msgpack are errors that name the file;
//! (4) what is not supported is named. Models are made here, small, from nothing.

#![expect(clippy::print_stderr, clippy::disallowed_methods, reason = "a test that is left out must say so")]

use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

use rmpv::Value;
use tidings_nlp::{ModelError, Pipeline};
use zip::write::SimpleFileOptions;

/// The files of a model with a tokenizer and a tagger on an encoder of width 4, unpacked.
fn tiny() -> Vec<(&'static str, Vec<u8>)> {
    let config = r#"
[nlp]
lang = "en"
pipeline = ["tok2vec","tagger"]
disabled = []

[components.tok2vec]
factory = "tok2vec"

[components.tok2vec.model]
@architectures = "spacy.Tok2Vec.v2"

[components.tok2vec.model.embed]
@architectures = "spacy.MultiHashEmbed.v2"
width = 4
attrs = ["NORM"]
rows = [10]
include_static_vectors = false

[components.tok2vec.model.encode]
@architectures = "spacy.MaxoutWindowEncoder.v2"
width = 4
depth = 1
window_size = 1
maxout_pieces = 2

[components.tagger]
factory = "tagger"

[components.tagger.model]
@architectures = "spacy.Tagger.v2"

[components.tagger.model.tok2vec]
@architectures = "spacy.Tok2VecListener.v1"
width = 4
upstream = "tok2vec"
"#;
    let meta = r#"{"lang": "en", "name": "tiny", "version": "0.0.1", "performance": {"tag_acc": 0.5}}"#;
    let tokenizer = pack(map([
        ("prefix_search", Value::from(r#"^["(]"#)),
        ("suffix_search", Value::from(r#"[.)"]$"#)),
        ("infix_finditer", Value::from("(?<=[a-z])-(?=[a-z])")),
        ("exceptions", map([("don't", Value::Array(vec![orth("do"), orth("n't")]))])),
    ]));
    let encoder = model(vec![
        node("hashembed", [("E", array(&[10, 4]))]),
        node("maxout", [("W", array(&[4, 3, 4])), ("b", array(&[4, 3]))]),
        node("layernorm", [("G", array(&[4])), ("b", array(&[4]))]),
        node("maxout", [("W", array(&[4, 2, 12])), ("b", array(&[4, 2]))]),
        node("layernorm", [("G", array(&[4])), ("b", array(&[4]))]),
    ]);
    let tagger = model(vec![node("softmax", [("W", array(&[2, 4])), ("b", array(&[2]))])]);
    vec![
        ("config.cfg", config.into()),
        ("meta.json", meta.into()),
        ("tokenizer", tokenizer),
        ("tok2vec/model", encoder),
        ("tagger/cfg", br#"{"labels": ["A", "B"]}"#.to_vec()),
        ("tagger/model", tagger),
    ]
}

fn map<const N: usize>(entries: [(&str, Value); N]) -> Value {
    Value::Map(entries.into_iter().map(|(key, value)| (Value::from(key), value)).collect())
}

fn orth(text: &str) -> Value {
    Value::Map(vec![(Value::from(65), Value::from(text))])
}

fn array(shape: &[u64]) -> Value {
    let count: u64 = shape.iter().product();
    let data: Vec<u8> =
        (0..count).flat_map(|index| ((index * 37 % 23) as f32 - 11.0).to_le_bytes()).collect();
    let shape = shape.iter().copied().map(Value::from).collect();
    map([
        ("nd", Value::from(true)),
        ("type", Value::from("<f4")),
        ("shape", Value::Array(shape)),
        ("data", Value::Binary(data)),
    ])
}

fn node<const N: usize>(name: &str, params: [(&str, Value); N]) -> (Value, Value) {
    (map([("name", Value::from(name))]), map(params))
}

fn model(nodes: Vec<(Value, Value)>) -> Vec<u8> {
    let attrs = nodes.iter().map(|_| map([])).collect();
    let (nodes, params) = nodes.into_iter().unzip();
    pack(map([
        ("nodes", Value::Array(nodes)),
        ("attrs", Value::Array(attrs)),
        ("params", Value::Array(params)),
    ]))
}

fn pack(value: Value) -> Vec<u8> {
    let mut bytes = Vec::new();
    rmpv::encode::write_value(&mut bytes, &value).expect("msgpack");
    bytes
}

fn wheel(files: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(format!("tiny/tiny-0.0.1/{name}"), SimpleFileOptions::default()).expect("a file");
        writer.write_all(bytes).expect("bytes");
    }
    writer.finish().expect("a zip").into_inner()
}

fn open(bytes: Vec<u8>) -> Result<Pipeline, ModelError> {
    Pipeline::from_wheel(bytes, Path::new("tiny.whl"))
}

/// Returns the message for the tiny model with one file replaced.
fn with(name: &'static str, bytes: impl Into<Vec<u8>>) -> String {
    let mut files = tiny();
    files.retain(|(other, _)| *other != name);
    files.push((name, bytes.into()));
    open(wheel(&files)).map(|_| "opened".to_owned()).unwrap_or_else(|error| error.to_string())
}

fn file(name: &str) -> String {
    let found = tiny().into_iter().find(|(other, _)| *other == name);
    String::from_utf8(found.expect("a file").1).expect("text")
}

#[test]
fn the_tiny_model_itself_opens_and_parses() {
    let pipeline = open(wheel(&tiny())).expect("a model");
    let doc = pipeline.parse("(I don't co-operate.)");
    let words: Vec<&str> = (0..doc.len()).map(|token| doc.word(token)).collect();
    assert_eq!(words, ["(", "I", "do", "n't", "co", "-", "operate", ".", ")"]);
    assert!(doc.tokens().iter().all(|token| token.tag == "A" || token.tag == "B"));
}

#[test]
fn what_is_no_wheel_is_an_error() {
    for bytes in [Vec::new(), b"PK".to_vec(), vec![0; 1000], b"not a zip".to_vec()] {
        assert!(matches!(open(bytes), Err(ModelError::Archive { .. })));
    }
    assert!(matches!(open(wheel(&[("readme", Vec::new())])), Err(ModelError::NoModel { .. })));
    let missing = Pipeline::open(Path::new("no/such/model.whl"));
    assert!(missing.is_err_and(|error| error.to_string().contains("no/such/model.whl")));
}

#[test]
fn a_wheel_cut_short_or_changed_is_an_error_or_opens() {
    let whole = wheel(&tiny());
    for length in (0..whole.len()).step_by(97) {
        assert!(open(whole[..length].to_vec()).is_err(), "cut at {length}");
    }
    for index in (0..whole.len()).step_by(41) {
        let mut changed = whole.clone();
        changed[index] ^= 0x55;
        // The text of a comment may change without harm; nothing may panic.
        if let Ok(pipeline) = open(changed) {
            let _ = pipeline.parse("Still, it don't hurt.");
        }
    }
}

/// Every file inside, cut and changed, so that the damage reaches past the checksums of the zip.
#[test]
fn damage_inside_is_an_error_or_opens() {
    for (name, bytes) in tiny() {
        for length in (0..bytes.len()).step_by(1 + bytes.len() / 60) {
            with(name, &bytes[..length]);
        }
        for index in (0..bytes.len()).step_by(1 + bytes.len() / 200) {
            for flip in [0x01, 0x80, 0xff] {
                let mut changed = bytes.clone();
                changed[index] ^= flip;
                let mut files = tiny();
                files.retain(|(other, _)| *other != name);
                files.push((name, changed));
                if let Ok(pipeline) = open(wheel(&files)) {
                    let _ = pipeline.parse("Still, it don't hurt (re-opened).");
                }
            }
        }
    }
}

#[test]
fn msgpack_that_lies_about_its_length_is_an_error() {
    for lie in [
        vec![0xdd, 0xff, 0xff, 0xff, 0xff],
        vec![0xdf, 0xff, 0xff, 0xff, 0xff],
        vec![0xc6, 0xff, 0xff, 0xff, 0xff],
        vec![0x91; 100_000],
    ] {
        for name in ["tokenizer", "tok2vec/model", "tagger/model"] {
            let message = with(name, lie.clone());
            assert!(message.contains(name) && message.contains("damaged"), "{message}");
        }
    }
}

#[test]
fn a_zip_bomb_is_an_error() {
    // 65 MB of zeros, which pack to a few kilobytes.
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in tiny().iter().filter(|(name, _)| *name != "tokenizer") {
        writer.start_file(format!("t/{name}"), SimpleFileOptions::default()).expect("a file");
        writer.write_all(bytes).expect("bytes");
    }
    writer
        .start_file("t/tokenizer", SimpleFileOptions::default().compression_level(Some(1)))
        .expect("a file");
    let zeros = vec![0; 1 << 20];
    for _ in 0..65 {
        writer.write_all(&zeros).expect("bytes");
    }
    let bytes = writer.finish().expect("a zip").into_inner();
    assert!(matches!(open(bytes), Err(ModelError::TooLarge { .. })));
}

#[test]
fn weights_of_other_shapes_are_errors() {
    let softmax = |weight: &[u64], bias: &[u64]| {
        model(vec![node("softmax", [("W", array(weight)), ("b", array(bias))])])
    };
    for bytes in [
        softmax(&[2, 5], &[2]),
        softmax(&[3, 4], &[3]),
        softmax(&[2, 4], &[1]),
        softmax(&[8], &[2]),
        softmax(&[0, 4], &[0]),
    ] {
        let message = with("tagger/model", bytes);
        assert!(message.contains("tagger/model") && message.contains("shape"), "{message}");
    }
    let shape = map([
        ("type", Value::from("<f4")),
        ("shape", Value::Array(vec![Value::from(u64::MAX), Value::from(4)])),
        ("data", Value::Binary(vec![0; 32])),
    ]);
    let message = with("tagger/model", model(vec![node("softmax", [("W", shape), ("b", array(&[2]))])]));
    assert!(message.contains("tagger/model"), "{message}");
    let message = with("tok2vec/model", model(Vec::new()));
    assert!(message.contains("tok2vec/model"), "{message}");
}

#[test]
fn what_is_not_supported_is_named() {
    let check = |old: &str, new: &str, expected: &str| {
        let message = with("config.cfg", file("config.cfg").replace(old, new));
        assert!(message.contains(expected), "{message}");
    };
    check("factory = \"tagger\"", "factory = \"textcat\"", "component `tagger` uses factory `textcat`");
    check("spacy.MaxoutWindowEncoder.v2", "spacy.MishWindowEncoder.v2", "`spacy.MishWindowEncoder.v2`");
    check("spacy.MultiHashEmbed.v2", "spacy.CharacterEmbed.v2", "`spacy.CharacterEmbed.v2`");
    check("[\"NORM\"]", "[\"FLAG19\"]", "attribute `FLAG19`");
    check("depth = 1", "depth = 2", "1 encoder layers, expected 2");
    check("depth = 1", "depth = 9999999999999", "receptive field");
    check("width = 4\nattrs", "width = 0\nattrs", "damaged");
    check("window_size = 1", "window_size = 9999999999999999999", "receptive field");
    check("upstream = \"tok2vec\"", "upstream = \"other\"", "component `tagger`");
    check("lang = \"en\"", "lang = \"de\"", "language `de`");
    check("rows = [10]", "rows = [10, 20]", "embedding tables");
    let message = with("tokenizer", pack(map([("prefix_search", Value::from(r"^(a)\1"))])));
    assert!(message.contains("pattern") && message.contains("prefix_search"), "{message}");
}

#[test]
fn the_real_model_cut_short_is_an_error() {
    let Some(path) = std::env::var_os("TIDINGS_MODEL").map(PathBuf::from).filter(|path| path.is_file())
    else {
        eprintln!("left out: no model (see TIDINGS_MODEL)");
        return;
    };
    let whole = std::fs::read(path).expect("the model");
    for share in [10, 50, 90, 99] {
        assert!(open(whole[..whole.len() * share / 100].to_vec()).is_err());
    }
}
