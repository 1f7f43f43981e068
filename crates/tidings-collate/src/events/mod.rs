//! Events: which statements, across reports, speak of the same happening.

mod claim;
mod derive;
mod score;
mod senses;

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;
use tidings_text::{CodePoints, wire};

use crate::cluster::average_link;
use crate::fit::{Linear, probability};
use crate::knowledge;
pub(crate) use claim::{Claim, Match, Party, claims, compare_parties, kin};
pub(crate) use derive::root;
pub use score::FEATURES;
use score::Scorer;

use crate::stories::Story;
use crate::told::{Field, Told};

/// The statements that speak of one happening.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Made from its first statement.
    pub id: String,
    /// Index of its story.
    pub story: usize,
    /// Its statements, by report and place.
    pub statements: Vec<StatementAt>,
}

/// Where a statement stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StatementAt {
    /// Index of the report in the list that was given.
    pub report: usize,
    /// Title or text.
    pub field: Field,
    /// Index of the statement in that field's findings.
    pub statement: usize,
}

/// Two groups of statements merge while the mean probability over their pairs is at least this.
/// Tried from 0.2 to 0.7 on the development topics; moves with the weights.
pub const THRESHOLD: f64 = 0.4;

/// Pairs less probable than this count as 0: so the work of merging stays near the number of likely pairs.
const LEAST_PROBABILITY: f64 = 0.02;

/// Finds the events across the reports of each story, by story and first statement. Acts of saying count too.
#[must_use]
pub fn events(reports: &[Told], stories: &[Story]) -> Vec<Event> {
    events_with(reports, stories, knowledge::event_weights(), THRESHOLD)
}

/// Finds events with weights and a threshold of one's own; for training.
#[must_use]
pub fn events_with(reports: &[Told], stories: &[Story], weights: &Linear, threshold: f64) -> Vec<Event> {
    let roots = root_shares(reports, stories);
    let mut found = Vec::new();
    for (number, story) in stories.iter().enumerate() {
        let claims = mentions(reports, &story.reports);
        for members in group_claims(reports, &claims, &roots, weights, threshold) {
            let statements: Vec<StatementAt> = members.iter().map(|&member| claims[member].at).collect();
            found.push(Event { id: event_id(reports, &statements), story: number, statements });
        }
    }
    found
}

/// Returns the claims of reports, one for each place that tells an event: a headline that stands in the text too is
/// read there alone, and a trigger with two statements ("named her to the board") is one mention.
fn mentions(reports: &[Told], members: &[usize]) -> Vec<Claim> {
    let in_text = |told: &Told| {
        let title = told.words(Field::Title).trim();
        !title.is_empty() && told.words(Field::Text).contains(title)
    };
    let twice: BTreeSet<usize> =
        members.iter().copied().filter(|&report| reports.get(report).is_some_and(in_text)).collect();
    let mut seen = BTreeSet::new();
    let mut found = claims(reports, members);
    found.retain(|claim| {
        let StatementAt { report, field, statement } = claim.at;
        let trigger = reports[report].found(field).statements[statement].trigger;
        (field == Field::Text || !twice.contains(&report)) && seen.insert((report, field, trigger))
    });
    found
}

/// How common every trigger counts where an account merges: one story alone says nothing about it, and an account
/// must rather show one happening twice than two as one.
const ACCOUNT_COMMONNESS: f64 = 0.6;

/// Returns the comparable pairs of one story's claims (the lower index first) with their probabilities.
pub(crate) fn pair_probabilities(reports: &[Told], claims: &[Claim]) -> Vec<(u32, u32, f64)> {
    let roots = claims.iter().map(|claim| (claim.root.clone(), ACCOUNT_COMMONNESS)).collect();
    comparable_pairs(&Scorer::new(reports, claims, &roots), claims, knowledge::event_weights())
}

fn comparable_pairs(scorer: &Scorer<'_>, claims: &[Claim], weights: &Linear) -> Vec<(u32, u32, f64)> {
    let mut pairs = Vec::new();
    for (b, claim) in claims.iter().enumerate() {
        for (a, other) in claims[..b].iter().enumerate() {
            if !scorer.comparable(other, claim) {
                continue;
            }
            let p = probability(weights.score(&scorer.features(other, claim)));
            pairs.push((a as u32, b as u32, p));
        }
    }
    pairs
}

/// Groups the claims of one story into events, each the indexes of its claims.
pub(crate) fn group_claims(
    reports: &[Told],
    claims: &[Claim],
    roots: &FxHashMap<String, f64>,
    weights: &Linear,
    threshold: f64,
) -> Vec<Vec<usize>> {
    let mut pairs = comparable_pairs(&Scorer::new(reports, claims, roots), claims, weights);
    pairs.retain(|(_, _, p)| *p >= LEAST_PROBABILITY);
    average_link(claims.len(), pairs.into_iter(), threshold, 0.0)
}

/// Returns, for each trigger's root, the share of the run's stories that it stands in, 0 to 1: `say` and `kill`
/// stand in many and prove little.
pub(crate) fn root_shares(reports: &[Told], stories: &[Story]) -> FxHashMap<String, f64> {
    let mut counts: FxHashMap<String, f64> = FxHashMap::default();
    for story in stories {
        let roots: BTreeSet<String> =
            mentions(reports, &story.reports).into_iter().map(|claim| claim.root).collect();
        for root in roots {
            *counts.entry(root).or_default() += 1.0;
        }
    }
    // A run of few stories says nothing about which triggers are common: the unknown stories count as without.
    let n_stories = stories.len() as f64 + 20.0;
    counts.into_iter().map(|(root, count)| (root, (count / n_stories).sqrt())).collect()
}

/// A pair of statements for training: where they stand, and their features.
pub type TrainingPair = (StatementAt, StatementAt, Vec<f64>);

/// Returns the comparable pairs of the wanted statements of each story with their features, for training.
#[must_use]
pub fn training_pairs(
    reports: &[Told],
    stories: &[Story],
    is_wanted: impl Fn(StatementAt) -> bool,
) -> Vec<TrainingPair> {
    let roots = root_shares(reports, stories);
    let mut pairs = Vec::new();
    for story in stories {
        let claims = mentions(reports, &story.reports);
        let scorer = Scorer::new(reports, &claims, &roots);
        let wanted: Vec<&Claim> = claims.iter().filter(|claim| is_wanted(claim.at)).collect();
        for (b, claim) in wanted.iter().enumerate() {
            for other in wanted[..b].iter().filter(|other| scorer.comparable(other, claim)) {
                pairs.push((other.at, claim.at, scorer.features(other, claim)));
            }
        }
    }
    pairs
}

/// Says why two statements of one story stand in one event, or apart, a sentence each.
#[must_use]
pub fn explain(reports: &[Told], story: &Story, a: StatementAt, b: StatementAt) -> Vec<String> {
    let claims = claims(reports, &story.reports);
    let roots = root_shares(reports, std::slice::from_ref(story));
    let scorer = Scorer::new(reports, &claims, &roots);
    let weights = knowledge::event_weights();
    let find = |at: StatementAt| claims.iter().find(|claim| claim.at == at);
    let (Some(one), Some(other)) = (find(a), find(b)) else {
        return vec!["At least one of them is no statement of this story.".to_owned()];
    };
    let values = scorer.features(one, other);
    let mut reasons = vec![format!(
        "`{}` and `{}` have, taken alone, a probability of {:.2} to speak of one event.",
        one.lemma,
        other.lemma,
        probability(weights.score(&values))
    )];
    reasons.extend(weights.reasons(&values));
    reasons
}

fn event_id(reports: &[Told], statements: &[StatementAt]) -> String {
    let first = statements.first().and_then(|at| {
        let told = reports.get(at.report)?;
        let statement = told.found(at.field).statements.get(at.statement)?;
        Some(format!(
            "{}/{}/{}/{}",
            told.report().id,
            at.field.as_str(),
            statement.trigger.start,
            at.statement
        ))
    });
    format!("v{}", &tidings_text::digest(first.unwrap_or_default().as_bytes())[..10])
}

impl Event {
    /// Returns the interchange form, in code points.
    #[must_use]
    pub fn to_wire(&self, reports: &[Told], stories: &[Story]) -> wire::EventLine {
        let mention = |at: &StatementAt| {
            let told = reports.get(at.report)?;
            let statement = told.found(at.field).statements.get(at.statement)?;
            let range = CodePoints::new(told.words(at.field)).range(statement.trigger);
            let mut end = wire::PassageEnd::new(told.report().id.as_str(), range);
            end.field = (at.field == Field::Title).then(|| Field::Title.as_str().to_owned());
            Some(end)
        };
        wire::EventLine {
            event: self.id.clone(),
            story: stories.get(self.story).map(|story| story.id.clone()).unwrap_or_default(),
            mentions: self.statements.iter().filter_map(mention).collect(),
        }
    }
}

#[cfg(test)]
mod tests;
