//! A doc as the search for attributions looks at it: quotations, paragraphs and classes of words beside the parse.

use std::ops::Range;

use tidings_nlp::Doc;

use super::cues::{ClassSet, Cues};
use super::kinds::List;
use super::quotes::Quotations;
use super::runs::Runs;

/// A doc with what is looked up once for all its candidates.
pub(crate) struct Reader<'d> {
    pub(crate) doc: &'d Doc,
    pub(crate) cues: &'d Cues,
    pub(crate) quotes: Quotations,
    /// For each token, its paragraph.
    paragraphs: Vec<u32>,
    /// For each token, the classes of its lemma as the part of speech that it is.
    classes: Vec<ClassSet>,
    /// The reports that end a sentence ("…, officials said."), by their verb.
    tails: Vec<Tail>,
}

/// A report at the end of a sentence: "…, a spokeswoman said on Monday.", "…, reported the agency."
///
/// The parser loses some of them in long sentences; their shape is plain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tail {
    pub(crate) verb: usize,
    /// Who reports.
    pub(crate) source: Range<usize>,
    /// From the comma on to the end of the sentence.
    pub(crate) tokens: Range<usize>,
    /// Whether it says whom the sentence cites: "…, citing the agency."
    pub(crate) cites: bool,
}

impl<'d> Reader<'d> {
    pub(crate) fn new(doc: &'d Doc, cues: &'d Cues) -> Self {
        let mut paragraphs = Vec::with_capacity(doc.len());
        let mut paragraph = 0;
        let mut classes = Vec::with_capacity(doc.len());
        for (index, token) in doc.tokens().iter().enumerate() {
            if doc.word(index).contains('\n') {
                paragraph += 1;
            }
            paragraphs.push(paragraph);
            classes.push(match token.pos.as_str() {
                "VERB" => cues.verb(&lower(&token.lemma)),
                "NOUN" => cues.noun(&lower(&token.lemma)),
                "ADJ" => cues.adjective(&lower(&token.lemma)),
                "ADV" => cues.adverb(&doc.lower(index)),
                _ => ClassSet::default(),
            });
        }
        let quotes = Quotations::find(doc);
        let mut reader = Self { doc, cues, quotes, paragraphs, classes, tails: Vec::new() };
        reader.tails = doc.sentences().filter_map(|sentence| reader.find_tail(sentence)).collect();
        reader
    }

    /// Returns the tail whose verb is `verb`.
    pub(crate) fn tail(&self, verb: usize) -> Option<&Tail> {
        self.tails.binary_search_by_key(&verb, |tail| tail.verb).ok().and_then(|index| self.tails.get(index))
    }

    /// Returns the tail of the sentence of `token`.
    pub(crate) fn tail_of_sentence(&self, token: usize) -> Option<&Tail> {
        let sentence = self.sentence(token);
        let index = self.tails.partition_point(|tail| tail.verb < sentence.start);
        self.tails.get(index).filter(|tail| sentence.contains(&tail.verb))
    }

    fn find_tail(&self, sentence: Range<usize>) -> Option<Tail> {
        const LONGEST: usize = 16;
        let end = sentence.clone().rev().find(|&token| !self.is_mark(token))? + 1;
        let from = sentence.start.max(end.saturating_sub(LONGEST));
        let cites = |token: usize| {
            self.tag(token) == "VBG" && self.cues.sources.is_in(List::Citing, self.lemma(token))
        };
        if let Some(verb) = (from..end).rev().find(|&token| cites(token))
            && verb > sentence.start
            && verb + 1 < end
            && self.doc.word(verb - 1) == ","
            && self.quotes.of(verb).is_none()
            && !(verb + 1..end).any(|token| matches!(self.pos(token), "VERB" | "AUX"))
        {
            return Some(Tail { verb, source: verb + 1..end, tokens: verb - 1..sentence.end, cites: true });
        }
        if let Some(tail) = self.tail_before_participle(sentence.clone()) {
            return Some(tail);
        }
        let is_finite = |token: usize| matches!(self.tag(token), "VBD" | "VBZ" | "VBP" | "MD");
        let verb = (from..end).rev().find(|&token| is_finite(token) && self.quotes.of(token).is_none())?;
        if !self.reports(verb) || matches!(self.tag(verb), "MD") || !self.ends_plainly(verb, end) {
            return None;
        }
        let is_pause = |token: usize| self.doc.word(token) == "," || self.quotes.of(token).is_some();
        // A closing mark belongs to the quotation.
        let outside_from = |pause: usize| if self.quotes.of(pause).is_some() { pause + 1 } else { pause };
        // "reported the agency": the verb follows the comma.
        if verb > sentence.start
            && is_pause(verb - 1)
            && self.is_name(verb + 1..end)
            && !matches!(self.pos(verb + 1), "ADP")
            && !matches!(self.entity(verb + 1), "DATE" | "TIME")
        {
            return Some(Tail {
                verb,
                source: verb + 1..end,
                tokens: outside_from(verb - 1)..sentence.end,
                cites: false,
            });
        }
        // "the agency reported on Monday": nothing but a time or place after the verb.
        let heard = self.addressee(verb);
        let rest = if heard.is_empty() { verb + 1 } else { heard.end };
        let plain_end = (rest..end).all(|token| {
            !matches!(self.pos(token), "VERB" | "AUX" | "SCONJ" | "PRON" | "DET")
                || matches!(self.dep(token), "det" | "poss")
                || self.quotes.of(token).is_some()
        });
        let n_unquoted = (rest..end).filter(|&token| self.quotes.of(token).is_none()).count();
        let has_object =
            self.doc.children(verb).any(|child| rest <= child && matches!(self.dep(child), "dobj" | "ccomp"));
        if !plain_end || n_unquoted > 6 || has_object {
            return None;
        }
        let pause = (from..verb).rev().find(|&token| is_pause(token))?;
        let pause = if pause + 1 == verb { self.pause_before_apposition(from, verb)? } else { pause };
        let is_subject = self.is_name(pause + 1..verb);
        (is_subject && pause > sentence.start).then(|| Tail {
            verb,
            source: pause + 1..verb - usize::from(self.doc.word(verb - 1) == ","),
            tokens: outside_from(pause)..sentence.end,
            cites: false,
        })
    }

    /// "…,” Ada Brook, head of the council, said": the end of the quotation before the name.
    fn pause_before_apposition(&self, from: usize, verb: usize) -> Option<usize> {
        (from..verb).rev().find(|&token| self.quotes.of(token).is_some())
    }

    /// "…, reported the agency, adding that …": the report ends before the participle.
    fn tail_before_participle(&self, sentence: Range<usize>) -> Option<Tail> {
        const LONGEST: usize = 10;
        let adds = |token: usize| {
            self.tag(token) == "VBG"
                && self.doc.word(token - 1) == ","
                && self.quotes.of(token).is_none()
                && (matches!(self.lemma(token), "add" | "say" | "note")
                    || self.cues.sources.is_in(List::Citing, self.lemma(token)))
        };
        let participle = (sentence.start + 3..sentence.end).find(|&token| adds(token))?;
        let end = participle - 1;
        let from = (sentence.start + 1).max(end.saturating_sub(LONGEST));
        let verb = (from..end).find(|&token| {
            self.doc.word(token - 1) == ","
                && matches!(self.tag(token), "VBD" | "VBZ" | "VBN")
                && self.pos(token) == "VERB"
        })?;
        let is_report = self.reports(verb) && self.is_name(verb + 1..end);
        (is_report && self.pos(verb + 1) != "ADP").then(|| Tail {
            verb,
            source: verb + 1..end,
            tokens: verb - 1..end,
            cites: false,
        })
    }

    /// Says whether a verb reports in the plainest way: "say", "announce", "write".
    fn reports(&self, verb: usize) -> bool {
        self.pos(verb) == "VERB"
            && self
                .cues
                .names(self.classes[verb])
                .any(|class| matches!(class, "say" | "announce" | "write" | "text"))
    }

    /// Says whether nothing after the verb is quoted but the name of a programme: "on Channel Nine's “Today”".
    fn ends_plainly(&self, verb: usize, end: usize) -> bool {
        const LONGEST_NAME: usize = 7;
        let mut quoted = (verb..end).filter(|&token| self.quotes.of(token).is_some());
        let Some(first) = quoted.next() else { return true };
        let n_quoted = quoted.count() + 1;
        n_quoted <= LONGEST_NAME
            && first > verb + 1
            && (verb + 1..first).any(|token| matches!(self.doc.lower(token).as_str(), "on" | "in"))
            && matches!(self.pos(first - 1), "PROPN" | "PART" | "NOUN" | "ADP" | "DET")
    }

    /// Says whether some words name somebody and hold no clause.
    fn is_name(&self, range: Range<usize>) -> bool {
        let has_noun = range.clone().any(|token| matches!(self.pos(token), "NOUN" | "PROPN" | "PRON"));
        let is_finite = |token: usize| {
            matches!(self.pos(token), "VERB" | "AUX" | "SCONJ") && !matches!(self.tag(token), "VBN" | "VBG")
        };
        let holds_and = |token: usize| self.pos(token) == "CCONJ" && self.doc.lower(token) != "and";
        has_noun && !range.clone().any(|token| is_finite(token) || holds_and(token))
    }

    pub(crate) fn pos(&self, token: usize) -> &str {
        self.doc.tokens()[token].pos.as_str()
    }

    pub(crate) fn tag(&self, token: usize) -> &str {
        self.doc.tokens()[token].tag.as_str()
    }

    pub(crate) fn dep(&self, token: usize) -> &str {
        self.doc.tokens()[token].dep.as_str()
    }

    pub(crate) fn lemma(&self, token: usize) -> &str {
        &self.doc.tokens()[token].lemma
    }

    pub(crate) fn classes(&self, token: usize) -> ClassSet {
        self.classes[token]
    }

    pub(crate) fn paragraph(&self, token: usize) -> u32 {
        self.paragraphs[token]
    }

    /// Says whether a token is nothing but blanks.
    pub(crate) fn is_blank(&self, token: usize) -> bool {
        self.pos(token) == "SPACE" || self.doc.word(token).trim().is_empty()
    }

    /// Says whether a token is punctuation or blank.
    pub(crate) fn is_mark(&self, token: usize) -> bool {
        self.is_blank(token) || !self.doc.word(token).chars().any(char::is_alphanumeric)
    }

    /// Returns the first child with one of the labels.
    pub(crate) fn child(&self, token: usize, deps: &[&str]) -> Option<usize> {
        self.doc.children(token).find(|&child| deps.contains(&self.dep(child)))
    }

    /// Returns the tokens of a subtree.
    pub(crate) fn subtree(&self, token: usize) -> Runs {
        Runs::from_tokens(self.doc.subtree(token))
    }

    /// Returns the sentence of a token.
    pub(crate) fn sentence(&self, token: usize) -> Range<usize> {
        self.doc.sentence(self.doc.sentence_of(token))
    }

    /// Returns the entity label of a token's entity, or nothing.
    pub(crate) fn entity(&self, token: usize) -> &str {
        let entities = self.doc.entities();
        let index = entities.partition_point(|entity| entity.end <= token);
        entities.get(index).filter(|entity| entity.start <= token).map_or("", |entity| entity.label.as_str())
    }

    /// Says whether a verb stands in the passive.
    pub(crate) fn is_passive(&self, verb: usize) -> bool {
        self.child(verb, &["auxpass", "nsubjpass"]).is_some()
    }

    /// Returns who hears it, right after a verb of telling: "told the paper that", "told her".
    pub(crate) fn addressee(&self, verb: usize) -> Range<usize> {
        let start = verb + 1;
        let none = start..start;
        if !self.cues.sources.is_in(List::Telling, self.lemma(verb)) || start >= self.doc.len() {
            return none;
        }
        if self.pos(start) == "PRON" && self.tag(start) == "PRP" {
            return start..start + 1;
        }
        let determiner = usize::from(matches!(self.pos(start), "DET"));
        let entities = self.doc.entities();
        let index = entities.partition_point(|entity| entity.end <= start + determiner);
        match entities.get(index) {
            Some(entity)
                if entity.start <= start + determiner
                    && matches!(entity.label.as_str(), "ORG" | "PERSON" | "GPE" | "NORP") =>
            {
                // "told Daily affiliate Channel Nine": up to the noun that the name stands before.
                let mut end = entity.end;
                while let Some(head) = self.doc.head(end - 1)
                    && matches!(self.dep(end - 1), "compound" | "nmod" | "amod")
                    && (end..end + 4).contains(&head)
                {
                    end = head + 1;
                }
                start..self.with_employer(end)
            }
            _ => self.unlabelled_addressee(start),
        }
    }

    /// Who hears it where no name is labelled: "told local media they …", "told Lumen-Soir: …".
    ///
    /// The parser often takes such a hearer for the subject of what is told; the words show where it ends.
    fn unlabelled_addressee(&self, start: usize) -> Range<usize> {
        const LONGEST: usize = 6;
        let words = &self.cues.sources;
        let sentence = self.sentence(start);
        let first = start + usize::from(matches!(self.pos(start), "DET"));
        let is_part = |token: usize| {
            matches!(self.pos(token), "NOUN" | "PROPN" | "ADJ" | "PART" | "NUM" | "X")
                || self.doc.word(token) == "-"
        };
        let end = (first..sentence.end.min(first + LONGEST)).find(|&token| !is_part(token)).unwrap_or(first);
        let is_medium = |token: usize| {
            matches!(self.pos(token), "NOUN" | "PROPN")
                && (matches!(
                    words.kind_of_noun(self.lemma(token)),
                    Some(super::SourceKind::Outlet | super::SourceKind::Agency)
                ) || matches!(self.doc.lower(token).as_str(), "reporters" | "journalists"))
        };
        if let Some(last) = (first..end).find(|&token| is_medium(token)) {
            // "told a television presenter": the noun that the medium stands before.
            let last = match self.doc.head(last) {
                Some(head) if self.dep(last) == "compound" && (last..end).contains(&head) => head,
                _ => last,
            };
            // "told the newspaper Morgenblatt": the name belongs to it.
            let named = (last + 1..end).find(|&token| self.pos(token) != "PROPN").unwrap_or(end);
            return start..named;
        }
        let is_name = first < end
            && (first..end).all(|token| self.pos(token) == "PROPN" || self.doc.word(token) == "-");
        let is_closed = end >= sentence.end
            || self.is_mark(end)
            || matches!(self.pos(end), "PRON" | "DET" | "SCONJ" | "ADP");
        if is_name && is_closed { start..self.with_employer(end) } else { start..start }
    }

    /// "told Ada Brook of Channel Nine": the end of the medium's name.
    fn with_employer(&self, end: usize) -> usize {
        if end + 1 >= self.doc.len() || !matches!(self.doc.lower(end).as_str(), "of" | "from") {
            return end;
        }
        let from = end + 1 + usize::from(self.pos(end + 1) == "DET");
        let last = (from..self.doc.len().min(from + 5)).find(|&token| self.pos(token) != "PROPN");
        last.filter(|&last| last > from).unwrap_or(end)
    }

    /// Returns whom a source quotes and the word for saying: "quoted two envoys as saying", "as having said".
    ///
    /// The parser hangs the two pieces in many ways; the words stand in this order.
    pub(crate) fn quotes_as_saying(&self, verb: usize) -> Option<(Range<usize>, usize)> {
        const LONGEST: usize = 16;
        let words = &self.cues.sources;
        let is_active = matches!(self.tag(verb), "VBD" | "VBZ" | "VBP" | "VBG" | "VB" | "VBN");
        if !words.is_in(List::Citing, self.lemma(verb)) || !is_active || self.is_passive(verb) {
            return None;
        }
        let end = self.sentence(verb).end.min(verb + LONGEST);
        let preposition = (verb + 2..end.saturating_sub(1))
            .take_while(|&token| self.quotes.of(token) == self.quotes.of(verb))
            .find(|&token| self.doc.lower(token) == "as" && self.tag(token + 1) == "VBG")?;
        let saying = preposition + 1;
        let has_name =
            (verb + 1..preposition).any(|token| matches!(self.pos(token), "NOUN" | "PROPN" | "PRON" | "ADJ"));
        let is_saying = !self.cues.verb(self.lemma(saying)).is_empty();
        (has_name && is_saying).then_some((verb + 1..preposition, saying))
    }

    /// Returns "saying" of "was quoted as saying".
    pub(crate) fn quoted_as_saying(&self, verb: usize) -> Option<usize> {
        if !self.cues.sources.is_in(List::CitedBy, self.lemma(verb)) && self.lemma(verb) != "quote"
            || self.tag(verb) != "VBN"
        {
            return None;
        }
        let preposition = self
            .doc
            .children(verb)
            .find(|&child| self.dep(child) == "prep" && self.doc.lower(child) == "as")?;
        self.doc.children(preposition).find(|&child| self.dep(child) == "pcomp" && self.tag(child) == "VBG")
    }

    /// Returns the next token that is not blank, from `token` on.
    pub(crate) fn next_word(&self, token: usize) -> Option<usize> {
        (token..self.doc.len()).find(|&token| !self.is_blank(token))
    }

    /// Returns the last token before `token` that is not blank.
    pub(crate) fn previous_word(&self, token: usize) -> Option<usize> {
        (0..token).rev().find(|&token| !self.is_blank(token))
    }

    /// Returns the first and last token of the paragraph of `token`, blanks left out, as a range.
    pub(crate) fn paragraph_range(&self, token: usize) -> Range<usize> {
        let paragraph = self.paragraphs[token];
        let start = self.paragraphs.partition_point(|&other| other < paragraph);
        let end = self.paragraphs.partition_point(|&other| other <= paragraph);
        let start = (start..end).find(|&token| !self.is_blank(token)).unwrap_or(start);
        let end = (start..end).rev().find(|&token| !self.is_blank(token)).map_or(end, |last| last + 1);
        start..end
    }
}

fn lower(lemma: &str) -> std::borrow::Cow<'_, str> {
    if lemma.bytes().any(|b| b.is_ascii_uppercase()) { lemma.to_lowercase().into() } else { lemma.into() }
}
