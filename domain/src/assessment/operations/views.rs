//! What pages and programs are shown of work, rubrics and marks.

use crate::{
    assessment::{
        entity::{criteria, levels, mark_criteria, marks, rubrics, submissions},
        rules::{Calculation, CriterionLevel, Terms, calculate},
        state::{MarkState, SubmissionState, WorkKind},
        store,
    },
    bilingual::Bilingual,
    error::OperationError,
    id::{
        CohortId, FileId, MarkId, MicroCredentialId, PersonId, ProgrammeId, ResidencyId, RubricId,
        SubmissionId,
    },
};
use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;

/// One version of work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubmissionFacts {
    pub id: SubmissionId,
    pub programme: ProgrammeId,
    pub cohort: CohortId,
    pub residency: ResidencyId,
    pub micro_credential: MicroCredentialId,
    pub fellow: PersonId,
    /// From 1; the second is a resubmission.
    pub attempt: i32,
    /// From 1 within its attempt.
    pub edition: i32,
    pub state: SubmissionState,
    pub kind: WorkKind,
    pub file: Option<FileId>,
    pub sha256: String,
    pub size_bytes: u64,
    /// The number of the receipt.
    pub receipt: String,
    pub received_at: DateTime<Utc>,
    pub due_at: DateTime<Utc>,
    pub late_days: i32,
    pub version: i64,
}

/// A criterion of a rubric.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CriterionView {
    pub code: String,
    pub weight: i32,
    pub title: Bilingual,
}

/// An edition of a rubric, whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RubricView {
    pub id: RubricId,
    pub code: String,
    pub edition: i32,
    pub title: Bilingual,
    pub pass_percent: i32,
    pub criterion_level_min: i32,
    /// Levels from the lowest.
    pub levels: Vec<(i32, Bilingual)>,
    pub criteria: Vec<CriterionView>,
}

/// A mark with its calculation and comments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkView {
    pub id: MarkId,
    pub submission: SubmissionId,
    pub state: MarkState,
    pub marker: PersonId,
    pub marked_at: DateTime<Utc>,
    pub released_at: Option<DateTime<Utc>>,
    pub rubric: RubricView,
    pub calculation: Calculation,
    /// By criterion, in the order of the rubric.
    pub criterion_comments: Vec<String>,
    pub comment: String,
    pub corrects: Option<MarkId>,
    /// Why it corrects an earlier one.
    pub reason: Option<String>,
}

impl RubricView {
    pub fn level_max(&self) -> i32 {
        self.levels.last().map_or(0, |(level, _)| *level)
    }
}

pub fn facts(row: &submissions::Model) -> SubmissionFacts {
    SubmissionFacts {
        id: row.id,
        programme: row.programme_id,
        cohort: row.cohort_id,
        residency: row.residency_id,
        micro_credential: row.micro_credential_id,
        fellow: row.fellow_id,
        attempt: row.attempt,
        edition: row.edition,
        state: row.state,
        kind: row.kind,
        file: row.file_id,
        sha256: row.sha256.clone(),
        size_bytes: row.size_bytes.unsigned_abs(),
        receipt: row.receipt.clone(),
        received_at: row.received_at,
        due_at: row.due_at,
        late_days: row.late_days,
        version: row.version,
    }
}

/// Editions of rubrics with their parts; three queries, however many.
pub(super) async fn rubrics_from(
    db: &impl ConnectionTrait,
    ids: &[RubricId],
) -> Result<Vec<RubricView>, OperationError> {
    let rows = store::marks::rubrics(db, ids).await?;
    let levels = store::marks::levels_of(db, ids).await?;
    let criteria = store::marks::criteria_of(db, ids).await?;
    let view = |row| rubric(row, &levels, &criteria);
    Ok(rows.into_iter().map(view).collect())
}

fn rubric(
    row: rubrics::Model,
    levels: &[levels::Model],
    criteria: &[criteria::Model],
) -> RubricView {
    let levels = levels.iter().filter(|own| own.rubric_id == row.id);
    let criteria = criteria.iter().filter(|own| own.rubric_id == row.id);
    RubricView {
        levels: levels
            .map(|own| (own.level, Bilingual::new(&own.title_ar, &own.title_en)))
            .collect(),
        criteria: criteria
            .map(|own| CriterionView {
                code: own.code.clone(),
                weight: own.weight,
                title: Bilingual::new(&own.title_ar, &own.title_en),
            })
            .collect(),
        id: row.id,
        code: row.code,
        edition: row.edition,
        title: Bilingual {
            ar: row.title_ar,
            en: row.title_en,
        },
        pass_percent: row.pass_percent,
        criterion_level_min: row.criterion_level_min,
    }
}

/// Marks of submissions as they are shown, the newest first; five queries, however many.
pub(super) async fn marks_from(
    db: &impl ConnectionTrait,
    submissions: &[SubmissionId],
) -> Result<Vec<MarkView>, OperationError> {
    let rows = store::marks::of_submissions(db, submissions).await?;
    let ids: Vec<MarkId> = rows.iter().map(|row| row.id).collect();
    let rubric_ids: Vec<RubricId> = rows.iter().map(|row| row.rubric_id).collect();
    let parts = store::marks::criteria_of_marks(db, &ids).await?;
    let rubrics = rubrics_from(db, &rubric_ids).await?;
    rows.iter()
        .map(|row| {
            let own = parts.iter().filter(|part| part.mark_id == row.id).collect();
            mark(row, own, &rubrics)
        })
        .collect()
}

fn mark(
    row: &marks::Model,
    parts: Vec<&mark_criteria::Model>,
    rubrics: &[RubricView],
) -> Result<MarkView, OperationError> {
    let rubric = rubrics.iter().find(|own| own.id == row.rubric_id).cloned();
    let rubric = rubric.ok_or(OperationError::NotFound)?;
    let terms = Terms {
        level_max: rubric.level_max(),
        pass_percent: rubric.pass_percent,
        criterion_level_min: rubric.criterion_level_min,
        late_percent_per_day: row.late_percent_per_day,
        late_cutoff_days: row.late_cutoff_days,
        late_days: row.late_days,
        cap_percent: row.cap_percent,
    };
    let criteria = parts
        .iter()
        .map(|part| CriterionLevel {
            code: part.criterion_code.clone(),
            weight: part.weight,
            level: part.level,
        })
        .collect();
    let calculation = calculate(criteria, &terms).map_err(OperationError::Invalid)?;
    if calculation.mark.thousandths() != row.mark_thousandths {
        return Err(OperationError::Unexpected(format!(
            "mark {} is not what its levels make",
            row.id
        )));
    }
    Ok(MarkView {
        id: row.id,
        submission: row.submission_id,
        state: row.state,
        marker: row.marker_id,
        marked_at: row.marked_at,
        released_at: row.released_at,
        rubric,
        calculation,
        criterion_comments: parts.iter().map(|part| part.comment.clone()).collect(),
        comment: row.comment.clone(),
        corrects: row.corrects_id,
        reason: row.reason.clone(),
    })
}
