//! `cargo xtask train events`: weights that say whether two statements of one story speak of the same event.
//!
//! Recipe: the product groups ECB+ into its own stories and finds its own statements. An example is a pair of
//! statements that both stand in validated sentences of stories that are tuned on; they belong together where both are
//! marked as one chain. A statement that is not marked at all says less: its pairs count half.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::Value;
use tidings_collate::events::{FEATURES, THRESHOLD, events_with, training_pairs};
use tidings_collate::{Field, Linear, StatementAt, Story, group};
use tidings_text::CodePoints;

use super::pairs::{self, Args, Example, Set};
use crate::eval::gold::Part;
use crate::eval::score::events::{match_mentions, metrics, score};
use crate::eval::text::{Range, list, overlap, ranges, text};
use crate::workspace;

const GOLD: &str = "gold/events/ecbplus_1_35.jsonl";
const WEIGHTS: &str = "data/event-weights.toml";
/// What a pair counts where a statement of it is not marked as an event.
const UNMARKED_COUNTS: f64 = 0.5;
/// The penalty on the weights.
const RIDGE: f64 = 1.0;

/// Trains.
///
/// # Errors
///
/// Where the gold or the model is not there, or the weights cannot be written.
pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    let (shared, teller) = pairs::open(args)?;
    let set = Set::read(&shared, GOLD, &teller)?;
    let stories = group(&set.told);
    let examples = examples(&set, &stories);
    let n_together = examples.iter().filter(|(_, together, _)| *together).count();
    println!("{} pairs, {n_together} of them one event", examples.len());
    let fitted = pairs::fit(FEATURES, |_| true, &examples, RIDGE);
    let plain = pairs::fit(FEATURES, |name| name == "same lemma", &examples, RIDGE);
    let stored: Linear = toml::from_str(&std::fs::read_to_string(workspace::root().join(WEIGHTS))?)?;

    let mut report = String::new();
    let (mut dev, mut dev_stored) = (0.0, 0.0);
    for (part, of) in [(Part::Dev, "development stories"), (Part::Aside, "stories kept aside")] {
        let [own, without, before] =
            [&fitted, &plain, &stored].map(|weights| conll(&set, &stories, part, weights));
        let told = |(all, plural): (f64, f64)| format!("{all:.4}, without singletons {plural:.4}");
        writeln!(
            report,
            "CoNLL F1, ECB+ from raw text, {of}: {}; by the trigger's lemma alone {}",
            told(own),
            told(without)
        )?;
        println!("the weights as they stood, {of}: {}", told(before));
        if part == Part::Dev {
            dev = f64::midpoint(own.0, own.1);
            dev_stored = f64::midpoint(before.0, before.1);
        }
    }
    print!("{report}");
    if !args.takes(dev, dev_stored) {
        return Ok(());
    }
    let mut out = String::from(
        "# Whether two statements of one story speak of the same event: what each feature adds to the log odds; written by\n\
         # `cargo xtask train events`.\n",
    );
    writeln!(
        out,
        "# Fitted by logistic regression (ridge {RIDGE}) on the development slice of ECB+, over the statements that the product finds\n\
         # there; the features are named in `tidings-collate::events`."
    )?;
    out.push_str(&pairs::comment(&report));
    pairs::write(&fitted, None, &mut out)?;
    std::fs::write(workspace::root().join(WEIGHTS), out)?;
    println!("weights are in {WEIGHTS}");
    Ok(())
}

/// What a statement in a validated sentence is marked as: a chain, or none.
type Marked<'s> = BTreeMap<StatementAt, Option<&'s str>>;

fn examples(set: &Set, stories: &[Story]) -> Vec<Example> {
    let mut marked = Marked::new();
    for (report, told) in set.told.iter().enumerate().filter(|(report, _)| set.is_dev(*report)) {
        let line = &set.lines[report];
        let points = CodePoints::new(&told.report().text);
        let validated = ranges(line, "scored");
        let mut own: Vec<(Range, &str)> = Vec::new();
        let mut at: Vec<StatementAt> = Vec::new();
        for (statement, one) in told.found(Field::Text).statements.iter().enumerate() {
            let [start, end] = points.range(one.trigger).map(|place| place as i64);
            if validated.iter().any(|&range| overlap(range, (start, end)) > 0) {
                own.push(((start, end), ""));
                at.push(StatementAt { report, field: Field::Text, statement });
            }
        }
        let mentions = list(line, "mentions");
        let found = match_mentions(mentions, &own);
        for (index, at) in at.into_iter().enumerate() {
            marked.insert(at, found.get(&index).map(|&mention| text(&mentions[mention], "chain")));
        }
    }
    training_pairs(&set.told, stories, |at| marked.contains_key(&at))
        .into_iter()
        .map(|(a, b, values)| {
            let chain = |at: &StatementAt| marked.get(at).copied().flatten();
            let counts = if chain(&a).is_some() && chain(&b).is_some() { 1.0 } else { UNMARKED_COUNTS };
            (values, chain(&a).is_some() && chain(&a) == chain(&b), counts)
        })
        .collect()
}

/// Returns CoNLL F1 with and without singletons.
fn conll(set: &Set, stories: &[Story], part: Part, weights: &Linear) -> (f64, f64) {
    let found = events_with(&set.told, stories, weights, THRESHOLD);
    let system: Vec<Value> = found
        .iter()
        .filter_map(|event| serde_json::to_value(event.to_wire(&set.told, stories)).ok())
        .collect();
    let scored = score(&set.part(part), &system);
    let named = metrics(&scored.tally.sums());
    let get = |wanted: &str| named.iter().find(|(name, _)| name == wanted).map_or(0.0, |(_, value)| *value);
    (get("conll"), get("conll_nosingle"))
}
