//! Parity: our runtime against spaCy itself, over real text.

pub(crate) mod peer;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;

use anyhow::{Context, bail, ensure};
use tidings_nlp::Pipeline;
use tidings_text::wire::Parse;

use crate::workspace::{self, run as run_command};
use peer::{Model, Peer, Report, read_reports};

/// The least share of tokens whose attributes must be spaCy's.
const FLOOR: f64 = 0.999;
/// Examples printed for each class of difference, and classes for each attribute.
const EXAMPLES: usize = 3;
const CLASSES: usize = 10;

/// Options of `cargo xtask parity`.
#[derive(Debug, clap::Args)]
pub(crate) struct ParityArgs {
    /// Which model to compare.
    #[arg(long, value_enum, default_value = "sm")]
    model: Model,
    /// How many reports to parse.
    #[arg(long, default_value_t = 1500)]
    reports: usize,
    /// A folder with JSON Lines files of reports (`id`, `text`) in it or below it.
    #[arg(long)]
    gold: Option<PathBuf>,
}

/// Returns the folder of marked text that lies beside the checkout.
pub(crate) fn gold_folder() -> PathBuf {
    workspace::root().join("../shared/gold")
}

/// What was compared of one attribute.
#[derive(Debug, Default)]
struct Attribute {
    compared: usize,
    differing: usize,
    /// By spaCy's value and ours: how often, and where.
    classes: BTreeMap<(String, String), (usize, Vec<String>)>,
}

impl Attribute {
    fn compare(&mut self, spacys: &str, ours: &str, place: impl FnOnce() -> String) {
        self.compared += 1;
        if spacys == ours {
            return;
        }
        self.differing += 1;
        let (count, examples) = self.classes.entry((spacys.to_owned(), ours.to_owned())).or_default();
        *count += 1;
        if examples.len() < EXAMPLES {
            examples.push(place());
        }
    }

    fn share(&self) -> f64 {
        1.0 - self.differing as f64 / self.compared.max(1) as f64
    }
}

/// Compares, prints the table, and fails below the floors.
pub(crate) fn run(args: &ParityArgs) -> anyhow::Result<()> {
    let peer = Peer::set_up(args.model)?;
    let reports = read_reports(&args.gold.clone().unwrap_or_else(gold_folder), args.reports)?;
    let path = peer.write_reports(&reports)?;
    let out = peer.path("spacy.jsonl");
    let spacy_time = run_command(peer.command(&path).arg(&out))?;
    let pipeline = Pipeline::open(&peer.wheel)?;
    let texts: Vec<&str> = reports.iter().map(|report| report.text.as_str()).collect();
    let docs = pipeline.parse_batch(&texts);

    let mut text_identity = Attribute::default();
    let mut attributes: BTreeMap<&'static str, Attribute> = BTreeMap::new();
    let mut lines = BufReader::new(File::open(&out)?).lines();
    let mut n_tokens = 0;
    for (report, doc) in reports.iter().zip(&docs) {
        let line = lines.next().context("spaCy has written fewer parses than reports")??;
        let spacys: Parse = serde_json::from_str(&line)?;
        let ours = doc.to_wire(&report.id);
        ensure!(spacys.id == ours.id, "spaCy's parses are of other reports");
        n_tokens += spacys.tokens.len();
        compare(report, &spacys, &ours, &mut text_identity, &mut attributes);
    }

    let info = pipeline.info();
    println!("{} {} (sha256 {})", info.name, info.version, info.sha256);
    println!("{} reports, {n_tokens} tokens, spaCy {:.0} s", reports.len(), spacy_time.as_secs_f64());
    println!("\n{:<16}{:>10}{:>10}{:>12}", "", "compared", "differ", "identical");
    let rows = std::iter::once(("texts cut alike", &text_identity))
        .chain(attributes.iter().map(|(name, row)| (*name, row)));
    for (name, row) in rows.clone() {
        println!("{name:<16}{:>10}{:>10}{:>11.4}%", row.compared, row.differing, 100.0 * row.share());
    }
    for (name, row) in rows {
        let mut classes: Vec<_> = row.classes.iter().collect();
        classes.sort_by_key(|(_, (count, _))| std::cmp::Reverse(*count));
        for ((spacys, ours), (count, examples)) in classes.into_iter().take(CLASSES) {
            println!("\n{name}: spaCy `{spacys}`, ours `{ours}`, {count} times");
            examples.iter().for_each(|example| println!("    {example}"));
        }
    }
    let is_alike = text_identity.differing == 0 && attributes.values().all(|row| row.share() >= FLOOR);
    if !is_alike {
        bail!("below the floor: all texts cut alike, {FLOOR} of tokens alike in each attribute");
    }
    Ok(())
}

fn compare(
    report: &Report,
    spacys: &Parse,
    ours: &Parse,
    text_identity: &mut Attribute,
    attributes: &mut BTreeMap<&'static str, Attribute>,
) {
    let bounds =
        |parse: &Parse| parse.tokens.iter().map(|token| (token.start, token.end)).collect::<Vec<_>>();
    let (spacys_bounds, ours_bounds) = (bounds(spacys), bounds(ours));
    if spacys_bounds != ours_bounds {
        let same = spacys_bounds.iter().zip(&ours_bounds).take_while(|(spacys, ours)| spacys == ours).count();
        let word = |bounds: &[(usize, usize)]| {
            bounds.get(same).map_or(String::new(), |&(start, end)| words(&report.text, start, end))
        };
        text_identity.compare(&word(&spacys_bounds), &word(&ours_bounds), || report.id.clone());
        return;
    }
    text_identity.compare("", "", String::new);
    let per_token = |parse: &Parse| {
        let mut starts = vec![""; parse.tokens.len()];
        let mut entities = vec![String::new(); parse.tokens.len()];
        let at = |point: usize| parse.tokens.partition_point(|token| token.start < point);
        for sentence in &parse.sents {
            if let Some(start) = starts.get_mut(at(sentence.start)) {
                *start = "start";
            }
        }
        for entity in &parse.ents {
            for (index, token) in entities.iter_mut().enumerate().take(at(entity.end)).skip(at(entity.start))
            {
                *token = format!("{}{}", if index == at(entity.start) { "B-" } else { "I-" }, entity.label);
            }
        }
        (starts, entities)
    };
    let (spacys_starts, spacys_entities) = per_token(spacys);
    let (ours_starts, ours_entities) = per_token(ours);
    for (index, (spacys, ours)) in spacys.tokens.iter().zip(&ours.tokens).enumerate() {
        let place = || {
            format!(
                "{}: {}",
                report.id,
                words(&report.text, spacys.start.saturating_sub(30), spacys.end + 30)
            )
        };
        let head = |token: &tidings_text::wire::Token| format!("{:+}", token.head as i64 - index as i64);
        let rows = [
            ("tag", spacys.tag.as_str(), ours.tag.as_str()),
            ("pos", &spacys.pos, &ours.pos),
            ("lemma", &spacys.lemma, &ours.lemma),
            ("head", &head(spacys), &head(ours)),
            ("dep", &spacys.dep, &ours.dep),
            ("sentence start", spacys_starts[index], ours_starts[index]),
            ("entity", &spacys_entities[index], &ours_entities[index]),
        ];
        for (name, spacys, ours) in rows {
            attributes.entry(name).or_default().compare(spacys, ours, place);
        }
    }
}

/// Returns the characters of a text from one code point to another, line breaks shown as spaces.
fn words(text: &str, start: usize, end: usize) -> String {
    text.chars()
        .skip(start)
        .take(end.saturating_sub(start))
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .collect()
}
