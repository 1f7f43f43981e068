//! Calendar stretches told from the publication or from the date last spoken of: "yesterday", "last week", "that year".

use crate::times::TimeKind;
use crate::times::atoms::Atoms;
use crate::times::grammar::{calendar, clock};
use crate::times::lexicon::Unit;
use crate::times::meaning::{Amount, Anchor, Direction, Found, Meaning};

pub(super) fn find(atoms: &Atoms<'_>, at: usize) -> Option<Found> {
    day(atoms, at)
        .or_else(|| day_beside(atoms, at))
        .or_else(|| week_of(atoms, at))
        .or_else(|| unit(atoms, at))
        .or_else(|| year_ago(atoms, at))
        .or_else(|| year_end(atoms, at))
}

/// `times/day`: "today", "yesterday afternoon", "tomorrow".
pub(super) fn day(atoms: &Atoms<'_>, at: usize) -> Option<Found> {
    let offset = match atoms.text(at) {
        "today" => 0,
        "yesterday" => -1,
        "tomorrow" => 1,
        _ => return None,
    };
    // A newspaper's name: "USA Today".
    let name = atoms.get(at)?.capital && matches!(calendar::entity_label(atoms, at), "ORG" | "WORK_OF_ART");
    if name {
        return None;
    }
    let found = Found::date(at + 1, Meaning::Day { offset, anchor: Anchor::Publication }, "times/day");
    Some(clock::with_part_of_day(atoms, found))
}

/// `times/day-beside`: "the day before yesterday", "the day after tomorrow", "the day before last Tuesday".
fn day_beside(atoms: &Atoms<'_>, at: usize) -> Option<Found> {
    let start = if atoms.text(at) == "the" { at + 1 } else { at };
    if !atoms.is(start, "day") && atoms.text(start) != "day" {
        return None;
    }
    let days = match atoms.text(start + 1) {
        "before" => -1,
        "after" => 1,
        _ => return None,
    };
    let base = day(atoms, start + 2).or_else(|| calendar::find(atoms, start + 2))?;
    let fits = matches!(
        base.meaning,
        Meaning::Day { .. } | Meaning::Weekday { .. } | Meaning::MonthDay { .. } | Meaning::Holiday { .. }
    );
    let meaning = Meaning::From { days, base: Box::new(base.meaning) };
    fits.then(|| Found::date(base.end, meaning, "times/day-beside"))
}

/// `times/week-of`: "the week of March 6".
fn week_of(atoms: &Atoms<'_>, at: usize) -> Option<Found> {
    let start = if atoms.text(at) == "the" { at + 1 } else { at };
    if atoms.text(start) != "week" || !atoms.is(start + 1, "of") {
        return None;
    }
    let base = calendar::find(atoms, start + 2)?;
    let fits = matches!(base.meaning, Meaning::MonthDay { .. });
    let meaning = Meaning::From { days: i32::MAX, base: Box::new(base.meaning) };
    fits.then(|| Found::date(base.end, meaning, "times/week-of"))
}

/// `times/calendar`: "last week", "this year", "the following month", "that day", "the year", "this weekend".
///
/// Why: "last" counts from the publication, "following", "that" and "same" from the date last spoken of.
/// Limits: "the day" and "a week" are too often no dates; "the past week" is a length.
fn unit(atoms: &Atoms<'_>, at: usize) -> Option<Found> {
    const RULE: &str = "times/calendar";
    let the = atoms.text(at) == "the";
    let start = if the { at + 1 } else { at };
    if the && !atoms.joined(start) {
        return None;
    }
    let (direction, anchor, mut next) = match atoms.text(start) {
        "last" if !the => (Direction::Last, Anchor::Publication, start + 1),
        "this" if atoms.any(start + 1, &["past", "last"]) => {
            (Direction::Last, Anchor::Publication, start + 2)
        }
        "this" if atoms.any(start + 1, &["coming", "next"]) => {
            (Direction::Next, Anchor::Publication, start + 2)
        }
        "this" => (
            Direction::This,
            Anchor::Publication,
            if atoms.is(start + 1, "same") { start + 2 } else { start + 1 },
        ),
        "current" => (Direction::This, Anchor::Publication, start + 1),
        "next" => (Direction::Next, if the { Anchor::Narrative } else { Anchor::Publication }, start + 1),
        "coming" if !the => (Direction::Next, Anchor::Publication, start + 1),
        "that" => (
            Direction::This,
            Anchor::Narrative,
            if atoms.is(start + 1, "same") { start + 2 } else { start + 1 },
        ),
        "same" => (Direction::This, Anchor::Narrative, start + 1),
        "following" => (Direction::Next, Anchor::Narrative, start + 1),
        "previous" | "preceding" | "prior" => (Direction::Last, Anchor::Narrative, start + 1),
        "full" | "whole" | "entire" if the => (Direction::Open, Anchor::Publication, start + 1),
        _ if the => (Direction::Open, Anchor::Publication, start),
        _ => return None,
    };
    if atoms.any(next, &["fiscal", "calendar", "financial", "school", "academic"])
        && atoms.is(next + 1, "year")
    {
        next += 1;
    }
    let word = atoms.word(next);
    let unit = word.unit.filter(|_| !word.plural && atoms.joined(next))?;
    let end = next + 1;
    if matches!(
        unit,
        Unit::Second
            | Unit::Minute
            | Unit::Hour
            | Unit::Season
            | Unit::Half
            | Unit::Millennium
            | Unit::Quarter
    ) {
        return None;
    }
    if direction == Direction::Open {
        let plain = matches!(unit, Unit::Year | Unit::Week | Unit::Weekend | Unit::Month);
        let hyphen = atoms.sign(end, '-') && atoms.glued(end);
        if !plain || hyphen || atoms.any(end, &["of", "that", "when", "before", "after", "in", "ahead"]) {
            return None;
        }
        if atoms.any(end, &["ago", "earlier", "later"]) {
            return None;
        }
    }
    // "the day before", "the week after" point from the narrative.
    // "This Week" in the middle of a sentence is a programme's name.
    if atoms.get(next).is_some_and(|atom| atom.capital) {
        return None;
    }
    let found = Found::date(end, Meaning::Calendar { unit, direction, anchor }, RULE);
    Some(if unit == Unit::Day { clock::with_part_of_day(atoms, found) } else { found })
}

/// `times/year-ago`: the adjectives of company news, "year-ago", "year-earlier"; "the year before", "the day after".
fn year_ago(atoms: &Atoms<'_>, at: usize) -> Option<Found> {
    const RULE: &str = "times/year-ago";
    let shift = |unit, sign, end| {
        let meaning = Meaning::Shift { amount: Amount::Exact(1.0), unit, sign, anchor: Anchor::Narrative };
        Some(Found::date(end, meaning, RULE))
    };
    let the = atoms.text(at) == "the";
    let start = at + usize::from(the);
    let word = atoms.word(start);
    let unit = word.unit.filter(|_| !word.plural && (!the || atoms.joined(start)))?;
    let hyphen = atoms.skip_hyphen(start + 1);
    if unit == Unit::Year && !the && hyphen > start + 1 && atoms.any(hyphen, &["ago", "earlier"]) {
        return shift(unit, -1, hyphen + 1);
    }
    let calendar = matches!(unit, Unit::Day | Unit::Week | Unit::Month | Unit::Year);
    let ends_clause = {
        let end = start + 2;
        atoms.get(end).is_none()
            || !atoms.joined(end)
            || atoms.any(end, &[".", ",", ";", ")", "-", "\"", "'"])
    };
    match atoms.text(start + 1) {
        "before" if the && calendar && ends_clause => shift(unit, -1, start + 2),
        "after" if the && calendar && ends_clause => shift(unit, 1, start + 2),
        _ => None,
    }
}

/// `times/year-end`: "year-end", "year's end".
fn year_end(atoms: &Atoms<'_>, at: usize) -> Option<Found> {
    let word = atoms.word(at);
    let unit =
        word.unit.filter(|unit| !word.plural && matches!(unit, Unit::Year | Unit::Month | Unit::Week))?;
    let possessive = atoms.skip_possessive(at + 1);
    let end_at = if possessive > at + 1 { possessive } else { atoms.skip_hyphen(at + 1) };
    if !atoms.is(end_at, "end")
        || (end_at == at + 1 && unit != Unit::Year)
        || atoms.word(end_at).unit.is_some()
    {
        return None;
    }
    let meaning = Meaning::Calendar { unit, direction: Direction::This, anchor: Anchor::Publication };
    Some(Found { end: end_at + 1, kind: TimeKind::Date, meaning, rule: "times/year-end" })
}
