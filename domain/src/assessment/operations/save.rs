//! Marking work criterion by criterion, and correcting a released mark by adding another.

use super::{
    hand_in::is_on_hold,
    marking::{
        COMMENT_GRAPHEMES_MAX, LevelDraft, MarkDraft, assignment_of, calculated, marking_rubric,
        terms,
    },
    queue::{place, taught},
    views::RubricView,
};
use crate::{
    actor::Actor,
    app::{App, Txn},
    assessment::{
        entity::{assignments, mark_criteria, marks, submissions},
        policy,
        rules::Calculation,
        state::MarkState,
        store,
    },
    audit,
    error::{FieldError, OperationError},
    id::{MarkId, PersonId, SubmissionId},
    text,
};
use serde::{Deserialize, Serialize};
use serde_json::json;

/// What saving did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saved {
    pub mark: MarkId,
    /// The submission's next version.
    pub version: i64,
}

/// Gives work a provisional mark, or another in its place.
///
/// # Errors
/// Stale when the work moved since `version`; `work-not-open` once a mark is released; invalid `level-<criterion>`
/// (`required-level`, `level-unknown`), `levels` (`criterion-unknown`), `comment-<criterion>` and `comment` (`too-long`).
pub async fn save(
    app: &App,
    actor: &Actor,
    id: SubmissionId,
    version: i64,
    draft: &MarkDraft,
) -> Result<Saved, OperationError> {
    put(app, actor, id, version, draft, None).await
}

/// Prepares the correction of a released mark: another mark with its reason, which a second person releases (rule 54).
///
/// # Errors
/// As [`save`]; `mark-not-released`, `mark-on-hold`; invalid `reason` (`required`, `too-long`).
pub async fn correct(
    app: &App,
    actor: &Actor,
    id: SubmissionId,
    version: i64,
    draft: &MarkDraft,
    reason: &str,
) -> Result<Saved, OperationError> {
    put(app, actor, id, version, draft, Some(reason)).await
}

async fn put(
    app: &App,
    actor: &Actor,
    id: SubmissionId,
    version: i64,
    draft: &MarkDraft,
    reason: Option<&str>,
) -> Result<Saved, OperationError> {
    let taught = taught(app, actor).await?;
    app.write_once(actor, |txn| {
        let taught = &taught;
        async move {
            let txn = &*txn;
            let row = store::work::lock(txn, &policy::work_visible_to(actor), taught, id).await?;
            let row = row.ok_or(OperationError::NotFound)?;
            policy::may_mark(actor, &place(&row, taught))?;
            let corrected = corrected(txn, &row, reason.is_some()).await?;
            if row.version != version {
                return Err(OperationError::Stale);
            }
            let assignment = assignment_of(txn, &row).await?;
            let rubric = marking_rubric(txn, &row, &assignment).await?;
            let calculation = calculated(&row, &assignment, &rubric, draft)?;
            let draft = clean(draft)?;
            let reason = reason.map(clean_reason).transpose()?;
            let wanted = MarkRow {
                assignment,
                rubric,
                calculation,
                draft,
                reason,
                corrected,
            };
            let mark = wanted.write_in(app, txn, actor, &row).await?;
            if !store::work::move_on(txn, &row, row.state).await? {
                return Err(OperationError::Stale);
            }
            Ok(Saved {
                mark,
                version: row.version + 1,
            })
        }
    })
    .await
}

/// The released mark that a correction is of. Without one, work must be open to its first mark.
async fn corrected(
    txn: &Txn,
    row: &submissions::Model,
    is_correction: bool,
) -> Result<Option<marks::Model>, OperationError> {
    if !is_correction {
        row.state.close()?;
        return Ok(None);
    }
    let marks = store::marks::of_submissions(txn, &[row.id]).await?;
    let released = marks
        .into_iter()
        .find(|own| own.state == MarkState::Released);
    let released = released.ok_or_else(|| OperationError::refused("mark-not-released"))?;
    if is_on_hold(txn, row.residency_id, row.micro_credential_id).await? {
        return Err(OperationError::refused("mark-on-hold"));
    }
    Ok(Some(released))
}

fn clean(draft: &MarkDraft) -> Result<MarkDraft, OperationError> {
    let mut faults = Vec::new();
    let mut text = |field: String, typed: &str| {
        let cleaned = text::clean_text(typed, COMMENT_GRAPHEMES_MAX);
        cleaned.unwrap_or_else(|_| {
            faults.push(too_long(field));
            String::new()
        })
    };
    let levels = draft.levels.iter().map(|own| LevelDraft {
        comment: text(format!("comment-{}", own.criterion), &own.comment),
        ..own.clone()
    });
    let levels = levels.collect();
    let comment = text("comment".to_owned(), &draft.comment);
    if faults.is_empty() {
        Ok(MarkDraft { levels, comment })
    } else {
        Err(OperationError::Invalid(faults))
    }
}

fn too_long(field: String) -> FieldError {
    let max = i64::try_from(COMMENT_GRAPHEMES_MAX).unwrap_or(i64::MAX);
    FieldError::new(field, "too-long").with("max", max)
}

fn clean_reason(typed: &str) -> Result<String, OperationError> {
    let reason = text::clean_text(typed, COMMENT_GRAPHEMES_MAX)
        .map_err(|_| OperationError::Invalid(vec![too_long("reason".to_owned())]))?;
    if reason.is_empty() {
        return Err(OperationError::invalid("reason", "required-reason"));
    }
    Ok(reason)
}

/// A mark about to be written.
struct MarkRow {
    assignment: assignments::Model,
    rubric: RubricView,
    calculation: Calculation,
    draft: MarkDraft,
    reason: Option<String>,
    corrected: Option<marks::Model>,
}

impl MarkRow {
    async fn write_in(
        self,
        app: &App,
        txn: &Txn,
        actor: &Actor,
        row: &submissions::Model,
    ) -> Result<MarkId, OperationError> {
        let marker = actor.person.ok_or(OperationError::Forbidden)?;
        let standing = store::marks::of_submissions(txn, &[row.id]).await?;
        let found = standing
            .into_iter()
            .find(|mark| mark.state == MarkState::Provisional);
        let id = found.as_ref().map_or_else(|| app.new_id(), |mark| mark.id);
        let parts = self.parts(id);
        let action = if self.corrected.is_some() {
            "assessment.correct-mark"
        } else {
            "assessment.mark"
        };
        let entry = audit::Entry::new(action, "submission", row.id).programme(row.programme_id);
        let levels: Vec<_> = parts
            .iter()
            .map(|part| json!([part.criterion_code, part.level]))
            .collect();
        let after = json!({ "mark": id, "rubric": self.rubric.id, "levels": levels,
            "thousandths": self.calculation.mark.thousandths(), "corrects": self.corrected.as_ref().map(|own| own.id) });
        let before = found.as_ref().or(self.corrected.as_ref());
        let before =
            before.map(|own| json!({ "mark": own.id, "thousandths": own.mark_thousandths }));
        let mut entry = entry.after(after);
        if let Some(before) = before {
            entry = entry.before(before);
        }
        if let Some(reason) = &self.reason {
            entry = entry.reason(reason.clone());
        }
        let wanted = self.model(app, row, id, marker);
        store::marks::put_provisional(txn, found.as_ref(), wanted, parts).await?;
        audit::operations::record_in(app, txn, actor, entry).await?;
        Ok(id)
    }

    fn parts(&self, mark_id: MarkId) -> Vec<mark_criteria::Model> {
        let criteria = self.calculation.criteria.iter().zip(1..);
        let comment = |code: &str| {
            let own = self.draft.levels.iter().find(|own| own.criterion == code);
            own.map_or_else(String::new, |own| own.comment.clone())
        };
        criteria
            .map(|(own, ordinal)| mark_criteria::Model {
                mark_id,
                criterion_code: own.code.clone(),
                ordinal,
                weight: own.weight,
                level: own.level,
                comment: comment(&own.code),
            })
            .collect()
    }

    fn model(
        self,
        app: &App,
        row: &submissions::Model,
        id: MarkId,
        marker_id: PersonId,
    ) -> marks::Model {
        let terms = terms(row, &self.assignment, &self.rubric);
        marks::Model {
            id,
            programme_id: row.programme_id,
            submission_id: row.id,
            residency_id: row.residency_id,
            micro_credential_id: row.micro_credential_id,
            fellow_id: row.fellow_id,
            attempt: row.attempt,
            rubric_id: self.rubric.id,
            state: MarkState::Provisional,
            corrects_id: self.corrected.map(|own| own.id),
            reason: self.reason,
            marker_id,
            marked_at: app.now(),
            weighted_sum: self.calculation.weighted_sum,
            weighted_max: self.calculation.weighted_max,
            late_days: terms.late_days,
            late_percent_per_day: terms.late_percent_per_day,
            late_cutoff_days: terms.late_cutoff_days,
            cap_percent: terms.cap_percent,
            mark_thousandths: self.calculation.mark.thousandths(),
            has_passed: self.calculation.has_passed,
            comment: self.draft.comment,
            released_by: None,
            released_at: None,
        }
    }
}
