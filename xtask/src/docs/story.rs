//! The worked example of the page on origins: events of the account of `examples/sample-story`, made as the command
//! makes it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use anyhow::Context as _;
use tidings_collate::{account, group};
use tidings_read::{Input, Manifest};
use tidings_text::wire::{Account, AccountEvent, MadeBy};

use crate::tell::{self, Teller};
use crate::workspace;

/// Returns the origins of one event, named by its type, its actor's id and a word of its summary: `SANCTION FJI cuts`.
pub(super) fn part(argument: &str, teller: &Teller) -> anyhow::Result<String> {
    let [kind, actor, word] = argument.split(' ').collect::<Vec<_>>()[..] else {
        anyhow::bail!("a part of the story is named by type, actor and a word of the summary");
    };
    let account = sample(teller)?;
    let is_named = |event: &&AccountEvent| {
        event.kind.as_deref() == Some(kind)
            && event.summary.to_lowercase().contains(&word.to_lowercase())
            && (actor == "-" || event.actors.iter().any(|one| one.id == actor))
    };
    let event = account
        .events
        .iter()
        .find(is_named)
        .with_context(|| format!("the sample story has no event `{argument}` any more"))?;
    describe(&account, event)
}

fn sample(teller: &Teller) -> anyhow::Result<Account> {
    let story = workspace::root().join("examples/sample-story");
    let manifest = story.join("manifest.csv");
    let manifest = Manifest::parse(&manifest, &std::fs::read(&manifest)?)?;
    let reports = tell::read(vec![Input::Path(story.join("reports"))], Some(manifest))?;
    let told = teller.tell(reports);
    let stories = group(&told);
    let [story] = stories.as_slice() else {
        anyhow::bail!("the sample story falls into {} stories", stories.len());
    };
    let made_by = MadeBy { tidings: String::new(), model: String::new(), data: String::new() };
    Ok(account(story, &told, teller.knowledge(), &made_by))
}

fn describe(account: &Account, event: &AccountEvent) -> anyhow::Result<String> {
    let outlets: BTreeMap<&str, &str> = account
        .reports
        .iter()
        .map(|report| (report.id.as_str(), report.outlet.as_deref().unwrap_or(&report.id)))
        .collect();
    let names = |ids: &[String]| -> String {
        if ids.is_empty() {
            return "none".to_owned();
        }
        let names: Vec<&str> = ids.iter().map(|id| outlets.get(id.as_str()).copied().unwrap_or(id)).collect();
        names.join(", ")
    };
    let mut out = format!("```text\n{}\n", event.summary);
    writeln!(out, "    asserted by    {}", names(&event.asserted_by))?;
    writeln!(out, "    attributed by  {}", names(&event.attributed_by))?;
    writeln!(
        out,
        "    chain ends {}, low {}, high {}",
        event.origins.chain_ends, event.origins.low, event.origins.high
    )?;
    for id in &event.origins.ids {
        let Some(origin) = account.origins.iter().find(|origin| origin.id == *id) else { continue };
        let controller = origin.controller.as_deref().unwrap_or("nobody known");
        writeln!(out, "    origin: {} ({}; answers to {controller})", origin.name, origin.kind)?;
    }
    for reason in &event.origins.reasons {
        writeln!(out, "    why: {reason}")?;
    }
    out.push_str("```");
    Ok(out)
}
