//! Numbers with their bounds: "three", "at least 12", "more than 100", "100 to 300", "dozens", "no more than 50".

use jiff::civil::Date;
use tidings_nlp::Doc;

use super::lexicon::{Bound, lexicon};

/// Low and high of a number; `None` where open.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Count {
    pub low: Option<f64>,
    pub high: Option<f64>,
}

impl Count {
    pub(super) fn exact(value: f64) -> Self {
        Self { low: Some(value), high: Some(value) }
    }

    /// Returns the number that stands for the count where one is needed: the lower bound, else the upper.
    pub(super) fn stated(self) -> f64 {
        self.low.or(self.high).unwrap_or(0.0)
    }
}

/// A number and the tokens that write it, with its bound's words.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Number {
    pub count: Count,
    /// First token, the bound's words included.
    pub first: usize,
    /// One past the last token.
    pub end: usize,
    /// Whether it is "several", "dozens": no figure.
    pub vague: bool,
}

/// A doc with its words in lower case.
#[derive(Debug)]
pub(crate) struct Words<'d> {
    pub(crate) doc: &'d Doc,
    /// The text with its ASCII letters in lower case: the same byte offsets.
    lower: String,
    /// The year of publication.
    year: Option<i16>,
}

impl<'d> Words<'d> {
    pub(crate) fn new(doc: &'d Doc, published: Option<Date>) -> Self {
        Self { doc, lower: doc.text().to_ascii_lowercase(), year: published.map(Date::year) }
    }

    /// Says whether the word is a year before the last one: what happened then is no news.
    pub(super) fn background_year(&self, word: &str) -> bool {
        let written: Option<i16> = word.parse().ok();
        matches!((written, self.year), (Some(written), Some(year)) if (1900..year - 1).contains(&written))
    }

    /// Returns a token's words in lower case; empty past the end.
    pub(crate) fn text(&self, token: usize) -> &str {
        self.doc.tokens().get(token).map_or("", |token| token.span.of(&self.lower))
    }

    /// Says whether the token is one of `words`.
    pub(super) fn any(&self, token: usize, words: &[&str]) -> bool {
        words.contains(&self.text(token))
    }

    /// Says whether the token is in a list of the lexicon.
    pub(super) fn in_list(&self, token: usize, words: &[String]) -> bool {
        words.iter().any(|word| word == self.text(token))
    }

    fn simple(&self, token: usize) -> Option<f64> {
        let text = self.text(token);
        if text.starts_with(|c: char| c.is_ascii_digit()) {
            return figures(text);
        }
        lexicon().numbers.get(text).copied()
    }

    /// Reads the number whose first token is `first`, with the bound before it and a range after it.
    pub(super) fn number(&self, first: usize) -> Option<Number> {
        let text = self.text(first);
        if text.is_empty() {
            return None;
        }
        if let Some(&(low, high)) = lexicon().vague.get(text) {
            let article = usize::from(first > 0 && self.text(first - 1) == "a");
            // "few" alone denies; "a few" counts.
            if text == "few" && article == 0 || text == "many" && first > 0 && self.text(first - 1) == "how" {
                return None;
            }
            let scale = if text == "dozen" { self.scale_before(first) } else { None };
            let (low, high, first) = match scale {
                Some((scale, start)) => (low * scale, high.map(|high| high * scale), start),
                None => (low, high, first - article),
            };
            let end = first + 1 + article;
            return Some(self.bounded(Count { low: Some(low), high }, first, end, true));
        }
        let (value, mut end) = self.cardinal(first)?;
        let mut count = Count::exact(value);
        if self.any(end, &["to", "or", "-", "–"])
            && let Some((upper, upper_end)) = self.cardinal(end + 1).filter(|&(upper, _)| upper > value)
        {
            count.high = Some(upper);
            end = upper_end;
        }
        Some(self.bounded(count, first, end, false))
    }

    /// "two dozen".
    fn scale_before(&self, at: usize) -> Option<(f64, usize)> {
        let before = at.checked_sub(1)?;
        Some((self.simple(before)?, before))
    }

    /// Reads a number in words or figures, without bounds; returns it and one past its last token.
    pub(crate) fn cardinal(&self, first: usize) -> Option<(f64, usize)> {
        let mut value = self.simple(first)?;
        let mut total = 0.0;
        let mut end = first + 1;
        loop {
            let hyphen = usize::from(self.text(end) == "-");
            match self.simple(end + hyphen) {
                // "twenty-five"
                Some(ones) if ones < 10.0 && (20.0..100.0).contains(&value) && value % 10.0 == 0.0 => {
                    value += ones
                }
                Some(100.0) if hyphen == 0 && value < 100.0 => value *= 100.0,
                Some(scale)
                    if hyphen == 0
                        && scale >= 1000.0
                        && !self.text(end).starts_with(|c: char| c.is_ascii_digit()) =>
                {
                    total += value * scale;
                    value = 0.0;
                }
                _ if self.text(end) == "dozen" && value < 100.0 => value *= 12.0,
                _ if self.text(end) == "and" && value >= 100.0 && value % 100.0 == 0.0 => {
                    let Some(rest) = self.simple(end + 1).filter(|&rest| rest < 100.0) else { break };
                    if self.text(end + 1).starts_with(|c: char| c.is_ascii_digit()) {
                        break;
                    }
                    value += rest;
                    end += 1;
                }
                _ => break,
            }
            end += 1 + hyphen;
        }
        Some((total + value, end))
    }

    /// Returns the first token of the words that bound the number at `first`, and the bound.
    pub(crate) fn bound_before(&self, first: usize) -> Option<(usize, Bound)> {
        lexicon().bounds.iter().find_map(|(words, bound)| {
            let start = first.checked_sub(words.len())?;
            let all = words.iter().enumerate().all(|(offset, word)| self.text(start + offset) == word);
            all.then_some((start, *bound))
        })
    }

    fn bounded(&self, count: Count, first: usize, end: usize, vague: bool) -> Number {
        if let Some((start, bound)) = self.bound_before(first) {
            let count = match bound {
                Bound::AtLeast => Count { low: count.low, high: None },
                // What is counted whole is more than 100 from 101 on.
                Bound::MoreThan => Count { low: count.low.map(|low| low + 1.0), high: None },
                Bound::AtMost => Count { low: None, high: count.high },
                Bound::LessThan => Count { low: None, high: count.high.map(|high| high - 1.0) },
            };
            return Number { count, first: start, end, vague };
        }
        // "or more", "or fewer"
        let after = (self.text(end), self.text(end + 1));
        match after {
            ("or", "more") => {
                Number { count: Count { low: count.low, high: None }, first, end: end + 2, vague }
            }
            ("or", "fewer" | "less") => {
                Number { count: Count { low: None, high: count.high }, first, end: end + 2, vague }
            }
            _ => Number { count, first, end, vague },
        }
    }
}

/// Reads "1,200", "3.5", "12".
fn figures(text: &str) -> Option<f64> {
    let well_formed = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b',' || byte == b'.');
    if !well_formed || text.len() > 15 {
        return None;
    }
    text.replace(',', "").parse().ok()
}
