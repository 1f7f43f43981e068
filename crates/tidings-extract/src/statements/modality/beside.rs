//! What stands beside a verb or noun: auxiliaries, negation, adverbs, the marker of its clause.

use super::Climb;
use crate::statements::model::Modality;
use crate::statements::operators::Operator;

impl Climb<'_, '_> {
    /// Reads what stands beside a verb or noun: auxiliaries, negation, adverbs, the clause's marker.
    pub(super) fn beside(&mut self, at: usize, own: bool) {
        let syntax = self.syntax;
        let children: Vec<usize> = syntax.doc.children(at).collect();
        for &child in &children {
            let word = syntax.doc.lower(child);
            match syntax.dep(child) {
                "neg" => {
                    self.never |= own && word == "never";
                    self.negate(child);
                }
                "aux" | "auxpass" => self.auxiliary(at, child, &word),
                "advmod" | "npadvmod" => self.adverb(child, &word),
                "preconj" | "cc" if word == "neither" => self.negate(child),
                "mark" if word == "whether" && own => self.set(Modality::Possible, child),
                "mark" if self.frames.listed("condition_markers", &word) && word != "whether" => {
                    self.modality = Some(Modality::Conditional);
                    self.note(child);
                    if word == "unless" && own {
                        self.negative = !self.negative;
                    }
                }
                "mark" if own && self.frames.listed("waiting_markers", &word) && self.is_awaited(at) => {
                    self.set(Modality::Conditional, child);
                }
                "prep" | "advcl" if word == "according" && own => {
                    let doubted = syntax
                        .doc
                        .subtree(child)
                        .into_iter()
                        .find(|&below| self.frames.listed("unconfirmed", &syntax.doc.lower(below)));
                    if let Some(doubted) = doubted {
                        self.set(Modality::Alleged, doubted);
                    }
                }
                "nsubj" | "nsubjpass" if !own && matches!(word.as_str(), "nobody" | "none" | "noone") => {
                    self.negate(child)
                }
                "det" if word == "no" && own => self.negate(child),
                "nsubj" | "nsubjpass" | "dobj" | "attr" if own => {
                    let no = syntax.doc.children(child).find(|&below| {
                        syntax.dep(below) == "det"
                            && (syntax.is_word(below, "no") || syntax.is_word(below, "neither"))
                    });
                    let none = matches!(word.as_str(), "nobody" | "none" | "nothing" | "noone");
                    if let Some(no) = no.or(none.then_some(child)) {
                        self.negate(no);
                    }
                }
                "advcl" => {
                    let marker = syntax.doc.children(child).find(|&mark| {
                        matches!(syntax.dep(mark), "mark" | "advmod" | "aux")
                            && mark < child
                            && (self.frames.listed("condition_markers", &syntax.doc.lower(mark))
                                || self.inverted(mark, child))
                    });
                    if let Some(marker) = marker {
                        self.conditional_child = true;
                        self.unless |= syntax.is_word(marker, "unless");
                    }
                }
                _ => {}
            }
        }
        if own
            && syntax.dep(at) == "pcomp"
            && syntax.doc.head(at).is_some_and(|head| syntax.is_word(head, "without"))
        {
            self.negate(at);
        }
        if own
            && syntax.dep(at) == "pobj"
            && syntax.doc.head(at).is_some_and(|head| syntax.is_word(head, "without"))
        {
            self.negate(at);
        }
        if own && self.is_imperative(at) {
            self.set(Modality::Demanded, at);
        }
        if self.inverted_clause(at) {
            self.modality = Some(Modality::Conditional);
        }
    }

    /// "Release him now": a bare verb without a subject that opens its clause.
    fn is_imperative(&self, verb: usize) -> bool {
        let syntax = self.syntax;
        let doc = syntax.doc;
        let bare = |verb: usize| {
            syntax.tag(verb) == "VB"
                && syntax.own_subject(verb).is_none()
                && !doc.children(verb).any(|child| {
                    syntax.dep(child) == "aux" && !matches!(doc.lower(child).as_str(), "do" | "please")
                        || syntax.dep(child) == "auxpass"
                        || syntax.dep(child) == "mark"
                })
        };
        let mut first = verb;
        while syntax.dep(first) == "conj"
            && let Some(head) = doc.head(first).filter(|&head| head < first && bare(head))
        {
            first = head;
        }
        let opens = first.checked_sub(1).is_none_or(|before| {
            doc.tokens()[first].sent_start
                || syntax.pos(before) == "PUNCT"
                || matches!(
                    doc.lower(before).as_str(),
                    "do" | "please" | "n't" | "not" | "never" | "and" | "or"
                )
        });
        bare(verb) && bare(first) && opens && matches!(syntax.dep(first), "ROOT" | "ccomp")
    }

    pub(super) fn negate(&mut self, token: usize) {
        self.negative = !self.negative;
        self.note(token);
    }

    /// "should war break out", "had Japan shot it down": a fronted auxiliary without a marker.
    pub(super) fn inverted(&self, auxiliary: usize, verb: usize) -> bool {
        let syntax = self.syntax;
        let word = syntax.doc.lower(auxiliary);
        let subject =
            syntax.doc.children(verb).find(|&child| matches!(syntax.dep(child), "nsubj" | "nsubjpass"));
        matches!(word.as_str(), "should" | "had" | "were")
            && syntax.dep(auxiliary).starts_with("aux")
            && subject.is_some_and(|subject| auxiliary < subject)
    }

    pub(super) fn inverted_clause(&self, verb: usize) -> bool {
        let syntax = self.syntax;
        let question = syntax
            .doc
            .tokens()
            .get(syntax.doc.sentence(syntax.doc.sentence_of(verb)).end.saturating_sub(1))
            .is_some_and(|last| last.span.of(syntax.doc.text()) == "?");
        !question
            && matches!(syntax.dep(verb), "advcl" | "ccomp" | "ROOT" | "pcomp" | "relcl")
            && syntax.doc.children(verb).any(|child| self.inverted(child, verb))
    }

    pub(super) fn auxiliary(&mut self, at: usize, child: usize, word: &str) {
        match word {
            "may" | "might" | "could" | "can" | "ca" => {
                if at != self.trigger
                    && matches!(self.modality, Some(Modality::Threatened | Modality::Planned))
                {
                    // "could threaten to leave".
                    self.modality = None;
                }
                self.set(Modality::Possible, child);
            }
            "should" | "must" | "ought" if !self.inverted(child, at) => {
                self.from_auxiliary = self.modality.is_none();
                self.set(Modality::Demanded, child);
            }
            "will" | "would" | "shall" | "wo" | "'ll" | "’ll" | "'d" | "’d" if self.modality.is_none() => {
                self.future = true;
                self.note(child);
            }
            "is" | "are" | "was" | "were" | "'s" | "'re" | "’s" | "’re" | "'m" | "’m" | "am"
                if self.syntax.tag(at) == "VBG" && at == self.trigger =>
            {
                self.progressive = true;
            }
            _ => {}
        }
    }

    pub(super) fn adverb(&mut self, child: usize, word: &str) {
        if self.frames.listed("alleged_adverbs", word) {
            self.modality = None;
            self.set(Modality::Alleged, child);
        } else if self.frames.listed("possible_adverbs", word) {
            self.set(Modality::Possible, child);
        } else if matches!(word, "never" | "nowhere" | "hardly" | "longer") && self.syntax.dep(child) != "neg"
        {
            // "no longer".
            if word != "longer"
                || self.syntax.doc.children(child).any(|below| self.syntax.is_word(below, "no"))
            {
                self.negate(child);
            }
        }
    }

    pub(super) fn has_future(&self, head: usize) -> bool {
        self.syntax.doc.children(head).any(|child| {
            self.syntax.tag(child) == "MD"
                && matches!(self.syntax.doc.lower(child).as_str(), "will" | "would" | "'ll" | "’ll")
        })
    }

    /// Says whether a governing word is told in the past, without a modal: "allowed", "was able".
    pub(super) fn is_past(&self, head: usize) -> bool {
        let syntax = self.syntax;
        let verb = if syntax.is_verb(head) { head } else { syntax.doc.head(head).unwrap_or(head) };
        let mooded =
            syntax.doc.children(verb).any(|child| syntax.tag(child) == "MD" || syntax.tag(child) == "TO");
        let past = matches!(syntax.tag(verb), "VBD" | "VBN")
            || syntax
                .doc
                .children(verb)
                .any(|child| syntax.dep(child).starts_with("aux") && syntax.tag(child) == "VBD");
        past && !mooded && !self.denied_word(verb)
    }

    pub(super) fn denied_word(&self, head: usize) -> bool {
        self.syntax.doc.children(head).any(|child| self.syntax.dep(child) == "neg")
    }

    /// Negation and auxiliaries of the governing word count for the event: "does not plan to", "would ask".
    pub(super) fn beside_operator(&mut self, head: usize, operator: Operator) {
        let syntax = self.syntax;
        if operator == Operator::Say {
            let denied = syntax.doc.children(head).find(|&child| syntax.dep(child) == "neg");
            if let Some(denied) = denied {
                self.note(denied);
            }
            return;
        }
        self.beside(head, false);
        let no = syntax
            .doc
            .children(head)
            .find(|&child| syntax.dep(child) == "det" && syntax.is_word(child, "no"));
        if let Some(no) = no {
            self.negate(no);
        }
    }

    pub(super) fn shared_auxiliaries(&mut self, head: usize) {
        let syntax = self.syntax;
        let children: Vec<usize> = syntax.doc.children(head).collect();
        for child in children {
            let word = syntax.doc.lower(child);
            if syntax.dep(child).starts_with("aux") {
                self.auxiliary(head, child, &word);
            }
        }
    }

    /// Says whether a clause tells what is waited for: "will not resume ties *until the ship is released*", of which
    /// nothing is said to have come.
    fn is_awaited(&self, at: usize) -> bool {
        let syntax = self.syntax;
        let tags = |verb: usize, tag: &str| {
            syntax.tag(verb) == tag
                || syntax
                    .doc
                    .children(verb)
                    .any(|child| matches!(syntax.dep(child), "aux" | "auxpass") && syntax.tag(child) == tag)
        };
        let present = tags(at, "VBZ") || tags(at, "VBP");
        present && !tags(at, "VBD") && syntax.doc.head(at).is_some_and(|above| tags(above, "MD"))
    }
}
