//! Each report's text with its evidence marked, linked both ways.

use std::collections::BTreeSet;

use maud::{Markup, html};
use tidings_text::wire::AccountReport;

use super::Story;
use crate::words;

/// A stretch of evidence in a report, in code points.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Mark {
    start: usize,
    end: usize,
    event: String,
    /// Anchor of the evidence, unique in the story.
    anchor: String,
}

/// A piece of text between two boundaries of marks.
#[derive(Debug, PartialEq, Eq)]
struct Piece<'m> {
    text: String,
    /// Marks that cover it.
    covered_by: Vec<&'m Mark>,
    /// Marks that begin here.
    begins: Vec<&'m Mark>,
    /// Marks that end here.
    ends: Vec<&'m Mark>,
}

pub(super) fn render(story: Story<'_>) -> Markup {
    html! { @for report in &story.account().reports { (report_text(story, report)) } }
}

fn report_text(story: Story<'_>, report: &AccountReport) -> Markup {
    let known = story.page.texts.get(&report.id);
    let text = known.map(|known| known.text.as_str()).unwrap_or_default();
    let title = known.and_then(|known| known.title.as_deref()).or(report.title.as_deref());
    html! {
        article.report id=(story.anchor(&story.report_anchor(&report.id))) {
            header {
                p.kicker {
                    (words::name(report)) ", " (report.published.as_deref().unwrap_or("undated")) ", " (report.kind)
                    @if let Some(byline) = known.and_then(|known| known.byline.as_deref()) { ", by " (byline) }
                    @if let Some(credit) = known.and_then(|known| known.credit.as_deref()) { ", credits " (credit) }
                }
                @if let Some(title) = title { h4 { (marked(story, title, &marks(story, report, "title"))) } }
                @if let Some(url) = report.url.as_deref().filter(|url| url.starts_with("http")) {
                    p.by { a href=(url) rel="noreferrer" { (url) } }
                }
                @for problem in known.iter().flat_map(|known| &known.problems) { p.problem { (problem) } }
            }
            div.text { (marked(story, text, &marks(story, report, "text"))) }
        }
    }
}

fn marks(story: Story<'_>, report: &AccountReport, field: &str) -> Vec<Mark> {
    let mut marks: Vec<Mark> = story
        .account()
        .events
        .iter()
        .flat_map(|event| {
            let own = event.evidence.iter().enumerate();
            own.filter(|(_, evidence)| evidence.report == report.id && evidence.field == field).map(
                |(place, evidence)| Mark {
                    start: evidence.start,
                    end: evidence.end,
                    event: event.id.clone(),
                    anchor: format!("{}-{}", event.id, place + 1),
                },
            )
        })
        .collect();
    marks.sort();
    marks
}

/// Cuts `text` at the boundaries of marks and at line breaks.
fn pieces<'m>(text: &str, marks: &'m [Mark]) -> Vec<Piece<'m>> {
    let chars: Vec<char> = text.chars().collect();
    let mut bounds: BTreeSet<usize> = [0, chars.len()].into();
    bounds.extend(marks.iter().flat_map(|mark| [mark.start, mark.end]).filter(|&at| at <= chars.len()));
    let bounds: Vec<usize> = bounds.into_iter().collect();
    bounds
        .windows(2)
        .map(|pair| Piece {
            text: chars[pair[0]..pair[1]].iter().collect(),
            covered_by: marks.iter().filter(|mark| mark.start <= pair[0] && pair[1] <= mark.end).collect(),
            begins: marks.iter().filter(|mark| mark.start == pair[0] && mark.start < mark.end).collect(),
            ends: marks.iter().filter(|mark| mark.end == pair[1] && mark.start < mark.end).collect(),
        })
        .collect()
}

fn marked(story: Story<'_>, text: &str, marks: &[Mark]) -> Markup {
    html! {
        @for piece in pieces(text, marks) {
            @for mark in &piece.begins { span.anchor id=(story.anchor(&mark.anchor)) {} }
            @if piece.covered_by.is_empty() { (piece.text) } @else {
                mark class=(format!("depth{}", piece.covered_by.len().min(3))) { (piece.text) }
            }
            @for mark in &piece.ends {
                a.back href=(story.href(&mark.event)) aria-label=(format!("evidence for {}", mark.event)) { (mark.event) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_cover_the_text_and_know_their_marks() {
        let mark = |start, end, anchor: &str| Mark { start, end, event: "e1".into(), anchor: anchor.into() };
        let marks = [mark(1, 4, "a"), mark(2, 6, "b"), mark(9, 99, "outside")];
        let cut = pieces("Кабcdefg", &marks);
        let texts: Vec<&str> = cut.iter().map(|piece| piece.text.as_str()).collect();
        assert_eq!(texts, ["К", "а", "бc", "de", "fg"]);
        let depth: Vec<usize> = cut.iter().map(|piece| piece.covered_by.len()).collect();
        assert_eq!(depth, [0, 1, 2, 1, 0]);
        assert_eq!(cut[1].begins[0].anchor, "a");
        assert_eq!(cut[3].ends[0].anchor, "b");
    }
}
