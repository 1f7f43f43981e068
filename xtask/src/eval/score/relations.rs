//! Relations: subject, relation, object and change, as sets spelled out.

use std::collections::BTreeSet;

use serde_json::Value;

use super::same::{axes_of, change_name, members, names_of, relation_name, same_name};
use super::{System, metric};
use crate::eval::tally::{Miss, Scored, Sums, prf, ratio};
use crate::eval::text::{greedy, list, overlap, span_of, text};

/// One relation of a system: names of the subject, relation, names of the object, change, event.
struct Own<'v> {
    subject: Vec<String>,
    relation: String,
    object: Vec<String>,
    change: String,
    event: &'v Value,
}

/// Scores relations.
pub(crate) fn score(gold: &[Value], system: &[Value]) -> Scored {
    let system = System::new(system);
    let mut out = Scored::default();
    for line in gold {
        out.tally.next_unit();
        let own = system.passage(line);
        out.lacking += usize::from(own.is_none());
        let size = text(line, "text").chars().count() as i64;
        let got = own.map_or_else(Vec::new, |(own, shift)| relations_of(own, shift, size));
        passage(line, &got, &mut out);
    }
    out
}

fn relations_of(line: &Value, shift: i64, size: i64) -> Vec<Own<'_>> {
    let mut out = Vec::new();
    let mut seen = BTreeSet::new();
    for event in list(line, "events").iter().chain(list(line, "relations")) {
        let relation = match event.get("relation") {
            Some(relation @ Value::Object(_)) => relation,
            Some(Value::String(_)) if event.get("subject").is_some() => event,
            _ => continue,
        };
        if span_of(event, shift).is_some_and(|span| overlap(span, (0, size)) <= 0) {
            continue;
        }
        let change = change_name(text(relation, "change"));
        let named = [text(relation, "relation"), text(relation, "type")];
        let name = relation_name(named.into_iter().find(|name| !name.is_empty()).unwrap_or_default());
        let null = Value::Null;
        for subject in members(relation.get("subject").unwrap_or(&null)) {
            for object in members(relation.get("object").unwrap_or(&null)) {
                let own = Own {
                    subject: names_of(&subject),
                    relation: name.clone(),
                    object: names_of(&object),
                    change: change.clone(),
                    event,
                };
                let key = (own.subject.clone(), own.relation.clone(), own.object.clone(), own.change.clone());
                if seen.insert(key) {
                    out.push(own);
                }
            }
        }
    }
    out
}

fn names(relation: &Value, key: &str) -> Vec<String> {
    let main = text(relation, key);
    if main.is_empty() && key == "object" {
        return Vec::new();
    }
    let others = list(relation, &format!("{key}_names")).iter().filter_map(Value::as_str);
    std::iter::once(main).chain(others).map(str::to_owned).collect()
}

fn passage(line: &Value, got: &[Own<'_>], out: &mut Scored) {
    let want = list(line, "relations");
    let (mut full, mut loose) = (Vec::new(), Vec::new());
    let any_same =
        |own: &[String], right: &[String]| own.iter().any(|x| right.iter().any(|y| same_name(x, y)));
    for (i, a) in want.iter().enumerate() {
        let (subjects, objects) = (names(a, "subject"), names(a, "object"));
        for (j, own) in got.iter().enumerate() {
            if own.relation != text(a, "relation")
                || !any_same(&own.subject, &subjects)
                || !(objects.is_empty() || any_same(&own.object, &objects))
            {
                continue;
            }
            let axes = axes_of(own.event);
            let bonus = u8::from(axes.polarity == text(a, "polarity"))
                + u8::from(axes.modality == text(a, "modality"));
            loose.push((bonus, i, j));
            if own.change == text(a, "change") {
                full.push((bonus, i, j));
            }
        }
    }
    let (full, loose) = (greedy(full), greedy(loose));
    let tally = &mut out.tally;
    tally.add("gold", want.len() as f64);
    tally.add("sys", got.len() as f64);
    tally.add("full", full.len() as f64);
    tally.add("loose", loose.len() as f64);
    tally.count("idle", want.is_empty());
    tally.count("false", want.is_empty() && !got.is_empty());
    let id = text(line, "id");
    let mut miss = |kind: &str, words: String| {
        out.misses.push(Miss { kind: kind.to_owned(), id: id.to_owned(), words });
    };
    for &(i, j) in &full {
        let axes = axes_of(got[j].event);
        let (polarity, modality) = (text(&want[i], "polarity"), text(&want[i], "modality"));
        tally.count("polarity", axes.polarity == polarity);
        tally.count("modality", axes.modality == modality);
        if axes.polarity != polarity || axes.modality != modality {
            let words = format!(
                "{}: {polarity} {modality}, taken for {} {}",
                told(&want[i]),
                axes.polarity,
                axes.modality
            );
            miss("matched, other modality or polarity", words);
        }
    }
    let (full_i, full_j): (BTreeSet<usize>, BTreeSet<usize>) = full.iter().copied().unzip();
    let loose_i: BTreeSet<usize> = loose.iter().map(|pair| pair.0).collect();
    for (i, a) in want.iter().enumerate().filter(|(i, _)| !full_i.contains(i)) {
        let kind = if loose_i.contains(&i) { "wrong change" } else { "missed" };
        miss(kind, format!("{} in: {}", told(a), text(line, "text").replace('\n', " ")));
    }
    for (_, own) in got.iter().enumerate().filter(|(j, _)| !full_j.contains(j)) {
        let words =
            [own.subject.join("/"), own.relation.clone(), own.object.join("/"), own.change.clone()].join(" ");
        miss("spurious", format!("{words} in: {}", text(line, "text").replace('\n', " ")));
    }
}

fn told(relation: &Value) -> String {
    ["subject", "relation", "object", "change"].map(|key| text(relation, key)).join(" ")
}

/// F1 of all four first.
pub(crate) fn metrics(sums: &Sums<'_>) -> Vec<(String, f64)> {
    let full = prf(sums.get("full"), sums.get("sys"), sums.get("gold"));
    let loose = prf(sums.get("loose"), sums.get("sys"), sums.get("gold"));
    vec![
        metric("f1", full.f1),
        metric("p", full.p),
        metric("r", full.r),
        metric("no_change_f1", loose.f1),
        metric("polarity_acc", ratio(sums.get("polarity"), sums.get("full"))),
        metric("modality_acc", ratio(sums.get("modality"), sums.get("full"))),
    ]
}
