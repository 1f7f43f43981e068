//! One line for an event: who does what to whom, in the words of the report that tells it best, or in those of its
//! frame where all who take part are known.
//!
//! An event has many statements in many reports. Each gives a line, nearly in its report's words ([`clause`]) with the
//! verb in the present ([`verb`]); each line is judged ([`sound`]); of the sound ones that is taken which tells most of
//! what the others tell too. An event that only nouns tell is told by a noun ([`nominal`]).

mod clause;
mod names;
mod nominal;
mod phrase;
mod sound;
mod subject;
mod syntax;
#[cfg(test)]
mod tests;
mod verb;

use std::collections::BTreeMap;

use tidings_extract::Modality;
use tidings_text::wire;

use self::clause::Line;
use super::Context;
use super::draft::Draft;
use super::merge::statement;
use crate::events::Claim;
use crate::knowledge::telling;
use crate::passages::words;
use crate::told::Field;

/// What a line of a frame's own words counts beside lines in the words of reports.
const GLOSS_FITNESS: f64 = 7.5;
/// Words up to which a report's line is as good to read as a frame's own.
const SHORT: usize = 10;
/// Sentences that count as a report's lead.
const LEAD_SENTENCES: usize = 4;

/// An event in one line.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Summary {
    /// The line.
    pub(super) text: String,
    /// Whether it says something to a reader who has nothing else: no pronoun, no verb without what it needs.
    pub(super) whole: bool,
    /// Whether a verb tells it.
    pub(super) verbal: bool,
}

/// Returns an event's summary.
pub(super) fn summary(context: &Context<'_>, draft: &Draft) -> Summary {
    // The main happening is what happened, before whom it hurt.
    let is_act =
        |claim: &Claim| context.happening.is_some_and(|happening| happening.is_act(claim.at) && claim.verb);
    let by_act = draft.main && draft.affirmed.iter().any(is_act);
    let told: Vec<&Claim> = draft.affirmed.iter().filter(|claim| !by_act || is_act(claim)).collect();
    let best = |make: &dyn Fn(&Claim) -> Option<Line>| {
        told.iter()
            .filter_map(|&claim| {
                let line = make(claim)?;
                Some((fitness(context, draft, claim, &line), claim.at, line))
            })
            .max_by(|one, other| one.0.total_cmp(&other.0).then(other.1.cmp(&one.1)))
    };
    let verbal = best(&|claim| clause::clause(context, draft, claim));
    let sound = |line: &Line| sound::weight(&line.faults) < 1.0;
    let fixed = draft.recipients.is_empty() || known(context, &draft.recipients);
    let own = gloss(context, draft);
    let (found, told_well) = match verbal {
        Some((fitness, _, line)) if sound(&line) => {
            let well = fitness > GLOSS_FITNESS && line.text.split_whitespace().count() <= SHORT;
            (Some(line.text), own.is_none() || well || !fixed)
        }
        Some((_, _, line)) => (Some(line.text), false),
        None => (None, false),
    };
    match (found, own) {
        (Some(line), _) if told_well => Summary::of(&line, true, true),
        (_, Some(own)) => Summary::of(&own, true, true),
        (found, None) => match best(&|claim| nominal::nominal(context, draft, claim)) {
            Some((_, _, line)) if sound(&line) && draft.plover.is_some() => {
                Summary::of(&line.text, true, false)
            }
            noun => {
                let line = found.or(noun.map(|(_, _, line)| line.text));
                Summary::of(&line.unwrap_or_else(|| bare(draft)), false, false)
            }
        },
    }
}

impl Summary {
    fn of(line: &str, whole: bool, verbal: bool) -> Self {
        Self { text: capitalise(line), whole: whole && line.contains(' '), verbal }
    }
}

/// How well a claim's words make a line: sound English first, then how much of the event it tells, and how.
fn fitness(context: &Context<'_>, draft: &Draft, claim: &Claim, line: &Line) -> f64 {
    let flag = |value: bool| f64::from(u8::from(value));
    let Some(statement) = statement(context.reports, claim.at) else { return 0.0 };
    let n_words = line.text.split_whitespace().count() as f64;
    let lower = line.text.to_lowercase();
    let names = |name: &str| {
        name.split_whitespace()
            .map(words::fold)
            .filter(|word| !words::is_function(word))
            .any(|word| lower.contains(&word))
    };
    let share = |parties: &[wire::ActorName]| {
        let n_named = parties.iter().filter(|party| names(&party.name)).count();
        if parties.is_empty() { 0.5 } else { n_named as f64 / parties.len() as f64 }
    };
    let asserted = matches!(statement.modality, Modality::Asserted | Modality::Announced);
    8.0 * (1.0 - sound::weight(&line.faults).min(2.0))
        + 1.5 * share(&draft.actors)
        + 1.5 * share(&draft.recipients)
        + 0.5 * flag(draft.place.as_ref().is_some_and(|place| names(&place.name)))
        + 3.0 * closeness(draft, claim, line)
        + 1.5 * agreement(draft, claim)
        + flag(statement.frame == draft.frame)
        + 0.7 * flag(asserted)
        + 0.7 * flag(claim.said)
        + flag(claim.at.field == Field::Title)
        + 0.4 * flag(claim.at.field == Field::Text && claim.sentence < LEAD_SENTENCES)
        - 0.1 * (n_words - 11.0).abs()
        - 0.6 * flag(lower.split_whitespace().any(|word| telling().holds("vague_nouns", word)))
}

/// Returns the mean share of a line's content words that the event's other statements have in their sentences.
fn closeness(draft: &Draft, claim: &Claim, line: &Line) -> f64 {
    let others: Vec<&Claim> = draft.affirmed.iter().filter(|other| other.at != claim.at).collect();
    if others.is_empty() || line.content.is_empty() {
        return 0.0;
    }
    let shared = |other: &&Claim| {
        let own = words::hash(&other.lemma);
        let has = |term: &&u64| {
            **term == own || other.context.binary_search_by_key(*term, |(term, _)| *term).is_ok()
        };
        line.content.iter().filter(has).count() as f64 / line.content.len() as f64
    };
    others.iter().map(shared).sum::<f64>() / others.len() as f64
}

/// Returns the share of the event's other statements whose subject shares a word with this one's.
fn agreement(draft: &Draft, claim: &Claim) -> f64 {
    let others: Vec<&Claim> = draft
        .affirmed
        .iter()
        .filter(|other| other.at != claim.at && !other.subject_words.is_empty())
        .collect();
    if others.is_empty() {
        return 0.0;
    }
    let n_same = others.iter().filter(|other| !other.subject_words.is_disjoint(&claim.subject_words)).count();
    n_same as f64 / others.len() as f64
}

/// Says whether all of these are fixed actors, and at least one.
fn known(context: &Context<'_>, names: &[wire::ActorName]) -> bool {
    !names.is_empty()
        && names.iter().all(|name| context.knowledge.actors.get(&name.id.as_str().into()).is_some())
}

/// Returns the line of the frame's own words, where all who take part are known to the tables.
fn gloss(context: &Context<'_>, draft: &Draft) -> Option<String> {
    let gloss = context.knowledge.frames.gloss(&draft.frame)?;
    if !known(context, &draft.actors) {
        return None;
    }
    let recipients: Vec<wire::ActorName> = draft
        .recipients
        .iter()
        .filter(|recipient| draft.actors.iter().all(|actor| actor.id != recipient.id))
        .cloned()
        .collect();
    let (fixed, joint) = gloss
        .split_once('[')
        .map_or((gloss, ""), |(fixed, rest)| (fixed.trim_end(), rest.trim_end_matches(']')));
    let needs_recipients = joint.is_empty();
    // "The attack" may stand in for a name; a pronoun may not.
    let plain = recipients.iter().all(|party| {
        party.name.split_whitespace().count() <= 5
            && !names::has_pronoun(&party.name)
            && !sound::has_residue(&party.name)
    });
    let usable = known(context, &recipients) || recipients.len() == 1 && plain;
    if needs_recipients && !usable {
        return None;
    }
    let (lemma, rest) = fixed.split_once(' ').unwrap_or((fixed, ""));
    let plural = draft.actors.len() > 1;
    let verb = active(lemma, plural, modality(context, draft)?, draft.negative);
    let towards = if recipients.is_empty() { "" } else { joint };
    let parts =
        [joined_names(&draft.actors), verb, rest.to_owned(), towards.to_owned(), joined_names(&recipients)];
    Some(parts.iter().filter(|part| !part.is_empty()).map(String::as_str).collect::<Vec<_>>().join(" "))
}

/// Returns how most statements say it, the first of equals.
fn modality(context: &Context<'_>, draft: &Draft) -> Option<Modality> {
    let mut counts: BTreeMap<&str, (usize, Modality)> = BTreeMap::new();
    let all = draft.affirmed.iter().filter_map(|claim| statement(context.reports, claim.at));
    let mut order = Vec::new();
    for statement in all {
        let name = statement.modality.as_str();
        let entry = counts.entry(name).or_insert((0, statement.modality));
        entry.0 += 1;
        if entry.0 == 1 {
            order.push(name);
        }
    }
    let most = counts.values().map(|(count, _)| *count).max()?;
    order.into_iter().find(|name| counts[name].0 == most).map(|name| counts[name].1)
}

/// Returns the line of an event of which no report gives a usable clause.
fn bare(draft: &Draft) -> String {
    let what = draft.frame.replace('-', " ");
    let who = joined_names(&draft.actors);
    let whom = joined_names(&draft.recipients);
    [who, what, whom].iter().filter(|part| !part.is_empty()).map(String::as_str).collect::<Vec<_>>().join(" ")
}

fn active(lemma: &str, plural: bool, modality: Modality, negative: bool) -> String {
    let be = if plural { "are" } else { "is" };
    match modality {
        Modality::Planned if negative => format!("{be} not to {lemma}"),
        Modality::Planned => format!("{be} to {lemma}"),
        Modality::Threatened => format!("{} to {lemma}", if plural { "threaten" } else { "threatens" }),
        Modality::Demanded => format!("{be} called on to {lemma}"),
        Modality::Possible => format!("may {lemma}"),
        _ if negative => format!("{} not {lemma}", if plural { "do" } else { "does" }),
        _ if plural => {
            if lemma == "be" {
                "are".to_owned()
            } else {
                lemma.to_owned()
            }
        }
        _ => verb::third_person(lemma),
    }
}

fn joined_names(actors: &[wire::ActorName]) -> String {
    let names: Vec<&str> = actors.iter().map(|actor| actor.name.as_str()).collect();
    match names.as_slice() {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., last] if names.len() <= 4 => format!("{} and {last}", first.join(", ")),
        [..] => format!("{} and {} more", names[..3].join(", "), names.len() - 3),
    }
}

fn capitalise(line: &str) -> String {
    let mut chars = line.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
