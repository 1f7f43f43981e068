//! What a verb and its noun share: `severed` and `severance`, `explode` and `explosion`.
//!
//! Endings are taken off by rule; pairs that no rule joins stand in `data/derivations.toml`.

use crate::knowledge;

/// Endings that make nouns, adjectives and agents of verbs, the longest first, with what is put in their place.
const ENDINGS: &[(&str, &str)] = &[
    ("ication", "y"),
    ("ization", "ize"),
    ("isation", "ize"),
    ("uction", "uce"),
    ("ission", "it"),
    ("ssion", "ss"),
    ("ation", "ate"),
    ("ition", "it"),
    ("ption", "pt"),
    ("ction", "ct"),
    ("usion", "ude"),
    ("osion", "ode"),
    ("asion", "ade"),
    ("ision", "ide"),
    ("ment", ""),
    ("ance", ""),
    ("ence", ""),
    ("tion", "t"),
    ("ery", ""),
    ("age", ""),
    ("ure", ""),
    ("ing", ""),
    ("al", ""),
    ("er", ""),
    ("or", ""),
    ("y", ""),
];

/// Shortest root that an ending may leave.
const SHORTEST_ROOT: usize = 4;

/// Returns the root that a lemma shares with the words derived from it.
pub(crate) fn root(lemma: &str) -> String {
    let lemma = knowledge::derivations().get(lemma).map_or(lemma, String::as_str);
    let mut root = lemma.to_owned();
    for (ending, instead) in ENDINGS {
        if let Some(stem) = lemma.strip_suffix(ending)
            && stem.len() + instead.len() >= SHORTEST_ROOT
            && stem.len() >= 3
        {
            root = format!("{stem}{instead}");
            break;
        }
    }
    // `ate`, a silent `e` and a doubled consonant come and go: donate, donation; stop, stopping.
    for ending in ["ate", "e"] {
        if let Some(stem) = root.strip_suffix(ending)
            && stem.len() >= SHORTEST_ROOT - 1
        {
            root.truncate(stem.len());
            break;
        }
    }
    let bytes = root.as_bytes();
    if bytes.len() > SHORTEST_ROOT
        && bytes[bytes.len() - 1] == bytes[bytes.len() - 2]
        && bytes[bytes.len() - 1].is_ascii_alphabetic()
        && !matches!(bytes[bytes.len() - 1], b's' | b'l' | b'e' | b'o')
    {
        root.pop();
    }
    root
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(one: &str, other: &str) {
        assert_eq!(root(one), root(other), "{one}, {other}");
    }

    #[test]
    fn verbs_and_their_nouns() {
        check("sever", "severance");
        check("explode", "explosion");
        check("announce", "announcement");
        check("destroy", "destruction");
        check("die", "death");
        check("donate", "donation");
        check("arrive", "arrival");
        check("collide", "collision");
        check("shoot", "shooting");
        check("recognize", "recognition");
        check("resign", "resignation");
    }

    #[test]
    fn others_stay_apart() {
        assert_ne!(root("attack"), root("attach"));
        assert_ne!(root("order"), root("ordain"));
    }
}
