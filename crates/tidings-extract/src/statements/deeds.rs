//! What a frame's word tells without being the deed that the frame codes: harm in accidents or to oneself, turns of
//! reporting, everyday doings of persons.
//!
//! PLOVER codes what actors do to each other. The frame of such a statement stays, its type is left out.

use super::Reader;
use super::clause::Syntax;
use super::frames::{Frame, Frames};
use super::model::Participant;
use super::triggers::Trigger;
use crate::actors::MentionKind;

/// What a report speaks of, by its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Matter {
    /// An accident or a disaster, and hardly any violence.
    Accident,
    /// Violence first.
    Violence,
    /// Neither, or both.
    Other,
}

/// Returns what a report speaks of.
pub(super) fn matter(syntax: Syntax<'_>, frames: &Frames) -> Matter {
    let count = |list: &str| {
        (0..syntax.doc.len())
            .filter(|&token| frames.listed(list, &syntax.lemma(token).to_lowercase()))
            .count()
    };
    let (accident, violence) = (count("accident_words"), count("violence_words"));
    if 1 < accident && 2 * violence < accident {
        Matter::Accident
    } else if accident < violence {
        Matter::Violence
    } else {
        Matter::Other
    }
}

impl Reader<'_, '_> {
    /// Says whether what is told is no deed of the frame's type.
    pub(super) fn is_no_deed(
        &self,
        frame: &Frame,
        trigger: &Trigger<'_, '_>,
        actors: &[Participant],
        recipients: &[Participant],
    ) -> bool {
        let (syntax, clause, word) = (self.syntax, &trigger.clause, trigger.word);
        match syntax.lemma(word) {
            // "armed with a rifle", "armed himself": how somebody is, not what is given to him.
            "arm" => {
                return clause.actors_of_passive().is_empty() && (clause.passive || to_oneself(syntax, word));
            }
            // "returned to Oslo": nothing is given back.
            "return" if syntax.is_verb(word) && !clause.passive && !clause.has_objects() => {
                return frame.plover.as_deref() == Some("CONCEDE");
            }
            // "a bomb squad detonated the parcel": to save, not to harm.
            "detonate" | "explode" | "destroy" | "defuse" => {
                return actors.iter().any(|actor| self.frames.listed("disposers", syntax.lemma(actor.head)));
            }
            // "a crowd gathered on the beach".
            "gather" => {
                return actors.iter().any(|actor| self.frames.listed("crowds", syntax.lemma(actor.head)));
            }
            _ => {}
        }
        match (frame.name.as_str(), frame.plover.as_deref()) {
            // "declined to comment": a turn of reporting.
            (_, Some("REJECT")) => clause
                .complement
                .is_some_and(|verb| self.frames.listed("reticence_verbs", syntax.lemma(verb))),
            // "was flown to Oslo": whoever is brought does not visit.
            ("visit", _) => clause.passive && matches!(syntax.lemma(word), "fly" | "head" | "travel" | "go"),
            // "she sells onions", "bought three guns": trade of persons.
            (_, Some("COOPERATE")) => {
                self.frames.listed("trading_verbs", syntax.lemma(word))
                    && !actors.iter().chain(recipients).any(|party| self.is_body(party))
            }
            ("kill" | "attack", _) => self.is_unwilled(trigger, actors),
            _ => false,
        }
    }

    /// Says whether harm was nobody's deed against another: in an accident, or done to oneself.
    fn is_unwilled(&self, trigger: &Trigger<'_, '_>, actors: &[Participant]) -> bool {
        let (syntax, clause) = (self.syntax, &trigger.clause);
        if to_oneself(syntax, trigger.word) {
            return true;
        }
        let thing = |actor: &Participant| {
            actor.actor.is_none()
                && syntax.is_noun(actor.head)
                && !clause.is_actor(actor.head)
                && !matches!(self.entities.label(actor.head), "PERSON" | "ORG" | "GPE" | "NORP")
        };
        if self.matter == Matter::Violence
            || !actors.iter().all(thing)
            || actors.is_empty() && !clause.passive
        {
            return false;
        }
        let sentence = syntax.doc.sentence(syntax.doc.sentence_of(trigger.word));
        let told = |list: &str| sentence.clone().any(|token| self.frames.listed(list, syntax.lemma(token)));
        let violent = self.frames.listed("violence_words", syntax.lemma(trigger.word));
        !violent && !told("violence_words") && (self.matter == Matter::Accident || told("accident_words"))
    }

    /// Says whether a participant is a state, a polity or an organisation.
    fn is_body(&self, party: &Participant) -> bool {
        match self.entities.mention(party.head) {
            Some(mention) => mention.kind != MentionKind::Person,
            None => {
                matches!(self.entities.label(party.head), "ORG" | "GPE" | "NORP")
                    || self.frames.listed("organs_of_state", self.syntax.lemma(party.head))
                    || self.frames.listed("firms", self.syntax.lemma(party.head))
            }
        }
    }
}

/// Says whether a verb's object is its subject: "killed himself".
fn to_oneself(syntax: Syntax<'_>, verb: usize) -> bool {
    syntax.doc.child(verb, "dobj").is_some_and(|object| {
        matches!(syntax.doc.lower(object).as_str(), "himself" | "herself" | "themselves" | "itself")
    })
}
