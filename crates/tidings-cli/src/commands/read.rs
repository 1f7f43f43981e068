//! `tidings read`: reports without boilerplate.

use tidings_text::wire;

use crate::args::{Global, ReadArgs};
use crate::exit::Exit;
use crate::output::Output;
use crate::problems::Problems;
use crate::work;

/// Prints one line per report.
pub(crate) fn run(args: &ReadArgs, global: &Global) -> anyhow::Result<Exit> {
    let mut problems = Problems::open(global.problems.as_deref())?;
    let mut out = Output::stdout();
    work::for_each_batch(args, global, &mut problems, |batch| {
        for read in batch {
            out.json_line(&wire::Report::from_engine(&read.report, read.decoded.as_deref()))?;
        }
        Ok(())
    })?;
    out.finish()?;
    Ok(problems.exit())
}
