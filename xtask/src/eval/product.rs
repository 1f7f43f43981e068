//! The answers that are scored: the product's own commands on the gold without its labels.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::Context;
use serde_json::Value;
use tidings_extract::{Knowledge, ParsedReport, extract};
use tidings_nlp::Doc;
use tidings_text::{Published, Report, wire};

use super::gold;
use super::tasks::Answer;
use super::text::text;

/// Who answers.
#[derive(Debug)]
pub(crate) enum Product {
    /// The built command.
    Command {
        /// The binary.
        tidings: PathBuf,
        /// The model, for the environment of the command.
        model: PathBuf,
    },
    /// The extraction alone, in this process, on parses that lie in a folder (`<set>.jsonl`).
    Parses(PathBuf),
}

/// What the product answered.
#[derive(Debug)]
pub(crate) struct Answers {
    /// One value a line.
    pub lines: Vec<Value>,
    /// How long the command ran, loading included.
    pub took: Duration,
}

impl Product {
    /// Runs the command of a task over gold lines.
    ///
    /// # Errors
    ///
    /// Where the command fails or prints what is not JSON Lines.
    pub(crate) fn answer(&self, answer: Answer, file: &str, lines: &[Value]) -> anyhow::Result<Answers> {
        match (self, answer) {
            (Self::Command { tidings, model }, Answer::Extract) => {
                let reports = write_lines(&gold::as_reports(lines))?;
                run(Command::new(tidings).arg("extract").arg(reports.path()).env("TIDINGS_MODEL", model))
            }
            (Self::Parses(folder), Answer::Extract) => extract_parsed(folder, file, lines),
        }
    }
}

fn write_lines(lines: &[Value]) -> anyhow::Result<tempfile::NamedTempFile> {
    let mut file = tempfile::Builder::new().prefix("tidings-eval-").suffix(".jsonl").tempfile()?;
    for line in lines {
        writeln!(file, "{line}")?;
    }
    file.flush()?;
    Ok(file)
}

fn run(command: &mut Command) -> anyhow::Result<Answers> {
    let shown = crate::workspace::shown(command);
    let start = Instant::now();
    let output = command.output().with_context(|| format!("cannot start {shown}"))?;
    let took = start.elapsed();
    // 3: done, but some inputs were set aside; they count as empty answers
    if !matches!(output.status.code(), Some(0 | 3)) {
        anyhow::bail!("{shown} ended with {}: {}", output.status, String::from_utf8_lossy(&output.stderr));
    }
    let words = String::from_utf8(output.stdout).with_context(|| format!("{shown} printed bad UTF-8"))?;
    let lines = gold::lines(&words).with_context(|| format!("{shown} printed what is not JSON Lines"))?;
    Ok(Answers { lines, took })
}

/// The names under which parses of a gold file may lie: `chains`, `attribution_dev`.
fn parse_names(file: &str) -> Vec<String> {
    let path = Path::new(file);
    let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    let folder = path.parent().and_then(Path::file_name).and_then(|name| name.to_str()).unwrap_or_default();
    let last = stem.rsplit('_').next().unwrap_or(stem);
    vec![format!("{folder}_{last}"), format!("{folder}_{stem}"), folder.to_owned()]
}

fn extract_parsed(folder: &Path, file: &str, lines: &[Value]) -> anyhow::Result<Answers> {
    let names = parse_names(file);
    let path = names.iter().map(|name| folder.join(format!("{name}.jsonl"))).find(|path| path.is_file());
    let path = path.with_context(|| format!("no parses for `{file}` in `{}`", folder.display()))?;
    let parses: BTreeMap<String, wire::Parse> = std::fs::read_to_string(&path)?
        .lines()
        .map(|line| serde_json::from_str::<wire::Parse>(line).map(|parse| (parse.id.clone(), parse)))
        .collect::<Result<_, _>>()
        .with_context(|| format!("`{}` holds no parses", path.display()))?;
    let knowledge = Knowledge::builtin()?;
    let start = Instant::now();
    let mut out = Vec::with_capacity(lines.len());
    for line in lines {
        let words = text(line, "text");
        let mut report = Report::new(text(line, "id"), words);
        let field = |name: &str| line.get(name).and_then(Value::as_str).map(str::to_owned);
        report.outlet = field("outlet");
        report.url = field("url");
        report.published = field("published").and_then(|written| Published::parse(&written));
        let doc = parses.get(text(line, "id")).map(|parse| Doc::from_wire(words.to_owned(), parse));
        let parsed = ParsedReport { report, doc, title: None };
        let found = extract(&parsed, &knowledge).to_wire(&parsed.report, false);
        out.push(serde_json::to_value(found)?);
    }
    Ok(Answers { lines: out, took: start.elapsed() })
}
