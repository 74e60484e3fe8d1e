//! Attendance over all required sessions, from the opening record on (rules 31 to 33).

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::minutes::{MinuteThousandths, Share};
use super::session::{AttendanceFault, AttendanceOutcome, AttendanceSettings, CreditedMinutes};

/// A session held before the register was imported. Sessions of one lab share its key: a fellow attends one of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EarlierSession<K> {
    pub on: NaiveDate,
    /// Outside breaks.
    pub minutes: i64,
    pub lab: Option<K>,
}

/// The planned minutes behind an opening record (rule 31): every session before `as_of` (the day itself is out), each lab once.
/// Give it the contact sessions, the lab sessions and the mandatory other sessions of the cohort.
pub fn opening_planned_minutes<K: Ord>(
    as_of: NaiveDate,
    sessions: impl IntoIterator<Item = EarlierSession<K>>,
) -> i64 {
    let mut once_per_lab: BTreeMap<K, (NaiveDate, i64)> = BTreeMap::new();
    let mut minutes = 0;
    for session in sessions.into_iter().filter(|session| session.on < as_of) {
        let Some(lab) = session.lab else {
            minutes += session.minutes;
            continue;
        };
        // Should sessions of one lab differ in length, the first held counts, whatever the order given.
        let held = (session.on, session.minutes);
        once_per_lab
            .entry(lab)
            .and_modify(|first| *first = held.min(*first))
            .or_insert(held);
    }
    minutes
        + once_per_lab
            .values()
            .map(|(_, minutes)| minutes)
            .sum::<i64>()
}

/// Attendance taken over from a register: a percentage of the minutes planned until then (rule 31).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpeningRecord {
    planned: MinuteThousandths,
    credited: MinuteThousandths,
}

impl OpeningRecord {
    /// `percent` from 0 to 100 of `planned_minutes`.
    pub fn new(planned_minutes: i64, percent: i64) -> Result<Self, AttendanceFault> {
        if !(0..=100).contains(&percent) {
            return Err(AttendanceFault::PercentOutOfRange);
        }
        let planned = MinuteThousandths::from_minutes(planned_minutes);
        Ok(Self {
            planned,
            credited: planned.percent(percent),
        })
    }
}

/// A required session whose attendance has been taken. Until then it counts for nothing but the remaining minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TakenSession {
    pub credit: CreditedMinutes,
    /// Safety, induction: 100 % of these must be attended (rule 32).
    pub is_mandatory: bool,
}

/// Attendance of one fellow over required sessions (rules 31 to 33).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AttendanceFigure {
    pub credited: MinuteThousandths,
    /// Of all sessions taken, the excused ones included.
    pub planned: MinuteThousandths,
    pub excused: MinuteThousandths,
    /// Of required sessions whose attendance has not been taken yet.
    pub remaining: MinuteThousandths,
    /// Mandatory sessions not attended. An excuse does not replace a safety briefing.
    pub mandatory_missed: usize,
    excused_cap_percent: i64,
}

impl AttendanceFigure {
    pub fn new(
        opening: Option<OpeningRecord>,
        taken: &[TakenSession],
        remaining: MinuteThousandths,
        settings: &AttendanceSettings,
    ) -> Self {
        let sum = |minutes: fn(&CreditedMinutes) -> MinuteThousandths| {
            taken.iter().map(|session| minutes(&session.credit)).sum()
        };
        let opening = opening.unwrap_or(OpeningRecord {
            planned: MinuteThousandths::ZERO,
            credited: MinuteThousandths::ZERO,
        });
        let was_missed = |session: &&TakenSession| {
            let outcome = session.credit.outcome;
            session.is_mandatory
                && !matches!(
                    outcome,
                    AttendanceOutcome::Attended | AttendanceOutcome::Late
                )
        };
        Self {
            credited: opening.credited + sum(|credit| credit.credited),
            planned: opening.planned + sum(|credit| credit.planned),
            excused: sum(|credit| match credit.outcome {
                AttendanceOutcome::Excused => credit.planned,
                _ => MinuteThousandths::ZERO,
            }),
            remaining,
            mandatory_missed: taken.iter().filter(was_missed).count(),
            excused_cap_percent: settings.excused_cap_percent,
        }
    }

    /// Rule 31. `None` while nothing counts yet.
    pub fn share(&self) -> Option<Share> {
        Share::new(self.credited, self.counted_of(self.planned))
    }

    /// Rule 33: the share if every remaining minute is attended. `None` when there is nothing to attend at all.
    pub fn maximum_achievable(&self) -> Option<Share> {
        let planned = self.planned + self.remaining;
        Share::new(self.credited + self.remaining, self.counted_of(planned))
    }

    /// The share lies below `percent`, compared unrounded; not so while nothing counts yet.
    pub fn is_below(&self, percent: i64) -> bool {
        self.share().is_some_and(|share| share.is_below(percent))
    }

    /// Rule 32: not below `percent` and no mandatory session missed.
    pub fn completes(&self, percent: i64) -> bool {
        self.mandatory_missed == 0 && self.share().is_some_and(|share| !share.is_below(percent))
    }

    /// Excused minutes leave `planned`, up to the cap; beyond it they stay, as minutes not attended.
    fn counted_of(&self, planned: MinuteThousandths) -> MinuteThousandths {
        planned - self.excused.min(planned.percent(self.excused_cap_percent))
    }
}

#[cfg(test)]
mod tests;
