//! Whether two statements of one story speak of the same event: features, weights and the sum.

use rustc_hash::FxHashMap;

use super::claim::{Claim, Match, compare_parties};
use super::senses::likeness;
use crate::told::Told;

/// From which likeness of their triggers' senses two statements are compared whatever their arguments.
const NEAR_SENSE: f64 = 0.5;

/// The features of a pair of statements, by name; their weights stand in `data/event-weights.toml`.
pub const FEATURES: &[&str] = &[
    "same lemma",
    "same root",
    "same rare root",
    "kin",
    "kin, arguments",
    "kin, other part of speech",
    "same frame",
    "near in sense",
    "near in sense, same objects",
    "same type",
    "other type",
    "same root, other arguments",
    "subject words",
    "object words",
    "crossed words",
    "context",
    "context, same root",
    "same report",
    "same sentence",
    "same actors",
    "actors clash",
    "same recipients",
    "recipients clash",
    "same day",
    "days clash",
    "places clash",
    "numbers",
    "numbers clash",
    "other polarity",
    "other modality",
    "both sayings",
    "saying and other",
    "background differs",
    "same speaker",
];

/// What the scorer knows of a story's words.
#[derive(Debug)]
pub(super) struct Scorer<'r> {
    reports: &'r [Told],
    /// In how many sentences (that hold a statement) a word stands, and how many there are.
    counts: FxHashMap<u64, u32>,
    n_sentences: f64,
    /// In how many stories' worth of statements a root stands: how common a trigger it is in the run.
    roots: &'r FxHashMap<String, f64>,
}

impl<'r> Scorer<'r> {
    pub(super) fn new(reports: &'r [Told], claims: &[Claim], roots: &'r FxHashMap<String, f64>) -> Self {
        let mut counts: FxHashMap<u64, u32> = FxHashMap::default();
        let mut last = None;
        let mut n_sentences = 0.0;
        for claim in claims {
            let here = (claim.at.report, claim.at.field, claim.sentence);
            if last == Some(here) {
                continue;
            }
            last = Some(here);
            n_sentences += 1.0;
            for &(term, _) in &claim.context {
                *counts.entry(term).or_default() += 1;
            }
        }
        Self { reports, counts, n_sentences, roots }
    }

    fn weight(&self, term: u64) -> f64 {
        let count = f64::from(self.counts.get(&term).copied().unwrap_or(1));
        ((self.n_sentences + 20.0) / (count + 1.0)).ln()
    }

    fn cosine(&self, a: &[(u64, f32)], b: &[(u64, f32)]) -> f64 {
        let length = |terms: &[(u64, f32)]| {
            terms.iter().map(|&(term, _)| self.weight(term).powi(2)).sum::<f64>().sqrt()
        };
        let (mut at_a, mut at_b, mut sum) = (0, 0, 0.0);
        while let (Some(&(term_a, _)), Some(&(term_b, _))) = (a.get(at_a), b.get(at_b)) {
            match term_a.cmp(&term_b) {
                std::cmp::Ordering::Less => at_a += 1,
                std::cmp::Ordering::Greater => at_b += 1,
                std::cmp::Ordering::Equal => {
                    sum += self.weight(term_a).powi(2);
                    at_a += 1;
                    at_b += 1;
                }
            }
        }
        let both = length(a) * length(b);
        if both == 0.0 { 0.0 } else { sum / both }
    }

    /// Returns the share of the smaller side's words that the other holds, by weight.
    fn overlap(&self, a: &std::collections::BTreeSet<u64>, b: &std::collections::BTreeSet<u64>) -> f64 {
        if a.is_empty() || b.is_empty() {
            return 0.0;
        }
        let sum = |terms: &mut dyn Iterator<Item = &u64>| terms.map(|&term| self.weight(term)).sum::<f64>();
        let shared = sum(&mut a.intersection(b));
        let smaller = sum(&mut a.iter()).min(sum(&mut b.iter()));
        if smaller > 0.0 { (shared / smaller).min(1.0) } else { 0.0 }
    }

    /// Says whether a pair is worth its features: triggers of one root, group of words or type, or arguments that share a word.
    pub(super) fn comparable(&self, a: &Claim, b: &Claim) -> bool {
        if a.root == b.root || are_kin(a, b) {
            return true;
        }
        let plover = |claim: &Claim| {
            self.reports[claim.at.report].found(claim.at.field).statements[claim.at.statement]
                .plover
                .as_deref()
        };
        if plover(a).is_some() && plover(a) == plover(b) || likeness(a.senses, b.senses) >= NEAR_SENSE {
            return true;
        }
        !a.object_words.is_disjoint(&b.object_words)
            && (!a.subject_words.is_disjoint(&b.subject_words)
                || a.subject_words.is_empty()
                || b.subject_words.is_empty())
    }

    /// Returns the features of a pair, in the order of [`FEATURES`].
    pub(super) fn features(&self, a: &Claim, b: &Claim) -> Vec<f64> {
        let statement = |claim: &Claim| {
            &self.reports[claim.at.report].found(claim.at.field).statements[claim.at.statement]
        };
        let (one, other) = (statement(a), statement(b));
        let flag = |value: bool| f64::from(u8::from(value));
        let same_root = a.root == b.root;
        let kin = !same_root && are_kin(a, b);
        let commonness = self.roots.get(&a.root).copied().unwrap_or(0.0);
        let same_frame = one.frame == other.frame && one.plover.is_some();
        let near = if same_root { 0.0 } else { likeness(a.senses, b.senses) };
        let subjects = self.overlap(&a.subject_words, &b.subject_words);
        let objects = self.overlap(&a.object_words, &b.object_words);
        let crossed = self
            .overlap(&a.subject_words, &b.object_words)
            .max(self.overlap(&a.object_words, &b.subject_words));
        let has_arguments = (!a.subject_words.is_empty() && !b.subject_words.is_empty())
            || (!a.object_words.is_empty() && !b.object_words.is_empty());
        let nothing_shared = subjects == 0.0 && objects == 0.0 && crossed == 0.0 && has_arguments;
        let context = self.cosine(&a.context, &b.context);
        let actors = compare_parties(&a.actors, &b.actors);
        let recipients = compare_parties(&a.recipients, &b.recipients);
        let dates = a.date.as_ref().zip(b.date.as_ref());
        let apart =
            |(a, b): (&super::claim::Dated, &super::claim::Dated)| a.days.1 < b.days.0 || b.days.1 < a.days.0;
        let places = a.location.as_ref().zip(b.location.as_ref());
        let numbers_differ = !a.numbers.is_empty() && !b.numbers.is_empty();
        let numbers_shared = a.numbers.intersection(&b.numbers).next().is_some();
        let types = one.plover.as_ref().zip(other.plover.as_ref());
        let one_report = a.at.report == b.at.report;
        vec![
            flag(a.lemma == b.lemma),
            flag(same_root),
            flag(same_root) * (1.0 - commonness),
            flag(kin),
            flag(kin) * subjects.max(objects).max(crossed),
            flag(kin && a.verb != b.verb),
            flag(same_frame),
            near,
            near * objects,
            flag(types.is_some_and(|(a, b)| a == b)),
            flag(types.is_some_and(|(a, b)| a != b)),
            flag(same_root && nothing_shared),
            subjects,
            objects,
            crossed,
            context,
            context * flag(same_root),
            flag(one_report),
            flag(one_report && a.at.field == b.at.field && a.sentence == b.sentence),
            flag(actors == Match::Same),
            flag(actors == Match::Clash),
            flag(recipients == Match::Same),
            flag(recipients == Match::Clash),
            flag(dates.is_some_and(|dates| !apart(dates))),
            flag(dates.is_some_and(apart)),
            flag(places.is_some_and(|(a, b)| {
                compare_parties(std::slice::from_ref(a), std::slice::from_ref(b)) == Match::Clash
            })),
            flag(numbers_shared),
            flag(numbers_differ && !numbers_shared),
            flag(one.polarity != other.polarity),
            flag(one.modality != other.modality),
            flag(one.saying && other.saying),
            flag(one.saying != other.saying),
            flag(one.background != other.background),
            flag(one.saying && other.saying) * subjects,
        ]
    }
}

/// Says whether two triggers are words for one act.
fn are_kin(a: &Claim, b: &Claim) -> bool {
    a.kin.iter().any(|group| b.kin.contains(group))
}
