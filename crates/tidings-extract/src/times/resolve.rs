//! Meanings set against the publication date, the narrative and the tense: TIMEX3 values.

use jiff::ToSpan;
use jiff::civil::Date;

use super::TimeKind;
use super::grammar::length_value;
use super::interval::interval;
use super::lexicon::{Holiday, Unit};
use super::meaning::{Amount, Anchor, Direction, Meaning, Part, Year};
use super::tense::Tense;

/// What is known where an expression stands.
#[derive(Debug, Clone)]
pub(super) struct Context {
    /// The date that "today" means: the publication's, or that of the quotation.
    pub now: Option<Date>,
    /// The value last given to a date in the text.
    pub last: Option<String>,
    /// The last value of the precision of a day.
    pub last_day: Option<Date>,
    /// The same, where it stands in this sentence.
    pub day_here: Option<Date>,
    /// The last quarter spoken of, if it is near.
    pub last_quarter: Option<(i16, u8)>,
    /// The tense of the clause.
    pub tense: Tense,
    /// The word before the expression, in lower case.
    pub before: String,
    /// For each weekday from Monday on, the one day that the text itself calls by it: "Friday, July 15".
    pub weekdays: [Option<Date>; 7],
}

/// A value and the type that goes with it.
pub(super) type Resolved = (String, TimeKind);

/// Returns the value of a meaning; what stays unknown is written with `X`.
pub(super) fn resolve(meaning: &Meaning, kind: TimeKind, context: &Context) -> Resolved {
    match meaning {
        Meaning::Fixed(value) => (value.clone(), kind),
        Meaning::Length { amount, unit } => (length_value(*amount, *unit), TimeKind::Duration),
        Meaning::Clock { time, day } => {
            let day = day.as_deref().map(|day| resolve(day, TimeKind::Date, context).0);
            let day = day.or_else(|| context.last_day.or(context.now).map(|day| day.to_string()));
            let day = day.unwrap_or_else(|| "XXXX-XX-XX".to_owned());
            if time == "T24:00" {
                (format!("{day}T24:00"), TimeKind::Time)
            } else {
                (format!("{day}{time}"), TimeKind::Time)
            }
        }
        Meaning::MonthDay { month, day, direction, year } => {
            (month_day(*month, *day, *direction, *year, context), kind)
        }
        Meaning::Month { month, direction, year } => (month_value(*month, *direction, *year, context), kind),
        Meaning::DayOfMonth(day) => (day_of_month(*day, context), kind),
        Meaning::Weekday { weekday, direction } => {
            let value = weekday_date(*weekday, *direction, context);
            (value.map_or_else(|| format!("XXXX-WXX-{weekday}"), |date| date.to_string()), kind)
        }
        Meaning::Holiday { holiday, direction, year } => {
            (holiday_value(*holiday, *direction, *year, context), kind)
        }
        Meaning::Part { part, direction, year } => (part_value(*part, *direction, *year, context), kind),
        Meaning::Calendar { unit, direction, anchor } => (
            calendar_value(*unit, *direction, *anchor, context).unwrap_or_else(|| unknown(*unit).to_owned()),
            kind,
        ),
        Meaning::Shift { amount, unit, sign, anchor } => shift_value(*amount, *unit, *sign, *anchor, context),
        Meaning::Day { offset, anchor } => {
            let date = anchor_date(*anchor, context)
                .and_then(|date| date.checked_add(i64::from(*offset).days()).ok());
            (date.map_or_else(|| "XXXX-XX-XX".to_owned(), |date| date.to_string()), kind)
        }
        Meaning::From { days, base } => {
            let (value, _) = resolve(base, TimeKind::Date, context);
            let Some((date, _)) = interval(&value) else { return ("XXXX-XX-XX".to_owned(), kind) };
            // The week of a date.
            if *days == i32::MAX {
                return (week_value(date), kind);
            }
            (date.checked_add(days.days()).map_or(value, |date| date.to_string()), kind)
        }
    }
}

fn anchor_date(anchor: Anchor, context: &Context) -> Option<Date> {
    match anchor {
        Anchor::Publication => context.now,
        Anchor::Narrative => context.last_day.or(context.now),
    }
}

/// The pattern of a unit's value when no date is known.
fn unknown(unit: Unit) -> &'static str {
    match unit {
        Unit::Month => "XXXX-XX",
        Unit::Week | Unit::Fortnight => "XXXX-WXX",
        Unit::Weekend => "XXXX-WXX-WE",
        Unit::Quarter => "XXXX-QX",
        Unit::Half => "XXXX-HX",
        Unit::Year | Unit::Season => "XXXX",
        Unit::Decade => "XXX",
        Unit::Century => "XX",
        _ => "XXXX-XX-XX",
    }
}

fn known_year(year: Year, context: &Context) -> Option<i16> {
    match year {
        Year::Open => None,
        Year::Is(year) => Some(year),
        Year::Relative(offset) => context.now.map(|now| now.year() + offset),
        Year::Narrative(offset) => {
            let narrative = context.last.as_deref().and_then(interval).map(|(first, _)| first.year());
            narrative.or(context.now.map(|now| now.year())).map(|year| year + offset)
        }
    }
}

/// Words that set a time ahead even where the verb is in the past: "delayed until March".
fn points_ahead(context: &Context) -> bool {
    matches!(context.before.as_str(), "until" | "till" | "by") && context.tense != Tense::Past
}

fn month_day(month: u8, day: u8, direction: Direction, year: Year, context: &Context) -> String {
    let year = known_year(year, context).or_else(|| {
        let now = context.now?;
        let at = |year: i16| Date::new(year, month as i8, day as i8).ok();
        let this = at(now.year());
        let days_ahead = this.and_then(|this| (this - now).get_days().into()).unwrap_or(0);
        // The same year, unless tense says otherwise: a past date far ahead lies a year back, and the other way round.
        Some(match context.tense {
            _ if direction == Direction::Last => now.year() - i16::from(days_ahead >= 0),
            _ if direction == Direction::Next => now.year() + i16::from(days_ahead <= 0),
            Tense::Past if days_ahead > 45 => now.year() - 1,
            Tense::Future if days_ahead < -45 => now.year() + 1,
            _ if days_ahead > 200 => now.year() - 1,
            _ if days_ahead < -200 => now.year() + 1,
            _ => now.year(),
        })
    });
    match year {
        Some(year) if Date::new(year, month as i8, day as i8).is_ok() => {
            format!("{year:04}-{month:02}-{day:02}")
        }
        _ => format!("XXXX-{month:02}-{day:02}"),
    }
}

fn month_value(month: u8, direction: Direction, year: Year, context: &Context) -> String {
    let year = known_year(year, context).or_else(|| {
        let now = context.now?;
        let this_month = now.month() as u8;
        let before = month < this_month;
        let after = month > this_month;
        Some(match direction {
            Direction::Last => now.year() - i16::from(!before),
            Direction::Next => now.year() + i16::from(!after),
            Direction::This => now.year(),
            Direction::Open => {
                let ahead = context.tense == Tense::Future || points_ahead(context);
                let past = context.tense == Tense::Past && !points_ahead(context);
                // Without a tense a month of the coming half-year is this year's.
                let far = context.tense == Tense::Present && month > this_month + 6;
                now.year() + i16::from(ahead && before) - i16::from(after && (past || far))
            }
        })
    });
    year.map_or_else(|| format!("XXXX-{month:02}"), |year| format!("{year:04}-{month:02}"))
}

/// The day of the month that the sentence speaks of, else of the publication's; back a month where that would lie ahead.
///
/// A day of history ("on February 21") in an earlier sentence does not move the month of the news.
fn day_of_month(day: u8, context: &Context) -> String {
    let Some(anchor) = context.day_here.or(context.now).or(context.last_day) else {
        return format!("XXXX-XX-{day:02}");
    };
    let now = context.now.unwrap_or(anchor);
    let mut month = anchor.first_of_month();
    if context.tense != Tense::Future {
        let at = |month: Date| Date::new(month.year(), month.month(), day as i8).ok();
        while at(month).is_none_or(|date| date > now) {
            let Ok(earlier) = month.checked_sub(1.month()) else { break };
            month = earlier;
            if (now - month).get_days() > 100 {
                break;
            }
        }
    }
    match Date::new(month.year(), month.month(), day as i8) {
        Ok(date) => date.to_string(),
        Err(_) => format!("XXXX-XX-{day:02}"),
    }
}

fn weekday_date(weekday: i8, direction: Direction, context: &Context) -> Option<Date> {
    let now = context.now?;
    let today = now.weekday().to_monday_one_offset();
    let said = usize::try_from(weekday - 1).ok().and_then(|at| context.weekdays.get(at).copied().flatten());
    if let Some(date) = said.filter(|_| matches!(direction, Direction::Open | Direction::This)) {
        return Some(date);
    }
    let back = i64::from((today - weekday).rem_euclid(7));
    let ahead = i64::from((weekday - today).rem_euclid(7));
    let days = match direction {
        Direction::Last => -(if back == 0 { 7 } else { back }),
        Direction::Next => {
            if ahead == 0 {
                7
            } else {
                ahead
            }
        }
        // "this Friday" is the nearest to come, or the one of the week that passed where the verb says so.
        Direction::This if context.tense == Tense::Past => -back,
        Direction::This => ahead,
        Direction::Open if context.tense == Tense::Future || points_ahead(context) => ahead,
        Direction::Open => -back,
    };
    now.checked_add(days.days()).ok()
}

fn holiday_value(holiday: Holiday, direction: Direction, year: Year, context: &Context) -> String {
    let at = |year: i16| holiday_date(holiday, year);
    let open = match holiday {
        Holiday::On(month, day) => format!("XXXX-{month:02}-{day:02}"),
        Holiday::Nth(_, _, month) => format!("XXXX-{month:02}-XX"),
        Holiday::Easter(_) => "XXXX-XX-XX".to_owned(),
    };
    let date = known_year(year, context).and_then(at).or_else(|| {
        let now = context.now?;
        let this = at(now.year())?;
        let ahead = (this - now).get_days();
        let year = match direction {
            Direction::Last => now.year() - i16::from(ahead >= 0),
            Direction::Next => now.year() + i16::from(ahead <= 0),
            Direction::This => now.year(),
            Direction::Open => match context.tense {
                Tense::Past if ahead > 0 => now.year() - 1,
                Tense::Future if ahead < 0 => now.year() + 1,
                Tense::Present if ahead > 180 => now.year() - 1,
                _ => now.year(),
            },
        };
        at(year)
    });
    date.map_or(open, |date| date.to_string())
}

fn holiday_date(holiday: Holiday, year: i16) -> Option<Date> {
    match holiday {
        Holiday::On(month, day) => Date::new(year, month, day).ok(),
        Holiday::Nth(nth, weekday, month) => {
            let weekday = jiff::civil::Weekday::from_monday_one_offset(weekday).ok()?;
            Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok()
        }
        Holiday::Easter(days) => easter(year)?.checked_add(days.days()).ok(),
    }
}

/// Returns Easter Sunday of the Gregorian calendar: the anonymous computus (Nature, 20 April 1876, as in Meeus,
/// "Astronomical Algorithms", chapter 8).
fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (b - (b + 8) / 25 + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let month = (h + l - 7 * m + 114) / 31;
    let day = (h + l - 7 * m + 114) % 31 + 1;
    Date::new(year, month as i8, day as i8).ok()
}

fn part_value(part: Part, direction: Direction, year: Year, context: &Context) -> String {
    match part {
        Part::Quarter(quarter) => quarter_value(quarter, direction, year, context),
        Part::Half(half) => {
            let year = known_year(year, context).or_else(|| {
                let now = context.now?;
                let later = half == 2 && now.month() <= 6;
                Some(now.year() - i16::from(later && context.tense == Tense::Past))
            });
            year.map_or_else(|| format!("XXXX-H{half}"), |year| format!("{year:04}-H{half}"))
        }
        Part::Season(season) => {
            let first_month = match season {
                "SP" => 3,
                "SU" => 6,
                "FA" => 9,
                _ => 12,
            };
            let year = known_year(year, context).or_else(|| {
                let now = context.now?;
                // Winter is named by the year in which it begins.
                let month = if season == "WI" && now.month() < 3 { now.month() + 12 } else { now.month() };
                let base = if season == "WI" && now.month() < 3 { now.year() - 1 } else { now.year() };
                let begun = month >= first_month;
                let over = month >= first_month + 3;
                Some(match direction {
                    Direction::Last => base - i16::from(!over),
                    Direction::Next => base + i16::from(begun),
                    Direction::This => base,
                    Direction::Open => match context.tense {
                        Tense::Past => base - i16::from(!begun),
                        Tense::Future => base + i16::from(over),
                        Tense::Present => base,
                    },
                })
            });
            year.map_or_else(|| format!("XXXX-{season}"), |year| format!("{year:04}-{season}"))
        }
    }
}

fn quarter_value(quarter: u8, direction: Direction, year: Year, context: &Context) -> String {
    let write = |year: i16, quarter: u8| format!("{year:04}-Q{quarter}");
    let current = context.now.map(|now| (now.year(), (now.month() as u8 - 1) / 3 + 1));
    let previous =
        current.map(|(year, quarter)| if quarter == 1 { (year - 1, 4) } else { (year, quarter - 1) });
    let narrative = context.last_quarter.or(previous);
    match (year, quarter) {
        (Year::Narrative(offset), quarter) => match narrative {
            Some((year, _)) if quarter > 0 => write(year + offset, quarter),
            Some((year, quarter)) => write(year + offset, quarter),
            None => "XXXX-QX".to_owned(),
        },
        (Year::Open, 0) => {
            let found = match direction {
                Direction::Last => previous,
                Direction::This => current,
                Direction::Next => current
                    .map(|(year, quarter)| if quarter == 4 { (year + 1, 1) } else { (year, quarter + 1) }),
                Direction::Open => narrative,
            };
            found.map_or_else(|| "XXXX-QX".to_owned(), |(year, quarter)| write(year, quarter))
        }
        (Year::Open, quarter) => {
            let Some((year, now_quarter)) = current else { return format!("XXXX-Q{quarter}") };
            let year = match context.tense {
                // What "will be reported" is most often the quarter that just ended.
                Tense::Future if quarter + 1 < now_quarter => year + 1,
                Tense::Past if quarter > now_quarter => year - 1,
                Tense::Present if quarter > now_quarter + 1 => year - 1,
                _ => year,
            };
            write(year, quarter)
        }
        (year, 0) => match (known_year(year, context), narrative) {
            (Some(year), Some((_, quarter))) => write(year, quarter),
            _ => "XXXX-QX".to_owned(),
        },
        (year, quarter) => {
            known_year(year, context).map_or_else(|| format!("XXXX-Q{quarter}"), |year| write(year, quarter))
        }
    }
}

pub(super) fn week_value(date: Date) -> String {
    let week = date.iso_week_date();
    format!("{:04}-W{:02}", week.year(), week.week())
}

/// Returns the value of the calendar stretch of `unit` that holds `date`.
fn stretch_value(unit: Unit, date: Date) -> Option<String> {
    Some(match unit {
        Unit::Day => date.to_string(),
        Unit::Week | Unit::Fortnight => week_value(date),
        Unit::Weekend => format!("{}-WE", week_value(date)),
        Unit::Month => format!("{:04}-{:02}", date.year(), date.month()),
        Unit::Quarter => format!("{:04}-Q{}", date.year(), (date.month() - 1) / 3 + 1),
        Unit::Half => format!("{:04}-H{}", date.year(), (date.month() - 1) / 6 + 1),
        Unit::Year | Unit::Season => format!("{:04}", date.year()),
        Unit::Decade => format!("{:03}X", date.year() / 10),
        Unit::Century => format!("{:02}", date.year() / 100),
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Millennium => return None,
    })
}

fn shifted(date: Date, unit: Unit, count: i64) -> Option<Date> {
    let span = jiff::Span::new();
    let span = match unit {
        Unit::Day => span.try_days(count),
        Unit::Week | Unit::Weekend => span.try_weeks(count),
        Unit::Fortnight => span.try_weeks(count.checked_mul(2)?),
        Unit::Month => span.try_months(count),
        Unit::Quarter | Unit::Season => span.try_months(count.checked_mul(3)?),
        Unit::Half => span.try_months(count.checked_mul(6)?),
        Unit::Year => span.try_years(count),
        Unit::Decade => span.try_years(count.checked_mul(10)?),
        Unit::Century => span.try_years(count.checked_mul(100)?),
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Millennium => return None,
    };
    let shifted = date.checked_add(span.ok()?).ok()?;
    (1..=9999).contains(&shifted.year()).then_some(shifted)
}

fn calendar_value(unit: Unit, direction: Direction, anchor: Anchor, context: &Context) -> Option<String> {
    // "that year" needs no day: the year of what was last said, however coarse.
    let narrative = || context.last.as_deref().and_then(interval).map(|(first, _)| first);
    let date = match (anchor, unit) {
        (Anchor::Narrative, Unit::Day) => context.last_day.or(context.now),
        (Anchor::Narrative, _) => narrative().or(context.now),
        (Anchor::Publication, _) => context.now,
    }?;
    let count = match direction {
        Direction::Last => -1,
        Direction::Next => 1,
        Direction::This | Direction::Open => 0,
    };
    // On a Monday or Tuesday "the weekend" of a past clause is the one that just ended.
    let count = if unit == Unit::Weekend
        && direction == Direction::Open
        && context.tense != Tense::Future
        && date.weekday().to_monday_one_offset() <= 5
    {
        -1
    } else {
        count
    };
    stretch_value(unit, shifted(date, unit, count)?)
}

fn shift_value(amount: Amount, unit: Unit, sign: i8, anchor: Anchor, context: &Context) -> Resolved {
    let Amount::Exact(count) = amount else {
        let value = if anchor == Anchor::Publication {
            if sign < 0 { "PAST_REF".to_owned() } else { "FUTURE_REF".to_owned() }
        } else {
            return (length_value(amount, unit), TimeKind::Duration);
        };
        return (value, TimeKind::Date);
    };
    // A year before a quarter is that quarter of the year before.
    if unit == Unit::Year
        && sign < 0
        && count == 1.0
        && let Some((year, quarter)) = context.last_quarter
    {
        return (format!("{:04}-Q{quarter}", year - 1), TimeKind::Date);
    }
    let narrative = context.last.as_deref().and_then(interval).map(|(first, _)| first);
    let date = match (anchor, unit) {
        (Anchor::Publication, _) => context.now,
        (Anchor::Narrative, Unit::Day | Unit::Week) => context.last_day.or(context.now),
        (Anchor::Narrative, _) => narrative.or(context.now),
    };
    if matches!(unit, Unit::Second | Unit::Minute | Unit::Hour) {
        return (length_value(amount, unit), TimeKind::Duration);
    }
    let days = count.fract() != 0.0;
    let value = date.and_then(|date| {
        let (unit, count) = match unit {
            Unit::Year if days => (Unit::Month, count * 12.0),
            Unit::Century | Unit::Decade if days => {
                (Unit::Year, count * if unit == Unit::Decade { 10.0 } else { 100.0 })
            }
            _ => (unit, count),
        };
        let shifted = shifted(date, unit, i64::from(sign) * count.round() as i64)?;
        stretch_value(unit, shifted)
    });
    (value.unwrap_or_else(|| unknown(unit).to_owned()), TimeKind::Date)
}
