//! What kind of report a text is: news, an analysis, a statement in an organ's own voice, a digest.

use tidings_text::Report;

use crate::knowledge;

/// What kind of report a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum ReportKind {
    /// It tells what happened.
    News,
    /// Its author weighs and foresees; he witnesses nothing.
    Analysis,
    /// An organ speaks in its own voice.
    Statement,
    /// Several matters under one headline.
    Digest,
}

impl ReportKind {
    /// Returns the kind as it is written in interchange.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::News => "news",
            Self::Analysis => "analysis",
            Self::Statement => "statement",
            Self::Digest => "digest",
        }
    }
}

/// Signs that a text must show to be no plain news …
const FEWEST_SIGNS: f64 = 3.0;
/// … where a sign in the title counts more than one in the text.
const TITLE_SIGN: f64 = 1.5;

/// Returns a report's kind by the words that show it.
pub(crate) fn report_kind(report: &Report) -> ReportKind {
    let text = report.text.to_lowercase().replace('’', "'");
    let title = report.title.as_deref().unwrap_or_default().to_lowercase();
    let byline = report.byline.as_deref().unwrap_or_default().to_lowercase();
    let tables = knowledge::report_kinds();
    let kinds = [ReportKind::Analysis, ReportKind::Statement, ReportKind::Digest];
    let scored = kinds.map(|kind| {
        let signs = match kind {
            ReportKind::Statement => &tables.statement,
            ReportKind::Digest => &tables.digest,
            _ => &tables.analysis,
        };
        let in_text = signs.text.iter().filter(|words| text.contains(words.as_str())).count() as f64;
        let in_title = signs
            .title
            .iter()
            .filter(|words| {
                title.starts_with(words.as_str()) || (words.len() > 4 && title.contains(words.as_str()))
            })
            .count();
        let in_byline = signs.byline.iter().filter(|words| byline.contains(words.as_str())).count();
        (kind, in_text + TITLE_SIGN * (in_title + in_byline) as f64)
    });
    let best = scored.into_iter().max_by(|one, other| one.1.total_cmp(&other.1).then(other.0.cmp(&one.0)));
    best.filter(|(_, signs)| *signs >= FEWEST_SIGNS).map_or(ReportKind::News, |(kind, _)| kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(title: &str, text: &str, expected: ReportKind) {
        let mut report = Report::new("r", text);
        report.title = Some(title.to_owned());
        assert_eq!(report_kind(&report), expected, "{title}");
    }

    #[test]
    fn kinds_show_in_words() {
        check(
            "Ferry sinks off Port Anselm",
            "A ferry sank on Monday, the coast guard said.",
            ReportKind::News,
        );
        check(
            "Analysis: what it means for the ferry line",
            "It is clear that the line cannot last. The question is who pays; it remains to be seen.",
            ReportKind::Analysis,
        );
        check(
            "Statement by the Ministry of Transport",
            "The Ministry expresses its sorrow. We call on all owners; we welcome the inquiry and hereby open it.",
            ReportKind::Statement,
        );
    }
}
