//! Reports: opened when their plan strikes, made one by one.

use super::JobError;
use chrono::{DateTime, Utc};
use zamala_domain::{
    App, OperationError,
    id::{ReportId, ReportPlanId},
    reports,
};

/// Opens the reports of one tick, and records those of older ticks as passed over.
pub async fn open(
    app: &App,
    plan: ReportPlanId,
    tick: DateTime<Utc>,
    passed: &[DateTime<Utc>],
) -> Result<(), JobError> {
    let opened = reports::operations::open_scheduled(app, plan, tick, passed).await?;
    tracing::info!(%plan, %tick, opened, passed = passed.len(), "reports opened");
    Ok(())
}

/// Gathers and freezes one report.
pub async fn make(app: &App, report: ReportId) -> Result<(), JobError> {
    let is_made = reports::operations::make(app, report).await?;
    tracing::info!(%report, is_made, "report made");
    Ok(())
}

/// Tells those who wait that the report will not come.
pub async fn give_up(app: &App, report: ReportId, why: &str) -> Result<(), OperationError> {
    reports::operations::give_up(app, report, why).await
}
