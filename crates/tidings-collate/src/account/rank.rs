//! Ranks: "becoming the third nation to do so".

use std::collections::BTreeSet;

use tidings_nlp::Doc;

use super::Context;
use crate::events::Claim;
use crate::passages::words;

/// A rank that a statement's sentence gives its actor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Rank {
    /// The ordinal and the noun it counts: `third nation`.
    pub(super) text: String,
    /// What is compared: the ordinal alone, so that `third nation` and `third country` are one.
    pub(super) words: BTreeSet<String>,
}

const ORDINALS: &[&str] =
    &["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];

/// Finds an ordinal that stands before what the actor is said to become, in the sentence of a claim.
pub(super) fn rank(context: &Context<'_>, claim: &Claim) -> Option<Rank> {
    let told = context.reports.get(claim.at.report)?;
    let doc = told.doc(claim.at.field)?;
    let head = super::merge::statement(context.reports, claim.at)?.head;
    for token in doc.sentence(claim.sentence) {
        let word = doc.lower(token);
        let ordinal = ORDINALS.contains(&word.as_str())
            || (word.ends_with(['h', 'd', 't']) && word.starts_with(|c: char| c.is_ascii_digit()));
        if !ordinal || !matches!(&*doc.tokens()[token].dep, "amod" | "nummod") {
            continue;
        }
        let Some(noun) = doc.head(token) else { continue };
        if let Some(verb) = becoming(doc, noun)
            && tied(doc, verb, noun, head)
        {
            let counted = doc.children(noun).filter(|&child| child > token && child < noun);
            let mut phrase: Vec<&str> = vec![doc.word(token)];
            phrase.extend(counted.map(|child| doc.word(child)));
            phrase.push(doc.word(noun));
            return Some(Rank { text: phrase.join(" "), words: BTreeSet::from([words::fold(&word)]) });
        }
    }
    None
}

/// Returns the verb by which somebody is or becomes `noun`.
fn becoming(doc: &Doc, noun: usize) -> Option<usize> {
    let verb = doc.head(noun)?;
    let dep = &*doc.tokens()[noun].dep;
    let lemma = doc.tokens()[verb].lemma.as_str();
    let link = matches!(lemma, "become" | "be" | "make")
        && matches!(dep, "attr" | "oprd" | "dobj" | "acomp" | "ccomp" | "appos");
    link.then_some(verb)
}

/// Says whether the ranking verb and the event's word belong to one clause: one stands above the other.
fn tied(doc: &Doc, verb: usize, noun: usize, head: usize) -> bool {
    doc.ancestors(verb).any(|above| above == head)
        || doc.ancestors(head).any(|above| above == verb || above == noun)
}
