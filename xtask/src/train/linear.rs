//! Linear models fitted by AdaGrad: logistic regression, and a softmax over alternatives.
//!
//! Duchi, Hazan and Singer, "Adaptive Subgradient Methods for Online Learning and Stochastic Optimization",
//! JMLR 2011. Examples are visited in an order that a fixed generator gives, so that one set of examples gives
//! one set of weights.

use std::collections::HashMap;

use tidings_extract::attribution::Linear;
use tidings_extract::attribution::training::{Choice, Decision, Features};

/// Numbers the features by name, in the order in which they are first met.
#[derive(Debug, Default)]
pub(crate) struct Names {
    ids: HashMap<String, u32>,
    names: Vec<String>,
}

type Row = Vec<(u32, f32)>;

impl Names {
    fn row(&mut self, features: Features) -> Row {
        let row = features.into_iter().map(|(name, strength)| {
            let next = self.names.len() as u32;
            let id = *self.ids.entry(name).or_insert_with_key(|name| {
                self.names.push(name.clone());
                next
            });
            (id, strength)
        });
        row.collect()
    }
}

/// A model in training.
#[derive(Debug, Default)]
pub(crate) struct Trainer {
    names: Names,
    choices: Vec<(Vec<Row>, Vec<f32>)>,
    decisions: Vec<(Row, bool)>,
    weights: Vec<f32>,
}

/// How a model is fitted.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Recipe {
    /// Passes over the examples.
    pub(crate) passes: usize,
    /// AdaGrad's step.
    pub(crate) step: f32,
    /// Weight of the absolute penalty, for each example: it makes weights that explain little zero.
    pub(crate) penalty: f32,
    /// A feature counts from this many examples on.
    pub(crate) least_examples: u32,
}

impl Trainer {
    pub(crate) fn add_choice(&mut self, choice: Choice) {
        let rows = choice.alternatives.into_iter().map(|features| self.names.row(features)).collect();
        self.choices.push((rows, choice.shares));
    }

    pub(crate) fn add_decision(&mut self, decision: Decision) {
        let row = self.names.row(decision.features);
        self.decisions.push((row, decision.answer));
    }

    /// Fits the weights: averaged over the second half of the passes, which steadies them.
    pub(crate) fn fit(&mut self, recipe: Recipe) {
        let n_choices = self.choices.len();
        let mut state = State {
            weights: vec![0.0; self.names.names.len()],
            squares: vec![1e-3; self.names.names.len()],
            counts: self.counts(),
            recipe,
        };
        let mut sums = vec![0.0_f64; state.weights.len()];
        let mut order: Vec<usize> = (0..n_choices + self.decisions.len()).collect();
        let mut random = 0x2545_f491_4f6c_dd1d_u64;
        let first_counted = recipe.passes / 2;
        for pass in 0..recipe.passes {
            for last in (1..order.len()).rev() {
                // Xorshift (Marsaglia, 2003).
                random ^= random << 13;
                random ^= random >> 7;
                random ^= random << 17;
                order.swap(last, (random % (last as u64 + 1)) as usize);
            }
            for &example in &order {
                if let Some((rows, shares)) = self.choices.get(example) {
                    let scores: Vec<f32> = rows.iter().map(|row| state.score(row)).collect();
                    let most = scores.iter().copied().fold(f32::MIN, f32::max);
                    let total: f32 = scores.iter().map(|score| (score - most).exp()).sum();
                    for ((row, share), score) in rows.iter().zip(shares).zip(scores) {
                        state.update(row, (score - most).exp() / total - share);
                    }
                } else if let Some((row, answer)) = self.decisions.get(example - n_choices) {
                    let probability = 1.0 / (1.0 + (-state.score(row)).exp());
                    state.update(row, probability - if *answer { 1.0 } else { 0.0 });
                }
            }
            if first_counted <= pass {
                for (sum, weight) in sums.iter_mut().zip(&state.weights) {
                    *sum += f64::from(*weight);
                }
            }
        }
        let n_counted = (recipe.passes - first_counted).max(1) as f64;
        self.weights = sums.iter().map(|sum| (sum / n_counted) as f32).collect();
    }

    fn counts(&self) -> Vec<u32> {
        let mut counts = vec![0; self.names.names.len()];
        let rows =
            self.choices.iter().flat_map(|(rows, _)| rows).chain(self.decisions.iter().map(|(row, _)| row));
        for &(feature, _) in rows.flatten() {
            counts[feature as usize] += 1;
        }
        counts
    }

    /// Returns the fitted weights by name in thousandths, those that round to nothing left out, sorted by name.
    pub(crate) fn named(&self) -> Vec<(&str, i32)> {
        let rounded = |weight: f32| (weight * 1000.0).round() as i32;
        let mut named: Vec<(&str, i32)> = self
            .names
            .names
            .iter()
            .zip(&self.weights)
            .map(|(name, &weight)| (name.as_str(), rounded(weight)))
            .filter(|(_, weight)| LEAST_WEIGHT <= weight.abs())
            .collect();
        named.sort_unstable();
        named
    }

    /// Returns the fitted model.
    pub(crate) fn model(&self) -> Linear {
        Linear::from_named(self.named().into_iter().map(|(name, weight)| (name, weight as f32 / 1000.0)))
    }
}

/// Weights below this many thousandths are not kept: they change no decision worth the space.
const LEAST_WEIGHT: i32 = 30;

struct State {
    weights: Vec<f32>,
    squares: Vec<f32>,
    /// In how many examples each feature stands.
    counts: Vec<u32>,
    recipe: Recipe,
}

impl State {
    fn score(&self, row: &Row) -> f32 {
        row.iter().map(|&(feature, strength)| self.weights[feature as usize] * strength).sum()
    }

    fn update(&mut self, row: &Row, error: f32) {
        for &(feature, strength) in row {
            let at = feature as usize;
            if self.counts[at] < self.recipe.least_examples {
                continue;
            }
            let gradient = error * strength;
            self.squares[at] += gradient * gradient;
            let rate = self.recipe.step / self.squares[at].sqrt();
            let moved = self.weights[at] - rate * gradient;
            self.weights[at] = moved.signum() * (moved.abs() - rate * self.recipe.penalty).max(0.0);
        }
    }
}
