//! Cuts a text into tokens by a model's own rules, as `spacy/tokenizer.pyx` does.
//!
//! Text between spaces is a chunk. From a chunk, prefixes and suffixes are cut until what remains is a whole token by an
//! exception, a URL, or has nothing left to cut; then infixes split it. At last, exceptions are looked for once more among
//! the tokens. Chunks come again and again, so their tokens are kept ([`ChunkCache`]).

mod rules;
mod special;

use rustc_hash::FxHashMap;

use crate::lexicon::{FormId, Lexicon, chars};

pub(crate) use rules::Tokenizer;

/// Chunks kept before the cache starts anew.
const CACHE_LIMIT: usize = 100_000;
/// Longer chunks are not kept: they do not come again.
const CHUNK_LIMIT: usize = 64;

/// One token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RawToken {
    /// First byte.
    pub(crate) start: u32,
    /// One past the last byte.
    pub(crate) end: u32,
    pub(crate) form: FormId,
    /// Whether one space follows that belongs to no token.
    pub(crate) spacy: bool,
}

/// The tokens of chunks met before.
#[derive(Debug, Default)]
pub(crate) struct ChunkCache {
    /// For each chunk, a range of `pieces`.
    chunks: FxHashMap<Box<str>, (u32, u32)>,
    /// Forms of the tokens; their lengths add up to the chunk's.
    pieces: Vec<FormId>,
}

impl ChunkCache {
    /// Forgets everything; needed where the lexicon's numbers change.
    pub(crate) fn clear(&mut self) {
        self.chunks.clear();
        self.pieces.clear();
    }
}

impl Tokenizer {
    /// Appends the tokens of a text.
    pub(crate) fn tokenize(
        &self,
        text: &str,
        lexicon: &mut Lexicon,
        cache: &mut ChunkCache,
        tokens: &mut Vec<RawToken>,
    ) {
        let first_token = tokens.len();
        if cache.pieces.len() > CACHE_LIMIT {
            cache.clear();
        }
        let Some(first) = text.chars().next() else { return };
        let mut in_space = chars::is_space(first);
        let mut start = 0;
        for (at, c) in text.char_indices() {
            let is_space =
                if c.is_ascii() { matches!(c, '\t'..='\r' | '\u{1c}'..=' ') } else { chars::is_space(c) };
            if is_space == in_space {
                continue;
            }
            if start < at {
                self.push_chunk(text, start, at, lexicon, cache, tokens);
            }
            if c == ' ' {
                if let Some(last) = tokens.last_mut() {
                    last.spacy = true;
                }
                start = at + 1;
            } else {
                start = at;
            }
            in_space = is_space;
        }
        if start < text.len() {
            self.push_chunk(text, start, text.len(), lexicon, cache, tokens);
            if let Some(last) = tokens.last_mut() {
                last.spacy = text.ends_with(' ') && !in_space;
            }
        }
        self.apply_special_cases(text, lexicon, tokens, first_token);
    }

    fn push_chunk(
        &self,
        text: &str,
        start: usize,
        end: usize,
        lexicon: &mut Lexicon,
        cache: &mut ChunkCache,
        tokens: &mut Vec<RawToken>,
    ) {
        let chunk = &text[start..end];
        let pieces = match cache.chunks.get(chunk) {
            Some(&(first, last)) => &cache.pieces[first as usize..last as usize],
            None => {
                let first = cache.pieces.len();
                self.cut(chunk, true, lexicon, &mut cache.pieces);
                let last = cache.pieces.len();
                if chunk.len() <= CHUNK_LIMIT {
                    cache.chunks.insert(chunk.into(), (first as u32, last as u32));
                }
                &cache.pieces[first..last]
            }
        };
        let mut at = start as u32;
        for &form in pieces {
            let end = at + lexicon.form(form).text.len() as u32;
            tokens.push(RawToken { start: at, end, form, spacy: false });
            at = end;
        }
    }
}
