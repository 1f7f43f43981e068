//! The words of a phrase as a line may print them: nearly as they stand in the report, without what loosely hangs on
//! them, with pronouns and shorthand under the name of those they stand for.

use tidings_extract::{Knowledge, Mention};
use tidings_nlp::Doc;
use tidings_text::Span;

use super::names::{Renamed, is_pronoun};
use crate::knowledge::telling;
use crate::passages::words::is_function;

/// Tokens that a clause on a noun may have to stay: "the truck used in the attack".
const SHORT_CLAUSE: usize = 9;
/// Tokens that a phrase may gather.
const MOST_TOKENS: usize = 40;

/// The words of one report's field, with what its pronouns and shorthand stand for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wording<'a> {
    pub(super) doc: &'a Doc,
    pub(super) mentions: &'a [Mention],
    pub(super) knowledge: &'a Knowledge,
}

/// Who stands before a phrase, so that a pronoun in it may stay.
#[derive(Debug, Default, Clone)]
pub(super) struct Before {
    /// Ids and names of the subject.
    pub(super) names: Vec<String>,
    /// The subject's words.
    pub(super) words: String,
}

/// Words put together, and what is wrong with them.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Phrase {
    pub(super) words: String,
    /// Whether a pronoun among them means nothing outside its sentence.
    pub(super) vague: bool,
    /// Whether a possessive among them was left as it stands, since the subject before it seems meant.
    pub(super) guessed: bool,
}

/// Tokens of a phrase, and whether something was cut that it needs.
#[derive(Debug, Default, Clone)]
pub(super) struct Gathered {
    pub(super) tokens: Vec<usize>,
    pub(super) cut: bool,
}

impl Wording<'_> {
    /// Returns the tokens that a phrase keeps, in text order.
    pub(super) fn gather(&self, head: usize) -> Gathered {
        self.gather_without(head, None)
    }

    /// Returns the tokens that a phrase keeps without one of its dependents.
    pub(super) fn gather_without(&self, head: usize, without: Option<usize>) -> Gathered {
        let mut found = Gathered::default();
        self.gather_into(head, without, &mut found);
        found.tokens.sort_unstable();
        found.tokens.dedup();
        found
    }

    fn gather_into(&self, head: usize, without: Option<usize>, found: &mut Gathered) {
        found.tokens.push(head);
        if found.tokens.len() > MOST_TOKENS {
            found.cut = true;
            return;
        }
        let doc = self.doc;
        let kept: Vec<usize> = doc
            .children(head)
            .filter(|&child| Some(child) != without && self.keeps(head, child, found))
            .collect();
        let joins = kept.iter().any(|&child| &*doc.tokens()[child].dep == "conj");
        for child in kept {
            if &*doc.tokens()[child].dep != "cc" || joins {
                self.gather_into(child, without, found);
            }
        }
    }

    fn keeps(&self, head: usize, child: usize, found: &mut Gathered) -> bool {
        let doc = self.doc;
        let lower = || doc.lower(child);
        let on_verb = self.is_verb(head);
        match &*doc.tokens()[child].dep {
            "punct" => false,
            "advcl" | "parataxis" | "dep" | "csubj" | "intj" | "meta" => false,
            "ccomp" => {
                found.cut |= on_verb;
                false
            }
            "mark" => on_verb && lower() == "to",
            "relcl" | "acl" => {
                let kept = self.is_short_clause(head, child);
                // "A plan to close the works": without its clause the noun says little.
                found.cut |= !kept && self.is_infinitive(child);
                kept
            }
            "appos" => child == head + 1 || self.is_tight(head, child) && doc.subtree(child).len() <= 5,
            "conj" => {
                let alike = self.is_verb(child) == on_verb;
                let size = doc.subtree(child).len();
                alike && size <= if on_verb { 6 } else { 14 }
            }
            "prep" => {
                let empty = doc.children(child).next().is_none();
                let day =
                    lower() == "on" && doc.child(child, "pobj").is_some_and(|object| self.is_dated(object));
                let aside = on_verb && self.opens_aside(child);
                let left_out = empty || day || aside || lower() == "according";
                !left_out
            }
            "advmod" => !on_verb || !telling().holds("dropped_adverbs", &lower()),
            "npadvmod" => !on_verb || !self.is_dated(child),
            _ => true,
        }
    }

    /// Says whether a clause on a noun tells which one is meant, in few words.
    fn is_short_clause(&self, noun: usize, verb: usize) -> bool {
        let doc = self.doc;
        let tokens = doc.subtree(verb);
        let first = tokens.first().copied().unwrap_or(verb);
        let opens = first.checked_sub(1).map(|before| doc.word(before));
        let tight = !opens.is_some_and(|word| word.contains([',', '—', '–', '-', '(', ';', '\n']));
        let plain = tokens.iter().all(|&token| {
            let tag = &*doc.tokens()[token].tag;
            let person = matches!(tag, "PRP" | "PRP$" | "EX");
            !person && !doc.word(token).contains(['\n', '"', '“', ':'])
        });
        let room = if self.is_infinitive(verb) { 2 * SHORT_CLAUSE } else { SHORT_CLAUSE };
        verb > noun && tight && plain && tokens.len() <= room
    }

    fn is_infinitive(&self, verb: usize) -> bool {
        self.doc.children(verb).any(|aux| aux < verb && self.doc.lower(aux) == "to")
    }

    /// Says whether nothing but words stands between a noun and what is put beside it.
    fn is_tight(&self, head: usize, child: usize) -> bool {
        let range = if head < child { head + 1..child } else { child + 1..head };
        range.into_iter().all(|token| &*self.doc.tokens()[token].pos != "PUNCT")
    }

    pub(super) fn is_verb(&self, token: usize) -> bool {
        matches!(&*self.doc.tokens()[token].pos, "VERB" | "AUX")
    }

    /// Says whether a token is the head of words that give a day or an hour.
    pub(super) fn is_dated(&self, token: usize) -> bool {
        let named = self.doc.entities().iter().find(|entity| (entity.start..entity.end).contains(&token));
        named.is_some_and(|entity| matches!(&*entity.label, "DATE" | "TIME"))
    }

    /// Says whether a dependent only tells when, or by whose word: a line's date and sources stand elsewhere.
    pub(super) fn opens_aside(&self, token: usize) -> bool {
        let doc = self.doc;
        let words = doc.lower(token);
        match &*doc.tokens()[token].dep {
            "npadvmod" => self.is_dated(token),
            "prep" => {
                let object = doc.child(token, "pobj");
                let effect = object.is_some_and(|object| words == "with" && doc.lower(object) == "effect");
                let dated =
                    |object: usize| self.is_dated(object) && !matches!(words.as_str(), "for" | "over" | "by");
                effect
                    || object.is_none_or(dated) && doc.child(token, "pcomp").is_none()
                    || telling().holds("aside_prepositions", &words)
            }
            _ => false,
        }
    }

    /// Prints tokens in their order, with the marks that stand between them; the words under `replaced` are printed as
    /// its name, once.
    pub(super) fn print(&self, tokens: &[usize], replaced: Option<(Span, &str)>, before: &Before) -> Phrase {
        let doc = self.doc;
        let kept = self.with_marks(tokens);
        let mut phrase = Phrase::default();
        let mut placed = false;
        let mut last: Option<usize> = None;
        let mut covered_to = 0_u32;
        for &token in &kept {
            let span = doc.tokens()[token].span;
            if span.start < covered_to {
                last = Some(token);
                continue;
            }
            let spaced =
                last.is_none_or(|last| last + 1 != token || doc.tokens()[last].span.end != span.start);
            last = Some(token);
            if let Some((_, name)) = replaced.filter(|(covered, _)| covered.overlaps(span)) {
                if !placed {
                    drop_article(&mut phrase.words);
                    push(&mut phrase.words, name, true);
                    placed = true;
                }
                continue;
            }
            let word = doc.word(token);
            if word.trim().is_empty() {
                continue;
            }
            if let Some(renamed) = self.renamed(token, &kept, before) {
                match renamed {
                    Renamed::Name { name, end } => {
                        if end > span.end || !is_pronoun(doc, token) {
                            set_article(&mut phrase.words, &name);
                        }
                        push(&mut phrase.words, &name, spaced);
                        covered_to = end;
                    }
                    Renamed::Kept => push(&mut phrase.words, word, spaced),
                    Renamed::Guessed => {
                        phrase.guessed = true;
                        push(&mut phrase.words, word, spaced);
                    }
                    Renamed::Nobody => {
                        phrase.vague = true;
                        push(&mut phrase.words, word, spaced);
                    }
                }
                continue;
            }
            // "This attack" is the one that the line tells of.
            let pointing = &*doc.tokens()[token].dep == "det"
                && matches!(doc.lower(token).as_str(), "this" | "these" | "that");
            push(&mut phrase.words, if pointing { "the" } else { word }, spaced);
        }
        phrase.words = tidy(&phrase.words);
        phrase.vague |= phrase.words.split_whitespace().all(|word| is_function(&word.to_lowercase()));
        phrase
    }

    /// Adds the marks that stand between two kept tokens.
    fn with_marks(&self, tokens: &[usize]) -> Vec<usize> {
        let mut kept = Vec::with_capacity(tokens.len() + 4);
        for (index, &token) in tokens.iter().enumerate() {
            kept.push(token);
            let Some(&next) = tokens.get(index + 1) else { continue };
            let between = token + 1..next;
            // "The north and south coasts": the parse may hang the conjunction on what is left out.
            let joins = between.len() == 1
                && &*self.doc.tokens()[token + 1].dep == "cc"
                && self.doc.tokens()[token].pos == self.doc.tokens()[next].pos;
            let marks = joins
                || between.len() <= 2
                    && between.clone().all(|mark| {
                        &*self.doc.tokens()[mark].pos == "PUNCT"
                            && !self.doc.word(mark).contains(['\n', ';', ':', '—', '–'])
                    });
            if marks {
                kept.extend(between);
            }
        }
        kept
    }
}

/// Takes the article away before a name that has none; "the United Kingdom" keeps it.
fn set_article(out: &mut String, name: &str) {
    let first = name.split_whitespace().next().unwrap_or_default();
    let last = name.split_whitespace().next_back().unwrap_or_default();
    let keeps = first == "United"
        || ["Republic", "Union", "Kingdom", "Emirates"].contains(&last)
        || last.ends_with("nds")
        || last == "Philippines";
    if !keeps {
        drop_article(out);
    }
}

fn drop_article(out: &mut String) {
    for article in ["the", "The"] {
        if out == article || out.ends_with(&format!(" {article}")) {
            out.truncate(out.len() - article.len());
        }
    }
}

fn push(out: &mut String, word: &str, spaced: bool) {
    let marks = word.starts_with([',', '.', ')', '%', '!', '?']);
    if spaced && !marks && !out.is_empty() && !out.ends_with([' ', '(', '$', '£', '€']) {
        out.push(' ');
    }
    out.push_str(word.trim());
}

/// Takes off what dangles at the end: function words, marks and opened quotation.
pub(super) fn tidy(line: &str) -> String {
    let unbalanced = line.matches('"').count() % 2 == 1
        || line.matches('“').count() != line.matches('”').count()
        || line.matches('‘').count() > line.matches('’').count();
    let mut plain = line.to_owned();
    if unbalanced {
        plain = plain.replace(['"', '“', '”', '‘'], "");
    }
    plain = plain.replace('`', "");
    let single = plain.split_whitespace().filter(|word| word.starts_with('\'')).count();
    let closed = plain.split_whitespace().filter(|word| word.ends_with('\'')).count();
    if single > closed {
        plain = plain.replace(" '", " ");
    } else if closed > single {
        let words = plain.split_whitespace().map(|word| match word.strip_suffix('\'') {
            Some(bare) if !bare.ends_with('s') => bare,
            _ => word,
        });
        plain = words.collect::<Vec<_>>().join(" ");
    }
    let mut line = plain.trim();
    loop {
        let cut = line.trim_end_matches([',', ';', ':', '-', '–', '—', '(', ' ', '.']);
        let last = cut.rsplit(' ').next().unwrap_or_default();
        if cut.contains(' ') && dangles(last) {
            line = cut[..cut.len() - last.len()].trim_end();
        } else {
            return cut.split_whitespace().collect::<Vec<_>>().join(" ");
        }
    }
}

/// Says whether a line cannot end with a word.
pub(super) fn dangles(last: &str) -> bool {
    last.chars().all(char::is_lowercase) && is_function(last) && !telling().holds("last_words", last)
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
            ("blacks out' in a crash", "blacks out in a crash"),
            ("the drivers' own words", "the drivers' own words"),
            ("the driver's own words", "the driver's own words"),
        ] {
            assert_eq!(tidy(line), expected);
        }
    }
}
