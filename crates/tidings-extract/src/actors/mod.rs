//! Actors: states, contested polities, organisations, offices and persons, and the words that stand for them.

mod index;
mod record;

use tidings_nlp::Doc;
use tidings_text::{ActorId, Span};

use crate::why::Why;

pub use index::{Actors, NameForm, NameHit};
pub use record::{ActorKind, ActorRecord, FormerName, MediaKind, Office};

/// A span that names an actor or a place.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// Its words, bytes.
    pub span: Span,
    /// The token that heads it.
    pub head: usize,
    /// What it names.
    pub kind: MentionKind,
    /// The actor; `None` for a mere place, or where unsure.
    pub actor: Option<ActorId>,
    /// The actor's usual name, or the words.
    pub name: String,
    /// The state, polity or organisation in whose name the actor acts, where it is not that itself: a minister's
    /// state, an embassy's, a state news agency's.
    pub on_behalf_of: Option<ActorId>,
    /// Whether it acts here, or merely is a place ("over Japan") or an attribute ("North Korean missile").
    pub acts: bool,
    /// Whether it is a pronoun or a description that refers back.
    pub anaphor: bool,
    /// A set's members ("both republics"); empty for a single actor.
    pub members: Vec<ActorId>,
    /// The rule and words behind it.
    pub why: Why,
}

/// What a mention names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MentionKind {
    /// A state, its government or an organ of it.
    State,
    /// A contested polity.
    Polity,
    /// An organisation, a news agency or an outlet.
    Organisation,
    /// A person.
    Person,
    /// A place.
    Place,
}

impl MentionKind {
    /// Returns the kind as it is written in interchange.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::State => "state",
            Self::Polity => "polity",
            Self::Organisation => "organisation",
            Self::Person => "person",
            Self::Place => "place",
        }
    }
}

/// Finds the mentions of a doc, in text order, pronouns and descriptions resolved.
#[must_use]
pub fn find_mentions(doc: &Doc, actors: &Actors) -> Vec<Mention> {
    let _ = (doc, actors);
    Vec::new()
}
