//! Text, JSON and matching helpers that the scorers share, equal to those of the gold's own scorer in Python.
//!
//! Offsets in gold and interchange are code points, so texts are held as `Vec<char>` here.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;
use serde_json::Value;

/// A range of code points, end exclusive.
pub(crate) type Range = (i64, i64);

/// Returns a list under `key`; empty where it is missing or null.
pub(crate) fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// Returns a string under `key`; empty where it is missing or null.
pub(crate) fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// Returns a whole number under `key`.
pub(crate) fn int(value: &Value, key: &str) -> Option<i64> {
    value.get(key).and_then(Value::as_i64)
}

/// Says whether the value under `key` is true, or not empty.
pub(crate) fn flag(value: &Value, key: &str) -> bool {
    match value.get(key) {
        None | Some(Value::Null) => false,
        Some(Value::Bool(yes)) => *yes,
        Some(Value::String(words)) => !words.is_empty(),
        Some(Value::Number(number)) => number.as_f64() != Some(0.0),
        Some(Value::Array(items)) => !items.is_empty(),
        Some(Value::Object(fields)) => !fields.is_empty(),
    }
}

/// Returns `(start, end)` of an item, moved back by `shift`.
pub(crate) fn span_of(item: &Value, shift: i64) -> Option<Range> {
    Some((int(item, "start")? - shift, int(item, "end")? - shift))
}

/// Returns the pairs of a list of `[start, end]`.
pub(crate) fn ranges(value: &Value, key: &str) -> Vec<Range> {
    list(value, key)
        .iter()
        .filter_map(|pair| Some((pair.get(0)?.as_i64()?, pair.get(1)?.as_i64()?)))
        .collect()
}

/// Returns the length of what two ranges share; negative where they lie apart.
pub(crate) fn overlap(a: Range, b: Range) -> i64 {
    a.1.min(b.1) - a.0.max(b.0)
}

/// Python's `str.isspace` for one character.
pub(crate) fn is_space(c: char) -> bool {
    c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c)
}

/// Returns the characters of `chars` from `range`, cut to the text.
pub(crate) fn slice(chars: &[char], range: Range) -> String {
    let end = range.1.clamp(0, chars.len() as i64) as usize;
    let start = (range.0.max(0) as usize).min(end);
    chars[start..end].iter().collect()
}

/// Returns the non-blank code points that the ranges cover.
pub(crate) fn covered(ranges: &[Range], chars: &[char]) -> BTreeSet<i64> {
    let n = chars.len() as i64;
    ranges
        .iter()
        .flat_map(|&(start, end)| start.max(0)..end.min(n))
        .filter(|&at| !is_space(chars[at as usize]))
        .collect()
}

/// Returns the number of members that two sets share.
pub(crate) fn shared<T: Ord>(a: &BTreeSet<T>, b: &BTreeSet<T>) -> i64 {
    a.intersection(b).count() as i64
}

/// Python's `\w+`: letters, numbers of every kind, underscore.
static WORD: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"[\p{L}\p{N}_]+").expect("the pattern is fixed"));

/// Python's `\w+|[^\w\s]`.
static TOKEN: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[\p{L}\p{N}_]+|[^\p{L}\p{N}_\s\x1c-\x1f]").expect("the pattern is fixed"));

/// Returns the words of a text.
pub(crate) fn words(text: &str) -> impl Iterator<Item = &str> {
    WORD.find_iter(text).map(|found| found.as_str())
}

/// Returns the first code point of each word or other sign.
pub(crate) fn token_starts(text: &str) -> Vec<i64> {
    let mut at = (0, 0);
    TOKEN
        .find_iter(text)
        .map(|found| {
            at.1 += text[at.0..found.start()].chars().count() as i64;
            at.0 = found.start();
            at.1
        })
        .collect()
}

/// Pairs each `i` and each `j` at most once, greater weight first.
pub(crate) fn greedy<W: PartialOrd>(mut pairs: Vec<(W, usize, usize)>) -> Vec<(usize, usize)> {
    pairs.sort_by(|a, b| {
        let weight = b.0.partial_cmp(&a.0).unwrap_or(std::cmp::Ordering::Equal);
        weight.then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2))
    });
    let (mut used_i, mut used_j, mut out) = (BTreeSet::new(), BTreeSet::new(), Vec::new());
    for (_, i, j) in pairs {
        if !used_i.contains(&i) && !used_j.contains(&j) {
            used_i.insert(i);
            used_j.insert(j);
            out.push((i, j));
        }
    }
    out
}

/// Returns the first item whose key is greatest, as Python's `max` does.
pub(crate) fn first_max_by_key<T, K: PartialOrd>(
    items: impl IntoIterator<Item = T>,
    mut key: impl FnMut(&T) -> K,
) -> Option<T> {
    let mut best: Option<(K, T)> = None;
    for item in items {
        let own = key(&item);
        if best.as_ref().is_none_or(|(greatest, _)| own > *greatest) {
            best = Some((own, item));
        }
    }
    best.map(|(_, item)| item)
}

/// Content words of an actor's text; all its words where there are no others.
pub(crate) fn actor_words(text: &str) -> BTreeSet<String> {
    const STOP: [&str; 15] =
        ["the", "a", "an", "of", "in", "on", "at", "for", "to", "and", "s", "its", "his", "her", "their"];
    let lower = text.to_lowercase();
    let all: BTreeSet<String> = words(&lower).map(str::to_owned).collect();
    let content: BTreeSet<String> =
        all.iter().filter(|word| !STOP.contains(&word.as_str())).cloned().collect();
    if content.is_empty() { all } else { content }
}

/// Likeness of two actor texts by content words: 1 where the shorter stands whole in the longer (at most three times as
/// long), else the Jaccard index.
pub(crate) fn alike(a: &str, b: &str) -> f64 {
    let (x, y) = (actor_words(a), actor_words(b));
    if x.is_empty() || y.is_empty() {
        return 0.0;
    }
    let (short, long) = if x.len() <= y.len() { (&x, &y) } else { (&y, &x) };
    if short.is_subset(long) && long.len() <= 3 * short.len() {
        return 1.0;
    }
    shared(&x, &y) as f64 / x.union(&y).count() as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_count_code_points() {
        assert_eq!(token_starts("Ça va… ½ m²?"), [0, 3, 5, 7, 9, 11]);
    }

    #[test]
    fn alike_takes_the_shorter_whole() {
        assert_eq!(alike("the ministry", "Ministry of Trade"), 1.0);
        assert_eq!(alike("North Korea", "South Korea"), 1.0 / 3.0);
        assert_eq!(alike("", "x"), 0.0);
    }

    #[test]
    fn greedy_prefers_weight_then_order() {
        assert_eq!(greedy(vec![(1, 0, 0), (2, 0, 1), (2, 1, 1)]), [(0, 1)]);
    }

    #[test]
    fn the_first_of_equals_is_the_maximum() {
        assert_eq!(first_max_by_key([(1, 'a'), (1, 'b')], |item| item.0), Some((1, 'a')));
    }
}
