//! Dates of the calendar: days, months, years, decades, centuries, quarters, halves, seasons, named days.

use crate::times::TimeKind;
use crate::times::atoms::Atoms;
use crate::times::grammar::clock;
use crate::times::lexicon::{Holiday, lexicon};
use crate::times::meaning::{Direction, Found, Meaning, Part, Year};

pub(super) fn find(atoms: &Atoms<'_>, at: usize) -> Option<Found> {
    numeric_date(atoms, at)
        .or_else(|| weekday(atoms, at))
        .or_else(|| day_month(atoms, at))
        .or_else(|| month(atoms, at))
        .or_else(|| day_of_month(atoms, at))
        .or_else(|| part_of_year(atoms, at))
        .or_else(|| holiday(atoms, at))
        .or_else(|| century(atoms, at))
        .or_else(|| decade(atoms, at))
        .or_else(|| year(atoms, at))
}

/// Reads a four-digit year of the common era.
fn year_number(atoms: &Atoms<'_>, at: usize) -> Option<i16> {
    let (value, length) = atoms.digits(at)?;
    let plain = !atoms.glued(at + 1) || !matches!(atoms.text(at + 1), "s" | "th" | "%" | ":" | "/");
    (length == 4 && (1000..=2100).contains(&value) && plain).then_some(value as i16)
}

/// Reads the year after a month or part of a year: "1998", ", 1998", "of 1998", "'98", "last year", "of this year".
fn year_after(atoms: &Atoms<'_>, at: usize) -> (Year, usize) {
    if !atoms.joined(at) {
        return (Year::Open, at);
    }
    let start = if atoms.sign(at, ',') || atoms.any(at, &["of", "in"]) { at + 1 } else { at };
    if !atoms.joined(start) {
        return (Year::Open, at);
    }
    if let Some(year) = year_number(atoms, start) {
        let by_comma_or_bare = atoms.text(at) != "in";
        if by_comma_or_bare {
            return (Year::Is(year), start + 1);
        }
    }
    if atoms.sign(start, '\'')
        && let Some((value, 2)) = atoms.digits(start + 1).filter(|_| atoms.glued(start + 1))
    {
        return (Year::Is(two_digit_year(value)), start + 2);
    }
    if let Some((year, end)) = spelled_year(atoms, start) {
        return (Year::Is(year), end);
    }
    if !atoms.sign(at, ',') && atoms.text(at) != "in" && atoms.is(start + 1, "year") {
        let relative = match atoms.text(start) {
            "last" => Some(Year::Relative(-1)),
            "this" => Some(Year::Relative(0)),
            "next" => Some(Year::Relative(1)),
            "that" | "the" => Some(Year::Narrative(0)),
            _ => None,
        };
        if let Some(year) = relative {
            return (year, start + 2);
        }
    }
    (Year::Open, at)
}

/// Reads "nineteen ninety-six", "two thousand".
fn spelled_year(atoms: &Atoms<'_>, at: usize) -> Option<(i16, usize)> {
    let century = atoms.word(at).number.filter(|number| (15..=20).contains(number))?;
    let tens =
        atoms.word(at + 1).number.filter(|number| (10..100).contains(number) && atoms.joined(at + 1))?;
    let ones_at = atoms.skip_hyphen(at + 2);
    let ones = atoms.word(ones_at).number.filter(|ones| *ones < 10 && tens >= 20 && atoms.joined(ones_at));
    let end = if ones.is_some() { ones_at + 1 } else { at + 2 };
    if atoms.word(end).unit.is_some() {
        return None;
    }
    Some(((century * 100 + tens + ones.unwrap_or(0)) as i16, end))
}

/// Two digits stand for the year nearest to the turn of the century that print uses them for: 70 and later are 19xx.
fn two_digit_year(value: u32) -> i16 {
    if value >= 50 { 1900 + value as i16 } else { 2000 + value as i16 }
}

/// `times/numeric-date`: "2013-03-22", "3/22/2013", "22.03.2013".
///
/// Limits: with slashes the month comes first unless it cannot be one.
fn numeric_date(atoms: &Atoms<'_>, at: usize) -> Option<Found> {
    const RULE: &str = "times/numeric-date";
    let (first, n_first) = atoms.digits(at)?;
    if at > 0 && atoms.glued(at) && !matches!(atoms.before(at), "(" | "[" | "\"" | "'" | "_" | "-") {
        return None;
    }
    let sign = ['-', '/', '.'].into_iter().find(|&sign| atoms.sign(at + 1, sign) && atoms.glued(at + 1))?;
    let (second, n_second) = atoms.digits(at + 2).filter(|_| atoms.glued(at + 2))?;
    let more = atoms.sign(at + 3, sign) && atoms.glued(at + 3) && atoms.glued(at + 4);
    let third = atoms.digits(at + 4).filter(|_| more);
    let fixed = |year: i16, month: u32, day: u32, end: usize| {
        jiff::civil::Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
        let value = format!("{year:04}-{month:02}-{day:02}");
        Some(Found::fixed(end, TimeKind::Date, value, RULE))
    };
    match (n_first, n_second, third) {
        (4, 1..=2, Some((day, 1..=2))) if (1000..=2100).contains(&first) => {
            fixed(first as i16, second, day, at + 5)
        }
        (1..=2, 1..=2, Some((year, n_year @ (2 | 4)))) => {
            let year = if n_year == 2 { two_digit_year(year) } else { year as i16 };
            let day_first = sign == '.' || first > 12;
            if day_first { fixed(year, second, first, at + 5) } else { fixed(year, first, second, at + 5) }
        }
        _ => None,
    }
}

/// Says whether the atom names a month here: "May" and "March" are also a verb and a surname.
fn is_month(atoms: &Atoms<'_>, at: usize) -> Option<u8> {
    let month = atoms.word(at).month?;
    let atom = atoms.get(at)?;
    if !atom.capital {
        return None;
    }
    let text = atoms.text(at);
    if !matches!(text, "may" | "march" | "mar" | "jan" | "dec" | "april" | "june" | "august" | "jun") {
        return Some(month);
    }
    let token = atoms.doc.tokens().get(atom.token as usize)?;
    let dated = atoms.digits(at + 1).is_some() && atoms.joined(at + 1)
        || (atoms.sign(at + 1, '.') && atoms.digits(at + 2).is_some());
    let entity = entity_label(atoms, at);
    let verb = token.tag.starts_with("MD") || token.tag.starts_with('V');
    (dated || (!verb && !matches!(entity, "PERSON" | "ORG" | "GPE" | "FAC"))).then_some(month)
}

pub(super) fn entity_label<'d>(atoms: &Atoms<'d>, at: usize) -> &'d str {
    let Some(atom) = atoms.get(at) else { return "" };
    let token = atom.token as usize;
    let entities = atoms.doc.entities();
    let index = entities.partition_point(|entity| entity.end <= token);
    entities.get(index).filter(|entity| entity.start <= token).map_or("", |entity| &entity.label)
}

/// Skips the full stop of "Sept." where the expression goes on after it.
fn skip_abbreviation_stop(atoms: &Atoms<'_>, at: usize) -> usize {
    let word = atoms.before(at);
    let abbreviated = word.len() <= 4 && !matches!(word, "may" | "june" | "july");
    let stop = abbreviated && atoms.sign(at, '.') && atoms.glued(at);
    let goes_on = atoms.joined(at + 1) && (atoms.digits(at + 1).is_some() || atoms.sign(at + 1, ','));
    if stop && goes_on { at + 1 } else { at }
}

/// Reads a day of the month with or without "th", and returns its end.
fn day_number(atoms: &Atoms<'_>, at: usize) -> Option<(u8, usize)> {
    let (day, length) = atoms.digits(at).filter(|_| atoms.joined(at))?;
    if length > 2 || !(1..=31).contains(&day) {
        return None;
    }
    let end = at + 1;
    if atoms.glued(end) {
        if matches!(atoms.text(end), "st" | "nd" | "rd" | "th") {
            return Some((day as u8, end + 1));
        }
        let decimal = atoms.sign(end, '.') && atoms.glued(end + 1) && atoms.digits(end + 1).is_some();
        let hours = atoms.sign(end, ':') && atoms.glued(end + 1);
        if matches!(atoms.text(end), "%" | "/") || hours || decimal || !atoms.word_free(end) {
            return None;
        }
    }
    Some((day as u8, end))
}

/// `times/month-day` and `times/month`: "Aug. 7", "August 7, 1998", "July 1997", "last November", "March".
///
/// Why: the precision of the words is kept: a month stays a month.
/// Limits: without a year the verb's tense chooses the year.
fn month(atoms: &Atoms<'_>, at: usize) -> Option<Found> {
    let (direction, start) = direction_before(atoms, at);
    let month = is_month(atoms, start)?;
    let after = skip_abbreviation_stop(atoms, start + 1);
    // "May the 13th", "March the first" are rare in news and left out.
    if let Some((day, end)) = day_number(atoms, after) {
        let (year, end) = year_after(atoms, end);
        let found = Found::date(end, Meaning::MonthDay { month, day, direction, year }, "times/month-day");
        return Some(clock::with_part_of_day(atoms, found));
    }
    let (year, end) = year_after(atoms, after);
    // "March in Paris" has no year, but the stop of "Sept." must not stay without one.
    let end = if year == Year::Open && end == after { start + 1 } else { end };
    if year == Year::Open && direction == Direction::Open && atoms.sign(end, '\'') && atoms.glued(end + 1) {
        // "June's": fine, the possessive is left out.
        return Some(Found::date(end, Meaning::Month { month, direction, year }, "times/month"));
    }
    Some(Found::date(end, Meaning::Month { month, direction, year }, "times/month"))
}

/// `times/day-month`: "13 March 2013", "the 13th of March", "13th March".
fn day_month(atoms: &Atoms<'_>, at: usize) -> Option<Found> {
    let start = if atoms.text(at) == "the" { at + 1 } else { at };
    let (day, end) = ordinal_day(atoms, start).or_else(|| day_number(atoms, start))?;
    let month_at = if atoms.is(end, "of") { end + 1 } else { end };
    if !atoms.joined(month_at) {
        return None;
    }
    let month = is_month(atoms, month_at)?;
    let after = skip_abbreviation_stop(atoms, month_at + 1);
    let (year, end) = year_after(atoms, after);
    let end = if year == Year::Open { month_at + 1 } else { end };
    let found = Found::date(
        end,
        Meaning::MonthDay { month, day, direction: Direction::Open, year },
        "times/day-month",
    );
    Some(clock::with_part_of_day(atoms, found))
}

fn ordinal_day(atoms: &Atoms<'_>, at: usize) -> Option<(u8, usize)> {
    let day = atoms.word(at).ordinal.filter(|day| *day <= 31)?;
    atoms.is(at + 1, "of").then_some((day as u8, at + 1))
}

/// `times/day-of-month`: "on the 13th (local time)": the month comes from the context.
///
/// Limits: only after a preposition of time and not before a noun ("the 13th floor").
fn day_of_month(atoms: &Atoms<'_>, at: usize) -> Option<Found> {
    if atoms.text(at) != "the"
        || !matches!(atoms.before(at), "on" | "by" | "until" | "since" | "before" | "after" | "from")
    {
        return None;
    }
    let (day, length) = atoms.digits(at + 1)?;
    let suffix = atoms.glued(at + 2) && matches!(atoms.text(at + 2), "st" | "nd" | "rd" | "th");
    if !suffix || length > 2 || !(1..=31).contains(&day) {
        return None;
    }
    let noun_follows = atoms.get(at + 3).filter(|_| atoms.joined(at + 3)).is_some_and(|atom| {
        let token = atoms.doc.tokens().get(atom.token as usize);
        token.is_some_and(|token| token.tag.starts_with("NN") || token.tag.starts_with("JJ"))
    });
    (!noun_follows).then(|| Found::date(at + 3, Meaning::DayOfMonth(day as u8), "times/day-of-month"))
}

/// Reads "last", "next", "this", "this past" before a month, weekday or season.
fn direction_before(atoms: &Atoms<'_>, at: usize) -> (Direction, usize) {
    let start = if atoms.text(at) == "the" { at + 1 } else { at };
    let (direction, end) = match atoms.text(start) {
        "last" | "past" => (Direction::Last, start + 1),
        "this" if atoms.any(start + 1, &["past", "last"]) => (Direction::Last, start + 2),
        "this" if atoms.any(start + 1, &["coming", "next"]) => (Direction::Next, start + 2),
        "this" => (Direction::This, start + 1),
        "next" | "coming" => (Direction::Next, start + 1),
        _ => (Direction::Open, at),
    };
    // "early last March", "last early March" do not occur; a hyphen may: "last mid-March" neither.
    if atoms.joined(end) { (direction, end) } else { (Direction::Open, at) }
}

/// `times/weekday`: "Friday", "last Friday", "Monday, Oct. 26", "Friday night"; plural: every such day.
///
/// Why: newswire says "on Tuesday" for the Tuesday of the piece or the one before it; only the verb's tense tells
/// whether it is still to come.
/// Limits: the short forms ("Sat", "Sun") only where a date follows.
fn weekday(atoms: &Atoms<'_>, at: usize) -> Option<Found> {
    let (direction, start) = direction_before(atoms, at);
    let word = atoms.word(start);
    let weekday = word.weekday?;
    let short = !atoms.text(start).ends_with("day") && !word.plural;
    let mut end = start + 1;
    if short {
        end += usize::from(atoms.sign(end, '.') && atoms.glued(end));
        let date_at = if atoms.sign(end, ',') { end + 1 } else { end };
        let dated = is_month(atoms, date_at).is_some() || atoms.digits(date_at).is_some();
        if !dated || !atoms.get(start)?.capital {
            return None;
        }
    }
    if word.plural {
        let value = format!("XXXX-WXX-{weekday}");
        return Some(Found::fixed(end, TimeKind::Set, value, "times/weekday-set"));
    }
    let date_at = if atoms.sign(end, ',') && atoms.joined(end + 1) { end + 1 } else { end };
    if direction == Direction::Open
        && atoms.joined(date_at)
        && let Some(found) = month(atoms, date_at).or_else(|| day_month(atoms, date_at))
        && matches!(found.meaning, Meaning::MonthDay { .. } | Meaning::Clock { .. })
    {
        return Some(found);
    }
    if let Some((days, week)) = from_weekday(atoms, end) {
        let base = Box::new(Meaning::Weekday { weekday, direction: Direction::Next });
        return Some(Found::date(week, Meaning::From { days, base }, "times/weekday"));
    }
    let found = Found::date(end, Meaning::Weekday { weekday, direction }, "times/weekday");
    Some(clock::with_part_of_day(atoms, found))
}

/// "Tuesday week".
fn from_weekday(atoms: &Atoms<'_>, at: usize) -> Option<(i32, usize)> {
    (atoms.is(at, "week") && atoms.glued(at + 1)).then_some((7, at + 1))
}

/// `times/part-of-year`: "the third quarter", "Q3 2013", "first half of 1990", "last spring", "the summer of 1994".
fn part_of_year(atoms: &Atoms<'_>, at: usize) -> Option<Found> {
    quarter(atoms, at).or_else(|| season(atoms, at))
}

fn season(atoms: &Atoms<'_>, at: usize) -> Option<Found> {
    let (direction, start) = direction_before(atoms, at);
    let start = if direction == Direction::Open && atoms.text(at) == "the" { at + 1 } else { start };
    let season = atoms.word(start).season?;
    let (year, end) = year_after(atoms, start + 1);
    let token = atoms.doc.tokens().get(atoms.get(start)?.token as usize)?;
    let noun = token.pos == "NOUN" || token.pos == "PROPN";
    let verbal = matches!(atoms.text(start), "fall" | "spring");
    let prepared = matches!(
        atoms.before(start),
        "in" | "by" | "until" | "since" | "during" | "early" | "late" | "mid" | "-"
    );
    let the = atoms.text(at) == "the"
        && matches!(atoms.before(at), "in" | "by" | "until" | "since" | "during" | "over" | "for");
    let known = direction != Direction::Open || year != Year::Open;
    let plain = noun && (prepared || the || (!verbal && atoms.text(at) != "the"));
    if !known && (!plain || (verbal && !prepared && !the)) {
        return None;
    }
    if atoms.is(end, "of") && !known {
        return None;
    }
    Some(Found::date(end, Meaning::Part { part: Part::Season(season), direction, year }, "times/season"))
}

/// Quarters and halves, with the qualifiers of company news: "the year-earlier period", "the latest quarter".
fn quarter(atoms: &Atoms<'_>, at: usize) -> Option<Found> {
    const RULE: &str = "times/quarter";
    // "Q3 2013", "H1"
    if matches!(atoms.text(at), "q" | "h") && atoms.glued(at + 1) && atoms.get(at)?.capital {
        let (number, 1) = atoms.digits(at + 1)? else { return None };
        let part = match (atoms.text(at), number) {
            ("q", 1..=4) => Part::Quarter(number as u8),
            ("h", 1..=2) => Part::Half(number as u8),
            _ => return None,
        };
        let (year, end) = year_after(atoms, at + 2);
        return Some(Found::date(end, Meaning::Part { part, direction: Direction::Open, year }, RULE));
    }
    // The adjective has no article in its extent: "a third-quarter loss".
    let adjective = atoms.any(at, &["the", "a", "its", "their"])
        && atoms.sign(at + 2, '-')
        && atoms.is(at + 3, "quarter");
    if adjective {
        return None;
    }
    let mut next = at;
    let mut year = Year::Open;
    let mut direction = Direction::Open;
    let mut ordinal = None;
    let mut qualified = false;
    let mut fiscal = false;
    loop {
        if next > at && !atoms.joined(next) {
            return None;
        }
        match atoms.text(next) {
            "the" | "a" if next == at => next += 1,
            "its" | "their" if next == at && atoms.word(next + 1).ordinal.is_some() => next += 1,
            "fiscal" => {
                fiscal = true;
                next += 1;
            }
            "latest" | "just" | "recent" | "most" if next > at => {
                direction = Direction::Last;
                next += 1;
            }
            "last" | "previous" | "preceding" | "prior" => {
                direction = Direction::Last;
                qualified = true;
                next += 1;
            }
            "this" | "current" => {
                direction = Direction::This;
                next += 1;
            }
            "next" | "coming" | "following" => {
                direction = Direction::Next;
                next += 1;
            }
            "same" | "comparable" | "corresponding" | "similar" | "like" if next > at => {
                qualified = true;
                next += 1;
            }
            "year" => {
                let after = atoms.skip_hyphen(next + 1);
                if !atoms.any(after, &["ago", "earlier"]) {
                    return None;
                }
                year = Year::Narrative(-1);
                qualified = true;
                next = after + 1;
            }
            _ => {
                if let Some(number) = year_number(atoms, next) {
                    year = Year::Is(number);
                    qualified = true;
                    next += 1;
                } else if let Some(number) = atoms.word(next).ordinal.filter(|_| ordinal.is_none()) {
                    ordinal = Some(number);
                    next += 1;
                } else if let Some((number @ 1..=4, 1)) =
                    atoms.digits(next).filter(|_| matches!(atoms.text(next + 1), "st" | "nd" | "rd" | "th"))
                {
                    ordinal = Some(number);
                    next += 2;
                } else {
                    break;
                }
            }
        }
        next = atoms.skip_hyphen(next);
    }
    if !atoms.joined(next) {
        return None;
    }
    let last_half = direction == Direction::Last && atoms.text(next) == "half";
    let part = match (atoms.text(next), ordinal) {
        ("quarter", Some(number @ 1..=4)) => Part::Quarter(number as u8),
        ("quarter", None) if next > at && !matches!(atoms.text(at), "a") => Part::Quarter(0),
        ("half", Some(number @ 1..=2)) => Part::Half(number as u8),
        ("half", None) if last_half => Part::Half(2),
        ("period", None)
            if year != Year::Open
                || (direction == Direction::Last && atoms.text(at) == "the" && !qualified) =>
        {
            Part::Quarter(0)
        }
        _ => return None,
    };
    let end = next + 1;
    // "three-quarter length", "a quarter of": a share, not a time.
    if part == Part::Quarter(0) && atoms.is(end, "of") {
        return None;
    }
    if let Part::Half(_) = part {
        let (half_year, half_end) = year_after(atoms, end);
        let decade_at = if atoms.is(end, "of") { end + 1 } else { end };
        if half_year == Year::Open && decade_at > end {
            // "the last half of the '80s"
            let the = decade_at + usize::from(atoms.text(decade_at) == "the");
            let found = decade(atoms, decade_at).or_else(|| decade(atoms, the))?;
            return Some(found);
        }
        let direction = if last_half { Direction::Open } else { direction };
        let year = if half_year == Year::Open { year } else { half_year };
        // "the first half" of a match: only with a year or as "first-half" of company news.
        if year == Year::Open
            && atoms.text(at) == "the"
            && !fiscal
            && !matches!(atoms.before(at), "in" | "for" | "during")
        {
            return None;
        }
        return Some(Found::date(half_end, Meaning::Part { part, direction, year }, RULE));
    }
    let (after_year, after_end) = year_after(atoms, end);
    let (year, mut end) = if after_year == Year::Open { (year, end) } else { (after_year, after_end) };
    // "the quarter a year ago", "in the third quarter a year earlier"
    let year = if year == Year::Open
        && atoms.is(end, "a")
        && atoms.is(end + 1, "year")
        && atoms.any(end + 2, &["ago", "earlier"])
    {
        end += 3;
        Year::Narrative(-1)
    } else {
        year
    };
    Some(Found::date(end, Meaning::Part { part, direction, year }, RULE))
}

/// `times/holiday`: "Thanksgiving", "Christmas 1998", "last Easter".
fn holiday(atoms: &Atoms<'_>, at: usize) -> Option<Found> {
    let (direction, start) = direction_before(atoms, at);
    if !atoms.get(start)?.capital && atoms.text(start) != "the" {
        return None;
    }
    let (holiday, end): (Holiday, usize) = atoms.phrase(&lexicon().holidays, start)?;
    // "New Year" only as the day's name; "the new year" is the year to come.
    if atoms.text(start) == "new" && end == start + 2 && atoms.text(at) == "the" {
        return None;
    }
    // "Easter week"
    if atoms.is(end, "week") {
        return Some(Found::date(
            end + 1,
            Meaning::Holiday { holiday, direction, year: Year::Open },
            "times/holiday-week",
        ));
    }
    let (year, end) = year_after(atoms, end);
    Some(Found::date(end, Meaning::Holiday { holiday, direction, year }, "times/holiday"))
}

/// `times/century`: "the 20th century", "nineteenth century".
fn century(atoms: &Atoms<'_>, at: usize) -> Option<Found> {
    let start = if atoms.text(at) == "the" { at + 1 } else { at };
    let mut end = start;
    let number = if let Some((number, 1..=2)) = atoms.digits(start) {
        if !matches!(atoms.text(start + 1), "st" | "nd" | "rd" | "th") || !atoms.glued(start + 1) {
            return None;
        }
        end += 2;
        number
    } else if let Some(number) = atoms.word(start).ordinal {
        end += 1;
        number
    } else {
        // "twenty-first"
        let tens = atoms.word(start).number.filter(|number| *number == 20)?;
        let ones_at = atoms.skip_hyphen(start + 1);
        end = ones_at + 1;
        tens + atoms.word(ones_at).ordinal.filter(|_| ones_at > start + 1)?
    };
    let end = atoms.skip_hyphen(end);
    let is_century = atoms.is(end, "century") && (1..=30).contains(&number);
    is_century.then(|| Found::fixed(end + 1, TimeKind::Date, format!("{:02}", number - 1), "times/century"))
}

/// `times/decade`: "the 1980s", "the '80s", "the eighties".
fn decade(atoms: &Atoms<'_>, at: usize) -> Option<Found> {
    const RULE: &str = "times/decade";
    let mut start = if atoms.text(at) == "the" { at + 1 } else { at };
    let mut qualified = start > at;
    if qualified && atoms.any(start, &["early", "late", "mid", "middle"]) {
        start = atoms.skip_hyphen(start + 1);
        qualified = true;
    }
    if start > at && !atoms.joined(start) {
        return None;
    }
    let plural = |at: usize| {
        let at = if atoms.sign(at, '\'') && atoms.glued(at) { at + 1 } else { at };
        (atoms.text(at) == "s" && atoms.glued(at)).then_some(at + 1)
    };
    if let Some((value, 4)) =
        atoms.digits(start).filter(|(value, _)| value % 10 == 0 && (1000..=2100).contains(value))
    {
        let end = plural(start + 1)?;
        return Some(Found::fixed(end, TimeKind::Date, decade_value(value / 10), RULE));
    }
    let apostrophe = atoms.sign(start, '\'') && atoms.glued(start + 1);
    let digits_at = if apostrophe { start + 1 } else { start };
    if let Some((value, 2)) = atoms.digits(digits_at).filter(|(value, _)| value % 10 == 0) {
        let end = plural(digits_at + 1)?;
        let of_life = matches!(atoms.before(start), "his" | "her" | "their" | "my" | "our");
        // "the 20s" may be degrees: the apostrophe or the article is needed.
        if !(apostrophe || qualified) || of_life || atoms.any(end, &["on", "and"]) && !apostrophe {
            return None;
        }
        let year = two_digit_year(value) as u32;
        return Some(Found::fixed(end, TimeKind::Date, decade_value(year / 10), RULE));
    }
    let name = atoms.word(start).decade.filter(|_| qualified)?;
    Some(Found::fixed(start + 1, TimeKind::Date, decade_value(190 + name), RULE))
}

/// The value of a decade, by its first three digits.
fn decade_value(three_digits: u32) -> String {
    format!("{three_digits:03}X")
}

/// `times/year`: "1998", "the year 2000", "fiscal 1989", "nineteen ninety-six".
///
/// Limits: a bare number of four digits is a year after a preposition of time, in a bracket, or where the parser sees a
/// date; not before a noun that it could count.
fn year(atoms: &Atoms<'_>, at: usize) -> Option<Found> {
    const RULE: &str = "times/year";
    let mut start = at;
    if atoms.text(start) == "the" && atoms.any(start + 1, &["year", "fiscal"]) {
        start += 1;
    }
    let mut said = false;
    while atoms.any(start, &["fiscal", "year", "calendar", "financial"]) && start < at + 4 {
        start += 1;
        said = true;
    }
    if start > at && !said {
        return None;
    }
    if let Some((year, end)) = spelled_year(atoms, start) {
        return Some(Found::fixed(end, TimeKind::Date, year.to_string(), RULE));
    }
    if said && atoms.text(start) == "two" && atoms.is(start + 1, "thousand") {
        return Some(Found::fixed(start + 2, TimeKind::Date, "2000", RULE));
    }
    let year = year_number(atoms, start)?;
    if start > at && !atoms.joined(start) {
        return None;
    }
    let value = format!("{year:04}");
    if said {
        return Some(Found::fixed(start + 1, TimeKind::Date, value, RULE));
    }
    let before = atoms.before(at);
    let glued_before = atoms.glued(at) && at > 0;
    let glued_fits = matches!(before, "(" | "[" | "-" | "'" | "\"" | "/" | ",");
    if glued_before && !glued_fits || matches!(before, "$" | "#" | "£" | "€" | "." | "no") {
        return None;
    }
    let end = start + 1;
    if atoms.glued(end) && !atoms.word_free(end)
        || atoms.sign(end, '%')
        || atoms.sign(end, '.') && atoms.glued(end + 1) && atoms.digits(end + 1).is_some()
    {
        return None;
    }
    let counts_noun = atoms.get(end).filter(|_| atoms.joined(end)).is_some_and(|atom| {
        let token = atoms.doc.tokens().get(atom.token as usize);
        token.is_some_and(|token| token.tag == "NNS" || token.tag == "NNPS") || atoms.word(end).unit.is_some()
    });
    let prepared = matches!(
        before,
        "in" | "since"
            | "by"
            | "of"
            | "until"
            | "till"
            | "from"
            | "during"
            | "before"
            | "after"
            | "through"
            | "early"
            | "late"
            | "mid"
            | "-"
            | "("
            | "around"
            | "circa"
            | "between"
            | "for"
            | "to"
            | "and"
            | "end"
            | "post"
            | "pre"
    );
    let modern = (1900..=2050).contains(&year);
    let dated = entity_label(atoms, at) == "DATE";
    let fits = match (modern, dated) {
        (true, true) => !counts_noun || matches!(before, "in" | "since" | "of"),
        (true, false) => prepared && !counts_noun,
        (false, true) => prepared && !counts_noun,
        (false, false) => matches!(before, "in" | "since") && !counts_noun && (1400..1900).contains(&year),
    };
    fits.then(|| Found::fixed(end, TimeKind::Date, value, RULE))
}
