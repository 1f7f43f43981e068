//! The best one-to-one assignment: shortest augmenting paths (Crouse, IEEE TAES 2016), in the order of SciPy's
//! `linear_sum_assignment`, so that ties fall alike.

/// Returns pairs (row, column) that maximise the sum of weights; every row or every column is used.
pub(crate) fn assign(weights: &[Vec<f64>]) -> Vec<(usize, usize)> {
    let n_rows = weights.len();
    let n_columns = weights.first().map_or(0, Vec::len);
    if n_rows == 0 || n_columns == 0 {
        return Vec::new();
    }
    if n_columns < n_rows {
        let turned: Vec<Vec<f64>> =
            (0..n_columns).map(|column| weights.iter().map(|row| row[column]).collect()).collect();
        let mut pairs: Vec<(usize, usize)> =
            Solver::new(&turned).solve().into_iter().map(|(row, column)| (column, row)).collect();
        pairs.sort_unstable();
        return pairs;
    }
    Solver::new(weights).solve()
}

struct Solver<'w> {
    weights: &'w [Vec<f64>],
    row_price: Vec<f64>,
    column_price: Vec<f64>,
    path: Vec<usize>,
    column_of: Vec<Option<usize>>,
    row_of: Vec<Option<usize>>,
}

impl<'w> Solver<'w> {
    fn new(weights: &'w [Vec<f64>]) -> Self {
        let (n_rows, n_columns) = (weights.len(), weights[0].len());
        Self {
            weights,
            row_price: vec![0.0; n_rows],
            column_price: vec![0.0; n_columns],
            path: vec![0; n_columns],
            column_of: vec![None; n_rows],
            row_of: vec![None; n_columns],
        }
    }

    fn solve(mut self) -> Vec<(usize, usize)> {
        for row in 0..self.weights.len() {
            self.augment(row);
        }
        self.column_of.iter().enumerate().filter_map(|(row, column)| Some((row, (*column)?))).collect()
    }

    fn augment(&mut self, start: usize) {
        let n_columns = self.column_price.len();
        let mut shortest = vec![f64::INFINITY; n_columns];
        let mut seen_rows = vec![false; self.row_price.len()];
        let mut seen_columns = vec![false; n_columns];
        let mut remaining: Vec<usize> = (0..n_columns).rev().collect();
        let (mut lowest, mut row) = (0.0, start);
        let sink = loop {
            seen_rows[row] = true;
            let (mut next, mut next_cost) = (0, f64::INFINITY);
            for (at, &column) in remaining.iter().enumerate() {
                let cost =
                    lowest - self.weights[row][column] - self.row_price[row] - self.column_price[column];
                if cost < shortest[column] {
                    self.path[column] = row;
                    shortest[column] = cost;
                }
                let free = self.row_of[column].is_none();
                if shortest[column] < next_cost || (shortest[column] == next_cost && free) {
                    (next, next_cost) = (at, shortest[column]);
                }
            }
            lowest = next_cost;
            let column = remaining.swap_remove(next);
            seen_columns[column] = true;
            match self.row_of[column] {
                None => break column,
                Some(taken) => row = taken,
            }
        };
        self.row_price[start] += lowest;
        for row in (0..seen_rows.len()).filter(|&row| seen_rows[row] && row != start) {
            if let Some(column) = self.column_of[row] {
                self.row_price[row] += lowest - shortest[column];
            }
        }
        for column in (0..n_columns).filter(|&column| seen_columns[column]) {
            self.column_price[column] -= lowest - shortest[column];
        }
        let mut column = sink;
        loop {
            let row = self.path[column];
            self.row_of[column] = Some(row);
            let before = self.column_of[row].replace(column);
            match before {
                Some(before) if row != start => column = before,
                _ => break,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The best sum over all ways to pair, tried one by one.
    fn slow(weights: &[Vec<f64>], used: &mut Vec<bool>, row: usize, to_pair: usize) -> f64 {
        if row == weights.len() || to_pair == 0 {
            return if to_pair == 0 { 0.0 } else { f64::MIN };
        }
        let mut best =
            if weights.len() - row > to_pair { slow(weights, used, row + 1, to_pair) } else { f64::MIN };
        for column in 0..used.len() {
            if !used[column] {
                used[column] = true;
                best = best.max(weights[row][column] + slow(weights, used, row + 1, to_pair - 1));
                used[column] = false;
            }
        }
        best
    }

    proptest! {
        #[test]
        fn the_sum_is_the_best(rows in 1_usize..6, columns in 1_usize..6, seed in prop::collection::vec(0_u8..20, 36)) {
            let weights: Vec<Vec<f64>> =
                (0..rows).map(|row| (0..columns).map(|column| f64::from(seed[row * 6 + column])).collect()).collect();
            let pairs = assign(&weights);
            prop_assert_eq!(pairs.len(), rows.min(columns));
            let sum: f64 = pairs.iter().map(|&(row, column)| weights[row][column]).sum();
            prop_assert_eq!(sum, slow(&weights, &mut vec![false; columns], 0, rows.min(columns)));
        }
    }
}
