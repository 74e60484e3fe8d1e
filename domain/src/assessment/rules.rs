//! Due dates, lateness and the kinds of mark: rules 38, 45 and 46, and who is behind.
//!
//! Promise: pure and exact. A mark is a whole number of thousandths; it is rounded once, where it is shown.

mod attempts;
mod calculation;

pub use attempts::{
    Attempt, AttemptResult, EDITIONS_MAX, Place, RESUBMISSION_WORKING_DAYS, Standing, counting,
    late_days, place_for,
};
pub use calculation::{Calculation, CriterionLevel, Points, Terms, calculate};

use std::fmt;

use chrono::{DateTime, Days, NaiveDate, NaiveTime, Offset as _, TimeZone, Utc};
use chrono_tz::Tz;

/// A week of a cohort's plan: its first and last day, both included, and the modules that it lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaughtWeek<M> {
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub modules: Vec<M>,
}

/// When the assessment of `module` is due: at `time` (local in `zone`) on the last day of the last week that lists it.
/// `None` when no week lists it. Where a change of clocks makes the time happen twice, the later one is meant.
pub fn due_at<M: PartialEq>(
    weeks: &[TaughtWeek<M>],
    module: &M,
    time: NaiveTime,
    zone: Tz,
) -> Option<DateTime<Utc>> {
    let lists_module = |week: &&TaughtWeek<M>| week.modules.contains(module);
    let last_on = weeks
        .iter()
        .filter(lists_module)
        .map(|week| week.to)
        .max()?;
    let local = last_on.and_time(time);
    if let Some(due) = zone.from_local_datetime(&local).latest() {
        return Some(due.to_utc());
    }
    // A time that the clocks leave out is read with the offset before the change.
    let day_before = local.checked_sub_days(Days::new(1))?;
    let offset_before = zone.offset_from_utc_datetime(&day_before).fix();
    Some((local - offset_before).and_utc())
}

/// Rule 38: what was completely received at the due instant itself is on time, anything after is late.
/// `received_at` is the server's time of complete receipt, never the time of grading.
pub fn is_late(received_at: DateTime<Utc>, due_at: DateTime<Utc>) -> bool {
    received_at > due_at
}

/// A mark in thousandths of a point on the scale 0 to 100: 0 to 100,000.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MarkThousandths(i32);

impl MarkThousandths {
    pub const ZERO: Self = Self(0);
    pub const MAX: Self = Self(100_000);

    /// From a whole percent; `None` outside 0 to 100.
    pub fn from_percent(percent: i64) -> Option<Self> {
        Self::from_thousandths(percent.checked_mul(1_000)?)
    }

    /// `None` outside 0 to 100,000.
    pub fn from_thousandths(thousandths: i64) -> Option<Self> {
        let thousandths = i32::try_from(thousandths).ok()?;
        (Self::ZERO.0..=Self::MAX.0)
            .contains(&thousandths)
            .then_some(Self(thousandths))
    }

    pub fn thousandths(self) -> i32 {
        self.0
    }

    /// Rule 45: rounded once, at the end, half up to a whole point. Bands are compared after this.
    pub fn rounded_points(self) -> i32 {
        (self.0 + 500) / 1_000
    }
}

/// The exact mark with at most three decimals.
impl fmt::Display for MarkThousandths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (points, rest) = (self.0 / 1_000, self.0 % 1_000);
        if rest == 0 {
            return write!(f, "{points}");
        }
        let digits = format!("{rest:03}");
        write!(f, "{points}.{}", digits.trim_end_matches('0'))
    }
}

/// Rule 46: four values that are never taken for one another, and zero is a fifth, `Marked(ZERO)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkStatus {
    /// Nothing was handed in and nothing excuses it.
    Missing,
    Excused,
    NotYetMarked,
    Marked(MarkThousandths),
}

impl MarkStatus {
    /// Neither marked nor excused: it counts against the fellow once it is past due.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Missing | Self::NotYetMarked)
    }
}

/// One assessment of one fellow, with the due instant that holds for this fellow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DueMark {
    pub due_at: DateTime<Utc>,
    pub status: MarkStatus,
}

/// How many assessments are past due and unmarked at `now`; the due instant itself is not past.
pub fn past_due_unmarked(marks: &[DueMark], now: DateTime<Utc>) -> usize {
    let is_past_due = |mark: &&DueMark| mark.status.is_open() && mark.due_at < now;
    marks.iter().filter(is_past_due).count()
}

/// A fellow is behind whose attendance is below the programme's percentage, or who has an assessment past due unmarked.
pub fn is_behind(is_attendance_below: bool, marks: &[DueMark], now: DateTime<Utc>) -> bool {
    is_attendance_below || past_due_unmarked(marks, now) > 0
}

#[cfg(test)]
mod tests {
    use chrono_tz::{Africa::Tunis, Asia::Bahrain, Europe::Bratislava};

    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn time(text: &str) -> NaiveTime {
        text.parse().unwrap()
    }

    fn week(from: &str, to: &str, modules: &[&'static str]) -> TaughtWeek<&'static str> {
        TaughtWeek {
            from: from.parse().unwrap(),
            to: to.parse().unwrap(),
            modules: modules.to_vec(),
        }
    }

    fn cohort() -> Vec<TaughtWeek<&'static str>> {
        vec![
            week("2026-09-06", "2026-09-10", &["MC01"]),
            // Out of order on purpose: the dates decide, not the list.
            week("2026-11-29", "2026-12-03", &["CAP"]),
            week("2026-09-13", "2026-09-17", &["MC01", "MC02"]),
            week("2026-11-15", "2026-11-19", &["MC10", "CAP"]),
            week("2026-11-22", "2026-11-26", &["CAP"]),
        ]
    }

    #[test]
    fn work_is_due_on_the_last_day_of_the_last_week_that_lists_its_module() {
        let due = |module, zone| due_at(&cohort(), &module, time("14:00:00"), zone);
        assert_eq!(due("MC01", Bahrain), Some(at("2026-09-17T11:00:00Z")));
        assert_eq!(due("MC10", Bahrain), Some(at("2026-11-19T11:00:00Z")));
        assert_eq!(due("CAP", Bahrain), Some(at("2026-12-03T11:00:00Z")));
        assert_eq!(due("MC10", Tunis), Some(at("2026-11-19T13:00:00Z")));
        assert_eq!(due("MC03", Bahrain), None);
    }

    #[test]
    fn a_due_time_in_a_change_of_clocks_is_read_in_the_fellows_favour() {
        let weeks = [
            week("2027-03-22", "2027-03-28", &["SPRING"]),
            week("2027-10-25", "2027-10-31", &["AUTUMN"]),
        ];
        let due = |module| due_at(&weeks, &module, time("02:30:00"), Bratislava);
        assert_eq!(due("SPRING"), Some(at("2027-03-28T01:30:00Z")));
        assert_eq!(due("AUTUMN"), Some(at("2027-10-31T01:30:00Z")));
    }

    #[test]
    fn the_due_instant_is_on_time_and_a_microsecond_after_is_late() {
        let due = at("2026-11-19T11:00:00Z");
        let cases = [
            ("2026-11-19T10:59:59.999999Z", false),
            ("2026-11-19T11:00:00Z", false),
            ("2026-11-19T11:00:00.000001Z", true),
            ("2026-11-19T11:01:00Z", true),
        ];
        for (received, late) in cases {
            assert_eq!(is_late(at(received), due), late, "{received}");
        }
    }

    #[test]
    fn a_mark_lies_between_nothing_and_a_hundred_points() {
        let percent =
            |percent| MarkThousandths::from_percent(percent).map(MarkThousandths::thousandths);
        assert_eq!(percent(0), Some(0));
        assert_eq!(percent(84), Some(84_000));
        assert_eq!(percent(100), Some(100_000));
        for outside in [-1, 101, i64::MAX, i64::MIN] {
            assert_eq!(percent(outside), None, "{outside}");
        }
        let exact = MarkThousandths::from_thousandths;
        assert_eq!(exact(100_000), Some(MarkThousandths::MAX));
        for outside in [-1, 100_001, i64::MAX] {
            assert_eq!(exact(outside), None, "{outside}");
        }
    }

    #[test]
    fn a_mark_is_rounded_half_up_and_shown_exactly() {
        let cases = [
            (0, 0, "0"),
            (499, 0, "0.499"),
            (59_499, 59, "59.499"),
            (59_500, 60, "59.5"),
            (60_050, 60, "60.05"),
            (100_000, 100, "100"),
        ];
        for (thousandths, points, shown) in cases {
            let mark = MarkThousandths::from_thousandths(thousandths).unwrap();
            assert_eq!(
                (mark.rounded_points(), mark.to_string().as_str()),
                (points, shown)
            );
        }
    }

    #[test]
    fn only_open_work_past_its_due_instant_puts_a_fellow_behind() {
        let due = at("2026-11-19T11:00:00Z");
        let after = at("2026-11-19T11:00:00.000001Z");
        let zero = MarkStatus::Marked(MarkThousandths::ZERO);
        let cases = [
            (MarkStatus::Missing, due, 0),
            (MarkStatus::Missing, after, 1),
            (MarkStatus::NotYetMarked, due, 0),
            (MarkStatus::NotYetMarked, after, 1),
            (MarkStatus::Excused, after, 0),
            (zero, after, 0),
        ];
        for (status, now, count) in cases {
            let marks = [DueMark {
                due_at: due,
                status,
            }];
            assert_eq!(past_due_unmarked(&marks, now), count, "{status:?}");
            assert_eq!(is_behind(false, &marks, now), count > 0, "{status:?}");
            assert!(is_behind(true, &marks, now));
        }
        assert!(!is_behind(false, &[], after));
    }
}
