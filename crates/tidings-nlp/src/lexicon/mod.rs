//! What is known of a word by itself: its hashed attributes, as spaCy's vocabulary computes them.
//!
//! Words are met again and again, so each one ([`Form`]) is worked out once and has a number ([`FormId`]).

pub(crate) mod chars;
pub(crate) mod hash;
mod norms;

use rustc_hash::{FxHashMap, FxHashSet};

pub(crate) use norms::Norms;

/// The number of a [`Form`] in its [`Lexicon`].
pub(crate) type FormId = u32;

/// A word as a token can hold it: its letters, and the norm that a tokenizer exception gave it.
#[derive(Debug, Clone)]
pub(crate) struct Form {
    pub(crate) text: Box<str>,
    /// Ids of its strings, as [`hash::string_id`] gives them.
    pub(crate) orth: u64,
    pub(crate) lower: u64,
    pub(crate) norm: u64,
    pub(crate) prefix: u64,
    pub(crate) suffix: u64,
    pub(crate) shape: u64,
    pub(crate) is_space: bool,
    /// Whether a tokenizer exception that is looked for among tokens begins with this word.
    pub(crate) starts_special: bool,
}

/// All forms met so far.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lexicon {
    forms: Vec<Form>,
    by_text: FxHashMap<Box<str>, FormId>,
    by_exception: FxHashMap<(Box<str>, Box<str>), FormId>,
    /// String ids of words with which an exception among tokens can begin.
    special_starts: FxHashSet<u64>,
}

impl Lexicon {
    /// Returns the number of forms.
    pub(crate) fn len(&self) -> usize {
        self.forms.len()
    }

    /// Returns a form.
    pub(crate) fn form(&self, id: FormId) -> &Form {
        &self.forms[id as usize]
    }

    /// Notes that an exception which is looked for among tokens begins with the word whose string id is `orth`.
    pub(crate) fn mark_special(&mut self, orth: u64) {
        self.special_starts.insert(orth);
        for form in self.forms.iter_mut().filter(|form| form.orth == orth) {
            form.starts_special = true;
        }
    }

    /// Returns the number of a word without a norm of its own.
    pub(crate) fn intern(&mut self, text: &str, norms: &Norms) -> FormId {
        if let Some(&id) = self.by_text.get(text) {
            return id;
        }
        let id = self.push(text, norms.id_of(text));
        self.by_text.insert(text.into(), id);
        id
    }

    /// Returns the number of a word whose norm a tokenizer exception gives.
    pub(crate) fn intern_exception(&mut self, text: &str, norm: &str) -> FormId {
        let key = (text.into(), norm.into());
        if let Some(&id) = self.by_exception.get(&key) {
            return id;
        }
        let id = self.push(text, hash::string_id(norm));
        self.by_exception.insert(key, id);
        id
    }

    fn push(&mut self, text: &str, norm: u64) -> FormId {
        let prefix_end = text.chars().next().map_or(0, char::len_utf8);
        let suffix_start = text.char_indices().rev().nth(2).map_or(0, |(index, _)| index);
        let orth = hash::string_id(text);
        self.forms.push(Form {
            text: text.into(),
            orth,
            lower: hash::string_id(&text.to_lowercase()),
            norm,
            prefix: hash::string_id(&text[..prefix_end]),
            suffix: hash::string_id(&text[suffix_start..]),
            shape: hash::string_id(&chars::shape(text)),
            is_space: !text.is_empty() && text.chars().all(chars::is_space),
            starts_special: self.special_starts.contains(&orth),
        });
        (self.forms.len() - 1) as FormId
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_one_form_and_its_exception_another() {
        let norms = Norms::default();
        let mut lexicon = Lexicon::default();
        let plain = lexicon.intern("Cause", &norms);
        assert_eq!(plain, lexicon.intern("Cause", &norms));
        let exception = lexicon.intern_exception("Cause", "because");
        assert_ne!(plain, exception);
        assert_eq!(lexicon.form(plain).orth, lexicon.form(exception).orth);
        assert_eq!(lexicon.form(plain).norm, hash::string_id("cause"));
        assert_eq!(lexicon.form(exception).norm, hash::string_id("because"));
    }

    #[test]
    fn affixes_count_characters() {
        let norms = Norms::default();
        let mut lexicon = Lexicon::default();
        let id = lexicon.intern("čšžé", &norms);
        assert_eq!(lexicon.form(id).prefix, hash::string_id("č"));
        assert_eq!(lexicon.form(id).suffix, hash::string_id("šžé"));
    }
}
