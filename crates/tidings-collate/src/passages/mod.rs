//! Passages: text that two reports share, or that stands twice in one.
//!
//! [`seeds`] finds where texts share words without comparing every pair, [`align`] aligns them word by word, [`reworded`]
//! finds copies whose words were swapped for others,
//! [`judge`] says what a passage is and, with reasons, who took it from whom.

mod align;
mod judge;
mod reworded;
mod seeds;
pub(crate) mod words;

use tidings_text::{CodePoints, Report, Span, wire};

use crate::told::canonical_order;
pub(crate) use judge::{name, outlet_key};
use words::Word;

/// A stretch of text that stands in two reports, or twice in one.
#[derive(Debug, Clone, PartialEq)]
pub struct Passage {
    /// One place.
    pub a: Place,
    /// The other; in a [`PassageKind::Repetition`] the later one of the same report.
    pub b: Place,
    /// Share of aligned words that are the same, 0 to 1.
    pub identity: f64,
    /// How many words are the same.
    pub n_same: usize,
    /// What it is.
    pub kind: PassageKind,
    /// Who took it from whom.
    pub direction: Direction,
    /// Why, a sentence each.
    pub reasons: Vec<String>,
    /// Where the wording differs inside it, in text order.
    pub variants: Vec<Variant>,
}

/// A stretch of a report's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Index of the report in the list that was given.
    pub report: usize,
    /// Bytes of its text.
    pub span: Span,
}

/// A place inside a passage where the wording differs; one side may be empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Variant {
    /// Bytes of the text of `a`.
    pub a: Span,
    /// Bytes of the text of `b`.
    pub b: Span,
}

/// What a passage is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PassageKind {
    /// Narration that one took from the other, or both from a third.
    Copy,
    /// Words that both quote.
    Quotation,
    /// A line that an outlet prints under many reports.
    Boilerplate,
    /// Text that stands twice in one report.
    Repetition,
}

/// Who took a passage from whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// `b` took it from `a`.
    AToB,
    /// `a` took it from `b`.
    BToA,
    /// Nothing in the reports tells.
    Undetermined,
}

impl PassageKind {
    /// Returns the kind as it is written in interchange.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Copy => "copy",
            Self::Quotation => "quotation",
            Self::Boilerplate => "boilerplate",
            Self::Repetition => "repetition",
        }
    }
}

impl Direction {
    /// Returns the direction as it is written in interchange.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AToB => "a-to-b",
            Self::BToA => "b-to-a",
            Self::Undetermined => "undetermined",
        }
    }
}

impl Passage {
    /// Returns the interchange form, in code points; `reports` is the list that the passages were found in.
    #[must_use]
    pub fn to_wire(&self, reports: &[&Report]) -> wire::Passage {
        let end = |place: Place| {
            let report = reports[place.report];
            wire::PassageEnd::new(report.id.as_str(), CodePoints::new(&report.text).range(place.span))
        };
        wire::Passage {
            a: end(self.a),
            b: end(self.b),
            identity: (self.identity * 1000.0).round() / 1000.0,
            kind: self.kind.as_str().to_owned(),
            direction: self.direction.as_str().to_owned(),
            reasons: self.reasons.clone(),
        }
    }
}

/// A shared run counts from this many equal words …
const FEWEST_SAME: usize = 8;
/// … or from this many where both sides quote it …
const FEWEST_SAME_QUOTED: usize = 6;
/// … of which this many must be content words that are not part of names …
const FEWEST_CONTENT: usize = 3;
/// … and this share of the longer side must be equal.
const LEAST_IDENTITY: f64 = 0.55;

/// Returns the winnowed shingles of a text, each with its first word.
pub(crate) fn fingerprints(words: &[Word]) -> Vec<(u64, u32)> {
    seeds::fingerprints(words)
}

/// Finds the passages of a list of reports, by report and place.
///
/// Side `a` is the report that comes first by (published, id), so the order of the list does not matter but for
/// the indexes.
#[must_use]
pub fn passages(reports: &[&Report]) -> Vec<Passage> {
    let order = canonical_order(reports);
    let texts: Vec<Vec<Word>> = order.iter().map(|&index| words::words(&reports[index].text)).collect();
    let mut found = Vec::new();
    for ((a, b), seeds) in seeds::seeds(&texts) {
        for alignment in align::align(&texts[a], &texts[b], &seeds, a == b) {
            if !counts(&texts[a], &texts[b], &alignment, a == b) {
                continue;
            }
            found.push(passage(order[a], order[b], &texts[a], &texts[b], &alignment));
        }
    }
    for ((a, b), rewording) in reworded::find(&texts) {
        found.extend(reworded_copy(reports, (order[a], order[b]), rewording, &found));
    }
    judge::judge(&mut found, reports);
    found
}

/// Returns the passage of a reworded copy; `None` where equal runs already cover most of the shorter text.
fn reworded_copy(
    reports: &[&Report],
    (a, b): (usize, usize),
    found: reworded::Rewording,
    passages: &[Passage],
) -> Option<Passage> {
    let shorter = reports[a].text.len().min(reports[b].text.len());
    let covered: usize = passages
        .iter()
        .filter(|passage| (passage.a.report, passage.b.report) == (a, b))
        .map(|passage| passage.a.span.len().min(passage.b.span.len()))
        .sum();
    (covered * 2 < shorter).then(|| Passage {
        a: Place { report: a, span: found.a },
        b: Place { report: b, span: found.b },
        identity: found.identity,
        n_same: found.n_same,
        kind: PassageKind::Copy,
        direction: Direction::Undetermined,
        reasons: vec![format!(
            "In other words: {:.0}% of the names and numbers and {:.0}% of all words of the shorter text stand in the \
             other in the same order.",
            found.anchors * 100.0,
            found.identity * 100.0
        )],
        variants: Vec::new(),
    })
}

fn counts(a: &[Word], b: &[Word], alignment: &align::Alignment, same_text: bool) -> bool {
    let quoted = alignment.equal.iter().filter(|&&(at_a, at_b)| a[at_a].quoted && b[at_b].quoted).count();
    let plain = |&&(at_a, _): &&(usize, usize)| !a[at_a].function && !a[at_a].name_like;
    let content = alignment.equal.iter().filter(plain).count();
    let n_same = alignment.equal.len();
    let fewest = if quoted * 2 > n_same { FEWEST_SAME_QUOTED } else { FEWEST_SAME };
    let fewest = if same_text { FEWEST_SAME * 2 } else { fewest };
    n_same >= fewest && content >= FEWEST_CONTENT && alignment.identity() >= LEAST_IDENTITY
}

fn passage(
    report_a: usize,
    report_b: usize,
    a: &[Word],
    b: &[Word],
    alignment: &align::Alignment,
) -> Passage {
    let cover = |words: &[Word], range: &std::ops::Range<usize>, at: u32| match words.get(range.clone()) {
        Some([first, .., last]) => first.span.cover(last.span),
        Some([only]) => only.span,
        _ => Span { start: at, end: at },
    };
    let variants = alignment.variants().into_iter().map(|(in_a, in_b)| Variant {
        a: cover(a, &in_a, a.get(in_a.start).map_or(0, |word| word.span.start)),
        b: cover(b, &in_b, b.get(in_b.start).map_or(0, |word| word.span.start)),
    });
    let quoted = alignment.equal.iter().filter(|&&(at_a, at_b)| a[at_a].quoted && b[at_b].quoted).count();
    let kind = if report_a == report_b {
        PassageKind::Repetition
    } else if quoted * 10 >= alignment.equal.len() * 6 {
        PassageKind::Quotation
    } else {
        PassageKind::Copy
    };
    Passage {
        a: Place { report: report_a, span: cover(a, &alignment.a, 0) },
        b: Place { report: report_b, span: cover(b, &alignment.b, 0) },
        identity: alignment.identity(),
        n_same: alignment.equal.len(),
        kind,
        direction: Direction::Undetermined,
        reasons: Vec::new(),
        variants: variants.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(id: &str, outlet: &str, published: &str, text: &str) -> Report {
        let mut report = Report::new(id, text);
        report.outlet = Some(outlet.to_owned());
        report.published = tidings_text::Published::parse(published);
        report
    }

    /// Lists the passages as `kind direction: words of a`.
    fn check(reports: &[Report], expected: &[&str]) {
        let all: Vec<&Report> = reports.iter().collect();
        let shown = |reports: &[&Report]| -> Vec<String> {
            passages(reports)
                .iter()
                .map(|passage| {
                    let words = passage.a.span.of(&reports[passage.a.report].text);
                    format!("{} {}: {words}", passage.kind.as_str(), passage.direction.as_str())
                })
                .collect()
        };
        assert_eq!(shown(&all), expected);
        let reversed: Vec<&Report> = reports.iter().rev().collect();
        assert_eq!(shown(&reversed), expected, "in reverse order");
    }

    const LEAD: &str = "The ferry Brita sank off Port Anselm late on Monday after its engine caught fire";

    #[test]
    fn a_copied_lead() {
        let copied = format!("{LEAD}. More to come.");
        let own = format!(
            "Fog lay over the bay. {LEAD}, a harbour pilot told this paper. He saw smoke from the pier."
        );
        check(
            &[report("a", "Daily", "2031-03-01", &own), report("b", "Weekly", "2031-03-02", &copied)],
            &[&format!("copy a-to-b: {LEAD}")],
        );
    }

    #[test]
    fn words_that_both_quote() {
        let quote = "we heard a bang and then the lights went out";
        check(
            &[
                report("a", "Daily", "2031-03-01", &format!("\"{quote},\" said Ann Lowe.")),
                report("b", "Weekly", "2031-03-01", &format!("Lowe said: “{quote}.”")),
            ],
            &[&format!("quotation undetermined: {quote}")],
        );
    }

    #[test]
    fn a_paragraph_printed_twice() {
        let text = format!(
            "{LEAD}, and twelve sailors were saved by a fishing boat.\nA pause.\n{LEAD}, and twelve sailors were saved by a fishing boat."
        );
        check(
            &[report("a", "Daily", "2031-03-01", &text)],
            &[&format!("repetition undetermined: {LEAD}, and twelve sailors were saved by a fishing boat")],
        );
    }

    #[test]
    fn a_notice_is_boilerplate() {
        let notice = "Copyright © Daily News Group, all rights reserved, no part may be reproduced anywhere";
        check(
            &[
                report("a", "Daily", "2031-03-01", &format!("Rain fell. {notice}")),
                report(
                    "b",
                    "Daily",
                    "2031-03-05",
                    &format!("Snow is due at the weekend in the north. {notice}"),
                ),
            ],
            &[&format!("boilerplate undetermined: {notice}")],
        );
    }

    proptest::proptest! {
        /// Spans slice to words of which the stated share is equal, and the order of the list changes nothing.
        #[test]
        fn spans_slice_to_near_equal_words(
            picks_a in proptest::collection::vec(0_usize..12, 1..8),
            picks_b in proptest::collection::vec(0_usize..12, 1..8),
        ) {
            let sentence = |&pick: &usize| format!("Sentence {pick} tells how boat {pick} left harbour {pick} with goods {pick} for island {pick}.");
            let text = |picks: &[usize]| picks.iter().map(sentence).collect::<Vec<_>>().join(" ");
            let a = report("a", "Daily", "2031-03-01", &text(&picks_a));
            let b = report("b", "Weekly", "2031-03-02", &text(&picks_b));
            let found = passages(&[&a, &b]);
            for passage in &found {
                let texts = [&a.text, &b.text];
                let folded = |place: Place| -> std::collections::BTreeSet<String> {
                    place.span.of(texts[place.report]).split(' ').map(words::fold).collect()
                };
                let (one, other) = (folded(passage.a), folded(passage.b));
                proptest::prop_assert!(one.intersection(&other).count() * 3 >= one.len(), "{:?}", passage);
            }
            let plain = |passage: &Passage, order: [&str; 2]| {
                (order[passage.a.report].to_owned(), passage.a.span, order[passage.b.report].to_owned(), passage.b.span)
            };
            let swapped: Vec<_> = passages(&[&b, &a]).iter().map(|passage| plain(passage, ["b", "a"])).collect();
            let straight: Vec<_> = found.iter().map(|passage| plain(passage, ["a", "b"])).collect();
            proptest::prop_assert_eq!(straight, swapped);
        }
    }
}
