//! What this crate reads: a report with its parse and what extraction found in it.

use tidings_extract::{Extraction, Findings, ParsedReport};
use tidings_nlp::Doc;
use tidings_text::Report;

/// A report with its parse and what it says.
#[derive(Debug, Clone)]
pub struct Told {
    /// The report and its parses.
    pub parsed: ParsedReport,
    /// What extraction found.
    pub extraction: Extraction,
}

/// The field of a report that a span points into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// [`Report::title`].
    Title,
    /// [`Report::text`].
    Text,
}

impl Field {
    /// Returns the field as it is written in interchange.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Text => "text",
        }
    }
}

impl Told {
    /// Returns the report.
    #[must_use]
    pub fn report(&self) -> &Report {
        &self.parsed.report
    }

    /// Returns a field's words.
    #[must_use]
    pub fn words(&self, field: Field) -> &str {
        match field {
            Field::Title => self.report().title.as_deref().unwrap_or_default(),
            Field::Text => &self.report().text,
        }
    }

    /// Returns a field's parse.
    #[must_use]
    pub fn doc(&self, field: Field) -> Option<&Doc> {
        match field {
            Field::Title => self.parsed.title.as_ref(),
            Field::Text => self.parsed.doc.as_ref(),
        }
    }

    /// Returns what was found in a field.
    #[must_use]
    pub fn found(&self, field: Field) -> &Findings {
        match field {
            Field::Title => &self.extraction.title,
            Field::Text => &self.extraction.text,
        }
    }
}

/// Returns the indexes of `reports` in the canonical order: by publication date and time, undated last, then by id.
pub(crate) fn canonical_order(reports: &[&Report]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..reports.len()).collect();
    order.sort_by_key(|&index| {
        let report = reports[index];
        let published = report.published.as_ref();
        let date = published.map(|published| published.date);
        (date.is_none(), date, published.and_then(|published| published.instant), report.id.clone())
    });
    order
}
