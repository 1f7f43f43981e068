//! What the mention rules ask of a parse: the noun phrase a word heads, the part it plays, the clause it stands in.
//!
//! All functions take token indexes of the same [`Doc`] and never fail on an odd tree.

use std::ops::Range;

use tidings_nlp::Doc;

/// The part that a noun phrase plays in its clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// Subject of an active verb, or the agent after "by".
    Subject,
    /// Subject of a passive verb.
    PassiveSubject,
    /// Direct or indirect object.
    Object,
    /// Object of the preposition at this token.
    After(usize),
    /// Possessor of a noun.
    Possessor,
    /// In front of a noun, or hyphenated to a word: "North Korean missile".
    Attribute,
    /// After a form of "be".
    Predicate,
    /// Anything else; the whole sentence of a headline among them.
    Other,
}

/// A noun phrase's part and the word it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    /// The part.
    pub(super) part: Part,
    /// The verb or noun it depends on (for [`Part::After`], what the preposition depends on); itself for a root.
    pub(super) governor: usize,
}

pub(crate) fn dep(doc: &Doc, token: usize) -> &str {
    doc.tokens().get(token).map_or("", |token| token.dep.as_str())
}

pub(crate) fn tag(doc: &Doc, token: usize) -> &str {
    doc.tokens().get(token).map_or("", |token| token.tag.as_str())
}

pub(crate) fn is_noun(doc: &Doc, token: usize) -> bool {
    tag(doc, token).starts_with("NN")
}

pub(crate) fn is_verb(doc: &Doc, token: usize) -> bool {
    tag(doc, token).starts_with("VB") || tag(doc, token) == "MD"
}

pub(super) fn is_plural(doc: &Doc, token: usize) -> bool {
    matches!(tag(doc, token), "NNS" | "NNPS")
}

/// Returns a token's lemma in lower case.
pub(crate) fn lemma(doc: &Doc, token: usize) -> String {
    doc.tokens().get(token).map(|token| token.lemma.to_lowercase()).unwrap_or_default()
}

/// Says whether a token starts with a capital letter.
pub(crate) fn is_capitalised(doc: &Doc, token: usize) -> bool {
    token < doc.len() && doc.word(token).chars().next().is_some_and(char::is_uppercase)
}

/// Returns the token of a range whose head lies outside it; the last such noun, else the last such token.
pub(super) fn root_of(doc: &Doc, range: &Range<usize>) -> usize {
    let outside = |token: &usize| doc.head(*token).is_none_or(|head| !range.contains(&head));
    let roots = || range.clone().filter(outside);
    roots().rfind(|&token| is_noun(doc, token)).or_else(|| roots().next_back()).unwrap_or(range.start)
}

/// Returns the first token of the noun phrase that `head` ends: its determiner, adjectives, possessor.
pub(super) fn left_edge(doc: &Doc, head: usize) -> usize {
    const BEFORE: [&str; 9] =
        ["det", "amod", "compound", "nummod", "poss", "nmod", "predet", "quantmod", "npadvmod"];
    doc.children(head)
        .filter(|&child| child < head && BEFORE.contains(&dep(doc, child)))
        .map(|child| doc.subtree_range(child).start)
        .min()
        .unwrap_or(head)
        .min(head)
}

/// Returns the left edge without a possessor: "Foreign Minister" of "Japan's Foreign Minister".
pub(crate) fn left_edge_own(doc: &Doc, head: usize) -> usize {
    const BEFORE: [&str; 5] = ["amod", "compound", "nummod", "nmod", "det"];
    let after_possessor = doc.children(head).filter(|&child| child < head && dep(doc, child) == "poss");
    let from = after_possessor.map(|child| doc.subtree_range(child).end).max().unwrap_or(0);
    doc.children(head)
        .filter(|&child| child < head && from <= child && BEFORE.contains(&dep(doc, child)))
        .map(|child| doc.subtree_range(child).start.max(from))
        .min()
        .unwrap_or(head)
        .min(head)
}

/// Returns the first of a row of conjoined words, and the words' common head phrase.
pub(super) fn first_conjunct(doc: &Doc, token: usize) -> usize {
    let mut at = token;
    for _ in 0..32 {
        if dep(doc, at) != "conj" {
            break;
        }
        match doc.head(at) {
            Some(head) if !is_verb(doc, head) => at = head,
            _ => break,
        }
    }
    at
}

/// Returns the part that the phrase headed by `head` plays.
pub(super) fn place(doc: &Doc, head: usize) -> Place {
    let mut at = first_conjunct(doc, head);
    // An apposition plays the part of what it explains.
    for _ in 0..8 {
        match (dep(doc, at), doc.head(at)) {
            ("appos", Some(next)) => at = first_conjunct(doc, next),
            _ => break,
        }
    }
    let Some(governor) = doc.head(at) else {
        return Place { part: Part::Other, governor: at };
    };
    let part = match dep(doc, at) {
        "nsubj" | "csubj" | "expl" => Part::Subject,
        "nsubjpass" => Part::PassiveSubject,
        "dobj" | "dative" | "obj" | "iobj" | "oprd" => Part::Object,
        "pobj" | "pcomp" => {
            let above = doc.head(governor).unwrap_or(governor);
            let part = if dep(doc, governor) == "agent" {
                Part::Subject
            } else if dep(doc, governor) == "dative" {
                Part::Object
            } else {
                Part::After(governor)
            };
            return Place { part, governor: above };
        }
        "poss" => Part::Possessor,
        "compound" | "amod" | "nmod" | "npadvmod" | "nummod" | "quantmod" | "advmod" => Part::Attribute,
        "attr" => Part::Predicate,
        _ => Part::Other,
    };
    Place { part, governor }
}

/// Returns the nearest verb above a token, the token itself left out.
pub(super) fn clause_verb(doc: &Doc, token: usize) -> Option<usize> {
    doc.ancestors(token).skip(1).find(|&above| is_verb(doc, above) || doc.tokens()[above].pos == "AUX")
}

/// Returns the subject of a verb: its own, or the one it shares with the verb it is joined to or controlled by.
pub(crate) fn subject_of(doc: &Doc, verb: usize) -> Option<usize> {
    let mut at = verb;
    for _ in 0..8 {
        let own = doc.children(at).find(|&child| matches!(dep(doc, child), "nsubj" | "nsubjpass"));
        if own.is_some() {
            return own;
        }
        match (dep(doc, at), doc.head(at)) {
            (
                "conj" | "xcomp" | "advcl" | "pcomp" | "prep" | "acl" | "aux" | "ccomp" | "acomp",
                Some(head),
            ) => at = head,
            _ => return None,
        }
    }
    None
}

/// Says whether a token is one of the determiners that point back: "the", "this", "that", "these", "those", "both".
pub(super) fn is_pointing(doc: &Doc, token: usize) -> bool {
    matches!(doc.lower(token).as_str(), "the" | "this" | "that" | "these" | "those" | "both")
}

/// Returns the determiner of a noun, in lower case.
pub(super) fn determiner(doc: &Doc, head: usize) -> Option<usize> {
    doc.children(head).find(|&child| child < head && matches!(dep(doc, child), "det" | "predet"))
}
