//! The tables of `data/` that this crate reads: words and trained weights.
//!
//! They ship inside the program and a test reads each, so a damaged one cannot reach a user; should one be damaged
//! all the same, the stage works without it.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use serde::Deserialize;

use crate::fit::Linear;
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

#[derive(Debug, Deserialize)]
struct Derivations {
    words: HashMap<String, String>,
}

/// Returns, for words that no ending joins with theirs, the verb that they are compared as.
pub(crate) fn derivations() -> &'static HashMap<String, String> {
    static WORDS: OnceLock<HashMap<String, String>> = OnceLock::new();
    WORDS.get_or_init(|| {
        let table: Option<Derivations> = toml::from_str(include_str!("../../../data/derivations.toml")).ok();
        table.map(|table| table.words).unwrap_or_default()
    })
}

/// Words that show what kind of report a text is.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct ReportKinds {
    pub(crate) analysis: Signs,
    pub(crate) statement: Signs,
    pub(crate) digest: Signs,
}

/// The words that show one kind, lower case.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Signs {
    #[serde(default)]
    pub(crate) title: Vec<String>,
    #[serde(default)]
    pub(crate) byline: Vec<String>,
    #[serde(default)]
    pub(crate) text: Vec<String>,
}

/// Returns the words that show what kind of report a text is.
pub(crate) fn report_kinds() -> &'static ReportKinds {
    static KINDS: OnceLock<ReportKinds> = OnceLock::new();
    KINDS.get_or_init(|| toml::from_str(include_str!("../../../data/report-kinds.toml")).unwrap_or_default())
}

/// Returns the weights that say whether two statements speak of one event.
pub(crate) fn event_weights() -> &'static Linear {
    static WEIGHTS: OnceLock<Linear> = OnceLock::new();
    WEIGHTS
        .get_or_init(|| toml::from_str(include_str!("../../../data/event-weights.toml")).unwrap_or_default())
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
        assert!(!report_kinds().analysis.text.is_empty());
        assert_eq!(derivations().get("death").map(String::as_str), Some("die"));
        assert_eq!(event_weights().weights.len(), crate::events::FEATURES.len());
        let weights = story_weights();
        let (n_first, n_fine) = (crate::stories::FEATURES.len(), crate::stories::FINE_FEATURES.len());
        assert_eq!(weights.first.weights.len(), n_first);
        assert_eq!(weights.second.weights.len(), n_first + n_fine);
    }
}
