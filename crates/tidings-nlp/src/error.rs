//! What can go wrong when a model is opened. Parsing itself cannot fail.

use std::path::PathBuf;

/// A model could not be opened.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ModelError {
    /// A file or folder could not be read.
    #[error("cannot read `{path}`")]
    Read {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// The wheel is no readable zip archive.
    #[error("`{path}` is not a readable wheel (zip archive): {reason}")]
    Archive {
        /// The wheel.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// Neither a wheel nor a folder with a model in it.
    #[error("no spaCy model in `{path}`: expected a wheel or folder with `config.cfg`")]
    NoModel {
        /// The file or folder that was given.
        path: PathBuf,
    },
    /// More than one model where one was expected.
    #[error("several spaCy models in `{path}`: `{first}` and `{second}`")]
    SeveralModels {
        /// The file or folder that was given.
        path: PathBuf,
        /// One model's folder.
        first: String,
        /// Another model's folder.
        second: String,
    },
    /// A file of the model is larger than any real model's (a zip bomb, or not a model).
    #[error("`{file}` is larger than {limit} bytes")]
    TooLarge {
        /// The file inside the model.
        file: String,
        /// The largest accepted size, in bytes.
        limit: u64,
    },
    /// A file that the configuration asks for is not there.
    #[error("the model has no file `{file}`")]
    MissingFile {
        /// The file inside the model.
        file: String,
    },
    /// A file of the model does not hold what it should.
    #[error("`{file}` is damaged: {reason}")]
    Damaged {
        /// The file inside the model.
        file: String,
        /// What was found, and what was expected.
        reason: String,
    },
    /// Weights whose shape does not fit the rest of the model.
    #[error("`{file}` has weights of the wrong shape: `{name}` is {found:?}, expected {expected}")]
    Shape {
        /// The file inside the model.
        file: String,
        /// The weights.
        name: String,
        /// The shape found.
        found: Vec<usize>,
        /// The shape expected, in words.
        expected: String,
    },
    /// A component, architecture or setting that this runtime does not have.
    #[error("component `{component}` uses {what} `{found}`, which is not supported; supported: {supported}")]
    Unsupported {
        /// The component of the pipeline.
        component: String,
        /// The kind of thing: `factory`, `architecture`, `mode` …
        what: &'static str,
        /// What the model asks for.
        found: String,
        /// What would be accepted.
        supported: &'static str,
    },
}

impl ModelError {
    /// Returns the error for a file that does not hold what it should.
    pub(crate) fn damaged(file: &str, reason: impl Into<String>) -> Self {
        Self::Damaged { file: file.to_owned(), reason: reason.into() }
    }
}
