//! Saved pages.

use tidings_text::Report;
use trafilatura::{ExtractionFocus, Options};

use super::{Given, text};
use crate::error::Fault;

/// Reads a saved page.
pub(crate) fn read(decoded: &str, given: &Given) -> Result<Report, Fault> {
    let options = Options::default()
        .with_focus(ExtractionFocus::FavorPrecision)
        .with_fallback(true)
        .with_exclude_comments(true);
    let page = trafilatura::extract(decoded, &options).map_err(|_| Fault::NoText)?;
    Ok(text::report_with(decoded, page.content_text, given, crate::article::Fields::default()))
}
