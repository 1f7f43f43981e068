//! What a copy says of its own day is the day of the text it was copied from: "on Tuesday" in a piece that an agency
//! wrote is the agency's Tuesday, whenever a site prints it.

use std::collections::BTreeMap;

use tidings_text::Span;

use crate::events::{Claim, StatementAt};
use crate::passages::{Passage, PassageKind, Place};
use crate::told::{Field, Told};

use super::merge::statement;

/// How far apart, as shares of a passage, two triggers may stand to be one word of it.
const SAME_PLACE: f64 = 0.06;

/// Gives claims of copied text that date their event by the day of printing ("on Tuesday", "yesterday") the date that
/// the earliest report with these words gives.
pub(super) fn share_dates(reports: &[Told], passages: &[Passage], claims: &mut [Claim]) {
    let mut dates = Vec::new();
    for (index, claim) in claims.iter().enumerate() {
        if claim.at.field != Field::Text || !is_relative(reports, claim) {
            continue;
        }
        let Some(own) = published(reports, claim.at.report) else { continue };
        let earliest = claims
            .iter()
            .filter(|other| published(reports, other.at.report).is_some_and(|date| date < own))
            .filter(|other| other.date.is_some() && is_copy(reports, passages, claim, other))
            .min_by_key(|other| (published(reports, other.at.report), other.at));
        if let Some(earliest) = earliest {
            dates.push((index, earliest.date.clone()));
        }
    }
    for (index, date) in dates {
        claims[index].date = date;
    }
}

fn published(reports: &[Told], report: usize) -> Option<jiff::civil::Date> {
    reports.get(report)?.report().date()
}

/// Says whether the words that date a claim hang on the day of printing.
fn is_relative(reports: &[Told], claim: &Claim) -> bool {
    let Some(date) = claim.date.as_ref().filter(|date| date.stated) else { return false };
    let Some(statement) = statement(reports, claim.at) else { return false };
    let text = reports[claim.at.report].words(claim.at.field);
    let words = statement.times.iter().find(|time| time.value == date.value).and_then(|time| time.span);
    words.is_some_and(|span| !span.of(text).contains(|c: char| c.is_ascii_digit()))
}

/// Says whether a claim is another's, in a text that one report took from the other or both from a third.
fn is_copy(reports: &[Told], passages: &[Passage], claim: &Claim, other: &Claim) -> bool {
    if claim.at.report == other.at.report || claim.root != other.root || other.at.field != Field::Text {
        return false;
    }
    let triggers = (trigger(reports, claim), trigger(reports, other));
    let (Some(own), Some(theirs)) = triggers else { return false };
    passages.iter().filter(|passage| passage.kind == PassageKind::Copy).any(|passage| {
        let ends = [(passage.a, passage.b), (passage.b, passage.a)];
        ends.into_iter().any(|(here, there)| {
            here.report == claim.at.report
                && there.report == other.at.report
                && share(here, own)
                    .zip(share(there, theirs))
                    .is_some_and(|(one, two)| (one - two).abs() < SAME_PLACE)
        })
    })
}

fn trigger(reports: &[Told], claim: &Claim) -> Option<Span> {
    Some(statement(reports, claim.at)?.trigger)
}

/// Returns how far into a passage a word stands, 0 to 1; `None` outside it.
fn share(place: Place, word: Span) -> Option<f64> {
    let inside = place.span.overlaps(word);
    inside.then(|| f64::from(word.start.saturating_sub(place.span.start)) / place.span.len().max(1) as f64)
}

/// Returns for each claim that stands in the same words in an earlier report where it stands there.
pub(super) fn originals(reports: &[Told], claims: &[Claim]) -> BTreeMap<StatementAt, StatementAt> {
    let mut first: BTreeMap<(String, String), (Option<jiff::civil::Date>, StatementAt)> = BTreeMap::new();
    let key = |claim: &Claim| {
        let statement = statement(reports, claim.at)?;
        let words = statement.evidence.of(reports[claim.at.report].words(claim.at.field));
        let folded: Vec<String> = words.split_whitespace().map(str::to_lowercase).collect();
        (folded.len() > FEWEST_COPIED).then(|| (folded.join(" "), claim.lemma.clone()))
    };
    for claim in claims {
        let Some(key) = key(claim) else { continue };
        let date = reports[claim.at.report].report().date();
        let entry = first.entry(key).or_insert((date, claim.at));
        if date.is_some_and(|date| entry.0.is_none_or(|other| date < other)) {
            *entry = (date, claim.at);
        }
    }
    let original = |claim: &Claim| Some((claim.at, key(claim).and_then(|key| first.get(&key))?.1));
    claims.iter().filter_map(original).filter(|(at, original)| at != original).collect()
}

/// Words in which a sentence must agree with an earlier report's to be a copy of it.
const FEWEST_COPIED: usize = 8;
