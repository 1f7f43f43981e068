//! The known actors, found by id and by the names that stand in a text.
//!
//! Names are looked up by their first word in a hash table, then compared in full, the longest first: with a few
//! thousand names this loads in milliseconds and needs no automaton.

use rustc_hash::FxHashMap;
use tidings_text::{ActorId, Span};

use super::persons;
use super::record::{ActorFile, ActorKind, ActorRecord, MediaKind};
use super::words::Words;
use crate::error::KnowledgeError;

/// The built-in files: name for messages, text.
const BUILTIN: [(&str, &str); 6] = [
    ("data/actors/states.toml", include_str!("../../../../data/actors/states.toml")),
    ("data/actors/polities.toml", include_str!("../../../../data/actors/polities.toml")),
    ("data/actors/organisations.toml", include_str!("../../../../data/actors/organisations.toml")),
    ("data/actors/organs.toml", include_str!("../../../../data/actors/organs.toml")),
    ("data/actors/media.toml", include_str!("../../../../data/actors/media.toml")),
    ("data/actors/persons.toml", include_str!("../../../../data/actors/persons.toml")),
];

/// How a name stands for its actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameForm {
    /// A name: "North Korea", "DPRK".
    Name,
    /// A name that it bore: "Burma".
    Former,
    /// A house or office of government: "the Kremlin".
    Seat,
    /// A capital: "Moscow".
    Capital,
    /// Its people: "Ukrainians".
    People,
    /// An adjective: "Ukrainian".
    Adjective,
}

/// A name of a known actor in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NameHit<'a> {
    /// The words, bytes.
    pub span: Span,
    /// The actor.
    pub record: &'a ActorRecord,
    /// How the words stand for it.
    pub form: NameForm,
}

#[derive(Debug, Clone)]
struct Name {
    /// The whole name, normalised by [`normal`].
    words: Box<str>,
    record: u32,
    form: NameForm,
}

/// The known actors, indexed by their ids and names.
#[derive(Debug, Default)]
pub struct Actors {
    records: Vec<ActorRecord>,
    by_id: FxHashMap<ActorId, u32>,
    /// Names by their first word in lower case; longest name first, then by form.
    by_first_word: FxHashMap<Box<str>, Vec<Name>>,
    /// Known persons by their surname, folded; in the order of the files.
    by_surname: FxHashMap<String, Vec<u32>>,
    pub(super) words: Words,
}

impl Actors {
    /// Reads the built-in actors and a person's own files (name for messages, TOML text).
    ///
    /// An entry of a person's file whose id is known already adds its names to the known entry and replaces
    /// its single values (`kind`, `name`, `country`, `controller`, `media`); with `replace = true` it takes its place.
    ///
    /// # Errors
    ///
    /// Where a file is not valid, or gives one id twice.
    pub fn load(own: &[(String, String)]) -> Result<Self, KnowledgeError> {
        let mut actors = Self::default();
        for (file, text) in BUILTIN {
            actors.add_file(file, text)?;
        }
        for (file, text) in own {
            actors.add_file(file, text)?;
        }
        actors.words = Words::load()?;
        actors.index_names();
        Ok(actors)
    }

    fn add_file(&mut self, file: &str, text: &str) -> Result<(), KnowledgeError> {
        let read: ActorFile =
            toml::from_str(text).map_err(|source| KnowledgeError::Toml { file: file.to_owned(), source })?;
        let mut seen: FxHashMap<ActorId, ()> = FxHashMap::default();
        for record in read.actor {
            if seen.insert(record.id.clone(), ()).is_some() {
                return Err(KnowledgeError::DuplicateId { file: file.to_owned(), id: record.id.to_string() });
            }
            match self.by_id.get(&record.id) {
                Some(&known) if record.replace => self.records[known as usize] = record,
                Some(&known) => self.records[known as usize].extend(record),
                None => {
                    self.by_id.insert(record.id.clone(), self.records.len() as u32);
                    self.records.push(record);
                }
            }
        }
        Ok(())
    }

    fn index_names(&mut self) {
        let mut names: Vec<(String, u32, NameForm)> = Vec::new();
        for (index, record) in self.records.iter().enumerate() {
            if record.kind == ActorKind::Person {
                let mut parts = persons::parts(&record.name);
                let surname = if persons::is_family_first(record, &self.words) {
                    parts.drain(..).next()
                } else {
                    parts.pop()
                };
                self.by_surname.entry(surname.unwrap_or_default()).or_default().push(index as u32);
            }
            let mut add = |name: &str, form| names.push((normal(name), index as u32, form));
            add(&record.name, NameForm::Name);
            record.names.iter().for_each(|name| add(name, NameForm::Name));
            record.former.iter().for_each(|former| add(&former.name, NameForm::Former));
            record.seats.iter().for_each(|name| add(name, NameForm::Seat));
            record.capitals.iter().for_each(|name| add(name, NameForm::Capital));
            record.people.iter().for_each(|name| add(name, NameForm::People));
            record.adjectives.iter().for_each(|name| add(name, NameForm::Adjective));
        }
        for at in 0..names.len() {
            let (name, record, form) = &names[at];
            if !name.is_ascii() {
                let folded = (any_ascii::any_ascii(name), *record, *form);
                names.push(folded);
            }
        }
        for (words, record, form) in names {
            let first = first_word(&words).to_lowercase();
            let name = Name { words: words.into_boxed_str(), record, form };
            self.by_first_word.entry(first.into_boxed_str()).or_default().push(name);
        }
        #[expect(clippy::iter_over_hash_type, reason = "each list is sorted by itself")]
        for list in self.by_first_word.values_mut() {
            list.sort_by(|a, b| {
                (b.words.len().cmp(&a.words.len())).then(a.form.cmp(&b.form)).then(a.record.cmp(&b.record))
            });
        }
    }

    /// Returns what is known of an actor; `None` for one that is bound to a report.
    ///
    /// ```
    /// use tidings_extract::actors::Actors;
    /// let actors = Actors::load(&[])?;
    /// assert_eq!(actors.get(&"PRK".into()).map(|record| record.name.as_str()), Some("North Korea"));
    /// # Ok::<(), tidings_extract::KnowledgeError>(())
    /// ```
    #[must_use]
    pub fn get(&self, id: &ActorId) -> Option<&ActorRecord> {
        self.by_id.get(id).and_then(|&index| self.records.get(index as usize))
    }

    /// Returns all known actors in the order of the files.
    pub fn all(&self) -> impl Iterator<Item = &ActorRecord> + '_ {
        self.records.iter()
    }

    /// Returns the actor that goes by exactly these words, and how they stand for it. A leading "the" is ignored.
    ///
    /// ```
    /// use tidings_extract::actors::{Actors, NameForm};
    /// let actors = Actors::load(&[])?;
    /// let (record, form) = actors.find("the DPRK").unwrap();
    /// assert_eq!((record.id.as_str(), form), ("PRK", NameForm::Name));
    /// # Ok::<(), tidings_extract::KnowledgeError>(())
    /// ```
    #[must_use]
    pub fn find(&self, words: &str) -> Option<(&ActorRecord, NameForm)> {
        let words = words.trim();
        let bare = words.strip_prefix("the ").or_else(|| words.strip_prefix("The ")).unwrap_or(words);
        [words, bare].into_iter().find_map(|words| {
            let hit = self.name_at(words, 0)?;
            (hit.span.len() == words.len()).then_some((hit.record, hit.form))
        })
    }

    /// Says whether a first name is a woman's or a man's; `None` where the lists do not tell.
    pub(crate) fn is_female_name(&self, first: &str) -> Option<bool> {
        let first = first.to_lowercase();
        let first = first.as_str();
        match (self.words.she_names.contains(first), self.words.he_names.contains(first)) {
            (true, false) => Some(true),
            (false, true) => Some(false),
            _ => None,
        }
    }

    /// Returns the actor that answers for `id` in the end: the state of an organ, of a state medium or of a person
    /// in office, the United Nations for the Security Council; `id` itself where nobody else does.
    #[must_use]
    pub fn controller(&self, id: &ActorId) -> ActorId {
        let mut last = id;
        // A file may name a ring of controllers: no chain is longer than a few links.
        for _ in 0..8 {
            match self.get(last).and_then(|record| record.controller.as_ref()) {
                Some(next) if next != last => last = next,
                _ => break,
            }
        }
        last.clone()
    }

    /// Returns the kind of medium that `id` is; `None` where it is none.
    #[must_use]
    pub fn media_kind(&self, id: &ActorId) -> Option<MediaKind> {
        self.get(id).and_then(|record| record.media)
    }

    /// Returns the polities at home in or claimed by `country`, in the order of the files.
    pub fn polities_of<'a>(&'a self, country: &'a ActorId) -> impl Iterator<Item = &'a ActorRecord> + 'a {
        self.records.iter().filter(move |record| {
            record.kind == ActorKind::Polity && record.country.as_ref() == Some(country)
        })
    }

    /// Returns the known persons with a surname, given in lower-case ASCII.
    pub(super) fn persons_by_surname(&self, surname: &str) -> impl Iterator<Item = &ActorRecord> + '_ {
        let indexes = self.by_surname.get(surname).map(Vec::as_slice).unwrap_or_default();
        indexes.iter().filter_map(|&index| self.records.get(index as usize))
    }

    /// Finds the names of known actors in a text: in text order, the longest at each place, none overlapping.
    #[must_use]
    pub fn scan(&self, text: &str) -> Vec<NameHit<'_>> {
        let mut hits = Vec::new();
        let mut at = 0;
        let mut inside_word = false;
        while let Some(c) = text[at..].chars().next() {
            let starts_word = c.is_alphanumeric() && !inside_word;
            if let Some(hit) = starts_word.then(|| self.name_at(text, at)).flatten() {
                at = hit.span.end as usize;
                inside_word = text[..at].chars().next_back().is_some_and(char::is_alphanumeric);
                hits.push(hit);
                continue;
            }
            inside_word = c.is_alphanumeric();
            at += c.len_utf8();
        }
        hits
    }

    /// Returns the longest name that starts at byte `at`.
    fn name_at(&self, text: &str, at: usize) -> Option<NameHit<'_>> {
        let rest = text.get(at..)?;
        let first = first_word(rest);
        let lower;
        let key = if first.bytes().any(|byte| !byte.is_ascii_lowercase() && !byte.is_ascii_digit()) {
            lower = first.to_lowercase();
            lower.as_str()
        } else {
            first
        };
        let names = self.by_first_word.get(key)?;
        names.iter().find_map(|name| {
            let len = matched_len(&name.words, rest)?;
            let record = self.records.get(name.record as usize)?;
            Some(NameHit { span: Span::new(at, at + len), record, form: name.form })
        })
    }
}

/// Returns a name in the form it is kept in: straight apostrophes and plain hyphens, single spaces.
fn normal(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").chars().map(plain).collect()
}

fn plain(c: char) -> char {
    match c {
        '’' | '‘' | 'ʼ' | '`' => '\'',
        '–' | '‑' | '‐' | '—' => '-',
        c if c.is_whitespace() => ' ',
        c => c,
    }
}

fn first_word(words: &str) -> &str {
    let end = words.find(|c: char| !c.is_alphanumeric()).unwrap_or(words.len());
    &words[..end.max(words.chars().next().map_or(0, char::len_utf8))]
}

/// Up to this many letters a name must stand with its case: "us" is not "US".
const CASED_LETTERS: usize = 5;

/// Returns how many bytes of `text` the name covers, where it stands at the start and ends at a word's end.
fn matched_len(name: &str, text: &str) -> Option<usize> {
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let all_capitals = !name.chars().any(char::is_lowercase);
    let exact = letters <= CASED_LETTERS || all_capitals;
    let starts_upper = text.chars().next().is_some_and(char::is_uppercase);
    let mut chars = text.char_indices().peekable();
    for want in name.chars() {
        let (_, got) = chars.next()?;
        let got = plain(got);
        let same = got == want
            || (!exact && starts_upper && got.is_alphabetic() && got.to_lowercase().eq(want.to_lowercase()));
        if !same {
            return None;
        }
        if want == ' ' {
            // At most one line break: a name does not run over an empty line.
            let mut extra = 0;
            while extra < 3 && chars.next_if(|(_, c)| c.is_whitespace()).is_some() {
                extra += 1;
            }
        }
    }
    let end = chars.peek().map_or(text.len(), |&(at, _)| at);
    let ends_in_word = name.chars().next_back().is_some_and(char::is_alphanumeric);
    let runs_on = ends_in_word && chars.peek().is_some_and(|(_, c)| c.is_alphanumeric());
    (!runs_on).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn actors() -> Actors {
        Actors::load(&[]).expect("the built-in files are valid")
    }

    fn check(text: &str, expected: &[(&str, &str, NameForm)]) {
        let actors = actors();
        let found: Vec<_> = actors
            .scan(text)
            .iter()
            .map(|hit| (hit.span.of(text), hit.record.id.as_str(), hit.form))
            .collect();
        assert_eq!(found, expected, "in {text:?}");
    }

    #[test]
    fn names_are_found_whole_and_longest_first() {
        use NameForm::{Adjective, Capital, Former, Name, Seat};
        check("The DPRK and the DPR", &[("DPRK", "PRK", Name), ("DPR", "dnr", Name)]);
        check(
            "the Republic of Korea, the Democratic People’s Republic of\nKorea",
            &[("Republic of Korea", "KOR", Name), ("Democratic People’s Republic of\nKorea", "PRK", Name)],
        );
        check(
            "the Republic of the Congo and the Democratic Republic of the Congo",
            &[("Republic of the Congo", "COG", Name), ("Democratic Republic of the Congo", "COD", Name)],
        );
        check("NORTH KOREA, U.S. officials and us", &[("NORTH KOREA", "PRK", Name), ("U.S.", "USA", Name)]);
        check(
            "Kyiv, the Kremlin and Burma",
            &[("Kyiv", "UKR", Capital), ("Kremlin", "RUS", Seat), ("Burma", "MMR", Former)],
        );
        check(
            "North Korean-made, Nigerian, Niger",
            &[("North Korean", "PRK", Adjective), ("Nigerian", "NGA", Adjective), ("Niger", "NER", Name)],
        );
        check(
            "Cote d'Ivoire and Côte d’Ivoire",
            &[("Cote d'Ivoire", "CIV", Name), ("Côte d’Ivoire", "CIV", Name)],
        );
        check("an industry, Chadwick, Omaniyya", &[]);
    }

    #[test]
    fn every_name_of_a_builtin_actor_leads_back_to_it() {
        let actors = actors();
        for record in actors.all() {
            let names = std::iter::once(&record.name).chain(&record.names);
            for name in names {
                let found = actors.find(name).map(|(found, _)| found.id.clone());
                assert_eq!(found.as_ref(), Some(&record.id), "{name}");
            }
        }
    }

    #[test]
    fn ids_that_a_record_points_to_are_known() {
        let actors = actors();
        for record in actors.all() {
            for id in record.country.iter().chain(&record.controller) {
                assert!(actors.get(id).is_some(), "{} points to {id}", record.id);
            }
        }
    }

    #[test]
    fn own_files_add_to_known_actors_or_replace_them() {
        let own = |text: &str| vec![("own.toml".to_owned(), text.to_owned())];
        let added = Actors::load(&own(
            "[[actor]]\nid = \"TUV\"\nkind = \"state\"\nname = \"Tuvalu\"\nnames = [\"Ellice Islands\"]\n",
        ))
        .expect("valid");
        assert_eq!(added.find("Ellice Islands").map(|(record, _)| record.id.as_str()), Some("TUV"));
        assert!(added.find("Tuvaluan").is_some());
        let replaced = Actors::load(&own(
            "[[actor]]\nid = \"TUV\"\nkind = \"state\"\nname = \"Tuvalu\"\nreplace = true\n",
        ))
        .expect("valid");
        assert!(replaced.find("Tuvaluan").is_none());
    }

    #[test]
    fn an_id_given_twice_in_one_file_is_an_error() {
        let entry = "[[actor]]\nid = \"X\"\nkind = \"polity\"\nname = \"Ex\"\n";
        let error = Actors::load(&[("own.toml".to_owned(), format!("{entry}{entry}"))]).unwrap_err();
        assert!(matches!(error, KnowledgeError::DuplicateId { file, id } if file == "own.toml" && id == "X"));
    }

    #[test]
    fn controllers_are_followed_to_the_end() {
        let actors = actors();
        let check = |id: &str, expected: &str| assert_eq!(actors.controller(&id.into()).as_str(), expected);
        check("kcna", "PRK");
        check("un-security-council", "united-nations");
        check("reuters", "reuters");
        check("somebody-else", "somebody-else");
    }
}
