//! Quiet time (rule 71): evenings and nights, rest days, afternoons of Ramadan, in the recipient's own zone and calendar.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, Utc};
use chrono_tz::Tz;

use super::instant_of;

/// How many rest days on end are believed. A calendar that rests longer has no permitted moment.
pub const REST_DAYS_MAX: usize = 90;

/// The hours of rule 71, local time; settings with these defaults.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuietHours {
    /// Quiet from here on, inclusive; later than `until` on the clock.
    pub from: NaiveTime,
    /// Permitted from here on, inclusive.
    pub until: NaiveTime,
    /// On days of Ramadan quiet begins here instead.
    pub ramadan_from: NaiveTime,
}

const fn hour(hour: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, 0, 0).expect("the hours below are hours of the day")
}

impl Default for QuietHours {
    fn default() -> Self {
        const FROM: NaiveTime = hour(20);
        const UNTIL: NaiveTime = hour(7);
        const RAMADAN_FROM: NaiveTime = hour(15);
        Self {
            from: FROM,
            until: UNTIL,
            ramadan_from: RAMADAN_FROM,
        }
    }
}

/// Quiet time of one recipient.
#[derive(Clone, Copy)]
pub struct QuietRules<'a> {
    /// The recipient's zone.
    pub zone: Tz,
    /// Weekend or confirmed holiday in the recipient's calendar: the whole local day is quiet.
    pub is_rest_day: &'a (dyn Fn(NaiveDate) -> bool + Send + Sync),
    pub hours: QuietHours,
    /// First and last day of Ramadan, both included, of each year that matters.
    pub ramadan: &'a [(NaiveDate, NaiveDate)],
}

impl QuietRules<'_> {
    /// Nothing but what is urgent or just asked for is sent at `instant`.
    pub fn is_quiet(&self, instant: DateTime<Utc>) -> bool {
        let local = instant.with_timezone(&self.zone);
        let (date, time) = (local.date_naive(), local.time());
        (self.is_rest_day)(date) || time < self.hours.until || time >= self.quiet_from(date)
    }

    /// The instant itself, or the last permitted moment before it: 19:59 (14:59 in Ramadan) of the last day that is not a
    /// rest day. `None` when the calendar rests for more than `REST_DAYS_MAX` days on end.
    pub fn moved_earlier(&self, instant: DateTime<Utc>) -> Option<DateTime<Utc>> {
        if !self.is_quiet(instant) {
            return Some(instant);
        }
        let today = instant.with_timezone(&self.zone).date_naive();
        let days = std::iter::successors(Some(today), |day| day.checked_sub_days(Days::new(1)));
        days.take(REST_DAYS_MAX + 2)
            .filter(|day| !(self.is_rest_day)(*day))
            .map(|day| self.last_moment(day))
            .find(|moment| *moment <= instant)
    }

    /// The instant itself, or the next permitted moment: 07:00 of the next day that is not a rest day. A calendar that
    /// rests for more than `REST_DAYS_MAX` days on end holds nothing back: the instant itself.
    pub fn moved_later(&self, instant: DateTime<Utc>) -> DateTime<Utc> {
        if !self.is_quiet(instant) {
            return instant;
        }
        let today = instant.with_timezone(&self.zone).date_naive();
        let first_moments = today
            .iter_days()
            .take(REST_DAYS_MAX + 2)
            .filter(|day| !(self.is_rest_day)(*day))
            .map(|day| instant_of(day.and_time(self.hours.until), self.zone));
        first_moments
            .into_iter()
            .find(|moment| *moment >= instant)
            .unwrap_or(instant)
    }

    fn quiet_from(&self, date: NaiveDate) -> NaiveTime {
        let is_ramadan = self
            .ramadan
            .iter()
            .any(|(first, last)| (*first..=*last).contains(&date));
        if is_ramadan {
            self.hours.ramadan_from.min(self.hours.from)
        } else {
            self.hours.from
        }
    }

    /// The last whole minute before quiet begins on `date`.
    fn last_moment(&self, date: NaiveDate) -> DateTime<Utc> {
        let quiet_from = date.and_time(self.quiet_from(date));
        instant_of(quiet_from, self.zone) - TimeDelta::minutes(1)
    }
}
