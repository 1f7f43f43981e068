//! Where results go: standard output or a file, one JSON object a line.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use anyhow::Context as _;
use serde::Serialize;

/// A buffered place for results.
pub(crate) struct Output {
    sink: Box<dyn Write>,
}

impl Output {
    /// Opens standard output.
    pub(crate) fn stdout() -> Self {
        Self { sink: Box::new(BufWriter::with_capacity(1 << 16, io::stdout().lock())) }
    }

    /// Opens `path` for writing, or standard output where it is `None`.
    pub(crate) fn open(path: Option<&Path>) -> anyhow::Result<Self> {
        let Some(path) = path else { return Ok(Self::stdout()) };
        let file = File::create(path).with_context(|| format!("cannot write `{}`", path.display()))?;
        Ok(Self { sink: Box::new(BufWriter::new(file)) })
    }

    /// Writes one object as a line of JSON.
    pub(crate) fn json_line(&mut self, value: &impl Serialize) -> anyhow::Result<()> {
        serde_json::to_writer(&mut self.sink, value)?;
        self.sink.write_all(b"\n")?;
        Ok(())
    }

    /// Writes text as it is.
    pub(crate) fn text(&mut self, text: &str) -> anyhow::Result<()> {
        Ok(self.sink.write_all(text.as_bytes())?)
    }

    /// Writes out what is buffered; an error that `drop` would swallow shows here.
    pub(crate) fn finish(mut self) -> anyhow::Result<()> {
        Ok(self.sink.flush()?)
    }
}

/// Says whether an error only means that the reader of our output has gone.
pub(crate) fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let io = cause.downcast_ref::<io::Error>().map(io::Error::kind);
        let json = cause.downcast_ref::<serde_json::Error>().and_then(serde_json::Error::io_error_kind);
        io.or(json) == Some(io::ErrorKind::BrokenPipe)
    })
}
