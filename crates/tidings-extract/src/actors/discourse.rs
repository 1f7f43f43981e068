//! What a pronoun or a description may refer back to, and how strongly each stands out.
//!
//! Salience after Lappin and Leass, "An Algorithm for Pronominal Anaphora Resolution", Computational Linguistics 20(4),
//! 1994: a weight for the part played (subject before object before the rest), halved with each sentence, summed over an
//! actor's mentions. Unlike theirs, the candidates are actors and, as rivals, plain nouns, so that a pronoun for a thing
//! resolves to nobody; and the weights of an actor's further mentions count less than its best.

use std::collections::BTreeMap;
use std::ops::Range;

use tidings_nlp::Doc;
use tidings_text::ActorId;

use super::MentionKind;
use super::found::{Found, set_key};
use super::roles::{Roles, find_roles};
use super::services::{forces, home_of};
use super::syntax::{
    Part, clause_verb, dep, first_conjunct, is_noun, is_plural, lemma, place, subject_of, tag,
};
use super::words::Words;

/// Weight of a mention as subject; the others below are in proportion.
const SUBJECT: f32 = 80.0;
const OBJECT: f32 = 50.0;
const POSSESSOR: f32 = 45.0;
const AFTER: f32 = 40.0;
const PREDICATE: f32 = 30.0;
const ATTRIBUTE: f32 = 12.0;
/// What further mentions of one actor add, as a share of their weights.
const AGAIN: f32 = 0.25;
/// What is left of the weight of a mention inside a quotation, seen from outside it.
const QUOTED: f32 = 0.6;
/// How many sentences back a referent is looked for.
const REACH: usize = 4;

/// The mentions so far, and the nouns that compete with them.
pub(super) struct Discourse<'d> {
    pub(super) doc: &'d Doc,
    pub(super) words: &'d Words,
    /// Mentions by name and those resolved so far.
    pub(super) mentions: Vec<Found>,
    /// Rows of conjoined actors, as one set each.
    pub(super) sets: Vec<Found>,
    /// Plain nouns.
    pub(super) nouns: Vec<Rival>,
    /// Persons whom a description stands for, and where.
    pub(super) roles: Roles,
    /// The public services that the report names, by class.
    pub(super) forces: BTreeMap<String, Vec<Found>>,
    /// The state that most of the report's names belong to.
    pub(super) home: Option<ActorId>,
    /// For each token, whether it stands inside quotation marks.
    pub(super) quoted: Vec<bool>,
    /// For each token, the number of its paragraph.
    pub(super) paragraph: Vec<usize>,
}

/// A plain noun that a pronoun may stand for instead of an actor.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rival {
    pub(super) head: usize,
    pub(super) plural: bool,
    pub(super) human: bool,
}

/// A referent with its score.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    pub(super) found: Found,
    pub(super) key: String,
    pub(super) score: f32,
}

impl<'d> Discourse<'d> {
    pub(super) fn new(doc: &'d Doc, words: &'d Words, mut mentions: Vec<Found>) -> Self {
        mentions.sort_by_key(|found| (found.tokens.start, found.tokens.end));
        let sets = conjoined(doc, &mentions);
        let (quoted, paragraph) = quotes_and_paragraphs(doc);
        let mut taken = vec![false; doc.len()];
        for found in &mentions {
            for token in found.tokens.clone().chain([found.head]) {
                if let Some(taken) = taken.get_mut(token) {
                    *taken = true;
                }
            }
        }
        let plain: Vec<Rival> = (0..doc.len())
            .filter(|&token| !taken[token])
            .filter_map(|token| rival(doc, words, token))
            .collect();
        // "The gunman, X": the noun is X's, and no rival of his; "the attacker" later goes on from it.
        let is_named =
            |token: usize| doc.children(token).any(|child| dep(doc, child) == "appos" && taken[child]);
        let is_role = |token: usize| !is_named(token) || words.culprits.contains(lemma(doc, token).as_str());
        let spoken_of: Vec<Rival> = plain.iter().copied().filter(|rival| is_role(rival.head)).collect();
        let roles = find_roles(doc, words, &spoken_of, &mentions);
        let nouns: Vec<Rival> = plain.into_iter().filter(|rival| !is_named(rival.head)).collect();
        let forces = forces(words, &mentions);
        let home = home_of(&mentions);
        Self { doc, words, mentions, sets, nouns, roles, forces, home, quoted, paragraph }
    }

    /// Adds what was resolved. A pronoun for a described person competes like the description.
    pub(super) fn add(&mut self, found: Found) {
        if found.described && found.anaphor && found.kind == MentionKind::Person {
            self.nouns.push(Rival { head: found.head, plural: found.plural, human: true });
        }
        self.mentions.push(found);
    }

    /// Returns the mention headed by a token, the longest first.
    pub(super) fn mention_of(&self, head: usize) -> Option<&Found> {
        let headed =
            self.mentions.iter().filter(|found| found.head == head).max_by_key(|found| found.tokens.len());
        // Of "the minister, Golda Meir, said" the parse's head is the minister, the mention's the name.
        headed.or_else(|| {
            self.mentions
                .iter()
                .find(|found| found.kind == MentionKind::Person && found.tokens.contains(&head))
        })
    }

    /// Returns the mention whose words hold a token.
    pub(super) fn mention_at(&self, token: usize) -> Option<&Found> {
        self.mentions.iter().find(|found| found.tokens.contains(&token))
    }

    /// Returns the referents before `at` that `accept` takes, best first.
    pub(super) fn candidates(&self, at: usize, accept: impl Fn(&Found) -> bool) -> Vec<Candidate> {
        let mut all: Vec<Candidate> = Vec::new();
        let before =
            |found: &&Found| !found.described && found.tokens.end <= at && !found.tokens.contains(&at);
        for found in self.mentions.iter().chain(&self.sets).filter(before) {
            let back = self.sentences_back(found.head, at);
            if back > REACH || !accept(found) {
                continue;
            }
            let inner = self.quoted.get(found.head).copied().unwrap_or(false)
                && !self.quoted.get(at).copied().unwrap_or(false);
            let weight = self.weight(found.head) * 0.5_f32.powi(back as i32) + self.recency(found.head, at);
            let weight = if inner { QUOTED * weight } else { weight };
            let key = found.key();
            match all.iter_mut().find(|candidate| candidate.key == key) {
                Some(candidate) => {
                    let (high, low) = if candidate.score < weight {
                        (weight, candidate.score)
                    } else {
                        (candidate.score, weight)
                    };
                    candidate.score = high + AGAIN * low;
                    // The fullest mention speaks for the actor.
                    if candidate.found.anaphor && !found.anaphor {
                        candidate.found = found.clone();
                    }
                }
                None => all.push(Candidate { found: found.clone(), key, score: weight }),
            }
        }
        sort(&mut all);
        all
    }

    /// Returns the score of the best plain noun before `at` that `accept` takes, and its token.
    pub(super) fn best_rival(&self, at: usize, accept: impl Fn(&Rival) -> bool) -> Option<(f32, usize)> {
        let scored = self.nouns.iter().filter(|rival| rival.head < at && accept(rival)).filter_map(|rival| {
            let back = self.sentences_back(rival.head, at);
            let score = self.weight(rival.head) * 0.5_f32.powi(back as i32) + self.recency(rival.head, at);
            (back <= 1).then_some((score, rival.head))
        });
        scored.max_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)))
    }

    pub(super) fn sentences_back(&self, from: usize, to: usize) -> usize {
        self.doc.sentence_of(to).saturating_sub(self.doc.sentence_of(from))
    }

    /// Returns the weight of the part that the phrase headed by `head` plays.
    pub(super) fn weight(&self, head: usize) -> f32 {
        let place = place(self.doc, head);
        match place.part {
            Part::Subject | Part::PassiveSubject => SUBJECT,
            Part::Object => OBJECT,
            Part::Possessor => {
                let owner = super::syntax::place(self.doc, place.governor);
                if owner.part == Part::Subject { POSSESSOR + 10.0 } else { POSSESSOR }
            }
            Part::After(_) => {
                if is_noun(self.doc, place.governor) {
                    AFTER - 8.0
                } else {
                    AFTER
                }
            }
            Part::Predicate | Part::Other => PREDICATE,
            Part::Attribute => ATTRIBUTE,
        }
    }

    fn recency(&self, from: usize, to: usize) -> f32 {
        let distance = to.saturating_sub(from) as f32;
        18.0 * (-distance / 14.0).exp()
    }

    /// Says whether a plain personal pronoun at `at` cannot stand for the phrase headed by `other`, because both are
    /// arguments of one verb (principle B of binding theory).
    pub(super) fn same_clause_argument(&self, at: usize, other: usize) -> bool {
        let own = place(self.doc, at);
        let place_of_other = place(self.doc, other);
        let argument =
            |part: Part| matches!(part, Part::Subject | Part::PassiveSubject | Part::Object | Part::After(_));
        if !argument(own.part) || !argument(place_of_other.part) {
            return false;
        }
        let verb = |token: usize| {
            if super::syntax::is_verb(self.doc, token) { Some(token) } else { clause_verb(self.doc, token) }
        };
        let (own_verb, other_verb) = (verb(own.governor), verb(place_of_other.governor));
        if own_verb.is_some() && own_verb == other_verb {
            return true;
        }
        let controlled = own_verb.and_then(|verb| controller(self.doc, self.words, verb));
        !matches!(own.part, Part::Subject | Part::PassiveSubject)
            && controlled.is_some_and(|subject| subject == first_conjunct(self.doc, other))
    }
}

/// Returns the subject of a verb, looking through control: of "urged Peru to open its market" the subject of "open" is Peru.
pub(super) fn controller(doc: &Doc, words: &Words, verb: usize) -> Option<usize> {
    let own = doc.children(verb).find(|&child| matches!(dep(doc, child), "nsubj" | "nsubjpass"));
    if own.is_some() {
        return own;
    }
    if let ("xcomp" | "advcl", Some(above)) = (dep(doc, verb), doc.head(verb)) {
        let steers = words.judging_verbs.contains(lemma(doc, above).as_str());
        if steers && tag(doc, verb) == "VB" {
            let object = doc.child(above, "dobj").or_else(|| {
                doc.children(above)
                    .filter(|&child| dep(doc, child) == "prep")
                    .find_map(|preposition| doc.child(preposition, "pobj"))
            });
            if object.is_some_and(|object| object < verb) {
                return object;
            }
        }
    }
    subject_of(doc, verb)
}

/// Sorts candidates by score, best first; equal scores by key.
pub(super) fn sort(all: &mut [Candidate]) {
    all.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.key.cmp(&b.key)));
}

fn rival(doc: &Doc, words: &Words, token: usize) -> Option<Rival> {
    if !is_noun(doc, token)
        || !matches!(dep(doc, token), "nsubj" | "nsubjpass" | "dobj" | "pobj" | "conj" | "appos" | "attr")
    {
        return None;
    }
    let noun = lemma(doc, token);
    if words.no_rivals.contains(noun.as_str()) {
        return None;
    }
    // At the head of a sentence the model takes "Neighbours" for a name.
    let several = tag(doc, token).starts_with("NNP")
        && noun.strip_suffix('s').is_some_and(|singular| words.people.contains(singular));
    let human = words.offices.contains(noun.as_str())
        || words.he_words.contains(noun.as_str())
        || words.she_words.contains(noun.as_str())
        || words.people.contains(noun.as_str())
        || several;
    Some(Rival {
        head: token,
        plural: several || is_plural(doc, token) || noun == "people" || noun == "police",
        human,
    })
}

/// Returns the rows of conjoined actors as sets.
fn conjoined(doc: &Doc, mentions: &[Found]) -> Vec<Found> {
    let mut sets: Vec<Found> = Vec::new();
    for first in mentions.iter().filter(|found| found.actor.is_some() && dep(doc, found.head) != "conj") {
        let mut row: Vec<&Found> = vec![first];
        let mut next = 0;
        while next < row.len() && row.len() < 32 {
            for child in doc.children(row[next].head).filter(|&child| dep(doc, child) == "conj") {
                let person = first.kind == MentionKind::Person;
                let same = |found: &&Found| {
                    found.head == child
                        && found.actor.is_some()
                        && (found.kind == MentionKind::Person) == person
                };
                if let Some(found) = mentions.iter().find(same) {
                    row.push(found);
                }
            }
            next += 1;
        }
        let mut members = Vec::new();
        for found in &row {
            if let Some(actor) = found.actor.as_ref().filter(|actor| !members.contains(*actor)) {
                members.push(actor.clone());
            }
        }
        if members.len() < 2 {
            continue;
        }
        let end = row.iter().map(|found| found.tokens.end).max().unwrap_or(first.tokens.end);
        let mut set = first.clone();
        set.tokens = first.tokens.start..end.max(first.tokens.end);
        set.actor = None;
        set.name = row.iter().map(|found| found.name.as_str()).collect::<Vec<_>>().join(" + ");
        set.members = members;
        set.plural = true;
        set.acts = row.iter().any(|found| found.acts);
        sets.push(set);
    }
    sets.extend(listed(doc, mentions));
    sets.sort_by_key(|set| (set.tokens.start, std::cmp::Reverse(set.members.len())));
    sets.dedup_by(|a, b| a.tokens == b.tokens && set_key(&a.members) == set_key(&b.members));
    sets
}

/// Returns the pairs and lists that the words show ("A, B and C"), whatever the parse makes of them.
fn listed(doc: &Doc, mentions: &[Found]) -> Vec<Found> {
    let mut lists = Vec::new();
    let named: Vec<&Found> = mentions.iter().filter(|found| found.actor.is_some()).collect();
    let gap = |one: &Found, next: &Found| -> Option<bool> {
        let between = one.tokens.end..next.tokens.start;
        let link = |token: usize| matches!(doc.lower(token).as_str(), "and" | "," | "the");
        let fits = !between.is_empty() && between.len() <= 3 && between.clone().all(link);
        let same = (one.kind == MentionKind::Person) == (next.kind == MentionKind::Person);
        (fits && same).then(|| between.into_iter().any(|token| doc.lower(token) == "and"))
    };
    for (index, pair) in named.windows(2).enumerate() {
        let [one, next] = pair else { continue };
        if gap(one, next) != Some(true) {
            continue;
        }
        let mut row = vec![*one, *next];
        for before in named[..index].iter().rev() {
            match row.first().map(|first| gap(before, first)) {
                Some(Some(false)) => row.insert(0, before),
                _ => break,
            }
        }
        let mut members: Vec<_> = row.iter().filter_map(|found| found.actor.clone()).collect();
        members.dedup();
        if members.len() < 2 {
            continue;
        }
        let mut set = row[0].clone();
        set.tokens = row[0].tokens.start..next.tokens.end;
        set.actor = None;
        set.name = row.iter().map(|found| found.name.as_str()).collect::<Vec<_>>().join(" + ");
        set.members = members;
        set.plural = true;
        lists.push(set);
    }
    lists
}

fn quotes_and_paragraphs(doc: &Doc) -> (Vec<bool>, Vec<usize>) {
    let mut quoted = Vec::with_capacity(doc.len());
    let mut paragraph = Vec::with_capacity(doc.len());
    let (mut open, mut number) = (false, 0);
    for token in 0..doc.len() {
        let word = doc.word(token);
        let ends_line = word.contains('\n');
        open &= !ends_line;
        let toggles = match word {
            "\"" => Some(!open),
            "“" | "``" => Some(true),
            "”" | "''" => Some(false),
            _ => None,
        };
        quoted.push(open && toggles.is_none());
        // The break itself stands at the end of its line.
        paragraph.push(number);
        number += usize::from(ends_line);
        open = toggles.unwrap_or(open);
    }
    (quoted, paragraph)
}

/// Returns the tokens of the noun phrase that a description headed by `noun` covers.
pub(super) fn description_tokens(doc: &Doc, noun: usize) -> Range<usize> {
    super::syntax::left_edge(doc, noun)..noun + 1
}
