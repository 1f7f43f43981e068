//! Actors: states, contested polities, organisations, offices and persons, and the words that stand for them.

mod acts;
mod descriptions;
mod discourse;
mod found;
mod hits;
mod index;
mod name_persons;
mod named;
mod person_shapes;
mod persons;
mod pronouns;
mod record;
mod roles;
mod services;
mod sets;
pub(crate) mod syntax;
mod things;
mod unknown;
mod words;

use tidings_nlp::Doc;
use tidings_text::{ActorId, Span};

use crate::why::Why;

use discourse::Discourse;

pub use found::slugify;
pub use index::{Actors, NameForm, NameHit};
pub(crate) use named::TOWN;
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
    /// Whether only a description stands for it in this report: "the driver", "police". Its actor is a slug of the
    /// words, the same for all that refers to it. Interchange lists it among the participants of events alone.
    pub described: bool,
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
///
/// Names come first, over the whole doc; then pronouns and descriptions in text order, each able to refer to those
/// before it. Persons that are in no file carry a slug of their name, bound to the report (see [`slugify`]).
#[must_use]
pub fn find_mentions(doc: &Doc, actors: &Actors) -> Vec<Mention> {
    let mut discourse = Discourse::new(doc, &actors.words, named::find_named(doc, actors));
    for token in 0..doc.len() {
        let resolved = discourse
            .resolve_pronoun(token, actors)
            .or_else(|| discourse.resolve_description(token, actors))
            .or_else(|| discourse.resolve_service(token))
            .or_else(|| discourse.resolve_role(token));
        if let Some(found) = resolved {
            discourse.add(found);
        }
    }
    let mut mentions: Vec<Mention> = discourse.mentions.iter().map(|found| found.to_mention(doc)).collect();
    mentions.sort_by_key(|mention| (mention.span.start, mention.span.end));
    mentions.dedup_by(|next, kept| next.span == kept.span);
    mentions
}
