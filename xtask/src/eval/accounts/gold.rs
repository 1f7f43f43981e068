//! What a careful reader finds in the reports of a story: `gold.toml`.

use std::collections::BTreeMap;

use anyhow::Context as _;
use serde::Deserialize;

/// The gold of one story.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Gold {
    pub event: Vec<Event>,
    pub disagreement: Vec<Disagreement>,
    pub reuse: Vec<Reuse>,
    pub repetition: Vec<Repetition>,
    /// A name and the spellings that are the same one.
    pub names: BTreeMap<String, Vec<String>>,
    pub boilerplate: Boilerplate,
}

impl Gold {
    /// Reads the gold of a story's folder.
    ///
    /// # Errors
    ///
    /// Where there is none, or it is not valid.
    pub(crate) fn read(folder: &std::path::Path) -> anyhow::Result<Self> {
        let path = folder.join("gold.toml");
        let words =
            std::fs::read_to_string(&path).with_context(|| format!("cannot read `{}`", path.display()))?;
        toml::from_str(&words).with_context(|| format!("`{}` is not valid", path.display()))
    }
}

/// An event that reports assert.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Event {
    pub key: String,
    pub what: String,
    #[serde(rename = "type")]
    pub kind: Option<String>,
    pub actor: Option<String>,
    pub recipient: Option<String>,
    pub place: Option<String>,
    pub date: Option<String>,
    pub asserted_by: Vec<String>,
    pub contradicted_by: Vec<String>,
    pub date_readings: BTreeMap<String, Vec<String>>,
    pub quantities: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    pub origin_count: Option<OriginCount>,
}

/// How many independent origins an event has.
#[derive(Debug, Deserialize)]
pub(crate) struct OriginCount {
    /// The slot that is counted; the event itself where it is left out.
    pub slot: Option<String>,
    pub best: usize,
    pub low: usize,
    pub high: usize,
}

/// A slot on which the reports differ: a value, and the reports that give it.
#[derive(Debug, Deserialize)]
pub(crate) struct Disagreement {
    pub slot: String,
    pub readings: BTreeMap<String, Vec<String>>,
}

/// Text that stands in several reports.
#[derive(Debug, Deserialize)]
pub(crate) struct Reuse {
    pub reports: Vec<String>,
    #[serde(default)]
    pub what: String,
}

/// Text that stands twice in one report.
#[derive(Debug, Deserialize)]
pub(crate) struct Repetition {
    pub report: String,
}

/// Lines that are no part of any report's news.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Boilerplate {
    pub lines: Vec<String>,
}
