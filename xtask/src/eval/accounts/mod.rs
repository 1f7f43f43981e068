//! Accounts against what a careful reader finds in the same reports: events, disagreements, reuse, origins, boilerplate, names.
//!
//! The gold is prose in part, so items are matched by names, dates, numbers, reports and words; misses are listed with their
//! words, for a person to judge.

mod gold;
mod likeness;
#[cfg(test)]
mod own;
mod score;

use std::path::{Path, PathBuf};

use anyhow::Context;
use tidings_text::wire::Account;

pub(crate) use self::gold::Gold;
pub(crate) use self::likeness::fit;
pub(crate) use self::score::metrics;
use super::product::Product;
use super::tally::Scored;

/// The metrics that stand in the table.
pub(crate) const HEADLINE: [&str; 10] = [
    "events",
    "disagreements",
    "reuse",
    "origin_bounds",
    "figures_clean",
    "boilerplate_clean",
    "names_joined",
    "events_told",
    "told_in_gold",
    "in_one_account",
];

/// One story, scored.
pub(crate) struct Story {
    /// The name of its folder.
    pub name: String,
    /// Hits and misses.
    pub scored: Scored,
    /// How many reports it has.
    pub n_reports: usize,
    /// How long the command ran.
    pub took: std::time::Duration,
}

/// Makes and scores the accounts of the wanted stories that have a gold: those of the shared folder, which are pinned,
/// the project's own in `eval/stories`, and those of a folder of one's own.
///
/// # Errors
///
/// Where a pinned gold is another, or the product fails.
pub(crate) fn score_all(
    product: &Product,
    shared: Option<&Path>,
    extra: Option<&Path>,
    wanted: &dyn Fn(&str) -> bool,
) -> anyhow::Result<Vec<Story>> {
    let mut scored = Vec::new();
    for folder in
        shared.map(|shared| told_in(&shared.join("stories"), wanted)).transpose()?.unwrap_or_default()
    {
        let name = name_of(&folder);
        let file = format!("stories/{name}/gold.toml");
        let gold = super::gold::pinned(shared.unwrap_or(&folder), &file)?;
        scored.push(score_story(product, &folder, name, gold)?);
    }
    let own = crate::workspace::root().join("eval/stories");
    for parent in [Some(own.as_path()), extra].into_iter().flatten() {
        for folder in told_in(parent, wanted)? {
            let gold = std::fs::read(folder.join("gold.toml"))?;
            scored.push(score_story(product, &folder, name_of(&folder), gold)?);
        }
    }
    Ok(scored)
}

/// Lists the stories in a folder that have a gold.
///
/// # Errors
///
/// Where there is no such folder.
pub(crate) fn folders_with_gold(parent: &Path) -> anyhow::Result<Vec<PathBuf>> {
    told_in(parent, &|_| true)
}

/// Lists the wanted stories in a folder that have a gold.
fn told_in(parent: &Path, wanted: &dyn Fn(&str) -> bool) -> anyhow::Result<Vec<PathBuf>> {
    let mut folders: Vec<PathBuf> = std::fs::read_dir(parent)
        .with_context(|| format!("no folder `{}`", parent.display()))?
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| path.join("gold.toml").is_file() && wanted(&name_of(path)))
        .collect();
    folders.sort();
    Ok(folders)
}

fn name_of(folder: &Path) -> String {
    folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn score_story(product: &Product, folder: &Path, name: String, gold: Vec<u8>) -> anyhow::Result<Story> {
    let words = String::from_utf8(gold).context("the gold is UTF-8")?;
    let gold: gold::Gold =
        toml::from_str(&words).with_context(|| format!("`{name}/gold.toml` is not valid"))?;
    let lines = folder.join("reports.jsonl");
    let manifest = folder.join("manifest.csv");
    let answers = if lines.is_file() {
        product.account(&lines, None)?
    } else {
        product.account(&folder.join("reports"), manifest.is_file().then_some(manifest.as_path()))?
    };
    let accounts: Vec<Account> = answers
        .lines
        .into_iter()
        .map(serde_json::from_value)
        .collect::<Result<_, _>>()
        .context("`tidings account` printed what is no account")?;
    let n_reports = accounts.iter().map(|account| account.reports.len()).sum();
    Ok(Story { name, scored: score::score(&gold, &accounts), n_reports, took: answers.took })
}
