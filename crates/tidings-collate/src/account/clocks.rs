//! Reports that bear another day than the one they were written on: a page saved weeks later, a running file under the
//! date of its first hour. Where the story's other reports agree on a day, the words for it tell: "on Sunday" under a
//! date two months on is that Sunday, "last night" under the very day of the night was written the day after.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use jiff::civil::Date;
use tidings_extract::{Modality, TimeRole};
use tidings_text::Span;

use super::happening;
use super::merge::statement;
use super::news_days::days_between;
use crate::events::{Claim, claims};
use crate::told::{Field, Told};

/// Reports that must agree on a day.
const FEWEST_REPORTS: usize = 2;
/// Sentences of a report that tell its news first.
const LEAD_SENTENCES: usize = 8;
/// Days after the story's day from which a report's date may be that of its saving.
const SAVED_LATER: i32 = 6;

/// How far a report's words for days are from the days they mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Shift {
    /// It was written the day after its date: "last night", "today" and their like are a day later, weekdays are right.
    NextDay,
    /// Its date is so many days off, and with it all words that hang on the date.
    Days(i32),
}

/// Moves the times of reports whose words show that their date is not the day they were written on.
pub(super) fn set_right(reports: &mut [Told]) {
    let members: Vec<usize> = (0..reports.len()).collect();
    let news: Vec<(String, Claim)> = claims(reports, &members)
        .into_iter()
        .filter(|claim| is_news(reports, claim))
        .map(|claim| (topic(reports, &claim), claim))
        .collect();
    let mut named: BTreeMap<&str, BTreeMap<Date, BTreeSet<usize>>> = BTreeMap::new();
    for (topic, claim) in news.iter().filter(|(_, claim)| leads(claim)) {
        if let Some(day) = stated_day(claim) {
            named.entry(topic).or_default().entry(day).or_default().insert(claim.at.report);
        }
    }
    let agreed = |topic: &str, report: usize| {
        let days =
            named.get(topic)?.iter().map(|(day, by)| (*day, by.iter().filter(|by| **by != report).count()));
        days.filter(|(_, count)| *count >= FEWEST_REPORTS)
            .max_by(|one, other| one.1.cmp(&other.1).then(other.0.cmp(&one.0)))
            .map(|(day, _)| day)
    };
    let mut votes: BTreeMap<usize, BTreeMap<Option<Shift>, usize>> = BTreeMap::new();
    for (topic, claim) in &news {
        let report = claim.at.report;
        let found = stated_day(claim).zip(agreed(topic, report)).zip(reports[report].report().date());
        let Some(((own, day), printed)) = found else { continue };
        let Some(words) = words_of(reports, claim) else { continue };
        let shift = shift(&words, own, day, printed);
        // "Tonight" speaks for the report's date; "today" may be said of what followed.
        let of_its_day = own == day && own == printed && words.contains("tonight");
        if shift.is_some() || of_its_day {
            *votes.entry(report).or_default().entry(shift).or_default() += 1;
        }
    }
    let elected = |votes: BTreeMap<Option<Shift>, usize>| {
        votes
            .into_iter()
            .max_by(|one, other| one.1.cmp(&other.1).then(other.0.cmp(&one.0)))
            .and_then(|most| most.0)
    };
    let shifts: Vec<(usize, Shift)> =
        votes.into_iter().filter_map(|(report, votes)| Some((report, elected(votes)?))).collect();
    for (report, shift) in shifts {
        move_times(&mut reports[report], shift);
    }
}

/// Says whether a claim stands where its report tells its news.
fn leads(claim: &Claim) -> bool {
    claim.at.field == Field::Title || claim.sentence < LEAD_SENTENCES
}

/// Says whether a claim is a fact of the day.
fn is_news(reports: &[Told], claim: &Claim) -> bool {
    statement(reports, claim.at).is_some_and(|statement| {
        let fact = matches!(statement.modality, Modality::Asserted | Modality::Announced | Modality::Alleged);
        fact && !statement.background
    })
}

/// Returns what a claim tells of: harm of whatever words, or its root.
fn topic(reports: &[Told], claim: &Claim) -> String {
    if happening::is_harm(reports, claim) { "harm".to_owned() } else { format!("={}", claim.root) }
}

fn stated_day(claim: &Claim) -> Option<Date> {
    let date = claim.date.as_ref().filter(|date| date.stated && date.days.0 == date.days.1)?;
    Some(date.days.0)
}

/// Returns the words that date a claim, where they hang on the day of writing.
fn words_of(reports: &[Told], claim: &Claim) -> Option<String> {
    let date = claim.date.as_ref()?;
    let statement = statement(reports, claim.at)?;
    let times = statement.times.iter().filter(|time| time.role == TimeRole::Occurred);
    let span = times.filter(|time| time.value == date.value).find_map(|time| time.span)?;
    relative(reports[claim.at.report].words(claim.at.field), span)
}

/// Returns words in lower case that name a day by its weekday or from the day of writing; `None` for others.
fn relative(text: &str, span: Span) -> Option<String> {
    const WEEKDAYS: [&str; 7] =
        ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let words = span.of(text).to_lowercase();
    let by_weekday =
        WEEKDAYS.iter().any(|day| words.contains(day)) && !words.contains(|c: char| c.is_ascii_digit());
    (by_weekday || from_today(&words)).then_some(words)
}

/// Says whether words name a day from the day of writing: "last night", not "on Sunday".
fn from_today(words: &str) -> bool {
    [
        "today",
        "tonight",
        "yesterday",
        "tomorrow",
        "last night",
        "overnight",
        "this morning",
        "this afternoon",
        "this evening",
    ]
    .iter()
    .any(|own| words.contains(own))
}

fn shift(words: &str, own: Date, day: Date, printed: Date) -> Option<Shift> {
    let off = days_between(own, day);
    if printed == day && off == 1 && from_today(words) {
        return Some(Shift::NextDay);
    }
    let late = days_between(day, printed) >= SAVED_LATER && off <= -SAVED_LATER;
    (late && (off % 7 == 0 || from_today(words))).then_some(Shift::Days(off))
}

fn move_times(told: &mut Told, shift: Shift) {
    let title = told.words(Field::Title).to_owned();
    let Told { parsed, extraction } = told;
    let text: &str = &parsed.report.text;
    for (found, words) in [(&mut extraction.title, title.as_str()), (&mut extraction.text, text)] {
        let moved = |span: Span, value: &str| {
            let relative = relative(words, span)?;
            let days = match shift {
                Shift::NextDay => i32::from(from_today(&relative)),
                Shift::Days(days) => days,
            };
            move_value(value, days)
        };
        for time in &mut found.times {
            if let Some(value) = moved(time.span, &time.value) {
                time.value = value;
            }
        }
        for time in found.statements.iter_mut().flat_map(|statement| &mut statement.times) {
            if let Some(value) = time.span.and_then(|span| moved(span, &time.value)) {
                time.value = value;
            }
        }
    }
    // What the input gives stays as it is written; only what is reckoned from it changes.
    if let Some(published) = &mut parsed.report.published {
        let days = match shift {
            Shift::NextDay => 1,
            Shift::Days(days) => days,
        };
        published.date = published.date.checked_add(days.days()).unwrap_or(published.date);
        published.instant = None;
    }
}

/// Moves the day of a TIMEX3 value; `None` where it has none.
fn move_value(value: &str, days: i32) -> Option<String> {
    let (day, rest) = value.split_at_checked(10)?;
    let day: Date = day.parse().ok()?;
    Some(format!("{}{rest}", day.checked_add(days.days()).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(words: &str, own: &str, day: &str, printed: &str, expected: Option<Shift>) {
        let date = |text: &str| text.parse().expect("a date");
        assert_eq!(shift(words, date(own), date(day), date(printed)), expected, "{words}");
    }

    #[test]
    fn words_show_a_date_that_is_not_the_day_of_writing() {
        // A running file under the date of the night itself.
        check("last night", "2031-05-03", "2031-05-04", "2031-05-04", Some(Shift::NextDay));
        // A page saved eight weeks later.
        check("sunday", "2031-06-29", "2031-05-04", "2031-07-01", Some(Shift::Days(-56)));
        check("last night", "2031-06-30", "2031-05-04", "2031-07-01", Some(Shift::Days(-57)));
        // Another weekday is another day.
        check("monday", "2031-06-30", "2031-05-04", "2031-07-01", None);
        check("sunday", "2031-05-04", "2031-05-04", "2031-05-05", None);
        // A zone, or a slip worth showing.
        check("monday", "2031-05-05", "2031-05-04", "2031-05-05", None);
    }

    #[test]
    fn a_value_keeps_its_time_of_day() {
        assert_eq!(move_value("2031-05-31TNI", 1).as_deref(), Some("2031-06-01TNI"));
        assert_eq!(move_value("2031-05", 1), None);
        assert_eq!(move_value("2031-W20-5", 1), None);
    }
}
