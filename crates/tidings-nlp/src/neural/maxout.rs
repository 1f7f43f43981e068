//! thinc's `maxout >> layernorm`, and the residual sum around it.

use pulp::{Simd, WithSimd};

use super::panels::Panels;
use super::{Matrix, Weight, multiply};
use crate::ModelError;
use crate::package::weights::{Node, Weights};

/// Floats added side by side; the order of adding is the same on every processor.
const LANES: usize = 16;
/// What thinc adds to the variance.
const EPSILON: f32 = 1e-8;

/// A maxout layer with layer normalisation behind it.
#[derive(Debug)]
pub(crate) struct Maxout {
    /// Outputs are piece-major: all first pieces, all second pieces …
    pub(crate) weight: Weight,
    bias: Vec<f32>,
    pieces: usize,
    width: usize,
    /// The same weight for fast products, where its sizes fit.
    panels: Option<Panels>,
    gain: Vec<f32>,
    offset: Vec<f32>,
}

impl Maxout {
    /// Takes the layer's weights; 0 in `inputs` or `width` means any.
    pub(crate) fn read(
        weights: &Weights,
        maxout: &Node,
        norm: &Node,
        inputs: usize,
        width: usize,
    ) -> Result<Self, ModelError> {
        let ([width, pieces, inputs], values) = weights.array(maxout, "W", [width, 0, inputs])?;
        let (_, bias) = weights.array(maxout, "b", [width, pieces])?;
        let (_, gain) = weights.array(norm, "G", [width])?;
        let (_, offset) = weights.array(norm, "b", [width])?;
        let entry = |input, output, piece| values[(output * pieces + piece) * inputs + input];
        let panels =
            Panels::new([inputs, width, pieces], entry, |output, piece| bias[output * pieces + piece]);
        let weight =
            Weight::new(inputs, width * pieces, |input, output| entry(input, output % width, output / width));
        let bias =
            (0..width * pieces).map(|output| bias[(output % width) * pieces + output / width]).collect();
        Ok(Self { weight, bias, pieces, width, panels, gain, offset })
    }

    /// Writes the layer's result for `rows` rows of `input` to `out`, plus the rows of `residual` where given.
    ///
    /// Row `r` is the layer's inputs from `r * stride` on; rows may overlap.
    pub(crate) fn apply(
        &self,
        [input, residual]: [&[f32]; 2],
        stride: usize,
        rows: usize,
        scratch: &mut Matrix,
        out: &mut [f32],
    ) {
        let out = &mut out[..rows * self.width];
        let is_done = self.panels.as_ref().is_some_and(|panels| panels.apply(input, stride, rows, out));
        if !is_done {
            scratch.resize(rows, self.weight.outputs);
            multiply(input, stride, rows, &self.weight, &mut scratch.data);
            for (products, out) in
                scratch.data.chunks_exact(self.weight.outputs).zip(out.chunks_exact_mut(self.width))
            {
                self.take_greatest(products, out);
            }
        }
        pulp::Arch::new().dispatch(Normalize { layer: self, residual, out });
    }

    /// Does as [`Maxout::apply`] for rows whose products are sums of rows of `parts`.
    ///
    /// Row `r` of `parts` holds the products of a word in each place of the window; `words` holds a row number + 1 for each
    /// word, or 0 for zeros; `window` words lie to either side. The first and last `window` words only neighbour others.
    pub(crate) fn finish_sums(
        &self,
        parts: &Matrix,
        words: &[u32],
        window: usize,
        residual: &[f32],
        out: &mut [f32],
    ) {
        pulp::Arch::new().dispatch(AddParts { layer: self, parts, words, places: 2 * window + 1, out });
        pulp::Arch::new().dispatch(Normalize { layer: self, residual, out });
    }

    /// Writes the greatest piece of each output's products.
    #[inline(always)]
    fn take_greatest(&self, products: &[f32], out: &mut [f32]) {
        let width = self.width;
        let (first, bias) = (&products[..width], &self.bias[..width]);
        for ((out, product), bias) in out.iter_mut().zip(first).zip(bias) {
            *out = product + bias;
        }
        for piece in 1..self.pieces {
            let (products, bias) =
                (&products[piece * width..][..width], &self.bias[piece * width..][..width]);
            for ((out, product), bias) in out.iter_mut().zip(products).zip(bias) {
                let value = product + bias;
                *out = if value > *out { value } else { *out };
            }
        }
    }

    #[inline(always)]
    fn normalize(&self, out: &mut [f32]) {
        let width = self.width;
        let mean = sum(out, |value| value) / width as f32;
        let variance = sum(out, |value| (value - mean) * (value - mean)) / width as f32 + EPSILON;
        let scale = 1.0 / variance.sqrt();
        for ((out, gain), offset) in out.iter_mut().zip(&self.gain[..width]).zip(&self.offset[..width]) {
            *out = (*out - mean) * scale * gain + offset;
        }
    }
}

// The two loops below are compiled for each kind of processor, and chosen when they run.

/// Normalises rows and adds those of `residual`, where there are any.
struct Normalize<'a> {
    layer: &'a Maxout,
    residual: &'a [f32],
    out: &'a mut [f32],
}

impl WithSimd for Normalize<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let width = self.layer.width;
        for (row, out) in self.out.chunks_exact_mut(width).enumerate() {
            self.layer.normalize(out);
            if let Some(residual) = self.residual.get(row * width..(row + 1) * width) {
                for (out, residual) in out.iter_mut().zip(residual) {
                    *out += residual;
                }
            }
        }
    }
}

/// Sums what the words of each window add, and takes the greatest pieces.
struct AddParts<'a> {
    layer: &'a Maxout,
    parts: &'a Matrix,
    words: &'a [u32],
    places: usize,
    out: &'a mut [f32],
}

impl WithSimd for AddParts<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        for (words, out) in self.words.windows(self.places).zip(self.out.chunks_exact_mut(self.layer.width)) {
            let (blocks, rest) = out.as_chunks_mut::<LANES>();
            let n_blocks = blocks.len();
            for (block, out) in blocks.iter_mut().enumerate() {
                self.layer.add_parts(self.parts, words, block * LANES, out);
            }
            for (output, out) in rest.iter_mut().enumerate() {
                self.layer.add_parts(self.parts, words, n_blocks * LANES + output, std::array::from_mut(out));
            }
        }
    }
}

impl Maxout {
    /// Writes the greatest pieces of the outputs from number `first` on for a window of words.
    #[inline(always)]
    fn add_parts<const N: usize>(&self, parts: &Matrix, words: &[u32], first: usize, out: &mut [f32; N]) {
        for piece in 0..self.pieces {
            let at = piece * self.width + first;
            let mut sums = [0.0_f32; N];
            sums.copy_from_slice(&self.bias[at..at + N]);
            for (place, &word) in words.iter().enumerate() {
                if let Some(row) = word.checked_sub(1) {
                    let from = row as usize * parts.width + place * self.weight.outputs + at;
                    for (sum, value) in sums.iter_mut().zip(&parts.data[from..from + N]) {
                        *sum += value;
                    }
                }
            }
            for (out, sum) in out.iter_mut().zip(&sums) {
                *out = if piece == 0 || *sum > *out { *sum } else { *out };
            }
        }
    }
}

#[inline(always)]
fn sum(values: &[f32], of: impl Fn(f32) -> f32) -> f32 {
    let (chunks, rest) = values.as_chunks::<LANES>();
    let mut lanes = [0.0; LANES];
    for chunk in chunks {
        for (lane, &value) in lanes.iter_mut().zip(chunk) {
            *lane += of(value);
        }
    }
    for (lane, &value) in lanes.iter_mut().zip(rest) {
        *lane += of(value);
    }
    // In pairs, so that no long chain of additions waits for itself.
    let mut half = LANES / 2;
    while half > 0 {
        let (low, high) = lanes.split_at_mut(half);
        low.iter_mut().zip(high).for_each(|(low, high)| *low += *high);
        half /= 2;
    }
    lanes[0]
}
