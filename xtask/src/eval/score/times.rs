//! Times: spans strictly and relaxed, values and types, as TempEval-3 counts them.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{System, metric};
use crate::eval::tally::{Miss, Scored, Sums, prf, ratio};
use crate::eval::text::{greedy, list, overlap, slice, span_of, text};

/// Scores times.
pub(crate) fn score(gold: &[Value], system: &[Value]) -> Scored {
    let system = System::new(system);
    let mut out = Scored::default();
    for line in gold {
        out.tally.next_unit();
        let own = system.line(text(line, "id"));
        out.lacking += usize::from(own.is_none());
        let want = list(line, "times");
        let got = own.map_or(&[][..], |own| list(own, "times"));
        document(line, want, got, &mut out);
    }
    out
}

fn document(line: &Value, want: &[Value], got: &[Value], out: &mut Scored) {
    let mut pairs = Vec::new();
    for (i, a) in want.iter().enumerate() {
        for (j, b) in got.iter().enumerate() {
            if let (Some(a), Some(b)) = (span_of(a, 0), span_of(b, 0)) {
                let over = overlap(a, b);
                if over > 0 {
                    pairs.push(((a == b, over), i, j));
                }
            }
        }
    }
    out.tally.add("gold", want.len() as f64);
    out.tally.add("sys", got.len() as f64);
    let chars: Vec<char> = text(line, "text").chars().collect();
    let id = text(line, "id");
    let words = |time: &Value| span_of(time, 0).map(|span| slice(&chars, span)).unwrap_or_default();
    let miss = |kind: &str, words: String| Miss { kind: kind.to_owned(), id: id.to_owned(), words };
    let chosen = greedy(pairs);
    for &(i, j) in &chosen {
        let (a, b) = (&want[i], &got[j]);
        let strict = span_of(a, 0) == span_of(b, 0);
        let value = text(a, "value").trim() == text(b, "value").trim();
        let kind = text(a, "type") == text(b, "type");
        out.tally.add("relaxed", 1.0);
        out.tally.count("strict", strict);
        out.tally.count("value", value);
        out.tally.count("type", kind);
        let both = format!(
            "`{}` {} {} / `{}` {} {} (published {})",
            words(a),
            text(a, "type"),
            text(a, "value"),
            words(b),
            text(b, "type"),
            text(b, "value"),
            text(line, "published")
        );
        if !value {
            out.misses.push(miss("wrong value", both));
        } else if !kind {
            out.misses.push(miss("wrong type", both));
        } else if !strict {
            out.misses.push(miss("wrong span", both));
        }
    }
    let (used_i, used_j): (BTreeSet<usize>, BTreeSet<usize>) = chosen.iter().copied().unzip();
    let alone = |all: &[Value], used: &BTreeSet<usize>, kind: &str, out: &mut Scored| {
        for (_, time) in all.iter().enumerate().filter(|(at, _)| !used.contains(at)) {
            out.misses.push(miss(
                kind,
                format!("`{}` {} {}", words(time), text(time, "type"), text(time, "value")),
            ));
        }
    };
    alone(want, &used_i, "missed", out);
    alone(got, &used_j, "spurious", out);
}

/// Value F1 first.
pub(crate) fn metrics(sums: &Sums<'_>) -> Vec<(String, f64)> {
    let f1 = |key: &str| prf(sums.get(key), sums.get("sys"), sums.get("gold")).f1;
    let accuracy = |key: &str| ratio(sums.get(key), sums.get("relaxed"));
    vec![
        metric("value_f1", f1("value")),
        metric("strict_f1", f1("strict")),
        metric("relaxed_f1", f1("relaxed")),
        metric("type_f1", f1("type")),
        metric("value_acc", accuracy("value")),
        metric("type_acc", accuracy("type")),
    ]
}
