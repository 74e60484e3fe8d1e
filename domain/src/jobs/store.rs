//! Rows of `jobs` and `cron_ticks`. Claiming is one statement on either database.

use super::{
    operations::{DeadJob, Lease},
    rules::Job,
    state::JobState,
};
use crate::id::JobId;
use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, DbBackend, DbErr, QueryResult, Statement, Value};
use std::time::Duration;

/// A job as its row tells it.
pub struct Row {
    pub id: JobId,
    pub kind: String,
    pub payload: String,
    pub fence: i64,
    pub attempts: i32,
    pub attempts_max: i32,
}

/// How many jobs of one kind stand in one state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KindCount {
    pub kind: String,
    pub state: JobState,
    pub count: i64,
}

/// The database's own time in epoch milliseconds.
fn clock_ms(backend: DbBackend) -> &'static str {
    match backend {
        DbBackend::Postgres => "(extract(epoch FROM clock_timestamp()) * 1000)::bigint",
        _ => "CAST(unixepoch('subsec') * 1000 AS INTEGER)",
    }
}

/// Puts the database's own words for time into a statement that holds values only as parameters.
fn statement(
    db: &impl ConnectionTrait,
    sql: &str,
    values: impl IntoIterator<Item = Value>,
) -> Statement {
    let backend = db.get_database_backend();
    Statement::from_sql_and_values(
        backend,
        sql.replace("{clock_ms}", clock_ms(backend)),
        values,
    )
}

fn in_ms(span: Duration) -> Value {
    i64::try_from(span.as_millis()).unwrap_or(i64::MAX).into()
}

/// Inserts a job; `false` when its unique key stands already.
pub async fn insert(
    db: &impl ConnectionTrait,
    (id, job, unique_key): (JobId, &Job, Option<&str>),
    run_at: DateTime<Utc>,
    created_at: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let payload = serde_json::to_string(job).map_err(|e| DbErr::Custom(e.to_string()))?;
    let insert = statement(
        db,
        "INSERT INTO jobs (id, kind, payload, unique_key, run_at, state, attempts_max, created_at)
         VALUES ($1, $2, $3, $4, $5, 'waiting', $6, $7) ON CONFLICT (unique_key) DO NOTHING",
        [
            id.into(),
            job.kind().into(),
            payload.into(),
            unique_key.map(str::to_owned).into(),
            run_at.into(),
            job.attempts_max().into(),
            created_at.into(),
        ],
    );
    Ok(db.execute_raw(insert).await?.rows_affected() == 1)
}

/// What a worker may claim: due and past its back-off, or left by a worker whose lease ran out.
const CLAIMABLE: &str =
    "(state = 'waiting' AND run_at <= $1 AND (retry_at_ms IS NULL OR retry_at_ms <= {clock_ms}))
     OR (state = 'running' AND lease_until_ms <= {clock_ms})";

/// Whether a claim would find something: two index reads and no lock.
pub async fn is_something_due(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let sql = format!("SELECT 1 AS due FROM jobs WHERE {CLAIMABLE} LIMIT 1");
    Ok(db
        .query_one_raw(statement(db, &sql, [now.into()]))
        .await?
        .is_some())
}

/// Buries what was tried often enough and whose worker never answered: a job that kills its process.
pub async fn bury_unanswered(db: &impl ConnectionTrait, at: DateTime<Utc>) -> Result<u64, DbErr> {
    let update = statement(
        db,
        "UPDATE jobs SET state = 'dead', lease_until_ms = NULL, finished_at = $1, fence = fence + 1,
             last_error = 'no worker that tried it lived to answer'
         WHERE state = 'running' AND lease_until_ms <= {clock_ms} AND attempts >= attempts_max",
        [at.into()],
    );
    Ok(db.execute_raw(update).await?.rows_affected())
}

/// Claims up to `limit` jobs, the longest due first.
pub async fn claim(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
    limit: u64,
    lease: Duration,
) -> Result<Vec<Row>, DbErr> {
    // An array is computed once; `IN` may be planned as a join that locks more rows than the limit.
    let (open, close) = match db.get_database_backend() {
        DbBackend::Postgres => ("= ANY (ARRAY(", " FOR UPDATE SKIP LOCKED))"),
        _ => ("IN (", ")"),
    };
    let sql = format!(
        "UPDATE jobs SET state = 'running', attempts = attempts + 1, fence = fence + 1,
             lease_until_ms = {{clock_ms}} + $3, retry_at_ms = NULL
         WHERE id {open}SELECT id FROM jobs WHERE {CLAIMABLE} ORDER BY run_at, id LIMIT $2{close}
         RETURNING id, kind, payload, fence, attempts, attempts_max"
    );
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let update = statement(db, &sql, [now.into(), limit.into(), in_ms(lease)]);
    db.query_all_raw(update).await?.iter().map(row).collect()
}

fn row(row: &QueryResult) -> Result<Row, DbErr> {
    Ok(Row {
        id: row.try_get("", "id")?,
        kind: row.try_get("", "kind")?,
        payload: row.try_get("", "payload")?,
        fence: row.try_get("", "fence")?,
        attempts: row.try_get("", "attempts")?,
        attempts_max: row.try_get("", "attempts_max")?,
    })
}

/// Runs a worker's answer; `false` when the worker no longer holds the job. `$1` and `$2` are the id and the fence.
async fn answer(
    db: &impl ConnectionTrait,
    held: Lease,
    set: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<bool, DbErr> {
    let sql = format!("UPDATE jobs SET {set} WHERE id = $1 AND fence = $2 AND state = 'running'");
    let values = [held.id.into(), held.fence.into()]
        .into_iter()
        .chain(values);
    Ok(db
        .execute_raw(statement(db, &sql, values))
        .await?
        .rows_affected()
        == 1)
}

pub async fn renew(db: &impl ConnectionTrait, held: Lease, lease: Duration) -> Result<bool, DbErr> {
    answer(db, held, "lease_until_ms = {clock_ms} + $3", [in_ms(lease)]).await
}

pub async fn finish(
    db: &impl ConnectionTrait,
    held: Lease,
    at: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let set = "state = 'done', lease_until_ms = NULL, last_error = NULL, finished_at = $3";
    answer(db, held, set, [at.into()]).await
}

pub async fn retry(
    db: &impl ConnectionTrait,
    held: Lease,
    after: Duration,
    why: &str,
) -> Result<bool, DbErr> {
    let set =
        "state = 'waiting', lease_until_ms = NULL, retry_at_ms = {clock_ms} + $3, last_error = $4";
    answer(db, held, set, [in_ms(after), why.into()]).await
}

/// Like [`retry`], and the try does not count.
pub async fn postpone(
    db: &impl ConnectionTrait,
    held: Lease,
    after: Duration,
    why: &str,
) -> Result<bool, DbErr> {
    let set =
        "state = 'waiting', lease_until_ms = NULL, retry_at_ms = {clock_ms} + $3, last_error = $4,
               attempts = attempts - 1";
    answer(db, held, set, [in_ms(after), why.into()]).await
}

pub async fn bury(
    db: &impl ConnectionTrait,
    held: Lease,
    why: &str,
    at: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let set = "state = 'dead', lease_until_ms = NULL, last_error = $3, finished_at = $4";
    answer(db, held, set, [why.into(), at.into()]).await
}

/// The dead, newest first.
pub async fn dead(db: &impl ConnectionTrait, limit: u64) -> Result<Vec<DeadJob>, DbErr> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let select = statement(
        db,
        "SELECT id, kind, attempts, last_error, finished_at FROM jobs WHERE state = 'dead'
         ORDER BY finished_at DESC, id DESC LIMIT $1",
        [limit.into()],
    );
    let rows = db.query_all_raw(select).await?;
    let dead_job = |row: &QueryResult| {
        Ok(DeadJob {
            id: row.try_get("", "id")?,
            kind: row.try_get("", "kind")?,
            attempts: row.try_get("", "attempts")?,
            last_error: row.try_get("", "last_error")?,
            died_at: row.try_get("", "finished_at")?,
        })
    };
    rows.iter().map(dead_job).collect()
}

pub async fn state(db: &impl ConnectionTrait, id: JobId) -> Result<Option<JobState>, DbErr> {
    let select = statement(db, "SELECT state FROM jobs WHERE id = $1", [id.into()]);
    db.query_one_raw(select)
        .await?
        .map(|row| row.try_get("", "state"))
        .transpose()
}

pub async fn revive(db: &impl ConnectionTrait, id: JobId) -> Result<bool, DbErr> {
    let update = statement(
        db,
        "UPDATE jobs SET state = 'waiting', attempts = 0, retry_at_ms = NULL, finished_at = NULL
         WHERE id = $1 AND state = 'dead'",
        [id.into()],
    );
    Ok(db.execute_raw(update).await?.rows_affected() == 1)
}

pub async fn counts(db: &impl ConnectionTrait) -> Result<Vec<KindCount>, DbErr> {
    let sql =
        "SELECT kind, state, count(*) AS count FROM jobs GROUP BY kind, state ORDER BY kind, state";
    let rows = db.query_all_raw(statement(db, sql, [])).await?;
    let count = |row: &QueryResult| {
        Ok(KindCount {
            kind: row.try_get("", "kind")?,
            state: row.try_get("", "state")?,
            count: row.try_get("", "count")?,
        })
    };
    rows.iter().map(count).collect()
}

/// Since when the longest waiting job is due.
pub async fn oldest_due(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
) -> Result<Option<DateTime<Utc>>, DbErr> {
    let sql =
        "SELECT run_at FROM jobs WHERE state = 'waiting' AND run_at <= $1 ORDER BY run_at LIMIT 1";
    db.query_one_raw(statement(db, sql, [now.into()]))
        .await?
        .map(|row| row.try_get("", "run_at"))
        .transpose()
}

pub async fn delete_done(db: &impl ConnectionTrait, before: DateTime<Utc>) -> Result<u64, DbErr> {
    let delete = statement(
        db,
        "DELETE FROM jobs WHERE state = 'done' AND finished_at < $1",
        [before.into()],
    );
    Ok(db.execute_raw(delete).await?.rows_affected())
}

/// Inserts a tick; `false` when another clock was first.
pub async fn insert_tick(
    db: &impl ConnectionTrait,
    name: &str,
    tick: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let insert = statement(
        db,
        "INSERT INTO cron_ticks (name, tick) VALUES ($1, $2) ON CONFLICT (name, tick) DO NOTHING",
        [name.into(), tick.into()],
    );
    Ok(db.execute_raw(insert).await?.rows_affected() == 1)
}

pub async fn last_tick(
    db: &impl ConnectionTrait,
    name: &str,
) -> Result<Option<DateTime<Utc>>, DbErr> {
    let sql = "SELECT tick FROM cron_ticks WHERE name = $1 ORDER BY tick DESC LIMIT 1";
    db.query_one_raw(statement(db, sql, [name.into()]))
        .await?
        .map(|row| row.try_get("", "tick"))
        .transpose()
}

pub async fn delete_ticks(db: &impl ConnectionTrait, before: DateTime<Utc>) -> Result<u64, DbErr> {
    let delete = statement(
        db,
        "DELETE FROM cron_ticks WHERE tick < $1",
        [before.into()],
    );
    Ok(db.execute_raw(delete).await?.rows_affected())
}
