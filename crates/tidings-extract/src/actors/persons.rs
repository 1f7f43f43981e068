//! Persons: their names in one report joined to one person each, with titles, offices and the state they act for.
//!
//! A person is known by the full name; a surname alone, with or without a title, leads to the full name in the same
//! report, or to a known person whose country the report speaks of. Spellings are joined where they differ only as
//! romanisations do (hyphens, capitals, "Sin" and "Shin").

use tidings_text::ActorId;

use super::found::Gender;
use super::index::Actors;
use super::record::{ActorKind, ActorRecord};
use super::words::Words;

/// A person of one report.
#[derive(Debug, Clone)]
pub(super) struct Person {
    /// The fullest name met, without titles.
    pub(super) name: String,
    /// Its parts, folded by [`parts`].
    parts: Vec<String>,
    /// The id: a known person's, or the name as a slug.
    pub(super) id: ActorId,
    pub(super) country: Option<ActorId>,
    pub(super) gender: Option<Gender>,
    /// Titles met, in lower case.
    pub(super) titles: Vec<String>,
    /// Whether the family name stands first.
    family_first: bool,
    /// Whether the person is in the tables.
    known: bool,
}

/// The persons of one report.
#[derive(Debug, Default)]
pub(super) struct Persons {
    pub(super) all: Vec<Person>,
}

/// What the words around a name say of the person.
#[derive(Debug, Default, Clone)]
pub(super) struct Around {
    pub(super) country: Option<ActorId>,
    pub(super) gender: Option<Gender>,
    pub(super) titles: Vec<String>,
}

impl Persons {
    /// Adds a full name (two words or more) and returns the person's index.
    pub(super) fn add_full(&mut self, name: &str, around: &Around, actors: &Actors, words: &Words) -> usize {
        let record = known_person(name, actors);
        let name_parts = parts(name);
        let known = self.all.iter().position(|person| match record {
            Some(record) => person.id == record.id,
            None => same_person(&person.parts, &name_parts),
        });
        let index = known.unwrap_or_else(|| {
            self.all.push(new_person(name, name_parts, record, words));
            self.all.len() - 1
        });
        self.learn(index, around);
        index
    }

    /// Adds a name of one word and returns the person's index: somebody of the report whose surname it is, a
    /// known person, or somebody new.
    pub(super) fn add_single(
        &mut self,
        name: &str,
        around: &Around,
        countries: &[ActorId],
        actors: &Actors,
        words: &Words,
    ) -> usize {
        let part = parts(name).pop().unwrap_or_default();
        let joins = |person: &Person| person.surname() == Some(part.as_str()) && fits(person, around);
        // "Hillary", "Suu Kyi": parts of a known person's name that are not the surname.
        let given = |person: &Person| person.known && person.parts.contains(&part);
        // Of two of one surname the report means the one it brought up first.
        let known = self.all.iter().position(joins).or_else(|| self.all.iter().position(given));
        let index = known.unwrap_or_else(|| {
            let record =
                known_person(name, actors).or_else(|| known_surname(&part, around, countries, actors));
            match record.and_then(|record| self.all.iter().position(|person| person.id == record.id)) {
                Some(index) => index,
                None => {
                    let name = record.map_or(name, |record| record.name.as_str());
                    self.all.push(new_person(name, parts(name), record, words));
                    self.all.len() - 1
                }
            }
        });
        self.learn(index, around);
        index
    }

    fn learn(&mut self, index: usize, around: &Around) {
        let Some(person) = self.all.get_mut(index) else { return };
        person.country = person.country.take().or_else(|| around.country.clone());
        person.gender = person.gender.or(around.gender);
        for title in &around.titles {
            if !person.titles.contains(title) {
                person.titles.push(title.clone());
            }
        }
    }
}

impl Person {
    fn surname(&self) -> Option<&str> {
        let part = if self.family_first { self.parts.first() } else { self.parts.last() };
        part.map(String::as_str)
    }
}

fn fits(person: &Person, around: &Around) -> bool {
    let gender = person.gender.zip(around.gender).is_none_or(|(a, b)| a == b);
    let country = person.country.as_ref().zip(around.country.as_ref()).is_none_or(|(a, b)| a == b);
    gender && country
}

fn new_person(name: &str, parts: Vec<String>, record: Option<&ActorRecord>, words: &Words) -> Person {
    let gender = match record.and_then(|record| record.pronoun.as_deref()) {
        Some("he") => Some(Gender::He),
        Some("she") => Some(Gender::She),
        _ => gender_of_name(parts.first(), words),
    };
    let titles = record
        .map_or_else(Vec::new, |record| record.offices.iter().map(|office| office.title.clone()).collect());
    Person {
        name: record
            .filter(|_| !name.contains(' '))
            .map_or_else(|| name.to_owned(), |record| record.name.clone()),
        family_first: record
            .map_or_else(|| looks_family_first(name, words), |record| is_family_first(record, words)),
        parts,
        known: record.is_some(),
        id: record.map_or_else(|| super::slugify(name).into(), |record| record.id.clone()),
        country: record.and_then(|record| record.country.clone()),
        gender,
        titles,
    }
}

fn gender_of_name(first: Option<&String>, words: &Words) -> Option<Gender> {
    let first = first?.as_str();
    match (words.he_names.contains(first), words.she_names.contains(first)) {
        (true, false) => Some(Gender::He),
        (false, true) => Some(Gender::She),
        _ => None,
    }
}

/// Returns the known person of exactly this name.
fn known_person<'a>(name: &str, actors: &'a Actors) -> Option<&'a ActorRecord> {
    let find = |name: &str| {
        actors.find(name).map(|(record, _)| record).filter(|record| record.kind == ActorKind::Person)
    };
    // "Olof J. Palme" is known as "Olof Palme".
    let is_initial = |word: &&str| word.trim_end_matches('.').chars().count() > 1;
    let bare = || name.split(' ').filter(is_initial).collect::<Vec<_>>().join(" ");
    find(name).or_else(|| find(&bare()))
}

/// Returns the one known person with this surname whose country the title or the report names.
fn known_surname<'a>(
    part: &str,
    around: &Around,
    countries: &[ActorId],
    actors: &'a Actors,
) -> Option<&'a ActorRecord> {
    let here = |record: &&ActorRecord| match (&around.country, &record.country) {
        (Some(want), Some(country)) => want == country,
        (None, Some(country)) => countries.contains(country),
        _ => false,
    };
    let title_fits = |record: &&ActorRecord| {
        around.titles.is_empty()
            || around
                .titles
                .iter()
                .all(|title| matches!(title.as_str(), "leader" | "head" | "chief" | "politician"))
            || record.offices.iter().any(|office| {
                around.titles.iter().any(|title| office.title == *title || office.title.ends_with(title))
            })
    };
    let gender_fits = |record: &&ActorRecord| match around.gender {
        Some(Gender::He) => record.pronoun.as_deref() != Some("she"),
        Some(Gender::She) => record.pronoun.as_deref() != Some("he"),
        None => true,
    };
    let mut fitting = actors.persons_by_surname(part).filter(here).filter(title_fits).filter(gender_fits);
    let first = fitting.next()?;
    fitting.next().is_none().then_some(first)
}

/// Says whether a known person's family name stands first.
///
/// "Ban Ki-moon" is one by its shape, though his country is no state.
pub(super) fn is_family_first(record: &ActorRecord, words: &Words) -> bool {
    let small_second =
        record.name.split_once('-').is_some_and(|(_, rest)| rest.starts_with(char::is_lowercase));
    if small_second && looks_family_first(&record.name, words) {
        return true;
    }
    record.country.as_ref().is_some_and(|country| words.family_first.contains(country.as_str()))
        && parts(&record.name).len() <= 4
}

/// Says whether a name has the shape of a Korean or Chinese one: three syllables, the last two joined or short.
fn looks_family_first(name: &str, lists: &Words) -> bool {
    let mut words = name.split_whitespace();
    let (first, second, third, rest) = (words.next(), words.next(), words.next(), words.next());
    let short = |word: Option<&str>| word.is_some_and(|word| word.chars().count() <= 5);
    match (second, third, rest) {
        (Some(given), None, None) => {
            short(first)
                && given.split('-').count() == 2
                && given.split('-').all(|syllable| syllable.len() <= 6)
        }
        (Some(_), Some(_), None) => {
            first.is_some_and(|first| lists.family_names.contains(first.to_lowercase().as_str()))
        }
        _ => false,
    }
}

/// Returns the parts of a name in lower-case ASCII; hyphens part, so "Son-hui" is two.
pub(super) fn parts(name: &str) -> Vec<String> {
    let folded = any_ascii::any_ascii(name).to_lowercase();
    let mut words: Vec<String> = Vec::new();
    for word in folded.split(|c: char| !c.is_ascii_alphanumeric() && c != '\'') {
        let word = word.trim_matches('\'').trim_end_matches("'s");
        if !word.is_empty() && !matches!(word, "jr" | "sr" | "ii" | "iii" | "s") {
            words.push(word.to_owned());
        }
    }
    words
}

/// Says whether two names, both of two parts or more, are spellings of one.
fn same_person(a: &[String], b: &[String]) -> bool {
    if a.len() < 2 || b.len() < 2 {
        return false;
    }
    if a.len() == b.len() {
        let romanised = a.iter().zip(b).all(|(a, b)| romanised(a) == romanised(b));
        // Korean and Chinese syllables vary by a letter: "chol" and "chul".
        let syllables = a.len() == 3
            && a.iter().zip(b).filter(|(a, b)| a == b).count() >= 1
            && a.iter().zip(b).all(|(a, b)| similar_syllable(a, b));
        return romanised || syllables;
    }
    // "George Bush" and "George W. Bush".
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let ends = |parts: &[String]| parts.first().cloned().zip(parts.last().cloned());
    ends(short) == ends(long)
        || (short.len() == 2 && long.len() == 3 && short[0] == long[0] && short[1] == long[1..].concat())
}

fn similar_syllable(a: &str, b: &str) -> bool {
    a == b
        || (a.len() <= 6
            && b.len() <= 6
            && a.as_bytes().first() == b.as_bytes().first()
            && a.len() > 2
            && b.len() > 2
            && strsim::levenshtein(a, b) <= 1)
        || romanised(a) == romanised(b)
}

/// Returns a part with the usual differences of romanisation taken out.
fn romanised(part: &str) -> String {
    const SAME: [(&str, &str); 12] = [
        ("sh", "s"),
        ("kh", "h"),
        ("yy", "y"),
        ("iy", "y"),
        ("ij", "y"),
        ("yi", "y"),
        ("ey", "ei"),
        ("oo", "u"),
        ("ou", "u"),
        ("w", "v"),
        ("ph", "f"),
        ("ck", "k"),
    ];
    let mut part = part.to_owned();
    for (from, to) in SAME {
        part = part.replace(from, to);
    }
    let mut out = String::with_capacity(part.len());
    for c in part.chars() {
        if !out.ends_with(c) {
            out.push(c);
        }
    }
    if out.ends_with('i') && out.len() > 3 {
        out.pop();
        out.push('y');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_person_are_joined_and_others_are_not() {
        let check = |a: &str, b: &str, expected: bool| {
            assert_eq!(same_person(&parts(a), &parts(b)), expected, "{a} and {b}");
        };
        check("Choe Son-hui", "Choe Son Hui", true);
        check("Sin Hong-Chol", "Shin Hong-chul", true);
        check("Volodymyr Zelensky", "Volodymyr Zelenskyy", true);
        check("Sergei Shoigu", "Sergey Shoigu", true);
        check("John F. Kennedy", "John Kennedy", true);
        check("Kim Jong Un", "Kim Jong Il", false);
        check("Ann Richards", "Anne Richards", false);
        check("Boris Yeltsin", "Naina Yeltsina", false);
    }

    #[test]
    fn a_surname_leads_to_the_full_name_of_the_report() {
        let actors = Actors::load(&[]).expect("the built-in files are valid");
        let mut persons = Persons::default();
        let around = Around::default();
        let full = persons.add_full("Olof Palme", &around, &actors, &actors.words);
        assert_eq!(persons.add_single("Palme", &around, &[], &actors, &actors.words), full);
        let korean = persons.add_full("Chung Ju-yung", &around, &actors, &actors.words);
        assert_eq!(persons.add_single("Chung", &around, &[], &actors, &actors.words), korean);
    }

    #[test]
    fn a_surname_alone_leads_to_a_known_person_whose_country_is_named() {
        let actors = Actors::load(&[]).expect("the built-in files are valid");
        let around = Around { gender: Some(Gender::He), ..Around::default() };
        let mut persons = Persons::default();
        let index = persons.add_single("Moon", &around, &["KOR".into()], &actors, &actors.words);
        assert_eq!(persons.all[index].id.as_str(), "moon-jae-in");
        let mut persons = Persons::default();
        let both = ["united-nations".into(), "KOR".into()];
        let index = persons.add_single("Moon", &around, &both, &actors, &actors.words);
        assert_eq!(persons.all[index].id.as_str(), "moon-jae-in");
        let mut persons = Persons::default();
        let index = persons.add_single("Moon", &around, &["FRA".into()], &actors, &actors.words);
        assert_eq!(persons.all[index].id.as_str(), "moon");
    }
}
