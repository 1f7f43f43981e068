//! The words of a text as comparison sees them: folded, hashed, with their places and whether they are quoted.

use std::hash::Hasher;

use rustc_hash::FxHasher;
use tidings_text::Span;

use crate::knowledge;

/// A word of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Word {
    /// Its place, bytes.
    pub(crate) span: Span,
    /// Hash of its folded form.
    pub(crate) hash: u64,
    /// Whether it is a function word, which alone proves nothing.
    pub(crate) function: bool,
    /// Whether it opens with a capital or a digit.
    pub(crate) name_like: bool,
    /// Whether it opens a sentence, a line or a quotation, where a capital says nothing.
    pub(crate) opens_sentence: bool,
    /// Whether it stands between quotation marks.
    pub(crate) quoted: bool,
    /// The paragraph it stands in.
    pub(crate) paragraph: u32,
}

/// Splits a text into words: runs of letters and digits, with apostrophes, full stops and commas inside kept.
pub(crate) fn words(text: &str) -> Vec<Word> {
    let mut found = Vec::with_capacity(text.len() / 6);
    let mut quotes = Quotes::default();
    let mut paragraph = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if !c.is_alphanumeric() {
            if c == '\n' {
                paragraph += 1;
                quotes.close();
            } else {
                let after_word = start > 0 && !text[..start].ends_with([' ', '\n', '(', '[']);
                quotes.read(c, after_word);
            }
            continue;
        }
        let mut end = start + c.len_utf8();
        while let Some(&(at, next)) = chars.peek() {
            let after = text[at + next.len_utf8()..].chars().next();
            let inside = matches!(next, '\'' | '’' | '.' | ',') && after.is_some_and(char::is_alphanumeric);
            let joins = match next {
                '.' | ',' => inside && text[..at].ends_with(|c: char| c.is_ascii_digit()),
                _ => next.is_alphanumeric() || inside,
            };
            if !joins {
                break;
            }
            end = at + next.len_utf8();
            chars.next();
        }
        let word = &text[start..end];
        let folded = fold(word);
        found.push(Word {
            span: Span::new(start, end),
            hash: hash(&folded),
            function: is_function(&folded),
            name_like: c.is_uppercase() || c.is_numeric(),
            opens_sentence: !c.is_numeric() && opens_sentence(&text[..start]),
            quoted: quotes.open,
            paragraph,
        });
    }
    found
}

/// Says whether what follows `before` opens a sentence, a line or a quotation.
fn opens_sentence(before: &str) -> bool {
    let marks = before.trim_end_matches([' ', '(', '[']);
    marks.is_empty() || marks.ends_with(['.', '!', '?', ':', '\n', '"', '“', '‘', '«', '„', '—', '–'])
}

/// Returns a word's folded form: lower case, one kind of apostrophe, without a possessive ending.
pub(crate) fn fold(word: &str) -> String {
    let lower = word.to_lowercase().replace('’', "'");
    match lower.strip_suffix("'s") {
        Some(stem) => stem.to_owned(),
        None => lower,
    }
}

/// Returns a word's hash, the same in every run.
pub(crate) fn hash(word: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(word.as_bytes());
    hasher.finish()
}

/// Says whether a folded word is a function word, which stands in any text and alone proves nothing.
pub(crate) fn is_function(folded: &str) -> bool {
    knowledge::function_words().contains(folded)
}

/// Whether the reader stands between quotation marks. A paragraph's end closes them, so that one odd mark does
/// no harm beyond its paragraph.
#[derive(Debug, Default)]
struct Quotes {
    open: bool,
}

impl Quotes {
    fn read(&mut self, c: char, after_word: bool) {
        match c {
            '“' | '«' | '„' => self.open = true,
            '”' | '»' => self.open = false,
            '"' => self.open = !(self.open || after_word),
            _ => {}
        }
    }

    fn close(&mut self) {
        self.open = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = words(text).iter().map(|word| word.span.of(text)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn words_slice_back() {
        check(
            "Kyiv’s 1,200 men (the 2nd) don't go.",
            &["Kyiv’s", "1,200", "men", "the", "2nd", "don't", "go"],
        );
        check("", &[]);
        check("a.b 3.5 end.", &["a", "b", "3.5", "end"]);
    }

    fn check_quoted(text: &str, expected: &[&str]) {
        let found: Vec<&str> =
            words(text).iter().filter(|word| word.quoted).map(|word| word.span.of(text)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn quotation_marks_open_and_close() {
        check_quoted("He said \"we go\" and left.", &["we", "go"]);
        check_quoted("“We go,” he said.\n“No.", &["We", "go", "No"]);
        check_quoted("A 12\" disc\nand more", &[]);
    }
}
