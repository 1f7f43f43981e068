//! A model as it is published: a wheel, or the folder inside it.
//!
//! Gives the bytes of a model's files, checks their sizes, and reads the three forms they come in:
//! `config.cfg` ([`config`]), msgpack ([`pack`]) and thinc weights ([`weights`]).

pub(crate) mod config;
mod info;
pub(crate) mod pack;
pub(crate) mod weights;

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use zip::ZipArchive;

use crate::ModelError;

pub use info::ModelInfo;

/// The largest accepted wheel or model file, in bytes; the largest of the large English model has 700 MB.
const FILE_LIMIT: u64 = 1 << 30;
/// The largest accepted file that is neither weights nor vectors; real ones have 1 MB.
const SMALL_FILE_LIMIT: u64 = 1 << 26;
/// How deep below a given folder a model may lie (`site-packages/name/name-version`).
const FOLDER_DEPTH: usize = 4;
/// Files that are part of a published model but not needed to run it.
const UNREAD: [&str; 1] = ["vocab/strings.json"];

/// The files of one model.
pub(crate) struct Package {
    source: Source,
    /// SHA-256 of the wheel, or of the folder's files, in hexadecimal.
    digest: String,
}

enum Source {
    /// A wheel in memory, and the number of each model file in it.
    Wheel {
        archive: ZipArchive<Cursor<Vec<u8>>>,
        files: BTreeMap<String, usize>,
    },
    Folder(PathBuf),
}

impl Package {
    /// Opens a wheel, a model folder, or a folder that holds one.
    pub(crate) fn open(path: &Path) -> Result<Self, ModelError> {
        let metadata = fs::metadata(path).map_err(|source| read_error(path, source))?;
        if metadata.is_dir() { Self::open_folder(path) } else { Self::open_wheel(path) }
    }

    fn open_wheel(path: &Path) -> Result<Self, ModelError> {
        let file = File::open(path).map_err(|source| read_error(path, source))?;
        let mut bytes = Vec::new();
        file.take(FILE_LIMIT + 1).read_to_end(&mut bytes).map_err(|source| read_error(path, source))?;
        if bytes.len() as u64 > FILE_LIMIT {
            return Err(ModelError::TooLarge { file: path.display().to_string(), limit: FILE_LIMIT });
        }
        Self::from_wheel_bytes(bytes, path)
    }

    /// Opens a wheel whose bytes are at hand; `path` only names it in errors.
    pub(crate) fn from_wheel_bytes(bytes: Vec<u8>, path: &Path) -> Result<Self, ModelError> {
        let digest = hex(&Sha256::digest(&bytes));
        let archive_error = |error: zip::result::ZipError| ModelError::Archive {
            path: path.to_owned(),
            reason: error.to_string(),
        };
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(archive_error)?;
        let mut names = BTreeMap::new();
        for index in 0..archive.len() {
            let entry = archive.by_index_raw(index).map_err(archive_error)?;
            names.insert(entry.name().to_owned(), index);
        }
        let mut roots = names.keys().filter_map(|name| name.strip_suffix("config.cfg"));
        let root = roots.next().ok_or_else(|| ModelError::NoModel { path: path.to_owned() })?.to_owned();
        if let Some(second) = roots.next() {
            return Err(ModelError::SeveralModels {
                path: path.to_owned(),
                first: root,
                second: second.to_owned(),
            });
        }
        let files =
            names.into_iter().filter_map(|(name, index)| Some((name.strip_prefix(&root)?.to_owned(), index)));
        let files = files.collect();
        Ok(Self { source: Source::Wheel { archive, files }, digest })
    }

    fn open_folder(path: &Path) -> Result<Self, ModelError> {
        let mut roots = Vec::new();
        find_roots(path, FOLDER_DEPTH, &mut roots)?;
        let mut roots = roots.into_iter();
        let root = roots.next().ok_or_else(|| ModelError::NoModel { path: path.to_owned() })?;
        if let Some(second) = roots.next() {
            let [first, second] = [root, second].map(|root| root.display().to_string());
            return Err(ModelError::SeveralModels { path: path.to_owned(), first, second });
        }
        let mut package = Self { source: Source::Folder(root.clone()), digest: String::new() };
        let mut names = Vec::new();
        list_files(&root, "", FOLDER_DEPTH, &mut names)?;
        names.sort();
        let mut hasher = Sha256::new();
        for name in names {
            hasher.update(name.as_bytes());
            hasher.update([0]);
            hasher.update(Sha256::digest(package.read(&name)?));
        }
        package.digest = hex(&hasher.finalize());
        Ok(package)
    }

    /// Returns the SHA-256 of the wheel, or of the folder's files.
    pub(crate) fn digest(&self) -> &str {
        &self.digest
    }

    /// Returns a file's bytes.
    pub(crate) fn read(&mut self, name: &str) -> Result<Vec<u8>, ModelError> {
        let missing = || ModelError::MissingFile { file: name.to_owned() };
        match &mut self.source {
            Source::Wheel { archive, files } => {
                let &index = files.get(name).ok_or_else(missing)?;
                let damaged = |reason: String| ModelError::damaged(name, reason);
                let entry = archive.by_index(index).map_err(|error| damaged(error.to_string()))?;
                // The size in the directory may lie: it only bounds what is set aside, the limit bounds what is read.
                let limit = limit(name);
                let mut bytes = Vec::with_capacity(entry.size().min(limit / 16) as usize);
                entry.take(limit + 1).read_to_end(&mut bytes).map_err(|error| damaged(error.to_string()))?;
                check_size(name, bytes)
            }
            Source::Folder(root) => {
                let path = root.join(name);
                let file = match File::open(&path) {
                    Ok(file) => file,
                    Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Err(missing()),
                    Err(error) => return Err(read_error(&path, error)),
                };
                let mut bytes = Vec::new();
                file.take(limit(name) + 1)
                    .read_to_end(&mut bytes)
                    .map_err(|error| read_error(&path, error))?;
                check_size(name, bytes)
            }
        }
    }

    /// Returns a file's text.
    pub(crate) fn read_text(&mut self, name: &str) -> Result<String, ModelError> {
        String::from_utf8(self.read(name)?).map_err(|error| ModelError::damaged(name, error.to_string()))
    }

    /// Returns a file's JSON value.
    pub(crate) fn read_json<T: serde::de::DeserializeOwned>(&mut self, name: &str) -> Result<T, ModelError> {
        serde_json::from_slice(&self.read(name)?)
            .map_err(|error| ModelError::damaged(name, error.to_string()))
    }
}

/// Returns the largest accepted size of a file, in bytes.
fn limit(name: &str) -> u64 {
    let is_large = name.ends_with("/model") || name.starts_with("vocab/");
    if is_large { FILE_LIMIT } else { SMALL_FILE_LIMIT }
}

fn check_size(name: &str, bytes: Vec<u8>) -> Result<Vec<u8>, ModelError> {
    let limit = limit(name);
    if bytes.len() as u64 > limit {
        return Err(ModelError::TooLarge { file: name.to_owned(), limit });
    }
    Ok(bytes)
}

fn read_error(path: &Path, source: std::io::Error) -> ModelError {
    ModelError::Read { path: path.to_owned(), source }
}

fn find_roots(folder: &Path, depth: usize, roots: &mut Vec<PathBuf>) -> Result<(), ModelError> {
    if folder.join("config.cfg").is_file() {
        roots.push(folder.to_owned());
        return Ok(());
    }
    if depth == 0 {
        return Ok(());
    }
    for entry in entries(folder)? {
        if entry.is_dir() {
            find_roots(&entry, depth - 1, roots)?;
        }
    }
    Ok(())
}

fn list_files(folder: &Path, prefix: &str, depth: usize, names: &mut Vec<String>) -> Result<(), ModelError> {
    for entry in entries(folder)? {
        let Some(name) = entry.file_name().and_then(|name| name.to_str()) else { continue };
        let name = format!("{prefix}{name}");
        if entry.is_dir() {
            if depth > 0 {
                list_files(&entry, &format!("{name}/"), depth - 1, names)?;
            }
        } else if !UNREAD.contains(&name.as_str()) {
            names.push(name);
        }
    }
    Ok(())
}

/// Returns the paths in a folder, sorted.
fn entries(folder: &Path) -> Result<Vec<PathBuf>, ModelError> {
    let entries = fs::read_dir(folder).map_err(|source| read_error(folder, source))?;
    let mut paths = Vec::new();
    for entry in entries {
        paths.push(entry.map_err(|source| read_error(folder, source))?.path());
    }
    paths.sort();
    Ok(paths)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
