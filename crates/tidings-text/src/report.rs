//! One article by one outlet.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::ids::ReportId;
use crate::span::Span;

/// One article by one outlet, cleaned, with what was cut and a map back to the original.
///
/// Every [`Span`] of a later stage points into [`Report::text`], or into [`Report::title`] where it says so.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// The id that the input gave, or the hash of outlet, address and raw text.
    pub id: ReportId,
    /// The file it was read from, as the person named it.
    pub file: Option<String>,
    /// Its address on the web.
    pub url: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Its headline, without the site's name.
    pub title: Option<String>,
    /// Its author or authors, as printed.
    pub byline: Option<String>,
    /// The agency or outlet that the page credits: "(Reuters)", "Additional reporting by …".
    pub credit: Option<String>,
    /// The place and agency before the first sentence: "JAKARTA", "SEOUL (AFP)".
    pub dateline: Option<String>,
    /// When the outlet published it.
    pub published: Option<Published>,
    /// The words or the field that give [`Report::published`].
    pub published_evidence: Option<String>,
    /// ISO 639-1 code of the text's language.
    pub language: Option<String>,
    /// The article's text, cleaned.
    pub text: String,
    /// What was cut from the original, in order, each with its reason.
    pub cut: Vec<Cut>,
    /// Where [`Report::text`] stands in the original.
    pub original: Option<Original>,
    /// What is odd about the report, in whole sentences for a person.
    pub problems: Vec<String>,
}

impl Report {
    /// Returns a report with an id and a text and nothing else known.
    #[must_use]
    pub fn new(id: impl Into<ReportId>, text: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            file: None,
            url: None,
            outlet: None,
            title: None,
            byline: None,
            credit: None,
            dateline: None,
            published: None,
            published_evidence: None,
            language: None,
            text: text.into(),
            cut: Vec::new(),
            original: None,
            problems: Vec::new(),
        }
    }

    /// Returns the date of publication where it is known.
    #[must_use]
    pub fn date(&self) -> Option<Date> {
        self.published.as_ref().map(|published| published.date)
    }
}

/// When a report was published, as precisely as the input says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// The calendar date in the zone that the input names.
    pub date: Date,
    /// The instant, where the input gives a time and a zone.
    pub instant: Option<Timestamp>,
    /// The value as the input wrote it.
    pub written: String,
}

impl Published {
    /// Reads a date (`2022-07-14`), a date and time, or an RFC 3339 time; `None` where it is none of these.
    ///
    /// ```
    /// use tidings_text::Published;
    /// let published = Published::parse("2022-07-14T01:30:00+05:30").unwrap();
    /// assert_eq!(published.date.to_string(), "2022-07-14");
    /// assert_eq!(published.instant.unwrap().to_string(), "2022-07-13T20:00:00Z");
    /// assert!(Published::parse("yesterday").is_none());
    /// ```
    #[must_use]
    pub fn parse(written: &str) -> Option<Self> {
        let trimmed = written.trim();
        let date = trimmed.get(..10)?.parse::<Date>().ok()?;
        let instant = trimmed.parse::<Timestamp>().ok();
        Some(Self { date, instant, written: trimmed.to_owned() })
    }
}

/// Text that was cut from a report, with the reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cut {
    /// The words that were cut, as they stood.
    pub text: String,
    /// Why.
    pub reason: CutReason,
}

/// Why a stretch of a page is not part of its article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CutReason {
    /// Mark-up, menus, sidebars and comments that the HTML extractor left out.
    PageFurniture,
    /// "Read also", "Related:", "VOIR ÉGALEMENT:".
    ReadAlso,
    /// Sharing buttons, view counters, sign-up forms, "Advertisement".
    Widget,
    /// Copyright and rights lines.
    Copyright,
    /// The credit of a picture, or its caption's credit.
    ImageCredit,
    /// A list of sister outlets or of the network's members.
    NetworkFooter,
    /// Words injected by a third party: casino and betting spam.
    Spam,
    /// The headline printed again in the body.
    RepeatedTitle,
    /// A paragraph that already stood in the same report.
    Repetition,
    /// Byline, date or dateline, kept in a field of its own.
    Metadata,
    /// A line that this outlet prints in many of its reports.
    OutletBoilerplate,
}

impl CutReason {
    /// Returns the reason as it is written in interchange.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::PageFurniture => "page furniture",
            Self::ReadAlso => "read also",
            Self::Widget => "widget",
            Self::Copyright => "copyright",
            Self::ImageCredit => "image credit",
            Self::NetworkFooter => "network footer",
            Self::Spam => "spam",
            Self::RepeatedTitle => "repeated title",
            Self::Repetition => "repetition",
            Self::Metadata => "metadata",
            Self::OutletBoilerplate => "outlet boilerplate",
        }
    }
}

/// Where a report's text stands in the original.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Original {
    /// SHA-256 of the original bytes, lower-case hex.
    pub sha256: String,
    /// Stretches of the text and the byte offset where each begins in the original, decoded to UTF-8.
    /// In order, without overlap; a stretch of the text that no entry covers was made by cleaning.
    pub map: Vec<(Span, u32)>,
}
