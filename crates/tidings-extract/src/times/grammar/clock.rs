//! Times of day, with or without their day: "10:35 a.m. EDT Friday", "noon", "this morning", "Friday night".

use crate::times::TimeKind;
use crate::times::atoms::Atoms;
use crate::times::grammar::{calendar, relative};
use crate::times::meaning::{Anchor, Found, Meaning};

pub(super) fn find(atoms: &Atoms<'_>, at: usize) -> Option<Found> {
    time_of_day(atoms, at).or_else(|| part_of_day(atoms, at))
}

/// Adds "morning", "late evening" after a day to the expression.
pub(super) fn with_part_of_day(atoms: &Atoms<'_>, found: Found) -> Found {
    if !matches!(
        found.meaning,
        Meaning::Weekday { .. } | Meaning::MonthDay { .. } | Meaning::Day { .. } | Meaning::Calendar { .. }
    ) {
        return found;
    }
    let next = if atoms.any(found.end, &["early", "late", "mid"]) { found.end + 1 } else { found.end };
    let next = atoms.skip_hyphen(next);
    let word = atoms.word(next);
    let Some(part) = word.part.filter(|_| atoms.joined(next) && !word.plural) else { return found };
    // "Friday night football": the compound's noun is another.
    Found {
        end: next + 1,
        kind: TimeKind::Time,
        meaning: Meaning::Clock { time: format!("T{part}"), day: Some(Box::new(found.meaning)) },
        rule: "times/part-of-day",
    }
}

/// `times/time-of-day`: "10:35 a.m.", "7pm", "noon Thursday", "4 in the morning", "23:15 GMT".
///
/// Why: a report's hours place events within a day; with a day beside them both are one expression.
/// Limits: hours and minutes without "a.m." need a preposition or a zone ("a 3:15 finish" is none); zones are kept in
/// the extent and not in the value.
fn time_of_day(atoms: &Atoms<'_>, at: usize) -> Option<Found> {
    let (time, end) = named_hour(atoms, at).or_else(|| hour(atoms, at))?;
    let end = zone(atoms, end);
    let (day, end) = day_after(atoms, end);
    let meaning = Meaning::Clock { time, day: day.map(Box::new) };
    Some(Found { end, kind: TimeKind::Time, meaning, rule: "times/time-of-day" })
}

fn named_hour(atoms: &Atoms<'_>, at: usize) -> Option<(String, usize)> {
    match atoms.text(at) {
        "noon" | "midday" => Some(("T12:00".to_owned(), at + 1)),
        "midnight" => Some(("T24:00".to_owned(), at + 1)),
        _ => None,
    }
}

fn hour(atoms: &Atoms<'_>, at: usize) -> Option<(String, usize)> {
    let spelled = atoms.word(at).number.filter(|hour| (1..=12).contains(hour));
    let (hour, length) = atoms.digits(at).or(spelled.map(|hour| (hour, 1)))?;
    if length > 2 || hour > 24 || (atoms.glued(at) && matches!(atoms.before(at), ":" | "." | "-" | "$" | "/"))
    {
        return None;
    }
    let separator = atoms.sign(at + 1, ':') || (atoms.sign(at + 1, '.') && atoms.glued(at + 2));
    let minutes = atoms.digits(at + 2).filter(|&(minutes, length)| {
        length == 2 && minutes < 60 && atoms.glued(at + 1) && atoms.glued(at + 2) && separator
    });
    let mut end = if minutes.is_some() { at + 3 } else { at + 1 };
    let mut seconds = None;
    if minutes.is_some() && atoms.sign(end, ':') && atoms.glued(end + 1) {
        seconds = atoms.digits(end + 1).filter(|&(seconds, length)| length == 2 && seconds < 60);
        end += if seconds.is_some() { 2 } else { 0 };
    }
    let minute = minutes.map_or(0, |(minutes, _)| minutes);
    if let Some((afternoon, after)) = meridiem(atoms, end).filter(|_| (1..=12).contains(&hour)) {
        return Some((
            clock_value(hour % 12 + if afternoon { 12 } else { 0 }, minute, seconds.map(|s| s.0)),
            after,
        ));
    }
    if atoms.is(end, "o") && atoms.sign(end + 1, '\'') && atoms.is(end + 2, "clock") {
        let after = end + 3;
        let in_the = atoms.is(after, "in") && atoms.is(after + 1, "the");
        if let Some(part) = atoms.word(after + 2).part.filter(|_| in_the) {
            let afternoon = part != "MO" && hour < 12;
            return Some((clock_value(hour + if afternoon { 12 } else { 0 }, minute, None), after + 3));
        }
        return Some((clock_value(hour, minute, None), after));
    }
    let in_the = atoms.is(end, "in") && atoms.is(end + 1, "the");
    if let Some(part) = atoms.word(end + 2).part.filter(|_| in_the && hour <= 12 && atoms.before(at) != "in")
        && matches!(atoms.before(at), "at" | "around" | "about" | "until" | "by" | "before" | "after")
    {
        let afternoon = part != "MO" && hour < 12;
        return Some((clock_value(hour + if afternoon { 12 } else { 0 }, minute, None), end + 3));
    }
    let colon = minutes.is_some() && atoms.sign(at + 1, ':');
    let prepared = matches!(
        atoms.before(at),
        "at" | "around" | "about" | "by" | "until" | "since" | "before" | "after" | "from" | "between"
    );
    if colon && (prepared || zone(atoms, end) > end) {
        return Some((clock_value(hour, minute, seconds.map(|s| s.0)), end));
    }
    // "1200 GMT" is read by its zone; four digits alone are a year.
    None
}

fn clock_value(hour: u32, minute: u32, second: Option<u32>) -> String {
    second.map_or_else(
        || format!("T{hour:02}:{minute:02}"),
        |second| format!("T{hour:02}:{minute:02}:{second:02}"),
    )
}

/// Reads "am", "p.m.", and says whether it is the afternoon.
fn meridiem(atoms: &Atoms<'_>, at: usize) -> Option<(bool, usize)> {
    if !atoms.joined(at) {
        return None;
    }
    match atoms.text(at) {
        "am" => return Some((false, at + 1)),
        "pm" => return Some((true, at + 1)),
        _ => {}
    }
    let letter = atoms.text(at);
    let dotted = matches!(letter, "a" | "p")
        && atoms.sign(at + 1, '.')
        && atoms.text(at + 2) == "m"
        && atoms.glued(at + 1)
        && atoms.glued(at + 2);
    if !dotted {
        return None;
    }
    let end = if atoms.sign(at + 3, '.') && atoms.glued(at + 3) { at + 4 } else { at + 3 };
    Some((letter == "p", end))
}

/// Skips a zone: "EDT", "GMT", "local time", "Eastern time".
fn zone(atoms: &Atoms<'_>, at: usize) -> usize {
    const ZONES: [&str; 26] = [
        "gmt", "utc", "est", "edt", "et", "cst", "cdt", "ct", "mst", "mdt", "mt", "pst", "pdt", "pt", "bst",
        "cet", "cest", "eet", "eest", "msk", "ist", "jst", "kst", "aest", "aedt", "sgt",
    ];
    if !atoms.joined(at) {
        return at;
    }
    if ZONES.contains(&atoms.text(at)) && atoms.get(at).is_some_and(|atom| atom.capital) {
        return at + 1;
    }
    let regional =
        ["local", "eastern", "central", "mountain", "pacific", "moscow", "beijing", "standard", "daylight"];
    let mut end = at;
    while atoms.any(end, &regional) && end < at + 3 {
        end += 1;
    }
    if end > at && atoms.is(end, "time") { end + 1 } else { at }
}

/// Reads a day right after a time: "10 p.m. Wednesday", "5 p.m. EST, Nov. 6", "9 a.m. yesterday".
fn day_after(atoms: &Atoms<'_>, at: usize) -> (Option<Meaning>, usize) {
    let start = at + usize::from(atoms.sign(at, ',') || atoms.is(at, "on"));
    if !atoms.joined(start) {
        return (None, at);
    }
    let Some(found) = calendar::find(atoms, start).or_else(|| relative::day(atoms, start)) else {
        return (None, at);
    };
    match found.meaning {
        meaning @ (Meaning::Weekday { .. } | Meaning::MonthDay { .. } | Meaning::Day { .. }) => {
            (Some(meaning), found.end)
        }
        _ => (None, at),
    }
}

/// `times/part-of-day`: "this morning", "last night", "that evening", "the next morning", "overnight".
///
/// Limits: "in the morning", "at night" without a day are habits as often as times, and are left out.
fn part_of_day(atoms: &Atoms<'_>, at: usize) -> Option<Found> {
    const RULE: &str = "times/part-of-day";
    let clock = |end, part: &str, offset, anchor| {
        let day = Some(Box::new(Meaning::Day { offset, anchor }));
        Some(Found {
            end,
            kind: TimeKind::Time,
            meaning: Meaning::Clock { time: format!("T{part}"), day },
            rule: RULE,
        })
    };
    match atoms.text(at) {
        "tonight" => return clock(at + 1, "NI", 0, Anchor::Publication),
        "overnight" if atoms.tag(at).starts_with("RB") => return clock(at + 1, "NI", 0, Anchor::Narrative),
        _ => {}
    }
    let start = if atoms.text(at) == "the" { at + 1 } else { at };
    let word_at = if atoms.any(start + 1, &["early", "late", "mid", "very"]) { start + 2 } else { start + 1 };
    let word_at = atoms.skip_hyphen(word_at);
    let word = atoms.word(word_at);
    let part = word.part.filter(|_| !word.plural && atoms.joined(word_at))?;
    match atoms.text(start) {
        "this" => clock(word_at + 1, part, 0, Anchor::Publication),
        "last" => clock(word_at + 1, part, -1, Anchor::Publication),
        "that" | "same" => clock(word_at + 1, part, 0, Anchor::Narrative),
        "next" | "following" => clock(word_at + 1, part, 1, Anchor::Narrative),
        "previous" => clock(word_at + 1, part, -1, Anchor::Narrative),
        _ => None,
    }
}
