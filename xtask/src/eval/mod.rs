//! `cargo xtask eval`: the product's own commands over the gold, scored, in one table.

#[cfg(test)]
mod agree;
mod assign;
mod floors;
pub(crate) mod gold;
mod product;
mod score;
mod table;
mod tally;
mod tasks;
mod text;

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::Context;

use self::gold::Part;
use self::product::Product;
use self::table::{Figure, Row, Stored};
use self::tally::Scored;
use self::tasks::{TASKS, Task};

/// Resamples behind an interval.
const ROUNDS: usize = 1000;

/// Options of `cargo xtask eval`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Tasks to run; all where none is named
    tasks: Vec<String>,
    /// List what went wrong in a task's tuning part, by kind, with the words
    #[arg(long, value_name = "TASK")]
    errors: Vec<String>,
    /// Misses to list of each kind
    #[arg(long, default_value_t = 10)]
    limit: usize,
    /// Print all metrics, not only those that head the table
    #[arg(long)]
    all: bool,
    /// Hold the figures against `eval/floors.toml`, on the fast subset; fails where one is below
    #[arg(long)]
    check: bool,
    /// Do not write the figures to `eval/runs/`
    #[arg(long)]
    no_record: bool,
    /// Extract in this process from parses in this folder, instead of running the built command
    #[arg(long, value_name = "FOLDER")]
    parses: Option<PathBuf>,
    /// Score these answers of one task instead of running the product
    #[arg(long, value_name = "FILE")]
    system: Option<PathBuf>,
    /// Where `gold` and `stories` lie; `../shared` beside the checkout where left out
    #[arg(long, value_name = "FOLDER")]
    shared: Option<PathBuf>,
}

/// Runs the evaluation.
///
/// # Errors
///
/// Where a task is unknown, the gold is not the pinned one, the product fails, or `--check` finds a figure below its floor.
pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    let chosen = choose(if args.tasks.is_empty() { &args.errors } else { &args.tasks })?;
    let Some(shared) = gold::shared(args.shared.as_deref()) else {
        println!("eval: skipped, there is no gold beside the checkout (`../shared`)");
        return Ok(());
    };
    let floors = floors::Floors::read()?;
    let stored = Stored::read()?;
    let mut rows = Vec::new();
    let mut product = None;
    for task in chosen {
        for (set, file) in task.gold {
            if args.check && !floors.in_fast_subset(task.name, set) {
                continue;
            }
            let lines = gold::read(&shared, file)?;
            let answers = match &args.system {
                Some(path) => {
                    let words = std::fs::read_to_string(path)
                        .with_context(|| format!("cannot read `{}`", path.display()))?;
                    product::Answers {
                        lines: gold::lines(&words)?,
                        took: std::time::Duration::ZERO,
                        n_reports: 0,
                    }
                }
                None => {
                    if product.is_none() {
                        product = Some(self::product(args)?);
                    }
                    let product = product.as_ref().context("a product was just made")?;
                    product.answer(task.answer, &shared, file, &lines)?
                }
            };
            for part in Part::EACH {
                let gold = gold::part(&lines, part);
                if gold.is_empty() {
                    continue;
                }
                let scored = (task.score)(&gold, &answers.lines);
                rows.push(row(task, set, part, gold.len(), &scored, &answers));
                if part == Part::Dev && args.errors.iter().any(|name| name == task.name) {
                    table::print_misses(task.name, set, &scored, args.limit);
                }
            }
        }
    }
    table::print(&rows, &stored, args.all);
    if args.check {
        floors.check(&rows)?;
    } else if !args.no_record && args.parses.is_none() && args.system.is_none() {
        let path = stored.write(&rows)?;
        println!("\nfigures are in {}", path.display());
    }
    Ok(())
}

fn choose(names: &[String]) -> anyhow::Result<Vec<&'static Task>> {
    if names.is_empty() {
        return Ok(TASKS.iter().collect());
    }
    let known: Vec<&str> = TASKS.iter().map(|task| task.name).collect();
    names
        .iter()
        .map(|name| {
            let task = TASKS.iter().find(|task| task.name == name);
            task.with_context(|| format!("no task `{name}`; there are {}", known.join(", ")))
        })
        .collect()
}

fn product(args: &Args) -> anyhow::Result<Product> {
    if let Some(folder) = &args.parses {
        return Ok(Product::Parses(folder.clone()));
    }
    // figures of speed want the release build; the check wants to build nothing that the tests have not built
    let profile = if args.check { "debug" } else { "release" };
    let mut build = crate::workspace::cargo();
    build.args(["build", "--package", "tidings-cli"]);
    if profile == "release" {
        build.arg("--release");
    }
    crate::workspace::run(&mut build)?;
    let tidings = crate::workspace::tidings(profile);
    let model = crate::workspace::model(&tidings)?;
    Ok(Product::Command { tidings, model })
}

fn row(
    task: &Task,
    set: &str,
    part: Part,
    n_gold: usize,
    scored: &Scored,
    answers: &product::Answers,
) -> Row {
    let names: Vec<(String, f64)> = (task.metrics)(&scored.tally.sums());
    let figures = names.into_iter().chain(scored.extra.iter().cloned()).map(|(name, value)| {
        let headline = task.headline.contains(&name.as_str());
        let summed = !scored.extra.iter().any(|(extra, _)| *extra == name);
        let interval = (headline && summed).then(|| {
            scored.tally.interval(ROUNDS, |sums| {
                (task.metrics)(sums).into_iter().find(|(own, _)| *own == name).map_or(0.0, |(_, value)| value)
            })
        });
        (name, Figure { value, interval, headline })
    });
    let figures: BTreeMap<usize, (String, Figure)> = figures.enumerate().collect();
    let seconds = answers.took.as_secs_f64();
    let n_reports = if answers.n_reports > 0 { answers.n_reports } else { n_gold };
    Row {
        task: task.name.to_owned(),
        set: set.to_owned(),
        part,
        n_gold,
        n_lacking: scored.lacking,
        figures: figures.into_values().collect(),
        reports_per_second: (part == Part::All && seconds > 0.0).then(|| n_reports as f64 / seconds),
    }
}
