//! Offices: titles before a name, and nouns that call somebody the holder of one.

use std::ops::Range;

use tidings_text::Span;

use super::lexicon::lexicon;
use super::{Attribute, AttributeValue, Holder, Reader, attribute};
use crate::actors::syntax::{dep, is_noun, lemma, tag};

impl Reader<'_> {
    /// Reads the office in front of a name: "Regional President", "former mayor", "Nice's Mayor".
    pub(super) fn title(&self, holder: &Holder, name: Span, head: usize, found: &mut Vec<Attribute>) {
        let doc = self.doc;
        let before: Vec<usize> = doc
            .children(head)
            .filter(|&child| child < head && matches!(dep(doc, child), "compound" | "amod" | "nmod" | "poss"))
            .collect();
        let heads = &lexicon().offices.heads;
        let Some(&noun) = before.iter().rev().find(|&&child| heads.contains(&doc.lower(child))) else {
            return;
        };
        // Between title and name stand other titles at most: "spokesman Col. X".
        let first = doc.tokens_in(name).start;
        let courtesy =
            |token: usize| self.words.text(token).ends_with('.') || self.words.text(token).len() <= 3;
        if !(noun + 1..first).all(courtesy) {
            return;
        }
        let mut start = noun;
        while start > 0 {
            let word = start - 1;
            let part = before.contains(&word) && dep(doc, word) != "poss"
                || doc.ancestors(word).take(3).any(|above| above == noun && word != noun)
                || self.words.text(word) == "-"
                    && start >= 2
                    && before.contains(&(start - 2))
                    && doc.tokens()[word].span.end == doc.tokens()[start].span.start;
            if !part
                || matches!(dep(doc, word), "det" | "case")
                || matches!(self.words.text(word), "," | "'s" | "’s")
            {
                break;
            }
            start = word;
        }
        let mut office = self.office(holder, start..noun + 1, noun);
        let of = before.iter().filter(|&&child| dep(doc, child) == "poss");
        office.value.of.extend(of.map(|&owner| doc.lower(owner)));
        found.push(office);
    }

    pub(super) fn office(&self, holder: &Holder, phrase: Range<usize>, noun: usize) -> Attribute {
        let doc = self.doc;
        let offices = &lexicon().offices;
        let mut key = lemma(doc, noun);
        let mut value = AttributeValue::default();
        for token in phrase.start..noun {
            let word = doc.lower(token);
            if offices.ended.contains(&word) {
                value.ended = true;
            } else if offices.lower.contains(&word) || offices.coming.contains(&word) {
                key = format!("{word} {key}");
            } else if word.chars().any(char::is_alphabetic) && tag(doc, token) != "CD" {
                value.of.push(word);
            }
        }
        if self.words.text(noun + 1) == "-" && offices.coming.contains(self.words.text(noun + 2)) {
            key = format!("{} {key}", self.words.text(noun + 2));
        }
        let mut end = phrase.end;
        let mut of = doc.children(noun).find(|&child| {
            child > noun && dep(doc, child) == "prep" && matches!(self.words.text(child), "of" | "for" | "in")
        });
        for _ in 0..2 {
            let Some(object) = of.and_then(|prep| doc.child(prep, "pobj")) else { break };
            let from = self.phrase(object).start;
            value.of.extend(
                (from..object + 1)
                    .filter(|&token| is_noun(doc, token) || tag(doc, token) == "JJ")
                    .map(|token| doc.lower(token)),
            );
            end = end.max(object + 1);
            of = doc.children(object).find(|&child| child == object + 1 && self.words.text(child) == "of");
        }
        value.text = self.text(phrase.start..end);
        if key == "minister" && value.of.iter().any(|word| word == "prime") {
            key = "premier".to_owned();
        }
        value.single = offices.single.contains(&key);
        value.keys = vec![key];
        attribute(holder.clone(), "office", value, doc.span(phrase.start..end), "attributes/office")
    }
}
