//! Quantities with role, bounds and the event they belong to: killed, injured, arrested …

use tidings_nlp::Doc;
use tidings_text::Span;

use crate::statements::Statement;
use crate::why::Why;

/// A quantity with its role and bounds.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantity {
    /// What is counted: `killed`, `injured`, `arrested` …
    pub role: String,
    /// At least; `None` where open.
    pub low: Option<f64>,
    /// At most; `None` where open.
    pub high: Option<f64>,
    /// Its words, bytes.
    pub span: Span,
    /// Index of the statement that it belongs to.
    pub statement: Option<usize>,
    /// Whether it is the figure of the report's main event; at most one a role.
    pub main: bool,
    /// The rule and words behind it.
    pub why: Why,
}

/// Finds the quantities of a doc, in text order.
#[must_use]
pub fn find_quantities(doc: &Doc, statements: &[Statement]) -> Vec<Quantity> {
    let _ = (doc, statements);
    Vec::new()
}
