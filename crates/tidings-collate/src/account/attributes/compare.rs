//! Whether two values of one attribute are one, fit, or clash.
//!
//! Numbers fit where their bounds overlap, in base units; offices clash where one person holds at most one of them, or where one
//! report calls it over; origins fit where they share a state; of two places one may lie in the other, so none clash.

use std::collections::BTreeSet;

use tidings_extract::{Attribute, AttributeValue};

use super::join::Item;
use crate::readings::Fit;

/// Years by which two reports' ages of one person differ at most.
const FARTHEST_AGES: f64 = 15.0;
/// Share by which two measures of one length may differ after turning units and rounding.
const ROUNDING: f64 = 0.015;

/// Says whether two values are one reading.
pub(super) fn same(one: &Attribute, other: &Attribute) -> bool {
    let (a, b) = (&one.value, &other.value);
    match one.name.as_str() {
        "office" => a.keys == b.keys && a.ended == b.ended,
        "origin" => a.keys == b.keys,
        "home" => {
            let (a, b) = (words(a), words(b));
            a.is_subset(&b) || b.is_subset(&a)
        }
        _ => {
            if a.text.to_lowercase() == b.text.to_lowercase() {
                return true;
            }
            // "30 tons" and "30 tonnes": one figure, whatever the ton.
            let bounded = |value: &AttributeValue| value.low.is_some() && value.high.is_some();
            if bounded(a)
                && bounded(b)
                && !figures(&a.text).is_empty()
                && figures(&a.text) == figures(&b.text)
                && fit(one, other) == Fit::Fits
            {
                return true;
            }
            let counted = a.dimension.as_deref().is_some_and(|name| matches!(name, "count" | "age" | "year"));
            let near = |a: Option<f64>, b: Option<f64>| match (a, b) {
                (None, None) => true,
                (Some(a), Some(b)) if counted => (a - b).abs() < 0.5,
                (Some(a), Some(b)) => (a - b).abs() <= ROUNDING * a.abs().max(b.abs()),
                _ => false,
            };
            let middle = |value: &AttributeValue| {
                value.low.zip(value.high).map(|(low, high)| f64::midpoint(low, high))
            };
            match (middle(a), middle(b)) {
                // A figure and "about" that figure are one reading; a range is another.
                (Some(one), Some(two)) if !counted => near(Some(one), Some(two)),
                _ => near(a.low, b.low) && near(a.high, b.high),
            }
        }
    }
}

/// Says whether both values may be right.
pub(super) fn fit(one: &Attribute, other: &Attribute) -> Fit {
    let (a, b) = (&one.value, &other.value);
    let fits = match one.name.as_str() {
        "office" if a.keys == b.keys => a.ended == b.ended,
        "office" => a.ended || b.ended || !(a.single && b.single),
        "origin" => {
            let open = |value: &AttributeValue| value.keys.iter().all(|key| key == "dual");
            open(a) || open(b) || !states(a).is_disjoint(&states(b))
        }
        "home" => true,
        _ => {
            let below =
                |high: Option<f64>, low: Option<f64>| high.zip(low).is_some_and(|(high, low)| high < low);
            !below(a.high, b.low) && !below(b.high, a.low)
        }
    };
    if fits { Fit::Fits } else { Fit::Clashes }
}

/// Says whether two values are so far apart that they are of two holders: ages of two persons whose names were taken for one.
pub(super) fn are_of_two(one: &Attribute, other: &Attribute) -> bool {
    let gap = one.value.low.zip(other.value.low).map(|(one, other)| (one - other).abs());
    one.name == "age" && gap.is_some_and(|gap| gap > FARTHEST_AGES)
}

/// Says whether a difference of this attribute tells a reader something where its values fit: a vaguer number beside a
/// more precise one does, a shorter title beside a longer one does not.
pub(super) fn shown_where_it_fits(name: &str) -> bool {
    !matches!(name, "office" | "age")
}

/// Returns a reading in the words that most items give; of names and offices, then those that say most.
pub(super) fn wording(items: &[Item<'_>]) -> String {
    let text = |item: &Item<'_>| item.attribute.value.text.to_lowercase();
    let times = |one: &Item<'_>| items.iter().filter(|other| text(one) == text(other)).count();
    let n_words = |item: &Item<'_>| match item.attribute.value.dimension {
        Some(_) => 0,
        None => item.attribute.value.text.split_whitespace().count(),
    };
    let best = items.iter().rev().max_by_key(|item| (times(item), n_words(item)));
    best.map(|item| item.attribute.value.text.clone()).unwrap_or_default()
}

fn figures(text: &str) -> String {
    text.chars().filter(|c| c.is_ascii_digit() || *c == '.' || *c == '-').collect()
}

fn words(value: &AttributeValue) -> BTreeSet<&str> {
    value.keys.iter().map(String::as_str).collect()
}

fn states(value: &AttributeValue) -> BTreeSet<&str> {
    value.keys.iter().map(|key| key.trim_start_matches('~')).collect()
}
