//! Whether a statement is history or context, older than the report's news.

use jiff::civil::Date;
use tidings_text::Span;

use super::clause::Syntax;
use super::frames::Frames;
use super::model::{Statement, StatementTime, TimeRole};
use crate::times::interval;

/// Days between an event and the publication from which on it counts as older than the news.
///
/// Within that many days a weekday's name is enough to tell the day; two to six were tried on the development passages.
const NEWS_DAYS: i32 = 6;

/// Says whether the words around `word` set it back in time; returns the words that do.
///
/// `times` are the statement's own; `published` is the report's date where it is known.
pub(super) fn is_background(
    syntax: Syntax<'_>,
    frames: &Frames,
    word: usize,
    support: Option<usize>,
    times: &[StatementTime],
    published: Option<Date>,
) -> Option<Vec<Span>> {
    let dated = times.iter().filter(|time| time.role != TimeRole::Effective).find_map(|time| {
        let (_, last) = interval(&time.value)?;
        let age = published?.since(last).ok()?.get_days();
        // A stretch that reaches into the news ("this month") dates nothing: the words decide.
        (0 <= age).then_some((age, time.span))
    });
    if let Some((age, span)) = dated {
        return (NEWS_DAYS <= age).then(|| span.into_iter().collect());
    }
    let verb = support.unwrap_or(word);
    own_words(syntax, frames, verb).or_else(|| {
        // What stands inside a clause set back in time is set back with it.
        let mut at = verb;
        for _ in 0..4 {
            let above = syntax.doc.head(at)?;
            let carried = matches!(
                syntax.dep(at),
                "xcomp" | "ccomp" | "dobj" | "pobj" | "pcomp" | "prep" | "conj" | "acl" | "advcl"
            );
            if !carried {
                return None;
            }
            if syntax.is_verb(above)
                && !syntax.doc.tokens()[above].pos.is_empty()
                && let Some(words) = own_words(syntax, frames, above)
            {
                return Some(words);
            }
            at = above;
        }
        None
    })
}

fn own_words(syntax: Syntax<'_>, frames: &Frames, verb: usize) -> Option<Vec<Span>> {
    let span = |token: usize| syntax.doc.tokens()[token].span;
    // "had severed", unless a past verb of saying has only shifted the tense.
    if syntax.is_verb(verb)
        && let Some(had) = syntax
            .doc
            .children(verb)
            .find(|&child| syntax.dep(child) == "aux" && syntax.doc.lower(child) == "had" && child < verb)
    {
        let subject =
            syntax.doc.children(verb).find(|&child| matches!(syntax.dep(child), "nsubj" | "nsubjpass"));
        let inverted = subject.is_some_and(|subject| had < subject);
        let shifted = syntax.dep(verb) == "ccomp"
            && syntax.doc.head(verb).is_some_and(|head| {
                frames.listed("saying_verbs", syntax.lemma(head)) && matches!(syntax.tag(head), "VBD" | "VBN")
            });
        if !inverted && !shifted {
            return Some(vec![span(had)]);
        }
    }
    for child in syntax.doc.children(verb) {
        let lower = syntax.doc.lower(child);
        if matches!(syntax.dep(child), "advmod" | "npadvmod" | "amod") && frames.listed("past_words", &lower)
        {
            // "earlier" alone orders the day's news; "earlier this month" looks back.
            let bare = lower == "earlier" && syntax.doc.children(child).next().is_none();
            if !bare {
                return Some(vec![span(child)]);
            }
        }
        if matches!(syntax.dep(child), "npadvmod" | "advmod")
            && syntax.doc.children(child).any(|below| {
                matches!(syntax.doc.lower(below).as_str(), "last" | "earlier" | "ago" | "previous")
            })
            && matches!(
                syntax.lemma(child),
                "year" | "month" | "decade" | "week" | "summer" | "winter" | "spring" | "autumn" | "fall"
            )
        {
            return Some(vec![span(child)]);
        }
    }
    None
}

/// What stands inside a statement set back in time is set back with it, unless it has a time of its own.
pub(super) fn carry_down(syntax: Syntax<'_>, statements: &mut [Statement]) {
    let heads: Vec<(usize, usize)> = {
        let mut heads: Vec<_> =
            statements.iter().enumerate().map(|(index, statement)| (statement.head, index)).collect();
        heads.sort_unstable();
        heads
    };
    let at =
        |token: usize| heads.binary_search_by_key(&token, |&(head, _)| head).ok().map(|found| heads[found].1);
    for index in 0..statements.len() {
        let statement = &statements[index];
        if statement.background || statement.times.iter().any(|time| time.span.is_some()) {
            continue;
        }
        let mut token = statement.head;
        for _ in 0..8 {
            let dep = syntax.dep(token);
            let own_subject = dep == "conj" && syntax.own_subject(token).is_some();
            let carried = matches!(
                dep,
                "ccomp" | "xcomp" | "dobj" | "pobj" | "pcomp" | "prep" | "conj" | "acl" | "advcl" | "attr"
            );
            if !carried || own_subject {
                break;
            }
            let Some(above) = syntax.doc.head(token) else { break };
            if let Some(container) = at(above) {
                if statements[container].background {
                    statements[index].background = true;
                    break;
                }
                if !statements[container].saying {
                    break;
                }
            }
            token = above;
        }
    }
}
