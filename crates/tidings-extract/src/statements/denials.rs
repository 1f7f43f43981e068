//! Claims of one sentence that the next one rejects: "… He dismissed those reports.", "… The account was false."
//!
//! Works on the finished statements of a doc: what a sentence tells as somebody's claim is denied where the same sentence
//! or the one behind it rejects a claim that it does not spell out itself.

use super::clause::Syntax;
use super::frames::Frames;
use super::model::{Modality, Polarity, Stance, Statement};

/// Marks the claims that are rejected further on.
pub(super) fn reject_claims(syntax: Syntax<'_>, frames: &Frames, statements: &mut [Statement]) {
    for word in 0..syntax.doc.len() {
        let Some(claim) = rejected_claim(syntax, frames, word) else { continue };
        let sentence = syntax.doc.sentence_of(word);
        let claimed = |statement: &Statement| {
            let own = syntax.doc.sentence_of(statement.head);
            statement.modality == Modality::Alleged
                && statement.head < claim
                && (own == sentence || own + 1 == sentence)
        };
        for statement in statements.iter_mut().filter(|statement| claimed(statement)) {
            statement.polarity = Polarity::Negative;
            statement.stance = Stance::Denies;
            statement.why.words.push(syntax.doc.tokens()[word].span);
            statement.why.words.sort_unstable();
            statement.why.words.dedup();
        }
    }
}

/// Returns the noun for a claim that the word at `word` rejects, where the noun points back to something said.
fn rejected_claim(syntax: Syntax<'_>, frames: &Frames, word: usize) -> Option<usize> {
    let doc = syntax.doc;
    let lemma = syntax.lemma(word).to_lowercase();
    let points_back = |noun: usize| {
        let claims = frames.listed("claim_nouns", &syntax.lemma(noun).to_lowercase());
        let spelled_out =
            doc.children(noun).any(|child| matches!(syntax.dep(child), "acl" | "relcl" | "prep"));
        let known = doc.children(noun).any(|child| {
            syntax.dep(child) == "poss"
                || syntax.dep(child) == "det"
                    && matches!(
                        doc.lower(child).as_str(),
                        "the" | "this" | "that" | "these" | "those" | "all"
                    )
        });
        claims && known && !spelled_out
    };
    if syntax.is_verb(word) && frames.listed("rejecting_verbs", &lemma) {
        return doc
            .children(word)
            .find(|&child| matches!(syntax.dep(child), "dobj" | "nsubjpass") && points_back(child));
    }
    if lemma != "be" || !syntax.is_verb(word) {
        return None;
    }
    let subject = syntax.own_subject(word).filter(|&subject| points_back(subject))?;
    let is_false = doc.children(word).any(|child| {
        matches!(syntax.dep(child), "acomp" | "attr")
            && (frames.listed("falsehoods", &syntax.lemma(child).to_lowercase())
                || syntax.lemma(child) == "true"
                    && doc.children(word).any(|beside| syntax.dep(beside) == "neg"))
    });
    is_false.then_some(subject)
}
