//! `lemmatizer`: base forms by suffix rules with exceptions, or by a table.
//!
//! Written anew after `spacy/pipeline/lemmatizer.py` and, for what counts as a base form in English,
//! `spacy/lang/en/lemmatizer.py`.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Draft;
use crate::lexicon::{Form, FormId, Lexicon, chars, hash};
use crate::package::Package;
use crate::package::config::Config;
use crate::package::pack::{self, Pack};
use crate::{ModelError, Symbol};

/// Lemmas kept before the cache starts anew.
const CACHE_LIMIT: usize = 100_000;

/// A model's lemmatizer.
#[derive(Debug)]
pub(crate) enum Lemmatizer {
    Rules(FxHashMap<u64, Tables>),
    /// By the id of a word: its lemma.
    Lookup(FxHashMap<u64, Box<str>>),
}

/// What is known of one part of speech.
#[derive(Debug, Default)]
pub(crate) struct Tables {
    /// Endings and what takes their place.
    rules: Vec<(Box<str>, Box<str>)>,
    exceptions: FxHashMap<Box<str>, Vec<Box<str>>>,
    /// Base forms.
    index: FxHashSet<Box<str>>,
}

/// Lemmas found before, by word, part of speech and features.
pub(crate) type LemmaCache = FxHashMap<(FormId, Symbol, Symbol), Box<str>>;

impl Lemmatizer {
    /// Reads the component `name`.
    pub(crate) fn read(name: &str, config: &Config, package: &mut Package) -> Result<Self, ModelError> {
        let section = format!("components.{name}");
        let file = format!("{name}/lookups/lookups.bin");
        let bytes = package.read(&file)?;
        let value = pack::read(&file, &bytes)?;
        let lookups = Pack::new(&value, &file);
        match config.text(&section, "mode")? {
            "lookup" => {
                let mut table = FxHashMap::default();
                for (word, lemma) in lookups.get("lemma_lookup")?.entries()? {
                    table.insert(word.number()?, lemma.text()?.into());
                }
                Ok(Self::Lookup(table))
            }
            "rule" => {
                let mut tables: FxHashMap<u64, Tables> = FxHashMap::default();
                for (pos, rules) in lookups.get("lemma_rules")?.entries()? {
                    let table = tables.entry(pos.number()?).or_default();
                    for rule in rules.items()? {
                        let parts: Vec<_> = rule.items()?.map(Pack::text).collect::<Result<_, _>>()?;
                        let [old, new] = parts[..] else {
                            return Err(ModelError::damaged(
                                &file,
                                "a rule that is not an ending and its replacement",
                            ));
                        };
                        table.rules.push((old.into(), new.into()));
                    }
                }
                if let Some(exceptions) = lookups.find("lemma_exc")? {
                    for (pos, words) in exceptions.entries()? {
                        let table = tables.entry(pos.number()?).or_default();
                        for (word, lemmas) in words.entries()? {
                            let lemmas = lemmas
                                .items()?
                                .map(|lemma| Ok(lemma.text()?.into()))
                                .collect::<Result<_, ModelError>>()?;
                            table.exceptions.insert(word.text()?.into(), lemmas);
                        }
                    }
                }
                if let Some(index) = lookups.find("lemma_index")? {
                    for (pos, words) in index.entries()? {
                        let table = tables.entry(pos.number()?).or_default();
                        for word in words.items()? {
                            table.index.insert(word.text()?.into());
                        }
                    }
                }
                tables.retain(|_, table| {
                    !(table.rules.is_empty() && table.exceptions.is_empty() && table.index.is_empty())
                });
                Ok(Self::Rules(tables))
            }
            found => Err(ModelError::Unsupported {
                component: name.to_owned(),
                what: "mode",
                found: found.to_owned(),
                supported: "rule, lookup",
            }),
        }
    }

    /// Sets the lemmas of the tokens of `draft` that no rule has set.
    pub(crate) fn apply(&self, draft: &mut Draft, lexicon: &Lexicon, cache: &mut LemmaCache) {
        if cache.len() > CACHE_LIMIT {
            cache.clear();
        }
        for token in 0..draft.tokens.len() {
            if draft.set_lemmas[token].is_some() {
                continue;
            }
            let id = draft.tokens[token].form;
            let (pos, morph) = (draft.pos[token], draft.morphs[token]);
            let lemma = cache
                .entry((id, pos, morph))
                .or_insert_with(|| self.lemma(lexicon.form(id), pos, morph).into());
            draft.lemmas[token].push_str(lemma);
        }
    }

    fn lemma(&self, form: &Form, pos: Symbol, morph: Symbol) -> String {
        let text = &*form.text;
        let tables = match self {
            Self::Lookup(table) => {
                return table.get(&form.orth).map_or_else(|| text.to_owned(), |lemma| (**lemma).to_owned());
            }
            Self::Rules(tables) => tables,
        };
        let pos = pos.to_lowercase();
        if matches!(&*pos, "" | "eol" | "space") || is_base_form(&pos, morph) {
            return text.to_lowercase();
        }
        match tables.get(&hash::string_id(&pos)) {
            Some(table) => table.lemma(text),
            None if pos == "propn" => text.to_owned(),
            None => text.to_lowercase(),
        }
    }
}

impl Tables {
    fn lemma(&self, text: &str) -> String {
        let lower = text.to_lowercase();
        // As spaCy builds its list of forms, of which the first is taken: later exceptions come first, then later forms of
        // the index, then others in the order of the rules.
        let mut indexed: Vec<String> = Vec::new();
        let mut plain: Vec<String> = Vec::new();
        let mut unknown = None;
        for (old, new) in &self.rules {
            let Some(stem) = lower.strip_suffix(&**old) else { continue };
            let form = format!("{stem}{new}");
            if form.is_empty() {
                continue;
            }
            if self.index.contains(&*form) {
                indexed.push(form);
            } else if !form.chars().all(chars::is_alpha) {
                plain.push(form);
            } else {
                unknown.get_or_insert(form);
            }
        }
        let mut forms: Vec<String> = indexed.into_iter().rev().chain(plain).collect();
        let mut seen = FxHashSet::default();
        forms.retain(|form| seen.insert(form.clone()));
        for exception in self.exceptions.get(&*lower).into_iter().flatten() {
            if !forms.iter().any(|form| **form == **exception) {
                forms.insert(0, exception.to_string());
            }
        }
        forms.into_iter().next().or(unknown).unwrap_or_else(|| text.to_owned())
    }
}

/// Says whether features show that a word is not inflected.
fn is_base_form(pos: &str, morph: Symbol) -> bool {
    let feature = |name: &str| morph.split('|').find_map(|part| part.strip_prefix(name)?.strip_prefix('='));
    let verb_form = feature("VerbForm");
    match pos {
        "noun" if feature("Number") == Some("Sing") => true,
        "verb"
            if verb_form == Some("Fin")
                && feature("Tense") == Some("Pres")
                && feature("Number").is_none() =>
        {
            true
        }
        _ => matches!(verb_form, Some("Inf" | "None")) || feature("Degree") == Some("Pos"),
    }
}
