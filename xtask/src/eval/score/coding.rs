//! Coding: source, target and PLOVER root of sentences, found unaided, and with both actors found.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{System, metric};
use crate::eval::tally::{Miss, Scored, Sums, prf, ratio};
use crate::eval::text::{alike, first_max_by_key, flag, greedy, list, text};

/// Spellings of event types and the 15 roots of the gold: YIELD where later PLOVER has CONCEDE and RETREAT, ACCUSE with the
/// older DISAPPROVE and INVESTIGATE, REQUEST with the older DEMAND and APPEAL.
const ROOTS: [(&str, &[&str]); 15] = [
    ("AGREE", &[]),
    ("CONSULT", &[]),
    ("SUPPORT", &[]),
    ("COOPERATE", &[]),
    ("AID", &[]),
    ("YIELD", &["CONCEDE", "RETREAT"]),
    ("REQUEST", &["DEMAND", "APPEAL"]),
    ("ACCUSE", &["DISAPPROVE", "INVESTIGATE"]),
    ("REJECT", &[]),
    ("THREATEN", &[]),
    ("PROTEST", &[]),
    ("SANCTION", &["REDUCE", "REDUCE-RELATIONS"]),
    ("MOBILIZE", &["MOBILISE", "POSTURE"]),
    ("COERCE", &[]),
    ("ASSAULT", &["FIGHT"]),
];

/// Returns the root of a type, or the type itself where it is none of PLOVER's; `None` where it is empty.
pub(crate) fn root_of(kind: &str) -> Option<String> {
    let kind = kind.trim().to_uppercase();
    let known = ROOTS.iter().find(|(root, others)| *root == kind || others.contains(&kind.as_str()));
    known.map(|(root, _)| (*root).to_owned()).or(Some(kind)).filter(|kind| !kind.is_empty())
}

fn is_root(root: Option<&str>) -> bool {
    root.is_some_and(|root| ROOTS.iter().any(|(own, _)| *own == root))
}

fn participants(event: &Value, key: &str) -> Vec<String> {
    let words = |value: &Value| match value {
        Value::Object(_) => text(value, "text").to_owned(),
        Value::String(words) => words.clone(),
        _ => String::new(),
    };
    match list(event, &format!("{key}s")) {
        [] => vec![event.get(key).map(words).unwrap_or_default()],
        several => several.iter().map(words).collect(),
    }
}

/// Every (actor, recipient) of an event; both ways where `both` and it is reciprocal.
fn sides(event: &Value, both: bool) -> Vec<(String, String)> {
    let recipients = participants(event, "recipient");
    let mut pairs: Vec<(String, String)> = participants(event, "actor")
        .into_iter()
        .flat_map(|actor| recipients.iter().map(move |recipient| (actor.clone(), recipient.clone())))
        .collect();
    if both && flag(event, "reciprocal") {
        let back: Vec<_> =
            pairs.iter().map(|(actor, recipient)| (recipient.clone(), actor.clone())).collect();
        pairs.extend(back);
    }
    pairs
}

/// Scores event coding; a unit is a sentence, which may stand in several gold lines.
pub(crate) fn score(gold: &[Value], system: &[Value]) -> Scored {
    let system = System::new(system);
    let mut sentences: BTreeMap<&str, Vec<&Value>> = BTreeMap::new();
    for line in gold {
        sentences.entry(text(line, "text")).or_default().push(line);
    }
    let mut out = Scored::default();
    for rows in sentences.values() {
        out.tally.next_unit();
        for row in rows {
            let own = system.line(text(row, "id"));
            out.lacking += usize::from(own.is_none());
            given_actors(row, own.map_or(&[], |own| list(own, "events")), &mut out);
        }
        unaided(rows, &system, &mut out);
    }
    out
}

/// The root of the event whose actors fit best, where both fit.
fn given_actors(row: &Value, events: &[Value], out: &mut Scored) {
    let mut best: ((f64, f64), Option<&Value>) = ((0.0, 0.0), None);
    for event in events {
        let fits = sides(event, true).into_iter().map(|(actor, recipient)| {
            (alike(&actor, text(row, "source")), alike(&recipient, text(row, "target")))
        });
        let Some((a, t)) = first_max_by_key(fits, |(a, t)| (a.min(*t), a + t)) else { continue };
        let key = (a + t, if is_root(root_of(text(event, "type")).as_deref()) { 1.0 } else { 0.0 });
        if a.min(t) >= 0.5 && key > best.0 {
            best = (key, Some(event));
        }
    }
    let truth = root_of(text(row, "plover")).unwrap_or_default();
    let answer = best.1.and_then(|event| root_of(text(event, "type")));
    let said = answer.as_deref().unwrap_or("-");
    out.tally.add("rows", 1.0);
    out.tally.add(&format!("root|{truth}|{said}"), 1.0);
    if truth != said {
        let kind =
            if answer.is_none() { "actors not found".to_owned() } else { format!("{truth} as {said}") };
        let words = format!("{} → {} in: {}", text(row, "source"), text(row, "target"), text(row, "text"));
        out.misses.push(Miss { kind, id: text(row, "id").to_owned(), words });
    }
}

/// All (source, target, root) of a sentence at once.
fn unaided(rows: &[&Value], system: &System<'_>, out: &mut Scored) {
    let mut events = Vec::new();
    let mut seen = BTreeSet::new();
    for row in rows {
        for event in system.line(text(row, "id")).map_or(&[][..], |own| list(own, "events")) {
            let Some(root) = root_of(text(event, "type")) else { continue };
            for (actor, recipient) in sides(event, false) {
                let key = (root.clone(), actor, recipient, flag(event, "reciprocal"));
                // only complete events compete
                if !key.1.is_empty() && !key.2.is_empty() && seen.insert(key.clone()) {
                    events.push(key);
                }
            }
        }
    }
    out.tally.add("n_sys", events.len() as f64);
    out.tally.add("n_gold", rows.len() as f64);
    for (want_type, key) in [(true, "tp"), (false, "tp_pair")] {
        let mut pairs = Vec::new();
        for (i, row) in rows.iter().enumerate() {
            for (j, (root, actor, recipient, both)) in events.iter().enumerate() {
                let ways = [(actor, recipient), (recipient, actor)];
                let fits = ways
                    .into_iter()
                    .take(1 + usize::from(*both))
                    .map(|(x, y)| (alike(x, text(row, "source")), alike(y, text(row, "target"))));
                let Some((a, t)) = first_max_by_key(fits, |(a, t)| a.min(*t)) else { continue };
                let right = root_of(text(row, "plover")).as_ref() == Some(root);
                if a >= 0.5 && t >= 0.5 && (!want_type || right) {
                    pairs.push((a + t, i, j));
                }
            }
        }
        out.tally.add(key, greedy(pairs).len() as f64);
    }
}

/// Unaided F1 first.
pub(crate) fn metrics(sums: &Sums<'_>) -> Vec<(String, f64)> {
    let unaided = prf(sums.get("tp"), sums.get("n_sys"), sums.get("n_gold"));
    let pair = prf(sums.get("tp_pair"), sums.get("n_sys"), sums.get("n_gold"));
    let cells: Vec<(&str, &str, f64)> = sums
        .iter()
        .filter_map(|(key, n)| {
            let (truth, answer) = key.strip_prefix("root|")?.split_once('|')?;
            (n > 0.0).then_some((truth, answer, n))
        })
        .collect();
    let total = |test: &dyn Fn(&str, &str) -> bool| -> f64 {
        cells.iter().filter(|cell| test(cell.0, cell.1)).map(|cell| cell.2).sum()
    };
    let mut labels: Vec<&str> = cells.iter().map(|cell| cell.0).collect();
    labels.sort_unstable();
    labels.dedup();
    let f1s: f64 = labels
        .iter()
        .map(|label| {
            let tp = total(&|truth, answer| truth == *label && answer == *label);
            prf(tp, total(&|_, answer| answer == *label), total(&|truth, _| truth == *label)).f1
        })
        .sum();
    let rows = sums.get("rows");
    vec![
        metric("unaided_f1", unaided.f1),
        metric("unaided_p", unaided.p),
        metric("unaided_r", unaided.r),
        metric("pair_f1", pair.f1),
        metric("accuracy", ratio(total(&|truth, answer| truth == answer), rows)),
        metric("macro_f1", ratio(f1s, labels.len() as f64)),
        metric("answered", ratio(rows - total(&|_, answer| answer == "-"), rows)),
    ]
}
