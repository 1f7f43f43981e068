//! Contents that the grammar offers a candidate: clauses, objects, the clause it is set into, quotations.

use super::candidates::{Candidate, Content, Shape, Source};
use super::reader::Reader;
use super::runs::Runs;

/// Returns all contents that the grammar offers a candidate whose source is `source`, quotations completed.
pub(crate) fn contents_of(reader: &Reader<'_>, candidate: &Candidate, source: &Source) -> Vec<Content> {
    let mut found = Contents { reader, candidate, source, all: Vec::new() };
    match candidate.shape {
        Shape::Mark => found.around_mark(),
        Shape::Adverb => found.governing(),
        Shape::Verb | Shape::Copula | Shape::Noun | Shape::Adjective => {
            found.of_children(candidate.head, "");
            if candidate.meaning != candidate.head {
                found.of_children(candidate.meaning, "");
            }
            let quoted = reader.quotes_as_saying(candidate.head).map(|(_, saying)| saying);
            if let Some(saying) = reader.quoted_as_saying(candidate.head).or(quoted) {
                found.of_children(saying, "");
            }
            if let Some(tail) = reader.tail(candidate.head).filter(|tail| !tail.cites) {
                let before = Runs::of(reader.sentence(candidate.head).start..tail.tokens.start);
                found.add(None, before, "before-tail".to_owned(), Vec::new());
            }
            found.joined();
            found.governing();
            found.quotations();
        }
    }
    found.all
}

struct Contents<'r, 'd> {
    reader: &'r Reader<'d>,
    candidate: &'r Candidate,
    source: &'r Source,
    all: Vec<Content>,
}

impl Contents<'_, '_> {
    fn add(&mut self, head: Option<usize>, tokens: Runs, relation: String, cue_words: Vec<usize>) {
        self.add_full(Content { head, tokens, relation, cue_words, preposition: None });
    }

    fn add_full(&mut self, mut content: Content) {
        let (reader, cue) = (self.reader, self.candidate.head);
        let mut own: Vec<usize> = vec![cue, self.candidate.meaning];
        if self.candidate.meaning != cue && content.head == Some(self.candidate.meaning) {
            own.pop();
        }
        own.extend(content.cue_words.iter().copied());
        own.extend(reader.addressee(cue));
        let mut own = Runs::from_tokens(own);
        // "was quoted by the agency as saying": who quotes, and "as saying", are no content.
        if let Some(saying) = reader.quoted_as_saying(cue) {
            let is_frame = |&child: &usize| matches!(reader.dep(child), "agent" | "prep");
            let said =
                reader.child(saying, &["ccomp"]).map(|clause| reader.subtree(clause)).unwrap_or_default();
            for child in reader.doc.children(cue).chain(reader.doc.children(saying)).filter(is_frame) {
                own = own.union(&reader.subtree(child).minus(&said));
            }
        }
        // "quoted the envoy as saying": whom it quotes, and "as saying", are no content.
        if let Some((quoted, saying)) = reader.quotes_as_saying(cue) {
            own = own.union(&Runs::of(quoted.start..saying + 1));
        }
        // The report that ends the sentence is nobody else's content.
        if let Some(tail) = reader.tail_of_sentence(cue)
            && (tail.verb == cue || !tail.tokens.contains(&cue))
        {
            own = own.union(&Runs::of(tail.tokens.clone()));
        }
        if content.relation != "next-paragraph" {
            let paragraph = reader.paragraph_range(cue);
            let inside = content.tokens.tokens().filter(|token| paragraph.contains(token)).collect();
            content.tokens = Runs::from_tokens(inside);
        }
        content.tokens = content.tokens.minus(&own).minus(&self.source.tokens).trimmed(reader.doc);
        content.tokens = complete_quotations(reader, cue, self.source, &content.tokens)
            .minus(&own)
            .minus(&self.source.tokens)
            .trimmed(reader.doc);
        let is_new = self.all.iter().all(|other| other.tokens != content.tokens);
        if !content.tokens.is_empty() && is_new {
            self.all.push(content);
        }
    }

    fn side(&self, token: usize) -> char {
        if token < self.candidate.head { '<' } else { '>' }
    }

    fn of_children(&mut self, head: usize, prefix: &str) {
        let reader = self.reader;
        for child in reader.doc.children(head) {
            let dep = reader.dep(child);
            let side = self.side(child);
            if reader.is_mark(child) || self.source.head == Some(child) {
                continue;
            }
            match dep {
                "prep" | "agent" => self.of_preposition(child, prefix),
                "aux" | "auxpass" | "neg" | "prt" | "det" | "punct" | "cc" | "predet" | "preconj"
                | "case" => {}
                _ => {
                    if child == self.candidate.meaning && self.candidate.shape != Shape::Copula {
                        continue;
                    }
                    self.add(Some(child), reader.subtree(child), format!("{prefix}{dep}{side}"), Vec::new());
                    let is_noun = matches!(reader.pos(child), "NOUN" | "ADJ") && prefix.is_empty();
                    if is_noun
                        && matches!(dep, "dobj" | "acomp" | "attr" | "oprd")
                        && child != self.candidate.meaning
                    {
                        let before = self.all.len();
                        self.of_children(child, &format!("{dep}."));
                        for content in &mut self.all[before..] {
                            content.cue_words.push(child);
                        }
                    }
                }
            }
        }
    }

    fn of_preposition(&mut self, preposition: usize, prefix: &str) {
        let reader = self.reader;
        for object in reader.doc.children(preposition) {
            let dep = reader.dep(object);
            if self.source.head == Some(object) {
                continue;
            }
            if matches!(dep, "pobj" | "pcomp") {
                self.add_full(Content {
                    head: Some(object),
                    tokens: reader.subtree(object),
                    relation: format!("{prefix}prep.{dep}{}", self.side(object)),
                    cue_words: vec![preposition],
                    preposition: Some(preposition),
                });
                // "in support of X", "on behalf of X", "as part of X".
                let inner = reader.doc.children(object).filter(|&inner| reader.dep(inner) == "prep");
                for inner in inner {
                    for innermost in reader.doc.children(inner).filter(|&token| reader.dep(token) == "pobj") {
                        self.add_full(Content {
                            head: Some(innermost),
                            tokens: reader.subtree(innermost),
                            relation: format!("{prefix}prep.pobj.prep.pobj"),
                            cue_words: vec![preposition, object, inner],
                            preposition: Some(inner),
                        });
                    }
                }
            } else if dep == "prep" {
                self.of_preposition(object, prefix);
            }
        }
    }

    /// Several children together: "praised X for Y", "called X Y", "said X, and that Y".
    fn joined(&mut self) {
        let (reader, cue) = (self.reader, self.candidate.head);
        let is_argument = |&child: &usize| {
            !reader.is_mark(child)
                && self.source.head != Some(child)
                && !matches!(
                    reader.dep(child),
                    "aux" | "auxpass" | "neg" | "prt" | "conj" | "cc" | "punct" | "mark" | "dative"
                )
        };
        let right: Vec<usize> =
            reader.doc.children(cue).filter(|&child| cue < child).filter(is_argument).collect();
        let subtrees = |children: &[usize]| {
            children.iter().fold(Runs::default(), |all, &child| all.union(&reader.subtree(child)))
        };
        if right.len() > 1 {
            self.add(right.last().copied(), subtrees(&right), "right".to_owned(), Vec::new());
            let core: Vec<usize> = right
                .iter()
                .copied()
                .filter(|&child| {
                    matches!(
                        reader.dep(child),
                        "dobj" | "ccomp" | "xcomp" | "oprd" | "prep" | "acomp" | "attr"
                    )
                })
                .collect();
            for end in 2..=core.len().min(3) {
                let deps: Vec<&str> = core[..end].iter().map(|&child| reader.dep(child)).collect();
                self.add(
                    core.get(end - 1).copied(),
                    subtrees(&core[..end]),
                    format!("join:{}", deps.join("+")),
                    Vec::new(),
                );
            }
        }
        let clauses: Vec<usize> = reader
            .doc
            .children(cue)
            .filter(|&child| {
                matches!(reader.dep(child), "ccomp" | "parataxis" | "advcl" | "dep") && !reader.is_mark(child)
            })
            .collect();
        if clauses.len() > 1 {
            self.add(clauses.first().copied(), subtrees(&clauses), "clauses".to_owned(), Vec::new());
        }
        // A parse may break a long clause: everything up to the end of the sentence, or from its start.
        let sentence = reader.sentence(cue);
        self.add(None, Runs::of(cue + 1..sentence.end), "rest>".to_owned(), Vec::new());
        let left = self.source.tokens.first().unwrap_or(cue).min(cue);
        self.add(None, Runs::of(sentence.start..left), "rest<".to_owned(), Vec::new());
    }

    /// The clause that the candidate is set into: "X, officials said, is Y", "according to them, X".
    fn governing(&mut self) {
        let (reader, cue) = (self.reader, self.candidate.head);
        let own = reader.subtree(cue);
        let mut token = cue;
        for level in 0..3 {
            let Some(head) = reader.doc.head(token) else { break };
            let dep = reader.dep(token);
            let name = if level == 0 { format!("in:{dep}") } else { format!("in{level}") };
            let own =
                if self.candidate.shape == Shape::Adverb { Runs::of(cue..cue + 1) } else { own.clone() };
            self.add(Some(head), reader.subtree(head).minus(&own), name, Vec::new());
            // Only what stands on one side of an afterthought.
            if level == 0 && matches!(reader.pos(head), "NOUN" | "PROPN") {
                let before = reader.subtree(head).tokens().filter(|&token| token < cue).collect();
                self.add(Some(head), Runs::from_tokens(before), format!("head<:{dep}"), Vec::new());
                self.add(Some(head), Runs::of(head..head + 1), format!("head:{dep}"), Vec::new());
            }
            token = head;
        }
        let sentence = reader.sentence(cue);
        let own = if self.candidate.shape == Shape::Adverb { Runs::of(cue..cue + 1) } else { own };
        self.add(Some(token), Runs::of(sentence).minus(&own), "sentence".to_owned(), Vec::new());
    }

    /// The quotations nearest to the cue.
    fn quotations(&mut self) {
        let (reader, cue) = (self.reader, self.candidate.head);
        if reader.quotes.of(cue).is_some() {
            return;
        }
        let near = |quotation: usize| {
            let tokens = &reader.quotes.all()[quotation].tokens;
            reader.paragraph(tokens.start) == reader.paragraph(cue)
                && !self.source.tokens.contains(tokens.start)
        };
        let before = reader.quotes.before(cue).filter(|&quotation| near(quotation));
        let after = reader.quotes.after(cue).filter(|&quotation| near(quotation));
        let tokens = |quotation: usize| Runs::of(reader.quotes.all()[quotation].tokens.clone());
        if let Some(after) = after {
            self.add(None, tokens(after), "quotation>".to_owned(), Vec::new());
        }
        if let Some(before) = before {
            self.add(None, tokens(before), "quotation<".to_owned(), Vec::new());
        }
        if let (Some(before), Some(after)) = (before, after) {
            self.add(None, tokens(before).union(&tokens(after)), "quotation<>".to_owned(), Vec::new());
        }
        // "The minister said:" and the words stand in the next paragraph.
        let ends_open = |range: std::ops::Range<usize>| {
            let last = range.end.checked_sub(1)?;
            matches!(reader.doc.word(last), ":" | ",").then_some(range.end)
        };
        if let Some(end) = ends_open(reader.paragraph_range(cue))
            && let Some(next) = reader.next_word(end)
        {
            let quotation = reader.quotes.of(next);
            let range = quotation
                .map_or_else(|| reader.paragraph_range(next), |q| reader.quotes.all()[q].tokens.clone());
            self.add(None, Runs::of(range), "next-paragraph".to_owned(), Vec::new());
        }
    }

    fn around_mark(&mut self) {
        let (reader, mark) = (self.reader, self.candidate.head);
        let paragraph = reader.paragraph_range(mark);
        if reader.doc.word(mark) == ":" {
            self.add(None, Runs::of(mark + 1..paragraph.end), "after-mark".to_owned(), Vec::new());
            let sentence_end = reader.sentence(mark + 1).end.min(paragraph.end);
            self.add(None, Runs::of(mark + 1..sentence_end), "after-mark-sentence".to_owned(), Vec::new());
        } else if let Some(quotation) = reader.quotes.before(mark) {
            self.add(
                None,
                Runs::of(reader.quotes.all()[quotation].tokens.clone()),
                "before-mark".to_owned(),
                Vec::new(),
            );
            self.add(None, Runs::of(paragraph.start..mark), "before-mark-paragraph".to_owned(), Vec::new());
        }
    }
}

/// Returns the content with every quotation that it touches whole, and the quotations that carry it on.
///
/// Carried on are: the second half of a quotation that the cue interrupts; a quotation that opens the next
/// sentence of the paragraph and is not followed by a cue of its own; the next paragraph of a quotation that
/// was not closed.
fn complete_quotations(reader: &Reader<'_>, cue: usize, source: &Source, content: &Runs) -> Runs {
    let quotations = reader.quotes.all();
    let own = reader.quotes.of(cue);
    let mut whole = content.clone();
    let mut last_quotation = None;
    let mut touched: Vec<usize> = content.tokens().filter_map(|token| reader.quotes.of(token)).collect();
    touched.dedup();
    for index in touched {
        let quotation = &quotations[index];
        let is_source = source.head.is_some_and(|head| quotation.tokens.contains(&head));
        if Some(index) == own || is_source {
            continue;
        }
        whole = whole.union(&Runs::of(quotation.tokens.clone()));
        last_quotation = Some(index);
    }
    let Some(mut index) = last_quotation else { return whole };
    // What is carried on must follow the last quotation, not a stretch of plain words.
    let ends_quoted = whole.last().is_some_and(|last| last < quotations[index].tokens.end);
    if !ends_quoted || own.is_some() {
        return whole;
    }
    while let Some(next) = quotations.get(index + 1) {
        let follows = quotations[index].runs_on
            || carries_on(reader, cue, quotations[index].tokens.end, next.tokens.clone());
        if !follows {
            break;
        }
        index += 1;
        whole = whole.union(&Runs::of(next.tokens.clone()));
    }
    whole
}

/// Says whether the quotation `next` carries on one that ended at token `end` and belongs to `cue`.
fn carries_on(reader: &Reader<'_>, cue: usize, end: usize, next: std::ops::Range<usize>) -> bool {
    if reader.paragraph(next.start) != reader.paragraph(end - 1) {
        return false;
    }
    let between = end..next.start;
    if next.start < cue {
        return false;
    }
    // Between the two stands the cue alone, or nothing; another verb would take the quotation for itself.
    let is_other_verb = |token: usize| {
        token != cue
            && matches!(reader.pos(token), "VERB")
            && matches!(reader.dep(token), "ROOT" | "conj" | "ccomp" | "advcl" | "parataxis")
    };
    if between.clone().any(is_other_verb) {
        return false;
    }
    // Only a pause before it.
    let pause = reader.previous_word(next.start).map_or("", |token| reader.doc.word(token));
    let after_pause = matches!(pause, "," | "." | ":" | ";" | "—" | "–" | "--" | "?" | "!" | "…")
        || reader.quotes.of(next.start - 1).is_some();
    // A quotation that closes with a comma waits for a cue of its own.
    let closes =
        reader.doc.span(next.clone()).of(reader.doc.text()).trim_end_matches(['”', '"', '\'', '’', '»', ' ']);
    let is_finished = !closes.ends_with(',');
    let is_short = next.len() < 4;
    after_pause && is_finished && !is_short
}
