//! From weighed candidates to attributions: which are kept, how they nest, and their spans.

use tidings_text::Report;

use super::candidates::Shape;
use super::reader::Reader;
use super::runs::Runs;
use super::search::Weighed;
use super::{Attribution, AttributionKind, Quoted};
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
    let _ = (report, mentions, actors);
    let kept: Vec<usize> = outermost(reader, weighed);
    kept.iter().map(|&index| attribution(reader, &weighed[index])).collect()
}

/// Returns the candidates that stand in no other one's content.
fn outermost(reader: &Reader<'_>, weighed: &[Weighed]) -> Vec<usize> {
    let threshold = reader.cues.weights.threshold;
    let kept = |index: &usize| threshold <= weighed[*index].probability && weighed[*index].content.is_some();
    (0..weighed.len()).filter(kept).collect()
}

fn attribution(reader: &Reader<'_>, weighed: &Weighed) -> Attribution {
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
        parent: None,
        chain: Vec::new(),
        why: Why::rule("attribution/cue"),
    }
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
