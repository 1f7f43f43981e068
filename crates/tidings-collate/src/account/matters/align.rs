//! Which values of several reports are of one matter: those whose clauses agree, each joined with the one most like it.

use std::collections::{BTreeMap, BTreeSet};

use tidings_extract::AmountKind;

use super::points::{Part, Point};
use super::surroundings::Weights;
use super::values::Value;
use crate::events::root;

/// Weight of shared words that makes up for another verb.
const MUCH_SHARED: f64 = 10.0;

/// Says whether two numbers can be of one matter, and how alike their surroundings are.
fn likeness(one: &Point, other: &Point, weights: &Weights) -> Option<f64> {
    let other_day = one.days.zip(other.days).is_some_and(|(a, b)| a.1 < b.0 || b.1 < a.0);
    if one.elsewhere != other.elsewhere
        || other_day
        || one.part != other.part
        || !one.value.is_near(&other.value)
    {
        return None;
    }
    let both_main = one.part != Part::None;
    let (shared, share) = weights.shared(&one.around.stems, &other.around.stems);
    let act = one.around.is_one_act(&other.around);
    let one_object = !one.around.object.is_disjoint(&other.around.object);
    let least = match (&one.value, &other.value) {
        (Value::Amount(a), Value::Amount(b)) => {
            least_for_numbers(one, other, (&a.kind, &b.kind), act, shared)?
        }
        (Value::Day(..), Value::Day(..)) => {
            if act {
                0.38
            } else {
                0.7
            }
        }
        (Value::Place(..), Value::Place(..)) if act => 0.42,
        (Value::Direction(_), Value::Direction(_)) => {
            if act {
                0.45
            } else {
                0.6
            }
        }
        (Value::Stage(_), Value::Stage(_))
            if act && (one_object || !one.around.subject.is_disjoint(&other.around.subject)) =>
        {
            if one_object { 0.35 } else { 0.5 }
        }
        (Value::Origin(..), Value::Origin(..)) => {
            if act {
                0.45
            } else {
                0.7
            }
        }
        _ => return None,
    };
    let same = one.value.same(&other.value);
    let least = if same { least * 0.8 } else { least };
    let hours = |point: &Point| matches!(&point.value, Value::Amount(amount) if matches!(amount.kind, AmountKind::Clock { .. }));
    let enough = match &one.value {
        Value::Stage(_) if one_object => 5.0,
        Value::Stage(_) | Value::Place(..) | Value::Day(..) => 8.0,
        // Two sources in one report give the hour of one act.
        _ if one.report == other.report && act && hours(one) => 1.5,
        _ => 4.0,
    };
    (share >= least && (shared >= enough || both_main || same)).then_some(
        share
            + f64::from(u8::from(act)) * 0.3
            + f64::from(u8::from(same)) * 0.3
            + f64::from(u8::from(both_main)),
    )
}

/// Returns how alike the clauses of two numbers must be; `None` where they count or measure other things.
fn least_for_numbers(
    one: &Point,
    other: &Point,
    kinds: (&AmountKind, &AmountKind),
    act: bool,
    shared: f64,
) -> Option<f64> {
    let both_main = one.part != Part::None;
    let least = match kinds {
        (AmountKind::Things(a), AmountKind::Things(b)) => {
            // "Seven AK-47 rifles" and "twelve AK-47s": the words of one phrase name the other.
            let (mine, others) = (pieces(a, one), pieces(b, other));
            let bare = one.modifiers.is_empty() || other.modifiers.is_empty();
            let named =
                |point: &Point| point.modifiers.iter().flat_map(|word| split(word)).collect::<BTreeSet<_>>();
            let alike = if a == b {
                bare || !named(one).is_disjoint(&named(other))
            } else {
                !mine.is_disjoint(&others)
            };
            if !alike {
                return None;
            }
            // Two reports that count one kind of thing beside several other words they share.
            match (act, shared >= MUCH_SHARED) {
                (true, _) => 0.25,
                (false, true) => 0.28,
                _ => 0.45,
            }
        }
        (AmountKind::People(a), AmountKind::People(b)) => match (a == b, act) {
            (true, true) => 0.3,
            (false, true) => 0.4,
            (true, false) => 0.55,
            (false, false) => 0.65,
        },
        (AmountKind::Measure(a), AmountKind::Measure(b)) if a == b => match (both_main, act) {
            (true, _) => 0.0,
            (_, true) => 0.35,
            _ => 0.5,
        },
        (AmountKind::Clock { .. }, AmountKind::Clock { .. }) => match (both_main, act) {
            (true, _) => 0.0,
            (_, true) => 0.3,
            _ => 0.5,
        },
        _ => return None,
    };
    Some(least)
}

/// Links each number with the one of each other report, and of another source of its own, that is most like it, where
/// the liking is mutual.
pub(super) fn links(points: &[Point], weights: &Weights) -> Vec<(usize, usize)> {
    let mut best: BTreeMap<(usize, usize), (f64, usize)> = BTreeMap::new();
    let mut scores: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    for b in 0..points.len() {
        for a in 0..b {
            let (one, other) = (&points[a], &points[b]);
            let sources = one.attribution != other.attribution
                && one.attribution.is_some()
                && other.attribution.is_some();
            if one.report == other.report && (!sources || one.around.root != other.around.root) {
                continue;
            }
            let Some(score) = likeness(one, other, weights) else { continue };
            scores.insert((a, b), score);
            for (from, to) in [(a, b), (b, a)] {
                let entry = best.entry((from, points[to].report)).or_insert((0.0, to));
                if score > entry.0 {
                    *entry = (score, to);
                }
            }
        }
    }
    scores
        .into_keys()
        .filter(|&(a, b)| {
            let is_best = |from: usize, to: usize| {
                best.get(&(from, points[to].report)).is_some_and(|(_, found)| *found == to)
            };
            is_best(a, b) && is_best(b, a)
        })
        .collect()
}

/// Returns the groups that links join. A report that gives two values in one voice speaks of two things: the one with fewer
/// links is left out.
pub(super) fn groups<'p>(points: &'p [Point], links: &[(usize, usize)]) -> Vec<Vec<&'p Point>> {
    let mut group: Vec<usize> = (0..points.len()).collect();
    let mut n_links = vec![0_usize; points.len()];
    for &(a, b) in links {
        n_links[a] += 1;
        n_links[b] += 1;
        let (from, to) = (group[a].max(group[b]), group[a].min(group[b]));
        for one in &mut group {
            if *one == from {
                *one = to;
            }
        }
    }
    let mut found: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, group) in group.into_iter().enumerate() {
        found.entry(group).or_default().push(index);
    }
    found
        .into_values()
        .map(|mut members| {
            members.sort_by_key(|&index| (std::cmp::Reverse(n_links[index]), index));
            let mut kept: Vec<usize> = Vec::new();
            for index in members {
                let one = &points[index];
                let torn = kept.iter().map(|&other| &points[other]).any(|other| {
                    let voice = other.attribution == one.attribution
                        || other.attribution.is_none()
                        || one.attribution.is_none();
                    other.report == one.report && voice && !other.value.same(&one.value)
                });
                if !torn {
                    kept.push(index);
                }
            }
            kept.sort_unstable();
            kept.into_iter().map(|index| &points[index]).collect::<Vec<_>>()
        })
        .filter(|members| members.len() > 1)
        .collect()
}

/// Returns the words of a counted noun and of what says which: "AK-47 rifles" is of "ak", "47" and "rifle".
fn pieces(noun: &str, point: &Point) -> BTreeSet<String> {
    let words = point.modifiers.iter().map(String::as_str).chain(std::iter::once(noun));
    words.flat_map(split).filter(|word| word.len() > 1).collect()
}

fn split(word: &str) -> Vec<String> {
    word.split('-').map(|part| root(part.trim_end_matches('s'))).collect()
}
