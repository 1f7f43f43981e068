//! Exceptions that arise among tokens: `(:` inside `((:` is found only after affixes were cut.

use rustc_hash::FxHashMap;

use super::{RawToken, Tokenizer};
use crate::lexicon::Lexicon;

/// Token sequences that spell an exception, as ids of their strings.
#[derive(Debug, Default)]
pub(crate) struct Specials {
    by_first: FxHashMap<u64, Vec<Box<[u64]>>>,
}

impl Specials {
    /// Adds a sequence.
    pub(super) fn insert(&mut self, sequence: Box<[u64]>) {
        if let Some(&first) = sequence.first() {
            let known = self.by_first.entry(first).or_default();
            if !known.contains(&sequence) {
                known.push(sequence);
            }
        }
    }
}

impl Tokenizer {
    /// Replaces tokens from `first_token` on that spell an exception by its tokens: the longest first, then the leftmost.
    pub(super) fn apply_special_cases(
        &self,
        text: &str,
        lexicon: &Lexicon,
        tokens: &mut Vec<RawToken>,
        first_token: usize,
    ) {
        let mut matches: Vec<(usize, usize)> = Vec::new();
        for (start, token) in tokens.iter().enumerate().skip(first_token) {
            let form = lexicon.form(token.form);
            if !form.starts_special {
                continue;
            }
            for sequence in self.specials.by_first.get(&form.orth).into_iter().flatten() {
                let end = start + sequence.len();
                let is_match = tokens.get(start..end).is_some_and(|window| {
                    window.iter().zip(sequence).all(|(token, &orth)| lexicon.form(token.form).orth == orth)
                });
                if is_match {
                    matches.push((start, end));
                }
            }
        }
        if matches.is_empty() {
            return;
        }
        matches.sort_unstable_by_key(|&(start, end)| (std::cmp::Reverse(end - start), start));
        let mut seen = vec![false; tokens.len()];
        let mut chosen = Vec::new();
        for (start, end) in matches {
            if !seen[start] && !seen[end - 1] {
                chosen.push((start, end));
            }
            // spaCy marks the tokens of a match that it drops, too.
            seen[start..end].fill(true);
        }
        chosen.sort_unstable();
        let old = tokens.split_off(chosen.first().map_or(tokens.len(), |&(start, _)| start));
        let offset = tokens.len();
        let mut next = offset;
        for (start, end) in chosen {
            tokens.extend_from_slice(&old[next - offset..start - offset]);
            next = end;
            let window = &old[start - offset..end - offset];
            let ([first, ..], [.., last]) = (window, window) else { continue };
            // Tokens with a space between them may spell an exception that has none.
            let Some(forms) =
                text.get(first.start as usize..last.end as usize).and_then(|text| self.exception(text))
            else {
                tokens.extend_from_slice(window);
                continue;
            };
            let mut at = first.start;
            for &form in forms {
                let end = at + lexicon.form(form).text.len() as u32;
                tokens.push(RawToken { start: at, end, form, spacy: false });
                at = end;
            }
            if let Some(replaced) = tokens.last_mut() {
                replaced.spacy = last.spacy;
            }
        }
        tokens.extend_from_slice(&old[next - offset..]);
    }
}
