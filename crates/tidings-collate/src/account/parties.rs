//! Who takes part in an event, and where it was, by what most of its statements say.

use std::collections::BTreeMap;

use tidings_text::wire;

use super::Context;
use crate::events::{Claim, Party};

/// Returns the parties that at least half as many statements give as the most common one, known ids first.
pub(super) fn parties<'c>(
    context: &Context<'_>,
    all: impl Iterator<Item = &'c [Party]>,
) -> Vec<wire::ActorName> {
    let mut counts: BTreeMap<String, (usize, String)> = BTreeMap::new();
    for parties in all {
        for party in parties {
            let named = if party.ids.is_empty() {
                vec![format!("?{}", party.name.to_lowercase())]
            } else {
                party.ids.iter().cloned().collect()
            };
            for id in named {
                let entry = counts.entry(id).or_insert((0, party.name.clone()));
                entry.0 += 1;
            }
        }
    }
    // A description ("the regime") beside a known actor adds nothing.
    let any_known = counts.keys().any(|id| !id.starts_with('?'));
    if any_known {
        counts.retain(|id, _| !id.starts_with('?'));
    }
    let most = counts.values().map(|(count, _)| *count).max().unwrap_or(0);
    // Names that no table knows are many in a large group, and most of them are slips.
    counts.retain(|id, (count, _)| {
        !id.starts_with("story/") || (*count * 2 > most && (*count > 1 || most == 1))
    });
    let mut kept: Vec<(String, (usize, String))> =
        counts.into_iter().filter(|(_, (count, _))| count * 3 >= most).collect();
    kept.sort_by(|one, other| other.1.0.cmp(&one.1.0).then(one.0.cmp(&other.0)));
    let n_fixed = kept.iter().filter(|(id, _)| !id.starts_with("story/") && !id.starts_with('?')).count();
    kept.truncate(if n_fixed > 0 { 8 } else { 2 });
    if !any_known {
        kept.truncate(1);
    }
    kept.into_iter()
        .map(|(id, (_, name))| {
            let name = context.actor_name(&id, &name);
            let id = id.strip_prefix('?').or(id.strip_prefix("story/")).map_or(id.clone(), str::to_owned);
            wire::ActorName { id, name }
        })
        .collect()
}

pub(super) fn place(claims: &[Claim]) -> Option<wire::Place> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for party in claims.iter().filter_map(|claim| claim.location.as_ref()) {
        let name = party.name.replace('\n', " ");
        *counts.entry(name).or_default() += 1;
    }
    let best = counts.into_iter().max_by(|one, other| one.1.cmp(&other.1).then(other.0.cmp(&one.0)));
    best.map(|(name, _)| wire::Place { name })
}
