//! The project's own stories are exact: every report is listed, and every piece of evidence stands word for word in its
//! text.

use std::collections::BTreeSet;
use std::path::Path;

use toml::Value;

/// Returns what is wrong in a story's folder, a line each.
fn faults(folder: &Path) -> Vec<String> {
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap_or_default();
    let gold: Value = match toml::from_str(&read("gold.toml")) {
        Ok(gold) => gold,
        Err(error) => return vec![format!("gold.toml: {error}")],
    };
    let mut faults = Vec::new();
    let listed: BTreeSet<&str> =
        gold["reports"].as_table().into_iter().flatten().map(|(id, _)| id.as_str()).collect();
    let sections = ["event", "disagreement"];
    let items = sections.iter().filter_map(|name| gold.get(name)?.as_array()).flatten();
    for item in items {
        let name = item.get("key").or_else(|| item.get("slot")).and_then(Value::as_str).unwrap_or_default();
        // An event's evidence goes by report, a disagreement's by reading and report.
        let table = |value: &Value| value.as_table().cloned().into_iter().flatten();
        let stated = item.get("evidence").into_iter().flat_map(table).flat_map(|(key, value)| {
            if value.is_table() { table(&value).collect() } else { vec![(key, value)] }
        });
        for (report, words) in stated {
            if !listed.contains(report.as_str()) {
                faults.push(format!("{name}: no report `{report}`"));
                continue;
            }
            let text = squeezed(&read(&format!("reports/{report}.txt")));
            let pieces = words.as_array().map_or_else(|| vec![&words], |list| list.iter().collect());
            for piece in pieces.into_iter().filter_map(Value::as_str) {
                if !text.contains(&squeezed(piece)) {
                    faults.push(format!("{name}: `{report}` does not hold “{piece}”"));
                }
            }
        }
        for list in ["asserted_by", "silent", "contradicted_by"] {
            for id in item.get(list).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
            {
                if !listed.contains(id) {
                    faults.push(format!("{name}: no report `{id}`"));
                }
            }
        }
    }
    faults
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn evidence_stands_in_the_reports() {
    let root = crate::workspace::root().join("eval/stories");
    let folders = std::fs::read_dir(root).unwrap().filter_map(Result::ok).map(|entry| entry.path());
    let folders: Vec<_> = folders.filter(|path| path.is_dir()).collect();
    assert!(folders.len() >= 4, "{folders:?}");
    for folder in folders {
        let faults = faults(&folder);
        assert!(faults.is_empty(), "{}: {faults:#?}", folder.display());
    }
}
