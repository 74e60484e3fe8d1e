//! What the programme file says of rubrics, assignments, due dates and the opening register.

use crate::{
    app::{App, Txn},
    assessment::{
        entity::{assignments, criteria, due_dates, levels, opening_marks, rubrics},
        rules::MarkThousandths,
        store,
    },
    bilingual::Bilingual,
    error::OperationError,
    id::{CohortId, MicroCredentialId, ProgrammeId, ResidencyId, RubricId},
    outbox::{self, Event, operations::NewOccurrence},
    residencies::ResidencyFacts,
};
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};

/// A rubric as its file says.
#[derive(Clone, Debug, PartialEq, Eq)]
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

/// Writes a rubric as its file says; found by code. One that a mark pins is never edited, only given a new edition (rule 55).
pub(crate) async fn put_rubric_in(
    app: &App,
    txn: &Txn,
    programme: ProgrammeId,
    draft: &RubricDraft,
) -> Result<(RubricId, bool), OperationError> {
    let mut found = store::rubric(txn, programme, &draft.code).await?;
    let mut edition = found.as_ref().map_or(1, |row| row.edition);
    if let Some(used) = &found
        && store::marks::is_pinned(txn, used.id).await?
        && !says_the_same(txn, used, draft).await?
    {
        edition += 1;
        found = None;
    }
    let id = found.as_ref().map_or_else(|| app.new_id(), |row| row.id);
    let wanted = rubrics::Model {
        id,
        programme_id: programme,
        code: draft.code.clone(),
        edition,
        title_ar: draft.title.ar.clone(),
        title_en: draft.title.en.clone(),
        pass_percent: draft.pass_percent,
        criterion_level_min: draft.criterion_level_min,
        markers: draft.markers,
        reconcile_over_percent: draft.reconcile_over_percent,
    };
    let has_changed = store::put_rubric(txn, found, wanted).await?.has_changed();
    Ok((id, put_parts_in(txn, id, draft).await? || has_changed))
}

/// Whether an edition says what the draft says, to the last word.
async fn says_the_same(
    txn: &Txn,
    row: &rubrics::Model,
    draft: &RubricDraft,
) -> Result<bool, OperationError> {
    let levels = store::marks::levels_of(txn, &[row.id]).await?;
    let levels = levels
        .into_iter()
        .map(|own| (own.level, Bilingual::new(&own.title_ar, &own.title_en)));
    let criteria = store::marks::criteria_of(txn, &[row.id]).await?;
    let criteria = criteria.into_iter().map(|own| {
        let title = Bilingual::new(&own.title_ar, &own.title_en);
        (own.code, own.weight, title)
    });
    let written = RubricDraft {
        code: row.code.clone(),
        title: Bilingual::new(&row.title_ar, &row.title_en),
        pass_percent: row.pass_percent,
        criterion_level_min: row.criterion_level_min,
        markers: row.markers,
        reconcile_over_percent: row.reconcile_over_percent,
        levels: levels.collect(),
        criteria: criteria.collect(),
    };
    let mut wanted = draft.clone();
    wanted.levels.sort_by_key(|(level, _)| *level);
    Ok(written == wanted)
}

async fn put_parts_in(
    txn: &Txn,
    id: RubricId,
    draft: &RubricDraft,
) -> Result<bool, OperationError> {
    let mut has_changed = false;
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
    Ok(has_changed)
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

/// Opens the occurrence from which a fellow is reminded of work that is still to come and not handed in.
pub(crate) async fn remind_of_due_in(
    app: &App,
    txn: &Txn,
    own: &ResidencyFacts,
    micro_credential: MicroCredentialId,
    due_at: DateTime<Utc>,
) -> Result<(), OperationError> {
    if due_at <= app.now() || store::work::has_any(txn, own.id, micro_credential).await? {
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
