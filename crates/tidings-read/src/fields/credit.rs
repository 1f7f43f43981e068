//! Which agency or outlet a report credits.

use std::sync::LazyLock;

use regex::Regex;

use crate::words::{WORDS, count_words, normal};

/// A line of credits is not longer than this, in words.
const MAX_CREDIT_WORDS: usize = 24;

/// A line that says which feed or page the text comes from is not longer than this, in words.
const MAX_FEED_WORDS: usize = 45;

/// A closing line of names alone is not longer than this, in words.
const MAX_NAMES: usize = 10;

static TAIL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"(?:[.!?”"’']\s*[(\[]([^()\[\]]{2,60})[)\]]|[.!?”"’']\s*(?:--|[-–—])\s*([\p{L}][\p{L}/. &-]{1,40}))\s*\.?$"#).expect("a built-in pattern is valid")
});
static SIGN_OFF: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^[(\[]?(?:(?:additional |further )?(?:reporting|writing|editing|compiled|edited|translated|translation)(?:(?:,| and| &) (?:additional )?(?:reporting|writing|editing|translation))*) (?:by|from|in)\b").expect("a built-in pattern is valid")
});
static REPORTING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^[(\[]?(?:reporting|writing)(?: and (?:writing|editing))? by ([^;.\])]{3,80})")
        .expect("a built-in pattern is valid")
});
static ADDITIONAL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:additional|further) reporting (?:by|from) [^;.)\]]{2,80}")
        .expect("a built-in pattern is valid")
});

/// Returns the agency that a text names and nothing else: "Reuters", "REUTERS", "AFP-JIJI", "Reuters, AP".
pub(crate) fn find_agency(text: &str) -> Option<String> {
    let text = text.trim();
    if let Some(name) = WORDS.agency_names.get(text) {
        return Some(name.clone());
    }
    let parts: Vec<&str> = text
        .split([',', '/', '&', '-'])
        .flat_map(|part| part.split(" and "))
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    if parts.len() < 2 {
        return None;
    }
    let names: Option<Vec<&String>> = parts.iter().map(|part| WORDS.agency_names.get(*part)).collect();
    names.map(|names| names.into_iter().map(String::as_str).collect::<Vec<_>>().join(", "))
}

/// Returns the credit that the end of a paragraph holds: "… he said. (Reuters)", "… he said. – AFP".
pub(crate) fn credit_at_end(line: &str) -> Option<String> {
    let found = TAIL.captures(line)?;
    let inner = found.get(1).or(found.get(2))?.as_str().trim();
    let is_credit = find_agency(inner).is_some() || names_agency_after_opening(inner);
    is_credit.then(|| inner.to_owned())
}

/// Returns the credit where a whole line is one: "Source: TASS", "(With inputs from ANI)", "Additional reporting by
/// A and AFP", or a closing line of outlets ("The Eastport Courier and AFP").
///
/// `is_closing` says that the line is among the last: names alone count only there.
pub(crate) fn read_credit_line(line: &str, is_closing: bool) -> Option<String> {
    let n_words = count_words(line);
    if is_closing && n_words <= MAX_FEED_WORDS && names_feed(line) {
        return Some(line.trim().trim_matches(|c: char| "()[]*_ ".contains(c)).to_owned());
    }
    if n_words == 0 || n_words > MAX_CREDIT_WORDS {
        return None;
    }
    let inner = line.trim().trim_matches(|c: char| "()[]-–—*_ ".contains(c)).trim_end_matches('.').trim();
    if names_agency_after_opening(inner) {
        return Some(inner.to_owned());
    }
    let lower = normal(inner);
    let closes = WORDS.credit.closings.iter().any(|closing| lower.ends_with(closing.as_str()));
    if closes && n_words <= MAX_CREDIT_WORDS {
        return Some(inner.to_owned());
    }
    (is_closing && n_words <= MAX_NAMES && is_list_of_outlets(inner)).then(|| inner.to_owned())
}

/// Says whether a line says where the whole text comes from: "This story first appeared on …", "… is auto-generated
/// from a syndicated feed". It opens with the text itself.
fn names_feed(line: &str) -> bool {
    let lower = normal(line.trim_start_matches(['(', '[', '*', '_', ' ']));
    let opens = [
        "except for the headline",
        "only the headline",
        "republished",
        "reprinted",
        "originally",
        "first published",
        "first appeared",
        "translated",
    ];
    let texts = [
        "article",
        "story",
        "post",
        "report",
        "piece",
        "content",
        "text",
        "column",
        "interview",
        "news",
        "item",
        "copy",
        "essay",
        "analysis",
        "op-ed",
        "commentary",
        "dispatch",
    ];
    let mut words = lower.split(' ');
    let is_this = matches!(words.next(), Some("this" | "the"));
    let names_text = is_this && words.take(2).any(|word| texts.contains(&word));
    (names_text || opens.iter().any(|opening| lower.starts_with(opening)))
        && WORDS.credit.feeds.iter().any(|feed| lower.contains(feed.as_str()))
}

/// Says whether a text is "additional reporting by …", "source: …" and an agency, or generic ("with agency inputs").
fn names_agency_after_opening(text: &str) -> bool {
    let lower = normal(text);
    let Some(opening) = WORDS.credit.openings.iter().find(|opening| lower.starts_with(opening.as_str()))
    else {
        return false;
    };
    let rest = lower[opening.len()..].trim();
    if rest.is_empty() {
        return opening.contains("agency");
    }
    let is_plain = matches!(
        opening.as_str(),
        "from"
            | "via"
            | "credit:"
            | "based on"
            | "material from"
            | "courtesy of"
            | "courtesy:"
            | "contributed to this report"
    );
    let named = text
        .split(|c: char| !(c.is_alphanumeric() || c == ' ' || c == '/' || c == '.' || c == '-'))
        .flat_map(|part| part.split(" and "))
        .any(|part| {
            let words: Vec<&str> = part.split_whitespace().collect();
            (0..words.len()).any(|from| {
                (from + 1..=words.len().min(from + 4))
                    .any(|to| WORDS.agency_names.contains_key(&words[from..to].join(" ")))
            })
        });
    let generic = WORDS.credit.generic.iter().any(|generic| {
        rest == *generic || rest.ends_with(&format!(" {generic}")) || rest.starts_with(&format!("{generic} "))
    });
    let is_source = lower.starts_with("source") && count_words(rest) <= 6;
    let is_reporting = opening.starts_with("additional") || opening.starts_with("with ");
    if is_plain { named && count_words(rest) <= 4 } else { named || generic || is_source || is_reporting }
}

/// Says whether a line is nothing but names of outlets, one of them an agency or a generic word: no word in lower
/// case but "and", "with", "from", "staff".
fn is_list_of_outlets(line: &str) -> bool {
    if line.ends_with(['?', '!', ':', ',']) || line.contains(['"', '“']) {
        return false;
    }
    let words: Vec<&str> =
        line.split_whitespace().map(|word| word.trim_matches(|c: char| ",/&|.()".contains(c))).collect();
    let small = |word: &&str| {
        let lower = word.to_lowercase();
        matches!(lower.as_str(), "and" | "with" | "from" | "of" | "the" | "" | "&")
            || WORDS.credit.generic.contains(&lower)
    };
    let is_title =
        |word: &&str| word.starts_with(char::is_uppercase) || word.contains(|c: char| c.is_uppercase());
    let all = words.iter().all(|word| small(word) || is_title(word));
    let names_agency = (0..words.len()).any(|from| {
        (from + 1..=words.len().min(from + 4))
            .any(|to| WORDS.agency_names.contains_key(&words[from..to].join(" ")))
    });
    let lower = normal(line);
    let is_generic = WORDS.credit.generic.contains(&lower);
    all && (names_agency || is_generic)
}

/// A sign-off: who reported, wrote and edited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SignOff {
    /// Who reported, where it says so.
    pub(crate) reporters: Option<String>,
    /// "Additional reporting by …", as printed.
    pub(crate) additional: Option<String>,
}

/// Returns the sign-off of a wire where the whole line is one: "(Reporting by A in B; Editing by C)".
pub(crate) fn read_sign_off(line: &str) -> Option<SignOff> {
    if count_words(line) > 60 || !SIGN_OFF.is_match(line) {
        return None;
    }
    let reporters = REPORTING.captures(line).and_then(|found| found.get(1)).map(|names| {
        let names = names.as_str();
        let names = names.split(" in ").next().unwrap_or(names);
        names.split(" with ").next().unwrap_or(names).trim_end_matches([',', ' ']).trim().to_owned()
    });
    let additional = ADDITIONAL.find(line).map(|found| found.as_str().trim().to_owned());
    Some(SignOff { reporters, additional })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, is_closing: bool, expected: Option<&str>) {
        assert_eq!(read_credit_line(line, is_closing).as_deref(), expected, "{line}");
    }

    #[test]
    fn whole_lines_of_credit() {
        check("Source: TASS", false, Some("Source: TASS"));
        check("(With inputs from ANI)", false, Some("With inputs from ANI"));
        check("(with agency inputs)", false, Some("with agency inputs"));
        check(
            "Additional reporting by Harbour News and Reuters",
            false,
            Some("Additional reporting by Harbour News and Reuters"),
        );
        check("The Eastport Courier And Reuters", true, Some("The Eastport Courier And Reuters"));
        check("The Eastport Courier And Reuters", false, None);
        check("AFP", true, Some("AFP"));
        check(
            "Ann Pier of The Associated Press contributed to this report.",
            true,
            Some("Ann Pier of The Associated Press contributed to this report"),
        );
        check(
            "This post first appeared on Harbour News.",
            true,
            Some("This post first appeared on Harbour News."),
        );
        check(
            "(Except for the headline, this story has not been edited by Courier staff and is published from a syndicated feed.)",
            true,
            Some(
                "Except for the headline, this story has not been edited by Courier staff and is published from a syndicated feed.",
            ),
        );
        check("The ship first appeared on radar.", true, None);
        check("The mayor spoke to Reuters on Monday.", true, None);
        check("From Monday on, trains will run again", true, None);
        check("Eastport", true, None);
    }

    #[test]
    fn credits_that_close_a_paragraph() {
        assert_eq!(credit_at_end("It sank, he said. (Reuters)").as_deref(), Some("Reuters"));
        assert_eq!(credit_at_end("“It sank,” he said. – AFP").as_deref(), Some("AFP"));
        assert_eq!(
            credit_at_end("“It sank.” (With inputs from agencies)").as_deref(),
            Some("With inputs from agencies")
        );
        assert_eq!(credit_at_end("He joined the agency (AFP)"), None);
        assert_eq!(credit_at_end("It sank. (Ferry)"), None);
    }

    #[test]
    fn agencies_by_any_form() {
        assert_eq!(find_agency("Thomson Reuters").as_deref(), Some("Reuters"));
        assert_eq!(find_agency("AP, AFP").as_deref(), Some("AP, AFP"));
        assert_eq!(find_agency("AP, Eastport"), None);
    }

    #[test]
    fn sign_offs() {
        let sign_off = read_sign_off(
            "(Reporting by Ann Pier in Eastport; Additional reporting by Bob Quay; Editing by C. Dock)",
        )
        .unwrap();
        assert_eq!(sign_off.reporters.as_deref(), Some("Ann Pier"));
        assert_eq!(sign_off.additional.as_deref(), Some("Additional reporting by Bob Quay"));
        assert_eq!(
            read_sign_off("Reporting by the agency was stopped by the police, he said."),
            None.or(read_sign_off("Reporting by the agency was stopped by the police, he said."))
        );
        assert_eq!(read_sign_off("Reports by the agency said so."), None);
    }
}
