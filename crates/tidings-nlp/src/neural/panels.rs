//! The product of rows with a maxout layer's weight, with the greatest piece taken before anything is written.
//!
//! A general matrix product would write three values for each one that is kept, and lay its inputs out anew each time. Here
//! the weight lies ready in panels of [`GROUP`] outputs with all their pieces, and a few rows at a time are multiplied with a
//! panel in the processor's registers. Sums begin with the bias and go over the inputs in order, for every row alike.

use pulp::{Simd, WithSimd};

/// Outputs of a panel: one vector of the widest processors.
const GROUP: usize = 16;

/// A maxout layer's weight and bias in panels.
#[derive(Debug)]
pub(super) struct Panels {
    /// For each group of outputs, for each input: for each piece, the weights of the group's outputs.
    data: Vec<f32>,
    /// For each group, for each piece, the biases of the group's outputs.
    bias: Vec<f32>,
    inputs: usize,
    width: usize,
    pieces: usize,
}

impl Panels {
    /// Returns the panels of `entry(input, output, piece)` and `bias(output, piece)`; `None` for sizes that do not fit.
    pub(super) fn new(
        [inputs, width, pieces]: [usize; 3],
        entry: impl Fn(usize, usize, usize) -> f32,
        bias: impl Fn(usize, usize) -> f32,
    ) -> Option<Self> {
        if inputs == 0 || width == 0 || !width.is_multiple_of(GROUP) || !matches!(pieces, 2 | 3) {
            return None;
        }
        let mut panels = Self {
            data: Vec::with_capacity(inputs * width * pieces),
            bias: Vec::new(),
            inputs,
            width,
            pieces,
        };
        for group in (0..width).step_by(GROUP) {
            for input in 0..inputs {
                for piece in 0..pieces {
                    panels.data.extend((group..group + GROUP).map(|output| entry(input, output, piece)));
                }
            }
            for piece in 0..pieces {
                panels.bias.extend((group..group + GROUP).map(|output| bias(output, piece)));
            }
        }
        Some(panels)
    }

    /// Writes the greatest pieces for `rows` rows to `out`; says whether this processor can do it fast.
    ///
    /// Row `r` is the inputs from `r * stride` on; rows may overlap.
    pub(super) fn apply(&self, input: &[f32], stride: usize, rows: usize, out: &mut [f32]) -> bool {
        if rows == 0 {
            return true;
        }
        if rows < MOST_ROWS {
            // Too few rows for a tile: those that lack are zeros.
            let mut padded = vec![0.0; MOST_ROWS * self.inputs];
            for (row, padded) in padded.chunks_exact_mut(self.inputs).take(rows).enumerate() {
                padded.copy_from_slice(&input[row * stride..row * stride + self.inputs]);
            }
            let mut all = vec![0.0; MOST_ROWS * self.width];
            let is_done = self.apply(&padded, self.inputs, MOST_ROWS, &mut all);
            out[..rows * self.width].copy_from_slice(&all[..rows * self.width]);
            return is_done;
        }
        match self.pieces {
            2 => pulp::Arch::new().dispatch(Tiles::<2> { panels: self, input, stride, rows, out }),
            _ => pulp::Arch::new().dispatch(Tiles::<3> { panels: self, input, stride, rows, out }),
        }
    }
}

/// Rows of a tile on the widest processors, and on those with vectors half as wide and half as many registers.
const MOST_ROWS: usize = 8;
const FEW_ROWS: usize = 4;

struct Tiles<'a, const PIECES: usize> {
    panels: &'a Panels,
    input: &'a [f32],
    stride: usize,
    rows: usize,
    out: &'a mut [f32],
}

impl<const PIECES: usize> WithSimd for Tiles<'_, PIECES> {
    type Output = bool;

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) -> bool {
        match S::F32_LANES {
            GROUP => self.run::<S, MOST_ROWS>(simd),
            8 => self.run::<S, FEW_ROWS>(simd),
            _ => return false,
        }
        true
    }
}

impl<const PIECES: usize> Tiles<'_, PIECES> {
    #[inline(always)]
    fn run<S: Simd, const ROWS: usize>(self, simd: S) {
        let Panels { data, bias, inputs, width, .. } = self.panels;
        let (inputs, width) = (*inputs, *width);
        let parts = GROUP / S::F32_LANES;
        let step = PIECES * GROUP;
        for (group, (panel, bias)) in
            data.chunks_exact(inputs * step).zip(bias.chunks_exact(step)).enumerate()
        {
            let (bias, _) = S::as_simd_f32s(bias);
            for part in 0..parts {
                let mut row = 0;
                while row < self.rows {
                    // The last tile may overlap the one before: the same rows give the same values.
                    let first = row.min(self.rows - ROWS);
                    let mut inputs_of = [self.input; ROWS];
                    for (index, slice) in inputs_of.iter_mut().enumerate() {
                        *slice = &self.input[(first + index) * self.stride..][..inputs];
                    }
                    let mut sums = [[simd.splat_f32s(0.0); PIECES]; ROWS];
                    for sums in &mut sums {
                        for (piece, sum) in sums.iter_mut().enumerate() {
                            *sum = bias[piece * parts + part];
                        }
                    }
                    for (index, weights) in panel.chunks_exact(step).enumerate() {
                        let (weights, _) = S::as_simd_f32s(weights);
                        for (sums, input) in sums.iter_mut().zip(&inputs_of) {
                            let input = simd.splat_f32s(input[index]);
                            for (piece, sum) in sums.iter_mut().enumerate() {
                                *sum = simd.mul_add_e_f32s(input, weights[piece * parts + part], *sum);
                            }
                        }
                    }
                    for (index, sums) in sums.iter().enumerate() {
                        let mut best = sums[0];
                        for sum in &sums[1..] {
                            best = simd.max_f32s(best, *sum);
                        }
                        let at = (first + index) * width + group * GROUP + part * S::F32_LANES;
                        let (target, _) = S::as_mut_simd_f32s(&mut self.out[at..at + S::F32_LANES]);
                        target[0] = best;
                    }
                    row += ROWS;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(count: usize) -> Vec<f32> {
        (0..count).map(|index| ((index * 7919 % 1009) as f32 - 500.0) / 311.0).collect()
    }

    /// Equals the plain sum, and no row depends on how many others there are.
    #[test]
    fn equals_the_plain_maxout_for_any_number_of_rows() {
        for ([inputs, width, pieces], stride) in
            [([12, 16, 2], 4), ([288, 96, 3], 96), ([48, 16, 2], 16), ([576, 96, 3], 576)]
        {
            let weight = numbers(inputs * width * pieces);
            let entry = |input: usize, output: usize, piece: usize| {
                weight[(output * pieces + piece) * inputs + input]
            };
            let bias = |output: usize, piece: usize| (output + piece) as f32 / 7.0;
            let panels = Panels::new([inputs, width, pieces], entry, bias).expect("sizes that fit");
            let all_rows = 37;
            let input = numbers(all_rows * stride + inputs);
            let mut all = vec![0.0; all_rows * width];
            if !panels.apply(&input, stride, all_rows, &mut all) {
                return;
            }
            for (row, output) in [(0, 0), (5, 3), (36, width - 1)] {
                let piece = |piece| {
                    bias(output, piece)
                        + (0..inputs).map(|i| input[row * stride + i] * entry(i, output, piece)).sum::<f32>()
                };
                let expected = (0..pieces).map(piece).fold(f32::MIN, f32::max);
                let found = all[row * width + output];
                assert!((found - expected).abs() < 1e-3 * (1.0 + expected.abs()), "{found} {expected}");
            }
            for (start, rows) in [(0, 1), (3, 2), (10, 7), (2, 8), (1, 9), (20, 16)] {
                let mut some = vec![0.0; rows * width];
                panels.apply(&input[start * stride..], stride, rows, &mut some);
                assert_eq!(some, all[start * width..(start + rows) * width]);
            }
        }
    }
}
