//! `tidings group`: which reports tell the same story, which statements the same event, which text stands twice.

use anyhow::{Context as _, bail};
use serde_json::json;
use tidings_collate::{Event, Field, StatementAt, Story, Told, events, group, passages, stories};
use tidings_text::Report;

use crate::args::{Global, GroupArgs};
use crate::exit::Exit;
use crate::output::Output;
use crate::problems::Problems;
use crate::work;

/// Prints one line per report, per event (`--events`) or per passage (`--passages`), or the reasons of one pair.
pub(crate) fn run(args: &GroupArgs, global: &Global) -> anyhow::Result<Exit> {
    let pipeline = work::open_pipeline(global)?;
    let knowledge = work::open_knowledge(&args.knowledge)?;
    let mut problems = Problems::open(global.problems.as_deref())?;
    let told = work::tell_all(&args.read, global, &pipeline, &knowledge, &mut problems)?;

    let mut out = Output::stdout();
    if args.passages {
        let reports: Vec<&Report> = told.iter().map(Told::report).collect();
        for passage in passages(&reports) {
            out.json_line(&passage.to_wire(&reports))?;
        }
    } else {
        let stories = group(&told);
        if args.events {
            for event in events(&told, &stories) {
                out.json_line(&event.to_wire(&told, &stories))?;
            }
        } else if let Some(pair) = &args.explain {
            for reason in explain(pair, &told, &stories)? {
                out.text(&reason)?;
                out.text("\n")?;
            }
        } else {
            for (report, story) in in_order(&told, &stories) {
                out.json_line(&json!({"format": "tidings.group/1", "id": report.id, "story": story.id}))?;
            }
        }
    }
    out.finish()?;
    Ok(problems.exit())
}

/// Returns each report with its story, in the order of the input.
fn in_order<'t>(told: &'t [Told], stories: &'t [Story]) -> Vec<(&'t Report, &'t Story)> {
    let mut story_of = vec![None; told.len()];
    for story in stories {
        for &report in &story.reports {
            story_of[report] = Some(story);
        }
    }
    told.iter().zip(story_of).filter_map(|(told, story)| Some((told.report(), story?))).collect()
}

/// Returns why two reports, or the events of two triggers (`REPORT:START`, code points), stand together or apart.
fn explain(pair: &[String], told: &[Told], stories: &[Story]) -> anyhow::Result<Vec<String>> {
    let [a, b] = pair else { bail!("--explain takes two reports or two events") };
    let report = |id: &str| told.iter().position(|one| one.report().id.as_str() == id);
    if let (Some(a), Some(b)) = (report(a), report(b)) {
        return Ok(stories::explain(told, a, b));
    }
    let found = events(told, stories);
    let statement = |id: &str| {
        statement_at(id, told, stories, &found).with_context(|| {
            format!("`{id}` is neither a report's id nor an event's; ids are printed by `group` and `group --events`")
        })
    };
    let (a, b) = (statement(a)?, statement(b)?);
    let story =
        stories.iter().find(|story| story.reports.contains(&a.report) && story.reports.contains(&b.report));
    let story = story
        .context("the two events stand in different stories, and events are never one across stories")?;
    Ok(tidings_collate::events::explain(told, story, a, b))
}

/// Returns the first statement of an event id, or the statement at `REPORT:START`.
fn statement_at(id: &str, told: &[Told], stories: &[Story], found: &[Event]) -> Option<StatementAt> {
    let event = found.iter().find(|event| event.to_wire(told, stories).event == id);
    if let Some(event) = event {
        return event.statements.first().copied();
    }
    let (report_id, start) = id.rsplit_once(':')?;
    let start: usize = start.parse().ok()?;
    let report = told.iter().position(|one| one.report().id.as_str() == report_id)?;
    let points = tidings_text::CodePoints::new(&told[report].report().text);
    let statements = &told[report].found(Field::Text).statements;
    let statement = statements.iter().position(|one| points.range(one.trigger)[0] == start)?;
    Some(StatementAt { report, field: Field::Text, statement })
}
