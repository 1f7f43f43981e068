//! `tidings parse`: tokens, sentences, dependencies and entities.

use crate::args::{Global, ReadArgs};
use crate::exit::Exit;
use crate::output::Output;
use crate::problems::Problems;
use crate::work;

/// Prints one line per report, in the shape of spaCy's `Doc.to_json()`.
pub(crate) fn run(args: &ReadArgs, global: &Global) -> anyhow::Result<Exit> {
    let pipeline = work::open_pipeline(global)?;
    let mut problems = Problems::open(global.problems.as_deref())?;
    let mut out = Output::stdout();
    work::for_each_batch(args, global, &mut problems, |batch| {
        // Titles are not printed, so they are not parsed.
        let reports = batch.into_iter().map(|mut read| {
            read.report.title = None;
            read.report
        });
        for parsed in work::parse(&pipeline, reports.collect(), work::Shown::Whole) {
            let doc = parsed.doc.unwrap_or_default();
            out.json_line(&doc.to_wire(parsed.report.id.as_str()))?;
        }
        Ok(())
    })?;
    out.finish()?;
    Ok(problems.exit())
}
