//! The standing relation that a statement starts, ends or tells of.

use tidings_text::Span;

use super::arguments::Clause;
use super::frames::{Frame, Frames};
use super::model::{Change, Participant, Relation, RelationSide};
use super::participants::{Entities, bare_name, noun_phrase, participant};
use super::pattern::{Pattern, Slot};

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
    let sides = Sides { clause, frames, entities };
    let (subjects, objects) = if name == "holds_office" {
        sides.office(pattern, actors, recipients)
    } else {
        let subjects = match &pattern.relation_subject {
            Some(slots) => sides.fill(slots, &[]),
            None => actors.iter().flat_map(|actor| sides.named(actor)).collect(),
        };
        let taken: Vec<usize> = match pattern.relation_subject {
            Some(_) => Vec::new(),
            None => actors.iter().map(|actor| actor.head).collect(),
        };
        let objects = match &pattern.relation_object {
            Some(slots) => sides.fill(slots, &taken),
            None => recipients.iter().flat_map(|recipient| sides.named(recipient)).collect(),
        };
        (subjects, objects)
    };
    let mutual = matches!(name.as_str(), "diplomatic_relations" | "at_war_with" | "ceasefire_with");
    let (subjects, objects) = if mutual && objects.is_empty() && 1 < subjects.len() {
        // "The two Koreas are at war": the first with the rest.
        let mut subjects = subjects;
        let others = subjects.split_off(1);
        (subjects, others)
    } else {
        (subjects, objects)
    };
    make(name, holding(clause).unwrap_or(*change), subjects, objects)
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
        if !kept.objects.contains(&side) && !kept.subjects.contains(&side) {
            kept.objects.push(side);
        }
    }
    (!kept.subjects.is_empty() && !kept.objects.is_empty()).then_some(kept)
}

struct Sides<'s, 'd> {
    clause: &'s Clause<'s, 'd>,
    frames: &'s Frames,
    entities: &'s Entities<'s>,
}

impl Sides<'_, '_> {
    fn fill(&self, slots: &[Slot], taken: &[usize]) -> Vec<RelationSide> {
        let heads = self.clause.fill(slots, taken);
        let read = |head| participant(self.clause.syntax, self.entities, self.frames, head);
        heads.into_iter().flat_map(|head| self.named(&read(head))).collect()
    }

    fn named(&self, participant: &Participant) -> Vec<RelationSide> {
        sides_of(participant, |participant| bare_name(self.clause.syntax, participant))
    }

    /// The person and the office: "Defence Minister Jonas Petrauskas resigned", "named her as ambassador".
    fn office(
        &self,
        pattern: &Pattern,
        actors: &[Participant],
        recipients: &[Participant],
    ) -> (Vec<RelationSide>, Vec<RelationSide>) {
        let syntax = self.clause.syntax;
        let doc = syntax.doc;
        let heads = match &pattern.relation_subject {
            Some(slots) => self.clause.fill(slots, &[]),
            None => actors.iter().map(|actor| actor.head).collect(),
        };
        let mut persons = Vec::new();
        let mut titles: Vec<RelationSide> = Vec::new();
        let others: Vec<usize> = recipients.iter().map(|recipient| recipient.head).collect();
        for &head in heads.iter().chain(&others) {
            let holds = heads.contains(&head);
            let tokens = noun_phrase(syntax, self.entities, head);
            let is_name = |token: usize| self.entities.label(token) == "PERSON" && syntax.starts_upper(token);
            let named = tokens.clone().find(|&token| is_name(token));
            let read = participant(syntax, self.entities, self.frames, head);
            match named {
                Some(first) => {
                    let last = tokens
                        .clone()
                        .skip_while(|&token| token < first)
                        .take_while(|&token| is_name(token))
                        .last();
                    let words = doc.span(first..last.unwrap_or(first) + 1).of(doc.text()).to_owned();
                    if holds {
                        persons.push(RelationSide { actor: read.actor.clone(), name: words });
                    }
                    let after = last.unwrap_or(first) + 1;
                    if after < tokens.end && syntax.pos(after) == "NOUN" {
                        // "appointed A B prime minister", taken for one name by the parser.
                        titles.extend(office_words(self, doc.span(after..tokens.end)));
                    }
                    // "A B, the prime minister".
                    let apposition =
                        doc.children(head).find(|&child| syntax.dep(child) == "appos" && !is_name(child));
                    if let Some(apposition) = apposition {
                        titles.extend(office_words(
                            self,
                            doc.span(noun_phrase(syntax, self.entities, apposition)),
                        ));
                    }
                    if tokens.start < first {
                        titles.extend(office_words(self, doc.span(tokens.start..first)));
                    }
                }
                None => {
                    // "its foreign minister, X": the apposition is the person, the rest the office.
                    let apposition =
                        doc.children(head).find(|&child| syntax.dep(child) == "appos" && is_name(child));
                    if let Some(apposition) = apposition {
                        let person = participant(syntax, self.entities, self.frames, apposition);
                        if holds {
                            persons.push(RelationSide {
                                actor: person.actor.clone(),
                                name: bare_name(syntax, &person),
                            });
                        }
                        titles.extend(office_words(self, doc.span(tokens)));
                    } else if holds {
                        persons.extend(self.named(&read));
                    }
                }
            }
        }
        let generic = |side: &RelationSide| {
            let last = side.name.split_whitespace().last().unwrap_or_default().to_lowercase();
            self.frames.listed("generic_posts", &last)
        };
        let mut offices: Vec<RelationSide> = match &pattern.relation_object {
            Some(slots) => {
                let found = self.clause.fill(slots, &heads).into_iter();
                found
                    .filter_map(|head| office_words(self, doc.span(noun_phrase(syntax, self.entities, head))))
                    .collect()
            }
            None => Vec::new(),
        };
        if offices.is_empty() || offices.iter().all(generic) && !titles.is_empty() {
            offices = titles;
        }
        (persons, offices)
    }
}

/// Returns the words of an office before a name: without articles and adjectives in front.
fn office_words(sides: &Sides<'_, '_>, span: Span) -> Option<RelationSide> {
    let words = span.of(sides.clause.syntax.doc.text()).trim();
    let words = ["the ", "The ", "its ", "his ", "her ", "their ", "a ", "an "]
        .iter()
        .fold(words, |words, article| words.strip_prefix(article).unwrap_or(words));
    let form_of_address = matches!(words, "Mr." | "Mrs." | "Ms." | "Mr" | "Mrs" | "Ms" | "Dr." | "Sir");
    (!words.is_empty() && !form_of_address).then(|| RelationSide { actor: None, name: words.to_owned() })
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

/// "does not recognise": the negated present tense of a state changes nothing.
fn holding(clause: &Clause<'_, '_>) -> Option<Change> {
    let syntax = clause.syntax;
    let word = clause.word;
    let stative = matches!(syntax.lemma(word), "recognise" | "recognize") && !clause.passive;
    let does = syntax
        .doc
        .children(word)
        .any(|child| syntax.dep(child) == "aux" && matches!(syntax.doc.lower(child).as_str(), "does" | "do"));
    let negated = syntax.doc.children(word).any(|child| syntax.dep(child) == "neg");
    (stative && does && negated).then_some(Change::None)
}
