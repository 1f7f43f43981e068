//! What stands twice in one report: a paragraph printed again, a pull quote, the headline at the end.

use std::collections::HashMap;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

use tidings_text::CutReason;

use super::Layout;
use crate::words::{hash_words, tokens};

/// A line of fewer words than this may stand twice by chance.
const MIN_WORDS: usize = 8;

/// How many other places of the same eight words are compared; bounds the work on texts that repeat themselves.
const MAX_PLACES: usize = 8;

/// What counts as repetition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Repeated {
    /// A line that stands in another, in whole or as a part.
    AnyPart,
    /// A line that stands twice as a whole; what stands more often is the page's structure (a question put to
    /// several people, the label of a list).
    WholeOnce,
}

/// Cuts lines whose words stand, in the same order, in another kept line: the later of two equal lines, and the
/// shorter where one holds the other.
pub(crate) fn cut_repetition(layout: &mut Layout<'_>, repeated: Repeated) {
    let hasher = BuildHasherDefault::<DefaultHasher>::default();
    let lines: Vec<Vec<u64>> = layout.lines.iter().map(|line| hash_words(&line.text)).collect();
    let mut places: HashMap<u64, Vec<(usize, usize)>> = HashMap::new();
    for (index, words) in lines.iter().enumerate() {
        for (at, window) in words.windows(MIN_WORDS).enumerate() {
            let found = places.entry(hasher.hash_one(window)).or_default();
            if found.len() < MAX_PLACES {
                found.push((index, at));
            }
        }
    }
    for (index, words) in lines.iter().enumerate() {
        let Some(window) = words.get(..MIN_WORDS) else { continue };
        let Some(found) = places.get(&hasher.hash_one(window)) else { continue };
        let n_equal = found.iter().filter(|(other, _)| lines.get(*other) == Some(words)).count();
        if repeated == Repeated::WholeOnce && n_equal != 2 {
            continue;
        }
        let stands_elsewhere = found.iter().any(|&(other, at)| {
            let Some(there) = lines.get(other) else { return false };
            let holds = there.get(at..at + words.len()) == Some(words.as_slice());
            let is_longer = there.len() > words.len() && repeated == Repeated::AnyPart;
            let is_first = is_longer || (there.len() == words.len() && other < index);
            other != index && holds && is_first && layout.lines[other].is_kept()
        });
        if stands_elsewhere {
            layout.lines[index].cut(CutReason::Repetition);
        }
    }
}

/// Cuts lines that print the headline again.
pub(crate) fn cut_repeated_title(layout: &mut Layout<'_>, title: &str) {
    let title = tokens(title);
    if title.len() < 2 {
        return;
    }
    for line in &mut layout.lines {
        if line.is_kept() && tokens(&line.text) == title {
            line.cut(CutReason::RepeatedTitle);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(original: &str, expected: &[&str]) {
        let mut layout = Layout::new(original, false);
        cut_repetition(&mut layout, Repeated::AnyPart);
        let kept: Vec<&str> =
            layout.lines.iter().filter(|line| line.is_kept()).map(|line| line.text.as_str()).collect();
        assert_eq!(kept, expected);
    }

    #[test]
    fn the_first_of_two_equal_paragraphs_stays() {
        let twice = "The council of Eastport met on Monday and voted for the new bridge.";
        check(&format!("{twice}\nIt will open in May.\n{twice}"), &[twice, "It will open in May."]);
    }

    #[test]
    fn a_part_of_a_longer_paragraph_goes_wherever_it_stands() {
        let quote = "\"We shall not build it twice and then pay for it again,\"";
        let whole = format!("{quote} the mayor said on Monday.");
        check(&format!("{quote}\n{whole}"), &[&whole]);
        check(&format!("{whole}\n{quote}"), &[&whole]);
    }

    #[test]
    fn short_lines_may_stand_twice() {
        check(
            "You are welcome.\nThanks.\nYou are welcome.",
            &["You are welcome.", "Thanks.", "You are welcome."],
        );
    }

    #[test]
    fn three_equal_paragraphs_leave_one() {
        let line = "one two three four five six seven eight nine ten";
        check(&[line; 20].join("\n"), &[line]);
    }
}
