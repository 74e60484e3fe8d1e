//! Lateness in working days, what may be handed in now, and which attempt counts: rules 38 to 43.

use super::MarkThousandths;
use crate::{assessment::state::SubmissionState, error::OperationError};
use chrono::{DateTime, NaiveDate, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;

/// Versions of one attempt that are kept.
pub const EDITIONS_MAX: i32 = 20;
/// Working days after a release in which work may be handed in anew (rule 43).
pub const RESUBMISSION_WORKING_DAYS: i32 = 10;
/// Days that are looked at for lateness: long past every cut-off.
const LATE_DAYS_MAX: i64 = 400;

/// Late working days: one as soon as the due instant is past, and one more each time that the due time of a later working
/// day is past. The instant itself is on time (rule 38).
pub fn late_days(
    received_at: DateTime<Utc>,
    due_at: DateTime<Utc>,
    zone: Tz,
    is_working: impl Fn(NaiveDate) -> bool,
) -> i32 {
    if !super::is_late(received_at, due_at) {
        return 0;
    }
    let due = due_at.with_timezone(&zone);
    let days_max = (received_at - due_at).num_days().min(LATE_DAYS_MAX) + 1;
    let is_over =
        |day: NaiveDate| instant(day, due.time(), zone).is_some_and(|at| received_at > at);
    let later = due
        .date_naive()
        .iter_days()
        .skip(1)
        .take(usize::try_from(days_max).unwrap_or_default());
    let later = later
        .filter(|day| is_working(*day) && is_over(*day))
        .count();
    1 + i32::try_from(later).unwrap_or(i32::MAX - 1)
}

fn instant(day: NaiveDate, time: NaiveTime, zone: Tz) -> Option<DateTime<Utc>> {
    let local = zone.from_local_datetime(&day.and_time(time));
    local.latest().map(|at| at.to_utc())
}

/// One attempt: its live version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attempt {
    pub attempt: i32,
    pub edition: i32,
    pub state: SubmissionState,
    pub due_at: DateTime<Utc>,
}

/// What decides whether work may be handed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The cohort's date; `None` when its weeks do not teach it.
    pub due_at: Option<DateTime<Utc>>,
    pub has_opening_mark: bool,
    pub last: Option<Attempt>,
    /// Until when a released attempt may be followed by another.
    pub resubmit_until: Option<DateTime<Utc>>,
    pub resubmissions_max: i32,
    /// A certificate rests on the mark.
    pub is_on_hold: bool,
}

/// What may be handed in now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub attempt: i32,
    pub edition: i32,
    /// The due instant that holds for it (rule 39).
    pub due_at: DateTime<Utc>,
}

/// What may be handed in at `now`.
///
/// # Errors
/// `work-without-due-date`, `work-already-marked`, `work-already-in`, `too-many-versions`, `no-resubmission-left`,
/// `mark-on-hold`, `resubmission-window-over`.
pub fn place_for(standing: &Standing, now: DateTime<Utc>) -> Result<Place, OperationError> {
    let refused = |code| Err(OperationError::refused(code));
    if standing.has_opening_mark {
        return refused("work-already-marked");
    }
    match standing.last {
        None => match standing.due_at {
            Some(due_at) => Ok(Place {
                attempt: 1,
                edition: 1,
                due_at,
            }),
            None => refused("work-without-due-date"),
        },
        Some(last) if last.state == SubmissionState::Closed => again(standing, last, now),
        Some(last) if super::is_late(now, last.due_at) => refused("work-already-in"),
        Some(last) if last.edition >= EDITIONS_MAX => refused("too-many-versions"),
        Some(last) => Ok(Place {
            edition: last.edition + 1,
            attempt: last.attempt,
            due_at: last.due_at,
        }),
    }
}

fn again(standing: &Standing, last: Attempt, now: DateTime<Utc>) -> Result<Place, OperationError> {
    if last.attempt > standing.resubmissions_max {
        return Err(OperationError::refused("no-resubmission-left"));
    }
    if standing.is_on_hold {
        return Err(OperationError::refused("mark-on-hold"));
    }
    match standing.resubmit_until {
        Some(until) if now <= until => Ok(Place {
            attempt: last.attempt + 1,
            edition: 1,
            due_at: until,
        }),
        _ => Err(OperationError::refused("resubmission-window-over")),
    }
}

/// The result of one attempt, after late points and cap (rule 42).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AttemptResult {
    pub attempt: i32,
    pub mark: MarkThousandths,
    pub has_passed: bool,
}

/// Which attempt counts: the better one, or where the assignment says `last` the later one. A pass is better than any mark
/// that is none; of equals the earlier.
pub fn counting(results: &[AttemptResult], resubmission_counts: &str) -> Option<AttemptResult> {
    let results = results.iter().copied();
    if resubmission_counts == "last" {
        return results.max_by_key(|own| own.attempt);
    }
    results.max_by_key(|own| (own.has_passed, own.mark, -own.attempt))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{Datelike, Weekday};
    use chrono_tz::Asia::Bahrain;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn is_working(day: NaiveDate) -> bool {
        !matches!(day.weekday(), Weekday::Fri | Weekday::Sat)
    }

    #[test]
    fn late_days_are_working_days_that_have_begun() {
        // Thursday 17 September 2026, 14:00 in Manama.
        let due = at("2026-09-17T14:00:00+03:00");
        let cases = [
            ("2026-09-17T14:00:00+03:00", 0),
            ("2026-09-17T14:00:00.000001+03:00", 1),
            ("2026-09-19T23:00:00+03:00", 1),
            ("2026-09-20T14:00:00+03:00", 1),
            ("2026-09-20T14:00:01+03:00", 2),
            ("2026-09-21T13:00:00+03:00", 2),
            ("2026-09-21T14:00:01+03:00", 3),
            ("2026-09-23T09:00:00+03:00", 4),
        ];
        for (received, days) in cases {
            assert_eq!(
                late_days(at(received), due, Bahrain, is_working),
                days,
                "{received}"
            );
        }
    }

    const FIRST: Standing = Standing {
        due_at: None,
        has_opening_mark: false,
        last: None,
        resubmit_until: None,
        resubmissions_max: 1,
        is_on_hold: false,
    };

    fn refusal(standing: &Standing, now: &str) -> String {
        place_for(standing, at(now)).unwrap_err().to_string()
    }

    #[test]
    fn a_newer_version_comes_before_the_deadline_only() {
        let due_at = at("2026-11-19T11:00:00Z");
        let first = Standing {
            due_at: Some(due_at),
            ..FIRST
        };
        let place = place_for(&first, at("2026-11-15T11:00:00Z")).unwrap();
        assert_eq!((place.attempt, place.edition, place.due_at), (1, 1, due_at));
        let late = place_for(&first, at("2026-11-25T11:00:00Z")).unwrap();
        assert_eq!((late.attempt, late.edition), (1, 1), "late work is taken");
        let last = Attempt {
            attempt: 1,
            edition: 1,
            state: SubmissionState::HandedIn,
            due_at,
        };
        let second = Standing {
            last: Some(last),
            ..first
        };
        assert_eq!(place_for(&second, due_at).unwrap().edition, 2);
        assert_eq!(
            refusal(&second, "2026-11-19T11:00:00.000001Z"),
            "work-already-in"
        );
        let many = Standing {
            last: Some(Attempt {
                edition: EDITIONS_MAX,
                ..last
            }),
            ..first
        };
        assert_eq!(refusal(&many, "2026-11-15T11:00:00Z"), "too-many-versions");
        assert_eq!(
            refusal(&FIRST, "2026-11-15T11:00:00Z"),
            "work-without-due-date"
        );
        let opening = Standing {
            has_opening_mark: true,
            ..first
        };
        assert_eq!(
            refusal(&opening, "2026-11-15T11:00:00Z"),
            "work-already-marked"
        );
    }

    #[test]
    fn one_resubmission_follows_a_release_within_its_window() {
        let due_at = at("2026-09-17T11:00:00Z");
        let until = at("2026-10-06T11:00:00Z");
        let last = Attempt {
            attempt: 1,
            edition: 2,
            state: SubmissionState::Closed,
            due_at,
        };
        let released = Standing {
            due_at: Some(due_at),
            last: Some(last),
            resubmit_until: Some(until),
            ..FIRST
        };
        let place = place_for(&released, at("2026-09-22T08:00:00Z")).unwrap();
        assert_eq!((place.attempt, place.edition, place.due_at), (2, 1, until));
        assert_eq!(
            refusal(&released, "2026-10-06T11:00:01Z"),
            "resubmission-window-over"
        );
        let held = Standing {
            is_on_hold: true,
            ..released
        };
        assert_eq!(refusal(&held, "2026-09-22T08:00:00Z"), "mark-on-hold");
        let second = Standing {
            last: Some(Attempt { attempt: 2, ..last }),
            ..released
        };
        assert_eq!(
            refusal(&second, "2026-09-22T08:00:00Z"),
            "no-resubmission-left"
        );
    }

    #[test]
    fn s03_the_better_of_53_and_73_counts() {
        let result = |attempt, percent, has_passed| AttemptResult {
            attempt,
            mark: MarkThousandths::from_percent(percent).unwrap(),
            has_passed,
        };
        let (first, second) = (result(1, 53, false), result(2, 73, true));
        assert_eq!(counting(&[first, second], "best"), Some(second));
        assert_eq!(counting(&[second, first], "best"), Some(second));
        let worse = result(2, 40, false);
        assert_eq!(counting(&[first, worse], "best"), Some(first));
        assert_eq!(counting(&[first, worse], "last"), Some(worse));
        let failed_high = result(2, 90, false);
        assert_eq!(
            counting(&[result(1, 60, true), failed_high], "best"),
            Some(result(1, 60, true))
        );
        assert_eq!(counting(&[], "best"), None);
    }
}
