//! The worker's part: opening the reports of a tick, gathering figures, freezing them. Each may run twice.

use super::{Cause, gather, open_in};
use crate::{
    actor::Actor,
    app::App,
    audit,
    error::OperationError,
    id::{ReportId, ReportPlanId},
    reports::{
        entity::reports,
        rules::{compose::compose, frozen},
        store::{self, Freezing},
    },
    residencies::{self, CohortFacts, CohortState},
};
use chrono::{DateTime, Utc};
use serde_json::json;

/// Characters of a reason that are kept.
const REASON_CHARACTERS_MAX: usize = 500;

/// Opens one report for each cohort that runs on the tick's day, unless it is there.
///
/// # Returns
/// How many were opened now.
pub async fn open_scheduled(
    app: &App,
    plan: ReportPlanId,
    tick: DateTime<Utc>,
) -> Result<u64, OperationError> {
    let plan = store::plan(app.db(), plan)
        .await?
        .ok_or(OperationError::NotFound)?;
    let zone: chrono_tz::Tz = plan
        .zone
        .parse()
        .map_err(|_| OperationError::Unexpected(format!("the zone {}", plan.zone)))?;
    let day = tick.with_timezone(&zone).date_naive();
    let runs = |cohort: &CohortFacts| {
        cohort.programme == plan.programme_id
            && cohort.dates.contains(day)
            && cohort.state != CohortState::Cancelled
    };
    let cohorts = residencies::operations::cohorts(app, &Actor::system()).await?;
    let mut opened = 0;
    for cohort in cohorts.into_iter().filter(runs) {
        let (of, plan) = (&(cohort.programme, cohort.id), &plan);
        let is_new = app.write(|txn| async move {
            let txn = &*txn;
            if store::has_report_of_tick(txn, plan.id, of.1, tick).await? {
                return Ok(false);
            }
            let id = open_in(app, txn, *of, Cause::Tick(plan.id, tick), &plan.audience).await?;
            let entry = audit::Entry::new("reports.open", "report", id).programme(of.0);
            let entry = entry.after(json!({ "cohort": of.1, "plan": plan.code, "tick": tick }));
            audit::operations::record_in(app, txn, &Actor::system(), entry).await?;
            Ok(true)
        });
        opened += u64::from(is_new.await?);
    }
    Ok(opened)
}

/// Gathers the figures of the report and freezes them. Begun again by another worker, it starts at the first step, so
/// that all figures are of one moment; made already, nothing happens.
///
/// # Returns
/// Whether this call froze the report.
pub async fn make(app: &App, id: ReportId) -> Result<bool, OperationError> {
    let row = store::report(app.db(), id)
        .await?
        .ok_or(OperationError::NotFound)?;
    let Some(to) = row.state.make() else {
        return Ok(false);
    };
    let facts = gather::gather(app, &row).await?;
    let frozen = frozen::freeze(&compose(&facts))?;
    let (row, frozen, as_of) = (&row, &frozen, facts.as_of);
    app.write(|txn| async move {
        let txn = &*txn;
        let freezing = Freezing {
            to,
            as_of,
            made_at: app.now(),
            sha256: frozen.sha256.clone(),
            frozen: frozen.text.clone(),
        };
        if !store::freeze(txn, row.id, freezing).await? {
            return Ok(false);
        }
        let entry = audit::Entry::new("reports.make", "report", row.id)
            .programme(row.programme_id)
            .after(json!({ "as_of": as_of, "sha256": frozen.sha256 }));
        audit::operations::record_in(app, txn, &Actor::system(), entry).await?;
        Ok(true)
    })
    .await
}

/// Shows a step of the making as done.
pub(super) async fn step_done(
    app: &App,
    row: &reports::Model,
    step: i32,
) -> Result<(), OperationError> {
    app.write(|txn| async move {
        // Made or given up meanwhile: the freezing will see it.
        store::progress(&txn, row.id, step).await?;
        Ok(())
    })
    .await
}

/// Marks a report as failed whose job was given up, so that another one can be asked for.
pub async fn give_up(app: &App, id: ReportId, why: &str) -> Result<(), OperationError> {
    let why: String = why.chars().take(REASON_CHARACTERS_MAX).collect();
    let why = why.as_str();
    app.write(|txn| async move {
        let txn = &*txn;
        let Some(row) = store::report(txn, id).await? else {
            return Ok(());
        };
        let Some(to) = row.state.give_up() else {
            return Ok(());
        };
        if store::fail(txn, id, to, why).await? {
            let entry = audit::Entry::new("reports.give-up", "report", id)
                .programme(row.programme_id)
                .reason(why);
            audit::operations::record_in(app, txn, &Actor::system(), entry).await?;
        }
        Ok(())
    })
    .await
}
