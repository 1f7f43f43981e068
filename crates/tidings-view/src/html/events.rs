//! Each event with its slots, the reasons of its count of origins, and its evidence.

use maud::{Markup, html};
use tidings_text::wire::{AccountEvent, Evidence, Slot};

use super::{SHOWN, Story};
use crate::words;

/// Passages of evidence that an event shows outright.
const QUOTES: usize = 8;
/// Links to the words of one reading.
const LINKS: usize = 3;

pub(super) fn render(story: Story<'_>) -> Markup {
    let events = &story.account().events;
    let (first, more) = events.split_at(SHOWN.min(events.len()));
    html! {
        @for event in first {
            article.event id=(story.anchor(&event.id)) { h4 { (heading(event)) } (facts(story, event)) }
        }
        @if !more.is_empty() {
            h4.further { (words::count(more.len(), "further event")) }
            @for event in more {
                details.event id=(story.anchor(&event.id)) {
                    summary { (heading(event)) }
                    (facts(story, event))
                }
            }
        }
    }
}

fn heading(event: &AccountEvent) -> Markup {
    html! {
        span.standing { (words::standing(event)) ": " }
        (event.summary)
        @if let Some(kind) = &event.kind {
            " " span.tag title=[event.cameo.as_ref().map(|code| format!("CAMEO {code}"))] { (kind) }
        }
    }
}

fn facts(story: Story<'_>, event: &AccountEvent) -> Markup {
    let account = story.account();
    let said = [
        ("Asserted by", &event.asserted_by),
        ("Given to a source by", &event.attributed_by),
        ("Denied in", &event.denied_by),
        ("Not spoken of in", &event.silent),
    ];
    let (quotes, more) = event.evidence.split_at(QUOTES.min(event.evidence.len()));
    html! {
            dl.facts {
                @for (label, reports) in said {
                    @if !reports.is_empty() { dt { (label) } dd { (story.report_links(reports)) } }
                }
                @for slot in &event.slots { dt { (words::label(&slot.slot)) } dd { (readings(story, event, slot)) } }
                @if let Some(whole) = &event.part_of {
                    dt { "Part of" } dd { (event_link(story, whole)) }
                }
                @if !event.rival_of.is_empty() {
                    dt { "Cannot both hold with" }
                    dd { @for (place, rival) in event.rival_of.iter().enumerate() {
                        @if place > 0 { ", " } (event_link(story, rival)) } }
                }
                @if !event.origins.ids.is_empty() {
                    dt { "Origins" }
                    dd { @for (place, id) in event.origins.ids.iter().enumerate() {
                        @if place > 0 { ", " }
                        @if let Some(origin) = account.origins.iter().find(|origin| origin.id == *id) {
                            a href=(story.href(&origin.id)) { (origin.name) }
                        }
                    } }
                }
                @if !event.origins.reasons.is_empty() {
                    dt { "How they are counted" }
                    dd { ul.reasons { @for reason in &event.origins.reasons { li { (reason) } } } }
                }
            }
            ul.evidence {
                @for (place, evidence) in quotes.iter().enumerate() { (quote(story, event, place, evidence)) }
            }
            @if !more.is_empty() {
                details.more {
                    summary { (words::count(more.len(), "further passage")) }
                    ul.evidence {
                        @for (place, evidence) in more.iter().enumerate() {
                            (quote(story, event, QUOTES + place, evidence))
                        }
                    }
                }
            }
    }
}

fn event_link(story: Story<'_>, id: &str) -> Markup {
    let summary = story.account().events.iter().find(|event| event.id == id).map(|event| &event.summary);
    html! { a href=(story.href(id)) { (summary.map_or(id, String::as_str)) } }
}

fn readings(story: Story<'_>, event: &AccountEvent, slot: &Slot) -> Markup {
    html! {
        span class=(format!("status {}", slot.status)) { (words::label(&slot.status)) }
        ul.readings {
            @for reading in &slot.readings {
                li.past[!reading.current] {
                    b { (reading.value) } " "
                    (story.report_links(&reading.reports))
                    @for &place in reading.evidence.iter().take(LINKS) {
                        @if place < event.evidence.len() {
                            " " a.source href=(story.href(&format!("{}-{}", event.id, place + 1)))
                                aria-label="the words" { "words" }
                        }
                    }
                    @if reading.evidence.len() > LINKS {
                        " " span.quiet { "and " (reading.evidence.len() - LINKS) " more" }
                    }
                    @if !reading.current { " " span.quiet { "no longer current" } }
                }
            }
        }
    }
}

fn quote(story: Story<'_>, event: &AccountEvent, place: usize, evidence: &Evidence) -> Markup {
    html! {
        li {
            blockquote { "“" (words::one_line(&evidence.text)) "”" }
            p.by {
                (words::voice(story.account(), evidence)) " "
                a.source href=(story.href(&format!("{}-{}", event.id, place + 1))) { "in the report" }
            }
        }
    }
}
