//! The words and the actor behind an argument's head: its noun phrase, and the mention that names it.

use std::ops::Range;

use tidings_nlp::Doc;
use tidings_text::{ActorId, Span};

use super::clause::{CALENDAR, Syntax};
use super::frames::Frames;
use super::model::Participant;
use crate::actors::{Mention, MentionKind, TOWN};
use crate::times::Time;

/// Mentions, times and entity labels by token.
#[derive(Debug)]
pub(super) struct Entities<'m> {
    mentions: &'m [Mention],
    /// For each token, the mention that it heads.
    mention_at: Vec<Option<usize>>,
    /// For each token, the label of its entity.
    label: Vec<&'static str>,
    /// For each token, whether it stands in a time expression.
    in_time: Vec<bool>,
}

impl<'m> Entities<'m> {
    pub(super) fn new(doc: &Doc, mentions: &'m [Mention], times: &[Time]) -> Self {
        let n_tokens = doc.len();
        let mut mention_at = vec![None; n_tokens];
        for (index, mention) in mentions.iter().enumerate() {
            if let Some(at) = mention_at.get_mut(mention.head) {
                // Of two mentions with one head the one that is an actor counts.
                let better =
                    at.is_none_or(|known: usize| mentions[known].actor.is_none() && mention.actor.is_some());
                if better {
                    *at = Some(index);
                }
            }
        }
        let mut label = vec![""; n_tokens];
        for entity in doc.entities() {
            let end = entity.end.min(n_tokens);
            label[entity.start.min(end)..end].fill(entity.label.as_str());
        }
        let mut in_time = vec![false; n_tokens];
        for time in times {
            in_time[doc.tokens_in(time.span)].fill(true);
        }
        Self { mentions, mention_at, label, in_time }
    }

    pub(super) fn label(&self, token: usize) -> &'static str {
        self.label.get(token).copied().unwrap_or_default()
    }

    /// Says whether both words stand within the name of one known actor.
    pub(super) fn in_one_name(&self, one: Span, other: Span) -> bool {
        let both = one.cover(other);
        self.mentions.iter().any(|mention| mention.actor.is_some() && mention.span.contains(both))
    }

    pub(super) fn mention(&self, token: usize) -> Option<&'m Mention> {
        self.mention_at.get(token).copied().flatten().and_then(|index| self.mentions.get(index))
    }

    /// Says whether a token is a time, a sum or a share, which nobody can be.
    pub(super) fn is_measure(&self, token: usize) -> bool {
        self.in_time.get(token).copied().unwrap_or_default()
            || matches!(self.label(token), "DATE" | "TIME" | "MONEY" | "PERCENT" | "QUANTITY")
    }

    /// Says whether a token names a place that stands for no actor.
    pub(super) fn is_mere_place(&self, token: usize) -> bool {
        match self.mention(token) {
            Some(mention) => mention.kind == MentionKind::Place,
            None => matches!(self.label(token), "GPE" | "LOC" | "FAC"),
        }
    }

    /// Says whether a token names a country, a town or another place.
    pub(super) fn is_place(&self, token: usize) -> bool {
        matches!(self.label(token), "GPE" | "LOC" | "FAC")
            || self.mention(token).is_some_and(|mention| {
                matches!(mention.kind, MentionKind::Place | MentionKind::State | MentionKind::Polity)
            })
    }
}

/// Returns the tokens of a noun phrase, from its first modifier to its last phrase, without relative clauses,
/// appositions and coordinated phrases.
pub(super) fn noun_phrase(syntax: Syntax<'_>, entities: &Entities<'_>, head: usize) -> Range<usize> {
    // "accused the army of …": the phrase belongs to the verb.
    let of_verb = syntax.doc.head(head).is_some_and(|above| {
        matches!(
            syntax.lemma(above),
            "accuse" | "suspect" | "convict" | "acquit" | "strip" | "rob" | "deprive" | "warn" | "inform"
        )
    });
    let mut start = head;
    let mut end = head + 1;
    let mut stop = usize::MAX;
    // "on 10 September Narnia": the date is no part of the name.
    let in_date = |child: &usize| {
        *child < head
            && syntax.dep(*child) == "compound"
            && (entities.is_measure(*child) || CALENDAR.contains(&syntax.doc.lower(*child).as_str()))
    };
    let date = syntax.doc.children(head).filter(|_| syntax.pos(head) == "PROPN").rfind(in_date);
    let undated = date.map_or(0, |last| last + 1);
    for child in syntax.doc.children(head) {
        let dep = syntax.dep(child);
        if child < head {
            let clausal = child < undated
                || matches!(syntax.tag(child), "VBD" | "VBZ" | "VBP" | "MD")
                || syntax
                    .doc
                    .children(child)
                    .any(|below| matches!(syntax.dep(below), "agent" | "nsubj" | "nsubjpass"))
                || (leftmost(syntax, child)..head).any(|token| is_finite(syntax, token));
            if !clausal
                && !matches!(
                    dep,
                    "punct" | "cc" | "preconj" | "relcl" | "advcl" | "mark" | "aux" | "neg" | "nsubj"
                )
            {
                start = start.min(leftmost(syntax, child));
            }
        } else if matches!(dep, "relcl" | "acl" | "appos" | "conj" | "cc" | "advcl" | "parataxis" | "punct") {
            // A hyphen or bracket within a name does not end it.
            if dep != "punct" || !matches!(syntax.doc.word(child), "-" | "–" | "'" | "’" | "\"" | "”" | "“")
            {
                stop = stop.min(child);
            }
        } else if dep == "prep" && foreign_phrase(syntax, entities, child, of_verb) {
            stop = stop.min(child);
        } else if child < stop && dep != "case" {
            end = end.max(rightmost(syntax, child).min(stop));
        }
    }
    start..end.max(head + 1)
}

/// Says whether a token is a finite verb outside a possessor's own words: what stands left of it is another clause.
fn is_finite(syntax: Syntax<'_>, token: usize) -> bool {
    matches!(syntax.tag(token), "VBD" | "VBZ" | "MD")
        && matches!(syntax.pos(token), "VERB" | "AUX")
        && !matches!(syntax.dep(token), "amod" | "compound" | "relcl" | "acl")
}

/// Says whether a prepositional phrase is no part of the noun phrase it hangs on: a time, or a clause.
fn foreign_phrase(syntax: Syntax<'_>, entities: &Entities<'_>, preposition: usize, of_verb: bool) -> bool {
    let clausal = syntax.doc.child(preposition, "pcomp").is_some();
    let timed = syntax.doc.child(preposition, "pobj").is_some_and(|object| entities.is_measure(object))
        && !syntax.is_word(preposition, "of");
    clausal || timed || of_verb && syntax.is_word(preposition, "of")
}

fn leftmost(syntax: Syntax<'_>, token: usize) -> usize {
    syntax.doc.subtree_range(token).start
}

/// Returns one past the last token of a modifier's subtree, cut before clauses within it.
fn rightmost(syntax: Syntax<'_>, token: usize) -> usize {
    let mut end = token + 1;
    for child in syntax.doc.children(token) {
        if child > token {
            if matches!(syntax.dep(child), "relcl" | "acl" | "appos" | "advcl" | "parataxis" | "punct") {
                break;
            }
            end = end.max(rightmost(syntax, child));
        }
    }
    end
}

/// Returns the participant that a head token stands for.
pub(super) fn participant(
    syntax: Syntax<'_>,
    entities: &Entities<'_>,
    frames: &Frames,
    head: usize,
) -> Participant {
    let mut tokens = noun_phrase(syntax, entities, head);
    // "in protest", "The": quotation marks and brackets at the edges are no part of it.
    while tokens.len() > 1 && syntax.pos(tokens.start) == "PUNCT" {
        tokens.start += 1;
    }
    while tokens.len() > 1 && matches!(syntax.pos(tokens.end - 1), "PUNCT" | "SPACE") {
        tokens.end -= 1;
    }
    // "shot dead the driver": "dead" says what became of him.
    let dead = |token: usize| {
        syntax.is_word(token, "dead")
            && token
                .checked_sub(1)
                .is_some_and(|before| syntax.is_verb(before) && syntax.lemma(before) == "shoot")
    };
    while tokens.len() > 1 && dead(tokens.start) {
        tokens.start += 1;
    }
    let span = syntax.doc.span(tokens.clone());
    let (actor, on_behalf_of, members, name) = identify(syntax, entities, frames, head, tokens, span);
    Participant { span, head, actor, name, on_behalf_of, members }
}

/// Says whether a participant is a capital that is a mere town where it stands: "attacks in Paris", "fled London".
pub(super) fn is_town(entities: &Entities<'_>, participant: &Participant) -> bool {
    entities.mention(participant.head).is_some_and(|mention| mention.why.rule == TOWN)
}

/// Returns the words of a participant without articles and what follows its head: "the Security Council of …" stays,
/// "the deal with Iran" is "deal".
pub(super) fn bare_name(syntax: Syntax<'_>, participant: &Participant) -> String {
    let doc = syntax.doc;
    let mut tokens = doc.tokens_in(participant.span);
    while tokens.len() > 1
        && (matches!(syntax.dep(tokens.start), "det" | "punct" | "predet")
            || syntax.tag(tokens.start) == "PRP$")
    {
        tokens.start += 1;
    }
    doc.span(tokens).of(doc.text()).to_owned()
}

type Identity = (Option<ActorId>, Option<ActorId>, Vec<ActorId>, String);

fn identify(
    syntax: Syntax<'_>,
    entities: &Entities<'_>,
    frames: &Frames,
    head: usize,
    tokens: Range<usize>,
    span: Span,
) -> Identity {
    // "dozens of people": whom the count is of.
    let counted = entities.mention(head).or_else(|| entities.mention(syntax.content_noun(head)));
    let described = counted.filter(|mention| mention.described && !mention.anaphor);
    let words = span.of(syntax.doc.text()).split_whitespace().collect::<Vec<_>>().join(" ");
    // "attacks in Paris", "fled London": the town, not the state whose capital it is.
    if let Some(mention) = entities.mention(head).filter(|_| described.is_none())
        && (mention.actor.is_some() || !mention.members.is_empty() || mention.kind == MentionKind::Person)
    {
        return (
            mention.actor.clone(),
            mention.on_behalf_of.clone(),
            mention.members.clone(),
            mention.name.clone(),
        );
    }
    // "the leader, X" and "X's forces": the apposition names the actor, the possessor the side.
    for child in syntax.doc.children(head).filter(|&child| syntax.dep(child) == "appos") {
        if let Some(mention) = entities.mention(child)
            && mention.actor.is_some()
            && (!mention.described || mention.anaphor)
        {
            return (mention.actor.clone(), mention.on_behalf_of.clone(), Vec::new(), mention.name.clone());
        }
    }
    // "the breakaway territory of X": the place is the actor that it is called after.
    let places =
        std::iter::once(head).chain(syntax.doc.children(head).filter(|&child| syntax.dep(child) == "appos"));
    for place in places.filter(|&place| frames.listed("places", syntax.lemma(place))) {
        let of = syntax
            .doc
            .children(place)
            .find(|&child| syntax.dep(child) == "prep" && syntax.is_word(child, "of"));
        let named = of.and_then(|of| syntax.doc.child(of, "pobj")).and_then(|named| entities.mention(named));
        if let Some(mention) = named
            && mention.actor.is_some()
            && matches!(mention.kind, MentionKind::State | MentionKind::Polity)
        {
            return (mention.actor.clone(), None, Vec::new(), mention.name.clone());
        }
    }
    let inner = tokens
        .filter(|&token| token != head)
        .filter_map(|token| entities.mention(token))
        .find(|mention| mention.actor.is_some() && !matches!(mention.kind, MentionKind::Person));
    let side = inner.and_then(|mention| mention.actor.clone());
    if side.is_some() && frames.listed("organs_of_state", syntax.lemma(head)) {
        return (side.clone(), side, Vec::new(), inner.map_or(words, |mention| mention.name.clone()));
    }
    // "the driver", "police": a slug of the report's own; whose they are said to be, or who answers for them, beside it.
    let actor = described.and_then(|mention| mention.actor.clone());
    let side = side.or_else(|| described.and_then(|mention| mention.on_behalf_of.clone()));
    (actor, side, Vec::new(), words)
}
