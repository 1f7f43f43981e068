//! One claim that tells of harm: its words, who did it, who suffered; and what the leads of a story say together.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use tidings_extract::times::interval;
use tidings_extract::{Modality, Participant, Polarity, Stance, Statement, TimeRole};
use tidings_nlp::Doc;

use super::LEAD_SENTENCES;
use super::sense::{Pointing, is_noun, pointing, sense, told_of};
use crate::events::Claim;
use crate::knowledge::{self, HarmClass, HarmRole};
use crate::told::{Field, Told};

/// A claim that tells of harm.
pub(super) struct Telling<'c> {
    pub(super) claim: &'c Claim,
    pub(super) statement: &'c Statement,
    pub(super) doc: &'c Doc,
    pub(super) class: &'static HarmClass,
    pub(super) lead: bool,
}

impl<'c> Telling<'c> {
    pub(super) fn new(reports: &'c [Told], claim: &'c Claim) -> Option<Self> {
        let told = reports.get(claim.at.report)?;
        let statement = told.found(claim.at.field).statements.get(claim.at.statement)?;
        let doc = told.doc(claim.at.field)?;
        let class = sense(doc, statement.head).or_else(|| told_of(doc, statement.head))?;
        // "Attacked his rival's plan", "struck a deal": the frame knows another sense.
        let figurative = statement.plover.as_deref().is_some_and(|plover| plover != "ASSAULT")
            && class.kinds.iter().any(|kind| kind == "attack");
        let lead = claim.at.field == Field::Title || claim.sentence < LEAD_SENTENCES;
        (!figurative).then_some(Self { claim, statement, doc, class, lead })
    }

    /// Says whether it is told as a fact.
    pub(super) fn is_fact(&self) -> bool {
        // "Run him over": a call to others.
        let token = &self.doc.tokens()[self.statement.head];
        let called_for = &*token.tag == "VB"
            && matches!(&*token.dep, "ROOT" | "conj" | "ccomp")
            && !self
                .doc
                .children(self.statement.head)
                .any(|child| matches!(&*self.doc.tokens()[child].dep, "nsubj" | "nsubjpass" | "aux"));
        !called_for
            && self.statement.polarity == Polarity::Positive
            && self.statement.stance == Stance::Affirms
            && matches!(self.statement.modality, Modality::Asserted | Modality::Announced | Modality::Alleged)
    }

    /// Says whether it is told as news: a fact, and no "attacks" or "an accident" in general.
    pub(super) fn is_news(&self) -> bool {
        let head = self.statement.head;
        let apart = is_noun(self.doc, head) && pointing(self.doc, head) == Pointing::Apart;
        self.is_fact() && !self.statement.background && !apart
    }

    /// Those who suffer: of "die" and its like, the subject.
    pub(super) fn sufferers(&self) -> impl Iterator<Item = &'c Participant> {
        let suffers = self.statement.frame == "die" || self.statement.plover.is_none();
        let of_subject = suffers && self.class.role == HarmRole::Harm && self.statement.recipients.is_empty();
        if of_subject { self.statement.actors.iter() } else { self.statement.recipients.iter() }
    }

    /// Those who do it.
    pub(super) fn agents(&self) -> impl Iterator<Item = &'c Participant> {
        let subject_suffers = self.statement.frame == "die";
        self.statement.actors.iter().filter(move |_| !subject_suffers)
    }
}

/// Returns the kind that most reports open with.
pub(super) fn main_kind(leading: &[&Telling<'_>]) -> Option<String> {
    let mut votes: BTreeMap<&str, BTreeMap<usize, f64>> = BTreeMap::new();
    for telling in leading.iter().filter(|telling| telling.class.role == HarmRole::Act) {
        // A word of several kinds speaks for each a little.
        let weight = 1.0 / telling.class.kinds.len().max(1) as f64;
        for kind in &telling.class.kinds {
            let vote = votes.entry(kind).or_default().entry(telling.claim.at.report).or_default();
            *vote = vote.max(weight);
        }
    }
    let sums = votes.into_iter().map(|(kind, votes)| (kind, votes.into_values().sum::<f64>()));
    let best = sums.max_by(|one, other| one.1.total_cmp(&other.1).then(other.0.cmp(one.0)));
    best.map(|(kind, _)| kind.to_owned())
}

/// Returns the means that most reports open with.
pub(super) fn main_manner(leading: &[&Telling<'_>]) -> Option<String> {
    let mut votes: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for telling in leading {
        let by_law = telling.agents().any(|party| is_listed("law", telling.doc, party));
        if let Some(manner) = telling.class.manner.as_deref().filter(|_| !by_law) {
            votes.entry(manner).or_default().insert(telling.claim.at.report);
        }
    }
    let best =
        votes.into_iter().max_by(|one, other| one.1.len().cmp(&other.1.len()).then(other.0.cmp(one.0)));
    best.map(|(manner, _)| manner.to_owned())
}

/// Says whether those who suffer are told as many: a number or a plural, in the leads of at least half of the reports
/// that say. One of many may be told beside it ("a woman was wounded as five died").
pub(super) fn is_many(leading: &[&Telling<'_>]) -> bool {
    let mut one = BTreeSet::new();
    let mut many = BTreeSet::new();
    for telling in leading.iter().filter(|telling| telling.class.role == HarmRole::Harm) {
        for party in telling.sufferers() {
            let side = if is_one(telling.doc, party) { &mut one } else { &mut many };
            side.insert(telling.claim.at.report);
        }
    }
    many.len() > one.difference(&many).count()
}

/// Says whether the harm itself is the law's: where a story is of what the police did.
pub(super) fn mostly_by_law(leading: &[&Telling<'_>]) -> bool {
    let mut law = BTreeSet::new();
    let mut others = BTreeSet::new();
    for telling in leading.iter().filter(|telling| telling.class.role != HarmRole::Name) {
        for party in telling.agents() {
            let side = if is_listed("law", telling.doc, party) { &mut law } else { &mut others };
            side.insert(telling.claim.at.report);
        }
    }
    law.len() > others.len()
}

/// Returns the words for those who do it, as leads name them.
pub(super) fn agents(leading: &[&Telling<'_>]) -> BTreeSet<String> {
    leading
        .iter()
        .flat_map(|telling| telling.agents().map(|party| (telling.doc, party)))
        .filter(|(doc, party)| is_one(doc, party) && !is_listed("law", doc, party) && !is_pronoun(doc, party))
        .map(|(doc, party)| lemma(doc, party.head))
        .collect()
}

pub(super) fn stated_days(statement: &Statement) -> Option<(Date, Date)> {
    let stated = statement.times.iter().filter(|time| time.span.is_some() && time.role == TimeRole::Occurred);
    stated.filter_map(|time| interval(&time.value)).next()
}

pub(super) fn lemma(doc: &Doc, token: usize) -> String {
    let Some(found) = doc.tokens().get(token) else { return String::new() };
    if found.lemma.is_empty() { doc.lower(token) } else { found.lemma.to_lowercase() }
}

pub(super) fn is_listed(list: &str, doc: &Doc, party: &Participant) -> bool {
    let table = knowledge::happenings();
    table.listed(list, &lemma(doc, party.head))
        || doc
            .tokens_in(party.span)
            .any(|token| doc.head(token) == Some(party.head) && table.listed(list, &lemma(doc, token)))
}

pub(super) fn is_pronoun(doc: &Doc, party: &Participant) -> bool {
    matches!(doc.lower(party.head).as_str(), "he" | "she" | "him" | "her" | "himself" | "herself")
}

/// Says whether a party is particular people, told one by one: "his father and brother", a name, "a woman".
pub(super) fn is_particular(doc: &Doc, party: &Participant) -> bool {
    let mut members = vec![party.head];
    let mut at = 0;
    while let Some(&member) = members.get(at) {
        members.extend(doc.children(member).filter(|&child| &*doc.tokens()[child].dep == "conj"));
        at += 1;
    }
    members.iter().all(|&member| {
        let Some(token) = doc.tokens().get(member) else { return false };
        let counted = doc.children(member).any(|child| {
            &*doc.tokens()[child].tag == "CD" && !matches!(doc.lower(child).as_str(), "one" | "1")
        });
        let person =
            knowledge::happenings().listed("person", &lemma(doc, member)) || is_person_name(doc, member);
        matches!(&*token.tag, "NN" | "NNP") && !counted && person
    })
}

fn is_person_name(doc: &Doc, token: usize) -> bool {
    &*doc.tokens()[token].pos == "PROPN"
        && doc
            .entities()
            .iter()
            .any(|entity| &*entity.label == "PERSON" && entity.start <= token && token < entity.end)
}

/// Says whether a party is one person: a name, or a word for one without a number.
pub(super) fn is_one(doc: &Doc, party: &Participant) -> bool {
    let several = doc.tokens_in(party.span).any(|at| {
        let token = &doc.tokens()[at];
        matches!(&*token.tag, "NNS" | "NNPS")
            || &*token.dep == "conj"
            || (&*token.tag == "CD"
                && !matches!(doc.lower(at).as_str(), "one" | "1")
                && doc.head(at) == Some(party.head))
    });
    let person = knowledge::happenings().listed("person", &lemma(doc, party.head));
    !several && (person || is_person_name(doc, party.head))
}
