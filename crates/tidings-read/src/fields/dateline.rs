//! The place and agency before the first sentence.

use std::sync::LazyLock;

use regex::Regex;

use super::credit::find_agency;
use crate::words::{WORDS, normal};

/// A dateline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Dateline {
    /// As printed: "SEOUL (AFP)".
    pub(crate) text: String,
    /// The agency named in it.
    pub(crate) agency: Option<String>,
}

/// A dateline is not longer than this, in bytes.
const MAX_LENGTH: usize = 90;

static SLASHED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(\p{Lu}[\p{Lu} .'’-]{2,30}, \p{L}{3,9}\.? \d{1,2}\.?) /([\p{L} -]{2,20})/")
        .expect("a built-in pattern is valid")
});
static AGENCY_FIRST: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\(([\p{L}][\p{L}/. -]{1,30})\)\s*(?:[-–—:]+\s*)?").expect("a built-in pattern is valid")
});

static SEPARATOR: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\s+(?:--|[-–—|])\s+|[–—]\s*|:\s+|-\s+").expect("a built-in pattern is valid")
});

/// Returns the dateline of a report's first line, as printed.
pub(crate) fn read_dateline(line: &str) -> Option<Dateline> {
    if let Some(found) = SLASHED.captures(line) {
        let text = found.get(0)?.as_str().to_owned();
        return Some(Dateline { agency: find_agency(found.get(2)?.as_str()), text });
    }
    if let Some(found) = AGENCY_FIRST.captures(line)
        && let Some(agency) = find_agency(found.get(1)?.as_str())
    {
        let whole = found.get(0)?;
        // "(Agency) SEOUL - …": the place follows.
        let place = read_place(line.get(whole.end()..)?);
        let text = match place {
            Some(place) => format!("({agency}) {}", place.text),
            None => whole.as_str().trim_matches(|c: char| c.is_whitespace() || "-–—:".contains(c)).to_owned(),
        };
        return Some(Dateline { text, agency: Some(agency) });
    }
    read_place(line)
}

fn read_place(line: &str) -> Option<Dateline> {
    let mut end = line.len().min(MAX_LENGTH);
    while !line.is_char_boundary(end) {
        end -= 1;
    }
    let head = line.get(..end)?;
    let found = SEPARATOR.find(head)?;
    let (at, separator) = (found.start(), found.as_str().trim());
    let text = head.get(..at)?.trim();
    let follows = line.get(found.end()..)?.trim_start();
    let starts_sentence = follows.starts_with(|c: char| {
        c.is_uppercase()
            || c.is_numeric()
            || "“\"‘'[(".contains(c)
            || (c.is_alphabetic() && !c.is_lowercase())
    });
    if text.is_empty() || !starts_sentence {
        return None;
    }
    let (place, agency) = split_agency(text);
    let place = place.split(" and ").next().unwrap_or(place);
    let (city, rest) = place.split_once([',', '/', '(']).unwrap_or((place, ""));
    let city = city.trim();
    let is_listed = WORDS.dateline.cities.contains(city) || WORDS.dateline.cities.contains(place.trim());
    let letters = city.chars().filter(|c| c.is_alphabetic()).count();
    let is_capitals =
        letters >= 3 && city.chars().all(|c| !c.is_lowercase()) && city.split_whitespace().count() <= 4;
    let is_no_place = WORDS.dateline.no_places.contains(&normal(city))
        || city.contains(|c: char| c.is_ascii_digit() || "?!\"“".contains(c));
    let short_rest = rest.split_whitespace().count() <= 5;
    let accepted =
        if separator == ":" || separator == "|" || !found.as_str().starts_with([' ', '\u{a0}', '—', '–'])
        {
            is_listed
        } else {
            is_listed
                || is_capitals
                || (agency.is_some()
                    && city.starts_with(char::is_uppercase)
                    && city.split_whitespace().count() <= 4)
        };
    (accepted && !is_no_place && short_rest).then(|| Dateline { text: text.to_owned(), agency })
}

/// Splits "SEOUL (AFP)" or "SEOUL, July 14 (Agency)" into the place and the agency.
fn split_agency(text: &str) -> (&str, Option<String>) {
    if let Some((place, rest)) = text.rsplit_once('(')
        && let Some(agency) = find_agency(rest.trim_end_matches([')', ' ']))
    {
        return (place.trim().trim_end_matches(','), Some(agency));
    }
    (text, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: Option<(&str, Option<&str>)>) {
        let found = read_dateline(line);
        let found = found.as_ref().map(|dateline| (dateline.text.as_str(), dateline.agency.as_deref()));
        assert_eq!(found, expected, "{line}");
    }

    #[test]
    fn datelines_in_the_forms_of_wires() {
        check("JAKARTA - The ferry sank.", Some(("JAKARTA", None)));
        check("Pyongyang: The ferry sank.", Some(("Pyongyang", None)));
        check("SEOUL (AFP) – The ferry sank.", Some(("SEOUL (AFP)", Some("AFP"))));
        check(
            "WASHINGTON, July 14 (Reuters) - The ferry sank.",
            Some(("WASHINGTON, July 14 (Reuters)", Some("Reuters"))),
        );
        check("KYIV, Ukraine — “We shall see,” he said.", Some(("KYIV, Ukraine", None)));
        check("BEIJING -- China said.", Some(("BEIJING", None)));
        check("MOSCOW, July 14. /TASS/. The ferry sank.", Some(("MOSCOW, July 14. /TASS/", Some("TASS"))));
        check("(CNN) The ferry sank.", Some(("(CNN)", Some("CNN"))));
        check("Pyongyang:\u{a0}The ferry sank.", Some(("Pyongyang", None)));
        check("(Reuters) - The ferry sank.", Some(("(Reuters)", Some("Reuters"))));
        check("Eastport (dpa) - The ferry sank.", Some(("Eastport (dpa)", Some("dpa"))));
    }

    #[test]
    fn other_openings_are_no_datelines() {
        check("BREAKING - The ferry sank.", None);
        check("ANN PIER, HOST: The ferry sank.", None);
        check("The mayor - who was there - said so.", None);
        check("Witness: The ferry sank.", None);
        check("“It sank” – The mayor was there.", None);
        check("(The ferry) sank.", None);
        check("", None);
        check("é: É", None);
    }
}
