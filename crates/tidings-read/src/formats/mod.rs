//! One module per format: each turns decoded text into a report.

use tidings_text::wire::ReportInput;

use crate::manifest::ManifestRow;

pub(crate) mod html;
pub(crate) mod jsonl;
pub(crate) mod text;

/// What is known of a report before it is read: from the manifest, or from the fields of a JSON line.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Given {
    /// The report's id.
    pub(crate) id: Option<String>,
    /// The file, as the person named it.
    pub(crate) file: Option<String>,
    /// Its address on the web.
    pub(crate) url: Option<String>,
    /// Who published it.
    pub(crate) outlet: Option<String>,
    /// Its headline.
    pub(crate) title: Option<String>,
    /// Its author or authors.
    pub(crate) byline: Option<String>,
    /// The agency or outlet it credits.
    pub(crate) credit: Option<String>,
    /// The place and agency before the first sentence.
    pub(crate) dateline: Option<String>,
    /// A date or an RFC 3339 time.
    pub(crate) published: Option<String>,
    /// The words or field that give `published`.
    pub(crate) published_evidence: Option<String>,
    /// ISO 639-1 code.
    pub(crate) language: Option<String>,
}

impl Given {
    /// Adds what the manifest says.
    pub(crate) fn add_row(&mut self, row: &ManifestRow) {
        let filled = |value: &Option<String>| value.clone().filter(|value| !value.is_empty());
        self.id = filled(&row.id);
        self.outlet = filled(&row.outlet);
        self.published = filled(&row.published);
        self.published_evidence = self.published.as_ref().map(|_| "manifest".to_owned());
        self.url = filled(&row.url);
        self.title = filled(&row.title);
    }

    /// Returns what a JSON line says, and its text.
    pub(crate) fn from_input(input: ReportInput) -> (Self, String) {
        let ReportInput { id, file, url, outlet, title, byline, credit, dateline, published, .. } = input;
        let given = Self {
            id,
            file,
            url,
            outlet,
            title,
            byline,
            credit,
            dateline,
            published,
            published_evidence: input.published_evidence,
            language: input.language,
        };
        (given, input.text)
    }
}
