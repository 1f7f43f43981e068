//! Who copied and who cites whom: origins as roots, reports in the order of time, lines between them.

use maud::{Markup, PreEscaped, html};
use tidings_text::wire::{Account, Origin};

use super::Story;
use crate::words;

/// Sizes of the picture, in pixels of its own grid.
mod size {
    pub(super) const ROW: usize = 46;
    pub(super) const BOX_WIDTH: usize = 230;
    pub(super) const BOX_HEIGHT: usize = 34;
    pub(super) const TOP: usize = 34;
    pub(super) const ORIGINS_LEFT: usize = 10;
    pub(super) const REPORTS_LEFT: usize = 480;
    pub(super) const WIDTH: usize = 860;
    /// Letters that fit into a box.
    pub(super) const LETTERS: usize = 31;
}

pub(super) fn render(story: Story<'_>) -> Markup {
    let account = story.account();
    html! {
        @if account.origins.is_empty() && account.passages.is_empty() {
            p { "No report names a source, and no text is shared." }
        } @else {
            figure.flow {
                div.scroll tabindex="0" role="region" aria-label="Picture of origins and copies" { (picture(story)) }
                figcaption {
                    span.key { i.line.cites {} "cites" } span.key { i.line.copies {} "carries the same text" }
                    " Origins stand on the left, reports on the right in the order of publication. Links between are in the list below."
                }
            }
        }
        (origins(story))
        (copies(story))
    }
}

fn picture(story: Story<'_>) -> Markup {
    let account = story.account();
    let n_rows = account.origins.len().max(account.reports.len()).max(1);
    let height = size::TOP + n_rows * size::ROW;
    let mut svg = String::new();
    for (row, origin) in account.origins.iter().enumerate() {
        for report in &origin.reports {
            if let Some(to) = account.reports.iter().position(|one| one.id == *report) {
                svg.push_str(&citation(account, origin, row, report, to));
            }
        }
    }
    for passage in account.passages.iter().filter(|passage| passage.a.report != passage.b.report) {
        let row = |id: &str| account.reports.iter().position(|one| one.id == id);
        if let (Some(a), Some(b)) = (row(&passage.a.report), row(&passage.b.report))
            && passage.kind != "boilerplate"
        {
            let (from, to) = if passage.direction == "b-to-a" { (b, a) } else { (a, b) };
            let arrow = passage.direction != "undetermined";
            svg.push_str(&copy(from, to, arrow, &words::passage(account, passage)));
        }
    }
    for (row, origin) in account.origins.iter().enumerate() {
        let title = format!("{} ({})", origin.name, origin.kind);
        let href = story.href(&origin.id);
        svg.push_str(&node(size::ORIGINS_LEFT, row, &origin.name, &origin.kind, &title, &href, "origin"));
    }
    for (row, report) in account.reports.iter().enumerate() {
        let published = report.published.as_deref().unwrap_or("undated");
        let href = story.href(&story.report_anchor(&report.id));
        let name = words::name(report);
        svg.push_str(&node(size::REPORTS_LEFT, row, name, published, name, &href, report.kind.as_str()));
    }
    html! {
        svg viewBox=(format!("0 0 {} {height}", size::WIDTH)) width=(size::WIDTH) height=(height) role="img"
            aria-label="Origins on the left, reports on the right; lines show citations and copies" {
            defs { (PreEscaped(r#"<marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z"/></marker>"#)) }
            text.column x=(size::ORIGINS_LEFT) y="18" { "Origins" }
            text.column x=(size::REPORTS_LEFT) y="18" { "Reports" }
            (PreEscaped(svg))
        }
    }
}

fn middle(row: usize) -> usize {
    size::TOP + row * size::ROW + size::BOX_HEIGHT / 2
}

fn citation(account: &Account, origin: &Origin, row: usize, report: &str, to: usize) -> String {
    let (x1, x2) = (size::ORIGINS_LEFT + size::BOX_WIDTH, size::REPORTS_LEFT);
    let (y1, y2, bend) = (middle(row), middle(to), (x2 - x1) / 2);
    let title = format!("{} cites {}", words::name_of(account, report), origin.name);
    html! {
        path.cites d=(format!("M{x1} {y1}C{} {y1} {} {y2} {x2} {y2}", x1 + bend, x2 - bend)) { title { (title) } }
    }
    .into_string()
}

fn copy(from: usize, to: usize, arrow: bool, title: &str) -> String {
    let x = size::REPORTS_LEFT + size::BOX_WIDTH;
    let (y1, y2) = (middle(from), middle(to));
    let bow = x + 30 + 18 * from.abs_diff(to).min(6);
    html! {
        path.copies d=(format!("M{x} {y1}C{bow} {y1} {bow} {y2} {x} {y2}"))
            marker-end=[arrow.then_some("url(#arrow)")] { title { (title) } }
    }
    .into_string()
}

fn node(x: usize, row: usize, name: &str, note: &str, title: &str, href: &str, class: &str) -> String {
    let y = size::TOP + row * size::ROW;
    html! {
        a href=(href) class=(format!("node {class}")) {
            title { (title) }
            rect x=(x) y=(y) width=(size::BOX_WIDTH) height=(size::BOX_HEIGHT) rx="5" {}
            text x=(x + 10) y=(y + 15) { (words::shorten(name, size::LETTERS)) }
            text.note x=(x + 10) y=(y + 28) { (words::shorten(note, size::LETTERS + 5)) }
        }
    }
    .into_string()
}

fn origins(story: Story<'_>) -> Markup {
    html! {
        @if !story.account().origins.is_empty() {
            h4 { "Origins" }
            ul.origins {
                @for origin in &story.account().origins {
                    li id=(story.anchor(&origin.id)) {
                        p {
                            b { (origin.name) } " " span.tag { (origin.kind) }
                            @if let Some(controller) = &origin.controller {
                                @if *controller != origin.name { " " span.quiet { "answered for by " (controller) } }
                            }
                            " – behind " (story.report_links(&origin.reports))
                        }
                        @let chains = chains(origin);
                        @if !chains.is_empty() { ul { @for chain in chains { li.quiet { (chain) } } } }
                    }
                }
            }
        }
    }
}

/// Returns the different chains of more than one link that end in an origin, in words.
fn chains(origin: &Origin) -> Vec<String> {
    let mut chains: Vec<String> =
        origin.chains.iter().filter(|chain| chain.len() > 1).map(|chain| words::chain(chain)).collect();
    chains.sort();
    chains.dedup();
    chains
}

fn copies(story: Story<'_>) -> Markup {
    let account = story.account();
    html! {
        @if !account.passages.is_empty() {
            h4 { "Shared text" }
            ul.copies {
                @for passage in &account.passages {
                    li {
                        p { (words::passage(account, passage)) }
                        @if !passage.reasons.is_empty() { p.quiet { (passage.reasons.join(" ")) } }
                        @if let Some(text) = story.page.texts.get(&passage.a.report) {
                            blockquote { "“" (words::shorten(&words::slice(&text.text, passage.a.start, passage.a.end), 320)) "”" }
                        }
                    }
                }
            }
        }
    }
}
