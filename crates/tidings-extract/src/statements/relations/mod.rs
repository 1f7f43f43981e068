//! The standing relation that a statement starts, ends or tells of.
//!
//! The pattern says where subject and object stand; what it leaves empty is looked for around the clause (`around`), and
//! an office also in what the report calls the person elsewhere (`office`). What the event does to the relation comes
//! from its frame, unless the words around a noun say otherwise (`change`).

mod around;
mod change;
mod office;

use self::office::OfficesTold;
use super::arguments::Clause;
use super::clause::Syntax;
use super::frames::{Frame, Frames};
use super::model::{Change, Participant, Relation, RelationSide, Statement};
use super::participants::{Entities, bare_name, participant};
use super::pattern::{Pattern, Slot};
use crate::actors::MentionKind;

/// Reads the relations of a doc's statements.
#[derive(Debug)]
pub(super) struct Relations<'r, 'd> {
    syntax: Syntax<'d>,
    frames: &'r Frames,
    entities: &'r Entities<'r>,
    offices: OfficesTold,
}

impl<'r, 'd> Relations<'r, 'd> {
    pub(super) fn new(syntax: Syntax<'d>, frames: &'r Frames, entities: &'r Entities<'r>) -> Self {
        let offices = OfficesTold::read(syntax, frames, entities);
        Self { syntax, frames, entities, offices }
    }

    /// Adds the offices that the relations of the statements give to persons.
    pub(super) fn learn(&mut self, statements: &[Statement]) {
        for relation in statements.iter().filter_map(|statement| statement.relation.as_ref()) {
            if relation.relation == "holds_office" {
                self.offices.learn(relation);
            }
        }
    }

    /// Returns the relation of a statement whose frame has one and whose subject and object are known.
    pub(super) fn of(
        &self,
        clause: &Clause<'_, '_>,
        frame: &Frame,
        pattern: &Pattern,
        actors: &[Participant],
        recipients: &[Participant],
    ) -> Option<Relation> {
        let (name, change) = frame.relation.as_ref()?;
        let sides = Sides { relations: self, clause, name };
        let change = self.change(clause, name, *change);
        if change == Change::None && pattern.only_fresh {
            // "under sanctions": nothing says on whom, and nothing changes.
            return None;
        }
        if name == "holds_office" {
            let (persons, offices) = sides.office(pattern, actors, recipients);
            return make(name, change, persons, offices);
        }
        let mut subjects = match &pattern.relation_subject {
            Some(slots) => sides.fill(slots, &[]),
            None => actors.to_vec(),
        };
        let taken: Vec<usize> = match pattern.relation_subject {
            Some(_) => Vec::new(),
            None => actors.iter().map(|actor| actor.head).collect(),
        };
        let mut objects = match &pattern.relation_object {
            Some(slots) => sides.fill(slots, &taken),
            None => recipients.to_vec(),
        };
        subjects = sides.refined(subjects, false);
        objects = sides.refined(objects, true);
        let mutual = matches!(name.as_str(), "diplomatic_relations" | "at_war_with" | "ceasefire_with");
        if mutual && objects.is_empty() && pattern.relation_object.is_some() {
            objects = sides.refined(recipients.to_vec(), true);
        }
        if mutual && objects.is_empty() && 1 < subjects.len() {
            // "The two Koreas are at war": the first with the rest.
            objects = subjects.split_off(1);
        }
        sides.complete(&mut subjects, &mut objects);
        let heads: Vec<usize> = objects.iter().map(|one| one.head).collect();
        if mutual && 1 < objects.len() && clause.stands_behind(&heads, "between") {
            // "brokered a truce between A and B": who brokers it is no side.
            let others = objects.split_off(1);
            subjects = std::mem::replace(&mut objects, others);
        }
        let named = |participants: &[Participant]| -> Vec<RelationSide> {
            participants.iter().flat_map(|one| sides.named(one)).collect()
        };
        let mut subjects = named(&subjects);
        let mut objects = match name.as_str() {
            // "the Paris accord" is nobody's organ.
            "party_to" | "member_of" => objects.iter().map(|one| sides.thing(one)).collect(),
            _ => named(&objects),
        };
        if mutual && objects.is_empty() && 1 < subjects.len() {
            objects = subjects.split_off(1);
        }
        make(name, change, subjects, objects)
    }

    fn kind(&self, head: usize) -> Option<MentionKind> {
        self.entities.mention(head).map(|mention| mention.kind)
    }

    fn is_person(&self, head: usize) -> bool {
        match self.kind(head) {
            Some(kind) => kind == MentionKind::Person,
            None => self.entities.label(head) == "PERSON",
        }
    }

    /// Says whether somebody is a person beyond doubt: one unknown word alone may be a country or a group.
    fn is_surely_person(&self, one: &Participant) -> bool {
        let single = one.span.of(self.syntax.doc.text()).split_whitespace().count() == 1;
        self.is_person(one.head)
            && one.on_behalf_of.is_none()
            && !(single && self.syntax.pos(one.head) == "PROPN")
    }

    fn participant(&self, head: usize) -> Participant {
        participant(self.syntax, self.entities, self.frames, head)
    }
}

/// Returns a relation of cleaned sides; `None` where one of them is empty.
pub(super) fn make(
    name: &str,
    change: Change,
    subjects: Vec<RelationSide>,
    objects: Vec<RelationSide>,
) -> Option<Relation> {
    let mut kept = Relation { subjects: Vec::new(), relation: name.to_owned(), objects: Vec::new(), change };
    for side in subjects {
        if !kept.subjects.contains(&side) {
            kept.subjects.push(side);
        }
    }
    for side in objects {
        let same =
            |subject: &RelationSide| subject == &side || side.actor.is_some() && subject.actor == side.actor;
        if !kept.objects.contains(&side) && !kept.subjects.iter().any(same) {
            kept.objects.push(side);
        }
    }
    (!kept.subjects.is_empty() && !kept.objects.is_empty()).then_some(kept)
}

/// The sides of one statement's relation.
struct Sides<'s, 'r, 'd> {
    relations: &'s Relations<'r, 'd>,
    clause: &'s Clause<'s, 'd>,
    name: &'s str,
}

impl Sides<'_, '_, '_> {
    fn fill(&self, slots: &[Slot], taken: &[usize]) -> Vec<Participant> {
        let heads = self.clause.fill(slots, taken);
        heads.into_iter().map(|head| self.relations.participant(head)).collect()
    }

    fn named(&self, participant: &Participant) -> Vec<RelationSide> {
        sides_of(participant, |participant| bare_name(self.clause.syntax, participant))
    }

    /// Returns a treaty or an organisation: itself, never the state that its name mentions.
    fn thing(&self, participant: &Participant) -> RelationSide {
        let name = match &participant.actor {
            Some(_) => participant.name.clone(),
            None => bare_name(self.clause.syntax, participant),
        };
        RelationSide { actor: participant.actor.clone(), name }
    }

    /// Names what a description stands for, and drops what cannot be a side of this relation.
    fn refined(&self, participants: Vec<Participant>, object: bool) -> Vec<Participant> {
        let mut found: Vec<Participant> =
            participants.into_iter().flat_map(|one| self.spelled_out(one)).collect();
        found.retain(|one| self.can_be(one, object));
        let known = |one: &Participant| {
            let called = self.clause.syntax.pos(one.head) == "PROPN";
            let group = self.relations.kind(one.head).is_some_and(|kind| kind != MentionKind::Person);
            one.actor.is_some() && (called || group) || one.on_behalf_of.is_some() || !one.members.is_empty()
        };
        if object && self.name == "sanctions" && found.iter().any(known) {
            // "on Chinese firms and citizens": the second stands under the first one's name.
            found.retain(known);
        }
        found
    }

    /// "four provinces: A, B, C and D", "A, the former colony that …", "envoys of A and B, which … recognised".
    fn spelled_out(&self, one: Participant) -> Vec<Participant> {
        let relations = self.relations;
        let syntax = self.clause.syntax;
        if syntax.dep(one.head) == "appos"
            && let Some(host) = syntax.doc.head(one.head)
            && relations.entities.mention(host).is_some_and(|mention| mention.actor.is_some())
        {
            return vec![relations.participant(host)];
        }
        let listed = syntax.doc.children(one.head).find(|&child| {
            one.head < child
                && syntax.dep(child) == "appos"
                && syntax.pos(child) == "PROPN"
                && syntax.doc.children(child).any(|below| syntax.dep(below) == "conj")
        });
        if let Some(listed) = listed.filter(|_| syntax.tag(one.head) == "NNS") {
            return syntax.coordinated(listed).into_iter().map(|head| relations.participant(head)).collect();
        }
        if one.actor.is_some() || !one.members.is_empty() {
            return vec![one];
        }
        let content = syntax.content_noun(one.head);
        if content != one.head {
            // "a majority of Britons".
            return vec![relations.participant(content)];
        }
        if matches!(self.name, "recognises" | "annexes") && !self.is_territory(one.head) {
            let within = syntax.phrases(one.head).into_iter().find(|phrase| {
                syntax.is_word(phrase.preposition, "of")
                    && phrase.objects.iter().any(|&head| self.is_territory(head))
            });
            if let Some(phrase) = within {
                return phrase.objects.into_iter().map(|head| relations.participant(head)).collect();
            }
        }
        vec![one]
    }

    fn is_territory(&self, head: usize) -> bool {
        matches!(
            self.relations.kind(head),
            Some(MentionKind::State | MentionKind::Polity | MentionKind::Place)
        ) || matches!(self.relations.entities.label(head), "GPE" | "LOC")
    }

    /// Says whether a participant can be a side of this relation: no person joins a union of states.
    fn can_be(&self, one: &Participant, object: bool) -> bool {
        let relations = self.relations;
        let person = relations.is_surely_person(one);
        match (self.name, object) {
            ("member_of", true) => {
                !person && !matches!(relations.kind(one.head), Some(MentionKind::State | MentionKind::Polity))
            }
            ("sanctions", true) | ("party_to", _) => true,
            ("at_war_with" | "ceasefire_with", true) => {
                let mere_place = one.actor.is_none() && self.is_territory(one.head);
                !person && !mere_place && self.clause.is_actor(one.head)
            }
            ("at_war_with" | "ceasefire_with" | "sanctions", false) => {
                !person && self.clause.is_actor(one.head)
            }
            _ => !person,
        }
    }
}

/// Returns what a participant is called in a relation: its actor, its members, or its words.
pub(super) fn sides_of(
    participant: &Participant,
    name: impl Fn(&Participant) -> String,
) -> Vec<RelationSide> {
    if !participant.members.is_empty() {
        let side = |actor: &tidings_text::ActorId| RelationSide {
            actor: Some(actor.clone()),
            name: actor.to_string(),
        };
        return participant.members.iter().map(side).collect();
    }
    // A minister, an ambassador or a president acts for the state.
    if let Some(side) = &participant.on_behalf_of {
        let name = if participant.actor.is_some() { participant.name.clone() } else { name(participant) };
        return vec![RelationSide { actor: Some(side.clone()), name }];
    }
    let name = if participant.actor.is_some() { participant.name.clone() } else { name(participant) };
    vec![RelationSide { actor: participant.actor.clone(), name }]
}
