//! Who wrote the report.

use std::sync::LazyLock;

use regex::Regex;

use crate::words::{WORDS, count_words, normal};

static IN_BRACKETS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[\[(【]([^\[\]()【】]{4,90})[\])】]\s*").expect("a built-in pattern is valid")
});

/// A byline at the start of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Byline {
    /// The names.
    pub(crate) names: String,
    /// How much of the line it takes, in bytes; the whole line where nothing follows.
    pub(crate) length: usize,
}

/// Returns the byline that a line holds: "By A. Smith", "Author: A. Smith", "[Daily Reporter A. Smith] …",
/// "A. Smith, Staff Writer".
pub(crate) fn read_byline(line: &str) -> Option<Byline> {
    if let Some(found) = IN_BRACKETS.captures(line)
        && let (Some(whole), Some(inner)) = (found.get(0), found.get(1))
        && let Some(names) = beside_role(inner.as_str())
    {
        return Some(Byline { names, length: whole.end() });
    }
    if count_words(line) > 16 {
        return None;
    }
    let names = after_opening(line).or_else(|| {
        let (name, role) = line.split_once([',', '|', '–', '('])?;
        let role = normal(role.trim_matches(|c: char| !c.is_alphanumeric()));
        let is_role = WORDS.byline.roles.iter().any(|known| {
            role == *known || role.starts_with(&format!("{known} ")) || role.ends_with(&format!(" {known}"))
        });
        (is_role && is_name(name.trim())).then(|| name.trim().to_owned())
    })?;
    Some(Byline { names, length: line.len() })
}

/// Returns the name beside a role: "Harbour News Reporter Ann Pier", "Ann Pier, staff reporter".
fn beside_role(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    if lower.len() != text.len() {
        return None;
    }
    for role in &WORDS.byline.roles {
        let Some(at) = lower.find(role.as_str()) else { continue };
        let after = text[at + role.len()..].trim_matches(|c: char| c.is_whitespace() || ":=-–,|".contains(c));
        if is_name(after) {
            return Some(after.to_owned());
        }
        let before = text[..at].trim_matches(|c: char| c.is_whitespace() || ":=-–,|".contains(c));
        if is_name(before) {
            return Some(before.to_owned());
        }
    }
    None
}

/// Returns the names after "By", "Author:", and the like.
fn after_opening(line: &str) -> Option<String> {
    let lower = line.to_lowercase();
    if lower.len() != line.len() {
        return None;
    }
    let opening = WORDS.byline.openings.iter().find(|opening| {
        lower
            .strip_prefix(opening.as_str())
            .is_some_and(|rest| rest.starts_with(|c: char| !c.is_alphanumeric()))
    })?;
    let rest = line[opening.len()..]
        .trim_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '|' | '-' | '–' | '—'));
    let (names, _) = rest.split_once(['|', '•', '·']).unwrap_or((rest, ""));
    let people = filter_names(names)?;
    // "By" alone also opens sentences ("By Monday the water …"): every part must look like a name.
    let all_names = names
        .split([',', ';', '&'])
        .flat_map(|part| part.split(" and "))
        .map(str::trim)
        .filter(|part| !part.is_empty());
    let mut all_names = all_names.map(|part| is_name(part) || is_role(part));
    (all_names.all(|is_name| is_name) && !rest.ends_with(['.', '!', '?'])).then_some(people)
}

fn is_role(text: &str) -> bool {
    let text = normal(text);
    WORDS.byline.roles.iter().any(|role| text.contains(role.as_str()))
        || WORDS.byline.no_names.contains(&text)
        || text.starts_with("for ")
        || text.starts_with("in ")
}

/// Says whether a text looks like a person's name (or a few): two to six words, each with a capital, no digit.
pub(crate) fn is_name(text: &str) -> bool {
    const PARTICLES: &[&str] = &[
        "de", "da", "do", "dos", "del", "della", "di", "du", "la", "le", "van", "von", "der", "den", "ter",
        "ten", "bin", "binti", "bint", "al", "el", "ibn", "y", "e", "of", "abu", "and", "und", "et",
    ];
    let words: Vec<&str> = text.split_whitespace().collect();
    let good = |word: &&str| {
        let word = word.trim_matches(|c: char| matches!(c, ',' | '.' | '(' | ')'));
        PARTICLES.contains(&word)
            || (word.starts_with(|c: char| c.is_uppercase() || (c.is_alphabetic() && !c.is_lowercase()))
                && !word.contains(|c: char| c.is_ascii_digit() || "/@:!?".contains(c)))
    };
    (2..=6).contains(&words.len()) && words.iter().all(good) && !WORDS.byline.no_names.contains(&normal(text))
}

/// Returns the names of a byline without what is no person's name: "admin", addresses, handles, the outlet's own
/// name; `None` where nothing is left.
pub(crate) fn filter_names(names: &str) -> Option<String> {
    let mut kept: Vec<String> = Vec::new();
    for name in names
        .split([',', ';', '|', '\n'])
        .flat_map(|part| part.split(" and "))
        .flat_map(|part| part.split(" & "))
    {
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        let name = strip_opening(&name);
        let lower = normal(name);
        let is_address =
            name.contains('@') || name.contains("://") || name.contains("www.") || name.starts_with('@');
        let has_letter = name.chars().any(char::is_alphabetic);
        let too_long = count_words(name) > 6 || name.len() > 60;
        let is_role = WORDS.byline.roles.iter().any(|role| lower.ends_with(role.as_str()));
        let is_account = !name.contains(' ')
            && (name.chars().all(|c| !c.is_uppercase()) && name.is_ascii() || lower.contains("admin"));
        let is_other = WORDS.byline.no_names.contains(&lower) || is_role || is_account;
        if has_letter
            && !is_address
            && !too_long
            && !is_other
            && !name.contains(|c: char| c.is_ascii_digit())
            && !kept.iter().any(|known| known == name)
        {
            kept.push(name.to_owned());
        }
    }
    (!kept.is_empty()).then(|| kept.join(", "))
}

/// Takes "By", "Analysis by" and the like off a name.
fn strip_opening(name: &str) -> &str {
    let lower = name.to_lowercase();
    if lower.len() != name.len() {
        return name.trim();
    }
    let mut openings = WORDS.byline.openings.iter();
    let opening = openings.find(|opening| {
        lower.strip_prefix(opening.as_str()).is_some_and(|rest| rest.starts_with([' ', ':']))
    });
    opening.and_then(|opening| name.get(opening.len()..)).unwrap_or(name).trim_start_matches(':').trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: Option<(&str, &str)>) {
        let found = read_byline(line);
        let found = found.as_ref().map(|byline| (byline.names.as_str(), &line[byline.length..]));
        assert_eq!(found, expected, "{line}");
    }

    #[test]
    fn bylines_in_the_forms_of_pages() {
        check("By Ann Pier", Some(("Ann Pier", "")));
        check("BY ANN PIER AND BOB DE QUAY", Some(("ANN PIER AND BOB DE QUAY", "")));
        check("By Ann Pier and Bob de Quay, Staff Writers", Some(("Ann Pier, Bob de Quay", "")));
        check("Author: Ann Pier", Some(("Ann Pier", "")));
        check("[Harbour News Reporter Ann Pier] The ferry sank.", Some(("Ann Pier", "The ferry sank.")));
        check("Ann Pier, Staff Writer", Some(("Ann Pier", "")));
        check("By Monday the water had gone", None);
        check("By Monday", None);
        check("By admin", None);
        check("[The ferry sank] on Monday", None);
        check("Two killed, editor says", None);
    }

    #[test]
    fn names_are_filtered() {
        assert_eq!(filter_names("By Ann Pier, admin, @annpier").as_deref(), Some("Ann Pier"));
        assert_eq!(
            filter_names("Analysis by Ann Pier, Courier Editor-at-large").as_deref(),
            Some("Ann Pier")
        );
        assert_eq!(filter_names("jdadmin"), None);
        assert_eq!(filter_names("Staff Writer"), None);
        assert_eq!(filter_names("https://x.example/ann"), None);
    }
}
