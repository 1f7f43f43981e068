//! Why an input was set aside.

use std::fmt;
use std::io;

/// An input that was set aside: where, what was found, and what to do next.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", Located(self))]
pub struct Problem {
    /// The file as the person named it, or the name of the stream.
    pub file: String,
    /// The line within the file, counted from 1, where one line is at fault.
    pub line: Option<usize>,
    /// What was found.
    pub message: String,
    /// The next step.
    pub hint: Option<String>,
}

impl Problem {
    pub(crate) fn new(file: &str, line: Option<usize>, fault: &Fault) -> Self {
        Self { file: file.to_owned(), line, message: fault.to_string(), hint: fault.hint() }
    }
}

struct Located<'p>(&'p Problem);

impl fmt::Display for Located<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Problem { file, line, message, .. } = self.0;
        match line {
            Some(line) => write!(f, "{file}:{line}: {message}"),
            None => write!(f, "{file}: {message}"),
        }
    }
}

/// What can be wrong with an input.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Fault {
    #[error("it cannot be opened: {0}")]
    Open(io::Error),
    #[error("reading stopped: {0}")]
    Read(io::Error),
    #[error("the folder holds no report")]
    EmptyFolder,
    #[error("the file is empty")]
    EmptyFile,
    #[error("it is not text: {0}")]
    Binary(&'static str),
    #[error("it is larger than {limit} bytes, too much for one report")]
    TooLarge { limit: u64 },
    #[error("the line is longer than {limit} bytes")]
    LineTooLong { limit: u64 },
    #[error("it is not the JSON of a report: {0}")]
    Json(serde_json::Error),
    #[error("the line is not a JSON object")]
    NoObject,
    #[error("the line says format `{0}`, not `tidings.report/1`")]
    Format(String),
    #[error("no article text was found")]
    NoText,
    #[error("the manifest cannot be read: {0}")]
    Manifest(csv::Error),
    #[error("the manifest has no column `file`; it has {0}")]
    ManifestColumns(String),
    #[error("the manifest names a file that does not exist")]
    ManifestUnmatched,
}

impl Fault {
    fn hint(&self) -> Option<String> {
        let hint = match self {
            Self::Open(error) if error.kind() == io::ErrorKind::NotFound => "Check the path.",
            Self::Open(_) => "Check that you may read it.",
            Self::Read(_) => "Try again, or copy the file to a local disk first.",
            Self::EmptyFolder => {
                "Name a folder with saved pages (.html), bare texts (.txt) or JSON Lines (.jsonl)."
            }
            Self::EmptyFile => "Save the page again, or leave the file out.",
            Self::Binary(_) => "Give the page as HTML, as plain text or as JSON Lines.",
            Self::TooLarge { .. } => {
                "Split it into one file a report, or into JSON Lines with one report a line."
            }
            Self::LineTooLong { .. } => "Check that the file holds one JSON object a line.",
            Self::Json(_) | Self::NoObject => "A line needs at least {\"text\": \"…\"}.",
            Self::Format(_) => "Give the output of `tidings read`, or leave `format` out.",
            Self::NoText => "Check that the page holds an article and not only links or scripts.",
            Self::Manifest(_) | Self::ManifestColumns(_) => {
                "A manifest is CSV with the columns file,id,outlet,published,url,title; only file is needed."
            }
            Self::ManifestUnmatched => "Check the spelling; names are relative to the manifest's folder.",
        };
        Some(hint.to_owned())
    }
}
