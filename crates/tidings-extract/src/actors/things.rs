//! Whether "it" stands for an actor at all: not where it stands for nothing ("it is clear that"), nor where only things do or
//! are what is said of it ("it derailed", "it was taking a bend", "it was an attack").

use super::discourse::Discourse;
use super::syntax::{Part, dep, is_noun, lemma, place, tag};

/// What "it" may be said to be where it is a body: "it is a member", "it was the first to".
const ROLES_OF_BODIES: [&str; 26] = [
    "member",
    "ally",
    "partner",
    "signatory",
    "supporter",
    "home",
    "part",
    "victim",
    "target",
    "host",
    "leader",
    "donor",
    "supplier",
    "exporter",
    "importer",
    "buyer",
    "rival",
    "enemy",
    "threat",
    "client",
    "guarantor",
    "sponsor",
    "candidate",
    "successor",
    "friend",
    "founder",
];

impl Discourse<'_> {
    /// Says whether "it is …" speaks of readiness or guilt.
    pub(super) fn is_willing(&self, verb: usize) -> bool {
        let complement = self.doc.child(verb, "acomp").or_else(|| self.doc.child(verb, "oprd"));
        complement.is_some_and(|complement| {
            self.words.acting_adjectives.contains(lemma(self.doc, complement).as_str())
        })
    }

    /// Says whether "it" stands for nothing: "it is clear that", "it seems".
    pub(super) fn is_expletive(&self, token: usize) -> bool {
        let doc = self.doc;
        let own = place(doc, token);
        let verb = own.governor;
        let verb_lemma = lemma(doc, verb);
        if own.part == Part::Object && verb_lemma == "make" {
            return doc
                .children(verb)
                .any(|child| child > token && matches!(dep(doc, child), "ccomp" | "oprd" | "acomp"));
        }
        if !matches!(own.part, Part::Subject | Part::PassiveSubject) {
            return false;
        }
        if matches!(
            verb_lemma.as_str(),
            "seem" | "appear" | "happen" | "turn" | "matter" | "rain" | "snow" | "emerge"
        ) {
            return true;
        }
        if verb_lemma == "come" && doc.children(verb).any(|child| doc.lower(child) == "to") {
            return true;
        }
        let clause = doc.children(verb).any(|child| {
            child > verb
                && (matches!(dep(doc, child), "ccomp" | "xcomp" | "csubj")
                    && !self.is_willing(verb)
                    && tag(doc, child) != "VBG")
        });
        if own.part == Part::PassiveSubject {
            return clause;
        }
        let complement = doc.child(verb, "acomp").or_else(|| doc.child(verb, "attr"));
        let deep = complement.is_some_and(|complement| {
            doc.children(complement)
                .any(|child| matches!(dep(doc, child), "ccomp" | "xcomp" | "relcl" | "advcl" | "acl"))
        });
        let is_be = verb_lemma == "be" || doc.tokens().get(verb).is_some_and(|token| token.pos == "AUX");
        is_be
            && !self.is_willing(verb)
            && (clause || deep || complement.is_some_and(|complement| tag(doc, complement) == "CD"))
            || is_be
                && complement.is_none()
                && doc.children(verb).any(|child| dep(doc, child) == "prep" && doc.lower(child) == "for")
            || verb_lemma == "take" && clause
    }

    /// Says whether what is said of "it" is said of things alone: "it derailed", "it took the bend", "it was an attack".
    pub(super) fn is_thing(&self, token: usize) -> bool {
        let doc = self.doc;
        let own = place(doc, token);
        if !matches!(own.part, Part::Subject | Part::PassiveSubject) {
            return false;
        }
        let verb = own.governor;
        if own.part == Part::Subject && self.words.thing_verbs.contains(lemma(doc, verb).as_str()) {
            return true;
        }
        let on_its_way = doc.child(verb, "dobj").is_some_and(|object| self.is_way(object));
        let is_be = matches!(lemma(doc, verb).as_str(), "be" | "'s" | "’s");
        let predicate = doc.child(verb, "attr").filter(|_| is_be);
        let is_no_body = predicate.is_some_and(|predicate| {
            let noun = lemma(doc, predicate);
            let noun = noun.as_str();
            let body = self.words.countries.contains(noun)
                || self.words.bodies.contains(noun)
                || self.words.state_bodies.contains(noun)
                || self.words.sides.contains(noun)
                || self.words.organs.contains(noun)
                || self.words.people.contains(noun);
            let named = self.mention_of(predicate).is_some();
            is_noun(doc, predicate) && !body && !named && !ROLES_OF_BODIES.contains(&noun)
        });
        own.part == Part::Subject && (on_its_way || is_no_body)
    }

    /// Says whether a noun is a bend, a road, a track: what vehicles take.
    pub(super) fn is_way(&self, noun: usize) -> bool {
        self.words.ways.contains(lemma(self.doc, noun).as_str())
    }
}
