//! What is known of the world and the language before a report is read: the tables of `data/`.

use crate::actors::Actors;
use crate::attribution::Cues;
use crate::error::KnowledgeError;
use crate::statements::Frames;

/// The tables that extraction reads: actors, frames, cues.
///
/// [`Knowledge::builtin`] holds those that ship with the program; a person's own files extend and override them.
#[derive(Debug)]
pub struct Knowledge {
    /// States, polities, organisations, agencies, outlets.
    pub actors: Actors,
    /// Event types with their words and argument patterns.
    pub frames: Frames,
    /// Reporting words and their strength.
    pub cues: Cues,
}

impl Knowledge {
    /// Returns the tables that ship with the program.
    ///
    /// # Errors
    ///
    /// Where a built-in file is damaged, which a test excludes.
    pub fn builtin() -> Result<Self, KnowledgeError> {
        Self::extended(&[], &[])
    }

    /// Returns the built-in tables extended and overridden by a person's actor and frame files, each a name for
    /// messages and its TOML text.
    ///
    /// # Errors
    ///
    /// Where a file is not valid.
    pub fn extended(
        actors: &[(String, String)],
        frames: &[(String, String)],
    ) -> Result<Self, KnowledgeError> {
        Ok(Self { actors: Actors::load(actors)?, frames: Frames::load(frames)?, cues: Cues::load()? })
    }
}
