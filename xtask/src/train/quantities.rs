//! `cargo xtask train quantities`: how likely each value is the figure of a report, from the development part of the gold.
//!
//! Reports of one incident are never on both sides of a fold. The dead that the hurt are read beside are those concluded
//! by trees that have not seen the incident. The thresholds are those of the best F1 in the folds among those that make
//! figures as often right as `PRECISION` asks, as the task counts: where no figure is concluded, the number told most often
//! stands for one.

use std::fmt::Write as _;
use std::path::PathBuf;

use serde_json::Value;
use tidings_extract::quantities::training::{Alternative, Trainee, feature_names};
use tidings_nlp::{Doc, Pipeline};
use tidings_text::{Published, digest};

use super::boost::{self, Example, Recipe, Tree};
use crate::eval::gold::{self, Part};
use crate::workspace;

/// Options of `cargo xtask train quantities`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Where `gold` lies; `../shared` beside the checkout where left out
    #[arg(long, value_name = "FOLDER")]
    shared: Option<PathBuf>,
    /// Only print the scores; leave the weights as they are
    #[arg(long)]
    dry_run: bool,
}

const GOLD: &str = "gold/casualties/reports_first_half.jsonl";
const WEIGHTS: &str = "data/quantities-weights.toml";
const RECIPE: Recipe = Recipe { rounds: 150, depth: 3, rate: 0.1, ridge: 8.0, bounds: 10 };
const N_FOLDS: usize = 5;
/// How often a figure shall be right in the folds: the floor of the task and half a point.
const PRECISION: f64 = 0.785;

struct Told {
    incident: String,
    trainee: Trainee,
    killed: f64,
    injured: f64,
}

/// A value chosen for a report, how likely it is, and the record's.
#[derive(Debug, Clone, Copy)]
struct Chosen {
    value: f64,
    likelihood: f64,
    /// Whether a number states it.
    stated: bool,
    /// The number told most often.
    told: Option<f64>,
    record: f64,
}

/// Least likelihoods of a figure.
#[derive(Debug, Clone, Copy)]
struct Thresholds {
    stated: f64,
    concluded: f64,
}

impl Thresholds {
    fn admit(self, one: &Chosen) -> bool {
        let least = if one.stated { self.stated } else { self.concluded };
        0.0 < one.value && least <= one.likelihood
    }

    /// The figure that the task counts.
    fn figure(self, one: &Chosen) -> Option<f64> {
        if self.admit(one) { Some(one.value) } else { one.told }
            .filter(|said| *said > 0.0 || one.record > 0.0)
    }
}

/// What one role of a report gives to choose from.
struct Given {
    alternatives: Vec<Alternative>,
    told: Option<f64>,
    record: f64,
}

fn killed_of(told: &Told) -> Given {
    let numbers = most_told(&told.trainee.told("killed"));
    Given { alternatives: told.trainee.killed(), told: numbers, record: told.killed }
}

fn injured_of(told: &Told, dead: u32) -> Given {
    let numbers = most_told(&told.trainee.told("injured"));
    Given { alternatives: told.trainee.injured(dead), told: numbers, record: told.injured }
}

/// The number told most often, the first on a tie.
fn most_told(numbers: &[f64]) -> Option<f64> {
    let count = |number: f64| numbers.iter().filter(|&&other| other == number).count();
    let most = numbers.iter().map(|&number| count(number)).max()?;
    numbers.iter().copied().find(|&number| count(number) == most)
}

/// Trains.
///
/// # Errors
///
/// Where the gold or the model is not there or not the pinned one, or the weights cannot be written.
pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    let Some(shared) = gold::shared(args.shared.as_deref()) else {
        anyhow::bail!("there is no gold beside the checkout (`../shared`)");
    };
    let lines = gold::read(&shared, GOLD)?;
    let pipeline = Pipeline::open(&workspace::model(&workspace::tidings("debug"))?)?;
    let dev = told(&pipeline, &gold::part(&lines, Part::Dev));
    let aside = told(&pipeline, &gold::part(&lines, Part::Aside));

    let of_dev: Vec<Given> = dev.iter().map(killed_of).collect();
    let killed = crossed(&dev, &of_dev);
    // The thresholds are set for both roles together; the dead are concluded with them, so they are found in two passes.
    let mut thresholds = Thresholds { stated: 0.5, concluded: 0.5 };
    let mut injured = Vec::new();
    for _ in 0..2 {
        let beside = beside(&dev, &killed, thresholds);
        injured = crossed(&dev, &beside);
        thresholds = best_thresholds(&[killed.clone(), injured.clone()].concat());
    }
    let trees_killed = fit(&of_dev.iter().collect::<Vec<_>>());
    let trees_injured = fit(&beside(&dev, &killed, thresholds).iter().collect::<Vec<_>>());
    let aside_killed: Vec<Chosen> =
        aside.iter().map(|told| choose(&trees_killed, &killed_of(told))).collect();
    let aside_beside = beside(&aside, &aside_killed, thresholds);
    let aside_injured: Vec<Chosen> = aside_beside.iter().map(|given| choose(&trees_injured, given)).collect();

    let mut report = String::new();
    for (name, n, killed, injured) in [
        ("development part, by folds of incidents", dev.len(), &killed, &injured),
        ("part kept aside", aside.len(), &aside_killed, &aside_injured),
    ] {
        let both = [killed.clone(), injured.clone()].concat();
        let line = |chosen: &[Chosen]| score(chosen, thresholds).to_string();
        writeln!(
            report,
            "{name}, {n} reports: both {}; killed {}; injured {}",
            line(&both),
            line(killed),
            line(injured)
        )?;
    }
    for (name, reports) in [("development part", &dev), ("part kept aside", &aside)] {
        let first = |told: &Told| {
            let killed = pick_first(&killed_of(told));
            let injured = pick_first(&injured_of(told, killed.value as u32));
            [killed, injured]
        };
        let chosen: Vec<Chosen> = reports.iter().flat_map(first).collect();
        let all = Thresholds { stated: 0.0, concluded: 0.0 };
        writeln!(report, "without them, the value told first; {name}: both {}", score(&chosen, all))?;
    }
    print!("{report}");
    if !args.dry_run {
        std::fs::write(
            workspace::root().join(WEIGHTS),
            to_toml(&report, thresholds, &trees_killed, &trees_injured)?,
        )?;
        println!("weights are in {WEIGHTS}");
    }
    Ok(())
}

fn told(pipeline: &Pipeline, lines: &[Value]) -> Vec<Told> {
    let field =
        |line: &Value, key: &str| line.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let parse = |key: &str| -> Vec<Option<Doc>> {
        let texts: Vec<String> = lines.iter().map(|line| field(line, key)).collect();
        let docs = pipeline.parse_batch(&texts.iter().map(String::as_str).collect::<Vec<_>>());
        docs.into_iter().zip(&texts).map(|(doc, text)| (!text.is_empty()).then_some(doc)).collect()
    };
    let (texts, titles) = (parse("text"), parse("title"));
    lines
        .iter()
        .zip(texts.iter().zip(&titles))
        .map(|(line, (text, title))| {
            let published = Published::parse(&field(line, "published")).map(|published| published.date);
            let record = |slot: &str| line["record"][slot].as_f64().unwrap_or(0.0);
            Told {
                incident: field(line, "incident"),
                trainee: Trainee::new(title.as_ref(), text.as_ref(), published),
                killed: record("killed"),
                injured: record("injured"),
            }
        })
        .collect()
}

fn example(given: &Given) -> Example {
    Example {
        right: given.alternatives.iter().position(|one| one.value == given.record),
        alternatives: given.alternatives.iter().map(|one| one.features.clone()).collect(),
    }
}

fn fit(given: &[&Given]) -> Vec<Tree> {
    let examples: Vec<Example> = given.iter().map(|given| example(given)).collect();
    boost::fit(&examples.iter().collect::<Vec<_>>(), RECIPE)
}

fn fold(told: &Told) -> usize {
    let digest = digest(told.incident.as_bytes());
    usize::from_str_radix(digest.get(..2).unwrap_or_default(), 16).unwrap_or(0) % N_FOLDS
}

/// Chooses for each report by trees that have not seen its incident.
fn crossed(reports: &[Told], given: &[Given]) -> Vec<Chosen> {
    let trees: Vec<Vec<Tree>> = (0..N_FOLDS)
        .map(|held| {
            let rest = reports.iter().zip(given).filter(|(told, _)| fold(told) != held);
            fit(&rest.map(|(_, given)| given).collect::<Vec<_>>())
        })
        .collect();
    reports.iter().zip(given).map(|(told, given)| choose(&trees[fold(told)], given)).collect()
}

/// What is told of the hurt, beside the dead that were concluded.
fn beside(reports: &[Told], killed: &[Chosen], thresholds: Thresholds) -> Vec<Given> {
    let dead = |one: &Chosen| if thresholds.admit(one) { one.value as u32 } else { 0 };
    reports.iter().zip(killed).map(|(told, killed)| injured_of(told, dead(killed))).collect()
}

fn choose(trees: &[Tree], given: &Given) -> Chosen {
    let features: Vec<Vec<f64>> = given.alternatives.iter().map(|one| one.features.clone()).collect();
    let (told, record) = (given.told, given.record);
    let mut chosen = Chosen { value: 0.0, likelihood: 0.0, stated: false, told, record };
    for (one, likelihood) in given.alternatives.iter().zip(boost::likelihoods(trees, &features)) {
        if chosen.likelihood < likelihood {
            chosen = Chosen { value: one.value, likelihood, stated: one.stated, told, record };
        }
    }
    chosen
}

fn pick_first(given: &Given) -> Chosen {
    let value = given.alternatives.first().map_or(0.0, |first| first.value);
    Chosen { value, likelihood: 1.0, stated: true, told: given.told, record: given.record }
}

/// Precision, recall and F1 of figures above nothing, as the task scores them.
struct Score {
    precision: f64,
    recall: f64,
    f1: f64,
}

impl std::fmt::Display for Score {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "P {:.3} R {:.3} F1 {:.3}", self.precision, self.recall, self.f1)
    }
}

fn score(chosen: &[Chosen], thresholds: Thresholds) -> Score {
    let said: Vec<(f64, f64)> =
        chosen.iter().filter_map(|one| Some((thresholds.figure(one)?, one.record))).collect();
    let n_right = said.iter().filter(|(figure, record)| figure == record).count() as f64;
    let n_said = said.len() as f64;
    let n_gold = chosen.iter().filter(|one| 0.0 < one.record).count() as f64;
    Score {
        precision: n_right / n_said.max(1.0),
        recall: n_right / n_gold.max(1.0),
        f1: 2.0 * n_right / (n_said + n_gold).max(1.0),
    }
}

fn best_thresholds(chosen: &[Chosen]) -> Thresholds {
    let steps = || (10..40).map(|step| f64::from(step) / 50.0);
    let mut best: Option<(f64, Thresholds)> = None;
    for stated in steps() {
        for concluded in steps() {
            let thresholds = Thresholds { stated, concluded };
            let score = score(chosen, thresholds);
            if PRECISION <= score.precision && best.is_none_or(|(most, _)| most < score.f1) {
                best = Some((score.f1, thresholds));
            }
        }
    }
    best.map_or(Thresholds { stated: 0.5, concluded: 0.6 }, |(_, thresholds)| thresholds)
}

fn to_toml(
    report: &str,
    thresholds: Thresholds,
    killed: &[Tree],
    injured: &[Tree],
) -> anyhow::Result<String> {
    let mut out = String::from(
        "# How likely a value is the figure of a report's main event. Written by `cargo xtask train quantities`.\n",
    );
    let Recipe { rounds, depth, rate, ridge, bounds } = RECIPE;
    writeln!(
        out,
        "# Boosted trees over the features of crates/tidings-extract/src/quantities/figures/features.rs, none of which names a word:\n\
         # {rounds} trees of {depth} questions a role, rate {rate}, ridge {ridge}, at most {bounds} bounds a feature, softmax over the values of a\n\
         # report and \"none\". Reports: the development part of the Gun Violence Archive's reports (SemEval-2018 task 5).\n\
         # The thresholds have the best F1 in the folds among those that make {PRECISION} of the figures right."
    )?;
    for line in report.lines() {
        writeln!(out, "# {line}")?;
    }
    let Thresholds { stated, concluded } = thresholds;
    writeln!(out, "\nthresholds = {{ stated = {stated}, concluded = {concluded} }}")?;
    let names = feature_names();
    out.push_str(&boost::write(killed, "killed", names));
    out.push_str(&boost::write(injured, "injured", names));
    Ok(out)
}
