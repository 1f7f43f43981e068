//! Lengths, and shifts made of them: "three years", "the past two months", "two weeks ago", "a year later".

use crate::times::TimeKind;
use crate::times::atoms::Atoms;
use crate::times::lexicon::Unit;
use crate::times::meaning::{Amount, Anchor, Found, Meaning};
use crate::times::number::{Number, amount};

pub(super) fn find(atoms: &Atoms<'_>, at: usize) -> Option<Found> {
    counted(atoms, at).or_else(|| stretch(atoms, at)).or_else(|| plural(atoms, at))
}

/// Returns the TIMEX3 value of a length.
///
/// Decades, centuries and millennia are counted in years where their number is known, as TempEval-3's data mostly does.
pub(in crate::times) fn value(amount: Amount, unit: Unit) -> String {
    let (letters, scale, of_clock) = match unit {
        Unit::Second => ("S", 1.0, true),
        Unit::Minute => ("M", 1.0, true),
        Unit::Hour => ("H", 1.0, true),
        Unit::Day => ("D", 1.0, false),
        Unit::Weekend => ("WE", 1.0, false),
        Unit::Week => ("W", 1.0, false),
        Unit::Fortnight => ("W", 2.0, false),
        Unit::Month => ("M", 1.0, false),
        Unit::Quarter => ("Q", 1.0, false),
        Unit::Season => ("M", 3.0, false),
        Unit::Half => ("M", 6.0, false),
        Unit::Year => ("Y", 1.0, false),
        Unit::Decade => ("Y", 10.0, false),
        Unit::Century => ("Y", 100.0, false),
        Unit::Millennium => ("Y", 1000.0, false),
    };
    let prefix = if of_clock { "PT" } else { "P" };
    let Amount::Exact(count) = amount else {
        let letters = match unit {
            Unit::Decade => "DE",
            Unit::Century => "CE",
            Unit::Millennium => "ML",
            _ => letters,
        };
        return format!("{prefix}X{letters}");
    };
    let count = count * scale;
    // Halves are told in the next smaller unit: "half an hour" is thirty minutes.
    if count.fract() != 0.0 {
        let whole = count.trunc();
        let (smaller, per) = match unit {
            Unit::Hour => ("M", 60.0),
            Unit::Minute => ("S", 60.0),
            Unit::Year => ("M", 12.0),
            Unit::Day => ("H", 24.0),
            _ => return format!("{prefix}{count}{letters}"),
        };
        let rest = (count.fract() * per).round();
        return match unit {
            Unit::Day if whole == 0.0 => format!("PT{rest}H"),
            Unit::Day => format!("P{whole}DT{rest}H"),
            _ if whole == 0.0 => format!("{prefix}{rest}{smaller}"),
            _ => format!("{prefix}{whole}{letters}{rest}{smaller}"),
        };
    }
    format!("{prefix}{count}{letters}")
}

/// `times/length` and `times/shift`: an amount and a unit, with "ago", "earlier", "later" after it.
///
/// Why: with "ago" they are dates; without, lengths.
/// Limits: ages ("a 44-year-old", "37 years old") are no times; "a second", "a quarter" alone are not read.
fn counted(atoms: &Atoms<'_>, at: usize) -> Option<Found> {
    let number = amount(atoms, at)?;
    let (unit, end) = unit_after(atoms, number)?;
    length_or_shift(atoms, at, number.amount, unit, end)
}

/// Reads a unit after an amount: "years", "-year", "more years", "and a half hours".
fn unit_after(atoms: &Atoms<'_>, number: Number) -> Option<(Unit, usize)> {
    let mut at = number.end;
    let hyphen = atoms.skip_hyphen(at);
    let hyphenated = hyphen > at && atoms.glued(at);
    if hyphenated {
        at = hyphen;
    } else {
        let mut skipped = 0;
        while atoms.any(at, &FILLERS) && skipped < 2 {
            at += 1;
            skipped += 1;
        }
    }
    if !atoms.joined(at) {
        return None;
    }
    let word = atoms.word(at);
    let unit = word.unit?;
    let single = number.article || matches!(number.amount, Amount::Exact(count) if count <= 1.0);
    // "two year" is printed for "two-year"; "six second place" is not.
    let second = unit == Unit::Second && !word.plural && !hyphenated;
    let quarter = unit == Unit::Quarter && (!word.plural && !hyphenated || atoms.is(at + 1, "of"));
    let game = matches!(unit, Unit::Season | Unit::Half | Unit::Weekend) && !word.plural;
    if second
        || quarter
        || game
        || (single && word.plural && !number.article && number.amount == Amount::Exact(0.0))
    {
        return None;
    }
    Some((unit, at + 1))
}

const FILLERS: [&str; 14] = [
    "more",
    "additional",
    "consecutive",
    "straight",
    "full",
    "whole",
    "trading",
    "business",
    "working",
    "calendar",
    "long",
    "solid",
    "further",
    "successive",
];

fn is_age(atoms: &Atoms<'_>, at: usize, end: usize) -> bool {
    let after = atoms.skip_hyphen(end);
    atoms.any(after, &["old", "olds"])
        || (atoms.is(end, "of") && atoms.is(end + 1, "age"))
        || atoms.before(at) == "aged"
}

fn length_or_shift(atoms: &Atoms<'_>, at: usize, amount: Amount, unit: Unit, end: usize) -> Option<Found> {
    if is_age(atoms, at, end) {
        return None;
    }
    // "a minute and a half", "a year or two", "a week or so", "weeks or months"
    let mut end = end;
    let mut amount = amount;
    if atoms.is(end, "and") && atoms.is(end + 1, "a") && atoms.is(end + 2, "half") {
        if let Amount::Exact(count) = amount {
            amount = Amount::Exact(count + 0.5);
        }
        end += 3;
    } else if atoms.is(end, "or") {
        let other_unit = atoms.word(end + 1).plural && atoms.word(end + 1).unit.is_some();
        end += if other_unit || atoms.any(end + 1, &["so", "two", "more"]) { 2 } else { 0 };
    }
    let shift = |end: usize, sign: i8, anchor: Anchor| {
        Some(Found::date(end, Meaning::Shift { amount, unit, sign, anchor }, "times/shift"))
    };
    if atoms.joined(end) {
        match atoms.text(end) {
            "ago" | "back" => return shift(end + 1, -1, Anchor::Publication),
            "earlier" => return shift(end + 1, -1, Anchor::Narrative),
            "later" => return shift(end + 1, 1, Anchor::Narrative),
            "before" | "previously" if ends_clause(atoms, end + 1) => {
                return shift(end + 1, -1, Anchor::Narrative);
            }
            "hence" => return shift(end + 1, 1, Anchor::Publication),
            "from" if atoms.any(end + 1, &["now", "today"]) => return shift(end + 2, 1, Anchor::Publication),
            _ => {}
        }
    }
    let meaning = Meaning::Length { amount, unit };
    Some(Found { end, kind: TimeKind::Duration, meaning, rule: "times/length" })
}

fn ends_clause(atoms: &Atoms<'_>, at: usize) -> bool {
    atoms.get(at).is_none() || !atoms.joined(at) || atoms.any(at, &[".", ",", ";", ")", "-", "\"", "'"])
}

/// `times/stretch`: "the past two months", "the next few years", "the first nine months", "the past decade", "the four days".
fn stretch(atoms: &Atoms<'_>, at: usize) -> Option<Found> {
    const RULE: &str = "times/stretch";
    let the = atoms.any(at, &["the", "these", "those", "all"]) || atoms.text(at) == "the";
    let start = if the { at + 1 } else { at };
    if the && !atoms.joined(start) {
        return None;
    }
    let qualified = matches!(
        atoms.text(start),
        "past"
            | "last"
            | "next"
            | "coming"
            | "first"
            | "final"
            | "previous"
            | "following"
            | "preceding"
            | "latest"
            | "recent"
            | "opening"
            | "early"
            | "year"
            | "initial"
            | "remaining"
            | "intervening"
            | "prior"
            | "ensuing"
            | "closing"
    );
    let mut next = start + usize::from(qualified);
    if atoms.text(start) == "year" {
        // "the year-earlier nine months"
        let after = atoms.skip_hyphen(next);
        if after == next || !atoms.any(after, &["ago", "earlier"]) {
            return None;
        }
        next = after + 1;
    }
    if !the && !qualified || !atoms.joined(next) {
        return None;
    }
    if let Some(number) = amount(atoms, next).filter(|number| !number.article) {
        let (unit, end) = unit_after(atoms, number)?;
        if is_age(atoms, at, end) {
            return None;
        }
        let one_of_many = !qualified && number.amount == Amount::Exact(1.0);
        let hyphenated = atoms.sign(number.end, '-');
        if one_of_many || hyphenated {
            return None;
        }
        let end = if atoms.is(end, "or") && atoms.is(end + 1, "so") { end + 2 } else { end };
        let meaning = Meaning::Length { amount: number.amount, unit };
        return Some(Found { end, kind: TimeKind::Duration, meaning, rule: RULE });
    }
    let word = atoms.word(next);
    let unit = word.unit?;
    let past = matches!(atoms.text(start), "past") || (the && atoms.text(start) == "last");
    let plural_of = qualified
        && word.plural
        && !matches!(atoms.text(start), "last" | "year" | "next" | "previous" | "following");
    if qualified
        && past
        && !word.plural
        && !matches!(unit, Unit::Season | Unit::Half | Unit::Second | Unit::Quarter | Unit::Weekend)
    {
        let meaning = Meaning::Length { amount: Amount::Exact(1.0), unit };
        return Some(Found { end: next + 1, kind: TimeKind::Duration, meaning, rule: RULE });
    }
    if plural_of
        && matches!(
            unit,
            Unit::Hour | Unit::Day | Unit::Week | Unit::Month | Unit::Year | Unit::Quarter | Unit::Decade
        )
    {
        let meaning = Meaning::Length { amount: Amount::Vague, unit };
        return Some(Found { end: next + 1, kind: TimeKind::Duration, meaning, rule: RULE });
    }
    None
}

/// `times/plural`: "for years", "decades", "the years", "the weeks ahead", "months ago".
fn plural(atoms: &Atoms<'_>, at: usize) -> Option<Found> {
    let the = atoms.text(at) == "the";
    let start = if the { at + 1 } else { at };
    let word = atoms.word(start);
    let unit = word.unit.filter(|_| word.plural && (!the || atoms.joined(start)))?;
    let long = matches!(
        unit,
        Unit::Hour | Unit::Day | Unit::Week | Unit::Month | Unit::Year | Unit::Decade | Unit::Century
    );
    if !long || is_age(atoms, start, start + 1) {
        return None;
    }
    let end = start + 1;
    if the {
        let end = if atoms.is(end, "ahead") { end + 1 } else { end };
        let meaning = Meaning::Length { amount: Amount::Vague, unit };
        return Some(Found { end, kind: TimeKind::Duration, meaning, rule: "times/plural" });
    }
    let determined = matches!(
        atoms.before(start),
        "his" | "her" | "their" | "its" | "our" | "my" | "your" | "school" | "'s" | "of" | "s"
    );
    let rate = matches!(atoms.text(start), "hours")
        && !matches!(atoms.before(start), "for" | "within" | "after" | "in");
    if determined && !atoms.any(end, &["ago"]) || rate && !atoms.any(end, &["ago", "later", "earlier"]) {
        return None;
    }
    let long_at = atoms.skip_hyphen(end);
    if long_at > end && atoms.is(long_at, "long") {
        let meaning = Meaning::Length { amount: Amount::Vague, unit };
        return Some(Found { end: long_at + 1, kind: TimeKind::Duration, meaning, rule: "times/plural" });
    }
    length_or_shift(atoms, start, Amount::Vague, unit, end)
}
