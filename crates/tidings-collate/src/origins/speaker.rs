//! Who the end of a chain is: a person, a body, a medium, a group of people or a paper, and by which words it is
//! known. What is none of these is no origin: a caption, a thing, a word for nobody in particular.

use std::collections::BTreeSet;

use tidings_extract::{ChainLink, SourceKind};
use tidings_nlp::Doc;
use tidings_text::Span;

use crate::knowledge::{self, OriginWords};
use crate::passages;
use crate::told::{Field, Told};

/// Who the end of a chain is by its own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Speaker {
    /// Its name as the words give it, without what hangs on it.
    pub(crate) name: String,
    /// As in interchange.
    pub(crate) kind: &'static str,
    /// The folded words that tell it from others.
    pub(crate) words: BTreeSet<String>,
    /// The folded words of its offices and of what stands beside its name.
    pub(crate) titles: BTreeSet<String>,
    /// The folded words of the body that it belongs to.
    pub(crate) house: BTreeSet<String>,
    /// Whether it is described and not named: "the former mayor".
    pub(crate) described: bool,
}

/// Returns who a link is; `None` where its words name nobody who could know anything.
///
/// `is_listed` says whether the link's actor stands in the tables of actors.
pub(crate) fn speaker(link: &ChainLink, told: &Told, field: Field, is_listed: bool) -> Option<Speaker> {
    let words = knowledge::origin_words();
    let text = told.words(field);
    let placed = link.span.and_then(|span| Some((span, told.doc(field)?)));
    let Some((span, doc)) = placed else {
        // Of words without a parse only a name is known for one: "Ferry sinking" is none.
        let last = link.name.split_whitespace().next_back().unwrap_or_default();
        let is_small = last.starts_with(char::is_lowercase);
        let is_loose = matches!(link.kind, SourceKind::Person | SourceKind::Organisation);
        return (is_listed || !(is_small && is_loose)).then(|| by_name(link));
    };
    let lower = span.of(text).to_lowercase();
    if words.furniture.iter().any(|phrase| lower.contains(phrase.as_str()))
        || is_picture_credit(span.of(text))
    {
        return None;
    }
    let head = head_of(doc, span)?;
    let reading = Reading { link, doc, span, head, words, is_listed };
    reading.speaker()
}

/// "Ada Brook/Northern Press": who took a picture, and for whom.
fn is_picture_credit(words: &str) -> bool {
    words.split_once('/').is_some_and(|(before, after)| {
        let capital = |part: &str| part.trim().chars().next().is_some_and(char::is_uppercase);
        before.split_whitespace().count() < 5 && capital(before) && capital(after)
    })
}

/// Returns the token of a span that governs the others.
fn head_of(doc: &Doc, span: Span) -> Option<usize> {
    let range = doc.tokens_in(span);
    let is_word = |token: usize| doc.word(token).chars().any(char::is_alphanumeric);
    let outward =
        |&token: &usize| is_word(token) && doc.head(token).is_none_or(|head| !range.contains(&head));
    range.clone().find(outward).or_else(|| range.clone().find(|&token| is_word(token)))
}

fn by_name(link: &ChainLink) -> Speaker {
    Speaker {
        name: link.name.clone(),
        kind: link.kind.as_str(),
        words: name_words(&link.name),
        titles: BTreeSet::new(),
        house: BTreeSet::new(),
        described: false,
    }
}

/// Returns the folded words of a name that tell it from others.
pub(crate) fn name_words(name: &str) -> BTreeSet<String> {
    let split = name.split(|c: char| !c.is_alphanumeric());
    let folded = split.map(passages::words::fold);
    folded.filter(|word| word.chars().count() > 1 && !passages::words::is_function(word)).collect()
}

struct Reading<'r> {
    link: &'r ChainLink,
    doc: &'r Doc,
    span: Span,
    head: usize,
    words: &'static OriginWords,
    is_listed: bool,
}

impl Reading<'_> {
    fn speaker(&self) -> Option<Speaker> {
        let lower = self.doc.lower(self.head);
        match self.pos(self.head) {
            "PRON" | "DET" | "ADJ" | "NUM" if self.words.vague.contains(&lower) => None,
            // A pronoun is whoever it was resolved to, and nobody where it was not.
            "PRON" => (self.link.actor.is_some() && !name_words(&self.link.name).is_empty()).then(|| {
                let mut found = by_name(self.link);
                if matches!(lower.as_str(), "he" | "she") && found.kind == SourceKind::Organisation.as_str() {
                    found.kind = SourceKind::Person.as_str();
                }
                found
            }),
            "PROPN" => self.named(),
            "NOUN" => self.described(),
            _ => self.link.actor.is_some().then(|| by_name(self.link)),
        }
    }

    fn pos(&self, token: usize) -> &str {
        self.doc.tokens()[token].pos.as_str()
    }

    fn dep(&self, token: usize) -> &str {
        self.doc.tokens()[token].dep.as_str()
    }

    fn of(&self, range: std::ops::Range<usize>) -> String {
        let words = self.doc.span(range).of(self.doc.text());
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The labelled name that a token stands in, within the link's words.
    fn entity(&self, token: usize) -> Option<(std::ops::Range<usize>, &str)> {
        let entities = self.doc.entities();
        let index = entities.partition_point(|entity| entity.end <= token);
        let entity = entities.get(index).filter(|entity| entity.start <= token)?;
        let inside = self.doc.tokens_in(self.span);
        let (mut start, end) = (entity.start.max(inside.start), entity.end.min(inside.end));
        while start < end && matches!(self.pos(start), "DET" | "PUNCT" | "SPACE") {
            start += 1;
        }
        (start < end).then_some((start..end, entity.label.as_str()))
    }

    /// The run of capitalised words that ends with the head.
    fn run(&self) -> std::ops::Range<usize> {
        let inside = self.doc.tokens_in(self.span);
        let start = (inside.start..self.head)
            .rev()
            .take_while(|&token| self.pos(token) == "PROPN" || self.doc.word(token) == "-")
            .last()
            .unwrap_or(self.head);
        start..self.head + 1
    }

    fn named(&self) -> Option<Speaker> {
        let lower = self.doc.lower(self.head);
        if self.words.voices.contains(&lower) {
            return self.voice();
        }
        let (mut range, label) = self.entity(self.head).unwrap_or((self.run(), ""));
        while range.start + 1 < range.end && self.words.shades.contains(&self.doc.lower(range.start)) {
            range.start += 1;
        }
        // "Ferry sinking", "More Than 70 People": a headline's words, or a caption's.
        let last = range.end.saturating_sub(1);
        let is_small = !self.doc.word(last).starts_with(|c: char| c.is_uppercase() || !c.is_alphabetic());
        let is_loose = matches!(self.link.kind, SourceKind::Person | SourceKind::Organisation);
        let is_vague = self.words.vague.contains(&lower) || self.words.vague.contains(&self.doc.lower(last));
        if !self.is_listed && (is_vague || is_small && is_loose) {
            return None;
        }
        // "Lissa's ministry of transport": the owner belongs to the name.
        let inside = self.doc.tokens_in(self.span);
        let is_person = label == "PERSON";
        let owner =
            self.doc.children(self.head).find(|&child| self.dep(child) == "poss" && inside.contains(&child));
        if let Some(owner) = owner.filter(|&owner| !is_person && owner < range.start) {
            range.start = self.doc.subtree_range(owner).start.max(inside.start);
            while range.start < owner && matches!(self.pos(range.start), "DET" | "PUNCT" | "SPACE") {
                range.start += 1;
            }
        }
        let mut name = self.of(range.clone());
        let mut kind = self.link.kind;
        let own = name_words(&name);
        let names_body =
            |word: &String| self.words.bodies_named.contains(word) || self.words.bodies.contains(word);
        let is_body = own.iter().any(names_body) || range.clone().any(|token| self.is_acronym(token));
        // A person's usual name stands in the mention; a name's words may hold a title too.
        let mention = name_words(&self.link.name);
        let is_mentioned = self.link.actor.is_some() && !is_body && (1..=5).contains(&mention.len());
        if is_mentioned && (mention.is_subset(&own) || own.is_subset(&mention)) {
            name.clone_from(&self.link.name);
        }
        let is_doubtful = label != "ORG" || own.len() < 2;
        if kind == SourceKind::Organisation && !self.is_listed && !is_body && is_doubtful
            || kind == SourceKind::Channel && is_person
        {
            kind = SourceKind::Person;
        }
        let words = name_words(&name);
        let titles = self.titles(&words);
        // "The Lissa Mayor": an office, not a name.
        let is_office = kind == SourceKind::Official && !is_person && !is_body && !self.is_listed;
        let described = is_office && self.doc.lower(inside.start) == "the";
        Some(Speaker { name, kind: kind.as_str(), words, titles, house: self.house(&range), described })
    }

    /// "A police spokesman", "the ministry's spokeswoman", "a spokesman for the council": the body speaks.
    fn voice(&self) -> Option<Speaker> {
        let body = self.body();
        let name = match &body {
            Some(range) => self.of(range.clone()),
            None => return self.link.on_behalf_of.is_some().then(|| by_name(self.link)),
        };
        let words = name_words(&name);
        Some(Speaker {
            name,
            kind: SourceKind::Official.as_str(),
            titles: words.clone(),
            house: words.clone(),
            words,
            described: false,
        })
    }

    /// The words of the body that the head belongs to.
    fn body(&self) -> Option<std::ops::Range<usize>> {
        let doc = self.doc;
        let inside = doc.tokens_in(self.span);
        let of_token = |token: usize| {
            let mut range = self.entity(token).map_or_else(
                || {
                    let all = doc.subtree(token);
                    let first = all.first().copied().unwrap_or(token).max(inside.start);
                    let last = all.last().copied().unwrap_or(token).min(inside.end.saturating_sub(1));
                    first..last + 1
                },
                |(range, _)| range,
            );
            let is_edge = |token: usize| {
                matches!(self.pos(token), "DET" | "PART" | "PUNCT" | "SPACE") || self.dep(token) == "case"
            };
            while range.start < range.end && is_edge(range.start) {
                range.start += 1;
            }
            while range.start < range.end && is_edge(range.end - 1) {
                range.end -= 1;
            }
            range
        };
        let before = doc.children(self.head).filter(|&child| {
            matches!(self.dep(child), "poss" | "compound" | "nmod")
                && inside.contains(&child)
                && child < self.head
        });
        // "British Transport Police spokesman": from the first of the nouns before it.
        let mut nouns: Vec<usize> = before.collect();
        nouns.retain(|&token| matches!(self.pos(token), "NOUN" | "PROPN"));
        if let Some(&last) = nouns.last() {
            let first = of_token(nouns[0]);
            let last = of_token(last);
            return Some(first.start.min(last.start)..last.end.max(first.end));
        }
        let preposition = doc.children(self.head).find(|&child| {
            self.dep(child) == "prep" && matches!(doc.lower(child).as_str(), "for" | "from" | "of" | "at")
        })?;
        let object = doc.children(preposition).find(|&object| self.dep(object) == "pobj")?;
        Some(of_token(object)).filter(|range| !range.is_empty())
    }

    fn is_acronym(&self, token: usize) -> bool {
        let word = self.doc.word(token);
        word.len() > 1 && word.chars().filter(|c| c.is_uppercase()).count() > 1
    }

    /// The words beside a name: offices, places, bodies.
    fn titles(&self, name: &BTreeSet<String>) -> BTreeSet<String> {
        let all = name_words(self.span.of(self.doc.text()));
        all.difference(name).cloned().collect()
    }

    /// The body that a person's words name: "of the transport police", "the council's leader".
    fn house(&self, name: &std::ops::Range<usize>) -> BTreeSet<String> {
        let inside = self.doc.tokens_in(self.span);
        let entities = self.doc.entities().iter().filter(|entity| {
            entity.label == "ORG" && inside.contains(&entity.start) && !name.contains(&entity.start)
        });
        entities.map(|entity| name_words(&self.of(entity.start..entity.end))).next().unwrap_or_default()
    }

    fn described(&self) -> Option<Speaker> {
        let doc = self.doc;
        let lower = doc.lower(self.head);
        let lemma = doc.tokens()[self.head].lemma.to_lowercase();
        if self.words.voices.contains(&lemma) || self.words.voices.contains(&lower) {
            return self.voice();
        }
        let kind = self.link.kind;
        let inside = doc.tokens_in(self.span);
        let is_time =
            |token: usize| self.entity(token).is_some_and(|(_, label)| matches!(label, "DATE" | "TIME"));
        let has_name = inside.clone().any(|token| self.pos(token) == "PROPN" && !is_time(token));
        let has_clause = doc.children(self.head).any(|child| matches!(self.dep(child), "relcl" | "acl"));
        if kind == SourceKind::Person && self.words.vague.contains(&lower) && !has_name && !has_clause {
            return None;
        }
        if matches!(kind, SourceKind::Document | SourceKind::Channel) {
            let has_body = inside
                .clone()
                .any(|token| self.words.bodies.contains(&doc.tokens()[token].lemma.to_lowercase()));
            if !has_name && !has_body && !self.words.papers.contains(&lemma) {
                return None;
            }
        }
        // The noun with what stands before it, and one phrase behind: "the mayor of the town".
        let end = self.short_end(inside.end);
        let name = self.of(inside.start.min(self.head)..end);
        let mut words = name_words(&name);
        let titles = words.clone();
        words.retain(|word| !self.words.shades.contains(word) || titles.len() == 1);
        let described = matches!(doc.lower(inside.start).as_str(), "the" | "its" | "their" | "his" | "her");
        Some(Speaker { name, kind: kind.as_str(), words, titles, house: BTreeSet::new(), described })
    }

    /// The end of a description: the first comma, clause or second phrase behind the head ends it.
    fn short_end(&self, end: usize) -> usize {
        const LONGEST: usize = 7;
        let doc = self.doc;
        let stop = end.min(self.head + 1 + LONGEST);
        (self.head + 1..stop)
            .find(|&token| {
                doc.word(token) != "-"
                    && matches!(self.pos(token), "PUNCT" | "SPACE" | "VERB" | "AUX" | "PRON" | "SCONJ")
                    || self.pos(token) == "ADP"
                        && !matches!(doc.lower(token).as_str(), "of" | "for" | "from" | "in" | "at")
            })
            .unwrap_or(stop)
    }
}

/// Says whether one name is the initials of the other: "BTP", "TfL".
pub(crate) fn is_acronym_of(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    let letters: String = short.trim_start_matches("the ").trim_start_matches("The ").replace('.', "");
    let is_short = (2..=6).contains(&letters.len())
        && letters.chars().all(|c| c.is_ascii_alphabetic())
        && letters.chars().filter(char::is_ascii_uppercase).count() * 2 > letters.len();
    if !is_short {
        return false;
    }
    let initials = |all: bool| -> String {
        long.split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty() && (all || word.starts_with(char::is_uppercase)))
            .filter(|word| !matches!(word.to_lowercase().as_str(), "the"))
            .filter_map(|word| word.chars().next())
            .collect()
    };
    [true, false].into_iter().any(|all| initials(all).eq_ignore_ascii_case(&letters))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_their_name() {
        assert!(is_acronym_of("HTP", "Harbour Transport Police"));
        assert!(is_acronym_of("Transport for Lissa", "TfL"));
        assert!(!is_acronym_of("Police", "Port of London Ice Company"));
        assert!(!is_acronym_of("HTP", "Harbour Police"));
    }

    #[test]
    fn picture_credits_are_none() {
        assert!(is_picture_credit("Ada Brook/Northern Press"));
        assert!(!is_picture_credit("the harbour and/or coast police"));
    }
}
