//! Lists of happenings under headings of their own: "Harbour fire: 12 dead", and what the lines below say of it.

use std::collections::BTreeSet;

use tidings_text::Span;

use crate::knowledge;
use crate::passages::words;

/// Headings that make a list.
const FEWEST_HEADINGS: usize = 3;
/// Most words of a heading, before and behind the colon.
const MOST_NAMED: usize = 8;
const MOST_TOLD: usize = 5;

/// Returns the stretches of a text that list happenings of other places than `places`: each from its heading to the
/// next, the last to the end of the line below it.
pub(super) fn others(text: &str, places: &BTreeSet<String>) -> Vec<Span> {
    let mut lines: Vec<(usize, &str)> = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        lines.push((start, line));
        start += line.len();
    }
    let headings: Vec<usize> = (0..lines.len()).filter(|&at| is_heading(lines[at].1)).collect();
    if headings.len() < FEWEST_HEADINGS {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (place, &at) in headings.iter().enumerate() {
        let end = headings.get(place + 1).copied().unwrap_or_else(|| {
            let below = lines.iter().enumerate().skip(at + 1).find(|(_, (_, line))| !line.trim().is_empty());
            below.map_or(lines.len(), |(below, _)| below + 1)
        });
        let until = lines.get(end).map_or(text.len(), |(start, _)| *start);
        let own = text[lines[at].0..until].split(|c: char| !c.is_alphanumeric()).map(words::fold);
        if !own.into_iter().any(|word| places.contains(&word)) {
            found.push(Span::new(lines[at].0, until));
        }
    }
    found
}

/// Says whether a line is a name, a colon and a number of those who suffered.
fn is_heading(line: &str) -> bool {
    let Some((name, told)) = line.trim().split_once(": ") else { return false };
    let (named, told): (Vec<&str>, Vec<&str>) =
        (name.split_whitespace().collect(), told.split_whitespace().collect());
    let short = (1..=MOST_NAMED).contains(&named.len()) && (2..=MOST_TOLD).contains(&told.len());
    let table = knowledge::happenings();
    let harmed = |word: &&str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        table.adjective(&word).is_some()
            || matches!(
                word.as_str(),
                "killed" | "died" | "drowned" | "hurt" | "victims" | "deaths" | "casualties"
            )
    };
    short && told.iter().any(|word| word.starts_with(|c: char| c.is_ascii_digit())) && told.iter().any(harmed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let places = BTreeSet::from(["ardmoor".to_owned()]);
        let found: Vec<&str> = others(text, &places).into_iter().map(|span| span.of(text).trim()).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn headings_open_other_happenings() {
        let list = "Nine died in Ardmoor.\nLisse club: 12 killed\nA man fired.\nOrvane: 8 dead\nIt burned.\n\
                    Ardmoor: 9 dead\nThe pier fell.\nVell ferry: 31 dead\nIt sank.\nReaders wrote.\n";
        check(
            list,
            &[
                "Lisse club: 12 killed\nA man fired.",
                "Orvane: 8 dead\nIt burned.",
                "Vell ferry: 31 dead\nIt sank.",
            ],
        );
    }

    #[test]
    fn few_headings_are_no_list() {
        check("Lisse club: 12 killed\nA man fired.\nOrvane: 8 dead\nIt burned.\n", &[]);
        check("The mayor said: 12 killed were too many.\n", &[]);
    }
}
