//! `tidings account`: one account per story.

use std::collections::BTreeMap;

use tidings_collate::{Told, account, group};
use tidings_text::wire;
use tidings_view::{ReportText, Width};

use crate::args::{AccountArgs, Format, Global};
use crate::exit::Exit;
use crate::output::Output;
use crate::problems::Problems;
use crate::work;

/// Prints the accounts in the format that was asked for.
pub(crate) fn run(args: &AccountArgs, global: &Global) -> anyhow::Result<Exit> {
    let pipeline = work::open_pipeline(global)?;
    let knowledge = work::open_knowledge(&args.knowledge)?;
    let mut problems = Problems::open(global.problems.as_deref())?;
    let told = work::tell_all(&args.read, global, &pipeline, &knowledge, &mut problems)?;

    let info = pipeline.info();
    let made_by = wire::MadeBy {
        tidings: env!("CARGO_PKG_VERSION").to_owned(),
        model: format!("{} {} sha256:{}", info.name, info.version, info.sha256),
        data: work::data_version(&args.knowledge)?,
    };
    let accounts: Vec<wire::Account> =
        group(&told).iter().map(|story| account(story, &told, &knowledge, &made_by)).collect();

    let mut out = Output::open(args.out.as_deref())?;
    match args.format {
        Format::Json => {
            for account in &accounts {
                out.json_line(account)?;
            }
        }
        Format::Terminal => {
            let to_terminal = args.out.is_none();
            out.text(&tidings_view::terminal(&accounts, &texts(&told), &width(to_terminal)))?;
        }
        Format::Markdown => out.text(&tidings_view::markdown(&accounts, &texts(&told)))?,
        Format::Html => out.text(&tidings_view::html(&accounts, &texts(&told)))?,
    }
    out.finish()?;
    Ok(problems.exit())
}

/// Returns the texts that evidence points into, by report id.
fn texts(told: &[Told]) -> BTreeMap<String, ReportText> {
    told.iter()
        .map(|one| {
            let report = one.report();
            let text = ReportText {
                title: report.title.clone(),
                text: report.text.clone(),
                credit: report.credit.clone(),
                byline: report.byline.clone(),
                problems: report.problems.clone(),
            };
            (report.id.to_string(), text)
        })
        .collect()
}

/// Returns how wide the terminal is and whether it takes colour: `NO_COLOR` and a pipe mean that it does not.
#[expect(clippy::disallowed_methods, reason = "the command collects the environment for the crates below")]
fn width(to_terminal: bool) -> Width {
    let terminal = console::Term::stdout();
    let is_terminal = to_terminal && terminal.is_term();
    let columns = if is_terminal { usize::from(terminal.size().1) } else { 100 };
    Width { columns: columns.clamp(40, 120), colour: is_terminal && std::env::var_os("NO_COLOR").is_none() }
}
