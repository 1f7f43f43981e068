//! The examples of the pages: sentences of `docs/examples.toml`, run through the product.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fmt::Write as _;

use anyhow::Context as _;
use serde::Deserialize;
use tidings_extract::names::compare_names;
use tidings_text::{Published, Report};

use super::{page, views};
use crate::tell::Teller;
use crate::workspace;

/// The publication date of an example that names none: a Wednesday.
const PUBLISHED: &str = "2031-03-12";

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    group: Vec<Group>,
    names: Vec<Names>,
}

/// Sentences that stand together under one mark.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    /// The argument of the mark.
    part: String,
    /// What of the extraction is shown.
    view: View,
    example: Vec<Example>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum View {
    Events,
    Relations,
    Times,
    Chains,
    Actors,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Example {
    text: String,
    #[serde(default)]
    published: Option<String>,
    /// What must stand in the outcome: the point of the example.
    shows: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Names {
    part: String,
    pairs: Vec<(String, String, bool)>,
}

/// All examples, with those parts that a page has asked for.
pub(super) struct Examples {
    file: File,
    used: RefCell<BTreeSet<String>>,
    failures: RefCell<Vec<String>>,
}

impl Examples {
    /// Reads `docs/examples.toml`.
    pub(super) fn read() -> anyhow::Result<Self> {
        let path = workspace::root().join("docs/examples.toml");
        let text =
            std::fs::read_to_string(&path).with_context(|| format!("cannot read `{}`", path.display()))?;
        let file: File = toml::from_str(&text).context("`docs/examples.toml` is not what xtask expects")?;
        let parts =
            file.group.iter().map(|group| &group.part).chain(file.names.iter().map(|group| &group.part));
        let mut seen = BTreeSet::new();
        if let Some(twice) = parts.into_iter().find(|part| !seen.insert(*part)) {
            anyhow::bail!("`docs/examples.toml` has two groups `{twice}`");
        }
        Ok(Self { file, used: RefCell::default(), failures: RefCell::default() })
    }

    /// Runs the examples of a part.
    pub(super) fn run(&self, part: &str, teller: &Teller) -> anyhow::Result<String> {
        let group = self.file.group.iter().find(|group| group.part == part);
        let group = group.with_context(|| format!("`docs/examples.toml` has no group `{part}`"))?;
        self.used.borrow_mut().insert(part.to_owned());
        let reports = group.example.iter().enumerate().map(|(number, example)| {
            let mut report = Report::new(format!("example-{number}"), example.text.as_str());
            report.published = Published::parse(example.published.as_deref().unwrap_or(PUBLISHED));
            report.language = Some("en".to_owned());
            report
        });
        let told = teller.tell(reports.collect());
        let mut rows = Vec::new();
        let mut blocks = String::new();
        for (example, told) in group.example.iter().zip(&told) {
            let found = told.extraction.to_wire(told.report(), false);
            let shown = match group.view {
                View::Times => {
                    let own = views::times(&found, &example.text);
                    let joined: Vec<String> = own.iter().map(|row| row.join(" ")).collect();
                    for (number, row) in own.into_iter().enumerate() {
                        let text = if number == 0 { example.text.clone() } else { String::new() };
                        rows.push([vec![text], row].concat());
                    }
                    joined.join("\n")
                }
                View::Events => views::events(&found, &example.text),
                View::Relations => views::relations(&found, &example.text),
                View::Chains => views::chains(&found, &example.text),
                View::Actors => views::actors(&found, &example.text),
            };
            if !shown.contains(&example.shows) {
                self.failures.borrow_mut().push(format!(
                    "`{}` (group `{part}`)\n  is there to show `{}`, but gives\n{}",
                    example.text,
                    example.shows,
                    indent(&shown)
                ));
            }
            writeln!(blocks, "{}\n{}", example.text, indent(&shown))?;
        }
        Ok(match group.view {
            View::Times => page::table(&["sentence", "words", "type", "value"], &rows),
            _ => format!("```text\n{}\n```", blocks.trim_end()),
        })
    }

    /// Compares the pairs of names of a part.
    pub(super) fn names(&self, part: &str) -> anyhow::Result<String> {
        let group = self.file.names.iter().find(|group| group.part == part);
        let group = group.with_context(|| format!("`docs/examples.toml` has no names `{part}`"))?;
        self.used.borrow_mut().insert(part.to_owned());
        let mut rows = Vec::new();
        for (a, b, matches) in &group.pairs {
            let found = compare_names(a, b);
            if found.matches != *matches {
                self.failures.borrow_mut().push(format!(
                    "`{a}` and `{b}` were to be {}, but the score is {:.2}: {}",
                    if *matches { "one" } else { "two" },
                    found.score,
                    found.reason
                ));
            }
            let verdict = if found.matches { "one" } else { "two" };
            rows.push(vec![
                a.clone(),
                b.clone(),
                format!("{:.2}", found.score),
                verdict.to_owned(),
                found.reason,
            ]);
        }
        Ok(page::table(&["one name", "other name", "score", "verdict", "reason"], &rows))
    }

    /// Fails where an example no longer shows its point, or stands on no page.
    pub(super) fn ensure_all_are_well(&self) -> anyhow::Result<()> {
        let failures = self.failures.borrow();
        anyhow::ensure!(
            failures.is_empty(),
            "{} examples of `docs/examples.toml` do not show their point:\n{}",
            failures.len(),
            failures.join("\n")
        );
        let used = self.used.borrow();
        let parts = self.file.group.iter().map(|group| &group.part);
        let parts: Vec<&String> = parts.chain(self.file.names.iter().map(|group| &group.part)).collect();
        // without a model no example is run
        let are_run = self.file.group.iter().any(|group| used.contains(&group.part));
        let unused = parts.into_iter().find(|part| !used.contains(*part));
        match unused.filter(|_| are_run) {
            Some(part) => anyhow::bail!("the examples `{part}` of `docs/examples.toml` stand on no page"),
            None => Ok(()),
        }
    }
}

fn indent(text: &str) -> String {
    text.lines().map(|line| format!("    {line}")).collect::<Vec<_>>().join("\n")
}
