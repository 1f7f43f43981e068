//! `Doc` to mentions, times, attributions, statements: what one report says, and through whom.
//!
//! The stages run in the order of the modules below; each reads what the earlier ones found.
//! Word lists, frames and actors live in `data/`; the logic here names no country, no outlet and no verb list.
//!
//! This crate never looks at a second report, never reads a file, and never decides what is true.

pub mod actors;
pub mod attributes;
pub mod attribution;
mod error;
mod extraction;
mod knowledge;
pub mod layout;
pub mod names;
pub mod quantities;
pub mod statements;
pub mod times;
mod why;

pub use actors::{Mention, MentionKind};
pub use attributes::{Amount, AmountKind, Attribute, AttributeValue, Holder, HolderKind, find_amounts};
pub use attribution::{Attribution, AttributionKind, ChainLink, Quoted, SourceKind};
pub use error::KnowledgeError;
pub use extraction::{Extraction, Findings, ParsedReport, extract};
pub use knowledge::Knowledge;
pub use quantities::Quantity;
pub use statements::{
    Change, Modality, Participant, Polarity, Relation, RelationSide, Stance, Statement, StatementTime,
    TimeRole,
};
pub use times::{Time, TimeKind};
pub use why::Why;
