//! A fellow's own work: what is asked, what is in, and the results that were released.

use super::{
    hand_in::{code_of, own_residency, standing_from},
    queue::{place, taught},
    results::final_results,
    views::{MarkView, RubricView, SubmissionFacts, facts, marks_from, rubrics_from},
};
use crate::{
    actor::Actor,
    app::App,
    assessment::{
        entity::{assignments, submissions},
        policy,
        rules::{MarkThousandths, Place, place_for},
        state::{MarkState, SubmissionState},
        store,
    },
    bilingual::Bilingual,
    calendar, curriculum,
    error::OperationError,
    files::{self, FileFacts, Purpose},
    id::{MicroCredentialId, PersonId, SubmissionId},
    people, residencies,
    residencies::ResidencyFacts,
};
use chrono::{DateTime, Utc};
use std::collections::HashMap;

/// One line of a fellow's own work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnWorkLine {
    pub micro_credential: MicroCredentialId,
    pub code: String,
    /// What is to be handed in.
    pub title: Bilingual,
    pub due_at: Option<DateTime<Utc>>,
    /// The live version of the last attempt.
    pub submission: Option<SubmissionFacts>,
    /// The mark that counts, once it is released.
    pub mark: Option<MarkThousandths>,
    pub has_passed: Option<bool>,
}

/// One attempt with its versions and, once released, its mark.
#[derive(Clone, Debug)]
pub struct AttemptView {
    pub live: SubmissionFacts,
    /// The text of the live version, where it is one.
    pub text: Option<String>,
    pub file: Option<FileFacts>,
    pub superseded: Vec<SubmissionFacts>,
    pub released: Option<MarkView>,
    /// Earlier marks that a correction took the place of, the newest first.
    pub replaced: Vec<MarkView>,
}

/// What the assignment declares of lateness and resubmission.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Declared {
    pub late_percent_per_day: i32,
    pub late_cutoff_days: i32,
    pub resubmissions_max: i32,
    pub resubmission_cap_percent: Option<i32>,
}

/// A fellow's own work for one micro-credential.
#[derive(Clone, Debug)]
pub struct OwnWork {
    pub line: OwnWorkLine,
    pub micro_credential_title: Bilingual,
    pub declared: Declared,
    pub rubric: RubricView,
    /// What may be handed in now; or the refusal's code.
    pub place: Result<Place, &'static str>,
    /// The last attempt first.
    pub attempts: Vec<AttemptView>,
    /// The attempt whose mark counts.
    pub counting_attempt: Option<i32>,
    pub marker_names: HashMap<PersonId, Bilingual>,
}

/// One version of work with what is in it.
#[derive(Clone, Debug)]
pub struct SubmissionView {
    pub submission: SubmissionFacts,
    pub code: String,
    pub title: Bilingual,
    pub text: Option<String>,
    pub file: Option<FileFacts>,
    pub is_own: bool,
}

/// The actor's own work in the residency that runs, in the order of the curriculum; empty for who is no fellow.
pub async fn own_work(app: &App, actor: &Actor) -> Result<Vec<OwnWorkLine>, OperationError> {
    let Some(person) = actor.person else {
        return Ok(Vec::new());
    };
    let mut own = residencies::operations::of_fellow(app, person).await?;
    own.sort_by_key(|own| !own.state.is_in_residence());
    match own.first() {
        Some(own) => lines(app, own).await,
        None => Ok(Vec::new()),
    }
}

async fn lines(app: &App, own: &ResidencyFacts) -> Result<Vec<OwnWorkLine>, OperationError> {
    let pinned = residencies::operations::pinned(app, own.cohort).await?;
    let assignments = store::assignments(app.db(), &pinned).await?;
    let due = store::due_dates(app.db(), own.cohort).await?;
    let live = store::work::live_of_residencies(app.db(), &[own.id]).await?;
    let results = final_results(app, &[own.id], &pinned).await?;
    let all = curriculum::operations::facts_of(app, &pinned).await?;
    let line = |micro_credential: curriculum::MicroCredentialFacts| {
        let id = micro_credential.id;
        let assignment = assignments
            .iter()
            .find(|own| own.micro_credential_id == id)?;
        let last = live.iter().rfind(|row| row.micro_credential_id == id);
        let result = results.get(&(own.id, id));
        Some(OwnWorkLine {
            micro_credential: id,
            code: micro_credential.code,
            title: Bilingual::new(&assignment.title_ar, &assignment.title_en),
            due_at: due
                .iter()
                .find(|due| due.micro_credential_id == id)
                .map(|due| due.due_at),
            submission: last.map(facts),
            mark: result.map(|result| result.mark),
            has_passed: result.map(|result| result.passed),
        })
    };
    Ok(all.into_iter().filter_map(line).collect())
}

/// The actor's own work for one micro-credential; only released marks stand in it.
///
/// # Errors
/// Not found for who is not asked for it.
pub async fn own_work_for(
    app: &App,
    actor: &Actor,
    id: MicroCredentialId,
) -> Result<OwnWork, OperationError> {
    let own = own_residency(app, actor, id).await?;
    let own = own.ok_or(OperationError::NotFound)?;
    let assignment = store::assignment(app.db(), id).await?;
    let assignment = assignment.ok_or(OperationError::NotFound)?;
    let line = lines(app, &own)
        .await?
        .into_iter()
        .find(|line| line.micro_credential == id);
    let line = line.ok_or(OperationError::NotFound)?;
    let rows = store::work::of_residency(app.db(), own.id, id).await?;
    let attempts = attempts(app, &rows).await?;
    let markers: Vec<PersonId> = attempts
        .iter()
        .flat_map(|own| own.released.iter().chain(&own.replaced))
        .map(|mark| mark.marker)
        .collect();
    let result = final_results(app, &[own.id], &[id]).await?;
    let counting = result.get(&(own.id, id)).and_then(|result| result.mark_id);
    let counts = |own: &&AttemptView| {
        own.released
            .as_ref()
            .is_some_and(|mark| Some(mark.id) == counting)
    };
    let facts = curriculum::operations::facts_of(app, &[id]).await?.pop();
    let rubric = rubrics_from(app.db(), &[assignment.rubric_id]).await?.pop();
    Ok(OwnWork {
        line,
        micro_credential_title: facts.ok_or(OperationError::NotFound)?.title,
        declared: declared(&assignment),
        rubric: rubric.ok_or(OperationError::NotFound)?,
        place: place_now(app, actor, &own, &assignment, &rows).await?,
        counting_attempt: attempts.iter().find(counts).map(|own| own.live.attempt),
        attempts,
        marker_names: people::operations::names(app, &markers).await?,
    })
}

fn declared(assignment: &assignments::Model) -> Declared {
    Declared {
        late_percent_per_day: assignment.late_percent_per_day,
        late_cutoff_days: assignment.late_cutoff_days,
        resubmissions_max: assignment.resubmissions_max,
        resubmission_cap_percent: assignment.resubmission_cap_percent,
    }
}

async fn place_now(
    app: &App,
    actor: &Actor,
    own: &ResidencyFacts,
    assignment: &assignments::Model,
    rows: &[submissions::Model],
) -> Result<Result<Place, &'static str>, OperationError> {
    if policy::may_hand_in(actor, own).is_err() {
        return Ok(Err("work-not-open"));
    }
    let calendar = calendar::operations::working_calendar(app, own.programme).await?;
    let last = rows
        .iter()
        .find(|row| row.state != SubmissionState::Superseded);
    let standing = standing_from(app.db(), own, assignment, last, &calendar).await?;
    match place_for(&standing, app.now()) {
        Ok(place) => Ok(Ok(place)),
        Err(OperationError::Refused(code)) => Ok(Err(code)),
        Err(error) => Err(error),
    }
}

async fn attempts(
    app: &App,
    rows: &[submissions::Model],
) -> Result<Vec<AttemptView>, OperationError> {
    let ids: Vec<SubmissionId> = rows.iter().map(|row| row.id).collect();
    let marks = marks_from(app.db(), &ids).await?;
    let of_work = |id: SubmissionId, state: MarkState| {
        let own = marks
            .iter()
            .filter(|mark| mark.submission == id && mark.state == state);
        own.cloned().collect::<Vec<_>>()
    };
    let mut attempts = Vec::new();
    for live in rows
        .iter()
        .filter(|row| row.state != SubmissionState::Superseded)
    {
        let superseded = rows
            .iter()
            .filter(|row| row.attempt == live.attempt && row.id != live.id);
        attempts.push(AttemptView {
            live: facts(live),
            text: live.body.clone(),
            file: file_of(app, live).await?,
            superseded: superseded.map(facts).collect(),
            released: of_work(live.id, MarkState::Released).pop(),
            replaced: of_work(live.id, MarkState::Replaced),
        });
    }
    Ok(attempts)
}

pub(super) async fn file_of(
    app: &App,
    row: &submissions::Model,
) -> Result<Option<FileFacts>, OperationError> {
    let Some(id) = row.file_id else {
        return Ok(None);
    };
    let files = files::operations::of_subject(app, Purpose::Submission, row.id.0).await?;
    Ok(files.into_iter().find(|file| file.id == id))
}

/// One version of work: for its fellow, and for who may see it marked.
pub async fn submission(
    app: &App,
    actor: &Actor,
    id: SubmissionId,
) -> Result<SubmissionView, OperationError> {
    let row = readable(app, actor, id).await?;
    let assignment = store::assignment(app.db(), row.micro_credential_id).await?;
    let assignment = assignment.ok_or(OperationError::NotFound)?;
    Ok(SubmissionView {
        submission: facts(&row),
        code: code_of(app, row.micro_credential_id).await?,
        title: Bilingual::new(&assignment.title_ar, &assignment.title_en),
        file: file_of(app, &row).await?,
        is_own: actor.is(row.fellow_id),
        text: row.body,
    })
}

/// The file of one version of work, for whoever may read it.
pub async fn submitted_file(
    app: &App,
    actor: &Actor,
    id: SubmissionId,
) -> Result<(FileFacts, Vec<u8>), OperationError> {
    let row = readable(app, actor, id).await?;
    let file = row.file_id.ok_or(OperationError::NotFound)?;
    let (facts, bytes) = files::operations::open(app, file).await?;
    if facts.purpose != Purpose::Submission || facts.subject != id.0 {
        return Err(OperationError::NotFound);
    }
    Ok((facts, bytes))
}

async fn readable(
    app: &App,
    actor: &Actor,
    id: SubmissionId,
) -> Result<submissions::Model, OperationError> {
    let taught = taught(app, actor).await?;
    let seen = policy::work_visible_to(actor);
    let row = store::work::submission(app.db(), &seen, &taught, id).await?;
    let row = row.ok_or(OperationError::NotFound)?;
    if !actor.is(row.fellow_id) {
        policy::may_see_marking(actor, &place(&row, &taught))?;
    }
    Ok(row)
}
