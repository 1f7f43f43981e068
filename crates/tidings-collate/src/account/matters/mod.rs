//! What reports may differ on beside an event's slots: how many, how long, how much, at what hour.
//!
//! A matter is one thing that several reports, or several sources of one, tell, each with its value. [`surroundings`] gives the
//! words by which two tellings are known to be of one matter, [`amounts`] aligns numbers by them; [`answers`] reads what is told
//! in words.

mod amounts;
mod answers;
mod surroundings;

use std::collections::BTreeSet;

use tidings_text::{CodePoints, Span, wire};

use super::Context;
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
    events: &[wire::AccountEvent],
) -> Vec<wire::Disagreement> {
    let Some(first) = events.first() else { return Vec::new() };
    let mut matters = amounts::matters(context);
    matters.extend(answers::matters(context));
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
