//! Plans of reports that the clock makes, and their ticks.
//!
//! Each tick is promised once by whichever clock comes first. After a pause, or when a demo's clock jumps, only the newest
//! tick in a cohort's dates is made: figures are those of the moment at which a report is made, so that a report of an
//! earlier Thursday could not be true any more. What was passed over stands among the reports as skipped.

use super::audience_text;
use crate::{
    actor::Actor,
    app::{App, Txn},
    audit,
    bilingual::Bilingual,
    error::OperationError,
    id::{ProgrammeId, ReportPlanId},
    jobs::{self, Job},
    reports::{entity::plans, store},
    scope::Role,
};
use chrono::{DateTime, Utc};
use serde_json::json;

/// A plan as its file says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanDraft {
    pub code: String,
    pub title: Bilingual,
    /// Seconds first, 1 = Sunday.
    pub cron: String,
    pub zone: String,
    pub audience: Vec<Role>,
}

/// When a plan strikes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanSchedule {
    pub plan: ReportPlanId,
    pub code: String,
    pub cron: String,
    pub zone: String,
    /// Ticks up to this instant are none of the plan's.
    pub since: DateTime<Utc>,
}

/// Writes a plan as its file says; found by code. A changed plan keeps the reports it has made.
pub(crate) async fn put_plan_in(
    app: &App,
    txn: &Txn,
    programme: ProgrammeId,
    draft: &PlanDraft,
) -> Result<bool, OperationError> {
    let found = store::plan_by_code(txn, programme, &draft.code).await?;
    let draft = draft.clone();
    let wanted = plans::Model {
        id: found.as_ref().map_or_else(|| app.new_id(), |row| row.id),
        programme_id: programme,
        code: draft.code,
        title_ar: draft.title.ar,
        title_en: draft.title.en,
        cron: draft.cron,
        zone: draft.zone,
        audience: audience_text(&draft.audience),
        created_at: found
            .as_ref()
            .map_or_else(|| app.now(), |row| row.created_at),
    };
    let (id, cron) = (wanted.id, wanted.cron.clone());
    if !store::put_plan(txn, found, wanted).await?.has_changed() {
        return Ok(false);
    }
    let entry = audit::Entry::new("reports.store-plan", "report_plan", id)
        .programme(programme)
        .after(json!({ "cron": cron }));
    audit::operations::record_in(app, txn, &Actor::system(), entry).await?;
    Ok(true)
}

/// Every plan, for the clock.
pub async fn schedules(app: &App) -> Result<Vec<PlanSchedule>, OperationError> {
    let plans = store::plans(app.db()).await?;
    let schedule = |row: plans::Model| PlanSchedule {
        plan: row.id,
        code: row.code,
        cron: row.cron,
        zone: row.zone,
        since: row.created_at,
    };
    Ok(plans.into_iter().map(schedule).collect())
}

/// The newest tick of the plan that any clock has promised, also when the tick itself is forgotten by now.
pub async fn last_tick(
    app: &App,
    plan: ReportPlanId,
) -> Result<Option<DateTime<Utc>>, OperationError> {
    let promised = jobs::operations::last_tick(app, &line_name(plan)).await?;
    let reported = store::newest_tick(app.db(), plan).await?;
    Ok(promised.max(reported))
}

/// Promises the reports of one tick, with what becomes of the older ones that were `passed`; `false` when another clock has
/// promised them.
pub async fn tick(
    app: &App,
    plan: ReportPlanId,
    tick: DateTime<Utc>,
    passed: &[DateTime<Utc>],
) -> Result<bool, OperationError> {
    let job = Job::OpenReports {
        plan,
        tick,
        passed: passed.to_vec(),
    };
    jobs::operations::tick(app, &line_name(plan), tick, &job).await
}

fn line_name(plan: ReportPlanId) -> String {
    format!("report-plan:{plan}")
}
