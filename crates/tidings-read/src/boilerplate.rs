//! Lines that an outlet prints in many of its reports.
//!
//! A page saved as bare text has no mark-up that tells a slogan from a sentence, but a slogan stands in one
//! report after the other.

use std::collections::{BTreeMap, BTreeSet};

use tidings_text::{Cut, CutReason, Report, Span};

use crate::words::{hash_words, tokens};

/// A line is an outlet's boilerplate where it stands in at least so many reports that share little else.
const MIN_REPORTS: usize = 3;
/// Two reports share much where they share this part of the lines of the shorter one: two versions of one text.
const VERSION: f64 = 0.3;
/// For one line at most so many reports are compared; bounds the work on large batches.
const MAX_COMPARED: usize = 24;

/// Cuts, from each report, the lines that its outlet prints in at least three reports that share little else.
///
/// Over a batch of reports; a text that was taken as it stands (JSON Lines without cleaning) is left alone.
/// Versions of one text that an outlet prints again and again are not three reports.
/// A report never loses all of its text.
pub fn mark_outlet_boilerplate(reports: &mut [Report]) {
    let mut outlets: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, report) in reports.iter().enumerate() {
        // A text that is taken as it stands has no original, and nothing is cut from it.
        if let Some(outlet) = &report.outlet
            && report.original.is_some()
        {
            outlets.entry(outlet.to_lowercase()).or_default().push(index);
        }
    }
    for members in outlets.into_values().filter(|members| members.len() >= MIN_REPORTS) {
        let lines: Vec<BTreeSet<Vec<u64>>> = members.iter().map(|&index| lines_of(&reports[index])).collect();
        let boilerplate = find_boilerplate(&lines);
        if boilerplate.is_empty() {
            continue;
        }
        for index in members {
            cut_lines(&mut reports[index], &boilerplate);
        }
    }
}

/// Returns the lines of a report, as hashed words.
fn lines_of(report: &Report) -> BTreeSet<Vec<u64>> {
    report.text.lines().map(hash_words).filter(|words| !words.is_empty()).collect()
}

fn find_boilerplate(reports: &[BTreeSet<Vec<u64>>]) -> BTreeSet<Vec<u64>> {
    let mut places: BTreeMap<&Vec<u64>, Vec<usize>> = BTreeMap::new();
    for (index, lines) in reports.iter().enumerate() {
        for line in lines {
            places.entry(line).or_default().push(index);
        }
    }
    let is_boilerplate = |places: &[usize]| {
        let mut distinct: Vec<usize> = Vec::new();
        for &place in places.iter().take(MAX_COMPARED) {
            if !distinct.iter().any(|&other| are_versions(&reports[place], &reports[other])) {
                distinct.push(place);
            }
            if distinct.len() >= MIN_REPORTS {
                return true;
            }
        }
        false
    };
    places.into_iter().filter(|(_, places)| is_boilerplate(places)).map(|(line, _)| line.clone()).collect()
}

fn are_versions(a: &BTreeSet<Vec<u64>>, b: &BTreeSet<Vec<u64>>) -> bool {
    let n_shared = a.intersection(b).count();
    let n_shorter = a.len().min(b.len());
    // One line alone is the one in question.
    n_shared > 1 && (n_shared - 1) as f64 >= VERSION * n_shorter as f64
}

/// Cuts from a report its lines that stand in `boilerplate`; the map to the original follows.
fn cut_lines(report: &mut Report, boilerplate: &BTreeSet<Vec<u64>>) {
    let is_cut = |line: &str| boilerplate.contains(&hash_words(line));
    if report.text.lines().all(|line| tokens(line).is_empty() || is_cut(line)) {
        return;
    }
    let mut text = String::with_capacity(report.text.len());
    let mut moved: Vec<(Span, usize)> = Vec::new();
    let mut at = 0;
    for line in report.text.split('\n') {
        let span = Span::new(at, at + line.len());
        at += line.len() + 1;
        if is_cut(line) {
            report.cut.push(Cut { text: line.to_owned(), reason: CutReason::OutletBoilerplate });
            continue;
        }
        if !moved.is_empty() {
            text.push('\n');
        }
        moved.push((span, text.len()));
        text.push_str(line);
    }
    if let Some(original) = &mut report.original {
        let follow = |&(span, start): &(Span, u32)| {
            let index = moved.partition_point(|(line, _)| line.end < span.end);
            let (line, new_start) = moved.get(index).filter(|(line, _)| line.contains(span))?;
            let from = new_start + (span.start - line.start) as usize;
            Some((Span::new(from, from + span.len()), start))
        };
        original.map = original.map.iter().filter_map(follow).collect();
    }
    report.text = text;
}

#[cfg(test)]
mod tests {
    use tidings_text::Original;

    use super::*;

    fn report(outlet: &str, text: &str) -> Report {
        let mut report = Report::new("r", text);
        report.outlet = Some(outlet.to_owned());
        let mut at = 0;
        let map = text.split('\n').map(|line| {
            let span = Span::new(at, at + line.len());
            at += line.len() + 1;
            (span, span.start + 100)
        });
        report.original = Some(Original { sha256: String::new(), map: map.collect() });
        report
    }

    fn check(texts: &[(&str, &str)], expected: &[&str]) {
        let mut reports: Vec<Report> = texts.iter().map(|(outlet, text)| report(outlet, text)).collect();
        mark_outlet_boilerplate(&mut reports);
        let found: Vec<&str> = reports.iter().map(|report| report.text.as_str()).collect();
        assert_eq!(found, expected);
        for (report, (_, original)) in reports.iter().zip(texts) {
            for &(span, start) in &report.original.as_ref().unwrap().map {
                let at = start as usize - 100;
                assert_eq!(span.of(&report.text), &original[at..at + span.len()]);
            }
        }
    }

    #[test]
    fn a_line_in_three_different_reports_goes() {
        check(
            &[
                ("A", "Truth first!\nThe ferry sank."),
                ("A", "The bridge opened.\nTruth first!"),
                ("a", "It rained.\nTruth, first\nIt stopped."),
                ("B", "Truth first!\nThe sun shone."),
            ],
            &[
                "The ferry sank.",
                "The bridge opened.",
                "It rained.\nIt stopped.",
                "Truth first!\nThe sun shone.",
            ],
        );
    }

    #[test]
    fn versions_of_one_text_stay_and_so_does_the_only_line() {
        let text = "The ferry sank.\nNobody was hurt.\nIt was old.";
        check(&[("A", text), ("A", text), ("A", text)], &[text, text, text]);
        check(&[("A", "x"), ("A", "x"), ("A", "x")], &["x", "x", "x"]);
    }
}
