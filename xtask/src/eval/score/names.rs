//! Names: whether two names may mean one entity, at the product's own threshold and at the best one.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{System, metric};
use crate::eval::tally::{Miss, Scored, Sums, prf, ratio};
use crate::eval::text::{first_max_by_key, flag, text};

/// Scores verdicts on pairs of names.
pub(crate) fn score(gold: &[Value], system: &[Value]) -> Scored {
    let system = System::new(system);
    let mut out = Scored::default();
    let mut scores = Vec::new();
    for line in gold {
        let own = system.line(text(line, "id"));
        out.lacking += usize::from(own.is_none());
        let said = own.is_some_and(|own| flag(own, "match"));
        let truth = flag(line, "match");
        let value = own.and_then(|own| own.get("score")?.as_f64()).unwrap_or(0.0);
        scores.push((value, truth));
        out.tally.next_unit();
        out.tally.count("tp", said && truth);
        out.tally.count("sys", said);
        out.tally.count("gold", truth);
        out.tally.count("right", said == truth);
        out.tally.add("pairs", 1.0);
        if said != truth {
            let kind = format!("{} {}", text(line, "kind"), if truth { "missed" } else { "false match" });
            let reason = own.map_or("", |own| text(own, "reason"));
            out.misses.push(Miss {
                kind,
                id: text(line, "id").to_owned(),
                words: format!("{value:.3} `{}` / `{}`: {reason}", text(line, "a"), text(line, "b")),
            });
        }
    }
    let (best, threshold) = best_threshold(&scores);
    out.extra = vec![metric("best_f1", best), metric("best_threshold", threshold)];
    out
}

fn best_threshold(scores: &[(f64, bool)]) -> (f64, f64) {
    // bits order as the numbers do, since scores are not negative
    let thresholds: BTreeMap<u64, f64> =
        scores.iter().map(|(score, _)| (score.max(0.0).to_bits(), *score)).collect();
    let gold = scores.iter().filter(|(_, truth)| *truth).count() as f64;
    let at = thresholds.into_values().map(|threshold| {
        let count =
            |test: &dyn Fn(&(f64, bool)) -> bool| scores.iter().filter(|pair| test(pair)).count() as f64;
        let tp = count(&|(score, truth)| *score >= threshold && *truth);
        (prf(tp, count(&|(score, _)| *score >= threshold), gold).f1, threshold)
    });
    first_max_by_key(at, |(f1, _)| *f1).unwrap_or((0.0, 0.0))
}

/// F1 at the product's own threshold first.
pub(crate) fn metrics(sums: &Sums<'_>) -> Vec<(String, f64)> {
    let own = prf(sums.get("tp"), sums.get("sys"), sums.get("gold"));
    vec![
        metric("f1", own.f1),
        metric("p", own.p),
        metric("r", own.r),
        metric("accuracy", ratio(sums.get("right"), sums.get("pairs"))),
    ]
}
