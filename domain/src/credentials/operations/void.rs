//! Giving up a number under which no certificate can be made: it stays in the register with its reason, and is never given
//! again (rule 59).

use super::register::certificate_of;
use crate::{
    actor::Actor,
    app::App,
    audit,
    credentials::{policy, rules::clean_reason, store},
    error::OperationError,
    id::CertificateId,
};

/// Makes a planned certificate void whose making was given up. Another batch may then take its fellow in.
///
/// # Errors
/// Invalid `reason`; refused `certificate-being-made`, `certificate-not-planned`; stale.
pub async fn void(
    app: &App,
    actor: &Actor,
    id: CertificateId,
    reason: &str,
    version: i64,
) -> Result<(), OperationError> {
    app.write_once(actor, |txn| async move {
        let txn = &*txn;
        let seen = policy::certificates_visible_to(actor);
        let row = store::lock_certificate(txn, &seen, id).await?;
        let row = row.ok_or(OperationError::NotFound)?;
        policy::may_void(actor, certificate_of(&row))?;
        let reason = clean_reason(reason)?;
        row.state.void()?;
        // What still waits for the worker is not taken from under its hands.
        if row.failure.is_none() {
            return Err(OperationError::refused("certificate-being-made"));
        }
        if !store::mark_void(txn, (id, version), reason.clone()).await? {
            return Err(OperationError::Stale);
        }
        let entry = audit::Entry::new("credentials.void", "certificate", id);
        let entry = entry.programme(row.programme_id).reason(reason);
        let entry = entry.before(serde_json::json!({ "failure": row.failure }));
        audit::operations::record_in(app, txn, actor, entry).await
    })
    .await
}
