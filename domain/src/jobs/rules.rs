//! What jobs there are, how often each is tried, and how long a worker waits between.

use crate::id::{
    CertificateId, LetterId, MarkId, OccurrenceId, ReminderId, ReportId, ReportPlanId,
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// Work promised for later: ids only. A new variant fails to compile until the worker handles it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Job {
    /// Plans the reminders of one occurrence.
    PlanReminders { occurrence: OccurrenceId },
    /// Writes the letter of one planned reminder, if it still stands.
    SendReminder { reminder: ReminderId },
    /// Hands one letter of the outbox to the relay.
    SendLetter { letter: LetterId },
    /// Renders, signs, logs and files one planned certificate.
    SealCertificate { certificate: CertificateId },
    /// Tells a fellow that a mark was released.
    TellOfRelease { mark: MarkId },
    /// Opens the reports of a plan: for each cohort that of the newest tick in its dates.
    OpenReports {
        plan: ReportPlanId,
        tick: DateTime<Utc>,
        /// Older ticks that nobody has promised, in order.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        passed: Vec<DateTime<Utc>>,
    },
    /// Gathers the figures of one report and freezes them.
    MakeReport { report: ReportId },
    /// Deletes what is past its time: idempotency keys, done jobs, sessions, links.
    ForgetExpired,
    /// Deletes stored files that nothing refers to.
    PurgeFiles,
}

/// Tries of most jobs: the last one about 20 minutes after the first.
const ATTEMPTS_MAX: i32 = 8;
/// Tries of a letter that the relay puts off: about half a day.
const LETTER_ATTEMPTS_MAX: i32 = 18;

impl Job {
    /// The job's name in the database, in logs and on the board.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::PlanReminders { .. } => "plan-reminders",
            Self::SendReminder { .. } => "send-reminder",
            Self::SendLetter { .. } => "send-letter",
            Self::SealCertificate { .. } => "seal-certificate",
            Self::TellOfRelease { .. } => "tell-of-release",
            Self::OpenReports { .. } => "open-reports",
            Self::MakeReport { .. } => "make-report",
            Self::ForgetExpired => "forget-expired",
            Self::PurgeFiles => "purge-files",
        }
    }

    /// How often the job is tried before it is dead.
    pub fn attempts_max(&self) -> i32 {
        match self {
            Self::SendLetter { .. } => LETTER_ATTEMPTS_MAX,
            Self::PlanReminders { .. }
            | Self::SendReminder { .. }
            | Self::SealCertificate { .. }
            | Self::TellOfRelease { .. }
            | Self::OpenReports { .. }
            | Self::MakeReport { .. }
            | Self::ForgetExpired
            | Self::PurgeFiles => ATTEMPTS_MAX,
        }
    }
}

const BACK_OFF_FIRST: Duration = Duration::from_secs(10);
const BACK_OFF_MAX: Duration = Duration::from_hours(1);

/// How long to wait after the `attempts`-th try failed: 10 s, doubled each time, at most an hour. `chance` takes away up
/// to a half, so that jobs that failed together do not come back together.
pub fn back_off(attempts: i32, chance: u16) -> Duration {
    let doublings = u32::try_from(attempts - 1).unwrap_or(0).min(16);
    let whole = (BACK_OFF_FIRST * 2_u32.pow(doublings)).min(BACK_OFF_MAX);
    whole.saturating_sub(whole / 2 * u32::from(chance) / u32::from(u16::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_doubles_and_stays_within_an_hour() {
        assert_eq!(back_off(1, 0), Duration::from_secs(10));
        assert_eq!(back_off(4, 0), Duration::from_secs(80));
        assert_eq!(back_off(4, u16::MAX), Duration::from_secs(40));
        assert_eq!(back_off(400, 0), Duration::from_hours(1));
    }

    #[test]
    fn the_stored_kind_is_the_one_that_jobs_are_read_by() {
        let letter = Job::SendLetter {
            letter: LetterId(uuid::Uuid::nil()),
        };
        for job in [letter, Job::ForgetExpired, Job::PurgeFiles] {
            let stored = serde_json::to_value(&job).unwrap();
            assert_eq!(stored["kind"], job.kind());
        }
    }
}
