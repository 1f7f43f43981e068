//! Lines of stored parses. Proves, each on a sentence written for it: (1) tense and agreement; (2) which verb and whose
//! subject tell a statement; (3) what stays out of a line; (4) that of several reports the one that tells most is taken.

use std::collections::BTreeMap;

use tidings_extract::{Knowledge, ParsedReport, extract};
use tidings_nlp::Doc;
use tidings_text::{Published, Report, wire};

use super::*;
use crate::events::{StatementAt, claims};
use crate::told::Told;

/// Parses by `en_core_web_sm` 3.8, one a line; the id is the sentence.
const PARSES: &str = include_str!("testdata/sentences.jsonl");

fn told(sentence: &str, knowledge: &Knowledge) -> Told {
    let parses = PARSES.lines().map(|line| serde_json::from_str::<wire::Parse>(line).unwrap());
    let parse = parses.into_iter().find(|parse| parse.id == sentence);
    let parse = parse.unwrap_or_else(|| panic!("no stored parse of {sentence:?}"));
    let mut report = Report::new(sentence, sentence);
    report.published = Published::parse("2031-03-04");
    let doc = Some(Doc::from_wire(sentence.to_owned(), &parse));
    let parsed = ParsedReport { report, doc, title: None };
    let extraction = extract(&parsed, knowledge);
    Told { parsed, extraction }
}

/// Returns the line of the event that these words of these sentences tell; `-` where none is sound.
fn line(told_by: &[(&str, &str)]) -> String {
    let knowledge = Knowledge::builtin().unwrap();
    let reports: Vec<Told> = told_by.iter().map(|(_, sentence)| told(sentence, &knowledge)).collect();
    let members: Vec<usize> = (0..reports.len()).collect();
    let trigger = |at: StatementAt| {
        let statement = statement(&reports, at).unwrap();
        statement.trigger.of(told_by[at.report].1) == told_by[at.report].0
    };
    let affirmed: Vec<Claim> =
        claims(&reports, &members).into_iter().filter(|claim| trigger(claim.at)).collect();
    assert!(!affirmed.is_empty(), "no statement: {told_by:?}");
    let first = statement(&reports, affirmed[0].at).unwrap();
    let context = Context {
        reports: &reports,
        members: &members,
        passages: &[],
        kinds: &BTreeMap::new(),
        knowledge: &knowledge,
        happening: None,
        figures: &[],
        originals: &BTreeMap::new(),
        news_days: &crate::account::news_days::NewsDays::default(),
    };
    let negative = first.polarity == tidings_extract::Polarity::Negative;
    let draft = Draft {
        evidence: affirmed.iter().map(|claim| claim.at).collect(),
        frame: first.frame.clone(),
        plover: first.plover.clone(),
        cameo: None,
        actors: Vec::new(),
        recipients: Vec::new(),
        place: None,
        summary: Summary::default(),
        negative,
        signs: Vec::new(),
        importance: 0.0,
        main: false,
        part: false,
        harm: false,
        affirmed,
        denied: Vec::new(),
    };
    let found = summary(&context, &draft);
    if found.whole { found.text } else { "-".to_owned() }
}

#[test]
fn a_sentence_gives_its_line() {
    for (word, sentence, expected) in [
        (
            "severed",
            "The ministry severed relations with Hungary on Tuesday.",
            "The ministry severs relations with Hungary",
        ),
        (
            "recalled",
            "Poland has recalled its ambassador from Hungary.",
            "Poland recalls its ambassador from Hungary",
        ),
        (
            "arrested",
            "Dozens of protesters were arrested in Lisbon after the march.",
            "Dozens of protesters are arrested in Lisbon",
        ),
        (
            "seized",
            "Many of the boats have been seized by the navy.",
            "Many of the boats are seized by the navy",
        ),
        (
            "probing",
            "Investigators were probing whether the driver fell asleep.",
            "Investigators probe whether the driver fell asleep",
        ),
        (
            "threatened",
            "Twelve gunmen threatened the crew of a freighter.",
            "Twelve gunmen threaten the crew of a freighter",
        ),
        (
            "find",
            "Police officers went from room to room to find the attacker.",
            "Police officers go from room to room to find the attacker",
        ),
        (
            "visit",
            "The chancellor plans to visit Kenya and Uganda in June.",
            "The chancellor plans to visit Kenya and Uganda",
        ),
        (
            "cease",
            "The board has decided to cease production of pumps at its plant in Porto.",
            "The board decides to cease production of pumps at its plant in Porto",
        ),
        (
            "found",
            "The divers, who had waited for two days, found the ramp open.",
            "The divers find the ramp open",
        ),
        (
            "rammed",
            "A man rammed his van into a bus shelter in Leeds, injuring three people.",
            "A man rams his van into a bus shelter in Leeds",
        ),
        (
            "injuring",
            "A man rammed his van into a bus shelter in Leeds, injuring three people.",
            "A man injures three people",
        ),
        (
            "occupied",
            "The towns occupied by the rebels are without water.",
            "The towns are occupied by the rebels",
        ),
        (
            "described",
            "The former mayor described the clashes as a disgrace.",
            "The former mayor describes the clashes as a disgrace",
        ),
        (
            "attack",
            "The militia carried out an attack on a convoy near Gao.",
            "The militia carries out an attack on a convoy near Gao",
        ),
        (
            "bought",
            "NAIROBI, Kenya — The bank bought a rival in Kampala on Monday.",
            "The bank buys a rival in Kampala",
        ),
        (
            "denied",
            "The airline denied that its pilots had been drinking.",
            "The airline denies that its pilots had been drinking",
        ),
        (
            "close",
            "The company said it would close its works in Porto.",
            "The company will close its works in Porto",
        ),
        (
            "killed",
            "Two guards were shot and killed outside the bank.",
            "Two guards are killed outside the bank",
        ),
        ("detained", "The captain has not been detained.", "The captain is not detained"),
        (
            "wounded",
            "Seventy wounded in blast at Lahore market",
            "Seventy are wounded in blast at Lahore market",
        ),
        (
            "condemned",
            "The decision, which was condemned by Norway, came late.",
            "The decision is condemned by Norway",
        ),
        ("urged", "She urged both sides to show restraint.", "-"),
        (
            "imposed",
            "Canada, Japan and Norway imposed sanctions on Belarus.",
            "Canada, Japan and Norway impose sanctions on Belarus",
        ),
        ("recognise", "Peru to recognise Kosovo", "Peru is to recognise Kosovo"),
        ("leave", "Residents were told to leave their homes.", "Residents are told to leave their homes"),
    ] {
        assert_eq!(line(&[(word, sentence)]), expected, "{sentence}");
    }
}
