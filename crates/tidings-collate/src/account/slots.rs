//! What reports give for each part of an event: when, where, to whom, how many, whether at all.

use std::collections::BTreeSet;

use jiff::civil::Date;
use tidings_extract::times::interval;
use tidings_extract::{Modality, TimeRole};
use tidings_text::wire;

use super::Context;
use super::draft::Draft;
use super::happening::Belongs;
use super::merge::statement;
use super::rank::rank;
use crate::events::{Claim, Party, StatementAt};
use crate::knowledge;
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
    let stated = |claim: &Claim| claim.date.as_ref().is_some_and(|date| date.stated);
    let any_stated = draft.affirmed.iter().any(stated);
    // "Ten had died by Monday" is no day of the sinking.
    let is_act = |claim: &Claim| context.happening.is_some_and(|happening| happening.is_act(claim.at));
    let by_acts = draft.main && draft.affirmed.iter().any(|claim| is_act(claim) && stated(claim));
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
            grew: false,
        };
        let dates = !by_acts || is_act(claim);
        if let Some(date) = claim.date.as_ref().filter(|date| dates && (date.stated || !any_stated)) {
            let zone = words.contains("local time");
            push("date", value(day_of(&date.value), Content::Days(date.days.0, date.days.1, zone)));
            let clock = date.value.split_once('T').map(|(_, clock)| clock);
            if let Some(clock) = clock.filter(|clock| clock.starts_with(|c: char| c.is_ascii_digit())) {
                push("time", value(clock.to_owned(), Content::Name(BTreeSet::from([clock.to_owned()]))));
            }
        }
        if let Some((text, first, last)) =
            inferred_time(context, draft, claim).filter(|_| claim.date.is_none())
        {
            let elsewhere =
                context.happening.is_some_and(|happening| happening.time_elsewhere(claim.at).is_some());
            if elsewhere || !any_stated {
                push("date", value(text, Content::Days(first, last, false)));
            }
        }
        if let Some((day, first, last)) = announced(context, claim.at) {
            push("announced", value(day, Content::Days(first, last, words.contains("local time"))));
        }
        for time in statement.times.iter().filter(|time| time.role == TimeRole::Effective) {
            if let Some((first, last)) = interval(&time.value) {
                push("effective", value(time.value.clone(), Content::Days(first, last, false)));
            }
        }
        if let Some(place) = &statement.place {
            // Its own words: a capital's usual name is that of its government.
            let name =
                place.span.of(context.reports[claim.at.report].words(claim.at.field)).replace('\n', " ");
            let words = Party::words_of(&name);
            if !words.is_empty() {
                push("place", value(name, Content::Place(words)));
            }
        }
        if statement.plover.is_some() && !draft.harm {
            let known =
                |party: &&Party| !party.ids.is_empty() && party.ids.iter().all(|id| context.is_known(id));
            for party in claim.recipients.iter().filter(known) {
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
            // The figures of the main happening are its own, wherever they are told.
            let of_main = context.figures.iter().any(|figure| {
                (figure.at.report, figure.at.field, figure.span)
                    == (claim.at.report, claim.at.field, quantity.span)
            });
            let foreign = draft.main && VICTIMS.contains(&quantity.role.as_str());
            // A rank has its reading above, in the words that say among whom.
            if of_main
                || foreign
                || quantity.role == "rank"
                || (quantity.low.is_none() && quantity.high.is_none())
            {
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
    for figure in context.figures.iter().filter(|_| draft.main) {
        let Some(support) = support(figure.at) else { continue };
        // A part may be told in part: "two children" says nothing against "ten children".
        let high = if figure.part { None } else { figure.high };
        push(
            &figure.slot,
            Value {
                text: figure.text.clone(),
                content: Content::Number(figure.low, high, true),
                support,
                evidence: draft.evidence_of(context, figure.at),
                passing: false,
                grew: context.happening.is_some_and(|happening| happening.grew),
            },
        );
    }
    if !draft.denied.is_empty() {
        let both = draft.affirmed.iter().map(|claim| (claim, !draft.negative));
        for (claim, happened) in both.chain(draft.denied.iter().map(|claim| (claim, draft.negative))) {
            let planned = statement(context.reports, claim.at).is_some_and(|statement| {
                // "Would be released as soon as …" is a promise, which PLOVER types as one.
                let promised = matches!(statement.plover.as_deref(), Some("AGREE" | "THREATEN"));
                !matches!(statement.modality, Modality::Asserted | Modality::Announced | Modality::Alleged)
                    || statement.modality == Modality::Announced && promised
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
                    grew: false,
                },
            );
        }
    }
    if !any_stated {
        narrow(&mut slots);
    }
    for (name, values) in &mut slots {
        if matches!(name.as_str(), "recipient" | "place") {
            drop_slips(values);
        }
    }
    slots.sort_by_key(|(name, _)| {
        let order = [
            "occurred",
            "date",
            "time",
            "announced",
            "effective",
            "place",
            "recipient",
            "killed",
            "injured",
            "rank",
        ];
        (order.iter().position(|known| known == name).unwrap_or(order.len()), name.clone())
    });
    slots
}

/// Returns when an act that is still to come, or comes into force later, was made known: the day of the saying above it.
fn announced(context: &Context<'_>, at: StatementAt) -> Option<(String, Date, Date)> {
    // A copy's "on Tuesday" is that of the text it was copied from.
    let at = context.originals.get(&at).copied().unwrap_or(at);
    let statement = statement(context.reports, at)?;
    let later = statement.times.iter().any(|time| time.role == TimeRole::Effective)
        || matches!(statement.modality, Modality::Planned | Modality::Announced);
    let told = &context.reports[at.report];
    let doc = told.doc(at.field).filter(|_| later)?;
    let own = statement.times.iter().find(|time| time.role == TimeRole::Announced);
    if let Some(time) = own {
        let (first, last) = interval(&time.value)?;
        return Some((day_of(&time.value), first, last));
    }
    // "Said on Tuesday that they would recognise it": up to the verb whose content it is.
    let mut below = statement.head;
    for above in doc.ancestors(statement.head).skip(1).take(4) {
        if &*doc.tokens()[below].dep == "ccomp" {
            let (all, content) = (doc.subtree_range(above), doc.subtree_range(below));
            let dated = told.found(at.field).times.iter().find(|time| {
                let tokens = doc.tokens_in(time.span);
                let said = all.start <= tokens.start && tokens.end <= all.end;
                let inside = content.start < tokens.end && tokens.start < content.end;
                said && !inside && interval(&time.value).is_some()
            })?;
            let (first, last) = interval(&dated.value)?;
            return Some((day_of(&dated.value), first, last));
        }
        below = above;
    }
    None
}

fn day_of(value: &str) -> String {
    value.split('T').next().unwrap_or(value).to_owned()
}

/// Gives all inferred days the narrowest of their stretches that the others hold: one report's later print is no other
/// reading.
fn narrow(slots: &mut [(String, Vec<Value>)]) {
    let Some((_, values)) = slots.iter_mut().find(|(name, _)| name == "date") else { return };
    let days = |value: &Value| match value.content {
        Content::Days(first, last, _) => Some((first, last)),
        _ => None,
    };
    let shortest = values
        .iter()
        .filter_map(|value| days(value).map(|days| (days, value.text.clone())))
        .min_by_key(|((first, last), _)| (last.duration_since(*first), *first));
    let Some(((first, last), text)) = shortest else { return };
    for value in values {
        if days(value).is_some_and(|own| own.0 <= first && last <= own.1) {
            value.text.clone_from(&text);
            value.content = Content::Days(first, last, false);
        }
    }
}

/// Returns when an event happened whose statements give no day: as the words round them say of another happening, or
/// in the days that the report's news is of.
fn inferred_time(context: &Context<'_>, draft: &Draft, claim: &Claim) -> Option<(String, Date, Date)> {
    let happening = context.happening;
    if let Some(value) = happening.and_then(|happening| happening.time_elsewhere(claim.at)) {
        let (first, last) = interval(value)?;
        return Some((day_of(value), first, last));
    }
    let statement = statement(context.reports, claim.at)?;
    let fact = matches!(statement.modality, Modality::Asserted | Modality::Announced | Modality::Alleged);
    let elsewhere =
        happening.and_then(|happening| happening.belongs(claim.at)).is_some_and(Belongs::is_elsewhere);
    if !fact || !claim.said || elsewhere || draft.is_history(context) {
        return None;
    }
    let (first, last) = context.news_days.of_report(claim.at.report)?;
    let text = if first == last { first.to_string() } else { format!("{first}/{last}") };
    Some((text, first, last))
}

/// Says whether a denial's words call the state passing.
fn passing(context: &Context<'_>, claim: &Claim) -> bool {
    let told = &context.reports[claim.at.report];
    let Some(statement) = statement(context.reports, claim.at) else { return false };
    let words = statement.evidence.of(told.words(claim.at.field)).to_lowercase();
    knowledge::silences().passing.iter().any(|cue| words.contains(cue)) || words.contains("yet")
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
