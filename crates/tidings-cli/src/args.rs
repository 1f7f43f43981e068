//! The command line as a person types it.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Turn many news reports of an event into one account that can be checked
#[derive(Debug, Parser)]
#[command(name = "tidings", version, propagate_version = true, after_help = EXIT_CODES)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) global: Global,

    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXIT_CODES: &str = "Exit codes: 0 all well; 1 the run failed; 2 wrong usage; 3 done, but some inputs were set aside (each named on standard error).";

/// Options that every command takes.
#[derive(Debug, Args)]
pub(crate) struct Global {
    /// spaCy model: a wheel as it is, or an unpacked model folder [default: see `tidings model`]
    #[arg(long, global = true, value_name = "PATH", env = "TIDINGS_MODEL")]
    pub(crate) model: Option<PathBuf>,

    /// How many threads to use [default: one for each core]
    #[arg(long, global = true, value_name = "N")]
    pub(crate) threads: Option<usize>,

    /// Also write the inputs that were set aside to FILE, as JSON Lines
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) problems: Option<PathBuf>,

    /// Show no progress
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Read pages, text and JSON Lines; print reports without boilerplate
    Read(ReadArgs),
    /// Print tokens, sentences, dependencies and entities
    Parse(ReadArgs),
    /// Print what each report asserts, and from which source
    Extract(ExtractArgs),
    /// Print which reports tell the same story
    Group(GroupArgs),
    /// Print one account per story: who asserts what, how many origins, where they disagree
    Account(AccountArgs),
    /// Compare pairs of names
    Names(NamesArgs),
    /// Show the spaCy model in use, or fetch it
    Model(ModelArgs),
}

/// What to read.
#[derive(Debug, Args)]
pub(crate) struct ReadArgs {
    /// Files, folders, or `-` for standard input
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,

    /// CSV with the columns file,id,outlet,published,url,title for bare files
    #[arg(long, value_name = "FILE")]
    pub(crate) manifest: Option<PathBuf>,

    /// Clean the text of JSON Lines too, instead of taking it as it stands
    #[arg(long)]
    pub(crate) clean: bool,
}

/// Knowledge that extends or overrides the built-in one.
#[derive(Debug, Args)]
pub(crate) struct KnowledgeArgs {
    /// TOML file of actors of your own; may be given several times
    #[arg(long, value_name = "FILE")]
    pub(crate) actors: Vec<PathBuf>,

    /// TOML file of frames of your own; may be given several times
    #[arg(long, value_name = "FILE")]
    pub(crate) frames: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct ExtractArgs {
    #[command(flatten)]
    pub(crate) read: ReadArgs,

    #[command(flatten)]
    pub(crate) knowledge: KnowledgeArgs,

    /// Say for each item by which rule and words it was found
    #[arg(long)]
    pub(crate) explain: bool,
}

#[derive(Debug, Args)]
pub(crate) struct GroupArgs {
    #[command(flatten)]
    pub(crate) read: ReadArgs,

    #[command(flatten)]
    pub(crate) knowledge: KnowledgeArgs,

    /// Print events across reports instead, one line each
    #[arg(long, conflicts_with_all = ["passages", "explain"])]
    pub(crate) events: bool,

    /// Print passages that stand in two or more reports instead, one line each
    #[arg(long, conflicts_with = "explain")]
    pub(crate) passages: bool,

    /// Say why two reports, or two events, stand together or apart
    #[arg(long, num_args = 2, value_names = ["A", "B"])]
    pub(crate) explain: Option<Vec<String>>,
}

#[derive(Debug, Args)]
pub(crate) struct AccountArgs {
    #[command(flatten)]
    pub(crate) read: ReadArgs,

    #[command(flatten)]
    pub(crate) knowledge: KnowledgeArgs,

    /// What to print
    #[arg(long, value_enum, default_value_t = Format::Terminal)]
    pub(crate) format: Format,

    /// Write to FILE instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}

/// A rendering of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For reading in a terminal
    Terminal,
    /// One JSON object per story
    Json,
    /// Markdown
    Markdown,
    /// One HTML page that needs no network
    Html,
}

#[derive(Debug, Args)]
pub(crate) struct NamesArgs {
    /// JSON Lines of {"id", "a", "b"}, or `-` for standard input
    #[arg(value_name = "PAIRS")]
    pub(crate) pairs: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct ModelArgs {
    /// Fetch the model with pip (the only thing that uses the network)
    #[arg(long)]
    pub(crate) fetch: bool,

    /// Which model to fetch
    #[arg(long, value_enum, default_value_t = Size::Small, requires = "fetch")]
    pub(crate) size: Size,

    /// The folder to fetch it into [default: the first folder that `tidings` looks in]
    #[arg(long, value_name = "DIR", requires = "fetch")]
    pub(crate) to: Option<PathBuf>,
}

/// A published model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Size {
    /// en_core_web_sm 3.8, 12.8 MB: the default
    Small,
    /// en_core_web_md 3.8, 33.5 MB: with word vectors
    Medium,
}
