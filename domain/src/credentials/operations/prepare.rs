//! Preparing a batch, and taking it back before it is sealed.

use super::{
    batches::{Assessed, batch_facts},
    names,
};
use crate::{
    actor::Actor,
    app::App,
    audit,
    credentials::{
        entity::{batches, members},
        policy,
        state::BatchState,
        store,
    },
    error::{OperationError, breaks},
    id::{BatchId, CohortId, MicroCredentialId, PersonId, ProgrammeId},
    outbox::{self, LetterKind, NamesToConfirmData, operations::NewLetter},
    residencies::{self, ResidencyFacts},
};
use serde_json::json;

/// Prepares a batch: who meets the conditions is in, the others are held out with the reason. Who has not confirmed the
/// names on certificates is asked to, by letter.
///
/// # Errors
/// Refused `award-not-offered`, `batch-nobody-eligible`, `batch-work-open`, `batch-already-prepared`.
pub async fn prepare(
    app: &App,
    actor: &Actor,
    cohort: CohortId,
    micro_credential: MicroCredentialId,
) -> Result<BatchId, OperationError> {
    let facts = residencies::operations::cohort(app, actor, cohort).await?;
    let preparer = actor.person.ok_or(OperationError::Forbidden)?;
    app.write_once(actor, |txn| {
        let facts = &facts;
        async move {
            let txn = &*txn;
            let residents = residencies::operations::all_of_cohort(app, cohort).await?;
            let fellows: Vec<PersonId> = residents.iter().map(|own| own.fellow).collect();
            policy::may_prepare(actor, facts.programme, cohort, &fellows)?;
            let on = (facts.programme, cohort, micro_credential);
            let assessed = Assessed::of(app, on, &residents).await?;
            let id = app.new_id::<BatchId>();
            let member = |own: &ResidencyFacts| members::Model {
                batch_id: id,
                residency_id: own.id,
                fellow_id: own.fellow,
                held_out: assessed.reasons.get(&own.id).copied().flatten(),
            };
            let rows: Vec<members::Model> = residents.iter().map(member).collect();
            let inside: Vec<PersonId> =
                rows.iter().filter(|row| row.held_out.is_none()).map(|row| row.fellow_id).collect();
            if inside.is_empty() {
                return Err(assessed.nobody());
            }
            let after = json!({ "cohort": cohort, "micro_credential": micro_credential, "in": inside.len(), "held_out": rows.len() - inside.len() });
            insert(txn, app, (id, on), preparer, rows).await?;
            ask_for_names(app, txn, (facts.programme, id), &inside).await?;
            let entry = audit::Entry::new("credentials.prepare", "award_batch", id);
            let entry = entry.programme(facts.programme).after(after);
            audit::operations::record_in(app, txn, actor, entry).await?;
            Ok(id)
        }
    })
    .await
}

async fn insert(
    txn: &crate::Txn,
    app: &App,
    (id, (programme_id, cohort_id, micro_credential_id)): (
        BatchId,
        (ProgrammeId, CohortId, MicroCredentialId),
    ),
    prepared_by: PersonId,
    people: Vec<members::Model>,
) -> Result<(), OperationError> {
    let row = batches::Model {
        id,
        programme_id,
        cohort_id,
        micro_credential_id,
        state: BatchState::Prepared,
        prepared_by,
        prepared_at: app.now(),
        sealed_by: None,
        sealed_at: None,
        withdrawn_at: None,
        version: 1,
    };
    match store::insert_batch(txn, row, people).await {
        Err(error) if store::ONE_PREPARED.iter().any(|name| breaks(&error, name)) => {
            Err(OperationError::refused("batch-already-prepared"))
        }
        other => Ok(other?),
    }
}

async fn ask_for_names(
    app: &App,
    txn: &crate::Txn,
    (programme, batch): (ProgrammeId, BatchId),
    fellows: &[PersonId],
) -> Result<(), OperationError> {
    let confirmed = names::confirmed_from(app, txn, fellows).await?;
    for fellow in fellows
        .iter()
        .filter(|fellow| !confirmed.contains_key(fellow))
    {
        let letter = NewLetter {
            kind: LetterKind::NamesToConfirm,
            programme: Some(programme),
            recipient: (*fellow).into(),
            occasion: batch.to_string(),
            data: NamesToConfirmData {
                link: "/awards/names".to_owned(),
            }
            .into_json(),
            send_at: app.now(),
        };
        outbox::operations::write_letter_in(app, txn, letter).await?;
    }
    Ok(())
}

/// Takes a batch back before it is sealed, for example to prepare it anew.
///
/// # Errors
/// Refused `batch-not-prepared`; stale.
pub async fn withdraw(
    app: &App,
    actor: &Actor,
    id: BatchId,
    version: i64,
) -> Result<(), OperationError> {
    app.write_once(actor, |txn| async move {
        let txn = &*txn;
        let seen = policy::batches_visible_to(actor);
        let row = store::lock_batch(txn, &seen, id)
            .await?
            .ok_or(OperationError::NotFound)?;
        policy::may_withdraw(actor, &batch_facts(&row))?;
        row.state.withdraw()?;
        if !store::withdraw_batch(txn, (id, version), app.now()).await? {
            return Err(OperationError::Stale);
        }
        let entry = audit::Entry::new("credentials.withdraw", "award_batch", id);
        audit::operations::record_in(app, txn, actor, entry.programme(row.programme_id)).await
    })
    .await
}
