//! Nouns between a word and its event: claims and what is said of them, events as subjects, denied nouns.

use super::Climb;
use crate::statements::model::Modality;
use crate::statements::operators::Operator;

impl Climb<'_, '_> {
    /// "a report saying that …", "a rumour that …": a noun for a claim, with what it claims behind it.
    pub(super) fn reports_claim(&self, head: usize, at: usize) -> bool {
        let syntax = self.syntax;
        let says = syntax.dep(at) == "acl"
            && (syntax.tag(at) == "VBG" && self.frames.listed("saying_verbs", syntax.lemma(at))
                || syntax
                    .doc
                    .children(at)
                    .any(|child| syntax.dep(child) == "mark" && syntax.is_word(child, "that")));
        says && syntax.is_noun(head) && self.frames.listed("claim_nouns", &syntax.lemma(head).to_lowercase())
    }

    /// Says whether a form of "be" calls its subject false: "is a lie", "is not true".
    pub(super) fn is_false(&self, be: usize) -> bool {
        let syntax = self.syntax;
        syntax.doc.children(be).any(|child| {
            let lemma = syntax.lemma(child).to_lowercase();
            matches!(syntax.dep(child), "acomp" | "attr")
                && (self.frames.listed("falsehoods", &lemma) || lemma == "true" && self.denied_word(be))
        })
    }

    /// "pushed back against claims that …", "no truth in reports that …".
    pub(super) fn rejects_behind(&self, head: usize, path: &str) -> bool {
        let syntax = self.syntax;
        if path != "pobj" {
            return false;
        }
        let back = syntax.doc.children(head).any(|child| syntax.is_word(child, "back"));
        let no =
            syntax.doc.children(head).any(|child| syntax.dep(child) == "det" && syntax.is_word(child, "no"));
        back && matches!(syntax.lemma(head), "push" | "hit" | "fight" | "fire")
            || no && matches!(syntax.lemma(head), "truth" | "basis" | "substance" | "merit" | "foundation")
    }

    pub(super) fn subject_above(&mut self, head: usize) -> bool {
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
        let false_claim = self.frames.listed("falsehoods", syntax.lemma(head))
            || predicate.is_some_and(|predicate| self.frames.listed("falsehoods", syntax.lemma(predicate)));
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
    pub(super) fn modifier_above(&mut self, head: usize, operator: Option<Operator>) -> bool {
        if let Some(operator) = operator
            && matches!(operator, Operator::Plan | Operator::Threaten | Operator::Possible | Operator::Allege)
        {
            let trigger = self.trigger;
            self.apply(operator, trigger, head, false);
        }
        false
    }

    /// Says whether a governing word speaks of the noun below it as an event of that kind.
    pub(super) fn takes_noun(&self, at: usize, path: &str, operator: Operator) -> bool {
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

    /// "no news of damage": a denied noun above denies what it is about.
    pub(super) fn nothing_of(&mut self, at: usize, head: usize) -> bool {
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
}
