//! Where reports differ on the persons and things of a story: who is how old, what weighs how much, how far it went.
//!
//! [`join`] says which attributes, across reports, are of one holder; [`compare`] whether two values are one, fit or clash.
//! A difference is shown where two reports, or two sources of one report, give different values of one attribute of one
//! holder; values of which one merely says less than the other are no difference where nothing clashes.

mod compare;
mod join;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use tidings_extract::{Attribute, HolderKind};
use tidings_text::{CodePoints, Span, wire};

use super::Context;
use super::draft::Draft;
use crate::events::StatementAt;
use crate::origins::{Ends, Support, count, report_names};
use crate::readings::Fit;
use crate::told::Field;
use join::{Item, Topic};

/// Most bytes of a reading's evidence that lead from the value to the holder's words.
const MOST_EVIDENCE: usize = 200;

/// One value with all that give it.
struct Group<'r> {
    items: Vec<Item<'r>>,
}

/// Returns the disagreements between the reports of a story on attributes of its persons and things.
pub(super) fn disagreements(
    context: &Context<'_>,
    ends: &mut Ends<'_>,
    drafts: &[Draft],
    events: &[wire::AccountEvent],
) -> Vec<wire::Disagreement> {
    if events.is_empty() {
        return Vec::new();
    }
    let by_statement: BTreeMap<StatementAt, usize> = drafts
        .iter()
        .enumerate()
        .rev()
        .flat_map(|(index, draft)| draft.affirmed.iter().map(move |claim| (claim.at, index)))
        .collect();
    let mut topics = join::topics(context, &by_statement);
    // Numbers of things are aligned by the words of their clauses, among the story's matters.
    topics.retain(|topic| topic.name != "number");
    topics.iter().filter_map(|topic| disagreement(context, ends, events, topic)).collect()
}

fn disagreement(
    context: &Context<'_>,
    ends: &mut Ends<'_>,
    events: &[wire::AccountEvent],
    topic: &Topic<'_>,
) -> Option<wire::Disagreement> {
    let groups = groups(topic);
    if groups.len() < 2 {
        return None;
    }
    let clash = groups.iter().enumerate().any(|(at, one)| {
        groups[..at].iter().any(|other| {
            one.items.iter().all(|one| {
                other.items.iter().all(|other| compare::fit(one.attribute, other.attribute) == Fit::Clashes)
            })
        })
    });
    let of_two = topic.items.iter().enumerate().any(|(at, one)| {
        topic.items[..at].iter().any(|other| compare::are_of_two(one.attribute, other.attribute))
    });
    if of_two || !clash && !compare::shown_where_it_fits(&topic.name) {
        return None;
    }
    // One report in one voice does not differ from itself: it corrects, specifies or gives two titles of one person.
    let of_group =
        |group: &Group<'_>| -> BTreeSet<usize> { group.items.iter().map(|item| item.report).collect() };
    let apart = groups.iter().any(|one| of_group(one) != of_group(&groups[0]));
    if !apart && (!clash || is_told_in_words(&topic.name)) {
        return None;
    }
    let analyses = context.analyses();
    let names = report_names(context.reports);
    let mut told = Vec::new();
    for group in &groups {
        let mut supports = supports(ends, group);
        ends.follow_copies(&mut supports);
        let found = count(ends, &supports, &BTreeSet::new(), &analyses, &names);
        told.push(wire::DisagreementReading {
            value: compare::wording(&group.items),
            reports: context.ids(&of_group(group)),
            origins: found.ends.iter().map(|end| format!("o{}", end + 1)).collect(),
            evidence: group.items.iter().map(|item| place(context, item)).collect(),
        });
    }
    told.sort_by(|a, b| b.reports.len().cmp(&a.reports.len()).then_with(|| a.value.cmp(&b.value)));
    let event = topic.items.iter().find_map(|item| item.event).unwrap_or(0);
    Some(wire::Disagreement {
        events: vec![events.get(event).or(events.first())?.id.clone()],
        slot: topic.title(),
        status: if clash { "conflicting" } else { "refined" }.to_owned(),
        readings: told,
    })
}

/// Puts the values of a topic together, one group a reading.
///
/// A report that gives two clashing measures in one voice speaks of two things, unless both sentences name the same two
/// actors; what it says of them is left out. Two sources that it quotes may well differ on one thing.
fn groups<'r>(topic: &Topic<'r>) -> Vec<Group<'r>> {
    let mut torn: BTreeSet<usize> = BTreeSet::new();
    let words = is_told_in_words(&topic.name);
    // What a thing has once in a story, while it may move, rise and be counted again.
    let lasting = matches!(topic.name.as_str(), "number on board" | "weight" | "age")
        || topic.name.starts_with("time to ");
    for (b, other) in topic.items.iter().enumerate().filter(|_| !words) {
        for one in topic.items.iter().take(b).filter(|one| one.report == other.report) {
            let (a, b) = (one.attribute.attribution, other.attribute.attribution);
            let two_sources = a != b && (lasting || a.is_some() && b.is_some());
            let one_thing = one.company.intersection(&other.company).count() >= 2;
            if !two_sources && !one_thing && compare::fit(one.attribute, other.attribute) == Fit::Clashes {
                torn.insert(one.report);
            }
        }
    }
    let mut groups: Vec<Group<'r>> = Vec::new();
    for item in topic.items.iter().filter(|item| !torn.contains(&item.report)) {
        let same = groups
            .iter_mut()
            .find(|group| group.items.iter().any(|other| compare::same(item.attribute, other.attribute)));
        match same {
            Some(group) => group.items.push(item.clone()),
            None => groups.push(Group { items: vec![item.clone()] }),
        }
    }
    groups
}

/// Says whether an attribute's values are words rather than numbers.
fn is_told_in_words(name: &str) -> bool {
    matches!(name, "office" | "origin" | "home")
}

fn supports(ends: &mut Ends<'_>, group: &Group<'_>) -> Vec<Support> {
    let items = group.items.iter();
    items
        .filter_map(|item| {
            ends.support_of(item.report, item.field, item.attribute.attribution, item.attribute.span)
        })
        .collect()
}

/// Returns the words that a reading rests on: the value, with the holder's words where they stand near.
fn place(context: &Context<'_>, item: &Item<'_>) -> wire::PassageEnd {
    let Attribute { span, holder, .. } = item.attribute;
    let both = span.cover(holder.span);
    let near = both.len() <= MOST_EVIDENCE && holder.kind != HolderKind::Mover;
    let span: Span = if near { both } else { *span };
    let points = CodePoints::new(context.reports[item.report].words(item.field));
    let mut place = wire::PassageEnd::new(context.id(item.report), points.range(span));
    place.field = (item.field == Field::Title).then(|| Field::Title.as_str().to_owned());
    place
}
