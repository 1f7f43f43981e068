//! Parity: our runtime against spaCy itself, over real text.

use clap::Args;

/// Options of `cargo xtask parity`.
#[derive(Debug, Args)]
pub(crate) struct ParityArgs {
    /// Which model to compare: `sm` or `md`.
    #[arg(long, default_value = "sm")]
    model: String,
    /// How many reports to parse.
    #[arg(long, default_value_t = 1000)]
    reports: usize,
}

/// Runs the comparison.
pub(crate) fn run(args: &ParityArgs) -> anyhow::Result<()> {
    anyhow::bail!("parity of `{}` over {} reports needs the runtime", args.model, args.reports)
}
