//! What the lines around an article say of it: date, byline, dateline, credit.

pub(crate) mod byline;
pub(crate) mod credit;
pub(crate) mod dateline;
pub(crate) mod dates;
pub(crate) mod language;
