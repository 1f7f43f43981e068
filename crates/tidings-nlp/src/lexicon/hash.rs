//! The two hashes that spaCy's models are built on: string ids and rows of embedding tables.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

/// Strings whose id is a small number in spaCy (`spacy/symbols.pyx`): a number, a tab, the string.
const SYMBOLS: &str = include_str!("../../data/symbols.tsv");

/// Returns the id of a string in spaCy's string store.
pub(crate) fn string_id(text: &str) -> u64 {
    if text.is_empty() {
        return 0;
    }
    symbols().get(text).copied().unwrap_or_else(|| murmur64(text.as_bytes(), 1))
}

/// Returns the string whose id is the small number `id`.
pub(crate) fn symbol(id: u64) -> Option<&'static str> {
    symbol_lines().find(|&(number, _)| number == id).map(|(_, text)| text)
}

fn symbols() -> &'static FxHashMap<&'static str, u64> {
    static IDS: OnceLock<FxHashMap<&'static str, u64>> = OnceLock::new();
    IDS.get_or_init(|| symbol_lines().map(|(number, text)| (text, number)).collect())
}

fn symbol_lines() -> impl Iterator<Item = (u64, &'static str)> {
    SYMBOLS.lines().filter_map(|line| {
        let (number, text) = line.split_once('\t')?;
        Some((number.parse().ok()?, text))
    })
}

/// MurmurHash64A of Austin Appleby (public domain), with which spaCy gives strings their ids.
pub(crate) fn murmur64(bytes: &[u8], seed: u64) -> u64 {
    const M: u64 = 0xc6a4_a793_5bd1_e995;
    let mut hash = seed ^ (bytes.len() as u64).wrapping_mul(M);
    let (words, rest) = bytes.as_chunks::<8>();
    for &word in words {
        let mut word = u64::from_le_bytes(word).wrapping_mul(M);
        word ^= word >> 47;
        hash = (hash ^ word.wrapping_mul(M)).wrapping_mul(M);
    }
    if !rest.is_empty() {
        let mut last = [0; 8];
        last[..rest.len()].copy_from_slice(rest);
        hash = (hash ^ u64::from_le_bytes(last)).wrapping_mul(M);
    }
    hash = (hash ^ (hash >> 47)).wrapping_mul(M);
    hash ^ (hash >> 47)
}

/// MurmurHash3 (x64, 128 bits) of one number, as thinc's `HashEmbed` takes it: four row numbers.
pub(crate) fn embedding_keys(id: u64, seed: u32) -> [u32; 4] {
    let seed = u64::from(seed);
    let mix = |mut hash: u64| {
        hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
        hash = (hash ^ (hash >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
        hash ^ (hash >> 33)
    };
    let mut first =
        id.wrapping_mul(0x87c3_7b91_1142_53d5).rotate_left(31).wrapping_mul(0x4cf5_ad43_2745_937f);
    first ^= seed ^ 8;
    let mut second = seed ^ 8;
    first = first.wrapping_add(second);
    second = second.wrapping_add(first);
    first = mix(first);
    second = mix(second);
    first = first.wrapping_add(second);
    second = second.wrapping_add(first);
    [first as u32, (first >> 32) as u32, second as u32, (second >> 32) as u32]
}

#[cfg(test)]
mod tests {
    use super::*;

    // Expected values: spaCy 3.8 `get_string_id` and thinc 8.3 `NumpyOps.hash`.
    #[test]
    fn hashes_equal_spacys() {
        assert_eq!(string_id(""), 0);
        assert_eq!(string_id("NORM"), 67);
        assert_eq!(symbol(67), Some("NORM"));
        assert_eq!(string_id("hello"), 5_983_625_672_228_268_878);
        assert_eq!(string_id("internationalisation"), 8_729_853_314_229_540_275);
        assert_eq!(string_id("é"), 16_256_712_947_286_012_828);
        assert_eq!(
            embedding_keys(12_345_678_901_234_567_890, 8),
            [825_681_028, 3_746_740_173, 3_386_005_190, 3_472_626_611]
        );
    }
}
