//! What a statement is: the types that leave this stage.

use tidings_text::{ActorId, Span};

use crate::why::Why;

/// One event or relation as one report tells it.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    /// The word that tells it, bytes.
    pub trigger: Span,
    /// The trigger's head token.
    pub head: usize,
    /// The clause or sentence that tells it: what a reader should see as evidence.
    pub evidence: Span,
    /// The frame's name in `data/`: `sever-relations`; for an event outside the frames, the trigger's lemma.
    pub frame: String,
    /// PLOVER type; `None` for an event outside PLOVER.
    pub plover: Option<String>,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// CAMEO code.
    pub cameo: Option<String>,
    /// Whether it is an act of saying, which counts as an event for coreference but not in an account.
    pub saying: bool,
    /// Those who do it.
    pub actors: Vec<Participant>,
    /// Those it is done to.
    pub recipients: Vec<Participant>,
    /// Whether both sides do it to each other.
    pub reciprocal: bool,
    /// When.
    pub times: Vec<StatementTime>,
    /// Where.
    pub place: Option<Participant>,
    /// Said to be, or not to be.
    pub polarity: Polarity,
    /// How it is said to be.
    pub modality: Modality,
    /// Whether it is older than the report's news.
    pub background: bool,
    /// What the source does with it.
    pub stance: Stance,
    /// Index of the innermost attribution whose content it stands in.
    pub attribution: Option<usize>,
    /// The standing relation that it starts, ends or tells of.
    pub relation: Option<Relation>,
    /// The rule and words behind it.
    pub why: Why,
}

/// An actor, recipient or place of a statement.
#[derive(Debug, Clone, PartialEq)]
pub struct Participant {
    /// Its words, bytes.
    pub span: Span,
    /// The head token.
    pub head: usize,
    /// The actor, where known.
    pub actor: Option<ActorId>,
    /// The usual name, or the words.
    pub name: String,
    /// The state or organisation in whose name it acts, where it is not that itself.
    pub on_behalf_of: Option<ActorId>,
    /// A set's members; empty for a single actor.
    pub members: Vec<ActorId>,
}

/// A time of a statement.
#[derive(Debug, Clone, PartialEq)]
pub struct StatementTime {
    /// Its words, bytes; `None` where the value comes from the narrative or the report's date.
    pub span: Option<Span>,
    /// TIMEX3 value.
    pub value: String,
    /// What happened then.
    pub role: TimeRole,
}

/// What happened at a statement's time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TimeRole {
    /// The event itself.
    Occurred,
    /// It was made known.
    Announced,
    /// It came into force.
    Effective,
}

/// Said to be, or not to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Polarity {
    /// It is said to be.
    Positive,
    /// It is said not to be.
    Negative,
}

/// How an event is said to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Modality {
    /// Told as fact.
    Asserted,
    /// An actor makes its own act or decision known.
    Announced,
    /// Scheduled or intended.
    Planned,
    /// To somebody's harm, said by the actor.
    Threatened,
    /// Called for.
    Demanded,
    /// May, could, likely.
    Possible,
    /// Accused, reportedly, claimed.
    Alleged,
    /// In an if-clause or its consequence.
    Conditional,
}

/// What the source does with a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stance {
    /// Stands by it.
    Affirms,
    /// Rejects it.
    Denies,
}

/// A standing relation between actors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    /// Several for a set ("both republics"), never none.
    pub subjects: Vec<RelationSide>,
    /// The relation's name: `recognises`, `diplomatic_relations` …
    pub relation: String,
    /// Several for a set, never none.
    pub objects: Vec<RelationSide>,
    /// What the event does to it.
    pub change: Change,
}

/// One side of a relation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RelationSide {
    /// The actor, where known.
    pub actor: Option<ActorId>,
    /// The usual name, or the words.
    pub name: String,
}

/// What an event does to a relation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Change {
    /// It begins.
    Starts,
    /// It ends.
    Ends,
    /// It holds, or does not; nothing changes.
    None,
}

macro_rules! written {
    ($type:ident { $($variant:ident => $word:literal),+ $(,)? }) => {
        impl $type {
            /// Returns the value as it is written in interchange.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word),+
                }
            }
        }
    };
}

written!(TimeRole { Occurred => "occurred", Announced => "announced", Effective => "effective" });
written!(Polarity { Positive => "positive", Negative => "negative" });
written!(Modality {
    Asserted => "asserted",
    Announced => "announced",
    Planned => "planned",
    Threatened => "threatened",
    Demanded => "demanded",
    Possible => "possible",
    Alleged => "alleged",
    Conditional => "conditional",
});
written!(Stance { Affirms => "affirms", Denies => "denies" });
written!(Change { Starts => "starts", Ends => "ends", None => "none" });
