//! What recurs: "every Monday", "daily", "twice a week", "each summer".

use crate::times::TimeKind;
use crate::times::atoms::Atoms;
use crate::times::grammar::duration;
use crate::times::lexicon::Unit;
use crate::times::meaning::{Amount, Found};
use crate::times::number::cardinal;

pub(super) fn find(atoms: &Atoms<'_>, at: usize) -> Option<Found> {
    every(atoms, at).or_else(|| recurring(atoms, at)).or_else(|| times_a(atoms, at))
}

/// `times/every`: "every day", "each July", "every two weeks", "every other Friday".
fn every(atoms: &Atoms<'_>, at: usize) -> Option<Found> {
    const RULE: &str = "times/every";
    if !matches!(atoms.text(at), "every" | "each") || !atoms.joined(at + 1) {
        return None;
    }
    let set = |end: usize, value: String| Some(Found::fixed(end, TimeKind::Set, value, RULE));
    let mut next = at + 1;
    let mut step = 1.0;
    if atoms.is(next, "other") {
        step = 2.0;
        next += 1;
    } else if let Some(ordinal) = atoms.word(next).ordinal.filter(|_| atoms.word(next + 1).unit.is_some()) {
        step = f64::from(ordinal);
        next += 1;
    } else if let Some((number, end)) = cardinal(atoms, next) {
        step = number;
        next = end;
    } else if atoms.any(next, &["single", "passing"]) {
        next += 1;
    }
    if !atoms.joined(next) {
        return None;
    }
    let word = atoms.word(next);
    if let Some(unit) = word.unit.filter(|unit| !matches!(unit, Unit::Season | Unit::Half | Unit::Weekend)) {
        return set(next + 1, duration::value(Amount::Exact(step), unit));
    }
    if let Some(part) = word.part {
        return set(next + 1, format!("XXXX-XX-XXT{part}"));
    }
    if let Some(weekday) = word.weekday {
        let part = atoms.word(next + 1).part.filter(|_| atoms.joined(next + 1));
        return match part {
            Some(part) => set(next + 2, format!("XXXX-WXX-{weekday}T{part}")),
            None => set(next + 1, format!("XXXX-WXX-{weekday}")),
        };
    }
    if let Some(season) = word.season {
        return set(next + 1, format!("XXXX-{season}"));
    }
    if let Some(month) = word.month {
        return set(next + 1, format!("XXXX-{month:02}"));
    }
    (word.unit == Some(Unit::Weekend)).then(|| Found::fixed(next + 1, TimeKind::Set, "XXXX-WXX-WE", RULE))
}

/// `times/recurring`: "daily", "annually".
///
/// Limits: "a daily" is a newspaper; the adjective "annual" says more of the thing than of the time and is left out.
fn recurring(atoms: &Atoms<'_>, at: usize) -> Option<Found> {
    let value = atoms.word(at).recurring?;
    let tag = atoms.tag(at);
    let modifies = tag.starts_with("RB") || (tag.starts_with("JJ") && atoms.text(at) != "quarterly");
    let name = atoms.get(at)?.capital && at > 0 && !matches!(atoms.before(at), "." | "\"" | "'");
    (modifies && !name).then(|| Found::fixed(at + 1, TimeKind::Set, value, "times/recurring"))
}

/// `times/times-a`: "twice a week", "three times a day", "once every two years", "$500 million a year".
fn times_a(atoms: &Atoms<'_>, at: usize) -> Option<Found> {
    const RULE: &str = "times/times-a";
    let end = if matches!(atoms.text(at), "once" | "twice") {
        at + 1
    } else if let Some((_, end)) = cardinal(atoms, at).filter(|&(_, end)| atoms.is(end, "times")) {
        end + 1
    } else if matches!(atoms.text(at), "a" | "an" | "per") && follows_amount(atoms, at) {
        at
    } else {
        return None;
    };
    if end > at
        && let Some(found) = every(atoms, end)
    {
        return Some(found);
    }
    if !atoms.any(end, &["a", "an", "per", "each"]) || !atoms.joined(end + 1) {
        return None;
    }
    let word = atoms.word(end + 1);
    let unit = word
        .unit
        .filter(|unit| !word.plural && !matches!(unit, Unit::Second | Unit::Season | Unit::Quarter))?;
    if atoms.any(end + 2, &["ago", "earlier", "later", "and", "or", "old", "before", "after"]) {
        return None;
    }
    Some(Found::fixed(end + 2, TimeKind::Set, duration::value(Amount::Exact(1.0), unit), RULE))
}

/// Says whether a rate's amount stands right before: "$500 million", "24 hours", "three meals".
fn follows_amount(atoms: &Atoms<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    if !atoms.joined(at) {
        return false;
    }
    let number =
        atoms.digits(before).is_some() || atoms.word(before).number.is_some() || atoms.sign(before, '%');
    let money = matches!(
        atoms.text(before),
        "million" | "billion" | "dollars" | "percent" | "euros" | "pounds" | "cents"
    );
    let unit = atoms.word(before).unit.is_some() && atoms.word(before).plural;
    let noun = atoms.tag(before) == "NNS"
        && at >= 2
        && (atoms.digits(at - 2).is_some() || atoms.word(at - 2).number.is_some());
    number || money || unit || noun
}
