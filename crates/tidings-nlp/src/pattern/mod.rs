//! Regular expressions as Python's `re` reads them, for a tokenizer's rules.
//!
//! A model brings its rules as Python patterns: hundreds of alternatives with look-behind, searched once for every new
//! word. The `regex` crate has no look-behind, and a general backtracking engine tries every alternative at every letter.
//! Here each alternative is tried only where the next letter can begin it, so that most letters cost one table look-up.
//! Matching is backtracking with an explicit stack and a limit on its steps: a hostile pattern or word cannot hang it.

mod class;
mod parse;
mod program;

use class::ASCII;
use parse::Node;
use program::{Program, Stack};

/// A compiled pattern.
#[derive(Debug)]
pub(crate) struct Pattern {
    /// Alternatives of the outermost choice, in order.
    alternatives: Vec<Program>,
    /// For each ASCII character, the alternatives that can begin with it.
    by_ascii: Vec<Vec<u32>>,
    /// Alternatives that can begin with a character outside ASCII.
    by_other: Vec<u32>,
    /// Alternatives that can match nothing, for the end of the text.
    at_end: Vec<u32>,
    /// Whether all alternatives match at the start of the text only.
    anchored: bool,
}

impl Pattern {
    /// Compiles a Python pattern; the error says what is not supported.
    pub(crate) fn new(pattern: &str) -> Result<Self, String> {
        let alternatives = match parse::parse(pattern)? {
            Node::Choice(alternatives) => alternatives,
            node => vec![node],
        };
        let mut compiled = Self {
            alternatives: Vec::new(),
            by_ascii: vec![Vec::new(); ASCII],
            by_other: Vec::new(),
            at_end: Vec::new(),
            anchored: true,
        };
        for (index, node) in alternatives.iter().enumerate() {
            let index = index as u32;
            let first = node.first();
            for (ascii, candidates) in compiled.by_ascii.iter_mut().enumerate() {
                if first.nullable || first.ascii >> ascii & 1 == 1 {
                    candidates.push(index);
                }
            }
            if first.nullable || first.other {
                compiled.by_other.push(index);
            }
            if first.nullable {
                compiled.at_end.push(index);
            }
            compiled.anchored &= node.is_anchored();
            compiled.alternatives.push(Program::compile(node)?);
        }
        Ok(compiled)
    }

    /// Returns the end of the match that begins at `start`, bytes.
    fn match_at(&self, text: &str, start: usize, stack: &mut Stack) -> Option<usize> {
        let candidates = match text.as_bytes().get(start) {
            None => &self.at_end,
            Some(&byte) if byte.is_ascii() => &self.by_ascii[usize::from(byte)],
            Some(_) => &self.by_other,
        };
        candidates.iter().find_map(|&index| self.alternatives[index as usize].run(text, start, stack))
    }

    /// Returns the first match at or after `from`, bytes.
    fn find_from(&self, text: &str, from: usize, stack: &mut Stack) -> Option<(usize, usize)> {
        let mut start = from;
        loop {
            if let Some(end) = self.match_at(text, start, stack) {
                return Some((start, end));
            }
            if self.anchored || start >= text.len() {
                return None;
            }
            start += text[start..].chars().next().map_or(1, char::len_utf8);
        }
    }

    /// Returns the first match, as `re.search` finds it; bytes.
    pub(crate) fn search(&self, text: &str) -> Option<(usize, usize)> {
        self.find_from(text, 0, &mut Stack::default())
    }

    /// Says whether the text begins with a match, as `re.match` does.
    pub(crate) fn matches(&self, text: &str) -> bool {
        self.match_at(text, 0, &mut Stack::default()).is_some()
    }

    /// Returns all matches that do not overlap, as `re.finditer` finds them; bytes.
    pub(crate) fn find_all(&self, text: &str) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        let mut from = 0;
        let mut stack = Stack::default();
        while let Some((start, end)) = self.find_from(text, from, &mut stack) {
            found.push((start, end));
            if end > start {
                from = end;
            } else if start < text.len() {
                from = start + text[start..].chars().next().map_or(1, char::len_utf8);
            } else {
                break;
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'t>(pattern: &str, text: &'t str) -> Vec<&'t str> {
        let pattern = Pattern::new(pattern).expect("a pattern");
        pattern.find_all(text).into_iter().map(|(start, end)| &text[start..end]).collect()
    }

    #[test]
    fn alternatives_come_in_order_and_repeats_are_greedy() {
        assert_eq!(found(r"a|ab", "ab"), ["a"]);
        assert_eq!(found(r"ab|a", "ab"), ["ab"]);
        assert_eq!(found(r"\.\.+|…", "a...b…c.."), ["...", "…", ".."]);
        assert_eq!(found(r"a{2,3}", "aaaaa"), ["aaa", "aa"]);
        assert_eq!(found(r"(?:ab){2}", "ababab"), ["abab"]);
        assert_eq!(found(r"a+?b", "aab"), ["aab"]);
        assert_eq!(found(r"(?:a|b)*c", "abac"), ["abac"]);
    }

    #[test]
    fn looks_around() {
        assert_eq!(found(r"(?<=[0-9])[+\-*^](?=[0-9-])", "1-2 a-b 3*4"), ["-", "*"]);
        assert_eq!(found(r"(?<=°[FC])\.$", "10°C."), ["."]);
        assert_eq!(found(r"^\+(?![0-9])", "+a"), ["+"]);
        assert!(found(r"^\+(?![0-9])", "+1").is_empty());
        assert_eq!(found(r"(?<!x)y", "xy y"), ["y"]);
    }

    #[test]
    fn the_end_is_also_before_a_last_line_feed() {
        assert_eq!(found(r"a$", "a\n"), ["a"]);
        assert!(found(r"a$", "a\nb").is_empty());
    }

    #[test]
    fn classes_know_escapes_and_negation() {
        assert_eq!(found(r"[\u00A6\U0001F300-\U0001F3FA]", "a¦🌀b"), ["¦", "🌀"]);
        assert_eq!(found(r"[^a-z\]]+", "ab]C1"), ["C1"]);
        assert_eq!(found(r"[\w\-.]+", "naïve-1.b c"), ["naïve-1.b", "c"]);
        assert_eq!(found(r"\S+", "a\u{a0}b"), ["a", "b"]);
        assert_eq!(found(r"[-a]+", "a-b"), ["a-"]);
    }

    #[test]
    fn what_is_not_supported_is_an_error() {
        for pattern in [
            r"(a)\1",
            r"(?i)a",
            r"(?<=a+)b",
            r"(?:a*)*",
            r"[z-a]",
            r"(a",
            r"a)",
            r"*",
            r"a{99999}{99999}",
            r"\b",
        ] {
            assert!(Pattern::new(pattern).is_err(), "{pattern}");
        }
    }

    #[test]
    fn a_hostile_pattern_ends() {
        let pattern = Pattern::new(r"(?:a|aa)+$").expect("a pattern");
        assert_eq!(pattern.search(&format!("{}b", "a".repeat(5000))), None);
        let long = "a.".repeat(100_000);
        let pattern = Pattern::new(r"(?:[a-z]+\.)+").expect("a pattern");
        assert_eq!(pattern.search(&long), Some((0, long.len())));
    }

    proptest::proptest! {
        /// Equals the `regex` crate where that can say it.
        #[test]
        fn equals_the_regex_crate(text in "[ab.é-]{0,12}", index in 0_usize..6) {
            let pattern = [r"a+b|b+a", r"\.\.+|é", r"(?:a|b-)+", r"^a|b$", r"[^a]{1,3}\.?", r"(?:ab?){2,3}"][index];
            let ours = Pattern::new(pattern).expect("a pattern").find_all(&text);
            let theirs: Vec<_> = regex::Regex::new(pattern).expect("a regex").find_iter(&text).map(|found| (found.start(), found.end())).collect();
            proptest::prop_assert_eq!(ours, theirs);
        }
    }
}
