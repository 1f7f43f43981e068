//! Stories: which reports tell the same one, by B-cubed (Bagga and Baldwin 1998) and the adjusted Rand index.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{System, metric};
use crate::eval::tally::{Miss, Scored, Sums, ratio};
use crate::eval::text::text;

/// Scores clusters of reports; a unit is a gold story.
pub(crate) fn score(gold: &[Value], system: &[Value]) -> Scored {
    let system = System::new(system);
    let mut out = Scored::default();
    // a report that the system lacks stands alone
    let own: Vec<(String, bool)> = gold
        .iter()
        .map(|line| match system.line(text(line, "id")) {
            Some(own) => (text(own, "story").to_owned(), false),
            None => (text(line, "id").to_owned(), true),
        })
        .collect();
    out.lacking = own.iter().filter(|(_, alone)| *alone).count();
    let mut of_gold: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut of_own: BTreeMap<&(String, bool), Vec<usize>> = BTreeMap::new();
    for (at, line) in gold.iter().enumerate() {
        of_gold.entry(text(line, "story")).or_default().push(at);
        of_own.entry(&own[at]).or_default().push(at);
    }
    let mut index = 0.0;
    let pairs = |n: usize| n as f64 * (n as f64 - 1.0) / 2.0;
    for (story, reports) in &of_gold {
        out.tally.next_unit();
        let mut parts: BTreeMap<&(String, bool), usize> = BTreeMap::new();
        for &at in reports {
            *parts.entry(&own[at]).or_default() += 1;
        }
        for (cluster, n_both) in &parts {
            let n_own = of_own.get(*cluster).map_or(1, Vec::len);
            let square = (*n_both * *n_both) as f64;
            out.tally.add("p", square / n_own as f64);
            out.tally.add("r", square / reports.len() as f64);
            index += pairs(*n_both);
        }
        out.tally.add("n", reports.len() as f64);
        if parts.len() > 1 {
            let sizes: Vec<String> = parts.values().map(ToString::to_string).collect();
            out.misses.push(Miss {
                kind: "story in several clusters".to_owned(),
                id: (*story).to_owned(),
                words: format!("{} reports as {}", reports.len(), sizes.join(" + ")),
            });
        }
    }
    for (cluster, reports) in &of_own {
        let mut parts: BTreeMap<&str, usize> = BTreeMap::new();
        for &at in reports {
            *parts.entry(text(&gold[at], "story")).or_default() += 1;
        }
        if parts.len() > 1 {
            let words: Vec<String> = parts.iter().map(|(story, n)| format!("{n} of {story}")).collect();
            out.misses.push(Miss {
                kind: "cluster of several stories".to_owned(),
                id: cluster.0.clone(),
                words: words.join(", "),
            });
        }
    }
    let sum_gold: f64 = of_gold.values().map(|reports| pairs(reports.len())).sum();
    let sum_own: f64 = of_own.values().map(|reports| pairs(reports.len())).sum();
    let total = pairs(gold.len());
    let expected = if total > 0.0 { sum_gold * sum_own / total } else { 0.0 };
    let top = f64::midpoint(sum_gold, sum_own);
    let ari = if top == expected { 1.0 } else { (index - expected) / (top - expected) };
    out.extra = vec![
        metric("ari", ari),
        metric("clusters", of_own.len() as f64),
        metric("gold_clusters", of_gold.len() as f64),
    ];
    out
}

/// B-cubed F1 first.
pub(crate) fn metrics(sums: &Sums<'_>) -> Vec<(String, f64)> {
    let p = ratio(sums.get("p"), sums.get("n"));
    let r = ratio(sums.get("r"), sums.get("n"));
    vec![metric("b3_f1", ratio(2.0 * p * r, p + r)), metric("b3_p", p), metric("b3_r", r)]
}
