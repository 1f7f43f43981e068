//! What `tidings account --format json` prints, and the passages of `group --passages`.

use serde::{Deserialize, Serialize};

use super::{ChainLink, Range};

/// One story's account.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Account {
    /// `tidings.account/1`.
    pub format: String,
    /// The versions that made it.
    pub made_by: MadeBy,
    /// The story's id.
    pub story: String,
    /// What the story is about, in its reports' words.
    pub title: String,
    /// The reports, in order of publication.
    pub reports: Vec<AccountReport>,
    /// The origins behind the events.
    pub origins: Vec<Origin>,
    /// The events, the most important first.
    pub events: Vec<AccountEvent>,
    /// Where the reports differ.
    pub disagreements: Vec<Disagreement>,
    /// Text that stands in two or more reports.
    pub passages: Vec<Passage>,
    /// The story counted three ways.
    pub figures: Figures,
}

/// The versions that made an account.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MadeBy {
    /// Tidings' version.
    pub tidings: String,
    /// The model's name and version.
    pub model: String,
    /// Digest of the knowledge in `data/`.
    pub data: String,
}

/// A report of an account.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AccountReport {
    /// Its id.
    pub id: String,
    /// The file it was read from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// Its address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Who published it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outlet: Option<String>,
    /// Its headline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// When.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    /// SHA-256 of its text.
    pub text_sha256: String,
    /// `news`, `analysis`, `statement` or `digest`.
    pub kind: String,
}

/// Who stands at the end of one or more chains.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Origin {
    /// `o1` …, valid within the account.
    pub id: String,
    /// Its usual name.
    pub name: String,
    /// `agency`, `state media`, `official`, `organisation`, `person`, `witness`, `outlet`, `anonymous`, `document` or
    /// `author`.
    pub kind: String,
    /// The actor that answers for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub controller: Option<String>,
    /// The side of the story that it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub side: Option<String>,
    /// The reports that rest on it.
    pub reports: Vec<String>,
    /// The chains that end in it, nearest link first.
    pub chains: Vec<Vec<ChainLink>>,
}

/// An event across reports.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AccountEvent {
    /// `e1` …, valid within the account.
    pub id: String,
    /// A PLOVER type, or null.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// CAMEO code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cameo: Option<String>,
    /// The assertion in one line; it says what is asserted, not what is true.
    pub summary: String,
    /// Those who do it.
    pub actors: Vec<ActorName>,
    /// Those it is done to.
    pub recipients: Vec<ActorName>,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// Reports that assert it in their own voice.
    pub asserted_by: Vec<String>,
    /// Reports that give it to a source.
    pub attributed_by: Vec<String>,
    /// Reports that deny it, or give a source that does.
    pub denied_by: Vec<String>,
    /// Reports that don't speak of it.
    pub silent: Vec<String>,
    /// The event it is a part of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part_of: Option<String>,
    /// Events that cannot both have happened as told.
    pub rival_of: Vec<String>,
    /// The origins behind it, counted.
    pub origins: EventOrigins,
    /// Its slots and their readings.
    pub slots: Vec<Slot>,
    /// The words behind it.
    pub evidence: Vec<Evidence>,
}

/// An actor of an event.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ActorName {
    /// The actor's id.
    pub id: String,
    /// Its usual name.
    pub name: String,
}

/// The place of an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The usual name.
    pub name: String,
}

/// The origins behind an event, counted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EventOrigins {
    /// Ids of the account's origins.
    pub ids: Vec<String>,
    /// How many chains end in different places.
    pub chain_ends: usize,
    /// How many are independent: by controller.
    pub low: usize,
    /// How many there are if what is not shown to be shared is separate.
    pub high: usize,
    /// Why `low` is lower than `chain_ends` or `high`, a sentence each.
    pub reasons: Vec<String>,
}

/// One part of an event with the values that the reports give for it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Slot {
    /// `date`, `place`, `recipient`, `killed`, `occurred` …
    pub slot: String,
    /// `agreed`, `conflicting`, `refined`, `single-origin` or `superseded`.
    pub status: String,
    /// The values.
    pub readings: Vec<Reading>,
}

/// One value of a slot.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// The value as text: a TIMEX3 value, a name, a number or a range.
    pub value: String,
    /// The reports that give it.
    pub reports: Vec<String>,
    /// The origins behind it.
    pub origins: ReadingOrigins,
    /// Whether it is the latest state of knowledge.
    pub current: bool,
    /// Indexes into the event's evidence.
    pub evidence: Vec<usize>,
}

/// The origins behind a reading.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReadingOrigins {
    /// Ids of the account's origins.
    pub ids: Vec<String>,
    /// How many are independent.
    pub low: usize,
    /// How many there may be.
    pub high: usize,
}

/// The words behind an event.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// The report's id.
    pub report: String,
    /// `text` or `title`.
    pub field: String,
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The words.
    pub text: String,
    /// Through whom it reached the outlet, nearest link first; empty in the outlet's own voice.
    pub chain: Vec<ChainLink>,
    /// As in an extraction.
    pub modality: String,
    /// Whether it is told as background.
    pub background: bool,
}

/// A slot, or a set of rival events, on which reports differ.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Disagreement {
    /// The events concerned.
    pub events: Vec<String>,
    /// The slot.
    pub slot: String,
    /// `conflicting`, `refined` or `superseded`.
    pub status: String,
    /// The values.
    pub readings: Vec<DisagreementReading>,
}

/// One side of a disagreement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DisagreementReading {
    /// The value.
    pub value: String,
    /// The reports that give it.
    pub reports: Vec<String>,
    /// The origins behind it.
    pub origins: Vec<String>,
    /// Its words.
    pub evidence: Vec<PassageEnd>,
}

/// Text that stands in two reports, or twice in one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Passage {
    /// One place.
    pub a: PassageEnd,
    /// The other.
    pub b: PassageEnd,
    /// Share of words that are the same, 0 to 1.
    pub identity: f64,
    /// `copy`, `quotation`, `boilerplate` or `repetition`.
    pub kind: String,
    /// `a-to-b`, `b-to-a` or `undetermined`.
    pub direction: String,
    /// Why, a sentence each.
    pub reasons: Vec<String>,
}

/// A stretch of a report's text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassageEnd {
    /// The report's id.
    pub report: String,
    /// `title` where the words stand in the title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
}

impl PassageEnd {
    /// Returns the place `range` in a report's text.
    #[must_use]
    pub fn new(report: impl Into<String>, [start, end]: Range) -> Self {
        Self { report: report.into(), field: None, start, end }
    }
}

/// A story counted three ways.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Figures {
    /// How many reports.
    pub reports: usize,
    /// How many different texts, copies counted once.
    pub texts: usize,
    /// How many origins.
    pub origins: LowHigh,
}

/// A count with its bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LowHigh {
    /// At least.
    pub low: usize,
    /// At most.
    pub high: usize,
}

/// A line of `tidings group`: a report and its story.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoryLine {
    /// The report's id.
    pub id: String,
    /// The story's id.
    pub story: String,
}

/// A line of `tidings group --events`: an event and the words that speak of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventLine {
    /// The event's id.
    pub event: String,
    /// The story's id.
    pub story: String,
    /// The triggers, by report and place.
    pub mentions: Vec<PassageEnd>,
}
