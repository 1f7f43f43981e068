//! The words of `data/attributes.toml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

type WordSet = FxHashSet<String>;

/// A unit of measure.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Unit {
    /// The dimension's name.
    pub dimension: &'static str,
    /// What a bare measure of a thing tells of it.
    pub attribute: &'static str,
    /// From the unit to the dimension's base unit: the smallest and the largest that the word may mean.
    pub factor: (f64, f64),
}

/// The lexicon.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    /// By the unit's words, singular.
    pub units: FxHashMap<String, Unit>,
    pub money: Money,
    pub approximate: WordSet,
    pub extremes: WordSet,
    /// Noun to attribute.
    pub measures: FxHashMap<String, &'static str>,
    pub adjectives: FxHashMap<String, &'static str>,
    pub verbs: FxHashMap<String, &'static str>,
    pub motion: Motion,
    /// Verb or noun to the noun that its length is told of.
    pub acts: FxHashMap<String, String>,
    /// Verb to the noun that its amount of money is told of.
    pub amounts: FxHashMap<String, String>,
    pub directions: WordSet,
    pub crews: WordSet,
    pub not_things: WordSet,
    /// Counted noun to the one that it is compared as.
    pub same: FxHashMap<String, String>,
    /// Noun to group; `generic` for words that stand for any.
    pub vehicles: FxHashMap<String, &'static str>,
    pub offices: Offices,
    pub origin: Origin,
    pub doers: WordSet,
}

/// Signs, words and scales of money.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Money {
    /// Sign to currency.
    pub signs: FxHashMap<String, String>,
    pub words: WordSet,
    pub scales: FxHashMap<String, f64>,
}

/// Verbs of moving.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Motion {
    /// Those that take a distance.
    pub far: WordSet,
    /// Those whose movement is a vehicle's.
    pub movers: WordSet,
}

/// Offices and the words before them.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Offices {
    pub heads: WordSet,
    pub single: WordSet,
    pub ended: WordSet,
    pub coming: WordSet,
    pub lower: WordSet,
}

/// Words of origin and home.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Origin {
    pub nouns: WordSet,
    pub descent: WordSet,
    pub dual: WordSet,
    pub born: WordSet,
    pub home_nouns: WordSet,
    pub home_verbs: WordSet,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    dimensions: Vec<Dimension>,
    money: Money,
    approximate: Words,
    extremes: Words,
    measures: BTreeMap<String, Vec<String>>,
    adjectives: BTreeMap<String, Vec<String>>,
    verbs: BTreeMap<String, Vec<String>>,
    motion: Motion,
    acts: FxHashMap<String, String>,
    amounts: FxHashMap<String, String>,
    directions: Words,
    counted: Counted,
    vehicles: BTreeMap<String, Vec<String>>,
    offices: Offices,
    origin: Origin,
    doers: Doers,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Dimension {
    name: String,
    attribute: String,
    units: BTreeMap<String, Vec<f64>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    words: WordSet,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Doers {
    nouns: WordSet,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Counted {
    crews: WordSet,
    same: FxHashMap<String, String>,
    not_things: WordSet,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    // A test reads the file, so a damaged one cannot ship; an empty lexicon finds nothing.
    let file: Option<File> = toml::from_str(include_str!("../../../../data/attributes.toml")).ok();
    file.map(Lexicon::build).unwrap_or_default()
});

/// Returns the built-in lexicon.
pub(super) fn lexicon() -> &'static Lexicon {
    &LEXICON
}

impl Lexicon {
    fn build(file: File) -> Self {
        // Leaked once, when the lexicon is built.
        let fixed = |name: String| -> &'static str { Box::leak(name.into_boxed_str()) };
        let mut units = FxHashMap::default();
        for dimension in file.dimensions {
            let (name, attribute) = (fixed(dimension.name), fixed(dimension.attribute));
            for (words, factors) in dimension.units {
                let low = factors.first().copied().unwrap_or(1.0);
                let factor = (low, factors.get(1).copied().unwrap_or(low));
                units.insert(words, Unit { dimension: name, attribute, factor });
            }
        }
        let by_word = |groups: BTreeMap<String, Vec<String>>| {
            let mut table = FxHashMap::default();
            for (name, words) in groups {
                let name = fixed(name);
                table.extend(words.into_iter().map(|word| (word, name)));
            }
            table
        };
        Self {
            units,
            money: file.money,
            approximate: file.approximate.words,
            extremes: file.extremes.words,
            measures: by_word(file.measures),
            adjectives: by_word(file.adjectives),
            verbs: by_word(file.verbs),
            motion: file.motion,
            acts: file.acts,
            amounts: file.amounts,
            directions: file.directions.words,
            crews: file.counted.crews,
            not_things: file.counted.not_things,
            same: file.counted.same,
            vehicles: by_word(file.vehicles),
            offices: file.offices,
            origin: file.origin,
            doers: file.doers.nouns,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_file_is_valid() {
        toml::from_str::<File>(include_str!("../../../../data/attributes.toml"))
            .expect("data/attributes.toml");
        assert_eq!(lexicon().units["mile per hour"].dimension, "speed");
        assert!(lexicon().units["ton"].factor.0 < lexicon().units["ton"].factor.1);
    }
}
