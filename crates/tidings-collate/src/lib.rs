//! Many reports to an account: passages, stories, events, origins, readings.
//!
//! The stages run in the order of the modules below.
//! [`Told`] comes in, one for each report; [`account()`] gives the interchange form of a story's account.
//! Every function sorts what it is given by (published, id), so the order of the input never shows in the output.
//!
//! This crate never reads a file, never opens a database, and never decides what is true.

pub mod account;
mod cluster;
pub mod events;
mod fit;
mod knowledge;
pub mod origins;
pub mod passages;
pub mod readings;
pub mod stories;
mod told;

pub use account::account;
pub use events::{Event, StatementAt, events};
pub use fit::Linear;
pub use passages::{Passage, PassageKind, passages};
pub use stories::{Story, group};
pub use told::{Field, Told};
