//! Runs spaCy v3 pipelines: text to tokens, sentences, tags, lemmas, dependencies, entities.
//!
//! The model file is the package index's wheel as it is, or the folder inside it.
//! [`Pipeline`] turns texts into [`Doc`]s, which is what every later stage reads.
//!
//! This crate never knows what news is, never prints, and never reads the environment, the home folder or the clock.

mod doc;
mod symbol;

mod pipeline;

mod package;

mod lexicon;
mod pattern;
mod tokenizer;

mod components;
mod neural;

mod error;

pub use doc::{Doc, Entity, Token};
pub use error::ModelError;
pub use package::ModelInfo;
pub use pipeline::Pipeline;
pub use symbol::Symbol;
