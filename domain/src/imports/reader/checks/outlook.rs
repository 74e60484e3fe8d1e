//! The register of marks, the scenarios, and what comes of the programme.

use super::{Checks, Place};
use crate::imports::reader::fault::FaultCode;
use crate::imports::reader::words::{IndicatorUnit, ObservationStatus};
use crate::reports;
use crate::scope::Role;
use std::collections::{BTreeMap, BTreeSet};

impl Checks<'_> {
    pub(super) fn check_outlook(&mut self) {
        self.check_register();
        self.check_scenarios();
        self.check_values();
        self.check_forum();
        let file = self.file;
        for pilot in &file.pilots {
            for (index, fellow) in pilot.from_capstones.iter().enumerate() {
                self.check_role(
                    &pilot.place,
                    &format!("from_capstones[{index}]"),
                    fellow,
                    &[Role::Fellow],
                );
            }
        }
        for plan in &file.report_plan {
            for (index, role) in plan.audience.iter().enumerate() {
                if !reports::policy::READERS.contains(role) {
                    let key = format!("audience[{index}]");
                    let expected = "a role that sees a whole cohort's names and marks".to_owned();
                    self.fault(&plan.place, &key, FaultCode::WrongRole, expected);
                }
            }
        }
        let events = file
            .notification_plan
            .iter()
            .map(|rule| (&rule.place, rule.event));
        self.refuse_repeats(events, "event", FaultCode::DuplicateEntry, "each event");
    }

    /// The register is of the cohort that the opening records name.
    fn check_register(&mut self) {
        let file = self.file;
        let opening = &file.opening_records;
        let rows = &file.grades_cohort_a_week11.rows;
        let fellows = rows.iter().map(|row| (&row.place, row.fellow.as_str()));
        self.refuse_repeats(fellows, "fellow", FaultCode::DuplicateEntry, "each fellow");
        let Some(cohort) = file
            .cohorts
            .iter()
            .find(|cohort| cohort.id == opening.cohort)
        else {
            return;
        };
        if !(cohort.starts_on..=cohort.ends_on).contains(&opening.as_of) {
            let expected = format!(
                "a day of the cohort, {} to {}",
                cohort.starts_on, cohort.ends_on
            );
            self.fault(&opening.place, "as_of", FaultCode::OutsideCohort, expected);
        }
        let members: BTreeSet<_> = cohort
            .fellows
            .iter()
            .map(|fellow| fellow.person.as_str())
            .collect();
        for row in rows {
            // Whom the file does not give at all has a fault already.
            if self.people.contains_key(row.fellow.as_str())
                && !members.contains(row.fellow.as_str())
            {
                self.fault(
                    &row.place,
                    "fellow",
                    FaultCode::UnknownReference,
                    format!("a fellow of {}", cohort.id),
                );
            }
        }
    }

    fn check_scenarios(&mut self) {
        for scenario in &self.file.scenarios {
            let people = [
                ("then_cancel", &scenario.then_cancel),
                ("expect_promoted", &scenario.expect_promoted),
                ("fellow", &scenario.fellow),
            ];
            for (key, person) in people {
                if let Some(person) = person {
                    self.check_role(&scenario.place, key, person, &[Role::Fellow]);
                }
            }
            let (Some(id), Some(holiday)) = (&scenario.cohort, &scenario.holiday) else {
                continue;
            };
            let Some(cohort) = self.file.cohorts.iter().find(|cohort| &cohort.id == id) else {
                continue;
            };
            if !cohort
                .holidays
                .iter()
                .any(|known| &known.title.en == holiday)
            {
                self.fault(
                    &scenario.place,
                    "holiday",
                    FaultCode::UnknownReference,
                    format!("a holiday of {id}, by its English title"),
                );
            }
        }
    }

    fn check_values(&mut self) {
        let file = self.file;
        let units: BTreeMap<_, _> = file
            .indicators
            .iter()
            .map(|indicator| (indicator.code.as_str(), indicator.unit))
            .collect();
        let said = file
            .readiness_observations
            .iter()
            .map(|seen| (&seen.place, (&seen.indicator, &seen.country, &seen.period)));
        self.refuse_repeats(
            said,
            "period",
            FaultCode::DuplicateEntry,
            "each indicator, country and period",
        );
        for seen in &file.readiness_observations {
            let is_missing = seen.status == ObservationStatus::Missing;
            if is_missing != seen.value_thousandths.is_none() {
                let expected = if is_missing {
                    "null while the status is missing"
                } else {
                    "a value, or the status missing"
                };
                self.fault(&seen.place, "value", FaultCode::ValueAndStatus, expected);
            }
            self.check_unit(
                &seen.place,
                "value",
                seen.value_thousandths,
                units.get(seen.indicator.as_str()),
            );
        }
        for aim in &file.readiness_targets {
            let unit = units.get(aim.indicator.as_str());
            self.check_unit(&aim.place, "baseline", Some(aim.baseline_thousandths), unit);
            self.check_unit(&aim.place, "target", Some(aim.target_thousandths), unit);
            if aim.target_period <= aim.baseline_period {
                self.fault(
                    &aim.place,
                    "target_period",
                    FaultCode::Order,
                    format!("a period after {}", aim.baseline_period),
                );
            }
        }
        for indicator in &file.indicators {
            if let Some(known) = &indicator.reference_value {
                self.check_unit(
                    &known.place,
                    "value",
                    Some(known.value_thousandths),
                    Some(&indicator.unit),
                );
            }
        }
    }

    fn check_unit(
        &mut self,
        place: &Place,
        key: &str,
        value: Option<i64>,
        unit: Option<&IndicatorUnit>,
    ) {
        let most = match unit {
            Some(IndicatorUnit::Percent) => 100,
            Some(IndicatorUnit::Index0To1) => 1,
            _ => return,
        };
        if value.is_some_and(|value| value > most * 1000) {
            self.fault(
                place,
                key,
                FaultCode::OutOfRange,
                format!("at most {most}, by the indicator's unit"),
            );
        }
    }

    fn check_forum(&mut self) {
        let forum = &self.file.forum;
        for (index, pair) in forum.dates.windows(2).enumerate() {
            if pair[1] <= pair[0] {
                self.fault(
                    &forum.place,
                    &format!("dates[{}]", index + 1),
                    FaultCode::Order,
                    format!("a day after {}", pair[0]),
                );
            }
        }
        if forum.registration.opens >= forum.registration.closes {
            self.fault(
                &forum.registration.place,
                "closes",
                FaultCode::Order,
                "an instant after opens",
            );
        }
        let first_day = forum.dates.first().copied().unwrap_or_default();
        if forum.registration.closes.date_naive() > first_day {
            self.fault(
                &forum.registration.place,
                "closes",
                FaultCode::Order,
                format!("an instant before the forum, {first_day}"),
            );
        }
        if forum.delegation_seats_released_on >= first_day {
            self.fault(
                &forum.place,
                "delegation_seats_released_on",
                FaultCode::Order,
                format!("a day before the forum, {first_day}"),
            );
        }
        let countries = forum
            .delegations
            .iter()
            .map(|delegation| (&delegation.place, &delegation.country));
        self.refuse_repeats(
            countries,
            "country",
            FaultCode::DuplicateEntry,
            "each country",
        );
        let held: i32 = forum
            .delegations
            .iter()
            .map(|delegation| delegation.seats)
            .sum();
        if held > forum.capacity_on_site {
            let expected = format!("at least {held}, the seats of the delegations");
            self.fault(
                &forum.place,
                "capacity_on_site",
                FaultCode::SeatsOverCapacity,
                expected,
            );
        }
    }
}
