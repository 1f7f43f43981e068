//! Word-level alignment of two texts around their seeds.
//!
//! Seeds that lie near one diagonal form a chain; the stretch round a chain is aligned by the local alignment of
//! Smith and Waterman ("Identification of common molecular subsequences", Journal of Molecular Biology 1981) over
//! words, within a band round the chain's diagonals so that long passages cost no more than their length.

use std::ops::Range;

use super::seeds::{SHINGLE, Seed};
use super::words::Word;

/// Words that two neighbouring seeds of a chain may be apart, on either side.
const MOST_GAP: u32 = 14;
/// Diagonals that two neighbouring seeds may be apart: words put in or left out between them.
const MOST_SHIFT: i64 = 10;
/// Words round a chain that the alignment may reach.
const MARGIN: u32 = 12;
/// Half the width of the band, beyond the chain's own diagonals.
const BAND: i64 = 12;

/// What an equal content word, an equal function word, an unequal pair and a gap count.
const MATCH_CONTENT: i32 = 4;
const MATCH_FUNCTION: i32 = 2;
const MISMATCH: i32 = -3;
const GAP: i32 = -2;

/// An alignment of a run of words in each of two texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Alignment {
    /// Words of the first text.
    pub(super) a: Range<usize>,
    /// Words of the second.
    pub(super) b: Range<usize>,
    /// Pairs of equal words, in order on both sides.
    pub(super) equal: Vec<(usize, usize)>,
}

impl Alignment {
    /// Returns the share of the longer side's words that are equal, 0 to 1.
    pub(super) fn identity(&self) -> f64 {
        let longer = self.a.len().max(self.b.len());
        if longer == 0 { 0.0 } else { self.equal.len() as f64 / longer as f64 }
    }

    /// Returns the runs of words between equal ones that differ, each side possibly empty.
    pub(super) fn variants(&self) -> Vec<(Range<usize>, Range<usize>)> {
        let gaps = self.equal.windows(2).filter_map(|pair| {
            let ((a, b), (next_a, next_b)) = (pair[0], pair[1]);
            (next_a > a + 1 || next_b > b + 1).then(|| (a + 1..next_a, b + 1..next_b))
        });
        gaps.collect()
    }
}

/// Aligns two texts round their seeds (sorted); alignments do not overlap on either side.
///
/// `same_text` says that both are one text: then no word is aligned with itself.
pub(super) fn align(a: &[Word], b: &[Word], seeds: &[Seed], same_text: bool) -> Vec<Alignment> {
    let mut found: Vec<Alignment> = Vec::new();
    for chain in chains(seeds) {
        let covered = |(at_a, at_b): Seed| {
            found.iter().any(|alignment: &Alignment| {
                alignment.a.contains(&(at_a as usize)) && alignment.b.contains(&(at_b as usize))
            })
        };
        if chain.iter().all(|&seed| covered(seed)) {
            continue;
        }
        if let Some(alignment) = align_chain(a, b, &chain, same_text) {
            found.push(alignment);
        }
    }
    without_overlap(found)
}

/// Groups seeds into chains along near diagonals.
fn chains(seeds: &[Seed]) -> Vec<Vec<Seed>> {
    let mut chains: Vec<Vec<Seed>> = Vec::new();
    for &(a, b) in seeds {
        let diagonal = i64::from(a) - i64::from(b);
        let open = chains.iter_mut().rev().take(64).find(|chain| {
            chain.last().is_some_and(|&(last_a, last_b)| {
                let shift = diagonal - (i64::from(last_a) - i64::from(last_b));
                let forward = a > last_a && b > last_b;
                forward
                    && a - last_a <= MOST_GAP + SHINGLE as u32
                    && b - last_b <= MOST_GAP + SHINGLE as u32
                    && shift.abs() <= MOST_SHIFT
            })
        });
        match open {
            Some(chain) => chain.push((a, b)),
            None => chains.push(vec![(a, b)]),
        }
    }
    chains
}

/// One cell of the banded table: its score, and where it came from.
#[derive(Debug, Clone, Copy, Default)]
struct Cell {
    score: i32,
    from: From,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum From {
    #[default]
    Start,
    Both,
    OnlyA,
    OnlyB,
}

fn align_chain(a: &[Word], b: &[Word], chain: &[Seed], same_text: bool) -> Option<Alignment> {
    let (first, last) = (*chain.first()?, *chain.last()?);
    let from_a = first.0.saturating_sub(MARGIN) as usize;
    let to_a = (last.0 as usize + SHINGLE + MARGIN as usize).min(a.len());
    let diagonals = chain.iter().map(|&(a, b)| i64::from(b) - i64::from(a));
    let low = diagonals.clone().min()? - BAND;
    let high = diagonals.max()? + BAND;
    let width = (high - low + 1) as usize;
    let to_b = (last.1 as usize + SHINGLE + MARGIN as usize).min(b.len()) as i64;
    let from_b = i64::from(first.1.saturating_sub(MARGIN));

    // Cell (row, column) aligns word `from_a + row - 1` of `a` with word `at_b(row, column) - 1` of `b`;
    // a step along both sides keeps the column, a step along `a` alone lowers it, along `b` alone raises it.
    let n_rows = to_a - from_a + 1;
    let mut table = vec![Cell::default(); n_rows * width];
    let at_b = |row: usize, column: usize| (from_a + row) as i64 + low + column as i64;
    let mut best = (0, 0, 0);
    for row in 1..n_rows {
        let word_a = &a[from_a + row - 1];
        for column in 0..width {
            let end_b = at_b(row, column);
            if end_b <= from_b || end_b > to_b {
                continue;
            }
            let index_b = (end_b - 1) as usize;
            let word_b = &b[index_b];
            let itself = same_text && from_a + row > index_b;
            let step = match (word_a.hash == word_b.hash && !itself, word_a.function) {
                (true, false) => MATCH_CONTENT,
                (true, true) => MATCH_FUNCTION,
                (false, _) => MISMATCH,
            };
            let mut cell = Cell { score: table[(row - 1) * width + column].score + step, from: From::Both };
            if column + 1 < width {
                let score = table[(row - 1) * width + column + 1].score + GAP;
                if score > cell.score {
                    cell = Cell { score, from: From::OnlyA };
                }
            }
            if column > 0 {
                let score = table[row * width + column - 1].score + GAP;
                if score > cell.score {
                    cell = Cell { score, from: From::OnlyB };
                }
            }
            if cell.score <= 0 {
                cell = Cell::default();
            }
            table[row * width + column] = cell;
            if cell.score > best.0 {
                best = (cell.score, row, column);
            }
        }
    }
    let (_, mut row, mut column) = best;
    let mut equal = Vec::new();
    while row > 0 {
        let cell = table[row * width + column];
        match cell.from {
            From::Start => break,
            From::Both => {
                let pair = (from_a + row - 1, (at_b(row, column) - 1) as usize);
                if a[pair.0].hash == b[pair.1].hash {
                    equal.push(pair);
                }
                row -= 1;
            }
            From::OnlyA => {
                row -= 1;
                column += 1;
            }
            From::OnlyB => column -= 1,
        }
    }
    equal.reverse();
    let (&(start_a, start_b), &(end_a, end_b)) = (equal.first()?, equal.last()?);
    Some(Alignment { a: start_a..end_a + 1, b: start_b..end_b + 1, equal })
}

/// Keeps, of alignments that overlap on a side, the one with more equal words.
fn without_overlap(mut found: Vec<Alignment>) -> Vec<Alignment> {
    found.sort_by(|one, other| {
        other
            .equal
            .len()
            .cmp(&one.equal.len())
            .then(one.a.start.cmp(&other.a.start))
            .then(one.b.start.cmp(&other.b.start))
    });
    let mut kept: Vec<Alignment> = Vec::new();
    for alignment in found {
        let overlaps =
            |one: &Range<usize>, other: &Range<usize>| one.start < other.end && other.start < one.end;
        let clashes =
            kept.iter().any(|other| overlaps(&alignment.a, &other.a) || overlaps(&alignment.b, &other.b));
        if !clashes {
            kept.push(alignment);
        }
    }
    kept.sort_by_key(|alignment| (alignment.a.start, alignment.b.start));
    kept
}

#[cfg(test)]
mod tests {
    use super::super::seeds::seeds;
    use super::super::words::words;
    use super::*;

    fn aligned<'t>(a: &'t str, b: &'t str) -> Vec<(&'t str, &'t str, usize)> {
        let texts = [words(a), words(b)];
        let found = seeds(&texts);
        let empty = Vec::new();
        let alignments = align(&texts[0], &texts[1], found.get(&(0, 1)).unwrap_or(&empty), false);
        let slice = |text: &'t str, words: &[Word], range: &Range<usize>| {
            &text[words[range.start].span.start as usize..words[range.end - 1].span.end as usize]
        };
        alignments
            .iter()
            .map(|one| (slice(a, &texts[0], &one.a), slice(b, &texts[1], &one.b), one.variants().len()))
            .collect()
    }

    #[test]
    fn a_changed_and_a_dropped_word_are_variants() {
        let found = aligned(
            "Weather held. The old ferry sank off Port Anselm late on Monday with forty people aboard. More soon.",
            "Sources told us the ferry sank off Port Anselm late on Monday with fifty people aboard, they added.",
        );
        assert_eq!(
            found,
            [(
                "ferry sank off Port Anselm late on Monday with forty people aboard",
                "ferry sank off Port Anselm late on Monday with fifty people aboard",
                1
            )]
        );
    }

    #[test]
    fn nothing_shared_nothing_aligned() {
        assert!(
            aligned("One thing happened here today.", "Another matter entirely was discussed there.")
                .is_empty()
        );
    }
}
