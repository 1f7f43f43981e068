//! What reports may differ on beside an event's slots: how many, how long, how much, at what hour.
//!
//! A matter is one thing that several reports, or several sources of one, tell, each with its value. [`surroundings`] gives the
//! words by which two tellings are known to be of one matter, [`found`] lists the values of a text, [`align`] joins the [`points`] of one matter, [`values`] compares these; [`answers`] reads what is told
//! in words.

mod align;
mod answers;
mod found;
mod held;
mod identity;
mod points;
mod quotes;
mod spellings;
mod spots;
mod superlatives;
mod surroundings;
#[cfg(test)]
mod tests;
mod values;

use std::collections::BTreeSet;
use std::ops::Range;

use tidings_nlp::Doc;
use tidings_text::{CodePoints, Span, wire};

use super::Context;
use super::draft::Draft;
use crate::origins::{Ends, Support, count, report_names};
use crate::told::Field;

/// One value as one report tells it.
#[derive(Debug, Clone)]
pub(super) struct Telling {
    pub(super) report: usize,
    pub(super) field: Field,
    /// The words that give it.
    pub(super) span: Span,
    /// The value as a person reads it.
    pub(super) value: String,
    /// The attribution in whose content it stands.
    pub(super) attribution: Option<usize>,
}

impl Telling {
    /// Returns the telling of a value in the words of some tokens.
    fn in_words(context: &Context<'_>, report: usize, field: Field, doc: &Doc, tokens: Range<usize>) -> Self {
        let span = doc.span(tokens);
        let value = span.of(doc.text()).replace('\n', " ");
        Self { report, field, span, value, attribution: attribution_of(context, report, field, span) }
    }
}

/// Values of one matter, apart.
#[derive(Debug, Clone)]
pub(super) struct Matter {
    pub(super) slot: String,
    pub(super) status: &'static str,
    /// One list a reading.
    pub(super) readings: Vec<Vec<Telling>>,
    /// Whether the first telling of a reading is the best one to show.
    pub(super) in_order: bool,
    /// How much it matters to a reader, beside how many tell it.
    pub(super) weight: f64,
}

/// Returns the disagreements on matters, those of most reports first.
pub(super) fn disagreements(
    context: &Context<'_>,
    ends: &mut Ends<'_>,
    drafts: &[Draft],
    events: &[wire::AccountEvent],
) -> Vec<wire::Disagreement> {
    let Some(first) = events.first() else { return Vec::new() };
    let weights = surroundings::Weights::new(context);
    let mut matters = points::matters(context, drafts, &weights);
    matters.extend(answers::matters(context, drafts));
    matters.extend(identity::matter(context, drafts));
    matters.extend(superlatives::matter(context));
    matters.extend(spots::matter(context, drafts));
    matters.extend(held::matters(context, drafts));
    matters.extend(spellings::matters(context));
    matters.extend(quotes::matters(context));
    let told = |matter: &Matter| -> f64 {
        let reports: BTreeSet<usize> =
            matter.readings.iter().flatten().map(|telling| telling.report).collect();
        matter.weight + reports.len() as f64
    };
    matters.sort_by(|a, b| told(b).total_cmp(&told(a)).then_with(|| a.slot.cmp(&b.slot)));
    matters.iter().map(|matter| disagreement(context, ends, events, first, matter)).collect()
}

fn disagreement(
    context: &Context<'_>,
    ends: &mut Ends<'_>,
    events: &[wire::AccountEvent],
    first: &wire::AccountEvent,
    matter: &Matter,
) -> wire::Disagreement {
    let analyses = context.analyses();
    let names = report_names(context.reports);
    let mut readings = Vec::new();
    for tellings in &matter.readings {
        let mut supports: Vec<Support> = tellings
            .iter()
            .filter_map(|one| ends.support_of(one.report, one.field, one.attribution, one.span))
            .collect();
        ends.follow_copies(&mut supports);
        let found = count(ends, &supports, &BTreeSet::new(), &analyses, &names);
        let reports: BTreeSet<usize> = tellings.iter().map(|one| one.report).collect();
        readings.push(wire::DisagreementReading {
            value: match tellings.first() {
                Some(first) if matter.in_order => first.value.clone(),
                _ => wording(tellings),
            },
            reports: context.ids(&reports),
            origins: found.ends.iter().map(|end| format!("o{}", end + 1)).collect(),
            evidence: tellings.iter().map(|one| place(context, one)).collect(),
        });
    }
    readings.sort_by(|a, b| b.reports.len().cmp(&a.reports.len()).then_with(|| a.value.cmp(&b.value)));
    let holds = |event: &&wire::AccountEvent| {
        event.evidence.iter().any(|evidence| {
            readings.iter().flat_map(|reading| &reading.evidence).any(|place| {
                place.report == evidence.report && evidence.start <= place.start && place.end <= evidence.end
            })
        })
    };
    let event = events.iter().find(holds).unwrap_or(first);
    wire::Disagreement {
        events: vec![event.id.clone()],
        slot: matter.slot.clone(),
        status: matter.status.to_owned(),
        readings,
    }
}

/// Returns a reading in the words that most tellings have; of these the shortest.
fn wording(tellings: &[Telling]) -> String {
    let times = |one: &Telling| tellings.iter().filter(|other| other.value == one.value).count();
    let best = tellings.iter().max_by(|a, b| {
        times(a).cmp(&times(b)).then(b.value.len().cmp(&a.value.len())).then(b.value.cmp(&a.value))
    });
    best.map(|one| one.value.clone()).unwrap_or_default()
}

fn place(context: &Context<'_>, telling: &Telling) -> wire::PassageEnd {
    let points = CodePoints::new(context.reports[telling.report].words(telling.field));
    let mut place = wire::PassageEnd::new(context.id(telling.report), points.range(telling.span));
    place.field = (telling.field == Field::Title).then(|| Field::Title.as_str().to_owned());
    place
}

/// Returns the innermost attribution in whose content a span stands.
pub(super) fn attribution_of(
    context: &Context<'_>,
    report: usize,
    field: Field,
    span: Span,
) -> Option<usize> {
    let attributions = &context.reports[report].found(field).attributions;
    let holding = attributions.iter().enumerate().filter_map(|(index, one)| {
        let content = one.content.iter().find(|content| content.contains(span))?;
        Some((content.len(), index))
    });
    holding.min().map(|(_, index)| index)
}

/// Most disagreements that an account shows.
const MOST_SHOWN: usize = 30;

/// Puts disagreements in order, those that more reports and the main happening tell first, and leaves out what is told twice.
pub(super) fn ranked(
    found: Vec<wire::Disagreement>,
    events: &[wire::AccountEvent],
) -> Vec<wire::Disagreement> {
    let mut kept: Vec<wire::Disagreement> = Vec::new();
    for one in found {
        if !kept.iter().any(|other| is_again(other, &one)) {
            kept.push(one);
        }
    }
    let place = |one: &wire::Disagreement| -> usize {
        let first = one.events.first();
        events.iter().position(|event| Some(&event.id) == first).unwrap_or(events.len())
    };
    let weight = |one: &wire::Disagreement| -> (usize, usize) {
        let reports: BTreeSet<&String> = one.readings.iter().flat_map(|reading| &reading.reports).collect();
        let clash = usize::from(one.status == "conflicting");
        (reports.len() + 2 * clash + 4 * usize::from(place(one) == 0), usize::MAX - place(one))
    };
    if kept.len() > MOST_SHOWN {
        let mut order: Vec<usize> = (0..kept.len()).collect();
        order.sort_by_key(|&index| (std::cmp::Reverse(weight(&kept[index])), index));
        let chosen: BTreeSet<usize> = order.into_iter().take(MOST_SHOWN).collect();
        let mut index = 0;
        kept.retain(|_| {
            index += 1;
            chosen.contains(&(index - 1))
        });
    }
    kept
}

/// Says whether two disagreements show the same: two readings of each rest on the same words, or one slot has the same values.
fn is_again(one: &wire::Disagreement, other: &wire::Disagreement) -> bool {
    let meets = |a: &wire::DisagreementReading, b: &wire::DisagreementReading| {
        value_key(&a.value) == value_key(&b.value)
            && a.evidence.iter().any(|x| {
                b.evidence
                    .iter()
                    .any(|y| x.report == y.report && x.field == y.field && x.start < y.end && y.start < x.end)
            })
    };
    let n_met = other.readings.iter().filter(|b| one.readings.iter().any(|a| meets(a, b))).count();
    let values = |one: &wire::Disagreement| {
        one.readings.iter().map(|reading| reading.value.clone()).collect::<BTreeSet<_>>()
    };
    let counts = matches!(one.slot.as_str(), "trapped" | "killed" | "injured" | "missing" | "arrested");
    let same_counts =
        one.slot == other.slot && counts && values(one).intersection(&values(other)).count() >= 1;
    let same_act = one.slot.starts_with("recipient")
        && one.slot.split(' ').next() == other.slot.split(' ').next()
        && values(one).intersection(&values(other)).count() >= 1;
    n_met >= 2 || same_act || same_counts || one.slot == other.slot && values(one) == values(other)
}

/// Returns a value as figures, or its words where it has none.
fn value_key(value: &str) -> String {
    const WORDS: [&str; 21] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
    ];
    let lower = value.to_lowercase();
    let figures: Vec<String> = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter_map(|word| match WORDS.iter().position(|own| *own == word) {
            Some(number) => Some(number.to_string()),
            None => word.parse::<u64>().ok().map(|number| number.to_string()),
        })
        .collect();
    if figures.is_empty() { lower } else { figures.join(" ") }
}
