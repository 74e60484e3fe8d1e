//! Placing, lifting and checking holds. The context whose thing it is asks its own policy first: nothing here does.

use super::{entity::holds, rules, state::HoldSubject, store};
use crate::{
    actor::Actor,
    app::{App, Txn},
    audit,
    bilingual::Bilingual,
    error::{OperationError, breaks},
    id::{HoldId, ProgrammeId},
};
use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;
use serde_json::json;
use std::collections::HashMap;
use uuid::Uuid;

/// A hold to be placed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewHold {
    pub programme: ProgrammeId,
    pub subject_kind: HoldSubject,
    /// The id of the thing, of the kind that `subject_kind` names.
    pub subject: Uuid,
    /// 1 to [`rules::REASON_GRAPHEMES_MAX`] characters in each language.
    pub reason: Bilingual,
}

/// A live hold, as others see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HoldFacts {
    pub id: HoldId,
    pub reason: Bilingual,
    pub placed_at: DateTime<Utc>,
}

/// Places a hold.
///
/// # Errors
/// Invalid `reason_ar` or `reason_en`; refused `already-on-hold` while another hold on the subject is live.
pub(crate) async fn place_in(
    app: &App,
    txn: &Txn,
    actor: &Actor,
    new: NewHold,
) -> Result<HoldId, OperationError> {
    let reason = rules::clean_reason(&new.reason)?;
    let id = app.new_id::<HoldId>();
    let NewHold {
        programme,
        subject_kind,
        subject,
        ..
    } = new;
    let after = json!({ "on": subject_kind.code(), "subject": subject, "reason_ar": reason.ar, "reason_en": reason.en });
    let hold = holds::Model {
        id,
        programme_id: programme,
        subject_kind,
        subject_id: subject,
        reason_ar: reason.ar,
        reason_en: reason.en,
        placed_by: actor.person,
        placed_at: app.now(),
        lifted_by: None,
        lifted_at: None,
    };
    if let Err(error) = store::insert(txn, hold).await {
        let has_live = store::ONE_LIVE.iter().any(|name| breaks(&error, name));
        return Err(if has_live {
            OperationError::refused("already-on-hold")
        } else {
            error.into()
        });
    }
    let entry = audit::Entry::new("holds.place", "hold", id)
        .programme(programme)
        .after(after);
    audit::operations::record_in(app, txn, actor, entry).await?;
    Ok(id)
}

/// Lifts a hold.
///
/// # Errors
/// Not found; refused `hold-already-lifted`.
pub(crate) async fn lift_in(
    app: &App,
    txn: &Txn,
    actor: &Actor,
    id: HoldId,
) -> Result<(), OperationError> {
    let hold = store::find(txn, id)
        .await?
        .ok_or(OperationError::NotFound)?;
    hold.state().lift().map_err(OperationError::refused)?;
    // Another lift may have come between.
    if !store::lift(txn, id, actor.person, app.now()).await? {
        return Err(OperationError::refused("hold-already-lifted"));
    }
    let about = json!({ "on": hold.subject_kind.code(), "subject": hold.subject_id });
    let entry = audit::Entry::new("holds.lift", "hold", id)
        .programme(hold.programme_id)
        .before(about);
    audit::operations::record_in(app, txn, actor, entry).await
}

/// The hold that keeps the subject from going on, if any. Give the transaction where the answer decides a change.
pub(crate) async fn live_hold_from(
    db: &impl ConnectionTrait,
    kind: HoldSubject,
    subject: Uuid,
) -> Result<Option<HoldFacts>, OperationError> {
    Ok(store::live_on(db, kind, &[subject]).await?.pop().map(facts))
}

/// The live holds on these subjects, for lists; subjects without one are absent.
pub async fn live_holds_of(
    app: &App,
    kind: HoldSubject,
    subjects: &[Uuid],
) -> Result<HashMap<Uuid, HoldFacts>, OperationError> {
    if subjects.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = store::live_on(app.db(), kind, subjects).await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.subject_id, facts(row)))
        .collect())
}

fn facts(row: holds::Model) -> HoldFacts {
    let holds::Model {
        id,
        reason_ar,
        reason_en,
        placed_at,
        ..
    } = row;
    HoldFacts {
        id,
        reason: Bilingual {
            ar: reason_ar,
            en: reason_en,
        },
        placed_at,
    }
}
