//! The answers that are scored: the product's own commands on the gold without its labels.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::Context;
use serde_json::{Value, json};
use tidings_extract::names::compare_names;
use tidings_extract::{Knowledge, ParsedReport, extract};
use tidings_nlp::Doc;
use tidings_text::{Published, Report, wire};

use super::gold;
use super::tasks::Answer;
use super::text::{list, text};

/// Who answers.
#[derive(Debug)]
pub(crate) enum Product {
    /// The built command.
    Command {
        /// The binary.
        tidings: PathBuf,
        /// The model, for the environment of the command.
        model: PathBuf,
        /// How many threads it may use: one where its speed is told, else all.
        threads: Option<usize>,
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
    /// How many reports (pages, pairs) it was given.
    pub n_reports: usize,
}

impl Product {
    /// Runs the command of a task over the lines of a gold file (a path below `shared`).
    ///
    /// # Errors
    ///
    /// Where the command fails or prints what is not JSON, or where stored parses cannot answer the task.
    pub(crate) fn answer(
        &self,
        answer: Answer,
        shared: &Path,
        file: &str,
        lines: &[Value],
    ) -> anyhow::Result<Answers> {
        if let Self::Parses(folder) = self {
            return in_process(folder, answer, file, lines);
        }
        let command = |words: &[&str], input: &Path| run(self.command()?.args(words).arg(input));
        match answer {
            Answer::Extract => command(&["extract"], write_lines(&gold::as_reports(lines))?.path()),
            Answer::Names => command(&["names"], write_lines(&as_pairs(lines))?.path()),
            Answer::Group => command(&["group"], write_lines(&gold::as_reports(lines))?.path()),
            Answer::GroupEvents => {
                command(&["group", "--events"], write_lines(&gold::as_reports(lines))?.path())
            }
            Answer::Read => {
                let pages = unpack_pages(&shared.join(file), lines)?;
                let mut answers = command(&["read"], pages.path())?;
                answers.lines = answers.lines.into_iter().map(by_file).collect();
                Ok(answers)
            }
            Answer::Disagreements(reports) => {
                let reports = gold::as_reports(&gold::read(shared, reports)?);
                let mut answers = command(&["account", "--format", "json"], write_lines(&reports)?.path())?;
                answers.n_reports = reports.len();
                answers.lines = answers.lines.iter().flat_map(disagreements).collect();
                Ok(answers)
            }
        }
    }
}

impl Product {
    /// Makes the accounts of a file or folder of reports.
    ///
    /// # Errors
    ///
    /// Where the command fails or prints what is not JSON, or where there is no built command.
    pub(crate) fn account(&self, reports: &Path, manifest: Option<&Path>) -> anyhow::Result<Answers> {
        let mut command = self.command()?;
        command.arg("account").arg(reports).args(["--format", "json"]);
        if let Some(manifest) = manifest {
            command.arg("--manifest").arg(manifest);
        }
        run(&mut command)
    }

    fn command(&self) -> anyhow::Result<Command> {
        let Self::Command { tidings, model, threads } = self else {
            anyhow::bail!("this needs the built command; leave out --parses");
        };
        let mut command = Command::new(tidings);
        command.arg("--quiet").env("TIDINGS_MODEL", model);
        if let Some(threads) = threads {
            command.args(["--threads", &threads.to_string()]);
        }
        Ok(command)
    }
}

/// What needs no other process: extraction from stored parses, names.
fn in_process(folder: &Path, answer: Answer, file: &str, lines: &[Value]) -> anyhow::Result<Answers> {
    match answer {
        Answer::Extract => extract_parsed(folder, file, lines),
        Answer::Names => {
            let start = Instant::now();
            let verdicts = lines.iter().map(|line| {
                let found = compare_names(text(line, "a"), text(line, "b"));
                json!({"id": text(line, "id"), "score": found.score, "match": found.matches, "reason": found.reason})
            });
            let out: Vec<Value> = verdicts.collect();
            Ok(Answers { n_reports: out.len(), lines: out, took: start.elapsed() })
        }
        _ => anyhow::bail!("`{file}` needs the built command; leave out --parses"),
    }
}

fn as_pairs(lines: &[Value]) -> Vec<Value> {
    lines.iter().map(|line| json!({"id": line["id"], "a": line["a"], "b": line["b"]})).collect()
}

/// Unpacks the pages of the benchmark into a folder, each under its id.
fn unpack_pages(gold: &Path, lines: &[Value]) -> anyhow::Result<tempfile::TempDir> {
    let from = gold.parent().context("the gold file lies in a folder")?.join("html");
    let folder = tempfile::Builder::new().prefix("tidings-eval-").tempdir()?;
    for line in lines {
        let id = text(line, "id");
        let path = from.join(format!("{id}.html.gz"));
        let packed =
            std::fs::File::open(&path).with_context(|| format!("cannot open `{}`", path.display()))?;
        let mut page = std::fs::File::create(folder.path().join(format!("{id}.html")))?;
        std::io::copy(&mut flate2::read::GzDecoder::new(packed), &mut page)?;
    }
    Ok(folder)
}

/// A report under the name of its file, without the ending.
fn by_file(mut report: Value) -> Value {
    let stem = Path::new(text(&report, "file")).file_stem().map(|stem| stem.to_string_lossy().into_owned());
    if let Some(stem) = stem {
        report["id"] = stem.into();
    }
    report
}

/// The disagreements of an account on casualties, as `conflicts` scores them: value to the reports that give it.
fn disagreements(account: &Value) -> Vec<Value> {
    list(account, "disagreements")
        .iter()
        .filter(|one| matches!(text(one, "slot"), "killed" | "injured"))
        .map(|one| {
            let mut readings = serde_json::Map::new();
            for reading in list(one, "readings") {
                readings.insert(text(reading, "value").to_owned(), reading["reports"].clone());
            }
            json!({"slot": text(one, "slot"), "readings": readings})
        })
        .collect()
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
    let values = serde_json::Deserializer::from_str(&words).into_iter::<Value>();
    let lines: Vec<Value> =
        values.collect::<Result<_, _>>().with_context(|| format!("{shown} printed what is not JSON"))?;
    Ok(Answers { n_reports: 0, lines, took })
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
        let parsed = ParsedReport { report, doc, title: None }.cut_at_lines();
        let found = extract(&parsed, &knowledge).to_wire(&parsed.report, false);
        out.push(serde_json::to_value(found)?);
    }
    Ok(Answers { n_reports: out.len(), lines: out, took: start.elapsed() })
}
