//! The components of a pipeline, each with what it reads from the model and what it writes to a [`Draft`].

pub(crate) mod attribute_ruler;
pub(crate) mod dependencies;
pub(crate) mod entities;
pub(crate) mod lemmatizer;
pub(crate) mod tagger;
pub(crate) mod transitions;
pub(crate) mod tree;

use std::ops::Range;

use crate::Symbol;
use crate::lexicon::Lexicon;
use crate::neural::Matrix;
use crate::neural::tok2vec::Layout;
use crate::tokenizer::RawToken;

/// What is known so far of the tokens of a group of texts, one after the other.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    pub(crate) tokens: Vec<RawToken>,
    /// For each text, its tokens.
    pub(crate) texts: Vec<Range<usize>>,
    /// Where the texts stand in matrices.
    pub(crate) layout: Layout,
    pub(crate) tags: Vec<Symbol>,
    pub(crate) pos: Vec<Symbol>,
    pub(crate) morphs: Vec<Symbol>,
    /// Lemmas that the attribute ruler sets.
    pub(crate) set_lemmas: Vec<Option<Symbol>>,
    pub(crate) lemmas: Vec<String>,
    /// Heads as token numbers within the text.
    pub(crate) heads: Vec<u32>,
    pub(crate) deps: Vec<Symbol>,
    /// 1 where a sentence starts, -1 where none does, 0 where that is not known.
    pub(crate) sent_starts: Vec<i8>,
    /// For each text, its entities: tokens within the text, and label.
    pub(crate) entities: Vec<Vec<(Range<usize>, Symbol)>>,
}

impl Draft {
    /// Starts anew for the tokens of some texts, `padding` rows apart in matrices.
    pub(crate) fn reset(&mut self, padding: usize, tokens: Vec<RawToken>, texts: Vec<Range<usize>>) {
        let count = tokens.len();
        self.layout = Layout::new(padding, texts.iter().map(ExactSizeIterator::len));
        for symbols in [&mut self.tags, &mut self.pos, &mut self.morphs, &mut self.deps] {
            symbols.clear();
            symbols.resize(count, Symbol::default());
        }
        self.set_lemmas.clear();
        self.set_lemmas.resize(count, None);
        self.lemmas.clear();
        self.lemmas.resize(count, String::new());
        self.heads.clear();
        self.heads.extend(texts.iter().flat_map(|text| 0..text.len() as u32));
        self.sent_starts.clear();
        self.sent_starts.resize(count, 0);
        self.entities.clear();
        self.entities.resize(texts.len(), Vec::new());
        self.tokens = tokens;
        self.texts = texts;
    }

    /// Says whether a token is white space.
    pub(crate) fn is_space(&self, token: usize, lexicon: &Lexicon) -> bool {
        lexicon.form(self.tokens[token].form).is_space
    }

    /// Calls `each` with every token and its row of `scores`, which is laid out as [`Draft::layout`] says.
    pub(crate) fn for_each_row(&mut self, scores: &Matrix, mut each: impl FnMut(&mut Self, usize, &[f32])) {
        let mut token = 0;
        for text in 0..self.texts.len() {
            let (start, length) = (self.layout.starts[text], self.layout.lengths[text]);
            for row in start..start + length {
                each(self, token, scores.row(row));
                token += 1;
            }
        }
    }
}
