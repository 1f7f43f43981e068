//! The words around a value, by which two tellings are known to be of one matter.

use std::collections::{BTreeMap, BTreeSet};

use tidings_nlp::Doc;

use crate::account::Context;
use crate::events::{kin, root};
use crate::knowledge;
use crate::passages::words;
use crate::told::{Field, Told};

/// Steps from a value to what governs it.
const MOST_STEPS: usize = 8;
/// Words of a clause that count.
const MOST_WORDS: usize = 60;

/// The words around a value.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Surroundings {
    /// The verb, or the noun where no verb is above, that the value belongs to.
    pub(super) governor: usize,
    /// What that verb and its noun share.
    pub(super) root: String,
    /// The groups of other words for the same act.
    pub(super) kin: Vec<u16>,
    /// Roots of the subject's words, and ids of its actors.
    pub(super) subject: BTreeSet<String>,
    /// Roots of the words for what it is done to, with what that is of: "state of emergency".
    pub(super) object: BTreeSet<String>,
    /// Roots of the clause's content words, and ids of its actors.
    pub(super) stems: BTreeSet<String>,
}

/// Returns the words around the token that stands for a value.
pub(super) fn surroundings(told: &Told, field: Field, doc: &Doc, head: usize) -> Surroundings {
    around(told, field, doc, head, governor(doc, head))
}

/// Returns the words around a verb.
pub(super) fn of_verb(told: &Told, field: Field, doc: &Doc, verb: usize) -> Surroundings {
    around(told, field, doc, verb, verb)
}

fn around(told: &Told, field: Field, doc: &Doc, head: usize, governor: usize) -> Surroundings {
    let mut tokens = reach(doc, governor);
    tokens.extend(reach(doc, head));
    let mut above = governor;
    // "A man who shot five people", "the decision to send 300 soldiers": what the clause hangs on.
    for _ in 0..2 {
        if !matches!(&*doc.tokens()[above].dep, "relcl" | "acl" | "xcomp" | "pcomp" | "advcl" | "conj") {
            break;
        }
        let Some(next) = doc.head(above) else { break };
        above = next;
        tokens.extend(reach(doc, above));
    }
    let mut stems = BTreeSet::new();
    for &token in &tokens {
        let word = &doc.tokens()[token];
        let content = matches!(&*word.pos, "NOUN" | "PROPN" | "VERB" | "ADJ" | "ADV");
        if content && !words::is_function(&doc.lower(token)) && token != head {
            stems.insert(stem(doc, token));
        }
    }
    let mentions = told.found(field).mentions.iter();
    for mention in mentions.filter(|mention| tokens.contains(&mention.head)) {
        // A pronoun brings the name that it stands for.
        if mention.anaphor {
            let name = mention.name.split_whitespace().map(|word| root(&words::fold(word)));
            stems.extend(name.filter(|word| !words::is_function(word)));
        }
    }
    let root = stem(doc, governor);
    let subject = subject(told, field, doc, governor);
    let kin = kin(doc, governor, &doc.tokens()[governor].lemma.to_lowercase());
    let object = object(doc, governor);
    Surroundings { governor, root, kin, subject, object, stems }
}

impl Surroundings {
    /// Says whether both are words for one act.
    pub(super) fn is_one_act(&self, other: &Self) -> bool {
        const LIGHT: [&str; 9] = ["be", "have", "hav", "say", "it", "do", "get", "accord", "tell"];
        self.root == other.root && !LIGHT.contains(&self.root.as_str())
            || self.kin.iter().any(|group| other.kin.contains(group))
    }
}

fn subject(told: &Told, field: Field, doc: &Doc, governor: usize) -> BTreeSet<String> {
    let own = |verb: usize| doc.child(verb, "nsubj").or_else(|| doc.child(verb, "nsubjpass"));
    let above = || {
        doc.head(governor).filter(|_| matches!(&*doc.tokens()[governor].dep, "xcomp" | "conj")).and_then(own)
    };
    let Some(subject) = own(governor).or_else(above) else { return BTreeSet::new() };
    let mut found = BTreeSet::from([stem(doc, subject)]);
    for mention in told.found(field).mentions.iter().filter(|mention| mention.head == subject) {
        found.extend(mention.actor.as_ref().map(ToString::to_string));
        found.extend(
            mention.name.split_whitespace().map(words::fold).filter(|word| !words::is_function(word)),
        );
    }
    found
}

fn object(doc: &Doc, governor: usize) -> BTreeSet<String> {
    let Some(object) = doc.child(governor, "dobj").or_else(|| doc.child(governor, "nsubjpass")) else {
        return BTreeSet::new();
    };
    let of = doc.children(object).find(|&child| doc.lower(child) == "of");
    let of_what = of.and_then(|of| doc.child(of, "pobj"));
    let nouns = [Some(object), of_what].into_iter().flatten();
    nouns.filter(|&token| &*doc.tokens()[token].pos == "NOUN").map(|token| stem(doc, token)).collect()
}

/// Returns what a token shares with the words derived from it.
pub(super) fn stem(doc: &Doc, token: usize) -> String {
    let lemma = doc.tokens().get(token).map(|token| words::fold(&token.lemma)).unwrap_or_default();
    let lemma = if lemma.is_empty() { words::fold(doc.word(token)) } else { lemma };
    root(&lemma)
}

/// Returns the nearest verb above a token that says something; without one the topmost noun.
pub(super) fn governor(doc: &Doc, head: usize) -> usize {
    let mut last = head;
    for above in doc.ancestors(head).take(MOST_STEPS) {
        let token = &doc.tokens()[above];
        // "The November 18 sinking of": a noun that tells an act.
        let act = &*token.pos == "NOUN" && last == head && head < above && is_act_noun(doc, above);
        if above != head && (&*token.pos == "VERB" || act) {
            return above;
        }
        if above != head && &*token.pos == "AUX" {
            // "There were two of them", "the number was 800": what it is said of tells more.
            let said = doc.child(above, "nsubj").filter(|&subject| subject != head && subject != last);
            let clause = || {
                let below =
                    |&child: &usize| matches!(&*doc.tokens()[child].dep, "advcl" | "ccomp" | "relcl" | "acl");
                doc.children(above).find(below).filter(|&child| &*doc.tokens()[child].pos == "VERB")
            };
            // "It was half past nine when the roof fell in."
            return said
                .filter(|&subject| &*doc.tokens()[subject].pos != "PRON")
                .or_else(clause)
                .unwrap_or(above);
        }
        last = above;
    }
    last
}

fn is_act_noun(doc: &Doc, token: usize) -> bool {
    let lemma = doc.tokens()[token].lemma.to_lowercase();
    let ending =
        ["ing", "tion", "sion", "ment"].iter().any(|ending| lemma.len() > 6 && lemma.ends_with(ending));
    ending || knowledge::happenings().noun(&lemma).is_some() || knowledge::derivations().contains_key(&lemma)
}

/// Returns the tokens of a word's own clause or phrase.
pub(super) fn reach(doc: &Doc, head: usize) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    let mut next = vec![head];
    while let Some(token) = next.pop() {
        if !found.insert(token) || found.len() > MOST_WORDS {
            continue;
        }
        for child in doc.children(token) {
            let one = &doc.tokens()[child];
            let clause = matches!(&*one.dep, "advcl" | "ccomp" | "parataxis" | "csubj")
                || (&*one.dep == "conj" && matches!(&*one.pos, "VERB" | "AUX"));
            if !clause {
                next.push(child);
            }
        }
    }
    found
}

/// How telling each word is: rarer in the story's sentences, more telling.
#[derive(Debug, Default)]
pub(super) struct Weights {
    shares: BTreeMap<String, usize>,
    n_sentences: usize,
}

impl Weights {
    /// Counts the words of a story's reports.
    pub(super) fn new(context: &Context<'_>) -> Self {
        let mut found = Self::default();
        for &report in context.members {
            let Some(doc) = context.reports[report].doc(Field::Text) else { continue };
            for sentence in doc.sentences() {
                found.n_sentences += 1;
                let stems: BTreeSet<String> = sentence
                    .filter(|&token| {
                        matches!(&*doc.tokens()[token].pos, "NOUN" | "PROPN" | "VERB" | "ADJ" | "ADV")
                    })
                    .map(|token| stem(doc, token))
                    .collect();
                for one in stems {
                    *found.shares.entry(one).or_default() += 1;
                }
            }
        }
        found
    }

    /// Returns how much a word tells.
    pub(super) fn of(&self, stem: &str) -> f64 {
        let n = self.shares.get(stem).copied().unwrap_or(1) as f64;
        (1.0 + self.n_sentences as f64 / n).ln()
    }

    /// Returns the weight of the words that two sets share, and the share that it is of the smaller set.
    pub(super) fn shared(&self, one: &BTreeSet<String>, other: &BTreeSet<String>) -> (f64, f64) {
        let sum = |set: &BTreeSet<String>| set.iter().map(|stem| self.of(stem)).sum::<f64>();
        let shared: f64 = one.intersection(other).map(|stem| self.of(stem)).sum();
        let least = sum(one).min(sum(other));
        (shared, if least > 0.0 { shared / least } else { 0.0 })
    }
}
