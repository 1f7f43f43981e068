//! The happening in brief: one line per event, who stands behind it in front.

use maud::{Markup, html};
use tidings_text::wire::AccountEvent;

use super::Story;
use crate::words;

/// How many events the brief names; the others stand further down.
const EVENTS: usize = 9;

pub(super) fn render(story: Story<'_>) -> Markup {
    let events = &story.account().events;
    html! {
        @if events.is_empty() { p { "No event was found in these reports." } }
        ol.brief {
            @for event in events.iter().filter(|event| event.part_of.is_none()).take(EVENTS) {
                li {
                    (tally(event))
                    div {
                        p.standing { (words::standing(event)) ":" }
                        p.summary {
                            a href=(story.href(&event.id)) { (event.summary) }
                            @if let Some(date) = words::date(event) { " " span.quiet { (date) } }
                        }
                    }
                }
            }
        }
        @if events.len() > EVENTS {
            p.quiet { a href=(story.href("events")) { "All " (words::count(events.len(), "event")) } }
        }
    }
}

/// Draws an event's origins: a filled dot for each independent one, a ring for each that may be.
fn tally(event: &AccountEvent) -> Markup {
    /// More dots than this say nothing that the number does not.
    const DOTS: usize = 6;
    let (low, high) = (event.origins.low, event.origins.high.max(event.origins.low));
    html! {
        div.tally aria-hidden="true" {
            b { (low) @if high > low { "–" (high) } }
            span.dots {
                @for place in 0..high.min(DOTS) {
                    i.dot.open[place >= low] {}
                }
            }
            small { "origins" }
        }
    }
}
