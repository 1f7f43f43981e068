//! Amounts in words and figures: "three", "5 1/2", "two hundred", "a couple of", "several", "12 to 18".

use super::atoms::Atoms;
use super::meaning::Amount;

/// An amount and where it ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Number {
    pub amount: Amount,
    /// One past the last atom.
    pub end: usize,
    /// Whether it is only "a" or "an".
    pub article: bool,
}

/// Reads the amount at `at`; a range gives its lower bound.
pub(super) fn amount(atoms: &Atoms<'_>, at: usize) -> Option<Number> {
    if let Some(end) = vague(atoms, at) {
        return Some(Number { amount: Amount::Vague, end, article: false });
    }
    if let Some(end) = couple(atoms, at) {
        return Some(Number { amount: Amount::Exact(2.0), end, article: false });
    }
    if let Some(number) = half(atoms, at) {
        return Some(number);
    }
    let (value, end) = cardinal(atoms, at)?;
    let article = matches!(atoms.text(at), "a" | "an") && end == at + 1;
    let number = Number { amount: Amount::Exact(value), end, article };
    // "two to three", "12 to 18", "two or three", "10-15".
    let hyphen = atoms.sign(end, '-') && atoms.glued(end) && atoms.glued(end + 1);
    let joins = hyphen || atoms.any(end, &["to", "or"]);
    let range = if joins { cardinal(atoms, end + 1) } else { None };
    match range {
        Some((upper, end)) if upper > value => Some(Number { end, ..number }),
        _ => Some(number),
    }
}

/// Reads "several", "a few", "many", "dozens of", "a number of" and returns its end.
fn vague(atoms: &Atoms<'_>, at: usize) -> Option<usize> {
    let word = atoms.text(at);
    match word {
        "several" | "many" | "few" | "numerous" | "countless" | "multiple" => {
            Some(if atoms.is(at + 1, "more") { at + 2 } else { at + 1 })
        }
        "a" if atoms.any(at + 1, &["few", "number", "handful", "matter"]) => {
            let end = if atoms.is(at + 2, "more") { at + 3 } else { at + 2 };
            Some(if atoms.is(end, "of") { end + 1 } else { end })
        }
        "dozens" | "hundreds" | "thousands" | "scores" | "tens" | "millions" if atoms.is(at + 1, "of") => {
            let next = at + 2;
            Some(if atoms.any(next, &["thousands", "millions"]) && atoms.is(next + 1, "of") {
                next + 2
            } else {
                next
            })
        }
        _ => None,
    }
}

fn couple(atoms: &Atoms<'_>, at: usize) -> Option<usize> {
    let start = if atoms.any(at, &["a", "another", "the"]) { at + 1 } else { at };
    if atoms.text(start) != "couple" {
        return None;
    }
    Some(start + 1 + usize::from(atoms.any(start + 1, &["of", "more"])))
}

/// Reads "half a", "half an", "a half" before a unit.
fn half(atoms: &Atoms<'_>, at: usize) -> Option<Number> {
    let word = atoms.text(at);
    let end = if word == "half" && atoms.any(at + 1, &["a", "an"]) {
        at + 2
    } else if word == "a" && atoms.is(at + 1, "half") {
        atoms.skip_hyphen(at + 2)
    } else if word == "half" {
        atoms.skip_hyphen(at + 1)
    } else {
        return None;
    };
    Some(Number { amount: Amount::Exact(0.5), end, article: false })
}

/// Reads a number in figures or words: "1,200", "5 1/2", "2.5", "twenty-four", "two and a half", "a hundred".
pub(super) fn cardinal(atoms: &Atoms<'_>, at: usize) -> Option<(f64, usize)> {
    if let Some((value, _)) = atoms.digits(at) {
        return Some(figures(atoms, at, f64::from(value)));
    }
    let mut end = at;
    let mut total = 0.0;
    let mut current: Option<f64> = None;
    loop {
        let word = atoms.text(end);
        if end > at && !atoms.joined(end) {
            break;
        }
        let value = atoms.word(end).number.map(f64::from);
        match (value, current) {
            (Some(scale), Some(so_far)) if scale >= 100.0 => {
                if scale > 100.0 {
                    total += so_far * scale;
                    current = Some(0.0);
                } else {
                    current = Some(so_far * scale);
                }
            }
            (Some(scale), None) if scale >= 100.0 => current = Some(scale),
            (Some(value), None) => current = Some(value),
            // "twenty-four", "two hundred five".
            (Some(value), Some(so_far))
                if (value < 10.0 && so_far % 10.0 == 0.0 && so_far >= 20.0)
                    || (value < 100.0 && so_far % 100.0 == 0.0) =>
            {
                current = Some(so_far + value);
            }
            _ if end == at && matches!(word, "a" | "an") => current = Some(1.0),
            _ => break,
        }
        end += 1;
        let hyphen = atoms.skip_hyphen(end);
        if hyphen > end && atoms.glued(end) && atoms.word(hyphen).number.is_some() {
            end = hyphen;
        } else if atoms.is(end, "and")
            && current.is_some_and(|so_far| so_far >= 100.0)
            && atoms.word(end + 1).number.is_some()
        {
            end += 1;
        }
    }
    let value = total + current?;
    if atoms.is(end, "and") && atoms.is(end + 1, "a") && atoms.is(end + 2, "half") {
        return Some((value + 0.5, end + 3));
    }
    Some((value, end))
}

fn figures(atoms: &Atoms<'_>, at: usize, value: f64) -> (f64, usize) {
    // "2.5"
    if atoms.sign(at + 1, '.')
        && atoms.glued(at + 1)
        && atoms.glued(at + 2)
        && let Some((fraction, length)) = atoms.digits(at + 2)
    {
        return (value + f64::from(fraction) / 10_f64.powi(i32::from(length)), at + 3);
    }
    // "5 1/2", "1/2"
    let fraction = |at: usize| {
        let (over, _) = atoms.digits(at)?;
        let (under, _) =
            atoms.digits(at + 2).filter(|&(under, _)| 1 < under && under <= 10 && over < under)?;
        (atoms.sign(at + 1, '/') && atoms.glued(at + 1)).then(|| f64::from(over) / f64::from(under))
    };
    let mixed_at = atoms.skip_hyphen(at + 1);
    if let Some(part) = fraction(mixed_at).filter(|_| atoms.joined(mixed_at)) {
        return (value + part, mixed_at + 3);
    }
    if let Some(part) = fraction(at) {
        return (part, at + 3);
    }
    let mut end = at + 1;
    let mut value = value;
    if let Some(scale) = atoms.word(end).number.filter(|&scale| scale >= 1000 && atoms.joined(end)) {
        value *= f64::from(scale);
        end += 1;
    }
    if atoms.is(end, "and") && atoms.is(end + 1, "a") && atoms.is(end + 2, "half") {
        return (value + 0.5, end + 3);
    }
    (value, end)
}
