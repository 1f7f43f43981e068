//! How an event is said to be: polarity, modality, and whether a source denies it.
//!
//! The words above and beside the trigger decide, nearest first: auxiliaries and negation on its own verb, then every
//! word that governs it up to the sentence's root (after the factuality profiler of Saurí & Pustejovsky,
//! *Computational Linguistics* 38(2), 2012, with the eight values of Tidings instead of its two axes).

use tidings_text::Span;

use super::clause::Syntax;
use super::frames::Frames;
use super::model::{Modality, Polarity};
use super::operators::Operator;
use super::participants::Entities;

/// What was found out about one trigger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Assessment {
    pub(super) polarity: Polarity,
    pub(super) modality: Modality,
    pub(super) denied: bool,
    /// The words behind it.
    pub(super) words: Vec<Span>,
    /// The governing verb of saying, nearest first.
    pub(super) saying: Option<usize>,
    /// Whether it lies ahead: "will", "is to".
    pub(super) future: bool,
    /// Whether a governing word, not its own auxiliaries and adverbs, decides.
    pub(super) governed: bool,
}

struct Climb<'s, 'd> {
    syntax: Syntax<'d>,
    frames: &'s Frames,
    trigger: usize,
    harmful: bool,
    /// Whether its event ends a membership or treaty: a threat where it hangs on a condition.
    leaves: bool,
    negative: bool,
    denied: bool,
    future: bool,
    progressive: bool,
    modality: Option<Modality>,
    conditional_child: bool,
    unless: bool,
    saying: Option<usize>,
    governed: bool,
    /// Whether an auxiliary alone has decided so far: "should".
    from_auxiliary: bool,
    entities: &'s Entities<'s>,
    words: Vec<Span>,
}

/// Assesses the trigger at `trigger`; `harmful` says whether its event is to somebody's harm, `leaves` whether somebody
/// leaves a treaty, an organisation or an office.
pub(super) fn assess(
    syntax: Syntax<'_>,
    frames: &Frames,
    entities: &Entities<'_>,
    trigger: usize,
    harmful: bool,
    leaves: bool,
) -> Assessment {
    let mut climb = Climb {
        syntax,
        frames,
        trigger,
        harmful,
        leaves,
        negative: false,
        denied: false,
        future: false,
        progressive: false,
        modality: None,
        conditional_child: false,
        unless: false,
        saying: None,
        governed: false,
        from_auxiliary: false,
        entities,
        words: Vec::new(),
    };
    climb.run();
    climb.finish()
}

impl Climb<'_, '_> {
    fn note(&mut self, token: usize) {
        self.words.push(self.syntax.doc.tokens()[token].span);
    }

    fn set(&mut self, modality: Modality, token: usize) {
        let may = match self.modality {
            None => true,
            // A claim or a condition further out takes what is merely planned or open with it.
            Some(Modality::Planned | Modality::Possible) => modality == Modality::Alleged,
            Some(Modality::Demanded) => self.from_auxiliary && modality == Modality::Threatened,
            Some(_) => false,
        };
        if may {
            self.modality = Some(modality);
            self.note(token);
        }
    }

    fn run(&mut self) {
        let mut at = self.trigger;
        self.beside(at, true);
        for _ in 0..14 {
            let Some((head, path)) = self.step(at) else { break };
            // The climb ends where the words above speak of another event that merely contains this one.
            if !self.above(at, head, path) {
                break;
            }
            at = head;
        }
    }

    /// Returns the next content word above, and how `at` hangs on it (prepositions are stepped over).
    fn step(&self, at: usize) -> Option<(usize, &'static str)> {
        let head = self.syntax.doc.head(at)?;
        let dep = self.syntax.dep(at);
        if matches!(self.syntax.pos(head), "ADP")
            || self.syntax.dep(head) == "prep"
            || self.syntax.dep(head) == "agent"
        {
            let above = self.syntax.doc.head(head)?;
            let clause = dep == "pcomp" || self.syntax.is_verb(at);
            return Some((above, if clause { "pcomp" } else { "pobj" }));
        }
        Some((head, dep))
    }

    /// Reads what stands beside a verb or noun: auxiliaries, negation, adverbs, the clause's marker.
    fn beside(&mut self, at: usize, own: bool) {
        let syntax = self.syntax;
        let children: Vec<usize> = syntax.doc.children(at).collect();
        for &child in &children {
            let word = syntax.doc.lower(child);
            match syntax.dep(child) {
                "neg" => self.negate(child),
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
        if self.inverted_clause(at) {
            self.modality = Some(Modality::Conditional);
        }
    }

    fn negate(&mut self, token: usize) {
        self.negative = !self.negative;
        self.note(token);
    }

    /// "should war break out", "had Japan shot it down": a fronted auxiliary without a marker.
    fn inverted(&self, auxiliary: usize, verb: usize) -> bool {
        let syntax = self.syntax;
        let word = syntax.doc.lower(auxiliary);
        let subject =
            syntax.doc.children(verb).find(|&child| matches!(syntax.dep(child), "nsubj" | "nsubjpass"));
        matches!(word.as_str(), "should" | "had" | "were")
            && syntax.dep(auxiliary).starts_with("aux")
            && subject.is_some_and(|subject| auxiliary < subject)
    }

    fn inverted_clause(&self, verb: usize) -> bool {
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

    fn auxiliary(&mut self, at: usize, child: usize, word: &str) {
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

    fn adverb(&mut self, child: usize, word: &str) {
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

    fn operator(&self, head: usize, at: usize) -> Option<Operator> {
        let syntax = self.syntax;
        // "in order to" demands nothing.
        let in_order = syntax.is_word(head, "order")
            && head.checked_sub(1).is_some_and(|before| syntax.is_word(before, "in"));
        if in_order {
            return Some(Operator::Plan);
        }
        let has =
            |preposition: &str| {
                syntax.doc.children(at).any(|child| {
                    matches!(syntax.dep(child), "mark" | "aux") && syntax.is_word(child, preposition)
                }) || syntax.doc.children(head).any(|child| syntax.is_word(child, preposition))
                    || syntax.doc.children(head).filter(|&child| syntax.dep(child) == "dobj").any(|object| {
                        syntax.doc.children(object).any(|child| syntax.is_word(child, preposition))
                    })
            };
        let lemma = syntax.lemma(head);
        if syntax.is_verb(head) || syntax.is_noun(head) || matches!(syntax.pos(head), "ADJ" | "ADV") {
            return self.frames.operators.get(&lemma.to_lowercase(), has);
        }
        None
    }

    /// Reads the governing word `head`; says whether the words above it still speak of the event.
    fn above(&mut self, at: usize, head: usize, path: &str) -> bool {
        let syntax = self.syntax;
        let operator = self.operator(head, at);
        let below_is_verb = syntax.is_verb(at);
        let below_is_noun = !below_is_verb;
        let finite = below_is_verb && matches!(syntax.tag(at), "VBD" | "VBZ" | "VBP" | "MD")
            || syntax.doc.children(at).any(|child| {
                syntax.dep(child).starts_with("aux")
                    && matches!(syntax.tag(child), "MD" | "VBD" | "VBZ" | "VBP")
            });
        let infinitive = below_is_verb && syntax.doc.children(at).any(|child| syntax.tag(child) == "TO");
        let governs = match path {
            "xcomp" | "ccomp" | "pcomp" => true,
            "acl" => {
                let that = syntax.doc.children(at).any(|child| syntax.dep(child) == "mark");
                that || !(matches!(syntax.tag(at), "VBN" | "VBD")
                    || syntax.tag(at) == "VBG" && operator.is_none())
            }
            "relcl" => infinitive || self.existential(head),
            "dobj" | "pobj" | "attr" | "oprd" | "dative" => true,
            "nsubjpass" | "nsubj" | "csubj" | "csubjpass" => true,
            "advcl" => infinitive || self.right_behind(at, head) && operator.is_some(),
            _ => false,
        };
        match path {
            "conj" => {
                // The second of two verbs shares the first one's auxiliaries, unless it has a subject of its own.
                let own_subject =
                    syntax.doc.children(at).any(|child| matches!(syntax.dep(child), "nsubj" | "nsubjpass"));
                let own_auxiliary = syntax
                    .doc
                    .children(at)
                    .any(|child| syntax.dep(child) == "aux" && syntax.tag(child) != "TO");
                if syntax.is_verb(head)
                    && below_is_verb
                    && !own_subject
                    && !own_auxiliary
                    && !(finite && syntax.tag(at) != "VBP")
                {
                    self.shared_auxiliaries(head);
                }
                let joined = syntax.doc.children(head).find(|&child| syntax.dep(child) == "cc" && child < at);
                let nor = joined.filter(|&joined| syntax.is_word(joined, "nor"));
                let or_after_not = joined.filter(|&joined| {
                    syntax.is_word(joined, "or")
                        && !own_subject
                        && syntax.doc.children(head).any(|child| syntax.dep(child) == "neg")
                });
                if let Some(joined) = nor.or(or_after_not) {
                    self.negate(joined);
                }
                return syntax.is_verb(head) == below_is_verb;
            }
            "relcl" if infinitive => {}
            "relcl" if self.existential(head) => return true,
            "relcl" | "appos" | "parataxis" => return false,
            "compound" | "nmod" | "amod" | "poss" => {
                return self.modifier_above(head, operator);
            }
            "advcl" if !(infinitive || self.right_behind(at, head) && operator.is_some()) => {
                // "after leaving …", "before jumping out": a participle goes with its verb, a finite clause stands alone.
                return !finite;
            }
            _ => {}
        }
        if !governs {
            return false;
        }
        if below_is_noun
            && matches!(path, "nsubj" | "csubj" | "nsubjpass")
            && self.modality == Some(Modality::Alleged)
        {
            return self.subject_above(head);
        }
        if below_is_noun && matches!(path, "nsubj" | "csubj") && operator != Some(Operator::Transparent) {
            return self.subject_above(head);
        }
        let Some(operator) = operator else {
            if self.modality == Some(Modality::Alleged) && matches!(syntax.lemma(head), "reject" | "dismiss")
            {
                self.denied = true;
                self.note(head);
            }
            return self.plain_head(at, head, path, infinitive, finite);
        };
        if matches!(path, "pobj" | "dobj" | "nsubjpass")
            && below_is_noun
            && !self.takes_noun(at, path, operator)
        {
            return self.nothing_of(at, head);
        }
        let decided = syntax.is_noun(head) && matches!(operator, Operator::Announce | Operator::Plan);
        let factive = syntax.doc.head(head).filter(|&above| {
            decided && syntax.dep(head) == "dobj" && self.frames.listed("factive_verbs", syntax.lemma(above))
        });
        if let Some(factive) = factive {
            // "justified its decision to leave": it left.
            self.set(Modality::Asserted, factive);
            return false;
        }
        self.apply(operator, at, head, finite);
        // Above a noun only what carries it says more: "has no plan to leave", but not "carried out its threat to leave".
        !syntax.is_noun(head)
            || matches!(operator, Operator::Say | Operator::Transparent | Operator::Allege)
            || syntax
                .doc
                .head(head)
                .is_some_and(|above| self.frames.listed("light_verbs", syntax.lemma(above)))
    }

    /// "there is a man who fled": what is told of somebody who may exist is as open as he is.
    fn existential(&self, noun: usize) -> bool {
        let syntax = self.syntax;
        syntax.doc.head(noun).is_some_and(|be| {
            syntax.lemma(be) == "be" && syntax.doc.children(be).any(|child| syntax.dep(child) == "expl")
        })
    }

    /// "no news of damage": a denied noun above denies what it is about.
    fn nothing_of(&mut self, at: usize, head: usize) -> bool {
        let syntax = self.syntax;
        let of = syntax.doc.head(at).is_some_and(|preposition| syntax.is_word(preposition, "of"));
        let no = syntax
            .doc
            .children(head)
            .find(|&child| syntax.dep(child) == "det" && syntax.is_word(child, "no"));
        if let Some(no) = no.filter(|_| of) {
            self.negate(no);
        }
        false
    }

    /// Applies a governing word.
    fn apply(&mut self, operator: Operator, at: usize, head: usize, finite: bool) {
        let syntax = self.syntax;
        self.governed |= !matches!(operator, Operator::Transparent | Operator::Say);
        match operator {
            Operator::Announce => {
                if finite && !self.future && !self.same_doer(at, head) && !syntax.is_noun(at) {
                    // "announced that prices fell" makes nobody's own act known.
                    self.saying.get_or_insert(head);
                } else {
                    let threat =
                        self.harmful && self.future && !self.negative && finite && self.same_doer(at, head);
                    self.set(if threat { Modality::Threatened } else { Modality::Announced }, head);
                }
            }
            Operator::Plan => self.set(Modality::Planned, head),
            Operator::Threaten => {
                if !self.conditional_marked(at) {
                    let object = syntax.is_noun(at) && !self.future;
                    self.set(if object { Modality::Possible } else { Modality::Threatened }, head);
                }
            }
            Operator::Demand
                if self.frames.listed("enabling_words", syntax.lemma(head)) && self.is_past(head) =>
            {
                self.set(Modality::Asserted, head);
            }
            Operator::Demand => {
                // "told the paper that …" only says; "told him to leave" demands.
                self.set(Modality::Demanded, head);
            }
            Operator::Possible
                if self.frames.listed("attempt_words", syntax.lemma(head)) && self.denied_word(head) =>
            {
                // "did not try to": it is told that nothing happened.
                self.set(Modality::Asserted, head);
            }
            // "will seek to join", "was able to flee", "allowed them to leave": no doubt is left.
            Operator::Possible
                if self.frames.listed("attempt_words", syntax.lemma(head)) && self.has_future(head) => {}
            Operator::Possible
                if self.frames.listed("enabling_words", syntax.lemma(head)) && self.is_past(head) =>
            {
                self.set(Modality::Asserted, head);
            }
            Operator::Possible => self.set(Modality::Possible, head),
            Operator::Allege => self.set(Modality::Alleged, head),
            Operator::Deny => {
                self.denied = true;
                self.note(head);
            }
            Operator::Negate => {
                if self.modality.is_none() {
                    self.negate(head);
                }
            }
            Operator::Transparent => {}
            Operator::Say => {
                self.saying.get_or_insert(head);
            }
        }
        self.beside_operator(head, operator);
    }

    /// "ruled out running": a gerund right behind its verb is its object, whatever the parser calls it.
    fn right_behind(&self, at: usize, head: usize) -> bool {
        self.syntax.tag(at) == "VBG"
            && head < at
            && at <= head + 2
            && self.syntax.doc.children(at).all(|child| at < child)
    }

    fn has_future(&self, head: usize) -> bool {
        self.syntax.doc.children(head).any(|child| {
            self.syntax.tag(child) == "MD"
                && matches!(self.syntax.doc.lower(child).as_str(), "will" | "would" | "'ll" | "’ll")
        })
    }

    /// Says whether a governing word is told in the past, without a modal: "allowed", "was able".
    fn is_past(&self, head: usize) -> bool {
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

    /// Says whether a noun is one that is known already: "discussed the attack".
    fn is_definite(&self, noun: usize) -> bool {
        let syntax = self.syntax;
        syntax.doc.children(noun).any(|child| {
            syntax.dep(child) == "poss"
                || syntax.dep(child) == "det"
                    && matches!(syntax.doc.lower(child).as_str(), "the" | "this" | "that" | "these" | "those")
        })
    }

    fn denied_word(&self, head: usize) -> bool {
        self.syntax.doc.children(head).any(|child| self.syntax.dep(child) == "neg")
    }

    /// Negation and auxiliaries of the governing word count for the event: "does not plan to", "would ask".
    fn beside_operator(&mut self, head: usize, operator: Operator) {
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

    fn shared_auxiliaries(&mut self, head: usize) {
        let syntax = self.syntax;
        let children: Vec<usize> = syntax.doc.children(head).collect();
        for child in children {
            let word = syntax.doc.lower(child);
            if syntax.dep(child).starts_with("aux") {
                self.auxiliary(head, child, &word);
            }
        }
    }

    /// A word that no list knows: an infinitive below it has not happened yet; a noun below it stands for itself.
    fn plain_head(&mut self, at: usize, head: usize, path: &str, infinitive: bool, finite: bool) -> bool {
        let syntax = self.syntax;
        if syntax.is_noun(at) && !syntax.is_verb(at) {
            // Only what carries an event out passes its own mood on: "will hold elections".
            let support = syntax.is_verb(head) && self.frames.listed("support_verbs", syntax.lemma(head));
            if support && matches!(path, "dobj" | "nsubjpass" | "pobj") {
                self.beside(head, false);
                return true;
            }
            if path == "pobj" {
                return self.nothing_of(at, head);
            }
            return path == "attr" && {
                self.beside(head, false);
                true
            };
        }
        if infinitive && !finite && matches!(path, "xcomp" | "acl" | "advcl") {
            // "the third country to recognise it": the order tells that it did.
            let ranked = path == "acl"
                && syntax.doc.children(head).any(|child| {
                    child < head
                        && (self.entities.label(child) == "ORDINAL"
                            || self.frames.listed("ordinals", &syntax.doc.lower(child)))
                });
            if (path == "advcl" || path == "acl" || syntax.lemma(head) == "be") && !ranked {
                self.set(Modality::Planned, head);
            }
            if matches!(syntax.lemma(head), "have" | "need") && path == "xcomp" {
                let yet = syntax
                    .doc
                    .children(head)
                    .find(|&child| syntax.is_word(child, "yet"))
                    .or_else(|| syntax.doc.children(at).find(|&child| syntax.is_word(child, "yet")));
                match yet {
                    Some(yet) => {
                        self.modality = None;
                        self.negate(yet);
                    }
                    None => self.set(Modality::Demanded, head),
                }
            }
            if syntax.lemma(head) == "be"
                && syntax
                    .doc
                    .children(head)
                    .chain(syntax.doc.children(at))
                    .any(|child| syntax.is_word(child, "yet"))
            {
                self.modality = None;
                self.negate(head);
            }
            if syntax.lemma(head) == "go" && syntax.tag(head) == "VBG" {
                self.modality = None;
                self.future = true;
            }
        }
        // "one can recall how it was vetoed": a finite clause keeps its own mood.
        if !(finite && path == "ccomp") {
            self.beside(head, false);
        }
        true
    }

    /// Says whether a governing word speaks of the noun below it as an event of that kind.
    fn takes_noun(&self, at: usize, path: &str, operator: Operator) -> bool {
        let syntax = self.syntax;
        let preposition =
            (path == "pobj").then(|| syntax.doc.head(at)).flatten().map(|token| syntax.doc.lower(token));
        let preposition = preposition.as_deref();
        let head = syntax.doc.ancestors(at).skip(1).find(|&above| syntax.pos(above) != "ADP").unwrap_or(at);
        let known = self.is_definite(at) && self.frames.listed("discussing", syntax.lemma(head));
        let told = self.frames.listed("confirming", syntax.lemma(head));
        match operator {
            _ if known || told => false,
            Operator::Say => false,
            Operator::Transparent => true,
            Operator::Allege => {
                path != "pobj" || matches!(preposition, Some("of" | "over" | "in" | "with" | "for"))
            }
            Operator::Demand => path != "pobj" || matches!(preposition, Some("for" | "of" | "on")),
            Operator::Announce | Operator::Plan | Operator::Possible | Operator::Threaten => {
                path != "pobj" || matches!(preposition, Some("for" | "of" | "to" | "on" | "with"))
            }
            Operator::Deny => path != "pobj" || matches!(preposition, Some("of" | "in")),
            Operator::Negate => path != "pobj" || matches!(preposition, Some("of" | "from")),
        }
    }

    fn subject_above(&mut self, head: usize) -> bool {
        // "war is likely", "the vote is expected": a predicate about the event itself.
        let syntax = self.syntax;
        let predicate =
            syntax.doc.children(head).find(|&child| matches!(syntax.dep(child), "acomp" | "attr"));
        if let Some(predicate) = predicate
            && let Some(operator) = self.operator(predicate, predicate)
        {
            let trigger = self.trigger;
            self.apply(operator, trigger, predicate, true);
            return false;
        }
        let claimed = self.modality == Some(Modality::Alleged);
        let false_claim =
            predicate.is_some_and(|predicate| self.frames.listed("falsehoods", syntax.lemma(predicate)));
        if claimed
            && (false_claim
                || self.denied_word(head)
                    && matches!(syntax.lemma(head), "be" | "base" | "correspond" | "reflect"))
        {
            self.denied = true;
            self.note(head);
            return false;
        }
        if self.frames.listed("happen_verbs", syntax.lemma(head)) {
            self.beside(head, true);
            return true;
        }
        false
    }

    /// "the planned attack", "a possible strike", "an alleged plot" say it before the noun; "attack plan" above it.
    fn modifier_above(&mut self, head: usize, operator: Option<Operator>) -> bool {
        if let Some(operator) = operator
            && matches!(operator, Operator::Plan | Operator::Threaten | Operator::Possible | Operator::Allege)
        {
            let trigger = self.trigger;
            self.apply(operator, trigger, head, false);
        }
        false
    }

    fn conditional_marked(&self, at: usize) -> bool {
        let syntax = self.syntax;
        syntax.doc.children(at).any(|child| {
            syntax.dep(child) == "mark" && self.frames.listed("condition_markers", &syntax.doc.lower(child))
        })
    }

    /// Says whether the event's doer is the one who speaks: "said it will", "we will", "announced it severed".
    fn same_doer(&self, at: usize, head: usize) -> bool {
        let syntax = self.syntax;
        let doers = syntax.surface_subject(at);
        let speakers = syntax.surface_subject(head);
        let Some(&doer) = doers.first() else { return true };
        if matches!(syntax.pos(doer), "PRON") {
            return !matches!(
                syntax.doc.lower(doer).as_str(),
                "you" | "this" | "that" | "who" | "which" | "there"
            );
        }
        speakers.iter().any(|&speaker| {
            speaker == doer
                || syntax.doc.word(speaker) == syntax.doc.word(doer)
                || self.same_side(speaker, doer)
                || syntax.owner(speaker).is_some_and(|owner| syntax.lemma(owner) == syntax.lemma(doer))
                || syntax
                    .naming_modifier(speaker)
                    .is_some_and(|owner| syntax.lemma(owner) == syntax.lemma(doer))
        })
    }

    /// Says whether the speaker is the doer, or speaks for it: a president for his state.
    fn same_side(&self, speaker: usize, doer: usize) -> bool {
        let side = |head: usize| {
            let mention = self.entities.mention(head)?;
            mention.on_behalf_of.as_ref().or(mention.actor.as_ref())
        };
        side(speaker).is_some_and(|speaker| side(doer) == Some(speaker))
    }

    /// "said that the measure would be extended": nobody else is named who would do it.
    fn unnamed_doer(&self) -> bool {
        let syntax = self.syntax;
        let verb = self.trigger;
        if syntax.is_passive(verb) {
            return syntax.agents(verb).is_empty();
        }
        syntax.is_verb(verb)
            && syntax.own_subject(verb).is_some_and(|subject| {
                syntax.tag(subject).starts_with("NN")
                    && syntax.pos(subject) == "NOUN"
                    && !self.frames.listed("people", syntax.lemma(subject))
                    && self.entities.mention(subject).is_none()
            })
    }

    fn first_person(&self) -> bool {
        let syntax = self.syntax;
        let doers = syntax.surface_subject(self.trigger);
        doers.iter().any(|&doer| matches!(syntax.doc.lower(doer).as_str(), "we" | "i"))
    }

    fn finish(mut self) -> Assessment {
        if let Some(modifier) = self.noun_modifier() {
            let trigger = self.trigger;
            if let Some(operator) =
                self.operator(modifier, modifier).or(match self.syntax.doc.lower(modifier).as_str() {
                    "planned" | "scheduled" | "upcoming" | "impending" | "proposed" | "forthcoming" => {
                        Some(Operator::Plan)
                    }
                    "alleged" | "suspected" | "reported" | "purported" | "claimed" | "so-called"
                    | "supposed" => Some(Operator::Allege),
                    "threatened" => Some(Operator::Threaten),
                    "possible" | "potential" | "likely" | "feared" | "expected" | "future"
                    | "hypothetical" | "eventual" => Some(Operator::Possible),
                    "attempted" | "foiled" | "failed" | "thwarted" => Some(Operator::Negate),
                    _ => None,
                })
                && matches!(
                    operator,
                    Operator::Plan
                        | Operator::Allege
                        | Operator::Threaten
                        | Operator::Possible
                        | Operator::Negate
                )
            {
                self.apply(operator, trigger, modifier, false);
            }
        }
        if self.modality.is_none() && self.conditional_child && self.future {
            let trigger = self.trigger;
            let own =
                self.first_person() || self.saying.is_some_and(|saying| self.same_doer(trigger, saying));
            self.modality = Some(if own && (self.harmful || self.leaves) {
                Modality::Threatened
            } else if self.unless {
                Modality::Planned
            } else {
                Modality::Conditional
            });
        } else if self.modality == Some(Modality::Possible) && self.conditional_child {
            self.modality = Some(Modality::Conditional);
        }
        if self.modality.is_none() && (self.future || self.progressive) {
            let trigger = self.trigger;
            let own = self.first_person()
                || self.saying.is_some_and(|saying| {
                    self.same_doer(trigger, saying) || self.future && self.unnamed_doer()
                });
            self.modality = match (self.future, own) {
                (true, true) if self.harmful && !self.negative => Some(Modality::Threatened),
                (_, true) => Some(Modality::Announced),
                (true, false) => Some(Modality::Planned),
                (false, false) => None,
            };
        }
        if self.modality.is_none() && self.scare_quoted() {
            self.modality = Some(Modality::Alleged);
        }
        let mut modality = self.modality.unwrap_or(Modality::Asserted);
        if self.denied {
            modality = Modality::Alleged;
            self.negative = true;
        }
        self.words.sort_unstable();
        self.words.dedup();
        Assessment {
            polarity: if self.negative { Polarity::Negative } else { Polarity::Positive },
            modality,
            denied: self.denied,
            words: self.words,
            saying: self.saying,
            future: self.future,
            governed: self.governed,
        }
    }

    /// A noun alone in quotation marks: the outlet keeps its distance.
    fn scare_quoted(&self) -> bool {
        let syntax = self.syntax;
        let is_quote =
            |token: usize| matches!(syntax.doc.word(token), "\"" | "“" | "”" | "'" | "‘" | "’" | "``" | "''");
        let after = (self.trigger + 1..syntax.doc.len().min(self.trigger + 3)).any(is_quote);
        syntax.is_noun(self.trigger) && after && self.trigger.checked_sub(1).is_some_and(is_quote)
    }

    fn noun_modifier(&self) -> Option<usize> {
        let syntax = self.syntax;
        if !syntax.is_noun(self.trigger) {
            return None;
        }
        syntax.doc.children(self.trigger).find(|&child| {
            child < self.trigger
                && matches!(syntax.dep(child), "amod" | "advmod")
                && (matches!(
                    syntax.doc.lower(child).as_str(),
                    "planned"
                        | "scheduled"
                        | "upcoming"
                        | "impending"
                        | "proposed"
                        | "forthcoming"
                        | "alleged"
                        | "suspected"
                        | "reported"
                        | "purported"
                        | "claimed"
                        | "so-called"
                        | "supposed"
                        | "threatened"
                        | "possible"
                        | "potential"
                        | "likely"
                        | "feared"
                        | "expected"
                        | "future"
                        | "hypothetical"
                        | "eventual"
                        | "attempted"
                        | "foiled"
                        | "failed"
                        | "thwarted"
                ))
        })
    }
}
