//! Pages: the article's text against the gold text, by shingles of four words, as the article-extraction benchmark does.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{System, metric};
use crate::eval::tally::{Miss, Scored, Sums, ratio};
use crate::eval::text::{text, words};

type Shingles<'t> = BTreeMap<&'t [&'t str], i64>;

fn shingles<'t>(tokens: &'t [&'t str]) -> Shingles<'t> {
    let mut out = Shingles::new();
    if tokens.is_empty() {
        return out;
    }
    for at in 0..(tokens.len() + 1).saturating_sub(4).max(1) {
        let end = (at + 4).min(tokens.len());
        *out.entry(&tokens[at..end]).or_default() += 1;
    }
    out
}

/// Scores texts of pages; a unit is a page.
pub(crate) fn score(gold: &[Value], system: &[Value]) -> Scored {
    let system = System::new(system);
    let mut out = Scored::default();
    for line in gold {
        let own = system.line(text(line, "id"));
        out.lacking += usize::from(own.is_none());
        let got_text = own.map_or("", |own| match text(own, "text") {
            "" => text(own, "articleBody"),
            words => words,
        });
        let want_words: Vec<&str> = words(text(line, "articleBody")).collect();
        let got_words: Vec<&str> = words(got_text).collect();
        let (want, got) = (shingles(&want_words), shingles(&got_words));
        let tp: i64 = want.iter().map(|(shingle, n)| got.get(shingle).map_or(0, |own| *own.min(n))).sum();
        let false_positive = got.values().sum::<i64>() - tp;
        let false_negative = want.values().sum::<i64>() - tp;
        let right = false_positive == 0 && false_negative == 0;
        // an empty answer has no precision; an empty gold text no recall
        let share = |wrong: i64| {
            if right { Some(1.0) } else { (tp + wrong > 0).then(|| tp as f64 / (tp + wrong) as f64) }
        };
        let (p, r) = (share(false_positive), share(false_negative));
        out.tally.next_unit();
        out.tally.add("pages", 1.0);
        out.tally.count("same", want_words == got_words);
        for (value, sum, n) in [(p, "p", "n_p"), (r, "r", "n_r")] {
            out.tally.add(sum, value.unwrap_or(0.0));
            out.tally.count(n, value.is_some());
        }
        let miss = |kind: &str, value: f64| Miss {
            kind: kind.to_owned(),
            id: text(line, "id").to_owned(),
            words: format!("{value:.3} {}", text(line, "url")),
        };
        if p.is_none_or(|p| p < 0.9) {
            out.misses.push(miss("precision below 0.9", p.unwrap_or(0.0)));
        }
        if r.is_some_and(|r| r < 0.9) {
            out.misses.push(miss("recall below 0.9", r.unwrap_or(0.0)));
        }
    }
    out.misses.sort_by(|x, y| x.kind.cmp(&y.kind).then(x.words.cmp(&y.words)));
    out
}

/// F1 of mean precision and mean recall first.
pub(crate) fn metrics(sums: &Sums<'_>) -> Vec<(String, f64)> {
    let p = ratio(sums.get("p"), sums.get("n_p"));
    let r = ratio(sums.get("r"), sums.get("n_r"));
    vec![
        metric("f1", ratio(2.0 * p * r, p + r)),
        metric("p", p),
        metric("r", r),
        metric("accuracy", ratio(sums.get("same"), sums.get("pages"))),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_text_is_one_shingle() {
        assert_eq!(shingles(&["a", "b"]).len(), 1);
        assert_eq!(shingles(&["a", "b", "c", "d", "e"]).len(), 2);
        assert!(shingles(&[]).is_empty());
    }
}
