//! Bare text: a page saved without its mark-up.

use tidings_text::{Published, Report, ReportId};

use super::Given;
use crate::error::Fault;

/// Reads bare text.
pub(crate) fn read(decoded: &str, given: &Given) -> Result<Report, Fault> {
    Ok(report_with(decoded, decoded.to_owned(), given))
}

/// Returns a report with the given fields.
pub(crate) fn report_with(raw: &str, text: String, given: &Given) -> Report {
    let id = match &given.id {
        Some(id) => ReportId::from(id.as_str()),
        None => ReportId::from_content(given.outlet.as_deref(), given.url.as_deref(), raw),
    };
    let mut report = Report::new(id, text);
    report.file.clone_from(&given.file);
    report.url.clone_from(&given.url);
    report.outlet.clone_from(&given.outlet);
    report.title.clone_from(&given.title);
    report.byline.clone_from(&given.byline);
    report.credit.clone_from(&given.credit);
    report.dateline.clone_from(&given.dateline);
    if let Some(written) = &given.published {
        report.published = Published::parse(written);
        if report.published.is_none() {
            report.problems.push(Fault::Date(written.clone()).to_string());
        }
    }
    report.published_evidence.clone_from(&given.published_evidence);
    report.language.clone_from(&given.language);
    report
}
