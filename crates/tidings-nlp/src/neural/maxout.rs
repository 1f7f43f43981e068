//! thinc's `maxout >> layernorm`, and the residual sum around it.

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
    pub(crate) width: usize,
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
        let place = |index: usize| (index % width) * pieces + index / width;
        let weight =
            Weight::new(inputs, width * pieces, |input, output| values[place(output) * inputs + input]);
        let bias = (0..width * pieces).map(|output| bias[place(output)]).collect();
        Ok(Self { weight, bias, pieces, width, gain, offset })
    }

    /// Writes the layer's result for `rows` rows of `input` to `out`.
    pub(crate) fn apply(
        &self,
        input: &[f32],
        stride: usize,
        rows: usize,
        scratch: &mut Matrix,
        out: &mut [f32],
    ) {
        scratch.resize(rows, self.weight.outputs);
        multiply(input, stride, rows, &self.weight, &mut scratch.data);
        self.finish(&scratch.data, None, out);
    }

    /// Writes bias, maxout and normalisation of products to `out`, plus the rows of `residual` where given.
    pub(crate) fn finish(&self, products: &[f32], residual: Option<&[f32]>, out: &mut [f32]) {
        // Compiled for each kind of processor, chosen when it runs.
        pulp::Arch::new().dispatch(
            #[inline(always)]
            || {
                let products = products.chunks_exact(self.weight.outputs);
                let out = out.chunks_exact_mut(self.width);
                match residual {
                    None => products.zip(out).for_each(|(products, out)| self.finish_row(products, out)),
                    Some(residual) => {
                        for ((products, residual), out) in
                            products.zip(residual.chunks_exact(self.width)).zip(out)
                        {
                            self.finish_row(products, out);
                            out.iter_mut().zip(residual).for_each(|(out, residual)| *out += residual);
                        }
                    }
                }
            },
        );
    }

    /// Does as [`Maxout::finish`] for rows whose products are sums of rows of `parts`.
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
        let outputs = self.weight.outputs;
        let places = 2 * window + 1;
        let mut products = vec![0.0; outputs];
        pulp::Arch::new().dispatch(
            #[inline(always)]
            || {
                let rows = words
                    .windows(places)
                    .zip(residual.chunks_exact(self.width))
                    .zip(out.chunks_exact_mut(self.width));
                for ((words, residual), out) in rows {
                    products.fill(0.0);
                    for (place, &word) in words.iter().enumerate() {
                        if let Some(row) = word.checked_sub(1) {
                            let part = &parts.row(row as usize)[place * outputs..][..outputs];
                            products.iter_mut().zip(part).for_each(|(sum, value)| *sum += value);
                        }
                    }
                    self.finish_row(&products, out);
                    out.iter_mut().zip(residual).for_each(|(out, residual)| *out += residual);
                }
            },
        );
    }

    #[inline(always)]
    fn finish_row(&self, products: &[f32], out: &mut [f32]) {
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
        let mean = sum(out, |value| value) / width as f32;
        let variance = sum(out, |value| (value - mean) * (value - mean)) / width as f32 + EPSILON;
        let scale = 1.0 / variance.sqrt();
        for ((out, gain), offset) in out.iter_mut().zip(&self.gain[..width]).zip(&self.offset[..width]) {
            *out = (*out - mean) * scale * gain + offset;
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
    lanes.iter().sum()
}
