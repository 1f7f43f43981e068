//! `cargo xtask train stories`: weights that say whether two reports tell one story.
//!
//! Recipe: both sets of the story gold are grouped as a run each. The first look is fitted on its candidate pairs, the
//! second on the pairs that the first look finds like; a pair is an example where both reports are of stories that
//! are tuned on, and each set counts the same.

use std::fmt::Write as _;

use serde_json::{Value, json};
use tidings_collate::stories::{
    FEATURES, FINE_FEATURES, StoryWeights, THRESHOLDS, TrainingPair, first_look_pairs, group_with,
    second_look_pairs,
};

use super::pairs::{self, Args, Example, Set};
use crate::eval::gold::Part;
use crate::eval::score::stories::{metrics, score};
use crate::workspace;

const SETS: [(&str, &str); 2] =
    [("ECB+", "gold/stories/ecbplus_1_35.jsonl"), ("GVA", "gold/stories/gva_first_half.jsonl")];
const WEIGHTS: &str = "data/story-weights.toml";
/// What a set counts together, in pairs.
const SET_COUNTS: f64 = 5000.0;
/// The penalties on the weights of the two looks; tried from 0.05 to 20 and 0.03 to 500 on the development stories.
const RIDGE: (f64, f64) = (3.0, 0.1);
/// Days that reports speak of are left out: one set has no dates, so the fit would take from the other's habits.
const LEFT_OUT: [&str; 2] = ["days", "fine days"];

/// Trains.
///
/// # Errors
///
/// Where the gold or the model is not there, or the weights cannot be written.
pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    let (shared, teller) = pairs::open(args)?;
    let sets =
        SETS.iter().map(|(_, file)| Set::read(&shared, file, &teller)).collect::<anyhow::Result<Vec<_>>>()?;
    let fitted = fit(&sets, |name| !LEFT_OUT.contains(&name));
    let plain = fit(&sets, |name| ["body", "undated", "first look"].contains(&name));
    let stored: StoryWeights = toml::from_str(&std::fs::read_to_string(workspace::root().join(WEIGHTS))?)?;

    let mut report = String::new();
    let (mut dev, mut dev_stored) = (0.0, 0.0);
    for ((name, _), set) in SETS.iter().zip(&sets) {
        for (part, of) in [(Part::Dev, "development stories"), (Part::Aside, "stories kept aside")] {
            let [own, without, before] =
                [&fitted, &plain, &stored].map(|weights| b_cubed(set, part, weights));
            writeln!(
                report,
                "B-cubed F1, {name}, {of}: {own:.4}; with the words of the body alone {without:.4}"
            )?;
            println!("the weights as they stood, {name}, {of}: {before:.4}");
            if part == Part::Dev {
                dev += own / SETS.len() as f64;
                dev_stored += before / SETS.len() as f64;
            }
        }
    }
    print!("{report}");
    if !args.takes(dev, dev_stored) {
        return Ok(());
    }
    let mut out = String::from(
        "# Whether two reports tell one story: what each feature adds to the log odds; written by `cargo xtask train stories`.\n",
    );
    let (first, second) = RIDGE;
    writeln!(
        out,
        "# Fitted by logistic regression (ridge {first} and {second}, each set counting as {SET_COUNTS} pairs) on the development slices of the\n\
         # story gold, ECB+ and the Gun Violence Archive; the features are named and explained in `tidings-collate::stories`."
    )?;
    out.push_str(&pairs::comment(&report));
    pairs::write(&fitted.first, Some("first"), &mut out)?;
    pairs::write(&fitted.second, Some("second"), &mut out)?;
    std::fs::write(workspace::root().join(WEIGHTS), out)?;
    println!("weights are in {WEIGHTS}");
    Ok(())
}

fn fit(sets: &[Set], is_used: impl Fn(&str) -> bool) -> StoryWeights {
    let first = pairs::fit(FEATURES, &is_used, &examples(sets, |set| first_look_pairs(&set.told)), RIDGE.0);
    let all: Vec<&str> = FEATURES.iter().chain(FINE_FEATURES).copied().collect();
    let seen = examples(sets, |set| second_look_pairs(&set.told, &first, THRESHOLDS.first));
    let second = pairs::fit(&all, &is_used, &seen, RIDGE.1);
    StoryWeights { first, second }
}

/// Returns the pairs of the part that is tuned on, each set counting the same.
fn examples(sets: &[Set], pairs: impl Fn(&Set) -> Vec<TrainingPair>) -> Vec<Example> {
    let mut out = Vec::new();
    for set in sets {
        let own: Vec<TrainingPair> =
            pairs(set).into_iter().filter(|(a, b, _)| set.is_dev(*a) && set.is_dev(*b)).collect();
        let counts = SET_COUNTS / own.len().max(1) as f64;
        out.extend(own.into_iter().map(|(a, b, values)| (values, set.story(a) == set.story(b), counts)));
    }
    out
}

fn b_cubed(set: &Set, part: Part, weights: &StoryWeights) -> f64 {
    let mut system: Vec<Value> = Vec::new();
    for story in group_with(&set.told, weights, THRESHOLDS) {
        let members = story
            .reports
            .iter()
            .map(|&report| json!({"id": set.told[report].report().id, "story": story.id}));
        system.extend(members);
    }
    let scored = score(&set.part(part), &system);
    let named = metrics(&scored.tally.sums());
    named.into_iter().find(|(name, _)| name == "b3_f1").map_or(0.0, |(_, value)| value)
}
