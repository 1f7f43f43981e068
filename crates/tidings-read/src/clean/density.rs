//! Where the article stands in the dump of a whole page: menus before it, lists of other pieces after it.
//!
//! Without mark-up a menu shows as a run of short lines without punctuation, an article as a run of sentences.
//! The article is the run of lines with the greatest sum, a sentence counting its words and another line against
//! it: the maximum-sum segment, as in J. Bentley, Programming Pearls, 1984, column 7. That sentences are dense in
//! an article follows C. Kohlschütter et al., "Boilerplate Detection using Shallow Text Features", WSDM 2010.

use std::ops::Range;

use super::Layout;
use crate::words::{count_words, ends_sentence};

/// A line of at least so many words that ends a sentence is an article's; a label with a full stop is shorter.
const SENTENCE_WORDS: usize = 8;
/// A line of so many words is an article's, whatever its punctuation.
const LONG_WORDS: usize = 25;
/// The least that any other line counts against the article. 2 to 10 tried on page dumps: higher is more precise
/// and loses lists within the article.
const MIN_PENALTY: i64 = 3;
/// A text is the dump of a page where it has so many lines that are no sentences, and they are this share of it.
const MIN_SHORT_LINES: usize = 15;
const SHORT_SHARE: f64 = 0.35;
/// A run with a smaller sum may be a notice at the foot of the page; then nothing is cut. 60 to 150 tried.
const MIN_SUM: i64 = 150;

/// Returns the lines of the article where the text is the dump of a whole page, as indexes into the layout's lines.
pub(crate) fn find_article(layout: &Layout<'_>) -> Option<Range<usize>> {
    let kept = layout.kept_lines();
    let worth: Vec<i64> = kept.iter().map(|&index| line_worth(&layout.lines[index].text)).collect();
    let n_short = worth.iter().filter(|worth| **worth < 0).count();
    if n_short < MIN_SHORT_LINES || (n_short as f64) < SHORT_SHARE * worth.len() as f64 {
        return None;
    }
    let (mut best, mut best_range, mut sum, mut start) = (0, 0..0, 0, 0);
    for (at, worth) in worth.iter().enumerate() {
        if sum <= 0 {
            (sum, start) = (0, at);
        }
        sum += worth;
        if sum > best {
            (best, best_range) = (sum, start..at + 1);
        }
    }
    let first = *kept.get(best_range.start)?;
    let last = *kept.get(best_range.end.checked_sub(1)?)?;
    (best >= MIN_SUM).then_some(first..last + 1)
}

fn line_worth(line: &str) -> i64 {
    // Scripts without spaces: three characters stand for a word.
    let n_ideographs = line
        .chars()
        .filter(|c| matches!(c, '\u{3040}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}'))
        .count();
    let n_words = count_words(line).max(n_ideographs / 3);
    let is_sentence = n_words >= SENTENCE_WORDS && ends_sentence(line);
    let worth = n_words as i64;
    if is_sentence || n_words >= LONG_WORDS { worth } else { -worth.max(MIN_PENALTY) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_article_of_a_dump_is_its_run_of_sentences() {
        let menu = "Home\nWorld news\nSport\nWeather\nHarbour traffic\n".repeat(4);
        let sentence =
            "The ferry sank off Eastport on Monday night, the harbour master told reporters on the quay.";
        let article = [sentence; 12].join("\n");
        let dump = format!("{menu}{article}\nA crosshead\n{article}\n{menu}");
        let layout = Layout::new(&dump, false);
        assert_eq!(find_article(&layout), Some(20..45));
    }

    #[test]
    fn a_text_without_menus_is_left_alone() {
        let sentence =
            "The ferry sank off Eastport on Monday night, the harbour master told reporters on the quay.";
        assert_eq!(find_article(&Layout::new(&[sentence; 30].join("\n"), false)), None);
        assert_eq!(find_article(&Layout::new(&"Home\nSport\n".repeat(30), false)), None);
    }
}
