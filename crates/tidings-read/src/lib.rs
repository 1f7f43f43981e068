//! HTML, JSON Lines, plain text to [`Report`](tidings_text::Report), boilerplate removed.
//!
//! [`Reader::read`] takes what a person named (files, folders, a stream) and gives one report after the other,
//! in a stable order and in bounded memory.
//! What cannot be read is set aside as a [`Problem`], and reading goes on.
//! Nothing of a page is lost: what is not the article's text stays in the report's `cut`, with its reason.
//!
//! This crate parses no grammar, never prints, and never reads the environment or the clock.

mod article;
mod boilerplate;
mod clean;
mod encoding;
mod error;
mod fields;
mod format;
mod formats;
mod input;
mod manifest;
mod reader;
mod words;

pub use boilerplate::mark_outlet_boilerplate;
pub use error::Problem;
pub use input::Input;
pub use manifest::{Manifest, ManifestRow};
pub use reader::{ReadConfig, ReadReport, Reader};
