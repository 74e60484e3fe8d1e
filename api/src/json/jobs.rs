//! The worker's board, and the audit log: what administrators look after.

use super::{
    Tag,
    answer::Problem,
    caller::Caller,
    paging::{Asked, Cursor, Limit, Page},
    success::Done,
};
use chrono::{DateTime, Utc};
use poem::web::Data;
use poem_openapi::{
    Object, OpenApi,
    param::{Path, Query},
    payload::Json,
};
use uuid::Uuid;
use zamala_domain::{
    App,
    audit::operations::{self as audit, LogLine},
    id::JobId,
    jobs::{Board, DeadJob, JobState, KindCount, operations as jobs},
};

/// How the work stands.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct JobBoard {
    pub kinds: Vec<JobCount>,
    /// How long the longest waiting job has been due.
    pub oldest_due_seconds: Option<i64>,
}

/// How many jobs of a kind stand in a state.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
pub struct JobCount {
    pub kind: String,
    /// `waiting`, `running`, `done` or `dead`.
    pub state: String,
    pub count: i64,
}

/// A job that was given up.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
#[oai(rename = "DeadJob", skip_serializing_if_is_none)]
pub struct DeadJobBody {
    pub id: Uuid,
    pub kind: String,
    pub attempts: i32,
    pub last_error: Option<String>,
    pub died_at: DateTime<Utc>,
}

/// One line of the audit log.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct AuditLine {
    pub id: Uuid,
    /// The place in the chain; absent for the first two seconds.
    pub sequence: Option<i64>,
    pub occurred_at: DateTime<Utc>,
    /// Absent for the system itself.
    pub actor_id: Option<Uuid>,
    /// For example `labs.book`.
    pub action: String,
    pub subject_kind: String,
    pub subject_id: String,
}

fn job_count(count: KindCount) -> JobCount {
    let state = match count.state {
        JobState::Waiting => "waiting",
        JobState::Running => "running",
        JobState::Done => "done",
        JobState::Dead => "dead",
    };
    JobCount {
        kind: count.kind,
        state: state.to_owned(),
        count: count.count,
    }
}

fn dead_job(job: DeadJob) -> DeadJobBody {
    let DeadJob {
        id,
        kind,
        attempts,
        last_error,
        died_at,
    } = job;
    DeadJobBody {
        id: id.0,
        kind,
        attempts,
        last_error,
        died_at,
    }
}

fn audit_line(line: LogLine) -> AuditLine {
    let LogLine {
        id,
        sequence,
        occurred_at,
        actor,
        action,
        subject_kind,
        subject_id,
    } = line;
    AuditLine {
        id: id.0,
        sequence,
        occurred_at,
        actor_id: actor.map(|id| id.0),
        action,
        subject_kind,
        subject_id,
    }
}

pub struct JobsApi;

#[OpenApi(tag = "Tag::Operations")]
impl JobsApi {
    /// The board of jobs
    ///
    /// How many jobs of each kind stand in each state; for administrators.
    #[oai(path = "/v1/jobs", method = "get", operation_id = "getJobBoard")]
    async fn board(&self, app: Data<&App>, caller: Caller) -> Result<Json<JobBoard>, Problem> {
        let Board { kinds, oldest_due } = jobs::board(&app, &caller.0).await?;
        let kinds = kinds.into_iter().map(job_count).collect();
        Ok(Json(JobBoard {
            kinds,
            oldest_due_seconds: oldest_due.map(|due| due.num_seconds()),
        }))
    }

    /// The dead jobs
    ///
    /// The newest jobs that were given up; for administrators.
    #[oai(path = "/v1/jobs/dead", method = "get", operation_id = "listDeadJobs")]
    async fn dead(
        &self,
        app: Data<&App>,
        caller: Caller,
        /// How many jobs.
        limit: Query<Limit>,
        /// The `next` of the page before.
        cursor: Query<Cursor>,
    ) -> Result<Json<Page<DeadJobBody>>, Problem> {
        let asked = Asked::new("dead-jobs", limit.0, &cursor.0)?;
        let rows = jobs::dead(&app, &caller.0).await?;
        Ok(Json(asked.page_of_all(
            rows,
            |row| row.id.to_string(),
            dead_job,
        )?))
    }

    /// Revive a job
    ///
    /// Gives a dead job another chance, with all its tries; 409 `job-not-dead` otherwise.
    #[oai(
        path = "/v1/jobs/:id/revive",
        method = "post",
        operation_id = "reviveJob"
    )]
    async fn revive(
        &self,
        app: Data<&App>,
        caller: Caller,
        /// The job.
        id: Path<Uuid>,
    ) -> Result<Done, Problem> {
        jobs::revive(&app, &caller.0, JobId(id.0)).await?;
        Ok(Done::Done)
    }

    /// The audit log
    ///
    /// Who did what to what and when, newest first; for administrators. What was there before and after is not shown.
    #[oai(path = "/v1/audit", method = "get", operation_id = "listAudit")]
    async fn audit(
        &self,
        app: Data<&App>,
        caller: Caller,
        /// How many lines.
        limit: Query<Limit>,
        /// The `next` of the page before.
        cursor: Query<Cursor>,
    ) -> Result<Json<Page<AuditLine>>, Problem> {
        let asked = Asked::new("audit", limit.0, &cursor.0)?;
        let rows = audit::log(&app, &caller.0, asked.after()?, asked.limit()).await?;
        Ok(Json(asked.page(rows, |row| row.id.to_string(), audit_line)))
    }
}
