//! The rules of a tokenizer, and how they cut one chunk.

use rustc_hash::FxHashMap;

use super::special::Specials;
use crate::ModelError;
use crate::lexicon::{FormId, Lexicon, Norms, hash};
use crate::package::Package;
use crate::package::pack::{self, Pack};
use crate::pattern::Pattern;

const FILE: &str = "tokenizer";

/// A model's tokenizer.
#[derive(Debug)]
pub(crate) struct Tokenizer {
    prefix: Option<Pattern>,
    suffix: Option<Pattern>,
    infix: Option<Pattern>,
    token: Option<Pattern>,
    url: Option<Pattern>,
    /// Exceptions: the forms of their tokens.
    exceptions: FxHashMap<Box<str>, Box<[FormId]>>,
    pub(super) specials: Specials,
    norms: Norms,
}

impl Tokenizer {
    /// Reads a model's rules; forms of exceptions are put into `lexicon`.
    pub(crate) fn read(package: &mut Package, lexicon: &mut Lexicon) -> Result<Self, ModelError> {
        let bytes = package.read(FILE)?;
        let value = pack::read(FILE, &bytes)?;
        let rules = Pack::new(&value, FILE);
        let pattern = |name: &str| -> Result<Option<Pattern>, ModelError> {
            let Some(text) = rules.find(name)?.filter(|text| !text.is_nil()) else { return Ok(None) };
            let compiled = Pattern::new(text.text()?);
            compiled.map(Some).map_err(|found| ModelError::Unsupported {
                component: FILE.to_owned(),
                what: "pattern",
                found: format!("{name}: {found}"),
                supported: "letters, classes, groups, repeats, `^`, `$`, look-ahead, look-behind",
            })
        };
        let mut tokenizer = Self {
            prefix: pattern("prefix_search")?,
            suffix: pattern("suffix_search")?,
            infix: pattern("infix_finditer")?,
            token: pattern("token_match")?,
            url: pattern("url_match")?,
            exceptions: FxHashMap::default(),
            specials: Specials::default(),
            norms: Norms::read(package)?,
        };
        if let Some(exceptions) = rules.find("exceptions")? {
            for (text, tokens) in exceptions.entries()? {
                let text = text.text()?;
                let forms = read_exception(text, tokens, &tokenizer.norms, lexicon)?;
                tokenizer.exceptions.insert(text.into(), forms);
            }
        }
        let only_with_affixes =
            rules.find("faster_heuristics")?.is_none_or(|value| value.flag() != Some(false));
        tokenizer.find_specials(only_with_affixes, lexicon);
        Ok(tokenizer)
    }

    /// Works out which exceptions must be looked for among tokens: those that affix rules would cut.
    fn find_specials(&mut self, only_with_affixes: bool, lexicon: &mut Lexicon) {
        let mut texts: Vec<&Box<str>> = self.exceptions.keys().collect();
        texts.sort_unstable();
        let mut specials = Specials::default();
        for text in texts {
            let is_cut = |pattern: &Option<Pattern>| {
                pattern
                    .as_ref()
                    .and_then(|pattern| pattern.search(text))
                    .is_some_and(|(start, end)| end > start)
            };
            let has_infix = self.infix.as_ref().is_some_and(|pattern| pattern.search(text).is_some());
            if only_with_affixes
                && !is_cut(&self.prefix)
                && !has_infix
                && !is_cut(&self.suffix)
                && !text.contains(' ')
            {
                continue;
            }
            // As in the tokenizer itself: a text with white space inside is several chunks.
            let mut forms = Vec::new();
            for chunk in split_chunks(text) {
                self.cut(chunk, false, lexicon, &mut forms);
            }
            if let Some(&first) = forms.first() {
                specials.insert(forms.iter().map(|&form| lexicon.form(form).orth).collect());
                let orth = lexicon.form(first).orth;
                lexicon.mark_special(orth);
            }
        }
        self.specials = specials;
    }

    /// Returns an exception's tokens.
    pub(super) fn exception(&self, text: &str) -> Option<&[FormId]> {
        self.exceptions.get(text).map(|forms| &**forms)
    }

    /// Appends the tokens of a chunk; `with_exceptions` says whether exceptions are heeded.
    pub(super) fn cut(
        &self,
        chunk: &str,
        with_exceptions: bool,
        lexicon: &mut Lexicon,
        forms: &mut Vec<FormId>,
    ) {
        let is_exception = |text: &str| with_exceptions && self.exceptions.contains_key(text);
        if with_exceptions && let Some(exception) = self.exceptions.get(chunk) {
            forms.extend_from_slice(exception);
            return;
        }
        let mut rest = chunk;
        let mut suffixes: Vec<&str> = Vec::new();
        let mut last_length = 0;
        while !rest.is_empty() && rest.len() != last_length {
            if self.token.as_ref().is_some_and(|pattern| pattern.matches(rest)) || is_exception(rest) {
                break;
            }
            last_length = rest.len();
            let prefix = self
                .prefix
                .as_ref()
                .and_then(|pattern| pattern.search(rest))
                .map_or(0, |(start, end)| end - start);
            let (before, without_prefix) = rest.split_at_checked(prefix).unwrap_or(("", rest));
            let prefix = before.len();
            if prefix != 0 && !without_prefix.is_empty() && is_exception(without_prefix) {
                forms.push(lexicon.intern(before, &self.norms));
                rest = without_prefix;
                break;
            }
            let suffix = self
                .suffix
                .as_ref()
                .and_then(|pattern| pattern.search(without_prefix))
                .map_or(0, |(start, end)| end - start);
            let (without_suffix, after) =
                rest.split_at_checked(rest.len().saturating_sub(suffix)).unwrap_or((rest, ""));
            let suffix = after.len();
            if suffix != 0 && !without_suffix.is_empty() && is_exception(without_suffix) {
                suffixes.push(after);
                rest = without_suffix;
                break;
            }
            if prefix != 0 {
                forms.push(lexicon.intern(before, &self.norms));
            }
            if suffix != 0 {
                suffixes.push(after);
            }
            rest = &rest[prefix..rest.len() - suffix];
        }
        if !rest.is_empty() {
            self.cut_infixes(rest, with_exceptions, lexicon, forms);
        }
        for suffix in suffixes.into_iter().rev() {
            forms.push(lexicon.intern(suffix, &self.norms));
        }
    }

    fn cut_infixes(&self, text: &str, with_exceptions: bool, lexicon: &mut Lexicon, forms: &mut Vec<FormId>) {
        if with_exceptions && let Some(exception) = self.exceptions.get(text) {
            forms.extend_from_slice(exception);
            return;
        }
        let is_whole =
            |pattern: &Option<Pattern>| pattern.as_ref().is_some_and(|pattern| pattern.matches(text));
        if is_whole(&self.token) || is_whole(&self.url) {
            forms.push(lexicon.intern(text, &self.norms));
            return;
        }
        let infixes = self.infix.as_ref().map_or(Vec::new(), |pattern| pattern.find_all(text));
        let mut start = 0;
        for (infix_start, infix_end) in infixes {
            if infix_start == 0 {
                continue;
            }
            if infix_start != start {
                forms.push(lexicon.intern(&text[start..infix_start], &self.norms));
            }
            if infix_start != infix_end {
                forms.push(lexicon.intern(&text[infix_start..infix_end], &self.norms));
            }
            start = infix_end;
        }
        if start < text.len() {
            forms.push(lexicon.intern(&text[start..], &self.norms));
        }
    }
}

/// Returns the chunks of an exception's text: runs of white space or of none, single spaces left out.
fn split_chunks(text: &str) -> Vec<&str> {
    use crate::lexicon::chars::is_space;
    let mut chunks = Vec::new();
    let mut start = 0;
    let mut in_space = text.chars().next().is_some_and(is_space);
    for (at, c) in text.char_indices() {
        if is_space(c) != in_space {
            if start < at {
                chunks.push(&text[start..at]);
            }
            start = if c == ' ' { at + 1 } else { at };
            in_space = !in_space;
        }
    }
    if start < text.len() {
        chunks.push(&text[start..]);
    }
    chunks
}

/// Reads an exception: a list of tokens with their letters and perhaps a norm.
fn read_exception(
    text: &str,
    tokens: Pack<'_, '_>,
    norms: &Norms,
    lexicon: &mut Lexicon,
) -> Result<Box<[FormId]>, ModelError> {
    let mut forms = Vec::new();
    let mut letters = String::new();
    for token in tokens.items()? {
        let mut orth = None;
        let mut norm = None;
        for (key, value) in token.entries()? {
            // Attributes are named, or numbered as in `spacy/symbols.pyx`.
            let name = match key.number() {
                Ok(number) => hash::symbol(number).unwrap_or_default(),
                Err(_) => key.text()?,
            };
            match name {
                "ORTH" => orth = Some(value.text()?),
                "NORM" => norm = Some(value.text()?),
                other => {
                    return Err(ModelError::damaged(
                        FILE,
                        format!("exception `{text}` sets `{other}`, expected `ORTH` and `NORM`"),
                    ));
                }
            }
        }
        let orth = orth.filter(|orth| !orth.is_empty()).ok_or_else(|| {
            ModelError::damaged(FILE, format!("exception `{text}` has a token without letters"))
        })?;
        letters.push_str(orth);
        forms.push(match norm {
            Some(norm) => lexicon.intern_exception(orth, norm),
            None => lexicon.intern(orth, norms),
        });
    }
    if letters != text || text.is_empty() {
        return Err(ModelError::damaged(FILE, format!("exception `{text}` has the letters `{letters}`")));
    }
    Ok(forms.into())
}
