//! How many there are of a thing: "three lifeboats", "60 rifles", "more than 200 people on board".

use super::lexicon::lexicon;
use super::measure::{self, Value};
use super::{Attribute, AttributeValue, HolderKind, Reader, attribute};
use crate::actors::syntax::{dep, is_noun, lemma, tag};
use crate::quantities::{Bound, is_person_noun};

impl Reader<'_> {
    /// Reads a number in front of a plural noun for things; returns it and one past the number. The inner value is `None`
    /// where what is counted is no thing.
    pub(super) fn counted(&self, number: usize) -> Option<(Option<Attribute>, usize)> {
        let doc = self.doc;
        let value = measure::value(&self.words, number)?;
        let end = value.end;
        // A number of several words, and a range, hang on the noun by their last.
        let noun = (number..end).find_map(|token| {
            let head = doc.head(token)?;
            (dep(doc, token) == "nummod" && head >= end && tag(doc, head) == "NNS").then_some(head)
        })?;
        let clock = matches!(self.words.text(end), "am" | "pm" | "a.m." | "p.m." | "o'clock" | ":" | ".");
        if clock || lexicon().units.contains_key(&lemma(doc, noun)) {
            return Some((None, end));
        }
        Some((self.number_of(number, &value, noun), end))
    }

    fn number_of(&self, number: usize, value: &Value, noun: usize) -> Option<Attribute> {
        let doc = self.doc;
        let end = value.end;
        let word = lemma(doc, noun);
        let (start, bound, about) = measure::before(&self.words, number);
        let (low, high) = match bound {
            None => (Some(value.low), Some(value.high)),
            Some(Bound::AtLeast) => (Some(value.low), None),
            Some(Bound::MoreThan) => (Some(value.low + 1.0), None),
            Some(Bound::AtMost) => (None, Some(value.high)),
            Some(Bound::LessThan) => (None, Some(value.high - 1.0)),
        };
        let (low, high) = if about && bound.is_none() {
            (low.map(|low| low * 0.9), high.map(|high| high * 1.1))
        } else {
            (low, high)
        };
        let tokens = start..end;
        let number = AttributeValue {
            text: self.text(tokens.clone()),
            low,
            high,
            dimension: Some("count".to_owned()),
            ..AttributeValue::default()
        };
        let span = doc.span(tokens);
        let person = is_person_noun(&self.words, noun);
        if person && let Some(vehicle) = self.carrier(noun, start) {
            let mut holder = self.holder(vehicle);
            if vehicle == noun {
                holder.kind = HolderKind::Mover;
            }
            return Some(attribute(holder, "number on board", number, span, "attributes/on-board"));
        }
        if person && !lexicon().crews.contains(&word) || lexicon().not_things.contains(&word) {
            return None;
        }
        let mut holder = self.thing(noun);
        holder.kind = HolderKind::Thing;
        if let Some(same) = lexicon().same.get(&holder.noun) {
            holder.noun.clone_from(same);
        }
        Some(attribute(holder, "number", number, span, "attributes/number"))
    }

    /// Returns the vehicle that people, `number` of them, are told to be on: "a ferry carrying 200 people", "200 people on board the ferry".
    fn carrier(&self, people: usize, number: usize) -> Option<usize> {
        let doc = self.doc;
        let vehicle =
            |token: usize| is_noun(doc, token) && lexicon().vehicles.contains_key(&lemma(doc, token));
        let carries = |token: usize| matches!(lemma(doc, token).as_str(), "carry" | "transport" | "ferry");
        let verb = doc.head(people)?;
        // "a ferry carrying 200 people sank": the parser may take the people for those who sank.
        if let Some(before) = number.checked_sub(2).filter(|&at| vehicle(at) && carries(at + 1)) {
            return Some(before);
        }
        if dep(doc, people) == "dobj" && carries(verb) {
            // "licensed to carry 220" tells what it may, not what it did.
            let free = dep(doc, verb) != "xcomp"
                && doc.children(verb).all(|child| dep(doc, child) != "aux" || self.words.text(child) != "to");
            return self.subject(verb).filter(|&subject| free && vehicle(subject));
        }
        let within = doc.children(people).find(|&child| {
            dep(doc, child) == "prep" && matches!(self.words.text(child), "on" | "aboard" | "in")
        });
        if let Some(inside) =
            within.and_then(|prep| doc.child(prep, "pobj")).filter(|&inside| vehicle(inside))
        {
            return Some(inside);
        }
        let aboard = (people + 1..people + 4).find(|&token| match self.words.text(token) {
            "aboard" => true,
            "on" => self.words.text(token + 1) == "board",
            _ => false,
        })?;
        let sentence = doc.sentence(doc.sentence_of(people));
        // The ferry that they are on stands behind "aboard", or before them: "a ferry with 100 people on board".
        let behind = (aboard + 1..(aboard + 5).min(sentence.end)).find(|&token| vehicle(token));
        let before = || (sentence.start..people).rev().find(|&token| vehicle(token));
        // Where the sentence names none, the people stand for theirs.
        behind.or_else(before).or(Some(people))
    }
}
