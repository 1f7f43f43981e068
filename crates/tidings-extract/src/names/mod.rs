//! Names: whether two names of persons, organisations or places may mean one entity.
//!
//! Both names are taken apart (`words`), laid side by side (`align`), measured (`features`) and weighed (`model`).
//! Lists stand in `data/names.toml`, weights in `data/names-weights.toml`; `cargo xtask train names` makes the weights.

mod align;
mod features;
mod model;
mod reason;
mod words;

pub use features::Feature;

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

/// Returns what the model weighs: the numbers measured on two names, in a fixed order.
#[must_use]
pub fn name_features(a: &str, b: &str) -> Vec<Feature> {
    features::measure(a, b).features
}

/// Compares two names across spellings, transliterations, orders, initials, short forms and legal forms.
///
/// A match says that the two may mean one entity, not that they do: homonyms match, and so do names one slip of the pen apart.
///
/// ```
/// use tidings_extract::names::compare_names;
/// assert!(compare_names("Harrow, Edith", "Edith Harrow").matches);
/// assert!(!compare_names("Edith Harrow", "Gordon Mallory").matches);
/// ```
#[must_use]
pub fn compare_names(a: &str, b: &str) -> NameMatch {
    let measured = features::measure(a, b);
    let empty = |name: &words::Name| name.words.is_empty();
    if empty(&measured.a) || empty(&measured.b) {
        let matches = !a.trim().is_empty() && a.trim() == b.trim();
        let reason = if matches { "the same signs" } else { "no letters to compare" };
        return NameMatch { score: f64::from(u8::from(matches)), matches, reason: reason.to_owned() };
    }
    if let Some(pair) = measured.alignment.apart() {
        let reason = format!("`{}` is never `{}`", pair.a.text, pair.b.text);
        return NameMatch { score: 0.0, matches: false, reason };
    }
    let score = model::MODEL.score(&measured.features);
    NameMatch { score, matches: score >= model::MODEL.threshold, reason: reason::describe(&measured) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(a: &str, b: &str, matches: bool) {
        let there = compare_names(a, b);
        let back = compare_names(b, a);
        assert_eq!(there.matches, matches, "{a} / {b}: {} {}", there.score, there.reason);
        assert_eq!(back.matches, matches, "{b} / {a}: {} {}", back.score, back.reason);
    }

    #[test]
    fn spellings_of_one_name_match() {
        check("Edith Harrow", "EDITH HARROW", true);
        check("Harrow, Edith", "Edith Harrow", true);
        check("Dr. Edith Harrow", "Edith Harrow", true);
        check("Зоряна Василенко", "Zoriana Vasylenko", true);
        check("Yuliya Zhdanova", "Julija Schdanowa", true);
        check("Khalid al-Nouri", "Khaled el Noury", true);
        check("Bill Harrowgate", "William Harrowgate", true);
        check("E. Harrowgate", "Edith Harrowgate", true);
        check("Marlow Freight GmbH", "Marlow Freight Gesellschaft mit beschränkter Haftung", true);
        check("The Marlow & Finch Company", "Marlow and Finch Company", true);
        check("Third Harbour Bank", "3rd Harbour Bank", true);
        check("Port Velmora", "Port-Velmora", true);
        check("Blue Water Lines", "Bluewater Lines", true);
    }

    #[test]
    fn other_names_do_not() {
        check("Edith Harrow", "Gordon Mallory", false);
        check("Edith Harrow", "Edith Mallory", false);
        check("North Velmora", "South Velmora", false);
        check("Harbour Bank of Velmora", "Harbour Bank of Castora", false);
        check("Pak Ryong Su", "Pak Chol Min", false);
        check("", "Edith Harrow", false);
        check("…", "…", true);
        check("!", "?", false);
    }

    #[test]
    fn the_reason_names_the_words() {
        let found = compare_names("Bill Harrow AG", "William Harow GmbH");
        assert_eq!(
            found.reason,
            "`bill` and `william` are forms of one word; `harrow` and `harow` sound alike; legal forms differ (`ag`, `gmbh`)"
        );
    }

    proptest! {
        #[test]
        fn any_two_texts_can_be_compared(a in "\\PC{0,40}", b in "\\PC{0,40}") {
            let found = compare_names(&a, &b);
            prop_assert!((0.0..=1.0).contains(&found.score));
        }

        #[test]
        fn a_name_matches_itself(name in "[A-Z][a-z]{3,9} [A-Z][a-z]{4,9}") {
            prop_assert!(compare_names(&name, &name).matches);
        }
    }
}
