//! Kinds of sources: who a source is, from its head noun, its words, and the known actors.

use rustc_hash::FxHashMap;
use serde::Deserialize;
use tidings_text::{ActorId, Span};

use super::SourceKind;
use super::reader::Reader;
use super::runs::Runs;
use crate::actors::{Actors, MediaKind, Mention, MentionKind};
use crate::error::KnowledgeError;

/// The nouns of `data/sources.toml`.
#[derive(Debug, Default)]
pub(crate) struct SourceWords {
    phrases: Vec<(String, SourceKind)>,
    nouns: FxHashMap<String, SourceKind>,
    mastheads: Vec<String>,
    human_endings: Vec<String>,
    things: Vec<String>,
    channel_names: Vec<String>,
    lists: FxHashMap<List, Vec<String>>,
}

/// Lists of words for channels and citing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum List {
    /// "post", "account", "website".
    Channel,
    /// "statement", "letter": channels where they were made public so.
    Published,
    /// "posted", "published".
    Publishing,
    /// "tweet".
    ChannelVerb,
    /// "statement", "briefing": no link by themselves.
    Bare,
    /// "commentary", "article": no link beside the medium that prints them.
    Column,
    /// "letter", "court papers": a link even where they are merely named.
    Paper,
    /// "excerpt", "transcript": whoever gives them out speaks not in them.
    Copy,
    /// "citing".
    Citing,
    /// "obtained by", "leaked to".
    Handed,
    /// "condemn": it reports whatever its object.
    Act,
    /// "claim": it reports where its object is something said.
    Stance,
    /// "reported by".
    CitedBy,
    /// "told".
    Telling,
    /// "reporters".
    Hearer,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SourcesFile {
    kinds: Vec<KindEntry>,
    humans: Humans,
    channels: Channels,
    citing: Citing,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Humans {
    endings: String,
    things: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct KindEntry {
    kind: KindName,
    phrases: Vec<String>,
    /// Words that end the names of media.
    #[serde(default)]
    mastheads: String,
    words: String,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum KindName {
    #[serde(rename = "state media")]
    StateMedia,
    Agency,
    Outlet,
    Anonymous,
    Witness,
    Document,
    Official,
    Organisation,
    Person,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Channels {
    names: Vec<String>,
    words: String,
    published: String,
    publishing: String,
    verbs: String,
    bare: String,
    columns: String,
    papers: String,
    copies: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Citing {
    verbs: String,
    passive: String,
    handed: String,
    acts: String,
    stances: String,
    telling: String,
    hearers: String,
}

const SOURCES: &str = include_str!("../../../../data/sources.toml");

impl SourceWords {
    pub(crate) fn load() -> Result<Self, KnowledgeError> {
        let file: SourcesFile = toml::from_str(SOURCES)
            .map_err(|source| KnowledgeError::Toml { file: "sources.toml".to_owned(), source })?;
        let mut words = Self::default();
        for entry in file.kinds {
            let kind = match entry.kind {
                KindName::StateMedia => SourceKind::StateMedia,
                KindName::Agency => SourceKind::Agency,
                KindName::Outlet => SourceKind::Outlet,
                KindName::Anonymous => SourceKind::Anonymous,
                KindName::Witness => SourceKind::Witness,
                KindName::Document => SourceKind::Document,
                KindName::Official => SourceKind::Official,
                KindName::Organisation => SourceKind::Organisation,
                KindName::Person => SourceKind::Person,
            };
            words.phrases.extend(entry.phrases.into_iter().map(|phrase| (phrase, kind)));
            words.mastheads.extend(entry.mastheads.split_whitespace().map(str::to_owned));
            for noun in entry.words.split_whitespace() {
                words.nouns.entry(noun.to_owned()).or_insert(kind);
            }
        }
        words.channel_names = file.channels.names;
        words.human_endings = file.humans.endings.split_whitespace().map(str::to_owned).collect();
        words.things = file.humans.things.split_whitespace().map(str::to_owned).collect();
        let split = |words: &str| words.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        words.lists = [
            (List::Channel, split(&file.channels.words)),
            (List::Published, split(&file.channels.published)),
            (List::Publishing, split(&file.channels.publishing)),
            (List::ChannelVerb, split(&file.channels.verbs)),
            (List::Bare, split(&file.channels.bare)),
            (List::Column, split(&file.channels.columns)),
            (List::Paper, split(&file.channels.papers)),
            (List::Copy, split(&file.channels.copies)),
            (List::Citing, split(&file.citing.verbs)),
            (List::Handed, split(&file.citing.handed)),
            (List::Act, split(&file.citing.acts)),
            (List::Stance, split(&file.citing.stances)),
            (List::CitedBy, split(&file.citing.passive)),
            (List::Telling, split(&file.citing.telling)),
            (List::Hearer, split(&file.citing.hearers)),
        ]
        .into_iter()
        .collect();
        Ok(words)
    }

    /// Returns the kind of source that a noun by itself is.
    pub(crate) fn kind_of_noun(&self, lemma: &str) -> Option<SourceKind> {
        self.nouns.get(&lemma.to_lowercase()).copied()
    }

    /// Says whether a lemma stands in a list.
    pub(crate) fn is_in(&self, list: List, lemma: &str) -> bool {
        let lemma = lemma.to_lowercase();
        self.lists.get(&list).is_some_and(|words| words.contains(&lemma))
    }

    /// Says whether a noun that no list knows ends as words for people do: "hairdresser", "florist".
    pub(crate) fn looks_human(&self, lemma: &str) -> bool {
        const SHORTEST: usize = 5;
        let lemma = lemma.to_lowercase();
        lemma.len() >= SHORTEST
            && self.human_endings.iter().any(|ending| lemma.ends_with(ending.as_str()))
            && !self.things.contains(&lemma)
    }

    /// Says whether a word ends the names of media: "the Northern Herald".
    pub(crate) fn is_masthead(&self, word: &str) -> bool {
        let word = word.to_lowercase();
        self.mastheads.contains(&word)
    }

    /// Says whether a word is the name of a channel: "Telegram", "@handle".
    pub(crate) fn is_channel_name(&self, word: &str) -> bool {
        word.starts_with('@') && word.len() > 1 || {
            let word = word.to_lowercase();
            self.channel_names.contains(&word)
        }
    }
}

/// Who a source is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Identity {
    pub(crate) kind: SourceKind,
    pub(crate) actor: Option<ActorId>,
    pub(crate) on_behalf_of: Option<ActorId>,
    pub(crate) name: String,
}

/// What identities are read from.
#[derive(Clone, Copy)]
pub(crate) struct Known<'k> {
    pub(crate) words: &'k SourceWords,
    pub(crate) mentions: &'k [Mention],
    pub(crate) actors: &'k Actors,
}

/// Says who the source with these tokens is.
pub(crate) fn identify(reader: &Reader<'_>, known: Known<'_>, head: usize, tokens: &Runs) -> Identity {
    let doc = reader.doc;
    let range = tokens.first().unwrap_or(head)..tokens.last().unwrap_or(head) + 1;
    let span = doc.span(range);
    let text = span.of(doc.text());
    let mention = mention_of(reader, known, head, span);
    let actor = mention.and_then(|mention| mention.actor.clone());
    let on_behalf_of = mention.and_then(|mention| mention.on_behalf_of.clone());
    let medium = medium_in(reader, known, head, span);
    let kind = kind_of(reader, known, head, tokens, mention, medium.as_ref().map(|(_, kind)| *kind));
    let is_medium = matches!(kind, SourceKind::Agency | SourceKind::Outlet | SourceKind::StateMedia);
    let medium = medium.filter(|_| is_medium).map(|(id, _)| id);
    let actor = medium.or(actor);
    let record = actor.as_ref().and_then(|id| known.actors.get(id));
    let name = record
        .map(|record| record.name.clone())
        .or_else(|| mention.map(|mention| mention.name.clone()))
        .unwrap_or_else(|| text.to_owned());
    Identity { kind, actor, on_behalf_of, name }
}

/// Says whether a source's words show that it is somebody: a name, a pronoun, or a noun that is known as one.
pub(crate) fn is_somebody(reader: &Reader<'_>, known: Known<'_>, head: usize, tokens: &Runs) -> bool {
    if !matches!(reader.pos(head), "NOUN" | "ADJ" | "NUM" | "DET") {
        return true;
    }
    let word = reader.doc.lower(head);
    let ends_phrase = || {
        let all: Vec<String> =
            tokens.tokens().take_while(|&token| token <= head).map(|token| reader.doc.lower(token)).collect();
        let all = all.join(" ");
        known.words.phrases.iter().any(|(phrase, _)| phrase.ends_with(&word) && has_phrase(&all, phrase))
    };
    known.words.kind_of_noun(reader.lemma(head)).is_some()
        || known.words.looks_human(reader.lemma(head))
        || ends_phrase()
        || identify(reader, known, head, tokens).actor.is_some()
}

/// The mention that the source's head stands in, the widest first.
fn mention_of<'k>(reader: &Reader<'_>, known: Known<'k>, head: usize, span: Span) -> Option<&'k Mention> {
    let at = reader.doc.tokens()[head].span;
    let covers = |mention: &&Mention| mention.head == head || mention.span.contains(at);
    let inside = |mention: &&Mention| span.contains(mention.span) || mention.head == head;
    known.mentions.iter().filter(covers).filter(inside).max_by_key(|mention| mention.span.len())
}

/// The medium that the source's own words name (not what hangs on it with a preposition).
fn medium_in(
    reader: &Reader<'_>,
    known: Known<'_>,
    head: usize,
    span: Span,
) -> Option<(ActorId, SourceKind)> {
    let doc = reader.doc;
    let own: Vec<usize> = doc
        .subtree(head)
        .into_iter()
        .filter(|&token| {
            let below = doc.ancestors(token).take_while(|&up| up != head);
            below.into_iter().all(|up| {
                matches!(
                    reader.dep(up),
                    "compound"
                        | "appos"
                        | "nmod"
                        | "amod"
                        | "poss"
                        | "flat"
                        | "det"
                        | "case"
                        | "punct"
                        | "nummod"
                )
            })
        })
        .collect();
    let (first, last) = (own.first().copied()?, own.last().copied()?);
    let own_span = doc.span(first..last + 1);
    let scan = if span.contains(own_span) { own_span } else { doc.span(head..head + 1) };
    let text = scan.of(doc.text());
    let hits = known.actors.scan(text);
    let mut media = hits.iter().filter_map(|hit| {
        let kind = media_source_kind(known.actors, &hit.record.id)?;
        let start = hit.span.start as usize + scan.start as usize;
        let tokens = doc.tokens_in(Span::new(start, start + hit.span.len()));
        // "The BBC's editor" is a person; "CNN affiliate BFM-TV" is BFM-TV.
        let is_owner = tokens.clone().any(|token| token != head && reader.dep(token) == "poss");
        (!is_owner && tokens.clone().any(|token| own.contains(&token))).then(|| (hit.record.id.clone(), kind))
    });
    media.next_back()
}

fn kind_of(
    reader: &Reader<'_>,
    known: Known<'_>,
    head: usize,
    tokens: &Runs,
    mention: Option<&Mention>,
    medium: Option<SourceKind>,
) -> SourceKind {
    let doc = reader.doc;
    let words: Vec<String> = tokens.tokens().map(|token| doc.lower(token)).collect();
    let all = words.join(" ");
    let phrase = |kinds: &[SourceKind]| {
        known
            .words
            .phrases
            .iter()
            .find(|(phrase, kind)| kinds.contains(kind) && has_phrase(&all, phrase))
            .map(|(_, kind)| *kind)
    };
    // "on social media" names no medium.
    if words.last().is_some_and(|word| word == "media") && words.iter().any(|word| word == "social") {
        return SourceKind::Person;
    }
    let noun_kind = |token: usize| known.words.nouns.get(&reader.lemma(token).to_lowercase()).copied();
    let head_kind = noun_kind(head);
    if phrase(&[SourceKind::Anonymous]).is_some() {
        return SourceKind::Anonymous;
    }
    if let Some(kind) = medium {
        // "a Daily poll" is a document, "a Daily reporter" a person; "the state agency Press One" is Press One.
        let gives_way = matches!(
            head_kind,
            Some(SourceKind::Official | SourceKind::Document | SourceKind::Person | SourceKind::Witness)
        );
        if !gives_way || matches!(reader.lemma(head), "agency" | "service") {
            return kind;
        }
    }
    if let Some(kind) =
        phrase(&[SourceKind::StateMedia]).filter(|_| !matches!(head_kind, Some(SourceKind::Document)))
    {
        return kind;
    }
    if known.words.is_channel_name(doc.word(head)) {
        return SourceKind::Channel;
    }
    if reader.pos(head) == "PRON" {
        return pronoun_kind(reader, known, head, mention);
    }
    let appositions = || {
        doc.children(head)
            .filter(|&child| matches!(reader.dep(child), "appos" | "compound" | "nmod" | "conj"))
    };
    let is_name = reader.pos(head) == "PROPN";
    let entity = reader.entity(head);
    if is_name {
        // Titles and appositions tell what a named person is: "Mayor X", "X, a resident".
        let title = appositions().find_map(noun_kind);
        if let Some(kind) = phrase(&[SourceKind::Agency, SourceKind::Outlet]).filter(|_| entity != "PERSON") {
            return kind;
        }
        if head_kind.is_none() && is_masthead(reader, known, head, tokens, mention) {
            return SourceKind::Outlet;
        }
        if let Some(kind) = head_kind.or(title) {
            return kind;
        }
        if let Some(kind) = phrase(&[SourceKind::Official, SourceKind::Organisation]) {
            return kind;
        }
        let office = tokens.tokens().any(|token| noun_kind(token) == Some(SourceKind::Official));
        return match (mention.map(|mention| mention.kind), entity) {
            (Some(MentionKind::State | MentionKind::Polity), _) | (None, "GPE" | "NORP") => {
                SourceKind::Official
            }
            (Some(MentionKind::Person), _) | (_, "PERSON") => {
                let in_office = mention.is_some_and(|mention| mention.on_behalf_of.is_some());
                if office || in_office { SourceKind::Official } else { SourceKind::Person }
            }
            (_, "GPE" | "NORP") => SourceKind::Official,
            _ if office => SourceKind::Official,
            _ => SourceKind::Organisation,
        };
    }
    // "officials", "an administration official": unnamed people in office.
    let unnamed = matches!(
        reader.lemma(head),
        "official" | "diplomat" | "aide" | "adviser" | "advisor" | "lawmaker" | "investigator"
    );
    let has_name =
        appositions().any(|child| reader.pos(child) == "PROPN" && reader.entity(child) == "PERSON");
    if unnamed && !has_name {
        return SourceKind::Anonymous;
    }
    phrase(&[SourceKind::Agency, SourceKind::Outlet, SourceKind::Document])
        .or(head_kind)
        .or_else(|| phrase(&[SourceKind::Official, SourceKind::Organisation]))
        .unwrap_or(SourceKind::Person)
}

/// Says whether a name is built like a newspaper's or a station's: "the Post", "Northern Herald", "Lumen-Soir".
fn is_masthead(
    reader: &Reader<'_>,
    known: Known<'_>,
    head: usize,
    tokens: &Runs,
    mention: Option<&Mention>,
) -> bool {
    let doc = reader.doc;
    let word = doc.word(head);
    let last_part = word.rsplit('-').next().unwrap_or(word);
    let has_article = doc.children(head).any(|child| doc.lower(child) == "the");
    let n_names = tokens.tokens().filter(|&token| reader.pos(token) == "PROPN").count();
    if matches!(reader.entity(head), "DATE" | "TIME" | "EVENT" | "LAW" | "GPE" | "LOC" | "FAC") {
        return false;
    }
    let is_other = mention.is_some_and(|mention| {
        mention.kind != MentionKind::Organisation && mention.kind != MentionKind::Person
    });
    let is_hyphened = last_part != word || tokens.tokens().any(|token| doc.word(token) == "-");
    let is_person = reader.entity(head) == "PERSON" && !has_article && !is_hyphened;
    known.words.is_masthead(last_part)
        && !is_other
        && !is_person
        && (has_article || n_names > 1 || last_part != word)
}

/// A pronoun is what it refers to, where that is known.
fn pronoun_kind(reader: &Reader<'_>, known: Known<'_>, head: usize, mention: Option<&Mention>) -> SourceKind {
    let actor = mention.and_then(|mention| mention.actor.as_ref());
    if let Some(kind) = actor.and_then(|actor| media_source_kind(known.actors, actor)) {
        return kind;
    }
    match reader.doc.lower(head).as_str() {
        "it" | "they" => SourceKind::Organisation,
        "he" | "she" if mention.is_some_and(|mention| mention.on_behalf_of.is_some()) => SourceKind::Official,
        _ => SourceKind::Person,
    }
}

/// The kind of source that a medium is; an agency that a state answers for is state media.
fn media_source_kind(actors: &Actors, id: &ActorId) -> Option<SourceKind> {
    let has_controller = actors.get(id).is_some_and(|record| record.controller.is_some());
    Some(match actors.media_kind(id)? {
        MediaKind::Agency if has_controller => SourceKind::StateMedia,
        MediaKind::Agency => SourceKind::Agency,
        MediaKind::StateMedia => SourceKind::StateMedia,
        MediaKind::Outlet => SourceKind::Outlet,
    })
}

fn has_phrase(words: &str, phrase: &str) -> bool {
    words.match_indices(phrase).any(|(at, _)| {
        let starts = words[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
        let ends = words[at + phrase.len()..].chars().next().is_none_or(|c| !c.is_alphanumeric());
        starts && ends
    })
}
