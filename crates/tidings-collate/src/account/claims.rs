//! Which claims of a story an account may tell, and with whose names.

use std::collections::BTreeSet;

use tidings_extract::Modality;
use tidings_text::Span;

use super::merge::statement;
use crate::events::{Claim, Party};
use crate::passages::{Passage, PassageKind};
use crate::told::{Field, Told};

/// Lists the claims of a story that an account may tell: no acts of saying, nothing that stands twice, no line of an
/// outlet's own.
pub(super) fn claims_to_tell(reports: &[Told], members: &[usize], passages: &[Passage]) -> Vec<Claim> {
    let mut all = crate::events::claims(reports, members);
    for claim in &mut all {
        keep_heads(reports, claim);
    }
    all.into_iter()
        .filter(|claim| {
            statement(reports, claim.at).is_some_and(|statement| {
                // "According to", "based on": a participle that the parse takes for a preposition tells nothing.
                let preposition = reports[claim.at.report]
                    .doc(claim.at.field)
                    .and_then(|doc| doc.tokens().get(statement.head))
                    .is_some_and(|token| matches!(&*token.dep, "prep" | "mark" | "cc"));
                let told = !statement.saying
                    && !preposition
                    && !matches!(statement.modality, Modality::Conditional)
                    && !statement.evidence.is_empty();
                told && !decides_another(reports, claim)
                    && !left_out(passages, claim.at.report, claim.at.field, statement.trigger)
            })
        })
        .collect()
}

/// Takes from recipients the ids of names that are only a part of their words: "two pro-Norvanian regions" is no Norvania.
fn keep_heads(reports: &[Told], claim: &mut Claim) {
    let Some(told) = reports.get(claim.at.report) else { return };
    let Some(statement) = statement(reports, claim.at) else { return };
    let Some(doc) = told.doc(claim.at.field) else { return };
    let slips = statement.recipients.iter().filter(|party| party.members.is_empty()).filter(|party| {
        let Some(head) = doc.tokens().get(party.head) else { return false };
        let mentions = told.found(claim.at.field).mentions.iter();
        let mut of_actor =
            mentions.filter(|mention| mention.actor == party.actor && party.span.overlaps(mention.span));
        let adjective = |mention: &tidings_extract::Mention| {
            !mention.span.overlaps(head.span)
                && doc.tokens_in(mention.span).all(|token| &*doc.tokens()[token].pos == "ADJ")
        };
        of_actor.next().is_some_and(adjective) && !of_actor.any(|mention| mention.span.overlaps(head.span))
    });
    for slip in slips {
        let Some(id) = slip.actor.as_ref().map(ToString::to_string) else { continue };
        for party in claim.recipients.iter_mut().filter(|party| party.ids.contains(&id)) {
            let words = slip.span.of(told.words(claim.at.field));
            *party = Party {
                ids: BTreeSet::new(),
                name: words.to_owned(),
                behalf: None,
                words: Party::words_of(words),
            };
        }
    }
}

/// Verbs and nouns of deciding: what is decided is the act, and stands as a statement of its own.
const DECIDING: &[&str] =
    &["decide", "decision", "resolve", "opt", "vow", "pledge", "promise", "intend", "plan"];

/// Says whether a claim only says that somebody decided what another statement tells: "has decided to break off".
fn decides_another(reports: &[Told], claim: &Claim) -> bool {
    let Some(told) = reports.get(claim.at.report).filter(|_| DECIDING.contains(&claim.lemma.as_str())) else {
        return false;
    };
    let Some((statement, doc)) = statement(reports, claim.at).zip(told.doc(claim.at.field)) else {
        return false;
    };
    told.found(claim.at.field).statements.iter().any(|other| {
        let complement = matches!(&*doc.tokens()[other.head].dep, "xcomp" | "ccomp" | "acl");
        complement && doc.head(other.head) == Some(statement.head) && other.plover.is_some()
    })
}

/// Says whether words stand twice in their report, or are a line of its outlet's own.
pub(super) fn left_out(passages: &[Passage], report: usize, field: Field, span: Span) -> bool {
    field == Field::Text
        && passages.iter().any(|passage| match passage.kind {
            PassageKind::Repetition => passage.b.report == report && passage.b.span.overlaps(span),
            PassageKind::Boilerplate => {
                [passage.a, passage.b].iter().any(|place| place.report == report && place.span.overlaps(span))
            }
            _ => false,
        })
}
