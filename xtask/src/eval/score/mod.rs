//! One scorer per task: gold lines and system lines in, counts and misses out.
//!
//! Each is an exact counterpart of the gold's own scorer in Python; a test holds the two side by side.

pub(crate) mod actors;
pub(crate) mod attribution;
pub(crate) mod casualties;
pub(crate) mod chains;
pub(crate) mod coding;
pub(crate) mod events;
pub(crate) mod modality;
pub(crate) mod names;
pub(crate) mod pages;
pub(crate) mod relations;
pub(crate) mod same;
pub(crate) mod stories;
pub(crate) mod times;

use std::collections::BTreeMap;

use serde_json::Value;

use super::tally::{Scored, Sums};
use super::text::{int, text};

/// A scorer: gold lines, system lines.
pub(crate) type Score = fn(&[Value], &[Value]) -> Scored;

/// Metrics of sums, headline first.
pub(crate) type Metrics = fn(&Sums<'_>) -> Vec<(String, f64)>;

/// System lines by id; of several with one id the last counts.
pub(crate) struct System<'v> {
    lines: BTreeMap<&'v str, &'v Value>,
}

impl<'v> System<'v> {
    pub(crate) fn new(lines: &'v [Value]) -> Self {
        Self { lines: lines.iter().map(|line| (text(line, "id"), line)).collect() }
    }

    /// Returns the line of an id.
    pub(crate) fn line(&self, id: &str) -> Option<&'v Value> {
        self.lines.get(id).copied()
    }

    /// Returns the line for a passage and how far its offsets lie behind the passage's: that of the passage, else that of
    /// the whole report.
    pub(crate) fn passage(&self, gold: &Value) -> Option<(&'v Value, i64)> {
        match self.line(text(gold, "id")) {
            Some(line) => Some((line, 0)),
            None => Some((self.line(text(gold, "report"))?, int(gold, "start").unwrap_or(0))),
        }
    }
}

fn metric(name: impl Into<String>, value: f64) -> (String, f64) {
    (name.into(), value)
}
