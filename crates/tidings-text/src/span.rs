//! Positions in a text, and the bridge between bytes and code points.

use std::fmt;
use std::ops::Range;

/// A stretch of a text, in UTF-8 bytes, end exclusive.
///
/// Invariant: `start <= end`, and both lie on character boundaries of the text they were made for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// Returns the span from byte `start` to byte `end`, end exclusive.
    ///
    /// ```
    /// use tidings_text::Span;
    /// assert_eq!(Span::new(0, 4).of("Kyiv’s"), "Kyiv");
    /// ```
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end, "a span ends before it starts");
        Self { start: start as u32, end: end as u32 }
    }

    /// Returns the words of `text` that the span covers; empty where it does not fit the text.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }

    /// Returns the span as a range of byte indexes.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Returns the length in bytes.
    #[must_use]
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Says whether the span covers nothing.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Says whether the two spans share at least one byte.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Says whether `other` lies wholly within this span.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Says whether the byte `at` lies within the span.
    #[must_use]
    pub fn contains_byte(self, at: u32) -> bool {
        self.start <= at && at < self.end
    }

    /// Returns the smallest span that covers both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

/// The bridge between the bytes and the code points of one text.
///
/// Holds one checkpoint every 64 code points, so memory is a small part of the text's and a look-up reads at
/// most 64 characters. A text of ASCII alone holds none.
#[derive(Debug, Clone)]
pub struct CodePoints<'t> {
    text: &'t str,
    /// Byte offset of code point `64 * i`; empty where the text is ASCII.
    checkpoints: Vec<u32>,
}

const STRIDE: usize = 64;

impl<'t> CodePoints<'t> {
    /// Reads `text` once and returns its bridge.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let checkpoints = if text.is_ascii() {
            Vec::new()
        } else {
            text.char_indices().step_by(STRIDE).map(|(byte, _)| byte as u32).collect()
        };
        Self { text, checkpoints }
    }

    /// Returns the number of code points before the byte offset `byte`.
    ///
    /// An offset past the end counts as the end; one inside a character counts as that character's start.
    #[must_use]
    pub fn code_point(&self, byte: usize) -> usize {
        let byte = byte.min(self.text.len());
        if self.checkpoints.is_empty() {
            return byte;
        }
        let block = self.checkpoints.partition_point(|&start| start as usize <= byte).max(1) - 1;
        let start = self.checkpoints[block] as usize;
        let within =
            self.text[start..].char_indices().take_while(|(at, c)| start + at + c.len_utf8() <= byte);
        block * STRIDE + within.count()
    }

    /// Returns the byte offset of code point `code_point`; past the end it is the text's length.
    #[must_use]
    pub fn byte(&self, code_point: usize) -> usize {
        if self.checkpoints.is_empty() {
            return code_point.min(self.text.len());
        }
        let Some(&start) = self.checkpoints.get(code_point / STRIDE) else {
            return self.text.len();
        };
        let rest = &self.text[start as usize..];
        rest.char_indices().nth(code_point % STRIDE).map_or(self.text.len(), |(at, _)| start as usize + at)
    }

    /// Returns a byte span's start and end in code points.
    #[must_use]
    pub fn range(&self, span: Span) -> [usize; 2] {
        [self.code_point(span.start as usize), self.code_point(span.end as usize)]
    }

    /// Returns the byte span of a code point range; `None` where the range is reversed.
    #[must_use]
    pub fn span(&self, [start, end]: [usize; 2]) -> Option<Span> {
        (start <= end).then(|| Span::new(self.byte(start), self.byte(end)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) {
        let points = CodePoints::new(text);
        for (count, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(points.code_point(byte), count, "byte {byte} of {text:?}");
            assert_eq!(points.byte(count), byte, "code point {count} of {text:?}");
        }
        assert_eq!(points.code_point(text.len()), text.chars().count());
        assert_eq!(points.byte(text.chars().count()), text.len());
        assert_eq!(points.byte(usize::MAX), text.len());
    }

    #[test]
    fn bytes_and_code_points_agree_with_char_indices() {
        check("");
        check("plain");
        check("é");
        check(&"Київ — ‘the North’ 🇰🇵 ".repeat(40));
        check(&format!("{}é{}", "a".repeat(63), "b".repeat(65)));
    }

    #[test]
    fn a_byte_inside_a_character_counts_as_its_start() {
        assert_eq!(CodePoints::new("aé").code_point(2), 1);
    }

    #[test]
    fn a_span_that_does_not_fit_the_text_covers_nothing() {
        assert_eq!(Span::new(1, 2).of("é"), "");
        assert_eq!(Span::new(4, 9).of("abc"), "");
    }
}
