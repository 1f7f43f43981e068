//! Runs spaCy v3 pipelines: text to tokens, sentences, tags, lemmas, dependencies, entities.
//!
//! The model file is the package index's wheel as it is, or the folder inside it.
//! [`Doc`] is what every later stage reads.
//!
//! This crate never knows what news is, never prints, and never reads the environment, the home folder or the clock.

mod doc;
mod symbol;

pub use doc::{Doc, Entity, Token};
pub use symbol::Symbol;
