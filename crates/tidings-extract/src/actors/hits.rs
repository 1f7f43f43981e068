//! The known names in a doc, those left out that mean something else here.
//!
//! A name of the tables is also an everyday word, a first name, or a part of a longer name ("New Mexico", "Bank of China"):
//! the model's entities and the words around it decide. Short forms ("the North") count where the longer name, or its twin,
//! is introduced anywhere in the text.

use std::ops::Range;

use tidings_nlp::Doc;
use tidings_text::ActorId;

use super::index::{Actors, NameForm};
use super::record::{ActorKind, ActorRecord};
use super::syntax::{dep, determiner, is_capitalised, is_noun, lemma, root_of, tag};
use super::words::Words;

/// A known name in the doc.
#[derive(Debug, Clone)]
pub(super) struct Hit<'a> {
    pub(super) tokens: Range<usize>,
    pub(super) head: usize,
    pub(super) record: &'a ActorRecord,
    pub(super) form: NameForm,
}

impl Hit<'_> {
    /// Returns the actor that a mention of the name stands for: an organ's state, else the actor itself.
    pub(super) fn actor(&self) -> ActorId {
        if self.record.itself { self.record.id.clone() } else { self.side() }
    }

    /// Returns whom those in its offices act for: an organ's state, else the actor itself.
    pub(super) fn side(&self) -> ActorId {
        match (self.record.kind, &self.record.controller) {
            (ActorKind::Organ, Some(state)) => state.clone(),
            _ => self.record.id.clone(),
        }
    }

    pub(super) fn is_state_like(&self) -> bool {
        matches!(self.record.kind, ActorKind::State | ActorKind::Polity | ActorKind::Territory)
    }
}

/// Returns the tokens with the article before them.
pub(super) fn with_article(doc: &Doc, tokens: &Range<usize>) -> Range<usize> {
    match tokens.start.checked_sub(1) {
        Some(before) if doc.lower(before) == "the" => before..tokens.end,
        _ => tokens.clone(),
    }
}

/// Returns the label of the entity that covers a range whole, and the entity's tokens.
pub(super) fn entity_over<'d>(doc: &'d Doc, tokens: &Range<usize>) -> Option<(&'d str, Range<usize>)> {
    let at = doc.entities().partition_point(|entity| entity.end < tokens.end);
    doc.entities()
        .get(at)
        .filter(|entity| entity.start <= tokens.start && tokens.end <= entity.end)
        .map(|entity| (entity.label.as_str(), entity.start..entity.end))
}

/// Returns the names that mean their actors, short forms included, in text order.
pub(super) fn find_hits<'a>(doc: &Doc, actors: &'a Actors) -> Vec<Hit<'a>> {
    let mut hits = usable_hits(doc, actors);
    hits.extend(short_forms(doc, actors, &hits));
    hits.sort_by_key(|hit| hit.tokens.start);
    hits
}

fn usable_hits<'a>(doc: &Doc, actors: &'a Actors) -> Vec<Hit<'a>> {
    let mut hits: Vec<Hit<'a>> = Vec::new();
    for hit in actors.scan(doc.text()) {
        let tokens = doc.tokens_in(hit.span);
        let starts_with_token =
            doc.tokens().get(tokens.start).is_some_and(|token| token.span.start == hit.span.start);
        if tokens.is_empty() || !starts_with_token {
            continue;
        }
        let head = root_of(doc, &tokens);
        hits.push(Hit { tokens, head, record: hit.record, form: hit.form });
    }
    let keep: Vec<bool> = hits.iter().map(|hit| is_usable(doc, hit, &hits, &actors.words)).collect();
    let mut keep = keep.into_iter();
    hits.retain(|_| keep.next().unwrap_or(false));
    hits
}

fn is_usable(doc: &Doc, hit: &Hit<'_>, all: &[Hit<'_>], words: &Words) -> bool {
    let name = doc.span(hit.tokens.clone()).of(doc.text());
    let entity = entity_over(doc, &hit.tokens);
    let exact = |range: &Range<usize>| {
        let mut range = range.clone();
        while range.start < hit.tokens.start && tag(doc, range.start) == "DT" {
            range.start += 1;
        }
        range.start == hit.tokens.start && range.end <= hit.tokens.end + 1
    };
    if words.ambiguous.contains(name) {
        let fits = entity.as_ref().is_some_and(|(label, range)| {
            exact(range)
                && match hit.record.kind {
                    ActorKind::Person => *label == "PERSON",
                    _ => matches!(*label, "GPE" | "ORG" | "NORP" | "LOC"),
                }
        });
        if !fits {
            return false;
        }
    }
    if hit.record.kind == ActorKind::Person {
        return true;
    }
    if let Some((label, range)) = &entity {
        let bigger = !exact(range);
        let root = lemma(doc, root_of(doc, range));
        let own_organ = words.organs.contains(root.as_str()) || words.offices.contains(root.as_str());
        let possessor = dep(doc, hit.head) == "poss";
        let swallowed = match *label {
            "PERSON" => bigger && hit.form != NameForm::Adjective && hit.tokens.start > range.start,
            "ORG" | "FAC" => {
                bigger
                    && !own_organ
                    && !possessor
                    && hit.tokens.start > range.start
                    && hit.form != NameForm::Adjective
            }
            "EVENT" | "WORK_OF_ART" | "LAW" | "PRODUCT" => {
                bigger && !own_organ && hit.tokens.start > range.start
            }
            _ => false,
        };
        if swallowed {
            return false;
        }
    }
    // "the California Department of Justice" is no organ of the union.
    let part_of_longer = hit.record.kind == ActorKind::Organ
        && hit.tokens.start.checked_sub(1).is_some_and(|before| {
            is_capitalised(doc, before) && words.provinces.contains(doc.lower(before).as_str())
        });
    if part_of_longer {
        return false;
    }
    if matches!(hit.form, NameForm::Name | NameForm::Capital | NameForm::Former) && hit.is_state_like() {
        let before = hit.tokens.start.checked_sub(1);
        let other_place = before.is_some_and(|before| {
            is_capitalised(doc, before)
                && words.other_place_before.contains(doc.lower(before).as_str())
                && doc.head(before).is_some_and(|head| head == hit.head || doc.head(hit.head) == Some(head))
        });
        let named_of =
            before.filter(|&before| doc.lower(before) == "of").and_then(|of| of.checked_sub(1)).is_some_and(
                |noun| is_capitalised(doc, noun) && words.other_name_of.contains(doc.lower(noun).as_str()),
            );
        let next = hit.tokens.end;
        let longer = next < doc.len()
            && is_capitalised(doc, next)
            && matches!(
                doc.lower(next).as_str(),
                "sea"
                    | "island"
                    | "islands"
                    | "ocean"
                    | "street"
                    | "avenue"
                    | "county"
                    | "university"
                    | "post"
                    | "times"
                    | "river"
                    | "bay"
                    | "herald"
                    | "wing"
                    | "coast"
                    | "point"
                    | "virginia"
            );
        if other_place || named_of || longer {
            return false;
        }
    }
    if let Some(others) = words.homonyms.get(name) {
        let own = all.iter().any(|other| other.record.id == hit.record.id && other.form != hit.form);
        let other = others
            .iter()
            .any(|word| doc.tokens().iter().enumerate().any(|(index, _)| doc.word(index) == word));
        if other && !own {
            return false;
        }
    }
    true
}

/// Finds "the North", "the South" and their like, where the longer name or its twin is introduced anywhere in the text.
fn short_forms<'a>(doc: &Doc, actors: &'a Actors, hits: &[Hit<'a>]) -> Vec<Hit<'a>> {
    let mut found = Vec::new();
    for token in 0..doc.len() {
        let word = doc.word(token);
        if !matches!(word, "North" | "South" | "East" | "West" | "NORTH" | "SOUTH") {
            continue;
        }
        if hits.iter().any(|hit| hit.tokens.contains(&token)) || !is_noun(doc, token) {
            continue;
        }
        let article = token.checked_sub(1).is_some_and(|before| doc.lower(before) == "the")
            || determiner(doc, token).is_some();
        let next_is_name = token + 1 < doc.len()
            && is_capitalised(doc, token + 1)
            && is_noun(doc, token + 1)
            && dep(doc, token) == "compound";
        if !article || next_is_name {
            continue;
        }
        let compass = word.to_lowercase();
        let is_full = |record: &ActorRecord| {
            record.kind == ActorKind::State
                && record
                    .name
                    .to_lowercase()
                    .strip_prefix(compass.as_str())
                    .is_some_and(|rest| rest.starts_with(' '))
        };
        let twin = |record: &ActorRecord| {
            record.name.split_once(' ').map(|(_, rest)| rest.to_owned()).unwrap_or_default()
        };
        let introduced = hits.iter().map(|hit| hit.record).find(|record| is_full(record));
        let by_twin = || {
            hits.iter()
                .filter(|hit| {
                    hit.record.kind == ActorKind::State
                        && matches!(
                            hit.record.name.split(' ').next(),
                            Some("North" | "South" | "East" | "West")
                        )
                })
                .find_map(|hit| {
                    let rest = twin(hit.record);
                    actors.all().find(|record| is_full(record) && twin(record) == rest)
                })
        };
        if let Some(record) = introduced.or_else(by_twin) {
            found.push(Hit { tokens: token..token + 1, head: token, record, form: NameForm::Name });
        }
    }
    found
}
