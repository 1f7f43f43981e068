//! Attributes of persons and things: who is how old, holds which office, comes from where; what weighs, moves, lasts and costs how much.
//!
//! `amounts` reads every number with its noun or unit, `clock` times of day; `measure` reads numbers with units, `things` finds what they measure, `counts` how many there are of a thing, `persons` what
//! stands around a name (`offices`, `origins`), `firsts` since when something has not happened. The words are those of `data/attributes.toml`.
//! Values keep their bounds in base units, so that reports which use other units or other roundings can be compared.

mod amounts;
mod clock;
mod counts;
mod firsts;
mod lexicon;
mod measure;
mod offices;
mod origins;
mod persons;
mod things;

#[cfg(test)]
mod tests;

use std::ops::Range;

use jiff::civil::Date;
use rustc_hash::FxHashMap;
use tidings_nlp::Doc;
use tidings_text::{ActorId, Span};

use crate::actors::syntax::{dep, is_noun, left_edge_own, lemma, tag};
use crate::actors::{Actors, Mention, MentionKind};
use crate::attribution::Attribution;
use crate::quantities::Words;
use crate::statements::Statement;
use crate::why::Why;
pub use amounts::{Amount, AmountKind, find_amounts};
use lexicon::lexicon;

/// What a report says of one person or thing, beside what happened to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Attribute {
    /// Of whom or what.
    pub holder: Holder,
    /// Which: `age`, `office`, `origin`, `home`, `weight`, `speed`, `distance`, `length`, `amount`, `number` …
    pub name: String,
    /// The value.
    pub value: AttributeValue,
    /// The value's words, bytes.
    pub span: Span,
    /// Index of the statement in whose clause it stands.
    pub statement: Option<usize>,
    /// Index of the innermost attribution whose content it stands in.
    pub attribution: Option<usize>,
    /// The rule and words behind it.
    pub why: Why,
}

/// Whom or what an attribute is of.
#[derive(Debug, Clone, PartialEq)]
pub struct Holder {
    /// A person or a thing.
    pub kind: HolderKind,
    /// Its words, bytes.
    pub span: Span,
    /// A named person's id, as in [`Mention::actor`].
    pub actor: Option<ActorId>,
    /// The name, or the words: "delivery truck".
    pub name: String,
    /// The noun's base form in lower case; for a named person the last word of the name.
    pub noun: String,
    /// Base forms of the words that say which: "delivery".
    pub modifiers: Vec<String>,
    /// Whether the words are of several.
    pub plural: bool,
    /// For a vehicle, its kind: words of one kind may stand for one thing ("truck", "lorry").
    pub family: Option<String>,
    /// Whether the words call the person the one who did it: "the gunman".
    pub doer: bool,
    /// Whether the words are of a woman or of a man, where they tell.
    pub female: Option<bool>,
    /// Age in years, where the same words give it: what joins a person without a name to one with a name.
    pub age: Option<u32>,
}

/// The kind of a holder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum HolderKind {
    /// A person with a name.
    Named,
    /// A person without one: "the driver", "a man of 42".
    Described,
    /// One who moves with a vehicle that the words do not name: "the driver", "he"; or any vehicle.
    Mover,
    /// A thing or an act.
    Thing,
}

/// The value of an attribute.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AttributeValue {
    /// As a person writes it: "30 tons", "former mayor of Lille".
    pub text: String,
    /// At least, in base units of the dimension; `None` where open, or for what is no number.
    pub low: Option<f64>,
    /// At most.
    pub high: Option<f64>,
    /// What makes two numbers comparable: the dimension, or the currency.
    pub dimension: Option<String>,
    /// For offices and origins, what they are compared by: the office's noun, ids of states (with `~` where it is
    /// birth or descent); words of a place.
    pub keys: Vec<String>,
    /// For offices: of what ("of Lille", "regional"), lower case.
    pub of: Vec<String>,
    /// Whether it is told as over: "former".
    pub ended: bool,
    /// For offices: whether a person holds it alone and no other such beside it.
    pub single: bool,
}

/// What the rules read.
pub(crate) struct Reader<'r> {
    pub(crate) doc: &'r Doc,
    words: Words<'r>,
    mentions: &'r [Mention],
    /// Indexes of mentions by their head token.
    by_head: FxHashMap<usize, usize>,
    actors: &'r Actors,
}

/// Finds the attributes of a doc, in text order.
#[must_use]
pub fn find_attributes(
    doc: &Doc,
    mentions: &[Mention],
    attributions: &[Attribution],
    statements: &[Statement],
    actors: &Actors,
    published: Option<Date>,
) -> Vec<Attribute> {
    let by_head = mentions.iter().enumerate().map(|(index, mention)| (mention.head, index)).collect();
    let reader = Reader { doc, words: Words::new(doc, published), mentions, by_head, actors };
    let mut found = Vec::new();
    let mut token = 0;
    let mut last_end = 0;
    while token < doc.len() {
        let next = reader.at(token, last_end, &mut found);
        if next > token + 1 {
            last_end = next;
        }
        token = next.max(token + 1);
    }
    for attribute in &mut found {
        attribute.attribution = innermost(attributions, attribute.span);
        attribute.statement = nearest(statements, attribute.span);
    }
    found.sort_by(|a, b| (a.span, &a.name, a.holder.span).cmp(&(b.span, &b.name, b.holder.span)));
    found.dedup_by(|next, kept| next.span == kept.span && next.name == kept.name);
    found
}

impl Reader<'_> {
    /// Reads what starts or is headed by `token`; returns the next token to read.
    fn at(&self, token: usize, last_end: usize, found: &mut Vec<Attribute>) -> usize {
        let text = self.words.text(token);
        let first = text.as_bytes().first().copied().unwrap_or_default();
        let numeric = first.is_ascii_digit()
            || tag(self.doc, token) == "CD"
            || lexicon().money.signs.contains_key(text)
            || matches!(text, "a" | "an" | "half" | "magnitude");
        if numeric {
            if let Some(measure) = measure::read(&self.words, token) {
                // "900 km (559 miles)": the same again.
                let again = last_end > 0
                    && measure.tokens.start == last_end + 1
                    && matches!(self.words.text(last_end), "(" | "[" | "/");
                if !again {
                    found.extend(self.measured(&measure));
                }
                return measure.tokens.end;
            }
            if tag(self.doc, token) == "CD"
                && let Some((counted, end)) = self.counted(token)
            {
                found.extend(counted);
                return end;
            }
        }
        if text == "since" {
            found.extend(self.first_since(token));
        }
        if let Some(&index) = self.by_head.get(&token) {
            self.person(index, found);
        } else if is_noun(self.doc, token) {
            self.described(token, found);
        }
        token + 1
    }

    /// Returns the mention that `token` heads, where it is a person's.
    fn person_at(&self, token: usize) -> Option<&Mention> {
        let mention = self.mentions.get(*self.by_head.get(&token)?)?;
        (mention.kind == MentionKind::Person).then_some(mention)
    }

    /// Returns the words of a token range as they stand, on one line.
    fn text(&self, tokens: Range<usize>) -> String {
        self.doc.span(tokens).of(self.doc.text()).replace('\n', " ")
    }

    /// Returns the holder that a noun names, its words from the first modifier on.
    fn thing(&self, noun: usize) -> Holder {
        let doc = self.doc;
        let parts: Vec<usize> = doc
            .children(noun)
            .filter(|&child| child < noun && matches!(dep(doc, child), "compound" | "amod" | "nmod"))
            .filter(|&child| tag(doc, child) != "CD" && doc.word(child).chars().all(char::is_alphabetic))
            .filter(|&child| doc.child(child, "nummod").is_none())
            .collect();
        // "30-ton truck" is a truck: a unit is no part of the name.
        let mut start = noun;
        while start > 0 && parts.contains(&(start - 1)) && dep(doc, start - 1) == "compound" {
            start -= 1;
        }
        let noun_lemma = lemma(doc, noun);
        let family = lexicon().vehicles.get(&noun_lemma).copied();
        Holder {
            kind: if family == Some("generic") { HolderKind::Mover } else { HolderKind::Thing },
            span: doc.span(start..noun + 1),
            actor: None,
            name: self.text(start..noun + 1),
            noun: noun_lemma,
            modifiers: parts.iter().map(|&part| lemma(doc, part)).collect(),
            plural: matches!(tag(doc, noun), "NNS" | "NNPS"),
            family: family.filter(|family| *family != "generic").map(str::to_owned),
            doer: false,
            female: None,
            age: None,
        }
    }

    /// Returns the noun phrase's words without article and possessor.
    fn phrase(&self, noun: usize) -> Range<usize> {
        let mut start = left_edge_own(self.doc, noun);
        while start < noun && matches!(dep(self.doc, start), "det" | "punct") {
            start += 1;
        }
        start..noun + 1
    }
}

fn attribute(holder: Holder, name: &str, value: AttributeValue, span: Span, rule: &'static str) -> Attribute {
    let why = Why { rule, words: vec![holder.span] };
    Attribute { holder, name: name.to_owned(), value, span, statement: None, attribution: None, why }
}

/// Returns the innermost attribution whose content covers a span.
fn innermost(attributions: &[Attribution], span: Span) -> Option<usize> {
    let covering = attributions.iter().enumerate().filter_map(|(index, attribution)| {
        let content = attribution.content.iter().find(|content| content.contains(span))?;
        Some((content.len(), index))
    });
    covering.min().map(|(_, index)| index)
}

/// Returns the statement whose clause holds the span: the one with the nearest trigger.
fn nearest(statements: &[Statement], span: Span) -> Option<usize> {
    let distance = |statement: &Statement| {
        let trigger = statement.trigger;
        if trigger.end <= span.start {
            span.start - trigger.end
        } else {
            trigger.start.saturating_sub(span.end)
        }
    };
    let holding = statements
        .iter()
        .enumerate()
        .filter(|(_, statement)| !statement.saying && statement.evidence.contains(span));
    holding.min_by_key(|(_, statement)| distance(statement)).map(|(index, _)| index)
}
