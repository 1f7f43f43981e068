//! Whether two names mean one actor: the likeness that the gold's scorer uses for chains, actors and relations.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;
use serde_json::Value;

use crate::eval::text::{alike, list, text};

#[derive(serde::Deserialize)]
struct Table {
    same: Vec<Vec<String>>,
    relations: Vec<(String, String)>,
}

static TABLE: LazyLock<Table> =
    LazyLock::new(|| toml::from_str(include_str!("same.toml")).expect("the built-in table is valid"));

/// Every known name, plain, with the key of its actor.
static SAME: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    let mut same = BTreeMap::new();
    for names in &TABLE.same {
        for name in names {
            same.insert(plain(name), plain(&names[0]));
        }
    }
    same
});

/// Returns a name without case, points, hyphens, underscores and doubled spaces.
pub(crate) fn plain(name: &str) -> String {
    static GAPS: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"[.\s\x1c-\x1f_-]+").expect("the pattern is fixed"));
    // Python's casefold, as far as names need it
    let folded = name.to_lowercase().replace('ß', "ss").replace('ς', "σ");
    let folded = folded.replace('’', "'").replace("u.s.", "us").replace("u.n.", "un").replace("e.u.", "eu");
    GAPS.replace_all(&folded, " ").trim().to_owned()
}

/// Says whether a plain name is in the table.
pub(crate) fn is_known(name: &str) -> bool {
    SAME.contains_key(&plain(name))
}

/// Says whether two names are equal, or known names of one actor; unknown names may be merely alike.
pub(crate) fn same_name(a: &str, b: &str) -> bool {
    let (a, b) = (plain(a), plain(b));
    if a.is_empty() || b.is_empty() {
        return false;
    }
    match (SAME.get(&a), SAME.get(&b)) {
        (Some(a), Some(b)) => a == b,
        (None, None) => a == b || alike(&a, &b) >= 0.5,
        _ => a == b,
    }
}

/// Returns every id, name and text in a value, as strings.
pub(crate) fn names_of(value: &Value) -> Vec<String> {
    match value {
        Value::Object(fields) => ["id", "actor", "name", "text"]
            .iter()
            .filter_map(|key| fields.get(*key))
            .filter(|value| truthy(value))
            .map(as_words)
            .collect(),
        Value::Array(items) => items.iter().flat_map(names_of).collect(),
        value if truthy(value) => vec![as_words(value)],
        _ => Vec::new(),
    }
}

/// Returns the members of a set, given as a list or under `members`; anything else alone.
pub(crate) fn members(value: &Value) -> Vec<Value> {
    match value {
        Value::Object(_) => match list(value, "members") {
            [] => vec![value.clone()],
            own => own.to_vec(),
        },
        Value::Array(items) if !items.is_empty() => items.clone(),
        other => vec![other.clone()],
    }
}

/// Returns the usual name of a relation.
pub(crate) fn relation_name(name: &str) -> String {
    let name = plain(name);
    TABLE
        .relations
        .iter()
        .find(|(part, _)| name.contains(part))
        .map_or(name, |(_, relation)| relation.clone())
}

/// Returns the usual word for what an event does to a relation.
pub(crate) fn change_name(change: &str) -> String {
    let change = plain(change);
    match change.as_str() {
        "start" | "starts" | "begins" => "starts".to_owned(),
        "end" | "ends" => "ends".to_owned(),
        "" | "none" | "holds" | "continues" => "none".to_owned(),
        _ => change,
    }
}

/// The four axes of an event; what it lacks is positive, asserted, not background, not denied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Axes {
    /// `asserted`, `announced` …
    pub modality: String,
    /// `positive` or `negative`.
    pub polarity: String,
    /// Older than the news.
    pub background: bool,
    /// Rejected by somebody.
    pub denied: bool,
}

/// Returns the axes of a system's or gold's event.
pub(crate) fn axes_of(event: &Value) -> Axes {
    static DENIES: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\b(deni|deny|reject|refut)").expect("the pattern is fixed"));
    let or = |words: String, other: &str| if words.is_empty() { other.to_owned() } else { words };
    let said = or(plain(text(event, "modality")), "asserted");
    let stance = event.get("stance").map(names_of).unwrap_or_default().join(" ");
    let background = said == "background";
    let denied = said == "denied";
    Axes {
        modality: if background { "asserted".to_owned() } else { said },
        polarity: or(plain(text(event, "polarity")), "positive"),
        background: crate::eval::text::flag(event, "background") || background,
        denied: crate::eval::text::flag(event, "denied_by_source")
            || denied
            || DENIES.is_match(&plain(&stance)),
    }
}

fn truthy(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => false,
        Value::String(words) => !words.is_empty(),
        Value::Array(items) => !items.is_empty(),
        Value::Object(fields) => !fields.is_empty(),
        _ => true,
    }
}

fn as_words(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(a: &str, b: &str, same: bool) {
        assert_eq!(same_name(a, b), same, "{a} / {b}");
        assert_eq!(same_name(b, a), same, "{b} / {a}");
    }

    #[test]
    fn known_names_are_never_matched_by_likeness() {
        check("PRK", "North Korea", true);
        check("North Korea", "South Korea", false);
        check("DPR", "DPRK", false);
        check("U.S.", "United States", true);
        check("the ministry", "Ministry of Trade", true);
        check("", "", false);
    }

    #[test]
    fn relations_are_known_by_their_parts() {
        assert_eq!(relation_name("has relations with"), "diplomatic_relations");
        assert_eq!(relation_name("recognizes"), "recognises");
        assert_eq!(change_name("holds"), "none");
    }
}
