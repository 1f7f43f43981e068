//! The words of `data/times.toml`, looked up once per word of a text.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use serde::Deserialize;

/// A stretch of the calendar or the clock that words count in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Weekend,
    Week,
    Fortnight,
    Month,
    Quarter,
    Season,
    Half,
    Year,
    Decade,
    Century,
    Millennium,
}

/// What one word can mean in a time expression; all fields empty for most words.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Word {
    pub month: Option<u8>,
    pub weekday: Option<i8>,
    pub season: Option<&'static str>,
    pub part: Option<&'static str>,
    pub unit: Option<Unit>,
    pub plural: bool,
    pub number: Option<u32>,
    pub ordinal: Option<u32>,
    pub decade: Option<u32>,
    pub recurring: Option<&'static str>,
}

/// How a named day is fixed in a year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Holiday {
    /// Month and day.
    On(i8, i8),
    /// The nth weekday of a month; -1 is the last.
    Nth(i8, i8, i8),
    /// Days after Easter Sunday.
    Easter(i32),
}

/// A phrase of several words, and what it stands for.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Phrase<T> {
    /// Its words after the first, as atoms.
    pub rest: Vec<String>,
    pub meaning: T,
}

/// The lexicon.
#[derive(Debug)]
pub(super) struct Lexicon {
    words: FxHashMap<String, Word>,
    /// By first word; longest first.
    pub references: FxHashMap<String, Vec<Phrase<&'static str>>>,
    pub modifiers: FxHashMap<String, Vec<Phrase<Modifier>>>,
    pub holidays: FxHashMap<String, Vec<Phrase<Holiday>>>,
    pub ahead: Vec<String>,
    pub scheduling: Vec<String>,
}

/// What a word before an expression does to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Modifier {
    /// "nearly", "more than": only before amounts.
    Approximate,
    /// "early", "the end of": only before calendar stretches.
    Part,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    months: BTreeMap<String, u8>,
    weekdays: BTreeMap<String, i8>,
    seasons: BTreeMap<String, String>,
    parts_of_day: BTreeMap<String, String>,
    units: BTreeMap<String, Unit>,
    units_plural: BTreeMap<String, Unit>,
    numbers: BTreeMap<String, u32>,
    ordinals: BTreeMap<String, u32>,
    decade_names: BTreeMap<String, u32>,
    recurring: BTreeMap<String, String>,
    references: BTreeMap<String, Vec<String>>,
    modifiers: Modifiers,
    holidays: Vec<HolidayEntry>,
    tense: TenseWords,
}

#[derive(Deserialize)]
struct Modifiers {
    approximate: Vec<String>,
    parts: Vec<String>,
}

#[derive(Deserialize)]
struct HolidayEntry {
    names: Vec<String>,
    on: Option<String>,
    nth: Option<[i8; 3]>,
    easter: Option<i32>,
}

#[derive(Deserialize)]
struct TenseWords {
    ahead: Vec<String>,
    scheduling: Vec<String>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    // A test reads the file, so a damaged one cannot ship; an empty lexicon finds nothing.
    let file: Option<File> = toml::from_str(include_str!("../../../../data/times.toml")).ok();
    file.map(Lexicon::build).unwrap_or_else(Lexicon::empty)
});

/// Returns the built-in lexicon.
pub(super) fn lexicon() -> &'static Lexicon {
    &LEXICON
}

/// Makes a value of the built-in file live as long as the program; called while the lexicon is built, never on text.
fn keep(value: String) -> &'static str {
    Box::leak(value.into_boxed_str())
}

impl Lexicon {
    fn empty() -> Self {
        Self {
            words: FxHashMap::default(),
            references: FxHashMap::default(),
            modifiers: FxHashMap::default(),
            holidays: FxHashMap::default(),
            ahead: Vec::new(),
            scheduling: Vec::new(),
        }
    }

    fn build(file: File) -> Self {
        let mut lexicon = Self::empty();
        let mut set = |word: String, change: &dyn Fn(&mut Word)| {
            change(lexicon.words.entry(word).or_default());
        };
        for (word, month) in file.months {
            set(word, &|entry| entry.month = Some(month));
        }
        for (word, weekday) in file.weekdays {
            if word.ends_with("day") {
                set(format!("{word}s"), &|entry| {
                    entry.weekday = Some(weekday);
                    entry.plural = true;
                });
            }
            set(word, &|entry| entry.weekday = Some(weekday));
        }
        for (word, season) in file.seasons {
            let season = keep(season);
            set(word, &|entry| entry.season = Some(season));
        }
        for (word, part) in file.parts_of_day {
            let part = keep(part);
            set(format!("{word}s"), &|entry| {
                entry.part = Some(part);
                entry.plural = true;
            });
            set(word, &|entry| entry.part = Some(part));
        }
        for (word, unit) in file.units {
            set(word, &|entry| entry.unit = Some(unit));
        }
        for (word, unit) in file.units_plural {
            set(word, &|entry| {
                entry.unit = Some(unit);
                entry.plural = true;
            });
        }
        for (word, number) in file.numbers {
            set(word, &|entry| entry.number = Some(number));
        }
        for (word, ordinal) in file.ordinals {
            set(word, &|entry| entry.ordinal = Some(ordinal));
        }
        for (word, decade) in file.decade_names {
            set(word, &|entry| entry.decade = Some(decade));
        }
        for (word, value) in file.recurring {
            let value = keep(value);
            set(word, &|entry| entry.recurring = Some(value));
        }
        for (value, phrases) in file.references {
            let value = keep(value);
            phrases.iter().for_each(|phrase| add(&mut lexicon.references, phrase, value));
        }
        for (phrases, meaning) in
            [(file.modifiers.approximate, Modifier::Approximate), (file.modifiers.parts, Modifier::Part)]
        {
            phrases.iter().for_each(|phrase| add(&mut lexicon.modifiers, phrase, meaning));
        }
        for entry in file.holidays {
            let fixed = entry.on.as_deref().and_then(|on| {
                let (month, day) = on.split_once('-')?;
                Some(Holiday::On(month.parse().ok()?, day.parse().ok()?))
            });
            let nth = entry.nth.map(|[n, weekday, month]| Holiday::Nth(n, weekday, month));
            if let Some(holiday) = fixed.or(nth).or(entry.easter.map(Holiday::Easter)) {
                entry.names.iter().for_each(|name| add(&mut lexicon.holidays, name, holiday));
            }
        }
        lexicon.ahead = file.tense.ahead;
        lexicon.scheduling = file.tense.scheduling;
        lexicon
    }

    /// Returns what a lower-case word can mean.
    pub(super) fn word(&self, lower: &str) -> Word {
        self.words.get(lower).copied().unwrap_or_default()
    }
}

/// Adds a phrase under its first word, the longest first. Phrases are split the way texts are: into words and signs.
fn add<T: Copy>(table: &mut FxHashMap<String, Vec<Phrase<T>>>, phrase: &str, meaning: T) {
    let mut words = split(phrase).into_iter();
    let Some(first) = words.next() else { return };
    let phrases = table.entry(first).or_default();
    phrases.push(Phrase { rest: words.collect(), meaning });
    phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.rest.len()));
}

fn split(phrase: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for piece in phrase.split_whitespace() {
        let mut word = String::new();
        for c in piece.chars() {
            if c.is_alphanumeric() {
                word.push(c);
                continue;
            }
            if !word.is_empty() {
                words.push(std::mem::take(&mut word));
            }
            words.push(c.to_string());
        }
        if !word.is_empty() {
            words.push(word);
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_file_is_valid() {
        let file: File =
            toml::from_str(include_str!("../../../../data/times.toml")).expect("data/times.toml");
        let n_holidays = file.holidays.len();
        let lexicon = Lexicon::build(file);
        let distinct: usize = lexicon.holidays.values().map(Vec::len).sum();
        assert!(n_holidays <= distinct);
        assert_eq!(lexicon.word("sept").month, Some(9));
        assert_eq!(lexicon.word("second").ordinal, Some(2));
        assert_eq!(lexicon.word("second").unit, Some(Unit::Second));
    }

    #[test]
    fn phrases_split_like_texts() {
        assert_eq!(split("new year's day"), ["new", "year", "'", "s", "day"]);
    }
}
