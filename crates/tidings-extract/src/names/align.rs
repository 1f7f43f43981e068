//! Which word of one name stands for which word of the other.

use strsim::osa_distance;

use super::words::{Kind, Name, Script, Word};

/// How two words agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum How {
    /// The same letters.
    Equal,
    /// Other spellings or short forms of one word.
    Group,
    /// The same sound in another transliteration.
    Sound,
    /// One is an initial of the other.
    Initial,
    /// Some letters differ.
    Letters,
    /// Other words in the same place.
    Swapped,
}

/// Two words that stand for each other.
#[derive(Debug, Clone)]
pub(super) struct Pair {
    /// The word of the first name.
    pub a: Word,
    /// The word of the second.
    pub b: Word,
    /// How they agree.
    pub how: How,
    /// Letters that differ, transpositions counting one (optimal string alignment).
    pub edits: f64,
    /// Letters that differ in the sounds.
    pub sound_edits: f64,
    /// 0 to 1.
    pub likeness: f64,
}

impl Pair {
    /// Says whether both are small words or titles.
    pub(super) fn is_light(&self) -> bool {
        let light = |word: &Word| word.kind == Kind::Particle;
        light(&self.a) && light(&self.b)
    }
}

/// Two names laid side by side.
#[derive(Debug, Clone)]
pub(super) struct Alignment {
    /// Words that stand for each other, in the order of the first name.
    pub pairs: Vec<Pair>,
    /// Words of the first name alone.
    pub only_a: Vec<Word>,
    /// Words of the second name alone.
    pub only_b: Vec<Word>,
    /// Whether the matched words come in another order.
    pub reordered: bool,
}

impl Alignment {
    /// Returns the first two words that stand in each other's place and never mean the same.
    pub(super) fn apart(&self) -> Option<&Pair> {
        self.pairs.iter().find(|pair| pair.a.is_apart_from(&pair.b))
    }
}

/// Below this likeness two words do not stand for each other, but may stand in each other's place.
const ALIKE: f64 = 0.5;

/// Lays two names side by side.
pub(super) fn align(a: &Name, b: &Name) -> Alignment {
    let (words_a, words_b) = (a.named(), b.named());
    let words_b = join_runs(words_b, &words_a);
    let words_a = join_runs(words_a, &words_b);
    let per_letter = if a.script == Script::Syllables && b.script == Script::Syllables { 2.5 } else { 1.0 };
    let mut candidates = Vec::new();
    for (i, word_a) in words_a.iter().enumerate() {
        for (j, word_b) in words_b.iter().enumerate() {
            let pair = compare(word_a, word_b, per_letter);
            let length = pair.a.text.chars().count().min(pair.b.text.chars().count());
            let place = if i == j { 0.01 } else { 0.0 };
            let light = if pair.is_light() { 0.5 } else { 1.0 };
            let weight = (pair.likeness + place) * light * (1.0 + length as f64).ln();
            candidates.push((weight, i, j, pair));
        }
    }
    candidates.sort_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)).then(x.2.cmp(&y.2)));
    let mut free_a = vec![true; words_a.len()];
    let mut free_b = vec![true; words_b.len()];
    let mut chosen: Vec<(usize, usize, Pair)> = Vec::new();
    for swapped in [false, true] {
        for (_, i, j, pair) in &candidates {
            let fits = if swapped { is_swap(pair) } else { pair.likeness >= ALIKE };
            if free_a[*i] && free_b[*j] && fits {
                free_a[*i] = false;
                free_b[*j] = false;
                let how = if swapped { How::Swapped } else { pair.how };
                chosen.push((*i, *j, Pair { how, ..pair.clone() }));
            }
        }
    }
    chosen.sort_by_key(|(i, j, _)| (*i, *j));
    let in_place: Vec<usize> = chosen
        .iter()
        .filter(|(_, _, pair)| pair.how != How::Swapped && !pair.is_light())
        .map(|c| c.1)
        .collect();
    let reordered = in_place.windows(2).any(|two| two[0] > two[1]);
    let left = |words: Vec<Word>, free: Vec<bool>| {
        words.into_iter().zip(free).filter_map(|(word, free)| free.then_some(word)).collect()
    };
    Alignment {
        pairs: chosen.into_iter().map(|(_, _, pair)| pair).collect(),
        only_a: left(words_a, free_a),
        only_b: left(words_b, free_b),
        reordered,
    }
}

/// A small word does not take the place of a name.
fn is_swap(pair: &Pair) -> bool {
    let light = |word: &Word| word.kind == Kind::Particle;
    light(&pair.a) == light(&pair.b)
}

/// Joins runs of two to four words that the other name writes as one.
fn join_runs(words: Vec<Word>, other: &[Word]) -> Vec<Word> {
    let mut out: Vec<Word> = Vec::with_capacity(words.len());
    let mut at = 0;
    'next: while at < words.len() {
        for n_words in (2..=4.min(words.len() - at)).rev() {
            let run: Vec<&Word> = words[at..at + n_words].iter().collect();
            let joined = Word::joined(&run);
            let length = joined.text.chars().count();
            let best_alone =
                |word: &Word| run.iter().map(|one| likeness(&one.text, &word.text)).fold(0.0, f64::max);
            let is_one = |word: &&Word| {
                let near = likeness(&joined.text, &word.text);
                length >= 5 && near >= 0.8 && near > best_alone(word) + 0.1
            };
            if other.iter().find(is_one).is_some() {
                out.push(joined);
                at += n_words;
                continue 'next;
            }
        }
        out.push(words[at].clone());
        at += 1;
    }
    out
}

fn likeness(a: &str, b: &str) -> f64 {
    let longest = a.chars().count().max(b.chars().count()).max(1);
    1.0 - osa_distance(a, b) as f64 / longest as f64
}

fn compare(a: &Word, b: &Word, per_letter: f64) -> Pair {
    let edits = osa_distance(&a.text, &b.text) as f64 * per_letter;
    let sound_edits = osa_distance(&a.sound, &b.sound) as f64 * per_letter;
    let longest = |x: &str, y: &str| x.chars().count().max(y.chars().count()).max(1) as f64;
    let by_letters = 1.0 - edits / longest(&a.text, &b.text);
    let by_sound = 1.0 - sound_edits / longest(&a.sound, &b.sound) - 0.05;
    let small = |word: &Word| word.kind == Kind::Particle;
    let (how, likeness) = if a.text == b.text {
        (How::Equal, 1.0)
    } else if small(a) != small(b) {
        (How::Letters, 0.0)
    } else if a.same == b.same {
        (How::Group, 0.95)
    } else if is_initial(a, b) || is_initial(b, a) {
        (How::Initial, 0.8)
    } else if a.sound == b.sound && a.sound.chars().count() > 3 {
        (How::Sound, 0.95)
    } else {
        (How::Letters, by_letters.max(by_sound).max(0.0))
    };
    Pair { a: a.clone(), b: b.clone(), how, edits, sound_edits, likeness }
}

/// Says whether `short` is the first letter of `long`.
fn is_initial(short: &Word, long: &Word) -> bool {
    let mut letters = short.text.chars();
    let first = letters.next();
    letters.next().is_none()
        && first.is_some_and(|c| c.is_ascii_alphabetic())
        && long.text.len() > 1
        && long.text.chars().next() == first
        && long.kind != Kind::Number
}

#[cfg(test)]
mod tests {
    use super::super::words::take_apart;
    use super::*;

    fn check(a: &str, b: &str, expected: &str) {
        let (name_a, name_b) = take_apart(a, b);
        let found = align(&name_a, &name_b);
        let mut out: Vec<String> = found
            .pairs
            .iter()
            .map(|pair| format!("{}={}:{:?}", pair.a.text, pair.b.text, pair.how))
            .collect();
        out.extend(found.only_a.iter().map(|word| format!("-{}", word.text)));
        out.extend(found.only_b.iter().map(|word| format!("+{}", word.text)));
        assert_eq!(out.join(" "), expected);
    }

    #[test]
    fn words_find_each_other() {
        check("Edith Harrow", "Harrow, Edith", "edith=edith:Equal harrow=harrow:Equal");
        check("Bill Harrow", "William Harow", "bill=william:Group harrow=harow:Sound");
        check("E. Harrow", "Edith Harrow", "e=edith:Initial harrow=harrow:Equal");
        check("EdithHarrow", "Edith Harrow", "edithharrow=edithharrow:Equal");
        check("Edith Harrow", "Edith Marsh", "edith=edith:Equal harrow=marsh:Swapped");
        check("Edith Ann Harrow", "Edith Harrow", "edith=edith:Equal harrow=harrow:Equal -ann");
        check("Dr. Edith Harrow", "Edith Harrow", "edith=edith:Equal harrow=harrow:Equal");
    }
}
