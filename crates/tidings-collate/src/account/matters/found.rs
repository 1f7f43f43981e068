//! Values where they stand in a text: numbers, days, directions, places, nationalities, and how far what a verb tells has come.

use std::collections::BTreeSet;

use tidings_extract::times::interval;
use tidings_extract::{Amount, AmountKind, Modality, Polarity, Stance, Statement, TimeKind, find_amounts};
use tidings_nlp::Doc;
use tidings_text::Span;

use super::surroundings::{reach, stem};
use super::values::{Stage, Value};
use crate::passages::words;
use crate::told::{Field, Told};

/// Most tokens of a clause that is shown.
const MOST_TOKENS: usize = 18;

/// A value where it stands.
pub(super) struct Found {
    pub(super) value: Value,
    pub(super) span: Span,
    pub(super) text: String,
    /// The token that stands for it in the parse.
    pub(super) head: usize,
}

/// Lists the values of a text, kind by kind.
pub(super) fn found(told: &Told, field: Field, doc: &Doc) -> Vec<Found> {
    let mut all = numbers(told, field, doc);
    all.extend(days(told, field, doc));
    all.extend(directions(doc));
    all.extend(places(doc));
    all.extend(origins(doc));
    all.extend(stages(told, field, doc));
    all
}

/// Numbers, but for the figures of those who suffered, which are slots of the happening.
fn numbers(told: &Told, field: Field, doc: &Doc) -> Vec<Found> {
    let figures = &told.found(field).quantities;
    let told_there =
        ["killed", "injured", "missing", "shot", "in_hospital", "killed_overall", "injured_overall"];
    let is_figure = |amount: &Amount| {
        matches!(amount.kind, AmountKind::People(_) | AmountKind::Things(_))
            && figures
                .iter()
                .any(|one| told_there.contains(&one.role.as_str()) && one.span.overlaps(amount.span))
    };
    find_amounts(doc, told.report().date())
        .into_iter()
        .filter(|amount| !is_figure(amount))
        .map(|amount| Found {
            span: amount.span,
            text: amount.text.clone(),
            head: amount.head,
            value: Value::Amount(amount),
        })
        .collect()
}

/// Days of the calendar, to the day.
fn days(told: &Told, field: Field, doc: &Doc) -> Vec<Found> {
    let times = told.found(field).times.iter().filter(|time| time.kind == TimeKind::Date);
    times
        .filter_map(|time| {
            let (first, last) = interval(&time.value).filter(|(first, last)| first == last)?;
            let words = time.span.of(doc.text()).replace('\n', " ");
            // "On Tuesday" alone tells a reader of two papers nothing.
            let dated = words.contains(|c: char| c.is_ascii_digit());
            let text = if dated { words } else { format!("{words} ({first})") };
            let tokens = doc.tokens_in(time.span);
            let head =
                tokens.clone().find(|&token| doc.head(token).is_none_or(|head| !tokens.contains(&head)))?;
            Some(Found { value: Value::Day(first, last), span: time.span, text, head })
        })
        .collect()
}

/// "150 miles east of Aden".
fn directions(doc: &Doc) -> Vec<Found> {
    let sides = ["north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest"];
    let found = (0..doc.len()).filter_map(|token| {
        let lower = doc.lower(token).replace('-', "");
        let side = sides.iter().find(|side| **side == lower)?;
        let of = doc.child(token, "prep").filter(|&of| doc.lower(of) == "of")?;
        let end = doc.subtree_range(of).end.min(of + 5);
        let span = doc.span(token..end);
        let text = span.of(doc.text()).replace('\n', " ");
        Some(Found { value: Value::Direction((*side).to_owned()), span, text, head: token })
    });
    found.collect()
}

/// Named places in which, at which or to which something is told to happen.
fn places(doc: &Doc) -> Vec<Found> {
    let named = doc.entities().iter().filter(|entity| matches!(&*entity.label, "GPE" | "LOC" | "FAC"));
    let found = named.filter_map(|entity| {
        let tokens = entity.start..entity.end;
        let head =
            tokens.clone().find(|&token| doc.head(token).is_none_or(|head| !tokens.contains(&head)))?;
        let by = doc.head(head).filter(|_| &*doc.tokens()[head].dep == "pobj")?;
        let preposition = doc.lower(by);
        let where_to = ["in", "at", "near", "outside", "inside", "off", "to", "from", "into"];
        if !where_to.contains(&preposition.as_str()) {
            return None;
        }
        let span = doc.span(by..entity.end);
        let text = span.of(doc.text()).replace('\n', " ");
        let words = tokens.map(|token| words::fold(doc.word(token))).filter(|word| !words::is_function(word));
        let value = Value::Place(words.collect(), preposition, entity.label.to_string());
        Some(Found { value, span, text, head })
    });
    found.collect()
}

/// "Somali pirates": of which nation those are whom a noun names.
fn origins(doc: &Doc) -> Vec<Found> {
    let nations = doc.entities().iter().filter(|entity| &*entity.label == "NORP");
    let mut found: Vec<Found> = Vec::new();
    for entity in nations {
        let last = entity.end.saturating_sub(1);
        let Some(noun) = doc.head(last) else { continue };
        let before = noun > last && &*doc.tokens()[noun].pos == "NOUN";
        if !before || !matches!(&*doc.tokens()[last].dep, "amod" | "compound" | "nmod") {
            continue;
        }
        let nation: String = stem(doc, last).chars().take(5).collect();
        if let Some(Found { value: Value::Origin(nations, _), .. }) =
            found.last_mut().filter(|one| one.head == noun)
        {
            nations.insert(nation);
            continue;
        }
        let span = doc.span(entity.start..noun + 1);
        let text = span.of(doc.text()).replace('\n', " ");
        let value = Value::Origin(BTreeSet::from([nation]), stem(doc, noun));
        found.push(Found { value, span, text, head: noun });
    }
    found
}

/// What verbs with a subject tell as done, planned, denied or open.
fn stages(told: &Told, field: Field, doc: &Doc) -> Vec<Found> {
    let statements = told.found(field).statements.iter();
    statements
        .filter(|statement| !statement.saying && !statement.background)
        .filter_map(|statement| {
            let stage = stage(doc, statement)?;
            let span = doc.span(clause(doc, statement.head));
            let text = span.of(doc.text()).replace('\n', " ");
            Some(Found { value: Value::Stage(stage), span, text, head: statement.head })
        })
        .collect()
}

/// Returns how far a statement says that its verb has come, where its own words say so.
fn stage(doc: &Doc, statement: &Statement) -> Option<Stage> {
    let verb = statement.head;
    let subject = doc.child(verb, "nsubj").or_else(|| doc.child(verb, "nsubjpass"));
    if doc.tokens().get(verb).is_none_or(|token| &*token.pos != "VERB") {
        return None;
    }
    let auxiliary = |words: &[&str]| {
        let mut children = doc.children(verb).filter(|&child| doc.tokens()[child].dep.starts_with("aux"));
        children.any(|child| words.contains(&doc.lower(child).as_str()))
    };
    let plans = [
        "plan", "intend", "expect", "agree", "promise", "threaten", "propose", "vow", "hope", "decide",
        "want",
    ];
    let supposed = doc.children(verb).any(|child| {
        &*doc.tokens()[child].dep == "mark"
            && matches!(doc.lower(child).as_str(), "if" | "unless" | "whether")
    });
    if supposed {
        return None;
    }
    let planned = auxiliary(&["will", "would", "shall", "'ll"])
        || &*doc.tokens()[verb].dep == "xcomp"
            && doc.head(verb).is_some_and(|above| plans.contains(&doc.tokens()[above].lemma.as_str()));
    if statement.polarity == Polarity::Negative || statement.stance == Stance::Denies {
        return subject.map(|_| Stage::Denied);
    }
    if planned {
        return Some(Stage::Ahead);
    }
    let finite = subject.is_some() && !auxiliary(&["to", "may", "might", "could", "should", "must", "can"]);
    match statement.modality {
        Modality::Asserted | Modality::Announced if finite => Some(Stage::Done),
        Modality::Possible | Modality::Alleged if subject.is_some() => Some(Stage::Open),
        _ => None,
    }
}

/// Returns the words of a verb's clause that stand together round it.
fn clause(doc: &Doc, verb: usize) -> std::ops::Range<usize> {
    let own = reach(doc, verb);
    let mark = |token: usize| {
        matches!(doc.word(token), "," | ";" | "." | "“" | "”" | "\"" | ":" | "—" | "–" | "(" | ")")
    };
    let first = verb.saturating_sub(MOST_TOKENS / 2);
    let start =
        (first..verb).rev().take_while(|&token| own.contains(&token) && !mark(token)).last().unwrap_or(verb);
    let end = (verb + 1..(start + MOST_TOKENS).min(doc.len()))
        .take_while(|&token| own.contains(&token) && !mark(token))
        .last()
        .map_or(verb + 1, |token| token + 1);
    start..end
}
