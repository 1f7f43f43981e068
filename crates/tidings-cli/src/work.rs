//! The main path: bytes → `Report` → `Doc` → `Extraction`, in bounded memory, in the order of the input.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;
use tidings_collate::Told;
use tidings_extract::layout::blanked;
use tidings_extract::{Knowledge, ParsedReport, extract};
use tidings_nlp::{Doc, Pipeline};
use tidings_read::{Input, Manifest, Problem, ReadConfig, ReadReport, Reader, mark_outlet_boilerplate};
use tidings_text::Report;

use crate::args::{Global, KnowledgeArgs, ReadArgs};
use crate::model;
use crate::problems::Problems;

/// How many reports are in work at a time for each thread.
/// Enough to fill the model's matrix products; at 10 kB a report well under a megabyte.
const BATCH: usize = 32;

/// Fixes the number of threads for the run.
pub(crate) fn set_threads(threads: Option<usize>) -> anyhow::Result<()> {
    let mut pool = rayon::ThreadPoolBuilder::new();
    if let Some(threads) = threads {
        pool = pool.num_threads(threads.max(1));
    }
    pool.build_global().context("cannot start the threads")
}

/// Opens the model that the person named, or the one that is found.
pub(crate) fn open_pipeline(global: &Global) -> anyhow::Result<Pipeline> {
    let path = model::find(global.model.as_deref())?;
    Pipeline::open(&path).with_context(|| format!("cannot use the model `{}`", path.display()))
}

/// Loads the built-in knowledge, extended by the person's own files.
pub(crate) fn open_knowledge(args: &KnowledgeArgs) -> anyhow::Result<Knowledge> {
    Ok(Knowledge::extended(&own_files(&args.actors)?, &own_files(&args.frames)?)?)
}

/// Returns the digest of the built-in knowledge and of each file that the person adds.
pub(crate) fn data_version(args: &KnowledgeArgs) -> anyhow::Result<String> {
    let mut version = format!("sha256:{}", env!("TIDINGS_DATA_DIGEST"));
    for (_, toml) in own_files(&args.actors)?.iter().chain(&own_files(&args.frames)?) {
        version.push_str(" + sha256:");
        version.push_str(&tidings_text::digest(toml.as_bytes()));
    }
    Ok(version)
}

/// Returns name and text of each file.
fn own_files(paths: &[PathBuf]) -> anyhow::Result<Vec<(String, String)>> {
    let read = |path: &PathBuf| {
        let toml =
            std::fs::read_to_string(path).with_context(|| format!("cannot read `{}`", path.display()))?;
        Ok((path.display().to_string(), toml))
    };
    paths.iter().map(read).collect()
}

/// Reads what the person named and hands it on in batches.
///
/// # Errors
///
/// Where the manifest is unusable, nothing could be read at all, or `work` fails.
/// What is set aside goes to `problems`.
pub(crate) fn for_each_batch(
    args: &ReadArgs,
    global: &Global,
    problems: &mut Problems,
    mut work: impl FnMut(Vec<ReadReport>) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let config = ReadConfig { manifest: open_manifest(args)?, clean: args.clean, ..ReadConfig::default() };
    let reader = Reader::new(config);
    let inputs = args.paths.iter().map(|path| input(path)).collect::<anyhow::Result<Vec<_>>>()?;

    let progress = progress(global);
    let batch_size = batch_size();
    let mut batch = Vec::with_capacity(batch_size);
    let mut n_reports = 0;
    for outcome in reader.read(inputs) {
        match outcome {
            Ok(read) => batch.push(read),
            Err(problem) => progress.suspend(|| problems.note(&problem))?,
        }
        if batch.len() == batch_size {
            n_reports += batch.len();
            work(std::mem::take(&mut batch))?;
            progress.set_position(n_reports as u64);
        }
    }
    n_reports += batch.len();
    if !batch.is_empty() {
        work(batch)?;
    }
    progress.finish_and_clear();
    if n_reports == 0 && problems.count() > 0 {
        bail!("none of the inputs could be read");
    }
    Ok(())
}

fn batch_size() -> usize {
    BATCH * rayon::current_num_threads()
}

fn open_manifest(args: &ReadArgs) -> anyhow::Result<Option<Manifest>> {
    let Some(path) = &args.manifest else { return Ok(None) };
    let bytes =
        std::fs::read(path).with_context(|| format!("cannot read the manifest `{}`", path.display()))?;
    Ok(Some(Manifest::parse(path, &bytes)?))
}

fn input(path: &Path) -> anyhow::Result<Input> {
    if path == Path::new("-") {
        return Ok(Input::stream("-", std::io::stdin()));
    }
    if !path.exists() {
        bail!("`{}` does not exist; name files, folders, or `-` for standard input", path.display());
    }
    Ok(Input::Path(path.to_owned()))
}

fn progress(global: &Global) -> ProgressBar {
    if global.quiet {
        return ProgressBar::hidden();
    }
    // Draws on standard error, and only where that is a terminal.
    let style = ProgressStyle::with_template("{spinner} {pos} reports, {per_sec}");
    ProgressBar::no_length().with_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()))
}

/// What the parser is shown of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shown {
    /// All of it, as spaCy would read it.
    Whole,
    /// Blanks where labels, credits and other furniture of the page stand.
    Sentences,
}

/// Parses reports, in order. A report in a language without a model stays unparsed and says so.
pub(crate) fn parse(pipeline: &Pipeline, reports: Vec<Report>, shown: Shown) -> Vec<ParsedReport> {
    let language = pipeline.info().lang.as_str();
    let mut parsed: Vec<ParsedReport> = reports
        .into_iter()
        .map(|mut report| {
            if let Some(other) = report.language.as_deref().filter(|&other| other != language) {
                report.problems.push(format!(
                    "The text is in the language `{other}`; the model reads `{language}`, so it was not parsed."
                ));
            }
            ParsedReport { report, doc: None, title: None }
        })
        .collect();

    let texts: Vec<Cow<'_, str>> = parsed
        .iter()
        .filter(|one| is_readable(&one.report, language))
        .flat_map(|one| std::iter::once(one.report.text.as_str()).chain(one.report.title.as_deref()))
        .map(|text| match shown {
            Shown::Whole => Cow::Borrowed(text),
            Shown::Sentences => Cow::Owned(blanked(text)),
        })
        .collect();
    let texts: Vec<&str> = texts.iter().map(AsRef::as_ref).collect();
    let share = texts.len().div_ceil(rayon::current_num_threads()).max(1);
    let docs: Vec<Vec<Doc>> = texts.par_chunks(share).map(|share| pipeline.parse_batch(share)).collect();

    let mut docs: VecDeque<Doc> = docs.into_iter().flatten().collect();
    for one in parsed.iter_mut().filter(|one| is_readable(&one.report, language)) {
        one.doc = docs.pop_front();
        if one.report.title.is_some() {
            one.title = docs.pop_front();
        }
    }
    parsed
}

fn is_readable(report: &Report, language: &str) -> bool {
    report.language.as_deref().is_none_or(|own| own == language)
}

/// Parses reports and extracts what each says, in order.
pub(crate) fn tell(pipeline: &Pipeline, knowledge: &Knowledge, reports: Vec<Report>) -> Vec<Told> {
    parse(pipeline, reports, Shown::Sentences)
        .into_par_iter()
        .map(|parsed| {
            let parsed = parsed.cut_at_lines();
            let extraction = extract(&parsed, knowledge);
            Told { parsed, extraction }
        })
        .collect()
}

/// Reads, parses and extracts all that the person named, in memory; lines that an outlet prints in many of its
/// reports are cut first.
///
/// An id that two inputs share would make lines of the account ambiguous: the later report is set aside.
pub(crate) fn tell_all(
    args: &ReadArgs,
    global: &Global,
    pipeline: &Pipeline,
    knowledge: &Knowledge,
    problems: &mut Problems,
) -> anyhow::Result<Vec<Told>> {
    let mut ids = std::collections::BTreeSet::new();
    let mut twice = Vec::new();
    let mut reports = Vec::new();
    for_each_batch(args, global, problems, |batch| {
        for read in batch {
            if ids.insert(read.report.id.clone()) {
                reports.push(read.report);
            } else {
                twice.push(read.report);
            }
        }
        Ok(())
    })?;
    for report in twice {
        problems.note(&Problem {
            file: report.file.unwrap_or_else(|| "-".to_owned()),
            line: None,
            message: format!("another report of this run has the id `{}`", report.id),
            hint: Some(
                "The same report was given twice, or two reports share an id: give each its own.".to_owned(),
            ),
        })?;
    }
    mark_outlet_boilerplate(&mut reports);

    let mut all = Vec::with_capacity(reports.len());
    let mut rest = reports.into_iter();
    loop {
        let batch: Vec<Report> = rest.by_ref().take(batch_size()).collect();
        if batch.is_empty() {
            return Ok(all);
        }
        all.extend(tell(pipeline, knowledge, batch));
    }
}
