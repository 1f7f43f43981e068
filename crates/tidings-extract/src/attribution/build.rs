//! From weighed candidates to attributions: which are kept, how they nest, their chains and their spans.

use tidings_text::Report;

use super::candidates::Shape;
use super::chains;
use super::kinds::Known;
use super::reader::Reader;
use super::runs::Runs;
use super::search::Weighed;
use super::{Attribution, AttributionKind, ChainLink, Quoted};
use crate::actors::{Actors, Mention};
use crate::why::Why;

/// Returns the attributions among the weighed candidates, in text order.
pub(crate) fn build(
    reader: &Reader<'_>,
    weighed: &[Weighed],
    report: &Report,
    mentions: &[Mention],
    actors: &Actors,
) -> Vec<Attribution> {
    let _ = report;
    let kept = choose(reader, weighed);
    let known = Known { words: &reader.cues.sources, mentions, actors };
    let cues: Vec<usize> = kept.iter().map(|kept| weighed[kept.index].candidate.head).collect();
    let mut chains: Vec<Option<Vec<ChainLink>>> = vec![None; kept.len()];
    for at in 0..kept.len() {
        chain_of(reader, known, weighed, &kept, &cues, at, &mut chains, 0);
    }
    kept.iter()
        .zip(chains)
        .map(|(kept, chain)| attribution(reader, &weighed[kept.index], kept, chain.unwrap_or_default()))
        .collect()
}

/// A candidate that is an attribution.
#[derive(Debug)]
struct Kept {
    index: usize,
    /// Its place among the kept: that whose content it stands in.
    parent: Option<usize>,
}

/// From this probability on a report inside another's content is an attribution of its own.
const NESTED: f32 = 0.5;

/// Returns the outermost attributions, and inside their contents those that are reports of their own.
fn choose(reader: &Reader<'_>, weighed: &[Weighed]) -> Vec<Kept> {
    let threshold = reader.cues.weights.threshold;
    let outermost =
        |index: usize| threshold <= weighed[index].probability && weighed[index].content.is_some();
    let content = |index: usize| weighed[index].content.as_ref().map(|content| &content.tokens);
    let holds = |outer: usize, index: usize| {
        let head = weighed[index].candidate.head;
        let back = weighed[outer].candidate.head;
        outer != index
            && content(outer).is_some_and(|tokens| tokens.contains(head))
            && !content(index).is_some_and(|tokens| tokens.contains(back))
    };
    let mut kept: Vec<usize> = (0..weighed.len()).filter(|&index| outermost(index)).collect();
    let nested: Vec<usize> = (0..weighed.len())
        .filter(|&index| !outermost(index) && is_report(reader, &weighed[index]))
        .filter(|&index| kept.iter().any(|&outer| holds(outer, index)))
        .collect();
    kept.extend(nested);
    kept.sort_unstable();
    let parent = |index: usize| {
        // The narrowest content that holds it.
        let holding = kept.iter().enumerate().filter(|&(_, &outer)| holds(outer, index));
        holding.min_by_key(|&(_, &outer)| content(outer).map_or(0, Runs::len)).map(|(at, _)| at)
    };
    kept.iter().map(|&index| Kept { index, parent: parent(index) }).collect()
}

/// Says whether a candidate is plainly somebody's report of something.
fn is_report(reader: &Reader<'_>, weighed: &Weighed) -> bool {
    let is_clause = weighed.content.as_ref().is_some_and(|content| {
        content.relation.starts_with("ccomp")
            || content.relation.starts_with("in:")
            || content.relation.starts_with("quotation")
    });
    let kind = reader.cues.kind(reader.classes(weighed.candidate.meaning));
    let is_speech = kind.is_none_or(|kind| kind == AttributionKind::Speech);
    let has_source = weighed.source.head.is_some();
    is_clause && is_speech && has_source && NESTED <= super::model::probability(weighed.own)
}

/// Works out the chain of one attribution: that of its parent, then its own links.
#[expect(clippy::too_many_arguments, reason = "the recursion carries its memory")]
fn chain_of(
    reader: &Reader<'_>,
    known: Known<'_>,
    weighed: &[Weighed],
    kept: &[Kept],
    cues: &[usize],
    at: usize,
    chains: &mut Vec<Option<Vec<ChainLink>>>,
    depth: usize,
) {
    const DEEPEST: usize = 8;
    if chains[at].is_some() || depth > DEEPEST {
        return;
    }
    let one = &weighed[kept[at].index];
    let mut chain = Vec::new();
    if let Some(parent) = kept[at].parent {
        chain_of(reader, known, weighed, kept, cues, parent, chains, depth + 1);
        chain.extend(chains[parent].clone().unwrap_or_default());
    }
    if tells(reader, one) {
        chain = chains::joined(chain, chains::links(reader, known, one, cues));
        // "The agency reported that the ministry denied it": what is said is said by the ministry.
        if let Some(inner) = retold(reader, weighed, one) {
            chain = chains::joined(chain, chains::links(reader, known, inner, cues));
        }
    }
    chains[at] = Some(chain);
}

/// Returns the report that a content is wholly: its main verb reports, and has a source of its own; or it ends in
/// "according to …".
fn retold<'w>(reader: &Reader<'_>, weighed: &'w [Weighed], outer: &Weighed) -> Option<&'w Weighed> {
    let content = &outer.content.as_ref()?.tokens;
    let last = content.last()?;
    let is_main = |token: usize| match reader.doc.head(token) {
        Some(head) => !content.contains(head) || !matches!(reader.pos(head), "VERB" | "AUX"),
        None => true,
    };
    weighed.iter().find(|inner| {
        let head = inner.candidate.head;
        let is_inside =
            head != outer.candidate.head && inner.candidate.shape == Shape::Verb && content.contains(head);
        let Some(source) = inner.source.head.filter(|&source| is_inside && content.contains(source)) else {
            return false;
        };
        if reader.lemma(head) == "accord" {
            return inner.source.tokens.last().is_some_and(|end| end + 3 > last);
        }
        let is_speaker =
            matches!(reader.doc.lower(source).as_str(), "i" | "we" | "you" | "who" | "that" | "which");
        let is_negated = reader.child(head, &["neg"]).is_some();
        !is_speaker && !is_negated && is_main(head) && retells(reader, inner)
    })
}

/// Says whether a candidate reports plainly: a clause, a quotation, or something announced.
fn retells(reader: &Reader<'_>, inner: &Weighed) -> bool {
    let classes = reader.classes(inner.candidate.meaning);
    let Some(content) = inner.content.as_ref().filter(|_| reader.cues.retells(classes)) else { return false };
    let relation = content.relation.as_str();
    if relation.starts_with("ccomp") || relation.starts_with("quotation") || relation == "dobj.acl>" {
        return true;
    }
    // "announced a drill", "expressed a wish", but not "issued papers".
    let names = |class: &str| reader.cues.names(classes).any(|name| name == class);
    let is_listed = content.head.is_some_and(|head| !reader.classes(head).is_empty());
    matches!(relation, "dobj>" | "right" | "join:dobj+prep" | "join:dobj+xcomp")
        && (names("announce") || names("say"))
        && (!names("light") || is_listed)
}

/// Says whether the source tells something that could be true or false, rather than wanting or liking it.
fn tells(reader: &Reader<'_>, weighed: &Weighed) -> bool {
    let kind = reader.cues.kind(reader.classes(weighed.candidate.meaning));
    kind != Some(AttributionKind::Intent)
}

fn attribution(reader: &Reader<'_>, weighed: &Weighed, kept: &Kept, chain: Vec<ChainLink>) -> Attribution {
    let doc = reader.doc;
    let empty = Runs::default();
    let content = weighed.content.as_ref().map_or(&empty, |content| &content.tokens);
    let cue = cue_tokens(reader, weighed).minus(content).minus(&weighed.source.tokens);
    let classes = reader.classes(weighed.candidate.meaning);
    Attribution {
        source: weighed.source.tokens.spans(doc),
        cue: cue.spans(doc),
        content: content.spans(doc),
        kind: reader.cues.kind(classes).unwrap_or(AttributionKind::Speech),
        quoted: quoted(reader, content),
        denies: reader.cues.denies(classes),
        parent: kept.parent,
        chain,
        why: why(weighed, kept.parent.is_some()),
    }
}

/// The shape of the cue and where its content stands, with the words of cue, source and content.
fn why(weighed: &Weighed, is_nested: bool) -> Why {
    let relation = weighed.content.as_ref().map_or("", |content| content.relation.as_str());
    let rule = match weighed.candidate.shape {
        _ if is_nested => "attribution/nested",
        Shape::Mark => "attribution/colon-or-dash",
        Shape::Adverb => "attribution/hearsay-adverb",
        Shape::Noun => "attribution/noun",
        Shape::Adjective | Shape::Copula => "attribution/adjective",
        Shape::Verb if relation.starts_with("ccomp") => "attribution/verb-clause",
        Shape::Verb if relation.starts_with("quotation") || relation == "next-paragraph" => {
            "attribution/verb-quotation"
        }
        Shape::Verb if relation.starts_with("in") || relation == "sentence" => "attribution/verb-parenthesis",
        Shape::Verb if relation.starts_with("xcomp") => "attribution/verb-infinitive",
        Shape::Verb if relation.contains("prep") => "attribution/verb-preposition",
        Shape::Verb => "attribution/verb-object",
    };
    Why::rule(rule)
}

/// The verb group, the preposition that leads to the content, the noun of a light verb.
fn cue_tokens(reader: &Reader<'_>, weighed: &Weighed) -> Runs {
    let candidate = &weighed.candidate;
    let mut tokens = vec![candidate.head];
    if candidate.shape == Shape::Copula {
        tokens.push(candidate.meaning);
    }
    let group = |&child: &usize| matches!(reader.dep(child), "aux" | "auxpass" | "neg" | "prt");
    tokens.extend(reader.doc.children(candidate.head).filter(group));
    if let Some(content) = &weighed.content {
        tokens.extend(content.cue_words.iter().copied());
    }
    if let Some(saying) = reader.quoted_as_saying(candidate.head) {
        tokens.extend([reader.doc.tokens()[saying].head, saying]);
    }
    // "according to": the preposition leads to the source.
    if let Some(source) = weighed.source.head
        && let Some(preposition) = reader.doc.head(source)
        && reader.dep(preposition) == "prep"
        && reader.doc.head(preposition) == Some(candidate.head)
    {
        tokens.push(preposition);
    }
    Runs::from_tokens(tokens)
}

fn quoted(reader: &Reader<'_>, content: &Runs) -> Quoted {
    let words = || content.tokens().filter(|&token| !reader.is_mark(token));
    let n_quoted = words().filter(|&token| reader.quotes.of(token).is_some()).count();
    match n_quoted {
        0 => Quoted::Indirect,
        n if n == words().count() => Quoted::Direct,
        _ => Quoted::Mixed,
    }
}
