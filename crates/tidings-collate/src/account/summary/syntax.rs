//! Which verb tells a statement, whose subject it has, and where the words that tell begin.

use tidings_nlp::Doc;

use super::verb::lemma;
use crate::knowledge::telling;

/// A clause's verb, and the dependent under which the statement's own word stands where that is not the verb itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) verb: usize,
    pub(super) under: Option<usize>,
}

/// Where a clause's subject stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stands {
    /// With the verb.
    Own,
    /// With a verb before it: "arrived and spoke".
    Shared,
    /// The noun or the clause that it hangs on: "a man carrying a bag", "killing three".
    Above,
}

/// Returns the verb that tells what a statement's word stands for: the word itself, the verb above an infinitive ("went
/// to find"), the verb that carries a noun ("carries out an attack").
pub(super) fn told_by(doc: &Doc, head: usize) -> Option<Told> {
    let is_verb = |token: usize| matches!(&*doc.tokens()[token].pos, "VERB" | "AUX");
    let mut told = Told { verb: head, under: None };
    if !is_verb(head) {
        let above = doc.head(head)?;
        let dep = &*doc.tokens()[head].dep;
        let above_lemma = lemma(doc, above);
        let words = telling();
        let carried = match dep {
            "dobj" | "nsubjpass" => words.holds("light_verbs", &above_lemma),
            "nsubj" => words.holds("occurring_verbs", &above_lemma),
            "acomp" | "attr" => {
                matches!(above_lemma.as_str(), "be" | "become" | "get") && &*doc.tokens()[head].pos == "ADJ"
            }
            _ => false,
        };
        if !carried || !is_verb(above) {
            return None;
        }
        told = Told { verb: above, under: Some(head) };
    }
    for _ in 0..4 {
        let verb = told.verb;
        let Some(above) = doc.head(verb) else { break };
        let open = !is_finite(doc, verb);
        let climbs = match &*doc.tokens()[verb].dep {
            "xcomp" => true,
            "ccomp" => open,
            "advcl" => is_purpose(doc, verb) && above < verb,
            // "Makes efforts to free them".
            "acl" if is_purpose(doc, verb) && &*doc.tokens()[above].dep == "dobj" => {
                let Some(carrier) = doc.head(above).filter(|&carrier| is_verb(carrier)) else { break };
                told = Told { verb: carrier, under: Some(above) };
                continue;
            }
            _ => false,
        };
        if !climbs || !is_verb(above) {
            break;
        }
        told = Told { verb: above, under: Some(verb) };
    }
    Some(told)
}

/// Says whether a verb has a form that tells time, or an auxiliary that has.
pub(super) fn is_finite(doc: &Doc, verb: usize) -> bool {
    let finite = |token: usize| matches!(&*doc.tokens()[token].tag, "VBD" | "VBZ" | "VBP" | "MD");
    finite(verb)
        || doc
            .children(verb)
            .any(|child| matches!(&*doc.tokens()[child].dep, "aux" | "auxpass") && finite(child))
}

/// Says whether a clause tells what something is done for: "to find the suspect".
pub(super) fn is_purpose(doc: &Doc, verb: usize) -> bool {
    &*doc.tokens()[verb].tag == "VB"
        && doc.child(verb, "nsubj").is_none()
        && doc.children(verb).any(|child| &*doc.tokens()[child].tag == "TO" && child < verb)
}

pub(super) fn has_auxiliary(doc: &Doc, verb: usize) -> bool {
    doc.children(verb).any(|child| matches!(&*doc.tokens()[child].dep, "aux" | "auxpass"))
}

/// Returns a verb's subject, and where it stands.
pub(super) fn subject_of(doc: &Doc, verb: usize, depth: usize) -> Option<(usize, Stands)> {
    if depth > 3 {
        return None;
    }
    let above = doc.head(verb);
    if let Some(own) = doc.child(verb, "nsubj").or_else(|| doc.child(verb, "nsubjpass")) {
        let relative = matches!(&*doc.tokens()[own].tag, "WDT" | "WP");
        return match above {
            Some(noun) if relative && &*doc.tokens()[verb].dep == "relcl" => Some((noun, Stands::Shared)),
            _ if relative => None,
            _ => Some((own, Stands::Own)),
        };
    }
    let above = above?;
    let found = || subject_of(doc, above, depth + 1).map(|(token, _)| token);
    match &*doc.tokens()[verb].dep {
        "conj" => found().map(|token| (token, Stands::Shared)),
        "xcomp" => found().map(|token| (token, Stands::Shared)),
        "advcl" if &*doc.tokens()[verb].tag == "VBG" => found().map(|token| (token, Stands::Above)),
        "acl" if !is_purpose(doc, verb) => Some((above, Stands::Above)),
        _ => None,
    }
}

/// Returns the first token of the words that tell: what stands before is a dateline, or a label before a colon.
pub(super) fn line_start(doc: &Doc, token: usize) -> usize {
    let sentence = doc.sentence(doc.sentence_of(token));
    let opening = sentence.start..sentence.end.min(sentence.start + 16);
    let mut start = sentence.start;
    for mark in opening {
        let word = doc.word(mark);
        let dash = matches!(word, "—" | "–" | "--" | "-" | "―") && mark > sentence.start;
        let spaced = mark > 0 && doc.tokens()[mark - 1].span.end < doc.tokens()[mark].span.start;
        let town = (start..mark).all(|before| {
            let token = &doc.tokens()[before];
            let word = doc.word(before);
            matches!(&*token.pos, "PROPN" | "PUNCT" | "NUM" | "SYM" | "SPACE")
                || !word.chars().any(char::is_lowercase)
        });
        if (dash && (spaced || word == "—") || word == ")") && town {
            start = mark + 1;
        }
    }
    start
}
