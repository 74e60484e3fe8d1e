//! Releasing marks: from then on the fellow sees them, and is told.

use super::{
    hand_in::is_on_hold,
    queue::{Stage, place, queue, taught},
};
use crate::{
    actor::Actor,
    app::{App, PROGRAMME_ZONE, Txn},
    assessment::{
        entity::{marks, submissions},
        policy,
        state::MarkState,
        store,
    },
    audit,
    error::OperationError,
    id::{CohortId, MarkId, MicroCredentialId, PersonId, ProgrammeId, SubmissionId},
    jobs::{self, Job},
    outbox::MarkReleasedData,
};
use serde::{Deserialize, Serialize};
use serde_json::json;

/// What a release did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Released {
    pub mark: MarkId,
    /// The submission's next version.
    pub version: i64,
}

/// What the fellow is told of a released mark, and whose it is.
#[derive(Clone, Debug)]
pub struct ReleaseFacts {
    pub programme: ProgrammeId,
    pub fellow: PersonId,
    pub data: MarkReleasedData,
}

/// Releases the provisional mark of one submission.
///
/// # Errors
/// Stale when the work moved since `version`; `mark-not-provisional` without one; `correction-needs-second-person`;
/// `mark-on-hold`.
pub async fn release(
    app: &App,
    actor: &Actor,
    id: SubmissionId,
    version: i64,
) -> Result<Released, OperationError> {
    let taught = taught(app, actor).await?;
    app.write_once(actor, |txn| {
        let taught = &taught;
        async move { release_in(app, &txn, actor, taught, (id, Some(version))).await }
    })
    .await
}

/// Releases every first mark of one micro-credential in one cohort that the actor may release; corrections go one by one.
///
/// # Returns
/// How many were released.
///
/// # Errors
/// Forbidden for who releases nothing there.
pub async fn release_all(
    app: &App,
    actor: &Actor,
    cohort: CohortId,
    micro_credential: MicroCredentialId,
) -> Result<usize, OperationError> {
    let taught = taught(app, actor).await?;
    let lines = queue(app, actor, Some(cohort)).await?;
    let own: Vec<_> = lines
        .into_iter()
        .filter(|line| line.submission.micro_credential == micro_credential)
        .collect();
    if own.is_empty() {
        return Err(OperationError::NotFound);
    }
    let ids: Vec<SubmissionId> = own
        .iter()
        .filter(|line| matches!(line.stage, Stage::Provisional(_)))
        .map(|line| line.submission.id)
        .collect();
    app.write_once(actor, |txn| {
        let (taught, ids) = (&taught, &ids);
        async move {
            for id in ids {
                release_in(app, &txn, actor, taught, (*id, None)).await?;
            }
            Ok(ids.len())
        }
    })
    .await
}

async fn release_in(
    app: &App,
    txn: &Txn,
    actor: &Actor,
    taught: &[MicroCredentialId],
    (id, version): (SubmissionId, Option<i64>),
) -> Result<Released, OperationError> {
    let by = actor.person.ok_or(OperationError::Forbidden)?;
    let row = store::work::lock(txn, &policy::work_visible_to(actor), taught, id).await?;
    let row = row.ok_or(OperationError::NotFound)?;
    let work = place(&row, taught);
    policy::may_see_marking(actor, &work)?;
    let marks = store::marks::of_submissions(txn, &[id]).await?;
    let of_state = |state| marks.iter().find(|mark| mark.state == state);
    let mark = of_state(MarkState::Provisional)
        .ok_or_else(|| OperationError::refused("mark-not-provisional"))?;
    let is_correction = mark.corrects_id.is_some();
    policy::may_release(actor, &work, is_correction.then_some(mark.marker_id))?;
    if version.is_some_and(|version| version != row.version) {
        return Err(OperationError::Stale);
    }
    if is_on_hold(txn, row.residency_id, row.micro_credential_id).await? {
        return Err(OperationError::refused("mark-on-hold"));
    }
    let replaced = of_state(MarkState::Released).filter(|_| is_correction);
    let mut is_written = true;
    if let Some(old) = replaced {
        is_written &= store::marks::move_mark(txn, old, old.state.replace()?).await?;
    }
    let to = mark.state.release()?;
    is_written &= store::marks::release(txn, mark, to, by, app.now()).await?;
    let state = if is_correction {
        row.state
    } else {
        row.state.close()?
    };
    is_written &= store::work::move_on(txn, &row, state).await?;
    if !is_written {
        return Err(OperationError::Stale);
    }
    record_in(app, txn, actor, &row, mark, replaced).await?;
    let tell = Job::TellOfRelease { mark: mark.id };
    jobs::operations::promise_in(app, txn, &tell, app.now()).await?;
    Ok(Released {
        mark: mark.id,
        version: row.version + 1,
    })
}

async fn record_in(
    app: &App,
    txn: &Txn,
    actor: &Actor,
    row: &submissions::Model,
    mark: &marks::Model,
    replaced: Option<&marks::Model>,
) -> Result<(), OperationError> {
    let figures =
        |mark: &marks::Model| json!({ "mark": mark.id, "thousandths": mark.mark_thousandths });
    let mut entry = audit::Entry::new("assessment.release-mark", "submission", row.id)
        .programme(row.programme_id)
        .after(figures(mark));
    if let Some(old) = replaced {
        entry = entry.before(figures(old));
    }
    if let Some(reason) = &mark.reason {
        entry = entry.reason(reason.clone());
    }
    audit::operations::record_in(app, txn, actor, entry).await
}

/// For the letter and the notice of a release; `None` when the mark is not released, or was replaced meanwhile.
pub(crate) async fn release_facts(
    app: &App,
    id: MarkId,
) -> Result<Option<ReleaseFacts>, OperationError> {
    let mark = store::marks::mark(app.db(), id).await?;
    let Some(mark) = mark.filter(|mark| mark.state == MarkState::Released) else {
        return Ok(None);
    };
    let Some(released_at) = mark.released_at else {
        return Ok(None);
    };
    let assignment = store::assignment(app.db(), mark.micro_credential_id)
        .await?
        .ok_or(OperationError::NotFound)?;
    let data = MarkReleasedData {
        title: crate::Bilingual::new(&assignment.title_ar, &assignment.title_en),
        code: super::hand_in::code_of(app, mark.micro_credential_id).await?,
        released_at,
        zone: PROGRAMME_ZONE.name().to_owned(),
        is_correction: mark.corrects_id.is_some(),
        link: format!("/work/{}", mark.micro_credential_id),
    };
    Ok(Some(ReleaseFacts {
        programme: mark.programme_id,
        fellow: mark.fellow_id,
        data,
    }))
}
