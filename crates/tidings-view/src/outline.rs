//! The content of an account as blocks, before a rendering gives them a look.

use tidings_text::wire::{AccountEvent, Disagreement, Slot};

use crate::{Page, words};

/// One block of an outline. All texts are plain, on one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Block {
    /// A heading; 1 for a story, 2 for a part, 3 for an event.
    Heading(u8, String),
    /// A paragraph.
    Paragraph(String),
    /// An item of a list at a depth from 0.
    Item(u8, String),
    /// Words of a report, at the depth of a list, with who says them.
    Quote(u8, String, String),
}

/// How many code points of evidence an outline quotes.
const QUOTE: usize = 240;

/// How many pieces of evidence an outline quotes for an event; the page and the JSON have all.
const QUOTES: usize = 4;

/// Returns the content of a page.
pub(crate) fn outline(page: Page<'_>) -> Vec<Block> {
    let mut blocks = Vec::new();
    head(page, &mut blocks);
    events(page, &mut blocks);
    disagreements(page, &mut blocks);
    origins(page, &mut blocks);
    copies(page, &mut blocks);
    reports(page, &mut blocks);
    blocks
}

fn head(page: Page<'_>, blocks: &mut Vec<Block>) {
    let account = page.account;
    blocks.push(Block::Heading(1, words::one_line(&account.title)));
    blocks.push(Block::Paragraph(figures(page)));
    let dates: Vec<&str> =
        account.reports.iter().filter_map(|report| report.published.as_deref()?.get(..10)).collect();
    if let (Some(first), Some(last)) = (dates.iter().min(), dates.iter().max()) {
        let span = if first == last { (*first).to_owned() } else { format!("{first} to {last}") };
        blocks.push(Block::Paragraph(format!("Published {span}.")));
    }
}

/// Returns the story counted three ways, in a sentence.
pub(crate) fn figures(page: Page<'_>) -> String {
    let figures = &page.account.figures;
    format!(
        "{}, {}, {}. What follows is what these reports assert, not what is true.",
        words::count(figures.reports, "report"),
        words::count(figures.texts, "different text"),
        words::origins(figures.origins),
    )
}

fn events(page: Page<'_>, blocks: &mut Vec<Block>) {
    if page.account.events.is_empty() {
        blocks.push(Block::Paragraph("No event was found in these reports.".to_owned()));
        return;
    }
    blocks.push(Block::Heading(2, "Events".to_owned()));
    for event in &page.account.events {
        event_blocks(page, event, blocks);
    }
}

fn event_blocks(page: Page<'_>, event: &AccountEvent, blocks: &mut Vec<Block>) {
    let account = page.account;
    blocks.push(Block::Heading(3, format!("{} — {}: {}", event.id, words::standing(event), event.summary)));
    let said = [
        ("Asserted by", &event.asserted_by),
        ("Attributed to a source by", &event.attributed_by),
        ("Denied in", &event.denied_by),
        ("Silent", &event.silent),
    ];
    let said = said.iter().filter(|(_, reports)| !reports.is_empty());
    let said: Vec<String> =
        said.map(|(label, reports)| format!("{label}: {}", words::names_of(account, reports))).collect();
    blocks.push(Block::Paragraph(format!("{}.", said.join(". "))));
    for slot in &event.slots {
        blocks.push(Block::Item(0, slot_line(page, slot)));
    }
    for reason in &event.origins.reasons {
        blocks.push(Block::Item(0, format!("origins: {reason}")));
    }
    if let Some(whole) = &event.part_of {
        blocks.push(Block::Item(0, format!("part of {whole}")));
    }
    if !event.rival_of.is_empty() {
        blocks.push(Block::Item(0, format!("cannot both hold with {}", event.rival_of.join(", "))));
    }
    for evidence in event.evidence.iter().take(QUOTES) {
        blocks.push(Block::Quote(0, words::shorten(&evidence.text, QUOTE), words::voice(account, evidence)));
    }
    if event.evidence.len() > QUOTES {
        let more = event.evidence.len() - QUOTES;
        blocks.push(Block::Item(0, format!("and {} more", words::count(more, "piece") + " of evidence")));
    }
}

fn slot_line(page: Page<'_>, slot: &Slot) -> String {
    let readings: Vec<String> = slot
        .readings
        .iter()
        .map(|reading| {
            let state = if reading.current { "" } else { ", no longer current" };
            format!("{} ({}{state})", reading.value, words::names_of(page.account, &reading.reports))
        })
        .collect();
    format!("{}, {}: {}", words::label(&slot.slot), words::label(&slot.status), readings.join("; "))
}

fn disagreements(page: Page<'_>, blocks: &mut Vec<Block>) {
    if page.account.disagreements.is_empty() {
        return;
    }
    blocks.push(Block::Heading(2, "Where the reports disagree".to_owned()));
    for disagreement in &page.account.disagreements {
        disagreement_blocks(page, disagreement, blocks);
    }
}

fn disagreement_blocks(page: Page<'_>, disagreement: &Disagreement, blocks: &mut Vec<Block>) {
    let account = page.account;
    let subject = words::subject(account, disagreement);
    blocks.push(Block::Item(0, format!("{subject} — {}", words::label(&disagreement.status))));
    for reading in &disagreement.readings {
        let reports = words::names_of(account, &reading.reports);
        blocks.push(Block::Item(1, format!("{}: {reports}", reading.value)));
        if let Some(end) = reading.evidence.first()
            && let Some(text) = page.texts.get(&end.report)
        {
            let field = if end.field.as_deref() == Some("title") {
                text.title.as_deref().unwrap_or_default()
            } else {
                &text.text
            };
            let quote = words::shorten(&words::slice(field, end.start, end.end), QUOTE);
            blocks.push(Block::Quote(2, quote, words::name_of(account, &end.report).to_owned()));
        }
    }
}

fn origins(page: Page<'_>, blocks: &mut Vec<Block>) {
    if page.account.origins.is_empty() {
        return;
    }
    blocks.push(Block::Heading(2, "Origins".to_owned()));
    for origin in &page.account.origins {
        let controller = match &origin.controller {
            Some(controller) if *controller != origin.name => format!(", answered for by {controller}"),
            _ => String::new(),
        };
        let reports = words::names_of(page.account, &origin.reports);
        let line = format!("{} — {} ({}{controller}): {reports}", origin.id, origin.name, origin.kind);
        blocks.push(Block::Item(0, line));
    }
}

fn copies(page: Page<'_>, blocks: &mut Vec<Block>) {
    if page.account.passages.is_empty() {
        return;
    }
    blocks.push(Block::Heading(2, "Shared text".to_owned()));
    for passage in &page.account.passages {
        blocks.push(Block::Item(0, words::passage(page.account, passage)));
        for reason in &passage.reasons {
            blocks.push(Block::Item(1, reason.clone()));
        }
        if let Some(text) = page.texts.get(&passage.a.report) {
            let quote = words::shorten(&words::slice(&text.text, passage.a.start, passage.a.end), QUOTE);
            let by = words::name_of(page.account, &passage.a.report).to_owned();
            blocks.push(Block::Quote(1, quote, by));
        }
    }
}

fn reports(page: Page<'_>, blocks: &mut Vec<Block>) {
    blocks.push(Block::Heading(2, "Reports".to_owned()));
    for report in &page.account.reports {
        let published = report.published.as_deref().unwrap_or("undated");
        let mut line = format!("{} — {}, {published}, {}", report.id, words::name(report), report.kind);
        if let Some(title) = &report.title {
            line.push_str(": ");
            line.push_str(&words::one_line(title));
        }
        blocks.push(Block::Item(0, line));
        for problem in page.texts.get(&report.id).iter().flat_map(|text| &text.problems) {
            blocks.push(Block::Item(1, problem.clone()));
        }
    }
}
