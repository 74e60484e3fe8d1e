//! The result that counts, for contexts that build on it.

use crate::{
    app::{App, PROGRAMME_ZONE, Txn},
    assessment::{
        entity::{assignments, marks, opening_marks},
        rules::{AttemptResult, MarkThousandths, counting},
        state::SubmissionState,
        store,
    },
    error::OperationError,
    id::{MarkId, MicroCredentialId, PersonId, ResidencyId, RubricId},
};
use chrono::{DateTime, NaiveDate, NaiveTime, TimeZone, Utc};
use sea_orm::ConnectionTrait;
use std::collections::{HashMap, HashSet};

/// The result that counts for one residency and micro-credential: released, never provisional; or taken over from the
/// opening register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FinalResult {
    pub residency: ResidencyId,
    pub micro_credential: MicroCredentialId,
    /// After late points, cap and the one rounding (rule 45): a whole number of points.
    pub mark: MarkThousandths,
    /// The pass percentage is reached and no criterion lies below the rubric's least level. An opening mark knows the
    /// percentage only.
    pub passed: bool,
    /// Of an opening mark: the beginning of its as-of date in the programme's zone.
    pub released_at: DateTime<Utc>,
    /// `None`: opening register.
    pub marker: Option<PersonId>,
    /// `None`: opening register. A hold (`HoldSubject::Mark`) lies on it.
    pub mark_id: Option<MarkId>,
    /// The edition that the mark pins; of an opening mark the assignment's.
    pub rubric: RubricId,
}

/// Final results by residency and micro-credential: a constant number of queries, however many. What is absent is not
/// released. For other contexts, which have their own policy.
pub(crate) async fn final_results(
    app: &App,
    residencies: &[ResidencyId],
    micro_credentials: &[MicroCredentialId],
) -> Result<HashMap<(ResidencyId, MicroCredentialId), FinalResult>, OperationError> {
    final_results_from(app.db(), residencies, micro_credentials).await
}

/// The same in a transaction, where the answer decides a change.
pub(crate) async fn final_results_from(
    db: &impl ConnectionTrait,
    residencies: &[ResidencyId],
    micro_credentials: &[MicroCredentialId],
) -> Result<HashMap<(ResidencyId, MicroCredentialId), FinalResult>, OperationError> {
    let assignments = store::assignments(db, micro_credentials).await?;
    let rubrics: Vec<RubricId> = assignments.iter().map(|own| own.rubric_id).collect();
    let rubrics = store::marks::rubrics(db, &rubrics).await?;
    let released = store::marks::released(db, residencies).await?;
    let opening = store::opening_marks(db, residencies).await?;
    let mut results = HashMap::new();
    for assignment in &assignments {
        let id = assignment.micro_credential_id;
        for residency in residencies {
            let is_own = |row: &&marks::Model| {
                row.residency_id == *residency && row.micro_credential_id == id
            };
            let own: Vec<&marks::Model> = released.iter().filter(is_own).collect();
            let taken_over = opening
                .iter()
                .find(|row| row.residency_id == *residency && row.micro_credential_id == id);
            let rubric = rubrics.iter().find(|own| own.id == assignment.rubric_id);
            let pass_percent = rubric.map_or(i32::MAX, |rubric| rubric.pass_percent);
            let result = counted(&own, &assignment.resubmission_counts)
                .or_else(|| taken_over.and_then(|row| opened(row, assignment, pass_percent)));
            if let Some(result) = result {
                results.insert((*residency, id), result);
            }
        }
    }
    Ok(results)
}

/// Whose work for a micro-credential waits for a mark, or whose mark for its release: what counts may still change.
pub(crate) async fn open_work(
    app: &App,
    residencies: &[ResidencyId],
    micro_credential: MicroCredentialId,
) -> Result<HashSet<ResidencyId>, OperationError> {
    let live = store::work::live_of_residencies(app.db(), residencies).await?;
    let waiting = live.into_iter().filter(|row| {
        row.micro_credential_id == micro_credential && row.state == SubmissionState::HandedIn
    });
    let marks = store::marks::provisional(app.db(), residencies, micro_credential).await?;
    let of_marks = marks.into_iter().map(|row| row.residency_id);
    Ok(waiting
        .map(|row| row.residency_id)
        .chain(of_marks)
        .collect())
}

/// Whose work waits for its mark, and for which micro-credential.
pub(crate) async fn waiting_work(
    app: &App,
    residencies: &[ResidencyId],
) -> Result<HashSet<(ResidencyId, MicroCredentialId)>, OperationError> {
    let live = store::work::live_of_residencies(app.db(), residencies).await?;
    let waiting = live
        .into_iter()
        .filter(|row| row.state == SubmissionState::HandedIn);
    Ok(waiting
        .map(|row| (row.residency_id, row.micro_credential_id))
        .collect())
}

/// Keeps the marks of these fellows' work as they are until the transaction ends.
pub(crate) async fn keep_marks_in(
    txn: &Txn,
    residencies: &[ResidencyId],
    micro_credential: MicroCredentialId,
) -> Result<(), OperationError> {
    Ok(store::work::lock_live(txn, residencies, micro_credential).await?)
}

/// Every mark that one piece of work ever had.
pub(crate) async fn marks_of_work_from(
    db: &impl ConnectionTrait,
    residency: ResidencyId,
    micro_credential: MicroCredentialId,
) -> Result<Vec<MarkId>, OperationError> {
    Ok(store::marks::ids_of_work(db, residency, micro_credential).await?)
}

fn counted(released: &[&marks::Model], resubmission_counts: &str) -> Option<FinalResult> {
    let results: Vec<AttemptResult> = released
        .iter()
        .filter_map(|row| attempt_result(row))
        .collect();
    let chosen = counting(&results, resubmission_counts)?;
    let row = released.iter().find(|row| row.attempt == chosen.attempt)?;
    Some(FinalResult {
        residency: row.residency_id,
        micro_credential: row.micro_credential_id,
        mark: chosen.mark,
        passed: chosen.has_passed,
        released_at: row.released_at?,
        marker: Some(row.marker_id),
        mark_id: Some(row.id),
        rubric: row.rubric_id,
    })
}

/// A released mark as the rules compare it.
pub fn attempt_result(row: &marks::Model) -> Option<AttemptResult> {
    Some(AttemptResult {
        attempt: row.attempt,
        mark: MarkThousandths::from_thousandths(i64::from(row.mark_thousandths))?,
        has_passed: row.has_passed,
    })
}

fn opened(
    row: &opening_marks::Model,
    assignment: &assignments::Model,
    pass_percent: i32,
) -> Option<FinalResult> {
    let mark = MarkThousandths::from_thousandths(i64::from(row.mark_thousandths))?;
    Some(FinalResult {
        residency: row.residency_id,
        micro_credential: row.micro_credential_id,
        mark,
        passed: mark.rounded_points() >= pass_percent,
        released_at: beginning_of(row.as_of_on),
        marker: None,
        mark_id: None,
        rubric: assignment.rubric_id,
    })
}

fn beginning_of(day: NaiveDate) -> DateTime<Utc> {
    let local = day.and_time(NaiveTime::MIN);
    let begun = PROGRAMME_ZONE.from_local_datetime(&local).earliest();
    begun.map_or_else(|| local.and_utc(), |at| at.to_utc())
}
