//! Persons that the model takes for something else, told by the words round their names.
//!
//! Small models label unusual names as organisations, products or places, or not at all. Two or three capitalised words are a
//! person where they open with a known first name, where an office or a role explains them ("the mayor, X", "gunman X"), where
//! an age follows, where what is done to them is done to persons alone, or where the text elsewhere says "Mr" to their last word.

use std::ops::Range;

use tidings_nlp::Doc;

use super::hits::{Hit, entity_over};
use super::record::ActorKind;
use super::syntax::{dep, is_capitalised, is_noun, lemma, tag};
use super::words::Words;

/// What is done to persons alone.
const DONE_TO_PERSONS: [&str; 17] = [
    "arrest",
    "jail",
    "sentence",
    "imprison",
    "stab",
    "handcuff",
    "marry",
    "behead",
    "abduct",
    "kidnap",
    "extradite",
    "bury",
    "interview",
    "convict",
    "acquit",
    "murder",
    "remand",
];
/// What persons alone do.
const DONE_BY_PERSONS: [&str; 9] =
    ["die", "resign", "testify", "drown", "marry", "weep", "cry", "retire", "faint"];

/// Returns the ranges of names that are persons by what stands round them; none that `taken` holds.
pub(super) fn shaped_persons(
    doc: &Doc,
    hits: &[Hit<'_>],
    words: &Words,
    taken: &[Range<usize>],
) -> Vec<Range<usize>> {
    let addressed: Vec<String> = (1..doc.len())
        .filter(|&token| is_name_word(doc, token) && words.honorifics.contains(doc.lower(token - 1).as_str()))
        .map(|token| doc.word(token).to_owned())
        .collect();
    runs(doc)
        .into_iter()
        .filter(|run| {
            let overlaps = |range: &Range<usize>| range.start < run.end && run.start < range.end;
            let known = hits.iter().any(|hit| hit.record.kind != ActorKind::Person && overlaps(&hit.tokens));
            !known && !taken.iter().any(overlaps)
        })
        .filter(|run| {
            let label = entity_over(doc, run).map(|(label, _)| label);
            !matches!(label, Some("DATE" | "EVENT" | "LAW" | "LANGUAGE" | "FAC"))
                && is_person(doc, words, run, &addressed)
        })
        .collect()
}

/// Returns the single words that are the last of a full name among `names`, where the model takes them for something else.
pub(super) fn surnames_again(doc: &Doc, hits: &[Hit<'_>], names: &[Range<usize>]) -> Vec<Range<usize>> {
    let surnames: Vec<&str> =
        names.iter().filter(|name| name.len() > 1).map(|name| doc.word(name.end - 1)).collect();
    (0..doc.len())
        .filter(|&token| is_name_word(doc, token) && surnames.contains(&doc.word(token)))
        .filter(|&token| {
            let alone = !names.iter().any(|name| name.contains(&token))
                && !hits.iter().any(|hit| hit.tokens.contains(&token));
            let whole = entity_over(doc, &(token..token + 1)).is_none_or(|(label, range)| {
                range.len() == 1 && matches!(label, "ORG" | "GPE" | "NORP" | "PRODUCT")
            });
            let inside = dep(doc, token) == "compound"
                || doc
                    .children(token)
                    .any(|child| dep(doc, child) == "compound" && is_capitalised(doc, child));
            alone && whole && !inside
        })
        .map(|token| token..token + 1)
        .collect()
}

/// Returns the runs of two or three name words of which the last heads the others.
fn runs(doc: &Doc) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    let mut start = 0;
    while start < doc.len() {
        let mut end = start;
        while end < doc.len() && is_name_word(doc, end) && doc.sentence_of(end) == doc.sentence_of(start) {
            end += 1;
        }
        let linked = (start..end.saturating_sub(1))
            .all(|token| dep(doc, token) == "compound" && doc.head(token) == Some(end - 1));
        if (2..=3).contains(&(end - start)) && linked {
            runs.push(start..end);
        }
        start = end.max(start + 1);
    }
    runs
}

fn is_name_word(doc: &Doc, token: usize) -> bool {
    let word = doc.word(token);
    tag(doc, token).starts_with("NNP")
        && is_capitalised(doc, token)
        && word.chars().count() > 1
        && word.chars().skip(1).any(char::is_lowercase)
        && word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’'))
}

fn is_person(doc: &Doc, words: &Words, run: &Range<usize>, addressed: &[String]) -> bool {
    let body = run.clone().any(|token| {
        let noun = lemma(doc, token);
        let noun = noun.as_str();
        words.bodies.contains(noun)
            || words.organs.contains(noun)
            || words.state_bodies.contains(noun)
            || words.place_nouns.contains(noun)
            || words.ways.contains(noun)
            || words.other_name_of.contains(noun)
            || words.offices.contains(noun)
            || words.honorifics.contains(noun)
            || words.service_of(noun).is_some()
            || words.name_tails.contains(noun)
    });
    let article = run.start.checked_sub(1).is_some_and(|before| doc.lower(before) == "the");
    if body || article {
        return false;
    }
    let head = run.end - 1;
    let first = doc.lower(run.start);
    let role = |noun: usize| {
        let noun_lemma = lemma(doc, noun);
        is_noun(doc, noun)
            && !run.contains(&noun)
            && (words.people.contains(noun_lemma.as_str()) || words.offices.contains(noun_lemma.as_str()))
    };
    let explained = dep(doc, head) == "appos" && doc.head(head).is_some_and(role)
        || doc.children(head).any(|child| {
            role(child) && (dep(doc, child) == "appos" || dep(doc, child) == "compound" && child < run.start)
        });
    let aged = doc.tokens().get(run.end + 1).is_some_and(|_| {
        let age = doc.word(run.end + 1);
        doc.word(run.end) == ","
            && age.len() == 2
            && age.chars().all(|c| c.is_ascii_digit())
            && doc.tokens().get(run.end + 2).is_none_or(|_| doc.word(run.end + 2) == ",")
    });
    let verb = doc.head(head).map(|verb| lemma(doc, verb)).unwrap_or_default();
    let done = match dep(doc, head) {
        "dobj" | "nsubjpass" => DONE_TO_PERSONS.contains(&verb.as_str()),
        "nsubj" => DONE_BY_PERSONS.contains(&verb.as_str()),
        _ => false,
    };
    let identified = dep(doc, head) == "pobj"
        && doc.head(head).is_some_and(|preposition| {
            doc.lower(preposition) == "as"
                && doc.head(preposition).is_some_and(|verb| {
                    matches!(lemma(doc, verb).as_str(), "identify" | "name")
                        && doc.children(verb).chain(doc.head(verb)).any(role)
                })
        });
    words.he_names.contains(first.as_str())
        || words.she_names.contains(first.as_str())
        || explained
        || aged
        || done
        || identified
        || addressed.iter().any(|name| name == doc.word(head))
}
