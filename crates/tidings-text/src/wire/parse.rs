//! `tidings parse`: spaCy's `Doc.to_json()`.

use serde::{Deserialize, Serialize};

/// One parsed report, in the shape of spaCy's `Doc.to_json()`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Parse {
    /// The report's id.
    pub id: String,
    /// Named entities.
    pub ents: Vec<Entity>,
    /// Sentences.
    pub sents: Vec<Sentence>,
    /// Tokens.
    pub tokens: Vec<Token>,
}

/// A named entity.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entity {
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// The model's label: `GPE`, `PERSON` …
    pub label: String,
}

/// A sentence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sentence {
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
}

/// A token.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Token {
    /// Its place among the report's tokens, from 0.
    pub id: usize,
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// Fine part of speech (Penn Treebank).
    pub tag: String,
    /// Universal part of speech.
    pub pos: String,
    /// Base form.
    pub lemma: String,
    /// Dependency label.
    pub dep: String,
    /// The id of the head; a root is its own head.
    pub head: usize,
}
