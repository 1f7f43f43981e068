//! An account as one HTML page: offline, readable without script, for screens of 360 to 2,000 pixels and paper.
//!
//! Each part of the page is a module; the look is in `style.css`.
//! Evidence is linked both ways: from each line to its words in the reports, and from the words back.

mod brief;
mod disagreements;
mod events;
mod matrix;
mod sources;
mod texts;
mod timeline;

use maud::{DOCTYPE, Markup, PreEscaped, html as markup};
use tidings_text::wire::Account;

use crate::{Page, Texts, outline, words};

/// Events that the page shows outright; the others are folded under a line of their own.
const SHOWN: usize = 15;

/// Returns the accounts as one page.
#[must_use]
pub fn html(accounts: &[Account], texts: &Texts) -> String {
    let title = match accounts {
        [only] => words::one_line(&only.title),
        many => words::count(many.len(), "story").replace("storys", "stories"),
    };
    let page = markup! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="generator" content="Tidings";
                meta name="color-scheme" content="light dark";
                title { (title) " – Tidings" }
                style { (PreEscaped(include_str!("style.css"))) }
            }
            body {
                @if accounts.len() > 1 {
                    nav.stories aria-label="Stories" {
                        h1 { (title) }
                        ol {
                            @for (index, account) in accounts.iter().enumerate() {
                                li { a href=(format!("#{}", anchor(index, "story"))) { (words::one_line(&account.title)) }
                                    " " span.quiet { (words::count(account.reports.len(), "report")) } }
                            }
                        }
                    }
                }
                @for (index, account) in accounts.iter().enumerate() {
                    (story(Story { page: Page { account, texts }, index }))
                }
            }
        }
    };
    page.into_string()
}

/// A story with its place on the page, which keeps the anchors of several stories apart.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Story<'a> {
    page: Page<'a>,
    index: usize,
}

impl<'a> Story<'a> {
    fn account(self) -> &'a Account {
        self.page.account
    }

    /// Returns an anchor that is unique on the page.
    fn anchor(self, name: &str) -> String {
        anchor(self.index, name)
    }

    /// Returns a link to an anchor of this story.
    fn href(self, name: &str) -> String {
        format!("#{}", self.anchor(name))
    }

    /// Returns the anchor name of a report, by its place: ids come from outside.
    fn report_anchor(self, id: &str) -> String {
        let place = self.account().reports.iter().position(|report| report.id == id).unwrap_or_default();
        format!("r{}", place + 1)
    }

    /// Returns links to reports as a list.
    fn report_links(self, ids: &[String]) -> Markup {
        markup! {
            @for (place, id) in ids.iter().enumerate() {
                @if place > 0 { ", " }
                a href=(self.href(&self.report_anchor(id))) { (words::name_of(self.account(), id)) }
            }
        }
    }
}

fn anchor(index: usize, name: &str) -> String {
    format!("s{}-{name}", index + 1)
}

fn story(story: Story<'_>) -> Markup {
    let account = story.account();
    let parts = [
        ("brief", "In brief"),
        ("matrix", "Who tells what"),
        ("events", "Events"),
        ("disagreements", "Disagreements"),
        ("sources", "Who copied, who cites"),
        ("timeline", "Timeline"),
        ("texts", "The reports"),
    ];
    markup! {
        article.story id=(story.anchor("story")) {
            header {
                p.kicker { "Account of " (words::count(account.reports.len(), "report")) }
                h2.title { (words::one_line(&account.title)) }
                p.lead { (outline::figures(story.page)) }
                nav aria-label="Parts of this account" {
                    ul.parts {
                        @for (name, label) in parts { li { a href=(story.href(name)) { (label) } } }
                    }
                }
            }
            (part(story, "brief", "In brief", brief::render(story)))
            (part(story, "matrix", "Who tells what", matrix::render(story)))
            (part(story, "events", "Events", events::render(story)))
            (part(story, "disagreements", "Disagreements", disagreements::render(story)))
            (part(story, "sources", "Who copied, who cites", sources::render(story)))
            (part(story, "timeline", "Timeline", timeline::render(story)))
            (part(story, "texts", "The reports", texts::render(story)))
            footer {
                p.quiet {
                    "Made by Tidings " (account.made_by.tidings) " with " (account.made_by.model) " and "
                    (account.made_by.data) ". Story " (account.story) "."
                }
            }
        }
    }
}

fn part(story: Story<'_>, name: &str, label: &str, content: Markup) -> Markup {
    markup! {
        section.part id=(story.anchor(name)) aria-labelledby=(story.anchor(&format!("{name}-h"))) {
            h3 id=(story.anchor(&format!("{name}-h"))) { (label) }
            (content)
        }
    }
}
