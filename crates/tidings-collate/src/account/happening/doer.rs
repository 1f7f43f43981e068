//! Who or what did it: the attacker whom the reports name, the vehicle that left the rails.

use std::collections::{BTreeMap, BTreeSet};

use tidings_extract::Participant;
use tidings_nlp::Doc;
use tidings_text::wire;

use super::{Happening, is_listed, is_one, is_pronoun, lemma};
use crate::account::Context;
use crate::account::merge::statement;
use crate::events::{Claim, Party};
use crate::knowledge;
use crate::passages::words;
use crate::told::Field;

/// Returns who or what the statements of the main happening have as its doer; empty where none stands out.
///
/// Of an attack, a person named for the attacker comes first ("gunman A. B.", "the driver, A. B.", "identified as
/// A. B."), then the word that most reports have for whoever did it; of an accident, what most have as its subject.
pub(crate) fn doers(context: &Context<'_>, happening: &Happening, claims: &[Claim]) -> Vec<wire::ActorName> {
    let main = claims.iter().any(|claim| happening.is_main(claim.at));
    let named = if main && happening.is_attack() { named_attacker(context) } else { None };
    let best = named.or_else(|| described(context, happening, claims));
    best.into_iter().collect()
}

/// Returns the person whom most reports put beside a word for the attacker.
fn named_attacker(context: &Context<'_>) -> Option<wire::ActorName> {
    let mut names: BTreeMap<String, (BTreeSet<usize>, BTreeMap<String, usize>)> = BTreeMap::new();
    for (report, told) in context.reports.iter().enumerate() {
        let Some(doc) = told.doc(Field::Text) else { continue };
        for entity in doc.entities().iter().filter(|entity| &*entity.label == "PERSON") {
            let tokens = entity.start..entity.end;
            if !tokens.clone().any(|token| is_put_beside(doc, token, &tokens)) {
                continue;
            }
            let name = doc.span(tokens).of(doc.text()).replace('\n', " ");
            let Some(last) = name.split_whitespace().next_back().map(words::fold) else { continue };
            let entry = names.entry(last).or_default();
            entry.0.insert(report);
            *entry.1.entry(name).or_default() += 1;
        }
    }
    let fewest = if context.members.len() > 3 { 2 } else { 1 };
    let best = names
        .into_values()
        .filter(|(reports, _)| reports.len() >= fewest)
        .max_by_key(|(reports, _)| reports.len())?;
    let fullest =
        best.1.into_keys().max_by_key(|name| (name.split_whitespace().count().min(4), name.clone()))?;
    let slug: Vec<String> = Party::words_of(&fullest).into_iter().collect();
    Some(wire::ActorName { id: slug.join("-"), name: fullest })
}

/// Says whether a token of a name stands in apposition to a word for the attacker, or behind "identified as".
fn is_put_beside(doc: &Doc, token: usize, name: &std::ops::Range<usize>) -> bool {
    let attacker =
        |at: usize| !name.contains(&at) && knowledge::happenings().listed("attackers", &lemma(doc, at));
    let apposed = doc
        .children(token)
        .any(|child| matches!(&*doc.tokens()[child].dep, "appos" | "compound" | "nmod") && attacker(child));
    let Some(head) = doc.head(token).filter(|head| !name.contains(head)) else { return apposed };
    let dep = &*doc.tokens()[token].dep;
    let below = matches!(dep, "appos" | "compound" | "nmod") && attacker(head);
    let identified = dep == "pobj"
        && doc.lower(head) == "as"
        && doc.head(head).is_some_and(|verb| {
            matches!(doc.tokens()[verb].lemma.as_str(), "identify" | "name") && {
                let what = doc.child(verb, "nsubjpass").or_else(|| doc.child(verb, "dobj"));
                // "The victim was identified as": only who attacked.
                what.or_else(|| doc.head(verb)).is_some_and(|what| {
                    attacker(what) || matches!(lemma(doc, what).as_str(), "driver" | "pilot")
                })
            }
        });
    apposed || below || identified
}

/// Returns what most reports have as the doer, in the words that tell most of it.
fn described(context: &Context<'_>, happening: &Happening, claims: &[Claim]) -> Option<wire::ActorName> {
    let mut found = Described::default();
    // Of an accident, what crashed; of an attack also who killed.
    let tells = |claim: &Claim| happening.is_attack() || happening.is_act(claim.at);
    let in_text = |claim: &Claim| tells(claim) && claim.verb && claim.at.field == Field::Text;
    for claim in claims.iter().filter(|claim| in_text(claim)) {
        let Some(statement) = statement(context.reports, claim.at) else { continue };
        let Some(doc) = context.reports[claim.at.report].doc(claim.at.field) else { continue };
        for party in statement.actors.iter().filter(|_| statement.frame != "die") {
            let person = is_one(doc, party) && !is_pronoun(doc, party);
            let pos = &*doc.tokens()[party.head].pos;
            let thing =
                party.actor.is_none() && (pos == "NOUN" || (pos == "PROPN" && !happening.is_attack()));
            let head = lemma(doc, party.head);
            let people = ["person", "anybody"].iter().any(|list| knowledge::happenings().listed(list, &head));
            // Of an accident the vessel or the vehicle, not those on board.
            let person = person && (happening.is_attack() || !people);
            let thing = thing && (happening.is_attack() || !people);
            let named = knowledge::happenings().noun(&lemma(doc, party.head)).is_some();
            if !is_listed("law", doc, party) && (person || thing) && !named {
                found.add(claim.at.report, doc, party, false);
            }
        }
    }
    found.best(true)
}

/// Returns who stopped the attackers and whom they stopped, as most reports describe them.
pub(crate) fn stopped(
    context: &Context<'_>,
    claims: &[Claim],
) -> (Vec<wire::ActorName>, Vec<wire::ActorName>) {
    let (mut law, mut fallen) = (Described::default(), Described::default());
    for claim in claims.iter().filter(|claim| claim.at.field == Field::Text) {
        let Some(statement) = statement(context.reports, claim.at) else { continue };
        let Some(doc) = context.reports[claim.at.report].doc(claim.at.field) else { continue };
        for party in &statement.actors {
            if is_listed("law", doc, party) {
                law.add(claim.at.report, doc, party, false);
            }
        }
        for party in &statement.recipients {
            let person = is_one(doc, party) || is_listed("attackers", doc, party);
            if person && !is_pronoun(doc, party) && !is_listed("law", doc, party) {
                fallen.add(claim.at.report, doc, party, false);
            }
        }
    }
    (law.best(false).into_iter().collect(), fallen.best(false).into_iter().collect())
}

/// Returns those whom an attack struck, as most reports describe them: "a crowd at the market".
pub(crate) fn struck(context: &Context<'_>, claims: &[Claim]) -> Vec<wire::ActorName> {
    let mut found = Described::default();
    for claim in claims.iter().filter(|claim| claim.at.field == Field::Text) {
        let Some(statement) = statement(context.reports, claim.at) else { continue };
        let Some(doc) = context.reports[claim.at.report].doc(claim.at.field) else { continue };
        let sufferers = if statement.frame == "die" { &statement.actors } else { &statement.recipients };
        for party in sufferers {
            let people = matches!(&*doc.tokens()[party.head].pos, "NOUN")
                && party.actor.is_none()
                && knowledge::happenings().noun(&lemma(doc, party.head)).is_none();
            if people {
                found.add(claim.at.report, doc, party, true);
            }
        }
    }
    found.best(true).into_iter().collect()
}

/// Descriptions by their head's lemma: the reports that use it, and its phrases.
#[derive(Debug, Default)]
struct Described {
    heads: BTreeMap<String, (BTreeSet<usize>, BTreeMap<String, usize>)>,
}

/// Words that a description may have.
const MOST_WORDS: usize = 8;

impl Described {
    fn add(&mut self, report: usize, doc: &Doc, party: &Participant, whole: bool) {
        let entry = self.heads.entry(lemma(doc, party.head)).or_default();
        entry.0.insert(report);
        let is_number =
            |token: usize| &*doc.tokens()[token].pos == "NUM" && doc.head(token) == Some(party.head);
        let counted = doc.tokens_in(party.span).rfind(|&token| token < party.head && is_number(token));
        let first = counted.map_or(doc.tokens_in(party.span).start, |number| number + 1);
        let start = (first..=party.head).find(|&token| {
            !matches!(&*doc.tokens()[token].dep, "det" | "poss" | "punct" | "advmod" | "predet")
        });
        let Some(start) = start else { return };
        let last = doc.subtree_range(party.head).end;
        let close = |end: usize| {
            (start..end).filter(|&token| &*doc.tokens()[token].pos != "SPACE").count() <= MOST_WORDS
        };
        let end = if whole && close(last) { last } else { doc.tokens_in(party.span).end.max(party.head + 1) };
        let name = doc.span(start..end).of(doc.text()).trim_end_matches([',', '.', ';', ' ']);
        if name.split_whitespace().count() <= MOST_WORDS && !name.contains('\n') {
            *entry.1.entry(name.to_owned()).or_default() += 1;
        }
    }

    /// Returns the head of most reports: in its fullest phrase, or in its most usual one.
    fn best(self, fullest: bool) -> Option<wire::ActorName> {
        let (head, (_, names)) = self
            .heads
            .into_iter()
            .max_by(|one, other| one.1.0.len().cmp(&other.1.0.len()).then(other.0.cmp(&one.0)))?;
        let n_words = |name: &str| if fullest { name.split_whitespace().count() } else { 0 };
        let chosen = names.into_iter().max_by(|one, other| {
            n_words(&one.0).cmp(&n_words(&other.0)).then(one.1.cmp(&other.1)).then(other.0.cmp(&one.0))
        });
        let name = chosen.map_or_else(|| head.clone(), |(name, _)| name);
        Some(wire::ActorName { id: name.to_lowercase(), name })
    }
}
