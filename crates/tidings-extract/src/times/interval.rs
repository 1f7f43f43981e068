//! The days that a TIMEX3 value covers.

use jiff::ToSpan;
use jiff::civil::{Date, ISOWeekDate, Weekday};

/// Returns the first and last day that a TIMEX3 value covers; `None` for durations, sets and vague references.
///
/// Covered: years, months, days (with or without a time of day), weeks, weekends, quarters, halves, seasons, decades
/// (`198X`, `198`), centuries (`19`, `19XX`) and millennia (`1XXX`). A season is three whole months; winter begins in the year it is named by.
///
/// ```
/// use tidings_extract::times::interval;
/// let (first, last) = interval("2013-Q1").unwrap();
/// assert_eq!((first.to_string(), last.to_string()), ("2013-01-01".into(), "2013-03-31".into()));
/// assert_eq!(interval("2013-02").unwrap().1.to_string(), "2013-02-28");
/// assert!(interval("P3D").is_none());
/// ```
#[must_use]
pub fn interval(value: &str) -> Option<(Date, Date)> {
    // A time of day lies within its day.
    let value = value.split_once('T').map_or(value, |(day, _)| day);
    let mut parts = value.splitn(3, '-');
    let year = parts.next()?;
    let Some(second) = parts.next() else { return years(year) };
    if year.len() != 4 {
        return None;
    }
    let year: i16 = number(year)?;
    let third = parts.next();
    if let Some(week) = second.strip_prefix('W').filter(|week| week.len() == 2) {
        let weekday = third.filter(|&third| third != "WE");
        let day = |weekday| Some(ISOWeekDate::new(year, number(week)?, weekday).ok()?.date());
        return match (third, weekday) {
            (Some("WE"), _) => Some((day(Weekday::Saturday)?, day(Weekday::Sunday)?)),
            (_, Some(weekday)) => {
                let day = day(Weekday::from_monday_one_offset(number(weekday)?).ok()?)?;
                Some((day, day))
            }
            _ => Some((day(Weekday::Monday)?, day(Weekday::Sunday)?)),
        };
    }
    if let Some(third) = third.filter(|&third| third != "XX") {
        let day = Date::new(year, two_digits(second)?, two_digits(third)?).ok()?;
        return Some((day, day));
    }
    match second {
        "XX" => years(value.get(..4)?),
        "Q1" => months(year, 1, 3),
        "Q2" => months(year, 4, 3),
        "Q3" => months(year, 7, 3),
        "Q4" => months(year, 10, 3),
        "H1" => months(year, 1, 6),
        "H2" => months(year, 7, 6),
        "SP" => months(year, 3, 3),
        "SU" => months(year, 6, 3),
        "FA" => months(year, 9, 3),
        "WI" => months(year, 12, 3),
        month => months(year, two_digits(month)?, 1),
    }
}

/// Returns a run of whole years: "1998", "199X" or "199", "19XX" or "19".
fn years(value: &str) -> Option<(Date, Date)> {
    let known = value.trim_end_matches('X');
    let unknown = match (value.len(), known.len()) {
        (4, 4) => 0,
        (4, 3) | (3, 3) => 1,
        (4, 2) | (2, 2) => 2,
        (4, 1) => 3,
        _ => return None,
    };
    let first: i16 = number::<i16>(known)?.checked_mul(10_i16.pow(unknown))?;
    let last = first.checked_add(10_i16.pow(unknown) - 1)?;
    Some((Date::new(first, 1, 1).ok()?, Date::new(last, 12, 31).ok()?))
}

fn months(year: i16, month: i8, count: i32) -> Option<(Date, Date)> {
    let first = Date::new(year, month, 1).ok()?;
    let last = first.checked_add(count.months()).ok()?.yesterday().ok()?;
    Some((first, last))
}

fn number<T: std::str::FromStr>(digits: &str) -> Option<T> {
    digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())?
}

fn two_digits(digits: &str) -> Option<i8> {
    number(digits).filter(|_| digits.len() == 2)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(value: &str, expected: Option<(&str, &str)>) {
        let found = interval(value).map(|(first, last)| (first.to_string(), last.to_string()));
        assert_eq!(found, expected.map(|(first, last)| (first.to_owned(), last.to_owned())), "{value}");
    }

    #[test]
    fn calendar_values_cover_their_days() {
        check("2013-03-22", Some(("2013-03-22", "2013-03-22")));
        check("2013-03-22T10:30", Some(("2013-03-22", "2013-03-22")));
        check("2013-03-22TNI", Some(("2013-03-22", "2013-03-22")));
        check("2013", Some(("2013-01-01", "2013-12-31")));
        check("2012-02", Some(("2012-02-01", "2012-02-29")));
        check("2013-Q4", Some(("2013-10-01", "2013-12-31")));
        check("2013-H2", Some(("2013-07-01", "2013-12-31")));
        check("2013-SU", Some(("2013-06-01", "2013-08-31")));
        check("2013-WI", Some(("2013-12-01", "2014-02-28")));
        check("2013-W12", Some(("2013-03-18", "2013-03-24")));
        check("2013-W12-WE", Some(("2013-03-23", "2013-03-24")));
        check("2013-W12-5", Some(("2013-03-22", "2013-03-22")));
        check("2009-W53", Some(("2009-12-28", "2010-01-03")));
        check("198X", Some(("1980-01-01", "1989-12-31")));
        check("198", Some(("1980-01-01", "1989-12-31")));
        check("19", Some(("1900-01-01", "1999-12-31")));
        check("1XXX", Some(("1000-01-01", "1999-12-31")));
        check("1999-XX-XX", Some(("1999-01-01", "1999-12-31")));
        check("1999-12-XX", Some(("1999-12-01", "1999-12-31")));
    }

    #[test]
    fn lengths_sets_and_references_cover_none() {
        for value in [
            "",
            "P3D",
            "PT5H",
            "PXY",
            "PRESENT_REF",
            "XXXX-07-13",
            "XXXX-WXX-1",
            "2013-W99",
            "2013-13",
            "2013-02-30",
            "2011-W53",
            "T10:30",
            "XXXX-XX-XXT10:30",
            "é",
            "20é3",
            "2013-é",
            "99999",
            "X",
            "XXXX",
            "FUTURE_REF",
            "+013",
            "2013-+3",
            "2013-Q5",
        ] {
            check(value, None);
        }
    }

    proptest! {
        #[test]
        fn a_date_covers_itself_and_lies_in_its_month_week_and_quarter(days in 0_i32..80_000) {
            let date = Date::new(1900, 1, 1).unwrap().checked_add(days.days()).unwrap();
            prop_assert_eq!(interval(&date.to_string()), Some((date, date)));
            let week = date.iso_week_date();
            for wider in [
                format!("{:04}-{:02}", date.year(), date.month()),
                format!("{:04}-W{:02}", week.year(), week.week()),
                format!("{:04}-Q{}", date.year(), (date.month() - 1) / 3 + 1),
                format!("{:04}-H{}", date.year(), (date.month() - 1) / 6 + 1),
                format!("{:04}", date.year()),
                format!("{:03}X", date.year() / 10),
            ] {
                let (first, last) = interval(&wider).unwrap();
                prop_assert!(first <= date && date <= last, "{} in {}", date, wider);
            }
        }

        #[test]
        fn no_value_panics_and_intervals_are_ordered(value in "[0-9XWQHPT-]{0,12}|\\PC{0,8}") {
            if let Some((first, last)) = interval(&value) {
                prop_assert!(first <= last);
            }
        }
    }
}
