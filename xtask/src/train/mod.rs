//! Trainers: learned weights in `data/` from marked text, the same weights for the same text.
//!
//! Marked text is read from the folders that the developer names; nothing of it but weights of grammatical
//! features reaches the files.

pub(crate) mod attribution;
mod linear;
pub(crate) mod names;

use clap::Subcommand;

/// What can be trained.
#[derive(Debug, Subcommand)]
pub(crate) enum Train {
    /// Fit the weights of the comparison of names and write `data/names-weights.toml`
    Names(names::Args),
    /// Fit the weights of attributions and write `data/attribution.toml`
    Attribution(attribution::Args),
}

pub(crate) fn run(task: &Train) -> anyhow::Result<()> {
    match task {
        Train::Names(args) => names::run(args),
        Train::Attribution(args) => attribution::run(args),
    }
}
