//! How an event is said to be: polarity, modality, and whether a source denies it.
//!
//! The words above and beside the trigger decide, nearest first: auxiliaries and negation on its own verb, then every
//! word that governs it up to the sentence's root (after the factuality profiler of Saurí & Pustejovsky,
//! *Computational Linguistics* 38(2), 2012, with the eight values of Tidings instead of its two axes).

mod above;
mod beside;
mod doer;
mod nouns;

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
    /// Whether "never" stands beside it.
    never: bool,
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
        never: false,
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

    fn finish(mut self) -> Assessment {
        if let Some((modifier, operator)) = self.noun_modifier() {
            let trigger = self.trigger;
            self.apply(operator, trigger, modifier, false);
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

    /// Returns the adjective that tells a noun's mood, with what it does: "the *planned* attack".
    fn noun_modifier(&self) -> Option<(usize, Operator)> {
        const LISTS: &[(&str, Operator)] = &[
            ("planned_modifiers", Operator::Plan),
            ("alleged_modifiers", Operator::Allege),
            ("threatened_modifiers", Operator::Threaten),
            ("possible_modifiers", Operator::Possible),
            ("undone_modifiers", Operator::Negate),
        ];
        let syntax = self.syntax;
        if !syntax.is_noun(self.trigger) {
            return None;
        }
        syntax.doc.children(self.trigger).take_while(|&child| child < self.trigger).find_map(|child| {
            if !matches!(syntax.dep(child), "amod" | "advmod") {
                return None;
            }
            let word = syntax.doc.lower(child);
            let (_, operator) = LISTS.iter().find(|(list, _)| self.frames.listed(list, &word))?;
            Some((child, *operator))
        })
    }
}
