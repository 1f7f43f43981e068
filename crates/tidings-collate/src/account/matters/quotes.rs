//! One quotation in two wordings: a speaker's sentence that two reports give alike but for a noun or a number.

use std::collections::{BTreeMap, BTreeSet};

use tidings_nlp::Doc;

use super::{Matter, Telling, attribution_of};
use crate::account::Context;
use crate::account::claims::left_out;
use crate::passages::words;
use crate::told::Field;

/// Tokens of a sentence that are compared, from its start.
const COMPARED: usize = 14;
/// Words that two wordings must share, in order.
const FEWEST_SHARED: usize = 6;
/// Most words that may differ.
const MOST_CHANGED: usize = 3;
/// Quoted sentences of a story that are compared.
const MOST_SENTENCES: usize = 3000;

/// A quoted sentence.
struct Sentence {
    telling: Telling,
    /// The last word of the speaker's name, folded; empty where no name is given.
    speaker: String,
    /// Its first words, folded, and whether each is a noun or a number.
    words: Vec<(String, bool)>,
}

/// Returns the matters of quotations that reports give with other nouns or numbers.
pub(super) fn matters(context: &Context<'_>) -> Vec<Matter> {
    let mut all: Vec<Sentence> =
        context.members.iter().flat_map(|&report| sentences(context, report)).collect();
    all.truncate(MOST_SENTENCES);
    let mut by_words: BTreeMap<[&str; 3], Vec<usize>> = BTreeMap::new();
    for (index, sentence) in all.iter().enumerate() {
        for three in sentence.words.windows(3) {
            by_words.entry([&three[0].0, &three[1].0, &three[2].0]).or_default().push(index);
        }
    }
    let pairs: BTreeSet<(usize, usize)> = by_words
        .into_values()
        .filter(|indexes| indexes.len() < 40)
        .flat_map(|indexes| {
            let pairs: Vec<(usize, usize)> = indexes
                .iter()
                .enumerate()
                .flat_map(|(at, &b)| indexes[..at].iter().map(move |&a| (a, b)))
                .collect();
            pairs
        })
        .collect();
    let mut matters: Vec<Matter> = Vec::new();
    let mut told: BTreeSet<usize> = BTreeSet::new();
    for (a, b) in pairs {
        let (one, other) = (&all[a], &all[b]);
        let named = !one.speaker.is_empty() && !other.speaker.is_empty();
        let one_speaker = !named || one.speaker == other.speaker;
        if one.telling.report == other.telling.report
            || !one_speaker
            || told.contains(&a)
            || told.contains(&b)
        {
            continue;
        }
        let Some((mine, theirs)) = changed(&one.words, &other.words) else { continue };
        let with = |words: &BTreeSet<String>| -> Vec<Telling> {
            let says = |sentence: &&Sentence| {
                words.iter().all(|word| sentence.words.iter().any(|(own, _)| own == word))
                    && (changed(&one.words, &sentence.words).is_some()
                        || shared(&one.words, &sentence.words) >= FEWEST_SHARED)
            };
            all.iter().filter(says).map(|sentence| sentence.telling.clone()).collect()
        };
        told.extend([a, b]);
        matters.push(Matter {
            slot: "words of a quotation".to_owned(),
            status: "conflicting",
            readings: vec![with(&mine), with(&theirs)],
            in_order: false,
            weight: 0.0,
        });
    }
    matters.retain(|matter| matter.readings.iter().all(|tellings| !tellings.is_empty()));
    matters
}

/// Returns the sentences of a report that open with a quotation mark or stand in what a source is quoted with.
fn sentences(context: &Context<'_>, report: usize) -> Vec<Sentence> {
    let told = &context.reports[report];
    let Some(doc) = told.doc(Field::Text) else { return Vec::new() };
    let mut found = Vec::new();
    for sentence in doc.sentences() {
        let Some(start) = opening(doc, &sentence) else { continue };
        let tokens = start..sentence.end.min(start + COMPARED);
        let span = doc.span(tokens.clone());
        if tokens.len() < FEWEST_SHARED || left_out(context.passages, report, Field::Text, span) {
            continue;
        }
        let attribution = attribution_of(context, report, Field::Text, span);
        let link =
            attribution.and_then(|index| told.found(Field::Text).attributions.get(index)?.chain.last());
        let last = link.and_then(|link| link.name.split_whitespace().next_back());
        let speaker = last.filter(|word| word.starts_with(char::is_uppercase)).map(words::fold);
        let compared: Vec<(String, bool)> = tokens
            .filter(|&token| doc.word(token).chars().any(char::is_alphanumeric))
            .map(|token| (doc.lower(token), matches!(&*doc.tokens()[token].pos, "NOUN" | "NUM")))
            .collect();
        let value = span.of(doc.text()).replace('\n', " ");
        found.push(Sentence {
            telling: Telling { report, field: Field::Text, span, value, attribution },
            speaker: speaker.unwrap_or_default(),
            words: compared,
        });
    }
    found
}

/// Returns the first token of a quotation that a sentence opens, or opens with.
fn opening(doc: &Doc, sentence: &std::ops::Range<usize>) -> Option<usize> {
    let mark = sentence.clone().find(|&token| matches!(doc.word(token), "\"" | "“" | "‘"))?;
    let next = mark + 1;
    let opens = next < sentence.end && doc.word(next).starts_with(char::is_uppercase);
    opens.then_some(next)
}

/// Returns the nouns and numbers that each of two wordings has in place of the other's; `None` where they are not two
/// wordings of one sentence.
fn changed(one: &[(String, bool)], other: &[(String, bool)]) -> Option<(BTreeSet<String>, BTreeSet<String>)> {
    if shared(one, other) < FEWEST_SHARED || one.first()?.0 != other.first()?.0 {
        return None;
    }
    let (mut mine, mut theirs) = (BTreeSet::new(), BTreeSet::new());
    let mut n_changed = 0;
    for ((word, names), (their, their_names)) in one.iter().zip(other) {
        if word == their {
            continue;
        }
        n_changed += 1;
        if n_changed > MOST_CHANGED {
            break;
        }
        if *names && *their_names {
            mine.insert(word.clone());
            theirs.insert(their.clone());
        }
    }
    let same = |a: &BTreeSet<String>, b: &BTreeSet<String>| a.iter().any(|word| b.contains(word));
    (!mine.is_empty() && !same(&mine, &theirs)).then_some((mine, theirs))
}

/// Counts the words at equal places.
fn shared(one: &[(String, bool)], other: &[(String, bool)]) -> usize {
    one.iter().zip(other).filter(|(one, other)| one.0 == other.0).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(one: &str, other: &str, expected: Option<(&str, &str)>) {
        let words = |text: &str| -> Vec<(String, bool)> {
            text.split(' ').map(|word| (word.trim_end_matches('*').to_owned(), word.ends_with('*'))).collect()
        };
        let set = |word: &str| BTreeSet::from([word.to_owned()]);
        assert_eq!(
            changed(&words(one), &words(other)),
            expected.map(|(one, other)| (set(one), set(other))),
            "{one} / {other}"
        );
    }

    #[test]
    fn a_noun_or_number_in_anothers_place_is_another_wording() {
        check(
            "there was a baker* who stood beside me",
            "there was a butcher* that stood beside me",
            Some(("baker", "butcher")),
        );
        check("we saw 12* boats at the pier", "we saw 15* boats at the pier", Some(("12", "15")));
    }

    #[test]
    fn equal_and_other_sentences_are_none() {
        check("we saw 12* boats at the pier", "we saw 12* boats at the pier", None);
        check("we saw 12* boats at the pier", "we heard a bang* from the hall*", None);
    }
}
