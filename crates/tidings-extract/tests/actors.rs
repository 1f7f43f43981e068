//! Mentions in sentences written for the purpose, parsed beforehand: who acts, and whom pronouns stand for.
//!
//! A line of `fixtures/actors.jsonl` is a stored parse with `marked`, the text with each acting mention in brackets:
//! `[words|actor]`, members joined by `+`.

use proptest::prelude::*;
use tidings_extract::actors::{Actors, find_mentions};
use tidings_nlp::{Doc, Entity, Symbol, Token};
use tidings_text::{Span, wire};

fn marked(doc: &Doc, actors: &Actors) -> String {
    let text = doc.text();
    let mut out = String::new();
    let mut at = 0;
    for mention in find_mentions(doc, actors).iter().filter(|mention| mention.acts && !mention.described) {
        let range = mention.span.range();
        if range.start < at {
            continue;
        }
        let ids: Vec<&str> =
            mention.actor.iter().chain(&mention.members).map(tidings_text::ActorId::as_str).collect();
        out += &text[at..range.start];
        out += &format!("[{}|{}]", &text[range.clone()], ids.join("+"));
        at = range.end;
    }
    out + &text[at..]
}

#[test]
fn mentions_of_the_stored_sentences() {
    let actors = Actors::load(&[]).expect("the built-in files are valid");
    for line in include_str!("fixtures/actors.jsonl").lines() {
        let value: serde_json::Value = serde_json::from_str(line).expect("a stored parse is JSON");
        let text = value["text"].as_str().expect("with a text").to_owned();
        let expected = value["marked"].as_str().expect("and marks").to_owned();
        let parse: wire::Parse = serde_json::from_value(value).expect("in the shape of a parse");
        let doc = Doc::from_wire(text, &parse);
        assert_eq!(marked(&doc, &actors), expected);
    }
}

/// Words, tags and labels that the rules look for, in any order and any tree: no rule may rely on a sane parse.
fn odd_doc() -> impl Strategy<Value = Doc> {
    let word = prop::sample::select(vec![
        "North",
        "Korea",
        "the",
        "The",
        "its",
        "it",
        "They",
        "their",
        "whose",
        "“",
        "”",
        "\"",
        "I",
        "we",
        "said",
        "Ukraine",
        "Russian",
        "officials",
        "minister",
        "Foreign",
        "Ministry",
        "president",
        "republics",
        "both",
        "two",
        "country",
        "(",
        ")",
        "and",
        ",",
        "of",
        "in",
        "to",
        "Mr.",
        "Annan",
        "Kyiv",
        "’s",
        "\n\n",
        "Donetsk",
        "embassy",
        "é",
        "agency",
        "TASS",
        "South",
    ]);
    let tag = prop::sample::select(vec![
        "NNP", "NN", "NNS", "PRP", "PRP$", "VBD", "IN", "DT", "JJ", "CC", "POS", "WP$", ",", "_SP",
    ]);
    let dep = prop::sample::select(vec![
        "nsubj",
        "dobj",
        "pobj",
        "poss",
        "compound",
        "amod",
        "nmod",
        "conj",
        "appos",
        "prep",
        "ROOT",
        "ccomp",
        "relcl",
        "det",
        "attr",
        "advcl",
        "xcomp",
        "nsubjpass",
        "agent",
        "acomp",
    ]);
    let label = prop::sample::select(vec!["PERSON", "GPE", "ORG", "NORP", "LOC"]);
    let token = (word, tag, dep, 0_usize..40, any::<bool>());
    let entity = (0_usize..40, 1_usize..4, label);
    (prop::collection::vec(token, 0..40), prop::collection::vec(entity, 0..6)).prop_map(
        |(words, entities)| {
            let mut text = String::new();
            let tokens: Vec<Token> = words
                .into_iter()
                .map(|(word, tag, dep, head, sent_start)| {
                    let start = text.len();
                    text.push_str(word);
                    let span = Span::new(start, text.len());
                    text.push(' ');
                    let [tag, dep, pos] = [tag, dep, "X"].map(Symbol::new);
                    Token {
                        span,
                        tag,
                        pos,
                        morph: Symbol::default(),
                        lemma: word.to_lowercase(),
                        dep,
                        head,
                        sent_start,
                    }
                })
                .collect();
            let n_tokens = tokens.len();
            let mut entities: Vec<Entity> = entities
                .into_iter()
                .filter(|(start, len, _)| start + len <= n_tokens)
                .map(|(start, len, label)| Entity { start, end: start + len, label: Symbol::new(label) })
                .collect();
            entities.sort_by_key(|entity| entity.start);
            Doc::new(text, tokens, entities)
        },
    )
}

proptest! {
    #[test]
    fn an_odd_parse_never_panics_and_mentions_slice_back(doc in odd_doc()) {
        thread_local!(static ACTORS: Actors = Actors::load(&[]).expect("the built-in files are valid"));
        ACTORS.with(|actors| {
            let mentions = find_mentions(&doc, actors);
            for mention in &mentions {
                prop_assert!(mention.span.end as usize <= doc.text().len());
                prop_assert!(!mention.span.of(doc.text()).is_empty());
                prop_assert!(mention.head < doc.len());
            }
            prop_assert_eq!(&mentions, &find_mentions(&doc, actors));
            Ok(())
        })?;
    }
}
