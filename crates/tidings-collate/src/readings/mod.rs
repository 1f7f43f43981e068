//! Readings: the values that reports give for one part of an event, and how they stand to each other.
//!
//! The statuses are those of the interchange: `agreed` needs two independent origins for one value; values that fit
//! are `refined`; a value that only earlier reports give, or that its words call passing, is `superseded`; the rest
//! is `conflicting`.

mod values;

use std::collections::BTreeSet;

use jiff::civil::Date;
use tidings_text::wire;

use crate::origins::{Count, Support};
pub(crate) use values::{Content, Fit, number_words};

/// A value that one statement gives for a slot.
#[derive(Debug, Clone)]
pub(crate) struct Value {
    /// As text: a TIMEX3 value, a name, a number or a range.
    pub(crate) text: String,
    /// As comparison sees it.
    pub(crate) content: Content,
    /// On whose words it rests.
    pub(crate) support: Support,
    /// Index into the event's evidence.
    pub(crate) evidence: usize,
    /// Whether its words call it a passing state: "yet to", "so far", "earlier".
    pub(crate) passing: bool,
    /// Whether reports say that such counts went up.
    pub(crate) grew: bool,
}

/// When a report was published, for telling earlier states of knowledge from later ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Known {
    /// The date.
    pub(crate) date: Date,
    /// Seconds since 1970, where the time is known.
    pub(crate) second: Option<i64>,
}

impl Known {
    /// Says whether this is surely earlier than `other`.
    fn before(self, other: Self) -> bool {
        match (self.second, other.second) {
            (Some(one), Some(two)) => one < two,
            _ => self.date < other.date,
        }
    }
}

/// One value with all that give it.
#[derive(Debug)]
struct Group {
    text: String,
    content: Content,
    values: Vec<Value>,
    count: Count,
    current: bool,
}

/// Puts the values of a slot together; `None` where there are none.
///
/// `known` gives, for a report's index, when it was published; `count` counts the origins behind supports.
pub(crate) fn slot(
    name: &str,
    values: Vec<Value>,
    known: &dyn Fn(usize) -> Option<Known>,
    id: &dyn Fn(usize) -> String,
    count: &mut dyn FnMut(&[Support]) -> Count,
) -> Option<wire::Slot> {
    let mut groups: Vec<Group> = Vec::new();
    for value in values {
        match groups.iter_mut().find(|group| group.content.same(&value.content)) {
            Some(group) => {
                // The shorter of two wordings of one value is its usual name.
                if value.text.len() < group.text.len()
                    && matches!(group.content, Content::Name(_) | Content::Place(_))
                {
                    group.text.clone_from(&value.text);
                }
                group.values.push(value);
            }
            None => groups.push(Group {
                text: value.text.clone(),
                content: value.content.clone(),
                values: vec![value],
                count: Count::default(),
                current: true,
            }),
        }
    }
    if groups.is_empty() {
        return None;
    }
    for group in &mut groups {
        let supports: Vec<Support> = group.values.iter().map(|value| value.support.clone()).collect();
        group.count = count(&supports);
    }
    let status = status(&mut groups, known);
    groups.sort_by(|one, other| {
        let n_reports = |group: &Group| group.reports().len();
        (other.current, n_reports(other)).cmp(&(one.current, n_reports(one))).then(one.text.cmp(&other.text))
    });
    let readings = groups.iter().map(|group| wire::Reading {
        value: group.text.clone(),
        reports: group.reports().into_iter().map(id).collect(),
        origins: wire::ReadingOrigins {
            ids: group.count.ends.iter().map(|end| format!("o{}", end + 1)).collect(),
            low: group.count.low,
            high: group.count.high,
        },
        current: group.current,
        evidence: group
            .values
            .iter()
            .map(|value| value.evidence)
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect(),
    });
    Some(wire::Slot { slot: name.to_owned(), status: status.to_owned(), readings: readings.collect() })
}

impl Group {
    fn reports(&self) -> BTreeSet<usize> {
        self.values.iter().map(|value| value.support.report).collect()
    }
}

fn status(groups: &mut [Group], known: &dyn Fn(usize) -> Option<Known>) -> &'static str {
    if let [only] = groups {
        return if only.count.low >= 2 { "agreed" } else { "single-origin" };
    }
    let mut worst = Fit::Fits;
    let mut superseded = BTreeSet::new();
    for one in 0..groups.len() {
        for other in 0..groups.len() {
            if one == other {
                continue;
            }
            let fit = groups[one].content.fit(&groups[other].content);
            let later = later_state(&groups[one], &groups[other], known);
            let evolves = groups[one].content.grows() || matches!(groups[one].content, Content::Flag(_));
            if later && evolves && (fit == Fit::Clashes || groups[one].content.grows()) {
                superseded.insert(one);
            }
        }
    }
    for one in 0..groups.len() {
        for other in 0..one {
            let settled = superseded.contains(&one) || superseded.contains(&other);
            if !settled && groups[one].content.fit(&groups[other].content) == Fit::Clashes {
                worst = Fit::Clashes;
            }
        }
    }
    for &index in &superseded {
        groups[index].current = false;
    }
    match (worst, superseded.is_empty()) {
        (Fit::Clashes, _) => "conflicting",
        (Fit::Fits, false) => "superseded",
        (Fit::Fits, true) => "refined",
    }
}

/// Says whether a lower count is an earlier state than a higher one though both were printed on one day: the reports say
/// that the count went up, or one report has both; and no report gives the lower one later than all that give the other.
fn counted_before(one: &Group, other: &Group, known: &dyn Fn(usize) -> Option<Known>) -> bool {
    let grew = one.values.iter().any(|value| value.grew);
    let in_one_report = !one.reports().is_disjoint(&other.reports());
    let last = |group: &Group| group.reports().into_iter().filter_map(known).max();
    let overtaken = match (last(one), last(other)) {
        (Some(one), Some(other)) => !other.before(one),
        _ => true,
    };
    (grew || in_one_report) && overtaken
}

/// Says whether `one` is an earlier state of knowledge than `other`: every report that gives it came out before the
/// last one that gives the other, or its words call it passing; a count of victims must not have fallen.
fn later_state(one: &Group, other: &Group, known: &dyn Fn(usize) -> Option<Known>) -> bool {
    if other.values.iter().all(|value| value.passing) {
        return false;
    }
    if one.content.grows() && !other.content.above(&one.content) {
        return false;
    }
    if one.values.iter().all(|value| value.passing) {
        return true;
    }
    if one.content.grows() && counted_before(one, other, known) {
        return true;
    }
    let times = |group: &Group| -> Option<Vec<Known>> { group.reports().into_iter().map(known).collect() };
    let (Some(ones), Some(others)) = (times(one), times(other)) else { return false };
    let last = others.iter().max();
    let first_other = others.iter().min();
    // A value that a later report still gives is no earlier state, unless its own last word came before all others'.
    let all_before = ones.iter().all(|time| last.is_some_and(|last| time.before(*last)));
    let starts_first = ones.iter().min().zip(first_other).is_some_and(|(one, other)| !other.before(*one));
    all_before && starts_first
}
