//! Persons whom no name stands for: "the driver", "a 42-year-old man", "passengers".
//!
//! Within a report, "the driver" is the driver spoken of before, and a named person where the words say so ("the driver,
//! X", "gunman X", "the attacker was identified as X"). Each gets a slug of its words, bound to the report; whether two
//! reports mean one person is not decided here.

use std::ops::Range;

use tidings_nlp::Doc;

use super::MentionKind;
use super::discourse::{Discourse, Rival, description_tokens};
use super::found::{Found, Gender, slugify};
use super::pronouns::stand_for;
use super::services::is_new;
use super::syntax::{dep, lemma, tag};
use super::words::Words;

/// How many sentences back "the man" may lead.
const REACH: usize = 3;

/// Nouns for whoever was arrested or charged.
const ACCUSED: [&str; 5] = ["suspect", "defendant", "accused", "detainee", "convict"];

/// The described persons of a report.
#[derive(Debug, Default)]
pub(super) struct Roles {
    persons: Vec<Described>,
    /// A noun and the person it stands for, in text order.
    nouns: Vec<(usize, usize)>,
}

/// A person, or a group of them, known by description.
#[derive(Debug)]
struct Described {
    /// The noun that described it first.
    noun: String,
    /// The words before that noun.
    words: Vec<String>,
    plural: bool,
    gender: Option<Gender>,
    /// Whether it is called by one of the nouns for those who did it.
    culprit: bool,
    /// Whether it is "the gunman" or "a lone gunman", and no more is said of which one.
    bare_culprit: bool,
    /// Whether an office describes it: "the man" leads to nobody in office.
    office: bool,
    /// The mention that stands for it: of the named person, where it is identified.
    found: Found,
    /// Where it was last spoken of.
    last: usize,
}

impl Roles {
    fn at(&self, noun: usize) -> Option<&Described> {
        let index = self.nouns.binary_search_by_key(&noun, |(at, _)| *at).ok()?;
        self.persons.get(self.nouns.get(index)?.1)
    }
}

/// Finds the described persons among the plain nouns of a report.
pub(super) fn find_roles(doc: &Doc, words: &Words, nouns: &[Rival], mentions: &[Found]) -> Roles {
    let mut roles = Roles::default();
    let titled = titled(doc, words, mentions);
    for rival in nouns.iter().filter(|rival| rival.human && !is_predicate(doc, rival.head)) {
        let noun = lemma(doc, rival.head);
        let one = described(doc, words, rival, noun.clone());
        let by_title = || titled.iter().find(|(title, _)| *title == noun).map(|(_, person)| person.clone());
        let definite = doc.lower(description_tokens(doc, rival.head).start) == "the";
        let by_arrest = || arrested(doc, mentions, rival.head);
        let known = known(doc, &roles, &one, rival.head);
        // "A witness said …": whoever "the witness" is after that, it is nobody who was named before.
        let named = named_by(doc, rival.head, mentions)
            .or_else(|| by_title().filter(|_| definite && known.is_none()))
            .or_else(|| {
                let accused = definite && known.is_none() && ACCUSED.contains(&noun.as_str());
                by_arrest().filter(|_| accused)
            });
        let index = known.unwrap_or_else(|| {
            let mut one = one;
            number_slug(&roles, &mut one);
            roles.persons.push(one);
            roles.persons.len() - 1
        });
        if let Some(person) = roles.persons.get_mut(index) {
            person.last = rival.head;
            if let Some(named) = named.filter(|_| !rival.plural && !person_named(person)) {
                person.found = named;
            }
        }
        roles.nouns.push((rival.head, index));
    }
    roles.nouns.sort_unstable();
    join_culprit(&mut roles, named_as_culprit(doc, words, mentions));
    roles
}

/// Returns the persons whom the text names "as the gunman".
fn named_as_culprit(doc: &Doc, words: &Words, mentions: &[Found]) -> Vec<Found> {
    let is_culprit = |token: &usize| {
        dep(doc, *token) == "pobj"
            && words.culprits.contains(lemma(doc, *token).as_str())
            && tag(doc, *token) == "NN"
    };
    let person = |token: usize| {
        mentions.iter().find(|found| {
            found.kind == MentionKind::Person && found.actor.is_some() && found.tokens.contains(&token)
        })
    };
    (0..doc.len())
        .filter(is_culprit)
        .filter_map(|noun| {
            let preposition = doc.head(noun).filter(|&preposition| doc.lower(preposition) == "as")?;
            let verb = doc.head(preposition).filter(|&verb| {
                matches!(lemma(doc, verb).as_str(), "identify" | "name" | "describe" | "know")
            })?;
            doc.children(verb)
                .filter(|&child| matches!(dep(doc, child), "dobj" | "nsubjpass"))
                .find_map(person)
                .cloned()
        })
        .collect()
}

/// Gives the one named culprit of a report to the descriptions that speak of "the gunman" and say no more.
fn join_culprit(roles: &mut Roles, said: Vec<Found>) {
    let mut named: Vec<Found> = Vec::new();
    let described =
        roles.persons.iter().filter(|person| person.culprit && !person.plural && person_named(person));
    for found in described.map(|person| person.found.clone()).chain(said) {
        if !named.iter().any(|other| other.actor == found.actor) {
            named.push(found);
        }
    }
    let [only] = named.as_slice() else { return };
    for person in &mut roles.persons {
        if person.bare_culprit && !person_named(person) {
            person.found = only.clone();
        }
    }
}

/// Says whether a noun only says what somebody is: "resigned as chief executive", "is a nurse".
fn is_predicate(doc: &Doc, noun: usize) -> bool {
    dep(doc, noun) == "attr"
        || dep(doc, noun) == "pobj"
            && doc.head(noun).is_some_and(|preposition| doc.lower(preposition) == "as")
}

/// Returns the one named person whom the text before `at` says to be arrested, charged or tried.
fn arrested(doc: &Doc, mentions: &[Found], at: usize) -> Option<Found> {
    const VERBS: [&str; 12] = [
        "arrest",
        "charge",
        "detain",
        "accuse",
        "suspect",
        "indict",
        "try",
        "convict",
        "sentence",
        "jail",
        "remand",
        "prosecute",
    ];
    let is_arrested = |found: &&Found| {
        found.kind == MentionKind::Person
            && found.actor.is_some()
            && !found.plural
            && found.head < at
            && matches!(dep(doc, found.head), "dobj" | "nsubjpass")
            && doc.head(found.head).is_some_and(|verb| VERBS.contains(&lemma(doc, verb).as_str()))
    };
    let mut persons = mentions.iter().filter(is_arrested);
    let first = persons.next()?;
    persons.all(|other| other.actor == first.actor).then(|| first.clone())
}

/// Returns the nouns put before a name, with the person: "gunman X". A noun that two persons bear is left out.
fn titled(doc: &Doc, words: &Words, mentions: &[Found]) -> Vec<(String, Found)> {
    let mut titled: Vec<(String, Found)> = Vec::new();
    let mut shared: Vec<String> = Vec::new();
    for person in mentions.iter().filter(|found| found.kind == MentionKind::Person && found.actor.is_some()) {
        for noun in doc.children(person.head).filter(|&child| dep(doc, child) == "compound") {
            let noun = lemma(doc, noun);
            if !words.people.contains(noun.as_str()) {
                continue;
            }
            match titled.iter().find(|(known, _)| *known == noun) {
                Some((_, other)) if other.actor != person.actor => shared.push(noun),
                Some(_) => {}
                None => titled.push((noun, person.clone())),
            }
        }
    }
    titled.retain(|(noun, _)| !shared.contains(noun));
    titled
}

fn person_named(person: &Described) -> bool {
    !person.found.described
}

fn described(doc: &Doc, words: &Words, rival: &Rival, noun: String) -> Described {
    let tokens = description_tokens(doc, rival.head);
    let is_article = |token: usize| {
        matches!(tag(doc, token), "DT" | "PDT" | "PRP$" | "POS")
            || dep(doc, token) == "nummod" && doc.head(token) == Some(rival.head)
    };
    let before: Vec<String> = (tokens.start..rival.head)
        .filter(|&token| !is_article(token) && doc.word(token).chars().any(char::is_alphanumeric))
        .map(|token| doc.lower(token))
        .collect();
    let name_start = (tokens.start..rival.head).find(|&token| !matches!(tag(doc, token), "DT" | "PDT"));
    let name = doc.span(name_start.unwrap_or(rival.head)..rival.head + 1).of(doc.text());
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let gender = match (words.he_words.contains(noun.as_str()), words.she_words.contains(noun.as_str())) {
        (true, false) => Some(Gender::He),
        (false, true) => Some(Gender::She),
        _ => None,
    };
    let slug = slugify(&format!("{} {}", before.join(" "), doc.lower(rival.head)));
    let definite = doc.lower(tokens.start) == "the";
    let mut found = Found::new(tokens, rival.head, MentionKind::Person, name, "actors/described");
    found.actor = Some(slug.into());
    found.described = true;
    found.plural = rival.plural;
    found.gender = gender;
    let culprit = words.culprits.contains(noun.as_str());
    let office = words.offices.contains(noun.as_str());
    let told =
        doc.children(rival.head).any(|child| matches!(dep(doc, child), "relcl" | "acl" | "prep" | "poss"));
    let alone = before.iter().any(|word| matches!(word.as_str(), "lone" | "sole" | "single"));
    let bare = definite && before.is_empty();
    let bare_culprit = culprit && !rival.plural && !told && (alone || bare);
    Described {
        noun,
        office,
        bare_culprit,
        words: before,
        plural: rival.plural,
        gender,
        culprit,
        found,
        last: rival.head,
    }
}

/// Returns the described person that the noun at `head` speaks of again.
fn known(doc: &Doc, roles: &Roles, one: &Described, head: usize) -> Option<usize> {
    // "The victim, a student": one person.
    if dep(doc, head) == "appos"
        && let Some(explained) = doc.head(head)
        && let Some((_, index)) = roles.nouns.iter().find(|(noun, _)| *noun == explained)
    {
        return Some(*index);
    }
    if is_new(doc, head) {
        return None;
    }
    let tokens = description_tokens(doc, head);
    let points = matches!(doc.lower(tokens.start).as_str(), "the" | "this" | "that" | "these" | "those");
    let counted = (tokens.start..head).any(|token| tag(doc, token) == "CD");
    let back = |other: &Described| doc.sentence_of(head).saturating_sub(doc.sentence_of(other.last));
    let agrees = |other: &Described| {
        other.plural == one.plural
            && other.gender.zip(one.gender).is_none_or(|(a, b)| a == b)
            && (one.words.is_empty()
                || other.words.is_empty()
                || one.words.iter().any(|word| other.words.contains(word)))
    };
    let by = |fits: &dyn Fn(&Described) -> bool| {
        let all = roles.persons.iter().enumerate().filter(|(_, other)| agrees(other) && fits(other));
        all.max_by_key(|(_, other)| other.last).map(|(index, _)| index)
    };
    let same_noun = by(&|other: &Described| other.noun == one.noun);
    if one.plural && (points || !counted && tokens.len() == 1) {
        return same_noun;
    }
    // A headline has no articles.
    let headline = tokens.len() == 1 && doc.lower(head) == one.noun;
    if !(points || headline) {
        return None;
    }
    same_noun.or_else(|| by(&|other: &Described| one.culprit && other.culprit)).or_else(|| {
        let any = matches!(one.noun.as_str(), "man" | "woman" | "person" | "boy" | "girl" | "suspect");
        by(&|other: &Described| any && !other.office && back(other) <= REACH)
    })
}

/// Makes a slug that no other described person of the report has.
fn number_slug(roles: &Roles, one: &mut Described) {
    let Some(base) = one.found.actor.as_ref().map(ToString::to_string) else { return };
    let is_taken = |slug: &str| {
        roles.persons.iter().any(|other| other.found.actor.as_ref().is_some_and(|id| id.as_str() == slug))
    };
    let mut slug = base.clone();
    let mut number = 2;
    while is_taken(&slug) {
        slug = format!("{base}-{number}");
        number += 1;
    }
    one.found.actor = Some(slug.into());
}

/// Returns the named person whom the words round a description say it is: "the driver, X", "gunman X", "the attacker was
/// identified as X", "the gunman was X".
fn named_by(doc: &Doc, noun: usize, mentions: &[Found]) -> Option<Found> {
    let person = |token: usize| {
        let headed = |found: &&Found| {
            found.kind == MentionKind::Person
                && !found.described
                && found.actor.is_some()
                && (found.head == token || found.tokens.contains(&token))
        };
        mentions.iter().find(headed).cloned()
    };
    let child = |head: usize, deps: &[&str]| {
        doc.children(head).filter(|&child| deps.contains(&dep(doc, child))).collect::<Vec<_>>()
    };
    // An apposition either way round.
    let beside = child(noun, &["appos"])
        .into_iter()
        .chain(doc.head(noun).filter(|_| dep(doc, noun) == "appos"))
        .find_map(person);
    if beside.is_some() {
        return beside;
    }
    // "The head of the firm, X": the parse hangs X on the firm.
    let of_body = child(noun, &["prep"])
        .into_iter()
        .filter_map(|preposition| doc.child(preposition, "pobj"))
        .flat_map(|body| child(body, &["appos"]))
        .find_map(person);
    if of_body.is_some() {
        return of_body;
    }
    let names = |verb: usize| matches!(lemma(doc, verb).as_str(), "identify" | "name" | "call");
    let told = |verb: usize| {
        let behind_as = child(verb, &["prep"])
            .into_iter()
            .filter(|&preposition| doc.lower(preposition) == "as")
            .filter_map(|preposition| doc.child(preposition, "pobj"));
        behind_as.chain(child(verb, &["oprd", "attr"])).find_map(person)
    };
    let mut verbs = child(noun, &["acl", "relcl"]);
    if matches!(dep(doc, noun), "nsubj" | "nsubjpass" | "dobj") {
        verbs.extend(doc.head(noun));
    }
    verbs.into_iter().find_map(|verb| match lemma(doc, verb).as_str() {
        "be" => child(verb, &["attr"]).into_iter().find_map(person),
        _ if names(verb) => told(verb),
        _ => None,
    })
}

impl Discourse<'_> {
    /// Returns the mention that a description of a person makes.
    pub(super) fn resolve_role(&self, noun: usize) -> Option<Found> {
        let person = self.roles.at(noun)?;
        let tokens = self.role_tokens(noun);
        if !person_named(person) {
            let mut found = person.found.clone();
            let own = self.doc.span(tokens.clone()).of(self.doc.text());
            found.name = own.split_whitespace().collect::<Vec<_>>().join(" ");
            found.tokens = tokens;
            found.head = noun;
            return Some(found);
        }
        let mut found = stand_for(&person.found, tokens, noun, "actors/identified", self.doc);
        // "The mayor, X", "gunman X": the words beside the name are no mention of their own.
        found.described = self.is_beside_name(noun, &person.found);
        Some(found)
    }

    /// Returns the described person that the noun at `head` stands for, where a pronoun of this gender may mean it.
    pub(super) fn role_for(&self, head: usize, gender: Option<Gender>) -> Option<Found> {
        let found =
            self.roles.at(head).map(|person| person.found.clone()).or_else(|| {
                self.mentions.iter().find(|found| found.head == head && found.described).cloned()
            })?;
        found.gender.zip(gender).is_none_or(|(a, b)| a == b).then_some(found)
    }

    fn role_tokens(&self, noun: usize) -> Range<usize> {
        description_tokens(self.doc, noun)
    }

    /// Says whether a name of the person explains the noun, or the noun the name.
    fn is_beside_name(&self, noun: usize, person: &Found) -> bool {
        let doc = self.doc;
        self.mentions.iter().filter(|found| found.actor == person.actor && !found.anaphor).any(|found| {
            found.tokens.contains(&noun)
                || found.tokens.clone().chain([found.head]).any(|token| {
                    doc.head(noun) == Some(token)
                        || doc.head(token) == Some(noun) && dep(doc, token) == "appos"
                })
        })
    }
}
