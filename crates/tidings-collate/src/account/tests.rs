//! What an account must never get wrong, on reports and statements made by hand:
//!
//! 1. Copies and one controller's organs are never counted as independent origins.
//! 2. A set of recipients is split where a report tells its members apart, and the difference is shown.
//! 3. The order of the reports changes nothing.
//! 4. Every piece of evidence slices back to its words.

use tidings_extract::{
    Attribution, AttributionKind, ChainLink, Extraction, Knowledge, Modality, ParsedReport, Participant,
    Polarity, Quoted, SourceKind, Stance, Statement,
};
use tidings_nlp::{Doc, Symbol, Token};
use tidings_text::{ActorId, Published, Report, Span, wire};

use super::account;
use crate::stories::Story;
use crate::told::Told;

/// Parses a sentence whose second word is its verb and root; what stands before is the subject, the rest objects.
fn parse(text: &str) -> Doc {
    let mut tokens = Vec::new();
    let mut at = 0;
    for (index, word) in text.split(' ').enumerate() {
        let span = Span::new(at, at + word.len());
        at += word.len() + 1;
        let (pos, dep) = match index {
            0 => ("PROPN", "nsubj"),
            1 => ("VERB", "ROOT"),
            _ => ("PROPN", "dobj"),
        };
        tokens.push(Token {
            span,
            tag: Symbol::new("NNP"),
            pos: Symbol::new(pos),
            morph: Symbol::default(),
            lemma: if index == 1 { "sever".to_owned() } else { word.to_lowercase() },
            dep: Symbol::new(dep),
            head: 1,
            sent_start: index == 0,
        });
    }
    Doc::new(text.to_owned(), tokens, Vec::new())
}

fn party(doc: &Doc, token: usize, id: &str) -> Participant {
    Participant {
        span: doc.tokens()[token].span,
        head: token,
        actor: Some(ActorId::from(id)),
        name: id.to_owned(),
        on_behalf_of: None,
        members: Vec::new(),
    }
}

/// A report `UKR severs X …` whose words `sources` (name, id of the controller) are said to stand behind.
fn told(id: &str, text: &str, recipients: &[&str], source: Option<(&str, &str)>) -> Told {
    let doc = parse(text);
    let mut report = Report::new(id, text);
    report.outlet = Some(format!("Outlet {id}"));
    report.published = Published::parse("2031-03-01");
    let mut extraction = Extraction::default();
    if let Some((name, controller)) = source {
        extraction.text.attributions.push(Attribution {
            source: Vec::new(),
            cue: Vec::new(),
            content: vec![Span::new(0, text.len())],
            kind: AttributionKind::Speech,
            quoted: Quoted::Indirect,
            denies: false,
            parent: None,
            chain: vec![ChainLink {
                actor: None,
                on_behalf_of: Some(ActorId::from(controller)),
                name: name.to_owned(),
                span: None,
                cue: None,
                kind: SourceKind::Official,
            }],
            why: Default::default(),
        });
    }
    extraction.text.statements.push(Statement {
        trigger: doc.tokens()[1].span,
        head: 1,
        evidence: Span::new(0, text.len()),
        frame: "sever-relations".to_owned(),
        plover: Some("SANCTION".to_owned()),
        mode: None,
        cameo: Some("161".to_owned()),
        saying: false,
        actors: vec![party(&doc, 0, "UKR")],
        recipients: recipients.iter().enumerate().map(|(index, id)| party(&doc, index + 2, id)).collect(),
        reciprocal: false,
        times: Vec::new(),
        place: None,
        polarity: Polarity::Positive,
        modality: Modality::Asserted,
        background: false,
        stance: Stance::Affirms,
        attribution: source.map(|_| 0),
        relation: None,
        why: Default::default(),
    });
    Told { parsed: ParsedReport { report, doc: Some(doc), title: None }, extraction }
}

fn made(reports: &[Told]) -> wire::Account {
    let knowledge = Knowledge::builtin().expect("the built-in tables are valid");
    let made_by = wire::MadeBy { tidings: String::new(), model: String::new(), data: String::new() };
    let story = Story { id: "s".to_owned(), reports: (0..reports.len()).collect() };
    account(&story, reports, &knowledge, &made_by)
}

fn reports() -> Vec<Told> {
    vec![
        told("a", "Ukraine severs Syria Korea", &["SYR", "PRK"], Some(("the ministry", "UKR"))),
        told("b", "Ukraine severs Syria Korea today", &["SYR", "PRK"], Some(("a spokesman", "UKR"))),
        told("c", "Ukraine severs Syria", &["SYR"], None),
    ]
}

#[test]
fn organs_of_one_state_are_one_origin() {
    let account = made(&reports());
    let event = account.events.iter().find(|event| event.recipients.iter().any(|to| to.id == "SYR"));
    let event = event.expect("the severing is told");
    assert_eq!((event.origins.chain_ends, event.origins.low, event.origins.high), (2, 1, 2), "{event:#?}");
    assert!(event.origins.reasons.iter().any(|reason| reason.contains("one controller")), "{event:#?}");
}

#[test]
fn a_set_is_split_where_a_report_tells_a_part() {
    let account = made(&reports());
    let recipients: Vec<Vec<&str>> = account
        .events
        .iter()
        .map(|event| event.recipients.iter().map(|recipient| recipient.id.as_str()).collect())
        .collect();
    assert!(recipients.contains(&vec!["SYR"]) && recipients.contains(&vec!["PRK"]), "{recipients:?}");
    let shown = account.disagreements.iter().any(|disagreement| disagreement.slot == "recipient");
    assert!(shown, "{:#?}", account.disagreements);
}

#[test]
fn the_order_of_reports_changes_nothing() {
    let mut backwards = reports();
    backwards.reverse();
    assert_eq!(made(&reports()), made(&backwards));
}

#[test]
fn evidence_slices_back() {
    let reports = reports();
    for evidence in made(&reports).events.iter().flat_map(|event| &event.evidence) {
        let told =
            reports.iter().find(|told| told.report().id.as_str() == evidence.report).expect("a known report");
        let words: String =
            told.report().text.chars().skip(evidence.start).take(evidence.end - evidence.start).collect();
        assert_eq!(words, evidence.text);
    }
}
