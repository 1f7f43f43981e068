//! The word lists behind mentions: `data/actors/words.toml` as sets.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;
use serde::Deserialize;

use crate::error::KnowledgeError;

/// A set of words in lower case.
pub(super) type WordSet = FxHashSet<Box<str>>;

/// The word lists of `data/actors/words.toml`; the file says what each holds.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    pub(super) ambiguous: WordSet,
    pub(super) other_place_before: WordSet,
    pub(super) other_name_of: WordSet,
    pub(super) organs: WordSet,
    pub(super) organ_plural_only: WordSet,
    pub(super) offices: WordSet,
    pub(super) local_offices: WordSet,
    pub(super) honorifics: WordSet,
    pub(super) she_words: WordSet,
    pub(super) he_words: WordSet,
    pub(super) he_names: WordSet,
    pub(super) she_names: WordSet,
    pub(super) countries: WordSet,
    pub(super) breakaway: WordSet,
    pub(super) bodies: WordSet,
    pub(super) state_bodies: WordSet,
    /// Last words of the names of parts of states: "California", "Carolina".
    pub(super) provinces: WordSet,
    /// Words before a body that make it a town's, a school's, a firm's.
    pub(super) local_bodies: WordSet,
    pub(super) sides: WordSet,
    pub(super) place_nouns: WordSet,
    pub(super) place_prepositions: WordSet,
    pub(super) motion: WordSet,
    pub(super) flights: WordSet,
    pub(super) aims: WordSet,
    pub(super) trust: WordSet,
    pub(super) place_objects: WordSet,
    pub(super) acting_verbs: WordSet,
    pub(super) judging_verbs: WordSet,
    /// Of the verbs that actors do, those that things do too.
    pub(super) broad_verbs: WordSet,
    pub(super) acting_adjectives: WordSet,
    pub(super) thing_verbs: WordSet,
    pub(super) ways: WordSet,
    pub(super) name_tails: WordSet,
    pub(super) people: WordSet,
    pub(super) culprits: WordSet,
    /// A class of public services, and the nouns that head their names.
    pub(super) services: BTreeMap<String, Vec<String>>,
    pub(super) saying_verbs: WordSet,
    pub(super) no_rivals: WordSet,
    pub(super) family_names: WordSet,
    /// Ids as they stand, not in lower case.
    pub(super) family_first: WordSet,
    /// A name, and the words that speak for its other bearer.
    pub(super) homonyms: BTreeMap<String, Vec<String>>,
    /// An adjective of a part of the world, and the ids of its states.
    pub(super) regions: BTreeMap<String, Vec<String>>,
}

const FILE: &str = "data/actors/words.toml";
const TEXT: &str = include_str!("../../../../data/actors/words.toml");

impl Words {
    /// Reads the built-in lists.
    ///
    /// # Errors
    ///
    /// Where the file is damaged, which a test excludes.
    pub(super) fn load() -> Result<Self, KnowledgeError> {
        toml::from_str(TEXT).map_err(|source| KnowledgeError::Toml { file: FILE.to_owned(), source })
    }

    /// Returns the class of public service that a noun heads: `police` for "constabulary".
    pub(super) fn service_of(&self, lemma: &str) -> Option<&str> {
        let holds = |nouns: &[String]| nouns.iter().any(|noun| noun == lemma);
        self.services.iter().find(|(_, nouns)| holds(nouns)).map(|(class, _)| class.as_str())
    }

    /// Returns the class of the public service that a name speaks of; the last word that tells decides.
    pub(super) fn service_in(&self, name: &str) -> Option<&str> {
        let lower = name.to_lowercase();
        lower.split(|c: char| !c.is_alphanumeric()).rev().find_map(|word| self.service_of(word))
    }
}
