//! Whom the words of a phrase name: pronouns and shorthand under the names of those they stand for.

use tidings_extract::{Mention, MentionKind};
use tidings_nlp::Doc;

use super::phrase::{Before, Wording};
use crate::knowledge::telling;
use crate::passages::words::is_function;

/// Sentences between a name and a pronoun for which it may be printed.
const CLOSE_SENTENCES: usize = 2;

impl Wording<'_> {
    /// Returns what stands for a token that means somebody only within its report.
    pub(super) fn renamed(&self, token: usize, kept: &[usize], before: &Before) -> Option<Renamed> {
        let doc = self.doc;
        let span = doc.tokens()[token].span;
        if is_pronoun(doc, token) {
            return Some(self.pronoun(token, kept, before));
        }
        let mention =
            self.mentions.iter().find(|mention| mention.span.start == span.start && !mention.described)?;
        let head = doc.tokens().get(mention.head)?;
        if &*head.pos != "PROPN" || matches!(&*head.dep, "compound" | "amod" | "nmod") {
            return None;
        }
        let whole = doc.tokens_in(mention.span).all(|own| kept.binary_search(&own).is_ok());
        // "The consulate of Velmora in Castora" is more than the state that it stands for.
        let alone = mention.kind == MentionKind::Person
            || doc.children(mention.head).all(|child| {
                let inside = doc.tokens()[child].span.overlaps(mention.span);
                inside || matches!(&*doc.tokens()[child].dep, "det" | "punct" | "case" | "cc" | "conj")
            });
        let whole = whole && alone;
        let surface = mention.span.of(doc.text());
        if !whole || surface.contains('\n') {
            return None;
        }
        let name = self.usual_name(mention, surface)?;
        let owned = surface.ends_with("'s") || surface.ends_with("’s");
        let name = if owned { possessive(&name) } else { name };
        (name != surface).then_some(Renamed::Name { name, end: mention.span.end })
    }

    /// Returns the name that a line gives to a mention of another wording; `None` where its own words do.
    pub(super) fn usual_name(&self, mention: &Mention, surface: &str) -> Option<String> {
        let bare = surface.trim_end_matches("'s").trim_end_matches("’s");
        if mention.kind == MentionKind::Person {
            let words: Vec<&str> = mention.name.split_whitespace().collect();
            let short: Vec<&str> = bare
                .split_whitespace()
                .filter(|word| !telling().holds("courtesy", &word.trim_end_matches('.').to_lowercase()))
                .collect();
            let [last] = short.as_slice() else { return None };
            let named = words.len() > 1 && words.iter().all(|word| word.starts_with(char::is_uppercase));
            return (named && words.contains(last)).then(|| mention.name.clone());
        }
        let record = self.knowledge.actors.get(mention.actor.as_ref()?)?;
        let own: Vec<String> = record.name.split_whitespace().map(str::to_lowercase).collect();
        let shares = bare.split_whitespace().any(|word| own.contains(&word.to_lowercase()));
        let initials: String =
            record.name.split_whitespace().filter_map(|word| word.chars().next()).collect();
        let letters: String = bare.chars().filter(|c| c.is_alphanumeric()).collect();
        let shorthand = (mention.anaphor || !shares) && letters != initials;
        let plain = mention.acts && matches!(mention.kind, MentionKind::State | MentionKind::Polity);
        (shorthand && plain).then(|| record.name.clone())
    }

    /// Returns what a pronoun is printed as.
    fn pronoun(&self, token: usize, kept: &[usize], before: &Before) -> Renamed {
        let doc = self.doc;
        let tag = &*doc.tokens()[token].tag;
        let lower = doc.lower(token);
        let span = doc.tokens()[token].span;
        if telling().holds("speakers", &lower) {
            return Renamed::Nobody;
        }
        let owns = matches!(tag, "PRP$" | "WP$") || lower.ends_with("self") || lower.ends_with("selves");
        // "Residents leave their homes", "a company closes its works": whoever stands before is meant.
        let guess = owns && !before.words.is_empty();
        let unknown = if guess { Renamed::Guessed } else { Renamed::Nobody };
        let mention = self.mentions.iter().find(|mention| mention.anaphor && mention.span == span);
        let Some(mention) = mention else { return unknown };
        let id = mention.actor.as_ref().map(ToString::to_string).unwrap_or_default();
        if before.names.iter().any(|name| *name == id || *name == mention.name) {
            return if owns || lower == "it" { Renamed::Kept } else { Renamed::Nobody };
        }
        // "The crew and their ship": whoever is meant stands in the same phrase.
        let stands_before = self.mentions.iter().any(|other| {
            other.span.end <= span.start
                && (other.actor.is_some() && other.actor == mention.actor || other.name == mention.name)
                && kept.iter().any(|&token| doc.tokens()[token].span.overlaps(other.span))
        });
        if owns && stands_before {
            return Renamed::Kept;
        }
        let name = mention.name.trim();
        let known = mention.actor.is_some() || !mention.members.is_empty();
        let long = owns && name.split_whitespace().count() > 4;
        let of_things = guess && matches!(lower.as_str(), "its" | "their");
        if !known || name.is_empty() || has_pronoun(name) || long || of_things || !self.is_sure(mention) {
            return unknown;
        }
        let name = described(&listed(name));
        // A noun's possessive after the noun itself means it: "a man gives the man's name".
        let last = name.rsplit(' ').next().unwrap_or_default().to_lowercase();
        if before.words.to_lowercase().split_whitespace().any(|word| word == last) {
            return if owns { Renamed::Kept } else { Renamed::Nobody };
        }
        let name = if matches!(tag, "PRP$" | "WP$") { possessive(&name) } else { name };
        Renamed::Name { name, end: span.end }
    }
}

impl Wording<'_> {
    /// Says whether it is safe to print a person's name for a pronoun: it stands close before, or it is the person whom
    /// the report names most.
    fn is_sure(&self, pronoun: &Mention) -> bool {
        if pronoun.kind != MentionKind::Person || pronoun.actor.is_none() {
            return true;
        }
        let named =
            || self.mentions.iter().filter(|other| !other.anaphor && other.kind == MentionKind::Person);
        let sentence = |mention: &Mention| {
            self.doc.tokens_in(mention.span).next().map(|token| self.doc.sentence_of(token))
        };
        let is_close = named().any(|other| {
            other.actor == pronoun.actor
                && other.span.start < pronoun.span.start
                && sentence(pronoun)
                    .zip(sentence(other))
                    .is_some_and(|(here, there)| here.saturating_sub(there) <= CLOSE_SENTENCES)
        });
        let times = |actor: &Option<_>| named().filter(|other| other.actor == *actor).count();
        let own = times(&pronoun.actor);
        is_close || own > 1 && named().all(|other| times(&other.actor) <= own)
    }
}

/// What is printed for a token.
pub(super) enum Renamed {
    /// A name, for the words up to a byte.
    Name { name: String, end: u32 },
    /// The word itself: it means the subject.
    Kept,
    /// The word itself, which seems to mean the subject.
    Guessed,
    /// The word itself, which means nobody that a reader knows.
    Nobody,
}

/// Says whether a token is a word that stands for somebody or something named elsewhere.
pub(super) fn is_pronoun(doc: &Doc, token: usize) -> bool {
    let dep = &*doc.tokens()[token].dep;
    let bare = matches!(dep, "nsubj" | "nsubjpass" | "dobj" | "pobj" | "attr" | "dative")
        && doc.children(token).next().is_none()
        && matches!(
            doc.lower(token).as_str(),
            "this" | "that" | "these" | "those" | "latter" | "former" | "both" | "one" | "such"
        );
    bare || matches!(&*doc.tokens()[token].tag, "PRP" | "PRP$" | "EX" | "WP$")
}

/// Puts the article before a description that has none: "driver" is "the driver".
pub(super) fn described(name: &str) -> String {
    let first = name.split_whitespace().next().unwrap_or_default();
    let bare =
        first.chars().all(|c| c.is_lowercase() || c == '-') && !is_function(first) && !names_many(name);
    if bare { format!("the {name}") } else { name.to_owned() }
}

/// Returns a set's name as a list: `A + B + C` is "A, B and C".
pub(super) fn listed(name: &str) -> String {
    match name.rsplit_once(" + ") {
        Some((first, last)) => format!("{} and {last}", first.replace(" + ", ", ")),
        None => name.to_owned(),
    }
}

/// Returns a name with the mark of possession.
pub(super) fn possessive(name: &str) -> String {
    if name.ends_with('s') { format!("{name}'") } else { format!("{name}'s") }
}

/// Says whether words hold a pronoun, which means nothing outside its sentence.
pub(super) fn has_pronoun(words: &str) -> bool {
    words
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| word != "US" && telling().holds("pronouns", &word.to_lowercase()))
}

/// Says whether a name or description means several: "at least seven people", "survivors", "police".
pub(super) fn names_many(name: &str) -> bool {
    let (head, owned) = name.split_once(" of ").map_or((name, false), |(head, _)| (head, true));
    let last = head.split_whitespace().next_back().unwrap_or_default();
    let common = owned || last.starts_with(char::is_lowercase);
    let last = last.to_lowercase();
    telling().holds("plural_nouns", &last)
        || telling().holds("several", &last)
        || (common
            && last.ends_with('s')
            && !last.ends_with("ss")
            && !telling().holds("singular_nouns", &last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_state_is_no_pronoun() {
        assert!(has_pronoun("may recognize us"));
        assert!(!has_pronoun("sanctions on the US"));
    }

    #[test]
    fn a_description_takes_its_article() {
        for (name, expected) in
            [("driver", "the driver"), ("survivors", "survivors"), ("a man", "a man"), ("Ana Bo", "Ana Bo")]
        {
            assert_eq!(described(name), expected);
        }
    }
}
