//! `cargo xtask docs`: the generated parts of the reference pages, from the tables of `data/` and from examples that
//! are run.
//!
//! The prose of a page is written by hand in the page itself. What stands between the marks of [`page`] is written
//! here; `--check` compares and fails where a page is stale.

mod examples;
mod frames;
mod page;
mod story;
mod tables;
mod views;

use std::path::PathBuf;

use anyhow::Context as _;

use crate::tell::Teller;
use crate::workspace;

/// Options of `cargo xtask docs`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Write nothing; fail where a page is stale
    #[arg(long)]
    check: bool,
}

/// The pages with generated parts.
const PAGES: &[&str] = &[
    "docs/reference/events.md",
    "docs/reference/relations.md",
    "docs/reference/times.md",
    "docs/reference/sources.md",
    "docs/reference/origins.md",
    "docs/reference/actors.md",
];

/// Writes the pages, or checks them. Without a model the examples stay as they are, and that is said.
///
/// # Errors
///
/// Where a page is stale (`--check`), an example no longer gives what it is there to show, or a table or page cannot
/// be read.
pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    let teller = workspace::model_at_hand().map(|model| Teller::open(&model)).transpose()?;
    if teller.is_none() {
        println!("docs: there is no model, so the examples are not run; the tables are");
    }
    let source = Source { teller, examples: examples::Examples::read()? };
    let mut stale = Vec::new();
    for name in PAGES {
        let path = workspace::root().join(name);
        let stored =
            std::fs::read_to_string(&path).with_context(|| format!("cannot read `{}`", path.display()))?;
        let fresh = page::fill(&stored, |part| source.part(part)).with_context(|| format!("`{name}`"))?;
        if fresh == stored {
            continue;
        }
        if args.check {
            let (line, was, is) = page::first_difference(&stored, &fresh).unwrap_or_default();
            stale
                .push(format!("`{name}` is stale, first in line {line}:\n  it says  {was}\n  now      {is}"));
        } else {
            std::fs::write(&path, fresh)?;
            println!("docs: {name} is written");
        }
    }
    source.examples.ensure_all_are_well()?;
    anyhow::ensure!(
        stale.is_empty(),
        "{}\nrun `cargo xtask docs`, read what changed, and commit it",
        stale.join("\n")
    );
    println!("docs: {} pages are up to date", PAGES.len());
    Ok(())
}

/// What the parts are made from.
struct Source {
    teller: Option<Teller>,
    examples: examples::Examples,
}

impl Source {
    /// Returns a part's text by its name: a kind and an argument.
    fn part(&self, name: &str) -> anyhow::Result<Option<String>> {
        let (kind, argument) = name.split_once(' ').unwrap_or((name, ""));
        let written = match kind {
            "frames" => frames::of_type(argument)?,
            "frames-untyped" => frames::untyped()?,
            "types" => frames::types()?,
            "classes" => frames::classes()?,
            "relations" => frames::relations()?,
            "source-kinds" => tables::source_kinds()?,
            "channels" => tables::channels()?,
            "citing" => tables::citing()?,
            "cues" => tables::cues()?,
            "actors" => tables::actors()?,
            "media" => tables::media()?,
            "holidays" => tables::holidays()?,
            "time-words" => tables::time_words()?,
            "report-kinds" => tables::report_kinds()?,
            "names" => self.examples.names(argument)?,
            "examples" => {
                return self.teller.as_ref().map(|teller| self.examples.run(argument, teller)).transpose();
            }
            "story" => return self.teller.as_ref().map(|teller| story::part(argument, teller)).transpose(),
            _ => anyhow::bail!("no part is called `{kind}`"),
        };
        Ok(Some(written))
    }
}

/// Returns the text of a file below `data/`.
fn data(name: &str) -> anyhow::Result<String> {
    let path: PathBuf = workspace::root().join("data").join(name);
    std::fs::read_to_string(&path).with_context(|| format!("cannot read `{}`", path.display()))
}

/// Reads a table of `data/`.
fn table<T: serde::de::DeserializeOwned>(name: &str) -> anyhow::Result<T> {
    toml::from_str(&data(name)?).with_context(|| format!("`data/{name}` is not what the pages expect"))
}
