//! Pronouns resolved to the actors they stand for.
//!
//! Each pronoun takes the best of the candidates that agree with it in number, gender and kind, that binding allows, and
//! that outweigh the plain nouns around it; none where no candidate does. First persons in quotations are the speaker, or
//! those the speaker acts for.

use tidings_text::ActorId;

use super::MentionKind;
use super::discourse::{Candidate, Discourse, controller, sort};
use super::found::{Found, Gender, because};
use super::index::Actors;
use super::record::ActorKind;
use super::syntax::{Part, clause_verb, dep, is_verb, lemma, place, tag};

/// What a pronoun asks of its referent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Person {
    It,
    He,
    She,
    They,
    I,
    We,
    Whose,
}

/// Bonus for the subject of the pronoun's own clause, where the pronoun is a possessive in it.
const OWN_SUBJECT: f32 = 60.0;
/// The same for a plain noun.
const OWN_THING: f32 = 25.0;
/// Bonus for "Peru and its …", "Peru's port and its …": the possessor is next to certain.
const JOINED: f32 = 150.0;
/// What a pronoun that is no subject loses: "it" as an object is mostly a thing.
const NO_SUBJECT: f32 = 25.0;
/// What an actor loses in "it is costly", "they are necessary".
const MERELY_IS: f32 = 35.0;
/// What a mere place or attribute loses.
const STILL: f32 = 20.0;
/// Score of a subject that the pronoun looks ahead to.
const AHEAD: f32 = 40.0;
/// The same where nobody stands before.
const ONLY_AHEAD: f32 = 60.0;
/// Bonus for the subject of the clause above, where the pronoun is a subject: "Peru said it …".
const UPPER_SUBJECT: f32 = 70.0;
/// Bonus for the object of a verb of judging: "condemned Peru for its …".
const JUDGED: f32 = 70.0;
/// Bonus for a candidate that plays the pronoun's part.
const PARALLEL: f32 = 12.0;
/// What a plain noun loses against an actor where the pronoun's verb is one that only actors do.
const THING_CANNOT: f32 = 70.0;
/// The same where the verb is one that actors do and things do too.
const THING_SELDOM: f32 = 35.0;
/// What a plain noun loses elsewhere: reports are about actors.
const THING: f32 = 12.0;

fn person_of(doc: &tidings_nlp::Doc, token: usize) -> Option<(Person, bool, bool)> {
    let possessive = matches!(tag(doc, token), "PRP$" | "WP$") || dep(doc, token) == "poss";
    let word = doc.word(token);
    let lower = word.to_lowercase();
    let all_capitals = word.chars().count() > 1 && word.chars().all(char::is_uppercase);
    let (person, reflexive) = match lower.as_str() {
        "it" | "its" if !all_capitals => (Person::It, false),
        "itself" => (Person::It, true),
        "he" | "him" | "his" => (Person::He, false),
        "himself" => (Person::He, true),
        "she" | "her" | "hers" => (Person::She, false),
        "herself" => (Person::She, true),
        "they" | "them" | "their" | "theirs" => (Person::They, false),
        "themselves" => (Person::They, true),
        "i" | "me" | "my" => (Person::I, false),
        "we" | "our" | "ours" => (Person::We, false),
        "us" if !all_capitals => (Person::We, false),
        "whose" => (Person::Whose, false),
        _ => return None,
    };
    Some((person, possessive, reflexive))
}

impl Discourse<'_> {
    /// Returns the mention that a pronoun makes, where it stands for an actor.
    pub(super) fn resolve_pronoun(&self, token: usize, actors: &Actors) -> Option<Found> {
        let (person, possessive, reflexive) = person_of(self.doc, token)?;
        let referent = match person {
            Person::Whose => self.resolve_whose(token)?,
            Person::I | Person::We => self.resolve_speaker(token, person, actors)?,
            _ => self.resolve_third(token, person, possessive, reflexive)?,
        };
        Some(stand_for(&referent, token..token + 1, token, "actors/pronoun", self.doc))
    }

    fn resolve_third(
        &self,
        token: usize,
        person: Person,
        possessive: bool,
        reflexive: bool,
    ) -> Option<Found> {
        let doc = self.doc;
        if person == Person::It && (self.is_expletive(token) || !possessive && self.is_thing(token)) {
            return None;
        }
        if reflexive {
            let subject = clause_verb(doc, token).and_then(|verb| controller(doc, self.words, verb))?;
            return self.mention_of(subject).filter(|found| agrees(found, person)).cloned();
        }
        let mut all =
            self.candidates(token, |found| agrees(found, person) && self.may_bind(token, found, possessive));
        let mut excluded: Vec<String> = self.excluded(token, possessive);
        // Whoever is quoted says "I".
        if matches!(person, Person::He | Person::She) && self.quoted.get(token).copied().unwrap_or(false) {
            excluded.extend(self.speaker(token).map(|speaker| speaker.key()));
        }
        all.retain(|candidate| {
            !excluded.contains(&candidate.key) && !contains_any(&candidate.found, &excluded, person)
        });
        self.look_ahead(token, person, &mut all);
        for candidate in &mut all {
            candidate.score += self.bonus(token, person, possessive, candidate);
        }
        sort(&mut all);
        let rival = self.rival(token, person, possessive);
        match (all.first(), rival) {
            (Some(best), rival) if rival.is_none_or(|(score, _)| score < best.score) && 0.0 < best.score => {
                Some(best.found.clone())
            }
            (_, Some((_, head))) => self.described_rival(head, person),
            _ => None,
        }
    }

    /// Returns the described person or group that outweighs all actors.
    fn described_rival(&self, head: usize, person: Person) -> Option<Found> {
        let gender = match person {
            Person::He => Some(Gender::He),
            Person::She => Some(Gender::She),
            Person::They => None,
            _ => return None,
        };
        self.role_for(head, gender)
    }

    /// Adds the subject of the main clause where the pronoun stands in a phrase before it: "In its note, Peru said".
    fn look_ahead(&self, token: usize, person: Person, all: &mut Vec<Candidate>) {
        let doc = self.doc;
        let sentence = doc.sentence(doc.sentence_of(token));
        let Some(root) = sentence.clone().find(|&at| dep(doc, at) == "ROOT") else { return };
        let Some(subject) = doc.child(root, "nsubj").or_else(|| doc.child(root, "nsubjpass")) else { return };
        let fronted = token < doc.subtree_range(subject).start
            && doc
                .ancestors(token)
                .skip(1)
                .any(|at| matches!(dep(doc, at), "prep" | "advcl") && doc.head(at) == Some(root));
        if !fronted
            || all.iter().any(|candidate| {
                doc.sentence_of(candidate.found.head) == doc.sentence_of(token)
                    && candidate.found.head < token
            })
        {
            return;
        }
        if let Some(found) = self.mention_of(subject).filter(|found| agrees(found, person)) {
            let key = found.key();
            match all.iter_mut().find(|candidate| candidate.key == key) {
                Some(candidate) => candidate.score += AHEAD / 2.0,
                None => {
                    let score = if all.is_empty() { ONLY_AHEAD } else { AHEAD };
                    all.push(Candidate { found: found.clone(), key, score });
                }
            }
        }
    }

    /// Says whether binding lets the pronoun stand for this mention.
    fn may_bind(&self, token: usize, found: &Found, possessive: bool) -> bool {
        if possessive {
            let owned = self.doc.head(token).unwrap_or(token);
            return !(found.head != owned
                && self.doc.subtree(owned).contains(&found.head)
                && found.head > token);
        }
        true
    }

    /// Says whether a mention stands in the phrase of `owned` itself, no clause between.
    fn within_phrase(&self, owned: usize, head: usize) -> bool {
        self.doc.subtree(owned).contains(&head)
            && !self.doc.ancestors(head).take_while(|&at| at != owned).any(|at| is_verb(self.doc, at))
    }

    /// Returns the keys that the pronoun cannot stand for.
    fn excluded(&self, token: usize, possessive: bool) -> Vec<String> {
        let doc = self.doc;
        let sentence = doc.sentence_of(token);
        let here =
            self.mentions.iter().chain(&self.sets).filter(|found| doc.sentence_of(found.head) == sentence);
        let mut keys = Vec::new();
        for found in here {
            let out = if possessive {
                let owned = doc.head(token).unwrap_or(token);
                !found.anaphor && found.head > token && self.within_phrase(owned, found.head)
            } else {
                found.head != token && self.same_clause_argument(token, found.head)
            };
            if out {
                keys.push(found.key());
            }
        }
        keys
    }

    fn bonus(&self, token: usize, person: Person, possessive: bool, candidate: &Candidate) -> f32 {
        let doc = self.doc;
        let mut bonus = 0.0;
        let found = &candidate.found;
        let plural_person = person == Person::They && found.plural;
        let joined_to =
            |head: usize| doc.children(head).any(|child| dep(doc, child) == "conj" && child == found.head);
        let is_one = |head: usize| {
            let at_head = self.mention_of(head).is_some_and(|found| found.key() == candidate.key);
            at_head || self.sets.iter().any(|set| set.head == head && set.key() == candidate.key)
        };
        let own = place(doc, token);
        let verb = if is_verb(doc, own.governor) && !possessive {
            Some(own.governor)
        } else {
            clause_verb(doc, token)
        };
        if possessive {
            let subject = verb.and_then(|verb| controller(doc, self.words, verb));
            let judged = verb
                .filter(|&verb| self.words.judging_verbs.contains(lemma(doc, verb).as_str()))
                .and_then(|verb| doc.child(verb, "dobj"))
                .or_else(|| verb.and_then(|verb| broken_with(doc, verb)));
            let through_preposition = doc.ancestors(token).take_while(|&at| Some(at) != verb).any(|at| {
                dep(doc, at) == "prep" && matches!(doc.lower(at).as_str(), "for" | "over" | "of" | "about")
            });
            match judged.filter(|&object| object < token && through_preposition) {
                Some(object) if is_one(object) => bonus += JUDGED,
                Some(_) => {}
                None if subject.is_some_and(|subject| subject < token && is_one(subject)) => {
                    bonus += OWN_SUBJECT
                }
                None => {}
            }
            // "Russia and its allies", "the ministry of Peru and its".
            let owned = doc.head(token).unwrap_or(token);
            if dep(doc, owned) == "conj" {
                let joined = doc.head(owned);
                let possessor = joined.and_then(|joined| doc.child(joined, "poss"));
                if joined.is_some_and(is_one)
                    || possessor.is_some_and(|possessor| possessor < token && is_one(possessor))
                {
                    bonus += JOINED;
                }
            }
        } else if let Some(verb) = verb {
            let subject_here = matches!(own.part, Part::Subject | Part::PassiveSubject);
            if let Some(above) = clause_verb(doc, verb)
                .filter(|_| matches!(dep(doc, verb), "ccomp" | "advcl" | "relcl" | "pcomp" | "acl" | "xcomp"))
            {
                let upper = controller(doc, self.words, above);
                if upper.is_some_and(|upper| {
                    upper < token && (is_one(upper) || plural_person && joined_to(upper))
                }) {
                    bonus += if subject_here { UPPER_SUBJECT } else { UPPER_SUBJECT / 3.0 };
                }
            }
            let theirs = place(doc, found.head).part;
            let parallel = subject_here == matches!(theirs, Part::Subject | Part::PassiveSubject);
            bonus += if parallel { PARALLEL } else { 0.0 };
        }
        let merely_is = !possessive && own.part == Part::Subject && lemma(doc, own.governor) == "be";
        if merely_is && doc.child(own.governor, "acomp").is_some() && !self.is_willing(own.governor) {
            bonus -= MERELY_IS;
        }
        if person == Person::It && !possessive && !matches!(own.part, Part::Subject | Part::PassiveSubject) {
            bonus -= NO_SUBJECT;
        }
        if person == Person::They && !found.plural && found.members.is_empty() {
            bonus -= 38.0;
        }
        if matches!(person, Person::He | Person::She) && found.gender.is_none() {
            bonus -= 15.0;
        }
        if !found.acts && !found.anaphor {
            bonus -= STILL;
        }
        bonus
    }

    /// Returns the plain noun that competes with the actors, with its score.
    fn rival(&self, token: usize, person: Person, possessive: bool) -> Option<(f32, usize)> {
        let doc = self.doc;
        let plural = person == Person::They;
        let human = matches!(person, Person::He | Person::She);
        let fits = |rival: &super::discourse::Rival| {
            if human {
                rival.human && !rival.plural
            } else {
                rival.plural == plural && (plural || !rival.human)
            }
        };
        let own = place(doc, token);
        let verb_takes_actors = !possessive
            && matches!(own.part, Part::Subject)
            && (self.words.acting_verbs.contains(lemma(doc, own.governor).as_str())
                || self.is_willing(own.governor));
        // "The treaty is its only hope": what is said to be the thing owned is not the owner.
        let owned = doc.head(token).filter(|&owned| possessive && dep(doc, owned) == "attr");
        let equated = owned.and_then(|owned| doc.head(owned)).and_then(|verb| doc.child(verb, "nsubj"));
        let argument =
            |head: usize| !possessive && self.same_clause_argument(token, head) || equated == Some(head);
        let (score, head) = self.best_rival(token, |rival| fits(rival) && !argument(rival.head))?;
        let is_human = self.nouns.iter().any(|rival| rival.head == head && rival.human);
        let verb = if possessive { clause_verb(doc, token) } else { None };
        let subject_of_own = verb.and_then(|verb| controller(doc, self.words, verb)) == Some(head);
        let own_bonus = if possessive && subject_of_own { OWN_THING } else { 0.0 };
        let broad = self.words.broad_verbs.contains(lemma(doc, own.governor).as_str());
        let loss = match verb_takes_actors && !is_human {
            true if broad => THING_SELDOM,
            true => THING_CANNOT,
            false => THING,
        };
        Some((score + own_bonus - loss, head))
    }

    fn resolve_whose(&self, token: usize) -> Option<Found> {
        let doc = self.doc;
        let clause = doc.ancestors(token).find(|&at| dep(doc, at) == "relcl")?;
        let antecedent = doc.head(clause)?;
        self.mention_of(antecedent).cloned()
    }

    /// Returns who says "I", or whom those who say "we" act for.
    fn resolve_speaker(&self, token: usize, person: Person, actors: &Actors) -> Option<Found> {
        if !self.quoted.get(token).copied().unwrap_or(false) {
            return None;
        }
        let speaker = self.speaker(token)?;
        match (person, speaker.kind) {
            (Person::I, MentionKind::Person) => Some(speaker),
            (Person::We, MentionKind::Person) if !speaker.titles.is_empty() => {
                let behalf = speaker.on_behalf_of.clone()?;
                let record = actors.get(&behalf)?;
                let state = record.kind == ActorKind::State || record.kind == ActorKind::Polity;
                let mut found = speaker;
                found.kind = if state { MentionKind::State } else { MentionKind::Organisation };
                found.name.clone_from(&record.name);
                found.actor = Some(behalf);
                found.on_behalf_of = None;
                Some(found)
            }
            (Person::We, MentionKind::State | MentionKind::Polity | MentionKind::Organisation) => {
                Some(speaker)
            }
            _ => None,
        }
    }

    fn speaker(&self, token: usize) -> Option<Found> {
        let doc = self.doc;
        let is_quoted = |at: usize| self.quoted.get(at).copied().unwrap_or(false);
        let speaks = |verb: usize| {
            if is_quoted(verb) || !self.words.saying_verbs.contains(lemma(doc, verb).as_str()) {
                return None;
            }
            let subject = controller(doc, self.words, verb).filter(|&subject| !is_quoted(subject));
            // Where the parse lost the subject, who stands right before the verb.
            let just_before = || {
                self.mentions.iter().rfind(|found| found.tokens.end <= verb && verb <= found.tokens.end + 1)
            };
            subject.map_or_else(just_before, |subject| self.mention_of(subject)).cloned()
        };
        let above = doc.ancestors(token).find_map(speaks);
        if above.is_some() {
            return above;
        }
        let own = doc.sentence_of(token);
        let paragraph = self.paragraph.get(token).copied();
        let same_paragraph =
            |sentence: &usize| doc.sentence(*sentence).any(|at| self.paragraph.get(at).copied() == paragraph);
        let before = (own.saturating_sub(3)..=own).rev();
        let after = own + 1..(own + 3).min(doc.n_sentences());
        before
            .chain(after)
            .filter(same_paragraph)
            .find_map(|sentence| doc.sentence(sentence).find_map(speaks))
    }
}

/// Returns the other side of "broke ties with Peru".
fn broken_with(doc: &tidings_nlp::Doc, verb: usize) -> Option<usize> {
    if !matches!(lemma(doc, verb).as_str(), "sever" | "cut" | "break" | "suspend" | "downgrade" | "freeze") {
        return None;
    }
    let ties = doc.child(verb, "dobj")?;
    let with = |noun: usize| {
        doc.children(noun).find(|&child| dep(doc, child) == "prep" && doc.lower(child) == "with")
    };
    with(ties).or_else(|| with(verb)).and_then(|with| doc.child(with, "pobj"))
}

/// Returns the mention that `tokens` make as a stand-in for `referent`.
pub(super) fn stand_for(
    referent: &Found,
    tokens: std::ops::Range<usize>,
    head: usize,
    rule: &'static str,
    doc: &tidings_nlp::Doc,
) -> Found {
    let mut found = referent.clone();
    found.why = crate::why::Why::rule(rule);
    because(&mut found.why, doc.span(referent.tokens.clone()));
    found.tokens = tokens;
    found.head = head;
    found.acts = true;
    found.anaphor = true;
    if found.kind == MentionKind::Place {
        found.kind = MentionKind::State;
    }
    found
}

fn agrees(found: &Found, person: Person) -> bool {
    let body = matches!(found.kind, MentionKind::State | MentionKind::Polity | MentionKind::Organisation)
        || found.kind == MentionKind::Place && found.actor.is_some();
    let known: bool = found.actor.is_some() || !found.members.is_empty();
    known
        && match person {
            Person::It => body && found.members.is_empty(),
            Person::He => {
                found.kind == MentionKind::Person
                    && !found.plural
                    && found.members.is_empty()
                    && found.gender != Some(Gender::She)
            }
            Person::She => {
                found.kind == MentionKind::Person
                    && !found.plural
                    && found.members.is_empty()
                    && found.gender != Some(Gender::He)
            }
            Person::They => body || found.plural || !found.members.is_empty(),
            Person::I | Person::We | Person::Whose => true,
        }
}

/// Says whether a set holds an actor that the pronoun cannot stand for.
fn contains_any(found: &Found, excluded: &[String], person: Person) -> bool {
    person == Person::They
        && found.members.iter().map(ActorId::as_str).any(|id| excluded.iter().any(|key| key == id))
}
