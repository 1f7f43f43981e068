//! Sets of characters.

use crate::lexicon::chars;

/// The number of ASCII characters.
pub(super) const ASCII: usize = 128;

/// A set of characters: `[…]`, `\d` or a single letter.
#[derive(Debug, Clone, Default)]
pub(super) struct Class {
    /// One bit for each ASCII character; negation is already applied.
    pub(super) ascii: u128,
    /// First and last character outside ASCII, sorted, not overlapping.
    ranges: Vec<(char, char)>,
    kinds: Vec<Kind>,
    negated: bool,
}

/// A set that a letter stands for in a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Digit,
    NotDigit,
    Space,
    NotSpace,
    Word,
    NotWord,
}

impl Kind {
    /// Returns the kind that `\letter` stands for.
    pub(super) fn of(letter: char) -> Option<Self> {
        Some(match letter {
            'd' => Self::Digit,
            'D' => Self::NotDigit,
            's' => Self::Space,
            'S' => Self::NotSpace,
            'w' => Self::Word,
            'W' => Self::NotWord,
            _ => return None,
        })
    }

    fn contains(self, c: char) -> bool {
        match self {
            Self::Digit => chars::is_decimal(c),
            Self::NotDigit => !chars::is_decimal(c),
            Self::Space => chars::is_space(c),
            Self::NotSpace => !chars::is_space(c),
            Self::Word => chars::is_word(c),
            Self::NotWord => !chars::is_word(c),
        }
    }
}

impl Class {
    /// Returns the set of ranges (first and last character) and kinds.
    pub(super) fn new(mut ranges: Vec<(char, char)>, kinds: Vec<Kind>, negated: bool) -> Self {
        let mut ascii = 0_u128;
        for index in 0..ASCII {
            let c = index as u8 as char;
            let within = ranges.iter().any(|&(first, last)| first <= c && c <= last)
                || kinds.iter().any(|kind| kind.contains(c));
            if within != negated {
                ascii |= 1 << index;
            }
        }
        ranges.retain(|&(_, last)| !last.is_ascii());
        ranges.sort_unstable();
        let mut merged: Vec<(char, char)> = Vec::with_capacity(ranges.len());
        for (first, last) in ranges {
            match merged.last_mut() {
                Some(before) if first <= before.1 => before.1 = before.1.max(last),
                _ => merged.push((first, last)),
            }
        }
        Self { ascii, ranges: merged, kinds, negated }
    }

    /// Says whether a character is in the set.
    pub(super) fn contains(&self, c: char) -> bool {
        if c.is_ascii() {
            return self.ascii >> u32::from(c) & 1 == 1;
        }
        let after = self.ranges.partition_point(|&(first, _)| first <= c);
        let within = after > 0 && c <= self.ranges[after - 1].1;
        (within || self.kinds.iter().any(|kind| kind.contains(c))) != self.negated
    }
}
