//! Modality: accuracy and macro F1 on each of the four axes of marked events.

use std::collections::BTreeMap;

use serde_json::Value;

use super::same::{Axes, axes_of, plain};
use super::{System, metric};
use crate::eval::tally::{Miss, Scored, Sums, prf, ratio};
use crate::eval::text::{flag, greedy, list, overlap, slice, span_of, text};

const AXES: [&str; 4] = ["modality", "polarity", "background", "denied_by_source"];

/// Scores the modality of events.
pub(crate) fn score(gold: &[Value], system: &[Value]) -> Scored {
    let system = System::new(system);
    let mut out = Scored::default();
    for line in gold {
        out.tally.next_unit();
        let own = system.passage(line);
        out.lacking += usize::from(own.is_none());
        let events: Vec<((i64, i64), &Value)> = own.map_or_else(Vec::new, |(own, shift)| {
            list(own, "events").iter().filter_map(|event| Some((span_of(event, shift)?, event))).collect()
        });
        passage(line, &events, &mut out);
    }
    out
}

fn passage(line: &Value, events: &[((i64, i64), &Value)], out: &mut Scored) {
    let want = list(line, "events");
    let mut pairs = Vec::new();
    for (i, a) in want.iter().enumerate() {
        let Some(a) = span_of(a, 0) else { continue };
        for (j, (b, _)) in events.iter().enumerate() {
            let over = overlap(*b, a);
            if over > 0 {
                pairs.push((over as f64 / (b.1 - b.0).max(a.1 - a.0) as f64, i, j));
            }
        }
    }
    let chosen: BTreeMap<usize, usize> = greedy(pairs).into_iter().collect();
    out.tally.add("found", chosen.len() as f64);
    let chars: Vec<char> = text(line, "text").chars().collect();
    for (i, a) in want.iter().enumerate() {
        let mut got = chosen.get(&i).map(|&j| axes_of(events[j].1));
        if let Some(got) = &mut got {
            let negated = got.modality == "asserted" && got.polarity == "negative";
            if flag(a, "denied_by_source") && (got.modality == "denied" || negated) {
                got.modality = plain(text(a, "modality"));
            }
        }
        for axis in AXES {
            let truth = gold_value(a, axis);
            let answer = got.as_ref().map_or_else(|| "-".to_owned(), |got| value(got, axis));
            out.tally.add(&format!("{axis}|{truth}|{answer}"), 1.0);
            if truth != answer {
                let span = span_of(a, 0).unwrap_or_default();
                let around = slice(&chars, (span.0 - 60, span.0)) + "[" + text(a, "text") + "]";
                out.misses.push(Miss {
                    kind: if got.is_none() {
                        "not found".to_owned()
                    } else {
                        format!("{axis}: {truth} as {answer}")
                    },
                    id: text(line, "id").to_owned(),
                    words: (around + &slice(&chars, (span.1, span.1 + 60))).replace('\n', " "),
                });
            }
            if got.is_none() && truth != answer {
                // one line for an event that is not there
                let n = out.misses.len();
                if n > 1 && out.misses[n - 1] == out.misses[n - 2] {
                    out.misses.pop();
                }
            }
        }
    }
}

fn gold_value(event: &Value, axis: &str) -> String {
    match event.get(axis) {
        Some(Value::Bool(yes)) => yes.to_string(),
        Some(Value::String(word)) => word.clone(),
        _ => String::new(),
    }
}

fn value(axes: &Axes, axis: &str) -> String {
    match axis {
        "modality" => axes.modality.clone(),
        "polarity" => axes.polarity.clone(),
        "background" => axes.background.to_string(),
        _ => axes.denied.to_string(),
    }
}

/// Macro F1 of the modality axis first.
pub(crate) fn metrics(sums: &Sums<'_>) -> Vec<(String, f64)> {
    let mut out = Vec::new();
    let mut n_events = 0.0;
    for axis in AXES {
        let cells: Vec<(&str, &str, f64)> = sums
            .iter()
            .filter_map(|(key, n)| {
                let (truth, answer) = key.strip_prefix(axis)?.strip_prefix('|')?.split_once('|')?;
                Some((truth, answer, n))
            })
            .collect();
        let total = |test: &dyn Fn(&str, &str) -> bool| -> f64 {
            cells.iter().filter(|(truth, answer, _)| test(truth, answer)).map(|cell| cell.2).sum()
        };
        let mut labels: Vec<&str> = cells.iter().filter(|cell| cell.2 > 0.0).map(|cell| cell.0).collect();
        labels.sort_unstable();
        labels.dedup();
        let f1s: f64 = labels
            .iter()
            .map(|label| {
                let tp = total(&|truth, answer| truth == *label && answer == *label);
                prf(tp, total(&|_, answer| answer == *label), total(&|truth, _| truth == *label)).f1
            })
            .sum();
        n_events = total(&|_, _| true);
        let right = total(&|truth, answer| truth == answer);
        let short = axis.split('_').next().unwrap_or(axis);
        out.push(metric(format!("{short}_macro_f1"), ratio(f1s, labels.len() as f64)));
        out.push(metric(format!("{short}_acc"), ratio(right, n_events)));
        out.push(metric(format!("{short}_acc_found"), ratio(right, sums.get("found"))));
    }
    out.push(metric("found", ratio(sums.get("found"), n_events)));
    out
}
