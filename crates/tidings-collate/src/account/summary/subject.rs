//! A line's subject: its words, and whether it is several.

use tidings_extract::{MentionKind, Participant};
use tidings_text::wire;

use super::clause::Clause;
use super::joined_names;
use super::names::{described, has_pronoun, is_pronoun, listed, names_many};
use super::phrase::{Before, Gathered, tidy};
use super::sound::Fault;
use super::syntax::{Stands, line_start};
use super::verb::{VerbGroup, is_plural};
use crate::account::Context;
use crate::passages::words::is_function;

/// A subject as it is printed.
pub(super) struct Subject {
    pub(super) words: String,
    pub(super) plural: bool,
    pub(super) tokens: Vec<usize>,
}

impl Clause<'_> {
    pub(super) fn subject(
        &self,
        group: &VerbGroup,
        found: Option<(usize, Stands)>,
        verb: usize,
        faults: &mut Vec<Fault>,
    ) -> Option<Subject> {
        let actors = &self.statement.actors;
        if !group.passive && self.is_part() {
            let plural = self.draft.actors.len() > 1;
            return Some(Subject { words: joined_names(&self.draft.actors), plural, tokens: Vec::new() });
        }
        if group.passive && self.is_part_done_to() {
            let plural = self.draft.recipients.len() > 1;
            return Some(Subject { words: joined_names(&self.draft.recipients), plural, tokens: Vec::new() });
        }
        let Some((token, stands)) = found else {
            faults.push(Fault::BorrowedSubject);
            let (words, plural) = named(self.context, actors).filter(|_| !group.passive)?;
            return Some(Subject { words, plural, tokens: Vec::new() });
        };
        if stands == Stands::Above {
            faults.push(Fault::NotFinite);
        }
        let spelled = self.spelled(group, token, stands, verb);
        spelled.or_else(|| {
            let pronoun = is_pronoun(self.wording.doc, token);
            // "We" of whoever speaks is a wide word.
            let plain = pronoun && !matches!(self.wording.doc.lower(token).as_str(), "we" | "us");
            faults.push(if plain { Fault::ResolvedSubject } else { Fault::BorrowedSubject });
            let (words, plural) = named(self.context, actors).filter(|_| !group.passive)?;
            Some(Subject { words, plural, tokens: Vec::new() })
        })
    }

    /// Returns the words of a subject; `None` where they mean nothing to a reader of the line alone.
    fn spelled(&self, group: &VerbGroup, token: usize, stands: Stands, verb: usize) -> Option<Subject> {
        let doc = self.wording.doc;
        let first = doc.subtree(token).first().map(|&first| doc.lower(first)).unwrap_or_default();
        let asks = matches!(first.as_str(), "how" | "why" | "when" | "where" | "what" | "whether" | "if");
        if asks || matches!(&*doc.tokens()[token].tag, "WP" | "WDT") || self.is_dateline(token) {
            return None;
        }
        let start = line_start(doc, token);
        let Gathered { mut tokens, .. } = self.wording.gather_without(token, Some(verb));
        tokens.retain(|&own| own >= start);
        let phrase = self.wording.print(&tokens, None, &Before::default());
        let words = phrase.words.trim_start_matches(|c: char| {
            !c.is_alphanumeric() && !matches!(c, '$' | '£' | '€' | '\'' | '“' | '"' | '‘')
        });
        if words.is_empty() || phrase.vague {
            return None;
        }
        let of_verb = group.number(doc).filter(|_| stands != Stands::Above);
        let joined = doc.children(token).any(|child| &*doc.tokens()[child].dep == "conj");
        let proper = &*doc.tokens()[token].pos == "PROPN";
        let by_noun = is_plural(doc, token);
        let listed = self.wording.mentions.iter().any(|mention| {
            let known =
                || mention.actor.as_ref().is_some_and(|id| self.context.knowledge.actors.get(id).is_some());
            mention.span.overlaps(doc.tokens()[token].span)
                && mention.members.is_empty()
                && (mention.kind == MentionKind::Person || known())
        });
        let plural = if is_pronoun(doc, token) {
            names_many(words) || words.contains(" and ")
        } else if proper && !joined {
            let many = &*doc.tokens()[token].tag == "NNPS";
            !listed && (many || of_verb.unwrap_or(false))
        } else if by_noun && &*doc.tokens()[token].tag == "NNS" || joined {
            by_noun
        } else {
            of_verb.unwrap_or(by_noun)
        };
        Some(Subject { words: words.to_owned(), plural, tokens })
    }

    /// Says whether a subject is the town in capitals that opens a report: "VELMORA September 9 The minister".
    fn is_dateline(&self, token: usize) -> bool {
        let doc = self.wording.doc;
        let word = doc.word(token);
        let town = doc.entities().iter().any(|entity| {
            (entity.start..entity.end).contains(&token) && matches!(&*entity.label, "GPE" | "LOC")
        });
        let starts = doc.sentence(doc.sentence_of(token)).start == token;
        let capitals = word.chars().count() > 3 && !word.chars().any(char::is_lowercase);
        let next = doc.tokens().get(token + 1).map(|_| doc.word(token + 1)).unwrap_or_default();
        let dated = word.chars().count() > 4 && next.starts_with(char::is_uppercase);
        starts && capitals && (town || dated)
    }
}

/// Returns the names of those who act where the clause has no subject that a line can print.
fn named(context: &Context<'_>, actors: &[Participant]) -> Option<(String, bool)> {
    let names: Vec<wire::ActorName> = actors
        .iter()
        .flat_map(|actor| {
            let ids: Vec<_> = if actor.members.is_empty() {
                actor.actor.iter().collect()
            } else {
                actor.members.iter().collect()
            };
            let known: Vec<wire::ActorName> = ids
                .iter()
                .filter_map(|id| context.knowledge.actors.get(id))
                .map(|record| wire::ActorName { id: String::new(), name: record.name.clone() })
                .collect();
            if known.len() == ids.len() && !known.is_empty() {
                return known;
            }
            let long = actor.name.split_whitespace().count() > 6;
            let empty = actor.name.split_whitespace().all(|word| is_function(&word.to_lowercase()));
            let plain =
                !long && !empty && !actor.name.contains(['\n', '"', '“']) && !has_pronoun(&actor.name);
            let own = wire::ActorName { id: String::new(), name: described(&tidy(&listed(&actor.name))) };
            if plain { vec![own] } else { Vec::new() }
        })
        .collect();
    let joined = joined_names(&names);
    let plural = names.len() > 1 || names_many(&joined);
    (!joined.is_empty()).then_some((joined, plural))
}
