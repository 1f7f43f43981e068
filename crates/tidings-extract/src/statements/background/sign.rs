//! The signs for and against background, by the names that `data/background.toml` gives their weights.

use serde::{Deserialize, Serialize};

/// One sign for or against background.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sign {
    /// Its own time is older than the news.
    OwnOld,
    /// Its own time is some weeks or more older.
    OwnVeryOld,
    /// Its own time lies in the days of the news.
    OwnFresh,
    /// Another time of the sentence, or one above it, is older than the news.
    NearOld,
    /// The sentence before has an old time, this one none.
    BeforeOld,
    /// It, or what it is part of, is told in the past perfect: "had left".
    PastPerfect,
    /// It, or what it is part of, goes with "previously", "years ago", "repeatedly".
    PastWord,
    /// Told as fact.
    Asserted,
    /// Told as a claim.
    Alleged,
    /// Possible or conditional.
    Open,
    /// Said not to be.
    Negative,
    /// An act of saying.
    Saying,
}
