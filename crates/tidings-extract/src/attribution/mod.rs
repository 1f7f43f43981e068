//! Attribution: who is said to say it, the saying word, what is said; and chains of them.

mod build;
mod candidates;
mod chains;
mod contents;
mod cues;
mod documents;
mod features;
mod hearers;
mod kinds;
mod model;
mod quotes;
mod reader;
mod runs;
mod search;
pub mod training;

use tidings_nlp::Doc;
use tidings_text::{ActorId, Report, Span};

use crate::actors::{Actors, Mention};
use crate::why::Why;

pub use cues::Cues;
pub use model::{Linear, Weights};

/// Source, cue and content (PolNeAR's terms; Newell et al., LREC 2018).
#[derive(Debug, Clone, PartialEq)]
pub struct Attribution {
    /// The source's words, bytes; empty where the words name none ("it is feared").
    pub source: Vec<Span>,
    /// The saying words.
    pub cue: Vec<Span>,
    /// What is said, without source and cue.
    pub content: Vec<Span>,
    /// Speech, thought or intent.
    pub kind: AttributionKind,
    /// Quoted or not.
    pub quoted: Quoted,
    /// Whether the source rejects the content ("denied that …").
    pub denies: bool,
    /// The index of the attribution whose content this one stands in.
    pub parent: Option<usize>,
    /// Through whom it reached the outlet: nearest link first, the origin last.
    pub chain: Vec<ChainLink>,
    /// The rule and words behind it.
    pub why: Why,
}

/// What the source does with the content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AttributionKind {
    /// Says, writes, announces.
    Speech,
    /// Thinks, believes, fears.
    Thought,
    /// Wants, plans, hopes.
    Intent,
}

/// Whether content stands in quotation marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Quoted {
    /// Wholly.
    Direct,
    /// Not at all.
    Indirect,
    /// In part.
    Mixed,
}

/// One link of a chain.
#[derive(Debug, Clone, PartialEq)]
pub struct ChainLink {
    /// The actor, where known.
    pub actor: Option<ActorId>,
    /// The state or organisation that answers for it, where it is not that itself.
    pub on_behalf_of: Option<ActorId>,
    /// The usual name, or the words.
    pub name: String,
    /// Its words, bytes; `None` where it comes from the report's credit.
    pub span: Option<Span>,
    /// The saying words that tie it to the next link.
    pub cue: Option<Span>,
    /// What kind of source it is.
    pub kind: SourceKind,
}

/// Kinds of sources.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SourceKind {
    /// A news medium that is neither an agency nor run by a state.
    Outlet,
    /// A news agency.
    Agency,
    /// A news medium run by a state.
    StateMedia,
    /// A person or organ in office.
    Official,
    /// Any other organisation.
    Organisation,
    /// A person out of office.
    Person,
    /// A person who was there.
    Witness,
    /// Somebody whom the report does not name.
    Anonymous,
    /// A paper, a letter, a report.
    Document,
    /// The way it came: Telegram, a website, a press conference.
    Channel,
}

impl AttributionKind {
    /// Returns the kind as it is written in interchange.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Speech => "speech",
            Self::Thought => "thought",
            Self::Intent => "intent",
        }
    }
}

impl Quoted {
    /// Returns the value as it is written in interchange.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Indirect => "indirect",
            Self::Mixed => "mixed",
        }
    }
}

impl SourceKind {
    /// Returns the kind as it is written in interchange.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Outlet => "outlet",
            Self::Agency => "agency",
            Self::StateMedia => "state media",
            Self::Official => "official",
            Self::Organisation => "organisation",
            Self::Person => "person",
            Self::Witness => "witness",
            Self::Anonymous => "anonymous",
            Self::Document => "document",
            Self::Channel => "channel",
        }
    }
}

/// Finds the attributions of a doc with their chains, in text order.
///
/// `report` gives outlet, credit and dateline, for links that stand outside the text.
#[must_use]
pub fn find_attributions(
    doc: &Doc,
    report: &Report,
    mentions: &[Mention],
    actors: &Actors,
    cues: &Cues,
) -> Vec<Attribution> {
    let reader = reader::Reader::new(doc, cues);
    let weighed = search::weigh(&reader, &cues.weights);
    build::build(&reader, &weighed, report, mentions, actors)
}

#[cfg(test)]
mod tests;
