//! How rare: "the first fatal crash since 1974", "the worst flood since the 1980s", "no deaths on the line since 1974".

use super::{Attribute, AttributeValue, Holder, HolderKind, Reader, attribute};
use crate::actors::syntax::{dep, is_noun, lemma, tag};

/// How far before "since" the rank may stand, in tokens.
const REACH: usize = 24;

impl Reader<'_> {
    /// Reads what has not happened since the year behind the token "since".
    pub(super) fn first_since(&self, since: usize) -> Option<Attribute> {
        let doc = self.doc;
        let at = since + 1 + usize::from(self.words.text(since + 1) == "the");
        let (first, last) = years(self.words.text(at))?;
        let sentence = doc.sentence(doc.sentence_of(since));
        let from = sentence.start.max(since.saturating_sub(REACH));
        let rank = (from..since).rev().find(|&token| {
            matches!(tag(doc, token), "JJS" | "RBS") && !matches!(self.words.text(token), "least" | "most")
                || self.words.text(token) == "first"
                || self.words.text(token) == "no" && dep(doc, token) == "det"
        })?;
        let word = match self.words.text(rank) {
            "no" => "first",
            word => word,
        };
        let modifiers = (rank + 1..since).filter(|&token| is_noun(doc, token)).map(|token| lemma(doc, token));
        let holder = Holder {
            kind: HolderKind::Thing,
            span: doc.span(rank..since),
            actor: None,
            name: self.text(rank..since),
            noun: word.to_owned(),
            modifiers: modifiers.collect(),
            plural: false,
            family: None,
            doer: false,
            female: None,
            age: None,
        };
        let tokens = since..at + 1;
        let value = AttributeValue {
            text: self.text(tokens.clone()),
            low: Some(first),
            high: Some(last),
            dimension: Some("year".to_owned()),
            ..AttributeValue::default()
        };
        Some(attribute(holder, &format!("{word} since"), value, doc.span(tokens), "attributes/first-since"))
    }
}

/// Returns the first and last year of "1974" or "1980s".
fn years(text: &str) -> Option<(f64, f64)> {
    let (digits, decade) = match text.strip_suffix("s").map(|digits| digits.trim_end_matches(['\'', '’'])) {
        Some(digits) => (digits, true),
        None => (text, false),
    };
    let year: u16 = digits.parse().ok().filter(|year| digits.len() == 4 && (1000..2200).contains(year))?;
    let last = if decade { year + if year.is_multiple_of(100) { 99 } else { 9 } } else { year };
    Some((f64::from(year), f64::from(last)))
}
