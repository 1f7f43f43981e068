//! The model: a sum of steps over the features, each speaking one way (boosted stumps; Friedman 2001), and its threshold.

use std::sync::LazyLock;

use serde::Deserialize;

use super::features::Feature;

/// Steps over features, as `data/names-weights.toml` lists them.
#[derive(Debug, Deserialize)]
pub(super) struct Model {
    /// The log-odds of a match before anything is measured.
    bias: f64,
    /// Scores from here on are matches.
    pub(super) threshold: f64,
    /// The steps.
    step: Vec<Step>,
}

/// One step: a feature adds one value below a bound and another from it on.
#[derive(Debug, Deserialize)]
struct Step {
    feature: String,
    at: f64,
    below: f64,
    from: f64,
}

/// The model that ships with the program.
pub(super) static MODEL: LazyLock<Model> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../../data/names-weights.toml"))
        .expect("a test reads the built-in file")
});

impl Model {
    /// Returns the score of measured names, 0 to 1.
    pub(super) fn score(&self, features: &[Feature]) -> f64 {
        let steps = self.step.iter().filter_map(|step| {
            let feature = features.iter().find(|feature| feature.name == step.feature)?;
            Some(if feature.value < step.at { step.below } else { step.from })
        });
        let log_odds = self.bias + steps.sum::<f64>();
        1.0 / (1.0 + (-log_odds).exp())
    }
}

#[cfg(test)]
mod tests {
    use super::super::name_features;
    use super::*;

    #[test]
    fn every_step_is_over_a_feature_that_is_measured() {
        let features = name_features("Edith Harrow", "E. Harrow");
        for step in &MODEL.step {
            assert!(features.iter().any(|feature| feature.name == step.feature), "{}", step.feature);
        }
        assert!(MODEL.threshold > 0.0 && MODEL.threshold < 1.0);
    }
}
