//! Where whole events stand against each other: rivals, and what one report tells of a set and another of a part.

use std::collections::{BTreeMap, BTreeSet};

use tidings_text::wire;

use super::Context;
use super::draft::Draft;
use super::merge::statement;
use crate::events::{Claim, Match, compare_parties};
use crate::knowledge;

/// Verbs that tell no act of their own: two that have one in common are not thereby one act.
const LIGHT: [&str; 12] =
    ["go", "come", "have", "be", "take", "make", "get", "do", "become", "set", "put", "keep"];

/// Marks rivals among the events and returns the disagreements between events.
pub(super) fn mark(
    context: &Context<'_>,
    drafts: &[Draft],
    events: &mut [wire::AccountEvent],
) -> Vec<wire::Disagreement> {
    let mut found = Vec::new();
    for b in 0..drafts.len() {
        for a in 0..b {
            if let Some(slot) = rivals(context, &drafts[a], &drafts[b]) {
                let (id_a, id_b) = (events[a].id.clone(), events[b].id.clone());
                events[a].rival_of.push(id_b.clone());
                events[b].rival_of.push(id_a.clone());
                found.push(wire::Disagreement {
                    events: vec![id_a, id_b],
                    slot: slot.to_owned(),
                    status: "conflicting".to_owned(),
                    readings: [a, b].into_iter().map(|index| reading_of_event(&events[index])).collect(),
                });
            }
        }
    }
    found.extend(sets_and_parts(drafts, events));
    found
}

/// Says in which slot two events exclude each other: the same act of the same actor, told by different reports,
/// with another recipient or place. `None` where nothing shows that they are one act told in two ways.
pub(super) fn rivals(context: &Context<'_>, a: &Draft, b: &Draft) -> Option<&'static str> {
    if !a.all_reports().is_disjoint(&b.all_reports()) || a.negative || b.negative {
        return None;
    }
    // Acts of harm are many, and their victims differ.
    let harm = |claim: &Claim| context.happening.is_some_and(|happening| happening.tells_harm(claim.at));
    if a.affirmed.iter().chain(&b.affirmed).any(harm) {
        return None;
    }
    let roots = |draft: &Draft| -> BTreeSet<String> {
        let telling = |claim: &&Claim| !LIGHT.contains(&claim.lemma.as_str());
        draft.affirmed.iter().filter(telling).map(|claim| claim.root.clone()).collect()
    };
    // To hand, deliver or present a paper is one act.
    let transfers = |draft: &Draft| {
        let listed = |claim: &Claim| claim.verb && knowledge::silences().transfers.contains(&claim.lemma);
        draft.affirmed.iter().any(listed)
    };
    let both_transfer = transfers(a) && transfers(b);
    let same_act = !roots(a).is_disjoint(&roots(b)) || both_transfer;
    if !same_act {
        return None;
    }
    let mut alike = false;
    let mut clash: Option<&'static str> = None;
    for one in &a.affirmed {
        for other in &b.affirmed {
            if compare_parties(&one.actors, &other.actors) == Match::Clash {
                return None;
            }
            let days = one.date.as_ref().zip(other.date.as_ref()).filter(|(a, b)| a.stated && b.stated);
            if days.is_some_and(|(a, b)| a.days.1 < b.days.0 || b.days.1 < a.days.0) {
                return None;
            }
            let real = |claim: &Claim| {
                statement(context.reports, claim.at).is_some_and(|statement| !statement.background)
            };
            if !real(one) || !real(other) {
                continue;
            }
            // What is handed over, fired or signed must be alike in both.
            let n_shared = one.object_words.intersection(&other.object_words).count();
            let fewest = one.object_words.len().min(other.object_words.len());
            alike |= if both_transfer { n_shared >= 1 } else { n_shared >= 2 && n_shared * 2 >= fewest };
            let places = one.location.as_ref().zip(other.location.as_ref());
            let other_place =
                places.is_some_and(|(a, b)| a.ids.is_disjoint(&b.ids) && a.words.is_disjoint(&b.words));
            // A description with a name in it ("the Norvanian envoy in Port Sel") tells somebody apart.
            let named = |parties: &[crate::events::Party]| {
                let capital = |word: &str| word.starts_with(char::is_uppercase);
                !parties.is_empty()
                    && parties
                        .iter()
                        .all(|party| party.name.split_whitespace().any(capital) || !party.ids.is_empty())
            };
            let other_recipient = named(&one.recipients)
                && named(&other.recipients)
                && one.recipients.iter().all(|x| {
                    other
                        .recipients
                        .iter()
                        .all(|y| x.ids.is_disjoint(&y.ids) && x.words.is_disjoint(&y.words))
                });
            clash = clash.or(match (other_recipient, other_place) {
                (true, true) => Some("recipient and place"),
                (true, false) => Some("recipient"),
                (false, true) => Some("place"),
                (false, false) => None,
            });
        }
    }
    clash.filter(|_| alike)
}

/// Finds events of one frame and actor whose recipients some reports tell together and others only in part.
fn sets_and_parts(drafts: &[Draft], events: &[wire::AccountEvent]) -> Vec<wire::Disagreement> {
    let mut families: BTreeMap<(String, Vec<String>), Vec<usize>> = BTreeMap::new();
    for (index, draft) in drafts.iter().enumerate() {
        let actors: Vec<String> = draft.actors.iter().map(|actor| actor.id.clone()).collect();
        if draft.plover.is_some() && !actors.is_empty() && !draft.recipients.is_empty() && !draft.negative {
            families.entry((draft.frame.clone(), actors)).or_default().push(index);
        }
    }
    let statements = |index: usize| -> BTreeSet<crate::events::StatementAt> {
        drafts[index].affirmed.iter().map(|claim| claim.at).collect()
    };
    let mut found = Vec::new();
    for family in families.into_values().flat_map(|family| linked(&family, &statements)) {
        let mut told: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        for &index in &family {
            let event = &events[index];
            for report in event.asserted_by.iter().chain(&event.attributed_by) {
                told.entry(report.clone()).or_default().insert(index);
            }
        }
        let sets: BTreeSet<BTreeSet<usize>> = told.values().cloned().collect();
        let whole: BTreeSet<usize> = sets.iter().max_by_key(|set| set.len()).cloned().unwrap_or_default();
        let parts: Vec<&BTreeSet<usize>> =
            sets.iter().filter(|set| set.len() < whole.len() && set.is_subset(&whole)).collect();
        let together = whole.len() > 1;
        if parts.is_empty() || !together {
            continue;
        }
        let readings = std::iter::once(&whole).chain(parts).map(|set| {
            let names: Vec<String> = set
                .iter()
                .flat_map(|&index| events[index].recipients.iter().map(|recipient| recipient.name.clone()))
                .collect();
            let reports: Vec<String> =
                told.iter().filter(|(_, here)| *here == set).map(|(report, _)| report.clone()).collect();
            let first = set.iter().next().map(|&index| &events[index]);
            let evidence = first.into_iter().flat_map(|event| event.evidence.iter());
            let evidence =
                evidence.filter(|evidence| reports.contains(&evidence.report)).map(place_of).collect();
            let origins = set.iter().flat_map(|&index| events[index].origins.ids.iter().cloned());
            wire::DisagreementReading {
                value: if names.len() == 1 { format!("{} alone", names[0]) } else { names.join(" and ") },
                reports,
                origins: origins.collect::<BTreeSet<_>>().into_iter().collect(),
                evidence,
            }
        });
        found.push(wire::Disagreement {
            events: family.iter().map(|&index| events[index].id.clone()).collect(),
            slot: "recipient".to_owned(),
            status: "refined".to_owned(),
            readings: readings.collect(),
        });
    }
    found
}

/// Splits a family into groups of two and more whose events one statement gives together.
fn linked(
    family: &[usize],
    statements: &dyn Fn(usize) -> BTreeSet<crate::events::StatementAt>,
) -> Vec<Vec<usize>> {
    let mut groups: Vec<(BTreeSet<crate::events::StatementAt>, Vec<usize>)> = Vec::new();
    for &index in family {
        let mut own = (statements(index), vec![index]);
        let mut apart = Vec::new();
        for group in groups {
            if group.0.is_disjoint(&own.0) {
                apart.push(group);
            } else {
                own.0.extend(group.0);
                own.1.extend(group.1);
            }
        }
        own.1.sort_unstable();
        apart.push(own);
        groups = apart;
    }
    groups.into_iter().map(|(_, members)| members).filter(|members| members.len() > 1).collect()
}

fn reading_of_event(event: &wire::AccountEvent) -> wire::DisagreementReading {
    let mut reports = event.asserted_by.clone();
    reports.extend(event.attributed_by.iter().cloned());
    wire::DisagreementReading {
        value: event.summary.clone(),
        reports,
        origins: event.origins.ids.clone(),
        evidence: event.evidence.iter().map(place_of).collect(),
    }
}

/// Returns where a piece of evidence stands.
pub(super) fn place_of(evidence: &wire::Evidence) -> wire::PassageEnd {
    let mut place = wire::PassageEnd::new(evidence.report.clone(), [evidence.start, evidence.end]);
    place.field = (evidence.field == "title").then(|| evidence.field.clone());
    place
}
