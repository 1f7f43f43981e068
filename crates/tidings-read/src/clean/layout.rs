//! A text as lines, each made of stretches of the original that are kept or cut.

use tidings_text::{Cut, CutReason, Span};

use crate::words::is_blank;

/// A stretch of the original, kept or cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stretch {
    span: Span,
    cut: Option<CutReason>,
}

/// One line, or one paragraph that was broken over several lines.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    stretches: Vec<Stretch>,
    /// What is kept of it, stretches joined by a space.
    pub(crate) text: String,
}

/// A text as lines. Every character of the original that is not white space belongs to exactly one stretch.
#[derive(Debug, Clone)]
pub(crate) struct Layout<'o> {
    original: &'o str,
    pub(crate) lines: Vec<Line>,
}

/// What is left after cleaning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cleaned {
    /// The kept lines, joined by line breaks.
    pub(crate) text: String,
    /// Stretches of the text, and where each begins in the original.
    pub(crate) map: Vec<(Span, u32)>,
    /// What was cut, in order.
    pub(crate) cut: Vec<Cut>,
}

/// A text counts as broken over lines (by a mail program or a terminal) where no line is longer than this, in
/// characters, and most lines of its blocks end within a sentence.
const WRAP_WIDTH: usize = 100;

impl Line {
    /// Says whether something of the line is kept.
    pub(crate) fn is_kept(&self) -> bool {
        !self.text.is_empty()
    }

    /// Cuts what is kept of the line.
    pub(crate) fn cut(&mut self, reason: CutReason) {
        for stretch in &mut self.stretches {
            stretch.cut.get_or_insert(reason);
        }
        self.text.clear();
    }
}

impl<'o> Layout<'o> {
    /// Splits `original` at line breaks; with `unwrap`, paragraphs broken over several lines become one line.
    pub(crate) fn new(original: &'o str, unwrap: bool) -> Self {
        let mut blocks: Vec<Vec<Span>> = vec![Vec::new()];
        let mut at = 0;
        for raw in original.split_inclusive(['\n', '\r', '\u{2028}', '\u{2029}', '\u{85}']) {
            let trimmed = raw.trim_matches(is_blank);
            if trimmed.is_empty() {
                // A carriage return and its line feed are one break.
                if raw != "\n" || !original[..at].ends_with('\r') {
                    blocks.push(Vec::new());
                }
            } else {
                let start = at + (raw.len() - raw.trim_start_matches(is_blank).len());
                if let Some(block) = blocks.last_mut() {
                    block.push(Span::new(start, start + trimmed.len()));
                }
            }
            at += raw.len();
        }
        let is_wrapped = unwrap && is_wrapped(original, &blocks);
        let mut layout = Self { original, lines: Vec::new() };
        for block in blocks {
            let mut open: Vec<Span> = Vec::new();
            for span in block {
                let continues = is_wrapped
                    && open.last().is_some_and(|last| continues(last.of(original), span.of(original)));
                if !continues && !open.is_empty() {
                    layout.push(std::mem::take(&mut open));
                }
                open.push(span);
            }
            if !open.is_empty() {
                layout.push(open);
            }
        }
        layout
    }

    fn push(&mut self, spans: Vec<Span>) {
        let stretches = spans.into_iter().map(|span| Stretch { span, cut: None }).collect();
        let mut line = Line { stretches, text: String::new() };
        line.text = self.kept(&line);
        self.lines.push(line);
    }

    fn kept(&self, line: &Line) -> String {
        let kept = line.stretches.iter().filter(|stretch| stretch.cut.is_none());
        kept.map(|stretch| stretch.span.of(self.original)).collect::<Vec<_>>().join(" ")
    }

    /// Returns the indexes of lines of which something is kept.
    pub(crate) fn kept_lines(&self) -> Vec<usize> {
        (0..self.lines.len()).filter(|&index| self.lines[index].is_kept()).collect()
    }

    /// Cuts the first `n_bytes` of what is kept of a line, where these lie within its first kept stretch.
    pub(crate) fn cut_start(&mut self, index: usize, n_bytes: usize, reason: CutReason) {
        let original = self.original;
        let Some(line) = self.lines.get_mut(index) else { return };
        let Some(first) = line.stretches.iter().position(|stretch| stretch.cut.is_none()) else { return };
        let span = line.stretches[first].span;
        if n_bytes == 0 || n_bytes > span.len() || span.of(original).get(..n_bytes).is_none() {
            return;
        }
        let at = span.start as usize + n_bytes;
        let rest = original.get(at..span.end as usize).unwrap_or_default();
        let rest_start = at + (rest.len() - rest.trim_start_matches(is_blank).len());
        line.stretches[first] =
            Stretch { span: trim(original, Span::new(span.start as usize, at)), cut: Some(reason) };
        if rest_start < span.end as usize {
            let rest = Stretch { span: Span::new(rest_start, span.end as usize), cut: None };
            line.stretches.insert(first + 1, rest);
        }
        self.refresh(index);
    }

    /// Cuts what is kept of a line from byte `at` of its kept text on, where that lies within its last kept
    /// stretch.
    pub(crate) fn cut_end(&mut self, index: usize, at: usize, reason: CutReason) {
        let original = self.original;
        let Some(line) = self.lines.get_mut(index) else { return };
        let n_bytes = line.text.len().saturating_sub(at);
        let Some(last) = line.stretches.iter().rposition(|stretch| stretch.cut.is_none()) else { return };
        let span = line.stretches[last].span;
        if n_bytes == 0 || n_bytes > span.len() {
            return;
        }
        let split = span.end as usize - n_bytes;
        let Some(kept) = original.get(span.start as usize..split) else { return };
        let kept = kept.trim_end_matches(is_blank);
        let tail = Stretch { span: trim(original, Span::new(split, span.end as usize)), cut: Some(reason) };
        if kept.is_empty() {
            line.stretches[last] = tail;
        } else {
            line.stretches[last].span = Span::new(span.start as usize, span.start as usize + kept.len());
            line.stretches.insert(last + 1, tail);
        }
        self.refresh(index);
    }

    fn refresh(&mut self, index: usize) {
        let text = self.kept(&self.lines[index]);
        self.lines[index].text = text;
    }

    /// Returns the kept text with its map, and what was cut.
    pub(crate) fn finish(&self) -> Cleaned {
        let mut cleaned = Cleaned { text: String::new(), map: Vec::new(), cut: Vec::new() };
        for line in &self.lines {
            let mut joint = "\n";
            for stretch in &line.stretches {
                let words = stretch.span.of(self.original);
                match stretch.cut {
                    Some(reason) => cleaned.cut.push(Cut { text: words.to_owned(), reason }),
                    None => {
                        if !cleaned.text.is_empty() {
                            cleaned.text.push_str(joint);
                        }
                        joint = " ";
                        let start = cleaned.text.len();
                        cleaned.text.push_str(words);
                        cleaned.map.push((Span::new(start, cleaned.text.len()), stretch.span.start));
                    }
                }
            }
        }
        cleaned
    }
}

fn trim(original: &str, span: Span) -> Span {
    let words = span.of(original);
    let start = span.start as usize + (words.len() - words.trim_start_matches(is_blank).len());
    Span::new(start, start + words.trim_matches(is_blank).len())
}

/// Says whether the text was broken over lines of a fixed width.
fn is_wrapped(original: &str, blocks: &[Vec<Span>]) -> bool {
    let (mut n_inner, mut n_open) = (0_usize, 0_usize);
    for span in blocks.iter().flatten() {
        if span.of(original).chars().take(WRAP_WIDTH + 1).count() > WRAP_WIDTH {
            return false;
        }
    }
    for pair in blocks.iter().flat_map(|block| block.windows(2)) {
        n_inner += 1;
        n_open += usize::from(continues(pair[0].of(original), pair[1].of(original)));
    }
    n_inner >= 4 && n_open * 10 >= n_inner * 7
}

/// Says whether a paragraph goes on from one line to the next: the line is long, and ends within a sentence or
/// the next starts in lower case, or it is filled to the usual width.
fn continues(line: &str, next: &str) -> bool {
    let n_chars = line.chars().count();
    if n_chars < 45 {
        return false;
    }
    let ends_within = !line.ends_with(['.', '!', '?', '"', '”', ':']);
    ends_within || next.starts_with(char::is_lowercase) || n_chars >= 65
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(original: &str, unwrap: bool, expected: &[&str]) {
        let layout = Layout::new(original, unwrap);
        let lines: Vec<&str> = layout.lines.iter().map(|line| line.text.as_str()).collect();
        assert_eq!(lines, expected);
        let cleaned = layout.finish();
        for (span, start) in cleaned.map {
            let at = start as usize;
            assert_eq!(span.of(&cleaned.text), &original[at..at + span.len()]);
        }
    }

    #[test]
    fn lines_end_at_any_break() {
        check(
            "\u{feff}One.\r\nTwo.\r\n\r\n \u{a0} \nThree.\u{2028}Four.",
            true,
            &["One.", "Two.", "Three.", "Four."],
        );
        check("", true, &[]);
    }

    #[test]
    fn a_text_of_fixed_width_becomes_paragraphs() {
        let mail = "The harbour master of Eastport said on Tuesday that the\nferry had left the quay with its bow doors open, and that\nnobody on board had told the bridge about it in time.\n\nThe company that runs the line did not answer questions on\nthe matter, but promised to look into what had happened on\nthe night of the accident, and to report on it in a week.";
        let layout = Layout::new(mail, true);
        assert_eq!(layout.lines.len(), 2);
        assert!(layout.lines[0].text.contains("that the ferry had left"));
        assert_eq!(Layout::new(mail, false).lines.len(), 6);
    }

    #[test]
    fn a_line_is_cut_from_either_end() {
        let original = "[Desk] Words stay. (Agency)";
        let mut layout = Layout::new(original, false);
        layout.cut_start(0, 6, CutReason::Metadata);
        assert_eq!(layout.lines[0].text, "Words stay. (Agency)");
        layout.cut_end(0, 12, CutReason::ImageCredit);
        let cleaned = layout.finish();
        assert_eq!(cleaned.text, "Words stay.");
        assert_eq!(cleaned.map, [(Span::new(0, 11), 7)]);
        let cut: Vec<&str> = cleaned.cut.iter().map(|cut| cut.text.as_str()).collect();
        assert_eq!(cut, ["[Desk]", "(Agency)"]);
    }
}
