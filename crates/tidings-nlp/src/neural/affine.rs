//! A linear layer: weight and bias.

use super::{Matrix, Weight, multiply};
use crate::ModelError;
use crate::package::weights::{Node, Weights};

/// A linear layer.
#[derive(Debug)]
pub(crate) struct Affine {
    pub(crate) weight: Weight,
    pub(crate) bias: Vec<f32>,
}

impl Affine {
    /// Takes the layer's weights; 0 in `inputs` or `outputs` means any.
    pub(crate) fn read(
        weights: &Weights,
        node: &Node,
        inputs: usize,
        outputs: usize,
    ) -> Result<Self, ModelError> {
        let ([outputs, inputs], values) = weights.array(node, "W", [outputs, inputs])?;
        let (_, bias) = weights.array(node, "b", [outputs])?;
        Ok(Self {
            weight: Weight::new(inputs, outputs, |input, output| values[output * inputs + input]),
            bias,
        })
    }

    /// Writes the layer's result for all rows of `input` to `out`.
    pub(crate) fn apply(&self, input: &[f32], rows: usize, out: &mut Matrix) {
        out.resize(rows, self.weight.outputs);
        multiply(input, self.weight.inputs, rows, &self.weight, &mut out.data);
        for row in out.data.chunks_exact_mut(self.weight.outputs) {
            row.iter_mut().zip(&self.bias).for_each(|(value, bias)| *value += bias);
        }
    }
}

/// Returns the place of the greatest value, the first where several are equal.
pub(crate) fn greatest(values: &[f32]) -> usize {
    let mut best = 0;
    for (index, value) in values.iter().enumerate() {
        if *value > values[best] {
            best = index;
        }
    }
    best
}
