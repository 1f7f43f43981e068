//! One name in several spellings: "Salvador Kern" in one report, "Salvadore Kern" in another.

use std::collections::{BTreeMap, BTreeSet};

use tidings_nlp::Doc;
use tidings_text::Span;

use super::{Matter, Telling, attribution_of};
use crate::account::Context;
use crate::account::claims::left_out;
use crate::passages::words;
use crate::told::Field;

/// Letters that a word must have for a slip to leave it the same name.
const SHORTEST: usize = 6;
/// Most words that are compared with each other.
const MOST_WORDS: usize = 1500;

/// A word of names, with where it stands and what stands beside it.
#[derive(Debug, Default)]
struct Word {
    tellings: Vec<Telling>,
    reports: BTreeSet<usize>,
    beside: BTreeSet<String>,
    written: String,
}

/// Returns the matters of names that reports spell in different ways.
pub(super) fn matters(context: &Context<'_>) -> Vec<Matter> {
    let mut found: BTreeMap<String, Word> = BTreeMap::new();
    for &report in context.members {
        let Some(doc) = context.reports[report].doc(Field::Text) else { continue };
        for entity in doc.entities() {
            let kind = &*entity.label;
            if !matches!(kind, "PERSON" | "ORG" | "FAC" | "PRODUCT" | "LOC" | "GPE" | "WORK_OF_ART") {
                continue;
            }
            for token in entity.start..entity.end {
                let folded = words::fold(doc.word(token));
                let name = folded.chars().count() >= SHORTEST && folded.chars().all(char::is_alphabetic);
                let capital = doc.word(token).starts_with(char::is_uppercase) && !is_shouted(doc, token);
                let span = doc.tokens()[token].span;
                if !name || !capital || left_out(context.passages, report, Field::Text, span) {
                    continue;
                }
                let word = found.entry(folded).or_default();
                word.reports.insert(report);
                word.written = doc.word(token).to_owned();
                word.beside.extend(beside(doc, token, entity.start..entity.end));
                if word.tellings.iter().all(|telling| telling.report != report) {
                    let span: Span = doc.span(entity.start..entity.end);
                    let value = span.of(doc.text()).replace('\n', " ");
                    let attribution = attribution_of(context, report, Field::Text, span);
                    word.tellings.push(Telling { report, field: Field::Text, span, value, attribution });
                }
            }
        }
    }
    let words: Vec<(&String, &Word)> = found.iter().take(MOST_WORDS).collect();
    let mut matters: Vec<Matter> = Vec::new();
    let mut used: BTreeSet<&String> = BTreeSet::new();
    for (at, (one, word)) in words.iter().enumerate() {
        if used.contains(*one) {
            continue;
        }
        let others: Vec<&(&String, &Word)> = words[at + 1..]
            .iter()
            .filter(|(other, own)| {
                is_slip(one, other)
                    && own.reports.is_disjoint(&word.reports)
                    && !own.beside.is_disjoint(&word.beside)
            })
            .collect();
        if others.is_empty() {
            continue;
        }
        used.extend(others.iter().map(|(other, _)| *other));
        let mut readings = vec![word.tellings.clone()];
        readings.extend(others.iter().map(|(_, own)| own.tellings.clone()));
        let slot = format!("spelling of {}", most_told(word, &others));
        matters.push(Matter { slot, status: "conflicting", readings, in_order: false, weight: 0.0 });
    }
    matters
}

fn most_told<'w>(word: &'w Word, others: &[&(&String, &'w Word)]) -> &'w str {
    let all = std::iter::once(word).chain(others.iter().map(|(_, own)| *own));
    all.max_by_key(|own| own.reports.len()).map_or("", |own| own.written.as_str())
}

/// Says whether a word stands in a headline of capitals.
fn is_shouted(doc: &Doc, token: usize) -> bool {
    doc.word(token).chars().filter(|c| c.is_uppercase()).count() > 1
}

/// Returns the words by which a name is known to be the same: the rest of it, and the noun that it is called by.
fn beside(doc: &Doc, token: usize, name: std::ops::Range<usize>) -> Vec<String> {
    let rest = name.clone().filter(|&other| other != token).map(|other| words::fold(doc.word(other)));
    let head = doc.head(token).filter(|head| !name.contains(head));
    let around = doc.children(token).filter(|child| !name.contains(child)).chain(head);
    let nouns = around.filter(|&near| &*doc.tokens()[near].pos == "NOUN");
    let verb = head.filter(|&head| matches!(doc.tokens()[head].lemma.as_str(), "name" | "call"));
    rest.chain(nouns.chain(verb).map(|near| words::fold(&doc.tokens()[near].lemma)))
        .filter(|word| word.len() > 2 && !words::is_function(word))
        .collect()
}

/// Says whether two words are one name with a slip: of at most two letters, and neither is the other with an ending.
fn is_slip(one: &str, other: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let shorter = a.len().min(b.len());
    let prefix = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let endings = ["s", "n", "an", "ian", "i", "ese", "ish", "e", "es"];
    let ended =
        |long: &str, short: &str| long.strip_prefix(short).is_some_and(|rest| endings.contains(&rest));
    if a.first() != b.first()
        || prefix + 1 >= shorter && a.len() != b.len()
        || ended(one, other)
        || ended(other, one)
    {
        return false;
    }
    let most = if shorter >= 8 { 2 } else { 1 };
    // A mark over a letter is no other spelling.
    let slips = distance(&a, &b);
    let marks = a.len() == b.len() && a.iter().zip(&b).all(|(x, y)| x == y || !x.is_ascii() || !y.is_ascii());
    (1..=most).contains(&slips) && !marks
}

fn distance(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut previous = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let next = (previous + usize::from(x != y)).min(row[j] + 1).min(row[j + 1] + 1);
            previous = row[j + 1];
            row[j + 1] = next;
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_names() {
        for (one, other, expected) in [
            ("kowalczyk", "kowalczik", true),
            ("abellana", "abellano", true),
            ("russia", "russian", false),
            ("norvania", "norvanian", false),
            ("martin", "marvin", true),
            ("berlin", "merlin", false),
            ("hansen", "jansen", false),
        ] {
            assert_eq!(is_slip(one, other), expected, "{one} {other}");
        }
    }
}
