//! Disagreements side by side, in the reports' own words.

use maud::{Markup, html};
use tidings_text::wire::{DisagreementReading, PassageEnd};

use super::Story;
use crate::words;

/// How many quotations one side of a disagreement shows.
const QUOTES: usize = 3;

pub(super) fn render(story: Story<'_>) -> Markup {
    let account = story.account();
    html! {
        @if account.disagreements.is_empty() {
            p { "No disagreement was found; where reports are silent, that is no agreement." }
        }
        @for disagreement in &account.disagreements {
            article.disagreement {
                h4 {
                    (words::subject(account, disagreement)) " "
                    span class=(format!("status {}", disagreement.status)) { (words::label(&disagreement.status)) }
                }
                div.sides { @for reading in &disagreement.readings { (side(story, reading)) } }
                p.quiet {
                    "See "
                    @for (place, id) in disagreement.events.iter().enumerate() {
                        @if place > 0 { ", " } a href=(story.href(id)) { (id) }
                    }
                }
            }
        }
    }
}

fn side(story: Story<'_>, reading: &DisagreementReading) -> Markup {
    let origins = match reading.origins.len() {
        0 => "no origin named".to_owned(),
        n => words::count(n, "origin"),
    };
    html! {
        section.side {
            h5 { (reading.value) }
            p.by { (words::count(reading.reports.len(), "report")) ", " (origins) ": " (story.report_links(&reading.reports)) }
            @for end in reading.evidence.iter().take(QUOTES) {
                blockquote { "“" (words_at(story, end)) "”" }
                p.by { (words::name_of(story.account(), &end.report)) }
            }
        }
    }
}

fn words_at(story: Story<'_>, end: &PassageEnd) -> String {
    let Some(text) = story.page.texts.get(&end.report) else { return String::new() };
    let title = text.title.as_deref().unwrap_or_default();
    let field = if end.field.as_deref() == Some("title") { title } else { &text.text };
    words::slice(field, end.start, end.end)
}
