//! Sets of tokens as ordered runs: sources and contents may stand in pieces.

use std::ops::Range;

use tidings_nlp::Doc;
use tidings_text::Span;

/// An ordered set of tokens, as ranges that neither touch nor overlap.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Runs(Vec<Range<usize>>);

impl Runs {
    /// Returns the set of one range.
    pub(crate) fn of(range: Range<usize>) -> Self {
        Self(if range.is_empty() { Vec::new() } else { vec![range] })
    }

    /// Returns the set of some tokens.
    pub(crate) fn from_tokens(mut tokens: Vec<usize>) -> Self {
        tokens.sort_unstable();
        tokens.dedup();
        let mut runs: Vec<Range<usize>> = Vec::new();
        for token in tokens {
            match runs.last_mut() {
                Some(last) if last.end == token => last.end += 1,
                _ => runs.push(token..token + 1),
            }
        }
        Self(runs)
    }

    pub(crate) fn tokens(&self) -> impl Iterator<Item = usize> + '_ {
        self.0.iter().cloned().flatten()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn len(&self) -> usize {
        self.0.iter().map(ExactSizeIterator::len).sum()
    }

    pub(crate) fn n_pieces(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn first(&self) -> Option<usize> {
        self.0.first().map(|run| run.start)
    }

    pub(crate) fn last(&self) -> Option<usize> {
        self.0.last().map(|run| run.end - 1)
    }

    pub(crate) fn contains(&self, token: usize) -> bool {
        let index = self.0.partition_point(|run| run.end <= token);
        self.0.get(index).is_some_and(|run| run.start <= token)
    }

    pub(crate) fn union(&self, other: &Self) -> Self {
        Self::from_tokens(self.tokens().chain(other.tokens()).collect())
    }

    pub(crate) fn minus(&self, other: &Self) -> Self {
        Self::from_tokens(self.tokens().filter(|&token| !other.contains(token)).collect())
    }

    /// Returns how many tokens both sets share.
    pub(crate) fn n_shared(&self, other: &Self) -> usize {
        self.tokens().filter(|&token| other.contains(token)).count()
    }

    /// Returns the set with blanks, commas, colons and dashes cut from the ends of its pieces, and pieces without a
    /// word left out.
    pub(crate) fn trimmed(&self, doc: &Doc) -> Self {
        let is_edge = |token: usize| {
            let word = doc.word(token).trim();
            word.is_empty() || matches!(word, "," | ";" | ":" | "." | "-" | "--" | "–" | "—" | "―" | "...")
        };
        let mut runs = Vec::new();
        for run in &self.0 {
            let (mut start, mut end) = (run.start, run.end);
            while start < end && is_edge(start) {
                start += 1;
            }
            while start < end && is_edge(end - 1) {
                end -= 1;
            }
            let has_word = (start..end).any(|token| doc.word(token).chars().any(char::is_alphanumeric));
            if has_word {
                runs.push(start..end);
            }
        }
        Self(runs)
    }

    /// Returns the byte spans of the pieces.
    pub(crate) fn spans(&self, doc: &Doc) -> Vec<Span> {
        self.0.iter().map(|run| doc.span(run.clone())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_sets() {
        let left = Runs::from_tokens(vec![1, 2, 3, 7]);
        let right = Runs::of(3..8);
        assert_eq!(left.union(&right), Runs::of(1..8));
        assert_eq!(left.minus(&right), Runs::of(1..3));
        assert_eq!(left.n_shared(&right), 2);
        assert!(left.contains(7) && !left.contains(4));
        assert_eq!((left.len(), left.n_pieces(), left.first(), left.last()), (4, 2, Some(1), Some(7)));
    }
}
