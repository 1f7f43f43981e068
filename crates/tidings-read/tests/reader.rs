//! What the reader promises for any input:
//!
//! 1. Files come in the order of their names, hidden ones not at all, a bad one as a problem in its place.
//! 2. The manifest fills what the file does not say; a row without a file is a problem.
//! 3. Whatever the bytes, reading ends without a panic, and every entry of a map slices equal words.
//! 4. Each line of a bare text is kept or cut.

use std::fs;
use std::io::Cursor;
use std::path::Path;

use proptest::prelude::*;
use tidings_read::{Input, Manifest, Problem, ReadConfig, ReadReport, Reader};

fn read(config: ReadConfig, inputs: Vec<Input>) -> Vec<Result<ReadReport, Problem>> {
    Reader::new(config).read(inputs).collect()
}

fn read_bytes(name: &str, bytes: &[u8], clean: bool) -> Vec<Result<ReadReport, Problem>> {
    let config = ReadConfig { clean, ..ReadConfig::default() };
    read(config, vec![Input::stream(name, Cursor::new(bytes.to_vec()))])
}

#[test]
fn a_folder_is_read_in_order_and_bad_files_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    };
    write("b.txt", "Ferry sinks off Eastport\nA ferry sank off Eastport on Monday.".as_bytes());
    write(
        "a/two.jsonl",
        b"{\"id\": \"x\", \"text\": \"The bridge opened.\"}\n\n{\"text\": 5\n{\"text\": \"It rained.\"}\n",
    );
    write("c.bin", b"\x00\x01\x02\x03");
    write("d.txt", b"");
    write("page_files/style.css", b"p { color: red }");
    write("manifest.csv", b"file,id\n");
    write(".hidden/e.txt", b"Nothing.");
    write(".f.txt", b"Nothing.");
    let config = ReadConfig::default();
    let found: Vec<String> = read(config, vec![Input::Path(folder.path().to_path_buf())])
        .into_iter()
        .map(|outcome| match outcome {
            Ok(read) => read.report.text,
            Err(problem) => {
                let name = Path::new(&problem.file).file_name().unwrap().to_string_lossy().into_owned();
                assert!(problem.hint.is_some());
                format!("{name} {:?}", problem.line)
            }
        })
        .collect();
    assert_eq!(
        found,
        [
            "The bridge opened.",
            "two.jsonl Some(3)",
            "It rained.",
            "A ferry sank off Eastport on Monday.",
            "c.bin None",
            "d.txt None"
        ]
    );
}

#[test]
fn an_empty_folder_and_a_missing_file_are_problems() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("missing.txt");
    let outcomes = read(ReadConfig::default(), vec![folder.path().to_path_buf().into(), missing.into()]);
    let messages: Vec<String> = outcomes.into_iter().map(|outcome| outcome.unwrap_err().message).collect();
    assert_eq!(messages[0], "the folder holds no report");
    assert!(messages[1].starts_with("it cannot be opened"));
}

#[test]
fn the_manifest_fills_what_files_do_not_say() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), "A ferry sank off Eastport on Monday.").unwrap();
    let csv = "file,id,outlet,published,url,title\na.txt,a1,The Courier,2024-05-02T10:00:00+02:00,,Ferry sinks\nb.txt,b1,,,,\n";
    let path = folder.path().join("manifest.csv");
    fs::write(&path, csv).unwrap();
    let manifest = Manifest::parse(&path, csv.as_bytes()).unwrap();
    let config = ReadConfig { manifest: Some(manifest), ..ReadConfig::default() };
    // Spelled otherwise than in the manifest.
    let spelled = folder.path().join("..").join(folder.path().file_name().unwrap());
    let outcomes = read(config, vec![spelled.into()]);
    let report = &outcomes[0].as_ref().unwrap().report;
    assert_eq!(report.id.as_str(), "a1");
    assert_eq!(report.outlet.as_deref(), Some("The Courier"));
    assert_eq!(report.title.as_deref(), Some("Ferry sinks"));
    assert_eq!(report.published_evidence.as_deref(), Some("manifest"));
    assert!(report.published.as_ref().unwrap().instant.is_some());
    let problem = outcomes[1].as_ref().unwrap_err();
    assert_eq!(problem.line, Some(3));
    assert!(problem.message.starts_with("`b.txt`"));
    assert_eq!(outcomes.len(), 2);
}

#[test]
fn other_encodings_are_read_and_the_digest_is_of_the_bytes() {
    let bytes = b"Le ferry a coul\xe9 pr\xe8s d'Eastport lundi, a dit le ma\xeetre du port.";
    let outcomes = read_bytes("a.txt", bytes, false);
    let report = &outcomes[0].as_ref().unwrap().report;
    assert!(report.text.starts_with("Le ferry a coulé près"));
    assert_eq!(report.language.as_deref(), Some("fr"));
    assert_eq!(report.original.as_ref().unwrap().sha256, tidings_text::digest(bytes));
}

#[test]
fn compressed_files_are_unpacked() {
    use std::io::Write;
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(b"A ferry sank off Eastport on Monday.").unwrap();
    let outcomes = read_bytes("a.txt.gz", &packed.finish().unwrap(), false);
    assert_eq!(outcomes[0].as_ref().unwrap().report.text, "A ferry sank off Eastport on Monday.");
}

#[test]
fn too_large_and_too_deep_inputs_are_told_in_good_time() {
    let config = ReadConfig { max_bytes: 1000, ..ReadConfig::default() };
    let long = "x".repeat(2000);
    let outcomes = read(config.clone(), vec![Input::stream("a.txt", Cursor::new(long.clone().into_bytes()))]);
    assert!(outcomes[0].as_ref().unwrap_err().message.contains("larger than 1000 bytes"));
    let lines = format!("{{\"text\": \"{long}\"}}\n{{\"text\": \"It rained.\"}}\n");
    let outcomes = read(config, vec![Input::stream("a.jsonl", Cursor::new(lines.into_bytes()))]);
    assert!(outcomes[0].as_ref().unwrap_err().message.contains("longer than 1000 bytes"));
    assert_eq!(outcomes[1].as_ref().unwrap().report.text, "It rained.");
    let deep = format!("{}<p>A ferry sank off Eastport on Monday.</p>", "<div>".repeat(100_000));
    let outcomes = read_bytes("a.html", deep.as_bytes(), false);
    let report = &outcomes[0].as_ref().unwrap().report;
    assert_eq!(report.text, "A ferry sank off Eastport on Monday.");
    assert!(report.problems[0].contains("nests 100000 elements"));
}

fn check_maps(outcomes: &[Result<ReadReport, Problem>]) {
    for outcome in outcomes.iter().flatten() {
        let (Some(original), Some(decoded)) = (&outcome.report.original, &outcome.decoded) else { continue };
        let mut last = 0;
        for &(span, start) in &original.map {
            let start = start as usize;
            assert_eq!(Some(span.of(&outcome.report.text)), decoded.get(start..start + span.len()));
            assert!(last <= span.start && !span.is_empty());
            last = span.end;
        }
    }
}

/// Pieces that the rules look for, to be put in any order.
const PIECES: &[&str] = &[
    "\n",
    "\n\n",
    "\r\n",
    " ",
    "\u{a0}",
    "\u{2028}",
    "The ferry sank off Eastport on Monday, he said.",
    "Read also:",
    "© 2024 The Courier",
    "[",
    "]",
    "(Reuters)",
    "By Ann Pier",
    "MAY 2, 2024",
    "18.07.2024",
    "10:00 GMT+2",
    "EASTPORT (AFP) - ",
    "casino bonus slots",
    "Photo: A",
    "é",
    "\u{1f6a2}",
    "\u{feff}",
    "\u{130}",
    "<p>",
    "</p>",
    "<div class=\"related\">",
    "</div>",
    "<h1>",
    "<br>",
    "<br>",
    "<a href=x>",
    "</a>",
    "&amp;",
    "&eacute",
    "&#x80;",
    "&#0;",
    "<script>",
    "</script>",
    "<!--",
    "-->",
    "<time datetime=2024-05-02>",
    "<blockquote class=tweet>",
    "{\"text\": \"",
    "\"}",
    "<table><tr><td>",
    "<svg>",
    "<x-y>",
    "<template>",
    "|",
    "A, B, C, D, E, F, G News, H Times",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        for name in ["a.html", "a.txt", "a.jsonl", "a.json", "a"] {
            check_maps(&read_bytes(name, &bytes, true));
        }
    }

    #[test]
    fn any_order_of_pieces_is_read(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..40)) {
        let text = pieces.concat();
        for name in ["a.html", "a.txt"] {
            check_maps(&read_bytes(name, text.as_bytes(), true));
        }
    }

    #[test]
    fn each_line_is_kept_or_cut(pieces in prop::collection::vec(prop::sample::select(&PIECES[..22]), 1..40)) {
        let text = pieces.concat();
        let mark = |c: char| !c.is_whitespace() && !matches!(c, '\u{feff}');
        for outcome in read_bytes("a.txt", text.as_bytes(), false).into_iter().flatten() {
            let mut found: Vec<char> = outcome.report.text.chars().filter(|c| mark(*c)).collect();
            found.extend(outcome.report.cut.iter().flat_map(|cut| cut.text.chars()).filter(|c| mark(*c)));
            let mut expected: Vec<char> = text.chars().filter(|c| mark(*c)).collect();
            found.sort_unstable();
            expected.sort_unstable();
            prop_assert_eq!(found, expected);
        }
    }
}
