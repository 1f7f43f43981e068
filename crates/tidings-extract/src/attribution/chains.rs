//! Chains: through whom a content reached the outlet, nearest link first, the origin last.
//!
//! Around a cue stand links before its source (the paper that was told, the channel it was posted on, the agency
//! that quotes it) and links behind it (whom it cites). A chain is never longer than the words support: what is
//! said inside a content has the chain of that content before its own.

use super::kinds::{Identity, Known, List, identify, is_somebody};
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
        around.hand_on(head);
        let tokens = around.source.clone();
        around.source_kind = around.identify(head, &tokens).kind;
    }
    around.walk();
    around.quote();
    let own = weighed.source.head.map(|head| around.of_source(head)).unwrap_or_default();
    // "The blast shows": a thing tells nobody anything.
    let is_thing = |head| own.len() == 1 && around.source_kind == SourceKind::Person && around.is_thing(head);
    let own = if weighed.source.head.is_some_and(is_thing) { Vec::new() } else { own };
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
    let overlaps = |link: &ChainLink, other: &ChainLink| matches!((link.span, other.span), (Some(left), Some(right)) if left.overlaps(right));
    let holds_outer = outer.iter().all(|link| own.iter().any(|other| overlaps(link, other)));
    let own_is_medium = own.last().is_some_and(|link| is_medium(link.kind))
        || holds_outer && own.first().is_some_and(|link| is_medium(link.kind));
    let outer_has_medium = outer.iter().any(|link| is_medium(link.kind));
    let (first, then) = if own_is_medium && !outer_has_medium { (own, outer) } else { (outer, own) };
    distinct(first.into_iter().chain(then).collect())
}

pub(super) struct Around<'r, 'd> {
    pub(super) reader: &'r Reader<'d>,
    pub(super) known: Known<'r>,
    pub(super) cue: usize,
    pub(super) content: Runs,
    pub(super) source: Runs,
    pub(super) source_kind: SourceKind,
    pub(super) cues: &'r [usize],
    pub(super) before: Vec<ChainLink>,
    pub(super) behind: Vec<ChainLink>,
    /// Tokens that are a link already: one medium, one link.
    pub(super) taken: Runs,
}

pub(super) fn is_medium(kind: SourceKind) -> bool {
    matches!(kind, SourceKind::Agency | SourceKind::Outlet | SourceKind::StateMedia)
}

impl Around<'_, '_> {
    pub(super) fn link(&self, identity: Identity, tokens: &Runs) -> ChainLink {
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

    pub(super) fn identify(&self, head: usize, tokens: &Runs) -> Identity {
        identify(self.reader, self.known, head, tokens)
    }

    /// Says whether a noun is one that `data/sources.toml` knows as a kind of source.
    pub(super) fn is_listed(&self, token: usize) -> bool {
        let reader = self.reader;
        if reader.pos(token) != "NOUN" {
            return false;
        }
        let alone = Runs::of(token..token + 1);
        self.known.words.kind_of_noun(reader.lemma(token)).is_some()
            || self.identify(token, &alone).actor.is_some()
    }

    /// Says whether a source is a thing: a common noun that is neither known nor built as a word for people.
    fn is_thing(&self, head: usize) -> bool {
        self.reader.pos(head) == "NOUN"
            && !self.is_paper(head)
            && !is_somebody(self.reader, self.known, head, &self.source)
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
        self.cited_by();
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

    /// Y of "citing Y" stands behind the source, unless Y is a medium and the source is none.
    pub(super) fn cite(&mut self, token: usize, identity: Identity, tokens: Runs) {
        if !self.is_source_like(token, &identity) {
            return;
        }
        if is_medium(identity.kind) && !is_medium(self.source_kind) {
            self.push_before(identity, tokens);
        } else {
            self.push_behind(identity, &tokens);
        }
    }

    /// "quoted two envoys as saying": whom the source quotes stands behind it.
    fn quote(&mut self) {
        let reader = self.reader;
        let Some((range, _)) = reader.quotes_as_saying(self.cue) else { return };
        let tokens = Runs::of(range.clone()).trimmed(reader.doc);
        let outward = |&token: &usize| {
            matches!(reader.pos(token), "NOUN" | "PROPN" | "PRON")
                && reader.doc.head(token).is_none_or(|head| !range.contains(&head))
        };
        let Some(head) = tokens.tokens().find(outward).or(tokens.last()) else { return };
        let overlaps =
            |link: &ChainLink| link.span.is_some_and(|span| span.overlaps(reader.doc.span(range.clone())));
        if self.before.iter().chain(&self.behind).any(overlaps) {
            return;
        }
        let identity = self.identify(head, &tokens);
        self.push_behind(identity, &tokens);
    }

    pub(super) fn push_behind(&mut self, identity: Identity, tokens: &Runs) {
        self.taken = self.taken.union(tokens);
        let link = self.link(identity, tokens);
        self.behind.push(link);
    }

    /// Says whether a phrase can be a source: a name, or a noun that is known as one.
    pub(super) fn is_source_like(&self, token: usize, identity: &Identity) -> bool {
        let reader = self.reader;
        match reader.pos(token) {
            "PROPN" | "PRON" => true,
            "NOUN" => {
                identity.kind != SourceKind::Person || identity.actor.is_some() || self.is_listed(token)
            }
            _ => is_medium(identity.kind),
        }
    }

    pub(super) fn push_before(&mut self, identity: Identity, tokens: Runs) {
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
    pub(super) fn verb_above(&self, preposition: usize) -> usize {
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
