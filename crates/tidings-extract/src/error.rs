//! What can be wrong with knowledge that a person brings.

/// A file of actors, frames or cues that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum KnowledgeError {
    /// The file is not TOML, or lacks a field.
    #[error("`{file}` is not a valid knowledge file: {source}")]
    Toml {
        /// The file as the person named it, or the name of a built-in one.
        file: String,
        /// What the reader found.
        source: toml::de::Error,
    },
    /// Two entries claim one id.
    #[error("`{file}` gives the id `{id}` twice; give each entry an id of its own")]
    DuplicateId {
        /// The file.
        file: String,
        /// The id.
        id: String,
    },
    /// A frame's pattern has a part that means nothing.
    #[error(
        "`{file}` has the pattern `{pattern}` with the unknown part `{part}`; write `@class`, `A=…`, `R=…` or a word of the pattern language"
    )]
    Pattern {
        /// The file.
        file: String,
        /// The pattern as it was written.
        pattern: String,
        /// The part.
        part: String,
    },
}
