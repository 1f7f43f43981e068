//! Fits the weights of attributions on text marked for source, cue and content.
//!
//! Recipe: reports whose id's SHA-256 begins with a byte below 64 stay aside. On the others four linear models
//! are fitted in turn. The last one reads the third one's scores, so it is fitted on scores that come from models
//! that have not seen the report (`N_FOLDS` folds). The threshold is the one that is best on those folds.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, ensure};
use serde::Deserialize;
use tidings_extract::attribution::training::{Marked, Stage, Trainee};
use tidings_extract::attribution::{Cues, Linear, Weights};
use tidings_extract::layout::cut_at_lines;
use tidings_nlp::Doc;
use tidings_text::{CodePoints, digest, wire};

use super::linear::{Recipe, Trainer};
use crate::workspace;

/// Arguments of `train attribution`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Marked reports, JSON Lines: `id`, `text`, `relations` with `source`, `cue`, `content` in code points
    #[arg(long, required = true, num_args = 1..)]
    gold: Vec<PathBuf>,
    /// What `tidings parse` prints for the same reports
    #[arg(long, required = true, num_args = 1..)]
    parses: Vec<PathBuf>,
    /// Only print the scores; leave the weights as they are
    #[arg(long)]
    dry_run: bool,
}

#[derive(Debug, Deserialize)]
struct Gold {
    id: String,
    text: String,
    relations: Vec<Relation>,
}

#[derive(Debug, Deserialize)]
struct Relation {
    source: Vec<wire::Range>,
    cue: Vec<wire::Range>,
    content: Vec<wire::Range>,
}

struct Text {
    id: String,
    doc: Doc,
    marked: Vec<Marked>,
}

const N_FOLDS: usize = 5;
const CHOICE: Recipe = Recipe { passes: 12, step: 0.1, penalty: 4e-3, least_examples: 5 };
const DECISION: Recipe = Recipe { passes: 12, step: 0.05, penalty: 3e-3, least_examples: 8 };
const CONTEXT: Recipe = Recipe { passes: 10, step: 0.05, penalty: 1e-3, least_examples: 4 };

pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    let texts = read_texts(args)?;
    let is_aside = |text: &&Text| digest(text.id.as_bytes()).get(..2).is_some_and(|byte| byte < "40");
    let (aside, seen): (Vec<&Text>, Vec<&Text>) = texts.iter().partition(is_aside);
    ensure!(seen.len() >= N_FOLDS, "too few reports to train on: {}", seen.len());
    let cues = Cues::load_without_weights()?;

    let mut context = Trainer::default();
    let mut folds = Vec::new();
    for fold in 0..N_FOLDS {
        let held = |index: &usize| index % N_FOLDS == fold;
        let rest: Vec<&Text> =
            (0..seen.len()).filter(|index| !held(index)).map(|index| seen[index]).collect();
        let weights = fit_alone(&rest, &cues).weights();
        let held: Vec<&Text> = (0..seen.len()).filter(held).map(|index| seen[index]).collect();
        for text in &held {
            for decision in text.trainee().decisions(Stage::Context, &cues, &weights) {
                context.add_decision(decision);
            }
        }
        folds.push((held, weights));
    }
    context.fit(CONTEXT);
    let mut judged = Judged::default();
    for (held, weights) in folds {
        let weights = weights.with_context(context.model());
        judged.add(&held, &cues, &weights);
    }
    let threshold = judged.best_threshold();
    println!("seen, by folds ({} reports): {}", seen.len(), judged.describe(threshold));

    let alone = fit_alone(&seen, &cues);
    let weights = alone.weights().with_context(context.model());
    let mut unseen = Judged::default();
    unseen.add(&aside, &cues, &weights);
    println!("aside ({} reports): {}", aside.len(), unseen.describe(threshold));
    let mut unseen_alone = Judged::default();
    unseen_alone.add(&seen, &cues, &weights);
    println!("seen, by the final weights: {}", unseen_alone.describe(threshold));
    if !args.dry_run {
        let scores = [judged.describe(threshold), unseen.describe(threshold)];
        let path = workspace::root().join("data/attribution.toml");
        fs::write(&path, alone.write(&context, threshold, &scores))
            .with_context(|| format!("cannot write `{}`", path.display()))?;
    }
    Ok(())
}

impl Text {
    fn trainee(&self) -> Trainee<'_> {
        Trainee::new(&self.doc, &self.marked)
    }
}

/// The models that read one candidate at a time.
struct Alone {
    source: Trainer,
    content: Trainer,
    cue: Trainer,
}

fn fit_alone(texts: &[&Text], cues: &Cues) -> Alone {
    let none = Linear::default;
    let weights = Weights::new(none(), none(), none(), none(), 0.5);
    let mut source = Trainer::default();
    for text in texts {
        text.trainee()
            .choices(Stage::Source, cues, &weights)
            .into_iter()
            .for_each(|choice| source.add_choice(choice));
    }
    source.fit(CHOICE);
    let weights = Weights::new(source.model(), none(), none(), none(), 0.5);
    let mut content = Trainer::default();
    for text in texts {
        text.trainee()
            .choices(Stage::Content, cues, &weights)
            .into_iter()
            .for_each(|choice| content.add_choice(choice));
    }
    content.fit(CHOICE);
    let weights = Weights::new(source.model(), content.model(), none(), none(), 0.5);
    let mut cue = Trainer::default();
    for text in texts {
        text.trainee()
            .decisions(Stage::Cue, cues, &weights)
            .into_iter()
            .for_each(|decision| cue.add_decision(decision));
    }
    cue.fit(DECISION);
    Alone { source, content, cue }
}

impl Alone {
    fn weights(&self) -> Weights {
        Weights::new(self.source.model(), self.content.model(), self.cue.model(), Linear::default(), 0.5)
    }

    fn write(&self, context: &Trainer, threshold: f32, scores: &[String; 2]) -> String {
        let mut out = String::new();
        let _ = writeln!(
            out,
            "# Weights of grammatical features, for attributions. Written by `cargo xtask train attribution`; see there for the recipe."
        );
        let _ = writeln!(
            out,
            "# Trained on PolNeAR (Newell et al., LREC 2018). Each line: a feature and its weight in thousandths."
        );
        let _ = writeln!(out, "# Scores of the weights, by folds: {}", scores[0]);
        let _ = writeln!(out, "# On reports kept aside: {}", scores[1]);
        let _ = writeln!(out, "\nthreshold = {threshold}");
        for (name, trainer) in
            [("source", &self.source), ("content", &self.content), ("cue", &self.cue), ("context", context)]
        {
            let _ = writeln!(out, "\n[{name}]\nweights = '''");
            for (feature, weight) in trainer.named() {
                let _ = writeln!(out, "{feature} {weight}");
            }
            let _ = writeln!(out, "'''");
        }
        out
    }
}

/// Candidates with the truth about them.
#[derive(Default)]
struct Judged {
    all: Vec<(f32, bool, bool)>,
    n_marked: usize,
}

impl Judged {
    fn add(&mut self, texts: &[&Text], cues: &Cues, weights: &Weights) {
        for text in texts {
            let (judged, n_marked) = text.trainee().judge(cues, weights);
            self.all.extend(judged);
            self.n_marked += n_marked;
        }
    }

    /// Returns precision, recall and F1 of cues (`false`) or of whole triples (`true`).
    fn score(&self, threshold: f32, triple: bool) -> (f64, f64, f64) {
        let kept = || self.all.iter().filter(|(probability, ..)| threshold <= *probability);
        let right = kept().filter(|(_, cue, whole)| if triple { *whole } else { *cue }).count() as f64;
        let precision = right / (kept().count() as f64).max(1.0);
        let recall = right / (self.n_marked as f64).max(1.0);
        (precision, recall, 2.0 * precision * recall / (precision + recall).max(1e-9))
    }

    fn best_threshold(&self) -> f32 {
        let sum = |threshold: f32| self.score(threshold, true).2 + self.score(threshold, false).2;
        let steps = (20..70).map(|step| step as f32 / 100.0);
        steps.fold(0.5, |best, step| if sum(step) > sum(best) { step } else { best })
    }

    fn describe(&self, threshold: f32) -> String {
        let line = |triple| {
            let (precision, recall, f1) = self.score(threshold, triple);
            format!("P {precision:.3} R {recall:.3} F1 {f1:.3}")
        };
        format!("cue {}; triple {} at {threshold}", line(false), line(true))
    }
}

fn read_texts(args: &Args) -> anyhow::Result<Vec<Text>> {
    let mut parses = BTreeMap::new();
    for path in &args.parses {
        for line in read(path)?.lines().filter(|line| !line.trim().is_empty()) {
            let parse: wire::Parse = serde_json::from_str(line)
                .with_context(|| format!("`{}` is not what `tidings parse` prints", path.display()))?;
            parses.insert(parse.id.clone(), parse);
        }
    }
    let mut texts = Vec::new();
    for path in &args.gold {
        for line in read(path)?.lines().filter(|line| !line.trim().is_empty()) {
            let gold: Gold = serde_json::from_str(line)
                .with_context(|| format!("`{}` holds no marked reports", path.display()))?;
            let parse =
                parses.get(&gold.id).with_context(|| format!("no parse of the report `{}`", gold.id))?;
            let points = CodePoints::new(&gold.text);
            let spans =
                |ranges: &[wire::Range]| ranges.iter().filter_map(|&range| points.span(range)).collect();
            let marked = gold.relations.iter().map(|relation| Marked {
                source: spans(&relation.source),
                cue: spans(&relation.cue),
                content: spans(&relation.content),
            });
            let marked = marked.collect();
            texts.push(Text {
                id: gold.id,
                doc: cut_at_lines(Doc::from_wire(gold.text.clone(), parse), &gold.text),
                marked,
            });
        }
    }
    Ok(texts)
}

fn read(path: &Path) -> anyhow::Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read `{}`", path.display()))
}
