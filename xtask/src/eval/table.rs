//! The table of figures, the dated files that keep them, and the list of misses.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::Context;
use serde::{Deserialize, Serialize};

use super::gold::Part;
use super::tally::{Miss, Scored};

/// The figures of one part of one set.
#[derive(Debug)]
pub(crate) struct Row {
    /// The task.
    pub task: String,
    /// The set of the task.
    pub set: String,
    /// Which part of the set.
    pub part: Part,
    /// Gold lines.
    pub n_gold: usize,
    /// Gold lines without an answer.
    pub n_lacking: usize,
    /// Metrics in the order of the scorer.
    pub figures: Vec<(String, Figure)>,
    /// Speed of the command, loading included; on the row of the whole set.
    pub reports_per_second: Option<f64>,
}

/// One figure.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Figure {
    /// The value.
    pub value: f64,
    /// 95% bootstrap interval over documents (or passages, sentences, incidents).
    pub interval: Option<(f64, f64)>,
    /// Whether it stands in the table.
    pub headline: bool,
}

/// The newest figures of `eval/runs/`.
#[derive(Debug, Default)]
pub(crate) struct Stored {
    figures: BTreeMap<String, f64>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct Run {
    /// `task/set/part` to metric to value.
    #[serde(default)]
    figures: BTreeMap<String, BTreeMap<String, f64>>,
    /// Reports a second, by `task/set`.
    #[serde(default)]
    speed: BTreeMap<String, f64>,
}

fn key(row: &Row) -> String {
    format!("{}/{}/{}", row.task, row.set, row.part.as_str())
}

impl Stored {
    /// Reads all runs; of several figures for one metric the newest counts.
    ///
    /// # Errors
    ///
    /// Where a file of `eval/runs/` is not one of ours.
    pub(crate) fn read() -> anyhow::Result<Self> {
        let folder = crate::workspace::root().join("eval/runs");
        let mut paths: Vec<PathBuf> = match std::fs::read_dir(&folder) {
            Ok(entries) => entries.filter_map(Result::ok).map(|entry| entry.path()).collect(),
            Err(_) => Vec::new(),
        };
        paths.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
        paths.sort();
        let mut figures = BTreeMap::new();
        for path in paths {
            let words = std::fs::read_to_string(&path)?;
            let run: Run =
                toml::from_str(&words).with_context(|| format!("`{}` is no run", path.display()))?;
            for (row, metrics) in run.figures {
                figures.extend(metrics.into_iter().map(|(metric, value)| (format!("{row}/{metric}"), value)));
            }
        }
        Ok(Self { figures })
    }

    fn get(&self, row: &Row, metric: &str) -> Option<f64> {
        self.figures.get(&format!("{}/{metric}", key(row))).copied()
    }

    /// Writes the rows into today's file, beside the rows of other tasks that it may hold already.
    ///
    /// # Errors
    ///
    /// Where the file cannot be written.
    pub(crate) fn write(&self, rows: &[Row]) -> anyhow::Result<PathBuf> {
        let folder = crate::workspace::root().join("eval/runs");
        std::fs::create_dir_all(&folder)?;
        let path = folder.join(format!("{}.toml", jiff::Zoned::now().date()));
        let mut run: Run = match std::fs::read_to_string(&path) {
            Ok(words) => toml::from_str(&words)?,
            Err(_) => Run::default(),
        };
        let round = |value: f64| (value * 10_000.0).round() / 10_000.0;
        for row in rows {
            let metrics = row.figures.iter().map(|(name, figure)| (name.clone(), round(figure.value)));
            run.figures.insert(key(row), metrics.collect());
            if let Some(speed) = row.reports_per_second {
                run.speed.insert(format!("{}/{}", row.task, row.set), (speed * 10.0).round() / 10.0);
            }
        }
        let head = "# Written by `cargo xtask eval`. Keys: task/set/part; speed: reports a second on one thread of the release build, loading included.\n\n";
        std::fs::write(&path, head.to_owned() + &toml::to_string(&run)?)?;
        Ok(path)
    }
}

/// Prints the table.
pub(crate) fn print(rows: &[Row], stored: &Stored, all: bool) {
    println!(
        "{:<12} {:<17} {:<6} {:>5}  {:<24} {:>7}  {:<17} {:>8} {:>10}",
        "task", "set", "part", "gold", "metric", "value", "95% interval", "change", "reports/s"
    );
    for row in rows {
        let mut head =
            [row.task.clone(), row.set.clone(), row.part.as_str().to_owned(), row.n_gold.to_string()];
        let mut speed = row.reports_per_second.map_or_else(String::new, |speed| format!("{speed:.1}"));
        for (name, figure) in row.figures.iter().filter(|(_, figure)| all || figure.headline) {
            let interval =
                figure.interval.map_or_else(String::new, |(low, high)| format!("{low:.3} to {high:.3}"));
            let change =
                stored.get(row, name).map_or_else(String::new, |old| format!("{:+.3}", figure.value - old));
            let [task, set, part, n_gold] = &head;
            println!(
                "{task:<12} {set:<17} {part:<6} {n_gold:>5}  {name:<24} {:>7.4}  {interval:<17} {change:>8} {speed:>10}",
                figure.value
            );
            head = Default::default();
            speed.clear();
        }
        if row.n_lacking > 0 {
            println!("{:<42} ! {} of {} gold lines have no answer", "", row.n_lacking, row.n_gold);
        }
    }
}

/// Prints misses by kind, the most frequent kind first, at most `limit` of each.
pub(crate) fn print_misses(task: &str, set: &str, scored: &Scored, limit: usize) {
    let mut kinds: BTreeMap<&str, Vec<&Miss>> = BTreeMap::new();
    for miss in &scored.misses {
        kinds.entry(&miss.kind).or_default().push(miss);
    }
    let mut kinds: Vec<(&str, Vec<&Miss>)> = kinds.into_iter().collect();
    kinds.sort_by_key(|(_, misses)| std::cmp::Reverse(misses.len()));
    println!("{task} {set}: {} misses (dev)", scored.misses.len());
    for (kind, misses) in kinds {
        println!("\n  {} × {kind}", misses.len());
        for miss in misses.iter().take(limit) {
            println!("    {}  {}", miss.id, miss.words);
        }
    }
    println!();
}
