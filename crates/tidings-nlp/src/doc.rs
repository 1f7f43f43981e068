//! A parsed text: what the pipeline gives and every later stage reads.

use std::ops::Range;

use tidings_text::wire;
use tidings_text::{CodePoints, Span};

use crate::symbol::Symbol;

/// One token of a [`Doc`].
#[derive(Debug, Clone, PartialEq)]
pub struct Token {
    /// Its words in the text, bytes.
    pub span: Span,
    /// Fine part of speech (Penn Treebank): `VBD`.
    pub tag: Symbol,
    /// Universal part of speech: `VERB`.
    pub pos: Symbol,
    /// Universal features, `Number=Sing|Person=3`; empty where there are none.
    pub morph: Symbol,
    /// Base form.
    pub lemma: String,
    /// Dependency label (ClearNLP): `nsubj`.
    pub dep: Symbol,
    /// Index of the head; a root is its own head.
    pub head: usize,
    /// Whether a sentence starts here.
    pub sent_start: bool,
}

/// A named entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entity {
    /// First token.
    pub start: usize,
    /// One past the last token.
    pub end: usize,
    /// The model's label: `GPE`.
    pub label: Symbol,
}

/// A parsed text.
///
/// Tokens are in text order, do not overlap and cover all but whitespace (spaCy keeps runs of more than one
/// space, and line breaks, as tokens of their own).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Doc {
    text: String,
    tokens: Vec<Token>,
    entities: Vec<Entity>,
    /// First token of each sentence, and one past the last of all.
    sentence_bounds: Vec<usize>,
    /// For each token, the range of its children in `children`.
    child_ranges: Vec<Range<u32>>,
    /// Children of all tokens, grouped by head, in text order.
    children: Vec<u32>,
    /// For each token, its sentence.
    sentence_of: Vec<u32>,
}

impl Doc {
    /// Returns the doc of `text`, its tokens and entities, with sentences and children worked out.
    ///
    /// A head that points outside the tokens counts as the token itself.
    #[must_use]
    pub fn new(text: String, mut tokens: Vec<Token>, entities: Vec<Entity>) -> Self {
        let n_tokens = tokens.len();
        let mut sentence_bounds = Vec::new();
        let mut sentence_of = Vec::with_capacity(n_tokens);
        let mut child_counts = vec![0_u32; n_tokens + 1];
        for (index, token) in tokens.iter_mut().enumerate() {
            if token.head >= n_tokens {
                token.head = index;
            }
            if token.sent_start || index == 0 {
                token.sent_start = true;
                sentence_bounds.push(index);
            }
            sentence_of.push(sentence_bounds.len() as u32 - 1);
            if token.head != index {
                child_counts[token.head] += 1;
            }
        }
        sentence_bounds.push(n_tokens);

        let mut child_ranges = Vec::with_capacity(n_tokens);
        let mut next = 0;
        for count in &child_counts[..n_tokens] {
            child_ranges.push(next..next);
            next += count;
        }
        let mut children = vec![0; next as usize];
        for (index, token) in tokens.iter().enumerate() {
            if token.head != index {
                let range: &mut Range<u32> = &mut child_ranges[token.head];
                children[range.end as usize] = index as u32;
                range.end += 1;
            }
        }
        Self { text, tokens, entities, sentence_bounds, child_ranges, children, sentence_of }
    }

    /// Returns the text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the tokens in text order.
    #[must_use]
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// Returns the named entities in text order.
    #[must_use]
    pub fn entities(&self) -> &[Entity] {
        &self.entities
    }

    /// Returns the number of tokens.
    #[must_use]
    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    /// Says whether there are no tokens.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    /// Returns a token's words.
    #[must_use]
    pub fn word(&self, token: usize) -> &str {
        self.tokens[token].span.of(&self.text)
    }

    /// Returns a token's words in lower case.
    #[must_use]
    pub fn lower(&self, token: usize) -> String {
        self.word(token).to_lowercase()
    }

    /// Returns the byte span of a range of tokens; empty at 0 where the range is empty.
    #[must_use]
    pub fn span(&self, tokens: Range<usize>) -> Span {
        match self.tokens.get(tokens) {
            Some([first, .., last]) => first.span.cover(last.span),
            Some([only]) => only.span,
            _ => Span::new(0, 0),
        }
    }

    /// Returns the tokens that overlap a byte span.
    #[must_use]
    pub fn tokens_in(&self, span: Span) -> Range<usize> {
        let start = self.tokens.partition_point(|token| token.span.end <= span.start);
        let end = self.tokens.partition_point(|token| token.span.start < span.end);
        start..end.max(start)
    }

    /// Returns the number of sentences.
    #[must_use]
    pub fn n_sentences(&self) -> usize {
        self.sentence_bounds.len().saturating_sub(1)
    }

    /// Returns the tokens of sentence number `sentence`.
    #[must_use]
    pub fn sentence(&self, sentence: usize) -> Range<usize> {
        self.sentence_bounds[sentence]..self.sentence_bounds[sentence + 1]
    }

    /// Returns the token ranges of all sentences.
    pub fn sentences(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        self.sentence_bounds.windows(2).map(|bounds| bounds[0]..bounds[1])
    }

    /// Returns the number of the sentence that a token stands in.
    #[must_use]
    pub fn sentence_of(&self, token: usize) -> usize {
        self.sentence_of[token] as usize
    }

    /// Returns the indexes of a token's direct children, in text order.
    pub fn children(&self, token: usize) -> impl DoubleEndedIterator<Item = usize> + '_ {
        let range = &self.child_ranges[token];
        self.children[range.start as usize..range.end as usize].iter().map(|&child| child as usize)
    }

    /// Returns the first child with the dependency label `dep`.
    #[must_use]
    pub fn child(&self, token: usize, dep: &str) -> Option<usize> {
        self.children(token).find(|&child| self.tokens[child].dep == dep)
    }

    /// Returns the head of a token; `None` for a root.
    #[must_use]
    pub fn head(&self, token: usize) -> Option<usize> {
        let head = self.tokens[token].head;
        (head != token).then_some(head)
    }

    /// Returns the token and its heads up to the root, nearest first.
    pub fn ancestors(&self, token: usize) -> impl Iterator<Item = usize> + '_ {
        // A parse is a forest, but a doc read from elsewhere may hold a loop: no path is longer than the text.
        std::iter::successors(Some(token), |&token| self.head(token)).take(self.tokens.len())
    }

    /// Returns the tokens of a subtree, in text order.
    #[must_use]
    pub fn subtree(&self, token: usize) -> Vec<usize> {
        let mut found = vec![token];
        let mut next = 0;
        while next < found.len() && found.len() <= self.tokens.len() {
            let at = found[next];
            found.extend(self.children(at));
            next += 1;
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Returns the token range from the first to the last token of a subtree.
    #[must_use]
    pub fn subtree_range(&self, token: usize) -> Range<usize> {
        let tokens = self.subtree(token);
        tokens[0]..tokens[tokens.len() - 1] + 1
    }

    /// Returns the interchange form, in code points.
    #[must_use]
    pub fn to_wire(&self, id: &str) -> wire::Parse {
        let points = CodePoints::new(&self.text);
        let bounds = |range: Range<usize>| points.range(self.span(range));
        let tokens = self.tokens.iter().enumerate().map(|(index, token)| {
            let [start, end] = points.range(token.span);
            wire::Token {
                id: index,
                start,
                end,
                tag: token.tag.to_string(),
                pos: token.pos.to_string(),
                lemma: token.lemma.clone(),
                dep: token.dep.to_string(),
                head: token.head,
            }
        });
        let ents = self.entities.iter().map(|entity| {
            let [start, end] = bounds(entity.start..entity.end);
            wire::Entity { start, end, label: entity.label.to_string() }
        });
        let sents = self.sentences().map(|sentence| {
            let [start, end] = bounds(sentence);
            wire::Sentence { start, end }
        });
        wire::Parse {
            id: id.to_owned(),
            ents: ents.collect(),
            sents: sents.collect(),
            tokens: tokens.collect(),
        }
    }

    /// Returns the doc of a text and a parse made elsewhere: by spaCy's `Doc.to_json()` or `tidings parse`.
    ///
    /// Offsets that do not fit the text give empty spans.
    #[must_use]
    pub fn from_wire(text: String, parse: &wire::Parse) -> Self {
        let points = CodePoints::new(&text);
        let span = |start, end| points.span([start, end]).unwrap_or(Span::new(0, 0));
        let mut tokens: Vec<Token> = parse
            .tokens
            .iter()
            .map(|token| Token {
                span: span(token.start, token.end),
                tag: Symbol::new(&token.tag),
                pos: Symbol::new(&token.pos),
                morph: Symbol::default(),
                lemma: token.lemma.clone(),
                dep: Symbol::new(&token.dep),
                head: token.head,
                sent_start: false,
            })
            .collect();
        let token_at = |code_point: usize| parse.tokens.partition_point(|token| token.end <= code_point);
        for sentence in &parse.sents {
            if let Some(token) = tokens.get_mut(token_at(sentence.start)) {
                token.sent_start = true;
            }
        }
        let entities = parse.ents.iter().map(|entity| Entity {
            start: token_at(entity.start),
            end: parse.tokens.partition_point(|token| token.start < entity.end),
            label: Symbol::new(&entity.label),
        });
        let entities = entities.filter(|entity| entity.start < entity.end).collect();
        Self::new(text, tokens, entities)
    }
}
