//! The product's main path in this process: inputs to reports, reports to what each says, as `tidings` does it.
//!
//! For tasks that need the engine's own types: training, and the examples of the reference pages.

use std::path::Path;
use std::thread;

use anyhow::Context as _;
use serde_json::Value;
use tidings_collate::Told;
use tidings_extract::layout::blanked;
use tidings_extract::{Knowledge, ParsedReport, extract};
use tidings_nlp::{Doc, Pipeline};
use tidings_read::{Input, Manifest, ReadConfig, Reader, mark_outlet_boilerplate};
use tidings_text::Report;

/// The model and the tables.
#[derive(Debug)]
pub(crate) struct Teller {
    pipeline: Pipeline,
    knowledge: Knowledge,
}

impl Teller {
    /// Opens the model with the built-in tables.
    pub(crate) fn open(model: &Path) -> anyhow::Result<Self> {
        let pipeline =
            Pipeline::open(model).with_context(|| format!("cannot use the model `{}`", model.display()))?;
        Ok(Self { pipeline, knowledge: Knowledge::builtin()? })
    }

    /// Returns the tables.
    pub(crate) fn knowledge(&self) -> &Knowledge {
        &self.knowledge
    }

    /// Parses reports and extracts what each says, in order, on all processors.
    pub(crate) fn tell(&self, reports: Vec<Report>) -> Vec<Told> {
        let n_threads = thread::available_parallelism().map_or(1, usize::from);
        let share = reports.len().div_ceil(n_threads).max(1);
        let mut rest = reports.into_iter();
        let shares: Vec<Vec<Report>> = std::iter::from_fn(|| {
            let next: Vec<Report> = rest.by_ref().take(share).collect();
            (!next.is_empty()).then_some(next)
        })
        .collect();
        thread::scope(|scope| {
            let running: Vec<_> = shares
                .into_iter()
                .map(|share| {
                    scope.spawn(move || share.into_iter().map(|one| self.tell_one(one)).collect::<Vec<_>>())
                })
                .collect();
            running.into_iter().flat_map(|share| share.join().unwrap_or_default()).collect()
        })
    }

    fn tell_one(&self, report: Report) -> Told {
        let is_readable = report.language.as_deref().is_none_or(|own| own == self.pipeline.info().lang);
        let parse = |text: &str| -> Option<Doc> { is_readable.then(|| self.pipeline.parse(&blanked(text))) };
        let doc = parse(&report.text);
        let title = report.title.as_deref().and_then(parse);
        let parsed = ParsedReport { report, doc, title };
        let extraction = extract(&parsed, &self.knowledge);
        Told { parsed, extraction }
    }
}

/// Reads inputs as the command does; a report that cannot be read is an error here.
pub(crate) fn read(inputs: Vec<Input>, manifest: Option<Manifest>) -> anyhow::Result<Vec<Report>> {
    let reader = Reader::new(ReadConfig { manifest, ..ReadConfig::default() });
    let mut reports = Vec::new();
    for outcome in reader.read(inputs) {
        match outcome {
            Ok(read) => reports.push(read.report),
            Err(problem) => anyhow::bail!("{}: {}", problem.file, problem.message),
        }
    }
    mark_outlet_boilerplate(&mut reports);
    Ok(reports)
}

/// Returns JSON Lines as an input.
pub(crate) fn json_lines(lines: &[Value]) -> Input {
    let words: String = lines.iter().map(|line| format!("{line}\n")).collect();
    Input::stream("-", std::io::Cursor::new(words.into_bytes()))
}
