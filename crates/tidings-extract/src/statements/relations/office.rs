//! Who holds which office: the person, and the office from the clause, from the person's title, or from what the report
//! calls the person elsewhere ("Prime Minister X … X resigned").

use std::ops::Range;

use tidings_text::ActorId;

use super::Sides;
use crate::statements::clause::Syntax;
use crate::statements::frames::Frames;
use crate::statements::model::{Participant, Relation, RelationSide};
use crate::statements::participants::{Entities, bare_name, noun_phrase, participant};
use crate::statements::pattern::Pattern;

/// An office that a report gives to a person.
#[derive(Debug)]
struct Told {
    /// The last word of the person's name, lower case.
    surname: String,
    actor: Option<ActorId>,
    office: RelationSide,
}

/// The offices that a doc gives to persons, in text order.
#[derive(Debug, Default)]
pub(super) struct OfficesTold {
    told: Vec<Told>,
}

impl OfficesTold {
    pub(super) fn read(syntax: Syntax<'_>, frames: &Frames, entities: &Entities<'_>) -> Self {
        let reader = TitleReader { syntax, frames, entities };
        let mut told = Vec::new();
        for head in 0..syntax.doc.len() {
            let inside = matches!(syntax.dep(head), "compound" | "nmod" | "amod" | "punct" | "det" | "case");
            if inside || !(syntax.is_noun(head) || entities.label(head) == "PERSON") {
                continue;
            }
            let Some(name) = reader.name_in(head) else { continue };
            let read = participant(syntax, entities, frames, head);
            let surname = syntax.doc.lower(name.end.saturating_sub(1));
            for office in reader.titles(head) {
                told.push(Told { surname: surname.clone(), actor: read.actor.clone(), office });
            }
        }
        Self { told }
    }

    /// Adds what a relation tells: "was appointed health minister in May".
    pub(super) fn learn(&mut self, relation: &Relation) {
        let ([person], [office]) = (relation.subjects.as_slice(), relation.objects.as_slice()) else {
            return;
        };
        let Some(surname) = person.name.split_whitespace().last() else { return };
        self.told.push(Told {
            surname: surname.to_lowercase(),
            actor: person.actor.clone(),
            office: office.clone(),
        });
    }

    /// Returns the office that the doc gives to a person; of several the one told last.
    fn of(&self, surname: &str, actor: Option<&ActorId>) -> Option<RelationSide> {
        self.told
            .iter()
            .rev()
            .find(|told| told.surname == surname || actor.is_some() && told.actor.as_ref() == actor)
            .map(|told| told.office.clone())
    }
}

/// Reads the titles that stand beside a person's name.
struct TitleReader<'s, 'd> {
    syntax: Syntax<'d>,
    frames: &'s Frames,
    entities: &'s Entities<'s>,
}

impl TitleReader<'_, '_> {
    fn is_name(&self, token: usize) -> bool {
        self.entities.label(token) == "PERSON" && self.syntax.starts_upper(token)
    }

    /// Returns the tokens of the person's name in the noun phrase of `head`.
    fn name_in(&self, head: usize) -> Option<Range<usize>> {
        let mut tokens = noun_phrase(self.syntax, self.entities, head);
        // "the ouster of X": the name belongs to a phrase of its own.
        tokens.end = tokens.end.min(head + 1).max(tokens.start);
        let first = tokens.clone().find(|&token| self.is_name(token))?;
        let last = tokens.skip_while(|&token| token < first).take_while(|&token| self.is_name(token)).last();
        Some(first..last.unwrap_or(first) + 1)
    }

    /// Returns the offices before, behind and beside the name that `head` heads.
    fn titles(&self, head: usize) -> Vec<RelationSide> {
        let syntax = self.syntax;
        let doc = syntax.doc;
        let Some(name) = self.name_in(head) else { return Vec::new() };
        let tokens = noun_phrase(syntax, self.entities, head);
        let mut found = Vec::new();
        if name.end < tokens.end && syntax.pos(name.end) == "NOUN" {
            // "appointed A B prime minister", taken for one name by the parser.
            found.extend(self.office_in(name.end..tokens.end));
        }
        // "A B, the prime minister".
        let apposition =
            doc.children(head).find(|&child| syntax.dep(child) == "appos" && !self.is_name(child));
        if let Some(apposition) = apposition {
            found.extend(self.office_in(noun_phrase(syntax, self.entities, apposition)));
        }
        if syntax.dep(head) == "appos"
            && let Some(host) = doc.head(head)
            && self.name_in(host).is_none()
        {
            // "its foreign minister, A B".
            found.extend(self.office_in(noun_phrase(syntax, self.entities, host)));
        }
        if tokens.start < name.start {
            found.extend(self.office_in(tokens.start..name.start));
        }
        if found.is_empty()
            && matches!(syntax.dep(head), "nsubj" | "nsubjpass")
            && let Some(copula) = doc.head(head).filter(|&verb| matches!(syntax.lemma(verb), "be" | "become"))
            && let Some(named) = doc.child(copula, "attr")
        {
            // "A B is the governor of C".
            found.extend(self.office_in(noun_phrase(syntax, self.entities, named)));
        }
        found
    }

    /// Returns the words of an office without articles in front; `None` where they name none.
    fn office_in(&self, tokens: Range<usize>) -> Option<RelationSide> {
        let syntax = self.syntax;
        let is_office = |token: usize| {
            let lemma = syntax.lemma(token).to_lowercase();
            let last = lemma.rsplit('-').next().unwrap_or(&lemma);
            self.frames.listed("offices", &lemma)
                || self.frames.listed("offices", last)
                || lemma.contains("minister")
        };
        let former = |token: usize| self.frames.listed("past_modifiers", &syntax.doc.lower(token));
        if !tokens.clone().any(is_office) || tokens.clone().any(former) {
            return None;
        }
        Some(RelationSide { actor: None, name: office_words(syntax, tokens)? })
    }
}

/// Returns the words of an office without articles and owners in front.
fn office_words(syntax: Syntax<'_>, mut tokens: Range<usize>) -> Option<String> {
    while tokens.len() > 1
        && (matches!(syntax.dep(tokens.start), "det" | "punct" | "predet")
            || matches!(syntax.tag(tokens.start), "PRP$" | "DT" | "," | "HYPH")
            || syntax.pos(tokens.start) == "PUNCT")
    {
        tokens.start += 1;
    }
    while tokens.len() > 1 && syntax.pos(tokens.end - 1) == "PUNCT" {
        tokens.end -= 1;
    }
    let doc = syntax.doc;
    let words = doc.span(tokens).of(doc.text()).trim().to_owned();
    let form_of_address =
        matches!(words.as_str(), "Mr." | "Mrs." | "Ms." | "Mr" | "Mrs" | "Ms" | "Dr." | "Sir");
    (!words.is_empty() && !form_of_address).then_some(words)
}

impl Sides<'_, '_, '_> {
    /// Returns the persons and the offices: "Defence Minister Jonas Petrauskas resigned", "named her as ambassador".
    pub(super) fn office(
        &self,
        pattern: &Pattern,
        actors: &[Participant],
        recipients: &[Participant],
    ) -> (Vec<RelationSide>, Vec<RelationSide>) {
        let relations = self.relations;
        let syntax = self.clause.syntax;
        let titles = TitleReader { syntax, frames: relations.frames, entities: relations.entities };
        let heads = match &pattern.relation_subject {
            Some(slots) => self.clause.fill(slots, &[]),
            None => actors.iter().map(|actor| actor.head).collect(),
        };
        let mut persons = Vec::new();
        let mut told: Vec<RelationSide> = Vec::new();
        let others: Vec<usize> = recipients.iter().map(|recipient| recipient.head).collect();
        for &head in heads.iter().chain(&others) {
            let holds = heads.contains(&head);
            let named = self.person_named(&titles, head);
            let Some((head, name)) = named else { continue };
            let read = relations.participant(head);
            told.extend(titles.titles(head));
            if told.is_empty() {
                let surname = name.split_whitespace().last().unwrap_or(&name).to_lowercase();
                told.extend(relations.offices.of(&surname, read.actor.as_ref()));
            }
            if holds {
                persons.push(RelationSide { actor: read.actor, name });
            }
        }
        let generic = |side: &RelationSide| {
            let last = side.name.split_whitespace().last().unwrap_or_default().to_lowercase();
            relations.frames.listed("generic_posts", &last)
        };
        let mut offices: Vec<RelationSide> = match &pattern.relation_object {
            Some(slots) => {
                let found = self.clause.fill(slots, &heads).into_iter();
                found
                    .filter_map(|head| office_words(syntax, noun_phrase(syntax, relations.entities, head)))
                    .map(|name| RelationSide { actor: None, name })
                    .collect()
            }
            None => Vec::new(),
        };
        if offices.is_empty() {
            offices.extend(heads.iter().filter_map(|&head| self.office_behind(head)));
        }
        if offices.is_empty() || offices.iter().all(generic) && !told.is_empty() {
            offices = told;
        }
        (persons, offices)
    }

    /// "nomination of A B to the Supreme Court": what the parser hangs on a word further up.
    fn office_behind(&self, head: usize) -> Option<RelationSide> {
        let syntax = self.clause.syntax;
        let entities = self.relations.entities;
        let next = noun_phrase(syntax, entities, head).end;
        if syntax.doc.len() <= next || !matches!(syntax.doc.lower(next).as_str(), "as" | "to") {
            return None;
        }
        let office = syntax.doc.child(next, "pobj")?;
        let name = office_words(syntax, noun_phrase(syntax, entities, office))?;
        (!entities.is_measure(office)).then_some(RelationSide { actor: None, name })
    }

    /// Returns the head and the name of the person that a side stands for: its own, its apposition's, or that of the
    /// nearest person before a pronoun.
    fn person_named(&self, titles: &TitleReader<'_, '_>, head: usize) -> Option<(usize, String)> {
        let relations = self.relations;
        let syntax = self.clause.syntax;
        let doc = syntax.doc;
        let name_of =
            |head: usize| titles.name_in(head).map(|name| (head, doc.span(name).of(doc.text()).to_owned()));
        if let Some(named) = name_of(head) {
            return Some(named);
        }
        // "its foreign minister, X": the apposition is the person, the rest the office.
        let apposition = doc.children(head).filter(|&child| syntax.dep(child) == "appos").find_map(name_of);
        if apposition.is_some() {
            return apposition;
        }
        let read = relations.participant(head);
        if read.actor.is_some() && relations.is_person(head) {
            return Some((head, read.name));
        }
        let pronoun =
            matches!(doc.lower(head).as_str(), "he" | "she" | "him" | "her" | "his" | "himself" | "herself");
        if pronoun {
            let sentence = doc.sentence_of(head);
            let start = doc.sentence(sentence.saturating_sub(1)).start;
            let before = || (start..head).rev().filter(|&token| relations.entities.label(token) == "PERSON");
            // "if B appoints him": never the subject of his own clause.
            let clause_of = |token: usize| doc.ancestors(token).skip(1).find(|&above| syntax.is_verb(above));
            let own_clause = clause_of(head);
            return before()
                .filter(|&token| {
                    matches!(syntax.dep(token), "nsubj" | "nsubjpass") && clause_of(token) != own_clause
                })
                .find_map(name_of)
                .or_else(|| before().filter(|&token| clause_of(token) != own_clause).find_map(name_of))
                .or_else(|| Some((head, bare_name(syntax, &read))));
        }
        // "The dictator resigned": he stands for himself; "a woman was elected" names nobody.
        let definite = syntax.pos(head) == "PROPN"
            || doc.children(head).any(|child| {
                syntax.dep(child) == "poss" || syntax.dep(child) == "det" && syntax.is_word(child, "the")
            });
        let acts = relations.entities.mention(head).is_none_or(|_| relations.is_person(head));
        (definite && acts && !relations.entities.is_place(head)).then(|| (head, bare_name(syntax, &read)))
    }
}
