//! Events: which statements, across reports, speak of the same happening.

use tidings_text::{CodePoints, wire};

use crate::stories::Story;
use crate::told::{Field, Told};

/// The statements that speak of one happening.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Made from its first statement.
    pub id: String,
    /// Index of its story.
    pub story: usize,
    /// Its statements, by report and place.
    pub statements: Vec<StatementAt>,
}

/// Where a statement stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StatementAt {
    /// Index of the report in the list that was given.
    pub report: usize,
    /// Title or text.
    pub field: Field,
    /// Index of the statement in that field's findings.
    pub statement: usize,
}

/// Finds the events across the reports of each story, by story and first statement. Acts of saying count too.
#[must_use]
pub fn events(reports: &[Told], stories: &[Story]) -> Vec<Event> {
    let _ = (reports, stories);
    Vec::new()
}

/// Says why two events stand apart, or two statements stand in one event, a sentence each.
#[must_use]
pub fn explain(reports: &[Told], a: StatementAt, b: StatementAt) -> Vec<String> {
    let _ = (reports, a, b);
    Vec::new()
}

impl Event {
    /// Returns the interchange form, in code points.
    #[must_use]
    pub fn to_wire(&self, reports: &[Told], stories: &[Story]) -> wire::EventLine {
        let mention = |at: &StatementAt| {
            let told = reports.get(at.report)?;
            let statement = told.found(at.field).statements.get(at.statement)?;
            let range = CodePoints::new(told.words(at.field)).range(statement.trigger);
            let mut end = wire::PassageEnd::new(told.report().id.as_str(), range);
            end.field = (at.field == Field::Title).then(|| Field::Title.as_str().to_owned());
            Some(end)
        };
        wire::EventLine {
            event: self.id.clone(),
            story: stories.get(self.story).map(|story| story.id.clone()).unwrap_or_default(),
            mentions: self.statements.iter().filter_map(mention).collect(),
        }
    }
}
