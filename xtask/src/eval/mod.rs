//! `cargo xtask eval`: the product's own commands over the gold, scored, in one table.

pub(crate) mod accounts;
#[cfg(test)]
mod agree;
mod assign;
mod floors;
pub(crate) mod gold;
mod product;
pub(crate) mod score;
mod table;
mod tally;
mod tasks;
pub(crate) mod text;

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Context;

use self::gold::Part;
use self::product::Product;
use self::score::Metrics;
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
    /// Run the development build, which is there sooner; its speeds are not recorded
    #[arg(long)]
    debug: bool,
    /// Run this build of `tidings` instead of making one; nothing is recorded
    #[arg(long, value_name = "FILE")]
    tidings: Option<PathBuf>,
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
    /// Also score the accounts of the stories with a `gold.toml` in this folder
    #[arg(long, value_name = "FOLDER")]
    stories: Option<PathBuf>,
}

/// Runs the evaluation.
///
/// # Errors
///
/// Where a task is unknown, the gold is not the pinned one, the product fails, or `--check` finds a figure below its floor.
pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    let named = if args.tasks.is_empty() { &args.errors } else { &args.tasks };
    let chosen = choose(named)?;
    let shared = gold::shared(args.shared.as_deref());
    if shared.is_none() {
        println!(
            "eval: there is no gold beside the checkout (`../shared`): only the project's own stories are scored"
        );
    }
    let floors = floors::Floors::read()?;
    let stored = Stored::read()?;
    let product = match &args.system {
        Some(_) => None,
        None => Some(product(args)?),
    };
    let mut rows = Vec::new();
    for (shared, task) in chosen.into_iter().filter_map(|task| Some((shared.as_deref()?, task))) {
        for (set, file) in task.gold {
            if !args.check || floors.in_fast_subset(task.name, set) {
                rows.extend(run_set(args, task, set, file, shared, product.as_ref())?);
            }
        }
    }
    let by_command = matches!(product, Some(Product::Command { .. }));
    if let Some(product) = product.as_ref().filter(|_| by_command && wants_accounts(named)) {
        let wanted = |story: &str| !args.check || floors.in_fast_subset(ACCOUNTS, story);
        for story in accounts::score_all(product, shared.as_deref(), args.stories.as_deref(), &wanted)? {
            if args.errors.iter().any(|name| name == ACCOUNTS) {
                table::print_misses(ACCOUNTS, &story.name, &story.scored, args.limit);
            }
            let speed = Some((story.n_reports, story.took));
            let set = (ACCOUNTS, story.name.as_str(), Part::All, story.n_reports);
            rows.push(row(set, &accounts::HEADLINE, accounts::metrics, &story.scored, speed));
        }
    }
    table::print(&rows, &stored, args.all);
    if args.check {
        floors.check(&rows)?;
        return Ok(());
    }
    for fault in floors.below(&rows) {
        println!("! {fault}");
    }
    if !args.no_record && args.tidings.is_none() && by_command {
        if args.debug {
            rows.iter_mut().for_each(|row| row.reports_per_second = None);
        }
        let path = stored.write(&rows)?;
        println!("\nfigures are in {}", path.display());
    }
    Ok(())
}

/// The task that is scored by story, not by lines.
const ACCOUNTS: &str = "accounts";

fn wants_accounts(named: &[String]) -> bool {
    named.is_empty() || named.iter().any(|name| name == ACCOUNTS)
}

/// Answers and scores one set of a task, in each part.
fn run_set(
    args: &Args,
    task: &Task,
    set: &str,
    file: &str,
    shared: &Path,
    product: Option<&Product>,
) -> anyhow::Result<Vec<Row>> {
    let lines = gold::read(shared, file)?;
    let answers = match (product, &args.system) {
        (Some(product), _) => product.answer(task.answer, shared, file, &lines)?,
        (None, Some(path)) => {
            let words =
                std::fs::read_to_string(path).with_context(|| format!("cannot read `{}`", path.display()))?;
            product::Answers { lines: gold::lines(&words)?, took: Duration::ZERO, n_reports: 0 }
        }
        (None, None) => anyhow::bail!("nothing answers `{}`", task.name),
    };
    let mut rows = Vec::new();
    for part in Part::EACH {
        let gold = gold::part(&lines, part);
        if gold.is_empty() {
            continue;
        }
        let scored = (task.score)(&gold, &answers.lines);
        if part == Part::Dev && args.errors.iter().any(|name| name == task.name) {
            table::print_misses(task.name, set, &scored, args.limit);
        }
        let n_reports = if answers.n_reports > 0 { answers.n_reports } else { lines.len() };
        let speed = (part == Part::All).then_some((n_reports, answers.took));
        rows.push(row((task.name, set, part, gold.len()), task.headline, task.metrics, &scored, speed));
    }
    Ok(rows)
}

fn choose(names: &[String]) -> anyhow::Result<Vec<&'static Task>> {
    if names.is_empty() {
        return Ok(TASKS.iter().collect());
    }
    let known: Vec<&str> = TASKS.iter().map(|task| task.name).collect();
    names
        .iter()
        .filter(|name| *name != ACCOUNTS)
        .map(|name| {
            let task = TASKS.iter().find(|task| task.name == name);
            task.with_context(|| format!("no task `{name}`; there are {}, {ACCOUNTS}", known.join(", ")))
        })
        .collect()
}

fn product(args: &Args) -> anyhow::Result<Product> {
    if let Some(folder) = &args.parses {
        return Ok(Product::Parses(folder.clone()));
    }
    if let Some(tidings) = &args.tidings {
        let model = crate::workspace::model(tidings)?;
        return Ok(Product::Command { tidings: tidings.clone(), model, threads: None });
    }
    // figures of speed want the release build; the check wants to build nothing that the tests have not built
    let profile = if args.check || args.debug { "debug" } else { "release" };
    let mut build = crate::workspace::cargo();
    build.args(["build", "--package", "tidings-cli"]);
    if profile == "release" {
        build.arg("--release");
    }
    crate::workspace::run(&mut build)?;
    let tidings = crate::workspace::tidings(profile);
    let model = crate::workspace::model(&tidings)?;
    Ok(Product::Command { tidings, model, threads: (profile == "release").then_some(1) })
}

fn row(
    (task, set, part, n_gold): (&str, &str, Part, usize),
    headlines: &[&str],
    metrics: Metrics,
    scored: &Scored,
    speed: Option<(usize, Duration)>,
) -> Row {
    let summed = metrics(&scored.tally.sums()).into_iter().map(|(name, value)| {
        let headline = headlines.contains(&name.as_str());
        let interval = headline.then(|| {
            scored.tally.interval(ROUNDS, |sums| {
                metrics(sums).into_iter().find(|(own, _)| *own == name).map_or(0.0, |(_, value)| value)
            })
        });
        (name, Figure { value, interval, headline })
    });
    let extra = scored.extra.iter().map(|(name, value)| {
        let headline = headlines.contains(&name.as_str());
        (name.clone(), Figure { value: *value, interval: None, headline })
    });
    let per_second = |(n_reports, took): (usize, Duration)| {
        (!took.is_zero()).then(|| n_reports as f64 / took.as_secs_f64())
    };
    Row {
        task: task.to_owned(),
        set: set.to_owned(),
        part,
        n_gold,
        n_lacking: scored.lacking,
        figures: summed.chain(extra).collect(),
        reports_per_second: speed.and_then(per_second),
    }
}
