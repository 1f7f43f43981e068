//! What reports give for each part of an event: when, where, to whom, how many, whether at all.

use std::collections::BTreeSet;

use tidings_extract::times::interval;
use tidings_extract::{Modality, TimeRole};
use tidings_text::wire;

use super::Context;
use super::draft::Draft;
use super::merge::statement;
use super::rank::rank;
use crate::events::{Claim, Party, StatementAt};
use crate::origins::{Count, Ends, Support, count};
use crate::readings::{Content, Known, Value, number_words, slot};

/// Roles of quantities that count victims: they grow as a story goes on.
const VICTIMS: &[&str] = &[
    "killed",
    "injured",
    "missing",
    "hospitalised",
    "in_hospital",
    "displaced",
    "seriously_injured",
    "critical",
];

/// Words that call a state passing.
const PASSING: &[&str] = &["yet to", "not yet", "so far", "as yet", "no immediate", "not immediately"];

/// Returns the slots of an event, in a fixed order.
pub(super) fn slots(
    context: &Context<'_>,
    ends: &mut Ends<'_>,
    draft: &Draft,
    parties: &BTreeSet<String>,
    analyses: &BTreeSet<usize>,
    names: &[String],
) -> Vec<wire::Slot> {
    let mut found = Vec::new();
    for (name, values) in values(context, ends, draft) {
        let mut count = |supports: &[Support]| -> Count { count(ends, supports, parties, analyses, names) };
        found.extend(slot(
            &name,
            values,
            &|report| known(context, report),
            &|report| context.id(report),
            &mut count,
        ));
    }
    found
}

fn values(context: &Context<'_>, ends: &mut Ends<'_>, draft: &Draft) -> Vec<(String, Vec<Value>)> {
    let mut support = |at: StatementAt| ends.support(at);
    let mut slots: Vec<(String, Vec<Value>)> = Vec::new();
    let mut push = |name: &str, value: Value| match slots.iter_mut().find(|(other, _)| other == name) {
        Some((_, values)) => values.push(value),
        None => slots.push((name.to_owned(), vec![value])),
    };
    let any_stated = draft.affirmed.iter().any(|claim| claim.date.as_ref().is_some_and(|date| date.stated));
    for claim in &draft.affirmed {
        let Some(statement) = statement(context.reports, claim.at) else { continue };
        let Some(support) = support(claim.at) else { continue };
        let words =
            statement.evidence.of(context.reports[claim.at.report].words(claim.at.field)).to_lowercase();
        let value = |text: String, content: Content| Value {
            text,
            content,
            support: support.clone(),
            evidence: draft.evidence_of(context, claim.at),
            passing: false,
        };
        if let Some(date) = claim.date.as_ref().filter(|date| date.stated || !any_stated) {
            let zone = words.contains("local time");
            let day = date.value.split('T').next().unwrap_or(&date.value);
            push("date", value(day.to_owned(), Content::Days(date.days.0, date.days.1, zone)));
            let clock = date.value.split_once('T').map(|(_, clock)| clock);
            if let Some(clock) = clock.filter(|clock| clock.starts_with(|c: char| c.is_ascii_digit())) {
                push("time", value(clock.to_owned(), Content::Name(BTreeSet::from([clock.to_owned()]))));
            }
        }
        for time in statement.times.iter().filter(|time| time.role == TimeRole::Effective) {
            if let Some((first, last)) = interval(&time.value) {
                push("effective", value(time.value.clone(), Content::Days(first, last, false)));
            }
        }
        if let Some(place) = &claim.location {
            push("place", value(place.name.replace('\n', " "), Content::Place(place.words.clone())));
        }
        if statement.plover.is_some() {
            for party in claim.recipients.iter().filter(|party| !party.ids.is_empty()) {
                push("recipient", value(party_name(context, party), party_content(party)));
            }
        }
        if let Some(rank) = rank(context, claim) {
            push("rank", value(rank.text, Content::Name(rank.words)));
        }
        let found = context.reports[claim.at.report].found(claim.at.field);
        for quantity in
            found.quantities.iter().filter(|quantity| quantity.statement == Some(claim.at.statement))
        {
            // A rank has its reading above, in the words that say among whom.
            if quantity.role == "rank" || (quantity.low.is_none() && quantity.high.is_none()) {
                continue;
            }
            let grows = VICTIMS.contains(&quantity.role.as_str());
            push(
                &quantity.role,
                value(
                    number_words(quantity.low, quantity.high),
                    Content::Number(quantity.low, quantity.high, grows),
                ),
            );
        }
    }
    if !draft.denied.is_empty() {
        let both = draft.affirmed.iter().map(|claim| (claim, !draft.negative));
        for (claim, happened) in both.chain(draft.denied.iter().map(|claim| (claim, draft.negative))) {
            let planned = statement(context.reports, claim.at).is_some_and(|statement| {
                !matches!(statement.modality, Modality::Asserted | Modality::Announced | Modality::Alleged)
            });
            let Some(support) = support(claim.at) else { continue };
            if planned && happened {
                continue;
            }
            let text = if happened { "yes" } else { "no" };
            push(
                "occurred",
                Value {
                    text: text.to_owned(),
                    content: Content::Flag(happened),
                    support,
                    evidence: draft.evidence_of(context, claim.at),
                    passing: !happened && passing(context, claim),
                },
            );
        }
    }
    for (name, values) in &mut slots {
        if matches!(name.as_str(), "recipient" | "place") {
            drop_slips(values);
        }
    }
    slots.sort_by_key(|(name, _)| {
        let order =
            ["occurred", "date", "time", "effective", "place", "recipient", "killed", "injured", "rank"];
        (order.iter().position(|known| known == name).unwrap_or(order.len()), name.clone())
    });
    slots
}

/// Says whether a denial's words call the state passing.
fn passing(context: &Context<'_>, claim: &Claim) -> bool {
    let told = &context.reports[claim.at.report];
    let Some(statement) = statement(context.reports, claim.at) else { return false };
    let words = statement.evidence.of(told.words(claim.at.field)).to_lowercase();
    PASSING.iter().any(|cue| words.contains(cue)) || words.contains("yet")
}

fn known(context: &Context<'_>, report: usize) -> Option<Known> {
    let published = context.reports.get(report)?.report().published.as_ref()?;
    Some(Known { date: published.date, second: published.instant.map(jiff::Timestamp::as_second) })
}

fn party_name(context: &Context<'_>, party: &Party) -> String {
    match party.ids.iter().next() {
        Some(id) if party.ids.len() == 1 => context.actor_name(id, &party.name),
        Some(_) => {
            let names: Vec<String> = party.ids.iter().map(|id| context.actor_name(id, id)).collect();
            names.join(", ")
        }
        None => party.name.clone(),
    }
}

fn party_content(party: &Party) -> Content {
    if party.ids.is_empty() { Content::Name(party.words.clone()) } else { Content::Name(party.ids.clone()) }
}

/// Keeps, of recipients that few statements give, only those that are the event's own: in a large group a slip is
/// likelier than a report that names another recipient.
fn drop_slips(values: &mut Vec<Value>) {
    let count = |values: &[Value], content: &Content| {
        values.iter().filter(|value| value.content.same(content)).count()
    };
    let most = values.iter().map(|value| count(values, &value.content)).max().unwrap_or(0);
    let kept: Vec<Value> =
        values.iter().filter(|value| count(values, &value.content) * 3 >= most).cloned().collect();
    *values = kept;
}
