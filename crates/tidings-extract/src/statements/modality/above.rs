//! What governs a verb or noun: the words above it, up to where they speak of another event.

use super::Climb;
use crate::statements::model::Modality;
use crate::statements::operators::Operator;

impl Climb<'_, '_> {
    pub(super) fn operator(&self, head: usize, at: usize) -> Option<Operator> {
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
        if self.reports_claim(head, at) {
            return Some(Operator::Allege);
        }
        if syntax.is_verb(head) || syntax.is_noun(head) || matches!(syntax.pos(head), "ADJ" | "ADV") {
            return self.frames.operators.get(&lemma.to_lowercase(), has);
        }
        None
    }

    /// Reads the governing word `head`; says whether the words above it still speak of the event.
    pub(super) fn above(&mut self, at: usize, head: usize, path: &str) -> bool {
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
                that || self.reports_claim(head, at)
                    || !(matches!(syntax.tag(at), "VBN" | "VBD")
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
        // "X; Y is expected": the clause in front is another sentence.
        let set_apart = path == "ccomp"
            && at < head
            && (at..head).any(|token| matches!(syntax.doc.word(token), ";" | ":"));
        if set_apart && operator != Some(Operator::Say) {
            return false;
        }
        if syntax.lemma(head) == "be" && matches!(path, "ccomp" | "csubj" | "advcl" | "acl" | "xcomp") {
            if self.is_false(head) {
                // "it is not true that they left".
                self.denied = true;
                self.note(head);
                return false;
            }
            let said_of_it = syntax.doc.children(head).find(|&child| syntax.dep(child) == "acomp");
            if let Some(predicate) = said_of_it
                && let Some(operator @ (Operator::Demand | Operator::Possible)) =
                    self.operator(predicate, predicate)
            {
                // "it is essential that we find out".
                self.apply(operator, at, predicate, finite);
                return true;
            }
        }
        if self.modality == Some(Modality::Alleged) && self.rejects_behind(head, path) {
            self.denied = true;
            self.note(head);
            return false;
        }
        // "fined for leaving": what somebody is praised, blamed or punished for has happened.
        let reason = path == "pcomp"
            && matches!(operator, None | Some(Operator::Transparent))
            && syntax.is_verb(head)
            && syntax.doc.head(at).is_some_and(|preposition| syntax.is_word(preposition, "for"));
        if reason {
            self.set(Modality::Asserted, head);
            return false;
        }
        let Some(operator) = operator else {
            if self.modality == Some(Modality::Alleged)
                && self.frames.listed("rejecting_verbs", syntax.lemma(head))
                && matches!(path, "dobj" | "nsubjpass")
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
        // "not enough to convict him of stealing": what stands above doubts the verdict, not the charge.
        if operator == Operator::Allege && syntax.is_verb(head) && matches!(path, "pcomp" | "pobj") {
            return false;
        }
        // Above a noun only what carries it says more: "has no plan to leave", but not "carried out its threat to leave".
        !syntax.is_noun(head)
            || matches!(operator, Operator::Say | Operator::Transparent | Operator::Allege)
            || syntax
                .doc
                .head(head)
                .is_some_and(|above| self.frames.listed("light_verbs", syntax.lemma(above)))
    }

    /// "there is a man who fled": what is told of somebody who may exist is as open as he is.
    pub(super) fn existential(&self, noun: usize) -> bool {
        let syntax = self.syntax;
        syntax.doc.head(noun).is_some_and(|be| {
            syntax.lemma(be) == "be" && syntax.doc.children(be).any(|child| syntax.dep(child) == "expl")
        })
    }

    /// Applies a governing word.
    pub(super) fn apply(&mut self, operator: Operator, at: usize, head: usize, finite: bool) {
        let syntax = self.syntax;
        self.governed |= !matches!(operator, Operator::Transparent | Operator::Say);
        match operator {
            Operator::Announce => {
                if finite && !self.future && !self.same_doer(at, head) && !syntax.is_noun(at) {
                    // "announced that prices fell" makes nobody's own act known.
                    self.saying.get_or_insert(head);
                } else {
                    let spoken =
                        finite && self.future || self.frames.listed("commissives", syntax.lemma(head));
                    let threat = self.harmful && spoken && !self.negative && self.same_doer(at, head);
                    self.set(if threat { Modality::Threatened } else { Modality::Announced }, head);
                }
            }
            Operator::Plan => self.set(Modality::Planned, head),
            Operator::Threaten => {
                if !self.conditional_marked(at) {
                    let with = syntax.doc.head(at).is_some_and(|above| syntax.is_word(above, "with"));
                    let object = syntax.is_noun(at) && !self.future && !with && !self.harmful;
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
            Operator::Possible => {
                self.set(Modality::Possible, head);
                if self.frames.listed("doubting", syntax.lemma(head)) && !syntax.is_noun(at) {
                    self.negate(head);
                }
            }
            Operator::Allege => {
                self.set(Modality::Alleged, head);
                let called_false = syntax.is_noun(head)
                    && syntax.doc.children(head).any(|child| {
                        child < head && self.frames.listed("falsehoods", &syntax.doc.lower(child))
                    });
                if called_false {
                    self.denied = true;
                }
            }
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
                // "insisted that it was not", "says he never did": somebody else has claimed it.
                let insists = self.frames.listed("insisting_verbs", syntax.lemma(head));
                let past = !self.future && self.modality.is_none();
                if self.negative && past && finite && (insists || self.never) {
                    self.denied = true;
                    self.note(head);
                }
            }
        }
        self.beside_operator(head, operator);
    }

    /// "ruled out running": a gerund right behind its verb is its object, whatever the parser calls it.
    pub(super) fn right_behind(&self, at: usize, head: usize) -> bool {
        self.syntax.tag(at) == "VBG"
            && head < at
            && at <= head + 2
            && self.syntax.doc.children(at).all(|child| at < child)
    }

    /// Says whether a noun is one that is known already: "discussed the attack".
    pub(super) fn is_definite(&self, noun: usize) -> bool {
        let syntax = self.syntax;
        syntax.doc.children(noun).any(|child| {
            syntax.dep(child) == "poss"
                || syntax.dep(child) == "det"
                    && matches!(syntax.doc.lower(child).as_str(), "the" | "this" | "that" | "these" | "those")
        })
    }

    /// A word that no list knows: an infinitive below it has not happened yet; a noun below it stands for itself.
    pub(super) fn plain_head(
        &mut self,
        at: usize,
        head: usize,
        path: &str,
        infinitive: bool,
        finite: bool,
    ) -> bool {
        let syntax = self.syntax;
        if syntax.is_noun(at) && !syntax.is_verb(at) {
            // Only what carries an event out passes its own mood on: "will hold elections".
            let support = syntax.is_verb(head) && self.frames.listed("support_verbs", syntax.lemma(head));
            if support && matches!(path, "dobj" | "nsubjpass" | "pobj") {
                self.beside(head, false);
                return true;
            }
            // "would lead to violence": what is caused is as open as the cause.
            let caused = syntax.is_verb(head) && self.frames.listed("causing_verbs", syntax.lemma(head));
            if caused && matches!(path, "dobj" | "pobj" | "nsubjpass") {
                self.beside(head, false);
                return true;
            }
            let hearsay = matches!(path, "dobj" | "nsubj" | "nsubjpass")
                .then(|| {
                    syntax
                        .doc
                        .children(head)
                        .find(|&child| self.frames.listed("alleged_adverbs", &syntax.doc.lower(child)))
                })
                .flatten();
            if let Some(hearsay) = hearsay {
                self.set(Modality::Alleged, hearsay);
                return false;
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
                    // "had to leave": he left.
                    None if syntax.lemma(head) == "have" && self.is_past(head) => {}
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

    pub(super) fn conditional_marked(&self, at: usize) -> bool {
        let syntax = self.syntax;
        syntax.doc.children(at).any(|child| {
            syntax.dep(child) == "mark" && self.frames.listed("condition_markers", &syntax.doc.lower(child))
        })
    }
}
