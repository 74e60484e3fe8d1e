//! One session of one fellow: what is planned, what is credited (rules 34 and 36).

use chrono::{DateTime, NaiveTime, TimeDelta, Utc};
use thiserror::Error;

use super::minutes::MinuteThousandths;

/// What attendance refuses to compute with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum AttendanceFault {
    #[error("a fellow cannot be late by a negative number of minutes")]
    NegativeLateness,
    #[error("the session lasts {length_minutes} minutes; nobody can be later than that")]
    LaterThanSession { length_minutes: i64 },
    #[error("a session and its breaks must end after they begin")]
    EndsBeforeStart,
    #[error("a break must lie within its session")]
    BreakOutsideSession,
    #[error("sessions and breaks begin and end on whole minutes")]
    NotWholeMinutes,
    #[error("the breaks leave no minute of the session to attend")]
    NothingToAttend,
    #[error("a percentage lies between 0 and 100")]
    PercentOutOfRange,
}

/// When a session takes place: minutes from its start, breaks in order and apart (rule 36: a break is never credited).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionTimes {
    length_minutes: i64,
    breaks: Vec<(i64, i64)>,
}

impl SessionTimes {
    /// From instants. Breaks are (start, end), in any order; overlapping ones count once.
    pub fn from_instants(
        starts_at: DateTime<Utc>,
        ends_at: DateTime<Utc>,
        breaks: &[(DateTime<Utc>, DateTime<Utc>)],
    ) -> Result<Self, AttendanceFault> {
        let from_start = |(start, end): &(DateTime<Utc>, DateTime<Utc>)| {
            Ok((
                whole_minutes(*start - starts_at)?,
                whole_minutes(*end - starts_at)?,
            ))
        };
        let breaks = breaks
            .iter()
            .map(from_start)
            .collect::<Result<Vec<_>, _>>()?;
        Self::new(whole_minutes(ends_at - starts_at)?, breaks)
    }

    /// From times of one day in one place.
    pub fn from_times(
        starts: NaiveTime,
        ends: NaiveTime,
        breaks: &[(NaiveTime, NaiveTime)],
    ) -> Result<Self, AttendanceFault> {
        let from_start = |(start, end): &(NaiveTime, NaiveTime)| {
            Ok((
                whole_minutes(*start - starts)?,
                whole_minutes(*end - starts)?,
            ))
        };
        let breaks = breaks
            .iter()
            .map(from_start)
            .collect::<Result<Vec<_>, _>>()?;
        Self::new(whole_minutes(ends - starts)?, breaks)
    }

    fn new(length_minutes: i64, mut breaks: Vec<(i64, i64)>) -> Result<Self, AttendanceFault> {
        if length_minutes <= 0 || breaks.iter().any(|(start, end)| end <= start) {
            return Err(AttendanceFault::EndsBeforeStart);
        }
        if breaks
            .iter()
            .any(|(start, end)| *start < 0 || *end > length_minutes)
        {
            return Err(AttendanceFault::BreakOutsideSession);
        }
        breaks.sort_unstable();
        let mut apart: Vec<(i64, i64)> = Vec::with_capacity(breaks.len());
        for (start, end) in breaks {
            match apart.last_mut() {
                Some(last) if start <= last.1 => last.1 = last.1.max(end),
                _ => apart.push((start, end)),
            }
        }
        let times = Self {
            length_minutes,
            breaks: apart,
        };
        if times.minutes_after(0) == 0 {
            return Err(AttendanceFault::NothingToAttend);
        }
        Ok(times)
    }

    /// From start to end, breaks included, in minutes.
    pub fn length_minutes(&self) -> i64 {
        self.length_minutes
    }

    /// What the session is planned with: its length without breaks.
    pub fn planned(&self) -> MinuteThousandths {
        MinuteThousandths::from_minutes(self.minutes_after(0))
    }

    /// Minutes outside breaks from `arrival` (minutes after the start) to the end.
    fn minutes_after(&self, arrival: i64) -> i64 {
        let in_breaks = self
            .breaks
            .iter()
            .map(|(start, end)| (end - arrival.max(*start)).max(0));
        (self.length_minutes - arrival) - in_breaks.sum::<i64>()
    }
}

fn whole_minutes(span: TimeDelta) -> Result<i64, AttendanceFault> {
    if span == TimeDelta::minutes(span.num_minutes()) {
        Ok(span.num_minutes())
    } else {
        Err(AttendanceFault::NotWholeMinutes)
    }
}

/// What the trainer records for one fellow at one session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AttendanceMark {
    Present { minutes_late: i32 },
    Excused,
    Absent,
}

/// The numbers of rules 31 and 34 that a programme may set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AttendanceSettings {
    /// Up to and including this many minutes after the start nobody is late (rule 34).
    pub late_grace_minutes: i64,
    /// Excused minutes beyond this share of the planned minutes count as not attended (rule 31).
    pub excused_cap_percent: i64,
}

impl Default for AttendanceSettings {
    fn default() -> Self {
        Self {
            late_grace_minutes: 10,
            excused_cap_percent: 10,
        }
    }
}

/// How a mark counts. A fellow who missed more than half was marked present and counts as absent (rule 34).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AttendanceOutcome {
    Attended,
    Late,
    MissedMoreThanHalf,
    Absent,
    Excused,
}

/// One session of one fellow, counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CreditedMinutes {
    pub planned: MinuteThousandths,
    pub credited: MinuteThousandths,
    pub outcome: AttendanceOutcome,
}

/// Rule 34: within the grace the whole session, later the minutes outside breaks from the arrival on; more than half of
/// the session's credited minutes missed is absence. Refuses a lateness below zero or beyond the session's length.
pub fn credited_minutes(
    session: &SessionTimes,
    mark: AttendanceMark,
    settings: &AttendanceSettings,
) -> Result<CreditedMinutes, AttendanceFault> {
    let planned = session.planned();
    let (credited, outcome) = match mark {
        AttendanceMark::Excused => (MinuteThousandths::ZERO, AttendanceOutcome::Excused),
        AttendanceMark::Absent => (MinuteThousandths::ZERO, AttendanceOutcome::Absent),
        AttendanceMark::Present { minutes_late } => {
            credited_when_present(session, i64::from(minutes_late), settings)?
        }
    };
    Ok(CreditedMinutes {
        planned,
        credited,
        outcome,
    })
}

fn credited_when_present(
    session: &SessionTimes,
    minutes_late: i64,
    settings: &AttendanceSettings,
) -> Result<(MinuteThousandths, AttendanceOutcome), AttendanceFault> {
    if minutes_late < 0 {
        return Err(AttendanceFault::NegativeLateness);
    }
    if minutes_late > session.length_minutes {
        let length_minutes = session.length_minutes;
        return Err(AttendanceFault::LaterThanSession { length_minutes });
    }
    if minutes_late <= settings.late_grace_minutes {
        return Ok((session.planned(), AttendanceOutcome::Attended));
    }
    let credited = MinuteThousandths::from_minutes(session.minutes_after(minutes_late));
    let missed = session.planned() - credited;
    if missed > credited {
        return Ok((
            MinuteThousandths::ZERO,
            AttendanceOutcome::MissedMoreThanHalf,
        ));
    }
    Ok((credited, AttendanceOutcome::Late))
}

#[cfg(test)]
mod tests;
