//! The worker's part: opening the reports of a tick, gathering figures, freezing them. Each may run twice.

use super::{Cause, gather, insert_in, open_in};
use crate::{
    actor::Actor,
    app::{App, Txn},
    audit,
    error::OperationError,
    id::{CohortId, ProgrammeId, ReportId, ReportPlanId},
    reports::{
        entity::{plans, reports},
        rules::{compose::compose, frozen},
        state::ReportState,
        store::{self, Freezing},
    },
    residencies::{self, CohortFacts, CohortState},
};
use chrono::{DateTime, Utc};
use serde_json::json;

/// Characters of a reason that are kept.
const REASON_CHARACTERS_MAX: usize = 500;

/// Opens one report for each cohort: that of the newest tick on whose day the cohort runs, unless it is there. The older
/// ones of `passed` are recorded as skipped.
///
/// # Returns
/// How many were opened now.
pub async fn open_scheduled(
    app: &App,
    plan: ReportPlanId,
    tick: DateTime<Utc>,
    passed: &[DateTime<Utc>],
) -> Result<u64, OperationError> {
    let plan = store::plan(app.db(), plan)
        .await?
        .ok_or(OperationError::NotFound)?;
    let zone: chrono_tz::Tz = plan
        .zone
        .parse()
        .map_err(|_| OperationError::Unexpected(format!("the zone {}", plan.zone)))?;
    let is_of_plan = |cohort: &CohortFacts| {
        cohort.programme == plan.programme_id && cohort.state != CohortState::Cancelled
    };
    let cohorts = residencies::operations::cohorts(app, &Actor::system()).await?;
    let mut opened = 0;
    for cohort in cohorts.into_iter().filter(is_of_plan) {
        let runs = |at: &DateTime<Utc>| cohort.dates.contains(at.with_timezone(&zone).date_naive());
        let ticks = passed.iter().copied().chain([tick]).filter(runs).collect();
        opened += u64::from(open_for(app, &plan, &cohort, ticks).await?);
    }
    Ok(opened)
}

/// Opens the report of the last of the cohort's `ticks` and records the others; whether it was opened now.
async fn open_for(
    app: &App,
    plan: &plans::Model,
    cohort: &CohortFacts,
    ticks: Vec<DateTime<Utc>>,
) -> Result<bool, OperationError> {
    let Some((newest, passed)) = ticks.split_last() else {
        return Ok(false);
    };
    let of = (cohort.programme, cohort.id);
    app.write(|txn| async move {
        let txn = &*txn;
        for tick in passed {
            if store::has_report_of_tick(txn, plan.id, of.1, *tick).await? {
                continue;
            }
            let cause = Cause::Tick(plan.id, *tick);
            let id = insert_in(app, txn, of, (cause, ReportState::Skipped), &plan.audience).await?;
            record_in(app, txn, ("reports.skip", id), (plan, of, *tick)).await?;
        }
        if store::has_report_of_tick(txn, plan.id, of.1, *newest).await? {
            return Ok(false);
        }
        let id = open_in(app, txn, of, Cause::Tick(plan.id, *newest), &plan.audience).await?;
        record_in(app, txn, ("reports.open", id), (plan, of, *newest)).await?;
        Ok(true)
    })
    .await
}

async fn record_in(
    app: &App,
    txn: &Txn,
    (action, id): (&'static str, ReportId),
    (plan, of, tick): (&plans::Model, (ProgrammeId, CohortId), DateTime<Utc>),
) -> Result<(), OperationError> {
    let entry = audit::Entry::new(action, "report", id).programme(of.0);
    let entry = entry.after(json!({ "cohort": of.1, "plan": plan.code, "tick": tick }));
    audit::operations::record_in(app, txn, &Actor::system(), entry).await?;
    Ok(())
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
