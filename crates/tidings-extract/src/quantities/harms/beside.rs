//! The number that stands right beside a word of harm: headlines and lists, where the parse is uneven.

use tidings_text::Span;

use super::{Words, lemma};
use crate::quantities::count::Count;
use crate::quantities::lexicon::{Sex, Slot, lexicon};
use crate::quantities::people::{Group, Member, Person, Pointing, is_age_or_year, is_people, member};

/// A number in front of the word, with nothing but words of people and degree between: "3 people critically injured".
pub(super) fn number_beside(words: &Words<'_>, cue: usize, slot: Slot) -> Option<Member> {
    let start = words.doc.sentence(words.doc.sentence_of(cue)).start;
    let doc = words.doc;
    let mut at = cue;
    let mut others = false;
    let mut people = false;
    for _ in 0..9 {
        let Some(before) = at.checked_sub(1).filter(|&before| before >= start) else { break };
        at = before;
        let text = words.text(at);
        others |= matches!(text, "others" | "other" | "more");
        people |= is_people(words, at);
        let number = (doc.tokens()[at].tag == "CD" || lexicon().vague.contains_key(text))
            .then(|| words.number(at))
            .flatten();
        if let Some(number) = number.filter(|number| number.end <= cue) {
            // "at 3 p.m.", "on May 5"
            let dated = doc.entities().iter().any(|entity| {
                let dates = matches!(entity.label.as_str(), "DATE" | "TIME" | "MONEY" | "PERCENT");
                entity.start <= at && at < entity.end && dates && !people && !others
            });
            if dated || is_age_or_year(words, number) {
                return None;
            }
            let first = first_token(words, at);
            let number = words.number(first).unwrap_or(number);
            let span = doc.span(number.first..number.end);
            let (listed, span) = listed_before(words, number.first, span);
            let count =
                if listed > 0.0 { Count::exact(number.count.stated() + listed) } else { number.count };
            let one = count == Count::exact(1.0);
            return Some(if one {
                Member::Person(Person {
                    span,
                    token: at,
                    name: None,
                    age: None,
                    sex: Sex::Unknown,
                    pointing: if others { Pointing::Another } else { Pointing::New },
                    harming: false,
                })
            } else {
                Member::Group(Group { span, count, others, vague: number.vague, bare: false, harming: false })
            });
        }
        let skipped = people && is_people(words, at)
            || is_people(words, at)
            || SKIPPED.contains(&text)
            || text.ends_with("ly");
        if !skipped {
            break;
        }
    }
    if slot == Slot::Object { number_after(words, cue) } else { None }
}

/// A number behind the word: "kills 3", "injuring at least four others", "injured hundreds more".
pub(super) fn number_after(words: &Words<'_>, cue: usize) -> Option<Member> {
    let doc = words.doc;
    for at in cue + 1..cue + 5 {
        let is_vague = lexicon().vague.contains_key(words.text(at));
        let is_number = is_vague || doc.tokens().get(at).is_some_and(|token| token.tag == "CD");
        let Some(number) = words.number(at).filter(|_| is_number) else {
            if words.any(at, &PREPOSED) {
                continue;
            }
            return None;
        };
        let next = words.text(number.end);
        let counts_people =
            is_people(words, number.end) || is_people(words, number.end + 1) || AFTER_COUNT.contains(&next);
        if !counts_people || is_age_or_year(words, number) {
            return None;
        }
        let others = matches!(next, "others" | "other" | "more");
        let span = doc.span(number.first..number.end);
        return Some(Member::Group(Group {
            span,
            count: number.count,
            others,
            vague: is_vague,
            bare: false,
            harming: false,
        }));
    }
    None
}

/// Adds what a list counts before its last number: "4 adults, 2 children dead".
fn listed_before(words: &Words<'_>, first: usize, span: Span) -> (f64, Span) {
    let mut sum = 0.0;
    let mut span = span;
    let mut at = first;
    while at >= 3 && words.any(at - 1, &[",", "and", "&"]) && lexicon().person(words.text(at - 2)).is_some() {
        let Some(number) = words.number(at - 3).filter(|number| number.end == at - 2 && !number.vague) else {
            break;
        };
        sum += number.count.stated();
        span = span.cover(words.doc.span(number.first..number.end));
        at = number.first;
    }
    (sum, span)
}

fn first_token(words: &Words<'_>, token: usize) -> usize {
    let before = if token >= 2 && words.text(token - 1) == "-" { token - 2 } else { token.saturating_sub(1) };
    if words.number(before).is_some_and(|number| number.end > token && before < token) {
        before
    } else {
        token
    }
}

/// Words between "kills" and its number.
const PREPOSED: [&str; 12] =
    ["at", "least", "another", "more", "than", "up", "to", "as", "many", "about", "some", "nearly"];

/// Words that can follow a number of people that stands alone: "kills 3 in".
const AFTER_COUNT: [&str; 16] = [
    "", ",", ".", ";", ":", "in", "and", "at", "others", "other", "more", "outside", "near", "before", "on",
    "inside",
];

const SKIPPED: [&str; 34] = [
    "others",
    "other",
    "more",
    "additional",
    "of",
    "them",
    "whom",
    "the",
    "were",
    "was",
    "are",
    "is",
    "have",
    "has",
    "had",
    "been",
    "being",
    "left",
    "also",
    "and",
    "believed",
    "confirmed",
    "reported",
    "found",
    "pronounced",
    "young",
    "innocent",
    "adult",
    "feared",
    "be",
    "get",
    "got",
    "male",
    "female",
];

pub(super) fn counted_before(words: &Words<'_>, cue: usize) -> bool {
    cue > 0 && (words.number(cue - 1).is_some() || is_people(words, cue - 1))
}

/// A headline's "Man shot in Denver": the noun right before the word.
pub(super) fn headline_person(words: &Words<'_>, cue: usize) -> Option<Member> {
    let before = cue.checked_sub(1)?;
    if !lexicon()
        .harms
        .get(lemma(words, cue).as_str())
        .is_some_and(|senses| senses.iter().any(|(_, slot)| *slot == Slot::Object))
    {
        return None;
    }
    let tag = &words.doc.tokens()[cue].tag;
    if *tag != "VBN" && *tag != "VBD" || words.doc.child(cue, "dobj").is_some() {
        return None;
    }
    let at = if words.text(before) == "," && before >= 2 { before - 2 } else { before };
    lexicon().person(words.text(at)).and_then(|_| member(words, at))
}
