//! The reporting words of `data/cues.toml` and the learned weights, as extraction looks them up.

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::AttributionKind;
use super::kinds::SourceWords;
use super::model::Weights;
use crate::error::KnowledgeError;

/// The reporting words of `data/`, and the weights that choose among candidates.
#[derive(Debug, Default)]
pub struct Cues {
    classes: Vec<Class>,
    verbs: FxHashMap<String, ClassSet>,
    nouns: FxHashMap<String, ClassSet>,
    adjectives: FxHashMap<String, ClassSet>,
    adverbs: FxHashMap<String, ClassSet>,
    pub(crate) sources: SourceWords,
    pub(crate) weights: Weights,
}

/// Which classes a word belongs to, one bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct ClassSet(u128);

#[derive(Debug)]
struct Class {
    name: String,
    kind: AttributionKind,
    denies: bool,
    retells: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CuesFile {
    verbs: Vec<ClassEntry>,
    nouns: Vec<ClassEntry>,
    adjectives: Vec<ClassEntry>,
    adverbs: Vec<ClassEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ClassEntry {
    class: String,
    kind: Kind,
    #[serde(default)]
    denies: bool,
    #[serde(default)]
    retells: bool,
    words: String,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Kind {
    Speech,
    Thought,
    Intent,
}

const CUES: &str = include_str!("../../../../data/cues.toml");

impl ClassSet {
    /// Says whether the word is in no class.
    pub(crate) fn is_empty(self) -> bool {
        self.0 == 0
    }
}

impl Cues {
    /// Reads the built-in cues and weights.
    ///
    /// # Errors
    ///
    /// Where a built-in file is damaged, which a test excludes.
    pub fn load() -> Result<Self, KnowledgeError> {
        Ok(Self { weights: Weights::load()?, ..Self::load_without_weights()? })
    }

    /// Reads the built-in cues alone, for training.
    ///
    /// # Errors
    ///
    /// Where the built-in file is damaged, which a test excludes.
    pub fn load_without_weights() -> Result<Self, KnowledgeError> {
        let file: CuesFile = toml::from_str(CUES)
            .map_err(|source| KnowledgeError::Toml { file: "cues.toml".to_owned(), source })?;
        let mut cues = Self::default();
        let verbs = cues.add(file.verbs, "");
        let nouns = cues.add(file.nouns, "n:");
        let adjectives = cues.add(file.adjectives, "a:");
        let adverbs = cues.add(file.adverbs, "r:");
        Ok(Self { verbs, nouns, adjectives, adverbs, sources: SourceWords::load()?, ..cues })
    }

    fn add(&mut self, entries: Vec<ClassEntry>, prefix: &str) -> FxHashMap<String, ClassSet> {
        let mut words: FxHashMap<String, ClassSet> = FxHashMap::default();
        for entry in entries {
            let bit = 1_u128 << (self.classes.len() % 128);
            for word in entry.words.split_whitespace() {
                words.entry(word.to_owned()).or_default().0 |= bit;
            }
            let kind = match entry.kind {
                Kind::Speech => AttributionKind::Speech,
                Kind::Thought => AttributionKind::Thought,
                Kind::Intent => AttributionKind::Intent,
            };
            let name = format!("{prefix}{}", entry.class);
            self.classes.push(Class { name, kind, denies: entry.denies, retells: entry.retells });
        }
        words
    }

    pub(crate) fn verb(&self, lemma: &str) -> ClassSet {
        self.verbs.get(lemma).copied().unwrap_or_default()
    }

    pub(crate) fn noun(&self, lemma: &str) -> ClassSet {
        self.nouns.get(lemma).copied().unwrap_or_default()
    }

    pub(crate) fn adjective(&self, lemma: &str) -> ClassSet {
        self.adjectives.get(lemma).copied().unwrap_or_default()
    }

    pub(crate) fn adverb(&self, lemma: &str) -> ClassSet {
        self.adverbs.get(lemma).copied().unwrap_or_default()
    }

    /// Returns the names of the classes in a set.
    pub(crate) fn names(&self, set: ClassSet) -> impl Iterator<Item = &str> + '_ {
        self.classes
            .iter()
            .enumerate()
            .filter(move |(bit, _)| set.0 >> bit & 1 == 1)
            .map(|(_, c)| c.name.as_str())
    }

    /// Returns the kind that most classes of a set make; on a tie the first class's.
    pub(crate) fn kind(&self, set: ClassSet) -> Option<AttributionKind> {
        let kinds: Vec<AttributionKind> = self
            .classes
            .iter()
            .enumerate()
            .filter(|(bit, _)| set.0 >> bit & 1 == 1)
            .map(|(_, c)| c.kind)
            .collect();
        let count = |kind| kinds.iter().filter(|&&other| other == kind).count();
        kinds.iter().copied().reduce(|best, kind| if count(kind) > count(best) { kind } else { best })
    }

    /// Says whether a class of the set reports so plainly that what it reports counts as said by its source, even
    /// inside another's content.
    pub(crate) fn retells(&self, set: ClassSet) -> bool {
        self.classes.iter().enumerate().any(|(bit, class)| set.0 >> bit & 1 == 1 && class.retells)
    }

    /// Says whether a class of the set makes the source reject the content.
    pub(crate) fn denies(&self, set: ClassSet) -> bool {
        self.classes.iter().enumerate().any(|(bit, class)| set.0 >> bit & 1 == 1 && class.denies)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_files_load() {
        let cues = Cues::load().expect("the built-in cues are valid");
        assert!(cues.classes.len() <= 128, "a class set has 128 bits");
        assert!(cues.names(cues.verb("say")).any(|class| class == "say"));
        assert_eq!(cues.kind(cues.verb("want")), Some(AttributionKind::Intent));
        assert!(cues.denies(cues.verb("deny")));
    }
}
