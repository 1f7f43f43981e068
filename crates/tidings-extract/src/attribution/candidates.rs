//! Candidates: every word that could report, with every source and every content that the grammar offers it.
//!
//! Generous on purpose: what is offered here is weighed by [`super::features`]; what is not offered cannot be
//! found.

use super::reader::Reader;
use super::runs::Runs;

/// How a candidate reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// "she said", "according to her".
    Verb,
    /// "she is confident that".
    Copula,
    /// "her claim that".
    Noun,
    /// "worried that".
    Adjective,
    /// "reportedly".
    Adverb,
    /// "Minister: no talks", "per officials".
    Mark,
}

impl Shape {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Verb => "verb",
            Self::Copula => "copula",
            Self::Noun => "noun",
            Self::Adjective => "adjective",
            Self::Adverb => "adverb",
            Self::Mark => "mark",
        }
    }
}

/// A word that could report.
#[derive(Debug)]
pub(crate) struct Candidate {
    /// The token that the cue stands on.
    pub(crate) head: usize,
    /// The token that carries the meaning: the adjective of a copula, else the head.
    pub(crate) meaning: usize,
    pub(crate) shape: Shape,
}

/// Who could be the source.
#[derive(Debug)]
pub(crate) struct Source {
    /// The token that heads it; `None` for no source at all.
    pub(crate) head: Option<usize>,
    pub(crate) tokens: Runs,
    /// The way from the cue to it: `nsubj<`, `conj.nsubj`.
    pub(crate) relation: String,
}

/// What could be said.
#[derive(Debug)]
pub(crate) struct Content {
    /// The token that heads it, where one does.
    pub(crate) head: Option<usize>,
    pub(crate) tokens: Runs,
    /// The way from the cue to it: `ccomp>`, `prep.pobj>`.
    pub(crate) relation: String,
    /// Words of the cue beside its head: the preposition, the noun of a light verb.
    pub(crate) cue_words: Vec<usize>,
    /// The preposition that leads to it.
    pub(crate) preposition: Option<usize>,
}

/// Returns all words of a doc that could report, in text order.
pub(crate) fn find_candidates(reader: &Reader<'_>) -> Vec<Candidate> {
    let candidate = |token: usize| {
        let (meaning, shape) = shape_of(reader, token)?;
        Some(Candidate { head: token, meaning, shape })
    };
    let sentences = reader.doc.sentences().filter(|sentence| sentence.len() <= LONGEST_SENTENCE);
    sentences.flatten().filter_map(candidate).collect()
}

/// Longer ones are lists and tables; weighing their contents would cost the square of their length.
const LONGEST_SENTENCE: usize = 500;

const CLAUSES: &[&str] = &["ccomp", "xcomp", "acl", "prep", "pcomp", "advcl"];

fn shape_of(reader: &Reader<'_>, token: usize) -> Option<(usize, Shape)> {
    let classes = reader.classes(token);
    let dep = reader.dep(token);
    match reader.pos(token) {
        "VERB" if matches!(dep, "aux" | "auxpass") => None,
        // "was quoted as saying" is one cue, on its first verb.
        "VERB" if reader.tag(token) == "VBG" && is_quoted_as(reader, token) => None,
        "VERB" => {
            let listed = !classes.is_empty() || reader.lemma(token) == "accord";
            let has_clause = || reader.child(token, &["ccomp"]).is_some();
            (listed || has_clause()).then_some((token, Shape::Verb))
        }
        "AUX" if !matches!(dep, "aux" | "auxpass") => {
            let complement = reader.child(token, &["acomp", "attr", "oprd"])?;
            let listed = !reader.classes(complement).is_empty() || has_listed_prep(reader, token);
            listed.then_some((complement, Shape::Copula))
        }
        "NOUN" if !classes.is_empty() => {
            let has_argument =
                reader.child(token, CLAUSES).is_some() || reader.child(token, &["poss"]).is_some();
            has_argument.then_some((token, Shape::Noun))
        }
        "ADJ" if !classes.is_empty() && !matches!(dep, "acomp") => {
            reader.child(token, CLAUSES).is_some().then_some((token, Shape::Adjective))
        }
        "ADV" if !classes.is_empty() => Some((token, Shape::Adverb)),
        _ if is_attributing_mark(reader, token) => Some((token, Shape::Mark)),
        _ => None,
    }
}

fn is_quoted_as(reader: &Reader<'_>, saying: usize) -> bool {
    const FARTHEST: usize = 16;
    let verb = reader.doc.head(saying).and_then(|preposition| reader.doc.head(preposition));
    verb.is_some_and(|verb| reader.quoted_as_saying(verb) == Some(saying))
        || (saying.saturating_sub(FARTHEST)..saying)
            .any(|verb| reader.quotes_as_saying(verb).is_some_and(|(_, other)| other == saying))
}

/// "is in favour of", "was in despair over".
fn has_listed_prep(reader: &Reader<'_>, copula: usize) -> bool {
    reader.doc.children(copula).any(|prep| {
        reader.dep(prep) == "prep"
            && reader
                .doc
                .children(prep)
                .any(|noun| reader.dep(noun) == "pobj" && !reader.classes(noun).is_empty())
    })
}

/// The most words that stand before a colon as a source.
const MAX_COLON_SOURCE: usize = 8;

/// A colon near the start of a paragraph ("Minister: no talks"), or a dash after a quotation ("…” — A. Person").
fn is_attributing_mark(reader: &Reader<'_>, token: usize) -> bool {
    let word = reader.doc.word(token);
    let paragraph = reader.paragraph_range(token);
    if word == ":" {
        // A dateline: "PORT CITY: The council …".
        let is_place = |token: usize| {
            reader.is_mark(token) || matches!(reader.entity(token), "GPE" | "LOC" | "FAC" | "DATE")
        };
        if (paragraph.start..token).all(is_place) && paragraph.len() > 2 * MAX_COLON_SOURCE {
            return false;
        }
        let before = token.saturating_sub(paragraph.start);
        return (1..=MAX_COLON_SOURCE).contains(&before) && token + 1 < paragraph.end;
    }
    let is_dash = matches!(word, "―" | "—" | "–" | "--" | "-");
    is_dash
        && paragraph.end - token <= MAX_COLON_SOURCE + 4
        && token + 1 < paragraph.end
        && token > paragraph.start
        && reader.previous_word(token).is_some_and(|before| reader.quotes.of(before).is_some())
}

const SUBJECTS: &[&str] = &["nsubj", "nsubjpass", "csubj", "expl"];

/// Returns all sources that the grammar offers a candidate; "none" is the last.
pub(crate) fn sources_of(reader: &Reader<'_>, candidate: &Candidate) -> Vec<Source> {
    let mut found = Sources { reader, cue: candidate.head, all: Vec::new() };
    let cue = candidate.head;
    match candidate.shape {
        Shape::Mark => found.around_mark(),
        Shape::Adverb => {}
        Shape::Noun | Shape::Adjective => {
            found.of_noun(cue);
            found.through_heads(cue);
        }
        Shape::Verb | Shape::Copula => {
            found.of_tail(cue);
            if reader.quoted_as_saying(cue).is_some() {
                found.of_subjects(cue);
                if !found.all.is_empty() {
                    return found.all;
                }
            }
            found.of_verb(cue);
            found.through_heads(cue);
        }
    }
    found.all.push(Source { head: None, tokens: Runs::default(), relation: "none".to_owned() });
    found.all
}

struct Sources<'r, 'd> {
    reader: &'r Reader<'d>,
    cue: usize,
    all: Vec<Source>,
}

impl Sources<'_, '_> {
    fn add(&mut self, head: usize, relation: String) {
        if self.all.iter().any(|source| source.head == Some(head)) || head == self.cue {
            return;
        }
        let mut tokens = self.reader.subtree(head);
        if tokens.contains(self.cue) {
            tokens = tokens.minus(&self.reader.subtree(self.cue));
            // Of "officials who said it on Monday", what stands after the cue is no part of the source.
            tokens = Runs::from_tokens(
                tokens.tokens().filter(|&token| (token < self.cue) == (head < self.cue)).collect(),
            );
        }
        let paragraph = self.reader.paragraph_range(head);
        let tokens = Runs::from_tokens(tokens.tokens().filter(|token| paragraph.contains(token)).collect());
        let tokens = tokens.trimmed(self.reader.doc);
        if tokens.contains(head) {
            self.all.push(Source { head: Some(head), tokens, relation });
        }
    }

    fn side(&self, token: usize) -> char {
        if token < self.cue { '<' } else { '>' }
    }

    fn of_verb(&mut self, verb: usize) {
        let reader = self.reader;
        for child in reader.doc.children(verb) {
            let dep = reader.dep(child);
            if SUBJECTS.contains(&dep) {
                self.add(child, format!("{dep}{}", self.side(child)));
            } else if matches!(dep, "agent" | "prep") {
                let word = preposition_name(reader, child);
                for object in reader.doc.children(child).filter(|&object| reader.dep(object) == "pobj") {
                    self.add(object, format!("{word}.pobj"));
                }
            } else if matches!(dep, "dobj" | "npadvmod" | "attr" | "dep" | "appos") {
                self.add(child, format!("{dep}{}", self.side(child)));
            }
        }
    }

    /// The subject alone: "he" of "he was quoted by the agency as saying".
    fn of_subjects(&mut self, verb: usize) {
        let reader = self.reader;
        for child in reader.doc.children(verb).filter(|&child| SUBJECTS.contains(&reader.dep(child))) {
            self.add(child, "quoted-as".to_owned());
        }
    }

    /// The one who reports at the end of the sentence, and nobody else.
    fn of_tail(&mut self, verb: usize) {
        let reader = self.reader;
        let Some(tail) = reader.tail(verb).filter(|tail| !tail.cites) else { return };
        let range = tail.source.clone();
        let tokens = Runs::of(range.clone()).trimmed(reader.doc);
        let inward = |&token: &usize| {
            reader.doc.head(token).is_none_or(|head| !range.contains(&head))
                && !reader.is_mark(token)
                && reader.pos(token) != "ADV"
        };
        if let Some(head) = range.clone().find(inward).filter(|&head| tokens.contains(head)) {
            self.all.push(Source { head: Some(head), tokens, relation: "tail".to_owned() });
        }
    }

    fn of_noun(&mut self, noun: usize) {
        let reader = self.reader;
        for child in reader.doc.children(noun) {
            let dep = reader.dep(child);
            if matches!(dep, "poss" | "compound" | "nmod" | "amod" | "nsubj") {
                self.add(child, dep.to_owned());
            } else if matches!(dep, "prep" | "agent") {
                let word = preposition_name(reader, child);
                for object in reader.doc.children(child).filter(|&object| reader.dep(object) == "pobj") {
                    self.add(object, format!("{word}.pobj"));
                }
            }
        }
    }

    /// Subjects shared with heads: "came and said", "left, saying", "is expected to say".
    fn through_heads(&mut self, cue: usize) {
        let reader = self.reader;
        let mut path = String::new();
        let mut token = cue;
        for level in 0..4 {
            let Some(head) = reader.doc.head(token) else { break };
            let dep = reader.dep(token);
            if level < 2 {
                path.push_str(dep);
                path.push('.');
            }
            if matches!(reader.pos(head), "NOUN" | "PROPN" | "PRON") {
                if matches!(dep, "acl" | "relcl" | "amod" | "appos" | "compound" | "prep" | "advcl") {
                    self.add(head, format!("{path}head"));
                }
                for child in reader.doc.children(head).filter(|&child| reader.dep(child) == "poss") {
                    self.add(child, format!("{path}poss"));
                }
            }
            for child in reader.doc.children(head) {
                let role = reader.dep(child);
                let is_object =
                    matches!(role, "dobj" | "dative") && matches!(dep, "xcomp" | "advcl" | "prep");
                if child != token && (SUBJECTS.contains(&role) || is_object) {
                    self.add(child, format!("{path}{role}"));
                }
            }
            token = head;
        }
    }

    /// What stands before a colon or after a dash.
    fn around_mark(&mut self) {
        let (reader, mark) = (self.reader, self.cue);
        let paragraph = reader.paragraph_range(mark);
        let (range, relation) = if reader.doc.word(mark) == ":" {
            (paragraph.start..mark, "before-mark")
        } else {
            (mark + 1..paragraph.end, "after-mark")
        };
        // "The mayor paid tribute on Telegram: …": who does what stands there is the source.
        let subject = range.clone().find(|&token| {
            SUBJECTS.contains(&reader.dep(token))
                && reader.doc.head(token).is_some_and(|verb| range.contains(&verb) && token < verb)
        });
        if let Some(subject) = subject.filter(|_| relation == "before-mark") {
            self.add(subject, relation.to_owned());
            return;
        }
        let tokens = Runs::of(range.clone()).trimmed(reader.doc);
        let outward = |&token: &usize| !range.contains(&reader.doc.tokens()[token].head);
        let head = range.clone().filter(|&token| !reader.is_mark(token)).find(outward).or(tokens.first());
        if let Some(head) = head.filter(|&head| tokens.contains(head)) {
            self.all.push(Source { head: Some(head), tokens, relation: relation.to_owned() });
        }
    }
}

/// A preposition by name where it is one of the common ones: they are a closed class.
pub(crate) fn preposition_name(reader: &Reader<'_>, token: usize) -> &'static str {
    const NAMES: &[&str] = &[
        "about", "after", "against", "among", "as", "at", "before", "behind", "between", "by", "during",
        "for", "from", "in", "into", "like", "of", "off", "on", "out", "over", "than", "through", "to",
        "toward", "towards", "under", "upon", "via", "with", "within", "without",
    ];
    let word = reader.doc.word(token);
    NAMES.iter().find(|name| name.eq_ignore_ascii_case(word)).copied().unwrap_or("preposition")
}
