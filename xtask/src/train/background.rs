//! `cargo xtask train background`: weights of the signs that a statement is older than the news.
//!
//! Recipe: logistic regression with a ridge, by gradient descent from zero. Passages whose id's SHA-256 begins with a
//! byte below 64 stay aside; the score printed for the others is that of folds that have not seen the passage.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use serde::Deserialize;
use tidings_extract::statements::{Found, Sign, background_signs};
use tidings_extract::{Knowledge, ParsedReport, extract};
use tidings_nlp::Doc;
use tidings_text::{CodePoints, Published, Report, digest, wire};

use crate::workspace;

/// Arguments of `train background`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Marked passages, JSON Lines: `id`, `published`, `text`, `events` with `start`, `end`, `background`
    #[arg(long, required = true, num_args = 1..)]
    gold: Vec<PathBuf>,
    /// More marked passages, all of them to learn from
    #[arg(long, num_args = 1..)]
    extra: Vec<PathBuf>,
    /// What `tidings parse` prints for the same passages
    #[arg(long, required = true, num_args = 1..)]
    parses: Vec<PathBuf>,
    /// Only print the scores; leave the weights as they are
    #[arg(long)]
    dry_run: bool,
}

#[derive(Debug, Deserialize)]
struct Gold {
    id: String,
    text: String,
    published: Option<String>,
    events: Vec<Event>,
}

#[derive(Debug, Deserialize)]
struct Event {
    start: usize,
    end: usize,
    background: bool,
}

/// One marked event that was found.
struct Example {
    fold: usize,
    aside: bool,
    signs: Vec<Sign>,
    background: bool,
}

struct Model {
    bias: f64,
    weights: BTreeMap<Sign, f64>,
}

const WEIGHTS: &str = "data/background.toml";
const N_FOLDS: usize = 10;
const ROUNDS: usize = 3000;
const RATE: f64 = 0.02;
/// Weight of the squared penalty: 0.5 to 10 were tried by folds.
const RIDGE: f64 = 1.0;
/// A sign counts from this many examples on.
const FEWEST: usize = 4;

pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    let examples = examples(args)?;
    let (aside, seen): (Vec<&Example>, Vec<&Example>) = examples.iter().partition(|example| example.aside);
    let crossed: Vec<(bool, bool)> = (0..N_FOLDS)
        .flat_map(|fold| {
            let rest: Vec<&Example> = seen.iter().copied().filter(|example| example.fold != fold).collect();
            let model = fit(&rest);
            let held = seen.iter().filter(|example| example.fold == fold);
            held.map(|example| (model.says(&example.signs), example.background)).collect::<Vec<_>>()
        })
        .collect();
    let model = fit(&seen);
    let said = |examples: &[&Example]| -> Vec<(bool, bool)> {
        examples.iter().map(|example| (model.says(&example.signs), example.background)).collect()
    };
    let mut report = String::new();
    writeln!(report, "Macro F1 of events found, by folds ({}): {:.3}", crossed.len(), macro_f1(&crossed))?;
    writeln!(report, "Aside ({}): {:.3}", aside.len(), macro_f1(&said(&aside)))?;
    writeln!(report, "By the final weights: {:.3}", macro_f1(&said(&seen)))?;
    print!("{report}");
    if !args.dry_run {
        let path = workspace::root().join(WEIGHTS);
        fs::write(&path, model.to_toml(&report)?)
            .with_context(|| format!("cannot write `{}`", path.display()))?;
    }
    Ok(())
}

fn examples(args: &Args) -> anyhow::Result<Vec<Example>> {
    let knowledge = Knowledge::builtin()?;
    let mut parses = BTreeMap::new();
    for path in &args.parses {
        for line in read(path)?.lines().filter(|line| !line.trim().is_empty()) {
            let parse: wire::Parse = serde_json::from_str(line)
                .with_context(|| format!("`{}` is not what `tidings parse` prints", path.display()))?;
            parses.insert(parse.id.clone(), parse);
        }
    }
    let mut examples = Vec::new();
    for path in args.gold.iter().chain(&args.extra) {
        let extra = args.extra.contains(path);
        for line in read(path)?.lines().filter(|line| !line.trim().is_empty()) {
            let gold: Gold = serde_json::from_str(line)
                .with_context(|| format!("`{}` holds no marked passages", path.display()))?;
            let parse =
                parses.get(&gold.id).with_context(|| format!("no parse of the passage `{}`", gold.id))?;
            let doc = Doc::from_wire(gold.text.clone(), parse);
            let mut report = Report::new(gold.id.as_str(), gold.text.clone());
            report.published = gold.published.as_deref().and_then(Published::parse);
            let parsed = ParsedReport { report, doc: Some(doc), title: None };
            let first = examples.len();
            add_examples(&gold, &parsed, &knowledge, &mut examples);
            if extra {
                examples.iter_mut().skip(first).for_each(|example: &mut Example| example.aside = false);
            }
        }
    }
    Ok(examples)
}

fn add_examples(gold: &Gold, parsed: &ParsedReport, knowledge: &Knowledge, examples: &mut Vec<Example>) {
    let Some(doc) = &parsed.doc else { return };
    let text = extract(parsed, knowledge).text;
    let found = Found {
        times: &text.times,
        mentions: &text.mentions,
        attributions: &text.attributions,
        published: parsed.report.date(),
    };
    let signs = background_signs(doc, found, &knowledge.frames, &text.statements);
    let points = CodePoints::new(&gold.text);
    let hash = digest(gold.id.as_bytes());
    let byte = |at: usize| hash.get(at..at + 2).and_then(|hex| usize::from_str_radix(hex, 16).ok());
    for event in &gold.events {
        let Some(span) = points.span([event.start, event.end]) else { continue };
        let at = text.statements.iter().position(|statement| statement.trigger.overlaps(span));
        if let Some(signs) = at.and_then(|at| signs.get(at)) {
            examples.push(Example {
                fold: byte(2).unwrap_or(0) % N_FOLDS,
                aside: byte(0).unwrap_or(0) < 64,
                signs: signs.clone(),
                background: event.background,
            });
        }
    }
}

fn fit(examples: &[&Example]) -> Model {
    let mut counts: BTreeMap<Sign, usize> = BTreeMap::new();
    for &sign in examples.iter().flat_map(|example| &example.signs) {
        *counts.entry(sign).or_default() += 1;
    }
    let kept: BTreeSet<Sign> =
        counts.into_iter().filter(|&(_, count)| FEWEST <= count).map(|(sign, _)| sign).collect();
    let mut model = Model { bias: 0.0, weights: kept.into_iter().map(|sign| (sign, 0.0)).collect() };
    for _ in 0..ROUNDS {
        let mut bias = 0.0;
        let mut slopes: BTreeMap<Sign, f64> =
            model.weights.iter().map(|(&sign, weight)| (sign, RIDGE * weight)).collect();
        for example in examples {
            let truth = f64::from(u8::from(example.background));
            let error = 1.0 / (1.0 + (-model.score(&example.signs)).exp()) - truth;
            bias += error;
            for sign in &example.signs {
                if let Some(slope) = slopes.get_mut(sign) {
                    *slope += error;
                }
            }
        }
        model.bias -= RATE * bias / 4.0;
        for (sign, slope) in slopes {
            if let Some(weight) = model.weights.get_mut(&sign) {
                *weight -= RATE * slope;
            }
        }
    }
    model
}

impl Model {
    fn score(&self, signs: &[Sign]) -> f64 {
        self.bias + signs.iter().filter_map(|sign| self.weights.get(sign)).sum::<f64>()
    }

    fn says(&self, signs: &[Sign]) -> bool {
        self.score(signs) > 0.0
    }

    fn to_toml(&self, report: &str) -> anyhow::Result<String> {
        let mut out = String::from(
            "# Weights of the signs that a statement is older than the news, written by `cargo xtask train background`.\n",
        );
        writeln!(
            out,
            "# Logistic regression over the signs of crates/tidings-extract/src/statements/background/sign.rs: ridge {RIDGE},\n\
             # {ROUNDS} rounds, a sign from {FEWEST} examples on."
        )?;
        for line in report.lines() {
            writeln!(out, "# {line}")?;
        }
        writeln!(out, "\nbias = {:.3}\n\n[weights]", self.bias)?;
        for (sign, weight) in &self.weights {
            let name = serde_json::to_string(sign)?;
            writeln!(out, "{} = {weight:.3}", name.trim_matches('"'))?;
        }
        Ok(out)
    }
}

/// The mean of F1 for background and for news.
fn macro_f1(said: &[(bool, bool)]) -> f64 {
    let f1 = |label: bool| {
        let count = |test: &dyn Fn(bool, bool) -> bool| {
            said.iter().filter(|&&(own, truth)| test(own, truth)).count() as f64
        };
        let right = count(&|own, truth| own == label && truth == label);
        let asked = count(&|own, _| own == label) + count(&|_, truth| truth == label);
        if asked > 0.0 { 2.0 * right / asked } else { 0.0 }
    };
    f64::midpoint(f1(true), f1(false))
}

fn read(path: &Path) -> anyhow::Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read `{}`", path.display()))
}
