//! The tables of `data/` that this crate reads: words and trained weights.
//!
//! They ship inside the program and a test reads each, so a damaged one cannot reach a user; should one be damaged
//! all the same, the stage works without it.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use serde::Deserialize;

use crate::events::root;
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

/// Returns the groups of words that may tell one happening: for each word or root, the numbers of its groups, in order.
pub(crate) fn event_kin() -> &'static HashMap<String, Vec<u16>> {
    static GROUPS: OnceLock<HashMap<String, Vec<u16>>> = OnceLock::new();
    GROUPS.get_or_init(|| {
        let table: Option<Words> = toml::from_str(include_str!("../../../data/event-kin.toml")).ok();
        let mut groups: HashMap<String, Vec<u16>> = HashMap::new();
        let text = table.map(|table| table.words).unwrap_or_default();
        for (number, line) in (0_u16..).zip(text.lines()) {
            for word in line.split_whitespace() {
                let plain = (!word.contains('_')).then(|| format!("~{}", root(word)));
                for key in [Some(word.to_owned()), plain].into_iter().flatten() {
                    let known = groups.entry(key).or_default();
                    if known.last() != Some(&number) {
                        known.push(number);
                    }
                }
            }
        }
        groups
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

/// Questions that news answers in words: `data/matters.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Matters {
    pub(crate) words: Turns,
    pub(crate) matter: Vec<Question>,
}

/// Words that turn an answer.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Turns {
    #[serde(deserialize_with = "listed")]
    pub(crate) deny: Vec<String>,
    #[serde(deserialize_with = "listed")]
    pub(crate) doubt: Vec<String>,
    /// Common words for where something happens.
    #[serde(deserialize_with = "listed")]
    pub(crate) spots: Vec<String>,
}

/// A question with its answers.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Question {
    pub(crate) name: String,
    #[serde(default)]
    pub(crate) kinds: Vec<String>,
    pub(crate) by: Option<String>,
    /// Whether all answers may be right together.
    #[serde(default)]
    pub(crate) together: bool,
    pub(crate) answer: Vec<Answer>,
}

/// An answer and the words that give it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Answer {
    pub(crate) side: String,
    /// Each is a list of words in their order, each with its alternatives.
    #[serde(deserialize_with = "patterns")]
    pub(crate) patterns: Vec<Vec<Vec<String>>>,
    #[serde(default)]
    pub(crate) plain: bool,
}

fn listed<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Vec<String>, D::Error> {
    Ok(String::deserialize(from)?.split_whitespace().map(str::to_owned).collect())
}

fn patterns<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Vec<Vec<Vec<String>>>, D::Error> {
    let written = Vec::<String>::deserialize(from)?;
    let words = |pattern: &String| -> Vec<Vec<String>> {
        pattern.split_whitespace().map(|word| word.split('|').map(str::to_owned).collect()).collect()
    };
    Ok(written.iter().map(words).collect())
}

/// Returns the questions on which reports of one story differ.
pub(crate) fn matters() -> &'static Matters {
    static MATTERS: OnceLock<Matters> = OnceLock::new();
    MATTERS.get_or_init(|| toml::from_str(include_str!("../../../data/matters.toml")).unwrap_or_default())
}

/// What a word tells of a happening that harms people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum HarmRole {
    /// What happened: "attack", "derail".
    Act,
    /// What people suffered: "kill", "injured".
    Harm,
    /// The whole under a general name: "incident", "tragedy".
    Name,
}

/// Words of one role, kind and manner.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct HarmClass {
    pub(crate) role: HarmRole,
    /// The kinds of happening that they can tell; none where any.
    #[serde(default)]
    pub(crate) kinds: Vec<String>,
    /// The means, where the words show it.
    pub(crate) manner: Option<String>,
    #[serde(default)]
    verbs: String,
    #[serde(default)]
    nouns: String,
    #[serde(default)]
    adjectives: String,
}

#[derive(Debug, Default, Deserialize)]
struct HappeningTable {
    types: HashMap<String, String>,
    class: Vec<HarmClass>,
    words: HashMap<String, String>,
}

/// The words by which news tells a happening that harms people.
#[derive(Debug, Default)]
pub(crate) struct Happenings {
    types: HashMap<String, String>,
    classes: Vec<HarmClass>,
    verbs: HashMap<String, Vec<(Option<String>, usize)>>,
    nouns: HashMap<String, usize>,
    adjectives: HashMap<String, usize>,
    words: HashMap<String, HashSet<String>>,
}

impl Happenings {
    fn new(table: HappeningTable) -> Self {
        let mut found = Self { types: table.types, ..Self::default() };
        for (index, class) in table.class.iter().enumerate() {
            for verb in class.verbs.split_whitespace() {
                let (lemma, with) =
                    verb.split_once('_').map_or((verb, None), |(lemma, with)| (lemma, Some(with.to_owned())));
                found.verbs.entry(lemma.to_owned()).or_default().push((with, index));
            }
            // The first class of a word is its usual one.
            for noun in class.nouns.split_whitespace() {
                found.nouns.entry(noun.to_owned()).or_insert(index);
            }
            for adjective in class.adjectives.split_whitespace() {
                found.adjectives.entry(adjective.to_owned()).or_insert(index);
            }
        }
        found.classes = table.class;
        let split = |words: String| words.split_whitespace().map(str::to_owned).collect();
        found.words = table.words.into_iter().map(|(name, words)| (name, split(words))).collect();
        found
    }

    /// Returns the PLOVER type of a kind; `None` outside PLOVER.
    pub(crate) fn plover(&self, kind: &str) -> Option<&str> {
        self.types.get(kind).map(String::as_str).filter(|plover| !plover.is_empty())
    }

    /// Returns the class of a verb, whose particles, prepositions and objects `beside` knows.
    pub(crate) fn verb(&self, lemma: &str, beside: &dyn Fn(&str) -> bool) -> Option<&HarmClass> {
        let senses = self.verbs.get(lemma)?;
        let with = senses.iter().find(|(with, _)| with.as_deref().is_some_and(beside));
        let bare = || senses.iter().find(|(with, _)| with.is_none());
        self.classes.get(with.or_else(bare)?.1)
    }

    /// Returns the class of a noun.
    pub(crate) fn noun(&self, lemma: &str) -> Option<&HarmClass> {
        self.classes.get(*self.nouns.get(lemma)?)
    }

    /// Returns the class of an adjective.
    pub(crate) fn adjective(&self, lemma: &str) -> Option<&HarmClass> {
        self.classes.get(*self.adjectives.get(lemma)?)
    }

    /// Says whether a word stands in a list.
    pub(crate) fn listed(&self, list: &str, word: &str) -> bool {
        self.words.get(list).is_some_and(|words| words.contains(word))
    }
}

/// Returns the words by which news tells a happening that harms people.
pub(crate) fn happenings() -> &'static Happenings {
    static WORDS: OnceLock<Happenings> = OnceLock::new();
    WORDS.get_or_init(|| {
        let table: Option<HappeningTable> =
            toml::from_str(include_str!("../../../data/happenings.toml")).ok();
        table.map(Happenings::new).unwrap_or_default()
    })
}

/// Words by which a report says that somebody has not acted yet, and verbs of handing a paper over.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Silences {
    pub(crate) answers: Vec<String>,
    pub(crate) passing: Vec<String>,
    pub(crate) transfers: Vec<String>,
}

/// Returns the words of silence.
pub(crate) fn silences() -> &'static Silences {
    static WORDS: OnceLock<Silences> = OnceLock::new();
    WORDS.get_or_init(|| toml::from_str(include_str!("../../../data/silences.toml")).unwrap_or_default())
}

/// Words by which the end of a chain is known for what it is, folded.
#[derive(Debug, Default)]
pub(crate) struct OriginWords {
    pub(crate) vague: HashSet<String>,
    pub(crate) shades: HashSet<String>,
    pub(crate) voices: HashSet<String>,
    pub(crate) papers: HashSet<String>,
    pub(crate) bodies: HashSet<String>,
    pub(crate) bodies_named: HashSet<String>,
    pub(crate) furniture: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
struct OriginsFile {
    vague: String,
    shades: String,
    voices: String,
    papers: String,
    bodies: String,
    bodies_named: String,
    furniture: Vec<String>,
}

/// Returns the words by which the end of a chain is known for what it is.
pub(crate) fn origin_words() -> &'static OriginWords {
    static WORDS: OnceLock<OriginWords> = OnceLock::new();
    WORDS.get_or_init(|| {
        let file: OriginsFile =
            toml::from_str(include_str!("../../../data/origins.toml")).unwrap_or_default();
        let set = |words: &str| words.split_whitespace().map(str::to_owned).collect();
        OriginWords {
            vague: set(&file.vague),
            shades: set(&file.shades),
            voices: set(&file.voices),
            papers: set(&file.papers),
            bodies: set(&file.bodies),
            bodies_named: set(&file.bodies_named),
            furniture: file.furniture,
        }
    })
}

/// Lists of words by which a line for an event is built and judged.
#[derive(Debug, Default)]
pub(crate) struct Telling {
    lists: HashMap<String, HashSet<String>>,
}

impl Telling {
    /// Says whether a word stands in a list.
    pub(crate) fn holds(&self, list: &str, word: &str) -> bool {
        self.lists.get(list).is_some_and(|words| words.contains(word))
    }
}

/// Returns the words by which a line for an event is built and judged.
pub(crate) fn telling() -> &'static Telling {
    static WORDS: OnceLock<Telling> = OnceLock::new();
    WORDS.get_or_init(|| {
        let file: HashMap<String, String> =
            toml::from_str(include_str!("../../../data/telling.toml")).unwrap_or_default();
        let set = |words: String| words.split_whitespace().map(str::to_owned).collect();
        Telling { lists: file.into_iter().map(|(name, words)| (name, set(words))).collect() }
    })
}

/// Returns the weights that say how much an event is worth telling.
pub(crate) fn telling_weights() -> &'static Linear {
    static WEIGHTS: OnceLock<Linear> = OnceLock::new();
    WEIGHTS.get_or_init(|| {
        toml::from_str(include_str!("../../../data/telling-weights.toml")).unwrap_or_default()
    })
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
        assert!(matters().matter.iter().any(|question| question.name == "cause"));
        assert!(!origin_words().furniture.is_empty());
        assert_eq!(derivations().get("death").map(String::as_str), Some("die"));
        assert_eq!(happenings().plover("attack"), Some("ASSAULT"));
        assert_eq!(happenings().noun("derailment").map(|class| class.role), Some(HarmRole::Act));
        assert!(happenings().verb("drive", &|word| word == "into").is_some());
        assert!(happenings().verb("drive", &|_| false).is_none());
        assert!(!silences().answers.is_empty());
        assert!(telling().holds("needs_object", "condemn") && telling().holds("last_words", "down"));
        assert_eq!(event_weights().weights.len(), crate::events::FEATURES.len());
        let weights = story_weights();
        let (n_first, n_fine) = (crate::stories::FEATURES.len(), crate::stories::FINE_FEATURES.len());
        assert_eq!(weights.first.weights.len(), n_first);
        assert_eq!(weights.second.weights.len(), n_first + n_fine);
    }
}
