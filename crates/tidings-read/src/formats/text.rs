//! Bare text: a page saved without its mark-up.

use tidings_text::{Original, Published, Report, ReportId, digest};

use super::Given;
use crate::article::{Fields, Source, clean_article};
use crate::clean::{Cleaned, Layout};
use crate::error::Fault;
use crate::fields::credit::find_agency;
use crate::fields::dates::{days_apart, newest_post, read_instant, url_date};
use crate::fields::language::detect_language;
use crate::words::count_words;

/// Reads bare text: cleans it, and takes from its lines what is not given.
pub(crate) fn read(decoded: &str, given: &Given) -> Result<Report, Fault> {
    let mut layout = Layout::new(decoded, true);
    let fields = clean_article(&mut layout, given.title.as_deref(), Source::Bare);
    let Cleaned { text, map, cut } = layout.finish();
    if text.is_empty() {
        return Err(Fault::NoText);
    }
    let mut report = report_with(decoded, text, given, fields);
    report.cut = cut;
    report.original = Some(Original { sha256: digest(decoded.as_bytes()), map });
    Ok(report)
}

/// Takes a text as it stands: only the fields are read from its lines.
pub(crate) fn read_as_it_stands(text: &str, given: &Given) -> Result<Report, Fault> {
    if text.trim().is_empty() {
        return Err(Fault::NoText);
    }
    let mut layout = Layout::new(text, false);
    let fields = clean_article(&mut layout, given.title.as_deref(), Source::Bare);
    Ok(report_with(text, text.to_owned(), given, fields))
}

/// Dates further apart than this, in days, clash; a day more or less is a matter of zones.
const MAX_DAYS_APART: i32 = 1;
/// A report that quotes no post younger than this, in days, but quotes posts, may carry the date of a crawl.
const MAX_POST_AGE: i32 = 14;

/// A text of more words than this is no single article.
const MAX_WORDS: usize = 50_000;

/// Returns a report of a text with what is given, and what the lines say where nothing is given.
pub(crate) fn report_with(raw: &str, text: String, given: &Given, found: Fields) -> Report {
    let id = match given.id.as_deref() {
        Some(id) => ReportId::from(id),
        None => ReportId::from_content(given.outlet.as_deref(), given.url.as_deref(), raw),
    };
    let mut report = Report::new(id, text);
    report.file.clone_from(&given.file);
    report.url.clone_from(&given.url);
    report.outlet = given.outlet.clone().or(found.outlet).or_else(|| host(given.url.as_deref()));
    report.title = given.title.clone().or(found.title);
    report.byline = given.byline.clone().or(found.byline);
    report.credit = given.credit.clone().or(found.credit);
    report.credit =
        report.credit.or_else(|| report.byline.clone().filter(|names| find_agency(names).is_some()));
    report.dateline = given.dateline.clone().or(found.dateline);
    report.language = given.language.clone().or_else(|| detect_language(&report.text));
    let n_words = count_words(&report.text);
    if n_words > MAX_WORDS {
        report.problems.push(format!(
            "The text has {n_words} words, more than any article: it may be several reports in one file."
        ));
    }
    let mut dates = Vec::new();
    if let Some(written) = &given.published {
        let evidence = given.published_evidence.clone().unwrap_or_else(|| "as given".to_owned());
        match Published::parse(written).or_else(|| read_instant(written)) {
            Some(published) => dates.push((published, evidence)),
            None => {
                report.problems.push(format!("The given date `{written}` is not a date or an RFC 3339 time."))
            }
        }
    }
    dates.extend(found.published);
    if let Some(url) = given.url.as_deref()
        && let Some(date) = url_date(url)
    {
        dates.push((date.published(), url.to_owned()));
    }
    add_published(&mut report, dates);
    report
}

/// Sets the publication date to the first of `dates`, the surest, and lists those that clash with it.
fn add_published(report: &mut Report, dates: Vec<(Published, String)>) {
    let mut dates = dates.into_iter();
    let Some((published, evidence)) = dates.next() else { return };
    for (other, other_evidence) in dates {
        let n_days = days_apart(published.date, other.date);
        if n_days > MAX_DAYS_APART {
            report.problems.push(format!(
                "The date {} ({evidence}) and the date {} ({other_evidence}) are {n_days} days apart.",
                published.date, other.date
            ));
        }
    }
    if let Some(post) = newest_post(&report.text)
        && post < published.date
        && days_apart(post, published.date) > MAX_POST_AGE
    {
        let n_days = days_apart(post, published.date);
        report.problems.push(format!(
            "The date {} ({evidence}) is {n_days} days after the newest post that the text quotes ({post}).",
            published.date
        ));
    }
    report.published = Some(published);
    report.published_evidence = Some(evidence);
}

/// Returns the host of an address, without `www.`.
pub(crate) fn host(url: Option<&str>) -> Option<String> {
    let url = url::Url::parse(url?).ok()?;
    let host = url.host_str()?;
    Some(host.strip_prefix("www.").unwrap_or(host).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_that_clashes_with_the_page_is_listed() {
        let text = "Ferry sinks off Eastport\nMay 2, 2024\nA ferry sank off Eastport on Wednesday.";
        let given = Given { published: Some("2024-05-10".to_owned()), ..Given::default() };
        let report = read(text, &given).unwrap();
        assert_eq!(report.published.unwrap().written, "2024-05-10");
        assert_eq!(
            report.problems,
            ["The date 2024-05-10 (as given) and the date 2024-05-02 (May 2, 2024) are 8 days apart."]
        );
        let given = Given { published: Some("2024-05-03".to_owned()), ..Given::default() };
        assert!(read(text, &given).unwrap().problems.is_empty());
        let given =
            Given { published: Some("Fri, 3 May 2024 09:30:00 +0200".to_owned()), ..Given::default() };
        assert_eq!(read(text, &given).unwrap().published.unwrap().written, "2024-05-03T09:30:00+02:00");
        let given = Given { published: Some("last week".to_owned()), ..Given::default() };
        let report = read(text, &given).unwrap();
        assert_eq!(report.published.unwrap().written, "2024-05-02");
        assert_eq!(report.problems.len(), 1);
    }

    #[test]
    fn a_date_long_after_the_posts_quoted_is_listed() {
        let text = "The ferry sank on Monday.\n\"What a night\" — Ann (@ann) May 2, 2024\nNobody was hurt.";
        let given = Given { published: Some("2024-07-10".to_owned()), ..Given::default() };
        let report = read(text, &given).unwrap();
        assert_eq!(
            report.problems,
            [
                "The date 2024-07-10 (as given) is 69 days after the newest post that the text quotes (2024-05-02)."
            ]
        );
    }

    #[test]
    fn text_that_stands_is_not_touched() {
        let text =
            "Ferry sinks off Eastport\r\n\r\nEASTPORT (AFP) - A ferry sank. \nAdvertisement\nIt was old.";
        let report = read_as_it_stands(text, &Given::default()).unwrap();
        assert_eq!(report.text, text);
        assert_eq!(report.credit.as_deref(), Some("AFP"));
        assert_eq!(report.title.as_deref(), Some("Ferry sinks off Eastport"));
        assert!(report.cut.is_empty());
    }
}
