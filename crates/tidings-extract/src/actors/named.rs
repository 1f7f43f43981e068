//! Mentions by name: states with their organs and officials, organisations, persons, places.
//!
//! Names come from the tables, from the model's entities, and from the shape of titles. What a name hangs on decides what
//! is mentioned: "the Polish foreign ministry" is Poland acting through an organ, "Polish foreign minister Anna Nowak" is
//! a person, "a Polish missile" is an attribute.

use std::collections::BTreeMap;
use std::ops::Range;

use tidings_nlp::Doc;
use tidings_text::ActorId;

use super::MentionKind;
use super::acts::{Nature, acts, in_brackets};
use super::found::{Found, slugify};
use super::index::{Actors, NameForm};
use super::name_persons::{NamedPerson, find_persons, title_words};
use super::record::{ActorKind, ActorRecord};
use super::syntax::{
    Part, dep, determiner, first_conjunct, is_capitalised, is_noun, is_plural, left_edge, left_edge_own,
    lemma, place, root_of, tag,
};
use super::words::Words;

/// A known name in the doc.
#[derive(Debug, Clone)]
pub(super) struct Hit<'a> {
    pub(super) tokens: Range<usize>,
    pub(super) head: usize,
    pub(super) record: &'a ActorRecord,
    pub(super) form: NameForm,
}

impl Hit<'_> {
    /// Returns the actor that a mention of the name stands for: an organ's state, else the actor itself.
    pub(super) fn actor(&self) -> ActorId {
        match (self.record.kind, &self.record.controller) {
            (ActorKind::Organ, Some(state)) => state.clone(),
            _ => self.record.id.clone(),
        }
    }

    fn is_state_like(&self) -> bool {
        matches!(self.record.kind, ActorKind::State | ActorKind::Polity | ActorKind::Territory)
    }
}

/// Finds all mentions by name, in no particular order.
pub(super) fn find_named(doc: &Doc, actors: &Actors) -> Vec<Found> {
    let words = &actors.words;
    let mut hits = usable_hits(doc, actors);
    hits.extend(short_forms(doc, actors, &hits));
    hits.sort_by_key(|hit| hit.tokens.start);
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
    names.add_entities();
    names.found
}

struct Names<'d> {
    doc: &'d Doc,
    words: &'d Words,
    found: Vec<Found>,
    /// Organ nouns that have a mention already: token to index in `found`.
    organs: BTreeMap<usize, usize>,
    taken: Vec<bool>,
    /// The tokens of all known names.
    names: Vec<Range<usize>>,
    /// The heads of those that are media.
    media: Vec<usize>,
}

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

    fn push(&mut self, found: Found) {
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
    fn body_acts(&self, noun: usize) -> bool {
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
            if let Some(organ) = self.found.get_mut(index) {
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
        if hit.is_state_like() || hit.record.kind == ActorKind::Organ {
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
            person.on_behalf_of = Some(hit.actor());
            let title = title_words(doc, noun);
            let holder = persons.iter().find(|one| {
                one.country.as_ref() == Some(&hit.actor())
                    && one.titles.contains(&title)
                    && !is_plural(doc, noun)
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
        found.plural = hit.form == NameForm::People;
        let place_word =
            hit.is_state_like() && hit.form != NameForm::People && hit.form != NameForm::Adjective;
        if place_word && !found.acts && dep(doc, hit.head) != "appos" && !in_brackets(doc, hit.head) {
            found.kind = MentionKind::Place;
        }
        if hit.form == NameForm::Capital
            && hit.record.kind == ActorKind::Polity
            && found.kind != MentionKind::Place
        {
            found.why.rule = "actors/capital";
        }
        self.push(found);
    }

    /// "European nations", "Arab governments": several states at once, named by their part of the world.
    fn add_groups(&mut self) {
        let doc = self.doc;
        for noun in 0..doc.len() {
            if !is_plural(doc, noun)
                || !matches!(
                    lemma(doc, noun).as_str(),
                    "nation" | "country" | "state" | "government" | "power" | "leader" | "ally"
                )
            {
                continue;
            }
            let start = left_edge(doc, noun);
            let words = doc.span(start..noun + 1).of(doc.text());
            let lower = words.to_lowercase();
            let bare = lower.strip_prefix("the ").unwrap_or(&lower);
            let Some((region, _)) = bare.rsplit_once(' ') else { continue };
            let capitalised = noun.checked_sub(1).is_some_and(|before| is_capitalised(doc, before));
            let taken = (start..noun + 1).any(|token| self.taken.get(token).copied().unwrap_or(true));
            if taken || !capitalised || !self.words.regions.contains_key(region) {
                continue;
            }
            let mut found =
                Found::new(start..noun + 1, noun, MentionKind::State, words.to_owned(), "actors/group");
            found.actor = Some(slugify(bare).into());
            found.plural = true;
            found.acts = self.body_acts(noun);
            self.push(found);
        }
    }

    /// Organisations and places that only the model knows.
    fn add_entities(&mut self) {
        let doc = self.doc;
        for entity in doc.entities() {
            let label = entity.label.as_str();
            let mut tokens = entity.start..entity.end;
            while tokens.start < tokens.end
                && (tag(doc, tokens.start) == "DT" || !has_letter(doc, tokens.start))
            {
                tokens.start += 1;
            }
            while tokens.start < tokens.end
                && (tag(doc, tokens.end - 1) == "POS" || !has_letter(doc, tokens.end - 1))
            {
                tokens.end -= 1;
            }
            let free = !tokens.clone().any(|token| self.taken.get(token).copied().unwrap_or(true));
            let named = tokens.clone().any(|token| is_capitalised(doc, token));
            if tokens.is_empty() || !free || !named {
                continue;
            }
            let head = root_of(doc, &tokens);
            let name = doc.span(tokens.clone()).of(doc.text()).to_owned();
            let head_lemma = lemma(doc, head);
            match label {
                "ORG"
                    if !self.words.state_bodies.contains(head_lemma.as_str())
                        && !self.words.offices.contains(head_lemma.as_str()) =>
                {
                    let mut found = Found::new(
                        with_article(doc, &tokens),
                        head,
                        MentionKind::Organisation,
                        name.clone(),
                        "actors/entity",
                    );
                    found.actor = Some(slugify(&name).into());
                    found.acts = acts(doc, self.words, head, Nature::Actor);
                    self.push(found);
                }
                "GPE" | "LOC" | "FAC" => {
                    let mut found = Found::new(
                        with_article(doc, &tokens),
                        head,
                        MentionKind::Place,
                        name,
                        "actors/place",
                    );
                    found.acts = false;
                    self.push(found);
                }
                _ => {}
            }
        }
    }
}

fn has_letter(doc: &Doc, token: usize) -> bool {
    doc.word(token).chars().any(char::is_alphanumeric)
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
        ActorKind::State | ActorKind::Organ => MentionKind::State,
        ActorKind::Polity => MentionKind::Polity,
        ActorKind::Territory => MentionKind::Place,
        ActorKind::Organisation => MentionKind::Organisation,
        ActorKind::Person => MentionKind::Person,
    }
}

/// Returns the tokens with the article before them.
pub(super) fn with_article(doc: &Doc, tokens: &Range<usize>) -> Range<usize> {
    match tokens.start.checked_sub(1) {
        Some(before) if doc.lower(before) == "the" => before..tokens.end,
        _ => tokens.clone(),
    }
}

/// Returns the label of the entity that covers a range whole, and the entity's tokens.
pub(super) fn entity_over<'d>(doc: &'d Doc, tokens: &Range<usize>) -> Option<(&'d str, Range<usize>)> {
    let at = doc.entities().partition_point(|entity| entity.end < tokens.end);
    doc.entities()
        .get(at)
        .filter(|entity| entity.start <= tokens.start && tokens.end <= entity.end)
        .map(|entity| (entity.label.as_str(), entity.start..entity.end))
}

fn usable_hits<'a>(doc: &Doc, actors: &'a Actors) -> Vec<Hit<'a>> {
    let mut hits: Vec<Hit<'a>> = Vec::new();
    for hit in actors.scan(doc.text()) {
        let tokens = doc.tokens_in(hit.span);
        let starts_with_token =
            doc.tokens().get(tokens.start).is_some_and(|token| token.span.start == hit.span.start);
        if tokens.is_empty() || !starts_with_token {
            continue;
        }
        let head = root_of(doc, &tokens);
        hits.push(Hit { tokens, head, record: hit.record, form: hit.form });
    }
    let keep: Vec<bool> = hits.iter().map(|hit| is_usable(doc, hit, &hits, &actors.words)).collect();
    let mut keep = keep.into_iter();
    hits.retain(|_| keep.next().unwrap_or(false));
    hits
}

fn is_usable(doc: &Doc, hit: &Hit<'_>, all: &[Hit<'_>], words: &Words) -> bool {
    let name = doc.span(hit.tokens.clone()).of(doc.text());
    let entity = entity_over(doc, &hit.tokens);
    let exact = |range: &Range<usize>| {
        let mut range = range.clone();
        while range.start < hit.tokens.start && tag(doc, range.start) == "DT" {
            range.start += 1;
        }
        range.start == hit.tokens.start && range.end <= hit.tokens.end + 1
    };
    if words.ambiguous.contains(name) {
        let fits = entity.as_ref().is_some_and(|(label, range)| {
            exact(range)
                && match hit.record.kind {
                    ActorKind::Person => *label == "PERSON",
                    _ => matches!(*label, "GPE" | "ORG" | "NORP" | "LOC"),
                }
        });
        if !fits {
            return false;
        }
    }
    if hit.record.kind == ActorKind::Person {
        return true;
    }
    if let Some((label, range)) = &entity {
        let bigger = !exact(range);
        let root = lemma(doc, root_of(doc, range));
        let own_organ = words.organs.contains(root.as_str()) || words.offices.contains(root.as_str());
        let possessor = dep(doc, hit.head) == "poss";
        let swallowed = match *label {
            "PERSON" => bigger && hit.form != NameForm::Adjective && hit.tokens.start > range.start,
            "ORG" | "FAC" => {
                bigger
                    && !own_organ
                    && !possessor
                    && hit.tokens.start > range.start
                    && hit.form != NameForm::Adjective
            }
            "EVENT" | "WORK_OF_ART" | "LAW" | "PRODUCT" => bigger && hit.tokens.start > range.start,
            _ => false,
        };
        if swallowed {
            return false;
        }
    }
    if matches!(hit.form, NameForm::Name | NameForm::Capital | NameForm::Former) && hit.is_state_like() {
        let before = hit.tokens.start.checked_sub(1);
        let other_place = before.is_some_and(|before| {
            is_capitalised(doc, before)
                && words.other_place_before.contains(doc.lower(before).as_str())
                && doc.head(before).is_some_and(|head| head == hit.head || doc.head(hit.head) == Some(head))
        });
        let named_of =
            before.filter(|&before| doc.lower(before) == "of").and_then(|of| of.checked_sub(1)).is_some_and(
                |noun| is_capitalised(doc, noun) && words.other_name_of.contains(doc.lower(noun).as_str()),
            );
        let next = hit.tokens.end;
        let longer = next < doc.len()
            && is_capitalised(doc, next)
            && matches!(
                doc.lower(next).as_str(),
                "sea"
                    | "island"
                    | "islands"
                    | "ocean"
                    | "street"
                    | "avenue"
                    | "county"
                    | "university"
                    | "post"
                    | "times"
                    | "river"
                    | "bay"
                    | "herald"
                    | "wing"
                    | "coast"
                    | "point"
                    | "virginia"
            );
        if other_place || named_of || longer {
            return false;
        }
    }
    if let Some(others) = words.homonyms.get(name) {
        let own = all.iter().any(|other| other.record.id == hit.record.id && other.form != hit.form);
        let other = others
            .iter()
            .any(|word| doc.tokens().iter().enumerate().any(|(index, _)| doc.word(index) == word));
        if other && !own {
            return false;
        }
    }
    true
}

/// Finds "the North", "the South" and their like, where the longer name or its twin is introduced anywhere in the text.
fn short_forms<'a>(doc: &Doc, actors: &'a Actors, hits: &[Hit<'a>]) -> Vec<Hit<'a>> {
    let mut found = Vec::new();
    for token in 0..doc.len() {
        let word = doc.word(token);
        if !matches!(word, "North" | "South" | "East" | "West" | "NORTH" | "SOUTH") {
            continue;
        }
        if hits.iter().any(|hit| hit.tokens.contains(&token)) || !is_noun(doc, token) {
            continue;
        }
        let article = token.checked_sub(1).is_some_and(|before| doc.lower(before) == "the")
            || determiner(doc, token).is_some();
        let next_is_name = token + 1 < doc.len()
            && is_capitalised(doc, token + 1)
            && is_noun(doc, token + 1)
            && dep(doc, token) == "compound";
        if !article || next_is_name {
            continue;
        }
        let compass = word.to_lowercase();
        let is_full = |record: &ActorRecord| {
            record.kind == ActorKind::State
                && record
                    .name
                    .to_lowercase()
                    .strip_prefix(compass.as_str())
                    .is_some_and(|rest| rest.starts_with(' '))
        };
        let twin = |record: &ActorRecord| {
            record.name.split_once(' ').map(|(_, rest)| rest.to_owned()).unwrap_or_default()
        };
        let introduced = hits.iter().map(|hit| hit.record).find(|record| is_full(record));
        let by_twin = || {
            hits.iter()
                .filter(|hit| {
                    hit.record.kind == ActorKind::State
                        && matches!(
                            hit.record.name.split(' ').next(),
                            Some("North" | "South" | "East" | "West")
                        )
                })
                .find_map(|hit| {
                    let rest = twin(hit.record);
                    actors.all().find(|record| is_full(record) && twin(record) == rest)
                })
        };
        if let Some(record) = introduced.or_else(by_twin) {
            found.push(Hit { tokens: token..token + 1, head: token, record, form: NameForm::Name });
        }
    }
    found
}
