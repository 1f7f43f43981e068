//! Bare text: a page saved without its mark-up.

use tidings_text::{Original, Published, Report, ReportId, digest};

use super::Given;
use crate::article::{Fields, Source, clean_article};
use crate::clean::{Cleaned, Layout};
use crate::error::Fault;
use crate::fields::dates::{FoundDate, days_apart, url_date};
use crate::fields::language::detect_language;

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
    report.dateline = given.dateline.clone().or(found.dateline);
    report.language = given.language.clone().or_else(|| detect_language(&report.text));
    let address = given.url.as_deref().and_then(|url| Some((url, url_date(url)?)));
    add_published(&mut report, given, found.published.zip(found.published_evidence), address);
    report
}

/// Sets the publication date: as given, else as the lines say, else as the address says; and lists a clash.
fn add_published(
    report: &mut Report,
    given: &Given,
    found: Option<(Published, String)>,
    address: Option<(&str, FoundDate)>,
) {
    if let Some(written) = &given.published {
        report.published = Published::parse(written);
        report.published_evidence = given.published_evidence.clone().or_else(|| Some("as given".to_owned()));
        if report.published.is_none() {
            report.problems.push(format!("The given date `{written}` is not a date or an RFC 3339 time."));
            report.published_evidence = None;
        }
    }
    let from_address = address.map(|(url, date)| (date.published(), url.to_owned()));
    let others = [found, from_address];
    if let Some(date) = report.date() {
        for (other, evidence) in others.iter().flatten() {
            let n_days = days_apart(date, other.date);
            if n_days > MAX_DAYS_APART {
                let source = report.published_evidence.as_deref().unwrap_or_default();
                report.problems.push(format!(
                    "The date {date} ({source}) and the date {} (“{evidence}”) are {n_days} days apart.",
                    other.date
                ));
            }
        }
    }
    if report.published.is_none()
        && let Some((published, evidence)) = others.into_iter().flatten().next()
    {
        report.published = Some(published);
        report.published_evidence = Some(evidence);
    }
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
            ["The date 2024-05-10 (as given) and the date 2024-05-02 (“May 2, 2024”) are 8 days apart."]
        );
        let given = Given { published: Some("2024-05-03".to_owned()), ..Given::default() };
        assert!(read(text, &given).unwrap().problems.is_empty());
        let given = Given { published: Some("last week".to_owned()), ..Given::default() };
        let report = read(text, &given).unwrap();
        assert_eq!(report.published.unwrap().written, "2024-05-02");
        assert_eq!(report.problems.len(), 1);
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
