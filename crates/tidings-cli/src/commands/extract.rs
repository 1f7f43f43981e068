//! `tidings extract`: what each report asserts, and from which source.

use crate::args::{ExtractArgs, Global};
use crate::exit::Exit;
use crate::output::Output;
use crate::problems::Problems;
use crate::work;

/// Prints one line per report.
pub(crate) fn run(args: &ExtractArgs, global: &Global) -> anyhow::Result<Exit> {
    let pipeline = work::open_pipeline(global)?;
    let knowledge = work::open_knowledge(&args.knowledge)?;
    let mut problems = Problems::open(global.problems.as_deref())?;
    let mut out = Output::stdout();
    work::for_each_batch(&args.read, global, &mut problems, |batch| {
        let reports = batch.into_iter().map(|read| read.report).collect();
        for told in work::tell(&pipeline, &knowledge, reports) {
            out.json_line(&told.extraction.to_wire(told.report(), args.explain))?;
        }
        Ok(())
    })?;
    out.finish()?;
    Ok(problems.exit())
}
