//! Exact minutes and exact shares of them.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Sub};

/// Minutes of attendance, counted in thousandths of a minute. Shown as minutes with at most three decimals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MinuteThousandths(i64);

impl MinuteThousandths {
    pub const ZERO: Self = Self(0);

    pub const fn from_minutes(minutes: i64) -> Self {
        Self(minutes * 1_000)
    }

    pub const fn from_thousandths(thousandths: i64) -> Self {
        Self(thousandths)
    }

    pub const fn thousandths(self) -> i64 {
        self.0
    }

    /// `percent` hundredths of it; exact for whole minutes and whole percents.
    pub(super) const fn percent(self, percent: i64) -> Self {
        Self(self.0 * percent / 100)
    }
}

impl Add for MinuteThousandths {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for MinuteThousandths {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Sum for MinuteThousandths {
    fn sum<I: Iterator<Item = Self>>(minutes: I) -> Self {
        minutes.fold(Self::ZERO, Add::add)
    }
}

impl fmt::Display for MinuteThousandths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, rest) = (self.0.abs() / 1_000, self.0.abs() % 1_000);
        if rest == 0 {
            return write!(f, "{sign}{whole}");
        }
        let digits = format!("{rest:03}");
        write!(f, "{sign}{whole}.{}", digits.trim_end_matches('0'))
    }
}

/// A part of a whole, both in thousandths of a minute; the whole is above zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    part: MinuteThousandths,
    whole: MinuteThousandths,
}

impl Share {
    /// `None` when `whole` is not above zero.
    pub fn new(part: MinuteThousandths, whole: MinuteThousandths) -> Option<Self> {
        (whole > MinuteThousandths::ZERO).then_some(Self { part, whole })
    }

    pub fn part(self) -> MinuteThousandths {
        self.part
    }

    pub fn whole(self) -> MinuteThousandths {
        self.whole
    }

    /// Compared unrounded (rule 32).
    pub fn is_below(self, percent: i64) -> bool {
        i128::from(self.part.0) * 100 < i128::from(percent) * i128::from(self.whole.0)
    }

    /// Two decimals, half up, without the percent sign. Where rounding would reach a whole percent (and so possibly a
    /// threshold) that the exact value does not reach, it is cut instead: never rounded up to pass (rule 32).
    pub fn percent_text(self) -> String {
        let (part, whole) = (i128::from(self.part.0), i128::from(self.whole.0));
        let cut = part * 10_000 / whole;
        let rounded = (part * 20_000 + whole) / (2 * whole);
        let shown = if rounded > cut && rounded % 100 == 0 {
            cut
        } else {
            rounded
        };
        format!("{}.{:02}", shown / 100, shown % 100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentage_is_rounded_half_up_but_never_to_a_whole_percent_it_does_not_reach() {
        let text = |part, whole| {
            Share::new(
                MinuteThousandths::from_thousandths(part),
                MinuteThousandths::from_thousandths(whole),
            )
            .unwrap()
            .percent_text()
        };
        assert_eq!(text(0, 7), "0.00");
        assert_eq!(text(7, 7), "100.00");
        assert_eq!(text(1, 3), "33.33");
        assert_eq!(text(2, 3), "66.67");
        assert_eq!(text(12_345, 100_000), "12.35", "half up");
        assert_eq!(text(12_344, 100_000), "12.34");
        assert_eq!(text(84_994, 100_000), "84.99");
        assert_eq!(text(84_995, 100_000), "84.99", "not 85.00");
        assert_eq!(text(84_999_999, 100_000_000), "84.99", "not 85.00");
        assert_eq!(text(85_000_000, 100_000_000), "85.00");
        assert_eq!(text(99_999, 100_000), "99.99", "not 100.00");
        assert_eq!(text(85_004, 100_000), "85.00", "reached and rounded down");
        assert_eq!(
            Share::new(MinuteThousandths::ZERO, MinuteThousandths::ZERO),
            None
        );
    }

    #[test]
    fn a_share_is_compared_unrounded() {
        let share = |part, whole| {
            Share::new(
                MinuteThousandths::from_thousandths(part),
                MinuteThousandths::from_thousandths(whole),
            )
            .unwrap()
        };
        assert!(share(84_999_999, 100_000_000).is_below(85));
        assert!(!share(85_000_000, 100_000_000).is_below(85));
        assert!(
            share(i64::MAX / 2, i64::MAX).is_below(50),
            "no overflow on the way"
        );
    }

    #[test]
    fn minutes_are_shown_without_needless_zeros() {
        let text = |thousandths| MinuteThousandths::from_thousandths(thousandths).to_string();
        let cases = [
            (0, "0"),
            (7_012_800, "7012.8"),
            (1_050, "1.05"),
            (-500, "-0.5"),
            (8_350_000, "8350"),
        ];
        for (thousandths, shown) in cases {
            assert_eq!(text(thousandths), shown);
        }
    }
}
