//! Reworded copies: a text taken over whole with its words swapped for others.
//!
//! No run of equal words is left to seed an alignment, but names and numbers keep their order, and so do the words
//! between them that have no synonym. Shingles over names and numbers alone give the pairs worth comparing (the
//! winnowed index of [`super::seeds`], one level up); the longest common subsequence of each kind decides.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};
use tidings_text::Span;

use super::words::Word;

/// Names and numbers in a shingle.
const SHINGLE: usize = 3;
/// Shingles that two texts must share to be compared.
const FEWEST_SHARED: usize = 4;
/// A shingle that stands in more texts than this is common to a story and gives no pairs.
const MOST_TEXTS: usize = 60;
/// Fewer names and numbers than this prove nothing by their order.
const FEWEST_ANCHORS: usize = 14;
/// Of the names and numbers of the shorter text this share stands in the same order in the other …
const LEAST_ANCHORS: f64 = 0.72;
/// … and of its words this share. Two reports of one happening that were written apart have 0.2 to 0.35.
const LEAST_WORDS: f64 = 0.45;

/// A text that repeats another in other words.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rewording {
    /// The stretch of the first text, bytes.
    pub(super) a: Span,
    /// The stretch of the second.
    pub(super) b: Span,
    /// Share of the shorter text's words that stand in the other in the same order.
    pub(super) identity: f64,
    /// How many these are.
    pub(super) n_same: usize,
    /// Share of the shorter text's names and numbers that stand in the other in the same order.
    pub(super) anchors: f64,
}

/// Finds reworded copies among texts, by the indexes of the pair.
pub(super) fn find(texts: &[Vec<Word>]) -> BTreeMap<(usize, usize), Rewording> {
    let anchors: Vec<Vec<Word>> = texts.iter().map(|words| anchors(words)).collect();
    let mut places: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
    for (text, anchors) in anchors.iter().enumerate() {
        let mut seen = FxHashSet::default();
        for shingle in anchors.windows(SHINGLE) {
            let hash = shingle
                .iter()
                .fold(0_u64, |sum, word| sum.rotate_left(17).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ word.hash);
            if seen.insert(hash) {
                places.entry(hash).or_default().push(text as u32);
            }
        }
    }
    let mut shared: FxHashMap<(u32, u32), usize> = FxHashMap::default();
    let mut lists: Vec<(u64, Vec<u32>)> = places.into_iter().collect();
    lists.sort_unstable_by_key(|(hash, _)| *hash);
    for (_, texts) in lists.iter().filter(|(_, texts)| texts.len() <= MOST_TEXTS) {
        for (at, &b) in texts.iter().enumerate() {
            for &a in &texts[..at] {
                *shared.entry((a, b)).or_default() += 1;
            }
        }
    }
    let mut pairs: Vec<(usize, usize)> = shared
        .into_iter()
        .filter(|&(_, n_shared)| n_shared >= FEWEST_SHARED)
        .map(|((a, b), _)| (a as usize, b as usize))
        .collect();
    pairs.sort_unstable();
    let compared = pairs.into_iter().filter_map(|(a, b)| {
        let found = compare(&texts[a], &texts[b], &anchors[a], &anchors[b])?;
        Some(((a, b), found))
    });
    compared.collect()
}

/// Returns the names and numbers of a text; a capital that only opens a sentence makes no name.
fn anchors(words: &[Word]) -> Vec<Word> {
    let inside: FxHashSet<u64> =
        words.iter().filter(|word| word.name_like && !word.opens_sentence).map(|word| word.hash).collect();
    words
        .iter()
        .filter(|word| word.name_like && !word.function && inside.contains(&word.hash))
        .copied()
        .collect()
}

fn compare(a: &[Word], b: &[Word], anchors_a: &[Word], anchors_b: &[Word]) -> Option<Rewording> {
    let fewest = anchors_a.len().min(anchors_b.len());
    if fewest < FEWEST_ANCHORS {
        return None;
    }
    let in_order = common(anchors_a, anchors_b);
    let anchors = in_order.len() as f64 / fewest as f64;
    if anchors < LEAST_ANCHORS {
        return None;
    }
    let same = common(a, b);
    let shorter = a.len().min(b.len());
    let identity = same.len() as f64 / shorter.max(1) as f64;
    if identity < LEAST_WORDS {
        return None;
    }
    let (first, last) = in_order.first().zip(in_order.last())?;
    Some(Rewording {
        a: anchors_a[first.0].span.cover(anchors_a[last.0].span),
        b: anchors_b[first.1].span.cover(anchors_b[last.1].span),
        identity,
        n_same: same.len(),
        anchors,
    })
}

/// Returns a longest common subsequence of two texts' words, as pairs of places.
fn common(a: &[Word], b: &[Word]) -> Vec<(usize, usize)> {
    let width = b.len() + 1;
    let mut table = vec![0_u16; (a.len() + 1) * width];
    for (i, word) in a.iter().enumerate().rev() {
        for (j, other) in b.iter().enumerate().rev() {
            table[i * width + j] = if word.hash == other.hash {
                table[(i + 1) * width + j + 1].saturating_add(1)
            } else {
                table[(i + 1) * width + j].max(table[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut pairs = Vec::new();
    while i < a.len() && j < b.len() {
        if a[i].hash == b[j].hash {
            pairs.push((i, j));
            i += 1;
            j += 1;
        } else if table[(i + 1) * width + j] >= table[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::super::words::words;
    use super::*;

    const OWN: &str = "The ferry Brita left Port Anselm for Lowe Island at 6.40 on Monday with 212 people, harbour \
        master Ida Kroon said. It had 3 lifeboats. Captain Olof Brandt told Radio Anselm that smoke rose from the \
        engine room near Cape Dunn and that 14 people jumped. The tug Marga reached them after 25 minutes.";

    fn check(one: &str, other: &str, expected: bool) {
        let texts = vec![words(one), words(other)];
        assert_eq!(find(&texts).contains_key(&(0, 1)), expected, "{other}");
    }

    #[test]
    fn swapped_words_in_the_same_order() {
        check(
            OWN,
            "The ferry Brita departed Port Anselm for Lowe Island at 6.40 on Monday carrying 212 persons, harbour \
             chief Ida Kroon stated. It held 3 lifeboats. Captain Olof Brandt informed Radio Anselm that fumes came from \
             the engine space near Cape Dunn and that 14 persons leapt. The tug Marga got to them after 25 minutes.",
            true,
        );
    }

    #[test]
    fn the_same_happening_told_apart() {
        check(
            OWN,
            "Fourteen passengers leapt from a burning ferry near Cape Dunn on Monday. The tug Marga took 25 minutes \
             to reach them, said Ida Kroon of Port Anselm. Radio Anselm spoke to Captain Olof Brandt; he saw smoke. The Brita, \
             with 3 lifeboats and 212 on board, was bound for Lowe Island and had sailed at 6.40.",
            false,
        );
    }
}
