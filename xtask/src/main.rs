//! What a developer runs: set-up, evaluation, parity, benches.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command line program prints")]

mod parity;

use clap::{Parser, Subcommand};

/// What a developer of Tidings runs.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask")]
struct Args {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Compares our parses with spaCy's, token by token, over real text.
    Parity(parity::ParityArgs),
}

fn main() -> anyhow::Result<()> {
    match Args::parse().task {
        Task::Parity(args) => parity::run(&args),
    }
}
