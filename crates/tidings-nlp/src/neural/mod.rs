//! The numeric part of a model: thinc's layers, forward only, on many texts at once.
//!
//! Every row of a result depends on its own inputs only, computed in the same order whatever stands in the other rows:
//! so results do not depend on batches or threads.

pub(crate) mod affine;
pub(crate) mod embed;
pub(crate) mod maxout;
mod panels;
mod product;
pub(crate) mod tok2vec;

pub(crate) use product::{Weight, multiply};

/// Rows of floats, one after the other.
#[derive(Debug, Clone, Default)]
pub(crate) struct Matrix {
    pub(crate) width: usize,
    pub(crate) data: Vec<f32>,
}

impl Matrix {
    /// Sets the size; what the rows then hold is of no meaning.
    pub(crate) fn resize(&mut self, rows: usize, width: usize) {
        self.width = width;
        self.data.resize(rows * width, 0.0);
    }

    /// Returns the number of rows.
    pub(crate) fn rows(&self) -> usize {
        self.data.len().checked_div(self.width).unwrap_or(0)
    }

    /// Returns a row.
    pub(crate) fn row(&self, row: usize) -> &[f32] {
        &self.data[row * self.width..(row + 1) * self.width]
    }

    /// Returns a row to change.
    pub(crate) fn row_mut(&mut self, row: usize) -> &mut [f32] {
        &mut self.data[row * self.width..(row + 1) * self.width]
    }
}
