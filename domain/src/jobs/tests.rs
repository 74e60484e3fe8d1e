//! Leases, fences and ticks, against a database.

use super::{Claimed, Job, JobState, Lease, operations, store};
use crate::{
    App, Role, Scope, actor::Actor, bilingual::Language, error::OperationError, id::*,
    scope::Grant, stage,
};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ConnectionTrait, Statement};
use std::time::Duration;
use uuid::Uuid;

const LEASE: Duration = Duration::from_mins(1);
/// A lease that has run out when it is given.
const NO_LEASE: Duration = Duration::ZERO;
const NOW: Duration = Duration::ZERO;

async fn promise(app: &App, job: &Job, run_at: DateTime<Utc>) -> JobId {
    app.write(|txn| async move { operations::promise_in(app, &txn, job, run_at).await })
        .await
        .unwrap()
}

async fn claim(app: &App, limit: u64, lease: Duration) -> Vec<Claimed> {
    operations::claim(app, "w1", limit, lease).await.unwrap()
}

async fn state(app: &App, id: JobId) -> JobState {
    store::state(app.db(), id).await.unwrap().unwrap()
}

async fn execute(app: &App, sql: &str) {
    let statement = Statement::from_string(app.backend(), sql);
    let statement = &statement;
    app.write(|txn| async move { Ok(txn.execute_raw(statement.clone()).await?) })
        .await
        .unwrap();
}

fn administrator() -> Actor {
    let grants = vec![Grant::standing(Role::Administrator, Scope::Installation)];
    Actor::of(PersonId(Uuid::from_u128(1)), grants, Language::En)
}

#[tokio::test]
async fn a_job_is_claimed_when_it_is_due_and_by_one_worker() {
    let app = stage::app().await;
    let due = promise(&app, &Job::ForgetExpired, app.now()).await;
    promise(&app, &Job::PurgeFiles, app.now() + TimeDelta::hours(1)).await;

    let first = claim(&app, 10, LEASE).await;
    let second = claim(&app, 10, LEASE).await;

    let [only] = first.as_slice() else {
        panic!("one job is due: {first:?}")
    };
    assert_eq!(
        (only.held, only.attempts, &only.job),
        (Lease { id: due, fence: 1 }, 1, &Ok(Job::ForgetExpired))
    );
    assert_eq!(second, []);
    assert!(operations::finish(&app, only.held).await.unwrap());
    assert_eq!(state(&app, due).await, JobState::Done);
}

#[tokio::test]
async fn workers_that_claim_at_once_share_the_jobs() {
    let app = stage::app().await;
    for _ in 0..40 {
        promise(&app, &Job::ForgetExpired, app.now()).await;
    }
    let claims = (0..8).map(|_| claim(&app, 6, LEASE));
    let mut ids: Vec<JobId> = futures::future::join_all(claims)
        .await
        .into_iter()
        .flatten()
        .map(|c| c.held.id)
        .collect();
    let claimed = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!((claimed, ids.len()), (40, 40));
}

#[tokio::test]
async fn a_stale_worker_cannot_answer() {
    let app = stage::app().await;
    let id = promise(&app, &Job::ForgetExpired, app.now()).await;
    let stale = claim(&app, 1, NO_LEASE).await.remove(0);
    let fresh = claim(&app, 1, LEASE).await.remove(0);
    assert_eq!((fresh.held.fence, fresh.attempts), (2, 2));

    assert!(!operations::renew(&app, stale.held, LEASE).await.unwrap());
    assert!(!operations::finish(&app, stale.held).await.unwrap());
    assert!(
        !operations::retry(&app, stale.held, NOW, "late")
            .await
            .unwrap()
    );
    assert!(
        !operations::postpone(&app, stale.held, NOW, "late")
            .await
            .unwrap()
    );
    assert!(!operations::bury(&app, stale.held, "late").await.unwrap());

    assert_eq!(state(&app, id).await, JobState::Running);
    assert!(operations::finish(&app, fresh.held).await.unwrap());
}

#[tokio::test]
async fn a_renewed_lease_keeps_the_job() {
    let app = stage::app().await;
    promise(&app, &Job::ForgetExpired, app.now()).await;
    let held = claim(&app, 1, NO_LEASE).await.remove(0).held;
    assert!(operations::renew(&app, held, LEASE).await.unwrap());
    assert_eq!(claim(&app, 1, LEASE).await, []);
}

#[tokio::test]
async fn a_moved_clock_reaches_due_times_and_no_back_off() {
    let app = stage::app().await;
    let start = app.now();
    app.mark_as_demo(start).await.unwrap();
    promise(&app, &Job::ForgetExpired, start).await;
    promise(&app, &Job::PurgeFiles, start + TimeDelta::hours(2)).await;
    let failed = claim(&app, 1, LEASE).await.remove(0);
    assert!(
        operations::retry(&app, failed.held, Duration::from_mins(10), "away")
            .await
            .unwrap()
    );

    app.move_demo_clock(start + TimeDelta::hours(3))
        .await
        .unwrap();

    let jobs: Vec<_> = claim(&app, 10, LEASE)
        .await
        .into_iter()
        .map(|c| c.job)
        .collect();
    assert_eq!(jobs, [Ok(Job::PurgeFiles)]);
}

#[tokio::test]
async fn a_try_counts_unless_it_was_postponed() {
    let app = stage::app().await;
    promise(&app, &Job::ForgetExpired, app.now()).await;
    let first = claim(&app, 1, LEASE).await.remove(0);
    assert!(
        operations::postpone(&app, first.held, NOW, "relay away")
            .await
            .unwrap()
    );
    let second = claim(&app, 1, LEASE).await.remove(0);
    assert!(
        operations::retry(&app, second.held, NOW, "failed")
            .await
            .unwrap()
    );
    let third = claim(&app, 1, LEASE).await.remove(0);
    assert_eq!((first.attempts, second.attempts, third.attempts), (1, 1, 2));
}

#[tokio::test]
async fn a_job_that_kills_its_workers_is_dead_and_holds_nobody_up() {
    let app = stage::app().await;
    let poison = promise(&app, &Job::ForgetExpired, app.now()).await;
    for attempt in 1..=Job::ForgetExpired.attempts_max() {
        assert_eq!(claim(&app, 1, NO_LEASE).await.remove(0).attempts, attempt);
    }
    let other = promise(&app, &Job::PurgeFiles, app.now()).await;

    let claimed = claim(&app, 10, LEASE).await;

    assert_eq!(
        claimed.into_iter().map(|c| c.held.id).collect::<Vec<_>>(),
        [other]
    );
    let dead = operations::dead(&app, &administrator()).await.unwrap();
    assert_eq!(
        dead.iter()
            .map(|job| (job.id, job.attempts))
            .collect::<Vec<_>>(),
        [(poison, 8)]
    );
}

#[tokio::test]
async fn a_row_that_cannot_be_read_is_handed_over_as_such() {
    let app = stage::app().await;
    promise(&app, &Job::ForgetExpired, app.now()).await;
    execute(
        &app,
        "UPDATE jobs SET payload = '{\"kind\":\"of-a-newer-binary\"}'",
    )
    .await;
    assert!(
        claim(&app, 1, LEASE)
            .await
            .remove(0)
            .job
            .unwrap_err()
            .contains("of-a-newer-binary")
    );
}

#[tokio::test]
async fn a_unique_key_promises_once() {
    let app = stage::app().await;
    let app = &app;
    let promise = async || {
        let now = app.now();
        app.write(|txn| async move {
            operations::promise_unique_in(app, &txn, &Job::PurgeFiles, now, "purge").await
        })
        .await
    };
    assert!(promise().await.unwrap().is_some());
    assert_eq!(promise().await.unwrap(), None);
    assert_eq!(claim(app, 10, LEASE).await.len(), 1);
}

#[tokio::test]
async fn an_administrator_revives_the_dead_and_only_the_dead() {
    let app = stage::app().await;
    let id = promise(&app, &Job::ForgetExpired, app.now()).await;
    let refused = operations::revive(&app, &administrator(), id)
        .await
        .unwrap_err();
    assert_eq!(
        (refused.to_string(), state(&app, id).await),
        ("job-not-dead".to_owned(), JobState::Waiting)
    );

    let held = claim(&app, 1, LEASE).await.remove(0).held;
    assert!(operations::bury(&app, held, "no such box").await.unwrap());
    let trainer = Actor::of(PersonId(Uuid::from_u128(2)), vec![], Language::Ar);
    assert!(matches!(
        operations::revive(&app, &trainer, id).await,
        Err(OperationError::Forbidden)
    ));
    assert!(matches!(
        operations::dead(&app, &trainer).await,
        Err(OperationError::Forbidden)
    ));
    assert_eq!(state(&app, id).await, JobState::Dead);

    operations::revive(&app, &administrator(), id)
        .await
        .unwrap();
    let again = claim(&app, 1, LEASE).await.remove(0);
    assert_eq!((again.held.id, again.attempts), (id, 1));
    let missing = operations::revive(&app, &administrator(), JobId(Uuid::from_u128(9))).await;
    assert!(matches!(missing, Err(OperationError::NotFound)));
}

#[tokio::test]
async fn the_board_counts_by_kind_and_state() {
    let app = stage::app().await;
    promise(&app, &Job::ForgetExpired, app.now() - TimeDelta::minutes(5)).await;
    promise(&app, &Job::PurgeFiles, app.now() - TimeDelta::minutes(3)).await;
    claim(&app, 1, LEASE).await;
    let board = operations::board(&app, &administrator()).await.unwrap();
    let kinds: Vec<_> = board
        .kinds
        .iter()
        .map(|c| (c.kind.as_str(), c.state, c.count))
        .collect();
    assert_eq!(
        kinds,
        [
            ("forget-expired", JobState::Running, 1),
            ("purge-files", JobState::Waiting, 1)
        ]
    );
    assert_eq!(board.oldest_due.unwrap().num_minutes(), 3);
}

#[tokio::test]
async fn done_jobs_are_forgotten_after_a_week_and_dead_ones_never() {
    let app = stage::app().await;
    for job in [Job::ForgetExpired, Job::PurgeFiles, Job::PurgeFiles] {
        promise(&app, &job, app.now()).await;
    }
    let claimed = claim(&app, 3, LEASE).await;
    operations::finish(&app, claimed[0].held).await.unwrap();
    operations::bury(&app, claimed[1].held, "gone")
        .await
        .unwrap();
    operations::finish(&app, claimed[2].held).await.unwrap();
    let long_ago = app.real_now() - TimeDelta::days(8);
    let ids = [
        claimed[0].held.id.into(),
        claimed[1].held.id.into(),
        long_ago.into(),
    ];
    let sql = "UPDATE jobs SET finished_at = $3 WHERE id IN ($1, $2)";
    let statement = Statement::from_sql_and_values(app.backend(), sql, ids);
    let statement = &statement;
    app.write(|txn| async move { Ok(txn.execute_raw(statement.clone()).await?) })
        .await
        .unwrap();

    assert_eq!(operations::forget_expired(&app).await.unwrap().jobs, 1);

    assert_eq!(
        store::state(app.db(), claimed[0].held.id).await.unwrap(),
        None
    );
    assert_eq!(state(&app, claimed[1].held.id).await, JobState::Dead);
    assert_eq!(state(&app, claimed[2].held.id).await, JobState::Done);
}

#[tokio::test]
async fn two_clocks_promise_a_tick_once() {
    let app = stage::app().await;
    let at = app.now();
    let ticks = (0..2).map(|_| operations::tick(&app, "nightly", at, &Job::PurgeFiles));
    let mut first: Vec<bool> = futures::future::try_join_all(ticks).await.unwrap();
    first.sort_unstable();
    assert_eq!(first, [false, true]);
    assert_eq!(claim(&app, 10, LEASE).await.len(), 1);
    assert_eq!(
        operations::last_tick(&app, "nightly").await.unwrap(),
        Some(at)
    );
}
