//! The interchange types: what the commands read and print as JSON, in Unicode code points.
//!
//! These are the page and wire types alone.
//! The engine's own types live with the stage that makes them and convert to these at the edge.
//! A field that is unknown is left out.

mod account;
mod extraction;
mod parse;
mod report;

pub use account::{
    Account, AccountEvent, AccountReport, ActorName, Disagreement, DisagreementReading, EventLine,
    EventOrigins, Evidence, Figures, LowHigh, MadeBy, Origin, Passage, PassageEnd, Place, Reading,
    ReadingOrigins, Slot, StoryLine,
};
pub use extraction::{
    Attribute, AttributeHolder, Attribution, ChainLink, Event, EventTime, Extraction, Mention, OneOrMany,
    Participant, Quantity, Relation, RelationSide, Time,
};
pub use parse::{Entity, Parse, Sentence, Token};
pub use report::{CutText, Original, Report, ReportInput};

/// A stretch of text in Unicode code points: start, and end exclusive.
pub type Range = [usize; 2];
