//! What the grammar makes of an expression before it is set against the calendar.

use super::TimeKind;
use super::lexicon::{Holiday, Unit};

/// Where a named stretch lies from its anchor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    /// Not said: tense and context decide.
    Open,
    /// "last", "past", "previous".
    Last,
    /// "this", "current".
    This,
    /// "next", "coming".
    Next,
}

/// What a relative expression counts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    /// The date of publication: "ago", "last".
    Publication,
    /// The date last spoken of: "later", "the following", "that".
    Narrative,
}

/// The year of a calendar expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Year {
    /// Not said.
    Open,
    /// Said in figures.
    Is(i16),
    /// "last year", "this year", "next year": from the publication.
    Relative(i16),
    /// "that year", "the same period a year earlier": from the date last spoken of.
    Narrative(i16),
}

/// A part of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// A quarter, 1 to 4; 0 where only "the quarter" is said.
    Quarter(u8),
    /// A half, 1 or 2.
    Half(u8),
    /// A season's two letters.
    Season(&'static str),
}

/// How much of a unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Amount {
    /// So many.
    Exact(f64),
    /// "several", "years", "a few".
    Vague,
}

/// The meaning of an expression.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Meaning {
    /// A value that needs no context.
    Fixed(String),
    /// A month's day.
    MonthDay { month: u8, day: u8, direction: Direction, year: Year },
    /// A month.
    Month { month: u8, direction: Direction, year: Year },
    /// "the 13th": a day of a month that the context gives.
    DayOfMonth(u8),
    /// A day of the week.
    Weekday { weekday: i8, direction: Direction },
    /// A weekday named with a part of the month or shift: "a week from Tuesday".
    Holiday { holiday: Holiday, direction: Direction, year: Year },
    /// A quarter, half or season.
    Part { part: Part, direction: Direction, year: Year },
    /// "last year", "this week", "the following month".
    Calendar { unit: Unit, direction: Direction, anchor: Anchor },
    /// "three days ago", "a year later".
    Shift { amount: Amount, unit: Unit, sign: i8, anchor: Anchor },
    /// "today" is 0, "yesterday" -1.
    Day { offset: i8, anchor: Anchor },
    /// A shift from a day that is itself expressed: "the day before last Tuesday".
    From { days: i32, base: Box<Meaning> },
    /// A length.
    Length { amount: Amount, unit: Unit },
    /// A time of day or part of the day on a day.
    Clock { time: String, day: Option<Box<Meaning>> },
}

/// An expression found by the grammar.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Found {
    /// One past the last atom.
    pub end: usize,
    pub kind: TimeKind,
    pub meaning: Meaning,
    /// The rule, as `Why` names it.
    pub rule: &'static str,
}

impl Found {
    pub(super) fn date(end: usize, meaning: Meaning, rule: &'static str) -> Self {
        Self { end, kind: TimeKind::Date, meaning, rule }
    }

    pub(super) fn fixed(end: usize, kind: TimeKind, value: impl Into<String>, rule: &'static str) -> Self {
        Self { end, kind, meaning: Meaning::Fixed(value.into()), rule }
    }
}
