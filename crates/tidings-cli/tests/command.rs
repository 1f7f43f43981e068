//! The command as a person runs it: what it prints, how it ends, and what bad input does to it.
//!
//! 1. Data goes to standard output, messages to standard error, and the exit code tells how the run ended.
//! 2. Bad input gets a message that names the file and the next step; the good reports are still told.
//! 3. The output does not depend on the number of threads or the order of the files.
//!
//! Tests that parse need the spaCy model and say so where it is missing.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

const GOOD: &str = "Fiji severed diplomatic relations with Iceland on Wednesday, the foreign ministry said. \
    Iceland recalled its ambassador from Suva a day later, and both governments said they regretted it.\n";

/// Returns the model's path, or says that the test is skipped.
#[expect(clippy::disallowed_methods, clippy::print_stderr, reason = "tests collect their own environment")]
fn model() -> Option<PathBuf> {
    let named = std::env::var_os("TIDINGS_MODEL").map(PathBuf::from);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../model");
    let found = named.or_else(|| {
        let mut wheels: Vec<_> =
            fs::read_dir(folder).ok()?.filter_map(|entry| Some(entry.ok()?.path())).collect();
        wheels.sort();
        wheels.into_iter().find(|path| path.extension() == Some(OsStr::new("whl")))
    });
    if found.is_none() {
        eprintln!("skipped: no spaCy model (`tidings model --fetch --to model`)");
    }
    found
}

fn tidings(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tidings"));
    command
        .args(args)
        .current_dir(folder)
        .stdin(Stdio::null())
        .env_remove("TIDINGS_MODEL")
        .env("HOME", folder);
    command.env_remove("XDG_DATA_HOME");
    if let Some(model) = model() {
        command.env("TIDINGS_MODEL", model);
    }
    command.output().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn lines(output: &Output) -> Vec<Value> {
    out(output).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Returns a folder that holds one good report.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("good.txt"), GOOD).unwrap();
    folder
}

/// Puts `bytes` beside a good report and checks that the run sets it aside, names it, and still reads the good one.
fn check_set_aside(name: &str, bytes: &[u8], message: &str) {
    let folder = folder();
    fs::write(folder.path().join(name), bytes).unwrap();
    let output = tidings(folder.path(), &["read", ".", "--problems", "../problems.jsonl"]);
    assert_eq!(output.status.code(), Some(3), "{name}: {}", err(&output));
    assert!(err(&output).contains(name) && err(&output).contains(message), "{name}: {}", err(&output));
    assert!(err(&output).contains("hint: "), "{name}: {}", err(&output));
    assert_eq!(lines(&output).len(), 1, "{name}: the good report is told");
}

#[test]
fn a_good_report_is_read() {
    let folder = folder();
    let output = tidings(folder.path(), &["read", "good.txt"]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    let report = &lines(&output)[0];
    assert_eq!(report["format"], "tidings.report/1");
    assert!(report["text"].as_str().unwrap().starts_with("Fiji severed"), "{report}");
}

#[test]
fn bad_files_are_set_aside() {
    check_set_aside("binary.txt", b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0>\0", "binary");
    check_set_aside("empty.txt", b"", "empty");
    check_set_aside("lines.jsonl", b"{\"id\": 1, \"no\": \"text\"}\n", "text");
}

#[test]
fn problems_are_written_as_json_lines() {
    let folder = folder();
    fs::write(folder.path().join("empty.txt"), b"").unwrap();
    let output = tidings(folder.path(), &["read", "good.txt", "empty.txt", "--problems", "problems.jsonl"]);
    assert_eq!(output.status.code(), Some(3), "{}", err(&output));
    let problems = fs::read_to_string(folder.path().join("problems.jsonl")).unwrap();
    let problem: Value = serde_json::from_str(problems.trim()).unwrap();
    assert_eq!(problem["format"], "tidings.problem/1");
    assert!(problem["file"].as_str().unwrap().contains("empty.txt"), "{problem}");
}

#[test]
fn broken_utf8_is_read_and_said() {
    let folder = folder();
    fs::write(folder.path().join("broken.txt"), [GOOD.as_bytes(), b" caf\xff\xfe the end."].concat())
        .unwrap();
    let output = tidings(folder.path(), &["read", "broken.txt"]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    assert!(!lines(&output)[0]["problems"].as_array().unwrap().is_empty(), "{}", out(&output));
}

#[test]
fn deeply_nested_html_is_no_trap() {
    let folder = folder();
    let depth = 100_000;
    let page =
        format!("<html><body>{}<p>{GOOD}</p>{}</body></html>", "<div>".repeat(depth), "</div>".repeat(depth));
    fs::write(folder.path().join("deep.html"), page).unwrap();
    let output = tidings(folder.path(), &["read", "deep.html"]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    assert!(lines(&output)[0]["text"].as_str().unwrap().contains("Fiji severed"), "{}", out(&output));
}

#[test]
fn an_empty_folder_fails_with_the_next_step() {
    let folder = tempfile::tempdir().unwrap();
    let output = tidings(folder.path(), &["read", "."]);
    assert_eq!(output.status.code(), Some(1), "{}", err(&output));
    assert!(err(&output).contains("holds no report") && err(&output).contains("hint: "), "{}", err(&output));
}

#[test]
fn a_path_that_is_not_there_is_named() {
    let folder = folder();
    let output = tidings(folder.path(), &["read", "nowhere.txt"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(err(&output).contains("`nowhere.txt` does not exist"), "{}", err(&output));
}

#[test]
fn wrong_usage_is_two() {
    let folder = folder();
    assert_eq!(tidings(folder.path(), &["read"]).status.code(), Some(2));
    assert_eq!(tidings(folder.path(), &["account", "good.txt", "--format", "pdf"]).status.code(), Some(2));
}

#[test]
fn a_missing_or_damaged_model_says_how_to_get_one() {
    let folder = folder();
    let output = tidings(folder.path(), &["parse", "good.txt", "--model", "nowhere.whl"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(err(&output).contains("tidings model --fetch"), "{}", err(&output));

    fs::write(folder.path().join("cut.whl"), b"PK\x03\x04 and then nothing").unwrap();
    let output = tidings(folder.path(), &["parse", "good.txt", "--model", "cut.whl"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(err(&output).contains("cut.whl"), "{}", err(&output));

    if let Some(model) = model().filter(|model| model.is_file()) {
        let whole = fs::read(model).unwrap();
        fs::write(folder.path().join("half.whl"), &whole[..whole.len() / 2]).unwrap();
        let output = tidings(folder.path(), &["parse", "good.txt", "--model", "half.whl"]);
        assert_eq!(output.status.code(), Some(1));
        assert!(err(&output).contains("half.whl"), "{}", err(&output));
    }
}

#[test]
fn parse_slices_back_to_the_words() {
    if model().is_none() {
        return;
    }
    let folder = folder();
    let output = tidings(folder.path(), &["parse", "good.txt"]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    let parse = &lines(&output)[0];
    let token = &parse["tokens"][0];
    assert_eq!(
        &GOOD[token["start"].as_u64().unwrap() as usize..token["end"].as_u64().unwrap() as usize],
        "Fiji"
    );
    assert_eq!(token["tag"], "NNP");
}

#[test]
fn a_language_without_a_model_is_kept_and_said() {
    if model().is_none() {
        return;
    }
    let folder = folder();
    let line = r#"{"id": "fr", "language": "fr", "text": "Les Fidji ont rompu leurs relations diplomatiques avec l'Islande."}"#;
    fs::write(folder.path().join("fr.jsonl"), line).unwrap();
    let output = tidings(folder.path(), &["extract", "fr.jsonl"]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    assert_eq!(lines(&output)[0]["events"], Value::Array(Vec::new()));
}

#[test]
fn threads_and_order_do_not_show() {
    if model().is_none() {
        return;
    }
    let story = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/sample-story");
    let story = story.to_str().unwrap();
    let folder = folder();
    let (manifest, reports) = (format!("{story}/manifest.csv"), format!("{story}/reports"));
    let account = |threads: &str, paths: &[&str]| {
        let mut args = vec!["account", "--format", "json", "--threads", threads, "--manifest", &manifest];
        args.extend(paths);
        let output = tidings(folder.path(), &args);
        assert_eq!(output.status.code(), Some(0), "{}", err(&output));
        out(&output)
    };
    let mut files: Vec<String> = fs::read_dir(&reports)
        .unwrap()
        .map(|entry| entry.unwrap().path().to_str().unwrap().to_owned())
        .collect();
    files.sort();
    let forward: Vec<&str> = files.iter().map(String::as_str).collect();
    let backward: Vec<&str> = files.iter().rev().map(String::as_str).collect();
    let one = account("1", &forward);
    assert_eq!(one, account("2", &forward));
    assert_eq!(one, account("1", &backward));
    assert!(one.contains("tidings.account/1"), "{one}");
}
