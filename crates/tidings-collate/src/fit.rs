//! A small linear model: a weight a feature, fitted by logistic regression.
//!
//! The features of each model are named in one table beside it, so that a reader can check what a score rests on.

use serde::{Deserialize, Serialize};

/// A bias and a weight for each feature of a table.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Linear {
    /// The score of a pair with no features.
    pub bias: f64,
    /// A name and a weight for each feature, in the order of the table.
    pub weights: Vec<Weight>,
}

/// The weight of one feature.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Weight {
    /// The feature's name.
    pub name: String,
    /// What one unit of it adds to the log odds.
    pub weight: f64,
}

impl Linear {
    /// Returns the log odds of a pair with these features.
    #[must_use]
    pub fn score(&self, features: &[f64]) -> f64 {
        let sum: f64 = self.weights.iter().zip(features).map(|(weight, value)| weight.weight * value).sum();
        self.bias + sum
    }

    /// Says what each feature adds, the heaviest first, a sentence each.
    #[must_use]
    pub fn reasons(&self, features: &[f64]) -> Vec<String> {
        let parts = self.weights.iter().zip(features).map(|(weight, value)| (weight, *value));
        let mut parts: Vec<(&Weight, f64)> =
            parts.filter(|(weight, value)| (weight.weight * value).abs() >= 0.1).collect();
        parts.sort_by(|(one, x), (other, y)| {
            (other.weight * y).abs().total_cmp(&(one.weight * x).abs()).then(one.name.cmp(&other.name))
        });
        let sentence = |(weight, value): (&Weight, f64)| {
            let part = weight.weight * value;
            let direction = if part > 0.0 { "together" } else { "apart" };
            format!("`{}` is {value:.2} and speaks for {direction} ({part:+.2}).", weight.name)
        };
        parts.into_iter().map(sentence).collect()
    }

    /// Fits the weights to examples (features, whether they belong together, how much the example counts) by
    /// Newton's method on the logistic loss with an L2 penalty of `ridge` on all but the bias.
    #[must_use]
    #[expect(clippy::needless_range_loop, reason = "rows and columns of a matrix are read best by index")]
    pub fn fit(names: &[&str], examples: &[(Vec<f64>, bool, f64)], ridge: f64) -> Self {
        let n = names.len() + 1;
        let mut weights = vec![0.0; n];
        for _ in 0..25 {
            let mut gradient = vec![0.0; n];
            let mut hessian = vec![vec![0.0; n]; n];
            for (features, together, counts) in examples {
                let value = |index: usize| if index == 0 { 1.0 } else { features[index - 1] };
                let score: f64 = (0..n).map(|index| weights[index] * value(index)).sum();
                let p = probability(score);
                let error = (f64::from(u8::from(*together)) - p) * counts;
                let curve = p * (1.0 - p) * counts;
                for row in 0..n {
                    gradient[row] += error * value(row);
                    for column in 0..=row {
                        hessian[row][column] += curve * value(row) * value(column);
                    }
                }
            }
            for row in 0..n {
                if row > 0 {
                    gradient[row] -= ridge * weights[row];
                }
                hessian[row][row] += if row > 0 { ridge } else { 1e-9 };
                for column in row + 1..n {
                    hessian[row][column] = 0.0;
                }
            }
            for row in 0..n {
                for column in row + 1..n {
                    hessian[row][column] = hessian[column][row];
                }
            }
            let step = solve(hessian, gradient);
            let largest = step.iter().fold(0.0_f64, |most, value| most.max(value.abs()));
            for (weight, step) in weights.iter_mut().zip(&step) {
                *weight += step;
            }
            if largest < 1e-7 {
                break;
            }
        }
        let named = names
            .iter()
            .zip(&weights[1..])
            .map(|(name, &weight)| Weight { name: (*name).to_owned(), weight: (weight * 1e4).round() / 1e4 });
        Self { bias: (weights[0] * 1e4).round() / 1e4, weights: named.collect() }
    }
}

/// Returns the probability that belongs to a log odds.
pub(crate) fn probability(score: f64) -> f64 {
    1.0 / (1.0 + (-score).exp())
}

/// Solves a symmetric system by Gaussian elimination with pivots.
fn solve(mut matrix: Vec<Vec<f64>>, mut right: Vec<f64>) -> Vec<f64> {
    let n = right.len();
    for column in 0..n {
        let pivot = (column..n)
            .max_by(|&a, &b| matrix[a][column].abs().total_cmp(&matrix[b][column].abs()))
            .unwrap_or(column);
        matrix.swap(column, pivot);
        right.swap(column, pivot);
        let top = matrix[column].clone();
        if top[column].abs() < 1e-12 {
            continue;
        }
        for row in column + 1..n {
            let factor = matrix[row][column] / top[column];
            for (cell, above) in matrix[row].iter_mut().zip(&top).skip(column) {
                *cell -= factor * above;
            }
            right[row] -= factor * right[column];
        }
    }
    for row in (0..n).rev() {
        let known: f64 = (row + 1..n).map(|column| matrix[row][column] * right[column]).sum();
        let diagonal = matrix[row][row];
        right[row] = if diagonal.abs() < 1e-12 { 0.0 } else { (right[row] - known) / diagonal };
    }
    right
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_separable_feature_gets_the_weight() {
        let examples: Vec<_> =
            (0..40).map(|n| (vec![f64::from(n % 2), f64::from(n % 3)], n % 2 == 1, 1.0)).collect();
        let model = Linear::fit(&["tells", "noise"], &examples, 0.1);
        assert!(model.score(&[1.0, 1.0]) > 0.0 && model.score(&[0.0, 1.0]) < 0.0, "{model:?}");
        assert!(model.weights[0].weight > model.weights[1].weight.abs() * 5.0, "{model:?}");
    }
}
