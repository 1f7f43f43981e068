//! The weights of the signs of background, as `data/background.toml` lists them (logistic regression).

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::sign::Sign;

/// The weight of each sign, and what speaks for background where no sign is there.
#[derive(Debug, Deserialize)]
pub(super) struct Model {
    bias: f64,
    weights: BTreeMap<Sign, f64>,
}

/// The model that ships with the program.
pub(super) static MODEL: LazyLock<Model> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../../../data/background.toml"))
        .expect("a test reads the built-in file")
});

impl Model {
    /// Says whether a statement with these signs is background.
    pub(super) fn says(&self, signs: &[Sign]) -> bool {
        let sum: f64 = signs.iter().filter_map(|sign| self.weights.get(sign)).sum();
        self.bias + sum > 0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_weights_tell_old_from_new() {
        assert!(MODEL.says(&[Sign::OwnVeryOld, Sign::OwnOld, Sign::Asserted]));
        assert!(!MODEL.says(&[Sign::OwnFresh, Sign::Asserted]));
    }
}
