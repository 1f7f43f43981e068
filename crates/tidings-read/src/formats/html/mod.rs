//! Saved pages.

mod align;
mod blocks;
mod body;
mod choice;
mod guard;
mod linked_data;
mod metadata;

use scraper::Html;
use tidings_text::{Cut, CutReason, Original, Published, Report, digest};

use super::{Given, text};
use crate::article::{Fields, Source, clean_article, is_header_date};
use crate::clean::Layout;
use crate::error::Fault;
use crate::fields::byline::read_byline;
use crate::fields::dates::read_date_line;
use crate::fields::language::{declared_language, detect_language};
use crate::words::count_words;
use blocks::Page;
use body::{Body, choose_blocks};

/// A page whose places are looked up is not longer than this, in bytes.
const MAX_ALIGNED: usize = 8 << 20;

/// Reads a saved page.
pub(crate) fn read(decoded: &str, given: &Given) -> Result<Report, Fault> {
    let stream = guard::stream(decoded);
    if let Some(refusal) = &stream.refusal {
        let mut report = read_fragment(decoded, given)?;
        report.problems.insert(0, refusal.clone());
        return Ok(report);
    }
    let mut report = read_tree(decoded, given)?;
    let map =
        if decoded.len() <= MAX_ALIGNED { align::align(&report.text, decoded, &stream) } else { Vec::new() };
    report.original = Some(Original { sha256: digest(decoded.as_bytes()), map });
    Ok(report)
}

/// Says whether a text is mark-up rather than words: the body of some feeds and dumps.
pub(crate) fn is_fragment(text: &str) -> bool {
    ["</p>", "<p>", "<br", "</div>", "</a>", "</span>", "</li>"]
        .iter()
        .map(|tag| text.matches(tag).take(3).count())
        .sum::<usize>()
        >= 3
}

/// Reads a fragment of mark-up that is known to be an article: its text, cleaned line by line.
pub(crate) fn read_fragment(decoded: &str, given: &Given) -> Result<Report, Fault> {
    let stream = guard::stream(decoded);
    let mut report = text::read(&guard::plain_text(decoded, &stream), given)?;
    let map =
        if decoded.len() <= MAX_ALIGNED { align::align(&report.text, decoded, &stream) } else { Vec::new() };
    report.original = Some(Original { sha256: digest(decoded.as_bytes()), map });
    Ok(report)
}

fn read_tree(decoded: &str, given: &Given) -> Result<Report, Fault> {
    let tree = Html::parse_document(decoded);
    let metadata = metadata::read_metadata(&tree);
    let title = given.title.clone().or_else(|| metadata.title.clone());
    let Body { page, cut } = choose_blocks(decoded, &tree, title.as_deref()).ok_or(Fault::NoText)?;
    let kept: Vec<&str> = page
        .blocks
        .iter()
        .zip(&cut)
        .filter(|(_, cut)| cut.is_none())
        .map(|(block, _)| block.text.as_str())
        .collect();
    let lines = kept.join("\n");
    let mut layout = Layout::new(&lines, false);
    let found = clean_article(&mut layout, title.as_deref(), Source::Page);
    let cleaned = layout.finish();
    if cleaned.text.is_empty() {
        return Err(Fault::NoText);
    }
    let (header_date, header_byline) = read_header(&page, &cut);
    let mut fields = Fields {
        title: metadata.title.or(found.title),
        byline: metadata.byline.or(header_byline).or(found.byline),
        outlet: metadata.outlet.or(found.outlet),
        credit: found.credit.or(metadata.credit),
        dateline: found.dateline,
        published: metadata.published.into_iter().collect(),
    };
    if fields.published.is_empty() {
        // Furniture around a page bears many dates, so it never clashes with what the page says of itself.
        fields.published.extend(header_date);
    }
    fields.published.extend(found.published);
    let mut known = given.clone();
    known.url = known.url.or(metadata.url);
    known.language = known
        .language
        .or_else(|| detect_language(&cleaned.text))
        .or_else(|| metadata.language.as_deref().and_then(declared_language));
    let mut report = text::report_with(decoded, cleaned.text, &known, fields);
    let furniture = page
        .blocks
        .iter()
        .zip(&cut)
        .filter_map(|(block, reason)| reason.map(|reason| Cut { text: block.text.clone(), reason }));
    report.cut = furniture.chain(cleaned.cut).collect();
    Ok(report)
}

/// So many blocks before the article may hold its date and byline.
const HEADER_BLOCKS: usize = 25;
/// A block of more words before the article is no byline.
const BYLINE_WORDS: usize = 12;

/// Reads date and byline from the blocks right before the article.
fn read_header(page: &Page, cut: &[Option<CutReason>]) -> (Option<(Published, String)>, Option<String>) {
    let first = cut.iter().position(Option::is_none).unwrap_or(0);
    let header = || page.blocks.iter().take(first).rev().take(HEADER_BLOCKS).map(|block| block.text.as_str());
    let date = header().find_map(|text| {
        Some((read_date_line(text).filter(is_header_date)?.date.published(), text.to_owned()))
    });
    let short = header().filter(|text| count_words(text) <= BYLINE_WORDS);
    let byline = short.filter_map(read_byline).map(|byline| byline.names).next();
    (date, byline)
}
