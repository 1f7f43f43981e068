//! Labels of a model as cheap, comparable values.

use std::collections::HashSet;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::sync::{Mutex, OnceLock};

/// A label (tag, part of speech, dependency, entity type), one pointer wide and compared like a string.
///
/// Labels come from the model's files, so they are not known at compile time.
/// They are interned once per process; a model has a few hundred, and [`Symbol::new`] is never called on text.
#[derive(Clone, Copy, Default, PartialOrd, Ord)]
pub struct Symbol(&'static str);

// Equal labels are one string, so the place tells. The empty label also comes from `default`.
impl PartialEq for Symbol {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.0, other.0) || self.0.is_empty() && other.0.is_empty()
    }
}

impl Eq for Symbol {}

impl Hash for Symbol {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let place = if self.0.is_empty() { 0 } else { self.0.as_ptr() as usize };
        place.hash(state);
    }
}

impl Symbol {
    /// Returns the symbol for `label`.
    #[must_use]
    pub fn new(label: &str) -> Self {
        static LABELS: OnceLock<Mutex<HashSet<&'static str>>> = OnceLock::new();
        let mut labels = match LABELS.get_or_init(Mutex::default).lock() {
            Ok(labels) => labels,
            Err(poisoned) => poisoned.into_inner(),
        };
        if let Some(&known) = labels.get(label) {
            return Self(known);
        }
        let label: &'static str = Box::leak(label.to_owned().into_boxed_str());
        labels.insert(label);
        Self(label)
    }

    /// Returns the label's text.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.0
    }
}

impl Deref for Symbol {
    type Target = str;

    fn deref(&self) -> &str {
        self.0
    }
}

impl PartialEq<str> for Symbol {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl PartialEq<&str> for Symbol {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

impl fmt::Display for Symbol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl fmt::Debug for Symbol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_labels_are_one_symbol() {
        assert_eq!(Symbol::new("nsubj"), Symbol::new("nsubj"));
        assert!(Symbol::new("nsubj") == "nsubj");
        assert_ne!(Symbol::new("nsubj"), Symbol::new("dobj"));
        assert_eq!(Symbol::new(""), Symbol::default());
    }
}
