//! From what the person named to reports, one after the other.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use flate2::bufread::MultiGzDecoder;
use tidings_text::{Report, digest};
use walkdir::WalkDir;

use crate::encoding::decode;
use crate::error::{Fault, Problem};
use crate::format::{Format, detect};
use crate::formats::{Given, html, jsonl, text};
use crate::input::Input;
use crate::manifest::{Manifest, normalise};
use crate::words::WORDS;

/// How inputs are read.
#[derive(Debug, Clone)]
pub struct ReadConfig {
    /// What is known about bare files.
    pub manifest: Option<Manifest>,
    /// Whether the text of JSON Lines is cleaned; otherwise it is taken as it stands.
    pub clean: bool,
    /// The largest file that is read as one report, and the longest line of JSON Lines, in bytes.
    pub max_bytes: u64,
}

impl Default for ReadConfig {
    fn default() -> Self {
        Self { manifest: None, clean: false, max_bytes: 16 << 20 }
    }
}

/// A report, with the original as decoded.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadReport {
    /// The report.
    pub report: Report,
    /// The original decoded to UTF-8, which the report's `original.map` points into; `None` where there is no
    /// original apart from the text.
    pub decoded: Option<String>,
}

/// Reads inputs of all formats.
#[derive(Debug, Clone, Default)]
pub struct Reader {
    config: ReadConfig,
}

/// How much of a file is looked at to find its format, in bytes.
const HEAD: usize = 8192;

impl Reader {
    /// Returns a reader with this configuration.
    #[must_use]
    pub fn new(config: ReadConfig) -> Self {
        Self { config }
    }

    /// Reads `inputs` in the order given, folders sorted by name.
    ///
    /// Holds one file, or one line of JSON Lines, at a time.
    /// In a folder, hidden files and what a browser saves beside a page (pictures, scripts) are passed over.
    /// What cannot be read comes as a [`Problem`] in its place, and reading goes on.
    pub fn read(&self, inputs: Vec<Input>) -> impl Iterator<Item = Result<ReadReport, Problem>> + '_ {
        Reports {
            config: &self.config,
            inputs: inputs.into_iter(),
            files: None,
            lines: None,
            ready: VecDeque::new(),
            seen: BTreeSet::new(),
            canonical: self.config.manifest.as_ref().map(canonical_rows).unwrap_or_default(),
            finished: false,
        }
    }
}

/// The state of one reading.
struct Reports<'r> {
    config: &'r ReadConfig,
    inputs: std::vec::IntoIter<Input>,
    files: Option<Folder>,
    lines: Option<Lines>,
    ready: VecDeque<Result<ReadReport, Problem>>,
    /// Paths of the manifest, normalised, that were among the inputs.
    seen: BTreeSet<PathBuf>,
    /// Paths of the manifest by the canonical path of the file, for inputs that are spelled otherwise.
    canonical: BTreeMap<PathBuf, PathBuf>,
    finished: bool,
}

/// A folder being walked.
struct Folder {
    name: String,
    walk: walkdir::IntoIter,
    n_files: usize,
}

/// A file of JSON Lines being read.
struct Lines {
    name: String,
    bytes: Box<dyn BufRead + Send>,
    line: usize,
    given: Given,
}

impl Iterator for Reports<'_> {
    type Item = Result<ReadReport, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(ready) = self.ready.pop_front() {
                return Some(ready);
            }
            if self.lines.is_some() {
                self.read_line();
            } else if self.files.is_some() {
                self.read_next_file();
            } else if let Some(input) = self.inputs.next() {
                self.open(input);
            } else if !self.finished {
                self.finished = true;
                self.name_unmatched_rows();
            } else {
                return None;
            }
        }
    }
}

impl Reports<'_> {
    fn open(&mut self, input: Input) {
        match input {
            Input::Path(path) if path.is_dir() => {
                let walk = WalkDir::new(&path).sort_by_file_name().follow_links(true).into_iter();
                self.files = Some(Folder { name: path.display().to_string(), walk, n_files: 0 });
            }
            Input::Path(path) => self.read_file(&path),
            Input::Stream { name, bytes } => {
                let given = Given { file: Some(name.clone()), ..Given::default() };
                self.read_bytes(&name, Path::new(&name), Box::new(BufReader::new(bytes)), given);
            }
        }
    }

    fn read_next_file(&mut self) {
        let Some(folder) = &mut self.files else { return };
        match folder.walk.next() {
            None => {
                if folder.n_files == 0 {
                    self.ready.push_back(Err(Problem::new(&folder.name, None, &Fault::EmptyFolder)));
                }
                self.files = None;
            }
            Some(Err(error)) => {
                folder.n_files += 1;
                let name = error.path().map_or(folder.name.clone(), |path| path.display().to_string());
                let error = error.into_io_error().unwrap_or_else(|| io::Error::other("a loop of links"));
                self.ready.push_back(Err(Problem::new(&name, None, &Fault::Open(error))));
            }
            Some(Ok(entry)) => {
                let is_hidden = entry.depth() > 0 && entry.file_name().as_encoded_bytes().starts_with(b".");
                if is_hidden {
                    if entry.file_type().is_dir() {
                        folder.walk.skip_current_dir();
                    }
                    return;
                }
                if entry.file_type().is_file() {
                    let path = entry.into_path();
                    if self.is_manifest(&path) || is_page_asset(&path) {
                        return;
                    }
                    if let Some(folder) = &mut self.files {
                        folder.n_files += 1;
                    }
                    self.read_file(&path);
                }
            }
        }
    }

    fn is_manifest(&self, path: &Path) -> bool {
        let manifest = self.config.manifest.as_ref();
        manifest.is_some_and(|manifest| normalise(Path::new(manifest.name())) == normalise(path))
    }

    fn read_file(&mut self, path: &Path) {
        let name = path.display().to_string();
        let mut given = Given { file: Some(name.clone()), ..Given::default() };
        if let Some(manifest) = &self.config.manifest {
            let spelled = normalise(path);
            let known = match manifest.get(&spelled) {
                Some(_) => Some(spelled),
                None => fs::canonicalize(path).ok().and_then(|path| self.canonical.get(&path).cloned()),
            };
            if let Some(known) = known
                && let Some(row) = manifest.get(&known)
            {
                given.add_row(row);
                self.seen.insert(known);
            }
        }
        match File::open(path) {
            Ok(file) => {
                self.read_bytes(&name, path, Box::new(BufReader::with_capacity(1 << 16, file)), given)
            }
            Err(error) => self.ready.push_back(Err(Problem::new(&name, None, &Fault::Open(error)))),
        }
    }

    fn read_bytes(&mut self, name: &str, path: &Path, mut bytes: Box<dyn BufRead + Send>, given: Given) {
        let mut path = path.to_path_buf();
        let outcome = (|| {
            let mut head = peek(&mut bytes).map_err(Fault::Read)?;
            if head.starts_with(&[0x1f, 0x8b]) {
                let whole: Box<dyn Read + Send> = Box::new(io::Cursor::new(head).chain(bytes));
                bytes = Box::new(BufReader::new(MultiGzDecoder::new(BufReader::new(whole))));
                head = peek(&mut bytes).map_err(Fault::Read)?;
                path = path.with_extension("");
            }
            if head.is_empty() {
                return Err(Fault::EmptyFile);
            }
            let format = detect(&path, &head).map_err(Fault::Binary)?;
            let whole: Box<dyn BufRead + Send> = Box::new(BufReader::new(io::Cursor::new(head).chain(bytes)));
            Ok((format, whole))
        })();
        let (format, mut bytes) = match outcome {
            Ok(outcome) => outcome,
            Err(fault) => return self.ready.push_back(Err(Problem::new(name, None, &fault))),
        };
        if format == Format::JsonLines {
            self.lines = Some(Lines { name: name.to_owned(), bytes, line: 0, given });
            return;
        }
        match read_whole(&mut bytes, self.config.max_bytes) {
            Err(fault) => self.ready.push_back(Err(Problem::new(name, None, &fault))),
            Ok(whole) => self.read_document(name, format, whole, &given),
        }
    }

    fn read_document(&mut self, name: &str, format: Format, bytes: Vec<u8>, given: &Given) {
        let sha256 = digest(&bytes);
        let decoded = decode(bytes, format == Format::Html);
        let problems = decoded.problems;
        let outcome = match format {
            Format::Html => html::read(&decoded.text, given),
            Format::Text => text::read(&decoded.text, given),
            Format::Json | Format::JsonLines => {
                match jsonl::read_document(&decoded.text, given, self.config.clean) {
                    Ok(outcomes) => {
                        for outcome in outcomes {
                            let (outcome, original) = match outcome {
                                Ok((report, original)) => (Ok(report), original),
                                Err(fault) => (Err(fault), None),
                            };
                            self.push(name, None, outcome, original, &problems);
                        }
                    }
                    Err(fault) => self.ready.push_back(Err(Problem::new(name, None, &fault))),
                }
                return;
            }
        };
        let outcome = outcome.map(|mut report| {
            if let Some(original) = &mut report.original {
                original.sha256 = sha256;
            }
            report
        });
        self.push(name, None, outcome, Some(decoded.text), &problems);
    }

    fn push(
        &mut self,
        name: &str,
        line: Option<usize>,
        outcome: Result<Report, Fault>,
        decoded: Option<String>,
        problems: &[String],
    ) {
        self.ready.push_back(match outcome {
            Err(fault) => Err(Problem::new(name, line, &fault)),
            Ok(mut report) => {
                report.problems.splice(0..0, problems.iter().cloned());
                Ok(ReadReport { report, decoded })
            }
        });
    }

    fn read_line(&mut self) {
        let Some(lines) = &mut self.lines else { return };
        lines.line += 1;
        let (name, number) = (lines.name.clone(), Some(lines.line));
        let mut line = Vec::new();
        let limit = self.config.max_bytes;
        match lines.bytes.by_ref().take(limit).read_until(b'\n', &mut line) {
            Err(error) => {
                self.lines = None;
                self.ready.push_back(Err(Problem::new(&name, number, &Fault::Read(error))));
                return;
            }
            Ok(0) => {
                self.lines = None;
                return;
            }
            Ok(n_bytes) if n_bytes as u64 == limit && line.last() != Some(&b'\n') => {
                let skipped = lines.bytes.skip_until(b'\n');
                if skipped.is_err() {
                    self.lines = None;
                }
                self.ready.push_back(Err(Problem::new(&name, number, &Fault::LineTooLong { limit })));
                return;
            }
            Ok(_) => {}
        }
        let given = lines.given.clone();
        let decoded = decode(line, false);
        if decoded.text.trim().is_empty() {
            return;
        }
        match jsonl::read_line(&decoded.text, &given, self.config.clean) {
            Ok((report, original)) => self.push(&name, number, Ok(report), original, &decoded.problems),
            Err(fault) => self.ready.push_back(Err(Problem::new(&name, number, &fault))),
        }
    }

    /// Names the rows of the manifest that speak of a file that is neither among the inputs nor there at all.
    fn name_unmatched_rows(&mut self) {
        let Some(manifest) = &self.config.manifest else { return };
        for (path, row) in manifest.rows() {
            if !self.seen.contains(path) && !path.exists() {
                let mut problem = Problem::new(manifest.name(), Some(row.line), &Fault::ManifestUnmatched);
                problem.message = format!("`{}`: {}", row.file, problem.message);
                self.ready.push_back(Err(problem));
            }
        }
    }
}

/// Returns the paths of a manifest by their canonical form.
fn canonical_rows(manifest: &Manifest) -> BTreeMap<PathBuf, PathBuf> {
    manifest.rows().filter_map(|(path, _)| Some((fs::canonicalize(path).ok()?, path.to_path_buf()))).collect()
}

/// Says whether a file in a folder is no report by its name: what a browser saves beside a page, tables, settings.
fn is_page_asset(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    WORDS.files.skipped.contains(&extension.to_ascii_lowercase())
}

/// Takes the first bytes of a stream.
fn peek(bytes: &mut Box<dyn BufRead + Send>) -> io::Result<Vec<u8>> {
    let mut head = Vec::with_capacity(HEAD);
    bytes.take(HEAD as u64).read_to_end(&mut head)?;
    Ok(head)
}

fn read_whole(bytes: &mut Box<dyn BufRead + Send>, limit: u64) -> Result<Vec<u8>, Fault> {
    let mut whole = Vec::new();
    bytes.take(limit + 1).read_to_end(&mut whole).map_err(Fault::Read)?;
    if whole.len() as u64 > limit {
        return Err(Fault::TooLarge { limit });
    }
    Ok(whole)
}
