//! The words of `data/quantities.toml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

/// What was done to people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Harm {
    /// Dead.
    Killed,
    /// Hurt and alive, as far as is told.
    Injured,
    /// Hit by a weapon: dead or alive.
    Shot,
}

/// Which argument of a word names those harmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    /// The object, or the subject of the passive.
    Object,
    /// The subject.
    Subject,
    /// What the adjective describes.
    Described,
    /// "death of", "'s death".
    Of,
}

/// The sex that a word gives away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sex {
    Male,
    Female,
    Unknown,
}

/// A bound that a phrase sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bound {
    AtLeast,
    MoreThan,
    AtMost,
    LessThan,
}

/// A role beside the harms: the verbs and nouns that give a number its meaning.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Role {
    #[serde(default)]
    pub verbs: Vec<String>,
    #[serde(default)]
    pub nouns: Vec<String>,
    #[serde(default)]
    pub adjectives: Vec<String>,
}

/// The lexicon.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    pub numbers: FxHashMap<String, f64>,
    pub vague: FxHashMap<String, (f64, Option<f64>)>,
    /// Each with its words; longest first.
    pub bounds: Vec<(Vec<String>, Bound)>,
    pub people: FxHashMap<String, Sex>,
    pub none: FxHashSet<String>,
    pub harming: FxHashSet<String>,
    /// By lemma.
    pub harms: FxHashMap<String, Vec<(Harm, Slot)>>,
    pub words: HarmWords,
    /// By lemma: the role's name.
    pub role_verbs: FxHashMap<String, &'static str>,
    pub role_nouns: FxHashMap<String, &'static str>,
    pub role_adjectives: FxHashMap<String, &'static str>,
    pub votes: Votes,
    pub money_signs: Vec<String>,
    pub money_words: FxHashSet<String>,
    pub rank_nouns: FxHashSet<String>,
    pub ordinals: FxHashMap<String, u32>,
    pub multiples: FxHashMap<String, f64>,
    /// Names of months, and their short forms.
    pub months: Vec<String>,
    /// Words that tell what kind of report it is, by kind.
    pub signs: Vec<(String, FxHashSet<String>)>,
}

/// Words that tell a wound from a blow of fate, and a death from a figure of a year.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HarmWords {
    pub projectiles: Vec<String>,
    pub wounds: Vec<String>,
    pub suffer: Vec<String>,
    pub with_wounds: Vec<String>,
    pub bring: Vec<String>,
    /// By word: the role of those in such a condition.
    pub conditions: BTreeMap<String, String>,
    pub apart: Vec<String>,
    pub toll_of: Vec<String>,
    pub toll_hurt: Vec<String>,
    pub toll_dead: Vec<String>,
    pub toll_before: Vec<String>,
    pub grave_injuries: Vec<String>,
    pub fatally: Vec<String>,
    pub lose_life: Vec<String>,
    pub take_life: Vec<String>,
    pub deaths: Vec<String>,
    pub attacks: Vec<String>,
    pub deadly: Vec<String>,
    pub attempted: Vec<String>,
    pub assaults: Vec<String>,
    pub bodies: Vec<String>,
    pub verdict_of_death: Vec<String>,
    #[serde(skip)]
    pub signs_of_death: Vec<String>,
}

/// Words that give a number of votes its side.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Votes {
    #[serde(rename = "for")]
    pub in_favour: Vec<String>,
    pub against: Vec<String>,
    pub abstain: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    numbers: BTreeMap<String, f64>,
    vague: BTreeMap<String, Vec<f64>>,
    multiples: BTreeMap<String, f64>,
    months: Vec<String>,
    bounds: BTreeMap<String, Vec<String>>,
    people: People,
    harm: BTreeMap<String, HarmEntry>,
    harm_words: HarmWords,
    roles: BTreeMap<String, Role>,
    votes: Votes,
    money: Money,
    ranks: Ranks,
    signs: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct People {
    male: Vec<String>,
    female: Vec<String>,
    any: Vec<String>,
    none: Vec<String>,
    harming: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HarmEntry {
    object: Vec<String>,
    subject: Vec<String>,
    adjectives: Vec<String>,
    nouns: Vec<String>,
    signs: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Money {
    signs: Vec<String>,
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Ranks {
    nouns: Vec<String>,
    ordinals: BTreeMap<String, u32>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    // A test reads the file, so a damaged one cannot ship; an empty lexicon finds nothing.
    let file: Option<File> = toml::from_str(include_str!("../../../../data/quantities.toml")).ok();
    file.map(Lexicon::build).unwrap_or_default()
});

/// Returns the built-in lexicon.
pub(super) fn lexicon() -> &'static Lexicon {
    &LEXICON
}

impl Lexicon {
    fn build(file: File) -> Self {
        let mut lexicon = Self {
            numbers: file.numbers.into_iter().collect(),
            multiples: file.multiples.into_iter().collect(),
            months: file.months,
            ..Self::default()
        };
        for (word, bounds) in file.vague {
            if let Some(&low) = bounds.first() {
                lexicon.vague.insert(word, (low, bounds.get(1).copied()));
            }
        }
        for (name, phrases) in file.bounds {
            let bound = match name.as_str() {
                "at_least" => Bound::AtLeast,
                "more_than" => Bound::MoreThan,
                "at_most" => Bound::AtMost,
                _ => Bound::LessThan,
            };
            let words = |phrase: &String| phrase.split(' ').map(str::to_owned).collect();
            lexicon.bounds.extend(phrases.iter().map(|phrase| (words(phrase), bound)));
        }
        lexicon.bounds.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        for (words, sex) in [
            (file.people.male, Sex::Male),
            (file.people.female, Sex::Female),
            (file.people.any, Sex::Unknown),
        ] {
            lexicon.people.extend(words.into_iter().map(|word| (word, sex)));
        }
        lexicon.none = file.people.none.into_iter().collect();
        lexicon.harming = file.people.harming.into_iter().collect();
        lexicon.words = file.harm_words;
        for (name, entry) in file.harm {
            let harm = match name.as_str() {
                "killed" => Harm::Killed,
                "injured" => Harm::Injured,
                _ => Harm::Shot,
            };
            let slots = [
                (entry.object, Slot::Object),
                (entry.subject, Slot::Subject),
                (entry.adjectives, Slot::Described),
                (entry.nouns, Slot::Of),
            ];
            for (words, slot) in slots {
                for word in words {
                    lexicon.harms.entry(word).or_default().push((harm, slot));
                }
            }
            lexicon.words.signs_of_death.extend(entry.signs);
        }
        for (name, role) in file.roles {
            // Leaked once, when the lexicon is built.
            let name: &'static str = Box::leak(name.into_boxed_str());
            lexicon.role_verbs.extend(role.verbs.into_iter().map(|verb| (verb, name)));
            lexicon.role_nouns.extend(role.nouns.into_iter().map(|noun| (noun, name)));
            lexicon.role_adjectives.extend(role.adjectives.into_iter().map(|word| (word, name)));
        }
        lexicon.signs =
            file.signs.into_iter().map(|(name, words)| (name, words.into_iter().collect())).collect();
        lexicon.votes = file.votes;
        lexicon.money_signs = file.money.signs;
        lexicon.money_words = file.money.words.into_iter().collect();
        lexicon.rank_nouns = file.ranks.nouns.into_iter().collect();
        lexicon.ordinals = file.ranks.ordinals.into_iter().collect();
        lexicon
    }

    /// Returns the sex that a noun for a person gives away; `None` where it names no person. Plurals count too.
    pub(super) fn person(&self, word: &str) -> Option<Sex> {
        self.people.get(word).or_else(|| self.people.get(singular(word)?.as_str())).copied()
    }
}

/// Returns the singular of a plural noun for people; `None` where the word does not look like a plural.
pub(super) fn singular(word: &str) -> Option<String> {
    let irregular = match word {
        "people" | "persons" => "person",
        "men" => "man",
        "women" => "woman",
        "children" => "child",
        "wives" => "wife",
        "thieves" => "thief",
        "grandchildren" => "grandchild",
        "stepchildren" => "stepchild",
        "policemen" => "policeman",
        "gunmen" => "gunman",
        "servicemen" => "serviceman",
        "olds" => "old",
        _ => "",
    };
    if !irregular.is_empty() {
        return Some(irregular.to_owned());
    }
    if let Some(stem) = word.strip_suffix("ies") {
        return Some(format!("{stem}y"));
    }
    if let Some(stem) = word.strip_suffix("es").filter(|stem| stem.ends_with("ss") || stem.ends_with("ch")) {
        return Some(stem.to_owned());
    }
    word.strip_suffix('s').filter(|stem| stem.len() > 2 && !stem.ends_with('s')).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_file_is_valid() {
        toml::from_str::<File>(include_str!("../../../../data/quantities.toml"))
            .expect("data/quantities.toml");
        assert_eq!(lexicon().person("women"), Some(Sex::Female));
        assert_eq!(lexicon().person("deputies"), Some(Sex::Unknown));
        assert_eq!(lexicon().person("witnesses"), Some(Sex::Unknown));
        assert_eq!(lexicon().person("dogs"), None);
    }
}
