//! Tables of event types and relations, from `data/frames`.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::page;

/// The files in the order of the pages.
const FILES: &[&str] = &["relations", "cooperation", "conflict", "everyday"];

#[derive(Debug, Deserialize)]
struct File {
    #[serde(default)]
    frame: Vec<Frame>,
    #[serde(default)]
    classes: BTreeMap<String, String>,
}

#[derive(Debug, Deserialize)]
struct Frame {
    name: String,
    #[serde(rename = "type")]
    plover: Option<String>,
    mode: Option<String>,
    cameo: Option<String>,
    relation: Option<String>,
    #[serde(default)]
    verbs: Vec<String>,
    #[serde(default)]
    nouns: Vec<String>,
    #[serde(default)]
    adjectives: Vec<String>,
}

fn frames() -> anyhow::Result<Vec<Frame>> {
    let mut all = Vec::new();
    for name in FILES {
        all.extend(super::table::<File>(&format!("frames/{name}.toml"))?.frame);
    }
    Ok(all)
}

/// Returns the table of all types: modes, codes, and how many patterns each has.
pub(super) fn types() -> anyhow::Result<String> {
    let frames = frames()?;
    let names: BTreeSet<&str> = frames.iter().filter_map(|frame| frame.plover.as_deref()).collect();
    let rows = names.into_iter().map(|name| {
        let own: Vec<&Frame> = frames.iter().filter(|frame| frame.plover.as_deref() == Some(name)).collect();
        let distinct = |part: fn(&Frame) -> Option<&str>| {
            let set: BTreeSet<&str> = own.iter().filter_map(|frame| part(frame)).collect();
            if set.is_empty() { "–".to_owned() } else { set.into_iter().collect::<Vec<_>>().join(", ") }
        };
        let n_patterns: usize =
            own.iter().map(|frame| frame.verbs.len() + frame.nouns.len() + frame.adjectives.len()).sum();
        vec![
            format!("[{name}](#{})", name.to_lowercase()),
            distinct(|frame| frame.mode.as_deref()),
            distinct(|frame| frame.cameo.as_deref()),
            own.len().to_string(),
            n_patterns.to_string(),
        ]
    });
    Ok(page::table(&["type", "modes", "CAMEO codes", "frames", "patterns"], &rows.collect::<Vec<_>>()))
}

/// Returns the frames of a PLOVER type.
pub(super) fn of_type(plover: &str) -> anyhow::Result<String> {
    let frames = frames()?;
    let own: Vec<&Frame> = frames.iter().filter(|frame| frame.plover.as_deref() == Some(plover)).collect();
    anyhow::ensure!(!own.is_empty(), "no frame of `data/frames` has the type `{plover}`");
    let rows = own.into_iter().map(|frame| {
        vec![
            format!("`{}`", frame.name),
            frame.mode.clone().unwrap_or_else(|| "–".to_owned()),
            frame.cameo.clone().unwrap_or_else(|| "–".to_owned()),
            words(&frame.verbs),
            nouns(frame),
        ]
    });
    Ok(page::table(&["frame", "mode", "CAMEO", "verbs", "nouns and adjectives"], &rows.collect::<Vec<_>>()))
}

/// Returns the frames without a type.
pub(super) fn untyped() -> anyhow::Result<String> {
    let frames = frames()?;
    let rows = frames.iter().filter(|frame| frame.plover.is_none()).map(|frame| {
        let relation = frame.relation.as_deref().map_or_else(|| "–".to_owned(), change);
        vec![format!("`{}`", frame.name), relation, words(&frame.verbs), nouns(frame)]
    });
    Ok(page::table(&["frame", "relation", "verbs", "nouns"], &rows.collect::<Vec<_>>()))
}

/// Returns the table of relations with the frames that start, end or tell them.
pub(super) fn relations() -> anyhow::Result<String> {
    let frames = frames()?;
    let named = |frame: &Frame| {
        let (name, change) = frame.relation.as_deref()?.split_once(' ')?;
        Some((name.to_owned(), change.to_owned()))
    };
    let all: BTreeSet<String> = frames.iter().filter_map(named).map(|(name, _)| name).collect();
    let mut rows = Vec::new();
    for relation in &all {
        for (change, shown) in [("starts", "starts"), ("ends", "ends"), ("none", "holds")] {
            let own = frames
                .iter()
                .filter(|frame| named(frame).is_some_and(|(name, own)| name == *relation && own == change));
            for frame in own {
                rows.push(vec![
                    format!("`{relation}`"),
                    shown.to_owned(),
                    format!("`{}`", frame.name),
                    words(&frame.verbs),
                    nouns(frame),
                ]);
            }
        }
    }
    Ok(page::table(&["relation", "change", "frame", "verbs", "nouns"], &rows))
}

/// Returns the classes of nouns that patterns name.
pub(super) fn classes() -> anyhow::Result<String> {
    let mut all: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for name in FILES.iter().chain(&["words"]) {
        for (class, words) in super::table::<File>(&format!("frames/{name}.toml"))?.classes {
            all.entry(class).or_default().extend(words.split_whitespace().map(|word| word.replace('_', " ")));
        }
    }
    let rows = all.into_iter().map(|(class, words)| {
        let words: Vec<String> = words.into_iter().collect();
        let shown = if words.is_empty() { "any known actor".to_owned() } else { words.join(", ") };
        vec![format!("*{class}*"), shown]
    });
    Ok(page::table(&["class", "nouns"], &rows.collect::<Vec<_>>()))
}

fn change(relation: &str) -> String {
    match relation.split_once(' ') {
        Some((name, "none")) => format!("`{name}` holds"),
        Some((name, change)) => format!("`{name}` {change}"),
        None => relation.to_owned(),
    }
}

fn nouns(frame: &Frame) -> String {
    let both: Vec<String> = frame.nouns.iter().chain(&frame.adjectives).cloned().collect();
    words(&both)
}

/// Returns patterns as a person reads them; the slots of their arguments are left out.
fn words(patterns: &[String]) -> String {
    let shown: Vec<String> = patterns.iter().map(|pattern| readable(pattern)).collect();
    if shown.is_empty() { "–".to_owned() } else { shown.join("; ") }
}

/// `cut|cut_off @relations R=with` → "cut/cut off + *relations*".
fn readable(pattern: &str) -> String {
    let mut parts = pattern.split_whitespace();
    let mut shown = parts.next().unwrap_or_default().replace('_', " ").replace('|', "/");
    // a class stands in italics, single words as they are
    let set = |nouns: &str| {
        if nouns.contains('|') { nouns.replace('|', "/") } else { format!("*{nouns}*") }
    };
    let mut notes: Vec<String> = Vec::new();
    for part in parts {
        match part {
            "+comp" => shown.push_str(" + verb"),
            "+pass" => notes.push("only passive".to_owned()),
            "-pass" => notes.push("not passive".to_owned()),
            "-obj" => notes.push("no object".to_owned()),
            "-pred" | "recip" | "coll" => {}
            "carried" => notes.push("carried by a verb".to_owned()),
            _ => {
                if let Some(words) = part.strip_prefix("has=") {
                    notes.push(format!("with {}", words.replace('|', "/")));
                } else if let Some(preposition) = part.strip_prefix("behind=") {
                    shown = format!("{preposition} {shown}");
                } else if let Some(nouns) = part.strip_prefix("!@") {
                    notes.push(format!("not {}", set(nouns)));
                } else if let Some((preposition, nouns)) =
                    part.split_once('@').filter(|_| !part.contains('='))
                {
                    let nouns = if nouns.is_empty() { "…".to_owned() } else { set(nouns) };
                    let lead =
                        if preposition.is_empty() { " +".to_owned() } else { format!(" {preposition}") };
                    shown.push_str(&format!("{lead} {nouns}"));
                }
            }
        }
    }
    if notes.is_empty() { shown } else { format!("{shown} ({})", notes.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_read_well() {
        let check = |pattern: &str, expected: &str| assert_eq!(readable(pattern), expected);
        check("cut|cut_off @relations R=with,owner", "cut/cut off + *relations*");
        check("agree to@ceasefire R=with", "agree to *ceasefire*");
        check("charge with@ A=subj R=obj", "charge with …");
        check("vote has=against +comp R=comp", "vote + verb (with against)");
        check("war behind=at A=subj R=with coll", "at war");
        check("quit -obj S=subj O=as", "quit (no object)");
        check("resign R=from", "resign");
    }
}
