//! The text cut into words, digit runs and signs: what the grammar reads.
//!
//! The parser's tokens cut dates unevenly ("mid-1996" is one, "third-quarter" three), so the grammar has its own, finer
//! cut. Each atom knows its token, for tags and heads.

use tidings_nlp::Doc;

use super::lexicon::{Phrase, Word, lexicon};

/// What an atom is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Kind {
    /// Letters, and what they can mean.
    Word(Word),
    /// Digits: their value and how many there are. "1,200" is one atom of four.
    Digits(u32, u8),
    /// Any other character; the quotation mark and apostrophe variants are one.
    Sign(char),
}

/// The white space before an atom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    /// None.
    Glued,
    /// Space, or one line break.
    Space,
    /// An empty line: no expression crosses it.
    Paragraph,
}

/// A word, a digit run or a sign.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Atom {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    pub kind: Kind,
    pub gap: Gap,
    /// The parser's token that it stands in.
    pub token: u32,
    /// Whether its first letter is upper case.
    pub capital: bool,
}

/// The atoms of a doc.
#[derive(Debug)]
pub(super) struct Atoms<'d> {
    pub doc: &'d Doc,
    /// The text with its ASCII letters in lower case: the same byte offsets.
    lower: String,
    atoms: Vec<Atom>,
}

impl<'d> Atoms<'d> {
    pub(super) fn new(doc: &'d Doc) -> Self {
        let text = doc.text();
        let lower = text.to_ascii_lowercase();
        let lexicon = lexicon();
        let tokens = doc.tokens();
        let mut atoms: Vec<Atom> = Vec::with_capacity(tokens.len() + tokens.len() / 4);
        let mut token = 0;
        let mut gap = Gap::Paragraph;
        let mut line_breaks = 0;
        let mut chars = text.char_indices().peekable();
        while let Some((start, c)) = chars.next() {
            if c.is_whitespace() {
                line_breaks += u32::from(c == '\n');
                gap = if line_breaks > 1 { Gap::Paragraph } else { gap.max(Gap::Space) };
                continue;
            }
            let mut end = start + c.len_utf8();
            let kind = if c.is_ascii_digit() {
                let mut value = u32::from(c as u8 - b'0');
                let mut length = 1_u8;
                let mut has_group = false;
                while let Some(&(at, next)) = chars.peek() {
                    let grouped = next == ',' && (has_group || length <= 3) && is_digit_group(text, at + 1);
                    if !next.is_ascii_digit() && !grouped {
                        break;
                    }
                    chars.next();
                    end = at + 1;
                    has_group |= grouped;
                    if !grouped {
                        value = value.saturating_mul(10).saturating_add(u32::from(next as u8 - b'0'));
                        length = length.saturating_add(1);
                    }
                }
                Kind::Digits(value, length)
            } else if c.is_alphabetic() {
                while let Some(&(at, next)) = chars.peek() {
                    if !next.is_alphabetic() {
                        break;
                    }
                    chars.next();
                    end = at + next.len_utf8();
                }
                Kind::Word(lower.get(start..end).map(|word| lexicon.word(word)).unwrap_or_default())
            } else {
                Kind::Sign(plain_sign(c))
            };
            while tokens.get(token).is_some_and(|token| token.span.end as usize <= start) {
                token += 1;
            }
            atoms.push(Atom {
                start: start as u32,
                end: end as u32,
                kind,
                gap,
                token: token.min(tokens.len().saturating_sub(1)) as u32,
                capital: c.is_uppercase(),
            });
            gap = Gap::Glued;
            line_breaks = 0;
        }
        Self { doc, lower, atoms }
    }

    pub(super) fn len(&self) -> usize {
        self.atoms.len()
    }

    pub(super) fn get(&self, at: usize) -> Option<&Atom> {
        self.atoms.get(at)
    }

    /// Returns the words of an atom in lower case; empty past the end.
    pub(super) fn text(&self, at: usize) -> &str {
        self.get(at)
            .and_then(|atom| self.lower.get(atom.start as usize..atom.end as usize))
            .unwrap_or_default()
    }

    /// Returns the words of the atom before `at`; empty at the beginning.
    pub(super) fn before(&self, at: usize) -> &str {
        at.checked_sub(1).map_or("", |at| self.text(at))
    }

    /// Returns what the word can mean; nothing for digits, signs, and past a paragraph's end.
    pub(super) fn word(&self, at: usize) -> Word {
        match self.get(at) {
            Some(Atom { kind: Kind::Word(word), .. }) => *word,
            _ => Word::default(),
        }
    }

    /// Returns the value and length of a digit run.
    pub(super) fn digits(&self, at: usize) -> Option<(u32, u8)> {
        match self.get(at)?.kind {
            Kind::Digits(value, length) => Some((value, length)),
            _ => None,
        }
    }

    /// Says whether the atom is the sign `sign`.
    pub(super) fn sign(&self, at: usize, sign: char) -> bool {
        matches!(self.get(at), Some(Atom { kind: Kind::Sign(c), .. }) if *c == sign)
    }

    /// Says whether the atom follows the one before it without white space.
    pub(super) fn glued(&self, at: usize) -> bool {
        self.get(at).is_some_and(|atom| atom.gap == Gap::Glued)
    }

    /// Says whether the atom stands in the same paragraph as the one before it.
    pub(super) fn joined(&self, at: usize) -> bool {
        self.get(at).is_some_and(|atom| atom.gap != Gap::Paragraph)
    }

    /// Says whether a digit run before the atom ends freely: no letter or digit is glued to it.
    pub(super) fn word_free(&self, at: usize) -> bool {
        !self.glued(at) || matches!(self.get(at), Some(Atom { kind: Kind::Sign(_), .. }))
    }

    /// Returns the fine part of speech of the token that the atom stands in.
    pub(super) fn tag(&self, at: usize) -> &str {
        let token = self.get(at).and_then(|atom| self.doc.tokens().get(atom.token as usize));
        token.map_or("", |token| token.tag.as_str())
    }

    /// Says whether the atom is the word `word`, in the same paragraph as the one before it.
    pub(super) fn is(&self, at: usize, word: &str) -> bool {
        self.text(at) == word && self.joined(at)
    }

    /// Says whether the atom is one of `words`.
    pub(super) fn any(&self, at: usize, words: &[&str]) -> bool {
        self.joined(at) && words.contains(&self.text(at))
    }

    /// Skips a hyphen glued on both sides: "third-quarter".
    pub(super) fn skip_hyphen(&self, at: usize) -> usize {
        if self.sign(at, '-') && self.joined(at) && self.joined(at + 1) { at + 1 } else { at }
    }

    /// Skips "'s".
    pub(super) fn skip_possessive(&self, at: usize) -> usize {
        if self.sign(at, '\'') && self.glued(at) && self.text(at + 1) == "s" && self.glued(at + 1) {
            at + 2
        } else {
            at
        }
    }

    /// Returns the meaning and end of the longest phrase of `table` that starts at `at`.
    pub(super) fn phrase<T: Copy>(
        &self,
        table: &rustc_hash::FxHashMap<String, Vec<Phrase<T>>>,
        at: usize,
    ) -> Option<(T, usize)> {
        let phrases = table.get(self.text(at))?;
        let fits = |phrase: &&Phrase<T>| {
            phrase.rest.iter().enumerate().all(|(offset, word)| self.is(at + 1 + offset, word))
        };
        phrases.iter().find(fits).map(|phrase| (phrase.meaning, at + 1 + phrase.rest.len()))
    }
}

/// Says whether exactly three digits stand at the byte `at`.
fn is_digit_group(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    let digit = |offset: usize| bytes.get(at + offset).is_some_and(u8::is_ascii_digit);
    digit(0) && digit(1) && digit(2) && !digit(3)
}

fn plain_sign(c: char) -> char {
    match c {
        '’' | '‘' | '`' | 'ʼ' => '\'',
        '‐' | '‑' | '–' | '—' | '−' => '-',
        '“' | '”' => '"',
        other => other,
    }
}
