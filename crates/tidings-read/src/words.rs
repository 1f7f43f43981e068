//! The phrases of `data/reading.toml`, ready to be looked up.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
use std::sync::LazyLock;

use serde::Deserialize;

/// What is known about the lines around an article.
#[derive(Debug, Deserialize)]
pub(crate) struct Words {
    pub(crate) spam: Spam,
    pub(crate) read_also: ReadAlso,
    pub(crate) widget: Widget,
    pub(crate) copyright: Copyright,
    pub(crate) image: Image,
    pub(crate) footer: Footer,
    pub(crate) byline: Byline,
    #[serde(rename = "agency")]
    agencies: Vec<Agency>,
    pub(crate) credit: Credit,
    pub(crate) dates: Dates,
    pub(crate) dateline: Dateline,
    pub(crate) page: Page,
    pub(crate) files: Files,
    /// Every form of an agency's name, to the name that is kept.
    #[serde(skip)]
    pub(crate) agency_names: BTreeMap<String, String>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Spam {
    pub(crate) words: BTreeSet<String>,
    pub(crate) telling: BTreeSet<String>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct ReadAlso {
    pub(crate) labels: Vec<String>,
    pub(crate) with_colon: BTreeSet<String>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Widget {
    pub(crate) lines: BTreeSet<String>,
    pub(crate) openings: Vec<String>,
    pub(crate) short_openings: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Copyright {
    pub(crate) phrases: Vec<String>,
    pub(crate) openings: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Image {
    pub(crate) in_brackets: Vec<String>,
    pub(crate) openings: Vec<String>,
    pub(crate) agencies: BTreeSet<String>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Footer {
    pub(crate) outlet_words: BTreeSet<String>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Byline {
    pub(crate) openings: Vec<String>,
    pub(crate) roles: Vec<String>,
    pub(crate) no_names: BTreeSet<String>,
}

#[derive(Debug, Deserialize)]
struct Agency {
    name: String,
    forms: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Credit {
    pub(crate) openings: Vec<String>,
    pub(crate) closings: Vec<String>,
    pub(crate) feeds: Vec<String>,
    pub(crate) generic: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Dates {
    pub(crate) months: Vec<Vec<String>>,
    pub(crate) line_words: BTreeSet<String>,
    pub(crate) zones: BTreeMap<String, i32>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Dateline {
    pub(crate) no_places: BTreeSet<String>,
    pub(crate) cities: BTreeSet<String>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Page {
    pub(crate) foreign: BTreeSet<String>,
    pub(crate) surely_foreign: BTreeSet<String>,
    pub(crate) picture: BTreeSet<String>,
    pub(crate) post: BTreeSet<String>,
    pub(crate) foreign_tags: BTreeSet<String>,
    pub(crate) unseen: BTreeSet<String>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Files {
    pub(crate) skipped: BTreeSet<String>,
}

/// The built-in phrases. A test proves that they are well formed.
pub(crate) static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut words: Words =
        toml::from_str(include_str!("../../../data/reading.toml")).expect("data/reading.toml is well formed");
    for agency in &words.agencies {
        for form in agency.forms.iter().chain([&agency.name]) {
            words.agency_names.insert(form.clone(), agency.name.clone());
        }
    }
    // The longest phrase first, so that a longer label is not taken for a shorter one and a rest.
    for phrases in [
        &mut words.read_also.labels,
        &mut words.byline.openings,
        &mut words.byline.roles,
        &mut words.credit.openings,
        &mut words.credit.generic,
    ] {
        phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
    }
    words
});

/// Returns `line` in lower case, with white space collapsed, straight apostrophes, and without leading bullets.
pub(crate) fn normal(line: &str) -> String {
    let mut normal = String::with_capacity(line.len());
    for word in line.split(is_blank).filter(|word| !word.is_empty()) {
        if normal.is_empty() {
            if !word.chars().any(|c| c.is_alphanumeric() || "©®([#@".contains(c)) {
                continue;
            }
        } else {
            normal.push(' ');
        }
        normal.extend(
            word.chars()
                .flat_map(char::to_lowercase)
                .map(|c| if matches!(c, '’' | '‘' | 'ʼ') { '\'' } else { c }),
        );
    }
    normal
        .trim_start_matches(['•', '*', '-', '–', '—', '>', '»', '|', '▶', '►', '·', '"'])
        .trim_start()
        .to_owned()
}

/// Says whether a character stands for white space or for nothing: spaces of all kinds, zero-width characters.
pub(crate) fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

/// Returns the number of words, where a word holds a letter or digit.
pub(crate) fn count_words(line: &str) -> usize {
    line.split(is_blank).filter(|word| word.chars().any(char::is_alphanumeric)).count()
}

/// Says whether a sentence ends here: final punctuation, closing quotes and brackets aside.
pub(crate) fn ends_sentence(line: &str) -> bool {
    let end =
        line.trim_end_matches(|c: char| is_blank(c) || matches!(c, '"' | '”' | '’' | '\'' | '»' | ')' | ']'));
    end.ends_with(['.', '!', '?', '…', '。', '！', '？', '।', '؟', ';', ':', ','])
}

/// Returns the words in lower case, letters and digits alone: what two lines are compared by.
pub(crate) fn tokens(line: &str) -> Vec<String> {
    line.split(|c: char| !c.is_alphanumeric())
        .filter(|token| !token.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// Returns the words of [`tokens`] hashed, the same in every run.
pub(crate) fn hash_words(line: &str) -> Vec<u64> {
    let hasher = BuildHasherDefault::<DefaultHasher>::default();
    tokens(line).iter().map(|token| hasher.hash_one(token)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_well_formed() {
        assert_eq!(WORDS.dates.months.len(), 12);
        assert_eq!(WORDS.agency_names.get("Thomson Reuters").map(String::as_str), Some("Reuters"));
        let lower =
            |phrase: &String| *phrase == normal(phrase) || phrase.starts_with(|c: char| !c.is_alphanumeric());
        for phrase in WORDS.read_also.labels.iter().chain(&WORDS.widget.openings).chain(&WORDS.widget.lines) {
            assert!(lower(phrase), "{phrase} is not in the form that lines are compared in");
        }
    }

    #[test]
    fn normal_form_drops_bullets_and_case() {
        assert_eq!(normal("  •  Read\u{a0}More – It’s "), "read more – it's");
        assert_eq!(normal("--- |"), "");
    }
}
