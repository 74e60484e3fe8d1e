//! A second person vouches for a report; and noting that one has been read.

use crate::{
    actor::Actor,
    app::{App, Txn},
    audit,
    error::{OperationError, breaks},
    id::{PersonId, ReportId},
    reports::{
        entity::{reads, reports},
        policy, store,
    },
};
use serde_json::json;

/// Signs a made report off, as the version that the actor has seen.
///
/// # Errors
/// `report-own-sign-off` for whoever asked for it, `report-not-made`, stale when it moved since.
///
/// # Returns
/// The report's new version.
pub async fn sign_off(
    app: &App,
    actor: &Actor,
    id: ReportId,
    version: i64,
) -> Result<i64, OperationError> {
    app.write_once(actor, |txn| async move {
        let txn = &*txn;
        let row = found(txn, actor, id).await?;
        policy::may_sign_off(actor, row.programme_id, row.cohort_id, row.asked_by)?;
        let person = actor.person.ok_or(OperationError::Forbidden)?;
        if row.version != version {
            return Err(OperationError::Stale);
        }
        let to = row.state.sign_off()?;
        let now = app.now();
        let signed = store::sign_off(txn, &row, to, (person, now)).await;
        let is_signed = signed.map_err(|fault| {
            if breaks(&fault, "reports_second_person") {
                OperationError::refused("report-own-sign-off")
            } else {
                fault.into()
            }
        })?;
        if !is_signed {
            return Err(OperationError::Stale);
        }
        store::mark_read(txn, read(id, person, now)).await?;
        let entry = audit::Entry::new("reports.sign-off", "report", id)
            .programme(row.programme_id)
            .after(json!({ "sha256": row.sha256 }));
        audit::operations::record_in(app, txn, actor, entry).await?;
        Ok(row.version + 1)
    })
    .await
}

/// Notes that the actor has read the report; noted once.
pub async fn mark_read(app: &App, actor: &Actor, id: ReportId) -> Result<(), OperationError> {
    app.write_once(actor, |txn| async move {
        let txn = &*txn;
        let row = found(txn, actor, id).await?;
        let person = actor.person.ok_or(OperationError::Forbidden)?;
        if !row.state.is_frozen() {
            return Err(OperationError::refused("report-not-made"));
        }
        if store::mark_read(txn, read(id, person, app.now())).await? {
            let entry = audit::Entry::new("reports.mark-read", "report", id);
            let entry = entry.programme(row.programme_id);
            audit::operations::record_in(app, txn, actor, entry).await?;
        }
        Ok(())
    })
    .await
}

async fn found(txn: &Txn, actor: &Actor, id: ReportId) -> Result<reports::Model, OperationError> {
    let found = store::visible_report(txn, &policy::visible_to(actor), id).await?;
    found.ok_or(OperationError::NotFound)
}

fn read(report: ReportId, person: PersonId, at: chrono::DateTime<chrono::Utc>) -> reads::Model {
    reads::Model {
        report_id: report,
        person_id: person,
        read_at: at,
    }
}
