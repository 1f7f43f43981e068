//! Who does what to whom in passages of accident, crime, court and business news written for the purpose, parsed beforehand.
//!
//! A line of `fixtures/everyday.jsonl` is a stored parse with `expected`, one row an event: `trigger | actors > recipients`.
//! A side is an actor's id (`/` and the state that answers for it where there is one), ids joined by `+`; `-` is nobody whom
//! the text identifies (a thing, or nobody at all), `?` is not asked for.

use tidings_extract::{Extraction, Knowledge, ParsedReport, Participant, extract};
use tidings_nlp::Doc;
use tidings_text::{Report, wire};

fn side(participants: &[Participant]) -> String {
    let one = |participant: &Participant| {
        let id = participant.actor.as_ref()?;
        let behalf = participant.on_behalf_of.as_ref().map(|state| format!("/{state}"));
        Some(format!("{id}{}", behalf.unwrap_or_default()))
    };
    let ids: Vec<String> = participants.iter().filter_map(one).collect();
    if ids.is_empty() { "-".to_owned() } else { ids.join("+") }
}

fn told(extraction: &Extraction, text: &str, trigger: &str) -> Option<String> {
    let one = extraction
        .text
        .statements
        .iter()
        .find(|one| one.trigger.of(text).split_whitespace().next().is_some_and(|word| word == trigger))?;
    Some(format!("{} > {}", side(&one.actors), side(&one.recipients)))
}

/// Says whether a told side is the expected one; a state behind an id is asked for only where the row names one.
fn agrees(expected: &str, told: &str) -> bool {
    let bare = |side: &str| {
        side.split('+').map(|id| id.split('/').next().unwrap_or(id)).collect::<Vec<_>>().join("+")
    };
    expected == "?" || expected == told || !expected.contains('/') && expected == bare(told)
}

#[test]
fn everyday_passages_tell_who_did_what_to_whom() {
    let knowledge = Knowledge::builtin().expect("the built-in files are valid");
    let mut wrong = Vec::new();
    for line in include_str!("fixtures/everyday.jsonl").lines() {
        let value: serde_json::Value = serde_json::from_str(line).expect("a stored parse is JSON");
        let text = value["text"].as_str().expect("with a text").to_owned();
        let rows: Vec<String> = serde_json::from_value(value["expected"].clone()).expect("and rows");
        let parse: wire::Parse = serde_json::from_value(value).expect("in the shape of a parse");
        let doc = Doc::from_wire(text.clone(), &parse);
        let report = Report::new("everyday", text.as_str());
        let parsed = ParsedReport { report, doc: Some(doc), title: None }.cut_at_lines();
        let extraction = extract(&parsed, &knowledge);
        for row in rows {
            let (trigger, sides) = row.split_once(" | ").expect("a row has a trigger and sides");
            let (actors, recipients) = sides.split_once(" > ").expect("and two sides");
            let told = told(&extraction, &text, trigger);
            let fits = told
                .as_deref()
                .and_then(|told| told.split_once(" > "))
                .is_some_and(|told| agrees(actors.trim(), told.0) && agrees(recipients.trim(), told.1));
            if !fits {
                wrong.push(format!(
                    "{text}\n    {row}, but told {}",
                    told.unwrap_or_else(|| "nothing".to_owned())
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{} rows are wrong:\n{}", wrong.len(), wrong.join("\n"));
}
