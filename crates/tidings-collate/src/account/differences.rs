//! Which slots of events show a difference that a reader should weigh.

use std::collections::BTreeSet;

use jiff::civil::Date;
use tidings_text::wire;

use super::draft::Draft;
use super::{Context, rivals};

/// Days that two tellings of one day lie apart at most: what lies farther apart is of two happenings.
const NEAR_DAYS: i32 = 3;

/// Says whether a slot's days are days of other dates: one moment in two zones.
fn shifted(slot: &wire::Slot) -> bool {
    slot.readings.iter().all(|reading| reading.value.len() == 10)
}

/// Returns the disagreements that slots of events show.
pub(super) fn disagreements(
    context: &Context<'_>,
    drafts: &[Draft],
    events: &[wire::AccountEvent],
) -> Vec<wire::Disagreement> {
    let mut found = Vec::new();
    for (draft, event) in drafts.iter().zip(events) {
        // A day that no words of a report give is no reading of that report's.
        let dated: BTreeSet<usize> = draft
            .affirmed
            .iter()
            .filter(|claim| claim.date.as_ref().is_some_and(|date| date.stated))
            .map(|claim| claim.at.report)
            .collect();
        let dated = context.ids(&dated);
        let told_in: BTreeSet<&String> = event.asserted_by.iter().chain(&event.attributed_by).collect();
        for slot in &event.slots {
            let differ = matches!(slot.status.as_str(), "conflicting" | "refined" | "superseded");
            // Of two names of places one may lie within the other: no difference that a reader should weigh.
            let places_fit = slot.slot == "place" && slot.status == "refined";
            // "Between A and B": one report's own words name both, and no report differs from another.
            let one_report = |reading: &wire::Reading| reading.reports == slot.readings[0].reports;
            // The hour is compared over all its words, not in dates alone.
            let hour = slot.slot == "time";
            let named_together = slot.slot == "recipient" && slot.readings.iter().all(one_report);
            // A day within a week or a year is no difference that a reader should weigh either.
            let days_fit = slot.slot == "date" && slot.status == "refined" && !shifted(slot);
            if slot.readings.len() < 2 || !differ || days_fit || places_fit || named_together || hour {
                continue;
            }
            let is_told = |reading: &&wire::Reading| {
                let day = reading.value.get(..10).is_some_and(|day| day.parse::<Date>().is_ok());
                slot.slot != "date" || day && reading.reports.iter().any(|report| dated.contains(report))
            };
            let told: Vec<&wire::Reading> = slot.readings.iter().filter(is_told).collect();
            let reports: BTreeSet<&String> = told.iter().flat_map(|reading| &reading.reports).collect();
            let days =
                |reading: &&wire::Reading| reading.value.get(..10).and_then(|day| day.parse::<Date>().ok());
            let near = slot.slot != "date"
                || told.iter().enumerate().any(|(at, one)| {
                    told[..at].iter().any(|other| {
                        days(one).zip(days(other)).is_some_and(|(a, b)| {
                            a != b && a.until(b).is_ok_and(|span| span.get_days().abs() <= NEAR_DAYS)
                        })
                    })
                });
            if !near {
                continue;
            }
            // One report that gives two values in an event of its own corrects or specifies.
            if told.len() < 2 || reports.len() < 2 && (told_in.len() < 2 || !draft.main) {
                continue;
            }
            let readings = told.into_iter().map(|reading| wire::DisagreementReading {
                value: reading.value.clone(),
                reports: reading.reports.clone(),
                origins: reading.origins.ids.clone(),
                evidence: reading
                    .evidence
                    .iter()
                    .filter_map(|&index| event.evidence.get(index))
                    .map(rivals::place_of)
                    .collect(),
            });
            found.push(wire::Disagreement {
                events: vec![event.id.clone()],
                slot: slot.slot.clone(),
                status: slot.status.clone(),
                readings: readings.collect(),
            });
        }
    }
    found
}
