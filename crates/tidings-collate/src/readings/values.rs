//! Values as comparison sees them: days, numbers, names, yes and no.

use std::collections::BTreeSet;

use jiff::civil::Date;

/// A value's content.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Content {
    /// First and last day; the flag says that a zone may shift it by a day.
    Days(Date, Date, bool),
    /// At least and at most; the flag says that it counts victims and so only grows.
    Number(Option<f64>, Option<f64>, bool),
    /// Ids or folded words of a name.
    Name(BTreeSet<String>),
    /// Folded words of a place's name; which places lie within which is not known, so no two clash.
    Place(BTreeSet<String>),
    /// Happened or not.
    Flag(bool),
}

/// How two values stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fit {
    /// Both may be right.
    Fits,
    /// At most one is right.
    Clashes,
}

impl Content {
    /// Says whether two values are one reading.
    pub(crate) fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Days(a, b, _), Self::Days(c, d, _)) => a == c && b == d,
            (Self::Number(a, b, _), Self::Number(c, d, _)) => a == c && b == d,
            (Self::Name(one), Self::Name(two)) => {
                !one.is_disjoint(two) && (one.is_subset(two) || two.is_subset(one))
            }
            (Self::Place(one), Self::Place(two)) => one == two,
            (Self::Flag(one), Self::Flag(two)) => one == two,
            _ => false,
        }
    }

    /// Says whether both may be right.
    pub(crate) fn fit(&self, other: &Self) -> Fit {
        let fits = match (self, other) {
            (Self::Days(first_a, last_a, zone_a), Self::Days(first_b, last_b, zone_b)) => {
                let overlap = first_a <= last_b && first_b <= last_a;
                let next = |one: &Date, two: &Date| one.tomorrow().is_ok_and(|next| next == *two);
                let zone = (*zone_a || *zone_b) && (next(last_a, first_b) || next(last_b, first_a));
                overlap || zone
            }
            (Self::Number(low_a, high_a, _), Self::Number(low_b, high_b, _)) => {
                let below = |high: &Option<f64>, low: &Option<f64>| {
                    high.zip(*low).is_some_and(|(high, low)| high < low)
                };
                !below(high_a, low_b) && !below(high_b, low_a)
            }
            (Self::Name(one), Self::Name(two)) => !one.is_disjoint(two),
            (Self::Flag(one), Self::Flag(two)) => one == two,
            _ => true,
        };
        if fits { Fit::Fits } else { Fit::Clashes }
    }

    /// Says whether later reports can only raise it.
    pub(crate) fn grows(&self) -> bool {
        matches!(self, Self::Number(_, _, true))
    }

    /// Says whether it lies above `other`: by its lower bound, then by its upper one.
    pub(crate) fn above(&self, other: &Self) -> bool {
        let bounds = |content: &Self| match content {
            Self::Number(low, high, _) => Some((low.unwrap_or(0.0), high.unwrap_or(f64::INFINITY))),
            _ => None,
        };
        bounds(self).zip(bounds(other)).is_some_and(|(one, two)| one.0 > two.0)
    }
}

/// Returns a number or a range in words: `7`, `at least 7`, `at most 50`, `100 to 300`.
pub(crate) fn number_words(low: Option<f64>, high: Option<f64>) -> String {
    let number = |value: f64| {
        if value.fract() == 0.0 && value.abs() < 1e15 {
            format!("{}", value as i64)
        } else {
            format!("{value}")
        }
    };
    match (low, high) {
        (Some(low), Some(high)) if (high - low).abs() < f64::EPSILON => number(low),
        (Some(low), Some(high)) => format!("{} to {}", number(low), number(high)),
        (Some(low), None) => format!("at least {}", number(low)),
        (None, Some(high)) => format!("at most {}", number(high)),
        (None, None) => "some".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(low: i32, high: Option<i32>) -> Content {
        Content::Number(Some(f64::from(low)), high.map(f64::from), true)
    }

    fn days(first: &str, last: &str) -> Content {
        Content::Days(first.parse().expect("a date"), last.parse().expect("a date"), false)
    }

    #[test]
    fn ranges_that_overlap_fit() {
        assert_eq!(number(12, None).fit(&number(14, Some(14))), Fit::Fits);
        assert_eq!(number(12, Some(12)).fit(&number(14, Some(14))), Fit::Clashes);
        assert_eq!(days("2031-02-01", "2031-02-28").fit(&days("2031-02-21", "2031-02-21")), Fit::Fits);
        assert_eq!(days("2031-02-20", "2031-02-20").fit(&days("2031-02-21", "2031-02-21")), Fit::Clashes);
    }

    #[test]
    fn numbers_in_words() {
        assert_eq!(number_words(Some(7.0), Some(7.0)), "7");
        assert_eq!(number_words(Some(7.0), None), "at least 7");
        assert_eq!(number_words(None, Some(50.0)), "at most 50");
        assert_eq!(number_words(Some(100.0), Some(300.0)), "100 to 300");
    }
}
