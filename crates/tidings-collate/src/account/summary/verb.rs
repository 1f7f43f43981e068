//! The verb of a line: what a report tells in any tense, as a line tells it, in the present and agreeing with its
//! subject.

use tidings_nlp::Doc;

use crate::knowledge::telling;

/// A verb with its auxiliaries, as a report has them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct VerbGroup {
    /// Auxiliaries in text order.
    auxiliaries: Vec<usize>,
    verb: usize,
    negated: bool,
    /// Whether what it tells is done to its subject.
    pub(super) passive: bool,
}

/// How a verb group can be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Told {
    /// The words, from the finite verb on.
    pub(super) words: String,
    /// Whether the report's own verb is finite, or a headline's.
    pub(super) finite: bool,
}

impl VerbGroup {
    /// Reads the group of a verb; one that shares the auxiliaries of the verb before it ("was shot and killed") has
    /// those.
    pub(super) fn new(doc: &Doc, verb: usize) -> Self {
        let own = auxiliaries(doc, verb);
        let mut negated = is_negated(doc, verb);
        let mut auxiliaries = own;
        let has_subject = doc.child(verb, "nsubj").or_else(|| doc.child(verb, "nsubjpass")).is_some();
        if auxiliaries.is_empty()
            && !has_subject
            && &*doc.tokens()[verb].dep == "conj"
            && let Some(first) = doc.head(verb)
            && doc.tokens()[first].tag == doc.tokens()[verb].tag
        {
            auxiliaries = self::auxiliaries(doc, first);
            negated |= is_negated(doc, first) && matches!(&*doc.tokens()[verb].tag, "VB");
        }
        let tag = &*doc.tokens()[verb].tag;
        let by_aux = auxiliaries
            .last()
            .is_some_and(|&last| tag == "VBN" && matches!(doc.tokens()[last].lemma.as_str(), "be" | "get"));
        let passive = by_aux || doc.child(verb, "nsubjpass").is_some();
        Self { auxiliaries, verb, negated, passive }
    }

    /// Makes it passive: "70 wounded" in a headline.
    pub(super) fn made_passive(mut self) -> Self {
        self.passive = true;
        self
    }

    /// Makes it tell that it was not so.
    pub(super) fn made_negative(mut self) -> Self {
        self.negated = true;
        self
    }

    /// Says whether a negation stands with the verb.
    pub(super) fn is_negated(&self) -> bool {
        self.negated
    }

    /// Says what the verb's own form tells of its subject's number; `None` where it tells nothing.
    pub(super) fn number(&self, doc: &Doc) -> Option<bool> {
        let first = self.auxiliaries.first().copied().unwrap_or(self.verb);
        match (doc.lower(first).as_str(), &*doc.tokens()[first].tag) {
            ("was" | "is" | "has" | "does" | "'s", _) | (_, "VBZ") => Some(false),
            ("were" | "are" | "have" | "do", _) | (_, "VBP") => Some(true),
            _ => None,
        }
    }

    /// Returns the group in the present.
    ///
    /// `alone` says whether it stands without a clause above it, so that a bare participle is a headline's.
    pub(super) fn present(&self, doc: &Doc, plural: bool, reported: bool, alone: bool) -> Option<Told> {
        let be = if plural { "are" } else { "is" };
        let not = if self.negated { " not" } else { "" };
        let word = doc.lower(self.verb);
        let lemma = lemma(doc, self.verb);
        let tag = &*doc.tokens()[self.verb].tag;
        let is = |index: usize, wanted: &str| doc.tokens()[index].lemma == wanted;
        let told = |words: String, finite: bool| Some(Told { words, finite });
        let first = self.auxiliaries.first().copied();
        if let Some(first) = first.filter(|&first| &*doc.tokens()[first].tag == "MD") {
            let modal = match doc.lower(first).as_str() {
                "will" | "'ll" | "’ll" | "wo" | "shall" => "will",
                // What a source told in the past lies ahead of it still.
                "would" | "'d" | "’d" if reported => "will",
                "can" | "ca" => "can",
                "could" => "could",
                "may" => "may",
                "might" => "might",
                "must" => "must",
                "should" => "should",
                _ => return None,
            };
            let rest: Vec<String> = self.auxiliaries[1..].iter().map(|&aux| doc.lower(aux)).collect();
            let parts = [format!("{modal}{not}"), rest.join(" "), word];
            return told(joined(&parts), true);
        }
        let to = self.auxiliaries.iter().any(|&aux| &*doc.tokens()[aux].tag == "TO");
        // "Police investigating", "30 missing".
        let headline = tag == "VBG" && self.auxiliaries.is_empty() && alone;
        let going = word == "going" && self.auxiliaries.iter().any(|&aux| is(aux, "be"));
        match () {
            // A headline's "state to recognise": the future.
            () if to && self.passive => told(format!("{be}{not} to be {word}"), false),
            () if to => told(format!("{be}{not} to {lemma}"), false),
            () if self.passive && matches!(tag, "VBN" | "VBD") => {
                told(format!("{be}{not} {word}"), !self.auxiliaries.is_empty())
            }
            () if headline || going => told(format!("{be}{not} {word}"), going),
            () if self.negated && lemma == "be" => told(format!("{be} not"), true),
            () if self.negated => {
                let does = if plural { "do" } else { "does" };
                told(format!("{does} not {lemma}"), true)
            }
            () => {
                let words = if plural { plural_of(&lemma) } else { third_person(&lemma) };
                let finite = !self.auxiliaries.is_empty() || matches!(tag, "VBD" | "VBZ" | "VBP");
                told(words, finite)
            }
        }
    }

    /// Says whether a token is a part of the group.
    pub(super) fn holds(&self, token: usize) -> bool {
        token == self.verb || self.auxiliaries.contains(&token)
    }
}

fn auxiliaries(doc: &Doc, verb: usize) -> Vec<usize> {
    doc.children(verb)
        .filter(|&child| child < verb && matches!(&*doc.tokens()[child].dep, "aux" | "auxpass"))
        .collect()
}

fn is_negated(doc: &Doc, verb: usize) -> bool {
    doc.children(verb).any(|child| &*doc.tokens()[child].dep == "neg" && doc.lower(child) != "never")
}

fn joined(parts: &[String]) -> String {
    parts.iter().filter(|part| !part.is_empty()).map(String::as_str).collect::<Vec<_>>().join(" ")
}

/// Returns a verb's base form, lower case.
pub(super) fn lemma(doc: &Doc, verb: usize) -> String {
    let lemma = &doc.tokens()[verb].lemma;
    // "Laid flowers": the table of base forms knows only the other verb.
    if lemma == "lie" && doc.child(verb, "dobj").is_some() {
        return "lay".to_owned();
    }
    if lemma.is_empty() { doc.lower(verb) } else { lemma.to_lowercase() }
}

/// Returns the third person singular of a verb.
pub(super) fn third_person(lemma: &str) -> String {
    let ends = |endings: &[&str]| endings.iter().any(|ending| lemma.ends_with(ending));
    match lemma {
        "be" => "is".to_owned(),
        "have" => "has".to_owned(),
        _ if ends(&["s", "x", "z", "ch", "sh", "o"]) => format!("{lemma}es"),
        _ if lemma.ends_with('y') && !ends(&["ay", "ey", "oy", "uy"]) => {
            format!("{}ies", &lemma[..lemma.len() - 1])
        }
        _ => format!("{lemma}s"),
    }
}

fn plural_of(lemma: &str) -> String {
    if lemma == "be" { "are".to_owned() } else { lemma.to_owned() }
}

/// Says whether one of these marks stands right before a token.
pub(super) fn follows(doc: &Doc, token: usize, marks: &[char]) -> bool {
    token.checked_sub(1).is_some_and(|before| doc.word(before).ends_with(marks))
}

/// Says whether a noun's phrase means several, by the words alone.
pub(super) fn is_plural(doc: &Doc, head: usize) -> bool {
    let words = telling();
    let token = &doc.tokens()[head];
    let lower = doc.lower(head);
    let children = || doc.children(head);
    let joined = children().any(|child| {
        &*doc.tokens()[child].dep == "conj"
            && !children().any(|cc| {
                &*doc.tokens()[cc].dep == "cc" && matches!(doc.lower(cc).as_str(), "or" | "nor" | "but")
            })
    });
    if joined || words.holds("several", &lower) || words.holds("plural_nouns", &lower) {
        return true;
    }
    if words.holds("singular_nouns", &lower) {
        return false;
    }
    if matches!(&*token.tag, "CD") || &*token.pos == "NUM" {
        return lower != "one" && !follows(doc, head, &['$', '€', '£']);
    }
    // "A number of people", "dozens of ships".
    if words.holds("quantity_nouns", &lower)
        && let Some(of) = children().find(|&child| doc.lower(child) == "of")
        && let Some(object) = doc.child(of, "pobj")
    {
        return is_plural(doc, object);
    }
    matches!(&*token.tag, "NNS" | "NNPS") || matches!(lower.as_str(), "they" | "we" | "these" | "those")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_in_the_third_person() {
        for (lemma, expected) in [
            ("sever", "severs"),
            ("launch", "launches"),
            ("deny", "denies"),
            ("pay", "pays"),
            ("go", "goes"),
            ("be", "is"),
        ] {
            assert_eq!(third_person(lemma), expected);
        }
    }
}
