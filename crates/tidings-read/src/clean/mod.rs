//! Cleaning of bare text: which lines are the article, which are what the page prints around it.
//!
//! Works on lines alone, so it serves text saved from a page, the text of JSON Lines, and what is left of a page
//! after the mark-up has been judged.
//! Nothing is dropped: each stretch of the original is kept or cut with a reason.

mod density;
mod layout;
mod repetition;
mod shapes;

pub(crate) use density::find_article;
pub(crate) use layout::{Cleaned, Layout};
pub(crate) use repetition::{Repeated, cut_repeated_title, cut_repetition};
pub(crate) use shapes::{cut_by_shape, cut_repeated_labels, shape};
