//! A report: input, and what `tidings read` prints.

use serde::{Deserialize, Serialize};

use super::Range;
use crate::report as engine;
use crate::span::CodePoints;

/// What `tidings read` prints for one report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// `tidings.report/1`.
    pub format: String,
    /// The id that the input gave, or the hash of outlet, address and raw text.
    pub id: String,
    /// The file it was read from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// Its address on the web.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Who published it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outlet: Option<String>,
    /// Its headline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Its author or authors.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub byline: Option<String>,
    /// The agency or outlet it credits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credit: Option<String>,
    /// The place and agency before the first sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dateline: Option<String>,
    /// A date or an RFC 3339 time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    /// The words or field that give `published`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published_evidence: Option<String>,
    /// ISO 639-1 code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The article's text.
    pub text: String,
    /// SHA-256 of `text` in UTF-8, lower-case hex.
    pub text_sha256: String,
    /// What was cut, in order.
    pub cut: Vec<CutText>,
    /// Where `text` stands in the original.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub original: Option<Original>,
    /// What is odd about the report.
    pub problems: Vec<String>,
}

/// Text that was cut, with the reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CutText {
    /// The words as they stood.
    pub text: String,
    /// Why.
    pub reason: String,
}

/// Where a text stands in its original.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Original {
    /// SHA-256 of the original bytes.
    pub sha256: String,
    /// `[start in text, start in the original, length]`, code points. The original counts as decoded text.
    pub map: Vec<[usize; 3]>,
}

/// A report as input: a line of JSON Lines. Only `text` is needed; what else is known helps.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
pub struct ReportInput {
    /// Where it is missing, the hash of outlet, address and raw text.
    #[serde(default)]
    pub id: Option<String>,
    /// The file it came from.
    #[serde(default)]
    pub file: Option<String>,
    /// Its address on the web.
    #[serde(default)]
    pub url: Option<String>,
    /// Who published it.
    #[serde(default)]
    pub outlet: Option<String>,
    /// Its headline.
    #[serde(default)]
    pub title: Option<String>,
    /// Its author or authors.
    #[serde(default)]
    pub byline: Option<String>,
    /// The agency or outlet it credits.
    #[serde(default)]
    pub credit: Option<String>,
    /// The place and agency before the first sentence.
    #[serde(default)]
    pub dateline: Option<String>,
    /// A date or an RFC 3339 time.
    #[serde(default)]
    pub published: Option<String>,
    /// The words or field that give `published`.
    #[serde(default)]
    pub published_evidence: Option<String>,
    /// ISO 639-1 code.
    #[serde(default)]
    pub language: Option<String>,
    /// The article's text.
    pub text: String,
}

impl Report {
    /// Returns the interchange form of a report, with `original_text` (decoded) to count code points in the
    /// original; without it the map is left out.
    #[must_use]
    pub fn from_engine(report: &engine::Report, original_text: Option<&str>) -> Self {
        let original = report.original.as_ref().zip(original_text).map(|(original, decoded)| {
            let in_text = CodePoints::new(&report.text);
            let in_original = CodePoints::new(decoded);
            let map = original.map.iter().map(|&(span, start)| {
                let [from, to]: Range = in_text.range(span);
                [from, in_original.code_point(start as usize), to - from]
            });
            Original { sha256: original.sha256.clone(), map: map.collect() }
        });
        Self {
            format: "tidings.report/1".to_owned(),
            id: report.id.to_string(),
            file: report.file.clone(),
            url: report.url.clone(),
            outlet: report.outlet.clone(),
            title: report.title.clone(),
            byline: report.byline.clone(),
            credit: report.credit.clone(),
            dateline: report.dateline.clone(),
            published: report.published.as_ref().map(|published| published.written.clone()),
            published_evidence: report.published_evidence.clone(),
            language: report.language.clone(),
            text: report.text.clone(),
            text_sha256: crate::digest(report.text.as_bytes()),
            cut: report
                .cut
                .iter()
                .map(|cut| CutText { text: cut.text.clone(), reason: cut.reason.as_str().to_owned() })
                .collect(),
            original,
            problems: report.problems.clone(),
        }
    }
}
