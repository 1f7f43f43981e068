//! From weighed candidates to attributions: which are kept, how they nest, their chains and their spans.

use tidings_text::Report;

use super::candidates::{Content, Shape};
use super::chains;
use super::kinds::{Known, List, is_somebody};
use super::reader::Reader;
use super::runs::Runs;
use super::search::Weighed;
use super::{Attribution, AttributionKind, ChainLink, Quoted, SourceKind};
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
        let mut own = chains::links(reader, known, one, cues);
        if let Some(parent) = kept[at].parent.map(|parent| &weighed[kept[parent].index])
            && speaks_of_itself(reader, parent, one)
        {
            let is_self =
                |link: &ChainLink| link.span == one.source.head.map(|head| reader.doc.tokens()[head].span);
            own.retain(|link| !is_self(link));
        }
        chain = chains::joined(chain, own);
        // "The agency reported that the ministry denied it": what is said is said by the ministry.
        if let Some(inner) = retold(reader, known, weighed, one)
            && !speaks_of_itself(reader, one, inner)
        {
            chain = chains::joined(chain, chains::links(reader, known, inner, cues));
        }
    }
    chains[at] = Some(chain);
}

/// Says whether the inner report's "he", "she" or "it" is the outer report's source: "the minister said he told them".
///
/// Inside a quotation a pronoun is somebody else; "they" and "it" may be a body or its people.
fn speaks_of_itself(reader: &Reader<'_>, outer: &Weighed, inner: &Weighed) -> bool {
    let (Some(source), Some(pronoun)) = (outer.source.head, inner.source.head) else { return false };
    let quotation = reader.quotes.of(inner.candidate.head);
    if reader.pos(pronoun) != "PRON"
        || quotation.is_some() && quotation != reader.quotes.of(outer.candidate.head)
    {
        return false;
    }
    if inner.candidate.head < outer.candidate.head {
        return false;
    }
    let is_plural = matches!(reader.tag(source), "NNS" | "NNPS");
    let noun = reader.cues.sources.kind_of_noun(reader.lemma(source));
    let is_person = reader.entity(source) == "PERSON"
        || matches!(reader.doc.lower(source).as_str(), "he" | "she")
        || reader.pos(source) == "NOUN"
            && !is_plural
            && matches!(noun, Some(SourceKind::Official | SourceKind::Person | SourceKind::Witness));
    match reader.doc.lower(pronoun).as_str() {
        "he" | "she" => is_person || reader.pos(source) == "PROPN" && reader.entity(source) != "ORG",
        "they" | "it" => reader.entity(source) != "PERSON",
        _ => false,
    }
}

/// Returns the report that a content is wholly: its main verb reports, and has a source of its own; or it ends in
/// "according to …".
fn retold<'w>(
    reader: &Reader<'_>,
    known: Known<'_>,
    weighed: &'w [Weighed],
    outer: &Weighed,
) -> Option<&'w Weighed> {
    let content = &outer.content.as_ref()?.tokens;
    let last = content.last()?;
    // Of a speech of several sentences the first says whose words they are; a later one is not the whole.
    let first = content.tokens().find(|&token| !reader.is_mark(token));
    let opening = first.map(|first| reader.sentence(first)).unwrap_or_default();
    let is_main = |token: usize| match reader.doc.head(token) {
        Some(_) if matches!(reader.dep(token), "acl" | "relcl" | "amod" | "advcl") => false,
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
            let is_manner = reader.quotes.of(head).is_some();
            return !is_manner && inner.source.tokens.last().is_some_and(|end| end + 3 > last);
        }
        let is_speaker =
            matches!(reader.doc.lower(source).as_str(), "i" | "we" | "you" | "who" | "that" | "which");
        let is_negated = reader.child(head, &["neg"]).is_some();
        let tokens = &inner.source.tokens;
        let is_told = reader.lemma(head) == "tell" || reader.pos(source) == "NUM";
        let can_speak = is_told || is_somebody(reader, known, source, tokens);
        let opens = opens_speech(reader, head);
        can_speak
            && !is_speaker
            && !is_negated
            && (opens || opening.contains(&head) && is_main(head) && retells(reader, inner))
    })
}

/// Says whether speech within speech begins right behind a verb: "‘suddenly he said, ‘we must go’’".
fn opens_speech(reader: &Reader<'_>, verb: usize) -> bool {
    let marks = ["'", "‘", "\"", "“"];
    let is_say = reader.cues.names(reader.classes(verb)).any(|class| class == "say");
    let is_pause = |token: usize| matches!(reader.doc.word(token), "," | ":");
    is_say
        && verb + 2 < reader.doc.len()
        && is_pause(verb + 1)
        && reader.quotes.of(verb).is_some()
        && marks.iter().any(|mark| reader.doc.word(verb + 2).starts_with(mark))
}

/// Says whether a candidate reports plainly: a clause, a quotation, or something announced.
fn retells(reader: &Reader<'_>, inner: &Weighed) -> bool {
    let classes = reader.classes(inner.candidate.meaning);
    let lemma = reader.lemma(inner.candidate.meaning);
    let is_said = |content: &Content| {
        content.head.is_some_and(|head| {
            let mut names = reader.cues.names(reader.classes(head)).peekable();
            reader.lemma(head) == "responsibility"
                || names.peek().is_some() && !names.any(|name| name == "n:intent")
        })
    };
    let is_act = reader.cues.sources.is_in(List::Act, lemma)
        || reader.cues.sources.is_in(List::Stance, lemma)
            && inner.content.as_ref().is_some_and(|content| {
                is_said(content) || content.cue_words.iter().any(|&word| !reader.classes(word).is_empty())
            });
    let reports = is_act || reader.cues.retells(classes);
    let Some(content) = inner.content.as_ref().filter(|_| reports) else { return false };
    let relation = content.relation.as_str();
    if is_act || relation.starts_with("ccomp") || relation.starts_with("quotation") || relation == "dobj.acl>"
    {
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
