//! Why two names match or not, in a sentence.

use super::align::{How, Pair};
use super::features::Measured;
use super::words::{Name, Script, Word};

/// Returns which parts agree and which clash.
pub(super) fn describe(measured: &Measured) -> String {
    let Measured { a, b, alignment, .. } = measured;
    let mut parts = Vec::new();
    let equal: Vec<&Pair> = alignment.pairs.iter().filter(|pair| pair.how == How::Equal).collect();
    let heavy = |word: &Word| !matches!(word.kind, super::words::Kind::Particle);
    let all_equal = equal.len() == alignment.pairs.len() && !equal.is_empty();
    let alone: Vec<&Word> =
        alignment.only_a.iter().chain(&alignment.only_b).filter(|word| heavy(word)).collect();
    if all_equal && alone.is_empty() {
        parts.push("the same words".to_owned());
    } else if !equal.is_empty() {
        let words: Vec<String> = equal.iter().map(|pair| format!("`{}`", pair.a.text)).collect();
        parts.push(format!("{} in both", words.join(", ")));
    }
    for pair in alignment.pairs.iter().filter(|pair| pair.how != How::Equal && !pair.is_light()) {
        parts.push(told(pair));
    }
    if alignment.reordered {
        parts.push("in another order".to_owned());
    }
    if !alone.is_empty() {
        let words: Vec<String> = alone.iter().map(|word| format!("`{}`", word.text)).collect();
        parts.push(format!("{} in one name only", words.join(", ")));
    }
    parts.extend(forms(a, b));
    if a.script != b.script {
        let folded =
            |name: &Name| name.words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ");
        let other = if a.script == Script::Alphabet { b } else { a };
        parts.push(format!("read as `{}` across scripts", folded(other)));
    }
    if parts.is_empty() {
        parts.push("no word in common".to_owned());
    }
    parts.join("; ")
}

fn told(pair: &Pair) -> String {
    let (a, b) = (&pair.a.text, &pair.b.text);
    match pair.how {
        How::Equal => format!("`{a}` in both"),
        How::Group => format!("`{a}` and `{b}` are forms of one word"),
        How::Sound => format!("`{a}` and `{b}` sound alike"),
        How::Initial => format!("`{a}` and `{b}` share the initial"),
        How::Letters if pair.edits <= 1.0 => format!("`{a}` and `{b}` differ in one letter"),
        How::Letters => format!("`{a}` and `{b}` differ in {} letters", pair.edits.round()),
        How::Swapped => format!("`{a}` against `{b}`"),
    }
}

fn forms(a: &Name, b: &Name) -> Option<String> {
    let words = |name: &Name| name.form_words.join(", ");
    match (a.forms.is_empty(), b.forms.is_empty()) {
        (true, true) => None,
        (false, false) if a.forms.iter().any(|form| b.forms.contains(form)) => None,
        (false, false) => Some(format!("legal forms differ (`{}`, `{}`)", words(a), words(b))),
        (false, true) => Some(format!("legal form `{}` on one side only", words(a))),
        (true, false) => Some(format!("legal form `{}` on one side only", words(b))),
    }
}
