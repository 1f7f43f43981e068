//! Who did it, by name or without: one report names the attacker, another only describes him or says that he is not known.

use std::collections::BTreeSet;

use tidings_extract::HolderKind;
use tidings_nlp::Doc;

use super::{Matter, Telling, attribution_of};
use crate::account::Context;
use crate::account::claims::left_out;
use crate::account::draft::Draft;
use crate::knowledge;
use crate::passages::words;
use crate::told::Field;

/// Words before and behind "identify" that are looked at.
const NEAR: usize = 10;

/// Returns the matter of the attacker's name where some reports give it and others do not.
pub(super) fn matter(context: &Context<'_>, drafts: &[Draft]) -> Option<Matter> {
    context.happening.filter(|happening| happening.is_attack())?;
    let name = attacker(context, drafts)?;
    let last = words::fold(name.split_whitespace().next_back()?);
    let (mut by_name, mut without) = (Vec::new(), Vec::new());
    for &report in context.members {
        let told = &context.reports[report];
        let Some(doc) = told.doc(Field::Text) else { continue };
        if left_out(context.passages, report, Field::Text, doc.span(0..doc.len().min(1))) {
            continue;
        }
        let telling = |tokens: std::ops::Range<usize>, value: &dyn Fn(&str) -> String| {
            let span = doc.span(tokens);
            Telling {
                report,
                field: Field::Text,
                span,
                value: value(&span.of(doc.text()).replace('\n', " ")),
                attribution: attribution_of(context, report, Field::Text, span),
            }
        };
        let name = (0..doc.len()).find(|&token| words::fold(doc.word(token)) == last);
        if let Some(token) = name {
            by_name.push(telling(full_name(doc, token), &str::to_owned));
        } else if let Some(tokens) = unnamed(doc) {
            without.push(telling(tokens, &|_| "not identified".to_owned()));
        } else if let Some(tokens) = described(doc) {
            without.push(telling(tokens, &|words| format!("{words}, not named")));
        }
    }
    if by_name.is_empty() || without.is_empty() {
        return None;
    }
    // The fullest name first.
    by_name.sort_by_key(|telling| (std::cmp::Reverse(telling.value.len()), telling.report));
    let date = |telling: &Telling| context.reports[telling.report].report().date();
    let latest: BTreeSet<_> = without.iter().filter_map(date).collect();
    let later = by_name.iter().filter_map(date).max() >= latest.last().copied();
    Some(Matter {
        slot: "name of the attacker".to_owned(),
        status: if later { "superseded" } else { "refined" },
        readings: vec![by_name, without],
        in_order: true,
        weight: 2.0,
    })
}

/// Returns the attacker's name: that of the main event's actor, else of the one person whom reports put beside a word for the
/// attacker.
fn attacker(context: &Context<'_>, drafts: &[Draft]) -> Option<String> {
    let is_name = |name: &str| {
        let words: Vec<&str> = name.split_whitespace().collect();
        words.len() > 1 && words.iter().all(|word| word.starts_with(char::is_uppercase))
    };
    let main = drafts.iter().find(|draft| draft.main)?;
    if let Some(actor) = main.actors.iter().find(|actor| is_name(&actor.name)) {
        return Some(actor.name.clone());
    }
    let mut names: BTreeSet<(String, String)> = BTreeSet::new();
    for &report in context.members {
        for attribute in &context.reports[report].found(Field::Text).attributes {
            let holder = &attribute.holder;
            if holder.doer && holder.kind == HolderKind::Named && is_name(&holder.name) {
                let last = holder.name.split_whitespace().next_back().map(words::fold).unwrap_or_default();
                names.insert((last, holder.name.clone()));
            }
        }
    }
    let lasts: BTreeSet<&String> = names.iter().map(|(last, _)| last).collect();
    if lasts.len() == 1 { names.into_iter().next().map(|(_, name)| name) } else { None }
}

/// Returns the tokens of a name round its last word.
fn full_name(doc: &Doc, last: usize) -> std::ops::Range<usize> {
    let entity = doc.entities().iter().find(|entity| (entity.start..entity.end).contains(&last));
    entity.map_or(last..last + 1, |entity| entity.start..entity.end)
}

/// "has not been identified", "an unidentified man", "police did not name the gunman".
fn unnamed(doc: &Doc) -> Option<std::ops::Range<usize>> {
    let table = knowledge::happenings();
    let attacker = |token: usize| {
        let lemma = doc.tokens()[token].lemma.to_lowercase();
        table.listed("attackers", &lemma) || matches!(lemma.as_str(), "driver" | "pilot" | "identity")
    };
    (0..doc.len()).find_map(|token| {
        let lemma = doc.tokens()[token].lemma.to_lowercase();
        let sentence = doc.sentence(doc.sentence_of(token));
        let near = token.saturating_sub(NEAR).max(sentence.start)..(token + NEAR).min(sentence.end);
        let at = near.clone().find(|&token| attacker(token))?;
        let denied = || {
            near.clone().any(|token| {
                matches!(doc.lower(token).as_str(), "not" | "n't" | "no" | "unknown" | "unclear" | "yet")
            })
        };
        let says = matches!(lemma.as_str(), "unidentified" | "unnamed")
            || matches!(lemma.as_str(), "identify" | "name" | "identity") && denied();
        says.then(|| {
            let denial = near
                .clone()
                .find(|&near| near + 5 > token.min(at) && matches!(doc.lower(near).as_str(), "not" | "no"));
            let start = denial.unwrap_or(at).min(token).min(at);
            let end = (token.max(at) + 1..sentence.end.min(token.max(at) + 7))
                .take_while(|&near| &*doc.tokens()[near].pos != "PUNCT")
                .last()
                .map_or(token.max(at) + 1, |near| near + 1);
            start..end
        })
    })
}

/// The first words for the attacker.
fn described(doc: &Doc) -> Option<std::ops::Range<usize>> {
    let table = knowledge::happenings();
    let token = (0..doc.len()).find(|&token| {
        let one = &doc.tokens()[token];
        &*one.pos == "NOUN" && &*one.tag == "NN" && table.listed("attackers", &one.lemma.to_lowercase())
    })?;
    let start = doc.subtree_range(token).start.max(token.saturating_sub(3));
    Some(start..token + 1)
}
