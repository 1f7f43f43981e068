//! Every number with what it counts or measures: "800 people", "five and a half years", "$60 million", "around 10:30 p.m.".
//!
//! Nothing is said here of the thing that holds it; which amounts of several reports are of one thing is found by the words
//! around them.

use std::ops::Range;

use jiff::civil::Date;
use tidings_nlp::Doc;
use tidings_text::Span;

use super::lexicon::lexicon;
use super::{clock, measure};
use crate::actors::syntax::{dep, is_noun, lemma, tag};
use crate::quantities::{Bound, Words, is_person_noun};

/// A number with its noun or unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Amount {
    /// Its words, those of bounds included, bytes.
    pub span: Span,
    /// The words without the noun that is counted.
    pub text: String,
    /// The token that stands for it in the parse: the noun counted, or the unit.
    pub head: usize,
    /// What it is an amount of.
    pub kind: AmountKind,
    /// At least: a count, base units of the dimension, or minutes of the day. `None` where open.
    pub low: Option<f64>,
    /// At most.
    pub high: Option<f64>,
}

/// What a number is an amount of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum AmountKind {
    /// Things; the noun's base form.
    Things(String),
    /// People, by whatever noun.
    People(String),
    /// A measure: its dimension or currency.
    Measure(String),
    /// A time of day.
    Clock {
        /// Whether the half of the day is known.
        whole_day: bool,
        /// The zone, where the words name one other than the local one.
        zone: Option<String>,
    },
}

/// Finds the amounts of a doc, in text order.
#[must_use]
pub fn find_amounts(doc: &Doc, published: Option<Date>) -> Vec<Amount> {
    let words = Words::new(doc, published);
    let mut found: Vec<Amount> = Vec::new();
    let mut token = 0;
    while token < doc.len() {
        let read = clock::read(&words, token)
            .map(|clock| of_clock(&words, &clock))
            .or_else(|| measured(&words, token))
            .or_else(|| counted(&words, token));
        match read {
            Some((amount, end)) => {
                // "900 km (559 miles)": the same again.
                let again = found.last().is_some_and(|last| {
                    last.kind == amount.kind
                        && words.text(token.saturating_sub(1)) == "("
                        && last.span.end as usize + 3 > amount.span.start as usize
                });
                if !again {
                    found.push(amount);
                }
                token = end.max(token + 1);
            }
            None => token += 1,
        }
    }
    found
}

fn of_clock(words: &Words<'_>, clock: &clock::Clock) -> (Amount, usize) {
    let kind = AmountKind::Clock { whole_day: clock.whole_day, zone: clock.zone.clone() };
    let tokens = clock.tokens.clone();
    let head = head_of(words.doc, &tokens);
    let amount = amount(words, tokens.clone(), head, kind, Some(clock.low), Some(clock.high));
    (amount, tokens.end)
}

fn measured(words: &Words<'_>, first: usize) -> Option<(Amount, usize)> {
    let doc = words.doc;
    let text = words.text(first);
    let numeric = text.starts_with(|c: char| c.is_ascii_digit())
        || tag(doc, first) == "CD"
        || lexicon().money.signs.contains_key(text);
    let article = matches!(text, "a" | "an" | "half");
    if !numeric && !article {
        return None;
    }
    let one = measure::read(words, first)?;
    if article && one.dimension != "length" {
        return None;
    }
    let (mut tokens, mut low, mut high) = (one.tokens.clone(), one.low, one.high);
    // "four years and six months"
    if words.text(tokens.end) == "and"
        && let Some(rest) = measure::read(words, tokens.end + 1)
        && rest.dimension == one.dimension
        && rest.high.zip(one.low).is_some_and(|(rest, whole)| rest < whole)
        && one.dimension == "duration"
    {
        low = low.zip(rest.low).map(|(one, other)| one + other);
        high = high.zip(rest.high).map(|(one, other)| one + other);
        tokens.end = rest.tokens.end;
    }
    let end = tokens.end;
    // "47-year-old", "three days ago": an age or a date.
    let hyphen = usize::from(words.text(end) == "-");
    let aside = ["old", "ago", "later", "earlier", "from", "since", "olds"];
    if one.dimension == "duration" && aside.contains(&words.text(end + hyphen)) {
        return None;
    }
    let kind = AmountKind::Measure(one.currency.clone().unwrap_or_else(|| one.dimension.to_owned()));
    Some((amount(words, tokens, one.unit, kind, low, high), end))
}

/// "800 people", "more than 40 of the passengers", "eight fire engines".
fn counted(words: &Words<'_>, first: usize) -> Option<(Amount, usize)> {
    let doc = words.doc;
    if tag(doc, first) != "CD" && !words.text(first).starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let value = measure::value(words, first)?;
    let end = value.end;
    let share = match (words.text(end), words.text(end + 1)) {
        ("%" | "percent" | "pct", _) => Some(end + 1),
        ("per", "cent") => Some(end + 2),
        _ => None,
    };
    if let Some(after) = share {
        let (start, bound, about) = measure::before(words, first);
        let slack = if about { value.low * 0.1 } else { 0.0 };
        let low = (!matches!(bound, Some(Bound::AtMost | Bound::LessThan))).then_some(value.low - slack);
        let high = (!matches!(bound, Some(Bound::AtLeast | Bound::MoreThan))).then_some(value.high + slack);
        let kind = AmountKind::Measure("percent".to_owned());
        return Some((amount(words, start..after, end, kind, low, high), after));
    }
    let noun = (first..end).find_map(|token| {
        let head = doc.head(token)?;
        let before = head >= end && head < end + 6 && is_noun(doc, head);
        (matches!(dep(doc, token), "nummod" | "compound" | "amod") && before).then_some(head)
    });
    let noun = noun.or_else(|| of_them(words, end))?;
    let plural = matches!(tag(doc, noun), "NNS" | "NNPS");
    let word = lemma(doc, noun);
    let clock = matches!(words.text(end), "am" | "pm" | "a.m." | "p.m." | "o'clock" | ":" | "%" | "/");
    let year = value.low == value.high && (1900.0..2100.0).contains(&value.low) && !plural;
    let unit = lexicon().units.contains_key(&word) || lexicon().money.words.contains(&word);
    if clock || year || unit || !plural && value.high > 1.0 || value.high < 2.0 {
        return None;
    }
    let (start, bound, about) = measure::before(words, first);
    let (low, high) = match bound {
        None if about => (Some(value.low * 0.9), Some(value.high * 1.1)),
        None => (Some(value.low), Some(value.high)),
        Some(Bound::AtLeast) => (Some(value.low), None),
        Some(Bound::MoreThan) => (Some(value.low + 1.0), None),
        Some(Bound::AtMost) => (None, Some(value.high)),
        Some(Bound::LessThan) => (None, Some(value.high - 1.0)),
    };
    let kind = if is_person_noun(words, noun) {
        AmountKind::People(word)
    } else {
        AmountKind::Things(lexicon().same.get(&word).cloned().unwrap_or(word))
    };
    Some((amount(words, start..end, noun, kind, low, high), end))
}

/// Returns the noun behind "of the": "40 of the passengers".
fn of_them(words: &Words<'_>, end: usize) -> Option<usize> {
    if words.text(end) != "of" && words.text(end) != "out" {
        return None;
    }
    let doc = words.doc;
    (end + 1..end + 6)
        .take_while(|&token| token < doc.len() && !matches!(words.text(token), "." | "," | ";"))
        .find(|&token| tag(doc, token) == "NNS")
}

fn amount(
    words: &Words<'_>,
    tokens: Range<usize>,
    head: usize,
    kind: AmountKind,
    low: Option<f64>,
    high: Option<f64>,
) -> Amount {
    let doc = words.doc;
    let span = doc.span(tokens);
    let text = span.of(doc.text()).replace('\n', " ");
    Amount { span, text, head, kind, low, high }
}

/// Returns the token of a range whose head lies outside it.
fn head_of(doc: &Doc, tokens: &Range<usize>) -> usize {
    let outside = |&token: &usize| doc.head(token).is_none_or(|head| !tokens.contains(&head));
    tokens.clone().find(outside).unwrap_or(tokens.start)
}

#[cfg(test)]
mod tests {
    use super::super::tests::parsed;
    use super::*;

    fn check(text: &str, expected: &str) {
        let doc = parsed(text);
        let shown = |amount: &Amount| {
            let kind = match &amount.kind {
                AmountKind::Things(noun) => format!("{noun}s"),
                AmountKind::People(_) => "people".to_owned(),
                AmountKind::Measure(dimension) => dimension.clone(),
                AmountKind::Clock { .. } => "clock".to_owned(),
            };
            format!("{} | {kind}", amount.text)
        };
        let found: Vec<String> = find_amounts(&doc, None).iter().map(shown).collect();
        assert_eq!(found.join("; "), expected, "{text}");
    }

    #[test]
    fn numbers_with_noun_or_unit() {
        check("The mill lets 300 workers go.", "300 | people");
        check("The firm paid $40 million for it.", "$40 million | dollar");
        check("The judge gave him four years and six months.", "four years and six months | duration");
        check("The ferry left at 7:15 a.m. on Friday.", "7:15 a.m. | clock");
        check("She was 47 years old.", "");
    }
}
