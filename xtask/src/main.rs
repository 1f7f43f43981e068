//! What a developer runs: set-up, demo, tests, evaluation, parity, benches.
//!
//! One subcommand, one module. Nothing here ships to users.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a developer's tool talks to a terminal")]
#![expect(
    clippy::disallowed_methods,
    reason = "xtask collects environment and clock for the crates that must not"
)]

mod bench;
mod demo;
mod docs;
mod eval;
mod fuzz;
mod parity;
mod tell;
mod test;
mod train;
mod workspace;

use clap::Parser;

#[derive(Debug, Parser)]
#[command(name = "cargo xtask", about = "What a developer of Tidings runs")]
enum Task {
    /// Fetch the model, build, and print the account of the sample story
    Demo,
    /// Fetch the model and pass the tests
    Test(test::Args),
    /// Run the product's commands over the gold and score them
    Eval(eval::Args),
    /// Compare our parses with spaCy's, token by token, over real text
    Parity(parity::ParityArgs),
    /// Measure speed against a peer, in turns in one run
    #[command(subcommand)]
    Bench(bench::Bench),
    /// Compile or run the fuzz targets
    Fuzz(fuzz::Args),
    /// Write the generated parts of the reference pages
    Docs(docs::Args),
    /// Fit learned weights on marked text and write them to `data/`
    #[command(subcommand)]
    Train(train::Train),
}

fn main() -> anyhow::Result<()> {
    match Task::parse() {
        Task::Demo => demo::run(),
        Task::Test(args) => test::run(&args),
        Task::Eval(args) => eval::run(&args),
        Task::Parity(args) => parity::run(&args),
        Task::Bench(bench) => bench::run(&bench),
        Task::Fuzz(args) => fuzz::run(&args),
        Task::Docs(args) => docs::run(&args),
        Task::Train(task) => train::run(&task),
    }
}
