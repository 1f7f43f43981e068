//! What is found in sentences written for these tests, with stored parses (`fixtures/sentences.jsonl`).

use serde::Deserialize;
use tidings_nlp::Doc;
use tidings_text::{Report, Span, wire};

use super::{Attribution, Cues, find_attributions};
use crate::actors::Actors;

#[derive(Deserialize)]
struct Fixture {
    text: String,
    parse: wire::Parse,
}

fn doc(opening: &str) -> Doc {
    let lines = include_str!("fixtures/sentences.jsonl").lines();
    let mut fixtures =
        lines.map(|line| serde_json::from_str::<Fixture>(line).expect("a fixture is valid JSON"));
    let fixture =
        fixtures.find(|fixture| fixture.text.starts_with(opening)).expect("the sentence has a fixture");
    Doc::from_wire(fixture.text, &fixture.parse)
}

fn find(doc: &Doc) -> Vec<Attribution> {
    let cues = Cues::load().expect("the built-in cues are valid");
    let actors = Actors::load(&[]).expect("the built-in actors are valid");
    find_attributions(doc, &Report::new("test", doc.text()), &[], &actors, &cues)
}

fn words(doc: &Doc, spans: &[Span]) -> String {
    spans.iter().map(|span| span.of(doc.text())).collect::<Vec<_>>().join(" … ")
}

/// Each attribution as "source | cue | content | kind quoted", outermost ones first marked by nothing, nested
/// ones by "> ".
fn check(opening: &str, expected: &[&str]) {
    let doc = doc(opening);
    let found: Vec<String> = find(&doc)
        .iter()
        .map(|one| {
            format!(
                "{}{} | {} | {} | {} {}{}",
                if one.parent.is_some() { "> " } else { "" },
                words(&doc, &one.source),
                words(&doc, &one.cue),
                words(&doc, &one.content),
                one.kind.as_str(),
                one.quoted.as_str(),
                if one.denies { " denies" } else { "" }
            )
        })
        .collect();
    assert_eq!(found, expected, "in {:?}", doc.text());
}

/// The chain of the first attribution, nearest link first.
fn check_chain(opening: &str, expected: &str) {
    let doc = doc(opening);
    let found = find(&doc);
    let links = found.first().map(|one| one.chain.as_slice()).unwrap_or_default();
    let shown: Vec<String> = links
        .iter()
        .map(|link| {
            let words = link.span.map_or(link.name.as_str(), |span| span.of(doc.text()));
            format!("{words} ({})", link.kind.as_str())
        })
        .collect();
    assert_eq!(shown.join(" < "), expected, "in {:?}", doc.text());
}

#[test]
fn clauses_and_quotations() {
    check(
        "The harbour minister",
        &["The harbour minister | said | that the ferry would sail again within a week | speech indirect"],
    );
    check(
        "“We will",
        &["the mayor | said | “We will rebuild the bridge,” … “Nobody will be left behind.” | speech direct"],
    );
    check(
        "The bridge collapsed",
        &[
            "Ada Brook, an engineer at the city council | said | The bridge collapsed because of rust | speech indirect",
        ],
    );
    check(
        "The tunnel",
        &[
            "the transport ministry | according to | The tunnel will stay closed until spring | speech indirect",
        ],
    );
    check("A fisherman", &["A fisherman | told | that the boat had sunk within minutes | speech indirect"]);
    check(
        "The ambassador",
        &["The ambassador | was quoted … as saying | that the talks had failed | speech indirect"],
    );
}

#[test]
fn kinds_and_denials() {
    check(
        "The regulator",
        &["The regulator | denied | that it had approved the merger | speech indirect denies"],
    );
    check("The union", &["The union | plans | to strike on Thursday | intent indirect"]);
    check("Residents", &["Residents | fear | that the dam could break | thought indirect"]);
    check("Officials are", &["Officials | are confident | that the harvest will recover | thought indirect"]);
}

#[test]
fn scare_quotes_and_plain_events_have_no_source() {
    check("The \"republic\"", &[]);
    check("The island's council", &[]);
}

#[test]
fn chains_begin_with_the_nearest_link() {
    check_chain("The harbour minister", "The harbour minister (official)");
    check_chain("A fisherman", "the Harbour Post newspaper (outlet) < A fisherman (person)");
    check_chain("The prime minister", "the Northwind news agency (agency) < two officials (anonymous)");
    check_chain("The ambassador", "the state news agency (state media) < The ambassador (official)");
    check_chain(
        "In a statement",
        "a statement posted on its website (channel) < the foreign ministry (official)",
    );
    check_chain("The general", "Telegram (channel) < The general (official)");
    check_chain("State television", "State television (state media) < the president (official)");
    check_chain("Police said", "Police (official) < a witness (witness)");
    check_chain("“The road", "Channel Nine television (outlet) < the spokeswoman (official)");
    check_chain("The embassy", "its Facebook page (channel) < The embassy (official)");
    check_chain("The report says", "The report (document)");
}

#[test]
fn chains_hold_who_was_quoted_and_who_came_by_it() {
    check_chain(
        "The Northwind news agency quoted",
        "The Northwind news agency (agency) < two envoys (official)",
    );
    check_chain("Islanders told", "local media (outlet) < Islanders (person)");
    check_chain(
        "A May 3 letter",
        "the Harbour Post newspaper (outlet) < A May 3 letter (document) < the teachers' union (organisation)",
    );
    check_chain("The pilot had been", "court papers (document) < his wife (witness)");
    check_chain("The army has taken", "the Northwind news agency (agency) < the ministry (official)");
    check_chain("The minister said he told", "The minister (official)");
}

#[test]
fn what_is_wanted_has_no_chain() {
    check_chain("The union", "");
}

#[test]
fn every_attribution_says_why() {
    let doc = doc("The prime minister");
    let found = find(&doc);
    assert!(!found.is_empty());
    for one in found {
        assert!(one.why.rule.starts_with("attribution/"), "{one:?}");
        for span in one.source.iter().chain(&one.cue).chain(&one.content) {
            assert!(!span.of(doc.text()).is_empty(), "{span:?} slices to nothing");
        }
    }
}
