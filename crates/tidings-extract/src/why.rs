//! The reason behind an item: every one carries it, `--explain` prints it.

use tidings_text::Span;

/// The rule or features that made an item, and the words that they rest on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Why {
    /// The rule's name, as in the reference pages: `times/weekday`, `attribution/said-clause`.
    pub rule: &'static str,
    /// The words it rests on, beside the item's own; bytes of the same field.
    pub words: Vec<Span>,
}

impl Why {
    /// Returns the reason `rule` that rests on the item's own words alone.
    #[must_use]
    pub fn rule(rule: &'static str) -> Self {
        Self { rule, words: Vec::new() }
    }

    /// Returns the reason as a line for a person: the rule, then its words.
    #[must_use]
    pub fn describe(&self, text: &str) -> String {
        let words = self.words.iter().map(|span| format!(" `{}`", span.of(text)));
        std::iter::once(self.rule.to_owned()).chain(words).collect()
    }
}
