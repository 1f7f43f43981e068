//! The search: candidates weighed, the best source and content of each, then all candidates against each other.

use super::candidates::{Candidate, Content, Source, find_candidates, sources_of};
use super::contents::contents_of;
use super::features::{Around, Best, describe_content, describe_context, describe_cue, describe_source};
use super::model::{Weights, probability};
use super::reader::Reader;
use super::runs::Runs;

/// A candidate with the source and content that fit it best.
#[derive(Debug)]
pub(crate) struct Weighed {
    pub(crate) candidate: Candidate,
    pub(crate) source: Source,
    pub(crate) content: Option<Content>,
    pub(crate) content_score: f32,
    /// How likely it is an outermost attribution.
    pub(crate) probability: f32,
    /// How likely it looks by itself.
    pub(crate) own: f32,
}

impl Weighed {
    pub(crate) fn best(&self) -> Best<'_> {
        Best { source: &self.source, content: self.content.as_ref(), content_score: self.content_score }
    }
}

/// Weighs every candidate of a doc.
pub(crate) fn weigh(reader: &Reader<'_>, weights: &Weights) -> Vec<Weighed> {
    let mut all: Vec<Weighed> = find_candidates(reader)
        .into_iter()
        .map(|candidate| weigh_alone(reader, candidate, weights))
        .collect();
    let around = look_around(&all);
    for (weighed, around) in all.iter_mut().zip(around) {
        let score = weights.context.score(|sink| {
            let best = Best {
                source: &weighed.source,
                content: weighed.content.as_ref(),
                content_score: weighed.content_score,
            };
            describe_context(reader, &weighed.candidate, &best, &around, sink);
        });
        weighed.probability = probability(score);
    }
    all
}

fn weigh_alone(reader: &Reader<'_>, candidate: Candidate, weights: &Weights) -> Weighed {
    let mut sources = sources_of(reader, &candidate);
    let scores: Vec<f32> = sources
        .iter()
        .map(|source| {
            weights.source.score(|sink| describe_source(reader, &candidate, source, &sources, sink))
        })
        .collect();
    let source = sources.swap_remove(best_index(&scores).unwrap_or_default());
    let (content, content_score) = best_content(reader, &candidate, &source, weights);
    let own = weights.cue.score(|sink| {
        let best = Best { source: &source, content: content.as_ref(), content_score };
        describe_cue(reader, &candidate, &best, sink);
    });
    Weighed { candidate, source, content, content_score, probability: 0.0, own }
}

/// Returns the content that fits best and its share of the weight of all.
fn best_content(
    reader: &Reader<'_>,
    candidate: &Candidate,
    source: &Source,
    weights: &Weights,
) -> (Option<Content>, f32) {
    let mut contents = contents_of(reader, candidate, source);
    let scores: Vec<f32> = contents
        .iter()
        .map(|content| {
            weights
                .content
                .score(|sink| describe_content(reader, candidate, source, content, &contents, sink))
        })
        .collect();
    let Some(index) = best_index(&scores) else { return (None, 0.0) };
    let total: f32 = scores.iter().map(|score| (score - scores[index]).exp()).sum();
    (Some(contents.swap_remove(index)), 1.0 / total)
}

fn best_index(scores: &[f32]) -> Option<usize> {
    let better = |best: usize, index: usize| if scores[index] > scores[best] { index } else { best };
    (0..scores.len()).reduce(better)
}

/// Returns what stands around each candidate, by their own scores.
pub(crate) fn look_around(all: &[Weighed]) -> Vec<Around> {
    let probabilities: Vec<f32> = all.iter().map(|weighed| probability(weighed.own)).collect();
    let empty = Runs::default();
    let contents: Vec<&Runs> = all
        .iter()
        .map(|weighed| weighed.content.as_ref().map_or(&empty, |content| &content.tokens))
        .collect();
    let mut around: Vec<Around> = all
        .iter()
        .map(|weighed| Around {
            own: weighed.own,
            outer: 0.0,
            outer_relation: String::new(),
            inner: 0.0,
            rival: 0.0,
            outer_wide: false,
        })
        .collect();
    for (index, weighed) in all.iter().enumerate() {
        let (Some(first), Some(last)) = (contents[index].first(), contents[index].last()) else { continue };
        let from = all.partition_point(|other| other.candidate.head < first);
        for other in from..all.len() {
            let head = all[other].candidate.head;
            if head > last {
                break;
            }
            if other == index || !contents[index].contains(head) {
                continue;
            }
            let mutual = contents[other].contains(weighed.candidate.head);
            if probabilities[index] > around[other].outer && !mutual {
                around[other].outer = probabilities[index];
                around[other].outer_relation =
                    all[index].content.as_ref().map(|content| content.relation.clone()).unwrap_or_default();
                around[other].outer_wide = contents[index].len() > contents[other].len() + 5;
            }
            around[index].inner = around[index].inner.max(probabilities[other]);
        }
        // Near neighbours with much the same content compete.
        for other in index.saturating_sub(4)..(index + 5).min(all.len()) {
            let shared = contents[index].n_shared(contents[other]);
            if other != index && shared * 2 > contents[index].len() && shared * 2 > contents[other].len() {
                around[index].rival = around[index].rival.max(probabilities[other]);
            }
        }
    }
    around
}
