//! Papers and channels in a chain: whose they are, who came by them, and where words were made public.

use super::chains::{Around, is_medium};
use super::kinds::{Identity, List};
use super::reader::Reader;
use super::runs::Runs;
use super::{ChainLink, SourceKind};

impl Around<'_, '_> {
    /// The source itself; a document that says whose it is gives way to its owner where it is no more than a
    /// statement, and stands before its owner otherwise.
    pub(super) fn of_source(&mut self, head: usize) -> Vec<ChainLink> {
        let reader = self.reader;
        let (head, tokens) = self.antecedent(head).unwrap_or_else(|| (head, self.source.clone()));
        let identity = self.identify(head, &tokens);
        self.source_kind = identity.kind;
        let lemma = reader.lemma(head);
        let words = self.known.words;
        let is_paper = self.is_paper(head) || identity.kind == SourceKind::Document;
        if !is_paper || is_medium(identity.kind) || reader.pos(head) == "PROPN" {
            return vec![self.link(identity, &tokens)];
        }
        let owner = self.owner_of(head);
        let document = Identity {
            kind: if words.is_in(List::Channel, lemma) { SourceKind::Channel } else { SourceKind::Document },
            ..identity
        };
        let is_bare = words.is_in(List::Bare, lemma) && !words.is_in(List::Paper, lemma)
            || matches!(lemma, "commentary" | "editorial" | "article");
        let is_pronoun = |tokens: &Runs| tokens.tokens().all(|token| matches!(reader.pos(token), "PRON"));
        match owner {
            // "her Facebook page" is one channel: the pronoun names nobody anew.
            Some((owner_tokens, _)) if document.kind == SourceKind::Channel && is_pronoun(&owner_tokens) => {
                vec![self.link(document, &tokens)]
            }
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

    /// Whom "who", "which" or "that" stands for: the noun that the clause hangs on.
    fn antecedent(&self, head: usize) -> Option<(usize, Runs)> {
        const FARTHEST: usize = 4;
        let reader = self.reader;
        if !matches!(reader.tag(head), "WDT" | "WP") {
            return None;
        }
        let clause = reader.doc.ancestors(head).take(FARTHEST).find(|&token| reader.dep(token) == "relcl")?;
        let noun = reader.doc.head(clause)?;
        let own = reader.subtree(noun).minus(&reader.subtree(clause));
        let start = reader.paragraph_range(noun).start;
        let start = (start..=noun).rev().take_while(|&token| !is_edge(reader, token)).last()?;
        let before = own.tokens().filter(|&token| start <= token && token < head).collect();
        let tokens = Runs::from_tokens(before).trimmed(reader.doc);
        tokens.contains(noun).then_some((noun, tokens))
    }

    /// A phrase without the clauses that hang on it: "a letter" of "a letter obtained by the daily".
    pub(super) fn core(&self, head: usize) -> Runs {
        let reader = self.reader;
        let clauses = reader
            .doc
            .children(head)
            .filter(|&child| matches!(reader.dep(child), "acl" | "relcl"))
            .fold(Runs::default(), |all, clause| all.union(&reader.subtree(clause)));
        reader.subtree(head).minus(&clauses).trimmed(reader.doc)
    }

    /// What the source's own words say of its way: "documents seen by the daily", "the envoy, speaking to the
    /// agency". Who came by it, or heard it, stands before it and is no part of its name.
    pub(super) fn hand_on(&mut self, head: usize) {
        let reader = self.reader;
        let words = self.known.words;
        let is_paper = self.is_paper(head);
        let found = self.source.tokens().filter(|&token| head < token).find_map(|token| {
            let lemma = reader.lemma(token);
            let is_handed = reader.tag(token) == "VBN"
                && (words.is_in(List::Handed, lemma) || words.is_in(List::CitedBy, lemma));
            let is_speaking =
                reader.tag(token) == "VBG" && matches!(lemma, "speak" | "talk" | "write" | "tell");
            if !is_handed && !is_speaking {
                return None;
            }
            let object = self.object_of(token)?;
            let tokens = self.core(object);
            let identity = self.identify(object, &tokens);
            let by_nobody_else = is_paper
                && (words.is_in(List::Copy, reader.lemma(head))
                    || !words.is_in(List::Publishing, lemma)
                    || self.owner_of(head).is_some_and(|(owner, _)| !owner.contains(object)));
            let hands = is_medium(identity.kind)
                || is_handed && by_nobody_else && self.is_source_like(object, &identity);
            hands.then_some((token, identity, tokens))
        });
        let Some((participle, identity, tokens)) = found else { return };
        let kept = self.source.tokens().filter(|&token| token < participle).collect();
        let kept = Runs::from_tokens(kept).trimmed(reader.doc);
        if kept.contains(head) {
            self.source = kept;
            self.push_before(identity, tokens);
        }
    }

    /// The noun that a participle leads to: "seen by the daily", "speaking to the agency", "told the agency".
    fn object_of(&self, participle: usize) -> Option<usize> {
        let reader = self.reader;
        let preposition = reader.doc.children(participle).find(|&child| {
            matches!(reader.dep(child), "agent" | "prep" | "dative")
                && matches!(
                    reader.doc.lower(child).as_str(),
                    "by" | "to" | "with" | "from" | "in" | "on" | "for" | "via"
                )
        });
        match preposition {
            Some(preposition) => {
                reader.doc.children(preposition).find(|&object| reader.dep(object) == "pobj")
            }
            None => reader
                .doc
                .children(participle)
                .find(|&child| participle < child && matches!(reader.dep(child), "dobj" | "dative")),
        }
    }

    /// Says whether a noun is a paper or a channel rather than somebody.
    pub(super) fn is_paper(&self, head: usize) -> bool {
        let reader = self.reader;
        let words = self.known.words;
        let lemma = reader.lemma(head);
        let lists = [List::Published, List::Bare, List::Channel, List::Paper, List::Copy];
        lists.into_iter().any(|list| words.is_in(list, lemma))
            || words.kind_of_noun(lemma) == Some(SourceKind::Document)
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
            let tokens = self.core(owner);
            let inside = tokens.tokens().filter(|&token| self.source.contains(token)).collect();
            let tokens = Runs::from_tokens(inside).trimmed(reader.doc);
            let identity = self.identify(owner, &tokens);
            let is_free = tokens.contains(owner) && tokens.n_shared(&self.taken) == 0;
            let is_name = matches!(reader.pos(owner), "PROPN" | "PRON") || is_medium(identity.kind);
            let is_actor = is_name || self.is_listed(owner);
            let is_time = matches!(reader.entity(owner), "DATE" | "TIME");
            let is_owner =
                is_actor && !is_time && !matches!(identity.kind, SourceKind::Document | SourceKind::Channel);
            // What merely stands before the noun must name a medium or an actor: "the KCNA commentary".
            let stands_before =
                reader.dep(owner) != "compound" || is_medium(identity.kind) || identity.actor.is_some();
            (is_owner && is_free && stands_before).then_some((tokens, identity))
        });
        owners.max_by_key(|(_, identity)| is_medium(identity.kind))
    }

    /// "said on Telegram", "wrote in a post on its page", "in an interview with the daily".
    pub(super) fn place_channel(
        &mut self,
        token: usize,
        preposition: &str,
        identity: Identity,
        tokens: Runs,
    ) {
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
                && !self.is_mere_hearer(token)
            {
                self.push_before(identity, tokens);
            }
        } else if preposition == "in" && self.is_known_paper(token) {
            // "said in court papers", "in a letter obtained by the agency, she said".
            let tokens = self.core(token);
            self.push_before(Identity { kind: SourceKind::Document, ..identity }, tokens);
        } else if let Some(kind) = self.programme_kind(token, preposition, &tokens) {
            self.push_before(Identity { kind, ..identity }, tokens);
        } else if let Some((medium, inner)) = medium_inside {
            if matches!(preposition, "in" | "on" | "to" | "with" | "during") {
                self.push_before(medium, inner);
            }
        } else if holds_channel_name || is_published {
            self.push_before(Identity { kind: SourceKind::Channel, ..identity }, tokens);
        } else if words.is_in(List::Channel, lemma)
            && !words.is_in(List::Bare, lemma)
            && matches!(preposition, "on" | "in" | "via" | "through")
        {
            // "its website", "a blog post", "his radio show": somebody's, or one that is written.
            self.push_before(Identity { kind: SourceKind::Channel, ..identity }, tokens);
        }
    }

    /// The kind of the medium whose programme a name is: "on Channel Nine's “Morning”".
    fn programme_kind(&self, token: usize, preposition: &str, tokens: &Runs) -> Option<SourceKind> {
        let reader = self.reader;
        let owner = reader.child(token, &["poss"])?;
        let is_title = reader.pos(token) == "PROPN" || reader.quotes.of(token).is_some();
        let owner = Runs::from_tokens(
            reader.subtree(owner).tokens().filter(|&inner| tokens.contains(inner)).collect(),
        );
        let head = reader.child(token, &["poss"])?;
        let kind = self.identify(head, &owner.trimmed(reader.doc)).kind;
        (is_title && matches!(preposition, "on" | "in") && is_medium(kind)).then_some(kind)
    }

    /// Says whether a paper is more than a way of speaking: "court papers", "the letter" that the report told of,
    /// "a letter obtained by the daily", but not "his letter", "a letter to the council".
    fn is_known_paper(&self, token: usize) -> bool {
        let reader = self.reader;
        let words = self.known.words;
        let is_paper = words.is_in(List::Paper, reader.lemma(token))
            || words.is_in(List::Paper, &reader.doc.lower(token));
        let is_owned = reader.child(token, &["poss"]).is_some();
        let is_mail = self.known.words.is_in(List::Bare, reader.lemma(token))
            || matches!(reader.lemma(token), "memo" | "memorandum" | "email" | "e-mail" | "filing");
        let is_definite = reader
            .doc
            .children(token)
            .any(|child| matches!(reader.doc.lower(child).as_str(), "the" | "one" | "such" | "another"));
        let is_handed = reader.child(token, &["acl"]).is_some_and(|participle| {
            self.known.words.is_in(List::Handed, reader.lemma(participle))
                && self.object_of(participle).is_some()
        });
        is_paper && !is_owned && (!is_mail || is_definite || is_handed)
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
}

/// Says whether a token parts a name from what stands before it: a quotation mark, a bracket, a question word.
fn is_edge(reader: &Reader<'_>, token: usize) -> bool {
    matches!(reader.tag(token), "WRB" | "``" | "''" | "-LRB-" | "-RRB-")
        || reader.doc.word(token).contains(['”', '"', ']', '>'])
}
