//! Whether two words can mean the same happening: `capture` and `seize`, `shutdown` and `close down`.
//!
//! By the commonest senses of WordNet (Miller 1995), `data/senses.txt`: a sense shared, a sense and its wider one, or
//! two of one wider sense.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;
use tidings_nlp::Doc;

/// What a shared sense counts, a sense beside its wider one, and two of one wider sense.
const SHARED: f64 = 1.0;
const WIDER: f64 = 0.6;
const SISTERS: f64 = 0.4;
/// By how much each rarer sense counts less.
const RARER: f64 = 0.25;

/// The senses of words.
#[derive(Debug, Default)]
struct Senses {
    verbs: FxHashMap<&'static str, Vec<u32>>,
    nouns: FxHashMap<&'static str, Vec<u32>>,
    wider: FxHashMap<u32, u32>,
}

fn senses() -> &'static Senses {
    static SENSES: OnceLock<Senses> = OnceLock::new();
    SENSES.get_or_init(|| read(include_str!("../../../../data/senses.txt")))
}

fn read(text: &'static str) -> Senses {
    let mut found = Senses::default();
    let number = |word: &str| u32::from_str_radix(word, 16).ok();
    for line in text.lines() {
        let mut fields = line.split(' ');
        let (Some(mark), Some(word)) = (fields.next(), fields.next()) else { continue };
        let mut numbers = fields.filter_map(number);
        match mark {
            "v" => drop(found.verbs.insert(word, numbers.collect())),
            "n" => drop(found.nouns.insert(word, numbers.collect())),
            "^" => found.wider.extend(number(word).zip(numbers.next())),
            _ => {}
        }
    }
    found
}

/// Returns the senses of a verb with its particle, or of a noun, the commonest first; none for other words.
pub(crate) fn senses_of(doc: &Doc, head: usize) -> &'static [u32] {
    let Some(token) = doc.tokens().get(head) else { return &[] };
    let lemma = if token.lemma.is_empty() { doc.lower(head) } else { token.lemma.to_lowercase() };
    let table = match &*token.pos {
        "VERB" => &senses().verbs,
        "NOUN" => &senses().nouns,
        _ => return &[],
    };
    let particle = doc.children(head).find(|&child| &*doc.tokens()[child].dep == "prt");
    let phrase = particle.and_then(|particle| table.get(format!("{lemma}_{}", doc.lower(particle)).as_str()));
    phrase.or_else(|| table.get(lemma.as_str())).map_or(&[], Vec::as_slice)
}

/// Returns how near two words' senses are, 0 to 1.
pub(crate) fn likeness(a: &[u32], b: &[u32]) -> f64 {
    let wider = &senses().wider;
    let mut best = 0.0_f64;
    for (rank_a, one) in a.iter().enumerate() {
        for (rank_b, other) in b.iter().enumerate() {
            let (above_one, above_other) = (wider.get(one), wider.get(other));
            let kind = if one == other {
                SHARED
            } else if above_one == Some(other) || above_other == Some(one) {
                WIDER
            } else if above_one.is_some() && above_one == above_other {
                SISTERS
            } else {
                continue;
            };
            best = best.max(kind / (1.0 + RARER * (rank_a + rank_b) as f64));
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verb(lemma: &str) -> &'static [u32] {
        senses().verbs.get(lemma).map_or(&[], Vec::as_slice)
    }

    fn noun(lemma: &str) -> &'static [u32] {
        senses().nouns.get(lemma).map_or(&[], Vec::as_slice)
    }

    fn check(one: &[u32], other: &[u32], at_least: f64, below: f64) {
        let found = likeness(one, other);
        assert!((at_least..below).contains(&found), "{found}");
    }

    #[test]
    fn words_that_can_mean_the_same_are_near() {
        check(verb("apprehend"), verb("arrest"), 0.5, 1.1);
        check(verb("close_down"), verb("shut_down"), 0.9, 1.1);
        check(noun("arrest"), verb("arrest"), 0.5, 1.1);
        check(noun("shutdown"), verb("shut_down"), 0.5, 1.1);
    }

    #[test]
    fn words_that_cannot_are_far() {
        check(verb("arrest"), verb("sing"), 0.0, 0.2);
        check(noun("election"), verb("sink"), 0.0, 0.2);
    }

    #[test]
    fn a_word_without_senses_is_near_to_none() {
        check(verb("xyzzy"), verb("arrest"), 0.0, 0.01);
    }
}
