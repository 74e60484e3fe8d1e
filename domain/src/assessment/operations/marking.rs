//! Work as its marker sees it, and what levels would make.

pub use super::save::{Saved, correct, save};
use super::{
    hand_in::{code_of, is_on_hold},
    own::file_of,
    queue::{place, taught},
    views::{MarkView, RubricView, SubmissionFacts, facts, marks_from, rubrics_from},
};
use crate::{
    actor::Actor,
    app::App,
    assessment::{
        entity::{assignments, submissions},
        policy,
        rules::{Calculation, CriterionLevel, Terms, calculate, is_late},
        state::{MarkState, SubmissionState},
        store,
    },
    bilingual::Bilingual,
    error::{FieldError, OperationError},
    files::FileFacts,
    id::{PersonId, SubmissionId},
    people,
};
use sea_orm::ConnectionTrait;

/// Longest comment and reason, in characters as a reader counts them.
pub const COMMENT_GRAPHEMES_MAX: usize = 4_000;

/// The level of one criterion, with a comment in either language; it may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LevelDraft {
    pub criterion: String,
    pub level: i32,
    pub comment: String,
}

/// A mark as its marker gives it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MarkDraft {
    pub levels: Vec<LevelDraft>,
    pub comment: String,
}

/// What the reader may do with the work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MarkingAllowed {
    pub mark: bool,
    pub correct: bool,
    pub release: bool,
}

/// Work with all that its marker needs.
#[derive(Clone, Debug)]
pub struct MarkingView {
    pub submission: SubmissionFacts,
    pub fellow_name: Bilingual,
    pub code: String,
    pub title: Bilingual,
    pub text: Option<String>,
    pub file: Option<FileFacts>,
    /// By which the next mark is made.
    pub rubric: RubricView,
    pub provisional: Option<MarkView>,
    pub released: Option<MarkView>,
    /// Marks that a correction took the place of, the newest first.
    pub replaced: Vec<MarkView>,
    pub marker_names: std::collections::HashMap<PersonId, Bilingual>,
    /// Until the deadline a newer version may come; it takes this one's place.
    pub may_be_superseded: bool,
    pub is_on_hold: bool,
    pub allowed: MarkingAllowed,
}

/// Work with its rubric and marks, for who may mark it or manages its cohort.
pub async fn marking(
    app: &App,
    actor: &Actor,
    id: SubmissionId,
) -> Result<MarkingView, OperationError> {
    let (row, work) = seen(app, actor, id).await?;
    let marks = marks_from(app.db(), &[id]).await?;
    let is_on_hold = is_on_hold(app.db(), row.residency_id, row.micro_credential_id).await?;
    let assignment = assignment_of(app.db(), &row).await?;
    let of_state = |state| marks.iter().find(|mark| mark.state == state).cloned();
    let (provisional, released) = (
        of_state(MarkState::Provisional),
        of_state(MarkState::Released),
    );
    let pinned = released.as_ref().map(|mark| mark.rubric.clone());
    let rubric = match pinned {
        Some(rubric) => rubric,
        None => rubric(app.db(), &assignment).await?,
    };
    let may_mark = policy::may_mark(actor, &work).is_ok();
    let correction_by = provisional
        .as_ref()
        .filter(|mark| mark.corrects.is_some())
        .map(|mark| mark.marker);
    let may_release = policy::may_release(actor, &work, correction_by).is_ok();
    let mut people: Vec<PersonId> = marks.iter().map(|mark| mark.marker).collect();
    people.push(row.fellow_id);
    let names = people::operations::names(app, &people).await?;
    Ok(MarkingView {
        submission: facts(&row),
        fellow_name: names.get(&row.fellow_id).cloned().unwrap_or_default(),
        code: code_of(app, row.micro_credential_id).await?,
        title: Bilingual::new(&assignment.title_ar, &assignment.title_en),
        file: file_of(app, &row).await?,
        text: row.body.clone(),
        rubric,
        allowed: MarkingAllowed {
            mark: may_mark && row.state == SubmissionState::HandedIn,
            correct: may_mark && row.state == SubmissionState::Closed && !is_on_hold,
            release: may_release && provisional.is_some() && !is_on_hold,
        },
        may_be_superseded: row.state == SubmissionState::HandedIn
            && !is_late(app.now(), row.due_at),
        provisional,
        released,
        replaced: marks
            .into_iter()
            .filter(|mark| mark.state == MarkState::Replaced)
            .collect(),
        marker_names: names,
        is_on_hold,
    })
}

/// The submission, for who may see it marked.
async fn seen(
    app: &App,
    actor: &Actor,
    id: SubmissionId,
) -> Result<(submissions::Model, policy::WorkPlace), OperationError> {
    let taught = taught(app, actor).await?;
    let seen = policy::work_visible_to(actor);
    let row = store::work::submission(app.db(), &seen, &taught, id).await?;
    let row = row.ok_or(OperationError::NotFound)?;
    let work = place(&row, &taught);
    policy::may_see_marking(actor, &work)?;
    Ok((row, work))
}

pub(super) async fn assignment_of(
    db: &impl ConnectionTrait,
    row: &submissions::Model,
) -> Result<assignments::Model, OperationError> {
    let found = store::assignment(db, row.micro_credential_id).await?;
    found.ok_or(OperationError::NotFound)
}

async fn rubric(
    db: &impl ConnectionTrait,
    assignment: &assignments::Model,
) -> Result<RubricView, OperationError> {
    let found = rubrics_from(db, &[assignment.rubric_id]).await?.pop();
    found.ok_or(OperationError::NotFound)
}

/// What the levels would make; nothing is written.
///
/// # Errors
/// As [`save`].
pub async fn preview(
    app: &App,
    actor: &Actor,
    id: SubmissionId,
    draft: &MarkDraft,
) -> Result<Calculation, OperationError> {
    let (row, work) = seen(app, actor, id).await?;
    policy::may_mark(actor, &work)?;
    let assignment = assignment_of(app.db(), &row).await?;
    let rubric = marking_rubric(app.db(), &row, &assignment).await?;
    calculated(&row, &assignment, &rubric, draft)
}

/// The assignment's edition; of released work the one that its mark pins.
pub(super) async fn marking_rubric(
    db: &impl ConnectionTrait,
    row: &submissions::Model,
    assignment: &assignments::Model,
) -> Result<RubricView, OperationError> {
    let released = store::marks::of_submissions(db, &[row.id]).await?;
    let pinned = released
        .iter()
        .find(|mark| mark.state == MarkState::Released);
    match pinned {
        Some(mark) => {
            let found = rubrics_from(db, &[mark.rubric_id]).await?.pop();
            found.ok_or(OperationError::NotFound)
        }
        None => rubric(db, assignment).await,
    }
}

pub(super) fn terms(
    row: &submissions::Model,
    assignment: &assignments::Model,
    rubric: &RubricView,
) -> Terms {
    Terms {
        level_max: rubric.level_max(),
        pass_percent: rubric.pass_percent,
        criterion_level_min: rubric.criterion_level_min,
        late_percent_per_day: assignment.late_percent_per_day,
        late_cutoff_days: assignment.late_cutoff_days,
        late_days: row.late_days,
        cap_percent: assignment
            .resubmission_cap_percent
            .filter(|_| row.attempt > 1),
    }
}

/// Every criterion has one level of the rubric, or every fault.
pub(super) fn calculated(
    row: &submissions::Model,
    assignment: &assignments::Model,
    rubric: &RubricView,
    draft: &MarkDraft,
) -> Result<Calculation, OperationError> {
    let mut faults = Vec::new();
    let is_known = |own: &&LevelDraft| {
        rubric
            .criteria
            .iter()
            .any(|known| known.code == own.criterion)
    };
    if !draft.levels.iter().all(|own| is_known(&own)) || draft.levels.len() > rubric.criteria.len()
    {
        faults.push(FieldError::new("levels", "criterion-unknown"));
    }
    let mut criteria = Vec::new();
    for criterion in &rubric.criteria {
        let given = draft
            .levels
            .iter()
            .find(|own| own.criterion == criterion.code);
        if let Some(given) = given {
            criteria.push(CriterionLevel {
                code: criterion.code.clone(),
                weight: criterion.weight,
                level: given.level,
            });
        } else {
            let field = format!("level-{}", criterion.code);
            faults.push(FieldError::new(field, "required-level"));
        }
    }
    if !faults.is_empty() {
        return Err(OperationError::Invalid(faults));
    }
    calculate(criteria, &terms(row, assignment, rubric)).map_err(OperationError::Invalid)
}
