//! Who was arrested or charged, as reports describe him: "the driver", "a man of 42 from the town", and on what ground.

use std::collections::{BTreeMap, BTreeSet};

use tidings_nlp::Doc;

use super::{Matter, Telling};
use crate::account::Context;
use crate::account::draft::Draft;
use crate::account::merge::statement;
use crate::passages::words;

/// Most tokens of a description.
const MOST_TOKENS: usize = 14;
/// Verbs by which somebody is held.
const HOLD: [&str; 4] = ["arrest", "detain", "charge", "apprehend"];

/// Returns, for each event in which one person is held, the matter of who it is, where reports describe him differently.
pub(super) fn matters(context: &Context<'_>, drafts: &[Draft]) -> Vec<Matter> {
    drafts.iter().filter_map(|draft| matter(context, draft)).collect()
}

fn matter(context: &Context<'_>, draft: &Draft) -> Option<Matter> {
    let mut found: BTreeMap<usize, Vec<(BTreeSet<String>, Telling)>> = BTreeMap::new();
    for claim in draft.affirmed.iter().filter(|claim| HOLD.contains(&claim.lemma.as_str())) {
        let Some(doc) = context.reports[claim.at.report].doc(claim.at.field) else { continue };
        let head = statement(context.reports, claim.at)?.head;
        let Some(person) = doc.child(head, "nsubjpass").or_else(|| doc.child(head, "dobj")) else { continue };
        let one = &doc.tokens()[person];
        if !matches!(&*one.tag, "NN" | "NNP") {
            continue;
        }
        let (tokens, known) = description(doc, person);
        let telling = Telling::in_words(context, claim.at.report, claim.at.field, doc, tokens);
        found.entry(claim.at.report).or_default().push((known, telling));
    }
    // Each report in its fullest words.
    let fullest =
        found.into_values().filter_map(|tellings| tellings.into_iter().max_by_key(|one| one.0.len()));
    let mut readings: Vec<(BTreeSet<String>, Vec<Telling>)> = Vec::new();
    for (known, telling) in fullest {
        match readings.iter_mut().find(|(other, _)| *other == known) {
            Some((_, tellings)) => tellings.push(telling),
            None => readings.push((known, vec![telling])),
        }
    }
    (readings.len() > 1).then(|| Matter {
        slot: format!(
            "who was {}",
            if draft.affirmed.iter().any(|claim| claim.lemma == "charge") { "charged" } else { "held" }
        ),
        status: "refined",
        readings: readings.into_iter().map(|(_, tellings)| tellings).collect(),
        in_order: true,
        weight: 0.0,
    })
}

/// Returns a person's phrase without clauses, and the folded words that say who it is.
fn description(doc: &Doc, person: usize) -> (std::ops::Range<usize>, BTreeSet<String>) {
    let whole = doc.subtree_range(person);
    let clause = doc
        .children(person)
        .find(|&child| child > person && matches!(&*doc.tokens()[child].dep, "relcl" | "acl" | "advcl"));
    let end = clause.map_or(whole.end, |clause| doc.subtree_range(clause).start.max(person + 1));
    let start = whole.start.max(person.saturating_sub(MOST_TOKENS));
    let mut end = end.min(start + MOST_TOKENS).max(person + 1);
    while end > person + 1 && &*doc.tokens()[end - 1].pos == "PUNCT" {
        end -= 1;
    }
    let known = (start..end)
        .map(|token| words::fold(doc.word(token)))
        .filter(|word| !word.is_empty() && !words::is_function(word))
        .collect();
    (start..end, known)
}
