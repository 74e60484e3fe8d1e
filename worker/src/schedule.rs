//! The cron table, as data, and the clock that reads it.
//!
//! Promise: each tick is promised once, by whichever clock comes first; any number may run. After a pause only the newest
//! tick of the last 24 hours is caught up, and the log flags those that were skipped. A local time that the zone leaves
//! out in spring is taken right after the gap, one that it repeats in autumn the first time.
//!
//! Beside the table, the clock keeps the programme's own report plans, which are rows. Every tick that was passed goes with
//! the newest, however far back it lies: for each cohort the newest in its dates is made, the others are recorded.

use chrono::{DateTime, NaiveDateTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
use cron::Schedule;
use std::{collections::HashMap, str::FromStr};
use zamala_domain::{
    App, OperationError,
    app::PROGRAMME_ZONE,
    id::ReportPlanId,
    jobs::{self, Job},
    reports::{self, PlanSchedule},
};

/// How far back a missed tick is caught up.
const CATCH_UP_MAX: TimeDelta = TimeDelta::hours(24);
/// How far back a report plan is read: longer than a cohort lasts and a worker pauses.
const PLAN_CATCH_UP_MAX: TimeDelta = TimeDelta::days(5 * 366);
/// No zone moves its clocks by more.
const ZONE_SHIFT_MAX: TimeDelta = TimeDelta::hours(3);

/// One line of the table. Expressions begin with seconds; days of the week are 1 (Sunday) to 7. Local time.
pub struct Line {
    pub name: &'static str,
    pub expression: &'static str,
    pub job: Job,
}

/// What is done regularly.
pub fn table() -> Vec<Line> {
    vec![
        Line {
            name: "forget-expired",
            expression: "0 15 * * * *",
            job: Job::ForgetExpired,
        },
        Line {
            name: "purge-files",
            expression: "0 30 3 * * *",
            job: Job::PurgeFiles,
        },
    ]
}

/// A line that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("the schedule's line `{name}` cannot be read: {why}")]
pub struct ScheduleFault {
    pub name: &'static str,
    pub why: String,
}

/// A reader of the table.
pub struct Clock {
    lines: Vec<(Line, Schedule)>,
    zone: Tz,
    /// Up to where each line has been read.
    read_until: HashMap<&'static str, DateTime<Utc>>,
    /// The same of the report plans.
    plans_read_until: HashMap<ReportPlanId, DateTime<Utc>>,
}

impl Clock {
    /// A clock in the programme's zone.
    pub fn new(table: Vec<Line>) -> Result<Self, ScheduleFault> {
        Self::in_zone(table, PROGRAMME_ZONE)
    }

    pub(crate) fn in_zone(table: Vec<Line>, zone: Tz) -> Result<Self, ScheduleFault> {
        let read = |line: Line| {
            let schedule = Schedule::from_str(line.expression);
            let schedule = schedule.map_err(|e| ScheduleFault {
                name: line.name,
                why: e.to_string(),
            })?;
            Ok((line, schedule))
        };
        let lines = table.into_iter().map(read).collect::<Result<_, _>>()?;
        Ok(Self {
            lines,
            zone,
            read_until: HashMap::new(),
            plans_read_until: HashMap::new(),
        })
    }

    /// Promises what has become due since the last call, or, with the first one, since the newest tick on record.
    ///
    /// # Returns
    /// How many ticks this clock was the first to promise.
    pub async fn strike(&mut self, app: &App) -> Result<u64, OperationError> {
        let now = app.now();
        let mut promised = 0;
        for (line, schedule) in &self.lines {
            let since = match self.read_until.get(line.name) {
                Some(until) => *until,
                None => jobs::operations::last_tick(app, line.name)
                    .await?
                    .unwrap_or(now),
            };
            let due = ticks(schedule, self.zone, since.max(now - CATCH_UP_MAX), now);
            if let Some((tick, missed)) = due.split_last() {
                if !missed.is_empty() || now - since > CATCH_UP_MAX {
                    tracing::warn!(line = line.name, skipped = missed.len(), %since, "ticks were skipped");
                }
                promised +=
                    u64::from(jobs::operations::tick(app, line.name, *tick, &line.job).await?);
            }
            self.read_until.insert(line.name, since.max(now));
        }
        for plan in reports::operations::schedules(app).await? {
            promised += u64::from(self.strike_plan(app, &plan, now).await?);
        }
        Ok(promised)
    }

    /// Promises the newest tick of the plan since it was last read, with those before it; whether this clock was the first.
    async fn strike_plan(
        &mut self,
        app: &App,
        plan: &PlanSchedule,
        now: DateTime<Utc>,
    ) -> Result<bool, OperationError> {
        let (Ok(schedule), Ok(zone)) = (Schedule::from_str(&plan.cron), plan.zone.parse()) else {
            tracing::error!(
                plan = plan.code,
                cron = plan.cron,
                zone = plan.zone,
                "a report plan cannot be read"
            );
            return Ok(false);
        };
        let since = match self.plans_read_until.get(&plan.plan) {
            Some(until) => *until,
            None => reports::operations::last_tick(app, plan.plan)
                .await?
                .unwrap_or(plan.since),
        };
        let due = ticks(&schedule, zone, since.max(now - PLAN_CATCH_UP_MAX), now);
        let mut is_first = false;
        if let Some((tick, missed)) = due.split_last() {
            if !missed.is_empty() {
                tracing::warn!(plan = plan.code, passed = missed.len(), %since, "ticks of a plan were passed over");
            }
            is_first = reports::operations::tick(app, plan.plan, *tick, missed).await?;
        }
        self.plans_read_until.insert(plan.plan, since.max(now));
        Ok(is_first)
    }
}

/// The nominal instants of a schedule after `after` and up to `until`, each once.
fn ticks(
    schedule: &Schedule,
    zone: Tz,
    after: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Vec<DateTime<Utc>> {
    if after >= until {
        return Vec::new();
    }
    // The wall clock is read as if it had no zone: every local time of the expression comes exactly once.
    let wall = |at: DateTime<Utc>| at.with_timezone(&zone).naive_local().and_utc();
    let (from, to) = (wall(after) - ZONE_SHIFT_MAX, wall(until) + ZONE_SHIFT_MAX);
    let local_times = schedule.after(&from).take_while(|at| *at <= to);
    let instants = local_times.filter_map(|at| instant(zone, at.naive_utc()));
    let mut ticks: Vec<_> = instants.filter(|at| after < *at && *at <= until).collect();
    ticks.sort_unstable();
    ticks.dedup();
    ticks
}

/// The instant of a local time: the first of two, or the end of the gap that swallows it.
fn instant(zone: Tz, local: NaiveDateTime) -> Option<DateTime<Utc>> {
    let minutes = (0..=ZONE_SHIFT_MAX.num_minutes()).map(TimeDelta::minutes);
    let mut candidates = minutes.map(|later| zone.from_local_datetime(&(local + later)).earliest());
    candidates.find_map(|at| at.map(|at| at.to_utc()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn read(expression: &str, zone: Tz, after: &str, until: &str) -> Vec<String> {
        let schedule = Schedule::from_str(expression).unwrap();
        ticks(&schedule, zone, at(after), at(until))
            .iter()
            .map(|tick| tick.format("%dT%H:%M").to_string())
            .collect()
    }

    #[test]
    fn the_table_reads_and_names_are_unique() {
        let clock = Clock::new(table()).unwrap();
        let names: std::collections::HashSet<_> =
            clock.lines.iter().map(|(line, _)| line.name).collect();
        assert_eq!(names.len(), clock.lines.len());
        let fault = Clock::new(vec![Line {
            name: "x",
            expression: "0 0 0 * * 0",
            job: Job::PurgeFiles,
        }])
        .err();
        assert_eq!(fault.unwrap().name, "x");
    }

    #[test]
    fn local_times_are_those_of_the_zone_and_both_ends_are_kept_apart() {
        let bahrain = PROGRAMME_ZONE;
        let daily = "0 30 3 * * *";
        assert_eq!(
            read(
                daily,
                bahrain,
                "2026-11-15T00:00:00Z",
                "2026-11-17T00:30:00Z"
            ),
            ["15T00:30", "16T00:30", "17T00:30"]
        );
        assert_eq!(
            read(
                daily,
                bahrain,
                "2026-11-15T00:30:00Z",
                "2026-11-15T23:00:00Z"
            ),
            [""; 0]
        );
    }

    #[test]
    fn a_repeated_hour_strikes_once_and_a_missing_one_strikes_after_the_gap() {
        // Slovakia's clocks change on 25 October 2026 and on 28 March 2027, at 01:00 UTC.
        let bratislava: Tz = "Europe/Bratislava".parse().unwrap();
        let daily = "0 30 2 * * *";
        assert_eq!(
            read(
                daily,
                bratislava,
                "2026-10-24T12:00:00Z",
                "2026-10-26T12:00:00Z"
            ),
            ["25T00:30", "26T01:30"]
        );
        assert_eq!(
            read(
                daily,
                bratislava,
                "2027-03-27T12:00:00Z",
                "2027-03-29T12:00:00Z"
            ),
            ["28T01:00", "29T00:30"]
        );
        let hourly = "0 0 * * * *";
        assert_eq!(
            read(
                hourly,
                bratislava,
                "2027-03-28T00:30:00Z",
                "2027-03-28T02:30:00Z"
            ),
            ["28T01:00", "28T02:00"]
        );
    }

    fn every_minute() -> Clock {
        Clock::new(vec![Line {
            name: "minute",
            expression: "0 * * * * *",
            job: Job::PurgeFiles,
        }])
        .unwrap()
    }

    async fn due_jobs(app: &App) -> usize {
        jobs::operations::claim(app, "w", 100, std::time::Duration::from_mins(1))
            .await
            .unwrap()
            .len()
    }

    #[tokio::test]
    async fn two_clocks_promise_each_tick_once() {
        let (app, _folder) = crate::stage::app().await;
        app.mark_as_demo(at("2026-11-15T04:30:30Z")).await.unwrap();
        let (mut one, mut other) = (every_minute(), every_minute());
        assert_eq!(
            (
                one.strike(&app).await.unwrap(),
                other.strike(&app).await.unwrap()
            ),
            (0, 0)
        );
        app.move_demo_clock(at("2026-11-15T04:31:10Z"))
            .await
            .unwrap();
        let (first, second) = tokio::join!(one.strike(&app), other.strike(&app));
        assert_eq!(first.unwrap() + second.unwrap(), 1);
        assert_eq!(due_jobs(&app).await, 1);
    }

    #[tokio::test]
    async fn after_a_pause_the_newest_tick_alone_is_caught_up() {
        let (app, _folder) = crate::stage::app().await;
        app.mark_as_demo(at("2026-11-15T04:30:30Z")).await.unwrap();
        let mut clock = every_minute();
        clock.strike(&app).await.unwrap();
        app.move_demo_clock(at("2026-11-18T04:30:30Z"))
            .await
            .unwrap();
        assert_eq!(clock.strike(&app).await.unwrap(), 1);
        let last = jobs::operations::last_tick(&app, "minute").await.unwrap();
        assert_eq!(
            (last, due_jobs(&app).await),
            (Some(at("2026-11-18T04:30:00Z")), 1)
        );

        // A clock that starts later, over the same record, finds nothing to catch up.
        assert_eq!(every_minute().strike(&app).await.unwrap(), 0);
    }
}
