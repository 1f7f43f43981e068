//! Passages: text that two reports share, or that stands twice in one.

use tidings_text::{CodePoints, Report, Span, wire};

/// A stretch of text that stands in two reports, or twice in one.
#[derive(Debug, Clone, PartialEq)]
pub struct Passage {
    /// One place.
    pub a: Place,
    /// The other; in a [`PassageKind::Repetition`] the later one of the same report.
    pub b: Place,
    /// Share of aligned words that are the same, 0 to 1.
    pub identity: f64,
    /// How many words are the same.
    pub n_same: usize,
    /// What it is.
    pub kind: PassageKind,
    /// Who took it from whom.
    pub direction: Direction,
    /// Why, a sentence each.
    pub reasons: Vec<String>,
    /// Where the wording differs inside it, in text order.
    pub variants: Vec<Variant>,
}

/// A stretch of a report's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Index of the report in the list that was given.
    pub report: usize,
    /// Bytes of its text.
    pub span: Span,
}

/// A place inside a passage where the wording differs; one side may be empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Variant {
    /// Bytes of the text of `a`.
    pub a: Span,
    /// Bytes of the text of `b`.
    pub b: Span,
}

/// What a passage is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PassageKind {
    /// Narration that one took from the other, or both from a third.
    Copy,
    /// Words that both quote.
    Quotation,
    /// A line that an outlet prints under many reports.
    Boilerplate,
    /// Text that stands twice in one report.
    Repetition,
}

/// Who took a passage from whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// `b` took it from `a`.
    AToB,
    /// `a` took it from `b`.
    BToA,
    /// Nothing in the reports tells.
    Undetermined,
}

impl PassageKind {
    /// Returns the kind as it is written in interchange.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Copy => "copy",
            Self::Quotation => "quotation",
            Self::Boilerplate => "boilerplate",
            Self::Repetition => "repetition",
        }
    }
}

impl Direction {
    /// Returns the direction as it is written in interchange.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AToB => "a-to-b",
            Self::BToA => "b-to-a",
            Self::Undetermined => "undetermined",
        }
    }
}

impl Passage {
    /// Returns the interchange form, in code points; `reports` is the list that the passages were found in.
    #[must_use]
    pub fn to_wire(&self, reports: &[&Report]) -> wire::Passage {
        let end = |place: Place| {
            let report = reports[place.report];
            wire::PassageEnd::new(report.id.as_str(), CodePoints::new(&report.text).range(place.span))
        };
        wire::Passage {
            a: end(self.a),
            b: end(self.b),
            identity: (self.identity * 1000.0).round() / 1000.0,
            kind: self.kind.as_str().to_owned(),
            direction: self.direction.as_str().to_owned(),
            reasons: self.reasons.clone(),
        }
    }
}

/// Finds the passages of a list of reports, by report and place.
#[must_use]
pub fn passages(reports: &[&Report]) -> Vec<Passage> {
    let _ = reports;
    Vec::new()
}
