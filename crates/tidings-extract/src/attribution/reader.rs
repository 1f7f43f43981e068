//! A doc as the search for attributions looks at it: quotations, paragraphs and classes of words beside the parse.

use std::ops::Range;

use tidings_nlp::Doc;

use super::cues::{ClassSet, Cues};
use super::quotes::Quotations;
use super::runs::Runs;

/// A doc with what is looked up once for all its candidates.
pub(crate) struct Reader<'d> {
    pub(crate) doc: &'d Doc,
    pub(crate) cues: &'d Cues,
    pub(crate) quotes: Quotations,
    /// For each token, its paragraph.
    paragraphs: Vec<u32>,
    /// For each token, the classes of its lemma as the part of speech that it is.
    classes: Vec<ClassSet>,
}

impl<'d> Reader<'d> {
    pub(crate) fn new(doc: &'d Doc, cues: &'d Cues) -> Self {
        let mut paragraphs = Vec::with_capacity(doc.len());
        let mut paragraph = 0;
        let mut classes = Vec::with_capacity(doc.len());
        for (index, token) in doc.tokens().iter().enumerate() {
            if doc.word(index).contains('\n') {
                paragraph += 1;
            }
            paragraphs.push(paragraph);
            classes.push(match token.pos.as_str() {
                "VERB" => cues.verb(&lower(&token.lemma)),
                "NOUN" => cues.noun(&lower(&token.lemma)),
                "ADJ" => cues.adjective(&lower(&token.lemma)),
                "ADV" => cues.adverb(&doc.lower(index)),
                _ => ClassSet::default(),
            });
        }
        Self { doc, cues, quotes: Quotations::find(doc), paragraphs, classes }
    }

    pub(crate) fn pos(&self, token: usize) -> &str {
        self.doc.tokens()[token].pos.as_str()
    }

    pub(crate) fn tag(&self, token: usize) -> &str {
        self.doc.tokens()[token].tag.as_str()
    }

    pub(crate) fn dep(&self, token: usize) -> &str {
        self.doc.tokens()[token].dep.as_str()
    }

    pub(crate) fn lemma(&self, token: usize) -> &str {
        &self.doc.tokens()[token].lemma
    }

    pub(crate) fn classes(&self, token: usize) -> ClassSet {
        self.classes[token]
    }

    pub(crate) fn paragraph(&self, token: usize) -> u32 {
        self.paragraphs[token]
    }

    /// Says whether a token is nothing but blanks.
    pub(crate) fn is_blank(&self, token: usize) -> bool {
        self.pos(token) == "SPACE" || self.doc.word(token).trim().is_empty()
    }

    /// Says whether a token is punctuation or blank.
    pub(crate) fn is_mark(&self, token: usize) -> bool {
        self.is_blank(token) || !self.doc.word(token).chars().any(char::is_alphanumeric)
    }

    /// Returns the first child with one of the labels.
    pub(crate) fn child(&self, token: usize, deps: &[&str]) -> Option<usize> {
        self.doc.children(token).find(|&child| deps.contains(&self.dep(child)))
    }

    /// Returns the tokens of a subtree.
    pub(crate) fn subtree(&self, token: usize) -> Runs {
        Runs::from_tokens(self.doc.subtree(token))
    }

    /// Returns the sentence of a token.
    pub(crate) fn sentence(&self, token: usize) -> Range<usize> {
        self.doc.sentence(self.doc.sentence_of(token))
    }

    /// Returns the entity label of a token's entity, or nothing.
    pub(crate) fn entity(&self, token: usize) -> &str {
        let entities = self.doc.entities();
        let index = entities.partition_point(|entity| entity.end <= token);
        entities.get(index).filter(|entity| entity.start <= token).map_or("", |entity| entity.label.as_str())
    }

    /// Says whether a verb stands in the passive.
    pub(crate) fn is_passive(&self, verb: usize) -> bool {
        self.child(verb, &["auxpass", "nsubjpass"]).is_some()
    }

    /// Returns the next token that is not blank, from `token` on.
    pub(crate) fn next_word(&self, token: usize) -> Option<usize> {
        (token..self.doc.len()).find(|&token| !self.is_blank(token))
    }

    /// Returns the last token before `token` that is not blank.
    pub(crate) fn previous_word(&self, token: usize) -> Option<usize> {
        (0..token).rev().find(|&token| !self.is_blank(token))
    }

    /// Returns the first and last token of the paragraph of `token`, blanks left out, as a range.
    pub(crate) fn paragraph_range(&self, token: usize) -> Range<usize> {
        let paragraph = self.paragraphs[token];
        let start = self.paragraphs.partition_point(|&other| other < paragraph);
        let end = self.paragraphs.partition_point(|&other| other <= paragraph);
        let start = (start..end).find(|&token| !self.is_blank(token)).unwrap_or(start);
        let end = (start..end).rev().find(|&token| !self.is_blank(token)).map_or(end, |last| last + 1);
        start..end
    }
}

fn lower(lemma: &str) -> std::borrow::Cow<'_, str> {
    if lemma.bytes().any(|b| b.is_ascii_uppercase()) { lemma.to_lowercase().into() } else { lemma.into() }
}
