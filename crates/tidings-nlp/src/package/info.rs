//! What a model says about itself.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Package;
use crate::ModelError;

/// What a model's `meta.json` says, and which bytes it was.
#[derive(Debug, Clone, PartialEq)]
pub struct ModelInfo {
    /// Its name with the language in front: `en_core_web_sm`.
    pub name: String,
    /// Its version: `3.8.0`.
    pub version: String,
    /// ISO 639-1 code of its language.
    pub lang: String,
    /// The spaCy versions it was made for: `>=3.8.0,<3.9.0`.
    pub spacy_version: String,
    /// Its licence.
    pub license: String,
    /// SHA-256 of the wheel (or, for a folder, over the names and digests of its files), in hexadecimal.
    pub sha256: String,
    /// Components that run, in order.
    pub components: Vec<String>,
    /// Accuracy on its own test set as its makers measured it: `tag_acc`, `dep_las`, `ents_f` …, from 0 to 1.
    pub performance: BTreeMap<String, f64>,
}

#[derive(Deserialize)]
struct Meta {
    #[serde(default)]
    name: String,
    #[serde(default)]
    version: String,
    #[serde(default)]
    lang: String,
    #[serde(default)]
    spacy_version: String,
    #[serde(default)]
    license: String,
    #[serde(default)]
    performance: BTreeMap<String, serde_json::Value>,
}

impl ModelInfo {
    pub(crate) fn read(package: &mut Package, components: Vec<String>) -> Result<Self, ModelError> {
        let meta: Meta = package.read_json("meta.json")?;
        // Nested scores (per label) are left out.
        let performance =
            meta.performance.into_iter().filter_map(|(name, value)| Some((name, value.as_f64()?)));
        Ok(Self {
            name: format!("{}_{}", meta.lang, meta.name),
            version: meta.version,
            lang: meta.lang,
            spacy_version: meta.spacy_version,
            license: meta.license,
            sha256: package.digest().to_owned(),
            components,
            performance: performance.collect(),
        })
    }
}
