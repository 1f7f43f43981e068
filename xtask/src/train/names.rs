//! `cargo xtask train names`: weights of the comparison of names, from the development part of the gold.

use std::fmt::Write as _;
use std::path::PathBuf;

use serde_json::Value;
use tidings_extract::names::{Feature, name_features};

use crate::eval::gold::{self, Part};

/// Options of `cargo xtask train names`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Where `gold` lies; `../shared` beside the checkout where left out
    #[arg(long, value_name = "FOLDER")]
    shared: Option<PathBuf>,
}

const GOLD: &str = "gold/names/name_bench_even.jsonl";
const WEIGHTS: &str = "data/names-weights.toml";
/// Rounds of boosting, shrinkage, ridge on the values of a step, fewest pairs on each side of a step.
const ROUNDS: usize = 100;
const RATE: f64 = 0.1;
const RIDGE: f64 = 5.0;
const FEWEST: usize = 5;
/// Parts of the cross-validation: blocks of neighbours, since neighbouring pairs share names.
const FOLDS: usize = 10;

/// One labelled pair.
struct Pair {
    features: Vec<Feature>,
    label: bool,
}

/// One step of the model.
struct Step {
    feature: usize,
    at: f64,
    below: f64,
    from: f64,
}

struct Model {
    bias: f64,
    steps: Vec<Step>,
}

/// Trains.
///
/// # Errors
///
/// Where the gold is not there or not the pinned one, or the weights cannot be written.
pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    let Some(shared) = gold::shared(args.shared.as_deref()) else {
        anyhow::bail!("there is no gold beside the checkout (`../shared`)");
    };
    let lines = gold::read(&shared, GOLD)?;
    let dev = pairs(&gold::part(&lines, Part::Dev));
    let aside = pairs(&gold::part(&lines, Part::Aside));
    let model = fit(&dev.iter().collect::<Vec<_>>());

    let crossed: Vec<(bool, bool)> = (0..FOLDS)
        .flat_map(|fold| {
            let held = |at: usize| at * FOLDS / dev.len() == fold;
            let train: Vec<&Pair> =
                dev.iter().enumerate().filter(|(at, _)| !held(*at)).map(|(_, pair)| pair).collect();
            let model = fit(&train);
            let test = dev.iter().enumerate().filter(|(at, _)| held(*at));
            test.map(|(_, pair)| (model.says(pair), pair.label)).collect::<Vec<_>>()
        })
        .collect();
    let on = |pairs: &[Pair], says: &dyn Fn(&Pair) -> bool| {
        f1(&pairs.iter().map(|pair| (says(pair), pair.label)).collect::<Vec<_>>())
    };
    let plain = |pair: &Pair| pair.features.iter().any(|f| f.name == "whole_share" && f.value < 0.25);
    let mut report = String::new();
    let pairs_and = |n: usize| format!("{n} pairs");
    writeln!(report, "F1, development part, {}: cross-validated {:.3}", pairs_and(dev.len()), f1(&crossed))?;
    writeln!(
        report,
        "F1, part kept aside, {}: {:.3}",
        pairs_and(aside.len()),
        on(&aside, &|pair| model.says(pair))
    )?;
    writeln!(
        report,
        "Without it, \"fewer than a quarter of the letters differ\": {:.3} and {:.3}; \"always a match\": {:.3} and {:.3}",
        on(&dev, &plain),
        on(&aside, &plain),
        on(&dev, &|_| true),
        on(&aside, &|_| true)
    )?;
    print!("{report}");
    std::fs::write(crate::workspace::root().join(WEIGHTS), model.to_toml(&dev, &report)?)?;
    println!("weights are in {WEIGHTS}");
    Ok(())
}

fn pairs(lines: &[Value]) -> Vec<Pair> {
    let field =
        |line: &Value, key: &str| line.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    lines
        .iter()
        .map(|line| Pair {
            features: name_features(&field(line, "a"), &field(line, "b")),
            label: line.get("match").and_then(Value::as_bool).unwrap_or(false),
        })
        .collect()
}

fn f1(said: &[(bool, bool)]) -> f64 {
    let count = |test: fn(&(bool, bool)) -> bool| said.iter().filter(|pair| test(pair)).count() as f64;
    let asked = count(|pair| pair.0) + count(|pair| pair.1);
    if asked > 0.0 { 2.0 * count(|pair| pair.0 && pair.1) / asked } else { 0.0 }
}

/// Fits steps by Newton boosting of the logistic loss; a step may only speak the way its feature may.
fn fit(pairs: &[&Pair]) -> Model {
    let n = pairs.len() as f64;
    let share = pairs.iter().filter(|pair| pair.label).count() as f64 / n;
    let bias = (share / (1.0 - share)).ln();
    let mut log_odds = vec![bias; pairs.len()];
    let candidates = candidates(pairs);
    let mut steps = Vec::with_capacity(ROUNDS);
    for _ in 0..ROUNDS {
        let slopes: Vec<(f64, f64)> = pairs
            .iter()
            .zip(&log_odds)
            .map(|(pair, odds)| {
                let p = 1.0 / (1.0 + (-odds).exp());
                (f64::from(u8::from(pair.label)) - p, p * (1.0 - p))
            })
            .collect();
        let total = slopes.iter().fold((0.0, 0.0), |sum, slope| (sum.0 + slope.0, sum.1 + slope.1));
        let mut best: Option<(f64, Step)> = None;
        for &(feature, at) in &candidates {
            let below = pairs
                .iter()
                .zip(&slopes)
                .filter(|(pair, _)| pair.features[feature].value < at)
                .fold((0.0, 0.0), |sum, (_, slope)| (sum.0 + slope.0, sum.1 + slope.1));
            let from = (total.0 - below.0, total.1 - below.1);
            let (low, high) = (below.0 / (below.1 + RIDGE), from.0 / (from.1 + RIDGE));
            let allowed = match pairs[0].features[feature].direction {
                1 => high >= low,
                -1 => high <= low,
                _ => true,
            };
            let gain = below.0 * low + from.0 * high;
            if allowed && best.as_ref().is_none_or(|(most, _)| gain > *most) {
                best = Some((gain, Step { feature, at, below: RATE * low, from: RATE * high }));
            }
        }
        let Some((_, step)) = best else { break };
        for (pair, odds) in pairs.iter().zip(&mut log_odds) {
            *odds += step.value(pair);
        }
        steps.push(step);
    }
    Model { bias, steps }
}

/// Every bound between two values of a feature that leaves enough pairs on both sides.
fn candidates(pairs: &[&Pair]) -> Vec<(usize, f64)> {
    let n_features = pairs.first().map_or(0, |pair| pair.features.len());
    let mut out = Vec::new();
    for feature in 0..n_features {
        let mut values: Vec<f64> = pairs.iter().map(|pair| pair.features[feature].value).collect();
        values.sort_by(f64::total_cmp);
        for (at, two) in values.windows(2).enumerate() {
            if two[0] < two[1] && at + 1 >= FEWEST && values.len() - at > FEWEST {
                out.push((feature, f64::midpoint(two[0], two[1])));
            }
        }
    }
    out
}

impl Step {
    fn value(&self, pair: &Pair) -> f64 {
        if pair.features[self.feature].value < self.at { self.below } else { self.from }
    }
}

impl Model {
    fn says(&self, pair: &Pair) -> bool {
        self.bias + self.steps.iter().map(|step| step.value(pair)).sum::<f64>() >= 0.0
    }

    /// Writes the weights with equal steps added up, by feature and bound.
    fn to_toml(&self, pairs: &[Pair], report: &str) -> anyhow::Result<String> {
        let mut merged: Vec<Step> = Vec::new();
        for step in &self.steps {
            match merged.iter_mut().find(|own| own.feature == step.feature && own.at == step.at) {
                Some(own) => {
                    own.below += step.below;
                    own.from += step.from;
                }
                None => merged.push(Step { ..*step }),
            }
        }
        merged.sort_by(|x, y| x.feature.cmp(&y.feature).then(x.at.total_cmp(&y.at)));
        let mut out =
            String::from("# Weights of the comparison of names, written by `cargo xtask train names`.\n");
        writeln!(
            out,
            "# Boosted steps over the features of crates/tidings-extract/src/names/features.rs: {ROUNDS} rounds, rate {RATE}, ridge {RIDGE},\n\
             # at least {FEWEST} pairs on each side of a bound, each feature speaking only the way it may. Pairs: OpenSanctions name_bench."
        )?;
        for line in report.lines() {
            writeln!(out, "# {line}")?;
        }
        writeln!(out, "\nbias = {:.4}\nthreshold = 0.5", self.bias)?;
        let names: Vec<&str> =
            pairs.first().map_or(Vec::new(), |pair| pair.features.iter().map(|f| f.name).collect());
        for step in merged {
            writeln!(
                out,
                "\n[[step]]\nfeature = \"{}\"\nat = {:.4}\nbelow = {:.4}\nfrom = {:.4}",
                names[step.feature], step.at, step.below, step.from
            )?;
        }
        Ok(out)
    }
}
