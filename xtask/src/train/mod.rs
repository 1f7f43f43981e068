//! Trainers: learned weights in `data/` from marked text, the same weights for the same text.
//!
//! Marked text is read from the folders that the developer names; nothing of it but weights of grammatical
//! features reaches the files.

pub(crate) mod attribution;
pub(crate) mod background;
mod boost;
pub(crate) mod events;
mod linear;
pub(crate) mod names;
mod pairs;
pub(crate) mod quantities;
pub(crate) mod senses;
pub(crate) mod stories;
pub(crate) mod telling;

use clap::Subcommand;

/// What can be trained.
#[derive(Debug, Subcommand)]
pub(crate) enum Train {
    /// Fit the weights of the comparison of names and write `data/names-weights.toml`
    Names(names::Args),
    /// Fit the weights of attributions and write `data/attribution.toml`
    Attribution(attribution::Args),
    /// Fit the weights that group reports into stories and write `data/story-weights.toml`
    Stories(pairs::Args),
    /// Fit the weights that join statements to events and write `data/event-weights.toml`
    Events(pairs::Args),
    /// Fit the trees that conclude the figures of a report and write `data/quantities-weights.toml`
    Quantities(quantities::Args),
    /// Fit the weights of the signs of background and write `data/background.toml`
    Background(background::Args),
    /// Fit the weights of the signs that an event is worth telling and write `data/telling-weights.toml`
    Telling(telling::Args),
    /// Write the senses of words, `data/senses.txt`, from a folder of WordNet's files
    Senses(senses::Args),
}

pub(crate) fn run(task: &Train) -> anyhow::Result<()> {
    match task {
        Train::Names(args) => names::run(args),
        Train::Attribution(args) => attribution::run(args),
        Train::Stories(args) => stories::run(args),
        Train::Events(args) => events::run(args),
        Train::Quantities(args) => quantities::run(args),
        Train::Background(args) => background::run(args),
        Train::Telling(args) => telling::run(args),
        Train::Senses(args) => senses::run(args),
    }
}
