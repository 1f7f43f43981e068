//! The matrix product, the only place that needs `unsafe`.

/// A weight matrix, laid out for products of rows with it.
#[derive(Debug, Clone)]
pub(crate) struct Weight {
    /// Length of the rows it is multiplied with.
    pub(crate) inputs: usize,
    /// Length of the rows that come out.
    pub(crate) outputs: usize,
    /// Input-major: the weights of the first input for all outputs come first.
    data: Vec<f32>,
}

impl Weight {
    /// Returns a weight whose entry for an input and an output is `entry(input, output)`.
    pub(crate) fn new(inputs: usize, outputs: usize, entry: impl Fn(usize, usize) -> f32) -> Self {
        let mut data = Vec::with_capacity(inputs * outputs);
        for input in 0..inputs {
            data.extend((0..outputs).map(|output| entry(input, output)));
        }
        Self { inputs, outputs, data }
    }

    /// Returns the weight that gives, for one of `n_parts` equal parts of a row, the products of that part as if it stood
    /// first, second … in the row, side by side.
    pub(crate) fn by_part(&self, n_parts: usize) -> Self {
        let inputs = self.inputs / n_parts;
        Self::new(inputs, n_parts * self.outputs, |input, output| {
            let (part, output) = (output / self.outputs, output % self.outputs);
            self.data[(part * inputs + input) * self.outputs + output]
        })
    }
}

/// The fewest rows in a product: fewer would take another path through the library, with another order of adding.
const LEAST_ROWS: usize = 2;

/// Writes the products of `rows` rows with a weight to `out`.
///
/// Row `r` is the `weight.inputs` floats of `input` from `r * stride` on; rows may overlap.
/// Row `r` of the result is the `weight.outputs` floats of `out` from `r * weight.outputs` on.
pub(crate) fn multiply(input: &[f32], stride: usize, rows: usize, weight: &Weight, out: &mut [f32]) {
    if rows == 0 || weight.outputs == 0 {
        return;
    }
    if rows < LEAST_ROWS {
        let mut doubled = input[..weight.inputs].repeat(LEAST_ROWS);
        doubled.truncate(LEAST_ROWS * weight.inputs);
        let mut both = vec![0.0; LEAST_ROWS * weight.outputs];
        multiply(&doubled, weight.inputs, LEAST_ROWS, weight, &mut both);
        out[..weight.outputs].copy_from_slice(&both[..weight.outputs]);
        return;
    }
    assert!(input.len() >= (rows - 1) * stride + weight.inputs, "input too short");
    assert!(out.len() >= rows * weight.outputs, "output too short");
    assert!(weight.data.len() == weight.inputs * weight.outputs, "weight of another size");
    product(input, stride, rows, weight, out);
}

#[expect(
    unsafe_code,
    reason = "the `gemm` crate takes pointers; the caller has checked that all rows lie inside the slices"
)]
fn product(input: &[f32], stride: usize, rows: usize, weight: &Weight, out: &mut [f32]) {
    // SAFETY: `multiply` has checked that the last row of the input, of the weight and of the result lies inside its
    // slice; `out` is borrowed mutably, so nothing else overlaps it; input and weight are only read.
    unsafe {
        gemm::gemm(
            rows,
            weight.outputs,
            weight.inputs,
            out.as_mut_ptr(),
            1,
            weight.outputs as isize,
            false,
            input.as_ptr(),
            1,
            stride as isize,
            weight.data.as_ptr(),
            1,
            weight.outputs as isize,
            0.0,
            1.0,
            false,
            false,
            false,
            gemm::Parallelism::None,
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(input: &[f32], stride: usize, rows: usize, weight: &Weight) -> Vec<f32> {
        let mut out = Vec::new();
        for row in 0..rows {
            for output in 0..weight.outputs {
                let sum: f32 = (0..weight.inputs)
                    .map(|i| input[row * stride + i] * weight.data[i * weight.outputs + output])
                    .sum();
                out.push(sum);
            }
        }
        out
    }

    fn numbers(count: usize) -> Vec<f32> {
        (0..count).map(|index| ((index * 7919 % 1009) as f32 - 500.0) / 311.0).collect()
    }

    #[test]
    fn equals_the_plain_product() {
        for (rows, inputs, outputs, stride) in
            [(1, 96, 288, 96), (5, 288, 288, 96), (33, 64, 106, 64), (2, 3, 1, 3)]
        {
            let input = numbers(rows * stride + inputs);
            let values = numbers(inputs * outputs);
            let weight = Weight::new(inputs, outputs, |i, o| values[o * inputs + i]);
            let mut out = vec![0.0; rows * outputs];
            multiply(&input, stride, rows, &weight, &mut out);
            for (ours, expected) in out.iter().zip(plain(&input, stride, rows, &weight)) {
                assert!((ours - expected).abs() < 1e-2 * (1.0 + expected.abs()), "{ours} {expected}");
            }
        }
    }

    /// A row's result is the same to the last bit in every batch.
    #[test]
    fn rows_do_not_depend_on_other_rows() {
        for (inputs, outputs) in [
            (288, 288),
            (576, 288),
            (96, 64),
            (64, 1024),
            (64, 384),
            (64, 106),
            (64, 74),
            (96, 50),
            (300, 96),
        ] {
            let rows = 331;
            let input = numbers(rows * inputs);
            let values = numbers(inputs * outputs);
            let weight = Weight::new(inputs, outputs, |i, o| values[o * inputs + i]);
            let mut all = vec![0.0; rows * outputs];
            multiply(&input, inputs, rows, &weight, &mut all);
            for (start, count) in [(0, 1), (7, 1), (3, 2), (11, 5), (100, 17), (200, 131), (0, 330)] {
                let mut some = vec![0.0; count * outputs];
                multiply(&input[start * inputs..], inputs, count, &weight, &mut some);
                assert_eq!(
                    some[..],
                    all[start * outputs..(start + count) * outputs],
                    "{inputs}x{outputs}, {start}+{count}"
                );
            }
        }
    }
}
