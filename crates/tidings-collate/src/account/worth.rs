//! How much an event is worth telling: one weighed score of named signs.
//!
//! An editor tells the happening, what was done about it and by whom, and leaves out what witnesses did and felt. No
//! sign decides alone: [`SIGNS`] says who tells an event and where, what kind of act it is, who takes part, and how
//! far its words are those of the story. The weights stand in `data/telling-weights.toml`; `cargo xtask train telling`
//! fits them.

use std::collections::{BTreeMap, BTreeSet};

use tidings_extract::{Modality, Statement};
use tidings_text::wire;

use super::Context;
use super::draft::Draft;
use super::merge::statement;
use crate::events::Claim;
use crate::knowledge::{telling, telling_weights};
use crate::origins::{Ends, Support};
use crate::passages::words;
use crate::told::Field;

/// Sentences that count as a report's lead.
const LEAD_SENTENCES: usize = 4;
/// PLOVER types that each are a sign.
const TYPES: [&str; 16] = [
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
];

/// The signs, in the order of their weights.
pub const SIGNS: &[&str] = &[
    "texts (log)",
    "share of reports",
    "several texts",
    "statements (log)",
    "in a title",
    "in titles (log)",
    "in a lead",
    "near the start",
    "said outright",
    "the story's words",
    "the story's words, best",
    "sound line",
    "told by a verb",
    "names a number",
    "names a place",
    "states a date",
    "of a known frame",
    "everyday verb",
    "standing relation",
    "known actor",
    "known recipient",
    "official actor",
    "official recipient",
    "bystander acts",
    "thing acts",
    "nobody acts",
    "both sides",
    "done to somebody",
    "harm of the happening",
    "part of the happening",
    "not so",
    "disputed",
    "background",
    "planned",
    "announced",
    "only possible",
    "demanded or threatened",
    "sourced",
    "claims or denies",
    "of justice",
    "decides",
    "takes a stand",
    "of harm",
    "not so, sourced",
    "one text, official",
    "type AGREE",
    "type CONSULT",
    "type SUPPORT",
    "type CONCEDE",
    "type COOPERATE",
    "type AID",
    "type RETREAT",
    "type REQUEST",
    "type ACCUSE",
    "type REJECT",
    "type THREATEN",
    "type PROTEST",
    "type SANCTION",
    "type MOBILIZE",
    "type COERCE",
    "type ASSAULT",
];

/// The words of a story: how many of its reports have each in title or lead.
#[derive(Debug, Default)]
pub(super) struct Theme {
    shares: BTreeMap<u64, f64>,
}

impl Theme {
    /// Reads the words of titles and leads from the claims that stand there.
    pub(super) fn of(context: &Context<'_>, groups: &[Vec<Claim>]) -> Self {
        let mut reports: BTreeMap<u64, BTreeSet<usize>> = BTreeMap::new();
        let up_front = groups
            .iter()
            .flatten()
            .filter(|claim| claim.at.field == Field::Title || claim.sentence < LEAD_SENTENCES);
        for claim in up_front {
            let own = words::hash(&claim.lemma);
            for term in claim.context.iter().map(|(term, _)| *term).chain([own]) {
                reports.entry(term).or_default().insert(claim.at.report);
            }
        }
        let n_reports = context.members.len().max(1) as f64;
        let shares = reports.into_iter().map(|(term, reports)| (term, reports.len() as f64 / n_reports));
        Self { shares: shares.collect() }
    }

    fn share(&self, term: u64) -> f64 {
        self.shares.get(&term).copied().unwrap_or(0.0)
    }

    /// Returns the mean share of the words that a claim says of who and what, and the highest.
    fn of_claim(&self, claim: &Claim) -> (f64, f64) {
        let terms: BTreeSet<u64> = claim
            .subject_words
            .iter()
            .chain(&claim.object_words)
            .copied()
            .chain([words::hash(&claim.lemma)])
            .collect();
        let shares: Vec<f64> = terms.iter().map(|&term| self.share(term)).collect();
        let mean = shares.iter().sum::<f64>() / shares.len().max(1) as f64;
        (mean, shares.into_iter().fold(0.0, f64::max))
    }
}

/// Returns the value of each sign for an event.
pub(super) fn signs(context: &Context<'_>, theme: &Theme, draft: &Draft) -> Vec<f64> {
    let flag = |value: bool| f64::from(u8::from(value));
    let all: Vec<&Claim> = draft.affirmed.iter().chain(&draft.denied).collect();
    let told: Vec<(&Claim, &Statement)> = draft
        .affirmed
        .iter()
        .filter_map(|claim| Some((claim, statement(context.reports, claim.at)?)))
        .collect();
    let n_told = told.len().max(1) as f64;
    let share = |holds: &dyn Fn(&Claim, &Statement) -> bool| {
        told.iter().filter(|(claim, statement)| holds(claim, statement)).count() as f64 / n_told
    };
    let any = |holds: &dyn Fn(&Claim, &Statement) -> bool| {
        flag(told.iter().any(|(claim, statement)| holds(claim, statement)))
    };
    let n_texts = n_texts(context, draft) as f64;
    let n_reports = context.members.len().max(1) as f64;
    let n_titles = all.iter().filter(|claim| claim.at.field == Field::Title).count() as f64;
    let first = all
        .iter()
        .map(|claim| if claim.at.field == Field::Title { 0 } else { claim.sentence })
        .min()
        .unwrap_or(0) as f64;
    let themes: Vec<(f64, f64)> = all.iter().map(|claim| theme.of_claim(claim)).collect();
    let mean = themes.iter().map(|(mean, _)| mean).sum::<f64>() / themes.len().max(1) as f64;
    let best = themes.iter().map(|(_, best)| *best).fold(0.0, f64::max);
    let frames = &context.knowledge.frames;
    let minor = |claim: &Claim, statement: &Statement| {
        (!frames.knows(&statement.frame) || statement.mode.as_deref() == Some("other"))
            && frames.is_minor(&claim.lemma)
    };
    let known = |parties: &[wire::ActorName]| {
        parties.iter().any(|party| context.knowledge.actors.get(&party.id.as_str().into()).is_some())
    };
    let heads = |parties: &[wire::ActorName], list: &str| {
        parties.iter().any(|party| head_words(&party.name).iter().any(|word| telling().holds(list, word)))
    };
    let official = |parties: &[wire::ActorName]| known(parties) || heads(parties, "officials");
    let listed = |list: &str| share(&|claim, _| telling().holds(list, &claim.lemma));
    let digits = draft.summary.text.chars().any(|c| c.is_ascii_digit());
    let mut values = vec![
        n_texts.max(1.0).ln(),
        draft.all_reports().len() as f64 / n_reports,
        flag(n_texts > 1.0),
        (1.0 + all.len() as f64).ln(),
        flag(n_titles > 0.0),
        (1.0 + n_titles).ln(),
        flag(first < LEAD_SENTENCES as f64),
        1.0 / (1.0 + first / 4.0),
        any(&|claim, _| claim.said),
        mean,
        best,
        flag(draft.summary.whole),
        flag(draft.summary.verbal),
        flag(digits),
        flag(draft.place.is_some()),
        any(&|claim, _| claim.date.as_ref().is_some_and(|date| date.stated)),
        share(&|_, statement| frames.knows(&statement.frame)),
        share(&minor),
        any(&|_, statement| statement.relation.is_some()),
        flag(known(&draft.actors)),
        flag(known(&draft.recipients)),
        flag(official(&draft.actors)),
        flag(official(&draft.recipients)),
        flag(!known(&draft.actors) && heads(&draft.actors, "bystanders")),
        flag(!known(&draft.actors) && heads(&draft.actors, "things")),
        flag(draft.actors.is_empty()),
        flag(!draft.actors.is_empty() && !draft.recipients.is_empty()),
        flag(draft.actors.is_empty() && !draft.recipients.is_empty()),
        flag(draft.harm),
        flag(draft.part),
        flag(draft.negative),
        flag(!draft.negative && !draft.denied.is_empty()),
        share(&|_, statement| statement.background),
        share(&|_, statement| statement.modality == Modality::Planned),
        share(&|_, statement| statement.modality == Modality::Announced),
        share(&|_, statement| matches!(statement.modality, Modality::Possible | Modality::Conditional)),
        share(&|_, statement| matches!(statement.modality, Modality::Demanded | Modality::Threatened)),
        share(&|_, statement| statement.attribution.is_some()),
        listed("claiming"),
        listed("justice"),
        listed("deciding"),
        listed("stands"),
        listed("harming"),
        flag(draft.negative) * share(&|_, statement| statement.attribution.is_some()),
        flag(n_texts <= 1.0 && (official(&draft.actors) || official(&draft.recipients))),
    ];
    values.extend(TYPES.iter().map(|name| flag(draft.plover.as_deref() == Some(*name))));
    values
}

/// Returns the score of an event's signs; above zero it is worth telling.
pub(super) fn score(signs: &[f64]) -> f64 {
    telling_weights().score(signs)
}

/// Returns the words among which a name's head stands, lower case: those before the first preposition.
fn head_words(name: &str) -> Vec<String> {
    let lower = name.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words
        .take_while(|word| {
            !matches!(*word, "of" | "in" | "on" | "at" | "from" | "for" | "with" | "who" | "that")
        })
        .map(str::to_owned)
        .collect()
}

/// Counts the texts that tell an event: reports that print it in the same words are one.
pub(super) fn n_texts(context: &Context<'_>, draft: &Draft) -> usize {
    let ends = Ends::new(context.reports, context.passages, context.knowledge);
    let supports: Vec<Support> = draft
        .affirmed
        .iter()
        .chain(&draft.denied)
        .filter_map(|claim| {
            let span = statement(context.reports, claim.at)?.evidence;
            Some(Support {
                report: claim.at.report,
                field: claim.at.field,
                span,
                ends: Vec::new(),
                reason: None,
            })
        })
        .collect();
    let reports = draft.all_reports();
    let copied = |report: usize| {
        let own: Vec<&Support> = supports.iter().filter(|support| support.report == report).collect();
        own.iter().all(|support| {
            supports.iter().any(|other| other.report < report && ends.share_words(support, other))
        })
    };
    reports.iter().filter(|&&report| !copied(report)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sign_has_a_weight() {
        let names: Vec<&str> = telling_weights().weights.iter().map(|weight| weight.name.as_str()).collect();
        assert_eq!(names, SIGNS);
    }

    #[test]
    fn a_name_s_head_stands_before_its_prepositions() {
        assert_eq!(head_words("the mayor of a town"), ["the", "mayor"]);
        assert_eq!(head_words("Residents"), ["residents"]);
    }
}
