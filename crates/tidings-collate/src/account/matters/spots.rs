//! Where it happened, in common words: "in a tunnel", "near a tunnel", "on a sharp bend". Named places are a slot of the event.

use std::collections::BTreeMap;

use tidings_nlp::Doc;

use super::{Matter, Telling};
use crate::account::Context;
use crate::account::draft::Draft;
use crate::knowledge;

/// Most readings shown.
const MOST_READINGS: usize = 6;
/// Prepositions that set a thing inside or upon a place, and those that set it beside one.
const INSIDE: [&str; 8] = ["in", "inside", "on", "at", "within", "along", "round", "around"];
const BESIDE: [&str; 8] = ["near", "outside", "beside", "behind", "by", "under", "opposite", "below"];

/// Returns the matter of the spot, where reports put the main happening in or beside different things.
pub(super) fn matter(context: &Context<'_>, drafts: &[Draft]) -> Option<Matter> {
    let happening = context.happening?;
    let main = drafts.iter().find(|draft| draft.main)?;
    let mut spots: BTreeMap<(bool, String), Vec<Telling>> = BTreeMap::new();
    for claim in main.affirmed.iter().filter(|claim| happening.is_act(claim.at)) {
        let told = &context.reports[claim.at.report];
        let found = told.found(claim.at.field);
        let (Some(doc), Some(statement)) =
            (told.doc(claim.at.field), found.statements.get(claim.at.statement))
        else {
            continue;
        };
        for (beside, head, tokens) in phrases(doc, statement.head) {
            let telling = Telling::in_words(context, claim.at.report, claim.at.field, doc, tokens);
            let tellings = spots.entry((beside, head)).or_default();
            if !tellings.iter().any(|other| other.report == telling.report && other.value == telling.value) {
                tellings.push(telling);
            }
        }
    }
    // "In a tunnel" beside "near a tunnel" clash; a bend and a junction may both be there.
    let clash = spots.keys().any(|(beside, head)| spots.contains_key(&(!beside, head.clone())));
    let reports = spots.values().flatten().map(|telling| telling.report);
    let several = reports.collect::<std::collections::BTreeSet<_>>().len() > 1;
    let mut readings: Vec<Vec<Telling>> = spots.into_values().collect();
    readings
        .sort_by_key(|tellings| (std::cmp::Reverse(tellings.len()), tellings[0].report, tellings[0].span));
    readings.truncate(MOST_READINGS);
    (several && readings.len() > 1).then(|| Matter {
        slot: "spot".to_owned(),
        status: if clash { "conflicting" } else { "refined" },
        readings,
        in_order: false,
        weight: 0.0,
    })
}

/// Returns the phrases that put what a verb or noun tells in or beside a thing: whether beside, the thing, the tokens.
fn phrases(doc: &Doc, head: usize) -> Vec<(bool, String, std::ops::Range<usize>)> {
    let mut found = Vec::new();
    for place in doc.children(head).filter(|&child| matches!(&*doc.tokens()[child].dep, "prep" | "advmod")) {
        let word = doc.lower(place);
        // "Next to an underpass"
        let next = matches!(word.as_str(), "next" | "close" | "adjacent");
        let preposition = if next { doc.child(place, "prep") } else { Some(place) };
        let beside = next || BESIDE.contains(&word.as_str());
        if !beside && !INSIDE.contains(&word.as_str()) {
            continue;
        }
        let Some(thing) = preposition.and_then(|preposition| doc.child(preposition, "pobj")) else {
            continue;
        };
        if is_spot(doc, thing) {
            found.push((beside, doc.tokens()[thing].lemma.to_lowercase(), place..end_of(doc, thing)));
        }
    }
    found
}

/// Says whether a noun is a thing that one can be in or beside: no name, time, people, harm, or manner.
fn is_spot(doc: &Doc, noun: usize) -> bool {
    let token = &doc.tokens()[noun];
    let lemma = token.lemma.to_lowercase();
    let table = knowledge::happenings();
    let timed = doc.entities().iter().any(|entity| {
        (entity.start..entity.end).contains(&noun)
            && matches!(&*entity.label, "DATE" | "TIME" | "CARDINAL" | "EVENT")
    });
    let people = ["person", "anybody", "law", "attackers"].iter().any(|list| table.listed(list, &lemma));
    &*token.tag == "NN"
        && !timed
        && !people
        && table.noun(&lemma).is_none()
        && knowledge::matters().words.spots.contains(&lemma)
}

/// Returns where a noun's own phrase ends: with "of the river", without clauses.
fn end_of(doc: &Doc, noun: usize) -> usize {
    let of = doc.children(noun).find(|&child| child > noun && doc.lower(child) == "of");
    let whole = of.map(|of| doc.subtree_range(of)).filter(|range| range.len() < 7);
    whole.map_or(noun + 1, |range| range.end)
}
