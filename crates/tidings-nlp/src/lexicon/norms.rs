//! The norm of a word: the form under which spaCy's models know its variants.

use rustc_hash::FxHashMap;

use super::hash;
use crate::ModelError;
use crate::package::Package;
use crate::package::pack::{self, Pack};

/// spaCy's norms for punctuation and currency of any language (`spacy/lang/norm_exceptions.py`).
const BASE_NORMS: &str = include_str!("../../data/base_norms.tsv");
const FILE: &str = "vocab/lookups.bin";
const TABLE: &str = "lexeme_norm";

/// Norms of words that are not just their lower case.
#[derive(Debug, Default)]
pub(crate) struct Norms {
    /// By the id of the word: the id of its norm.
    table: FxHashMap<u64, u64>,
}

impl Norms {
    /// Reads a model's table, before which the built-in ones step back.
    pub(crate) fn read(package: &mut Package) -> Result<Self, ModelError> {
        let base = BASE_NORMS.lines().filter_map(|line| line.split_once('\t'));
        let mut table: FxHashMap<u64, u64> =
            base.map(|(word, norm)| (hash::string_id(word), hash::string_id(norm))).collect();
        let bytes = match package.read(FILE) {
            Ok(bytes) => bytes,
            Err(ModelError::MissingFile { .. }) => return Ok(Self { table }),
            Err(error) => return Err(error),
        };
        let value = pack::read(FILE, &bytes)?;
        if let Some(norms) = Pack::new(&value, FILE).find(TABLE)? {
            for (word, norm) in norms.entries()? {
                table.insert(word.number()?, hash::string_id(norm.text()?));
            }
        }
        Ok(Self { table })
    }

    /// Returns the id of a word's norm.
    pub(crate) fn id_of(&self, word: &str) -> u64 {
        let known = self.table.get(&hash::string_id(word)).copied();
        known.unwrap_or_else(|| hash::string_id(&word.to_lowercase()))
    }
}
