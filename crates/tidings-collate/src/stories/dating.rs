//! When a report was published and which days it names: the date is one sign among several, and may be the day of saving.
//!
//! The days that the words name (month and day) hold whatever the date is; a date is set against them, and against the
//! other dates of the run.

use jiff::civil::{Date, date};
use tidings_extract::times::Time;

/// Days of a year, as far as days of the year are compared.
const YEAR: i32 = 365;
/// A report tells of a named day where it was published within this many days of it …
const NEAR: i32 = 3;
/// … and hardly where it was not within this many.
const FAR: i32 = 21;
/// Two reports name one day where theirs are this near (a night, another zone) …
const ONE_DAY: i32 = 1;
/// … and speak of different days where none is within a week.
const WEEK: i32 = 7;
/// The last dates of a run are doubted where they come more than this many days after all others …
const LATE: i32 = 14;
/// … and bear out if a day is named that lies at most this many days before.
const BORNE_OUT: i32 = 10;

/// One report's place in time.
#[derive(Debug, Clone, Default)]
pub(super) struct Dating {
    /// Publication, in days since 1970.
    published: Option<i32>,
    /// The same as a day of the year.
    published_day: Option<i32>,
    /// Days of the year that the words name, sorted, each once.
    named: Vec<i32>,
    /// Whether the date comes long after those of the whole run, so that it may be the day of saving.
    saved: bool,
}

/// What two reports' times say of each other.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Comparison {
    /// Days between their dates, where both are known and to be compared.
    pub(super) gap: Option<i32>,
    /// They name one day.
    pub(super) same_day: bool,
    /// Both name days, none near one of the other's.
    pub(super) other_days: bool,
    /// One names the day about which the other was published.
    pub(super) named_near: bool,
    /// One names days, none near the other's date.
    pub(super) named_far: bool,
}

impl Dating {
    pub(super) fn new(published: Option<Date>, mut named: Vec<i32>) -> Self {
        named.sort_unstable();
        named.dedup();
        let epoch = date(1970, 1, 1);
        Self {
            published: published.map(|date| date.since(epoch).map_or(0, |span| span.get_days())),
            published_day: published.map(day_of_year),
            named,
            saved: false,
        }
    }

    /// Compares two reports' times.
    pub(super) fn compare(&self, other: &Self) -> Comparison {
        let dates = self.published.zip(other.published).filter(|_| self.saved == other.saved);
        let between = nearest(&self.named, &other.named);
        let across = [(&self.named, other.published_day), (&other.named, self.published_day)];
        let across = across.into_iter().filter_map(|(named, day)| nearest(named, day.as_slice())).min();
        Comparison {
            gap: dates.map(|(one, other)| (one - other).abs()),
            same_day: between.is_some_and(|days| days <= ONE_DAY),
            other_days: between.is_some_and(|days| days > WEEK),
            named_near: across.is_some_and(|days| days <= NEAR),
            named_far: across.is_some_and(|days| days > FAR),
        }
    }

    /// Says whether the words name a day shortly before the date.
    fn is_borne_out(&self) -> bool {
        let before = |day: i32| self.named.iter().any(|named| (day - named).rem_euclid(YEAR) <= BORNE_OUT);
        self.published_day.is_some_and(before)
    }
}

/// Returns the fewest days between a day of one list and one of the other, across the turn of the year.
fn nearest(one: &[i32], other: &[i32]) -> Option<i32> {
    let pairs = one.iter().flat_map(|a| other.iter().map(move |b| (a - b).rem_euclid(YEAR)));
    pairs.map(|days| days.min(YEAR - days)).min()
}

/// Doubts the dates that come long after all others of the run: pages bear the day on which they were saved, and
/// those of one outlet are saved together. They are compared with each other alone, unless the words bear them out
/// or they are as many as the others.
pub(super) fn mark_saved(run: &mut [&mut Dating]) {
    let mut dates: Vec<i32> = run.iter().filter_map(|dating| dating.published).collect();
    dates.sort_unstable();
    let Some(last_gap) = dates.windows(2).rposition(|pair| pair[1] - pair[0] > LATE) else { return };
    let first_late = dates[last_gap + 1];
    if (dates.len() - last_gap - 1) * 2 > dates.len() {
        return;
    }
    for dating in run {
        dating.saved = dating.published.is_some_and(|day| day >= first_late) && !dating.is_borne_out();
    }
}

/// Returns the days of the calendar that words name: month and day as `MM-DD`, and the day of the year. "On Sunday" is
/// none: its day hangs on the date of the report.
pub(super) fn named_days<'t>(text: &'t str, times: &'t [Time]) -> impl Iterator<Item = (&'t str, i32)> {
    times.iter().filter_map(move |time| {
        let written = time.span.of(text);
        let value = (time.value.len() == 10).then(|| time.value.get(5..)).flatten()?;
        let (month, day) = value.split_once('-')?;
        let named = date(2001, 1, 1).with().month(month.parse().ok()?).day(day.parse().ok()?).build().ok()?;
        written.contains(|c: char| c.is_ascii_digit()).then_some((value, day_of_year(named)))
    })
}

fn day_of_year(date: Date) -> i32 {
    i32::from(date.day_of_year())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dating(published: &str, named: &[i32]) -> Dating {
        Dating::new(published.parse().ok(), named.to_vec())
    }

    fn check(one: &Dating, other: &Dating, expected: Comparison) {
        assert_eq!(one.compare(other), expected);
        assert_eq!(other.compare(one), expected);
    }

    #[test]
    fn days_are_near_across_the_turn_of_the_year() {
        let (one, other) = (dating("2031-01-02", &[364]), dating("2031-01-01", &[1]));
        check(&one, &other, Comparison { gap: Some(1), named_near: true, ..Comparison::default() });
        let other = dating("", &[300]);
        check(&one, &other, Comparison { other_days: true, named_far: true, ..Comparison::default() });
        let other = dating("", &[364]);
        check(&one, &other, Comparison { same_day: true, named_near: true, ..Comparison::default() });
    }

    #[test]
    fn dates_of_saving_are_compared_with_each_other_alone() {
        let mut run = [
            dating("2031-03-01", &[]),
            dating("2031-03-02", &[60]),
            dating("2031-03-02", &[]),
            dating("2031-05-30", &[60]),
            dating("2031-05-31", &[]),
            dating("2031-05-31", &[149]),
        ];
        mark_saved(&mut run.iter_mut().collect::<Vec<_>>());
        let saved: Vec<bool> = run.iter().map(|dating| dating.saved).collect();
        assert_eq!(saved, [false, false, false, true, true, false]);
        assert_eq!(run[0].compare(&run[4]).gap, None);
        assert_eq!(run[3].compare(&run[4]).gap, Some(1));
    }
}
