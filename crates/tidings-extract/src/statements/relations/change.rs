//! What an event does to a relation, where the words around it say more than its frame.

use super::Relations;
use crate::statements::arguments::Clause;
use crate::statements::model::Change;

impl Relations<'_, '_> {
    /// Returns what the event does to the relation `name`; `usual` is what its frame says.
    pub(super) fn change(&self, clause: &Clause<'_, '_>, name: &str, usual: Change) -> Change {
        if self.syntax.is_verb(clause.word) {
            if usual == Change::None && name == "holds_office" && self.lies_ahead(clause.word) {
                return Change::Starts;
            }
            let recognises = matches!(self.syntax.lemma(clause.word), "recognise" | "recognize");
            if recognises && self.has_no_longer(clause.word) {
                return Change::Ends;
            }
            return if self.holds(clause) { Change::None } else { usual };
        }
        if usual == Change::None && self.no_longer(clause) {
            return Change::Ends;
        }
        let standing = usual == Change::None || name == "ceasefire_with" && usual == Change::Starts;
        if !standing {
            return usual;
        }
        self.governed_change(clause.word).unwrap_or(
            if usual == Change::Starts && self.is_known(clause.word) { Change::None } else { usual },
        )
    }

    /// "will serve as", "asked him to serve as".
    fn lies_ahead(&self, verb: usize) -> bool {
        let syntax = self.syntax;
        syntax.doc.children(verb).any(|child| matches!(syntax.tag(child), "MD" | "TO"))
    }

    /// "is no longer a member".
    fn no_longer(&self, clause: &Clause<'_, '_>) -> bool {
        clause.support.is_some_and(|verb| self.has_no_longer(verb))
    }

    fn has_no_longer(&self, verb: usize) -> bool {
        let syntax = self.syntax;
        syntax.doc.children(verb).any(|child| {
            syntax.is_word(child, "anymore")
                || syntax.is_word(child, "longer")
                    && child.checked_sub(1).is_some_and(|before| syntax.is_word(before, "no"))
        })
    }

    /// "does not recognise", "the countries that still recognise it": the present tense of a state changes nothing.
    fn holds(&self, clause: &Clause<'_, '_>) -> bool {
        let syntax = self.syntax;
        let word = clause.word;
        if !matches!(syntax.lemma(word), "recognise" | "recognize") || clause.passive {
            return false;
        }
        let negated = syntax.doc.children(word).any(|child| syntax.dep(child) == "neg");
        let does = syntax.doc.children(word).any(|child| {
            syntax.dep(child) == "aux" && matches!(syntax.doc.lower(child).as_str(), "does" | "do")
        });
        let still = syntax.doc.children(word).any(|child| syntax.is_word(child, "still"));
        let present = matches!(syntax.tag(word), "VBZ" | "VBP");
        does && negated || present && (still || syntax.dep(word) == "relcl")
    }

    /// What the words above or before a noun do to what it names: "the truce collapsed", "new sanctions".
    fn governed_change(&self, noun: usize) -> Option<Change> {
        let syntax = self.syntax;
        let fresh = (syntax.doc.subtree_range(noun).start..noun)
            .any(|token| self.frames.listed("fresh_modifiers", &syntax.doc.lower(token)));
        let mut at = noun;
        for _ in 0..3 {
            let Some(above) = syntax.doc.head(at) else { break };
            let lemma = syntax.lemma(above).to_lowercase();
            if self.frames.listed("relation_enders", &lemma) {
                return Some(Change::Ends);
            }
            if self.frames.listed("relation_starters", &lemma) {
                return Some(Change::Starts);
            }
            if self.frames.listed("relation_keepers", &lemma) {
                return Some(Change::None);
            }
            if syntax.is_verb(above) {
                break;
            }
            at = above;
        }
        fresh.then_some(Change::Starts)
    }

    fn is_known(&self, noun: usize) -> bool {
        let syntax = self.syntax;
        syntax.doc.children(noun).any(|child| {
            syntax.dep(child) == "poss"
                || syntax.dep(child) == "det"
                    && matches!(syntax.doc.lower(child).as_str(), "the" | "this" | "that")
        })
    }
}
