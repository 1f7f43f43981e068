//! Sets of actors and recipients, split where a report tells their members apart.

use std::collections::{BTreeMap, BTreeSet};

use tidings_extract::Polarity;

use super::merge::{fixed_ids, statement};
use crate::events::{Claim, Party};
use crate::told::Told;

/// A side of a statement whose sets may be split.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Actors,
    Recipients,
}

impl Side {
    fn of(self, claim: &Claim) -> &[Party] {
        match self {
            Self::Actors => &claim.actors,
            Self::Recipients => &claim.recipients,
        }
    }
}

/// Splits sets of actors, then of recipients, where a report tells their members apart: the coarsest parts such that
/// every statement of the frame (and, for recipients, of the actor) speaks of whole parts.
///
/// Sets of actors are split only in relations, which each of them has for itself; a joint act stays one.
pub(super) fn split_sets(reports: &[Told], claims: Vec<Claim>) -> Vec<Claim> {
    let claims = split_side(reports, claims, Side::Actors);
    split_side(reports, claims, Side::Recipients)
}

fn split_side(reports: &[Told], claims: Vec<Claim>, side: Side) -> Vec<Claim> {
    let mut sets: BTreeMap<(String, String), Vec<BTreeSet<String>>> = BTreeMap::new();
    for claim in &claims {
        for key in relation_keys(reports, claim, side) {
            sets.entry(key).or_default().push(fixed_ids(side.of(claim)));
        }
    }
    let parts: BTreeMap<(String, String), Vec<BTreeSet<String>>> =
        sets.into_iter().map(|(key, sets)| (key, refine(&sets))).collect();
    let mut out = Vec::new();
    for claim in claims {
        let ids = fixed_ids(side.of(&claim));
        let parts = relation_keys(reports, &claim, side).into_iter().find_map(|key| parts.get(&key));
        let touched: Vec<&BTreeSet<String>> =
            parts.into_iter().flatten().filter(|part| !part.is_disjoint(&ids)).collect();
        if touched.len() < 2 {
            out.push(claim);
            continue;
        }
        for part in touched {
            let kept = side.of(&claim).iter().filter_map(|party| party.restricted(part)).collect();
            out.push(match side {
                Side::Actors => Claim { actors: kept, ..claim.clone() },
                Side::Recipients => Claim { recipients: kept, ..claim.clone() },
            });
        }
    }
    out
}

/// Returns the keys under which a claim's sets are compared: its frame, and for recipients each known actor.
fn relation_keys(reports: &[Told], claim: &Claim, side: Side) -> Vec<(String, String)> {
    let Some(statement) = statement(reports, claim.at) else { return Vec::new() };
    let comparable =
        statement.plover.is_some() && statement.polarity == Polarity::Positive && !statement.reciprocal;
    if !comparable || fixed_ids(side.of(claim)).is_empty() {
        return Vec::new();
    }
    match side {
        Side::Actors if statement.relation.is_some() => vec![(statement.frame.clone(), String::new())],
        Side::Actors => Vec::new(),
        Side::Recipients => {
            fixed_ids(&claim.actors).into_iter().map(|actor| (statement.frame.clone(), actor)).collect()
        }
    }
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
