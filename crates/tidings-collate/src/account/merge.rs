//! Which statements of a story are told as one event of its account.
//!
//! The pair model of [`crate::events`] proposes; what an account must never blur decides: events of known actors
//! stand apart where actors or recipients differ, sets of recipients are split where a report tells them apart, and
//! statements of one frame with the same actor and recipient come together whatever their wording.

use std::collections::{BTreeMap, BTreeSet};

use tidings_extract::{Modality, Polarity, Statement};
use tidings_text::Span;

use super::happening::{Belongs, Happening};
use crate::cluster::average_link;
use crate::events::{Claim, Match, Party, StatementAt, compare_parties, pair_probabilities};
use crate::passages::{Passage, PassageKind};
use crate::told::{Field, Told};

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

/// Lists the claims of a story that an account may tell: no acts of saying, nothing that stands twice, no line of an
/// outlet's own.
pub(super) fn claims_to_tell(reports: &[Told], members: &[usize], passages: &[Passage]) -> Vec<Claim> {
    let mut all = crate::events::claims(reports, members);
    for claim in &mut all {
        keep_heads(reports, claim);
    }
    all.into_iter()
        .filter(|claim| {
            statement(reports, claim.at).is_some_and(|statement| {
                // "According to", "based on": a participle that the parse takes for a preposition tells nothing.
                let preposition = reports[claim.at.report]
                    .doc(claim.at.field)
                    .and_then(|doc| doc.tokens().get(statement.head))
                    .is_some_and(|token| matches!(&*token.dep, "prep" | "mark" | "cc"));
                let told = !statement.saying
                    && !preposition
                    && !matches!(statement.modality, Modality::Conditional)
                    && !statement.evidence.is_empty();
                told && !decides_another(reports, claim)
                    && !left_out(passages, claim.at.report, claim.at.field, statement.trigger)
            })
        })
        .collect()
}

/// Takes from recipients the ids of names that are only a part of their words: "two pro-Norvanian regions" is no Norvania.
fn keep_heads(reports: &[Told], claim: &mut Claim) {
    let Some(told) = reports.get(claim.at.report) else { return };
    let Some(statement) = statement(reports, claim.at) else { return };
    let Some(doc) = told.doc(claim.at.field) else { return };
    let slips = statement.recipients.iter().filter(|party| party.members.is_empty()).filter(|party| {
        let Some(head) = doc.tokens().get(party.head) else { return false };
        let mentions = told.found(claim.at.field).mentions.iter();
        let mut of_actor =
            mentions.filter(|mention| mention.actor == party.actor && party.span.overlaps(mention.span));
        let adjective = |mention: &tidings_extract::Mention| {
            !mention.span.overlaps(head.span)
                && doc.tokens_in(mention.span).all(|token| &*doc.tokens()[token].pos == "ADJ")
        };
        of_actor.next().is_some_and(adjective) && !of_actor.any(|mention| mention.span.overlaps(head.span))
    });
    for slip in slips {
        let Some(id) = slip.actor.as_ref().map(ToString::to_string) else { continue };
        for party in claim.recipients.iter_mut().filter(|party| party.ids.contains(&id)) {
            let words = slip.span.of(told.words(claim.at.field));
            *party = Party {
                ids: BTreeSet::new(),
                name: words.to_owned(),
                behalf: None,
                words: Party::words_of(words),
            };
        }
    }
}

/// Verbs and nouns of deciding: what is decided is the act, and stands as a statement of its own.
const DECIDING: &[&str] =
    &["decide", "decision", "resolve", "opt", "vow", "pledge", "promise", "intend", "plan"];

/// Says whether a claim only says that somebody decided what another statement tells: "has decided to break off".
fn decides_another(reports: &[Told], claim: &Claim) -> bool {
    let Some(told) = reports.get(claim.at.report).filter(|_| DECIDING.contains(&claim.lemma.as_str())) else {
        return false;
    };
    let Some((statement, doc)) = statement(reports, claim.at).zip(told.doc(claim.at.field)) else {
        return false;
    };
    told.found(claim.at.field).statements.iter().any(|other| {
        let complement = matches!(&*doc.tokens()[other.head].dep, "xcomp" | "ccomp" | "acl");
        complement && doc.head(other.head) == Some(statement.head) && other.plover.is_some()
    })
}

/// Says whether words stand twice in their report, or are a line of its outlet's own.
pub(super) fn left_out(passages: &[Passage], report: usize, field: Field, span: Span) -> bool {
    field == Field::Text
        && passages.iter().any(|passage| match passage.kind {
            PassageKind::Repetition => passage.b.report == report && passage.b.span.overlaps(span),
            PassageKind::Boilerplate => {
                [passage.a, passage.b].iter().any(|place| place.report == report && place.span.overlaps(span))
            }
            _ => false,
        })
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

fn days_between(early: jiff::civil::Date, late: jiff::civil::Date) -> i32 {
    early.until(late).map_or(0, |span| span.get_days())
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
    let days_apart =
        a.date.as_ref().zip(b.date.as_ref()).filter(|(a, b)| one_time && a.stated && b.stated).map(
            |(a, b)| {
                let gap = |early: jiff::civil::Date, late: jiff::civil::Date| {
                    early.until(late).map_or(0, |span| span.get_days())
                };
                gap(a.days.1, b.days.0).max(gap(b.days.1, a.days.0))
            },
        );
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

/// A side of a statement whose sets may be split.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Actors,
    Recipients,
}

impl Side {
    fn of(self, claim: &Claim) -> &[Party] {
        match self {
            Self::Actors => &claim.actors,
            Self::Recipients => &claim.recipients,
        }
    }
}

/// Splits sets of actors, then of recipients, where a report tells their members apart: the coarsest parts such that
/// every statement of the frame (and, for recipients, of the actor) speaks of whole parts.
///
/// Sets of actors are split only in relations, which each of them has for itself; a joint act stays one.
fn split_sets(reports: &[Told], claims: Vec<Claim>) -> Vec<Claim> {
    let claims = split_side(reports, claims, Side::Actors);
    split_side(reports, claims, Side::Recipients)
}

fn split_side(reports: &[Told], claims: Vec<Claim>, side: Side) -> Vec<Claim> {
    let mut sets: BTreeMap<(String, String), Vec<BTreeSet<String>>> = BTreeMap::new();
    for claim in &claims {
        for key in relation_keys(reports, claim, side) {
            sets.entry(key).or_default().push(fixed_ids(side.of(claim)));
        }
    }
    let parts: BTreeMap<(String, String), Vec<BTreeSet<String>>> =
        sets.into_iter().map(|(key, sets)| (key, refine(&sets))).collect();
    let mut out = Vec::new();
    for claim in claims {
        let ids = fixed_ids(side.of(&claim));
        let parts = relation_keys(reports, &claim, side).into_iter().find_map(|key| parts.get(&key));
        let touched: Vec<&BTreeSet<String>> =
            parts.into_iter().flatten().filter(|part| !part.is_disjoint(&ids)).collect();
        if touched.len() < 2 {
            out.push(claim);
            continue;
        }
        for part in touched {
            let kept = side.of(&claim).iter().filter_map(|party| party.restricted(part)).collect();
            out.push(match side {
                Side::Actors => Claim { actors: kept, ..claim.clone() },
                Side::Recipients => Claim { recipients: kept, ..claim.clone() },
            });
        }
    }
    out
}

/// Returns the keys under which a claim's sets are compared: its frame, and for recipients each known actor.
fn relation_keys(reports: &[Told], claim: &Claim, side: Side) -> Vec<(String, String)> {
    let Some(statement) = statement(reports, claim.at) else { return Vec::new() };
    let comparable =
        statement.plover.is_some() && statement.polarity == Polarity::Positive && !statement.reciprocal;
    if !comparable || fixed_ids(side.of(claim)).is_empty() {
        return Vec::new();
    }
    match side {
        Side::Actors if statement.relation.is_some() => vec![(statement.frame.clone(), String::new())],
        Side::Actors => Vec::new(),
        Side::Recipients => {
            fixed_ids(&claim.actors).into_iter().map(|actor| (statement.frame.clone(), actor)).collect()
        }
    }
}

fn fixed_ids(parties: &[Party]) -> BTreeSet<String> {
    parties.iter().flat_map(|party| party.ids.iter()).filter(|id| !id.contains('/')).cloned().collect()
}

/// Returns the coarsest partition of which every set is a union.
fn refine(sets: &[BTreeSet<String>]) -> Vec<BTreeSet<String>> {
    let mut parts: Vec<BTreeSet<String>> = Vec::new();
    for set in sets {
        let mut rest = set.clone();
        let mut next = Vec::new();
        for part in parts {
            let inside: BTreeSet<String> = part.intersection(set).cloned().collect();
            let outside: BTreeSet<String> = part.difference(set).cloned().collect();
            rest.retain(|id| !inside.contains(id));
            next.extend([inside, outside].into_iter().filter(|part| !part.is_empty()));
        }
        if !rest.is_empty() {
            next.push(rest);
        }
        parts = next;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(sets: &[&str], expected: &[&str]) {
        let set = |words: &&str| words.split(' ').map(str::to_owned).collect::<BTreeSet<_>>();
        let sets: Vec<_> = sets.iter().map(set).collect();
        let mut found: Vec<String> =
            refine(&sets).into_iter().map(|part| part.into_iter().collect::<Vec<_>>().join(" ")).collect();
        found.sort();
        assert_eq!(found, expected);
    }

    #[test]
    fn sets_split_only_where_told_apart() {
        check(&["a b", "a b"], &["a b"]);
        check(&["a b", "a"], &["a", "b"]);
        check(&["a b c", "b"], &["a c", "b"]);
        check(&["a", "b"], &["a", "b"]);
    }
}
