//! Examples for the trainer in `xtask`: candidates of a parsed text beside marked attributions.
//!
//! The trainer fits one model after the other, because each reads what the earlier ones choose: sources, then
//! contents, then cues by themselves, then cues among the others.

use tidings_nlp::Doc;
use tidings_text::Span;

use super::candidates::{Candidate, Source, find_candidates, sources_of};
use super::contents::contents_of;
use super::cues::Cues;
use super::features::{describe_content, describe_context, describe_cue, describe_source};
use super::model::{Namer, Weights};
use super::reader::Reader;
use super::runs::Runs;
use super::search::{look_around, weigh};

/// A marked attribution, bytes.
#[derive(Debug, Clone)]
pub struct Marked {
    /// The source's words; may be empty.
    pub source: Vec<Span>,
    /// The saying words.
    pub cue: Vec<Span>,
    /// What is said.
    pub content: Vec<Span>,
}

/// Named features with their strengths.
pub type Features = Vec<(String, f32)>;

/// Alternatives of which those with a share are right; shares sum to one.
#[derive(Debug, Default)]
pub struct Choice {
    /// Features of each alternative.
    pub alternatives: Vec<Features>,
    /// How much of the truth each has.
    pub shares: Vec<f32>,
}

/// A yes-or-no example.
#[derive(Debug)]
pub struct Decision {
    /// Its features.
    pub features: Features,
    /// The truth.
    pub answer: bool,
}

/// Which of the four models the examples are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Who is the source.
    Source,
    /// What is the content.
    Content,
    /// Whether it is an attribution, by itself.
    Cue,
    /// Whether it is an attribution, among the others.
    Context,
}

/// Reads a marked text as a trainer does.
#[derive(Debug)]
pub struct Trainee<'d> {
    doc: &'d Doc,
    marked: Vec<(Runs, Runs, Runs)>,
}

/// Contents that share this much of their tokens are the same; the evaluation asks for half.
const SAME_CONTENT: f32 = 0.5;

impl<'d> Trainee<'d> {
    /// Reads a doc with its marked attributions.
    #[must_use]
    pub fn new(doc: &'d Doc, marked: &[Marked]) -> Self {
        let runs = |spans: &[Span]| {
            Runs::from_tokens(spans.iter().flat_map(|&span| doc.tokens_in(span)).collect())
                .trimmed_blanks(doc)
        };
        let marked =
            marked.iter().map(|one| (runs(&one.source), runs(&one.cue), runs(&one.content))).collect();
        Self { doc, marked }
    }

    /// Returns for each candidate the marked attribution that it stands for.
    fn align(&self, reader: &Reader<'_>, heads: &[usize]) -> Vec<Option<usize>> {
        let mut aligned = vec![None; heads.len()];
        for (index, (_, cue, _)) in self.marked.iter().enumerate() {
            let fits = |&at: &usize| cue.contains(heads[at]) && aligned[at].is_none();
            // A cue of several words hangs on its highest: "asked reporters to say".
            let depth = |at: usize| reader.doc.ancestors(heads[at]).count();
            if let Some(best) = (0..heads.len()).filter(fits).min_by_key(|&at| (depth(at), at)) {
                aligned[best] = Some(index);
            }
        }
        aligned
    }

    /// Returns the choices for the source or content model; the content model reads the sources of `weights`.
    #[must_use]
    pub fn choices(&self, stage: Stage, cues: &Cues, weights: &Weights) -> Vec<Choice> {
        let reader = Reader::new(self.doc, cues);
        let candidates = find_candidates(&reader);
        let heads: Vec<usize> = candidates.iter().map(|candidate| candidate.head).collect();
        let aligned = self.align(&reader, &heads);
        let pairs = candidates.iter().zip(aligned).filter_map(|(candidate, index)| Some((candidate, index?)));
        pairs
            .filter_map(|(candidate, index)| {
                let (source, _, content) = &self.marked[index];
                match stage {
                    Stage::Source => source_choice(&reader, candidate, source),
                    _ => content_choice(&reader, candidate, content, weights),
                }
            })
            .collect()
    }

    /// Returns the decisions for the cue or context model, one for each candidate.
    #[must_use]
    pub fn decisions(&self, stage: Stage, cues: &Cues, weights: &Weights) -> Vec<Decision> {
        let reader = Reader::new(self.doc, cues);
        let weighed = weigh(&reader, weights);
        let heads: Vec<usize> = weighed.iter().map(|weighed| weighed.candidate.head).collect();
        let aligned = self.align(&reader, &heads);
        let around = look_around(&weighed);
        weighed
            .iter()
            .zip(aligned)
            .zip(around)
            .map(|((weighed, index), around)| {
                let mut namer = Namer::default();
                match stage {
                    Stage::Cue => describe_cue(&reader, &weighed.candidate, &weighed.best(), &mut namer),
                    _ => describe_context(&reader, &weighed.candidate, &weighed.best(), &around, &mut namer),
                }
                Decision { features: namer.features, answer: index.is_some() }
            })
            .collect()
    }

    /// Returns for each candidate its probability, whether it is marked, and whether its triple is right;
    /// and how many attributions are marked.
    #[must_use]
    pub fn judge(&self, cues: &Cues, weights: &Weights) -> (Vec<(f32, bool, bool)>, usize) {
        let reader = Reader::new(self.doc, cues);
        let weighed = weigh(&reader, weights);
        let heads: Vec<usize> = weighed.iter().map(|weighed| weighed.candidate.head).collect();
        let aligned = self.align(&reader, &heads);
        let judged = weighed
            .iter()
            .zip(aligned)
            .map(|(weighed, index)| {
                let right = index.is_some_and(|index| {
                    let (source, _, content) = &self.marked[index];
                    let found = weighed.content.as_ref().map(|content| &content.tokens);
                    let content_right =
                        found.is_some_and(|found| overlap_share(found, content) >= SAME_CONTENT);
                    content_right && (source.is_empty() || weighed.source.tokens.n_shared(source) > 0)
                });
                (weighed.probability, index.is_some(), right)
            })
            .collect();
        (judged, self.marked.len())
    }
}

impl Runs {
    fn trimmed_blanks(&self, doc: &Doc) -> Self {
        Self::from_tokens(self.tokens().filter(|&token| !doc.word(token).trim().is_empty()).collect())
    }
}

/// Returns the share of tokens that two sets have in common (Jaccard).
fn overlap_share(left: &Runs, right: &Runs) -> f32 {
    let shared = left.n_shared(right);
    let all = left.len() + right.len() - shared;
    if all == 0 { 0.0 } else { shared as f32 / all as f32 }
}

fn source_choice(reader: &Reader<'_>, candidate: &Candidate, marked: &Runs) -> Option<Choice> {
    let sources = sources_of(reader, candidate);
    let fits = |source: &Source| {
        if marked.is_empty() {
            source.head.is_none()
        } else {
            source.head.is_some_and(|head| marked.contains(head))
        }
    };
    let right = sources.iter().position(fits)?;
    let mut choice = Choice::default();
    for (index, source) in sources.iter().enumerate() {
        let mut namer = Namer::default();
        describe_source(reader, candidate, source, &sources, &mut namer);
        choice.alternatives.push(namer.features);
        choice.shares.push(if index == right { 1.0 } else { 0.0 });
    }
    Some(choice)
}

fn content_choice(
    reader: &Reader<'_>,
    candidate: &Candidate,
    marked: &Runs,
    weights: &Weights,
) -> Option<Choice> {
    let mut sources = sources_of(reader, candidate);
    let score = |source: &Source| {
        weights.source.score(|sink| describe_source(reader, candidate, source, &sources, sink))
    };
    let scores: Vec<f32> = sources.iter().map(score).collect();
    let best =
        (0..scores.len()).reduce(|best, index| if scores[index] > scores[best] { index } else { best })?;
    let source = sources.swap_remove(best);
    let contents = contents_of(reader, candidate, &source);
    let fit: Vec<f32> = contents.iter().map(|content| overlap_share(&content.tokens, marked)).collect();
    let best = fit.iter().copied().fold(0.0, f32::max);
    if best < SAME_CONTENT {
        return None;
    }
    // Contents nearly as good as the best share the truth.
    let worth: Vec<f32> = fit.iter().map(|&fit| if fit >= best - 0.03 { 1.0 } else { 0.0 }).collect();
    let total: f32 = worth.iter().sum();
    let mut choice = Choice::default();
    for (content, worth) in contents.iter().zip(worth) {
        let mut namer = Namer::default();
        describe_content(reader, candidate, &source, content, &contents, &mut namer);
        choice.alternatives.push(namer.features);
        choice.shares.push(worth / total);
    }
    Some(choice)
}
