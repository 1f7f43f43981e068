//! Which places count as mentions, on reports made by hand: a headline that stands in the text too is one place.

use tidings_extract::{Extraction, Findings, Modality, ParsedReport, Polarity, Stance, Statement};
use tidings_nlp::{Doc, Symbol, Token};
use tidings_text::{Report, Span};

use super::{Field, Told, events};
use crate::stories::Story;

/// Parses `text` as subject, verb and objects, and tells its verb as a statement.
fn read(text: &str) -> (Doc, Findings) {
    let mut tokens = Vec::new();
    let mut at = 0;
    for (index, word) in text.split(' ').enumerate() {
        let (pos, dep) =
            [("PROPN", "nsubj"), ("VERB", "ROOT")].get(index).copied().unwrap_or(("NOUN", "dobj"));
        tokens.push(Token {
            span: Span::new(at, at + word.len()),
            tag: Symbol::new("NN"),
            pos: Symbol::new(pos),
            morph: Symbol::default(),
            lemma: word.to_lowercase(),
            dep: Symbol::new(dep),
            head: 1,
            sent_start: index == 0,
        });
        at += word.len() + 1;
    }
    let statement = Statement {
        trigger: tokens[1].span,
        head: 1,
        evidence: Span::new(0, text.len()),
        frame: tokens[1].lemma.clone(),
        plover: None,
        mode: None,
        cameo: None,
        saying: false,
        actors: Vec::new(),
        recipients: Vec::new(),
        reciprocal: false,
        times: Vec::new(),
        place: None,
        polarity: Polarity::Positive,
        modality: Modality::Asserted,
        background: false,
        stance: Stance::Affirms,
        attribution: None,
        relation: None,
        why: Default::default(),
    };
    let found = Findings { statements: vec![statement.clone(), statement], ..Findings::default() };
    (Doc::new(text.to_owned(), tokens, Vec::new()), found)
}

/// Checks the fields that the mentions of a report with this title and text stand in; each verb has two statements.
fn check(title: &str, text: &str, expected: &[Field]) {
    let ((title_doc, title_found), (doc, found)) = (read(title), read(text));
    let mut report = Report::new("a", text);
    report.title = Some(title.to_owned());
    let told = Told {
        parsed: ParsedReport { report, doc: Some(doc), title: Some(title_doc) },
        extraction: Extraction { title: title_found, text: found },
    };
    let story = Story { id: "s".to_owned(), reports: vec![0] };
    let mut fields: Vec<Field> =
        events(&[told], &[story]).iter().flat_map(|event| &event.statements).map(|at| at.field).collect();
    fields.sort_unstable();
    assert_eq!(fields, expected, "{title} / {text}");
}

#[test]
fn one_mention_a_place() {
    check("Ferry sinks", "Ferry sinks off Eastport", &[Field::Text]);
    check("Ferry sinks", "Boat capsizes off Eastport", &[Field::Title, Field::Text]);
}
