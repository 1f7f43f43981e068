//! `cargo xtask train telling`: weights of the signs that an event is worth telling.
//!
//! Recipe: the product finds all events of the stories that have a gold; an event is worth telling where it is, or
//! nearly is, one that a careful reader lists. Logistic regression with a ridge; scores are of folds that leave one
//! story out. The bias is set so that the accounts keep a wanted share of what readers list.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use tidings_collate::account::{SIGNS, candidates};
use tidings_collate::{Linear, group};
use tidings_read::{Input, Manifest};
use tidings_text::wire::AccountEvent;

use super::pairs::{self, Example};
use crate::eval::accounts::{Gold, fit, folders_with_gold};
use crate::eval::gold;
use crate::tell::{self, Teller};
use crate::workspace;

/// Arguments of `train telling`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Where `stories` lies; `../shared` beside the checkout where left out
    #[arg(long, value_name = "FOLDER")]
    shared: Option<PathBuf>,
    /// More folders of stories with their gold
    #[arg(long, num_args = 1.., value_name = "FOLDER")]
    stories: Vec<PathBuf>,
    /// Write each event with its values and what it may be on a reader's list, JSON Lines
    #[arg(long, value_name = "FILE")]
    examples: Option<PathBuf>,
    /// Only print the scores; leave the weights as they are
    #[arg(long)]
    dry_run: bool,
}

const WEIGHTS: &str = "data/telling-weights.toml";
/// The penalty on the weights.
const RIDGE: f64 = 30.0;
/// How many of actor, recipient and date may differ from those of a reader's list.
const MOST_WRONG: usize = 2;
/// How many events, the likest first, count as one of a reader's list.
const LIKEST: usize = 2;
/// What an event of a reader's list counts beside one that is on none.
const LISTED_COUNTS: f64 = 3.0;
/// What an event counts that others are liker to one of a reader's list.
const NEAR_COUNTS: f64 = 0.3;
/// The share of what readers list and the product finds at all that an account is to keep.
const WANTED: f64 = 0.92;

/// An event of a story: its values, and which of the gold's events it may be.
struct Found {
    event: AccountEvent,
    values: Vec<f64>,
    may_be: Vec<(usize, f64)>,
}

struct Story {
    name: String,
    found: Vec<Found>,
}

/// Trains.
///
/// # Errors
///
/// Where the stories or the model are not there, or the weights cannot be written.
pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    let model = workspace::model_at_hand()
        .context("there is no model; `cargo xtask demo` fetches it, or name one in `TIDINGS_MODEL`")?;
    let teller = Teller::open(&model)?;
    let mut parents = vec![workspace::root().join("eval/stories")];
    parents.extend(gold::shared(args.shared.as_deref()).map(|shared| shared.join("stories")));
    parents.extend(args.stories.iter().cloned());
    let mut stories: Vec<Story> = Vec::new();
    for parent in parents {
        for folder in folders_with_gold(&parent)? {
            stories.push(Story::read(&folder, &teller)?);
        }
    }
    if let Some(path) = &args.examples {
        write_examples(path, &stories)?;
    }
    let examples: Vec<Vec<Example>> = stories.iter().map(Story::examples).collect();
    let held_out: Vec<Linear> = (0..stories.len())
        .map(|out| {
            let rest: Vec<Example> = examples
                .iter()
                .enumerate()
                .filter(|(at, _)| *at != out)
                .flat_map(|(_, examples)| examples.clone())
                .collect();
            pairs::fit(SIGNS, |_| true, &rest, RIDGE)
        })
        .collect();
    let cut = cut(&stories, &held_out);
    let mut report = String::new();
    let (mut kept, mut all, mut told, mut on_lists) = (0, 0, 0, 0);
    for (story, model) in stories.iter().zip(&held_out) {
        let chosen = story.chosen(model, cut);
        let [own_kept, own_all] =
            [story.listed(&chosen), story.listed(&story.found.iter().collect::<Vec<_>>())];
        let right = chosen.iter().filter(|found| !found.may_be.is_empty()).count();
        writeln!(
            report,
            "{}: {} of {} events told, {right} of them on a reader's list; {own_kept} of {own_all} listed ones kept",
            story.name,
            chosen.len(),
            story.found.len()
        )?;
        kept += own_kept;
        all += own_all;
        told += chosen.len();
        on_lists += right;
    }
    writeln!(
        report,
        "By folds of one story: {kept} of {all} listed ones kept, {on_lists} of {told} told are listed"
    )?;
    print!("{report}");
    if args.dry_run {
        return Ok(());
    }
    let every: Vec<Example> = examples.into_iter().flatten().collect();
    let mut model = pairs::fit(SIGNS, |_| true, &every, RIDGE);
    model.bias -= cut;
    round(&mut model);
    let mut out = String::from(
        "# How much an event is worth telling: what each sign adds; above zero it is told. Written by `cargo xtask train telling`.\n",
    );
    writeln!(
        out,
        "# Fitted by logistic regression (ridge {RIDGE}) on the stories with a gold; the signs are those of\n\
         # crates/tidings-collate/src/account/worth.rs. The bias keeps {WANTED} of what readers list."
    )?;
    let summed = report.lines().last().unwrap_or_default();
    out.push_str(&pairs::comment(summed));
    pairs::write(&model, None, &mut out)?;
    std::fs::write(workspace::root().join(WEIGHTS), out)?;
    println!("weights are in {WEIGHTS}");
    Ok(())
}

impl Story {
    fn read(folder: &Path, teller: &Teller) -> anyhow::Result<Self> {
        let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let gold = Gold::read(folder)?;
        let lines = folder.join("reports.jsonl");
        let manifest = folder.join("manifest.csv");
        let table = match std::fs::read(&manifest) {
            Ok(bytes) => Some(Manifest::parse(&manifest, &bytes)?),
            Err(_) => None,
        };
        let input = if lines.is_file() { lines } else { folder.join("reports") };
        let told = teller.tell(tell::read(vec![Input::Path(input)], table)?);
        let mut found = Vec::new();
        for story in group(&told) {
            for (event, values) in candidates(&story, &told, teller.knowledge()) {
                let may_be = gold
                    .event
                    .iter()
                    .enumerate()
                    .map(|(at, want)| (at, fit(want, &event)))
                    .filter(|(_, fit)| fit.is_near() && fit.wrong.len() <= MOST_WRONG)
                    .map(|(at, fit)| (at, fit.weight()))
                    .collect();
                found.push(Found { event, values, may_be });
            }
        }
        Ok(Self { name, found })
    }

    /// Returns an example for each event: one of a reader's list, near one (which counts little), or none.
    fn examples(&self) -> Vec<Example> {
        let mut likest: BTreeMap<usize, Vec<(f64, usize)>> = BTreeMap::new();
        for (place, found) in self.found.iter().enumerate() {
            for (listed, weight) in &found.may_be {
                likest.entry(*listed).or_default().push((*weight, place));
            }
        }
        let mut listed: BTreeSet<usize> = BTreeSet::new();
        for places in likest.values_mut() {
            places.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
            listed.extend(places.iter().take(LIKEST).map(|(_, place)| *place));
        }
        let example = |(place, found): (usize, &Found)| {
            let counts = if listed.contains(&place) {
                LISTED_COUNTS
            } else if found.may_be.is_empty() {
                1.0
            } else {
                NEAR_COUNTS
            };
            (found.values.clone(), listed.contains(&place), counts)
        };
        self.found.iter().enumerate().map(example).collect()
    }

    /// Returns the events that a model chooses: above the cut, and with a sound line.
    fn chosen(&self, model: &Linear, cut: f64) -> Vec<&Found> {
        let sound = SIGNS.iter().position(|name| *name == "sound line");
        self.found
            .iter()
            .filter(|found| sound.is_none_or(|at| found.values[at] > 0.0) && model.score(&found.values) > cut)
            .collect()
    }

    /// Counts the gold's events that some of these may be.
    fn listed(&self, found: &[&Found]) -> usize {
        let mut which: Vec<usize> =
            found.iter().flat_map(|found| found.may_be.iter().map(|(at, _)| *at)).collect();
        which.sort_unstable();
        which.dedup();
        which.len()
    }
}

/// Returns the highest score at which enough of what readers list is kept, each story judged by the others' weights.
fn cut(stories: &[Story], models: &[Linear]) -> f64 {
    let kept = |cut: f64| -> usize {
        stories.iter().zip(models).map(|(story, model)| story.listed(&story.chosen(model, cut))).sum()
    };
    let all = kept(f64::NEG_INFINITY) as f64;
    let steps = (-60..=40).rev().map(|step| f64::from(step) / 10.0);
    steps.into_iter().find(|&cut| kept(cut) as f64 >= WANTED * all).unwrap_or(-6.0)
}

/// Writes the events of all stories, for a look at what a sign does.
fn write_examples(path: &Path, stories: &[Story]) -> anyhow::Result<()> {
    let mut out = String::new();
    for story in stories {
        for found in &story.found {
            let line = serde_json::json!({
                "story": story.name,
                "summary": found.event.summary,
                "reports": found.event.asserted_by.len() + found.event.attributed_by.len(),
                "may_be": found.may_be,
                "values": found.values,
            });
            writeln!(out, "{line}")?;
        }
    }
    std::fs::write(path, out).with_context(|| format!("cannot write `{}`", path.display()))
}

fn round(model: &mut Linear) {
    let short = |value: f64| (value * 1000.0).round() / 1000.0;
    model.bias = short(model.bias);
    for weight in &mut model.weights {
        weight.weight = short(weight.weight);
    }
}
