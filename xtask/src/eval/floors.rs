//! The floors of `eval/floors.toml`: figures that must not sink.

use std::collections::BTreeMap;

use anyhow::Context;
use serde::Deserialize;

use super::table::Row;

/// The floors, by task, set and metric; they hold for the whole set.
#[derive(Debug, Deserialize)]
pub(crate) struct Floors {
    /// Sets (`task/set`) that `--check` leaves out because they take long.
    #[serde(default)]
    slow: Vec<String>,
    /// `task/set` to metric to floor.
    floors: BTreeMap<String, BTreeMap<String, Floor>>,
}

/// One floor.
#[derive(Debug, Deserialize)]
struct Floor {
    /// The lowest value that passes.
    floor: f64,
    /// Why it was lowered; needed where an earlier version of the file asked for more.
    #[serde(default)]
    reason: Option<String>,
}

const FILE: &str = "eval/floors.toml";

impl Floors {
    /// Reads the floors.
    ///
    /// # Errors
    ///
    /// Where the file is missing or not valid.
    pub(crate) fn read() -> anyhow::Result<Self> {
        let path = crate::workspace::root().join(FILE);
        let words = std::fs::read_to_string(&path).with_context(|| format!("cannot read `{FILE}`"))?;
        toml::from_str(&words).with_context(|| format!("`{FILE}` is not valid"))
    }

    /// Says whether a set is checked in every landing.
    pub(crate) fn in_fast_subset(&self, task: &str, set: &str) -> bool {
        let key = format!("{task}/{set}");
        !self.slow.contains(&key) && self.floors.contains_key(&key)
    }

    /// Holds rows against the floors.
    ///
    /// # Errors
    ///
    /// Where a figure is below its floor, or a floor was lowered without a reason.
    pub(crate) fn check(&self, rows: &[Row]) -> anyhow::Result<()> {
        let mut faults = self.below(rows);
        faults.extend(self.lowered(&past_versions()));
        anyhow::ensure!(faults.is_empty(), "{}", faults.join("\n"));
        println!("\nall floors hold");
        Ok(())
    }

    /// Names the figures that are below their floors.
    pub(crate) fn below(&self, rows: &[Row]) -> Vec<String> {
        let mut faults = Vec::new();
        for (key, metrics) in &self.floors {
            let row = rows.iter().find(|row| {
                row.part == super::gold::Part::All && *key == format!("{}/{}", row.task, row.set)
            });
            let Some(row) = row else { continue };
            for (metric, floor) in metrics {
                let figure = row.figures.iter().find(|(name, _)| name == metric);
                match figure {
                    Some((_, figure)) if figure.value >= floor.floor => {}
                    Some((_, figure)) => faults.push(format!(
                        "{key} {metric} is {:.4}, below its floor of {}",
                        figure.value, floor.floor
                    )),
                    None => faults.push(format!("{key} has no metric `{metric}`")),
                }
            }
        }
        faults
    }

    /// Names the floors that an earlier version of the file had higher, and that give no reason.
    fn lowered(&self, past: &[Self]) -> Vec<String> {
        let mut faults = Vec::new();
        for (key, metrics) in &self.floors {
            for (metric, floor) in metrics {
                let earlier = past.iter().filter_map(|file| Some(file.floors.get(key)?.get(metric)?.floor));
                let highest = earlier.fold(f64::MIN, f64::max);
                let explained = floor.reason.as_deref().is_some_and(|reason| !reason.trim().is_empty());
                if floor.floor < highest && !explained {
                    faults.push(format!(
                        "the floor of {key} {metric} sank from {highest} to {}; give the `reason` beside it",
                        floor.floor
                    ));
                }
            }
        }
        faults
    }
}

/// The versions of the file in the history of the checkout, as far as git knows it.
fn past_versions() -> Vec<Floors> {
    let git = |args: &[&str]| {
        let output = std::process::Command::new("git")
            .current_dir(crate::workspace::root())
            .args(args)
            .output()
            .ok()
            .filter(|output| output.status.success())?;
        String::from_utf8(output.stdout).ok()
    };
    let commits = git(&["log", "--format=%H", "--", FILE]).unwrap_or_default();
    commits
        .lines()
        .filter_map(|commit| toml::from_str(&git(&["show", &format!("{commit}:{FILE}")])?).ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn floors(words: &str) -> Floors {
        toml::from_str(words).expect("the test's floors are valid")
    }

    #[test]
    fn a_lower_floor_needs_a_reason() {
        let past = [floors("[floors.\"a/b\"]\nf1 = { floor = 0.6 }")];
        assert_eq!(floors("[floors.\"a/b\"]\nf1 = { floor = 0.5 }").lowered(&past).len(), 1);
        assert!(
            floors("[floors.\"a/b\"]\nf1 = { floor = 0.5, reason = \"new gold\" }").lowered(&past).is_empty()
        );
        assert!(floors("[floors.\"a/b\"]\nf1 = { floor = 0.7 }").lowered(&past).is_empty());
    }
}
