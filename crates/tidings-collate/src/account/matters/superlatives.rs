//! How a happening ranks among others: "the deadliest in modern history", "one of the worst", "the first since 1998".

use std::collections::{BTreeMap, BTreeSet};

use tidings_nlp::Doc;

use super::surroundings::stem;
use super::{Matter, Telling, attribution_of};
use crate::account::Context;
use crate::account::claims::left_out;
use crate::knowledge;
use crate::told::Field;

/// Tokens behind the rank in which its scope stands.
const REACH: usize = 12;

/// A rank as a sentence gives it.
struct Ranked {
    telling: Telling,
    /// What makes it another: "one of", a doubt, the words of its scope.
    limits: BTreeSet<String>,
}

/// Returns the matter of the happening's rank where reports limit it in different ways.
pub(super) fn matter(context: &Context<'_>) -> Option<Matter> {
    context.happening?;
    let mut groups: BTreeMap<BTreeSet<String>, Vec<Telling>> = BTreeMap::new();
    for &report in context.members {
        for field in [Field::Title, Field::Text] {
            let Some(doc) = context.reports[report].doc(field) else { continue };
            for token in 0..doc.len() {
                let Some(ranked) = ranked(context, report, field, doc, token) else { continue };
                groups.entry(ranked.limits).or_default().push(ranked.telling);
            }
        }
    }
    let reports = |tellings: &[Telling]| tellings.iter().map(|one| one.report).collect::<BTreeSet<_>>();
    let first = groups.values().next().map(|tellings| reports(tellings))?;
    if groups.len() < 2 || groups.values().all(|tellings| reports(tellings) == first) {
        return None;
    }
    let conflicting = groups.keys().any(|limits| limits.contains("one of"));
    Some(Matter {
        slot: "rank of the happening".to_owned(),
        status: if conflicting { "conflicting" } else { "refined" },
        readings: groups.into_values().collect(),
        in_order: true,
        weight: 1.0,
    })
}

fn ranked(context: &Context<'_>, report: usize, field: Field, doc: &Doc, token: usize) -> Option<Ranked> {
    let one = &doc.tokens()[token];
    let superlative =
        &*one.tag == "JJS" && !matches!(doc.lower(token).as_str(), "least" | "most" | "latest" | "best");
    if !superlative {
        return None;
    }
    let sentence = doc.sentence(doc.sentence_of(token));
    let noun = doc.head(token).filter(|&noun| noun > token && sentence.contains(&noun))?;
    let table = knowledge::happenings();
    let named = |at: usize| table.noun(&doc.tokens()[at].lemma.to_lowercase()).is_some();
    if !named(noun) {
        return None;
    }
    let scope = (noun + 1..(noun + REACH).min(sentence.end))
        .take_while(|&at| !matches!(doc.word(at), "," | "." | ";" | "”"));
    let scope: Vec<usize> = scope.collect();
    let bound = |at: usize| {
        matches!(
            doc.lower(at).as_str(),
            "history" | "since" | "ever" | "memory" | "decade" | "decades" | "years" | "century" | "times"
        )
    };
    let last = scope
        .iter()
        .rposition(|&at| bound(at) || &*doc.tokens()[at].pos == "PROPN" || &*doc.tokens()[at].pos == "NUM")?;
    if !scope.iter().any(|&at| bound(at)) {
        return None;
    }
    let start = (token.saturating_sub(3).max(sentence.start)..token)
        .find(|&at| doc.lower(at) == "one" && doc.lower(at + 1) == "of")
        .unwrap_or(token);
    let end = scope.get(last).map(|&at| at + 1)?;
    let span = doc.span(start..end);
    if left_out(context.passages, report, field, span) {
        return None;
    }
    let mut limits: BTreeSet<String> = scope[..=last]
        .iter()
        .filter(|&&at| matches!(&*doc.tokens()[at].pos, "ADJ" | "NUM"))
        .filter(|&&at| !matches!(doc.lower(at).as_str(), "u.s." | "us" | "american"))
        .map(|&at| stem(doc, at))
        .collect();
    if start < token {
        limits.insert("one of".to_owned());
    }
    let doubt = (token.saturating_sub(6).max(sentence.start)..token).any(|at| {
        matches!(
            doc.tokens()[at].lemma.as_str(),
            "believe" | "think" | "may" | "appear" | "likely" | "possibly"
        )
    });
    if doubt {
        limits.insert("doubt".to_owned());
    }
    let value = span.of(doc.text()).replace('\n', " ");
    let attribution = attribution_of(context, report, field, span);
    Some(Ranked { telling: Telling { report, field, span, value, attribution }, limits })
}
