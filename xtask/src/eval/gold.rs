//! The gold data beside the workspace: where it lies, whether it is what the figures were made on, and its split.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::Context;
use serde_json::Value;
use tidings_text::digest;

use super::text::text;

/// The part of the gold that a figure is taken over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    /// What is tuned on: three items in four.
    Dev,
    /// What is kept aside: an item whose id's SHA-256 begins with a byte below 64.
    Aside,
    /// Both.
    All,
}

impl Part {
    /// All parts, in the order of the table.
    pub(crate) const EACH: [Self; 3] = [Self::Dev, Self::Aside, Self::All];

    /// Returns the part's name in tables and files.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Dev => "dev",
            Self::Aside => "aside",
            Self::All => "all",
        }
    }

    /// Says whether the item of an id belongs to the part.
    pub(crate) fn holds(self, id: &str) -> bool {
        let aside = digest(id.as_bytes()).as_str() < "40";
        match self {
            Self::Dev => !aside,
            Self::Aside => aside,
            Self::All => true,
        }
    }
}

/// The folder that holds `gold` and `stories`, where it is there.
pub(crate) fn shared(given: Option<&Path>) -> Option<PathBuf> {
    let folder = match given {
        Some(folder) => folder.to_owned(),
        None => crate::workspace::root().parent()?.join("shared"),
    };
    folder.join("gold").is_dir().then_some(folder)
}

#[derive(serde::Deserialize)]
struct Pins {
    sha256: BTreeMap<String, String>,
}

/// Reads the lines of a gold file (`gold/chains/dev.jsonl`, relative to the shared folder).
///
/// # Errors
///
/// Where the file cannot be read, is not JSON, or is not the pinned one.
pub(crate) fn read(shared: &Path, file: &str) -> anyhow::Result<Vec<Value>> {
    let bytes = pinned(shared, file)?;
    let words = String::from_utf8(bytes).with_context(|| format!("`{file}` is not UTF-8"))?;
    if file.ends_with(".json") {
        // the benchmark's own form: {id: {articleBody, url}}
        let pages: BTreeMap<String, Value> = serde_json::from_str(&words)?;
        return Ok(pages
            .into_iter()
            .map(|(id, page)| serde_json::json!({"id": id, "articleBody": page.get("articleBody"), "url": page.get("url")}))
            .collect());
    }
    lines(&words).with_context(|| format!("`{file}` is not JSON Lines"))
}

/// Reads a file of the shared folder whose digest `eval/gold.toml` holds; in another folder than the shared one, also
/// a file without a digest.
///
/// # Errors
///
/// Where it cannot be read, is not pinned, or differs from the pinned one.
pub(crate) fn pinned(shared: &Path, file: &str) -> anyhow::Result<Vec<u8>> {
    let pins: Pins = toml::from_str(include_str!("../../../eval/gold.toml"))?;
    let path = shared.join(file);
    let bytes = std::fs::read(&path).with_context(|| format!("cannot read `{}`", path.display()))?;
    let found = digest(&bytes);
    match pins.sha256.get(file) {
        Some(pin) if *pin == found => Ok(bytes),
        Some(pin) => anyhow::bail!(
            "`{file}` is not the gold that figures and floors were made on: its SHA-256 is {found}, \
             `eval/gold.toml` pins {pin}"
        ),
        // Figures of a folder of one's own are compared with none.
        None if self::shared(None).as_deref() != Some(shared) => Ok(bytes),
        None => anyhow::bail!("`{file}` is not pinned in `eval/gold.toml`; its SHA-256 is {found}"),
    }
}

/// Reads JSON Lines.
///
/// # Errors
///
/// Where a line is not JSON.
pub(crate) fn lines(words: &str) -> serde_json::Result<Vec<Value>> {
    words.lines().filter(|line| !line.trim().is_empty()).map(serde_json::from_str).collect()
}

/// Returns the lines of a part.
pub(crate) fn part(lines: &[Value], part: Part) -> Vec<Value> {
    lines.iter().filter(|line| part.holds(split_key(line))).cloned().collect()
}

/// What decides the part of a line: its id; for lines about incidents, the incident.
fn split_key(line: &Value) -> &str {
    match text(line, "id") {
        "" => text(line, "incident"),
        id => id,
    }
}

/// Returns the gold lines as reports, without their labels.
pub(crate) fn as_reports(lines: &[Value]) -> Vec<Value> {
    const FIELDS: [&str; 6] = ["id", "url", "outlet", "title", "published", "text"];
    lines
        .iter()
        .map(|line| {
            let known = FIELDS.iter().filter_map(|field| {
                let value = line.get(*field).filter(|value| !value.is_null())?;
                Some(((*field).to_owned(), value.clone()))
            });
            Value::Object(known.collect())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_apart_and_whole() {
        let ids: Vec<String> = (0..1000).map(|i| format!("item-{i}")).collect();
        let count = |part: Part| ids.iter().filter(|id| part.holds(id)).count();
        assert_eq!(count(Part::Dev) + count(Part::Aside), count(Part::All));
        assert!((200..300).contains(&count(Part::Aside)));
    }

    #[test]
    fn labels_are_stripped() {
        let line = serde_json::json!({"id": "a", "text": "b", "title": null, "relations": [1], "record": {}});
        assert_eq!(as_reports(&[line]), [serde_json::json!({"id": "a", "text": "b"})]);
    }
}
