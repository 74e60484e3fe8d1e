//! Revoking by two people with a reason class. Nothing is deleted; the status shows at once and the holder is told.

use super::{issue::frozen, register::certificate_of};
use crate::{
    actor::Actor,
    app::App,
    assessment, audit,
    credentials::{
        entity::{certificates, revocations},
        policy,
        rules::clean_reason,
        state::{CertificateState, RevocationClass, RevocationState},
        store,
    },
    error::{OperationError, breaks},
    holds::{self, HoldSubject},
    id::{CertificateId, RevocationId},
    outbox::{self, LetterKind, RevocationData, operations::NewLetter},
};
use serde_json::json;

/// The database's name for the rule that a revocation takes two people.
const TWO_PEOPLE: &str = "revocations_two_people";

/// Proposes to revoke an issued certificate.
///
/// # Errors
/// Invalid `reason`; refused `certificate-not-issued`, `already-revoked`.
pub async fn propose(
    app: &App,
    actor: &Actor,
    id: CertificateId,
    class: RevocationClass,
    reason: &str,
) -> Result<RevocationId, OperationError> {
    let person = actor.person.ok_or(OperationError::Forbidden)?;
    app.write_once(actor, |txn| async move {
        let txn = &*txn;
        let row = locked(txn, actor, id).await?;
        policy::may_revoke(actor, certificate_of(&row))?;
        let reason = clean_reason(reason)?;
        if row.state != CertificateState::Issued {
            return Err(OperationError::refused("certificate-not-issued"));
        }
        let proposal = revocations::Model {
            id: app.new_id(),
            programme_id: row.programme_id,
            certificate_id: id,
            class,
            reason: reason.clone(),
            state: RevocationState::Proposed,
            proposed_by: person,
            proposed_at: app.now(),
            decided_by: None,
            decided_at: None,
            version: 1,
        };
        let proposed = proposal.id;
        match store::insert_revocation(txn, proposal).await {
            Err(error)
                if store::REVOCATION_LIVE
                    .iter()
                    .any(|name| breaks(&error, name)) =>
            {
                return Err(OperationError::refused("already-revoked"));
            }
            other => other?,
        }
        let entry = audit::Entry::new("credentials.propose-revocation", "certificate", id);
        let entry = entry
            .programme(row.programme_id)
            .after(json!({ "class": class.code() }));
        audit::operations::record_in(app, txn, actor, entry.reason(reason)).await?;
        Ok(proposed)
    })
    .await
}

async fn locked(
    txn: &crate::Txn,
    actor: &Actor,
    id: CertificateId,
) -> Result<certificates::Model, OperationError> {
    let seen = policy::certificates_visible_to(actor);
    store::lock_certificate(txn, &seen, id)
        .await?
        .ok_or(OperationError::NotFound)
}

/// The second person confirms: the status bit is set, and the holder gets a letter.
///
/// # Errors
/// Stale; refused `revocation-not-proposed`, `revocation-needs-second-person`.
pub async fn confirm(
    app: &App,
    actor: &Actor,
    id: CertificateId,
    version: i64,
) -> Result<(), OperationError> {
    let person = actor.person.ok_or(OperationError::Forbidden)?;
    app.write_once(actor, |txn| async move {
        let txn = &*txn;
        let row = locked(txn, actor, id).await?;
        let proposal = proposal(txn, id).await?;
        let of = certificate_of(&row);
        policy::may_revoke(actor, of)?;
        let proposal =
            proposal.ok_or_else(|| OperationError::refused("revocation-not-proposed"))?;
        policy::may_confirm_revocation(actor, of, proposal.proposed_by)?;
        let to = proposal.state.confirm()?;
        match store::decide_revocation(txn, (proposal.id, version), to, person, app.now()).await {
            Ok(true) => {}
            Ok(false) => return Err(OperationError::Stale),
            Err(error) if breaks(&error, TWO_PEOPLE) => {
                return Err(OperationError::refused("revocation-needs-second-person"));
            }
            Err(error) => return Err(error.into()),
        }
        store::revise_status_list(txn, row.status_list).await?;
        if proposal.class == RevocationClass::Error {
            store::give_way(txn, id).await?;
            free_mark_in(app, txn, actor, &row).await?;
        }
        tell_in(app, txn, &row, &proposal).await?;
        let entry = audit::Entry::new("credentials.revoke", "certificate", id);
        let after = json!({ "class": proposal.class.code(), "proposed_by": proposal.proposed_by });
        let entry = entry
            .programme(row.programme_id)
            .after(after)
            .reason(proposal.reason);
        audit::operations::record_in(app, txn, actor, entry).await
    })
    .await
}

/// A certificate issued in error binds its mark no longer, so that the mark can be put right.
async fn free_mark_in(
    app: &App,
    txn: &crate::Txn,
    actor: &Actor,
    row: &certificates::Model,
) -> Result<(), OperationError> {
    let (residency, module) = (row.residency_id, row.micro_credential_id);
    for mark in assessment::operations::marks_of_work_from(txn, residency, module).await? {
        let live = holds::operations::live_hold_from(txn, HoldSubject::Mark, mark.0).await?;
        if let Some(hold) = live {
            holds::operations::lift_in(app, txn, actor, hold.id).await?;
        }
    }
    Ok(())
}

/// Puts a proposal aside; who proposed may do that too.
///
/// # Errors
/// Stale; refused `revocation-not-proposed`.
pub async fn decline(
    app: &App,
    actor: &Actor,
    id: CertificateId,
    version: i64,
) -> Result<(), OperationError> {
    let person = actor.person.ok_or(OperationError::Forbidden)?;
    app.write_once(actor, |txn| async move {
        let txn = &*txn;
        let row = locked(txn, actor, id).await?;
        policy::may_revoke(actor, certificate_of(&row))?;
        let proposal = proposal(txn, id).await?;
        let proposal =
            proposal.ok_or_else(|| OperationError::refused("revocation-not-proposed"))?;
        let to = proposal.state.decline()?;
        let decided = (proposal.id, version);
        if !store::decide_revocation(txn, decided, to, person, app.now()).await? {
            return Err(OperationError::Stale);
        }
        let entry = audit::Entry::new("credentials.decline-revocation", "certificate", id);
        let before = json!({ "class": proposal.class.code(), "proposed_by": proposal.proposed_by });
        let entry = entry.programme(row.programme_id).before(before);
        audit::operations::record_in(app, txn, actor, entry).await
    })
    .await
}

/// The proposal that waits for a second person.
async fn proposal(
    txn: &crate::Txn,
    id: CertificateId,
) -> Result<Option<revocations::Model>, OperationError> {
    let known = store::revocations_of(txn, &[id]).await?;
    Ok(known
        .into_iter()
        .find(|own| own.state == RevocationState::Proposed))
}

async fn tell_in(
    app: &App,
    txn: &crate::Txn,
    row: &certificates::Model,
    proposal: &revocations::Model,
) -> Result<(), OperationError> {
    let frozen = frozen(row)?;
    let letter = NewLetter {
        kind: LetterKind::CertificateRevoked,
        programme: Some(row.programme_id),
        recipient: row.fellow_id.into(),
        occasion: row.id.to_string(),
        data: RevocationData {
            title: frozen.module.title,
            serial: frozen.serial,
            class: proposal.class.words(),
            reason: proposal.reason.clone(),
            link: format!("/certificates/{}", row.id),
        }
        .into_json(),
        send_at: app.now(),
    };
    outbox::operations::write_letter_in(app, txn, letter)
        .await
        .map(drop)
}
