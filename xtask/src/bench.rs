//! Benches that pair Tidings with a peer in one run, so that both meet the same machine at the same time.

use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::Context;
use tidings_nlp::Pipeline;

use crate::parity::gold_folder;
use crate::parity::peer::{Model, Peer, Report, read_reports};
use crate::workspace::{cargo, run as run_command};

/// Texts given to the runtime together.
const BATCH: usize = 64;

/// What to measure.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Bench {
    /// Parse reports in one thread and write them as JSON, against spaCy's `nlp.pipe` in one thread
    Parse(ParseArgs),
}

/// Options of `cargo xtask bench parse`.
#[derive(Debug, clap::Args)]
pub(crate) struct ParseArgs {
    /// Which model to run.
    #[arg(long, value_enum, default_value = "sm")]
    model: Model,
    /// How many reports to parse.
    #[arg(long, default_value_t = 400)]
    reports: usize,
    /// How often each side runs, in turns.
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// A folder with JSON Lines files of reports (`id`, `text`) in it or below it.
    #[arg(long)]
    gold: Option<PathBuf>,
}

/// Runs a bench.
pub(crate) fn run(bench: &Bench) -> anyhow::Result<()> {
    if cfg!(debug_assertions) {
        // What is measured is what ships: this program once more, optimised.
        let arguments = std::env::args_os().skip(1);
        run_command(
            cargo().args(["run", "--quiet", "--release", "--package", "xtask", "--"]).args(arguments),
        )?;
        return Ok(());
    }
    match bench {
        Bench::Parse(args) => parse(args),
    }
}

fn parse(args: &ParseArgs) -> anyhow::Result<()> {
    let peer = Peer::set_up(args.model)?;
    let reports = read_reports(&args.gold.clone().unwrap_or_else(gold_folder), args.reports)?;
    let path = peer.write_reports(&reports)?;
    let mut child = peer
        .command(&path)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("cannot start spaCy")?;
    let mut to_spacy = child.stdin.take().context("spaCy has no standard input")?;
    let mut from_spacy = BufReader::new(child.stdout.take().context("spaCy has no standard output")?).lines();
    let version = from_spacy.next().context("spaCy did not start")??;

    let start = Instant::now();
    let pipeline = Pipeline::open(&peer.wheel)?;
    let loading = start.elapsed();
    // The caches of both sides start cold in the first round and are warm in the others.
    println!(
        "spaCy {version}, {} reports, one thread each; loading our model {:.0} ms\n",
        reports.len(),
        1000.0 * loading.as_secs_f64()
    );
    println!("{:>5}{:>10}{:>18}{:>18}{:>8}", "round", "tokens", "spaCy tokens/s", "ours tokens/s", "ratio");
    let mut ratios = Vec::new();
    for round in 1..=args.rounds {
        writeln!(to_spacy, "go")?;
        to_spacy.flush()?;
        let line = from_spacy.next().context("spaCy has stopped")??;
        let (seconds, tokens) = line.split_once(' ').context("spaCy has printed no time")?;
        let (seconds, tokens): (f64, usize) = (seconds.parse()?, tokens.parse()?);
        let ours = parse_once(&pipeline, &reports)?;
        let ratio = seconds / ours.as_secs_f64();
        let speed = |seconds: f64| tokens as f64 / seconds;
        println!(
            "{round:>5}{tokens:>10}{:>18.0}{:>18.0}{ratio:>8.2}",
            speed(seconds),
            speed(ours.as_secs_f64())
        );
        ratios.push(ratio);
    }
    drop(to_spacy);
    child.wait()?;
    ratios.sort_by(f64::total_cmp);
    if let Some(median) = ratios.get(ratios.len() / 2) {
        println!("\nmedian ratio {median:.2} (parsing and writing JSON against `nlp.pipe` alone)");
    }
    Ok(())
}

/// Parses all reports and writes them as `tidings parse` does.
fn parse_once(pipeline: &Pipeline, reports: &[Report]) -> anyhow::Result<Duration> {
    let start = Instant::now();
    let mut written = 0;
    let mut line = Vec::new();
    for batch in reports.chunks(BATCH) {
        let texts: Vec<&str> = batch.iter().map(|report| report.text.as_str()).collect();
        for (report, doc) in batch.iter().zip(pipeline.parse_batch(&texts)) {
            line.clear();
            serde_json::to_writer(&mut line, &doc.to_wire(&report.id))?;
            written += line.len();
        }
    }
    anyhow::ensure!(written > 0, "nothing was written");
    Ok(start.elapsed())
}
