//! The standing relation that a statement starts, ends or tells of.

use super::arguments::Clause;
use super::clause::Syntax;
use super::frames::{Frame, Frames};
use super::model::{Change, Participant, Relation};
use super::participants::{Entities, participant};
use super::pattern::Pattern;

/// Returns the relation of a statement whose frame has one and whose subject and object are known.
pub(super) fn relation_of(
    clause: &Clause<'_, '_>,
    frames: &Frames,
    entities: &Entities<'_>,
    frame: &Frame,
    pattern: &Pattern,
    actors: &[Participant],
    recipients: &[Participant],
) -> Option<Relation> {
    let (name, change) = frame.relation.as_ref()?;
    let syntax = clause.syntax;
    let fill = |slots: &[super::pattern::Slot], taken: &[usize]| -> Vec<String> {
        let heads = clause.fill(slots, taken);
        heads.iter().flat_map(|&head| names(&participant(syntax, entities, frames, head))).collect()
    };
    let subjects = match &pattern.relation_subject {
        Some(slots) => fill(slots, &[]),
        None => actors.iter().flat_map(names).collect(),
    };
    let taken: Vec<usize> = actors.iter().map(|actor| actor.head).collect();
    let objects = match &pattern.relation_object {
        Some(slots) => fill(slots, if pattern.relation_subject.is_some() { &[] } else { &taken }),
        None => recipients.iter().flat_map(names).collect(),
    };
    let mut subjects: Vec<String> = subjects;
    subjects.dedup();
    let mut objects: Vec<String> = objects;
    objects.dedup();
    objects.retain(|object| !subjects.contains(object));
    (!subjects.is_empty() && !objects.is_empty()).then(|| Relation {
        subjects,
        relation: name.clone(),
        objects,
        change: holding(syntax, clause).unwrap_or(*change),
    })
}

/// Returns what a participant is called in a relation: its actor's id, its members' ids, or its words.
fn names(participant: &Participant) -> Vec<String> {
    if !participant.members.is_empty() {
        return participant.members.iter().map(ToString::to_string).collect();
    }
    vec![participant.actor.as_ref().map_or_else(|| participant.name.clone(), ToString::to_string)]
}

/// "does not recognise", "maintains relations": the present tense of a state changes nothing.
fn holding(syntax: Syntax<'_>, clause: &Clause<'_, '_>) -> Option<Change> {
    let word = clause.word;
    let stative = matches!(syntax.lemma(word), "recognise" | "recognize") && !clause.passive;
    let does = syntax
        .doc
        .children(word)
        .any(|child| syntax.dep(child) == "aux" && matches!(syntax.doc.lower(child).as_str(), "does" | "do"));
    let negated = syntax.doc.children(word).any(|child| syntax.dep(child) == "neg");
    (stative && does && negated).then_some(Change::None)
}
