//! Proof that the scorers here and the gold's own scorer in Python give the same figures.
//!
//! Both score the same answers: the gold itself, and the gold spoilt by the Python scorer's own routine.

use std::process::Command;

use super::gold;
use super::tasks::{TASKS, Task};

/// Writes answers made from a gold file, then scores them; its last line is `TASK metric=value …`.
const SPOIL: &str = r#"
import json, sys
from pathlib import Path
folder, task, gold_file, out, spoil = sys.argv[1:]
sys.path.insert(0, folder)
import score
gold = json.loads(Path(gold_file).read_text(encoding="utf-8")) if task == "pages" else score.load(gold_file)
system = score.gold_as_system(task, gold)
if spoil == "yes":
    system = score.perturb(task, system)
rows = [{"id": k, "text": v} for k, v in system.items()] if task == "pages" else system
with open(out, "w", encoding="utf-8") as f:
    for row in rows:
        f.write(json.dumps(row) + "\n")
score.SCORERS[task](gold, system)
"#;

fn python_figures(
    task: &Task,
    folder: &std::path::Path,
    file: &str,
    out: &std::path::Path,
    spoil: bool,
) -> Option<Vec<(String, f64)>> {
    let output = Command::new("python3")
        .args(["-c", SPOIL])
        .arg(folder.join("gold"))
        .arg(task.name)
        .arg(folder.join(file))
        .arg(out)
        .arg(if spoil { "yes" } else { "no" })
        .output()
        .ok()?;
    if !output.status.success() {
        eprintln!("skipped {}: {}", task.name, String::from_utf8_lossy(&output.stderr));
        return None;
    }
    let words = String::from_utf8(output.stdout).ok()?;
    let last = words.lines().last()?;
    let figures = last.split_whitespace().skip(1).filter_map(|figure| {
        let (name, value) = figure.split_once('=')?;
        Some((name.to_owned(), value.parse().ok()?))
    });
    Some(figures.collect())
}

#[test]
fn figures_agree_with_the_scorer_of_the_gold() {
    let Some(folder) = gold::shared(None) else {
        eprintln!("skipped: there is no gold beside the checkout");
        return;
    };
    for task in TASKS {
        // one set of each task is enough; the smallest
        let size =
            |file: &&(&str, &str)| std::fs::metadata(folder.join(file.1)).map_or(u64::MAX, |data| data.len());
        let Some((_, file)) = task.gold.iter().min_by_key(size) else { continue };
        let lines = gold::read(&folder, file).expect("the gold is the pinned one");
        for spoil in [false, true] {
            let out = tempfile::NamedTempFile::new().expect("a temporary file can be made");
            let Some(theirs) = python_figures(task, &folder, file, out.path(), spoil) else { continue };
            let answers = std::fs::read_to_string(out.path()).expect("the answers were just written");
            let answers = gold::lines(&answers).expect("the answers are JSON Lines");
            let scored = (task.score)(&lines, &answers);
            let mut ours = (task.metrics)(&scored.tally.sums());
            ours.extend(scored.extra);
            assert!(!theirs.is_empty(), "{}: no figures", task.name);
            for (name, value) in theirs {
                let own = ours.iter().find(|(own, _)| *own == name).map(|(_, own)| *own);
                let near = own.is_some_and(|own| (own - value).abs() < 0.0005);
                assert!(
                    near,
                    "{} {file} spoilt: {spoil}, {name}: {value} in Python, {own:?} here",
                    task.name
                );
            }
        }
    }
}
