//! Linear models over named features, and their weights in `data/attribution.toml`.
//!
//! A feature is a template's name and its values (`class-content=say|ccomp>`): grammar, tags, closed word lists
//! and the lexicon's classes, never other words of a text. Names stay readable in the file of weights; in
//! memory a feature is the FNV-1a hash of its name, so that extraction builds no strings.

use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::error::KnowledgeError;

/// Takes the features of one example.
pub(crate) trait Sink {
    /// Takes the feature named by a template and its values, with its strength.
    fn add_scaled(&mut self, template: &str, values: &[&str], strength: f32);

    /// Takes a feature that is simply there.
    fn add(&mut self, template: &str, values: &[&str]) {
        self.add_scaled(template, values, 1.0);
    }
}

/// The four models: who is the source, what is the content, and is this an attribution at all (twice: the
/// second reading knows what the first found around it).
#[derive(Debug, Default, Clone)]
pub struct Weights {
    pub(crate) source: Linear,
    pub(crate) content: Linear,
    pub(crate) cue: Linear,
    pub(crate) context: Linear,
    /// An attribution is kept from this probability on.
    pub(crate) threshold: f32,
}

/// A linear model.
#[derive(Debug, Default, Clone)]
pub struct Linear {
    weights: FxHashMap<u64, f32>,
}

#[derive(Debug, Deserialize)]
struct WeightsFile {
    threshold: f32,
    source: Section,
    content: Section,
    cue: Section,
    context: Section,
}

/// Names with their weights in thousandths, one name and weight a line: shorter and faster to read than a table.
#[derive(Debug, Deserialize)]
struct Section {
    weights: String,
}

const WEIGHTS: &str = include_str!("../../../../data/attribution.toml");

impl Weights {
    /// Reads the built-in weights.
    pub(crate) fn load() -> Result<Self, KnowledgeError> {
        let file: WeightsFile = toml::from_str(WEIGHTS)
            .map_err(|source| KnowledgeError::Toml { file: "attribution.toml".to_owned(), source })?;
        let linear = |section: Section| Linear::read(&section.weights);
        Ok(Self {
            source: linear(file.source),
            content: linear(file.content),
            cue: linear(file.cue),
            context: linear(file.context),
            threshold: file.threshold,
        })
    }

    /// Returns the models of four lists of names and weights, for training.
    #[must_use]
    pub fn new(source: Linear, content: Linear, cue: Linear, context: Linear, threshold: f32) -> Self {
        Self { source, content, cue, context, threshold }
    }

    /// Returns the same with another context model, for training.
    #[must_use]
    pub fn with_context(self, context: Linear) -> Self {
        Self { context, ..self }
    }
}

impl Linear {
    /// Returns the model of named weights, for training.
    #[must_use]
    pub fn from_named<'n>(named: impl Iterator<Item = (&'n str, f32)>) -> Self {
        Self { weights: named.map(|(name, weight)| (hash(name.as_bytes(), SEED), weight)).collect() }
    }

    fn read(lines: &str) -> Self {
        let line = |line: &'_ str| {
            let (name, weight) = line.rsplit_once(' ')?;
            Some((hash(name.as_bytes(), SEED), weight.parse::<f32>().ok()? / 1000.0))
        };
        Self { weights: lines.lines().filter_map(line).collect() }
    }

    /// Returns the sum of the weights of the features that `describe` adds.
    pub(crate) fn score(&self, describe: impl FnOnce(&mut Scorer<'_>)) -> f32 {
        let mut scorer = Scorer { linear: self, total: 0.0 };
        describe(&mut scorer);
        scorer.total
    }
}

/// Sums the weights of features.
pub(crate) struct Scorer<'l> {
    linear: &'l Linear,
    total: f32,
}

impl Sink for Scorer<'_> {
    fn add_scaled(&mut self, template: &str, values: &[&str], strength: f32) {
        let mut key = hash(template.as_bytes(), SEED);
        for (index, value) in values.iter().enumerate() {
            key = hash(if index == 0 { b"=" } else { b"|" }, key);
            key = hash(value.as_bytes(), key);
        }
        self.total += self.linear.weights.get(&key).copied().unwrap_or_default() * strength;
    }
}

/// Collects features by name.
#[derive(Debug, Default)]
pub(crate) struct Namer {
    pub(crate) features: Vec<(String, f32)>,
}

impl Sink for Namer {
    fn add_scaled(&mut self, template: &str, values: &[&str], strength: f32) {
        let name =
            if values.is_empty() { template.to_owned() } else { format!("{template}={}", values.join("|")) };
        self.features.push((name, strength));
    }
}

const SEED: u64 = 0xcbf2_9ce4_8422_2325;

/// FNV-1a, 64 bits (Fowler, Noll, Vo): byte by byte, so that a name may be hashed in pieces.
fn hash(bytes: &[u8], seed: u64) -> u64 {
    bytes.iter().fold(seed, |key, &byte| (key ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Returns the logistic function of a score.
pub(crate) fn probability(score: f32) -> f32 {
    1.0 / (1.0 + (-score).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feature_is_found_by_name_and_by_parts() {
        let linear = Linear::read("class-content=say|ccomp> 1500\nbias -250\n");
        let score = linear.score(|sink| {
            sink.add("bias", &[]);
            sink.add("class-content", &["say", "ccomp>"]);
            sink.add("class-content", &["say", "dobj>"]);
        });
        assert!((score - 1.25).abs() < 1e-6);
        let mut namer = Namer::default();
        namer.add("class-content", &["say", "ccomp>"]);
        assert_eq!(namer.features[0].0, "class-content=say|ccomp>");
    }
}
