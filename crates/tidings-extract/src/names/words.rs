//! A name taken apart: folded words, what each of them is, and the script it was written in.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use any_ascii::any_ascii;
use serde::Deserialize;

/// The knowledge of `data/names.toml`.
#[derive(Debug)]
pub(super) struct Lists {
    /// Phrases of legal forms as words, longest first, with the family.
    legal_forms: Vec<(Vec<String>, String)>,
    titles: Vec<String>,
    particles: Vec<String>,
    generic: Vec<String>,
    apart: Vec<Vec<String>>,
    /// Word to the word that stands for it.
    same: BTreeMap<String, String>,
    phrases: BTreeMap<String, Vec<String>>,
    numbers: BTreeMap<String, String>,
    sounds: Vec<(String, String)>,
}

#[derive(Deserialize)]
struct File {
    legal_forms: BTreeMap<String, Vec<String>>,
    words: Words,
    same: Same,
    numbers: BTreeMap<String, String>,
    sounds: Sounds,
}

#[derive(Deserialize)]
struct Words {
    titles: Vec<String>,
    particles: Vec<String>,
    generic: Vec<String>,
    apart: Vec<Vec<String>>,
}

#[derive(Deserialize)]
struct Same {
    words: Vec<Vec<String>>,
    phrases: Vec<(String, String)>,
}

#[derive(Deserialize)]
struct Sounds {
    pairs: Vec<(String, String)>,
}

/// The built-in lists.
pub(super) static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let file: File =
        toml::from_str(include_str!("../../../../data/names.toml")).expect("a test reads the built-in file");
    let mut legal_forms: Vec<(Vec<String>, String)> = file
        .legal_forms
        .into_iter()
        .flat_map(|(family, phrases)| phrases.into_iter().map(move |phrase| (split(&phrase), family.clone())))
        .collect();
    legal_forms.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then(a.cmp(b)));
    let sorted = |mut words: Vec<String>| {
        words.sort();
        words
    };
    let same = file.same.words.into_iter().flat_map(|group| {
        let first = group.first().cloned().unwrap_or_default();
        group.into_iter().map(move |word| (word, first.clone()))
    });
    Lists {
        legal_forms,
        titles: sorted(file.words.titles),
        particles: sorted(file.words.particles),
        generic: sorted(file.words.generic),
        apart: file.words.apart,
        same: same.collect(),
        phrases: file.same.phrases.into_iter().map(|(short, long)| (short, split(&long))).collect(),
        numbers: file.numbers,
        sounds: file.sounds.pairs,
    }
});

fn split(phrase: &str) -> Vec<String> {
    phrase.split_whitespace().map(str::to_owned).collect()
}

/// What a word of a name is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// A word that tells the name from others.
    Plain,
    /// A word that many organisations share.
    Generic,
    /// A small word, written or left out at will.
    Particle,
    /// Said with a name, no part of it.
    Title,
    /// A number, in figures.
    Number,
    /// One letter, or several that stand for words.
    Initial,
}

/// One word of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// Folded.
    pub text: String,
    /// The word that stands for its group: `bill` is `william`.
    pub same: String,
    /// What remains of it where transliterations differ.
    pub sound: String,
    /// What it is.
    pub kind: Kind,
}

/// A name taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Name {
    /// Its words without legal forms, in the order given ("Surname, Given" is turned round).
    pub words: Vec<Word>,
    /// The families of its legal forms.
    pub forms: Vec<String>,
    /// The phrases of its legal forms as written, folded.
    pub form_words: Vec<String>,
    /// The script of most of its letters.
    pub script: Script,
    /// Whether a comma told the family name apart.
    pub turned: bool,
}

/// The scripts that are compared as they stand, where both names use them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Script {
    /// Latin, Cyrillic, Greek, Georgian, Armenian: folds to Latin letter by letter.
    Alphabet,
    /// Arabic, Hebrew: vowels are mostly not written.
    Abjad,
    /// Devanagari, Thai, Khmer, Ethiopic …: vowels are signs on letters.
    Abugida,
    /// Chinese, Japanese, Korean: a sign is a syllable or a word.
    Syllables,
}

/// Returns the script of most letters.
fn script_of(name: &str) -> Script {
    let mut counts = [0_usize; 4];
    for c in name.chars().filter(|c| c.is_alphabetic()) {
        let script = match u32::from(c) {
            0x0590..=0x08ff | 0xfb1d..=0xfdff | 0xfe70..=0xfeff => 1,
            0x0900..=0x109f | 0x1200..=0x139f | 0x1700..=0x18af | 0x1950..=0x1cff => 2,
            0x1100..=0x11ff | 0x2e80..=0xa4cf | 0xac00..=0xd7ff | 0xf900..=0xfaff | 0x20000..=0x3ffff => 3,
            _ => 0,
        };
        counts[script] += 1;
    }
    let most = (0..4).rev().max_by_key(|&at| counts[at]).unwrap_or(0);
    [Script::Alphabet, Script::Abjad, Script::Abugida, Script::Syllables][most]
}

/// Takes two names apart in a common script: as they stand where both use one that does not fold well, else in Latin letters.
pub(super) fn take_apart(a: &str, b: &str) -> (Name, Name) {
    let (script_a, script_b) = (script_of(a), script_of(b));
    let native = script_a == script_b && script_a != Script::Alphabet;
    (Name::new(a, script_a, native), Name::new(b, script_b, native))
}

impl Name {
    fn new(name: &str, script: Script, native: bool) -> Self {
        let (name, turned) = turn_round(name);
        let pieces = pieces(&name, native);
        let (pieces, forms, form_words) = without_forms(pieces);
        let words = pieces.into_iter().map(Word::new).collect();
        Self { words, forms, form_words, script, turned }
    }

    /// Returns the words without the titles before and after them, unless nothing else is there.
    pub(super) fn named(&self) -> Vec<Word> {
        let is_title = |word: &Word| word.kind == Kind::Title;
        let first = self.words.iter().position(|word| !is_title(word));
        let last = self.words.iter().rposition(|word| !is_title(word));
        match first.zip(last) {
            Some((first, last)) => self.words[first..=last].to_vec(),
            None => self.words.clone(),
        }
    }

    /// Returns the words that tell the name from others: particles left out too, unless nothing else is there.
    pub(super) fn core(&self) -> Vec<Word> {
        let named = self.named();
        let core: Vec<Word> = named.iter().filter(|word| word.kind != Kind::Particle).cloned().collect();
        if core.is_empty() { named } else { core }
    }
}

impl Word {
    fn new(text: String) -> Self {
        let lists = &*LISTS;
        let text = lists.numbers.get(&text).cloned().unwrap_or(text);
        let has = |words: &[String]| words.binary_search(&text).is_ok();
        let kind = if text.chars().all(|c| c.is_ascii_digit()) || is_roman(&text) {
            Kind::Number
        } else if has(&lists.titles) {
            Kind::Title
        } else if has(&lists.particles) {
            Kind::Particle
        } else if has(&lists.generic) {
            Kind::Generic
        } else if text.chars().count() == 1 && text.is_ascii() {
            Kind::Initial
        } else {
            Kind::Plain
        };
        let same = lists.same.get(&text).cloned().unwrap_or_else(|| text.clone());
        let sound = sound_of(&text);
        Self { text, same, sound, kind }
    }

    /// Says whether the two are words of which one never stands for the other: north and south.
    pub(super) fn is_apart_from(&self, other: &Self) -> bool {
        self.text != other.text
            && LISTS.apart.iter().any(|group| group.contains(&self.text) && group.contains(&other.text))
    }

    /// Returns several words written as one.
    pub(super) fn joined(words: &[&Word]) -> Self {
        let mut joined = Self::new(words.iter().map(|word| word.text.as_str()).collect());
        joined.kind = Kind::Plain;
        joined
    }
}

fn is_roman(text: &str) -> bool {
    text.len() > 1 && text.chars().all(|c| matches!(c, 'i' | 'v' | 'x'))
}

/// Returns what remains of a folded word where transliterations differ.
pub(super) fn sound_of(text: &str) -> String {
    if !text.is_ascii() {
        return text.to_owned();
    }
    let mut sound = text.to_owned();
    for (from, to) in &LISTS.sounds {
        if sound.contains(from.as_str()) {
            sound = sound.replace(from.as_str(), to);
        }
    }
    let mut out = String::with_capacity(sound.len());
    for c in sound.chars() {
        if !out.ends_with(c) {
            out.push(c);
        }
    }
    out
}

/// Turns "Surname, Given" round, where what follows the only comma is no legal form.
fn turn_round(name: &str) -> (String, bool) {
    let mut parts = name.split(',');
    if let (Some(family), Some(given), None) = (parts.next(), parts.next(), parts.next()) {
        let after = pieces(given, false);
        let is_form = LISTS.legal_forms.iter().any(|(phrase, _)| *phrase == after);
        if !after.is_empty() && !is_form && !family.trim().is_empty() {
            return (format!("{} {}", given.trim(), family.trim()), true);
        }
    }
    (name.to_owned(), false)
}

/// Splits a name into folded words; "A.B.C." and "S.R.L." become one each, "Bank's" loses its "'s".
fn pieces(name: &str, native: bool) -> Vec<String> {
    let folded = if native { fold_native(name) } else { any_ascii(name).to_lowercase() };
    let mut out = Vec::new();
    for chunk in folded.split(|c: char| c.is_whitespace() || "-,;:/\\()[]{}\"_|".contains(c)) {
        let chunk = chunk.trim_matches(|c: char| !c.is_alphanumeric() && c != '&' && c != '+');
        let chunk = chunk.strip_suffix("'s").unwrap_or(chunk);
        if chunk.is_empty() {
            continue;
        }
        let letters: Vec<&str> = chunk.split('.').filter(|part| !part.is_empty()).collect();
        let initials = letters.len() > 1 && letters.iter().all(|part| part.chars().count() == 1);
        if initials {
            out.push(letters.concat());
            continue;
        }
        for part in letters {
            for (at, side) in part.split('&').enumerate() {
                if at > 0 {
                    out.push("and".to_owned());
                }
                let word: String =
                    side.chars().filter(|c| c.is_alphanumeric() || (native && !c.is_ascii())).collect();
                if !word.is_empty() {
                    out.push(ordinal(word));
                }
            }
        }
    }
    expand_phrases(out)
}

/// "1st" is "1".
fn ordinal(word: String) -> String {
    for ending in ["st", "nd", "rd", "th"] {
        if let Some(number) = word.strip_suffix(ending)
            && !number.is_empty()
            && number.chars().all(|c| c.is_ascii_digit())
        {
            return number.to_owned();
        }
    }
    word
}

fn expand_phrases(pieces: Vec<String>) -> Vec<String> {
    if pieces.len() < 2 {
        return pieces;
    }
    let mut out = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match LISTS.phrases.get(&piece) {
            Some(words) => out.extend(words.iter().cloned()),
            None => out.push(piece),
        }
    }
    out
}

/// Folds a script that is compared as it stands: case, Arabic letter forms and vowel marks.
fn fold_native(name: &str) -> String {
    name.to_lowercase()
        .chars()
        .filter(|c| !matches!(u32::from(*c), 0x064b..=0x0652 | 0x0640 | 0x05b0..=0x05c7 | 0x200b..=0x200f))
        .map(|c| match c {
            'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
            'ى' | 'ی' => 'ي',
            'ک' => 'ك',
            'ة' => 'ه',
            _ => c,
        })
        .collect()
}

/// Takes legal forms out of the words, at the end, at the start, or inside where the phrase is long; one word at least stays.
fn without_forms(pieces: Vec<String>) -> (Vec<String>, Vec<String>, Vec<String>) {
    let mut words = pieces;
    let (mut forms, mut phrases) = (Vec::new(), Vec::new());
    loop {
        let found = LISTS.legal_forms.iter().find_map(|(phrase, family)| {
            if phrase.len() >= words.len() {
                return None;
            }
            let at = words.windows(phrase.len()).rposition(|window| window == phrase)?;
            let at_edge = at == 0 || at + phrase.len() == words.len();
            // short forms are words of other names too: "as", "co" inside a name are left alone
            let strong = phrase.len() > 1 || phrase.iter().any(|word| word.len() > 3);
            let may_lead = at > 0 || strong || STARTS.contains(&phrase[0].as_str());
            ((at_edge || strong) && may_lead).then(|| (at, phrase.len(), family.clone(), phrase.join(" ")))
        });
        let Some((at, n_words, family, phrase)) = found else { break };
        words.drain(at..at + n_words);
        forms.push(family);
        phrases.push(phrase);
    }
    forms.sort();
    forms.dedup();
    phrases.sort();
    (words, forms, phrases)
}

/// Short forms that stand before the name.
const STARTS: [&str; 12] = ["ooo", "oao", "zao", "pao", "ao", "too", "tov", "pat", "srl", "uab", "sia", "pt"];

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, words: &str, forms: &str) {
        let (name, _) = take_apart(name, "x");
        let texts: Vec<&str> = name.words.iter().map(|word| word.text.as_str()).collect();
        assert_eq!(texts.join(" "), words);
        assert_eq!(name.forms.join(" "), forms);
    }

    #[test]
    fn names_come_apart() {
        check("Marlow & Finch Holdings, Ltd.", "marlow and finch holdings", "limited");
        check("HARROW, Edith", "edith harrow", "");
        check("Société Anonyme Berthier", "berthier", "stock");
        check("ООО \"Рассвет\"", "rassvet", "liability");
        check("N.B.K. Freight Co., Ltd.", "nbk freight", "limited");
        check("Sixth Harbour Fund", "6 harbour fund", "");
        check("4th Harbour Fund", "4 harbour fund", "");
        check("Orla O'Dwyer", "orla odwyer", "");
        check("The Ferry's Club", "the ferry club", "");
        check("AG", "ag", "");
    }

    #[test]
    fn sounds_of_transliterations_agree() {
        for (a, b) in
            [("zhukov", "jukov"), ("yushchenko", "juschtschenko"), ("wolkow", "volkov"), ("nouri", "noory")]
        {
            let far = strsim::levenshtein(&sound_of(a), &sound_of(b));
            assert!(far <= 1, "{a} {b}: {} {}", sound_of(a), sound_of(b));
        }
    }

    #[test]
    fn one_script_is_compared_as_it_stands() {
        let (a, b) = take_apart("산바람", "산구름");
        assert_eq!(a.words[0].text, "산바람");
        assert_eq!(b.script, Script::Syllables);
        let (a, _) = take_apart("Олена", "Olena");
        assert_eq!(a.words[0].text, "olena");
    }
}
