//! What is measured on two names laid side by side: the numbers that the model weighs.

use super::align::{Alignment, How, Pair, align};
use super::words::{Kind, Name, Script, Word, take_apart};
use strsim::osa_distance;

/// One number measured on two names.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Feature {
    /// Its name in `data/names-weights.toml`.
    pub name: &'static str,
    /// Its value.
    pub value: f64,
    /// Which way it may speak: 1 where more can only speak for a match, -1 where more can only speak against one, 0 for both.
    pub direction: i8,
}

/// Two names, side by side and measured.
#[derive(Debug, Clone)]
pub(super) struct Measured {
    pub a: Name,
    pub b: Name,
    pub alignment: Alignment,
    pub features: Vec<Feature>,
}

/// Measures two names.
pub(super) fn measure(a: &str, b: &str) -> Measured {
    let (a, b) = take_apart(a, b);
    let alignment = align(&a, &b);
    let features = features(&a, &b, &alignment);
    Measured { a, b, alignment, features }
}

/// Whether a name is an organisation's (or a ship's) rather than a person's, by its words.
pub(super) fn is_organisation(name: &Name) -> bool {
    let count = |kind: Kind| name.words.iter().filter(|word| word.kind == kind).count();
    !name.forms.is_empty() || count(Kind::Generic) > 0 || count(Kind::Number) > 0
}

fn length(word: &Word) -> f64 {
    word.text.chars().count() as f64
}

fn is_light(word: &Word) -> bool {
    word.kind == Kind::Particle
}

/// Differing letters that count: none in other spellings of one word.
fn cost(pair: &Pair) -> f64 {
    match pair.how {
        How::Equal => 0.0,
        How::Group | How::Sound => 0.25,
        How::Initial => 1.0,
        How::Letters | How::Swapped => pair.edits.min(pair.sound_edits + 0.5),
    }
}

fn features(a: &Name, b: &Name, alignment: &Alignment) -> Vec<Feature> {
    let pairs: Vec<&Pair> = alignment.pairs.iter().filter(|pair| !pair.is_light()).collect();
    let edits: f64 = pairs.iter().map(|pair| cost(pair)).sum();
    let raw: f64 = alignment.pairs.iter().map(|pair| pair.edits).sum();
    let sounds: f64 = pairs.iter().map(|pair| pair.sound_edits).sum();
    let letters = |side: fn(&Pair) -> &Word| pairs.iter().map(|pair| length(side(pair))).sum::<f64>();
    let paired = letters(|pair| &pair.a).min(letters(|pair| &pair.b)).max(1.0);
    let matched: Vec<&&Pair> = pairs.iter().filter(|pair| pair.likeness >= 0.7).collect();
    let matched_letters: f64 = matched.iter().map(|pair| length(&pair.a).min(length(&pair.b))).sum();
    let worst =
        pairs.iter().copied().min_by(|x, y| (1.0 - x.likeness).total_cmp(&(1.0 - y.likeness)).reverse());
    let swaps = pairs.iter().filter(|pair| pair.likeness < 0.5).count() as f64;
    let extras: Vec<&Word> =
        alignment.only_a.iter().chain(&alignment.only_b).filter(|word| !is_light(word)).collect();
    let extra_letters: f64 = extras.iter().map(|word| length(word)).sum();
    let of_kind = |kind: Kind| extras.iter().filter(|word| word.kind == kind).count() as f64;
    let one_sided = alignment.only_a.iter().all(is_light) || alignment.only_b.iter().all(is_light);
    let organisation = is_organisation(a) || is_organisation(b);
    let joined = |name: &Name| name.core().iter().map(|word| word.text.as_str()).collect::<String>();
    let (whole_a, whole_b) = (joined(a), joined(b));
    let sound = |name: &Name| name.core().iter().map(|word| word.sound.as_str()).collect::<String>();
    let whole = osa_distance(&whole_a, &whole_b).min(osa_distance(&sound(a), &sound(b)) + 1) as f64;
    let longest = whole_a.chars().count().max(whole_b.chars().count()).max(1) as f64;
    let shortest = whole_a.chars().count().min(whole_b.chars().count()) as f64;
    let n_words = |name: &Name| name.core().len() as f64;
    let forms_clash =
        !a.forms.is_empty() && !b.forms.is_empty() && a.forms.iter().all(|form| !b.forms.contains(form));
    let numbers = pairs
        .iter()
        .any(|pair| pair.how != How::Equal && pair.a.kind == Kind::Number && pair.b.kind == Kind::Number);
    let n_equal = |how: How| pairs.iter().filter(|pair| pair.how == how).count() as f64;
    let flag = |yes: bool| f64::from(u8::from(yes));
    let native = |script: Script| flag(a.script == script && b.script == script);
    let crossed = flag(a.script != b.script);
    let worst_edits = worst.map_or(0.0, cost);
    let worst_length = worst.map_or(0.0, |pair| length(&pair.a).max(length(&pair.b)));
    let same_start = worst.is_none_or(|pair| pair.a.sound.chars().next() == pair.b.sound.chars().next());
    let turned = a.turned || b.turned;
    let person = flag(!organisation);
    let feature = |name: &'static str, value: f64, direction: i8| Feature { name, value, direction };
    vec![
        feature("edits", edits.min(10.0), -1),
        feature("raw_edits", raw.min(12.0), -1),
        feature("sound_edits", sounds.min(10.0), -1),
        feature("edits_share", edits / paired, -1),
        feature("worst_likeness", worst.map_or(1.0, |pair| pair.likeness), 1),
        feature("worst_edits", worst_edits.min(8.0), -1),
        feature("worst_length", worst_length.min(12.0), 0),
        feature("worst_same_start", flag(same_start), 1),
        feature("swaps", swaps, -1),
        feature("extra_words", extras.len() as f64, -1),
        feature("extra_letters_share", extra_letters / longest, -1),
        feature("extra_plain_of_organisation", of_kind(Kind::Plain) * (1.0 - person), -1),
        feature("extra_share_of_organisation", extra_letters / longest * (1.0 - person), -1),
        feature("extra_share_of_person", extra_letters / longest * person, -1),
        feature("single_word_in_longer", flag(n_words(a).min(n_words(b)) == 1.0 && extras.len() > 1), -1),
        feature("extra_generic", of_kind(Kind::Generic), -1),
        feature("extra_numbers", of_kind(Kind::Number), -1),
        feature("extras_on_both_sides", flag(!one_sided), -1),
        feature("matched_words", matched.len() as f64, 1),
        feature("matched_share", matched_letters / shortest.max(1.0), 1),
        feature("shorter_words", n_words(a).min(n_words(b)), 0),
        feature("shorter_letters", shortest.min(25.0), 0),
        feature("whole_edits", whole.min(12.0), -1),
        feature("whole_share", whole / longest, -1),
        feature("reordered", flag(alignment.reordered && !turned), -1),
        feature("forms_clash", flag(forms_clash), -1),
        feature("form_on_one_side", flag(a.forms.is_empty() != b.forms.is_empty()), 0),
        feature("numbers_differ", flag(numbers), -1),
        feature("groups", n_equal(How::Group), 1),
        feature("initials", n_equal(How::Initial), 0),
        feature("organisation", 1.0 - person, 0),
        feature("syllables", native(Script::Syllables), 0),
        feature("abjad", native(Script::Abjad), 0),
        feature("abugida", native(Script::Abugida), 0),
        feature("crossed_scripts", crossed, 0),
    ]
}
