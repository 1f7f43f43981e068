//! Quotations: the stretches between quotation marks, found so that an odd mark never loses a document.
//!
//! Marks are paired within a paragraph. A paragraph that opens a quotation and does not close it runs on into
//! the next where that one opens with a mark again (the usual convention for speech of several paragraphs);
//! a stray mark in the middle of a paragraph reaches its end at most.

use std::ops::Range;

use tidings_nlp::Doc;
use tidings_text::Span;

/// A stretch between quotation marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Quotation {
    /// Its tokens, marks included.
    pub(crate) tokens: Range<usize>,
    /// Whether it runs on into the next paragraph.
    pub(crate) runs_on: bool,
    /// How many tokens are words.
    pub(crate) n_words: usize,
}

/// The quotations of a doc, in text order, without overlap.
#[derive(Debug, Default)]
pub(crate) struct Quotations {
    all: Vec<Quotation>,
    /// For each token, one more than its quotation's index; 0 outside.
    of: Vec<u32>,
}

impl Quotations {
    /// Finds the quotations of a doc.
    pub(crate) fn find(doc: &Doc) -> Self {
        let mut all: Vec<Quotation> = Vec::new();
        for (span, runs_on) in pair_marks(doc.text()) {
            let mut tokens = doc.tokens_in(span);
            if let Some(last) = all.last() {
                tokens.start = tokens.start.max(last.tokens.end);
            }
            while tokens.end > tokens.start && doc.word(tokens.end - 1).trim().is_empty() {
                tokens.end -= 1;
            }
            let is_word = |token: &usize| doc.word(*token).chars().any(char::is_alphanumeric);
            let n_words = tokens.clone().filter(is_word).count();
            if n_words > 0 {
                all.push(Quotation { tokens, runs_on, n_words });
            }
        }
        let mut of = vec![0; doc.len()];
        for (index, quotation) in all.iter().enumerate() {
            for token in quotation.tokens.clone() {
                of[token] = index as u32 + 1;
            }
        }
        Self { all, of }
    }

    /// Returns the index of the quotation that a token stands in.
    pub(crate) fn of(&self, token: usize) -> Option<usize> {
        self.of.get(token).and_then(|&index| (index as usize).checked_sub(1))
    }

    /// Returns all quotations.
    pub(crate) fn all(&self) -> &[Quotation] {
        &self.all
    }

    /// Returns the last quotation that ends at or before `token`.
    pub(crate) fn before(&self, token: usize) -> Option<usize> {
        self.all.partition_point(|quotation| quotation.tokens.end <= token).checked_sub(1)
    }

    /// Returns the first quotation that starts at or after `token`.
    pub(crate) fn after(&self, token: usize) -> Option<usize> {
        let index = self.all.partition_point(|quotation| quotation.tokens.start < token);
        (index < self.all.len()).then_some(index)
    }
}

/// A paragraph with an open mark runs on only where the next one opens like this.
fn opens_with_mark(paragraph: &str) -> bool {
    let trimmed = paragraph.trim_start();
    trimmed.starts_with(['“', '"', '„', '«']) || trimmed.starts_with("''") || trimmed.starts_with("``")
}

/// Returns the byte spans between paired marks, marks included, and whether each runs on.
fn pair_marks(text: &str) -> Vec<(Span, bool)> {
    let mut found = Vec::new();
    let mut start = 0;
    let paragraphs: Vec<&str> = text.split_inclusive('\n').collect();
    for (index, paragraph) in paragraphs.iter().enumerate() {
        let next = paragraphs[index + 1..].iter().find(|next| !next.trim().is_empty());
        let next_opens = next.is_some_and(|next| opens_with_mark(next));
        pair_in_paragraph(paragraph, start, next_opens, &mut found);
        start += paragraph.len();
    }
    found
}

/// What an open mark closes with.
#[derive(Clone, Copy, PartialEq)]
enum Mark {
    Double,
    Single,
}

fn pair_in_paragraph(paragraph: &str, offset: usize, next_opens: bool, found: &mut Vec<(Span, bool)>) {
    let marks: Vec<(usize, char)> = paragraph.char_indices().collect();
    let at = |index: usize| marks.get(index).map(|&(_, c)| c);
    let mut open: Option<(Mark, usize)> = None;
    let mut index = 0;
    while let Some(&(byte, c)) = marks.get(index) {
        let before = index.checked_sub(1).and_then(at);
        // Two apostrophes or grave accents are one double mark.
        let doubled = matches!(c, '\'' | '`') && at(index + 1) == Some(c);
        let width = if doubled { 2 } else { 1 };
        let after = at(index + width);
        let end = marks.get(index + width).map_or(paragraph.len(), |&(byte, _)| byte);
        let after_gap = before.is_none_or(|c| c.is_whitespace() || "([{—–-/:“‘\"".contains(c));
        let before_word = after.is_some_and(|c| !c.is_whitespace());
        let is_double = doubled || matches!(c, '"' | '“' | '”' | '„' | '«' | '»');
        let is_straight_opening = c == '\'' && after_gap && after.is_some_and(char::is_alphabetic);
        if is_double {
            let must_open = matches!(c, '“' | '„' | '«');
            let must_close = matches!(c, '”' | '»');
            match open {
                Some((Mark::Double, start)) if must_close || !must_open => {
                    // A straight mark after a gap and before a word, in an open quotation, opens a new one.
                    if !must_close && after_gap && before_word && before.is_some_and(char::is_whitespace) {
                        found.push((Span::new(offset + start, offset + byte), false));
                        open = Some((Mark::Double, byte));
                    } else {
                        found.push((Span::new(offset + start, offset + end), false));
                        open = None;
                    }
                }
                Some((Mark::Double, start)) => {
                    found.push((Span::new(offset + start, offset + byte), false));
                    open = Some((Mark::Double, byte));
                }
                _ if must_close || !before_word => {}
                _ => open = Some((Mark::Double, byte)),
            }
        } else if open.is_none() && (c == '‘' && before_word || is_straight_opening) {
            open = Some((Mark::Single, byte));
        } else if let Some((Mark::Single, start)) = open
            && matches!(c, '’' | '\'')
            && !after.is_some_and(char::is_alphanumeric)
            && !after_gap
        {
            found.push((Span::new(offset + start, offset + end), false));
            open = None;
        }
        index += width;
    }
    if let Some((Mark::Double, start)) = open {
        let opens_paragraph = paragraph[..start].trim().is_empty();
        let end = paragraph.trim_end().len();
        if opens_paragraph || next_opens {
            found.push((Span::new(offset + start, offset + end), next_opens));
        } else {
            // A stray mark: to the end of its sentence, as far as full stops show it.
            let rest = &paragraph[start..end];
            let stop = rest.find(['.', '?', '!']).map_or(end, |stop| start + stop + 1);
            found.push((Span::new(offset + start, offset + stop), false));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found = pair_marks(text);
        let words: Vec<&str> = found.iter().map(|(span, _)| span.of(text)).collect();
        assert_eq!(words, expected, "in {text:?}");
    }

    #[test]
    fn marks_are_paired() {
        check("“We agree,” she said. “At last.”", &["“We agree,”", "“At last.”"]);
        check("\"We agree,\" she said. \"At last.\"", &["\"We agree,\"", "\"At last.\""]);
        check("''We agree,'' she said.", &["''We agree,''"]);
        check("He called it ‘a day’s work’ and left.", &["‘a day’s work’"]);
        check("He called it 'a fair deal' and left.", &["'a fair deal'"]);
        check("The ministers' plan isn't new.", &[]);
    }

    #[test]
    fn an_odd_mark_loses_nothing() {
        check("A stray \"mark here. Another sentence.", &["\"mark here."]);
        check("A stray mark\" here. “Fine,” he said.", &["“Fine,”"]);
        check("“One\n\n“Two,” he said.", &["“One", "“Two,”"]);
        check("“ \n“”\n\"", &["“”"]);
    }

    #[test]
    fn speech_runs_on_over_paragraphs() {
        let found = pair_marks("“One.\n\n“Two,” he said.");
        assert!(found[0].1 && !found[1].1);
    }
}
