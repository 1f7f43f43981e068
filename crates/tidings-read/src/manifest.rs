//! What a person knows about bare files: id, outlet, date, address and title, in a CSV beside them.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use serde::Deserialize;

use crate::error::{Fault, Problem};

/// A table of files and what is known about them.
#[derive(Debug, Clone, Default)]
pub struct Manifest {
    /// The manifest's own name, for messages.
    name: String,
    /// Rows by normalised path: the manifest's folder joined with the row's `file`.
    rows: BTreeMap<PathBuf, ManifestRow>,
}

/// What a manifest says about one file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct ManifestRow {
    /// The file, relative to the manifest's folder.
    pub file: String,
    /// The report's id.
    #[serde(default)]
    pub id: Option<String>,
    /// Who published it.
    #[serde(default)]
    pub outlet: Option<String>,
    /// A date or an RFC 3339 time.
    #[serde(default)]
    pub published: Option<String>,
    /// Its address on the web.
    #[serde(default)]
    pub url: Option<String>,
    /// Its headline.
    #[serde(default)]
    pub title: Option<String>,
    /// The row's line in the manifest, counted from 1.
    #[serde(skip)]
    pub line: usize,
}

impl Manifest {
    /// Reads the CSV `bytes` of the manifest at `path`; its `file` column is relative to that path's folder.
    ///
    /// # Errors
    ///
    /// Where the bytes are not CSV, or there is no column `file`. The columns id, outlet, published, url and
    /// title may be missing or empty.
    pub fn parse(path: &Path, bytes: &[u8]) -> Result<Self, Problem> {
        let name = path.display().to_string();
        let folder = path.parent().unwrap_or(Path::new(""));
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).flexible(true).from_reader(bytes);
        let headers =
            reader.headers().map_err(|error| Problem::new(&name, None, &Fault::Manifest(error)))?.clone();
        if !headers.iter().any(|column| column == "file") {
            let columns = headers.iter().map(|column| format!("`{column}`")).collect::<Vec<_>>().join(", ");
            return Err(Problem::new(&name, Some(1), &Fault::ManifestColumns(columns)));
        }
        let mut rows = BTreeMap::new();
        for record in reader.into_records() {
            let record = record.map_err(|error| Problem::new(&name, None, &Fault::Manifest(error)))?;
            let line = record.position().map_or(0, |position| position.line() as usize);
            let mut row: ManifestRow = record
                .deserialize(Some(&headers))
                .map_err(|error| Problem::new(&name, Some(line), &Fault::Manifest(error)))?;
            row.line = line;
            rows.insert(normalise(&folder.join(&row.file)), row);
        }
        Ok(Self { name, rows })
    }

    /// Returns what the manifest says about the file at `path`.
    #[must_use]
    pub fn get(&self, path: &Path) -> Option<&ManifestRow> {
        self.rows.get(&normalise(path))
    }

    /// Returns the rows with the normalised paths they speak of, in order of path.
    pub fn rows(&self) -> impl Iterator<Item = (&Path, &ManifestRow)> {
        self.rows.iter().map(|(path, row)| (path.as_path(), row))
    }

    /// Returns the manifest's own name, for messages.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }
}

/// Returns `path` without `.` and with `..` resolved by name, so that two spellings of one path are equal.
pub(crate) fn normalise(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if normal.file_name().is_some() => {
                normal.pop();
            }
            other => normal.push(other),
        }
    }
    normal
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_found_by_path_however_it_is_spelled() {
        let csv =
            b"\xef\xbb\xbffile,id,outlet,published\na/one.txt,one,The Daily,2024-01-02\nb/two.txt,two,,\n";
        let manifest = Manifest::parse(Path::new("story/manifest.csv"), csv).unwrap();
        let row = manifest.get(Path::new("./story/x/../a/one.txt")).unwrap();
        assert_eq!(row.outlet.as_deref(), Some("The Daily"));
        assert_eq!(manifest.get(Path::new("story/b/two.txt")).unwrap().outlet, None);
        assert_eq!(manifest.get(Path::new("story/c.txt")), None);
    }

    #[test]
    fn a_manifest_without_files_says_what_it_has() {
        let problem = Manifest::parse(Path::new("m.csv"), b"path,id\na,b\n").unwrap_err();
        assert_eq!(problem.to_string(), "m.csv:1: the manifest has no column `file`; it has `path`, `id`");
    }
}
