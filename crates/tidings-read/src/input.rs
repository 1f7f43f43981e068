//! What the person named: files, folders, a stream.

use std::fmt;
use std::io::Read;
use std::path::PathBuf;

/// One thing to read.
pub enum Input {
    /// A file, or a folder that is walked: sorted by name, hidden files skipped.
    Path(PathBuf),
    /// Bytes from elsewhere, such as standard input.
    Stream {
        /// The name for messages: `-` for standard input.
        name: String,
        /// The bytes.
        bytes: Box<dyn Read + Send>,
    },
}

impl Input {
    /// Returns a stream of bytes under a name for messages.
    pub fn stream(name: impl Into<String>, bytes: impl Read + Send + 'static) -> Self {
        Self::Stream { name: name.into(), bytes: Box::new(bytes) }
    }
}

impl fmt::Debug for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Path(path) => f.debug_tuple("Path").field(path).finish(),
            Self::Stream { name, .. } => f.debug_struct("Stream").field("name", name).finish_non_exhaustive(),
        }
    }
}

impl From<PathBuf> for Input {
    fn from(path: PathBuf) -> Self {
        Self::Path(path)
    }
}
