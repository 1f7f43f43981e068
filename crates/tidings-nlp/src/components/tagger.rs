//! `tagger`, `morphologizer` and `senter`: one label for each token, the one with the greatest score.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};

use super::Draft;
use crate::lexicon::hash;
use crate::neural::Matrix;
use crate::neural::affine::{Affine, greatest};
use crate::package::Package;
use crate::package::weights::Weights;
use crate::{ModelError, Symbol};

/// A layer of scores and what its labels mean.
#[derive(Debug)]
pub(crate) struct Tagger {
    scores: Affine,
    labels: Labels,
}

#[derive(Debug)]
enum Labels {
    Tags(Vec<Symbol>),
    /// Features and universal part of speech; `overwrite` says whether those set before give way.
    Morphology {
        labels: Vec<(Symbol, Symbol)>,
        overwrite: bool,
    },
    Sentences {
        overwrite: bool,
    },
}

#[derive(Deserialize)]
struct Settings {
    #[serde(default)]
    labels: Vec<String>,
    #[serde(default)]
    labels_morph: Ordered<String>,
    #[serde(default)]
    labels_pos: Ordered<u64>,
    #[serde(default)]
    overwrite: bool,
    #[serde(default)]
    extend: bool,
}

impl Tagger {
    /// Reads the component `name`, made by `factory`.
    pub(crate) fn read(
        name: &str,
        factory: &str,
        package: &mut Package,
        weights: &Weights,
        width: usize,
    ) -> Result<Self, ModelError> {
        let file = format!("{name}/cfg");
        let settings: Settings = package.read_json(&file)?;
        let labels = match factory {
            "tagger" => Labels::Tags(settings.labels.iter().map(|label| Symbol::new(label)).collect()),
            "senter" => Labels::Sentences { overwrite: settings.overwrite },
            _ => {
                if settings.extend {
                    return Err(ModelError::Unsupported {
                        component: name.to_owned(),
                        what: "setting",
                        found: "extend = true".to_owned(),
                        supported: "extend = false",
                    });
                }
                let pos_of = |label: &str| {
                    let number = settings
                        .labels_pos
                        .0
                        .iter()
                        .find(|(key, _)| key == label)
                        .map_or(0, |&(_, number)| number);
                    Symbol::new(hash::symbol(number).unwrap_or_default())
                };
                let labels = settings
                    .labels_morph
                    .0
                    .iter()
                    .map(|(label, features)| (Symbol::new(features.trim_matches('_')), pos_of(label)));
                Labels::Morphology { labels: labels.collect(), overwrite: settings.overwrite }
            }
        };
        let count = match &labels {
            Labels::Tags(labels) => labels.len(),
            Labels::Morphology { labels, .. } => labels.len(),
            Labels::Sentences { .. } => 2,
        };
        if count == 0 {
            return Err(ModelError::damaged(&file, "no labels"));
        }
        let scores = Affine::read(weights, weights.one("softmax")?, width, count)?;
        Ok(Self { scores, labels })
    }

    /// Labels the tokens of `draft`, whose vectors are `vectors`.
    pub(crate) fn apply(&self, draft: &mut Draft, vectors: &Matrix, scores: &mut Matrix) {
        self.scores.apply(&vectors.data, vectors.rows(), scores);
        draft.for_each_row(scores, |draft, token, scores| {
            let label = greatest(scores);
            match &self.labels {
                Labels::Tags(labels) => draft.tags[token] = labels[label],
                Labels::Morphology { labels, overwrite } => {
                    let (features, pos) = labels[label];
                    if *overwrite || draft.morphs[token].is_empty() {
                        draft.morphs[token] = features;
                    }
                    if *overwrite || draft.pos[token].is_empty() {
                        draft.pos[token] = pos;
                    }
                }
                Labels::Sentences { overwrite } => {
                    if *overwrite || draft.sent_starts[token] == 0 {
                        draft.sent_starts[token] = if label == 1 { 1 } else { -1 };
                    }
                }
            }
        });
    }
}

/// The entries of a JSON object in the order of the file, which is the order of a model's labels.
#[derive(Debug)]
struct Ordered<T>(Vec<(String, T)>);

impl<T> Default for Ordered<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Ordered<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries<T>(std::marker::PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for Entries<T> {
            type Value = Ordered<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Ordered(entries))
            }
        }

        deserializer.deserialize_map(Entries(std::marker::PhantomData))
    }
}
