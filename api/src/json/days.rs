//! Spans of days, as callers ask for them.

use super::answer::Problem;
use chrono::{Datelike, NaiveDate};
use std::ops::RangeInclusive;
use zamala_domain::period::DateSpan;

/// Years that the programme's calendars can know.
const YEARS: RangeInclusive<i32> = 2000..=2100;
/// Days of one question: a year and a month.
const DAYS_MAX: i64 = 400;

/// From one day to another, both included.
///
/// # Errors
/// Malformed when they are out of order, more than 400 days apart, or outside the years 2000 to 2100.
pub fn span(from: NaiveDate, to: NaiveDate) -> Result<DateSpan, Problem> {
    if ![from, to].iter().all(|day| YEARS.contains(&day.year())) {
        return Err(Problem::malformed(
            "`from` and `to` lie in the years 2000 to 2100",
        ));
    }
    if to < from || (to - from).num_days() >= DAYS_MAX {
        return Err(Problem::malformed(format!(
            "`to` is not before `from`, and at most {DAYS_MAX} days are asked for at once"
        )));
    }
    Ok(DateSpan { from, to })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, ordinal: u32) -> NaiveDate {
        NaiveDate::from_yo_opt(year, ordinal).unwrap()
    }

    #[test]
    fn a_span_is_in_order_and_at_most_400_days_long() {
        assert!(span(day(2026, 1), day(2026, 1)).is_ok());
        assert!(span(day(2026, 1), day(2027, 35)).is_ok());
        for (from, to) in [
            (day(2026, 2), day(2026, 1)),
            (day(2026, 1), day(2027, 36)),
            (NaiveDate::MIN, NaiveDate::MAX),
        ] {
            assert!(
                matches!(span(from, to), Err(Problem::Malformed(_))),
                "{from} to {to}"
            );
        }
    }
}
