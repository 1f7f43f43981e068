//! What happened and what was reported, day by day.

use std::collections::BTreeMap;

use maud::{Markup, html};
use tidings_text::wire::{AccountEvent, AccountReport};

use super::Story;
use crate::words;

#[derive(Debug, Default)]
struct Day<'a> {
    events: Vec<&'a AccountEvent>,
    reports: Vec<&'a AccountReport>,
}

pub(super) fn render(story: Story<'_>) -> Markup {
    let account = story.account();
    let mut days: BTreeMap<&str, Day<'_>> = BTreeMap::new();
    for event in &account.events {
        for slot in event.slots.iter().filter(|slot| slot.slot == "date") {
            for reading in slot.readings.iter().filter(|reading| reading.current) {
                days.entry(&reading.value).or_default().events.push(event);
            }
        }
    }
    for report in &account.reports {
        let day = report.published.as_deref().map_or("undated", |at| at.get(..10).unwrap_or(at));
        days.entry(day).or_default().reports.push(report);
    }
    html! {
        table.timeline {
            thead { tr { th scope="col" { "Date" } th scope="col" { "Happened, as reported" } th scope="col" { "Published" } } }
            tbody {
                @for (day, Day { events, reports }) in &days {
                    tr {
                        th scope="row" { (day) }
                        td data-label="Happened, as reported" {
                            @if !events.is_empty() {
                                ul { @for event in events {
                                    li { span.quiet { (words::standing(event)) ": " }
                                        a href=(story.href(&event.id)) { (event.summary) } }
                                } }
                            }
                        }
                        td data-label="Published" {
                            @if !reports.is_empty() {
                                ul { @for report in reports {
                                    li { a href=(story.href(&story.report_anchor(&report.id))) { (words::name(report)) }
                                        @if let Some(time) = time_of(report) { " " span.quiet { (time) } } }
                                } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Returns the time of day with its zone, where the report's date has one.
fn time_of(report: &AccountReport) -> Option<&str> {
    report.published.as_deref()?.get(11..).filter(|time| !time.is_empty())
}
