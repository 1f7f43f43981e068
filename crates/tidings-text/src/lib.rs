//! Positions, ids, [`Report`] and the interchange types.
//!
//! The lowest crate: every other one speaks in its types.
//! Inside the crates an offset is a UTF-8 byte ([`Span`]); in all interchange it is a Unicode code point
//! ([`wire`]), and [`CodePoints`] is the only bridge between the two.
//!
//! This crate never reads a file, never prints, and knows nothing about language.

mod ids;
mod report;
mod span;
pub mod wire;

pub use ids::{ActorId, ReportId, digest};
pub use report::{Cut, CutReason, Original, Published, Report};
pub use span::{CodePoints, Span};
