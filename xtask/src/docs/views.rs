//! What `tidings extract` prints, in short forms for a page. Every item that the command prints is shown, except where a
//! function says what it leaves out.

use std::collections::BTreeSet;

use tidings_text::wire::{ChainLink, Event, Extraction, OneOrMany, Participant, Range, Relation};

const NOTHING: &str = "(nothing)";

fn slice(text: &str, start: usize, end: usize) -> String {
    text.chars().skip(start).take(end.saturating_sub(start)).collect()
}

/// Events, a line each: trigger, type with mode and code, who → whom, times, modality, relation.
///
/// Leaves out acts of saying without a type, which the chains show.
pub(super) fn events(found: &Extraction, text: &str) -> String {
    let cues: BTreeSet<Range> = found.attributions.iter().flat_map(|one| one.cue.iter().copied()).collect();
    let is_saying = |event: &Event| {
        let has_frame = event.kind.is_some() || event.mode.is_some() || event.cameo.is_some();
        !has_frame && event.relation.is_none() && cues.contains(&[event.start, event.end])
    };
    or_nothing(found.events.iter().filter(|event| !is_saying(event)).map(|event| event_line(event, text)))
}

fn event_line(event: &Event, text: &str) -> String {
    let kind = event.kind.as_deref().unwrap_or("no type");
    let kind = event.mode.as_deref().map_or_else(|| kind.to_owned(), |mode| format!("{kind} {mode}"));
    let code = event.cameo.as_deref().map_or_else(String::new, |code| format!(" {code}"));
    let mut parts = vec![format!("{}: {kind}{code}", slice(text, event.start, event.end))];
    let arrow = if event.reciprocal { "↔" } else { "→" };
    let who = |all: &[Participant]| {
        let names: Vec<&str> = all.iter().map(|one| one.name.as_deref().unwrap_or(&one.text)).collect();
        if names.is_empty() { "?".to_owned() } else { names.join(", ") }
    };
    if !event.actors.is_empty() || !event.recipients.is_empty() {
        parts.push(format!("{} {arrow} {}", who(&event.actors), who(&event.recipients)));
    }
    if let Some(place) = &event.place {
        parts.push(format!("in {}", place.name.as_deref().unwrap_or(&place.text)));
    }
    parts.extend(event.times.iter().map(|time| format!("{} {}", time.role, time.value)));
    parts.push(event.modality.clone());
    if event.polarity != "positive" {
        parts.push(event.polarity.clone());
    }
    if event.background {
        parts.push("background".to_owned());
    }
    if event.stance != "affirms" {
        parts.push(format!("source {}", event.stance));
    }
    parts.extend(event.relation.as_ref().map(relation));
    parts.join(" | ")
}

/// Relations, a line each; events without one are left out.
pub(super) fn relations(found: &Extraction, text: &str) -> String {
    or_nothing(found.events.iter().filter_map(|event| {
        let relation = relation(event.relation.as_ref()?);
        let negative = if event.polarity == "positive" { "" } else { " | negative" };
        Some(format!("{}: {relation} | {}{negative}", slice(text, event.start, event.end), event.modality))
    }))
}

fn relation(relation: &Relation) -> String {
    let side = |side: &OneOrMany| match side {
        OneOrMany::One(one) => one.name.clone(),
        OneOrMany::Many(many) => many.iter().map(|one| one.name.as_str()).collect::<Vec<_>>().join(", "),
    };
    let change = match relation.change.as_str() {
        "none" => "holds",
        change => change,
    };
    format!("{} {}({}; {})", change, relation.relation, side(&relation.subject), side(&relation.object))
}

/// Times: words, type, value.
pub(super) fn times(found: &Extraction, text: &str) -> Vec<Vec<String>> {
    let row = |words: String, kind: &str, value: &str| vec![words, kind.to_owned(), format!("`{value}`")];
    let rows: Vec<Vec<String>> = found
        .times
        .iter()
        .map(|time| row(slice(text, time.start, time.end), &time.kind, &time.value))
        .collect();
    if rows.is_empty() { vec![vec![NOTHING.to_owned(), "–".to_owned(), "–".to_owned()]] } else { rows }
}

/// Attributions with their chains, nearest link first.
pub(super) fn chains(found: &Extraction, text: &str) -> String {
    let words = |ranges: &[Range]| {
        let parts: Vec<String> = ranges.iter().map(|[start, end]| slice(text, *start, *end)).collect();
        parts.join(" … ")
    };
    let link = |link: &ChainLink| {
        let actor = link.actor.as_ref().map_or_else(String::new, |actor| format!(", {actor}"));
        format!("{} ({}{actor})", link.text, link.kind)
    };
    or_nothing(found.attributions.iter().map(|one| {
        let chain: Vec<String> = one.chain.iter().map(link).collect();
        let chain = match (chain.as_slice(), one.source.as_slice()) {
            ([], []) => "no source named".to_owned(),
            ([], source) => format!("{} (no chain)", words(source)),
            _ => chain.join(" ← "),
        };
        format!("“{}” | {} | {} {} | {chain}", words(&one.content), words(&one.cue), one.quoted, one.kind)
    }))
}

/// Mentions: words, actor, kind, and whether it acts.
pub(super) fn actors(found: &Extraction, text: &str) -> String {
    or_nothing(found.mentions.iter().map(|mention| {
        let words = slice(text, mention.start, mention.end);
        let actor = match (&mention.actor, mention.members.as_slice()) {
            (_, [_, ..]) => mention.members.join(" + "),
            (Some(actor), _) => actor.clone(),
            (None, _) => "no actor".to_owned(),
        };
        let acts = if mention.acts { "acts" } else { "named" };
        let anaphor = if mention.anaphor { ", refers back" } else { "" };
        format!("{words}: {actor} | {} | {} | {acts}{anaphor}", mention.name, mention.kind)
    }))
}

fn or_nothing(lines: impl Iterator<Item = String>) -> String {
    let lines: Vec<String> = lines.collect();
    if lines.is_empty() { NOTHING.to_owned() } else { lines.join("\n") }
}
