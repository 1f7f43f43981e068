//! The frames of `data/frames`: event types with their words and argument patterns, read once and looked up by lemma.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use tidings_nlp::Symbol;

use super::model::Change;
use super::operators::{OperatorTable, Operators};
use super::pattern::{NounSet, Pattern};
use crate::error::KnowledgeError;

/// The built-in files: a name for messages, and the text.
const BUILTIN: &[(&str, &str)] = &[
    ("frames/words.toml", include_str!("../../../../data/frames/words.toml")),
    ("frames/relations.toml", include_str!("../../../../data/frames/relations.toml")),
    ("frames/cooperation.toml", include_str!("../../../../data/frames/cooperation.toml")),
    ("frames/conflict.toml", include_str!("../../../../data/frames/conflict.toml")),
    ("frames/everyday.toml", include_str!("../../../../data/frames/everyday.toml")),
];

#[derive(Debug, Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct FrameFile {
    /// Classes of nouns that patterns name, each a list of lemmas.
    #[serde(default)]
    classes: BTreeMap<String, String>,
    /// Words that say how an event is said to be.
    #[serde(default)]
    operators: OperatorTable,
    /// Other word lists of this stage.
    #[serde(default)]
    lists: BTreeMap<String, String>,
    #[serde(default)]
    frame: Vec<FrameEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FrameEntry {
    name: String,
    #[serde(rename = "type")]
    plover: Option<String>,
    mode: Option<String>,
    cameo: Option<String>,
    /// `recognises starts`.
    relation: Option<String>,
    /// `sever diplomatic relations with`: what an account says of it where all who take part are known.
    gloss: Option<String>,
    /// Slots that hold for every pattern of the frame that names none itself: `R=with,to`.
    #[serde(default)]
    slots: String,
    #[serde(default)]
    verbs: Vec<String>,
    #[serde(default)]
    nouns: Vec<String>,
    #[serde(default)]
    adjectives: Vec<String>,
}

/// One event type.
#[derive(Debug, Clone)]
pub(super) struct Frame {
    pub(super) name: String,
    pub(super) plover: Option<String>,
    pub(super) mode: Option<String>,
    pub(super) cameo: Option<String>,
    pub(super) relation: Option<(String, Change)>,
    gloss: Option<String>,
}

/// What kind of word a pattern is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum WordKind {
    Verb,
    Noun,
    Adjective,
}

/// A pattern with its frame.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) frame: usize,
    pub(super) pattern: Pattern,
    /// The rule's name in reasons.
    pub(super) rule: &'static str,
}

/// A pattern's index, with the particle that it wants beside the word.
type WantedPattern = (usize, Option<String>);

/// The frames of `data/`: event types with their words and argument patterns.
#[derive(Debug, Default)]
pub struct Frames {
    pub(super) frames: Vec<Frame>,
    pub(super) entries: Vec<Entry>,
    by_word: BTreeMap<WordKind, FxHashMap<String, Vec<WantedPattern>>>,
    classes: FxHashMap<String, FxHashSet<String>>,
    lists: FxHashMap<String, FxHashSet<String>>,
    pub(super) operators: Operators,
}

impl Frames {
    /// Reads the built-in frames and a person's own files (name for messages, TOML text).
    ///
    /// A frame of a person's file replaces the built-in frame of the same name; classes and lists are extended.
    ///
    /// # Errors
    ///
    /// Where a file is not valid, or gives one name twice.
    pub fn load(own: &[(String, String)]) -> Result<Self, KnowledgeError> {
        let mut frames = Self::default();
        let mut entries: Vec<FrameEntry> = Vec::new();
        for &(file, text) in BUILTIN {
            frames.read(file, text, &mut entries, false)?;
        }
        for (file, text) in own {
            frames.read(file, text, &mut entries, true)?;
        }
        frames.index(entries);
        Ok(frames)
    }

    fn read(
        &mut self,
        file: &str,
        text: &str,
        entries: &mut Vec<FrameEntry>,
        replaces: bool,
    ) -> Result<(), KnowledgeError> {
        let read: FrameFile =
            toml::from_str(text).map_err(|source| KnowledgeError::Toml { file: file.to_owned(), source })?;
        let extend = |table: &mut FxHashMap<String, FxHashSet<String>>, lists: BTreeMap<String, String>| {
            for (name, words) in lists {
                let words = words.split_whitespace().map(|word| word.replace('_', " "));
                table.entry(name).or_default().extend(words);
            }
        };
        extend(&mut self.classes, read.classes);
        extend(&mut self.lists, read.lists);
        self.operators.extend(&read.operators);
        let mut names = FxHashSet::default();
        for entry in read.frame {
            if !names.insert(entry.name.clone()) {
                return Err(KnowledgeError::DuplicateId { file: file.to_owned(), id: entry.name });
            }
            if replaces {
                entries.retain(|known| known.name != entry.name);
            }
            for pattern in entry.verbs.iter().chain(&entry.nouns).chain(&entry.adjectives) {
                Pattern::parse(&format!("{pattern} {}", entry.slots)).map_err(|part| {
                    KnowledgeError::Pattern { file: file.to_owned(), pattern: pattern.clone(), part }
                })?;
            }
            entries.push(entry);
        }
        Ok(())
    }

    fn index(&mut self, entries: Vec<FrameEntry>) {
        for entry in entries {
            let frame = self.frames.len();
            let relation = entry.relation.as_deref().and_then(|written| {
                let (name, change) = written.split_once(' ')?;
                let change = match change {
                    "starts" => Change::Starts,
                    "ends" => Change::Ends,
                    _ => Change::None,
                };
                Some((name.to_owned(), change))
            });
            let kinds = [
                (WordKind::Verb, &entry.verbs),
                (WordKind::Noun, &entry.nouns),
                (WordKind::Adjective, &entry.adjectives),
            ];
            for (kind, patterns) in kinds {
                for written in patterns {
                    // Later parts win, so the frame's slots come first.
                    let (words, rest) = written.split_once(' ').unwrap_or((written, ""));
                    let Ok(mut pattern) = Pattern::parse(&format!("{words} {} {rest}", entry.slots)) else {
                        continue;
                    };
                    written.clone_into(&mut pattern.written);
                    let index = self.entries.len();
                    for (word, particle) in &pattern.words {
                        let by_word = self.by_word.entry(kind).or_default();
                        by_word.entry(word.clone()).or_default().push((index, particle.clone()));
                    }
                    let label = match kind {
                        WordKind::Verb => "verb",
                        WordKind::Noun => "noun",
                        WordKind::Adjective => "adjective",
                    };
                    let rule = format!("statements/{} {label} `{}`", entry.name, pattern.written);
                    self.entries.push(Entry { frame, pattern, rule: Symbol::new(&rule).as_str() });
                }
            }
            self.frames.push(Frame {
                name: entry.name,
                plover: entry.plover,
                mode: entry.mode,
                cameo: entry.cameo,
                relation,
                gloss: entry.gloss,
            });
        }
    }

    /// Returns how an account words a frame: a verb's lemma with what stands before the recipients
    /// (`sever diplomatic relations with`); words in brackets stand only where there are recipients
    /// (`declare independence [from]`). `None` where the frame's own words say too little.
    #[must_use]
    pub fn gloss(&self, frame: &str) -> Option<&str> {
        self.frames.iter().find(|known| known.name == frame)?.gloss.as_deref()
    }

    /// Says whether a name is a frame's, and not the lemma of an event outside the frames.
    #[must_use]
    pub fn knows(&self, name: &str) -> bool {
        self.frames.iter().any(|known| known.name == name)
    }

    /// Says whether a verb outside the frames tells of an everyday doing ("sees", "walks", "tells"), which makes no news.
    #[must_use]
    pub fn is_minor(&self, lemma: &str) -> bool {
        self.listed("minor_verbs", lemma)
    }

    /// Returns the patterns for a word, each with the particle that it wants.
    pub(super) fn patterns(&self, kind: WordKind, lemma: &str) -> &[WantedPattern] {
        self.by_word.get(&kind).and_then(|by_word| by_word.get(lemma)).map_or(&[], Vec::as_slice)
    }

    /// Says whether a lemma is of a class, or one of the words that stand in the class's place.
    pub(super) fn in_set(&self, set: &NounSet, lemma: &str) -> bool {
        match self.classes.get(&set.0) {
            Some(class) => class.contains(lemma),
            None => set.0.split('|').any(|word| word == lemma),
        }
    }

    /// Says whether a lemma is in one of the word lists.
    pub(super) fn listed(&self, list: &str, lemma: &str) -> bool {
        self.lists.get(list).is_some_and(|words| words.contains(lemma))
    }

    /// Says whether a noun is formed like the name of an act: "detention", "payment".
    pub(super) fn named_like_event(&self, lemma: &str) -> bool {
        const ENDINGS: &[&str] =
            &["tion", "sion", "ment", "ance", "ence", "ssal", "rsal", "oval", "usal", "ival"];
        6 < lemma.len() && ENDINGS.iter().any(|ending| lemma.ends_with(ending))
    }
}
