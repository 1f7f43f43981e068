//! The network behind `parser` and `ner`, which scores the next action from a few tokens of the state.
//!
//! The first layer is computed for every token and every place in the state beforehand, so that a step only adds rows.
//! The states of all texts take their steps together.

use pulp::{Simd, WithSimd};
use serde::Deserialize;

use crate::ModelError;
use crate::neural::affine::Affine;
use crate::neural::{Matrix, Weight, multiply};
use crate::package::Package;
use crate::package::config::Config;
use crate::package::pack::{self, Pack};
use crate::package::weights::Weights;

/// Rows of one product, so that its result can stay in the processor's cache.
const BLOCK: usize = 512;

/// A place in a state that has no token.
pub(crate) const NONE: u32 = u32::MAX;

/// A transition-based model.
#[derive(Debug)]
pub(crate) struct TransitionModel {
    reduce: Affine,
    /// For each token: for each place in the state, the pieces, each for all hidden units.
    lower: Weight,
    /// What stands for a place without a token; laid out as the rows of `lower`.
    padding: Vec<f32>,
    bias: Vec<f32>,
    upper: Affine,
    places: usize,
    hidden: usize,
    pieces: usize,
}

/// Room to compute in.
#[derive(Debug, Default)]
pub(crate) struct StepScratch {
    reduced: Matrix,
    features: Matrix,
    hidden: Matrix,
    scores: Matrix,
}

#[derive(Deserialize)]
struct Settings {
    #[serde(default = "one")]
    beam_width: usize,
}

fn one() -> usize {
    1
}

impl TransitionModel {
    /// Reads the component `name` with `places` tokens in its state and `n_actions` actions.
    pub(crate) fn read(
        name: &str,
        config: &Config,
        package: &mut Package,
        weights: &Weights,
        width: usize,
        places: usize,
        n_actions: usize,
    ) -> Result<Self, ModelError> {
        let section = format!("components.{name}.model");
        let unsupported = |what, found: String, supported| ModelError::Unsupported {
            component: name.to_owned(),
            what,
            found,
            supported,
        };
        let architecture = config.text(&section, "@architectures")?;
        if architecture != "spacy.TransitionBasedParser.v2" {
            return Err(unsupported(
                "architecture",
                architecture.to_owned(),
                "spacy.TransitionBasedParser.v2",
            ));
        }
        if config.flag(&section, "extra_state_tokens", false) {
            return Err(unsupported(
                "setting",
                "extra_state_tokens = true".to_owned(),
                "extra_state_tokens = false",
            ));
        }
        if !config.flag(&section, "use_upper", true) {
            return Err(unsupported("setting", "use_upper = false".to_owned(), "use_upper = true"));
        }
        let settings: Settings = package.read_json(&format!("{name}/cfg"))?;
        if settings.beam_width != 1 {
            return Err(unsupported(
                "setting",
                format!("beam_width = {}", settings.beam_width),
                "beam_width = 1",
            ));
        }
        let lower = weights.one("precomputable_affine")?;
        let ([_, hidden, pieces, inputs], values) = weights.array(lower, "W", [places, 0, 0, 0])?;
        if pieces < 2 {
            return Err(unsupported(
                "setting",
                format!("maxout_pieces = {pieces}"),
                "maxout_pieces of at least 2",
            ));
        }
        let (_, bias) = weights.array(lower, "b", [hidden, pieces])?;
        let (_, padding) = weights.array(lower, "pad", [1, places, hidden, pieces])?;
        let mut linear = weights.named("linear");
        let missing = || ModelError::damaged(weights.file(), "fewer than two layers `linear`");
        // The layer above the network comes first in breadth-first order.
        let upper = Affine::read(weights, linear.next().ok_or_else(missing)?, hidden, n_actions)?;
        let reduce = Affine::read(weights, linear.next().ok_or_else(missing)?, width, inputs)?;
        let step = hidden * pieces;
        // From "unit, piece" to "piece, unit".
        let place = |index: usize| (index / step) * step + (index % hidden) * pieces + index % step / hidden;
        Ok(Self {
            reduce,
            lower: Weight::new(inputs, places * step, |input, output| values[place(output) * inputs + input]),
            padding: (0..places * step).map(|index| padding[place(index)]).collect(),
            bias: (0..step).map(|index| bias[place(index)]).collect(),
            upper,
            places,
            hidden,
            pieces,
        })
    }

    /// Computes what the tokens of `vectors` add at each place of a state.
    pub(crate) fn prepare(&self, vectors: &Matrix, scratch: &mut StepScratch) {
        let rows = vectors.rows();
        self.reduce.apply(&vectors.data, rows, &mut scratch.reduced);
        let width = self.lower.outputs;
        scratch.features.resize(rows, width);
        let mut row = 0;
        while row < rows {
            let count = BLOCK.min(rows - row);
            let input = &scratch.reduced.data[row * self.lower.inputs..];
            multiply(
                input,
                self.lower.inputs,
                count,
                &self.lower,
                &mut scratch.features.data[row * width..(row + count) * width],
            );
            row += count;
        }
    }

    /// Scores the actions of some states: `rows` holds, for each, the rows of the tokens at its places.
    ///
    /// Row `s` of the result holds the scores for state `s`.
    pub(crate) fn score<'s>(&self, rows: &[u32], scratch: &'s mut StepScratch) -> &'s Matrix {
        let StepScratch { features, hidden, scores, .. } = scratch;
        let n_states = rows.len() / self.places;
        hidden.resize(n_states, self.hidden);
        pulp::Arch::new().dispatch(AddPlaces {
            model: self,
            rows,
            features: &features.data,
            out: &mut hidden.data,
        });
        self.upper.apply(&hidden.data, n_states, scores);
        scores
    }
}

/// Sums what the tokens of states add, and takes the greatest pieces; compiled for each kind of processor.
struct AddPlaces<'a> {
    model: &'a TransitionModel,
    rows: &'a [u32],
    features: &'a [f32],
    out: &'a mut [f32],
}

impl WithSimd for AddPlaces<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let (places, hidden) = (self.model.places, self.model.hidden);
        for (rows, out) in self.rows.chunks_exact(places).zip(self.out.chunks_exact_mut(hidden)) {
            // A block of units at a time, so that sums stay in registers.
            let (blocks, rest) = out.as_chunks_mut::<LANES>();
            let n_blocks = blocks.len();
            for (block, out) in blocks.iter_mut().enumerate() {
                self.model.add_places(rows, self.features, block * LANES, out);
            }
            for (unit, out) in rest.iter_mut().enumerate() {
                self.model.add_places(
                    rows,
                    self.features,
                    n_blocks * LANES + unit,
                    std::array::from_mut(out),
                );
            }
        }
    }
}

impl TransitionModel {
    /// Writes the hidden units from number `first` on of the state whose places have the rows `rows`.
    #[inline(always)]
    fn add_places<const N: usize>(&self, rows: &[u32], features: &[f32], first: usize, out: &mut [f32; N]) {
        let step = self.hidden * self.pieces;
        for piece in 0..self.pieces {
            let at = piece * self.hidden + first;
            let mut sums = [0.0_f32; N];
            for (place, &row) in rows.iter().enumerate() {
                let (values, from) = match row {
                    NONE => (self.padding.as_slice(), place * step + at),
                    row => (features, row as usize * self.lower.outputs + place * step + at),
                };
                for (sum, value) in sums.iter_mut().zip(&values[from..from + N]) {
                    *sum += value;
                }
            }
            for ((out, sum), bias) in out.iter_mut().zip(&sums).zip(&self.bias[at..at + N]) {
                let value = sum + bias;
                *out = if piece == 0 || value > *out { value } else { *out };
            }
        }
    }
}

/// Hidden units added side by side.
const LANES: usize = 16;

/// Reads the actions of a component: for each kind of action (a small number), its labels, in the order of the scores.
pub(crate) fn read_moves(name: &str, package: &mut Package) -> Result<Vec<(u32, String)>, ModelError> {
    let file = format!("{name}/moves");
    let bytes = package.read(&file)?;
    let value = pack::read(&file, &bytes)?;
    let json = Pack::new(&value, &file).get("moves")?.bytes()?;
    let moves: std::collections::BTreeMap<String, std::collections::BTreeMap<String, i64>> =
        serde_json::from_slice(json).map_err(|error| ModelError::damaged(&file, error.to_string()))?;
    let mut seen = Vec::new();
    let mut added = Vec::new();
    for (kind, labels) in moves {
        let kind: u32 =
            kind.parse().map_err(|_| ModelError::damaged(&file, format!("an action `{kind}`")))?;
        let mut labels: Vec<(i64, String)> =
            labels.into_iter().map(|(label, count)| (count, label)).collect();
        labels.sort_unstable_by(|one, other| other.cmp(one));
        for (count, label) in labels {
            // Labels added after training have counts below zero, and stand behind all others.
            if count < 0 {
                added.push((count, label, kind));
            } else {
                seen.push((kind, label));
            }
        }
    }
    added.sort_by(|one, other| (other.0, &other.1).cmp(&(one.0, &one.1)));
    seen.extend(added.into_iter().map(|(_, label, kind)| (kind, label)));
    Ok(seen)
}
