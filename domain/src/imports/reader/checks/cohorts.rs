//! A cohort's dates, weeks and people.

use super::Checks;
use crate::calendar::rules::{Holiday, WeekendRule, WorkingCalendar, last_day_after_months};
use crate::imports::reader::fault::FaultCode;
use crate::imports::reader::residency::{Cohort, Week};
use crate::imports::reader::values::Word;
use crate::scope::Role;
use chrono::{Days, NaiveDate, Weekday};
use std::collections::BTreeSet;

/// How long a residency lasts.
const RESIDENCY_MONTHS: u32 = 3;
const DAYS_PER_WEEK: u64 = 7;

impl Checks<'_> {
    pub(super) fn check_cohorts(&mut self) {
        let file = self.file;
        for cohort in &file.cohorts {
            self.check_end(cohort);
            self.check_weeks(cohort);
            self.check_fellows(cohort);
            for (position, applicant) in (1..).zip(&cohort.waitlist) {
                if applicant.position != position {
                    self.fault(
                        &applicant.place,
                        "position",
                        FaultCode::Order,
                        format!("{position}: the list counts from 1"),
                    );
                }
            }
        }
        for (index, cohort) in file.cohorts.iter().enumerate() {
            for earlier in &file.cohorts[..index] {
                if earlier.starts_on <= cohort.ends_on && cohort.starts_on <= earlier.ends_on {
                    self.check_not_in_both(earlier, cohort);
                }
            }
        }
    }

    fn check_end(&mut self, cohort: &Cohort) {
        let last = last_day_after_months(cohort.starts_on, RESIDENCY_MONTHS);
        if last != cohort.ends_on {
            let expected =
                format!("{last}, three calendar months from starts_on with the last day included");
            self.fault(&cohort.place, "ends_on", FaultCode::CohortEnd, expected);
            return;
        }
        let closing = self.calendar_of(cohort).last_working_day_on_or_before(last);
        if closing != Some(cohort.closing_on) {
            let day = closing.map_or_else(|| "a working day".to_owned(), |day| day.to_string());
            let expected = format!("{day}, the last working day on or before ends_on");
            self.fault(&cohort.place, "closing_on", FaultCode::ClosingDay, expected);
        }
    }

    /// The file's weekend and the cohort's holidays.
    pub(super) fn calendar_of(&self, cohort: &Cohort) -> WorkingCalendar {
        let working_week = &self.file.meta.working_week;
        let free = |day: &Weekday| !working_week.contains(day);
        let days = <Weekday as Word>::all()
            .iter()
            .copied()
            .filter(free)
            .collect();
        let weekend = WeekendRule {
            days,
            from: NaiveDate::MIN,
            until: None,
        };
        let holidays = cohort.holidays.iter().flat_map(|holiday| {
            let is_confirmed = !holiday.tentative;
            holiday.dates.iter().map(move |on| Holiday {
                on: *on,
                is_confirmed,
            })
        });
        WorkingCalendar::new(vec![weekend], holidays)
    }

    fn check_weeks(&mut self, cohort: &Cohort) {
        for (number, week) in (1..).zip(&cohort.weeks) {
            if week.week != number {
                self.fault(
                    &week.place,
                    "week",
                    FaultCode::WeekSequence,
                    format!("{number}: weeks count from 1 without a gap"),
                );
            }
            if week.to < week.from || week.to - week.from >= chrono::Duration::weeks(1) {
                self.fault(
                    &week.place,
                    "to",
                    FaultCode::Order,
                    "a day from `from` to six days later",
                );
            }
            self.check_week_inside(cohort, week);
        }
        for pair in cohort.weeks.windows(2) {
            let next = pair[0].from.checked_add_days(Days::new(DAYS_PER_WEEK));
            if next.is_some_and(|next| next != pair[1].from) {
                let expected = format!(
                    "seven days after the week before begins, {}",
                    next.unwrap_or_default()
                );
                self.fault(&pair[1].place, "from", FaultCode::WeekSequence, expected);
                break;
            }
        }
    }

    fn check_week_inside(&mut self, cohort: &Cohort, week: &Week) {
        let expected = format!(
            "a day of the cohort, {} to {}",
            cohort.starts_on, cohort.ends_on
        );
        if week.from < cohort.starts_on {
            self.fault(&week.place, "from", FaultCode::OutsideCohort, expected);
        } else if week.to > cohort.ends_on {
            self.fault(&week.place, "to", FaultCode::OutsideCohort, expected);
        }
    }

    fn check_fellows(&mut self, cohort: &Cohort) {
        let limit = usize::try_from(cohort.seat_limit).unwrap_or_default();
        if cohort.fellows.len() > limit {
            let expected = format!("at least {}, the number of fellows", cohort.fellows.len());
            self.fault(
                &cohort.place,
                "seat_limit",
                FaultCode::TooManyFellows,
                expected,
            );
        }
        let mut seen = BTreeSet::new();
        for fellow in &cohort.fellows {
            self.check_role(&fellow.place, "person", &fellow.person, &[Role::Fellow]);
            self.check_role(
                &fellow.place,
                "mentor",
                &fellow.mentor,
                &[Role::Mentor, Role::Expert],
            );
            if !seen.insert(&fellow.person) {
                self.fault(
                    &fellow.place,
                    "person",
                    FaultCode::DuplicateEntry,
                    "each fellow once in the cohort",
                );
            }
        }
    }

    fn check_not_in_both(&mut self, earlier: &Cohort, later: &Cohort) {
        let already: BTreeSet<_> = earlier
            .fellows
            .iter()
            .map(|fellow| &fellow.person)
            .collect();
        for fellow in &later.fellows {
            if already.contains(&fellow.person) {
                let expected = format!("a person who is not in {} at the same time", earlier.id);
                self.fault(
                    &fellow.place,
                    "person",
                    FaultCode::FellowInTwoCohorts,
                    expected,
                );
            }
        }
    }
}
