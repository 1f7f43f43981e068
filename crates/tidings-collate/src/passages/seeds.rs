//! Seeds: where two texts share a run of words, found without comparing every pair.
//!
//! Shingles of [`SHINGLE`] words are thinned by winnowing (Schleimer, Wilkerson and Aiken, "Winnowing: local
//! algorithms for document fingerprinting", SIGMOD 2003): of every [`WINDOW`] shingles in a row the one with the
//! smallest hash is kept, so a shared run of `SHINGLE + WINDOW - 1` words always leaves a shared fingerprint.
//! As in passim (Smith, Cordell and Mullen, "Computational methods for uncovering reprinted texts", American
//! Literary History 2015), the index of fingerprints gives the pairs worth aligning.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::words::Word;

/// Words in a shingle.
pub(super) const SHINGLE: usize = 4;
/// Shingles in a winnowing window; a shared run of `SHINGLE + WINDOW - 1` words is never missed.
pub(super) const WINDOW: usize = 3;
/// A fingerprint that stands in more places than this is a stock phrase and gives no pairs.
const MOST_PLACES: usize = 300;

/// A pair of places, in words, that hold the same shingle.
pub(super) type Seed = (u32, u32);

/// Returns the kept shingles of a text, each with its first word.
pub(super) fn fingerprints(words: &[Word]) -> Vec<(u64, u32)> {
    let hashes: Vec<u64> = words
        .windows(SHINGLE)
        .map(|shingle| {
            let all_function = shingle.iter().filter(|word| !word.function).count() < 1;
            let mixed = shingle
                .iter()
                .fold(0_u64, |sum, word| sum.rotate_left(13).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ word.hash);
            // A shingle of function words alone is kept only where nothing better stands in its window.
            if all_function { mixed | (1 << 63) } else { mixed & !(1 << 63) }
        })
        .collect();
    let mut kept: Vec<(u64, u32)> = Vec::new();
    for (start, window) in hashes.windows(WINDOW.min(hashes.len().max(1))).enumerate() {
        // The rightmost of the smallest, as the paper says, so that one fingerprint serves many windows.
        let smallest = window.iter().enumerate().min_by_key(|&(at, &hash)| (hash, std::cmp::Reverse(at)));
        let Some((at, &hash)) = smallest else { continue };
        let place = (start + at) as u32;
        if kept.last().is_none_or(|&(_, last)| last != place) {
            kept.push((hash, place));
        }
    }
    kept
}

/// Returns the seeds of every pair of texts that share a fingerprint, each text with itself included; a pair's
/// first text is the one that comes first in `texts`.
pub(super) fn seeds(texts: &[Vec<Word>]) -> BTreeMap<(usize, usize), Vec<Seed>> {
    let mut places: FxHashMap<u64, Vec<(u32, u32)>> = FxHashMap::default();
    let mut order: Vec<u64> = Vec::new();
    for (text, words) in texts.iter().enumerate() {
        for (hash, at) in fingerprints(words) {
            let here = places.entry(hash).or_default();
            if here.is_empty() {
                order.push(hash);
            }
            here.push((text as u32, at));
        }
    }
    let mut pairs: BTreeMap<(usize, usize), Vec<Seed>> = BTreeMap::new();
    for hash in order {
        let Some(here) = places.get(&hash) else { continue };
        if here.len() < 2 || here.len() > MOST_PLACES {
            continue;
        }
        for (index, &(text_a, at_a)) in here.iter().enumerate() {
            for &(text_b, at_b) in &here[index + 1..] {
                if text_a == text_b && at_b < at_a + SHINGLE as u32 {
                    continue;
                }
                pairs.entry((text_a as usize, text_b as usize)).or_default().push((at_a, at_b));
            }
        }
    }
    for seeds in pairs.values_mut() {
        seeds.sort_unstable();
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::super::words::words;
    use super::*;

    #[test]
    fn a_shared_run_of_six_words_leaves_a_seed() {
        let texts = [
            words("The ferry sank off Port Anselm late on Monday, sailors said."),
            words("Rescuers reported that a ferry sank off Port Anselm late in the evening."),
        ];
        assert!(seeds(&texts).contains_key(&(0, 1)));
    }

    #[test]
    fn a_text_of_few_words_has_no_fingerprint() {
        assert!(fingerprints(&words("two words")).is_empty());
        assert!(fingerprints(&[]).is_empty());
        assert_eq!(fingerprints(&words("exactly four small words")).len(), 1);
    }
}
