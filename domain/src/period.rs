//! Spans of dates and of instants.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// Whole days, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateSpan {
    pub from: NaiveDate,
    pub to: NaiveDate,
}

impl DateSpan {
    pub fn contains(&self, date: NaiveDate) -> bool {
        self.from <= date && date <= self.to
    }

    pub fn overlaps(&self, other: &Self) -> bool {
        self.from <= other.to && other.from <= self.to
    }
}

/// From one instant (included) to another (excluded).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interval {
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
}

impl Interval {
    pub fn overlaps(&self, other: &Self) -> bool {
        self.starts_at < other.ends_at && other.starts_at < self.ends_at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, day).unwrap()
    }

    #[test]
    fn spans_that_touch_on_one_day_overlap() {
        let first = DateSpan {
            from: day(1),
            to: day(5),
        };
        assert!(first.overlaps(&DateSpan {
            from: day(5),
            to: day(9)
        }));
        assert!(!first.overlaps(&DateSpan {
            from: day(6),
            to: day(9)
        }));
    }

    #[test]
    fn intervals_that_touch_do_not_overlap() {
        let at = |hour| day(1).and_hms_opt(hour, 0, 0).unwrap().and_utc();
        let first = Interval {
            starts_at: at(8),
            ends_at: at(10),
        };
        assert!(!first.overlaps(&Interval {
            starts_at: at(10),
            ends_at: at(11)
        }));
        assert!(first.overlaps(&Interval {
            starts_at: at(9),
            ends_at: at(11)
        }));
    }
}
