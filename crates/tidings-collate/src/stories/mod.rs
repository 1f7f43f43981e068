//! Stories: which reports tell of one happening.
//!
//! Reports that share rare terms are candidates ([`candidates`]); a small linear model over the features of
//! [`FEATURES`] gives the log odds that two of them tell one story; [`average_link`](crate::cluster) merges by average link over them.

mod candidates;
mod dating;
mod profile;

use serde::{Deserialize, Serialize};
use tidings_text::Report;

use crate::cluster;
use crate::fit::{Linear, probability};
use crate::knowledge;
use crate::told::{Told, canonical_order};
use profile::{BODY, DAYS, LEAD, NAME_PAIRS, NAMES, NUMBERS, Profile, Profiles, dot};

/// The reports of one happening and its direct aftermath.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Story {
    /// Made from the id of its first report.
    pub id: String,
    /// Indexes of its reports in the list that was given, in the order of publication.
    pub reports: Vec<usize>,
}

/// The features of a pair of reports, by name; their weights stand in `data/story-weights.toml`.
pub const FEATURES: &[&str] = &[
    "body",
    "lead",
    "names",
    "name pairs",
    "numbers",
    "named days",
    "shared text",
    "days apart",
    "months apart",
    "undated",
    "same day named",
    "other days named",
    "named near date",
    "named far from date",
    "names and body",
    "length",
];

/// The features that the second look adds: the same comparisons, weighed among the like reports alone.
pub const FINE_FEATURES: &[&str] = &["first look", "fine body", "fine lead", "fine names", "fine numbers"];

const FINE_KINDS: [usize; 4] = [BODY, LEAD, NAMES, NUMBERS];

/// Fewer like reports than this say nothing about what sets some of them apart; the first look's weights stand.
const FEWEST_LIKE: usize = 6;

/// Fewer reports than this were mostly gathered for one happening …
const FEW_REPORTS: f64 = 100.0;
/// … so that each pair is likelier to belong together: by this much of the logarithm of how many fewer they are.
/// Tried from 0 to 1 on the project's stories; runs of more reports, as those that the weights are fitted on, do not feel it.
const FEW_REPORTS_WEIGHT: f64 = 0.7;

/// The weights of both looks.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct StoryWeights {
    /// Over [`FEATURES`].
    pub first: Linear,
    /// Over [`FEATURES`], then [`FINE_FEATURES`].
    pub second: Linear,
}

/// Where merging stops, in each look: clusters merge while the mean probability over their pairs is at least this.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Thresholds {
    /// Low: like reports should come together, so that the second look sees them.
    pub first: f64,
    /// As the stories stand.
    pub second: f64,
    /// Two clusters of three or more merge only while the mean over their pairs is at least this share of the mean
    /// within the looser of them.
    pub closeness: f64,
}

/// Tried from 0.05 to 0.3, 0.2 to 0.6 and 0 to 0.9 on the development stories; they move with the weights.
pub const THRESHOLDS: Thresholds = Thresholds { first: 0.1, second: 0.4, closeness: 0.75 };

/// Groups reports into stories; stories in the order of their first report.
#[must_use]
pub fn group(reports: &[Told]) -> Vec<Story> {
    group_with(reports, knowledge::story_weights(), THRESHOLDS)
}

/// Groups reports with weights and thresholds of one's own; for training.
#[must_use]
pub fn group_with(reports: &[Told], weights: &StoryWeights, thresholds: Thresholds) -> Vec<Story> {
    let plain: Vec<&Report> = reports.iter().map(Told::report).collect();
    let run = Run::new(reports);
    let mut clusters: Vec<Vec<usize>> = Vec::new();
    for like in run.like_reports(&weights.first, thresholds.first) {
        let scored = run
            .look_again(&like, &weights.first)
            .into_iter()
            .map(|(a, b, features)| (a as u32, b as u32, run.probability(weights.second.score(&features))));
        for members in cluster::average_link(like.len(), scored, thresholds.second, thresholds.closeness) {
            clusters.push(members.into_iter().map(|member| like[member]).collect());
        }
    }
    clusters.sort_unstable();
    let in_order = |members: Vec<usize>| members.into_iter().map(|member| run.order[member]).collect();
    clusters.into_iter().map(|members| story(&plain, in_order(members))).collect()
}

/// A pair of reports for training: their indexes and features.
pub type TrainingPair = (usize, usize, Vec<f64>);

/// Returns the candidate pairs of a run with the features of the first look, for training.
#[must_use]
pub fn first_look_pairs(reports: &[Told]) -> Vec<TrainingPair> {
    let run = Run::new(reports);
    let pairs = candidates::candidates(&run.sorted(), &run.profiles.counts);
    pairs
        .into_iter()
        .map(|(a, b)| (a as usize, b as usize))
        .map(|(a, b)| (run.order[a], run.order[b], features(run.profile(a), run.profile(b))))
        .collect()
}

/// Returns the pairs of like reports with the features of both looks, for training.
#[must_use]
pub fn second_look_pairs(reports: &[Told], first: &Linear, threshold: f64) -> Vec<TrainingPair> {
    let run = Run::new(reports);
    let mut pairs = Vec::new();
    for like in run.like_reports(first, threshold) {
        for (a, b, features) in run.look_again(&like, first) {
            pairs.push((run.order[like[a]], run.order[like[b]], features));
        }
    }
    pairs
}

/// The profiles of a run; a report is its place in the canonical order, so that ties fall the same way in every
/// run.
#[derive(Debug)]
struct Run {
    profiles: Profiles,
    order: Vec<usize>,
}

impl Run {
    fn new(reports: &[Told]) -> Self {
        let plain: Vec<&Report> = reports.iter().map(Told::report).collect();
        Self { profiles: Profiles::new(reports), order: canonical_order(&plain) }
    }

    fn profile(&self, place: usize) -> &Profile {
        &self.profiles.all[self.order[place]]
    }

    fn sorted(&self) -> Vec<&Profile> {
        self.order.iter().map(|&index| &self.profiles.all[index]).collect()
    }

    /// Returns the probability that belongs to a pair's log odds in a run of so many reports.
    fn probability(&self, score: f64) -> f64 {
        let fewer = (FEW_REPORTS / self.order.len().max(1) as f64).ln().max(0.0);
        probability(score + FEW_REPORTS_WEIGHT * fewer)
    }

    /// The first look: which reports are like enough for a second.
    fn like_reports(&self, weights: &Linear, threshold: f64) -> Vec<Vec<usize>> {
        let sorted = self.sorted();
        let pairs = candidates::candidates(&sorted, &self.profiles.counts);
        let scored = pairs.into_iter().map(|(a, b)| {
            let features = features(sorted[a as usize], sorted[b as usize]);
            (a, b, self.probability(weights.score(&features)))
        });
        cluster::average_link(sorted.len(), scored, threshold, 0.0)
    }

    /// The second look: every pair of like reports (by place in `like`) with the features of both looks.
    fn look_again(&self, like: &[usize], first: &Linear) -> Vec<TrainingPair> {
        let profiles: Vec<&Profile> = like.iter().map(|&place| self.profile(place)).collect();
        let fine = (like.len() >= FEWEST_LIKE).then(|| profile::weigh_among(&profiles));
        let mut pairs = Vec::new();
        for b in 0..like.len() {
            for a in 0..b {
                let mut values = features(profiles[a], profiles[b]);
                values.push(first.score(&values).clamp(-6.0, 6.0));
                for kind in FINE_KINDS {
                    values.push(match &fine {
                        Some(fine) => dot(&fine[a][kind], &fine[b][kind]),
                        None => dot(&profiles[a].terms[kind], &profiles[b].terms[kind]),
                    });
                }
                pairs.push((a, b, values));
            }
        }
        pairs
    }
}

/// Says why two reports stand in one story, or apart, a sentence each; the indexes point into `reports`, all the
/// reports of the run.
#[must_use]
pub fn explain(reports: &[Told], a: usize, b: usize) -> Vec<String> {
    let run = Run::new(reports);
    let (Some(one), Some(other)) = (run.profiles.all.get(a), run.profiles.all.get(b)) else {
        return Vec::new();
    };
    let weights = &knowledge::story_weights().first;
    let values = features(one, other);
    let score = weights.score(&values);
    let together =
        group(reports).iter().any(|story| story.reports.contains(&a) && story.reports.contains(&b));
    let mut reasons = vec![format!(
        "The reports stand in {}; taken alone the pair has a probability of {:.2} to tell one story.",
        if together { "one story" } else { "two stories" },
        run.probability(score)
    )];
    reasons.extend(weights.reasons(&values));
    reasons
}

/// Returns the features of a pair, in the order of [`FEATURES`].
fn features(a: &Profile, b: &Profile) -> Vec<f64> {
    let cosine = |kind: usize| dot(&a.terms[kind], &b.terms[kind]);
    let (body, names) = (cosine(BODY), cosine(NAMES));
    let times = a.dating.compare(&b.dating);
    let gap = times.gap.map(f64::from);
    let flag = |value: bool| f64::from(u8::from(value));
    vec![
        body,
        cosine(LEAD),
        names,
        cosine(NAME_PAIRS),
        cosine(NUMBERS),
        cosine(DAYS),
        shared_text(a, b),
        gap.map_or(0.0, |days| (1.0 + days.min(30.0)).ln()),
        gap.map_or(0.0, |days| (1.0 + days / 30.0).ln()),
        flag(gap.is_none()),
        flag(times.same_day),
        flag(times.other_days),
        flag(times.named_near),
        flag(times.named_far),
        (body * names).sqrt(),
        (1.0 + a.n_words.min(b.n_words) as f64).ln() - 5.0,
    ]
}

/// Returns the share of the shorter text's fingerprints that the other holds.
fn shared_text(a: &Profile, b: &Profile) -> f64 {
    let shorter = a.fingerprints.len().min(b.fingerprints.len());
    let (mut at_a, mut at_b, mut n_shared) = (0, 0, 0);
    while let (Some(one), Some(other)) = (a.fingerprints.get(at_a), b.fingerprints.get(at_b)) {
        match one.cmp(other) {
            std::cmp::Ordering::Less => at_a += 1,
            std::cmp::Ordering::Greater => at_b += 1,
            std::cmp::Ordering::Equal => {
                n_shared += 1;
                at_a += 1;
                at_b += 1;
            }
        }
    }
    // The square root lifts the first shared lines, which say most.
    if shorter == 0 { 0.0 } else { (f64::from(n_shared) / shorter as f64).sqrt() }
}

fn story(reports: &[&Report], members: Vec<usize>) -> Story {
    let first = members.first().map(|&index| reports[index].id.as_str()).unwrap_or_default();
    let digest = tidings_text::digest(first.as_bytes());
    Story { id: format!("s{}", &digest[..10]), reports: members }
}
