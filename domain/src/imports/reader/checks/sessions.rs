//! A session's day, times, credit and seats, each by itself.

use super::{Checks, Place};
use crate::calendar::rules::{DayKind, WorkingCalendar};
use crate::imports::reader::fault::FaultCode;
use crate::imports::reader::residency::{Cohort, ContactSession, LabSession};
use crate::scope::Role;
use chrono::{NaiveDate, NaiveTime, Timelike};

pub(super) const MINUTES_PER_DAY: i32 = 24 * 60;

impl Checks<'_> {
    pub(super) fn check_sessions(&mut self) {
        let file = self.file;
        for cohort in &file.cohorts {
            let calendar = self.calendar_of(cohort);
            for session in &cohort.lab_sessions {
                self.check_day(cohort, &calendar, &session.place, session.date);
                self.check_role(&session.place, "lead", &session.lead, &[Role::Trainer]);
                self.check_seats(session);
            }
            for session in &cohort.contact_sessions {
                self.check_day(cohort, &calendar, &session.place, session.date);
                self.check_role(&session.place, "lead", &session.lead, &[Role::Trainer]);
                self.check_credit(session);
            }
            for session in &cohort.other_sessions {
                self.check_day(cohort, &calendar, &session.place, session.date);
                self.check_order(&session.place, session.start, session.end);
            }
        }
    }

    fn check_day(
        &mut self,
        cohort: &Cohort,
        calendar: &WorkingCalendar,
        place: &Place,
        date: NaiveDate,
    ) {
        if !(cohort.starts_on..=cohort.ends_on).contains(&date) {
            let expected = format!(
                "a day of the cohort, {} to {}",
                cohort.starts_on, cohort.ends_on
            );
            self.fault(place, "date", FaultCode::OutsideCohort, expected);
            return;
        }
        let named = || {
            let holiday = cohort
                .holidays
                .iter()
                .find(|holiday| holiday.dates.contains(&date));
            holiday.map_or_else(String::new, |holiday| holiday.title.en.clone())
        };
        match calendar.day_kind(date) {
            DayKind::Working => {}
            DayKind::Weekend => {
                let expected =
                    format!("a day of the working week; this is a {}", date.format("%A"));
                self.fault(place, "date", FaultCode::NotAWorkingDay, expected);
            }
            DayKind::Holiday { is_confirmed: true } => {
                let expected = format!("a working day; this is {}", named());
                self.fault(place, "date", FaultCode::Holiday, expected);
            }
            DayKind::Holiday {
                is_confirmed: false,
            } => {
                let expected = format!("a working day; this may be {}", named());
                self.warning(place, "date", FaultCode::TentativeHoliday, expected);
            }
        }
    }

    /// True if the times are in order.
    fn check_order(&mut self, place: &Place, start: NaiveTime, end: NaiveTime) -> bool {
        if start < end {
            return true;
        }
        self.fault(
            place,
            "end",
            FaultCode::Order,
            format!("a time after {}", start.format("%H:%M")),
        );
        false
    }

    fn check_credit(&mut self, session: &ContactSession) {
        if !self.check_order(&session.place, session.start, session.end) {
            return;
        }
        let mut free_from = session.start;
        for pause in &session.breaks {
            if !self.check_order(&pause.place, pause.start, pause.end) {
                return;
            }
            let outside = if pause.start < free_from {
                Some((
                    "start",
                    format!("a time from {} on", free_from.format("%H:%M")),
                ))
            } else if pause.end > session.end {
                Some((
                    "end",
                    format!("a time until {}", session.end.format("%H:%M")),
                ))
            } else {
                None
            };
            if let Some((key, expected)) = outside {
                self.fault(
                    &pause.place,
                    key,
                    FaultCode::BreakOutside,
                    format!("{expected}: breaks follow one another inside the session"),
                );
                return;
            }
            free_from = pause.end;
        }
        let paused: i32 = session
            .breaks
            .iter()
            .map(|pause| minutes(pause.end) - minutes(pause.start))
            .sum();
        let credited = minutes(session.end) - minutes(session.start) - paused;
        if credited != session.credited_minutes {
            let expected = format!("{credited}, from start to end without the breaks");
            self.fault(
                &session.place,
                "credited_minutes",
                FaultCode::CreditedMinutes,
                expected,
            );
        }
    }

    fn check_seats(&mut self, session: &LabSession) {
        let Some(lab) = self.labs.get(session.lab.as_str()).copied() else {
            return;
        };
        if minutes(session.start) + lab.duration_minutes > MINUTES_PER_DAY {
            let expected = format!(
                "a time from which {} minutes end on the same day",
                lab.duration_minutes
            );
            self.fault(&session.place, "start", FaultCode::Order, expected);
        }
        if let Some(venue) = self
            .venues
            .get(lab.venue.as_str())
            .filter(|venue| session.seats > venue.capacity)
        {
            let expected = format!("at most {}, the capacity of {}", venue.capacity, venue.id);
            self.fault(
                &session.place,
                "seats",
                FaultCode::SeatsOverCapacity,
                expected,
            );
        }
        for (id, per_seat) in &lab.equipment {
            let Some(equipment) = self.equipment.get(id.as_str()).copied() else {
                continue;
            };
            if session.seats * per_seat > equipment.quantity {
                let expected = format!(
                    "at most {}: there are {} of {id}",
                    equipment.quantity / per_seat,
                    equipment.quantity
                );
                self.fault(&session.place, "seats", FaultCode::EquipmentShort, expected);
            }
            if equipment
                .maintenance
                .iter()
                .any(|days| (days.from..=days.to).contains(&session.date))
            {
                let expected = format!("a day on which {id} is not under maintenance");
                self.fault(
                    &session.place,
                    "date",
                    FaultCode::EquipmentInMaintenance,
                    expected,
                );
            }
        }
    }
}

/// Minutes since midnight.
pub(super) fn minutes(time: NaiveTime) -> i32 {
    i32::try_from(time.num_seconds_from_midnight() / 60).unwrap_or_default()
}
