//! Dates as pages print them, with their time and zone where these are given.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{Offset, TimeZone};
use regex::{Captures, Regex};
use tidings_text::Published;

use crate::words::WORDS;

/// A date that a text states in full: day, month and year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FoundDate {
    /// The calendar date.
    pub(crate) date: Date,
    /// The time of day beside it.
    pub(crate) time: Option<Time>,
    /// Minutes east of Greenwich, where a zone is named beside the time.
    pub(crate) zone: Option<i32>,
    /// Where date, time and zone stand, in bytes of the text that was searched.
    pub(crate) range: Range<usize>,
}

impl FoundDate {
    /// Returns the date as a publication date: with time where the zone is known, else the day alone.
    pub(crate) fn published(&self) -> Published {
        let instant = self.time.zip(self.zone).and_then(|(time, minutes)| {
            let offset = Offset::from_seconds(minutes * 60).ok()?;
            let at = DateTime::from_parts(self.date, time);
            let instant = TimeZone::fixed(offset).to_timestamp(at).ok()?;
            Some((instant, format!("{at}{}", written_offset(minutes))))
        });
        match instant {
            Some((instant, written)) => Published { date: self.date, instant: Some(instant), written },
            None => Published { date: self.date, instant: None, written: self.date.to_string() },
        }
    }
}

fn written_offset(minutes: i32) -> String {
    if minutes == 0 {
        return "Z".to_owned();
    }
    let sign = if minutes < 0 { '-' } else { '+' };
    format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
}

struct Patterns {
    dates: Vec<(Order, Regex)>,
    months: BTreeMap<String, i8>,
    time: Regex,
}

/// In which order a pattern's three groups stand.
#[derive(Debug, Clone, Copy)]
enum Order {
    YearMonthDay,
    DayMonthYear,
    /// Day and month in either order: a day above twelve tells.
    Unclear,
    MonthDayYear,
}

static PATTERNS: LazyLock<Patterns> = LazyLock::new(|| {
    let mut months = BTreeMap::new();
    for (index, names) in WORDS.dates.months.iter().enumerate() {
        for name in names {
            months.insert(name.clone(), index as i8 + 1);
        }
    }
    let mut names: Vec<&str> = months.keys().map(String::as_str).collect();
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    let month = names.join("|");
    let compile = |source: &str| Regex::new(source).expect("a built-in pattern is valid");
    let dates = vec![
        (Order::YearMonthDay, compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})(?:\b|T)")),
        (Order::YearMonthDay, compile(r"\b(\d{4})[./](\d{1,2})[./](\d{1,2})\b")),
        (Order::YearMonthDay, compile(r"(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]")),
        (Order::DayMonthYear, compile(r"\b(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})\b")),
        (Order::Unclear, compile(r"\b(\d{1,2})[/-](\d{1,2})[/-](\d{4})\b")),
        (
            Order::DayMonthYear,
            compile(&format!(
                r"(?i)\b(\d{{1,2}})(?:st|nd|rd|th|er|\.|º)?[\s/.-]{{0,2}}(?:of |de )?({month})\b\.?[\s,/.-]{{0,3}}(?:de |del )?(\d{{4}})\b"
            )),
        ),
        (
            Order::MonthDayYear,
            compile(&format!(
                r"(?i)\b({month})\b\.?\s{{0,2}}(\d{{1,2}})(?:st|nd|rd|th)?,?\s{{0,2}}(\d{{4}})\b"
            )),
        ),
    ];
    // A time with an optional zone, right behind the date or before it.
    let time = compile(
        r"(?i)\b(\d{1,2})[:.h](\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s?([ap]\.?m\b\.?)?\s?\(?(Z\b|[+-]\d{2}:?\d{2}\b|(?:GMT|UTC)\s?[+-]\s?\d{1,2}(?::?\d{2})?|[A-Z]{2,5}\b)?",
    );
    Patterns { dates, months, time }
});

/// Returns the full dates of `text` in order of place, without overlap.
pub(crate) fn find_dates(text: &str) -> Vec<FoundDate> {
    let mut found: Vec<FoundDate> = Vec::new();
    for (order, pattern) in &PATTERNS.dates {
        for captures in pattern.captures_iter(text) {
            let Some(whole) = captures.get(0) else { continue };
            if let Some(date) = read_date(*order, &captures)
                && !found
                    .iter()
                    .any(|other| other.range.start < whole.end() && whole.start() < other.range.end)
            {
                found.push(FoundDate { date, time: None, zone: None, range: whole.range() });
            }
        }
    }
    found.sort_by_key(|date| date.range.start);
    let starts: Vec<usize> = found.iter().map(|date| date.range.start).collect();
    for (index, date) in found.iter_mut().enumerate() {
        let until = starts.get(index + 1).copied().unwrap_or(text.len());
        add_time(text, date, until);
    }
    found
}

fn read_date(order: Order, captures: &Captures<'_>) -> Option<Date> {
    let group = |index: usize| captures.get(index).map_or("", |group| group.as_str());
    let number = |index: usize| group(index).parse::<i16>().ok();
    let month = |index: usize| {
        number(index)
            .or_else(|| PATTERNS.months.get(&group(index).to_lowercase()).map(|&month| i16::from(month)))
    };
    let (year, month, day) = match order {
        Order::YearMonthDay => (number(1)?, month(2)?, number(3)?),
        Order::DayMonthYear => (number(3)?, month(2)?, number(1)?),
        Order::MonthDayYear => (number(3)?, month(1)?, number(2)?),
        Order::Unclear => {
            let (first, second, year) = (number(1)?, number(2)?, number(3)?);
            match (first > 12, second > 12) {
                (true, false) => (year, second, first),
                (false, true) => (year, first, second),
                _ if first == second => (year, first, second),
                _ => return None,
            }
        }
    };
    let plausible = (1900..=2100).contains(&year);
    let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    plausible.then_some(date)
}

/// Adds the time that stands within a few characters behind the date, or before it.
fn add_time(text: &str, date: &mut FoundDate, until: usize) {
    const REACH: usize = 14;
    let behind = text.get(date.range.end..until).unwrap_or_default();
    if let Some(captures) = PATTERNS.time.captures(behind)
        && let Some(whole) = captures.get(0)
        && whole.start() <= REACH
        && let Some(time) = read_time(&captures)
    {
        date.time = Some(time);
        date.zone = captures.get(5).and_then(|zone| read_zone(zone.as_str()));
        let end = if date.zone.is_some() {
            whole.end()
        } else {
            captures.get(5).map_or(whole.end(), |zone| zone.start())
        };
        date.range.end += behind.get(..end).unwrap_or_default().trim_end().len();
        return;
    }
    let before = text.get(..date.range.start).unwrap_or_default();
    let Some(captures) = PATTERNS.time.captures_iter(before).last() else { return };
    let Some(whole) = captures.get(0) else { return };
    let gap = before.len() - whole.end();
    if gap <= REACH
        && let Some(time) = read_time(&captures)
    {
        date.time = Some(time);
        date.zone = captures.get(5).and_then(|zone| read_zone(zone.as_str()));
        date.range.start = whole.start();
    }
}

fn read_time(captures: &Captures<'_>) -> Option<Time> {
    let number =
        |index: usize| captures.get(index).map_or(Some(0), |group| group.as_str().parse::<i8>().ok());
    let (mut hour, minute, second) = (number(1)?, number(2)?, number(3)?);
    match captures.get(4).map(|half| half.as_str().to_ascii_lowercase()) {
        Some(half) if half.starts_with('p') && hour < 12 => hour += 12,
        Some(half) if half.starts_with('a') && hour == 12 => hour = 0,
        _ => {}
    }
    Time::new(hour, minute, second, 0).ok()
}

/// Returns minutes east of Greenwich for `Z`, `+05:30`, `+0530`, `GMT+2`, `EST`.
pub(crate) fn read_zone(zone: &str) -> Option<i32> {
    let upper = zone.to_ascii_uppercase();
    if let Some(&minutes) = WORDS.dates.zones.get(&upper) {
        return Some(minutes);
    }
    let offset: String = upper
        .trim_start_matches(|c: char| c.is_ascii_alphabetic())
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    let (sign, digits) = match offset.split_at_checked(1)? {
        ("+", digits) => (1, digits),
        ("-", digits) => (-1, digits),
        _ => return None,
    };
    let digits: String = digits.chars().filter(char::is_ascii_digit).collect();
    let (hours, minutes) =
        digits.split_at_checked(digits.len().saturating_sub(2).max(if digits.len() < 3 {
            digits.len()
        } else {
            0
        }))?;
    let hours: i32 = hours.parse().ok()?;
    let minutes: i32 = if minutes.is_empty() { 0 } else { minutes.parse().ok()? };
    (hours <= 14 && minutes < 60).then_some(sign * (hours * 60 + minutes))
}

/// Reads a date as fields write it: ISO 8601 with or without colons, RFC 2822, eight digits, Unix time.
pub(crate) fn read_instant(value: &str) -> Option<Published> {
    let value = value.trim();
    if let Some(found) = find_dates(value).first() {
        return Some(found.published());
    }
    if value.len() < 8 || !value.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    match value.len() {
        8 => {
            let date = format!("{}-{}-{}", value.get(..4)?, value.get(4..6)?, value.get(6..)?);
            find_dates(&date).first().map(FoundDate::published)
        }
        10 | 13 => {
            let seconds: i64 = value.get(..10)?.parse().ok()?;
            Published::parse(&jiff::Timestamp::from_second(seconds).ok()?.to_string())
        }
        _ => None,
    }
}

/// A line of nothing but a date, and what else stands in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DateLine {
    /// The date of first publication: one that is labelled so, or the first.
    pub(crate) date: FoundDate,
    /// The line without dates, times and their labels: a name, or nothing.
    pub(crate) rest: String,
}

/// A line beside a date may hold a name of so many words, not more.
const MAX_REST_WORDS: usize = 8;

/// Returns the date of a line that states a date and little else.
pub(crate) fn read_date_line(line: &str) -> Option<DateLine> {
    if line.chars().count() > 160 {
        return None;
    }
    let dates = find_dates(line);
    let labelled = dates.iter().find(|date| {
        let before = line.get(..date.range.start).unwrap_or_default().to_lowercase();
        let label = before.rfind("publish").or(before.rfind("posted")).or(before.rfind("created"));
        label.is_some_and(|at| !before[at..].contains("updated"))
    });
    let date = labelled.or(dates.first())?.clone();
    let mut rest = String::new();
    let mut at = 0;
    for date in &dates {
        rest.push_str(line.get(at..date.range.start).unwrap_or_default());
        rest.push_str(" | ");
        at = date.range.end;
    }
    rest.push_str(line.get(at..).unwrap_or_default());
    let rest = without_labels(&rest);
    // A quotation, or the signature of a post.
    if rest.contains(['@', '"', '“', '”']) {
        return None;
    }
    (rest.split_whitespace().count() <= MAX_REST_WORDS && !rest.ends_with('.'))
        .then_some(DateLine { date, rest })
}

/// Removes labels, weekdays, times and zones from the rest of a date line.
fn without_labels(rest: &str) -> String {
    let rest = PATTERNS.time.replace_all(rest, " | ");
    let kept: Vec<&str> = rest
        .split_whitespace()
        .filter(|word| {
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
            !bare.is_empty() && !WORDS.dates.line_words.contains(&bare)
        })
        .collect();
    kept.join(" ")
        .trim_matches(|c: char| c.is_whitespace() || matches!(c, '|' | ',' | '-' | '–' | '—' | '·' | '•'))
        .to_owned()
}

/// Returns the date that an address states: `/2017/09/15/`, `/2017-09/15/`, `20170915`.
pub(crate) fn url_date(url: &str) -> Option<FoundDate> {
    static PATH: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"[/=_-](20\d{2}|19\d{2})[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?:[/_.-]|$)")
            .expect("a built-in pattern is valid")
    });
    static NAMED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)/(20\d{2}|19\d{2})/(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*/(\d{1,2})(?:/|$)")
            .expect("a built-in pattern is valid")
    });
    let captures = PATH.captures(url).or_else(|| NAMED.captures(url))?;
    let date = read_date(Order::YearMonthDay, &captures)?;
    Some(FoundDate { date, time: None, zone: None, range: captures.get(0)?.range() })
}

/// Returns the date of the newest post quoted in a text: "Ann (@ann) May 2, 2024".
pub(crate) fn newest_post(text: &str) -> Option<Date> {
    static HANDLE: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\(@\w{1,30}\)\s{0,3}(.{6,24})").expect("a built-in pattern is valid"));
    let dates = HANDLE.captures_iter(text).filter_map(|found| {
        let date = find_dates(found.get(1)?.as_str()).into_iter().next()?;
        (date.range.start <= 2).then_some(date.date)
    });
    dates.max()
}

/// Returns the days between two dates, never negative.
pub(crate) fn days_apart(a: Date, b: Date) -> i32 {
    a.until(b).map_or(0, |span| span.get_days().abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<String> = find_dates(text).iter().map(|date| date.published().written).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn dates_in_the_forms_of_pages() {
        check("THURSDAY, MAY 2, 2024", &["2024-05-02"]);
        check("18.07.2024 Author: A", &["2024-07-18"]);
        check("14-Jul-2024 14:00:33 PM", &["2024-07-14"]);
        check("Updated: 2024-09-15 17:52", &["2024-09-15"]);
        check("2024-09-15T17:52:10+05:30", &["2024-09-15T17:52:10+05:30"]);
        check("July 3rd 2024, 9:05 p.m. EDT", &["2024-07-03T21:05:00-04:00"]);
        check("9:05 AM GMT+2, 3 March 2024", &["2024-03-03T09:05:00+02:00"]);
        check("13/02/2024 and 02/13/2024", &["2024-02-13", "2024-02-13"]);
        check("02/03/2024", &[]);
        check("2024年3月5日", &["2024-03-05"]);
        check("le 3 août 2024 et 5 de mayo de 2024", &["2024-08-03", "2024-05-05"]);
        check("31.02.2024, 1234, 12.34.5678, May 2024", &[]);
    }

    #[test]
    fn a_date_range_covers_its_words() {
        let text = "x May 2, 2024 10:00 GMT y";
        assert_eq!(&text[find_dates(text)[0].range.clone()], "May 2, 2024 10:00 GMT");
    }

    #[test]
    fn date_lines_hold_little_else() {
        let line = |text: &str| read_date_line(text).map(|line| (line.date.date.to_string(), line.rest));
        assert_eq!(line("THURSDAY, MAY 2, 2024"), Some(("2024-05-02".into(), String::new())));
        assert_eq!(
            line("18.07.2024 Author: Ann Pier"),
            Some(("2024-07-18".into(), "Author: Ann Pier".into()))
        );
        assert_eq!(
            line("Updated May 3, 2024 | Published May 2, 2024 at 10:00 AM ET"),
            Some(("2024-05-02".into(), String::new()))
        );
        assert_eq!(line("Wire | Updated: 2024-09-15 17:52"), Some(("2024-09-15".into(), "Wire".into())));
        assert_eq!(
            line("On May 2, 2024, the council of Eastport met and voted for the new bridge over the bay."),
            None
        );
    }

    #[test]
    fn addresses_state_dates() {
        assert_eq!(url_date("https://x.example/2024/05/02/a-b").unwrap().date.to_string(), "2024-05-02");
        assert_eq!(url_date("https://x.example/news/20240502-a").unwrap().date.to_string(), "2024-05-02");
        assert_eq!(url_date("https://x.example/2024/may/02/a").unwrap().date.to_string(), "2024-05-02");
        assert_eq!(url_date("https://x.example/a-20245-b/12"), None);
    }
}
