//! What a passage is, and who took it from whom: only with reasons.

use std::collections::BTreeMap;

use tidings_text::{Report, Span};

use super::{Direction, Passage, PassageKind};

/// A line that stands in this many reports of one outlet is the outlet's own.
const BOILERPLATE_REPORTS: usize = 3;

/// Words that only an outlet's own lines hold: rights, subscriptions, transcripts' notices.
const BOILERPLATE_WORDS: &[&str] = &[
    "all rights reserved",
    "copyright ©",
    "© ",
    "terms of use",
    "terms of service",
    "privacy policy",
    "sign up for",
    "subscribe to",
    "newsletter",
    "click here",
    "follow us on",
    "may not be in its final form",
    "may not be published, broadcast",
    "contributed to this report",
    "cookie",
    "advertisement",
    "email address",
];

/// Sets kind, direction and reasons of passages that [`super::passages`] aligned.
pub(super) fn judge(passages: &mut [Passage], reports: &[&Report]) {
    let mut in_outlet: BTreeMap<(String, u64), Vec<usize>> = BTreeMap::new();
    for passage in passages.iter() {
        if let Some(outlet) = same_outlet(reports[passage.a.report], reports[passage.b.report]) {
            for place in [passage.a, passage.b] {
                let reports_of_line =
                    in_outlet.entry((outlet.clone(), line_key(reports, passage))).or_default();
                reports_of_line.push(place.report);
                reports_of_line.sort_unstable();
                reports_of_line.dedup();
            }
        }
    }
    for passage in passages {
        let (a, b) = (reports[passage.a.report], reports[passage.b.report]);
        if passage.kind == PassageKind::Repetition {
            passage.reasons.push("The words stand twice in one report and count once.".to_owned());
            continue;
        }
        if let Some(reason) = boilerplate(passage, a, b, &in_outlet, reports) {
            passage.kind = PassageKind::Boilerplate;
            passage.reasons.push(reason);
            continue;
        }
        if passage.kind == PassageKind::Quotation {
            passage.reasons.push("Both quote the same words.".to_owned());
        }
        direct(passage, a, b);
    }
}

fn boilerplate(
    passage: &Passage,
    a: &Report,
    b: &Report,
    in_outlet: &BTreeMap<(String, u64), Vec<usize>>,
    reports: &[&Report],
) -> Option<String> {
    let words = passage.a.span.of(&a.text).to_lowercase();
    if let Some(cue) = BOILERPLATE_WORDS.iter().find(|cue| words.contains(*cue)) {
        return Some(format!("It holds `{}`, which only an outlet's own lines do.", cue.trim()));
    }
    let outlet = same_outlet(a, b)?;
    let n_reports = in_outlet.get(&(outlet.clone(), line_key(reports, passage))).map_or(0, Vec::len);
    if n_reports >= BOILERPLATE_REPORTS && passage.kind != PassageKind::Quotation {
        return Some(format!("{n_reports} reports of {outlet} carry it."));
    }
    // Without a third report an outlet's own line shows by its place: it opens or closes both texts.
    let at_edge = |span: Span, text: &str| span.start < 40 || span.end as usize + 40 > text.len();
    let short_of = |span: Span, text: &str| span.len() * 2 < text.len();
    let edges = at_edge(passage.a.span, &a.text) && at_edge(passage.b.span, &b.text);
    let short = short_of(passage.a.span, &a.text) && short_of(passage.b.span, &b.text);
    (edges && short && passage.kind != PassageKind::Quotation)
        .then(|| format!("Both reports of {outlet} open or close with it."))
}

/// A key that is the same for the same line of one outlet: its first words.
fn line_key(reports: &[&Report], passage: &Passage) -> u64 {
    let words = passage.a.span.of(&reports[passage.a.report].text);
    let start: String =
        words.split_whitespace().take(6).map(super::words::fold).collect::<Vec<_>>().join(" ");
    super::words::hash(&start)
}

fn same_outlet(a: &Report, b: &Report) -> Option<String> {
    let (one, other) = (a.outlet.as_deref()?, b.outlet.as_deref()?);
    (outlet_key(one) == outlet_key(other)).then(|| one.to_owned())
}

/// Returns an outlet's name as comparison sees it: `www.example.com`, `edition.example.com` and `Example` are one.
pub(crate) fn outlet_key(outlet: &str) -> String {
    let lower = outlet.trim().to_lowercase();
    let host = lower.trim_start_matches("https://").trim_start_matches("http://");
    let host = host.split('/').next().unwrap_or(host);
    let is_host = host.contains('.') && !host.contains(' ');
    if !is_host {
        return lower.trim_start_matches("the ").split_whitespace().collect();
    }
    let labels: Vec<&str> = host.split('.').collect();
    let n_suffix = match labels.as_slice() {
        [.., second, _] if labels.len() > 2 && ["co", "com", "org", "net", "gov", "ac"].contains(second) => 2,
        _ => 1,
    };
    let name = labels.len().checked_sub(n_suffix + 1).and_then(|at| labels.get(at)).copied();
    name.unwrap_or(host).to_owned()
}

fn direct(passage: &mut Passage, a: &Report, b: &Report) {
    let a_credits_b = credits(a, b);
    let b_credits_a = credits(b, a);
    let credit = match (a_credits_b, b_credits_a) {
        (Some(words), None) => {
            Some((Direction::BToA, format!("{} credits {}: `{words}`.", name(a), name(b))))
        }
        (None, Some(words)) => {
            Some((Direction::AToB, format!("{} credits {}: `{words}`.", name(b), name(a))))
        }
        _ => None,
    };
    if let Some((direction, reason)) = credit {
        passage.direction = direction;
        passage.reasons.push(reason);
        return;
    }
    if let (Some(one), Some(other)) = (a.credit.as_deref(), b.credit.as_deref()) {
        passage.reasons.push(format!(
            "{} credits `{one}` and {} credits `{other}`, so both may have it from a third.",
            name(a),
            name(b)
        ));
        return;
    }
    if let Some(credited) = a.credit.as_deref().or(b.credit.as_deref()) {
        let who = if a.credit.is_some() { name(a) } else { name(b) };
        passage.reasons.push(format!("{who} credits `{credited}`, so both may have it from there."));
        return;
    }
    if passage.kind == PassageKind::Quotation {
        return;
    }
    let instants = a.published.as_ref().zip(b.published.as_ref());
    let Some((published_a, published_b)) = instants else {
        passage.reasons.push("At least one has no date, and neither credits the other.".to_owned());
        return;
    };
    let earlier = match (published_a.instant, published_b.instant) {
        (Some(one), Some(other)) => one.cmp(&other),
        _ => published_a.date.cmp(&published_b.date),
    };
    let (direction, first, second) = match earlier {
        std::cmp::Ordering::Less => (Direction::AToB, (a, published_a), (b, published_b)),
        std::cmp::Ordering::Greater => (Direction::BToA, (b, published_b), (a, published_a)),
        std::cmp::Ordering::Equal => {
            passage.reasons.push("Both carry the same date, and neither credits the other.".to_owned());
            return;
        }
    };
    // An earlier date shows who was first, not who was the source, unless the passage is most of the later text.
    let later_span = if direction == Direction::AToB { passage.b.span } else { passage.a.span };
    let share = later_span.len() as f64 / second.0.text.len().max(1) as f64;
    passage.reasons.push(format!(
        "{} is dated {}, {} {}.",
        name(first.0),
        first.1.written,
        name(second.0),
        second.1.written
    ));
    if share >= 0.25 {
        passage.direction = direction;
        passage.reasons.push(format!("It is {:.0}% of the later text.", share * 100.0));
    } else {
        passage.reasons.push("Both may have it from a third.".to_owned());
    }
}

/// Returns the words by which `report` credits the outlet of `other`.
fn credits(report: &Report, other: &Report) -> Option<String> {
    let outlet = other.outlet.as_deref()?;
    let key = outlet_key(outlet);
    if key.len() < 3 || report.outlet.as_deref().is_some_and(|own| outlet_key(own) == key) {
        return None;
    }
    // "… - Kalahari Broadcasting": a headline that ends with another outlet's name was taken with its piece.
    let first_line = report.text.lines().next().map(str::to_owned);
    for headline in [&report.title, &first_line].into_iter().flatten() {
        let tail = [" - ", " – ", " — ", " | "].iter().find_map(|mark| headline.rsplit_once(mark));
        if let Some((_, tail)) = tail
            && outlet_key(tail) == key
        {
            return Some(tail.trim().to_owned());
        }
    }
    for field in [&report.credit, &report.byline, &report.dateline].into_iter().flatten() {
        let squeezed: String = field.to_lowercase().split_whitespace().collect();
        if squeezed.contains(&key) {
            return Some(field.clone());
        }
    }
    None
}

/// Returns a report's name for a reader: its outlet, else its id.
pub(crate) fn name(report: &Report) -> &str {
    report.outlet.as_deref().unwrap_or(report.id.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outlets_are_one_across_their_hosts() {
        for name in ["The Anselm Daily", "anselmdaily.com", "www.anselmdaily.co.uk", "news.anselmdaily.com"] {
            assert_eq!(outlet_key(name), "anselmdaily", "{name}");
        }
    }
}
