//! Public services in everyday news: police, fire brigades, courts, prosecutors, investigators.
//!
//! A service acts in its own name and its state answers for it. Bare words ("police", "the court") mean the one service of
//! that class that the report names, where there is exactly one; else they stand for themselves, with the state that most
//! of the report is about behind them.

use std::collections::BTreeMap;

use tidings_nlp::Doc;
use tidings_text::ActorId;

use super::MentionKind;
use super::acts::{Nature, acts};
use super::discourse::{Discourse, description_tokens};
use super::found::{Found, slugify};
use super::pronouns::stand_for;
use super::syntax::{Part, dep, is_noun, is_plural, lemma, place, tag};
use super::words::Words;

/// Of classes whose bare noun is a place as often as a body, only names count.
const ONLY_BY_NAME: [&str; 2] = ["hospital", "ambulance"];

/// Returns the services that a report names, by class, each once.
pub(super) fn forces(words: &Words, mentions: &[Found]) -> BTreeMap<String, Vec<Found>> {
    let mut by_class: BTreeMap<String, Vec<Found>> = BTreeMap::new();
    let organisations = mentions
        .iter()
        .filter(|found| found.kind == MentionKind::Organisation && found.actor.is_some() && !found.described);
    for found in organisations {
        let Some(class) = words.service_in(&found.name) else { continue };
        let known = by_class.entry(class.to_owned()).or_default();
        if !known.iter().any(|other| other.actor == found.actor) {
            known.push(found.clone());
        }
    }
    by_class
}

/// Returns the state that more than half of the names in a report belong to or act for.
pub(super) fn home_of(mentions: &[Found]) -> Option<ActorId> {
    let mut counts: BTreeMap<&ActorId, usize> = BTreeMap::new();
    let states = mentions.iter().filter_map(|found| match found.kind {
        MentionKind::State | MentionKind::Place => found.actor.as_ref(),
        _ => found.on_behalf_of.as_ref(),
    });
    for state in states {
        *counts.entry(state).or_default() += 1;
    }
    let all: usize = counts.values().sum();
    counts.into_iter().find(|(_, count)| all < 2 * count).map(|(state, _)| state.clone())
}

impl Discourse<'_> {
    /// "police", "the court", "local prosecutors": a service without a name of its own.
    pub(super) fn resolve_service(&self, noun: usize) -> Option<Found> {
        let doc = self.doc;
        let noun_lemma = lemma(doc, noun);
        let bare_force = noun_lemma == "force" && doc.lower(noun) == "force";
        let class = match self.words.service_of(&noun_lemma) {
            Some(class) => class,
            None if bare_force => "police",
            None if is_emergency_service(doc, noun, &noun_lemma) => "emergency",
            None => return None,
        };
        let one_of_them = !bare_force
            && !is_plural(doc, noun)
            && (self.words.people.contains(noun_lemma.as_str())
                || self.words.offices.contains(noun_lemma.as_str())
                || self.words.organ_plural_only.contains(noun_lemma.as_str()));
        let attribute = place(doc, noun).part == Part::Attribute;
        if !is_noun(doc, noun)
            || attribute
            || one_of_them
            || ONLY_BY_NAME.contains(&class)
            || self.mention_at(noun).is_some()
        {
            return None;
        }
        let tokens = description_tokens(doc, noun);
        let is_article = |token: usize| matches!(tag(doc, token), "DT" | "PDT" | "PRP$" | "POS");
        let own: Vec<String> =
            (tokens.start..noun).filter(|&token| !is_article(token)).map(|token| doc.lower(token)).collect();
        let definite = doc.lower(tokens.start) == "the" || tokens.len() == 1;
        let elsewhere = doc.children(noun).any(|child| {
            dep(doc, child) == "prep"
                && matches!(doc.lower(child).as_str(), "in" | "of" | "from")
                && doc.child(child, "pobj").is_some_and(|object| tag(doc, object).starts_with("NNP"))
        });
        let named = self.forces.get(class).map_or(&[][..], Vec::as_slice);
        if let ([only], true, false) = (named, definite, elsewhere) {
            let name = only.name.to_lowercase();
            if own.iter().all(|word| name.split_whitespace().any(|part| part == word)) {
                let mut found = stand_for(only, tokens, noun, "actors/description", doc);
                found.acts = acts(doc, self.words, noun, Nature::Actor);
                return Some(found);
            }
        }
        if bare_force {
            return None;
        }
        let words = (tokens.start..noun + 1).find(|&token| !is_article(token)).unwrap_or(noun)..noun + 1;
        let name = doc.span(words).of(doc.text()).split_whitespace().collect::<Vec<_>>().join(" ");
        let mut found =
            Found::new(tokens, noun, MentionKind::Organisation, name.to_lowercase(), "actors/service");
        found.actor = Some(slugify(&name).into());
        found.on_behalf_of = self.home.clone().filter(|_| !elsewhere);
        found.described = class != "police";
        found.acts = acts(doc, self.words, noun, Nature::Actor);
        Some(found)
    }
}

/// "emergency services", "the fire department", "an ambulance crew".
fn is_emergency_service(doc: &Doc, noun: usize, noun_lemma: &str) -> bool {
    matches!(noun_lemma, "service" | "crew" | "department" | "team" | "worker")
        && doc.children(noun).any(|child| {
            child < noun
                && dep(doc, child) == "compound"
                && matches!(doc.lower(child).as_str(), "emergency" | "rescue" | "fire" | "ambulance")
        })
}

/// Says whether a token heads a phrase that opens with "a" or "another".
pub(super) fn is_new(doc: &Doc, noun: usize) -> bool {
    doc.children(noun).any(|child| {
        child < noun && matches!(doc.lower(child).as_str(), "a" | "an" | "another" | "one" | "second")
    })
}
