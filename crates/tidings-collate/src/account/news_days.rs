//! When an event happened that reports tell as news without naming its day: between the day that their news is of and
//! the day they were printed.

use std::collections::BTreeMap;

use jiff::civil::Date;
use tidings_extract::Modality;

use super::merge::statement;
use crate::events::Claim;
use crate::told::{Field, Told};

/// Days after the story's own day on which a report's news of it and its aftermath are as fresh.
const FRESH_DAYS: i32 = 2;
/// Days before its printing on which the day that a report names is that of its news.
const NEWS_DAYS: i32 = 3;
/// Sentences of a report that tell its news first.
const LEAD_SENTENCES: usize = 4;
/// What a day counts that a title or a lead names, where any other counts one.
const LEAD_WEIGHT: u32 = 3;

/// The stretch of days that each report's news is of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct NewsDays {
    reports: Vec<Option<(Date, Date)>>,
}

impl NewsDays {
    /// Reads the days off what reports state; `happened` is the first day of the story's main happening, where known.
    pub(super) fn of(reports: &[Told], claims: &[Claim], happened: Option<Date>) -> Self {
        let named: Vec<Option<Date>> = (0..reports.len())
            .map(|report| {
                let printed = reports[report].report().date()?;
                most_named(reports, claims.iter().filter(|claim| claim.at.report == report), |day| {
                    (0..=NEWS_DAYS).contains(&days_between(day, printed))
                })
            })
            .collect();
        let story = happened.or_else(|| most_common(&named));
        let of_report = |(report, named): (usize, &Option<Date>)| {
            let printed = reports[report].report().date()?;
            let fresh = |day: &Date| (0..=FRESH_DAYS).contains(&days_between(*day, printed));
            let first = story.filter(fresh).or(*named)?;
            Some((first, printed))
        };
        Self { reports: named.iter().enumerate().map(of_report).collect() }
    }

    /// Returns the first and last day that a report's undated news may be of; `None` where nothing tells.
    pub(super) fn of_report(&self, report: usize) -> Option<(Date, Date)> {
        self.reports.get(report).copied().flatten()
    }
}

/// Returns the day that a report's news names most, its title and lead before the rest.
fn most_named<'c>(
    reports: &[Told],
    claims: impl Iterator<Item = &'c Claim>,
    is_news: impl Fn(Date) -> bool,
) -> Option<Date> {
    let mut votes: BTreeMap<Date, u32> = BTreeMap::new();
    for claim in claims {
        let Some(date) = claim.date.as_ref().filter(|date| date.stated && date.days.0 == date.days.1) else {
            continue;
        };
        let told_as_news = statement(reports, claim.at).is_some_and(|statement| {
            !statement.background
                && matches!(statement.modality, Modality::Asserted | Modality::Announced | Modality::Alleged)
        });
        if told_as_news && is_news(date.days.0) {
            let leads = claim.at.field == Field::Title || claim.sentence < LEAD_SENTENCES;
            *votes.entry(date.days.0).or_default() += if leads { LEAD_WEIGHT } else { 1 };
        }
    }
    votes.into_iter().max_by(|one, other| one.1.cmp(&other.1).then(other.0.cmp(&one.0))).map(|(day, _)| day)
}

fn most_common(days: &[Option<Date>]) -> Option<Date> {
    let mut counts: BTreeMap<Date, usize> = BTreeMap::new();
    for day in days.iter().flatten() {
        *counts.entry(*day).or_default() += 1;
    }
    counts.into_iter().max_by(|one, other| one.1.cmp(&other.1).then(other.0.cmp(&one.0))).map(|(day, _)| day)
}

/// Returns the days from one day to a later one; negative where it is earlier.
pub(super) fn days_between(early: Date, late: Date) -> i32 {
    early.until(late).map_or(0, |span| span.get_days())
}
