//! 1. The figures of the main event are those that a reader concludes from title and text.
//! 2. Quantities of other roles keep their bounds and slice to their words.
//! 3. Linking is to the nearest statement that holds the words.
//!
//! The fixtures hold sentences written for these tests with their parses by `en_core_web_sm` 3.8.

use serde::Deserialize;
use std::collections::BTreeMap;
use tidings_nlp::Doc;
use tidings_text::wire;

use super::count::{Count, Words};
use super::find_quantities;

#[derive(Deserialize)]
struct Parsed {
    text: String,
    #[serde(flatten)]
    parse: wire::Parse,
}

/// Low and high.
type Bounds = (Option<f64>, Option<f64>);

#[derive(Deserialize)]
struct Case {
    title: Option<Parsed>,
    text: Parsed,
    #[serde(default)]
    main: BTreeMap<String, Option<Bounds>>,
    #[serde(default)]
    all: Vec<(String, Option<f64>, Option<f64>, String)>,
}

fn cases() -> Vec<Case> {
    let lines = include_str!("../../tests/fixtures/quantities.jsonl").lines();
    lines.map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn doc(parsed: Parsed) -> Doc {
    Doc::from_wire(parsed.text, &parsed.parse)
}

#[test]
fn main_figures_and_roles_are_read() {
    for case in cases() {
        let text = doc(case.text);
        let title = case.title.map(doc);
        let (in_text, in_title) =
            find_quantities(Some((&text, &[])), title.as_ref().map(|title| (title, &[][..])), None);
        for (role, expected) in &case.main {
            let mut marked = in_text.iter().chain(&in_title).filter(|one| one.main && one.role == *role);
            let found = marked.next().map(|one| (one.low, one.high));
            assert_eq!(found, *expected, "{role} of {:?}", text.text());
            assert!(marked.next().is_none(), "two main figures for {role} of {:?}", text.text());
        }
        for (role, low, high, words) in &case.all {
            let found = in_text.iter().any(|one| {
                one.role == *role && (one.low, one.high) == (*low, *high) && one.span.of(text.text()) == words
            });
            assert!(found, "{role} {words:?} of {:?}: {in_text:?}", text.text());
        }
    }
}

/// Reads the number that starts at the first word of `text`.
fn check_number(text: &str, low: Option<f64>, high: Option<f64>) {
    let mut tokens = Vec::new();
    let mut start = 0;
    for word in text.split(' ') {
        tokens.push(tidings_nlp::Token {
            span: tidings_text::Span::new(start, start + word.len()),
            tag: tidings_nlp::Symbol::new("CD"),
            pos: tidings_nlp::Symbol::new("NUM"),
            morph: tidings_nlp::Symbol::default(),
            lemma: word.to_owned(),
            dep: tidings_nlp::Symbol::new("dep"),
            head: 0,
            sent_start: false,
        });
        start += word.len() + 1;
    }
    let doc = Doc::new(text.to_owned(), tokens, Vec::new());
    let words = Words::new(&doc, None);
    let number = (0..doc.len()).find_map(|at| words.number(at));
    assert_eq!(number.map(|number| number.count), Some(Count { low, high }), "{text}");
}

#[test]
fn numbers_keep_their_bounds() {
    check_number("three", Some(3.0), Some(3.0));
    check_number("1,200", Some(1200.0), Some(1200.0));
    check_number("twenty - five", Some(25.0), Some(25.0));
    check_number("two hundred and six", Some(206.0), Some(206.0));
    check_number("at least 12", Some(12.0), None);
    check_number("more than 100", Some(101.0), None);
    check_number("no more than 50", None, Some(50.0));
    check_number("fewer than 50", None, Some(49.0));
    check_number("100 to 300", Some(100.0), Some(300.0));
    check_number("10 or more", Some(10.0), None);
    check_number("dozens", Some(24.0), None);
    check_number("two dozen", Some(24.0), Some(24.0));
    check_number("a couple", Some(2.0), Some(2.0));
    check_number("3.5 million", Some(3_500_000.0), Some(3_500_000.0));
}
