//! From lines to an article: what is cut, and what the cut lines say of the report.
//!
//! The lines before the article give title, date and byline; those after it give credits and sign-offs; what
//! remains is the text.

use std::collections::BTreeSet;
use std::ops::Range;

use tidings_text::{CutReason, Published};

use crate::clean::{
    Layout, Repeated, cut_by_shape, cut_repeated_labels, cut_repeated_title, cut_repetition, find_article,
};
use crate::fields::byline::{filter_names, is_name, read_byline};
use crate::fields::credit::{credit_at_end, find_agency, read_credit_line, read_sign_off};
use crate::fields::dateline::read_dateline;
use crate::fields::dates::{DateLine, find_dates, read_date_line};
use crate::words::{count_words, ends_sentence, tokens};

/// Where lines come from, which decides what they may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source {
    /// Text saved from a page: its first line may be the headline.
    Bare,
    /// What is left of a page whose mark-up was judged: the headline is known from there.
    Page,
}

/// What the lines say of the report.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Fields {
    pub(crate) title: Option<String>,
    pub(crate) byline: Option<String>,
    pub(crate) outlet: Option<String>,
    pub(crate) credit: Option<String>,
    pub(crate) dateline: Option<String>,
    /// Dates of publication with their evidence, the surest first.
    pub(crate) published: Vec<(Published, String)>,
}

/// So many lines at the start may be headline, date and byline.
const HEADER_LINES: usize = 14;
/// After so many lines of the article itself no header line is looked for.
const HEADER_BODY_LINES: usize = 2;
/// So many lines at the end may be credits.
const FOOTER_LINES: usize = 8;
/// A headline has at least and at most so many words.
const TITLE_WORDS: std::ops::RangeInclusive<usize> = 3..=30;
/// A line of so many words is the article's, whatever its punctuation.
const BODY_WORDS: usize = 25;

/// Cuts from `layout` what is not the article, and returns what the lines say.
///
/// `title` is the headline where it is known already.
pub(crate) fn clean_article(layout: &mut Layout<'_>, title: Option<&str>, source: Source) -> Fields {
    let mut fields = Fields { title: title.map(str::to_owned), ..Fields::default() };
    cut_by_shape(layout);
    if source == Source::Bare {
        cut_repeated_labels(layout);
    }
    read_rights(layout, &mut fields);
    let article = if source == Source::Bare { find_article(layout) } else { None };
    if let Some(article) = &article {
        cut_around(layout, &mut fields, article);
    }
    read_header(layout, &mut fields, source);
    if let Some(title) = fields.title.clone() {
        cut_repeated_title(layout, &title);
    }
    match source {
        Source::Bare => cut_repetition(layout, Repeated::AnyPart),
        // The mark-up of a page shows pull quotes and lists for what they are.
        Source::Page => cut_repetition(layout, Repeated::WholeOnce),
    }
    read_footer(layout, &mut fields);
    read_body_edges(layout, &mut fields);
    fields
}

/// In the dump of a page, so many lines before the article may hold its headline.
const DUMP_TITLE_LINES: usize = 40;
/// In the dump of a page, so many lines before the article may hold its date and byline.
const DUMP_HEADER_LINES: usize = 15;
/// In the dump of a page, so many lines after the article may hold its credits.
const DUMP_FOOTER_LINES: usize = 6;

/// Cuts what stands around the article in the dump of a page, after reading what the lines next to it say.
fn cut_around(layout: &mut Layout<'_>, fields: &mut Fields, article: &Range<usize>) {
    let (before, after): (Vec<usize>, Vec<usize>) = layout
        .kept_lines()
        .into_iter()
        .filter(|index| !article.contains(index))
        .partition(|index| *index < article.start);
    let header: Vec<usize> = before.iter().rev().take(DUMP_HEADER_LINES).copied().collect();
    if fields.title.is_none() {
        let body: BTreeSet<String> = article
            .clone()
            .flat_map(|index| tokens(&layout.lines[index].text))
            .filter(|word| is_telling(word))
            .collect();
        let near = before.iter().rev().take(DUMP_TITLE_LINES).copied();
        let best =
            near.filter_map(|index| Some((title_score(&layout.lines[index].text, &body)?, index))).max();
        if let Some((_, index)) = best {
            fields.title = Some(layout.lines[index].text.clone());
            layout.lines[index].cut(CutReason::Metadata);
        }
    }
    for &index in &header {
        let text = layout.lines[index].text.clone();
        if read_header_line(fields, &text) {
            layout.lines[index].cut(CutReason::Metadata);
        }
    }
    for &index in after.iter().take(DUMP_FOOTER_LINES) {
        let text = layout.lines[index].text.clone();
        if read_footer_line(fields, &text) {
            layout.lines[index].cut(CutReason::Metadata);
        }
    }
    for index in before.into_iter().chain(after) {
        if layout.lines[index].is_kept() {
            layout.lines[index].cut(CutReason::PageFurniture);
        }
    }
}

/// Says whether a word tells what a text is about: of four letters or more, or a sign that is a word by itself.
fn is_telling(word: &str) -> bool {
    word.chars().count() >= 4 || !word.is_ascii()
}

/// Says how well a line heads an article with these words: those it shares, less half of those it does not;
/// `None` where it is no headline.
fn title_score(line: &str, body: &BTreeSet<String>) -> Option<usize> {
    let is_other = || read_date_line(line).is_some() || read_byline(line).is_some();
    if !is_title(line, count_words(line)) || is_other() {
        return None;
    }
    let words: BTreeSet<String> = tokens(line).into_iter().filter(|word| is_telling(word)).collect();
    let n_shared = words.intersection(body).count();
    let score = (2 * n_shared).checked_sub(words.len() - n_shared)?;
    (n_shared > 0).then_some(score)
}

/// Reads a line that is a date or a byline as a whole; says whether it was one.
fn read_header_line(fields: &mut Fields, text: &str) -> bool {
    if let Some(line) = read_date_line(text).filter(is_header_date) {
        add_date_line(fields, &line, text);
        return true;
    }
    match read_byline(text) {
        Some(byline) if byline.length == text.len() => {
            fields.byline.get_or_insert(byline.names);
            true
        }
        _ => false,
    }
}

/// Reads title, date and byline before the article.
fn read_header(layout: &mut Layout<'_>, fields: &mut Fields, source: Source) {
    let has_title = fields.title.is_some();
    let given_title = fields.title.as_deref().map(tokens).unwrap_or_default();
    let mut n_body = 0;
    let kept = layout.kept_lines();
    let has_article = kept.iter().skip(1).any(|&index| ends_sentence(&layout.lines[index].text));
    for index in kept.into_iter().take(HEADER_LINES) {
        if n_body >= HEADER_BODY_LINES {
            break;
        }
        let text = layout.lines[index].text.clone();
        let n_words = count_words(&text);
        if !given_title.is_empty() && tokens(&text) == given_title {
            layout.lines[index].cut(CutReason::RepeatedTitle);
        } else if read_header_line(fields, &text) {
            layout.lines[index].cut(CutReason::Metadata);
        } else if let Some(byline) = read_byline(&text) {
            fields.byline.get_or_insert(byline.names);
            layout.cut_start(index, byline.length, CutReason::Metadata);
            n_body += 1;
        } else if source == Source::Bare
            && !has_title
            && fields.title.is_none()
            && n_body == 0
            && has_article
            && is_title(&text, n_words)
        {
            fields.title = Some(text);
            layout.lines[index].cut(CutReason::Metadata);
        } else if ends_sentence(&text) || n_words >= BODY_WORDS {
            n_body += 1;
        }
    }
}

/// Says whether a line can be a headline.
fn is_title(line: &str, n_words: usize) -> bool {
    let opens = line.starts_with(|c: char| {
        c.is_uppercase()
            || c.is_numeric()
            || "'\"‘“«¿¡$€£".contains(c)
            || (c.is_alphabetic() && !c.is_lowercase())
    });
    let enough = TITLE_WORDS.contains(&n_words)
        || (n_words < *TITLE_WORDS.start() && line.chars().filter(|c| c.is_alphabetic()).count() >= 12);
    let ends = ends_sentence(line.trim_end_matches(['?', '!', '"', '”', '’', '\'', ')']));
    opens && enough && !ends
}

/// Says whether what stands beside the date is what stands there before an article: a name, an agency, a word or
/// two; not the words of a caption.
pub(crate) fn is_header_date(line: &DateLine) -> bool {
    let mut parts = line.rest.split('|').map(str::trim).filter(|part| !part.is_empty());
    parts.all(|part| {
        let is_named = read_byline(part).is_some() || is_name(part) || find_agency(part).is_some();
        is_named || (count_words(part) <= 2 && !part.to_lowercase().starts_with("source"))
    })
}

fn add_date_line(fields: &mut Fields, line: &DateLine, text: &str) {
    if fields.published.is_empty() {
        fields.published.push((line.date.published(), text.to_owned()));
    }
    for part in line.rest.split('|').map(str::trim).filter(|part| !part.is_empty()) {
        if let Some(byline) = read_byline(part) {
            fields.byline.get_or_insert(byline.names);
        } else if find_agency(part).is_some() {
            fields.credit.get_or_insert_with(|| part.to_owned());
        } else if is_name(part) {
            fields.byline.get_or_insert_with(|| part.to_owned());
        } else if count_words(part) == 1 && part.starts_with(char::is_uppercase) {
            fields.outlet.get_or_insert_with(|| part.to_owned());
        }
    }
}

/// Reads credits, sign-offs and notes on the author after the article.
fn read_footer(layout: &mut Layout<'_>, fields: &mut Fields) {
    let kept = layout.kept_lines();
    // The only line is the article, whatever it looks like.
    for index in kept.into_iter().skip(1).rev().take(FOOTER_LINES) {
        let text = layout.lines[index].text.clone();
        if !read_footer_line(fields, &text) {
            break;
        }
        layout.lines[index].cut(CutReason::Metadata);
    }
}

/// Reads a line that is a credit, a sign-off, a date or a note on the author; says whether it was one.
fn read_footer_line(fields: &mut Fields, text: &str) -> bool {
    if let Some(sign_off) = read_sign_off(text) {
        if let Some(reporters) = sign_off.reporters.as_deref().and_then(filter_names) {
            fields.byline.get_or_insert(reporters);
        }
        if let Some(additional) = sign_off.additional {
            add_credit(fields, additional);
        }
        return true;
    }
    if let Some(credit) = read_credit_line(text, true) {
        add_credit(fields, credit);
        return true;
    }
    if let Some(line) = read_date_line(text).filter(|line| count_words(&line.rest) <= 3) {
        add_date_line(fields, &line, text);
        return true;
    }
    // A note on the author says nothing of the happening.
    is_author_note(text, fields.byline.as_deref()) || is_contact(text)
}

/// Adds a credit in front of those found below it.
fn add_credit(fields: &mut Fields, credit: String) {
    fields.credit = Some(match fields.credit.take() {
        Some(below) if below != credit => format!("{credit}; {below}"),
        _ => credit,
    });
}

/// Says whether a line describes the author of the report: it opens with the name of the byline and a comma, or
/// with the name and "is a …".
fn is_author_note(line: &str, byline: Option<&str>) -> bool {
    let Some(byline) = byline else { return false };
    let mut names = byline.split([',', ';']).flat_map(|part| part.split(" and ")).map(str::trim);
    names.any(|name| {
        let rest = if is_name(name) { line.strip_prefix(name) } else { None };
        rest.is_some_and(|rest| {
            [",", " is ", " covers ", " writes ", " can be reached"]
                .iter()
                .any(|opening| rest.starts_with(opening))
        })
    })
}

/// Says whether a line says where the author can be followed or written to.
fn is_contact(line: &str) -> bool {
    let lower = line.to_lowercase();
    let has_address = line.split_whitespace().any(|word| {
        word.trim_start_matches(['(', '[']).starts_with('@') || (word.contains('@') && word.contains('.'))
    });
    let asks = ["follow ", "email ", "e-mail ", "contact ", "reach ", "tweet ", "twitter"]
        .iter()
        .any(|word| lower.contains(word));
    has_address && asks && count_words(line) <= 45
}

/// Reads the dateline before the first sentence, and the credit behind the last.
fn read_body_edges(layout: &Layout<'_>, fields: &mut Fields) {
    let kept = layout.kept_lines();
    let lines = || kept.iter().map(|&index| layout.lines[index].text.as_str());
    if let Some(dateline) = lines()
        .find(|line| count_words(line) >= 4 && (ends_sentence(line) || count_words(line) >= BODY_WORDS))
        .and_then(read_dateline)
    {
        if fields.published.is_empty()
            && let Some(date) = find_dates(&dateline.text).first()
        {
            fields.published.push((date.published(), dateline.text.clone()));
        }
        if let Some(agency) = dateline.agency {
            fields.credit.get_or_insert(agency);
        }
        fields.dateline = Some(dateline.text);
    }
    if fields.credit.is_none() {
        fields.credit = lines().rev().take(3).find_map(credit_at_end);
    }
}

/// Takes the outlet from the first rights line that names one.
fn read_rights(layout: &Layout<'_>, fields: &mut Fields) {
    let cleaned = layout.finish();
    fields.outlet = cleaned
        .cut
        .iter()
        .filter(|cut| cut.reason == CutReason::Copyright)
        .find_map(|cut| holder_of_rights(&cut.text));
}

/// Returns the name behind "©" and the year: `The Eastport Courier` of "© 2024 The Eastport Courier. All rights …".
pub(crate) fn holder_of_rights(line: &str) -> Option<String> {
    let (_, after) = line.split_once('©').or_else(|| line.split_once("Copyright"))?;
    let after = after.trim_start_matches(|c: char| !c.is_alphabetic());
    let after = after.strip_prefix("by ").unwrap_or(after);
    let end = after.find(['.', '(', ',', '|', '–', '©', '[', '/', ';', ':']).unwrap_or(after.len());
    let name = after.get(..end)?.trim();
    let name = name.split(" All ").next().unwrap_or(name).trim();
    let words: Vec<&str> = name.split_whitespace().collect();
    let good = (1..=6).contains(&words.len())
        && words.iter().all(|word| {
            !word.chars().any(|c| c.is_ascii_digit())
                && (word.starts_with(char::is_uppercase)
                    || matches!(*word, "of" | "the" | "and" | "de" | "&"))
        })
        && !name.starts_with("All ");
    good.then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clean(original: &str, title: Option<&str>) -> (String, Fields, Vec<(String, CutReason)>) {
        let mut layout = Layout::new(original, true);
        let fields = clean_article(&mut layout, title, Source::Bare);
        let cleaned = layout.finish();
        (cleaned.text, fields, cleaned.cut.into_iter().map(|cut| (cut.text, cut.reason)).collect())
    }

    const PAGE: &str = "best casino bonus slots online
Ferry sinks off Eastport

THURSDAY, MAY 2, 2024
|
By Ann Pier
EASTPORT (AFP) - A ferry sank off Eastport on Wednesday, the harbour master said.

VOIR ÉGALEMENT:
Divers found nobody in the wreck, he said.

Divers found nobody in the wreck, he said.
The Eastport Courier And Reuters
Ann Pier, a sailor herself, writes on the sea.
© 2024 The Eastport Courier (www.courier.example). All rights reserved.
Ferry sinks off Eastport";

    #[test]
    fn a_saved_page_becomes_an_article() {
        let (text, fields, cut) = clean(PAGE, None);
        assert_eq!(
            text,
            "EASTPORT (AFP) - A ferry sank off Eastport on Wednesday, the harbour master said.\n\
             Divers found nobody in the wreck, he said."
        );
        assert_eq!(fields.title.as_deref(), Some("Ferry sinks off Eastport"));
        assert_eq!(fields.byline.as_deref(), Some("Ann Pier"));
        assert_eq!(fields.dateline.as_deref(), Some("EASTPORT (AFP)"));
        assert_eq!(fields.credit.as_deref(), Some("The Eastport Courier And Reuters"));
        assert_eq!(fields.outlet.as_deref(), Some("The Eastport Courier"));
        let (published, evidence) = &fields.published[0];
        assert_eq!((published.written.as_str(), evidence.as_str()), ("2024-05-02", "THURSDAY, MAY 2, 2024"));
        let reasons: Vec<CutReason> = cut.iter().map(|(_, reason)| *reason).collect();
        use CutReason::{Copyright, Metadata, ReadAlso, RepeatedTitle, Repetition, Spam, Widget};
        assert_eq!(
            reasons,
            [
                Spam,
                Metadata,
                Metadata,
                Widget,
                Metadata,
                ReadAlso,
                Repetition,
                Metadata,
                Metadata,
                Copyright,
                RepeatedTitle
            ]
        );
    }

    #[test]
    fn every_line_is_kept_or_cut() {
        let (text, _, cut) = clean(PAGE, None);
        let mut found: Vec<&str> = text.lines().chain(cut.iter().map(|(text, _)| text.as_str())).collect();
        let mut expected: Vec<&str> = PAGE.lines().filter(|line| !line.is_empty()).collect();
        found.sort_unstable();
        expected.sort_unstable();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_text_without_headline_has_none() {
        let (text, fields, _) = clean("The ferry sank on Monday.\nNobody was hurt.", None);
        assert_eq!(fields.title, None);
        assert_eq!(text, "The ferry sank on Monday.\nNobody was hurt.");
        let (text, fields, _) = clean("A single line without end", None);
        assert_eq!((text.as_str(), fields.title), ("A single line without end", None));
    }

    #[test]
    fn a_known_headline_is_not_looked_for() {
        let (text, fields, _) = clean("Quay Street\nThe ferry sank on Monday.", Some("Ferry sinks"));
        assert_eq!(fields.title.as_deref(), Some("Ferry sinks"));
        assert_eq!(text, "Quay Street\nThe ferry sank on Monday.");
    }

    #[test]
    fn holders_of_rights() {
        assert_eq!(
            holder_of_rights("© The Harbour Daily(www.x.example). All rights").as_deref(),
            Some("The Harbour Daily")
        );
        assert_eq!(holder_of_rights("Copyright © 2024 Quay News. All rights").as_deref(), Some("Quay News"));
        assert_eq!(holder_of_rights("© All rights reserved"), None);
    }
}
