//! Counts per unit of gold, so that a metric and its bootstrap interval come from the same sums.

use std::collections::BTreeMap;

/// What a scorer gives: counts per unit (document, passage, incident …), metrics that are no sums, and misses.
#[derive(Debug, Default)]
pub(crate) struct Scored {
    /// Counts per unit.
    pub tally: Tally,
    /// Metrics that cannot be resampled, after those of the sums.
    pub extra: Vec<(String, f64)>,
    /// What went wrong, by kind.
    pub misses: Vec<Miss>,
    /// Gold lines for which the system gave no line.
    pub lacking: usize,
}

/// One thing that went wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Miss {
    /// Its class: `source missed`.
    pub kind: String,
    /// The gold line.
    pub id: String,
    /// The words.
    pub words: String,
}

/// Counts by key for each unit.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    keys: BTreeMap<String, usize>,
    units: Vec<Vec<(usize, f64)>>,
}

impl Tally {
    /// Opens the next unit; later [`Tally::add`]s belong to it.
    pub(crate) fn next_unit(&mut self) {
        self.units.push(Vec::new());
    }

    /// Adds to a count of the open unit.
    pub(crate) fn add(&mut self, key: &str, by: f64) {
        let key = self.key(key);
        if self.units.is_empty() {
            self.units.push(Vec::new());
        }
        if let Some(unit) = self.units.last_mut() {
            add(unit, key, by);
        }
    }

    fn key(&mut self, key: &str) -> usize {
        if let Some(&known) = self.keys.get(key) {
            return known;
        }
        let next = self.keys.len();
        self.keys.insert(key.to_owned(), next);
        next
    }

    /// Returns a tally of so many units, to be filled in any order.
    pub(crate) fn with_units(n_units: usize) -> Self {
        Self { keys: BTreeMap::new(), units: vec![Vec::new(); n_units] }
    }

    /// Adds to a count of a unit.
    pub(crate) fn add_to(&mut self, unit: usize, key: &str, by: f64) {
        let key = self.key(key);
        if let Some(unit) = self.units.get_mut(unit) {
            add(unit, key, by);
        }
    }

    /// Counts one where `yes`.
    pub(crate) fn count(&mut self, key: &str, yes: bool) {
        self.add(key, f64::from(u8::from(yes)));
    }

    /// Returns the sums over all units.
    pub(crate) fn sums(&self) -> Sums<'_> {
        self.sums_of(0..self.units.len())
    }

    fn sums_of(&self, units: impl Iterator<Item = usize>) -> Sums<'_> {
        let mut values = vec![0.0; self.keys.len()];
        for unit in units {
            for &(key, by) in &self.units[unit] {
                values[key] += by;
            }
        }
        Sums { keys: &self.keys, values }
    }

    /// Returns the 95% percentile interval of a metric over `rounds` resamples of the units, with a fixed seed.
    pub(crate) fn interval(&self, rounds: usize, metric: impl Fn(&Sums<'_>) -> f64) -> (f64, f64) {
        let n = self.units.len();
        if n == 0 || rounds == 0 {
            return (0.0, 0.0);
        }
        let mut random = SplitMix(0x7469_6469_6e67_7321);
        let mut values: Vec<f64> = (0..rounds)
            .map(|_| {
                let picked: Vec<usize> = (0..n).map(|_| random.below(n)).collect();
                metric(&self.sums_of(picked.into_iter()))
            })
            .collect();
        values.sort_by(f64::total_cmp);
        let at = |share: f64| values[((rounds - 1) as f64 * share).round() as usize];
        (at(0.025), at(0.975))
    }
}

fn add(unit: &mut Vec<(usize, f64)>, key: usize, by: f64) {
    match unit.iter_mut().find(|(own, _)| *own == key) {
        Some((_, sum)) => *sum += by,
        None => unit.push((key, by)),
    }
}

/// Sums of counts.
#[derive(Debug)]
pub(crate) struct Sums<'t> {
    keys: &'t BTreeMap<String, usize>,
    values: Vec<f64>,
}

impl Sums<'_> {
    /// Returns a sum; 0 where nothing was counted.
    pub(crate) fn get(&self, key: &str) -> f64 {
        self.keys.get(key).map_or(0.0, |&key| self.values[key])
    }

    /// Returns all keys with their sums, in the order of the keys.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, f64)> {
        self.keys.iter().map(|(key, &at)| (key.as_str(), self.values[at]))
    }
}

/// Precision, recall, F1; 1 where nothing was asked and nothing given.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Prf {
    /// Precision.
    pub p: f64,
    /// Recall.
    pub r: f64,
    /// Their harmonic mean.
    pub f1: f64,
}

/// Returns precision, recall and F1 of counts.
pub(crate) fn prf(tp: f64, n_sys: f64, n_gold: f64) -> Prf {
    prf_ratio(tp, n_sys, tp, n_gold)
}

/// Returns precision, recall and F1 of two ratios.
pub(crate) fn prf_ratio(p_num: f64, p_den: f64, r_num: f64, r_den: f64) -> Prf {
    let one_if = |yes: bool| if yes { 1.0 } else { 0.0 };
    let p = if p_den > 0.0 { p_num / p_den } else { one_if(r_den == 0.0) };
    let r = if r_den > 0.0 { r_num / r_den } else { one_if(p_den == 0.0) };
    Prf { p, r, f1: if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 } }
}

/// Returns `a / b`, or 0 where `b` is 0.
pub(crate) fn ratio(a: f64, b: f64) -> f64 {
    if b > 0.0 { a / b } else { 0.0 }
}

/// SplitMix64 (Steele, Lea, Flood 2014): resamples need no better, and are the same in every run.
#[derive(Debug)]
pub(crate) struct SplitMix(pub u64);

impl SplitMix {
    /// Returns the next 64 bits.
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Returns a number below `n`.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_asked_and_nothing_given_is_right() {
        assert_eq!(prf(0.0, 0.0, 0.0), Prf { p: 1.0, r: 1.0, f1: 1.0 });
        assert_eq!(prf(0.0, 0.0, 2.0).f1, 0.0);
        assert_eq!(prf(1.0, 2.0, 1.0).p, 0.5);
    }

    #[test]
    fn an_interval_holds_the_metric_and_repeats() {
        let mut tally = Tally::default();
        for i in 0..200 {
            tally.next_unit();
            tally.add("n", 1.0);
            tally.count("right", i % 4 != 0);
        }
        let accuracy = |sums: &Sums<'_>| ratio(sums.get("right"), sums.get("n"));
        assert_eq!(accuracy(&tally.sums()), 0.75);
        let (low, high) = tally.interval(500, accuracy);
        assert!(low < 0.75 && 0.75 < high && high - low < 0.2, "{low} {high}");
        assert_eq!((low, high), tally.interval(500, accuracy));
    }
}
