//! The accounts of the project's own stories (`eval/stories`), whole: each stands beside its reports as `account.txt`.
//!
//! A change of analysis shows here as a readable difference. `TIDINGS_ACCEPT=1 cargo test --test stories` writes what
//! the command prints now; whether it is better, `cargo xtask eval accounts` and a reader say.
//! What a careful reader finds in the same reports is `gold.toml`; an expected account may fall short of it.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

#[test]
fn break_of_relations() {
    check("break-of-relations");
}

#[test]
fn ferry_accident() {
    check("ferry-accident");
}

#[test]
fn market_attack() {
    check("market-attack");
}

#[test]
fn plant_closure() {
    check("plant-closure");
}

/// Compares a story's account with the one that stands beside its reports.
#[expect(clippy::disallowed_methods, reason = "a test collects its own environment")]
fn check(story: &str) {
    let Some(model) = model() else { return };
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../eval/stories").join(story);
    let output = Command::new(env!("CARGO_BIN_EXE_tidings"))
        .args(["account", "reports", "--manifest", "manifest.csv", "--format", "json"])
        .current_dir(&folder)
        .stdin(Stdio::null())
        .env("TIDINGS_MODEL", model)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let accounts: Vec<Value> = String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let told: String = accounts.iter().map(brief).collect::<Vec<_>>().join("\n");
    let expected = folder.join("account.txt");
    if std::env::var_os("TIDINGS_ACCEPT").is_some() {
        fs::write(&expected, &told).unwrap();
    }
    let expected = fs::read_to_string(&expected).unwrap_or_default();
    for (place, (found, wanted)) in told.lines().zip(expected.lines()).enumerate() {
        assert_eq!(found, wanted, "line {} of `{story}/account.txt`", place + 1);
    }
    assert_eq!(told.lines().count(), expected.lines().count(), "lines of `{story}/account.txt`");
}

/// Returns an account in short lines: events with who tells them and their origins, slots, disagreements.
fn brief(account: &Value) -> String {
    let mut out = String::new();
    let figures = &account["figures"];
    writeln!(out, "{}", text(&account["title"])).unwrap();
    writeln!(
        out,
        "{} reports, {} texts, origins {} to {}",
        figures["reports"], figures["texts"], figures["origins"]["low"], figures["origins"]["high"]
    )
    .unwrap();
    for event in list(&account["events"]) {
        let origins = &event["origins"];
        writeln!(
            out,
            "\n{} {}\n  asserted {}; attributed {}; denied {}; origins {} to {} of {}",
            text(&event["id"]),
            text(&event["summary"]),
            words(&event["asserted_by"]),
            words(&event["attributed_by"]),
            words(&event["denied_by"]),
            origins["low"],
            origins["high"],
            origins["chain_ends"]
        )
        .unwrap();
        for slot in list(&event["slots"]) {
            writeln!(out, "  {} {}: {}", text(&slot["slot"]), text(&slot["status"]), readings(slot)).unwrap();
        }
    }
    for found in list(&account["disagreements"]) {
        let about = words(&found["events"]);
        writeln!(
            out,
            "\n{} {} on {about}: {}",
            text(&found["status"]),
            text(&found["slot"]),
            readings(found)
        )
        .unwrap();
    }
    for origin in list(&account["origins"]) {
        let controller = origin["controller"].as_str().map(|id| format!(" ({id})")).unwrap_or_default();
        writeln!(
            out,
            "\n{} {}, {}{controller}: {}",
            text(&origin["id"]),
            text(&origin["name"]),
            text(&origin["kind"]),
            words(&origin["reports"])
        )
        .unwrap();
    }
    out
}

fn readings(of: &Value) -> String {
    let reading = |reading: &Value| format!("{} [{}]", text(&reading["value"]), words(&reading["reports"]));
    list(&of["readings"]).iter().map(reading).collect::<Vec<_>>().join(" / ")
}

fn words(ids: &Value) -> String {
    let ids: Vec<&str> = list(ids).iter().filter_map(Value::as_str).collect();
    if ids.is_empty() { "-".to_owned() } else { ids.join(" ") }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// Returns the model's path, or says that the test is skipped.
#[expect(clippy::disallowed_methods, clippy::print_stderr, reason = "tests collect their own environment")]
fn model() -> Option<PathBuf> {
    let named = std::env::var_os("TIDINGS_MODEL").map(PathBuf::from);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../model");
    let found = named.or_else(|| {
        let mut wheels: Vec<_> =
            fs::read_dir(folder).ok()?.filter_map(|entry| Some(entry.ok()?.path())).collect();
        wheels.sort();
        wheels.into_iter().find(|path| path.extension().is_some_and(|extension| extension == "whl"))
    });
    if found.is_none() {
        eprintln!("skipped: no spaCy model (`tidings model --fetch --to model`)");
    }
    found
}
