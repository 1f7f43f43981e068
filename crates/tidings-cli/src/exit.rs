//! How a run ended, as INTERFACE fixes it.

use std::process::ExitCode;

/// The exit codes of `tidings`. Wrong usage (2) is reported by the argument parser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// All well.
    Success,
    /// The run itself failed: a file that cannot be opened, a broken model.
    Failure,
    /// Done, but some inputs were set aside.
    SetAside,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Success => 0,
            Exit::Failure => 1,
            Exit::SetAside => 3,
        })
    }
}
