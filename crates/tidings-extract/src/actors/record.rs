//! What `data/actors` says of one actor: its entry in the files, and the kinds that entries come in.

use serde::Deserialize;
use tidings_text::ActorId;

/// An actor as the files know it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActorRecord {
    /// ISO 3166-1 alpha-3 for a state, else a slug.
    pub id: ActorId,
    /// What it is.
    pub kind: ActorKind,
    /// Its usual English name, without an article.
    pub name: String,
    /// Other forms of the name: official, short, abbreviated, older spellings.
    #[serde(default)]
    pub names: Vec<String>,
    /// What makes "the Polish army".
    #[serde(default)]
    pub adjectives: Vec<String>,
    /// Plural nouns for its people.
    #[serde(default)]
    pub people: Vec<String>,
    /// Seats of government that are towns.
    #[serde(default)]
    pub capitals: Vec<String>,
    /// Houses and offices of government.
    #[serde(default)]
    pub seats: Vec<String>,
    /// Names that it bore.
    #[serde(default)]
    pub former: Vec<FormerName>,
    /// Where it is at home: a medium's or a group's country, the state that claims a polity, a person's country.
    #[serde(default)]
    pub country: Option<ActorId>,
    /// The actor that answers for it: an organ's state, a state medium's state. `None` where it answers for itself.
    #[serde(default)]
    pub controller: Option<ActorId>,
    /// Whether an organ goes by its own name in the news, its state answering for it: police forces, investigators,
    /// health services. Any other organ stands for its state.
    #[serde(default)]
    pub itself: bool,
    /// What kind of medium it is; `None` for all that is no medium.
    #[serde(default)]
    pub media: Option<MediaKind>,
    /// Offices that a person holds or held, oldest first.
    #[serde(default)]
    pub offices: Vec<Office>,
    /// The pronoun a person goes by, `he` or `she`, where known.
    #[serde(default)]
    pub pronoun: Option<String>,
    /// In a person's own file: whether this entry takes the place of the built-in one, rather than adding to it.
    #[serde(default)]
    pub replace: bool,
}

/// What an entry of `data/actors` is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ActorKind {
    /// A state, present or past.
    State,
    /// A polity whose standing is contested or partial, but that acts.
    Polity,
    /// A place with a name of its own that seldom acts.
    Territory,
    /// An organisation, an armed group, a medium.
    Organisation,
    /// An organ of a state or an organisation that is known by a name of its own.
    Organ,
    /// A person.
    Person,
}

/// The kind of a medium.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum MediaKind {
    /// A news agency.
    #[serde(rename = "agency")]
    Agency,
    /// A medium that a state or a ruling group answers for.
    #[serde(rename = "state media")]
    StateMedia,
    /// Any other medium.
    #[serde(rename = "outlet")]
    Outlet,
}

impl MediaKind {
    /// Returns the kind as it is written in interchange.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Agency => "agency",
            Self::StateMedia => "state media",
            Self::Outlet => "outlet",
        }
    }
}

/// A name that an actor bore for a time.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormerName {
    /// The name.
    pub name: String,
    /// First year, where known.
    #[serde(default)]
    pub from: Option<u16>,
    /// Last year, where known.
    #[serde(default)]
    pub until: Option<u16>,
}

/// An office that a person holds or held for `country`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Office {
    /// Its title in lower case: `president`, `foreign minister`.
    pub title: String,
    /// First year, where known.
    #[serde(default)]
    pub from: Option<u16>,
    /// Last year; `None` where it is not over or not known.
    #[serde(default)]
    pub until: Option<u16>,
}

/// A file of actors.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ActorFile {
    #[serde(default)]
    pub(super) actor: Vec<ActorRecord>,
}

impl ActorRecord {
    /// Adds what `own` says to this entry: lists grow, single values are replaced where `own` gives them.
    pub(super) fn extend(&mut self, own: Self) {
        fn add<T: PartialEq>(list: &mut Vec<T>, more: Vec<T>) {
            for item in more {
                if !list.contains(&item) {
                    list.push(item);
                }
            }
        }
        if own.name != self.name {
            let old = std::mem::replace(&mut self.name, own.name);
            add(&mut self.names, vec![old]);
        }
        self.kind = own.kind;
        self.itself |= own.itself;
        add(&mut self.names, own.names);
        add(&mut self.adjectives, own.adjectives);
        add(&mut self.people, own.people);
        add(&mut self.capitals, own.capitals);
        add(&mut self.seats, own.seats);
        add(&mut self.former, own.former);
        add(&mut self.offices, own.offices);
        self.country = own.country.or_else(|| self.country.take());
        self.controller = own.controller.or_else(|| self.controller.take());
        self.media = own.media.or(self.media);
        self.pronoun = own.pronoun.or_else(|| self.pronoun.take());
    }
}
