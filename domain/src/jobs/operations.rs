//! Promising, claiming, answering, and looking after what died.

use super::{
    policy,
    rules::Job,
    store::{self, KindCount},
};
use crate::{
    actor::Actor,
    app::{self, App, Txn},
    audit,
    error::OperationError,
    id::JobId,
};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;
use std::time::Duration;

/// Days that a done job is kept, so that it can still be asked what happened.
const DONE_KEPT_DAYS: i64 = 7;
/// Days that a tick is kept: far longer than any clock looks back.
const TICKS_KEPT_DAYS: i64 = 30;
/// Dead jobs shown at once.
const DEAD_SHOWN_MAX: u64 = 100;
/// Characters of an error that are kept with its job.
const ERROR_CHARACTERS_MAX: usize = 500;

/// Promises a job, to be run from `run_at` on (programme clock), with the caller's change or not at all.
pub async fn promise_in(
    app: &App,
    txn: &Txn,
    job: &Job,
    run_at: DateTime<Utc>,
) -> Result<JobId, OperationError> {
    let id = app.new_id();
    store::insert(txn, (id, job, None), run_at, app.real_now()).await?;
    Ok(id)
}

/// Like [`promise_in`], but once per key for as long as the job is kept; `None` when the key stands already.
pub async fn promise_unique_in(
    app: &App,
    txn: &Txn,
    job: &Job,
    run_at: DateTime<Utc>,
    unique_key: &str,
) -> Result<Option<JobId>, OperationError> {
    let id = app.new_id();
    let is_new = store::insert(txn, (id, job, Some(unique_key)), run_at, app.real_now()).await?;
    Ok(is_new.then_some(id))
}

/// What a worker shows when it answers for a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lease {
    pub id: JobId,
    pub fence: i64,
}

/// A job that the caller holds until the lease runs out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claimed {
    pub held: Lease,
    pub kind: String,
    /// Tries so far, this one included.
    pub attempts: i32,
    pub attempts_max: i32,
    /// The job; or why its row cannot be read.
    pub job: Result<Job, String>,
}

/// Claims up to `limit` due jobs, the longest due first, each for the time of the lease. Jobs of a worker whose lease ran
/// out are claimed anew, and that try counts; once tried too often, they are dead.
pub async fn claim(
    app: &App,
    worker_name: &str,
    limit: u64,
    lease: Duration,
) -> Result<Vec<Claimed>, OperationError> {
    if limit == 0 || !store::is_something_due(app.db(), app.now()).await? {
        return Ok(Vec::new());
    }
    let (buried, rows) = app
        .write(|txn| async move {
            let txn = &*txn;
            let buried = store::bury_unanswered(txn, app.real_now()).await?;
            Ok((buried, store::claim(txn, app.now(), limit, lease).await?))
        })
        .await?;
    if buried > 0 {
        tracing::error!(
            worker_name,
            buried,
            "jobs whose workers never answered are dead"
        );
    }
    Ok(rows.into_iter().map(claimed).collect())
}

fn claimed(row: store::Row) -> Claimed {
    let store::Row {
        id,
        kind,
        payload,
        fence,
        attempts,
        attempts_max,
    } = row;
    let job = serde_json::from_str(&payload).map_err(|e| e.to_string());
    Claimed {
        held: Lease { id, fence },
        kind,
        attempts,
        attempts_max,
        job,
    }
}

/// Holds the job for another lease from now. All answers: `false` when another worker holds it by now.
pub async fn renew(app: &App, held: Lease, lease: Duration) -> Result<bool, OperationError> {
    let is_held = app
        .write(|txn| async move { Ok(store::renew(&*txn, held, lease).await?) })
        .await?;
    Ok(logged(held, "renew", is_held))
}

/// The job is done.
pub async fn finish(app: &App, held: Lease) -> Result<bool, OperationError> {
    let at = app.real_now();
    let is_held = app
        .write(|txn| async move { Ok(store::finish(&*txn, held, at).await?) })
        .await?;
    Ok(logged(held, "finish", is_held))
}

/// The job failed and is to be tried again after a while; the try counts.
pub async fn retry(
    app: &App,
    held: Lease,
    after: Duration,
    why: &str,
) -> Result<bool, OperationError> {
    let why = shortened(why);
    let why = why.as_str();
    let is_held = app
        .write(|txn| async move { Ok(store::retry(&*txn, held, after, why).await?) })
        .await?;
    Ok(logged(held, "retry", is_held))
}

/// The job is given back for no fault of its own, to be tried after a while; the try does not count.
pub async fn postpone(
    app: &App,
    held: Lease,
    after: Duration,
    why: &str,
) -> Result<bool, OperationError> {
    let why = shortened(why);
    let why = why.as_str();
    let is_held = app
        .write(|txn| async move { Ok(store::postpone(&*txn, held, after, why).await?) })
        .await?;
    Ok(logged(held, "postpone", is_held))
}

/// Trying the job again cannot help.
pub async fn bury(app: &App, held: Lease, why: &str) -> Result<bool, OperationError> {
    let (why, at) = (shortened(why), app.real_now());
    let why = why.as_str();
    let is_held = app
        .write(|txn| async move { Ok(store::bury(&*txn, held, why, at).await?) })
        .await?;
    Ok(logged(held, "bury", is_held))
}

fn logged(held: Lease, answer: &str, is_held: bool) -> bool {
    if !is_held {
        tracing::warn!(job = %held.id, fence = held.fence, answer, "a stale worker's answer was refused");
    }
    is_held
}

fn shortened(why: &str) -> String {
    why.chars().take(ERROR_CHARACTERS_MAX).collect()
}

/// A job that was given up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeadJob {
    pub id: JobId,
    pub kind: String,
    pub attempts: i32,
    pub last_error: Option<String>,
    pub died_at: DateTime<Utc>,
}

/// The newest dead jobs, for administrators.
pub async fn dead(app: &App, actor: &Actor) -> Result<Vec<DeadJob>, OperationError> {
    policy::may_look_after_jobs(actor)?;
    Ok(store::dead(app.db(), DEAD_SHOWN_MAX).await?)
}

/// Gives a dead job another chance, with all its tries; refused with `job-not-dead` when it is not.
pub async fn revive(app: &App, actor: &Actor, job: JobId) -> Result<(), OperationError> {
    policy::may_revive(actor)?;
    app.write_once(actor, |txn| async move {
        let txn = &*txn;
        let state = store::state(txn, job)
            .await?
            .ok_or(OperationError::NotFound)?;
        let after = state.revive()?;
        if !store::revive(txn, job).await? {
            return Err(OperationError::Stale);
        }
        let entry = audit::Entry::new("jobs.revive", "job", job);
        let entry = entry
            .before(json!({ "state": state_code(state) }))
            .after(json!({ "state": state_code(after) }));
        audit::operations::record_in(app, txn, actor, entry).await
    })
    .await
}

fn state_code(state: super::JobState) -> String {
    sea_orm::ActiveEnum::to_value(&state)
}

/// How the work stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Board {
    pub kinds: Vec<KindCount>,
    /// How long the longest waiting job has been due, in programme time.
    pub oldest_due: Option<TimeDelta>,
}

/// Counts by kind and state, for administrators and the metrics.
pub async fn board(app: &App, actor: &Actor) -> Result<Board, OperationError> {
    policy::may_look_after_jobs(actor)?;
    let now = app.now();
    let kinds = store::counts(app.db()).await?;
    let oldest_due = store::oldest_due(app.db(), now)
        .await?
        .map(|since| now - since);
    Ok(Board { kinds, oldest_due })
}

/// What [`forget_expired`] deleted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Forgotten {
    pub keys: u64,
    pub jobs: u64,
    pub ticks: u64,
}

/// Deletes idempotency keys past their day, jobs done a week ago and ticks of last month. Dead jobs stay.
pub async fn forget_expired(app: &App) -> Result<Forgotten, OperationError> {
    let (real_now, now) = (app.real_now(), app.now());
    app.write(|txn| async move {
        let txn = &*txn;
        let keys = app::forget_expired_keys_in(txn, real_now).await?;
        let jobs = store::delete_done(txn, real_now - TimeDelta::days(DONE_KEPT_DAYS)).await?;
        let ticks = store::delete_ticks(txn, now - TimeDelta::days(TICKS_KEPT_DAYS)).await?;
        Ok(Forgotten { keys, jobs, ticks })
    })
    .await
}

/// Promises the job of one tick of the schedule; `false` when another clock has promised it. `tick` is the nominal
/// instant, so that clocks that differ agree on its key.
pub async fn tick(
    app: &App,
    name: &str,
    tick: DateTime<Utc>,
    job: &Job,
) -> Result<bool, OperationError> {
    app.write(|txn| async move {
        let txn = &*txn;
        let is_first = store::insert_tick(txn, name, tick).await?;
        if is_first {
            promise_in(app, txn, job, tick).await?;
        }
        Ok(is_first)
    })
    .await
}

/// The newest tick that any clock has promised.
pub async fn last_tick(app: &App, name: &str) -> Result<Option<DateTime<Utc>>, OperationError> {
    Ok(store::last_tick(app.db(), name).await?)
}
