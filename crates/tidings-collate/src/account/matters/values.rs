//! Values of matters as comparison sees them: which are one, which may both be right, which are too far apart for one matter.

use std::collections::BTreeSet;

use jiff::civil::Date;
use tidings_extract::{Amount, AmountKind};

/// Share by which two measures may differ after turning units and rounding.
const ROUNDING: f64 = 0.02;
/// Minutes of a day.
const DAY: f64 = 1440.0;
/// Minutes that two tellings of one moment lie apart at most.
const FARTHEST_CLOCK: f64 = 90.0;
/// Days that two tellings of one day lie apart at most.
const FARTHEST_DAYS: i32 = 6;
/// How many times one number may hold another and still be of the same thing.
const FARTHEST: f64 = 4.0;

/// A value that a clause gives.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    /// A number.
    Amount(Amount),
    /// A day: its first and last.
    Day(Date, Date),
    /// A direction: "east".
    Direction(String),
    /// A named place behind a preposition: its folded words, the preposition, and the kind of name.
    Place(BTreeSet<String>, String, String),
    /// Whether what the verb tells was done, is planned, is denied or left open.
    Stage(Stage),
    /// A nationality, of whom: roots of the nation's and of the noun's words.
    Origin(BTreeSet<String>, String),
}

/// How far a thing told has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stage {
    /// Told as done.
    Done,
    /// Planned, promised, demanded or feared.
    Ahead,
    /// Told as possible or as somebody's word.
    Open,
    /// Denied, or not yet.
    Denied,
}

impl Value {
    /// Says whether two values are near enough for two tellings of one thing.
    pub(super) fn is_near(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Amount(one), Self::Amount(other)) => is_near(one, other),
            (Self::Day(first, last), Self::Day(from, to)) => {
                let gap = |a: &Date, b: &Date| a.until(*b).map_or(i32::MAX, |span| span.get_days().abs());
                gap(first, from).max(gap(last, to)) <= FARTHEST_DAYS
            }
            (Self::Origin(_, one), Self::Origin(_, other)) => one == other,
            (Self::Place(_, by, kind), Self::Place(_, with, other)) => by == with && kind == other,
            _ => true,
        }
    }

    /// Says whether two values are one reading.
    pub(super) fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Amount(one), Self::Amount(other)) => same(one, other),
            (Self::Place(one, ..), Self::Place(other, ..)) => !one.is_disjoint(other),
            _ => self == other,
        }
    }

    /// Says whether both values may be right.
    pub(super) fn fits(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Amount(one), Self::Amount(other)) => fits(one, other),
            (Self::Day(first, last), Self::Day(from, to)) => first <= to && from <= last,
            // "North" and "northeast".
            (Self::Direction(one), Self::Direction(other)) => {
                one.starts_with(other)
                    || other.starts_with(one)
                    || one.ends_with(other)
                    || other.ends_with(one)
            }
            (Self::Origin(one, _), Self::Origin(other, _)) => !one.is_disjoint(other),
            // "Reportedly" and a plan may both come true.
            (Self::Stage(one), Self::Stage(other)) => !matches!(
                (one, other),
                (Stage::Done | Stage::Ahead, Stage::Denied)
                    | (Stage::Denied, Stage::Done | Stage::Ahead)
                    | (Stage::Done, Stage::Ahead)
                    | (Stage::Ahead, Stage::Done)
            ),
            _ => false,
        }
    }
}

/// Says whether two numbers are near enough for two tellings of one thing.
fn is_near(one: &Amount, other: &Amount) -> bool {
    let middle = |amount: &Amount| match (amount.low, amount.high) {
        (Some(low), Some(high)) => f64::midpoint(low, high),
        (low, high) => low.or(high).unwrap_or(0.0),
    };
    let (a, b) = (middle(one), middle(other));
    match one.kind {
        AmountKind::Clock { .. } => {
            let by_bound = one.low == Some(0.0) || other.low == Some(0.0);
            by_bound || apart(one, other, a, b) <= FARTHEST_CLOCK || one.kind != other.kind
        }
        _ => a.max(b) <= a.min(b) * FARTHEST,
    }
}

/// Says whether two numbers are one reading.
fn same(one: &Amount, other: &Amount) -> bool {
    if let (AmountKind::Clock { .. }, AmountKind::Clock { .. }) = (&one.kind, &other.kind) {
        let middle =
            |amount: &Amount| amount.low.zip(amount.high).map(|(low, high)| f64::midpoint(low, high));
        return middle(one).zip(middle(other)).is_some_and(|(a, b)| apart(one, other, a, b) < 1.0);
    }
    let measured = matches!(one.kind, AmountKind::Measure(_));
    let near = |a: Option<f64>, b: Option<f64>| match (a, b) {
        (None, None) => true,
        (Some(a), Some(b)) if !measured => (a - b).abs() < 0.5,
        (Some(a), Some(b)) => (a - b).abs() <= ROUNDING * a.abs().max(b.abs()),
        _ => false,
    };
    let middle = |amount: &Amount| amount.low.zip(amount.high).map(|(low, high)| f64::midpoint(low, high));
    match (middle(one), middle(other)) {
        // A number and "about" that number are one reading.
        (Some(a), Some(b)) => near(Some(a), Some(b)),
        _ => near(one.low, other.low) && near(one.high, other.high),
    }
}

/// Says whether both numbers may be right.
fn fits(one: &Amount, other: &Amount) -> bool {
    let below = |high: Option<f64>, low: Option<f64>| high.zip(low).is_some_and(|(high, low)| high < low);
    if let (AmountKind::Clock { zone: a, .. }, AmountKind::Clock { zone: b, .. }) = (&one.kind, &other.kind) {
        // Zones lie whole or half hours apart; which, the words do not say.
        let (Some(low), Some(high), Some(from), Some(to)) = (one.low, one.high, other.low, other.high) else {
            return true;
        };
        let shift = |step: f64| {
            let gap = apart(one, other, f64::midpoint(low, high), f64::midpoint(from, to));
            let slack = (high - low) / 2.0 + (to - from) / 2.0;
            let rest = gap % step;
            rest.min(step - rest) <= slack || gap <= slack
        };
        return if a == b { shift(DAY) } else { shift(30.0) };
    }
    !below(one.high, other.low) && !below(other.high, one.low)
}

/// Returns the minutes between two times of day; within half a day where the half is open.
fn apart(one: &Amount, other: &Amount, a: f64, b: f64) -> f64 {
    let open = |amount: &Amount| matches!(amount.kind, AmountKind::Clock { whole_day: false, .. });
    let round = if open(one) || open(other) { DAY / 2.0 } else { DAY };
    let gap = (a - b).abs() % round;
    gap.min(round - gap)
}

#[cfg(test)]
mod tests {
    use tidings_text::Span;

    use super::*;

    fn clock(low: f64, high: f64, zone: Option<&str>) -> Value {
        let kind = AmountKind::Clock { whole_day: true, zone: zone.map(str::to_owned) };
        amount(kind, Some(low), Some(high))
    }

    fn amount(kind: AmountKind, low: Option<f64>, high: Option<f64>) -> Value {
        Value::Amount(Amount { span: Span::new(0, 1), text: String::new(), head: 0, kind, low, high })
    }

    fn people(low: Option<f64>, high: Option<f64>) -> Value {
        amount(AmountKind::People("worker".to_owned()), low, high)
    }

    /// Checks how two values stand to each other: `same`, `fits` or `clashes`.
    fn check(one: &Value, other: &Value, expected: &str) {
        let found = match (one.same(other), one.fits(other)) {
            (true, _) => "same",
            (false, true) => "fits",
            (false, false) => "clashes",
        };
        assert_eq!(found, expected, "{one:?} {other:?}");
        assert_eq!(one.same(other), other.same(one), "{one:?} {other:?}");
    }

    #[test]
    fn values_are_one_fit_or_clash() {
        check(&clock(600.0, 600.0, None), &clock(593.0, 607.0, None), "same");
        check(&clock(600.0, 600.0, None), &clock(625.0, 625.0, None), "clashes");
        // Ten past ten in one zone is ten past nine in another.
        check(&clock(610.0, 610.0, None), &clock(550.0, 550.0, Some("gmt")), "fits");
        check(&people(Some(800.0), Some(800.0)), &people(Some(250.0), Some(250.0)), "clashes");
        check(&people(Some(800.0), Some(800.0)), &people(Some(400.0), None), "fits");
        check(&Value::Direction("east".to_owned()), &Value::Direction("west".to_owned()), "clashes");
        check(&Value::Direction("east".to_owned()), &Value::Direction("southeast".to_owned()), "fits");
        check(&Value::Stage(Stage::Done), &Value::Stage(Stage::Denied), "clashes");
        check(&Value::Stage(Stage::Done), &Value::Stage(Stage::Open), "fits");
    }
}
