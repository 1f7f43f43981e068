//! Whether a statement is history or context, older than the report's news.
//!
//! No single sign decides: a date may be the news' own, a past perfect may only be shifted by a verb of saying. The signs
//! of `evidence` are added up with the weights of `data/background.toml`, fitted by `cargo xtask train background`.

mod evidence;
mod model;
mod sign;

pub(super) use self::evidence::{Context, signs};
use self::model::MODEL;
pub use self::sign::Sign;
use super::model::Statement;

/// Marks the statements that are older than the news, and adds the words that set them back to their reasons.
pub(super) fn mark(context: Context<'_, '_>, statements: &mut [Statement]) {
    let read: Vec<_> = statements.iter().map(|statement| signs(context, statement)).collect();
    for (statement, (signs, words)) in statements.iter_mut().zip(read) {
        statement.background = MODEL.says(&signs);
        if statement.background {
            statement.why.words.extend(words);
            statement.why.words.sort_unstable();
            statement.why.words.dedup();
        }
    }
}
