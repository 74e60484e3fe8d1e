//! Work, when it is due, and how it stands.

pub mod hand_in;
mod import;
pub mod marking;
pub mod own;
pub mod queue;
pub mod release;
pub(crate) mod results;
mod save;
pub mod views;

pub use import::{AssignmentDraft, RubricDraft};
pub(crate) use import::{
    put_assignment_in, put_due_date_in, put_opening_mark_in, put_rubric_in, remind_of_due_in,
};
pub(crate) use release::release_facts;
pub use results::FinalResult;
pub(crate) use results::{
    final_results, keep_marks_in, marks_of_work_from, open_work, waiting_work,
};

use super::{entity::assignments, rules::MarkStatus, state::SubmissionState, store};
use crate::{
    app::App,
    bilingual::Bilingual,
    error::OperationError,
    id::{CohortId, MicroCredentialId, ResidencyId, RubricId},
    residencies,
};
use chrono::{DateTime, Utc};
use std::collections::HashMap;

/// How one fellow's work for one micro-credential stands, as everybody who sees marks may know: nothing provisional.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkFacts {
    pub micro_credential: MicroCredentialId,
    pub title: Bilingual,
    /// `None` when the cohort's weeks do not teach it.
    pub due_at: Option<DateTime<Utc>>,
    pub status: MarkStatus,
    /// What waits for its mark, if anything.
    pub waiting: Option<WaitingWork>,
    /// `None` before a mark is released.
    pub has_passed: Option<bool>,
}

/// Work that is in, and whose mark is not released.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WaitingWork {
    pub received_at: DateTime<Utc>,
    pub late_days: i32,
}

/// What a reminder of due work says.
#[derive(Clone, Debug)]
pub struct DueFacts {
    /// Neither handed in, nor marked, nor excused.
    pub is_open: bool,
    pub code: String,
    pub title: Bilingual,
    pub due_at: DateTime<Utc>,
    pub zone: String,
}

/// The work of residencies of one cohort: a constant number of queries, however many. For other contexts, which have
/// their own policy.
pub(crate) async fn work_of_cohort(
    app: &App,
    cohort: CohortId,
    residencies: &[ResidencyId],
) -> Result<HashMap<ResidencyId, Vec<WorkFacts>>, OperationError> {
    let pinned = residencies::operations::pinned(app, cohort).await?;
    let assignments = store::assignments(app.db(), &pinned).await?;
    let due_dates = store::due_dates(app.db(), cohort).await?;
    let results = final_results(app, residencies, &pinned).await?;
    let handed_in = store::work::live_of_residencies(app.db(), residencies).await?;
    let now = app.now();
    let work = |residency: ResidencyId| {
        let own = |assignment: &assignments::Model| {
            let id = assignment.micro_credential_id;
            let due = due_dates.iter().find(|due| due.micro_credential_id == id);
            let due_at = due.map(|due| due.due_at);
            let of_work = handed_in
                .iter()
                .rfind(|row| row.residency_id == residency && row.micro_credential_id == id);
            let waiting = of_work.filter(|row| row.state == SubmissionState::HandedIn);
            let result = results.get(&(residency, id));
            let is_missing = of_work.is_none() && due_at.is_some_and(|due_at| due_at < now);
            WorkFacts {
                micro_credential: id,
                title: Bilingual::new(&assignment.title_ar, &assignment.title_en),
                due_at,
                status: match result {
                    Some(result) => MarkStatus::Marked(result.mark),
                    None if is_missing => MarkStatus::Missing,
                    None => MarkStatus::NotYetMarked,
                },
                waiting: waiting.map(|row| WaitingWork {
                    received_at: row.received_at,
                    late_days: row.late_days,
                }),
                has_passed: result.map(|result| result.passed),
            }
        };
        assignments.iter().map(own).collect::<Vec<_>>()
    };
    Ok(residencies.iter().map(|id| (*id, work(*id))).collect())
}

/// What the rubric of each micro-credential's work asks for, whole percent; for other contexts.
pub(crate) async fn pass_percents(
    app: &App,
    micro_credentials: &[MicroCredentialId],
) -> Result<HashMap<MicroCredentialId, i32>, OperationError> {
    let assignments = store::assignments(app.db(), micro_credentials).await?;
    let ids: Vec<RubricId> = assignments.iter().map(|row| row.rubric_id).collect();
    let rubrics = store::marks::rubrics(app.db(), &ids).await?;
    let percent = |row: &assignments::Model| {
        let rubric = rubrics.iter().find(|rubric| rubric.id == row.rubric_id)?;
        Some((row.micro_credential_id, rubric.pass_percent))
    };
    Ok(assignments.iter().filter_map(percent).collect())
}

/// The title of each micro-credential's work; for other contexts.
pub(crate) async fn titles_of_work(
    app: &App,
    micro_credentials: &[MicroCredentialId],
) -> Result<HashMap<MicroCredentialId, Bilingual>, OperationError> {
    let assignments = store::assignments(app.db(), micro_credentials).await?;
    let title = |row: assignments::Model| {
        let title = Bilingual::new(row.title_ar, row.title_en);
        (row.micro_credential_id, title)
    };
    Ok(assignments.into_iter().map(title).collect())
}

/// For the reminder of due work; `None` when nothing is due.
pub(crate) async fn due_facts(
    app: &App,
    residency: ResidencyId,
    micro_credential: MicroCredentialId,
) -> Result<Option<DueFacts>, OperationError> {
    let Some(own) = residencies::operations::by_ids(app, &[residency])
        .await?
        .pop()
    else {
        return Ok(None);
    };
    let work = work_of_cohort(app, own.cohort, &[residency])
        .await?
        .remove(&residency)
        .unwrap_or_default();
    let Some(work) = work
        .into_iter()
        .find(|work| work.micro_credential == micro_credential)
    else {
        return Ok(None);
    };
    let Some(due_at) = work.due_at else {
        return Ok(None);
    };
    let facts = crate::curriculum::operations::facts_of(app, &[micro_credential])
        .await?
        .pop();
    let facts = facts.ok_or(OperationError::NotFound)?;
    let zone = crate::app::PROGRAMME_ZONE.name().to_owned();
    Ok(Some(DueFacts {
        is_open: work.status.is_open() && work.waiting.is_none(),
        code: facts.code,
        title: work.title,
        due_at,
        zone,
    }))
}
