//! Where a person comes from and lives: nationality, birth, descent, home.

use super::lexicon::lexicon;
use super::{Attribute, AttributeValue, Holder, Reader, attribute};
use crate::actors::syntax::{dep, is_capitalised, is_noun, lemma, tag};
use crate::actors::{MentionKind, NameForm};

impl Reader<'_> {
    /// Reads a place where a person is at home; `sure` says that the words before it take a place alone ("lives in").
    pub(super) fn home(&self, holder: &Holder, place: usize, sure: bool) -> Option<Attribute> {
        let doc = self.doc;
        if !is_capitalised(doc, place) || !tag(doc, place).starts_with("NNP") {
            return None;
        }
        let known = self.by_head.get(&place).and_then(|&index| self.mentions.get(index));
        if let Some(mention) = known {
            // The model takes many a small place for an organisation or a person; a known one is no place.
            let listed = mention.actor.as_ref().is_some_and(|actor| self.actors.get(actor).is_some());
            let other = matches!(mention.kind, MentionKind::Organisation | MentionKind::Person);
            let long = mention.name.contains(' ');
            if other && (listed || long && !sure) {
                return None;
            }
        }
        let mut start = place;
        while start > 0
            && is_capitalised(doc, start - 1)
            && is_noun(doc, start - 1)
            && doc.sentence_of(start - 1) == doc.sentence_of(place)
        {
            start -= 1;
        }
        let value = AttributeValue {
            text: self.text(start..place + 1),
            keys: (start..place + 1).map(|token| doc.lower(token)).collect(),
            ..AttributeValue::default()
        };
        Some(attribute(holder.clone(), "home", value, doc.span(start..place + 1), "attributes/home"))
    }

    /// Reads nationality, descent or birth out of a noun phrase.
    pub(super) fn origin(&self, holder: &Holder, noun: usize) -> Option<Attribute> {
        let doc = self.doc;
        let words = &lexicon().origin;
        let mut keys: Vec<(usize, String)> = Vec::new();
        let phrase = self.phrase(noun);
        for token in phrase.clone() {
            let own = token == noun;
            if let Some(id) = self.people_at(token, own) {
                keys.push((token, id));
            } else if words.dual.contains(self.words.text(token)) && !own {
                keys.push((token, "dual".to_owned()));
            }
        }
        let kin = words.nouns.contains(&lemma(doc, noun));
        let mut last = noun;
        for prep in doc.children(noun).filter(|&child| dep(doc, child) == "prep" && child > noun) {
            let Some(object) = doc.child(prep, "pobj") else { continue };
            if kin && matches!(self.words.text(prep), "of" | "from") {
                if let Some(id) = self.state_at(object) {
                    // A citizen belongs to a state; a native or an immigrant comes from it.
                    let citizen = matches!(lemma(doc, noun).as_str(), "citizen" | "national");
                    keys.push((object, if citizen { id } else { format!("~{id}") }));
                    last = object;
                }
            } else if words.descent.contains(&lemma(doc, object)) {
                for token in self.phrase(object) {
                    if let Some(id) = self.people_at(token, false) {
                        keys.push((token, format!("~{id}")));
                        last = object;
                    }
                }
            }
        }
        let first = keys.iter().map(|(token, _)| *token).min()?;
        // Of a mere description, the words of origin alone: "Belgian-Moroccan" of "Belgian-Moroccan cook".
        let whole = kin || last > noun || keys.iter().any(|(token, id)| *token == noun || id == "dual");
        let end =
            if whole { last.max(noun) } else { keys.iter().map(|(token, _)| *token).max().unwrap_or(noun) };
        let start = if kin || last > noun { first.min(noun) } else { first };
        let mut ids: Vec<String> = keys.into_iter().map(|(_, id)| id).collect();
        ids.sort();
        ids.dedup();
        let value =
            AttributeValue { text: self.text(start..end + 1), keys: ids, ..AttributeValue::default() };
        Some(attribute(holder.clone(), "origin", value, doc.span(start..end + 1), "attributes/origin"))
    }

    /// Returns the id of the state that a word makes somebody belong to: "Moroccan", "Frenchman"; a state's name itself
    /// only as `noun`.
    fn people_at(&self, token: usize, noun: bool) -> Option<String> {
        let doc = self.doc;
        if !is_capitalised(doc, token) {
            return None;
        }
        let word = doc.word(token);
        let find = |word: &str| {
            let (record, form) = self.actors.find(word)?;
            matches!(form, NameForm::Adjective | NameForm::People).then(|| record.id.to_string())
        };
        let plural = || {
            let stem = word.strip_suffix("woman").or_else(|| word.strip_suffix("man"));
            stem.map_or_else(|| format!("{word}s"), |stem| format!("{stem}men"))
        };
        find(word).or_else(|| if noun { find(&plural()) } else { None })
    }

    /// Returns the id of the state that a token names.
    pub(super) fn state_at(&self, token: usize) -> Option<String> {
        let mention = self.mentions.get(*self.by_head.get(&token)?)?;
        let state = matches!(mention.kind, MentionKind::State | MentionKind::Polity | MentionKind::Place);
        mention.actor.as_ref().filter(|_| state).map(ToString::to_string).or_else(|| {
            let (record, form) = self.actors.find(self.doc.word(token))?;
            (form == NameForm::Name).then(|| record.id.to_string())
        })
    }
}
