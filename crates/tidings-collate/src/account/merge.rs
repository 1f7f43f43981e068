//! Which statements of a story are told as one event of its account.
//!
//! The pair model of [`crate::events`] proposes; what an account must never blur decides: events of known actors
//! stand apart where actors or recipients differ, sets of recipients are split where a report tells them apart, and
//! statements of one frame with the same actor and recipient come together whatever their wording.

use std::collections::{BTreeMap, BTreeSet};

use tidings_extract::{Modality, Statement};

use super::happening::{Belongs, Happening};
use super::news_days::days_between;
use super::sets::split_sets;
use crate::cluster::average_link;
use crate::events::{Claim, Match, Party, StatementAt, compare_parties, pair_probabilities};
use crate::told::Told;

/// Two groups of statements merge while the mean over their pairs is at least this.
const THRESHOLD: f64 = 0.45;
/// What statements of one frame, actor and recipient count, whatever their wording.
const SAME_RELATION: f64 = 0.97;
/// What a pair counts that must not be one event: a third of such pairs keep two groups apart.
const APART: f64 = -1.5;
/// By what the model's word is lowered where nothing that the two say of who and what is shared.
const OTHER_ARGUMENTS: f64 = 0.25;
/// Days that two stated dates of one event may lie apart: a zone, or an error worth showing as a reading.
const NEAR_DAYS: i32 = 3;

/// Returns the statement of a claim.
pub(super) fn statement(reports: &[Told], at: StatementAt) -> Option<&Statement> {
    reports.get(at.report)?.found(at.field).statements.get(at.statement)
}

/// When a claim's event happened, as far as it says: now, in the story, or in the past that the story recalls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Epoch {
    /// The story's own time, or nothing that says otherwise.
    Now,
    /// A day well before the story, the first that its words allow.
    Past(jiff::civil::Date),
    /// Told as background without a day.
    Unknown,
}

/// Days before the first report from which an event is history to its story.
const HISTORY_DAYS: i32 = 10;

fn epochs(reports: &[Told], claims: &[Claim]) -> Vec<Epoch> {
    let first = claims.iter().filter_map(|claim| reports[claim.at.report].report().date()).min();
    claims
        .iter()
        .map(|claim| {
            let background = statement(reports, claim.at).is_some_and(|statement| statement.background);
            let dated = claim.date.as_ref().filter(|date| date.stated).zip(first);
            match dated {
                Some((date, first)) if days_between(date.days.1, first) > HISTORY_DAYS => {
                    Epoch::Past(date.days.0)
                }
                None if background => Epoch::Unknown,
                _ => Epoch::Now,
            }
        })
        .collect()
}

/// Groups claims into events. A claim whose set of actors or recipients is split comes back once for each part.
pub(super) fn merge(reports: &[Told], claims: Vec<Claim>, happening: Option<&Happening>) -> Vec<Vec<Claim>> {
    let (mut groups, claims) = match happening {
        Some(happening) => of_happening(happening, claims),
        None => (Vec::new(), claims),
    };
    groups.extend(merge_rest(reports, claims, happening));
    groups
}

/// Takes out what tells the main happening, each of its parts, and what befell those who did it: one event each.
fn of_happening(happening: &Happening, claims: Vec<Claim>) -> (Vec<Vec<Claim>>, Vec<Claim>) {
    let mut groups: BTreeMap<Belongs, Vec<Claim>> = BTreeMap::new();
    let mut rest = Vec::new();
    for claim in claims {
        match happening.belongs(claim.at) {
            None | Some(Belongs::Victim) => rest.push(claim),
            Some(Belongs::Loose) => {}
            Some(belongs) => groups.entry(belongs.clone()).or_default().push(claim),
        }
    }
    (groups.into_values().collect(), rest)
}

fn merge_rest(reports: &[Told], claims: Vec<Claim>, happening: Option<&Happening>) -> Vec<Vec<Claim>> {
    let is_victim = |claim: &Claim| {
        happening.is_some_and(|happening| happening.belongs(claim.at) == Some(&Belongs::Victim))
    };
    let claims = split_sets(reports, claims);
    let epochs = epochs(reports, &claims);
    // A relation that a report dates to the story's own time happened then; an older day is another happening.
    let current: BTreeSet<RelationKey> = claims
        .iter()
        .zip(&epochs)
        .filter(|(claim, epoch)| **epoch == Epoch::Now && claim.date.as_ref().is_some_and(|date| date.stated))
        .filter_map(|(claim, _)| relation_of(reports, claim))
        .collect();
    let listed = pair_probabilities(reports, &claims).into_iter().map(|(a, b, p)| {
        let (one, other) = (a as usize, b as usize);
        let times_apart = match (epochs[one], epochs[other]) {
            (Epoch::Past(_), Epoch::Now) | (Epoch::Now, Epoch::Past(_)) => true,
            (Epoch::Past(one), Epoch::Past(other)) => days_between(one, other).abs() > 366,
            _ => false,
        };
        let other_harm = is_victim(&claims[one]) != is_victim(&claims[other]);
        let elsewhere =
            happening.is_some_and(|happening| happening.hold_apart(claims[one].at, claims[other].at));
        let times_apart = times_apart || other_harm || elsewhere;
        let decided = decide(reports, &claims[one], &claims[other], p);
        // A relation told without a day is the one that another report dates.
        let stated = |index: usize| claims[index].date.as_ref().is_some_and(|date| date.stated);
        let dated_now = relation_of(reports, &claims[one]).is_some_and(|key| current.contains(&key));
        let one_relation = decided >= SAME_RELATION && !(stated(one) && stated(other)) && !dated_now;
        (a, b, if times_apart && !one_relation { APART } else { decided })
    });
    let clusters = average_link(claims.len(), listed, THRESHOLD, 0.0);
    let mut claims: Vec<Option<Claim>> = claims.into_iter().map(Some).collect();
    clusters
        .into_iter()
        .map(|members| members.into_iter().filter_map(|member| claims[member].take()).collect())
        .collect()
}

/// A frame with its known actors and recipients.
type RelationKey = (String, BTreeSet<String>, BTreeSet<String>);

fn relation_of(reports: &[Told], claim: &Claim) -> Option<RelationKey> {
    let frame = statement(reports, claim.at)?.frame.clone();
    Some((frame, fixed_ids(&claim.actors), fixed_ids(&claim.recipients)))
}

/// Returns what a pair counts: what the model proposes, unless a rule knows better.
fn decide(reports: &[Told], a: &Claim, b: &Claim, proposed: f64) -> f64 {
    let (Some(one), Some(other)) = (statement(reports, a.at), statement(reports, b.at)) else {
        return proposed;
    };
    if a.at == b.at {
        // Two parts of one statement's recipients.
        return APART;
    }
    let typed = one.plover.is_some() && other.plover.is_some();
    let actors = compare_parties(&a.actors, &b.actors);
    let recipients = compare_parties(&a.recipients, &b.recipients);
    let swapped = compare_parties(&a.actors, &b.recipients) == Match::Same
        && compare_parties(&a.recipients, &b.actors) == Match::Same;
    let reciprocal = one.reciprocal || other.reciprocal;
    // The day of a promise and the day it is to be kept are no two happenings.
    let promised =
        |statement: &Statement| matches!(statement.modality, Modality::Announced | Modality::Planned);
    let one_time = promised(one) == promised(other);
    let days_apart = a
        .date
        .as_ref()
        .zip(b.date.as_ref())
        .filter(|(a, b)| one_time && a.stated && b.stated)
        .map(|(a, b)| days_between(a.days.1, b.days.0).max(days_between(b.days.1, a.days.0)));
    if days_apart.is_some_and(|days| days > NEAR_DAYS) {
        return APART;
    }
    // "Relations between the two have not been broken" denies that either broke them.
    let denied = one.polarity != other.polarity && one.frame == other.frame;
    let everybody = |claim: &Claim| -> BTreeSet<String> {
        fixed_ids(&claim.actors).union(&fixed_ids(&claim.recipients)).cloned().collect()
    };
    let both_sides = everybody(a);
    if denied
        && typed
        && both_sides.len() > 1
        && both_sides == everybody(b)
        && days_apart.is_none_or(|days| days <= NEAR_DAYS)
    {
        return SAME_RELATION;
    }
    if actors == Match::Clash && !(reciprocal && swapped) {
        return APART;
    }
    if typed && recipients == Match::Clash && !(reciprocal && swapped) {
        return APART;
    }
    // One frame stands under two types where the act is told now and announced then: a promise to recognise is AGREE.
    let one_cameo = a.root == b.root && one.cameo.is_some() && one.cameo == other.cameo;
    if typed && one.plover != other.plover && one.frame != other.frame && !one_cameo {
        return APART;
    }
    let parties_shared =
        [actors, recipients].iter().any(|found| matches!(found, Match::Same | Match::Related));
    let nobody = |claim: &Claim| {
        claim.actors.iter().any(|party| {
            let name = party.name.to_lowercase();
            ["no ", "nobody", "no-one", "none"].iter().any(|start| name.starts_with(start))
        })
    };
    let denied_of_all = (nobody(a) || nobody(b)) && !a.object_words.is_disjoint(&b.object_words);
    if denied_of_all && a.root == b.root {
        return proposed.max(SAME_RELATION);
    }
    if one.polarity != other.polarity && !parties_shared {
        return APART;
    }
    let words_shared = !a.subject_words.is_disjoint(&b.subject_words)
        || !a.object_words.is_disjoint(&b.object_words)
        || !a.object_words.is_disjoint(&b.subject_words)
        || !a.subject_words.is_disjoint(&b.object_words);
    let both_say = (!a.subject_words.is_empty() && !b.subject_words.is_empty())
        || (!a.object_words.is_empty() && !b.object_words.is_empty());
    if both_say && !words_shared && !parties_shared {
        return proposed * OTHER_ARGUMENTS;
    }
    // "Hands a certificate of recognition to an envoy" is told beside the recognition, not as it.
    let through_person = |claim: &Claim| claim.recipients.iter().any(|party| party.behalf.is_some());
    let one_act = a.root == b.root || (!through_person(a) && !through_person(b));
    let one_frame = typed && one.frame == other.frame && one_act;
    let alike = actors == Match::Same && recipients == Match::Same;
    if one_frame && (alike || (reciprocal && swapped)) && unreal(one) == unreal(other) {
        return SAME_RELATION;
    }
    proposed
}

/// Says whether a statement only calls for its event or threatens with it.
fn unreal(statement: &Statement) -> bool {
    matches!(statement.modality, Modality::Demanded | Modality::Threatened)
}

/// Returns the fixed ids of parties.
pub(super) fn fixed_ids(parties: &[Party]) -> BTreeSet<String> {
    parties.iter().flat_map(|party| party.ids.iter()).filter(|id| !id.contains('/')).cloned().collect()
}
