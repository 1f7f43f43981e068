//! A mention while it is being worked out: its tokens, and what later rules need to know of it.

use std::ops::Range;

use tidings_nlp::Doc;
use tidings_text::{ActorId, Span};

use super::{Mention, MentionKind};
use crate::why::Why;

/// The pronoun a person goes by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gender {
    /// "he".
    He,
    /// "she".
    She,
}

/// A mention under work.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) tokens: Range<usize>,
    pub(super) head: usize,
    pub(super) kind: MentionKind,
    pub(super) actor: Option<ActorId>,
    pub(super) name: String,
    pub(super) on_behalf_of: Option<ActorId>,
    pub(super) acts: bool,
    pub(super) anaphor: bool,
    pub(super) members: Vec<ActorId>,
    /// Whether words describe it and no name does: "the driver", "police".
    pub(super) described: bool,
    /// Whether the words are of several: "officials", "the ambassadors of A and B".
    pub(super) plural: bool,
    pub(super) gender: Option<Gender>,
    /// The titles of a person, or the noun of an organ, in lower case.
    pub(super) titles: Vec<String>,
    pub(super) why: Why,
}

impl Found {
    /// Returns a mention that acts, of `tokens` headed by `head`.
    pub(super) fn new(
        tokens: Range<usize>,
        head: usize,
        kind: MentionKind,
        name: String,
        rule: &'static str,
    ) -> Self {
        Self {
            tokens,
            head,
            kind,
            actor: None,
            name,
            on_behalf_of: None,
            acts: true,
            anaphor: false,
            members: Vec::new(),
            described: false,
            plural: false,
            gender: None,
            titles: Vec::new(),
            why: Why::rule(rule),
        }
    }

    /// Returns the key of what it stands for; equal keys are one actor.
    pub(super) fn key(&self) -> String {
        match &self.actor {
            Some(actor) => actor.to_string(),
            None if !self.members.is_empty() => set_key(&self.members),
            None => format!("?{}", self.name.to_lowercase()),
        }
    }

    pub(super) fn to_mention(&self, doc: &Doc) -> Mention {
        Mention {
            span: doc.span(self.tokens.clone()),
            head: self.head,
            kind: self.kind,
            actor: self.actor.clone(),
            name: self.name.clone(),
            on_behalf_of: self.on_behalf_of.clone(),
            acts: self.acts,
            anaphor: self.anaphor,
            members: self.members.clone(),
            described: self.described,
            why: self.why.clone(),
        }
    }
}

/// Returns the key of a set of actors, whatever their order.
pub(super) fn set_key(members: &[ActorId]) -> String {
    let mut ids: Vec<&str> = members.iter().map(ActorId::as_str).collect();
    ids.sort_unstable();
    ids.join(" + ")
}

/// Adds a word that a rule rested on.
pub(super) fn because(why: &mut Why, span: Span) {
    why.words.push(span);
}

/// Returns the id of an actor that is in no file: its name in lower-case ASCII, words joined by hyphens.
///
/// The id is bound to the report that it was made for; the caller puts the report's id in front where it leaves
/// the report.
///
/// ```
/// assert_eq!(tidings_extract::actors::slugify("Choe Son Hui"), tidings_extract::actors::slugify("Choe Son-hui"));
/// ```
#[must_use]
pub fn slugify(name: &str) -> String {
    let ascii = any_ascii::any_ascii(name).to_lowercase();
    let words = ascii.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-")
}
