//! The grammar of time expressions: one file per family, each a set of named rules over the atoms.
//!
//! Every rule reads from one atom on and says where it ends; of the rules that fit at an atom the longest wins, and the
//! text is read from left to right. No rule searches: that keeps a text's cost proportional to its length.

mod calendar;
mod clock;
mod duration;
mod relative;
mod set;

pub(super) use duration::value as length_value;

use super::TimeKind;
use super::atoms::{Atoms, Kind};
use super::lexicon::{Modifier, Word, lexicon};
use super::meaning::{Amount, Found, Meaning};

/// Returns the longest expression that starts at atom `at`.
pub(super) fn expression(atoms: &Atoms<'_>, at: usize) -> Option<Found> {
    if !may_start(atoms, at) {
        return None;
    }
    let plain = base(atoms, at);
    let modified = modified(atoms, at);
    match (plain, modified) {
        (Some(plain), Some(modified)) => Some(if modified.end > plain.end { modified } else { plain }),
        (plain, modified) => plain.or(modified),
    }
}

/// An expression with a modifier before it: "early next week", "more than three years", "the end of March".
fn modified(atoms: &Atoms<'_>, at: usize) -> Option<Found> {
    let (modifier, end) = atoms.phrase(&lexicon().modifiers, at)?;
    let end = atoms.skip_hyphen(end);
    if !atoms.joined(end) {
        return None;
    }
    let found = expression(atoms, end)?;
    let of_amount = matches!(found.meaning, Meaning::Length { .. } | Meaning::Shift { .. });
    let fits = match modifier {
        Modifier::Approximate => {
            let counted = of_amount || found.kind == TimeKind::Duration;
            let some =
                atoms.text(at) == "some" && atoms.digits(end).is_none() && atoms.word(end).number.is_none();
            let around = matches!(atoms.text(at), "around" | "about") && !counted;
            // "over the past year" is a preposition; only "nearly the last two years" qualifies a stretch.
            let preposed = found.rule == "times/stretch"
                && matches!(atoms.text(at), "over" | "under" | "around" | "about" | "some");
            let vague = matches!(found.meaning, Meaning::Length { amount: Amount::Vague, .. })
                && atoms.text(at) != "almost";
            (counted && !some && !preposed && !vague)
                || (around && found.kind == TimeKind::Time && atoms.digits(end).is_some())
        }
        Modifier::Part => {
            let fixed_reference = matches!(&found.meaning, Meaning::Fixed(value) if value.ends_with("_REF") || value.starts_with('P'));
            let plural_years = atoms.text(end) == "years" && atoms.text(at) == "the";
            (!of_amount || plural_years) && !fixed_reference && found.kind != TimeKind::Set
        }
    };
    fits.then_some(found)
}

fn may_start(atoms: &Atoms<'_>, at: usize) -> bool {
    let Some(atom) = atoms.get(at) else { return false };
    match atom.kind {
        Kind::Digits(..) => true,
        Kind::Sign(c) => c == '\'',
        Kind::Word(word) => {
            word != Word::default() || {
                let text = atoms.text(at);
                let lexicon = lexicon();
                STARTERS.contains(&text)
                    || lexicon.references.contains_key(text)
                    || lexicon.modifiers.contains_key(text)
                    || lexicon.holidays.contains_key(text)
            }
        }
    }
}

/// First words of rules that are in no table.
const STARTERS: [&str; 44] = [
    "a",
    "an",
    "the",
    "this",
    "that",
    "these",
    "those",
    "last",
    "next",
    "past",
    "previous",
    "following",
    "coming",
    "current",
    "same",
    "latest",
    "fiscal",
    "year",
    "mid",
    "today",
    "yesterday",
    "tomorrow",
    "tonight",
    "overnight",
    "noon",
    "midnight",
    "every",
    "each",
    "once",
    "twice",
    "several",
    "many",
    "few",
    "couple",
    "half",
    "dozens",
    "hundreds",
    "thousands",
    "q",
    "h",
    "recent",
    "first",
    "all",
    "its",
];

fn base(atoms: &Atoms<'_>, at: usize) -> Option<Found> {
    const FAMILIES: [fn(&Atoms<'_>, usize) -> Option<Found>; 6] =
        [calendar::find, relative::find, clock::find, set::find, duration::find, reference];
    let mut best: Option<Found> = None;
    for family in FAMILIES {
        if let Some(found) = family(atoms, at)
            && best.as_ref().is_none_or(|best| best.end < found.end)
        {
            best = Some(found);
        }
    }
    best
}

/// `times/reference`: present, past and future without a date of their own.
///
/// Why: TIMEX3 gives them a value of their own, and a reader must see that no date is known.
/// Example: "recently" is `PAST_REF`.
/// Limits: "for now", "until now" and the conjunctions "now that", "as soon as" are no times.
fn reference(atoms: &Atoms<'_>, at: usize) -> Option<Found> {
    let (value, end) = atoms.phrase(&lexicon().references, at)?;
    let text = atoms.text(at);
    let before = atoms.before(at);
    let blocked = match text {
        "now" => matches!(before, "until" | "for" | "till") || atoms.is(end, "that"),
        "soon" => matches!(before, "as" | "how" | "too") || atoms.is(end, "after"),
        "recently" => matches!(before, "as" | "until"),
        // "the future of", "the past is": the noun, not the time.
        "the" => atoms.is(end, "of") || (value == "PAST_REF" && atoms.word(end).unit.is_some()),
        "current" => {
            atoms.word(end).unit.is_some()
                || atoms.get(at).is_some_and(|atom| {
                    atoms.doc.tokens().get(atom.token as usize).is_some_and(|token| token.pos != "ADJ")
                })
        }
        _ => false,
    };
    let kind = TimeKind::Date;
    (!blocked).then(|| Found::fixed(end, kind, value, "times/reference"))
}
