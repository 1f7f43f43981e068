//! The words of furniture, from `data/layout.toml`.

use std::sync::LazyLock;

/// The lists of `data/layout.toml`, each entry as its words in lower case.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    /// Pairs of words that label a picture.
    pub(super) labels: Vec<Vec<String>>,
    /// Phrases of players and galleries; `#` stands for a number.
    pub(super) phrases: Vec<Vec<String>>,
    /// Words of buttons.
    pub(super) buttons: Vec<String>,
    /// Names that pictures are credited to, the longest first.
    pub(super) credits: Vec<Vec<String>>,
    /// Words that go on with a credit.
    pub(super) credit_tails: Vec<String>,
}

#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    labels: Vec<String>,
    phrases: Vec<String>,
    buttons: Vec<String>,
    credits: Vec<String>,
    credit_tails: Vec<String>,
}

/// Returns the lists that ship with the program; empty ones where the file is damaged, which a test excludes.
pub(super) fn lexicon() -> &'static Lexicon {
    static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
        let file: Option<File> = toml::from_str(include_str!("../../../../data/layout.toml")).ok();
        let Some(file) = file else { return Lexicon::default() };
        // The longest first: "getty images" before "getty".
        let phrases = |entries: Vec<String>| {
            let mut found: Vec<Vec<String>> =
                entries.iter().map(|entry| entry.split_whitespace().map(str::to_owned).collect()).collect();
            found.sort_by_key(|words: &Vec<String>| std::cmp::Reverse(words.len()));
            found
        };
        Lexicon {
            labels: phrases(file.labels),
            phrases: phrases(file.phrases),
            buttons: file.buttons,
            credits: phrases(file.credits),
            credit_tails: file.credit_tails,
        }
    });
    &LEXICON
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_valid() {
        let file: File =
            toml::from_str(include_str!("../../../../data/layout.toml")).expect("data/layout.toml");
        assert!(file.labels.iter().all(|label| label.split_whitespace().count() == 2));
        assert!(!lexicon().phrases.is_empty());
    }
}
