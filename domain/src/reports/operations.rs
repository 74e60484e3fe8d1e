//! What can be done with reports.

mod ask;
mod gather;
mod make;
mod plan;
mod read;
mod sign_off;

pub use ask::ask;
pub use make::{give_up, make, open_scheduled};
pub(crate) use plan::put_plan_in;
pub use plan::{PlanDraft, PlanSchedule, last_tick, schedules, tick};
pub use read::{
    Download, DownloadKind, REPORTS_PAGE_MAX, ReportAllowed, ReportFacts, ReportView, Waiting,
    askable_cohorts, download, report, reports, waiting,
};
pub use sign_off::{mark_read, sign_off};

use super::{entity::reports::Model, rules::STEPS_COUNT, state::ReportState, store};
use crate::{
    app::{App, Txn},
    error::OperationError,
    id::{CohortId, PersonId, ProgrammeId, ReportId, ReportPlanId},
    jobs::{self, Job},
    scope::Role,
};
use chrono::{DateTime, Utc};

/// Why a report is made.
enum Cause {
    Tick(ReportPlanId, DateTime<Utc>),
    Person(PersonId),
}

/// Opens a report under the cohort's next number and promises its making.
async fn open_in(
    app: &App,
    txn: &Txn,
    of: (ProgrammeId, CohortId),
    cause: Cause,
    audience: &str,
) -> Result<ReportId, OperationError> {
    let id = insert_in(app, txn, of, (cause, ReportState::Asked), audience).await?;
    jobs::operations::promise_in(app, txn, &Job::MakeReport { report: id }, app.now()).await?;
    Ok(id)
}

/// Writes a report without content under the cohort's next number.
async fn insert_in(
    app: &App,
    txn: &Txn,
    (programme, cohort): (ProgrammeId, CohortId),
    (cause, state): (Cause, ReportState),
    audience: &str,
) -> Result<ReportId, OperationError> {
    let number = store::next_number(txn, cohort).await?;
    let (plan_id, tick, asked_by) = match cause {
        Cause::Tick(plan, tick) => (Some(plan), Some(tick), None),
        Cause::Person(person) => (None, None, Some(person)),
    };
    let id: ReportId = app.new_id();
    let row = Model {
        id,
        programme_id: programme,
        cohort_id: cohort,
        number,
        plan_id,
        tick,
        asked_by,
        asked_at: app.now(),
        audience: audience.to_owned(),
        state,
        steps_done: 0,
        steps_count: STEPS_COUNT,
        as_of: None,
        made_at: None,
        sha256: None,
        signed_off_by: None,
        signed_off_at: None,
        failure: None,
        version: 1,
    };
    store::insert(txn, row).await?;
    Ok(id)
}

/// Codes of roles between spaces, so that one is found by ` code `.
fn audience_text(roles: &[Role]) -> String {
    let codes: Vec<&str> = roles.iter().map(|role| role.code()).collect();
    format!(" {} ", codes.join(" "))
}
