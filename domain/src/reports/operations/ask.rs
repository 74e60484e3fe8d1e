//! A manager asks for a report now.

use super::{Cause, audience_text, open_in};
use crate::{
    actor::Actor,
    app::App,
    audit,
    error::{OperationError, breaks},
    id::{CohortId, ReportId},
    reports::policy,
    residencies,
};

/// Asks for a report of the cohort; the worker makes it. One at a time for each cohort.
///
/// # Errors
/// `report-already-asked` while an earlier one is being made.
pub async fn ask(app: &App, actor: &Actor, cohort: CohortId) -> Result<ReportId, OperationError> {
    let cohort = residencies::operations::cohort(app, actor, cohort).await?;
    policy::may_ask(actor, cohort.programme, cohort.id)?;
    let person = actor.person.ok_or(OperationError::Forbidden)?;
    let audience = audience_text(policy::AUDIENCE_ON_DEMAND);
    let (of, audience) = (&(cohort.programme, cohort.id), &audience);
    app.write_once(actor, |txn| async move {
        let txn = &*txn;
        let opened = open_in(app, txn, *of, Cause::Person(person), audience).await;
        let id = opened.map_err(already_asked)?;
        let entry = audit::Entry::new("reports.ask", "report", id).programme(of.0);
        let entry = entry.after(serde_json::json!({ "cohort": of.1 }));
        audit::operations::record_in(app, txn, actor, entry).await?;
        Ok(id)
    })
    .await
}

/// SQLite names the columns of a unique index, PostgreSQL the index.
fn already_asked(error: OperationError) -> OperationError {
    match error {
        OperationError::Database(fault)
            if breaks(&fault, "reports_one_asked")
                || (breaks(&fault, "reports.cohort_id") && !breaks(&fault, "reports.number")) =>
        {
            OperationError::refused("report-already-asked")
        }
        other => other,
    }
}
