//! Renders an account for a terminal, Markdown and HTML.
//!
//! The input is the interchange form of an account and the texts that its evidence points into.
//! Terminal and Markdown are two renderings of one [`outline`], so they carry the same content;
//! the HTML page adds the matrix, the pictures and the marked texts.
//!
//! This crate decides nothing: what is merged, counted or in conflict was settled before.

mod html;
mod markdown;
mod outline;
mod terminal;
mod words;

use std::collections::BTreeMap;

use tidings_text::wire::Account;

pub use html::html;
pub use markdown::markdown;
pub use terminal::{Width, terminal};

/// What a rendering needs of a report beside its line in the account.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReportText {
    /// Its headline.
    pub title: Option<String>,
    /// Its text; evidence counts code points in it.
    pub text: String,
    /// The agency or outlet it credits.
    pub credit: Option<String>,
    /// Its author.
    pub byline: Option<String>,
    /// What is odd about it.
    pub problems: Vec<String>,
}

/// The texts of an account's reports, by report id.
pub type Texts = BTreeMap<String, ReportText>;

/// An account with its texts: what every rendering starts from.
#[derive(Debug, Clone, Copy)]
struct Page<'a> {
    account: &'a Account,
    texts: &'a Texts,
}
