//! Boosted trees over the alternatives of a report, each tree with one question per level, by the softmax's Newton steps.
//!
//! Kohavi and Li, "Oblivious Decision Trees, Graphs, and Top-Down Pruning", IJCAI 1995; the steps are those of Friedman,
//! Hastie and Tibshirani, "Additive Logistic Regression", Annals of Statistics 28(2), 2000, with "none of them" as an
//! alternative of score 0. Nothing is drawn at random: one set of examples gives one set of trees.

use std::fmt::Write as _;

/// One report: its alternatives with their features, and which of them is right, if any.
#[derive(Debug, Clone)]
pub(crate) struct Example {
    pub(crate) alternatives: Vec<Vec<f64>>,
    pub(crate) right: Option<usize>,
}

/// How trees are fitted.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Recipe {
    /// Trees.
    pub(crate) rounds: usize,
    /// Questions of a tree.
    pub(crate) depth: usize,
    /// Shrinkage of a leaf.
    pub(crate) rate: f64,
    /// Ridge on the value of a leaf.
    pub(crate) ridge: f64,
    /// Most bounds that a feature is asked for.
    pub(crate) bounds: usize,
}

/// A tree: its questions "is this feature at least that", and the value of each leaf; question `i` sets bit `i` of its number.
#[derive(Debug, Clone)]
pub(crate) struct Tree {
    on: Vec<(usize, f64)>,
    leaves: Vec<f64>,
}

impl Tree {
    fn value(&self, features: &[f64]) -> f64 {
        let bits = self.on.iter().enumerate();
        let leaf: usize = bits.map(|(bit, &(feature, at))| usize::from(at <= features[feature]) << bit).sum();
        self.leaves[leaf]
    }
}

/// Returns how likely each alternative is; the rest is the likelihood of none.
pub(crate) fn likelihoods(trees: &[Tree], alternatives: &[Vec<f64>]) -> Vec<f64> {
    let scores: Vec<f64> =
        alternatives.iter().map(|features| trees.iter().map(|tree| tree.value(features)).sum()).collect();
    softmax(&scores)
}

fn softmax(scores: &[f64]) -> Vec<f64> {
    let total: f64 = 1.0 + scores.iter().map(|score| score.exp()).sum::<f64>();
    scores.iter().map(|score| score.exp() / total).collect()
}

/// An alternative in training.
struct Item<'a> {
    features: &'a [f64],
    /// The number of the bounds at or below each feature.
    bins: Vec<usize>,
    example: usize,
    right: bool,
    score: f64,
    slope: f64,
    curve: f64,
}

/// Fits trees.
pub(crate) fn fit(examples: &[&Example], recipe: Recipe) -> Vec<Tree> {
    let mut items: Vec<Item<'_>> = Vec::new();
    for (number, example) in examples.iter().enumerate() {
        for (at, features) in example.alternatives.iter().enumerate() {
            items.push(Item {
                features,
                bins: Vec::new(),
                example: number,
                right: example.right == Some(at),
                score: 0.0,
                slope: 0.0,
                curve: 0.0,
            });
        }
    }
    let bounds = bounds(&items, recipe.bounds);
    for item in &mut items {
        let below = |(feature, bounds): (usize, &Vec<f64>)| {
            bounds.iter().filter(|&&bound| bound <= item.features[feature]).count()
        };
        item.bins = bounds.iter().enumerate().map(below).collect();
    }
    let mut trees = Vec::with_capacity(recipe.rounds);
    for _ in 0..recipe.rounds {
        slopes(&mut items, examples.len());
        let tree = grow(&items, &bounds, recipe);
        for item in &mut items {
            item.score += tree.value(item.features);
        }
        trees.push(tree);
    }
    trees
}

/// The bounds that each feature is asked for: between its values, at its quantiles where there are many.
fn bounds(items: &[Item<'_>], most: usize) -> Vec<Vec<f64>> {
    let n_features = items.first().map_or(0, |item| item.features.len());
    let of_feature = |feature: usize| {
        let mut all: Vec<f64> = items.iter().map(|item| item.features[feature]).collect();
        all.sort_by(f64::total_cmp);
        let mut distinct = all.clone();
        distinct.dedup();
        let mut found: Vec<f64> = distinct.windows(2).map(|two| f64::midpoint(two[0], two[1])).collect();
        if most < found.len() {
            let steps = 3 * most;
            found = (1..steps)
                .filter_map(|step| {
                    let value = all[step * (all.len() - 1) / steps];
                    let at = distinct.partition_point(|&known| known < value);
                    (0 < at).then(|| f64::midpoint(distinct[at - 1], distinct[at]))
                })
                .collect();
            found.dedup();
        }
        found
    };
    (0..n_features).map(of_feature).collect()
}

/// Sets the slope and curve of the loss at each alternative.
fn slopes(items: &mut [Item<'_>], n_examples: usize) {
    let mut totals = vec![1.0; n_examples];
    for item in items.iter() {
        totals[item.example] += item.score.exp();
    }
    for item in items {
        let likelihood = item.score.exp() / totals[item.example];
        item.slope = f64::from(u8::from(item.right)) - likelihood;
        item.curve = likelihood * (1.0 - likelihood);
    }
}

fn grow(items: &[Item<'_>], bounds: &[Vec<f64>], recipe: Recipe) -> Tree {
    let n_bins = bounds.iter().map(Vec::len).max().unwrap_or(0) + 1;
    let mut leaf = vec![0_usize; items.len()];
    let mut on = Vec::with_capacity(recipe.depth);
    for level in 0..recipe.depth {
        // Slope and curve by leaf, feature and bin.
        let mut sums = vec![(0.0, 0.0); (1 << level) * bounds.len() * n_bins];
        for (item, leaf) in items.iter().zip(&leaf) {
            for (feature, bin) in item.bins.iter().enumerate() {
                let sum = &mut sums[(leaf * bounds.len() + feature) * n_bins + bin];
                sum.0 += item.slope;
                sum.1 += item.curve;
            }
        }
        let mut best: Option<(f64, usize, usize)> = None;
        for (feature, own) in bounds.iter().enumerate() {
            let mut gains = vec![0.0; own.len()];
            for leaf in 0..1 << level {
                let start = (leaf * bounds.len() + feature) * n_bins;
                let bins = &sums[start..start + own.len() + 1];
                let total = bins.iter().fold((0.0, 0.0), |sum, bin| (sum.0 + bin.0, sum.1 + bin.1));
                let mut below = (0.0, 0.0);
                for (gain, bin) in gains.iter_mut().zip(bins) {
                    below = (below.0 + bin.0, below.1 + bin.1);
                    let from = (total.0 - below.0, total.1 - below.1);
                    *gain += below.0 * below.0 / (below.1 + recipe.ridge)
                        + from.0 * from.0 / (from.1 + recipe.ridge);
                }
            }
            for (at, gain) in gains.into_iter().enumerate() {
                if best.is_none_or(|(most, ..)| most < gain) {
                    best = Some((gain, feature, at));
                }
            }
        }
        let Some((_, feature, at)) = best else { break };
        on.push((feature, bounds[feature][at]));
        for (item, leaf) in items.iter().zip(&mut leaf) {
            *leaf |= usize::from(at < item.bins[feature]) << level;
        }
    }
    let mut sums = vec![(0.0, 0.0); 1 << on.len()];
    for (item, &leaf) in items.iter().zip(&leaf) {
        sums[leaf] = (sums[leaf].0 + item.slope, sums[leaf].1 + item.curve);
    }
    let leaves = sums.into_iter().map(|(slope, curve)| rounded(recipe.rate * slope / (curve + recipe.ridge)));
    Tree { on, leaves: leaves.collect() }
}

/// To four places, as the weights are written, so that what is scored is what ships.
fn rounded(value: f64) -> f64 {
    (value * 1e4).round() / 1e4
}

/// Writes trees as tables of the array `name`.
pub(crate) fn write(trees: &[Tree], name: &str, features: &[String]) -> String {
    let mut out = String::new();
    for tree in trees {
        let on: Vec<String> =
            tree.on.iter().map(|(feature, at)| format!("[\"{}\", {at}]", features[*feature])).collect();
        let leaves: Vec<String> = tree.leaves.iter().map(|leaf| format!("{leaf:?}")).collect();
        let _ = writeln!(out, "\n[[{name}]]\non = [{}]\nleaf = [{}]", on.join(", "), leaves.join(", "));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The second feature decides; the first is noise.
    #[test]
    fn trees_find_what_decides() {
        let examples: Vec<Example> = (0..60)
            .map(|number| {
                let noise = f64::from(number % 7);
                let told = number % 3 != 0;
                Example {
                    alternatives: vec![vec![noise, 0.0], vec![noise, f64::from(u8::from(told))]],
                    right: told.then_some(1),
                }
            })
            .collect();
        let recipe = Recipe { rounds: 30, depth: 2, rate: 0.3, ridge: 1.0, bounds: 10 };
        let trees = fit(&examples.iter().collect::<Vec<_>>(), recipe);
        for example in &examples {
            let likely = likelihoods(&trees, &example.alternatives);
            let best = likely.iter().position(|&likelihood| 0.5 < likelihood);
            assert_eq!(best, example.right);
        }
    }
}
