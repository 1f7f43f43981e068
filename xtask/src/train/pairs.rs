//! What the trainers of pair models share: options, the reports told, the fit with features left out, the file.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use serde_json::Value;
use tidings_collate::{Linear, Told};

use crate::eval::gold::{self, Part};
use crate::eval::text::text;
use crate::tell::{self, Teller};
use crate::workspace;

/// Options of `cargo xtask train stories` and `cargo xtask train events`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Where `gold` lies; `../shared` beside the checkout where left out
    #[arg(long, value_name = "FOLDER")]
    pub(crate) shared: Option<PathBuf>,
    /// Only print the scores; leave the weights as they are
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Write the weights even where they do worse on what is tuned on than those that are there
    #[arg(long)]
    pub(crate) anyway: bool,
}

/// An example: features, whether the pair belongs together, how much it counts.
pub(crate) type Example = (Vec<f64>, bool, f64);

/// One set of the gold with what the product finds in it.
pub(crate) struct Set {
    /// The gold lines.
    pub(crate) lines: Vec<Value>,
    /// What each report says, in the order of the lines.
    pub(crate) told: Vec<Told>,
}

impl Set {
    /// Reads a gold file and tells its reports.
    pub(crate) fn read(shared: &Path, file: &str, teller: &Teller) -> anyhow::Result<Self> {
        let lines = gold::read(shared, file)?;
        let reports = tell::read(vec![tell::json_lines(&gold::as_reports(&lines))], None)?;
        let told = teller.tell(reports);
        let by_id: BTreeMap<&str, &Value> = lines.iter().map(|line| (text(line, "id"), line)).collect();
        let in_order = told.iter().map(|one| by_id.get(one.report().id.as_str()).copied().cloned());
        let lines: Vec<Value> =
            in_order.collect::<Option<_>>().with_context(|| format!("a report of `{file}` lost its id"))?;
        Ok(Self { lines, told })
    }

    /// Returns the id of a report's story in the gold.
    pub(crate) fn story(&self, report: usize) -> &str {
        text(&self.lines[report], "story")
    }

    /// Says whether a report's story is tuned on. Whole stories are kept aside here: a pair of an unseen report with
    /// a seen one would not be unseen.
    pub(crate) fn is_dev(&self, report: usize) -> bool {
        Part::Dev.holds(self.story(report))
    }

    /// Returns the gold lines of the stories of a part.
    pub(crate) fn part(&self, part: Part) -> Vec<Value> {
        self.lines.iter().filter(|line| part.holds(text(line, "story"))).cloned().collect()
    }
}

/// Opens the gold and the model.
pub(crate) fn open(args: &Args) -> anyhow::Result<(PathBuf, Teller)> {
    let shared =
        gold::shared(args.shared.as_deref()).context("there is no gold beside the checkout (`../shared`)")?;
    let model = workspace::model_at_hand()
        .context("there is no model; `cargo xtask demo` fetches it, or name one in `TIDINGS_MODEL`")?;
    Ok((shared, Teller::open(&model)?))
}

impl Args {
    /// Says whether fitted weights are to be written, by their score on what is tuned on and that of the stored ones.
    pub(crate) fn takes(&self, fitted: f64, stored: f64) -> bool {
        let is_worse = fitted + 1e-9 < stored;
        if is_worse && !self.anyway {
            println!(
                "the weights stay as they are: on what is tuned on they score {stored:.4}, the fitted ones {fitted:.4}"
            );
        }
        !self.dry_run && (self.anyway || !is_worse)
    }
}

/// Fits a model with some features left out: their weights are zero.
pub(crate) fn fit(
    names: &[&str],
    is_used: impl Fn(&str) -> bool,
    examples: &[Example],
    ridge: f64,
) -> Linear {
    let used: Vec<bool> = names.iter().map(|name| is_used(name)).collect();
    let masked: Vec<Example> = examples
        .iter()
        .map(|(values, together, counts)| {
            let values = values.iter().zip(&used).map(|(value, used)| if *used { *value } else { 0.0 });
            (values.collect(), *together, *counts)
        })
        .collect();
    Linear::fit(names, &masked, ridge)
}

/// Writes a model under a heading: `[first]` and `[[first.weights]]`, or at the top of the file.
pub(crate) fn write(model: &Linear, heading: Option<&str>, out: &mut String) -> anyhow::Result<()> {
    let table = heading.map_or_else(|| "weights".to_owned(), |heading| format!("{heading}.weights"));
    if let Some(heading) = heading {
        writeln!(out, "\n[{heading}]")?;
    }
    writeln!(out, "bias = {:?}", model.bias)?;
    for weight in &model.weights {
        writeln!(out, "\n[[{table}]]\nname = \"{}\"\nweight = {:?}", weight.name, weight.weight + 0.0)?;
    }
    Ok(())
}

/// Writes lines as comments.
pub(crate) fn comment(lines: &str) -> String {
    lines.lines().map(|line| format!("# {line}\n")).collect()
}
