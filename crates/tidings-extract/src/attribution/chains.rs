//! Chains: through whom a content reached the outlet, nearest link first, the origin last.
//!
//! Around a cue stand links before its source (the paper that was told, the channel it was posted on, the agency
//! that quotes it) and links behind it (whom it cites). A chain is never longer than the words support: what is
//! said inside a content has the chain of that content before its own.

use super::kinds::{Identity, Known, List, identify};
use super::reader::Reader;
use super::runs::Runs;
use super::search::Weighed;
use super::{ChainLink, SourceKind};

/// Returns the links that stand around one attribution; `cues` are the heads of all that are kept.
pub(crate) fn links(
    reader: &Reader<'_>,
    known: Known<'_>,
    weighed: &Weighed,
    cues: &[usize],
) -> Vec<ChainLink> {
    let mut around = Around {
        reader,
        known,
        cue: weighed.candidate.head,
        content: weighed.content.as_ref().map(|content| content.tokens.clone()).unwrap_or_default(),
        source: weighed.source.tokens.clone(),
        source_kind: SourceKind::Person,
        cues,
        before: Vec::new(),
        behind: Vec::new(),
        taken: Runs::default(),
    };
    if let Some(head) = weighed.source.head {
        around.source_kind = around.identify(head, &weighed.source.tokens).kind;
    }
    around.walk();
    let own = weighed.source.head.map(|head| around.of_source(head)).unwrap_or_default();
    let mut chain = around.before;
    chain.extend(own);
    chain.extend(around.behind);
    chain
        .iter_mut()
        .for_each(|link| link.cue = link.cue.or(Some(reader.doc.tokens()[weighed.candidate.head].span)));
    distinct(chain)
}

/// One actor, one link: the first stays.
pub(crate) fn distinct(chain: Vec<ChainLink>) -> Vec<ChainLink> {
    let mut out: Vec<ChainLink> = Vec::with_capacity(chain.len());
    for link in chain {
        let same = |other: &ChainLink| {
            let overlaps =
                matches!((other.span, link.span), (Some(left), Some(right)) if left.overlaps(right));
            overlaps || (link.actor.is_some() && other.actor == link.actor && other.kind == link.kind)
        };
        if !out.iter().any(same) {
            out.push(link);
        }
    }
    out
}

/// Returns the chain of what is said inside a content: the outer chain, then its own; a medium that tells it goes
/// before those who are no media.
pub(crate) fn joined(outer: Vec<ChainLink>, own: Vec<ChainLink>) -> Vec<ChainLink> {
    let own_is_medium = own.last().is_some_and(|link| is_medium(link.kind));
    let outer_has_medium = outer.iter().any(|link| is_medium(link.kind));
    let (first, then) = if own_is_medium && !outer_has_medium { (own, outer) } else { (outer, own) };
    distinct(first.into_iter().chain(then).collect())
}

struct Around<'r, 'd> {
    reader: &'r Reader<'d>,
    known: Known<'r>,
    cue: usize,
    content: Runs,
    source: Runs,
    source_kind: SourceKind,
    cues: &'r [usize],
    before: Vec<ChainLink>,
    behind: Vec<ChainLink>,
    /// Tokens that are a link already: one medium, one link.
    taken: Runs,
}

fn is_medium(kind: SourceKind) -> bool {
    matches!(kind, SourceKind::Agency | SourceKind::Outlet | SourceKind::StateMedia)
}

impl Around<'_, '_> {
    fn link(&self, identity: Identity, tokens: &Runs) -> ChainLink {
        let doc = self.reader.doc;
        let span = tokens.first().zip(tokens.last()).map(|(first, last)| doc.span(first..last + 1));
        ChainLink {
            actor: identity.actor,
            on_behalf_of: identity.on_behalf_of,
            name: identity.name,
            span,
            cue: None,
            kind: identity.kind,
        }
    }

    fn identify(&self, head: usize, tokens: &Runs) -> Identity {
        identify(self.reader, self.known, head, tokens)
    }

    /// The source itself; a document that says whose it is gives way to its owner where it is no more than a
    /// statement, and stands before its owner otherwise.
    fn of_source(&mut self, head: usize) -> Vec<ChainLink> {
        let reader = self.reader;
        let tokens = self.source.clone();
        let identity = self.identify(head, &tokens);
        self.source_kind = identity.kind;
        let lemma = reader.lemma(head);
        let words = self.known.words;
        let is_paper = words.is_in(List::Published, lemma)
            || words.is_in(List::Bare, lemma)
            || words.is_in(List::Channel, lemma)
            || identity.kind == SourceKind::Document;
        if !is_paper || is_medium(identity.kind) || reader.pos(head) == "PROPN" {
            return vec![self.link(identity, &tokens)];
        }
        let owner = self.owner_of(head);
        let document = Identity {
            kind: if words.is_in(List::Channel, lemma) { SourceKind::Channel } else { SourceKind::Document },
            ..identity
        };
        let is_bare =
            words.is_in(List::Bare, lemma) || matches!(lemma, "commentary" | "editorial" | "article");
        match owner {
            Some((owner_tokens, owner)) => {
                self.source_kind = owner.kind;
                let owner = self.link(owner, &owner_tokens);
                if is_bare || is_medium(owner.kind) {
                    vec![owner]
                } else {
                    let own = tokens.minus(&owner_tokens);
                    let own = Runs::of(head..head + 1)
                        .union(&Runs::from_tokens(own.tokens().filter(|&token| token < head).collect()));
                    vec![self.link(document, &own), owner]
                }
            }
            None => vec![self.link(document, &tokens)],
        }
    }

    /// Whose a document is: "the ministry's statement", "a letter from the mayor", "a commentary in the daily".
    fn owner_of(&self, head: usize) -> Option<(Runs, Identity)> {
        let reader = self.reader;
        let mut heads: Vec<usize> = Vec::new();
        for child in reader.doc.children(head) {
            match reader.dep(child) {
                "poss" | "compound" | "nmod" => heads.push(child),
                "prep" | "agent" if matches!(reader.doc.lower(child).as_str(), "by" | "from" | "in") => {
                    heads.extend(reader.doc.children(child).filter(|&object| reader.dep(object) == "pobj"));
                }
                "acl" => {
                    for inner in reader
                        .doc
                        .children(child)
                        .filter(|&inner| matches!(reader.dep(inner), "agent" | "prep"))
                    {
                        if matches!(reader.doc.lower(inner).as_str(), "by" | "from" | "in") {
                            heads.extend(
                                reader.doc.children(inner).filter(|&object| reader.dep(object) == "pobj"),
                            );
                        }
                    }
                }
                _ => {}
            }
        }
        let owners = heads.into_iter().filter_map(|owner| {
            let tokens = reader.subtree(owner).trimmed(reader.doc);
            let identity = self.identify(owner, &tokens);
            let is_name = matches!(reader.pos(owner), "PROPN" | "PRON") || is_medium(identity.kind);
            let is_actor = is_name || self.is_listed(owner);
            let is_time = matches!(reader.entity(owner), "DATE" | "TIME");
            let is_owner =
                is_actor && !is_time && !matches!(identity.kind, SourceKind::Document | SourceKind::Channel);
            // What merely stands before the noun must name a medium or an actor: "the KCNA commentary".
            let stands_before =
                reader.dep(owner) != "compound" || is_medium(identity.kind) || identity.actor.is_some();
            (is_owner && stands_before).then_some((tokens, identity))
        });
        owners.max_by_key(|(_, identity)| is_medium(identity.kind))
    }

    /// Says whether a noun is one that `data/sources.toml` knows as a kind of source.
    fn is_listed(&self, token: usize) -> bool {
        let reader = self.reader;
        if reader.pos(token) != "NOUN" {
            return false;
        }
        let alone = Runs::of(token..token + 1);
        self.known.words.kind_of_noun(reader.lemma(token)).is_some()
            || self.identify(token, &alone).actor.is_some()
    }

    /// Looks at every phrase of the sentence that belongs to the cue and stands in neither content nor source.
    fn walk(&mut self) {
        let reader = self.reader;
        let words = self.known.words;
        if words.is_in(List::ChannelVerb, reader.lemma(self.cue)) && reader.pos(self.cue) == "VERB" {
            let tokens = Runs::of(self.cue..self.cue + 1);
            let name = reader.doc.word(self.cue).to_owned();
            let identity = Identity { kind: SourceKind::Channel, actor: None, on_behalf_of: None, name };
            self.before.push(self.link(identity, &tokens));
        }
        self.hear();
        self.end_of_sentence();
        for token in reader.sentence(self.cue) {
            let is_phrase =
                matches!(reader.dep(token), "pobj" | "dobj" | "dative" | "npadvmod" | "nsubj" | "ROOT");
            let is_noun = matches!(reader.pos(token), "NOUN" | "PROPN" | "X" | "ADJ");
            let is_free =
                !self.content.contains(token) && !self.source.contains(token) && !self.taken.contains(token);
            let is_taken = self.taken.contains(token);
            if is_phrase && is_noun && is_free && self.belongs(token) {
                self.place(token);
            } else if reader.dep(token) == "pobj" && is_noun && !is_free && !is_taken {
                self.place_inside(token);
            }
        }
    }

    /// "told the agency": who hears it is nearer to the reader, where it is a medium.
    fn hear(&mut self) {
        let reader = self.reader;
        let words = self.known.words;
        if !words.is_in(List::Telling, reader.lemma(self.cue)) {
            return;
        }
        let named = reader.addressee(self.cue);
        let outward = |&token: &usize| reader.doc.head(token).is_none_or(|head| !named.contains(&head));
        let child = || {
            reader
                .doc
                .children(self.cue)
                .find(|&child| self.cue < child && matches!(reader.dep(child), "dative" | "dobj"))
        };
        let Some(head) =
            named.clone().rev().find(outward).or_else(child).filter(|&head| !self.source.contains(head))
        else {
            return;
        };
        let tokens = if named.is_empty() {
            reader.subtree(head).minus(&self.content)
        } else {
            Runs::of(named.clone())
        };
        let tokens = tokens.trimmed(reader.doc);
        if !tokens.contains(head) {
            return;
        }
        let identity = self.identify(head, &tokens);
        let is_hearer = words.is_in(List::Hearer, reader.lemma(head)) && reader.pos(head) == "NOUN";
        // A name that is no known actor, person or place hears as a medium does.
        let is_unknown = reader.pos(head) == "PROPN"
            && identity.kind == SourceKind::Organisation
            && identity.actor.is_none()
            && !matches!(reader.entity(head), "PERSON" | "GPE" | "NORP");
        if is_medium(identity.kind) && !is_hearer || is_unknown {
            let kind = if is_unknown { SourceKind::Outlet } else { identity.kind };
            self.push_before(Identity { kind, ..identity }, tokens);
        }
    }

    /// "…, the agency reported" at the end of a sentence whose parts are kept without it.
    fn end_of_sentence(&mut self) {
        let reader = self.reader;
        let Some(tail) = reader.tail_of_sentence(self.cue).filter(|tail| tail.verb != self.cue) else {
            return;
        };
        let is_free = (tail.cites || !self.cues.contains(&tail.verb))
            && !self.content.contains(tail.verb)
            && !self.source.contains(tail.verb);
        let heads = |&token: &usize| {
            !reader.is_mark(token)
                && reader.doc.head(token).is_none_or(|head| !tail.source.contains(&head))
                && matches!(reader.pos(token), "NOUN" | "PROPN")
        };
        let Some(head) = tail.source.clone().find(heads).filter(|_| is_free) else { return };
        let tokens = Runs::of(tail.source.clone()).trimmed(reader.doc);
        let identity = self.identify(head, &tokens);
        if tail.cites {
            self.cite(head, identity, tokens);
        } else if is_medium(identity.kind) {
            self.push_before(identity, tokens);
        }
    }

    /// A channel inside what was posted ("posted a picture on its channel"), or behind the source ("said A, a
    /// spokesman, on B Television").
    fn place_inside(&mut self, token: usize) {
        let reader = self.reader;
        let Some(preposition) = reader.doc.head(token) else { return };
        if !matches!(reader.doc.lower(preposition).as_str(), "on" | "via") || token < self.cue {
            return;
        }
        let tokens = reader.subtree(token).trimmed(reader.doc);
        let tokens = Runs::from_tokens(
            tokens.tokens().take_while(|&inner| inner <= token || reader.dep(inner) != "prep").collect(),
        );
        let identity = self.identify(token, &tokens);
        let words = self.known.words;
        let names_channel = tokens.tokens().any(|token| words.is_channel_name(reader.doc.word(token)));
        let is_channel = names_channel
            || words.is_in(List::Channel, reader.lemma(token))
                && !words.is_in(List::Bare, reader.lemma(token));
        if self.source.contains(token) && is_medium(identity.kind) {
            let outer = Runs::of(preposition..reader.doc.len());
            self.source = self.source.minus(&outer).trimmed(reader.doc);
            self.push_before(identity, tokens);
        } else if self.content.contains(token)
            && words.is_in(List::Publishing, reader.lemma(self.cue))
            && is_channel
        {
            self.push_before(Identity { kind: SourceKind::Channel, ..identity }, tokens);
        }
    }

    /// Says whether a phrase hangs on the cue, or on what the cue hangs on, with no other cue between.
    fn belongs(&self, token: usize) -> bool {
        let reader = self.reader;
        let mut up = token;
        for _ in 0..12 {
            if up == self.cue {
                return true;
            }
            let other_cue = up != token && self.cues.contains(&up);
            let is_citing = matches!(reader.lemma(up), "accord")
                || self.known.words.is_in(List::Citing, reader.lemma(up))
                || self.known.words.is_in(List::CitedBy, reader.lemma(up));
            if other_cue && !is_citing {
                return false;
            }
            let Some(head) = reader.doc.head(up) else { break };
            // Inside the content stands what the content says.
            if self.content.contains(head) && !self.content.contains(up) {
                return self.is_afterthought(up);
            }
            up = head;
        }
        reader.doc.ancestors(self.cue).any(|ancestor| ancestor == up)
    }

    /// A phrase that the parser hangs on the content, but that stands at the sentence's edge outside of it:
    /// "according to …", "as reported by …", "citing …".
    fn is_afterthought(&self, token: usize) -> bool {
        let reader = self.reader;
        let lemma = reader.lemma(token);
        let words = self.known.words;
        lemma == "accord"
            || words.is_in(List::Citing, lemma)
            || words.is_in(List::CitedBy, lemma)
            || matches!(reader.dep(token), "prep" | "agent")
    }

    fn place(&mut self, token: usize) {
        let reader = self.reader;
        let words = self.known.words;
        let Some(head) = reader.doc.head(token) else { return };
        let tokens = reader
            .subtree(token)
            .minus(&self.content)
            .minus(&self.source)
            .minus(&Runs::of(self.cue..self.cue + 1))
            .trimmed(reader.doc);
        if !tokens.contains(token) {
            return;
        }
        let identity = self.identify(token, &tokens);
        let preposition = reader.doc.lower(head);
        let is_prepositional = matches!(reader.dep(head), "prep" | "agent");
        let verb = if is_prepositional { self.verb_above(head) } else { head };
        let verb_lemma = reader.lemma(verb);

        // "citing Y", "quoting Y".
        let is_citing = !is_prepositional
            && words.is_in(List::Citing, verb_lemma)
            && matches!(reader.tag(verb), "VBG")
            && verb != self.cue;
        if is_citing {
            self.cite(token, identity, tokens);
            return;
        }
        // "according to Y", "as reported by Y", "quoted from Y".
        let is_according =
            is_prepositional && (verb_lemma == "accord" || verb_lemma == "per" || preposition == "per");
        let is_passive = is_prepositional
            && verb != self.cue
            && matches!(preposition.as_str(), "by" | "from" | "in" | "on")
            && words.is_in(List::CitedBy, verb_lemma)
            && matches!(reader.tag(verb), "VBN" | "VBD");
        if is_according && verb != self.cue {
            if self.is_source_like(token, &identity) {
                // "The agency reported, according to the ministry": the agency is nearer.
                if is_medium(self.source_kind) && !is_medium(identity.kind) {
                    self.push_behind(identity, &tokens);
                } else {
                    self.push_before(identity, tokens);
                }
            }
            return;
        }
        let by_medium = matches!(preposition.as_str(), "by") && is_medium(identity.kind);
        if (is_passive || by_medium) && is_medium(identity.kind) {
            self.push_before(identity, tokens);
            return;
        }
        if !is_prepositional
            || !matches!(
                preposition.as_str(),
                "on" | "in" | "to" | "with" | "via" | "through" | "at" | "for" | "from" | "during"
            )
        {
            return;
        }
        self.place_channel(token, &preposition, identity, tokens);
    }

    /// "said on Telegram", "wrote in a post on its page", "in an interview with the daily".
    fn place_channel(&mut self, token: usize, preposition: &str, identity: Identity, tokens: Runs) {
        let reader = self.reader;
        let words = self.known.words;
        let lemma = reader.lemma(token);
        let holds_channel_name = tokens
            .tokens()
            .any(|token| words.is_channel_name(reader.doc.word(token)) && reader.doc.word(token).len() > 1);
        let is_published = words.is_in(List::Published, lemma)
            && reader.doc.children(token).any(|child| {
                matches!(reader.dep(child), "acl" | "relcl")
                    && words.is_in(List::Publishing, reader.lemma(child))
            });
        let medium_inside = self.medium_inside(token, &tokens);
        let verb = self.verb_above(self.reader.doc.head(token).unwrap_or(token));
        let is_spoken = verb == self.cue
            || matches!(reader.lemma(verb), "speak" | "talk" | "say" | "write" | "interview");
        if is_medium(identity.kind) {
            if !is_spoken && matches!(preposition, "to" | "with") {
                return;
            }
            if matches!(preposition, "on" | "to" | "with" | "in" | "via" | "through")
                && !words.is_in(List::Hearer, lemma)
            {
                self.push_before(identity, tokens);
            }
        } else if let Some((medium, inner)) = medium_inside {
            if matches!(preposition, "in" | "on" | "to" | "with" | "during") {
                self.push_before(medium, inner);
            }
        } else if holds_channel_name || is_published || self.is_the_letter(token, preposition) {
            self.push_before(Identity { kind: SourceKind::Channel, ..identity }, tokens);
        } else if words.is_in(List::Channel, lemma)
            && !words.is_in(List::Bare, lemma)
            && matches!(preposition, "on" | "in" | "via" | "through")
        {
            // "its website", "a blog post", "his radio show": somebody's, or one that is written.
            self.push_before(Identity { kind: SourceKind::Channel, ..identity }, tokens);
        }
    }

    /// "In the letter, she said": the letter that the report already told of.
    fn is_the_letter(&self, token: usize, preposition: &str) -> bool {
        let reader = self.reader;
        let is_letter = matches!(reader.lemma(token), "letter" | "memo" | "email" | "e-mail" | "cable");
        let is_definite = reader.doc.children(token).any(|child| reader.doc.lower(child) == "the");
        preposition == "in" && is_letter && is_definite && reader.child(token, &["acl", "relcl"]).is_none()
    }

    /// A medium that a phrase names: "an interview with the daily", "a report in the Times".
    fn medium_inside(&self, head: usize, tokens: &Runs) -> Option<(Identity, Runs)> {
        let reader = self.reader;
        if !self.known.words.is_in(List::Bare, reader.lemma(head))
            && !matches!(
                reader.lemma(head),
                "report" | "article" | "piece" | "op-ed" | "column" | "show" | "programme" | "program"
            )
        {
            return None;
        }
        tokens
            .tokens()
            .filter(|&token| {
                token != head && matches!(reader.dep(token), "pobj" | "poss" | "appos" | "compound")
            })
            .find_map(|token| {
                let inner = reader.subtree(token).trimmed(reader.doc);
                let identity = self.identify(token, &inner);
                if is_medium(identity.kind) {
                    return Some((identity, inner));
                }
                // "the channel's presenter": the channel.
                let owner = reader.child(token, &["poss", "compound"])?;
                let inner = reader.subtree(owner).trimmed(reader.doc);
                let identity = self.identify(owner, &inner);
                is_medium(identity.kind).then_some((identity, inner))
            })
    }

    /// Y of "citing Y" stands behind the source, unless Y is a medium and the source is none.
    fn cite(&mut self, token: usize, identity: Identity, tokens: Runs) {
        if !self.is_source_like(token, &identity) {
            return;
        }
        if is_medium(identity.kind) && !is_medium(self.source_kind) {
            self.push_before(identity, tokens);
        } else {
            self.push_behind(identity, &tokens);
        }
    }

    fn push_behind(&mut self, identity: Identity, tokens: &Runs) {
        self.taken = self.taken.union(tokens);
        let link = self.link(identity, tokens);
        self.behind.push(link);
    }

    /// Says whether a phrase can be a source: a name, or a noun that is known as one.
    fn is_source_like(&self, token: usize, identity: &Identity) -> bool {
        let reader = self.reader;
        match reader.pos(token) {
            "PROPN" | "PRON" => true,
            "NOUN" => is_medium(identity.kind) || identity.actor.is_some() || self.is_listed(token),
            _ => is_medium(identity.kind),
        }
    }

    fn push_before(&mut self, identity: Identity, tokens: Runs) {
        // One way of publishing, one link: "in a tweet on @name".
        if identity.kind == SourceKind::Channel
            && let Some(last) = self.before.last_mut().filter(|last| last.kind == SourceKind::Channel)
            && let (Some(span), Some(first), Some(end)) = (last.span, tokens.first(), tokens.last())
        {
            last.span = Some(span.cover(self.reader.doc.span(first..end + 1)));
            self.taken = self.taken.union(&tokens);
            return;
        }
        self.taken = self.taken.union(&tokens);
        let link = self.link(identity, &tokens);
        // Media stand nearer to the reader than channels.
        let at = if is_medium(link.kind) {
            self.before.iter().take_while(|other| is_medium(other.kind)).count()
        } else {
            self.before.len()
        };
        self.before.insert(at, link);
    }

    /// The verb that a preposition hangs on, through other prepositions.
    fn verb_above(&self, preposition: usize) -> usize {
        let mut up = preposition;
        for _ in 0..4 {
            let Some(head) = self.reader.doc.head(up) else { break };
            up = head;
            if !matches!(self.reader.dep(up), "prep" | "pobj" | "pcomp")
                || matches!(self.reader.pos(up), "VERB" | "AUX")
            {
                break;
            }
        }
        up
    }
}
