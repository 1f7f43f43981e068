//! Words that change how what they govern is said to be: announce, plan, threaten, demand, doubt, deny.

use rustc_hash::FxHashMap;
use serde::Deserialize;

/// What a governing word does to the event below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Operator {
    /// Its doer makes an act or decision known: announce, pledge, decide.
    Announce,
    /// Intended or scheduled: plan, agree, due.
    Plan,
    /// Meant to harm: threaten, warn.
    Threaten,
    /// Wanted from somebody else: demand, urge.
    Demand,
    /// Open: fear, expect, consider, likely.
    Possible,
    /// Claimed by somebody: accuse, allege, rumour.
    Allege,
    /// Rejected: deny, refute.
    Deny,
    /// Not done: fail, refuse, avoid.
    Negate,
    /// Says nothing of its own: begin, continue, carry out.
    Transparent,
    /// Merely says: say, tell.
    Say,
}

/// The lists of `[operators]` in the frame files: lemmas, with the preposition that they need behind `_`.
#[derive(Debug, Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct OperatorTable {
    announce: String,
    plan: String,
    threaten: String,
    demand: String,
    possible: String,
    allege: String,
    deny: String,
    negate: String,
    transparent: String,
    say: String,
}

/// The governing words by lemma.
#[derive(Debug, Default)]
pub(super) struct Operators {
    by_lemma: FxHashMap<String, Vec<(Option<String>, Operator)>>,
}

impl Operators {
    pub(super) fn extend(&mut self, table: &OperatorTable) {
        let lists = [
            (&table.announce, Operator::Announce),
            (&table.plan, Operator::Plan),
            (&table.threaten, Operator::Threaten),
            (&table.demand, Operator::Demand),
            (&table.possible, Operator::Possible),
            (&table.allege, Operator::Allege),
            (&table.deny, Operator::Deny),
            (&table.negate, Operator::Negate),
            (&table.transparent, Operator::Transparent),
            (&table.say, Operator::Say),
        ];
        for (words, operator) in lists {
            for word in words.split_whitespace() {
                let (lemma, with) = match word.split_once('_') {
                    Some((lemma, with)) => (lemma, Some(with.to_owned())),
                    None => (word, None),
                };
                let known = self.by_lemma.entry(lemma.to_owned()).or_default();
                known.push((with, operator));
                // What needs a preposition is surer than what does not.
                known.sort_by_key(|(with, _)| with.is_none());
            }
        }
    }

    /// Returns what a word does; `has` says whether a preposition or particle stands below it.
    pub(super) fn get(&self, lemma: &str, has: impl Fn(&str) -> bool) -> Option<Operator> {
        let known = self.by_lemma.get(lemma)?;
        known.iter().find(|(with, _)| with.as_deref().is_none_or(&has)).map(|&(_, operator)| operator)
    }
}
