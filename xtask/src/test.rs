//! `cargo xtask test`: everything that CI checks, in the order in which a fault is cheapest to find.

use std::process::Command;

use crate::workspace;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Leave out the checks of form (rustfmt, clippy, docs, crate edges)
    #[arg(long)]
    only_tests: bool,
}

/// A crate's own overview may point to its private modules; every other warning fails.
const RUSTDOC_FLAGS: &str = "--deny warnings --allow rustdoc::private_intra_doc_links";

/// The edges that the design forbids: a crate, and what it must not depend on even through another.
/// See "Invariants" in ARCHITECTURE.md.
const FORBIDDEN_EDGES: &[(&str, &[&str])] = &[
    ("tidings-text", &["tidings-nlp", "tidings-read", "tidings-extract", "tidings-collate", "tidings-view"]),
    ("tidings-nlp", &["tidings-read", "tidings-extract", "tidings-collate", "tidings-view", "trafilatura"]),
    ("tidings-read", &["tidings-nlp", "tidings-extract", "tidings-collate", "tidings-view"]),
    ("tidings-extract", &["tidings-read", "tidings-collate", "tidings-view", "trafilatura", "rusqlite"]),
    ("tidings-collate", &["tidings-read", "tidings-view", "trafilatura", "rusqlite", "walkdir"]),
    ("tidings-view", &["tidings-nlp", "tidings-read", "tidings-extract", "tidings-collate"]),
];

/// Passes the tests.
pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    workspace::run(workspace::cargo().args(["build", "--package", "tidings-cli"]))?;
    let model = workspace::model(&workspace::tidings("debug"))?;

    if !args.only_tests {
        check_edges()?;
        workspace::run(workspace::cargo().args(["fmt", "--all", "--check"]))?;
        workspace::run(workspace::cargo().args([
            "clippy",
            "--workspace",
            "--all-targets",
            "--",
            "--deny",
            "warnings",
        ]))?;
    }
    let tests = ["--workspace", "--all-features"];
    if has_nextest() {
        let profile = if std::env::var_os("CI").is_some() { "ci" } else { "default" };
        workspace::run(
            workspace::cargo()
                .args(["nextest", "run", "--profile", profile])
                .args(tests)
                .env("TIDINGS_MODEL", &model),
        )?;
        workspace::run(workspace::cargo().args(["test", "--doc"]).args(tests).env("TIDINGS_MODEL", &model))?;
    } else {
        eprintln!(
            "cargo-nextest is not installed (`cargo install --locked cargo-nextest`); using cargo test."
        );
        workspace::run(workspace::cargo().arg("test").args(tests).env("TIDINGS_MODEL", &model))?;
    }
    if !args.only_tests {
        workspace::run(
            workspace::cargo()
                .args(["run", "--package", "xtask", "--quiet", "--", "docs", "--check"])
                .env("TIDINGS_MODEL", &model),
        )?;
        workspace::run(
            workspace::cargo().args(["doc", "--workspace", "--no-deps"]).env("RUSTDOCFLAGS", RUSTDOC_FLAGS),
        )?;
    }
    Ok(())
}

fn has_nextest() -> bool {
    let output = Command::new("cargo").args(["nextest", "--version"]).output();
    output.is_ok_and(|output| output.status.success())
}

/// Fails where a crate reaches, in any number of steps, one that the design forbids it.
fn check_edges() -> anyhow::Result<()> {
    for (krate, forbidden) in FORBIDDEN_EDGES {
        let output = workspace::cargo()
            .args(["tree", "--edges", "normal", "--prefix", "none", "--format", "{lib}", "--package", krate])
            .output()?;
        anyhow::ensure!(
            output.status.success(),
            "cargo tree failed: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        let reached = String::from_utf8_lossy(&output.stdout);
        for edge in *forbidden {
            let name = edge.replace('-', "_");
            anyhow::ensure!(
                !reached.lines().any(|line| line == name),
                "`{krate}` depends on `{edge}`, which the design forbids (see \"Invariants\" in ARCHITECTURE.md)"
            );
        }
    }
    println!("crate edges: {} crates reach nothing forbidden", FORBIDDEN_EDGES.len());
    Ok(())
}
