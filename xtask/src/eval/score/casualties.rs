//! Casualties: the figure of each report for killed and injured against the record; and conflicts between reports.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{System, metric};
use crate::eval::tally::{Miss, Scored, Sums, prf, ratio};
use crate::eval::text::{first_max_by_key, flag, list, text};

const SLOTS: [&str; 2] = ["killed", "injured"];

/// A figure as a range; open sides are 0 and infinity.
type Figure = (f64, f64);

/// The system's figure for a role: a quantity marked main, else the most frequent, the first on a tie.
fn one_value(quantities: &[Value], role: &str) -> Option<Figure> {
    let own: Vec<(&Value, Figure)> = quantities
        .iter()
        .filter(|quantity| text(quantity, "role") == role)
        .filter_map(|quantity| Some((quantity, figure(quantity.get("value")?)?)))
        .collect();
    let main = own.iter().find(|(quantity, _)| flag(quantity, "main"));
    let figures: Vec<Figure> = own.iter().map(|(_, figure)| *figure).collect();
    main.map(|(_, figure)| *figure).or_else(|| most_frequent(&figures))
}

fn figure(value: &Value) -> Option<Figure> {
    match value {
        Value::Null => None,
        Value::Array(sides) => {
            let side = |at: usize, open: f64| sides.get(at).and_then(Value::as_f64).unwrap_or(open);
            Some((side(0, 0.0), side(1, f64::INFINITY)))
        }
        value => value.as_f64().map(|value| (value, value)),
    }
}

fn most_frequent(figures: &[Figure]) -> Option<Figure> {
    let count = |figure: &Figure| figures.iter().filter(|own| *own == figure).count();
    first_max_by_key(figures.iter().copied(), count)
}

/// Scores figures of casualties; a unit is an incident.
pub(crate) fn score(gold: &[Value], system: &[Value]) -> Scored {
    let system = System::new(system);
    let mut incidents: BTreeMap<&str, Vec<&Value>> = BTreeMap::new();
    for line in gold {
        incidents.entry(text(line, "incident")).or_default().push(line);
    }
    let mut out = Scored::default();
    for reports in incidents.values() {
        out.tally.next_unit();
        for slot in SLOTS {
            incident(slot, reports, &system, &mut out);
        }
        out.lacking += reports.iter().filter(|report| system.line(text(report, "id")).is_none()).count();
    }
    out
}

fn incident(slot: &str, reports: &[&Value], system: &System<'_>, out: &mut Scored) {
    let mut votes = Vec::new();
    let mut truth = 0.0;
    for report in reports {
        let id = text(report, "id");
        let want = report.get("record").and_then(|record| record.get(slot)?.as_f64()).unwrap_or(0.0);
        let own = system.line(id);
        let got = own.and_then(|own| one_value(list(own, "quantities"), slot));
        truth = want;
        out.tally.count(&format!("{slot}|gold"), want > 0.0); // nobody need say that nobody was killed
        let stated = got.filter(|got| got.1 > 0.0 || want > 0.0);
        if let Some(got) = stated {
            let right = got.0 == want;
            out.tally.add(&format!("{slot}|sys"), 1.0);
            out.tally.count(&format!("{slot}|tp"), right);
            votes.push(got);
        }
        let kind = match stated {
            None if want > 0.0 => "missed",
            Some(got) if got.0 == want => continue,
            Some(_) if want == 0.0 => "stated, record has none",
            Some(got) if got.0 < want => "too low",
            Some(_) => "too high",
            None => continue,
        };
        let words = own.map_or_else(String::new, |own| figures_told(own, slot, text(report, "text")));
        out.misses.push(Miss {
            kind: format!("{slot}: {kind}"),
            id: id.to_owned(),
            words: format!(
                "record {want}, stated {}; {words}",
                stated.map_or("-".to_owned(), |got| got.0.to_string())
            ),
        });
    }
    out.tally.count(&format!("{slot}|incidents"), truth > 0.0);
    if let Some(best) = most_frequent(&votes) {
        out.tally.add(&format!("{slot}|incidents_sys"), 1.0);
        out.tally.count(&format!("{slot}|incidents_tp"), best.0 == truth);
    }
}

/// The words round each figure that the system took.
fn figures_told(own: &Value, slot: &str, words: &str) -> String {
    let chars: Vec<char> = words.chars().collect();
    let told =
        list(own, "quantities").iter().filter(|quantity| text(quantity, "role") == slot).map(|quantity| {
            let span = crate::eval::text::span_of(quantity, 0).unwrap_or_default();
            let around = crate::eval::text::slice(&chars, (span.0 - 30, span.1 + 40)).replace('\n', " ");
            format!(
                "{}{} `{around}`",
                if flag(quantity, "main") { "main " } else { "" },
                quantity.get("value").unwrap_or(&Value::Null)
            )
        });
    told.collect::<Vec<_>>().join("; ")
}

/// F1 of both slots per report first.
pub(crate) fn metrics(sums: &Sums<'_>) -> Vec<(String, f64)> {
    let get = |slot: &str, key: &str| sums.get(&format!("{slot}|{key}"));
    let both = |key: &str| SLOTS.iter().map(|slot| get(slot, key)).sum::<f64>();
    let all = prf(both("tp"), both("sys"), both("gold"));
    let mut out = vec![metric("f1", all.f1), metric("p", all.p), metric("r", all.r)];
    for slot in SLOTS {
        let one = prf(get(slot, "tp"), get(slot, "sys"), get(slot, "gold"));
        let incidents = prf(get(slot, "incidents_tp"), get(slot, "incidents_sys"), get(slot, "incidents"));
        out.push(metric(format!("{slot}_f1"), one.f1));
        out.push(metric(format!("{slot}_acc"), one.p));
        out.push(metric(format!("{slot}_cov"), ratio(get(slot, "sys"), get(slot, "gold"))));
        out.push(metric(format!("{slot}_incident_f1"), incidents.f1));
    }
    out
}

/// Scores flagged conflicts; a unit is a judged (incident, slot). A system line is placed by the reports it names.
pub(crate) fn score_conflicts(gold: &[Value], system: &[Value]) -> Scored {
    let mut incident_of: BTreeMap<&str, &str> = BTreeMap::new();
    let mut judged: BTreeMap<(&str, &str), &Value> = BTreeMap::new();
    for line in gold {
        judged.insert((text(line, "incident"), text(line, "slot")), line);
        for report in list(line, "reports").iter().filter_map(Value::as_str) {
            incident_of.insert(report, text(line, "incident"));
        }
    }
    let mut flagged: BTreeMap<(&str, &str), BTreeSet<(String, String)>> = BTreeMap::new();
    for line in system {
        let readings = readings(line);
        let n_values = readings.iter().map(|(value, _)| value).collect::<BTreeSet<_>>().len();
        if n_values < 2 {
            continue;
        }
        let votes: Vec<&str> =
            readings_in_order(line).filter_map(|report| incident_of.get(report).copied()).collect();
        let count = |incident: &&str| votes.iter().filter(|own| *own == incident).count();
        let incident =
            first_max_by_key(votes.iter().copied(), count).unwrap_or_else(|| text(line, "incident"));
        if let Some((key, _)) = judged.get_key_value(&(incident, text(line, "slot"))) {
            flagged.entry(*key).or_insert(readings);
        }
    }
    let mut out = Scored::default();
    for (key, line) in &judged {
        out.tally.next_unit();
        let (conflict, own) = (flag(line, "conflict"), flagged.get(key));
        out.tally.count("gold", conflict);
        out.tally.count("sys", own.is_some());
        out.tally.count("tp", conflict && own.is_some());
        if conflict != own.is_some() {
            let told: Vec<String> = readings(line)
                .into_iter()
                .chain(own.cloned().unwrap_or_default())
                .map(|(value, report)| format!("{value}: {report}"))
                .collect();
            out.misses.push(Miss {
                kind: if conflict { "conflict missed" } else { "false conflict" }.to_owned(),
                id: format!("{} {}", key.0, key.1),
                words: told.join(", "),
            });
        }
        if conflict {
            let want = readings(line);
            let named: BTreeSet<&String> = want.iter().map(|(_, report)| report).collect();
            let none = BTreeSet::new();
            let got = own.unwrap_or(&none);
            out.tally.add("readings_tp", want.intersection(got).count() as f64);
            // reports that gold has no reading of are not held against the system
            out.tally
                .add("readings_sys", got.iter().filter(|(_, report)| named.contains(report)).count() as f64);
            out.tally.add("readings_gold", want.len() as f64);
        }
    }
    out
}

fn readings(line: &Value) -> BTreeSet<(String, String)> {
    let Some(Value::Object(readings)) = line.get("readings") else { return BTreeSet::new() };
    readings
        .iter()
        .flat_map(|(value, reports)| {
            let reports = reports.as_array().map_or(&[][..], Vec::as_slice);
            reports.iter().filter_map(Value::as_str).map(|report| (value.clone(), report.to_owned()))
        })
        .collect()
}

fn readings_in_order(line: &Value) -> impl Iterator<Item = &str> {
    let readings = line.get("readings").and_then(Value::as_object);
    readings.into_iter().flat_map(|readings| {
        readings
            .values()
            .flat_map(|reports| reports.as_array().into_iter().flatten().filter_map(Value::as_str))
    })
}

/// F1 of flagged conflicts first.
pub(crate) fn conflict_metrics(sums: &Sums<'_>) -> Vec<(String, f64)> {
    let flagged = prf(sums.get("tp"), sums.get("sys"), sums.get("gold"));
    let readings = prf(sums.get("readings_tp"), sums.get("readings_sys"), sums.get("readings_gold"));
    vec![
        metric("f1", flagged.f1),
        metric("p", flagged.p),
        metric("r", flagged.r),
        metric("readings_f1", readings.f1),
    ]
}
