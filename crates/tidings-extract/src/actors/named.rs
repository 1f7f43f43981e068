//! Mentions by name: states with their organs and officials, organisations, persons, places.
//!
//! Names come from the tables, from the model's entities, and from the shape of titles. What a name hangs on decides what
//! is mentioned: "the Polish foreign ministry" is Poland acting through an organ, "Polish foreign minister Radosław Sikorski" is
//! a person, "a Polish missile" is an attribute.

use std::collections::BTreeMap;
use std::ops::Range;

use tidings_nlp::Doc;

use super::MentionKind;
use super::acts::{Nature, acts, in_brackets};
use super::found::{Found, slugify};
use super::hits::{Hit, find_hits, with_article};
use super::index::{Actors, NameForm};
use super::name_persons::{NamedPerson, find_persons, title_words};
use super::record::{ActorKind, ActorRecord};
use super::syntax::{
    Part, dep, first_conjunct, is_capitalised, is_noun, is_plural, left_edge, left_edge_own, lemma, place,
};
use super::words::Words;

/// Finds all mentions by name, in no particular order.
pub(super) fn find_named(doc: &Doc, actors: &Actors) -> Vec<Found> {
    let words = &actors.words;
    let hits = find_hits(doc, actors);
    let persons = find_persons(doc, actors, &hits);
    let mut names = Names {
        doc,
        words,
        found: Vec::new(),
        organs: BTreeMap::new(),
        taken: vec![false; doc.len()],
        names: hits.iter().map(|hit| hit.tokens.clone()).collect(),
        media: hits.iter().filter(|hit| hit.record.media.is_some()).map(|hit| hit.head).collect(),
    };
    for person in &persons {
        names.add_person(person);
    }
    for hit in hits.iter().filter(|hit| hit.record.kind != ActorKind::Person) {
        if !hit.tokens.clone().any(|token| names.is_person_name(token, &persons)) {
            names.add_hit(hit, &persons);
        }
    }
    names.add_groups();
    names.add_entities(actors);
    names.found
}

/// The mentions by name while they are gathered.
pub(super) struct Names<'d> {
    pub(super) doc: &'d Doc,
    pub(super) words: &'d Words,
    found: Vec<Found>,
    /// Organ nouns that have a mention already: token to index in `found`.
    organs: BTreeMap<usize, usize>,
    pub(super) taken: Vec<bool>,
    /// The tokens of all known names.
    names: Vec<Range<usize>>,
    /// The heads of those that are media.
    media: Vec<usize>,
}

/// The rule of a public service that is named by its country: "the Polish police".
pub(super) const SERVICE: &str = "actors/service";

/// The rule of a capital that is a mere town where it stands.
pub(crate) const TOWN: &str = "actors/town";

/// What a name hangs on.
enum Hang {
    /// Nothing: it is the phrase itself.
    Alone,
    /// An organ or a body of officials.
    Organ(usize),
    /// A person in office.
    Office(usize),
    /// A medium, a body: "TASS news agency".
    Body(usize),
    /// A word that the parse hangs it on, though a bracket or a conjunction stands between: it plays that word's part.
    Apart(usize),
    /// Another noun.
    Attribute { noun: usize, possessor: bool },
}

impl Names<'_> {
    fn is_person_name(&self, token: usize, persons: &[NamedPerson]) -> bool {
        persons.iter().any(|person| person.name.contains(&token))
    }

    /// Says whether a name hangs on a noun or explains it: "the TASS agency", "the agency TASS".
    fn is_beside(&self, name: &usize, noun: usize) -> bool {
        self.doc.head(*name) == Some(noun) || self.doc.head(noun) == Some(*name)
    }

    fn take(&mut self, tokens: &Range<usize>) {
        for token in tokens.clone() {
            if let Some(taken) = self.taken.get_mut(token) {
                *taken = true;
            }
        }
    }

    pub(super) fn push(&mut self, found: Found) {
        self.take(&found.tokens);
        self.found.push(found);
    }

    fn add_person(&mut self, person: &NamedPerson) {
        let rule = if person.titles.is_empty() { "actors/person" } else { "actors/person-title" };
        let mut found = Found::new(
            person.tokens.clone(),
            person.head,
            MentionKind::Person,
            person.full_name.clone(),
            rule,
        );
        found.actor = Some(person.id.clone());
        found.on_behalf_of = person.country.clone();
        found.gender = person.gender;
        found.titles.clone_from(&person.titles);
        found.acts = person.acts;
        self.push(found);
    }

    fn hang(&self, hit: &Hit<'_>, persons: &[NamedPerson]) -> Hang {
        let doc = self.doc;
        let mut at = hit.head;
        let mut possessor = false;
        let mut moved = false;
        for _ in 0..8 {
            let Some(head) = doc.head(at) else { break };
            let step = match dep(doc, at) {
                "compound" | "amod" | "nmod" => head > at && is_noun(doc, head),
                "poss" if !moved => {
                    possessor = true;
                    head > at
                }
                "conj"
                    if !moved
                        && matches!(
                            dep(doc, first_conjunct(doc, at)),
                            "amod" | "compound" | "nmod" | "poss"
                        ) =>
                {
                    true
                }
                _ => false,
            };
            if !step {
                break;
            }
            moved |= head > at;
            at = head;
        }
        if moved && hit.tokens.contains(&at) {
            return Hang::Alone;
        }
        if !moved {
            return self.hang_behind(hit);
        }
        let noun = at;
        let noun_lemma = lemma(doc, noun);
        let noun_lemma = noun_lemma.as_str();
        // "the recognition of A and B's claims": A shares B's possessive ending.
        possessor |= doc.children(hit.head).any(|child| {
            dep(doc, child) == "conj"
                && child < noun
                && doc.tokens().get(child + 1).is_some_and(|next| next.tag == "POS")
        }) || dep(doc, hit.head) == "conj"
            && doc.tokens().get(hit.tokens.end).is_some_and(|next| next.tag == "POS");
        if self.is_apart(hit, noun) {
            return Hang::Apart(noun);
        }
        if persons.iter().any(|person| person.tokens.contains(&noun)) {
            return Hang::Attribute { noun, possessor: false };
        }
        let media_body = [
            "medium",
            "agency",
            "newspaper",
            "daily",
            "tv",
            "television",
            "channel",
            "network",
            "website",
            "broadcaster",
            "media",
            "radio",
            "group",
            "magazine",
            "paper",
            "station",
        ];
        let is_medium = hit.record.media.is_some()
            || self.media.iter().any(|medium| self.is_beside(medium, noun))
            || is_state_medium(doc, noun);
        if media_body.contains(&noun_lemma) && is_medium {
            return Hang::Body(noun);
        }
        if self.is_organ(noun) {
            return Hang::Organ(noun);
        }
        if self.words.offices.contains(noun_lemma) {
            return Hang::Office(noun);
        }
        Hang::Attribute { noun, possessor }
    }

    /// Says whether a bracket stands between a name and the noun it hangs on, or the noun is another name joined by "and".
    fn is_apart(&self, hit: &Hit<'_>, noun: usize) -> bool {
        let doc = self.doc;
        let mut between = hit.tokens.end..noun;
        let bracket = between.clone().any(|token| matches!(doc.word(token), "(" | ")" | "["));
        let joined = between.any(|token| matches!(doc.lower(token).as_str(), "and" | "or" | ","));
        let other_name = self.names.iter().any(|name| name.contains(&noun) && name.start >= hit.tokens.end);
        bracket || joined && other_name
    }

    /// "the government of Peru", "officials from Peru".
    fn hang_behind(&self, hit: &Hit<'_>) -> Hang {
        let doc = self.doc;
        let first = first_conjunct(doc, hit.head);
        if dep(doc, first) != "pobj" {
            return Hang::Alone;
        }
        let Some(preposition) = doc.head(first) else { return Hang::Alone };
        let Some(noun) = doc.head(preposition).filter(|&noun| is_noun(doc, noun) && noun < preposition)
        else {
            return Hang::Alone;
        };
        let word = doc.lower(preposition);
        let polities = word == "of"
            && is_plural(doc, noun)
            && hit.record.kind == ActorKind::Polity
            && matches!(lemma(doc, noun).as_str(), "oblast" | "region" | "republic" | "territory" | "entity")
            && self.is_breakaway(noun);
        if polities
            || word == "of" && self.is_organ(noun)
            || word == "from" && is_plural(doc, noun) && self.is_organ(noun)
        {
            return Hang::Organ(noun);
        }
        if word == "of" && self.words.offices.contains(lemma(doc, noun).as_str()) {
            return Hang::Office(noun);
        }
        Hang::Alone
    }

    /// Says whether a noun is "republics", or called breakaway.
    fn is_breakaway(&self, noun: usize) -> bool {
        lemma(self.doc, noun) == "republic"
            || self
                .doc
                .children(noun)
                .any(|child| self.words.breakaway.contains(self.doc.lower(child).as_str()))
    }

    /// A body of people acts wherever it is no mere attribute: nobody is "in" officials.
    pub(super) fn body_acts(&self, noun: usize) -> bool {
        let part = place(self.doc, noun).part;
        is_plural(self.doc, noun) && part != Part::Attribute
            || acts(self.doc, self.words, noun, Nature::Actor)
    }

    fn is_organ(&self, noun: usize) -> bool {
        let noun_lemma = lemma(self.doc, noun);
        self.words.organs.contains(noun_lemma.as_str())
            && (!self.words.organ_plural_only.contains(noun_lemma.as_str()) || is_plural(self.doc, noun))
    }

    fn add_hit(&mut self, hit: &Hit<'_>, persons: &[NamedPerson]) {
        let form_counts = hit.form != NameForm::Capital || hit.record.kind == ActorKind::Polity;
        match self.hang(hit, persons) {
            Hang::Organ(noun) if form_counts || self.is_governmental(noun) && noun == hit.tokens.end => {
                self.add_organ(hit, noun)
            }
            Hang::Office(noun) if form_counts => self.add_office(hit, noun, persons),
            Hang::Body(noun) => self.add_body(hit, noun),
            Hang::Organ(noun) | Hang::Office(noun) => self.add_attribute(hit, noun, false),
            Hang::Attribute { noun, possessor } => self.add_attribute(hit, noun, possessor),
            Hang::Apart(noun) => self.add_alone(hit, noun),
            Hang::Alone => self.add_alone(hit, hit.head),
        }
    }

    fn is_governmental(&self, noun: usize) -> bool {
        matches!(
            lemma(self.doc, noun).as_str(),
            "government" | "regime" | "authority" | "administration" | "official"
        )
    }

    fn of(&self, hit: &Hit<'_>, tokens: Range<usize>, head: usize, rule: &'static str) -> Found {
        let mut found = Found::new(tokens, head, kind_of(hit.record), hit.record.name.clone(), rule);
        found.actor = Some(hit.actor());
        found.on_behalf_of = match hit.record.kind {
            ActorKind::Organisation => hit.record.controller.clone(),
            ActorKind::Organ if hit.record.itself => hit.record.controller.clone(),
            _ => None,
        };
        found
    }

    fn add_organ(&mut self, hit: &Hit<'_>, noun: usize) {
        let start = left_edge(self.doc, noun).min(hit.tokens.start);
        let tokens = start..hit.tokens.end.max(noun + 1);
        if let Some(&index) = self.organs.get(&noun) {
            self.take(&tokens);
            let actor = hit.actor();
            if let Some(organ) = self.found.get_mut(index).filter(|organ| organ.why.rule != SERVICE) {
                organ.tokens = organ.tokens.start.min(tokens.start)..organ.tokens.end.max(tokens.end);
                let other = organ.actor.clone().filter(|other| *other != actor);
                if let Some(other) = other {
                    organ.members = vec![other, actor];
                    organ.actor = None;
                    organ.plural = true;
                } else if organ.actor.is_none() && !organ.members.contains(&actor) {
                    organ.members.push(actor);
                }
            }
            return;
        }
        let mut found = self.of(hit, tokens, noun, "actors/organ");
        if hit.record.itself {
            found.kind = MentionKind::Organisation;
        } else if hit.is_state_like() && self.words.service_of(&lemma(self.doc, noun)).is_some() {
            // "the Polish police" acts in its own name; Poland answers for it.
            let words = self.doc.span(tokens_of_name(self.doc, &found.tokens)).of(self.doc.text());
            found.name = words.split_whitespace().collect::<Vec<_>>().join(" ");
            found.kind = MentionKind::Organisation;
            found.why.rule = SERVICE;
            found.on_behalf_of = Some(hit.side());
            found.actor = Some(slugify(&found.name).into());
        } else if hit.is_state_like() || hit.record.kind == ActorKind::Organ {
            found.kind =
                if hit.record.kind == ActorKind::Polity { MentionKind::Polity } else { MentionKind::State };
        }
        found.plural = is_plural(self.doc, noun);
        found.titles.push(lemma(self.doc, noun));
        found.acts = self.body_acts(noun);
        self.organs.insert(noun, self.found.len());
        self.push(found);
    }

    fn add_office(&mut self, hit: &Hit<'_>, noun: usize, persons: &[NamedPerson]) {
        self.add_attribute(hit, noun, false);
        let private = matches!(
            lemma(self.doc, noun).as_str(),
            "expert" | "analyst" | "professor" | "speaker" | "founder" | "rebel" | "director" | "officer"
        );
        if private
            || self.organs.contains_key(&noun)
            || persons.iter().any(|person| person.office == Some(noun))
        {
            return;
        }
        let doc = self.doc;
        let office = lemma(doc, noun);
        let state_itself =
            matches!(office.as_str(), "official" | "diplomat" | "lawmaker" | "officer" | "legislator");
        let tokens = if state_itself { left_edge(doc, noun) } else { left_edge_own(doc, noun) }..noun + 1;

        let mut tokens = tokens;
        let behind = doc.children(noun).filter(|&child| child > noun && dep(doc, child) == "prep").find_map(
            |preposition| {
                let object = doc.child(preposition, "pobj")?;
                self.names
                    .iter()
                    .find(|name| name.contains(&object))
                    .filter(|_| matches!(doc.lower(preposition).as_str(), "to" | "in" | "of" | "at"))
            },
        );
        if let Some(behind) = behind {
            tokens.end = tokens.end.max(behind.end);
        }
        let name = doc.span(left_edge(doc, noun).min(tokens.start)..tokens.end).of(doc.text()).to_owned();
        let mut found = if state_itself {
            self.of(hit, tokens, noun, "actors/official")
        } else {
            let mut person = Found::new(tokens, noun, MentionKind::Person, name.clone(), "actors/office");
            person.actor = Some(slugify(name.strip_prefix("the ").unwrap_or(&name)).into());
            person.on_behalf_of = Some(hit.side());
            let title = title_words(doc, noun);
            let indefinite = doc.children(noun).any(|child| {
                child < noun
                    && matches!(doc.lower(child).as_str(), "a" | "an" | "any" | "no" | "former" | "next")
            });
            let holder = persons.iter().find(|one| {
                one.country.as_ref() == Some(&hit.side())
                    && one.titles.contains(&title)
                    && !is_plural(doc, noun)
                    && !indefinite
            });
            if let Some(holder) = holder {
                person.actor = Some(holder.id.clone());
                person.name.clone_from(&holder.full_name);
                person.gender = holder.gender;
            }
            person
        };
        found.plural = is_plural(doc, noun);
        found.titles.push(office);
        found.acts = place(doc, noun).part != Part::Attribute;
        self.organs.insert(noun, self.found.len());
        self.push(found);
    }

    /// "TASS news agency" is TASS; "Polish state television" is a medium of Poland.
    fn add_body(&mut self, hit: &Hit<'_>, noun: usize) {
        let doc = self.doc;
        if hit.record.kind == ActorKind::Organisation && dep(doc, hit.head) != "poss" {
            let tokens = left_edge(doc, noun).min(hit.tokens.start)..noun + 1;
            let mut found = self.of(hit, tokens, noun, "actors/name");
            found.acts = acts(doc, self.words, noun, Nature::Actor);
            self.push(found);
            return;
        }
        let named = self.media.iter().any(|medium| self.is_beside(medium, noun))
            || doc
                .children(noun)
                .any(|child| child > hit.head && dep(doc, child) == "compound" && is_capitalised(doc, child));
        if named || !hit.is_state_like() || hit.form == NameForm::Capital || !is_state_medium(doc, noun) {
            self.add_attribute(hit, noun, dep(doc, hit.head) == "poss");
            return;
        }
        let tokens = left_edge(doc, noun).min(hit.tokens.start)..noun + 1;
        let words = doc.span(tokens.clone()).of(doc.text());
        let mut found =
            Found::new(tokens, noun, MentionKind::Organisation, words.to_owned(), "actors/state-medium");
        found.actor = Some(format!("{}-state-media", hit.record.id.as_str().to_lowercase()).into());
        found.on_behalf_of = Some(hit.actor());
        found.acts = acts(doc, self.words, noun, Nature::Actor);
        self.push(found);
    }

    fn add_attribute(&mut self, hit: &Hit<'_>, noun: usize, possessor: bool) {
        let territory = hit.record.kind == ActorKind::Territory;
        let mut found = self.of(hit, hit.tokens.clone(), hit.head, "actors/attribute");
        found.tokens = with_article(self.doc, &hit.tokens);
        let place_noun = self.words.place_nouns.contains(lemma(self.doc, noun).as_str());
        found.acts = possessor && !place_noun && !territory;
        if territory || possessor && place_noun || hit.form == NameForm::Capital && !found.acts {
            found.kind = MentionKind::Place;
        }
        self.push(found);
    }

    fn add_alone(&mut self, hit: &Hit<'_>, at: usize) {
        let doc = self.doc;
        let tokens = with_article(doc, &hit.tokens);
        let nature = match (hit.record.kind, hit.form) {
            (ActorKind::Territory, _) => Nature::Territory,
            (_, NameForm::Capital) => Nature::Capital,
            _ => Nature::Actor,
        };
        let definite = tokens.start < hit.tokens.start;
        let mut found = self.of(hit, tokens, hit.head, "actors/name");
        found.acts = acts(doc, self.words, at, nature) && !in_brackets(doc, hit.head);
        match hit.form {
            NameForm::Adjective if !definite && !is_noun(doc, hit.head) => found.acts = false,
            NameForm::Adjective | NameForm::People => found.acts &= definite,
            _ => {}
        }
        let after = doc.tokens().get(hit.tokens.end).map(|_| doc.word(hit.tokens.end));
        let sentence_start = doc.sentence(doc.sentence_of(hit.tokens.start)).start;
        if hit.form == NameForm::Capital
            && hit.tokens.start <= sentence_start + 1
            && matches!(after, Some("-" | "–" | "—" | "--" | "("))
        {
            found.acts = false;
        }
        // "an American", "12 Peruvians", "some Chinese": some of its people, not the state.
        let some = matches!(hit.form, NameForm::Adjective | NameForm::People)
            && (is_noun(doc, hit.head)
                || matches!(dep(doc, hit.head), "dobj" | "pobj" | "nsubj" | "nsubjpass"))
            && doc.children(hit.head).any(|child| {
                child < hit.head && counts_people(doc, child)
                    || hit.head < child
                        && dep(doc, child) == "prep"
                        && matches!(doc.lower(child).as_str(), "in" | "at" | "from" | "on" | "aboard")
            });
        if some {
            found.on_behalf_of = found.actor.take();
            found.acts = false;
            found.name = doc.span(hit.tokens.clone()).of(doc.text()).to_owned();
        }
        found.plural = hit.form == NameForm::People;
        let place_word =
            hit.is_state_like() && hit.form != NameForm::People && hit.form != NameForm::Adjective;
        if place_word && !found.acts && dep(doc, hit.head) != "appos" && !in_brackets(doc, hit.head) {
            found.kind = MentionKind::Place;
            if hit.form == NameForm::Capital {
                found.why.rule = TOWN;
            }
        }
        if hit.form == NameForm::Capital
            && hit.record.kind == ActorKind::Polity
            && found.kind != MentionKind::Place
        {
            found.why.rule = "actors/capital";
        }
        self.push(found);
    }
}

/// Returns the tokens without the article they open with.
fn tokens_of_name(doc: &Doc, tokens: &Range<usize>) -> Range<usize> {
    let start = tokens.clone().find(|&token| !matches!(doc.lower(token).as_str(), "the" | "a" | "an"));
    start.unwrap_or(tokens.start)..tokens.end
}

/// Says whether a word before a demonym makes it some people of a state: "12 Peruvians", "furious Peruvians".
fn counts_people(doc: &Doc, word: usize) -> bool {
    matches!(dep(doc, word), "nummod" | "amod" | "quantmod")
        || matches!(
            doc.lower(word).as_str(),
            "a" | "an"
                | "one"
                | "another"
                | "some"
                | "many"
                | "several"
                | "most"
                | "few"
                | "other"
                | "these"
                | "those"
                | "no"
        )
}

fn is_state_medium(doc: &Doc, noun: usize) -> bool {
    let state_run = doc.children(noun).any(|child| {
        matches!(
            doc.lower(child).as_str(),
            "state"
                | "official"
                | "state-run"
                | "government"
                | "run"
                | "news"
                | "controlled"
                | "state-controlled"
                | "owned"
        )
    });
    matches!(
        lemma(doc, noun).as_str(),
        "medium" | "media" | "television" | "tv" | "agency" | "radio" | "broadcaster" | "newspaper"
    ) && state_run
}

fn kind_of(record: &ActorRecord) -> MentionKind {
    match record.kind {
        ActorKind::Organ if record.itself => MentionKind::Organisation,
        ActorKind::State | ActorKind::Organ => MentionKind::State,
        ActorKind::Polity => MentionKind::Polity,
        ActorKind::Territory => MentionKind::Place,
        ActorKind::Organisation => MentionKind::Organisation,
        ActorKind::Person => MentionKind::Person,
    }
}
