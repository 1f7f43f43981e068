//! Which statements of a story are told as one event of its account.
//!
//! The pair model of [`crate::events`] proposes; what an account must never blur decides: events of known actors
//! stand apart where actors or recipients differ, sets of recipients are split where a report tells them apart, and
//! statements of one frame with the same actor and recipient come together whatever their wording.

use std::collections::{BTreeMap, BTreeSet};

use tidings_extract::{Modality, Polarity, Statement};

use crate::cluster::average_link;
use crate::events::{Claim, Match, Party, StatementAt, compare_parties, pair_probabilities};
use crate::passages::{Passage, PassageKind};
use crate::told::{Field, Told};

/// Two groups of statements merge while the mean over their pairs is at least this.
const THRESHOLD: f64 = 0.45;
/// What statements of one frame, actor and recipient count, whatever their wording.
const SAME_RELATION: f64 = 0.97;
/// Days that two stated dates of one event may lie apart: a zone, or an error worth showing as a reading.
const NEAR_DAYS: i32 = 3;

/// Returns the statement of a claim.
pub(super) fn statement(reports: &[Told], at: StatementAt) -> Option<&Statement> {
    reports.get(at.report)?.found(at.field).statements.get(at.statement)
}

/// Lists the claims of a story that an account may tell: no acts of saying, nothing that stands twice, no line of an
/// outlet's own.
pub(super) fn claims_to_tell(reports: &[Told], members: &[usize], passages: &[Passage]) -> Vec<Claim> {
    let left_out = |claim: &Claim, statement: &Statement| {
        claim.at.field == Field::Text
            && passages.iter().any(|passage| match passage.kind {
                PassageKind::Repetition => {
                    passage.b.report == claim.at.report && passage.b.span.overlaps(statement.trigger)
                }
                PassageKind::Boilerplate => [passage.a, passage.b]
                    .iter()
                    .any(|place| place.report == claim.at.report && place.span.overlaps(statement.trigger)),
                _ => false,
            })
    };
    let all = crate::events::claims(reports, members);
    all.into_iter()
        .filter(|claim| {
            statement(reports, claim.at).is_some_and(|statement| {
                let told = !statement.saying
                    && !matches!(statement.modality, Modality::Conditional)
                    && !statement.evidence.is_empty();
                told && !left_out(claim, statement)
            })
        })
        .collect()
}

/// Groups claims into events. A claim whose set of recipients is split comes back once for each part.
pub(super) fn merge(reports: &[Told], claims: Vec<Claim>) -> Vec<Vec<Claim>> {
    let claims = split_recipients(reports, claims);
    let proposed = pair_probabilities(reports, &claims);
    let mut pairs: BTreeMap<(u32, u32), f64> = proposed.into_iter().map(|(a, b, p)| ((a, b), p)).collect();
    for b in 0..claims.len() {
        for a in 0..b {
            let key = (a as u32, b as u32);
            if let Some(forced) = decide(reports, &claims[a], &claims[b]) {
                pairs.insert(key, forced);
            }
        }
    }
    let listed = pairs.into_iter().filter(|(_, p)| *p > 0.0).map(|((a, b), p)| (a, b, p));
    let clusters = average_link(claims.len(), listed, THRESHOLD, 0.0);
    let mut claims: Vec<Option<Claim>> = claims.into_iter().map(Some).collect();
    clusters
        .into_iter()
        .map(|members| members.into_iter().filter_map(|member| claims[member].take()).collect())
        .collect()
}

/// Returns what rules say of a pair, over the model; `None` where they say nothing.
fn decide(reports: &[Told], a: &Claim, b: &Claim) -> Option<f64> {
    let (one, other) = (statement(reports, a.at)?, statement(reports, b.at)?);
    if a.at == b.at {
        // Two parts of one statement's recipients.
        return Some(0.0);
    }
    let typed = one.plover.is_some() && other.plover.is_some();
    let actors = compare_parties(&a.actors, &b.actors);
    let recipients = compare_parties(&a.recipients, &b.recipients);
    let swapped = compare_parties(&a.actors, &b.recipients) == Match::Same
        && compare_parties(&a.recipients, &b.actors) == Match::Same;
    let reciprocal = one.reciprocal || other.reciprocal;
    let days_apart =
        a.date.as_ref().zip(b.date.as_ref()).filter(|(a, b)| a.stated && b.stated).map(|(a, b)| {
            let gap = |early: jiff::civil::Date, late: jiff::civil::Date| {
                early.until(late).map_or(0, |span| span.get_days())
            };
            gap(a.days.1, b.days.0).max(gap(b.days.1, a.days.0))
        });
    if days_apart.is_some_and(|days| days > NEAR_DAYS) {
        return Some(0.0);
    }
    if actors == Match::Clash && !(reciprocal && swapped) {
        return Some(0.0);
    }
    if typed && recipients == Match::Clash && !(reciprocal && swapped) {
        return Some(0.0);
    }
    if typed && one.plover != other.plover {
        return Some(0.0);
    }
    let one_frame = typed && one.frame == other.frame;
    let alike = actors == Match::Same && recipients == Match::Same;
    if one_frame && (alike || (reciprocal && swapped)) && recurs(one) == recurs(other) {
        return Some(SAME_RELATION);
    }
    None
}

/// Says whether a statement speaks of one more happening of its kind: "a second attack", "another launch".
fn recurs(statement: &Statement) -> bool {
    matches!(statement.modality, Modality::Demanded | Modality::Threatened)
}

/// Splits sets of recipients where a report tells their members apart: the coarsest parts such that every
/// statement of the frame and actor speaks of whole parts.
fn split_recipients(reports: &[Told], claims: Vec<Claim>) -> Vec<Claim> {
    let mut sets: BTreeMap<(String, String), Vec<BTreeSet<String>>> = BTreeMap::new();
    for claim in &claims {
        for (key, ids) in relation_keys(reports, claim) {
            sets.entry(key).or_default().push(ids);
        }
    }
    let parts: BTreeMap<(String, String), Vec<BTreeSet<String>>> =
        sets.into_iter().map(|(key, sets)| (key, refine(&sets))).collect();
    let mut out = Vec::new();
    for claim in claims {
        let ids = fixed_ids(&claim.recipients);
        let parts = relation_keys(reports, &claim).into_iter().find_map(|(key, _)| parts.get(&key));
        let touched: Vec<&BTreeSet<String>> =
            parts.into_iter().flatten().filter(|part| !part.is_disjoint(&ids)).collect();
        if touched.len() < 2 {
            out.push(claim);
            continue;
        }
        for part in touched {
            let recipients = claim.recipients.iter().filter_map(|party| party.restricted(part)).collect();
            out.push(Claim { recipients, ..claim.clone() });
        }
    }
    out
}

/// Returns, for each known actor of a typed claim with known recipients, the key of its relation and the recipients.
fn relation_keys(reports: &[Told], claim: &Claim) -> Vec<((String, String), BTreeSet<String>)> {
    let Some(statement) = statement(reports, claim.at) else { return Vec::new() };
    if statement.plover.is_none() || statement.polarity == Polarity::Negative {
        return Vec::new();
    }
    let recipients = fixed_ids(&claim.recipients);
    if recipients.is_empty() {
        return Vec::new();
    }
    let actors = fixed_ids(&claim.actors);
    actors.into_iter().map(|actor| ((statement.frame.clone(), actor), recipients.clone())).collect()
}

fn fixed_ids(parties: &[Party]) -> BTreeSet<String> {
    parties.iter().flat_map(|party| party.ids.iter()).filter(|id| !id.contains('/')).cloned().collect()
}

/// Returns the coarsest partition of which every set is a union.
fn refine(sets: &[BTreeSet<String>]) -> Vec<BTreeSet<String>> {
    let mut parts: Vec<BTreeSet<String>> = Vec::new();
    for set in sets {
        let mut rest = set.clone();
        let mut next = Vec::new();
        for part in parts {
            let inside: BTreeSet<String> = part.intersection(set).cloned().collect();
            let outside: BTreeSet<String> = part.difference(set).cloned().collect();
            rest.retain(|id| !inside.contains(id));
            next.extend([inside, outside].into_iter().filter(|part| !part.is_empty()));
        }
        if !rest.is_empty() {
            next.push(rest);
        }
        parts = next;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(sets: &[&str], expected: &[&str]) {
        let set = |words: &&str| words.split(' ').map(str::to_owned).collect::<BTreeSet<_>>();
        let sets: Vec<_> = sets.iter().map(set).collect();
        let mut found: Vec<String> =
            refine(&sets).into_iter().map(|part| part.into_iter().collect::<Vec<_>>().join(" ")).collect();
        found.sort();
        assert_eq!(found, expected);
    }

    #[test]
    fn sets_split_only_where_told_apart() {
        check(&["a b", "a b"], &["a b"]);
        check(&["a b", "a"], &["a", "b"]);
        check(&["a b c", "b"], &["a c", "b"]);
        check(&["a", "b"], &["a", "b"]);
    }
}
