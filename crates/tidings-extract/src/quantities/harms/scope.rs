//! Whether harm is the news, an earlier event, or the sum of several happenings.

use super::{Words, lemma};
use crate::quantities::lexicon::lexicon;

/// Says whether the words tell of an earlier event: "two years ago", "in a previous shooting", "in 2004", "since 1959, when".
///
/// What a sentence dates so at its head is past in the sentences that follow in its paragraph.
pub(super) fn is_earlier(words: &Words<'_>, cue: usize) -> bool {
    let doc = words.doc;
    let sentence = doc.sentence_of(cue);
    if doc.sentence(sentence).any(|at| is_earlier_word(words, at, cue)) {
        return true;
    }
    let here = doc.sentence(sentence).start;
    (sentence.saturating_sub(CARRIED)..sentence).any(|before| {
        let range = doc.sentence(before);
        let mut head = range.start..(range.start + HEAD).min(range.end);
        let one_paragraph = !doc.span(range.start..here.max(range.start + 1)).of(doc.text()).contains('\n');
        one_paragraph && head.any(|at| is_earlier_word(words, at, cue))
    })
}

/// Sentences that a date at the head of a paragraph is carried over.
const CARRIED: usize = 2;
/// Tokens that are the head of a sentence.
const HEAD: usize = 6;

fn is_earlier_word(words: &Words<'_>, at: usize, cue: usize) -> bool {
    let next = words.text(at + 1);
    match words.text(at) {
        "last" | "past" => matches!(next, "year" | "decade" | "month"),
        "years" | "months" | "weeks" | "decades" => matches!(next, "ago" | "earlier"),
        "decade" | "year" | "month" => matches!(next, "ago" | "earlier" | "after" | "before"),
        "previous" | "prior" | "unrelated" | "separate" => {
            lexicon().words.deaths.contains(&lemma_at(words, at + 1))
                || lexicon().words.attacks.contains(&lemma_at(words, at + 1))
                || matches!(next, "incident" | "incidents" | "case" | "year")
        }
        // "the worst since 1959" is no date; "since 1959, when" is.
        "when" => {
            let year = (at.saturating_sub(3)..at).any(|before| words.background_year(words.text(before)));
            year && at < cue
        }
        _ => is_past_date(words, at),
    }
}

/// "in 2004", "November 2009", "Nov. 13, 2015": the token is a past year that a date ends with.
fn is_past_date(words: &Words<'_>, at: usize) -> bool {
    if !words.background_year(words.text(at)) {
        return false;
    }
    let month =
        |at: usize| lexicon().months.iter().any(|month| month == words.text(at).trim_end_matches('.'));
    let back = |steps: usize| at.checked_sub(steps);
    back(1).is_some_and(|before| words.text(before) == "in" || month(before))
        || (back(1).is_some_and(|comma| words.text(comma) == ",") && back(3).is_some_and(month))
}

/// Says whether the sentence tells of several happenings together: "this year", "in four separate shootings".
pub(super) fn is_sum(words: &Words<'_>, cue: usize) -> bool {
    let doc = words.doc;
    let range = doc.sentence(doc.sentence_of(cue));
    let period = |at: usize| {
        let next = words.text(at + 1);
        match words.text(at) {
            "this" => matches!(next, "year" | "decade" | "month"),
            "so" => next == "far",
            "every" | "each" | "per" => matches!(next, "year" | "day" | "week"),
            "annually" | "nationwide" | "statewide" | "citywide" => true,
            _ => false,
        }
    };
    // "shootings", with a word near it that says how many or how they lie apart.
    let several = |at: usize| {
        let happening = doc.tokens()[at].tag == "NNS"
            && (lexicon().words.attacks.contains(&lemma(words, at))
                || lexicon().words.deaths.contains(&lemma(words, at))
                || matches!(lemma(words, at).as_str(), "incident" | "crash" | "accident"));
        happening
            && (at.saturating_sub(5)..(at + 3).min(range.end)).filter(|&near| range.start <= near).any(
                |near| {
                    let apart = words.in_list(near, &lexicon().words.apart);
                    let counted = near < at
                        && words.number(near).is_some_and(|number| {
                            1.0 < number.count.stated() && number.end <= at && counts(words, number.end, at)
                        });
                    apart || counted
                },
            )
    };
    range.clone().any(|at| period(at) || several(at))
}

/// Says whether nothing but describing words stands between a number and the noun: "17 unrelated shootings".
fn counts(words: &Words<'_>, from: usize, noun: usize) -> bool {
    (from..noun).all(|at| {
        let tag = &words.doc.tokens()[at].tag;
        tag.starts_with("JJ") || tag.starts_with("NNP") || *tag == "NN" || *tag == "HYPH"
    })
}

fn lemma_at(words: &Words<'_>, token: usize) -> String {
    words.doc.tokens().get(token).map(|token| token.lemma.to_lowercase()).unwrap_or_default()
}
