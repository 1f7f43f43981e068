//! Whether a name acts in its clause, or merely is a place or an attribute.
//!
//! "Pyongyang blamed the West" is a government; "a flat in Pyongyang" is a town. The part that the name plays in
//! its clause decides, with the preposition and the word it hangs on; capitals need better evidence than states.

use tidings_nlp::Doc;

use super::syntax::{Part, dep, is_noun, is_verb, lemma, place};
use super::words::Words;

/// How readily a name is taken for an actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Nature {
    /// A state, polity, organisation or organ by its own name.
    Actor,
    /// A capital that stands for its government where it acts.
    Capital,
    /// A territory: acts only as the subject of a verb that actors do.
    Territory,
}

/// Says whether the phrase headed by `head` acts.
pub(super) fn acts(doc: &Doc, words: &Words, head: usize, nature: Nature) -> bool {
    let place = place(doc, head);
    let governor = lemma(doc, place.governor);
    let governor = governor.as_str();
    let capital = nature != Nature::Actor;
    if nature == Nature::Territory {
        return place.part == Part::Subject && words.acting_verbs.contains(governor);
    }

    match place.part {
        Part::Subject => true,
        Part::PassiveSubject => !capital || !words.place_objects.contains(governor),
        Part::Object => {
            let only_visited =
                ["visit", "leave", "enter", "reach", "tour", "cross", "flee", "depart", "quit", "inhabit"];
            if capital { !words.place_objects.contains(governor) } else { !only_visited.contains(&governor) }
        }
        Part::After(preposition) => after(doc, words, preposition, place.governor, capital),
        Part::Possessor => !words.place_nouns.contains(governor),
        Part::Attribute => false,
        Part::Predicate => true,
        Part::Other => !capital,
    }
}

fn after(doc: &Doc, words: &Words, preposition: usize, governor: usize, capital: bool) -> bool {
    let word = doc.lower(preposition);
    let governor_lemma = lemma(doc, governor);
    // "control over Peru", "aimed at Peru" are no places.
    let concerns = match word.as_str() {
        "over" => is_noun(doc, governor) && !words.flights.contains(governor_lemma.as_str()),
        "at" => words.aims.contains(governor_lemma.as_str()),
        "in" => words.trust.contains(governor_lemma.as_str()),
        _ => false,
    };
    if words.place_prepositions.contains(word.as_str()) && !concerns {
        return false;
    }
    let sending = capital
        && matches!(governor_lemma.as_str(), "send" | "bring" | "take" | "transfer" | "ship" | "invite");
    let moving = sending || words.motion.contains(governor_lemma.as_str());
    match word.as_str() {
        "from" | "to" | "toward" | "towards" | "for" => {
            let accredited = word == "to" && words.offices.contains(governor_lemma.as_str());
            !(moving || accredited || capital && word == "from" && is_verb(doc, governor))
        }
        "of" | "between" => !words.place_nouns.contains(governor_lemma.as_str()),
        _ => true,
    }
}

/// Says whether a word stands alone in brackets after what it abbreviates: "the African Union (AU)".
pub(super) fn in_brackets(doc: &Doc, head: usize) -> bool {
    let before = head.checked_sub(1).map(|token| doc.word(token));
    let after = (head + 1 < doc.len()).then(|| doc.word(head + 1));
    before == Some("(") && after == Some(")") && dep(doc, head) != "nsubj"
}
