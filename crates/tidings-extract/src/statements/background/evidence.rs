//! The signs that a statement is older than the news, or is the news: its times, its tense, what it is part of.

use jiff::civil::Date;
use tidings_text::Span;

use super::sign::Sign;
use crate::statements::Found;
use crate::statements::clause::Syntax;
use crate::statements::frames::Frames;
use crate::statements::model::{Modality, Polarity, Statement, TimeRole};
use crate::times::interval;

/// Days between an event and the publication from which on it counts as older than the news.
///
/// Within that many days a weekday's name is enough to tell the day; two to six were tried on the development passages.
const NEWS_DAYS: i32 = 6;
/// Days from which on an event cannot be part of a story that is still news.
const VERY_OLD_DAYS: i32 = 45;
/// How many words above are asked whether they are set back in time.
const MAX_ABOVE: usize = 6;
const DAYS_OF_WEEK: i32 = 7;

/// What the signs are read from.
#[derive(Debug, Clone, Copy)]
pub(in crate::statements) struct Context<'c, 'd> {
    pub(in crate::statements) syntax: Syntax<'d>,
    pub(in crate::statements) frames: &'c Frames,
    pub(in crate::statements) found: Found<'c>,
}

/// How old a time is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Age {
    Old {
        very: bool,
    },
    Fresh,
    /// Ahead, or a stretch that reaches into the news ("this month").
    Other,
}

/// Returns the signs of a statement in order, and the words behind those that set it back.
pub(in crate::statements) fn signs(
    context: Context<'_, '_>,
    statement: &Statement,
) -> (Vec<Sign>, Vec<Span>) {
    let mut reader = Signs { context, found: Vec::new(), words: Vec::new() };
    let verb = reader.carrier(statement.head);
    reader.times(statement, verb);
    reader.set_back(statement.head);
    reader.set_back(verb);
    reader.above(verb);
    reader.mood(statement);
    reader.found.sort_unstable();
    reader.found.dedup();
    (reader.found, reader.words)
}

struct Signs<'c, 'd> {
    context: Context<'c, 'd>,
    found: Vec<Sign>,
    words: Vec<Span>,
}

impl Signs<'_, '_> {
    fn add(&mut self, sign: Sign, holds: bool) {
        if holds {
            self.found.push(sign);
        }
    }

    /// Returns the verb that carries a noun out, else the word itself.
    fn carrier(&self, head: usize) -> usize {
        let syntax = self.context.syntax;
        if syntax.is_verb(head) {
            return head;
        }
        let above = syntax.doc.head(head).filter(|&above| {
            syntax.is_verb(above)
                && (matches!(syntax.dep(head), "dobj" | "nsubjpass")
                    && self.context.frames.listed("support_verbs", syntax.lemma(above))
                    || matches!(syntax.dep(head), "attr" | "acomp"))
        });
        above.unwrap_or(head)
    }

    fn age(&self, value: &str) -> Option<Age> {
        age_of(value, self.context.found.published?)
    }

    fn times(&mut self, statement: &Statement, verb: usize) {
        let syntax = self.context.syntax;
        let own = || statement.times.iter().filter(|time| time.role != TimeRole::Effective);
        let mut dated = own().filter(|time| time.role == TimeRole::Occurred).chain(own());
        match dated.find_map(|time| Some((self.age(&time.value)?, time.span))) {
            Some((Age::Old { very }, span)) => {
                self.found.push(Sign::OwnOld);
                self.add(Sign::OwnVeryOld, very);
                self.words.extend(span);
            }
            Some((Age::Fresh, _)) => self.found.push(Sign::OwnFresh),
            _ => {}
        }
        let in_sentence = |sentence: usize| -> Vec<Age> {
            let tokens = syntax.doc.span(syntax.doc.sentence(sentence));
            self.context
                .found
                .times
                .iter()
                .filter(|time| tokens.contains(time.span))
                .filter(|time| !own().any(|one| one.span == Some(time.span)))
                .filter_map(|time| self.age(&time.value))
                .collect()
        };
        let old = |ages: &[Age]| ages.iter().any(|age| matches!(age, Age::Old { .. }));
        let sentence = syntax.doc.sentence_of(verb);
        let near = in_sentence(sentence);
        let alone = near.is_empty() && own().all(|time| time.span.is_none());
        let before = alone && sentence.checked_sub(1).is_some_and(|before| old(&in_sentence(before)));
        self.add(Sign::NearOld, old(&near));
        self.add(Sign::BeforeOld, before);
    }

    /// Reads what sets a verb or noun itself back in time.
    fn set_back(&mut self, at: usize) {
        let syntax = self.context.syntax;
        let had = self.past_perfect(at);
        let word = self.past_word(at);
        self.add(Sign::PastPerfect, had.is_some());
        self.add(Sign::PastWord, word.is_some());
        self.words.extend(had.into_iter().chain(word).map(|word| syntax.doc.tokens()[word].span));
    }

    /// Returns the "had" of a past perfect: not a condition, and not merely shifted by a past verb of saying.
    fn past_perfect(&self, verb: usize) -> Option<usize> {
        let syntax = self.context.syntax;
        let had = syntax.doc.children(verb).find(|&child| {
            syntax.dep(child) == "aux"
                && child < verb
                && matches!(syntax.doc.lower(child).as_str(), "had" | "'d" | "’d")
                && syntax.tag(child) != "MD"
        })?;
        let inverted = syntax.own_subject(verb).is_some_and(|subject| had < subject);
        let shifted = syntax.dep(verb) == "ccomp"
            && syntax.doc.head(verb).is_some_and(|head| {
                self.context.frames.listed("saying_verbs", syntax.lemma(head))
                    && matches!(syntax.tag(head), "VBD" | "VBN")
            });
        (!inverted && !shifted).then_some(had)
    }

    /// Returns the word beside a verb or noun that sets it back in time.
    fn past_word(&self, at: usize) -> Option<usize> {
        let syntax = self.context.syntax;
        let frames = self.context.frames;
        syntax.doc.children(at).find(|&child| {
            if !matches!(syntax.dep(child), "advmod" | "npadvmod" | "amod") {
                return false;
            }
            // "earlier" alone orders the day's news; "earlier this month" looks back.
            let lower = syntax.doc.lower(child);
            let bare = lower == "earlier" && syntax.doc.children(child).next().is_none();
            let stretch = frames.listed("stretches", syntax.lemma(child))
                && syntax.doc.children(child).any(|below| {
                    matches!(syntax.doc.lower(below).as_str(), "last" | "ago" | "previous" | "earlier")
                });
            (frames.listed("past_words", &lower) || frames.listed("habit_words", &lower)) && !bare || stretch
        })
    }

    /// Reads the words above, up to the next clause with a subject matter of its own.
    fn above(&mut self, verb: usize) {
        let syntax = self.context.syntax;
        let mut at = verb;
        for _ in 0..MAX_ABOVE {
            let Some(above) = syntax.doc.head(at) else { return };
            let carried = matches!(
                syntax.dep(at),
                "xcomp"
                    | "ccomp"
                    | "dobj"
                    | "pobj"
                    | "pcomp"
                    | "prep"
                    | "conj"
                    | "acl"
                    | "advcl"
                    | "attr"
                    | "agent"
            );
            let own_subject = syntax.dep(at) == "conj" && syntax.own_subject(at).is_some();
            if !carried || own_subject {
                return;
            }
            at = above;
            if syntax.is_verb(at) {
                self.set_back(at);
            }
        }
    }

    fn mood(&mut self, statement: &Statement) {
        self.add(Sign::Asserted, statement.modality == Modality::Asserted);
        self.add(Sign::Alleged, statement.modality == Modality::Alleged);
        let open = matches!(statement.modality, Modality::Possible | Modality::Conditional);
        self.add(Sign::Open, open);
        self.add(Sign::Negative, statement.polarity == Polarity::Negative);
        self.add(Sign::Saying, statement.saying);
    }
}

fn age_of(value: &str, published: Date) -> Option<Age> {
    let (first, last) = interval(value)?;
    let days = published.since(last).ok()?.get_days();
    let long = first.until(last).is_ok_and(|length| DAYS_OF_WEEK < length.get_days());
    Some(if NEWS_DAYS <= days {
        Age::Old { very: VERY_OLD_DAYS <= days }
    } else if published < first || long && published <= last {
        Age::Other
    } else {
        Age::Fresh
    })
}
