//! How likely each value is: boosted trees, each with one question per level, over the alternatives of a report.
//!
//! Trees with one question per level are those of Kohavi and Li, "Oblivious Decision Trees, Graphs, and Top-Down Pruning"
//! (IJCAI 1995). The scores of the values of a report stand beside "no figure" (score 0) in a softmax.

use std::sync::LazyLock;

use serde::Deserialize;

use super::Figure;
use super::features::{Row, feature_names};

/// A tree: the value of a leaf, whose number has a bit for each question that is answered with "at least".
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Tree {
    on: Vec<(String, f64)>,
    leaf: Vec<f64>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    thresholds: Thresholds,
    #[serde(default)]
    killed: Vec<Tree>,
    #[serde(default)]
    injured: Vec<Tree>,
}

/// Least likelihood of a figure: one that a number states asks for less than one that is worked out.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Thresholds {
    stated: f64,
    concluded: f64,
}

/// Boosted trees with thresholds on the likelihood.
#[derive(Debug, Default)]
pub(super) struct Model {
    thresholds: Thresholds,
    trees: Vec<Questions>,
}

/// A tree whose features are numbers.
#[derive(Debug)]
struct Questions {
    on: Vec<(usize, f64)>,
    leaf: Vec<f64>,
}

#[derive(Debug, Default)]
pub(super) struct Models {
    pub killed: Model,
    pub injured: Model,
}

static MODELS: LazyLock<Models> = LazyLock::new(|| {
    // A test reads the file, so a damaged one cannot ship; an empty model concludes nothing.
    let file: Option<File> = toml::from_str(include_str!("../../../../../data/quantities-weights.toml")).ok();
    file.map(|file| Models {
        killed: Model::build(file.thresholds, file.killed),
        injured: Model::build(file.thresholds, file.injured),
    })
    .unwrap_or_default()
});

pub(super) fn models() -> &'static Models {
    &MODELS
}

impl Model {
    fn build(thresholds: Thresholds, trees: Vec<Tree>) -> Self {
        let names = feature_names();
        let number = |name: &str| names.iter().position(|known| known == name);
        let trees = trees.into_iter().filter_map(|tree| {
            let on: Option<Vec<(usize, f64)>> =
                tree.on.iter().map(|(name, at)| Some((number(name)?, *at))).collect();
            on.map(|on| Questions { on, leaf: tree.leaf })
        });
        Self { thresholds, trees: trees.collect() }
    }

    fn score(&self, features: &[f64]) -> f64 {
        let leaf = |tree: &Questions| {
            let bits = tree.on.iter().enumerate().map(|(bit, &(feature, at))| {
                usize::from(features.get(feature).is_some_and(|&value| at <= value)) << bit
            });
            tree.leaf.get(bits.sum::<usize>()).copied().unwrap_or(0.0)
        };
        self.trees.iter().map(leaf).sum()
    }

    /// Returns the likeliest figure, the first told on a tie; `None` where none is likely enough.
    pub(super) fn choose(&self, rows: Vec<Row>) -> Option<Figure> {
        let scores: Vec<f64> = rows.iter().map(|row| self.score(&row.features)).collect();
        let total = 1.0 + scores.iter().map(|score| score.exp()).sum::<f64>();
        let mut best: Option<(f64, Row)> = None;
        for (score, row) in scores.into_iter().zip(rows) {
            let likelihood = score.exp() / total;
            let least = if row.stated { self.thresholds.stated } else { self.thresholds.concluded };
            if least <= likelihood && best.as_ref().is_none_or(|(most, _)| *most < likelihood) {
                best = Some((likelihood, row));
            }
        }
        best.map(|(_, row)| row.figure)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_weights_name_known_features() {
        let file: File = toml::from_str(include_str!("../../../../../data/quantities-weights.toml"))
            .expect("data/quantities-weights.toml");
        for tree in file.killed.iter().chain(&file.injured) {
            assert_eq!(tree.leaf.len(), 1 << tree.on.len());
            assert!(tree.on.iter().all(|(name, _)| feature_names().contains(name)), "{tree:?}");
        }
    }
}
