//! Work, when it is due, and how it stands.

use super::{
    entity::{assignments, criteria, due_dates, levels, opening_marks, rubrics},
    rules::{MarkStatus, MarkThousandths},
    store,
};
use crate::{
    app::{App, Txn},
    bilingual::Bilingual,
    error::OperationError,
    id::{CohortId, MicroCredentialId, ProgrammeId, ResidencyId, RubricId},
    outbox::{self, Event, operations::NewOccurrence},
    residencies::{self, ResidencyFacts},
};
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use std::collections::HashMap;

/// A rubric as its file says.
#[derive(Clone, Debug)]
pub struct RubricDraft {
    pub code: String,
    pub title: Bilingual,
    pub pass_percent: i32,
    pub criterion_level_min: i32,
    pub markers: i32,
    pub reconcile_over_percent: Option<i32>,
    pub levels: Vec<(i32, Bilingual)>,
    /// Code, weight and title of each criterion.
    pub criteria: Vec<(String, i32, Bilingual)>,
}

/// The work that a micro-credential asks for, as its file says.
#[derive(Clone, Debug)]
pub struct AssignmentDraft {
    pub micro_credential: MicroCredentialId,
    pub rubric: RubricId,
    pub kind: String,
    pub title: Bilingual,
    pub resubmissions_max: i32,
    pub late_percent_per_day: i32,
    pub late_cutoff_days: i32,
    pub resubmission_cap_percent: Option<i32>,
    pub resubmission_counts: String,
    pub due_rule: String,
    pub due_time: NaiveTime,
}

/// How one fellow's work for one micro-credential stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkFacts {
    pub micro_credential: MicroCredentialId,
    pub title: Bilingual,
    /// `None` when the cohort's weeks do not teach it.
    pub due_at: Option<DateTime<Utc>>,
    pub status: MarkStatus,
}

/// What a reminder of due work says.
#[derive(Clone, Debug)]
pub struct DueFacts {
    /// Neither marked nor excused.
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
    let marks = store::opening_marks(app.db(), residencies).await?;
    let work = |residency: ResidencyId| {
        let own = |assignment: &assignments::Model| {
            let id = assignment.micro_credential_id;
            let mark = marks
                .iter()
                .find(|mark| mark.residency_id == residency && mark.micro_credential_id == id);
            WorkFacts {
                micro_credential: id,
                title: Bilingual::new(&assignment.title_ar, &assignment.title_en),
                due_at: due_dates
                    .iter()
                    .find(|due| due.micro_credential_id == id)
                    .map(|due| due.due_at),
                status: mark.map_or(MarkStatus::NotYetMarked, status),
            }
        };
        assignments.iter().map(own).collect::<Vec<_>>()
    };
    Ok(residencies.iter().map(|id| (*id, work(*id))).collect())
}

fn status(mark: &opening_marks::Model) -> MarkStatus {
    let mark = MarkThousandths::from_thousandths(i64::from(mark.mark_thousandths));
    mark.map_or(MarkStatus::NotYetMarked, MarkStatus::Marked)
}

/// What the rubric of each micro-credential's work asks for, whole percent; for other contexts.
pub(crate) async fn pass_percents(
    app: &App,
    micro_credentials: &[MicroCredentialId],
) -> Result<HashMap<MicroCredentialId, i32>, OperationError> {
    let assignments = store::assignments(app.db(), micro_credentials).await?;
    let ids: Vec<RubricId> = assignments.iter().map(|row| row.rubric_id).collect();
    let rubrics = store::rubrics_by_ids(app.db(), &ids).await?;
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
        is_open: work.status.is_open(),
        code: facts.code,
        title: work.title,
        due_at,
        zone,
    }))
}

/// Writes a rubric as its file says; found by code. A used rubric is never edited, only given a new edition (rule 55):
/// nothing has used one yet.
pub(crate) async fn put_rubric_in(
    app: &App,
    txn: &Txn,
    programme: ProgrammeId,
    draft: &RubricDraft,
) -> Result<(RubricId, bool), OperationError> {
    let found = store::rubric(txn, programme, &draft.code).await?;
    let id = found.as_ref().map_or_else(|| app.new_id(), |row| row.id);
    let wanted = rubrics::Model {
        id,
        programme_id: programme,
        code: draft.code.clone(),
        edition: found.as_ref().map_or(1, |row| row.edition),
        title_ar: draft.title.ar.clone(),
        title_en: draft.title.en.clone(),
        pass_percent: draft.pass_percent,
        criterion_level_min: draft.criterion_level_min,
        markers: draft.markers,
        reconcile_over_percent: draft.reconcile_over_percent,
    };
    let mut has_changed = store::put_rubric(txn, found, wanted).await?.has_changed();
    for (level, title) in draft.levels.clone() {
        let wanted = levels::Model {
            rubric_id: id,
            level,
            title_ar: title.ar,
            title_en: title.en,
        };
        has_changed |= store::put_level(txn, wanted).await?.has_changed();
    }
    for (ordinal, (code, weight, title)) in (1..).zip(draft.criteria.clone()) {
        let Bilingual {
            ar: title_ar,
            en: title_en,
        } = title;
        let wanted = criteria::Model {
            rubric_id: id,
            code,
            ordinal,
            weight,
            title_ar,
            title_en,
        };
        has_changed |= store::put_criterion(txn, wanted).await?.has_changed();
    }
    Ok((id, has_changed))
}

pub(crate) async fn put_assignment_in(
    txn: &Txn,
    draft: &AssignmentDraft,
) -> Result<bool, OperationError> {
    let draft = draft.clone();
    let wanted = assignments::Model {
        micro_credential_id: draft.micro_credential,
        rubric_id: draft.rubric,
        kind: draft.kind,
        title_ar: draft.title.ar,
        title_en: draft.title.en,
        resubmissions_max: draft.resubmissions_max,
        late_percent_per_day: draft.late_percent_per_day,
        late_cutoff_days: draft.late_cutoff_days,
        resubmission_cap_percent: draft.resubmission_cap_percent,
        resubmission_counts: draft.resubmission_counts,
        due_rule: draft.due_rule,
        due_time: draft.due_time,
    };
    Ok(store::put_assignment(txn, wanted).await?.has_changed())
}

pub(crate) async fn put_due_date_in(
    txn: &Txn,
    cohort: CohortId,
    micro_credential: MicroCredentialId,
    due_at: DateTime<Utc>,
) -> Result<bool, OperationError> {
    let wanted = due_dates::Model {
        cohort_id: cohort,
        micro_credential_id: micro_credential,
        due_at,
    };
    Ok(store::put_due_date(txn, wanted).await?.has_changed())
}

/// Takes over a mark from the register kept before the system.
pub(crate) async fn put_opening_mark_in(
    txn: &Txn,
    residency: ResidencyId,
    micro_credential: MicroCredentialId,
    mark: MarkThousandths,
    as_of_on: NaiveDate,
) -> Result<bool, OperationError> {
    let wanted = opening_marks::Model {
        residency_id: residency,
        micro_credential_id: micro_credential,
        mark_thousandths: mark.thousandths(),
        as_of_on,
    };
    Ok(store::put_opening_mark(txn, wanted).await?.has_changed())
}

/// Opens the occurrence from which a fellow is reminded of work that is still to come.
pub(crate) async fn remind_of_due_in(
    app: &App,
    txn: &Txn,
    own: &ResidencyFacts,
    micro_credential: MicroCredentialId,
    due_at: DateTime<Utc>,
) -> Result<(), OperationError> {
    if due_at <= app.now() {
        return Ok(());
    }
    let occurrence = NewOccurrence {
        programme: own.programme,
        event: Event::AssignmentDue,
        person: own.fellow,
        cause: own.id.0,
        subject: micro_credential.0,
        occurs_at: due_at,
    };
    outbox::operations::open_occurrence_in(app, txn, occurrence)
        .await
        .map(drop)
}
