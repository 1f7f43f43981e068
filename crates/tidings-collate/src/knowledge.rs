//! The tables of `data/` that this crate reads: words and trained weights.
//!
//! They ship inside the program and a test reads each, so a damaged one cannot reach a user; should one be damaged
//! all the same, the stage works without it.

use std::collections::HashSet;
use std::sync::OnceLock;

use serde::Deserialize;

use crate::stories::StoryWeights;

#[derive(Debug, Deserialize)]
struct Words {
    words: String,
}

/// Returns the English function words, folded.
pub(crate) fn function_words() -> &'static HashSet<String> {
    static WORDS: OnceLock<HashSet<String>> = OnceLock::new();
    WORDS.get_or_init(|| {
        let table: Option<Words> = toml::from_str(include_str!("../../../data/function-words.toml")).ok();
        table.map(|table| table.words.split_whitespace().map(str::to_owned).collect()).unwrap_or_default()
    })
}

/// Returns the weights that say whether two reports tell one story.
pub(crate) fn story_weights() -> &'static StoryWeights {
    static WEIGHTS: OnceLock<StoryWeights> = OnceLock::new();
    WEIGHTS
        .get_or_init(|| toml::from_str(include_str!("../../../data/story-weights.toml")).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_whole() {
        assert!(function_words().contains("the"));
        let weights = story_weights();
        let (n_first, n_fine) = (crate::stories::FEATURES.len(), crate::stories::FINE_FEATURES.len());
        assert_eq!(weights.first.weights.len(), n_first);
        assert_eq!(weights.second.weights.len(), n_first + n_fine);
    }
}
