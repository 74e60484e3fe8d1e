//! What the file says it holds, against what it holds.

use super::{Checks, hours};
use crate::imports::reader::fault::FaultCode;
use crate::imports::reader::residency::Cohort;

impl Checks<'_> {
    pub(super) fn check_totals(&mut self) {
        self.check_counts();
        self.check_effort_totals();
    }

    fn check_counts(&mut self) {
        let (file, said) = (self.file, &self.file.totals);
        let all = |count: fn(&Cohort) -> usize| file.cohorts.iter().map(count).sum::<usize>();
        let labs = all(|cohort| cohort.lab_sessions.len());
        let contacts = all(|cohort| cohort.contact_sessions.len());
        let others = all(|cohort| cohort.other_sessions.len());
        let counts = [
            (
                "micro_credentials",
                said.micro_credentials,
                file.micro_credentials.len(),
            ),
            ("cohorts", said.cohorts, file.cohorts.len()),
            ("fellows", said.fellows, all(|cohort| cohort.fellows.len())),
            ("lab_sessions", said.lab_sessions, labs),
            ("contact_sessions", said.contact_sessions, contacts),
            ("other_sessions", said.other_sessions, others),
        ];
        for (key, said_count, count) in counts {
            if usize::try_from(said_count) != Ok(count) {
                let expected = format!("{count}, as counted in this file");
                self.fault(&said.place, key, FaultCode::WrongTotal, expected);
            }
        }
        let mut weeks = file.cohorts.iter().map(|cohort| cohort.weeks.len());
        if let Some(weeks) = weeks.find(|weeks| usize::try_from(said.weeks) != Ok(*weeks)) {
            let expected = format!("{weeks}, as counted in a cohort of this file");
            self.fault(&said.place, "weeks", FaultCode::WrongTotal, expected);
        }
    }

    fn check_effort_totals(&mut self) {
        let (file, said) = (self.file, &self.file.totals);
        let credentials = file.micro_credentials.iter();
        let learning: i32 = credentials
            .map(|credential| credential.effort_minutes)
            .sum();
        let capstone = file.capstone.effort_minutes;
        let all = learning + capstone;
        let efforts = [
            (
                "effort_hours_micro_credentials",
                said.effort_minutes_micro_credentials,
                learning,
            ),
            (
                "effort_hours_capstone",
                said.effort_minutes_capstone,
                capstone,
            ),
            ("effort_hours_total", said.effort_minutes_total, all),
        ];
        for (key, said_minutes, minutes) in efforts {
            if said_minutes != minutes {
                let expected = format!("{}, as summed over this file", hours(minutes));
                self.fault(&said.place, key, FaultCode::WrongTotal, expected);
            }
        }
    }
}
