//! Inputs that were set aside, and errors: named on standard error, and as JSON Lines with `--problems`.

use std::fs::File;
use std::io::Write as _;
use std::path::Path;

use anyhow::Context as _;
use serde_json::json;
use tidings_read::Problem;

use crate::exit::Exit;

/// Notes what was set aside in a run.
pub(crate) struct Problems {
    file: Option<File>,
    count: usize,
}

impl Problems {
    /// Opens the file that `--problems` names, where it does.
    pub(crate) fn open(path: Option<&Path>) -> anyhow::Result<Self> {
        let file = match path {
            None => None,
            Some(path) => {
                Some(File::create(path).with_context(|| format!("cannot write `{}`", path.display()))?)
            }
        };
        Ok(Self { file, count: 0 })
    }

    /// Names one input that was set aside.
    pub(crate) fn note(&mut self, problem: &Problem) -> anyhow::Result<()> {
        self.count += 1;
        let line = problem.line.map(|line| format!(":{line}")).unwrap_or_default();
        eprintln!("set aside: {}{line}: {}", clean(&problem.file), clean(&problem.message));
        if let Some(hint) = &problem.hint {
            eprintln!("  hint: {}", clean(hint));
        }
        if let Some(file) = &mut self.file {
            let entry = json!({
                "format": "tidings.problem/1", "file": problem.file, "line": problem.line,
                "message": problem.message, "hint": problem.hint,
            });
            writeln!(file, "{entry}").context("cannot write the problems file")?;
        }
        Ok(())
    }

    /// Returns how many inputs were set aside so far.
    pub(crate) fn count(&self) -> usize {
        self.count
    }

    /// Says how the run ends: well, or with inputs set aside.
    pub(crate) fn exit(&self) -> Exit {
        if self.count == 0 { Exit::Success } else { Exit::SetAside }
    }
}

/// Prints the error that ended a run.
pub(crate) fn print_error(error: &anyhow::Error) {
    eprintln!("error: {}", clean(&format!("{error:#}")));
}

/// Returns text that we did not write without the control characters that could steer a terminal.
fn clean(text: &str) -> String {
    text.chars().map(|c| if c.is_control() && c != '\n' { '\u{fffd}' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_cannot_steer_the_terminal() {
        assert_eq!(clean("a\u{1b}[2Jb\nc"), "a\u{fffd}[2Jb\nc");
    }
}
