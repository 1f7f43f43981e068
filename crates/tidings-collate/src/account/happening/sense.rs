//! What a trigger tells of a happening that harms people, and the words beside it that set it apart.

use tidings_nlp::Doc;

use crate::knowledge::{self, HarmClass};

/// Returns what a trigger tells; `None` where it tells of no harm.
pub(super) fn sense(doc: &Doc, head: usize) -> Option<&'static HarmClass> {
    let token = doc.tokens().get(head)?;
    let table = knowledge::happenings();
    let lemma = if token.lemma.is_empty() { doc.lower(head) } else { token.lemma.to_lowercase() };
    let beside = |word: &str| {
        doc.children(head).any(|child| {
            let near = (head < child && child < head + 8) || &*doc.tokens()[child].dep == "nsubjpass";
            near && (doc.lower(child) == word || doc.tokens()[child].lemma == word)
        })
    };
    match &*token.pos {
        "VERB" | "AUX" => table.verb(&lemma, &beside),
        "ADJ" => table.adjective(&lemma).or_else(|| table.verb(&lemma, &beside)),
        // In a headline a verb may be taken for a name: "Tram Derails".
        "PROPN" => table
            .noun(&lemma)
            .or_else(|| table.verb(lemma.strip_suffix('s')?, &beside))
            .or_else(|| table.adjective(&lemma)),
        "NOUN" => table.noun(&lemma).or_else(|| table.adjective(&lemma)),
        _ => None,
    }
}

/// Verbs of happening: their subject is what is told.
const HAPPEN: &[&str] = &["happen", "occur", "unfold", "take"];

/// Returns the noun of harm that a verb of happening has as its subject: "the crash occurred", "the attack took place".
pub(super) fn subject_told(doc: &Doc, head: usize) -> Option<usize> {
    let lemma = doc.tokens().get(head)?.lemma.as_str();
    let places =
        lemma != "take" || doc.child(head, "dobj").is_some_and(|object| doc.lower(object) == "place");
    if !HAPPEN.contains(&lemma) || !places {
        return None;
    }
    // "It involved two cars and occurred at noon": the subject stands with the first verb.
    let first = || doc.head(head).filter(|_| &*doc.tokens()[head].dep == "conj");
    let subject = doc.child(head, "nsubj").or_else(|| doc.child(first()?, "nsubj"))?;
    // "The derailment, which occurred at six": the relative pronoun stands for it.
    let relative = doc.tokens()[subject].tag.starts_with('W');
    let subject = if relative { doc.head(head)? } else { subject };
    sense(doc, subject).is_some().then_some(subject)
}

/// Returns what a verb of happening tells.
pub(super) fn told_of(doc: &Doc, head: usize) -> Option<&'static HarmClass> {
    sense(doc, subject_told(doc, head)?)
}

/// Says whether a trigger is a noun.
pub(super) fn is_noun(doc: &Doc, head: usize) -> bool {
    doc.tokens().get(head).is_some_and(|token| matches!(&*token.pos, "NOUN" | "PROPN"))
        && doc.child(head, "nsubj").is_none()
        && doc.child(head, "dobj").is_none()
}

/// How a noun points at what it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pointing {
    /// "the attack", "this attack", "Thursday's attack", "Truck attack in …" without an article.
    Definite,
    /// "an attack".
    Indefinite,
    /// "attacks", "another attack", "the attack site".
    Apart,
}

/// Returns how a noun points, by its number and the words before it.
pub(super) fn pointing(doc: &Doc, head: usize) -> Pointing {
    let table = knowledge::happenings();
    let token = &doc.tokens()[head];
    // "The attack site", "fire engines": the noun behind is what is told of.
    let in_compound = matches!(&*token.dep, "compound" | "nmod" | "amod");
    let plural = matches!(&*token.tag, "NNS" | "NNPS");
    let mut article = None;
    for child in doc.children(head).filter(|&child| child < head) {
        let lower = doc.lower(child);
        let lemma = doc.tokens()[child].lemma.to_lowercase();
        let other = table.listed("others", &lower) || table.listed("others", &lemma);
        if other && &*doc.tokens()[child].dep != "poss" {
            return Pointing::Apart;
        }
        if &*doc.tokens()[child].dep == "det" {
            article = Some(lower);
        }
    }
    if in_compound || plural {
        return Pointing::Apart;
    }
    match article.as_deref() {
        Some("a" | "an") => Pointing::Indefinite,
        _ => Pointing::Definite,
    }
}
