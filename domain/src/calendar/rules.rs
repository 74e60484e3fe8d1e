//! Dates of a residency and working days: rules 1 to 3, 6 to 8, 11 and 12.
//!
//! Promise: pure. All dates are local dates of the calendar's own place; nothing here knows an instant or a zone.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};
use thiserror::Error;

/// How far a search for a working day looks before it says that there is none, in days (about ten years).
pub const SCAN_DAYS_MAX: usize = 3_660;

/// The last day of a stay of `months` whole months that begins on `start` (rule 1, the corresponding-date rule).
///
/// If the target month has the same day number, the last day is the day before it; if it has not, the last day is
/// the last day of the target month. Always called with the *original* start (rule 2). `months` is at least 1.
/// Beyond the range of dates the answer is the last date there is.
pub fn last_day_after_months(start: NaiveDate, months: u32) -> NaiveDate {
    corresponding_date(start, months)
        .map(|corresponding| corresponding.pred_opt().unwrap_or(corresponding))
        .or_else(|| last_of_month(target_month(start, months)?))
        .unwrap_or(NaiveDate::MAX)
}

/// The first day of the month `months` after the month of `start`.
fn target_month(start: NaiveDate, months: u32) -> Option<NaiveDate> {
    start.with_day(1)?.checked_add_months(Months::new(months))
}

/// The day of the target month with the same number as `start`, if that month has it.
fn corresponding_date(start: NaiveDate, months: u32) -> Option<NaiveDate> {
    target_month(start, months)?.with_day(start.day())
}

fn last_of_month(first: NaiveDate) -> Option<NaiveDate> {
    first.checked_add_months(Months::new(1))?.pred_opt()
}

/// Which days of the week are free, and from when to when the rule holds (rule 6).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeekendRule {
    pub days: Vec<Weekday>,
    /// First day on which the rule holds.
    pub from: NaiveDate,
    /// Last day on which it holds, inclusive; `None` while it is in force.
    pub until: Option<NaiveDate>,
}

impl WeekendRule {
    fn holds_on(&self, date: NaiveDate) -> bool {
        self.from <= date && self.until.is_none_or(|until| date <= until)
    }
}

/// A day declared free by circular (rule 7); an announced but unconfirmed one only warns (rule 8).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holiday {
    pub on: NaiveDate,
    pub is_confirmed: bool,
}

/// What a date is in one calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayKind {
    Working,
    Weekend,
    /// A provisional holiday (`is_confirmed: false`) is still a working day, with a warning (rules 8 and 11).
    Holiday {
        is_confirmed: bool,
    },
}

impl DayKind {
    /// Neither weekend nor confirmed holiday (rule 11).
    pub fn is_working(self) -> bool {
        matches!(
            self,
            Self::Working
                | Self::Holiday {
                    is_confirmed: false
                }
        )
    }
}

/// The weekends and holidays of one country or authority.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WorkingCalendar {
    weekends: Vec<WeekendRule>,
    /// Date to "is confirmed"; a date entered twice is confirmed when either entry is.
    holidays: BTreeMap<NaiveDate, bool>,
}

impl WorkingCalendar {
    /// Where weekend rules overlap, the one that began last holds. A date under no rule has no weekend.
    pub fn new(
        mut weekends: Vec<WeekendRule>,
        holidays: impl IntoIterator<Item = Holiday>,
    ) -> Self {
        weekends.sort_by_key(|rule| rule.from);
        let mut days = BTreeMap::new();
        for holiday in holidays {
            *days.entry(holiday.on).or_insert(false) |= holiday.is_confirmed;
        }
        Self {
            weekends,
            holidays: days,
        }
    }

    /// What `date` is. A confirmed holiday outranks the weekend, the weekend outranks a provisional holiday.
    pub fn day_kind(&self, date: NaiveDate) -> DayKind {
        match self.holidays.get(&date) {
            Some(true) => DayKind::Holiday { is_confirmed: true },
            _ if self.is_weekend(date) => DayKind::Weekend,
            Some(false) => DayKind::Holiday {
                is_confirmed: false,
            },
            None => DayKind::Working,
        }
    }

    fn is_weekend(&self, date: NaiveDate) -> bool {
        let in_force = self.weekends.iter().rfind(|rule| rule.holds_on(date));
        in_force.is_some_and(|rule| rule.days.contains(&date.weekday()))
    }

    /// Rule 11, the one definition for leave, lateness, appeals and service times.
    pub fn is_working_day(&self, date: NaiveDate) -> bool {
        self.day_kind(date).is_working()
    }

    /// `date` itself if one works on it, otherwise the nearest working day before it (rule 12).
    /// `None` when there is none within `SCAN_DAYS_MAX` days.
    pub fn last_working_day_on_or_before(&self, date: NaiveDate) -> Option<NaiveDate> {
        days_back(date)
            .take(SCAN_DAYS_MAX)
            .find(|day| self.is_working_day(*day))
    }

    /// `date` itself if one works on it, otherwise the nearest working day after it.
    /// `None` when there is none within `SCAN_DAYS_MAX` days.
    pub fn first_working_day_on_or_after(&self, date: NaiveDate) -> Option<NaiveDate> {
        date.iter_days()
            .take(SCAN_DAYS_MAX)
            .find(|day| self.is_working_day(*day))
    }

    /// The `n`-th working day after `date`, which itself is not counted; `n` = 0 gives `date` back, working or not,
    /// and a negative `n` counts backwards. `None` when it lies beyond `SCAN_DAYS_MAX` days.
    pub fn add_working_days(&self, date: NaiveDate, n: i32) -> Option<NaiveDate> {
        let steps = usize::try_from(n.unsigned_abs()).ok()?;
        let Some(steps_before_last) = steps.checked_sub(1) else {
            return Some(date);
        };
        let is_working = |day: &NaiveDate| self.is_working_day(*day);
        if n > 0 {
            let days = date.iter_days().skip(1).take(SCAN_DAYS_MAX);
            days.filter(is_working).nth(steps_before_last)
        } else {
            let days = days_back(date).skip(1).take(SCAN_DAYS_MAX);
            days.filter(is_working).nth(steps_before_last)
        }
    }

    /// Working days after `from`, up to and including `to`; negative when `to` lies before `from`.
    /// The inverse of `add_working_days`.
    pub fn working_days_between(&self, from: NaiveDate, to: NaiveDate) -> i64 {
        let (earlier, later, sign) = if from <= to {
            (from, to, 1)
        } else {
            // Counting back from `from` passes every day but `from` itself and includes `to`.
            (
                to.pred_opt().unwrap_or(to),
                from.pred_opt().unwrap_or(from),
                -1,
            )
        };
        let days = earlier
            .iter_days()
            .skip(1)
            .take_while(|day| *day <= later)
            .filter(|day| self.is_working_day(*day));
        sign * days.map(|_| 1_i64).sum::<i64>()
    }
}

fn days_back(date: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    std::iter::successors(Some(date), |day| day.checked_sub_days(Days::new(1)))
}

/// No working day was found near the end of a residency: the calendar has no working days at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the calendar has no working day in the ten years before {last_on}")]
pub struct NoWorkingDay {
    pub last_on: NaiveDate,
}

/// The end of a residency with its working shown: what a page needs to explain the date (rules 1 and 12).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ThreeMonthWorking {
    pub starts_on: NaiveDate,
    pub months: u32,
    /// First day of the month in which the corresponding date is looked for.
    pub target_month_on: NaiveDate,
    /// The same day number in the target month; `None` where that month is too short.
    pub corresponding_on: Option<NaiveDate>,
    /// The residency's last day. It never moves (rule 12).
    pub last_on: NaiveDate,
    /// What the last day is in the calendar.
    pub last_day_kind: DayKind,
    /// The closing ceremony: the last working day on or before the last day (rule 12).
    pub closing_on: NaiveDate,
    /// Both ends included.
    pub length_days: i64,
    /// Working days from the first to the last day, both included.
    pub working_days: i64,
}

impl ThreeMonthWorking {
    /// The ceremony is held before the last day.
    pub fn has_moved_closing(&self) -> bool {
        self.closing_on != self.last_on
    }
}

/// The end of a residency of `months` months from `start`, with every piece that led to it.
pub fn residency_end_with_working(
    start: NaiveDate,
    months: u32,
    calendar: &WorkingCalendar,
) -> Result<ThreeMonthWorking, NoWorkingDay> {
    let last_on = last_day_after_months(start, months);
    let closing_on = calendar
        .last_working_day_on_or_before(last_on)
        .ok_or(NoWorkingDay { last_on })?;
    let first_counts = i64::from(calendar.is_working_day(start));
    Ok(ThreeMonthWorking {
        starts_on: start,
        months,
        target_month_on: target_month(start, months).unwrap_or(NaiveDate::MAX),
        corresponding_on: corresponding_date(start, months),
        last_on,
        last_day_kind: calendar.day_kind(last_on),
        closing_on,
        length_days: (last_on - start).num_days() + 1,
        working_days: first_counts + calendar.working_days_between(start, last_on),
    })
}

#[cfg(test)]
mod tests;
