//! The matrix of events by reports: asserted, attributed, denied, superseded, silent.

use maud::{Markup, html};
use tidings_text::wire::AccountEvent;

use super::{SHOWN, Story};
use crate::words;

/// What a report does with an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cell {
    Asserted,
    Attributed,
    Denied,
    Superseded,
    Silent,
}

impl Cell {
    const ALL: [Self; 5] = [Self::Asserted, Self::Attributed, Self::Denied, Self::Superseded, Self::Silent];

    fn of(event: &AccountEvent, report: &String) -> Self {
        let is_superseded = event.slots.iter().any(|slot| {
            slot.slot == "occurred"
                && slot.readings.iter().any(|reading| !reading.current && reading.reports.contains(report))
        });
        if is_superseded {
            Self::Superseded
        } else if event.denied_by.contains(report) {
            Self::Denied
        } else if event.asserted_by.contains(report) {
            Self::Asserted
        } else if event.attributed_by.contains(report) {
            Self::Attributed
        } else {
            Self::Silent
        }
    }

    fn class(self) -> &'static str {
        match self {
            Self::Asserted => "asserted",
            Self::Attributed => "attributed",
            Self::Denied => "denied",
            Self::Superseded => "superseded",
            Self::Silent => "silent",
        }
    }

    fn sign(self) -> &'static str {
        match self {
            Self::Asserted => "●",
            Self::Attributed => "◐",
            Self::Denied => "✕",
            Self::Superseded => "↺",
            Self::Silent => "–",
        }
    }

    fn meaning(self) -> &'static str {
        match self {
            Self::Asserted => "asserted in the report's own voice",
            Self::Attributed => "given to a source",
            Self::Denied => "denied, or given with a denial",
            Self::Superseded => "an earlier state of knowledge",
            Self::Silent => "not spoken of",
        }
    }
}

pub(super) fn render(story: Story<'_>) -> Markup {
    let events = &story.account().events;
    let (first, more) = events.split_at(SHOWN.min(events.len()));
    html! {
        (table(story, first, "Events by reports"))
        @if !more.is_empty() {
            details.more {
                summary { (words::count(more.len(), "further event")) " by reports" }
                (table(story, more, "Further events by reports"))
            }
        }
        ul.legend aria-label="Signs" {
            @for kind in Cell::ALL {
                li { span class=(format!("cell {}", kind.class())) aria-hidden="true" { (kind.sign()) } " " (kind.meaning()) }
            }
        }
    }
}

fn table(story: Story<'_>, events: &[AccountEvent], label: &str) -> Markup {
    let account = story.account();
    html! {
        div.scroll tabindex="0" role="region" aria-label=(label) {
            table.matrix {
                thead {
                    tr {
                        th scope="col" { "Event" }
                        th.origins scope="col" { "Independent origins" }
                        @for report in &account.reports {
                            th.outlet scope="col" {
                                a href=(story.href(&story.report_anchor(&report.id))) { span { (words::name(report)) } }
                            }
                        }
                    }
                }
                tbody {
                    @for event in events {
                        tr {
                            th scope="row" { a href=(story.href(&event.id)) { (event.summary) } }
                            td.origins { (event.origins.low) @if event.origins.high > event.origins.low {
                                span.quiet { "–" (event.origins.high) } } }
                            @for report in &account.reports { (cell(story, event, &report.id)) }
                        }
                    }
                }
            }
        }
    }
}

fn cell(story: Story<'_>, event: &AccountEvent, report: &String) -> Markup {
    let kind = Cell::of(event, report);
    let evidence = event.evidence.iter().position(|evidence| evidence.report == *report);
    let label = format!("{}: {}", words::name_of(story.account(), report), kind.meaning());
    html! {
        td class=(format!("cell {}", kind.class())) {
            @match evidence {
                Some(place) => {
                    a href=(story.href(&format!("{}-{}", event.id, place + 1))) title=(label) aria-label=(label) { (kind.sign()) }
                }
                None => span title=(label) { (kind.sign()) },
            }
        }
    }
}
