//! `tidings names`: whether pairs of names may mean one entity.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use anyhow::Context as _;
use serde::{Deserialize, Serialize};
use tidings_extract::names::compare_names;
use tidings_read::Problem;

use crate::args::{Global, NamesArgs};
use crate::exit::Exit;
use crate::output::Output;
use crate::problems::Problems;

#[derive(Debug, Deserialize)]
struct Pair {
    id: serde_json::Value,
    a: String,
    b: String,
}

#[derive(Debug, Serialize)]
struct Verdict {
    format: &'static str,
    id: serde_json::Value,
    score: f64,
    #[serde(rename = "match")]
    matches: bool,
    reason: String,
}

/// Prints one line per pair.
pub(crate) fn run(args: &NamesArgs, global: &Global) -> anyhow::Result<Exit> {
    let mut problems = Problems::open(global.problems.as_deref())?;
    let file = args.pairs.display().to_string();
    let lines: Box<dyn BufRead> = if args.pairs == Path::new("-") {
        Box::new(std::io::stdin().lock())
    } else {
        let opened = File::open(&args.pairs).with_context(|| format!("cannot open `{file}`"))?;
        Box::new(BufReader::new(opened))
    };
    let mut out = Output::stdout();
    for (number, line) in lines.lines().enumerate() {
        let line = line.with_context(|| format!("cannot read `{file}`"))?;
        if line.trim().is_empty() {
            continue;
        }
        match serde_json::from_str::<Pair>(&line) {
            Ok(pair) => {
                let found = compare_names(&pair.a, &pair.b);
                let score = (found.score * 1000.0).round() / 1000.0;
                out.json_line(&Verdict {
                    format: "tidings.names/1",
                    id: pair.id,
                    score,
                    matches: found.matches,
                    reason: found.reason,
                })?;
            }
            Err(error) => problems.note(&Problem {
                file: file.clone(),
                line: Some(number + 1),
                message: format!("not a pair of names: {error}"),
                hint: Some(r#"Each line is {"id": …, "a": "one name", "b": "another"}."#.to_owned()),
            })?,
        }
    }
    out.finish()?;
    Ok(problems.exit())
}
