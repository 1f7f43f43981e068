//! Numbers with a unit: "30-ton", "30 to 35 mph", "more than a mile", "$3.5 million", "half a mile", "magnitude 7.1".

use std::ops::Range;

use super::lexicon::lexicon;
use crate::quantities::{Bound, Words};

/// A number with its unit.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Measure {
    /// Its tokens, words of bounds included.
    pub tokens: Range<usize>,
    /// The token of the unit (of money without a word, of the number), which stands for the measure in the parse.
    pub unit: usize,
    /// The dimension's name; for money `money` and the currency.
    pub dimension: &'static str,
    /// The currency of money.
    pub currency: Option<String>,
    /// What a bare measure tells of a thing.
    pub attribute: &'static str,
    /// At least, in base units, as wide as unit and wording leave it.
    pub low: Option<f64>,
    /// At most.
    pub high: Option<f64>,
    /// As a person writes it: "30 tons".
    pub text: String,
}

/// A number before its unit is known.
pub(super) struct Value {
    pub low: f64,
    pub high: f64,
    /// One past its last token.
    pub end: usize,
}

/// Reads the measure whose number (or sign of money) is token `first`.
pub(super) fn read(words: &Words<'_>, first: usize) -> Option<Measure> {
    let unit_words = |at: usize| -> Option<(usize, &'static super::lexicon::Unit)> {
        (1..=3_usize).rev().find_map(|n| {
            let joined: Vec<&str> = (at..at + n).map(|token| words.text(token)).collect();
            let phrase = joined.join(" ");
            let table = &lexicon().units;
            let singular = || {
                let (head, rest) = joined.split_first()?;
                let head = head.strip_suffix('s').filter(|stem| stem.len() > 1)?;
                let mut all = vec![head];
                all.extend(rest);
                table.get(&all.join(" "))
            };
            let last_singular = || table.get(phrase.strip_suffix('s')?);
            let unit = table.get(&phrase).or_else(singular).or_else(last_singular)?;
            Some((at + n, unit))
        })
    };
    if let Some(money) = money(words, first) {
        return Some(money);
    }
    // "magnitude 7.1"
    if words.text(first) == "magnitude" {
        let value = value(words, first + 1).filter(|value| value.high < 11.0)?;
        return Some(finish(words, first + 1, first, value.end, &value, &lexicon().units["magnitude"], 1.0));
    }
    let spelt = article(words, first);
    let value = match spelt {
        Some((amount, end)) => Value { low: amount, high: amount, end },
        None => value(words, first)?,
    };
    let hyphen = usize::from(matches!(words.text(value.end), "-" | "–" | "‑"));
    let (end, unit) = unit_words(value.end + hyphen)?;
    // "a mile", but "a second" and "a ton of people" are turns of phrase.
    if spelt.is_some()
        && (unit.dimension != "length" || words.text(end) == "of" && unit.attribute != "length")
    {
        return None;
    }
    let at = value.end + hyphen;
    Some(finish(words, first, at, end, &value, unit, 1.0))
}

/// "a mile", "half a mile", "a half mile": what stands for the number, and one past it.
fn article(words: &Words<'_>, first: usize) -> Option<(f64, usize)> {
    match (words.text(first), words.text(first + 1)) {
        ("half", "a" | "an") => Some((0.5, first + 2)),
        ("half", _) => Some((0.5, first + 1)),
        ("a", "half") => Some((0.5, first + 2)),
        ("a" | "an", _) => Some((1.0, first + 1)),
        _ => None,
    }
}

/// Reads a number or a range of two.
pub(super) fn value(words: &Words<'_>, first: usize) -> Option<Value> {
    let (low, end) = words.cardinal(first)?;
    if matches!(words.text(end), "to" | "or" | "-" | "–" | "and")
        && let Some((high, high_end)) = words.cardinal(end + 1).filter(|&(high, _)| high > low)
        && (words.text(end) != "and" || words.text(first.wrapping_sub(1)) == "between")
    {
        return Some(Value { low, high, end: high_end });
    }
    // "five and a half years"
    if words.text(end) == "and" && words.text(end + 1) == "a" && words.text(end + 2) == "half" {
        return Some(Value { low: low + 0.5, high: low + 0.5, end: end + 3 });
    }
    Some(Value { low, high: low, end })
}

/// Adds the words of bounds and turns the number into base units.
fn finish(
    words: &Words<'_>,
    first: usize,
    unit_at: usize,
    end: usize,
    value: &Value,
    unit: &super::lexicon::Unit,
    scale: f64,
) -> Measure {
    let (start, bound, about) = before(words, first.min(unit_at));
    let (mut low, mut high) = (value.low, value.high);
    if low.total_cmp(&high).is_eq() && bound.is_none() {
        let slack = slack(low, about);
        (low, high) = (low - slack, high + slack);
    }
    let turn = |number: f64, factor: f64| {
        let fahrenheit = words.text(end - 1).starts_with('f') || words.text(end - 1) == "°f";
        match unit.dimension {
            "temperature" if fahrenheit => (number - 32.0) / 1.8,
            _ => number * scale * factor,
        }
    };
    let (low, high) = (turn(low, unit.factor.0), turn(high, unit.factor.1));
    let (low, high) = match bound {
        None => (Some(low), Some(high)),
        Some(Bound::AtLeast | Bound::MoreThan) => (Some(low), None),
        Some(Bound::AtMost | Bound::LessThan) => (None, Some(high)),
    };
    // The parse hangs a unit of several words on its first.
    let stop = end.max(value.end);
    Measure {
        tokens: start..stop,
        unit: unit_at,
        dimension: unit.dimension,
        currency: None,
        attribute: unit.attribute,
        low,
        high,
        text: written(words, start, first, value, unit_at, end),
    }
}

/// How far the number may be off: half of its last digit, a fortieth at most; a tenth where it is "about".
fn slack(value: f64, about: bool) -> f64 {
    if about {
        return value.abs() * 0.1;
    }
    let mut digit = 1.0;
    if value.fract() == 0.0 {
        while digit < value.abs() && (value / (digit * 10.0)).fract() == 0.0 {
            digit *= 10.0;
        }
    } else {
        digit = 0.1;
    }
    (digit / 2.0).min(value.abs() / 40.0)
}

/// Returns the first token of a number with the words that bound it, the bound, and whether it is "about".
pub(super) fn before(words: &Words<'_>, first: usize) -> (usize, Option<Bound>, bool) {
    if let Some((start, bound)) = words.bound_before(first) {
        return (start, Some(bound), false);
    }
    let Some(previous) = first.checked_sub(1) else { return (first, None, false) };
    if words.text(previous) == "between" {
        return (previous, None, false);
    }
    if lexicon().approximate.contains(words.text(previous)) {
        let article = previous
            .checked_sub(1)
            .filter(|&at| matches!(words.text(at), "an" | "a") && words.text(previous) == "estimated");
        let (start, bound) = match words.bound_before(previous) {
            Some((start, bound)) => (start, Some(bound)),
            None => (article.unwrap_or(previous), None),
        };
        return (start, bound, true);
    }
    (first, None, false)
}

/// Returns the measure's words with a hyphenated unit set free: "30-ton" is "30 tons".
fn written(
    words: &Words<'_>,
    start: usize,
    first: usize,
    value: &Value,
    unit_at: usize,
    end: usize,
) -> String {
    let doc = words.doc;
    let own = |range: Range<usize>| doc.span(range).of(doc.text()).replace('\n', " ");
    if unit_at < value.end || value.end <= first {
        return own(start..end.max(value.end));
    }
    // "a 40 minute call" as well.
    let hyphened = unit_at > value.end;
    let long = unit_at + 1 == end && words.text(unit_at).len() > 3;
    if !hyphened && !long {
        return own(start..end);
    }
    let unit = own(unit_at..end);
    let plural = match unit.as_str() {
        "foot" => "feet".to_owned(),
        _ if value.high <= 1.0
            || unit.ends_with('s')
            || unit.len() < 3
            || matches!(unit.as_str(), "mph" | "feet" | "magnitude") =>
        {
            unit
        }
        _ => format!("{unit}s"),
    };
    format!("{} {plural}", own(start..value.end))
}

/// Reads money: "$20 million", "£4.5m", "3.5 million euros", "$2bn".
fn money(words: &Words<'_>, first: usize) -> Option<Measure> {
    let table = &lexicon().money;
    let sign = table.signs.get(words.text(first));
    let number_at = first + usize::from(sign.is_some());
    let glued = || {
        let text = words.text(number_at);
        let split = text.find(|c: char| c.is_ascii_alphabetic())?;
        let scale = table.scales.get(text.get(split..)?)?;
        let number: f64 = text.get(..split)?.replace(',', "").parse().ok()?;
        Some(Value { low: number * scale, high: number * scale, end: number_at + 1 })
    };
    let mut value = value(words, number_at).or_else(glued)?;
    if let Some(scale) = table.scales.get(words.text(value.end)).filter(|_| sign.is_some()) {
        // "million" is read as a part of the number already.
        (value.low, value.high) = (value.low * scale, value.high * scale);
        value.end += 1;
    }
    let (currency, end, unit) = match sign {
        Some(currency) => (currency.clone(), value.end, value.end - 1),
        None => {
            let word = words.text(value.end);
            let word = word.strip_suffix('s').filter(|stem| table.words.contains(*stem)).unwrap_or(word);
            table.words.contains(word).then(|| (word.to_owned(), value.end + 1, value.end))?
        }
    };
    // Pounds without a sign may be a weight: "a 200-pound bomb".
    if sign.is_none() && currency == "pound" && value.high < 10_000.0 {
        return None;
    }
    let unit_of_money = super::lexicon::Unit { dimension: "money", attribute: "amount", factor: (1.0, 1.0) };
    let mut measure = finish(words, first, unit, end, &value, &unit_of_money, 1.0);
    measure.text = words.doc.span(measure.tokens.clone()).of(words.doc.text()).replace('\n', " ");
    measure.currency = Some(currency);
    Some(measure)
}
