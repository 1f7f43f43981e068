//! Which pairs of reports are worth comparing: those that share rare terms.
//!
//! An inverted index over each report's heaviest terms; terms of many reports are left out, so the work grows with
//! the number of reports and not with its square.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::profile::{BODY, KINDS, NAME_PAIRS, NAMES, Profile};

/// Terms of a report that are looked up, for each kind.
const TERMS: usize = 40;
/// Reports that a term may stand in, beside a share of the run; a commoner term gives no candidates.
const MOST_REPORTS: usize = 150;
/// Candidates kept for each report, the best first.
const MOST_CANDIDATES: usize = 150;

/// Returns the candidate pairs, each with the lower index first, sorted.
pub(super) fn candidates(profiles: &[&Profile], counts: &[FxHashMap<u64, u32>; KINDS]) -> Vec<(u32, u32)> {
    let mut pairs: BTreeSet<(u32, u32)> = BTreeSet::new();
    let mut scores: Vec<FxHashMap<u32, f32>> = vec![FxHashMap::default(); profiles.len()];
    for kind in [BODY, NAMES, NAME_PAIRS] {
        let mut index: FxHashMap<u64, Vec<(u32, f32)>> = FxHashMap::default();
        for (report, profile) in profiles.iter().enumerate() {
            for (term, weight) in heaviest(profile, kind, &counts[kind]) {
                let here = index.entry(term).or_default();
                for &(other, other_weight) in here.iter() {
                    *scores[report].entry(other).or_default() += weight * other_weight;
                }
                here.push((report as u32, weight));
            }
        }
    }
    let mut both: Vec<Vec<(f32, u32)>> = vec![Vec::new(); profiles.len()];
    for (report, scores) in scores.into_iter().enumerate() {
        let mut scores: Vec<(u32, f32)> = scores.into_iter().collect();
        scores.sort_unstable_by_key(|&(other, _)| other);
        for (other, score) in scores {
            both[report].push((score, other));
            both[other as usize].push((score, report as u32));
        }
    }
    for (report, mut others) in both.into_iter().enumerate() {
        others.sort_unstable_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
        for (_, other) in others.into_iter().take(MOST_CANDIDATES) {
            let report = report as u32;
            pairs.insert((report.min(other), report.max(other)));
        }
    }
    pairs.into_iter().collect()
}

fn heaviest(profile: &Profile, kind: usize, counts: &FxHashMap<u64, u32>) -> Vec<(u64, f32)> {
    let common = |term: u64| counts.get(&term).is_some_and(|&count| count as usize > MOST_REPORTS);
    let mut terms: Vec<(u64, f32)> =
        profile.terms[kind].iter().copied().filter(|&(term, _)| !common(term)).collect();
    terms.sort_unstable_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
    terms.truncate(TERMS);
    terms
}
