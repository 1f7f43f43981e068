//! Reports made for these tests, from stored parses: which matters they differ on, and that like words of other things are
//! none.

use tidings_extract::{Knowledge, ParsedReport, extract};
use tidings_nlp::Doc;
use tidings_text::{Published, Report, wire};

use crate::account::account;
use crate::stories::Story;
use crate::told::Told;

/// Parses by `en_core_web_sm` 3.8, one a line; the id is the text.
const PARSES: &str = include_str!("testdata/texts.jsonl");

fn told(number: usize, text: &str, knowledge: &Knowledge) -> Told {
    let parses = PARSES.lines().map(|line| serde_json::from_str::<wire::Parse>(line).unwrap());
    let parse = parses.into_iter().find(|parse| parse.id == text);
    let parse = parse.unwrap_or_else(|| panic!("no stored parse of {text:?}"));
    let doc = Doc::from_wire(text.to_owned(), &parse);
    let mut report = Report::new(format!("r{number}"), text);
    report.outlet = Some(format!("Outlet {number}"));
    report.published = Published::parse("2031-05-06");
    let parsed = ParsedReport { report, doc: Some(doc), title: None };
    let extraction = extract(&parsed, knowledge);
    Told { parsed, extraction }
}

/// Checks the readings of the disagreement in whose slot `slot` stands: values joined by ` / `, in order; empty where there
/// must be none.
fn check(texts: &[&str], slot: &str, expected: &str) {
    let knowledge = Knowledge::builtin().expect("the built-in tables are valid");
    let reports: Vec<Told> =
        texts.iter().enumerate().map(|(number, text)| told(number, text, &knowledge)).collect();
    let story = Story { id: "s".to_owned(), reports: (0..reports.len()).collect() };
    let made_by = wire::MadeBy { tidings: String::new(), model: String::new(), data: String::new() };
    let found = account(&story, &reports, &knowledge, &made_by).disagreements;
    let shown = found.iter().find(|one| one.slot.contains(slot)).map(|one| {
        let mut values: Vec<&str> = one.readings.iter().map(|reading| reading.value.as_str()).collect();
        values.sort_unstable();
        values.join(" / ")
    });
    assert_eq!(shown.unwrap_or_default(), expected, "{texts:?}: {found:#?}");
    for place in found.iter().flat_map(|one| &one.readings).flat_map(|reading| &reading.evidence) {
        assert!(place.start < place.end, "{place:?}");
    }
}

#[test]
fn numbers_of_one_clause_differ() {
    check(
        &[
            "A bomb killed four people in Harlow on Monday. Engineers laid 300 sandbags along the river Stort in Harlow.",
            "A bomb killed four people in Harlow on Monday. Engineers laid 450 sandbags along the river Stort in Harlow.",
        ],
        "sandbags",
        "300 / 450",
    );
    check(
        &[
            "A bomb killed four people in Harlow on Monday. Engineers laid 300 sandbags along the river Stort in Harlow.",
            "A bomb killed four people in Harlow on Monday. A farmer sold 450 sandbags to a museum.",
        ],
        "sandbags",
        "",
    );
}

#[test]
fn hours_of_the_happening_differ() {
    check(
        &[
            "A gunman opened fire on shoppers in Harlow at 9:15 p.m. on Monday and killed four people.",
            "A gunman opened fire on shoppers in Harlow around 9:40 p.m. on Monday and killed four people.",
        ],
        "time of the happening",
        "9:15 p.m. / around 9:40 p.m.",
    );
}

#[test]
fn answers_turn_by_denial() {
    check(
        &[
            "A gunman killed four people in Harlow on Monday. No group has claimed responsibility for the attack.",
            "A gunman killed four people in Harlow on Monday. Islamic State claimed responsibility for the attack.",
        ],
        "claim of responsibility",
        "Islamic State / none yet",
    );
    check(
        &[
            "A gunman killed four people in Harlow on Monday. The gunman acted alone, officers said.",
            "A gunman killed four people in Harlow on Monday. A second gunman escaped, a witness said.",
        ],
        "alone or with others",
        "A second gunman escaped / The gunman acted alone",
    );
}

#[test]
fn names_are_spelt_in_two_ways() {
    check(
        &[
            "A bomb killed four people in Harlow on Monday. Officer Peter Kowalczyk spoke to reporters.",
            "A bomb killed four people in Harlow on Monday. Officer Peter Kowalczik spoke to reporters.",
        ],
        "spelling",
        "Peter Kowalczik / Peter Kowalczyk",
    );
}
