//! Average-link clustering over a sparse list of pairs; a pair that is not listed counts as 0, one that must not come
//! together as less.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BinaryHeap};

/// A possible merge; the heap gives the highest mean first, then the lowest indexes.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Merge {
    mean: f64,
    a: usize,
    b: usize,
}

impl Eq for Merge {}

impl Ord for Merge {
    fn cmp(&self, other: &Self) -> Ordering {
        self.mean.total_cmp(&other.mean).then(other.a.cmp(&self.a)).then(other.b.cmp(&self.b))
    }
}

impl PartialOrd for Merge {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Merges items while the mean score over all pairs of two clusters is at least `threshold`.
///
/// Returns the clusters, members in order, by first member.
pub(crate) fn average_link(
    n_items: usize,
    pairs: impl Iterator<Item = (u32, u32, f64)>,
    threshold: f64,
    closeness: f64,
) -> Vec<Vec<usize>> {
    // A merged cluster gets a new index, so that an entry of the heap is stale exactly where a side is gone.
    let mut members: Vec<Option<Vec<usize>>> = (0..n_items).map(|item| Some(vec![item])).collect();
    let mut sums: Vec<BTreeMap<usize, f64>> = vec![BTreeMap::new(); n_items];
    let mut within: Vec<f64> = vec![0.0; n_items];
    let mut heap = BinaryHeap::new();
    for (a, b, score) in pairs {
        let (a, b) = (a as usize, b as usize);
        if a == b || score == 0.0 {
            continue;
        }
        sums[a].insert(b, score);
        sums[b].insert(a, score);
        if score >= threshold {
            heap.push(Merge { mean: score, a: a.min(b), b: a.max(b) });
        }
    }
    while let Some(Merge { mean, a, b }) = heap.pop() {
        if members[a].is_none() || members[b].is_none() {
            continue;
        }
        let cohesion = |cluster: usize| {
            let size = members[cluster].as_ref().map_or(0, Vec::len);
            (size >= 3).then(|| within[cluster] / (size * (size - 1) / 2) as f64)
        };
        let loosest = cohesion(a).zip(cohesion(b)).map(|(a, b)| a.min(b));
        if loosest.is_some_and(|cohesion| mean < closeness * cohesion) {
            continue;
        }
        let (Some(mut merged), Some(other)) = (members[a].take(), members[b].take()) else { continue };
        within.push(within[a] + within[b] + mean * (merged.len() * other.len()) as f64);
        merged.extend(other);
        let mut near = std::mem::take(&mut sums[a]);
        for (neighbour, sum) in std::mem::take(&mut sums[b]) {
            *near.entry(neighbour).or_default() += sum;
        }
        near.remove(&a);
        near.remove(&b);
        let new = members.len();
        for (&neighbour, &sum) in &near {
            let Some(size) = members[neighbour].as_ref().map(Vec::len) else { continue };
            sums[neighbour].remove(&a);
            sums[neighbour].remove(&b);
            sums[neighbour].insert(new, sum);
            let mean = sum / (size * merged.len()) as f64;
            if mean >= threshold {
                heap.push(Merge { mean, a: neighbour, b: new });
            }
        }
        members.push(Some(merged));
        sums.push(near);
    }
    let mut clusters: Vec<Vec<usize>> = members.into_iter().flatten().collect();
    for cluster in &mut clusters {
        cluster.sort_unstable();
    }
    clusters.sort_unstable();
    clusters
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(n_items: usize, pairs: &[(u32, u32, f64)], expected: &[&[usize]]) {
        assert_eq!(average_link(n_items, pairs.iter().copied(), 0.5, 0.0), expected);
    }

    #[test]
    fn means_decide() {
        check(3, &[(0, 1, 0.9), (1, 2, 0.8)], &[&[0, 1], &[2]]);
        check(3, &[(0, 1, 0.9), (1, 2, 0.8), (0, 2, 0.3)], &[&[0, 1, 2]]);
        check(2, &[], &[&[0], &[1]]);
        check(0, &[], &[]);
    }
}
