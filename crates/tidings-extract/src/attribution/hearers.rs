//! Who hears and who hands on: "told the agency", "…, the agency reported", "quoted by the agency".

use super::SourceKind;
use super::chains::{Around, is_medium};
use super::kinds::{Identity, List};
use super::runs::Runs;

impl Around<'_, '_> {
    /// "told the agency": who hears it is nearer to the reader, where it is a medium.
    pub(super) fn hear(&mut self) {
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
        let is_hearer = self.is_mere_hearer(head);
        // "told Ada Brook of Channel Nine", "told the channel's presenter": the channel hears it.
        if !is_medium(identity.kind)
            && !is_hearer
            && let Some(kind) = self.employer_kind(head, &tokens)
        {
            self.push_before(Identity { kind, ..identity }, tokens);
            return;
        }
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

    /// The kind of the medium that somebody works for, by the words around the name.
    pub(super) fn employer_kind(&self, head: usize, tokens: &Runs) -> Option<SourceKind> {
        let reader = self.reader;
        tokens
            .tokens()
            .filter(|&token| {
                token != head && matches!(reader.dep(token), "pobj" | "poss" | "appos" | "compound")
            })
            .find_map(|token| {
                let own = reader.subtree(token);
                let own = Runs::from_tokens(own.tokens().filter(|&inner| tokens.contains(inner)).collect());
                let kind = self.identify(token, &own.trimmed(reader.doc)).kind;
                is_medium(kind).then_some(kind)
            })
    }

    /// Says whether a noun hears without being a link: "reporters", "the press", but not "the local press".
    pub(super) fn is_mere_hearer(&self, token: usize) -> bool {
        let reader = self.reader;
        let lemma = reader.lemma(token);
        let is_medium = matches!(lemma, "media" | "medium" | "press")
            && reader.child(token, &["amod", "compound", "poss", "nmod"]).is_some();
        let is_noun = reader.pos(token) == "NOUN" || reader.child(token, &["compound", "poss"]).is_none();
        is_noun && self.known.words.is_in(List::Hearer, lemma) && !is_medium
    }

    /// "…, cited by the agency", "…, as first reported by the daily": a medium at the edge of the sentence.
    pub(super) fn cited_by(&mut self) {
        const LONGEST: usize = 8;
        let reader = self.reader;
        let sentence = reader.sentence(self.cue);
        let words = self.known.words;
        for token in sentence.start + 1..sentence.end.saturating_sub(2) {
            let is_cited = reader.tag(token) == "VBN"
                && words.is_in(List::CitedBy, reader.lemma(token))
                && reader.doc.lower(token + 1) == "by"
                && reader.quotes.of(token).is_none();
            if !is_cited || self.taken.contains(token + 2) || self.source.contains(token) {
                continue;
            }
            let before = (sentence.start..token).rev().find(|&before| reader.pos(before) != "ADV");
            let is_edge =
                before.is_some_and(|before| matches!(reader.doc.lower(before).as_str(), "," | "as"));
            let stop = sentence.end.min(token + 2 + LONGEST);
            let end = (token + 2..stop).find(|&end| reader.is_mark(end)).unwrap_or(stop);
            let tokens = Runs::of(token + 2..end).trimmed(reader.doc);
            let outward = |&inner: &usize| {
                matches!(reader.pos(inner), "NOUN" | "PROPN")
                    && reader.doc.head(inner).is_none_or(|head| !tokens.contains(head))
            };
            let Some(head) = tokens.tokens().find(outward).filter(|_| is_edge) else { continue };
            let identity = self.identify(head, &tokens);
            if is_medium(identity.kind) {
                self.push_before(identity, tokens);
            }
        }
    }

    /// "…, the agency reported" at the end of a sentence whose parts are kept without it.
    pub(super) fn end_of_sentence(&mut self) {
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
    pub(super) fn place_inside(&mut self, token: usize) {
        let reader = self.reader;
        let Some(preposition) = reader.doc.head(token) else { return };
        let in_source = self.source.contains(token);
        let preposition_word = reader.doc.lower(preposition);
        let leads = match preposition_word.as_str() {
            "on" | "via" => in_source || self.cue < token,
            "in" | "during" => in_source,
            _ => false,
        };
        if !leads {
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
        let inner = self.source.minus(&Runs::of(preposition..reader.doc.len())).trimmed(reader.doc);
        // "said the captain in a video posted on the website", "said the envoy in an interview with the daily".
        let is_way = [List::Published, List::Channel, List::Bare]
            .into_iter()
            .any(|list| words.is_in(list, reader.lemma(token)));
        if in_source && !inner.is_empty() && is_way && !names_channel && !is_medium(identity.kind) {
            self.source = inner;
            let whole = reader.subtree(token).trimmed(reader.doc);
            self.place_channel(token, &preposition_word, identity, whole);
        } else if in_source
            && matches!(preposition_word.as_str(), "on" | "via")
            && (is_medium(identity.kind) || names_channel)
            && !inner.is_empty()
        {
            self.source = inner;
            let kind = if is_medium(identity.kind) { identity.kind } else { SourceKind::Channel };
            self.push_before(Identity { kind, ..identity }, tokens);
        } else if self.content.contains(token)
            && words.is_in(List::Publishing, reader.lemma(self.cue))
            && is_channel
        {
            self.push_before(Identity { kind: SourceKind::Channel, ..identity }, tokens);
        }
    }
}
