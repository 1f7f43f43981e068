//! The words of a clause as a line may print them: without what clauses hang on them, with pronouns under the name
//! of those they stand for, and with nothing left dangling at the end.

use tidings_extract::Mention;
use tidings_nlp::Doc;
use tidings_text::Span;

use crate::passages::words::is_function;

/// Words that one phrase may hold.
const MOST_WORDS: usize = 16;

/// The words of one report's field, with what its pronouns stand for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wording<'a> {
    pub(super) doc: &'a Doc,
    pub(super) mentions: &'a [Mention],
}

/// Words put together, and whether a pronoun among them means nothing outside its sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Phrase {
    pub(super) words: String,
    pub(super) vague: bool,
}

impl Wording<'_> {
    /// Returns the words of dependents in text order, cut where clauses hang on them; the words under `replaced` are
    /// printed as its name, once. A pronoun for `subject`, which stands before the phrase, stays a pronoun.
    pub(super) fn phrase(&self, heads: &[usize], replaced: Option<(Span, &str)>, subject: &str) -> Phrase {
        let mut tokens: Vec<usize> = Vec::new();
        for &head in heads {
            self.gather(head, &mut tokens);
        }
        tokens.sort_unstable();
        tokens.dedup();
        let mut out = String::new();
        let mut vague = false;
        let mut placed = false;
        let mut last_end = None;
        let mut n_words = 0;
        for &token in &tokens {
            let span = self.doc.tokens()[token].span;
            if let Some((covered, name)) = replaced.filter(|(covered, _)| covered.overlaps(span)) {
                if !placed {
                    // The article before the old words goes with them.
                    if out.ends_with(" the") || out == "the" {
                        out.truncate(out.len() - 3);
                    }
                    push(&mut out, name, true);
                    placed = true;
                }
                last_end = Some(covered.end.min(span.end));
                continue;
            }
            if n_words >= MOST_WORDS {
                break;
            }
            let spaced = last_end != Some(span.start);
            last_end = Some(span.end);
            let word = self.doc.word(token);
            if word.trim().is_empty() || matches!(word, "\"" | "“" | "”" | "''" | "``" | "•") {
                continue;
            }
            match self.stands_for(token) {
                Some(name) if subject.is_empty() || !name.starts_with(subject) => push(&mut out, &name, true),
                Some(_) => push(&mut out, word, spaced),
                None => {
                    vague |= has_pronoun(word);
                    push(&mut out, word, spaced);
                }
            }
            n_words += 1;
        }
        let words = tidy(&out);
        vague |= words.split_whitespace().all(|word| is_function(&word.to_lowercase()));
        Phrase { words, vague }
    }

    fn gather(&self, head: usize, found: &mut Vec<usize>) {
        found.push(head);
        for child in self.doc.children(head) {
            let token = &self.doc.tokens()[child];
            let cut = matches!(
                &*token.dep,
                "relcl" | "advcl" | "acl" | "appos" | "parataxis" | "ccomp" | "dep" | "mark"
            ) || (&*token.dep == "punct"
                && !matches!(self.doc.word(child), "-" | "'" | "’" | "%" | "$"))
                || self.is_verb(head) && self.opens_aside(child);
            if !cut && found.len() < 60 {
                self.gather(child, found);
            }
        }
    }

    fn is_verb(&self, token: usize) -> bool {
        matches!(&*self.doc.tokens()[token].pos, "VERB" | "AUX")
    }

    /// Says whether a dependent only tells when, or by whose word: a line's date and sources stand elsewhere.
    pub(super) fn opens_aside(&self, token: usize) -> bool {
        let words = self.doc.lower(token);
        let dated = |token: usize| {
            let named = self.doc.entities().iter().find(|entity| (entity.start..entity.end).contains(&token));
            named.is_some_and(|entity| matches!(&*entity.label, "DATE" | "TIME"))
        };
        match &*self.doc.tokens()[token].dep {
            "npadvmod" => dated(token),
            "prep" => {
                let object = self.doc.child(token, "pobj");
                let effect =
                    object.is_some_and(|object| words == "with" && self.doc.lower(object) == "effect");
                effect
                    || object.is_none_or(dated) && self.doc.child(token, "pcomp").is_none()
                    || matches!(
                        words.as_str(),
                        "after"
                            | "before"
                            | "since"
                            | "until"
                            | "while"
                            | "as"
                            | "according"
                            | "amid"
                            | "like"
                            | "unlike"
                            | "despite"
                            | "during"
                            | "following"
                    )
            }
            _ => false,
        }
    }

    /// Returns the name of whom a pronoun stands for, as the report's mentions say.
    fn stands_for(&self, token: usize) -> Option<String> {
        let tag = &*self.doc.tokens()[token].tag;
        if !matches!(tag, "PRP" | "PRP$") {
            return None;
        }
        let span = self.doc.tokens()[token].span;
        let mention = self.mentions.iter().find(|mention| mention.anaphor && mention.span == span)?;
        let named = mention.actor.is_some() || !mention.members.is_empty();
        let name = mention.name.trim();
        let is_pronoun = name.is_empty() || has_pronoun(name);
        if !named || is_pronoun {
            return None;
        }
        let name = listed(name);
        Some(if tag == "PRP$" { possessive(&name) } else { name })
    }

    /// Says whether a phrase's head means several.
    pub(super) fn is_plural(&self, head: usize) -> bool {
        let token = &self.doc.tokens()[head];
        let number = (&*token.tag == "CD" || &*token.pos == "NUM") && self.doc.lower(head) != "one";
        // "Investigators probe": the verb's own form says it too.
        let verb = self.doc.head(head).filter(|_| matches!(&*token.dep, "nsubj" | "nsubjpass"));
        match verb.map(|verb| &*self.doc.tokens()[verb].tag) {
            Some("VBZ") => return false,
            Some("VBP") => return true,
            _ => {}
        }
        number
            || matches!(&*token.tag, "NNS" | "NNPS")
            || self.doc.children(head).any(|child| &*self.doc.tokens()[child].dep == "conj")
            || matches!(self.doc.lower(head).as_str(), "they" | "we" | "i" | "you")
            || names_many(self.doc.word(head))
    }
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
    const PRONOUNS: &[&str] = &[
        "it",
        "he",
        "she",
        "they",
        "them",
        "him",
        "her",
        "his",
        "its",
        "their",
        "who",
        "which",
        "that",
        "this",
        "these",
        "those",
        "we",
        "i",
        "you",
        "us",
        "our",
        "my",
        "me",
        "your",
        "whose",
        "everyone",
        "everybody",
        "someone",
        "somebody",
        "there",
        "what",
        "himself",
        "herself",
        "itself",
        "themselves",
    ];
    words
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| word != "US" && PRONOUNS.contains(&word.to_lowercase().as_str()))
}

/// Says whether a name or description means several: "at least seven people", "survivors", "police".
pub(super) fn names_many(name: &str) -> bool {
    const MANY: &[&str] = &["people", "men", "women", "children", "police", "dead", "others", "both", "all"];
    let (head, owned) = name.split_once(" of ").map_or((name, false), |(head, _)| (head, true));
    let last = head.split_whitespace().next_back().unwrap_or_default().to_lowercase();
    let common = owned || name.starts_with(char::is_lowercase);
    MANY.contains(&last.as_str()) || (common && last.ends_with('s') && !last.ends_with("ss"))
}

fn push(out: &mut String, word: &str, spaced: bool) {
    if spaced && !out.is_empty() && !out.ends_with([' ', '-']) {
        out.push(' ');
    }
    out.push_str(word.trim());
}

/// Takes off what dangles at the end: function words, marks and opened quotation.
pub(super) fn tidy(line: &str) -> String {
    let mut line = line.trim();
    loop {
        let cut = line.trim_end_matches([',', ';', ':', '-', '–', '—', '"', '“', '‘', '(', ' ', '.']);
        let last = cut.rsplit(' ').next().unwrap_or_default();
        let dangles = cut.contains(' ')
            && last.chars().all(char::is_lowercase)
            && is_function(last)
            && !matches!(
                last,
                "up" | "down" | "out" | "off" | "in" | "on" | "over" | "away" | "back" | "through"
            );
        if dangles {
            line = cut[..cut.len() - last.len()].trim_end();
        } else {
            line = cut;
            break;
        }
    }
    let opened = line.matches('‘').count() > line.matches('’').count();
    let single = line.split_whitespace().filter(|word| word.starts_with('\'')).count();
    let closed = line.split_whitespace().filter(|word| word.ends_with('\'')).count();
    if opened || single > closed {
        return line.replace(['‘'], "").replace(" '", " ");
    }
    line.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_dangles() {
        for (line, expected) in [
            ("are occupied in Donetsk and", "are occupied in Donetsk"),
            ("carries out the", "carries out"),
            ("derails after 'speeding", "derails after speeding"),
            ("calls the attack \"", "calls the attack"),
            ("the driver's own words", "the driver's own words"),
        ] {
            assert_eq!(tidy(line), expected);
        }
    }

    #[test]
    fn the_state_is_no_pronoun() {
        assert!(has_pronoun("may recognize us"));
        assert!(!has_pronoun("sanctions on the US"));
    }
}
