//! Handing in work: acknowledged once it is on disk, once for each request.

use crate::{
    access_code,
    actor::Actor,
    app::{App, PROGRAMME_ZONE, Txn},
    assessment::{
        entity::{assignments, submissions},
        policy,
        rules::{Attempt, Place, RESUBMISSION_WORKING_DAYS, Standing, late_days, place_for},
        state::{MarkState, SubmissionState, WorkKind},
        store,
    },
    audit, calendar,
    calendar::rules::WorkingCalendar,
    chance, curriculum,
    error::{FieldError, OperationError, breaks},
    files::{self, NewFile, Purpose, ReceivedFile},
    holds::{self, HoldSubject},
    id::{MicroCredentialId, ResidencyId, SubmissionId},
    outbox::{self, LetterKind, WorkReceivedData, operations::NewLetter},
    residencies::{self, ResidencyFacts},
    text,
};
use chrono::{DateTime, TimeZone, Utc};
use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest, Sha256};

/// Longest work written as text, in characters as a reader counts them.
pub const TEXT_GRAPHEMES_MAX: usize = 20_000;
/// Random bytes of a receipt's number: ten symbols and a check digit.
const RECEIPT_BYTES: usize = 6;

/// What two versions that come at the same time break.
const ONE_AT_ONCE: [&str; 3] = [
    "submissions_one_live",
    "submissions_edition",
    "submissions.residency_id",
];

/// What is handed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Work {
    Text(String),
    File { name: String, content: ReceivedFile },
}

/// What the fellow is given for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    pub submission: SubmissionId,
    /// In groups of four; the last symbol is a check digit.
    pub number: String,
    pub attempt: i32,
    pub edition: i32,
    pub received_at: DateTime<Utc>,
    pub due_at: DateTime<Utc>,
    pub late_days: i32,
    /// Of the text's UTF-8 as it is kept, or of the file.
    pub sha256: String,
    pub size_bytes: u64,
}

/// Hands in the actor's own work. The moment of receipt is the server's, when the work was complete (rule 38).
///
/// # Errors
/// Invalid `text` (`required`, `too-long`); refused as [`place_for`] refuses; stale when another version came at the same time.
pub async fn hand_in(
    app: &App,
    actor: &Actor,
    micro_credential: MicroCredentialId,
    work: Work,
) -> Result<Receipt, OperationError> {
    let received_at = app.now();
    let own = asked(app, actor, micro_credential).await?;
    let work = clean(work)?;
    let calendar = calendar::operations::working_calendar(app, own.programme).await?;
    let code = code_of(app, micro_credential).await?;
    app.write_once(actor, |txn| {
        let (own, work, calendar, code) = (&own, &work, &calendar, &code);
        async move {
            let txn = &*txn;
            let assignment = store::assignment(txn, micro_credential)
                .await?
                .ok_or(OperationError::NotFound)?;
            let last = store::work::lock_last(txn, own.id, micro_credential).await?;
            let standing = standing_from(txn, own, &assignment, last.as_ref(), calendar).await?;
            let place = place_for(&standing, received_at)?;
            if let Some(last) = last.filter(|last| last.attempt == place.attempt) {
                supersede_in(txn, &last).await?;
            }
            let late = late_days(received_at, place.due_at, PROGRAMME_ZONE, |day| {
                calendar.is_working_day(day)
            });
            let row = row(app, own, micro_credential, place, received_at, late);
            let row = store_in(app, txn, actor, own, work, row).await?;
            outbox::operations::withdraw_occurrence_in(txn, own.id.0, micro_credential.0).await?;
            let letter = letter(&row, &assignment, code);
            outbox::operations::write_letter_in(app, txn, letter).await?;
            let after = json!({ "receipt": row.receipt, "sha256": row.sha256, "attempt": row.attempt,
                "edition": row.edition, "late_days": row.late_days });
            let entry = audit::Entry::new("assessment.hand-in", "submission", row.id);
            let entry = entry.programme(own.programme).after(after);
            audit::operations::record_in(app, txn, actor, entry).await?;
            Ok(receipt(&row))
        }
    })
    .await
}

/// The residency for which the actor is asked for this work.
///
/// # Errors
/// Forbidden for who is no fellow; not found for a fellow whose cohort does not teach it.
pub async fn asked(
    app: &App,
    actor: &Actor,
    micro_credential: MicroCredentialId,
) -> Result<ResidencyFacts, OperationError> {
    policy::may_ever_hand_in(actor)?;
    let own = own_residency(app, actor, micro_credential).await?;
    let own = own.ok_or(OperationError::NotFound)?;
    policy::may_hand_in(actor, &own)?;
    Ok(own)
}

/// The fellow's residency for which the micro-credential is asked: the one that runs.
pub(super) async fn own_residency(
    app: &App,
    actor: &Actor,
    micro_credential: MicroCredentialId,
) -> Result<Option<ResidencyFacts>, OperationError> {
    let Some(person) = actor.person else {
        return Ok(None);
    };
    let mut own = residencies::operations::of_fellow(app, person).await?;
    own.sort_by_key(|own| !own.state.is_in_residence());
    for residency in own {
        let pinned = residencies::operations::pinned(app, residency.cohort).await?;
        if pinned.contains(&micro_credential) {
            return Ok(Some(residency));
        }
    }
    Ok(None)
}

pub(super) async fn code_of(app: &App, id: MicroCredentialId) -> Result<String, OperationError> {
    let facts = curriculum::operations::facts_of(app, &[id]).await?.pop();
    Ok(facts.ok_or(OperationError::NotFound)?.code)
}

fn clean(work: Work) -> Result<Work, OperationError> {
    let Work::Text(typed) = work else {
        return Ok(work);
    };
    let max = i64::try_from(TEXT_GRAPHEMES_MAX).unwrap_or(i64::MAX);
    let text = text::clean_text(&typed, TEXT_GRAPHEMES_MAX).map_err(|_| {
        OperationError::Invalid(vec![FieldError::new("text", "too-long").with("max", max)])
    })?;
    if text.is_empty() {
        return Err(OperationError::invalid("text", "work-empty"));
    }
    Ok(Work::Text(text))
}

/// What decides whether work may be handed in; `last` is the live version of the last attempt.
pub(super) async fn standing_from(
    db: &impl ConnectionTrait,
    own: &ResidencyFacts,
    assignment: &assignments::Model,
    last: Option<&submissions::Model>,
    calendar: &WorkingCalendar,
) -> Result<Standing, OperationError> {
    let id = assignment.micro_credential_id;
    let due = store::due_dates(db, own.cohort).await?;
    let due = due.into_iter().find(|due| due.micro_credential_id == id);
    let opening = store::opening_marks(db, &[own.id]).await?;
    let released = store::marks::released(db, &[own.id]).await?;
    let released_at = released
        .iter()
        .filter(|row| last.is_some_and(|last| last.id == row.submission_id))
        .filter_map(|row| row.released_at)
        .max();
    Ok(Standing {
        due_at: due.map(|due| due.due_at),
        has_opening_mark: opening.iter().any(|row| row.micro_credential_id == id),
        last: last.map(|row| Attempt {
            attempt: row.attempt,
            edition: row.edition,
            state: row.state,
            due_at: row.due_at,
        }),
        resubmit_until: released_at.and_then(|at| resubmit_until(at, assignment, calendar)),
        resubmissions_max: assignment.resubmissions_max,
        is_on_hold: is_on_hold(db, own.id, id).await?,
    })
}

/// The due time of the last working day of the window (rule 43).
fn resubmit_until(
    released_at: DateTime<Utc>,
    assignment: &assignments::Model,
    calendar: &WorkingCalendar,
) -> Option<DateTime<Utc>> {
    let day = released_at.with_timezone(&PROGRAMME_ZONE).date_naive();
    let last_on = calendar.add_working_days(day, RESUBMISSION_WORKING_DAYS)?;
    let local = PROGRAMME_ZONE.from_local_datetime(&last_on.and_time(assignment.due_time));
    local.latest().map(|at| at.to_utc())
}

/// Whether a certificate, or whoever placed it, holds a mark of this work.
pub(super) async fn is_on_hold(
    db: &impl ConnectionTrait,
    residency: ResidencyId,
    micro_credential: MicroCredentialId,
) -> Result<bool, OperationError> {
    for mark in store::marks::ids_of_work(db, residency, micro_credential).await? {
        let hold = holds::operations::live_hold_from(db, HoldSubject::Mark, mark.0).await?;
        if hold.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The newer version takes the older one's place, and a provisional mark of the older one is void.
async fn supersede_in(txn: &Txn, last: &submissions::Model) -> Result<(), OperationError> {
    let to = last.state.supersede()?;
    if !store::work::move_on(txn, last, to).await? {
        return Err(OperationError::Stale);
    }
    let marks = store::marks::of_submissions(txn, &[last.id]).await?;
    for mark in marks
        .iter()
        .filter(|mark| mark.state == MarkState::Provisional)
    {
        if !store::marks::move_mark(txn, mark, mark.state.drop_for_newer_work()?).await? {
            return Err(OperationError::Stale);
        }
    }
    Ok(())
}

fn row(
    app: &App,
    own: &ResidencyFacts,
    micro_credential: MicroCredentialId,
    place: Place,
    received_at: DateTime<Utc>,
    late_days: i32,
) -> submissions::Model {
    let payload = access_code::payload_of(&chance::random_bytes::<RECEIPT_BYTES>());
    let number = access_code::with_check_digit(&payload).expect("ten symbols make a code");
    submissions::Model {
        id: app.new_id(),
        programme_id: own.programme,
        cohort_id: own.cohort,
        residency_id: own.id,
        micro_credential_id: micro_credential,
        fellow_id: own.fellow,
        attempt: place.attempt,
        edition: place.edition,
        state: SubmissionState::HandedIn,
        kind: WorkKind::Text,
        body: None,
        file_id: None,
        sha256: String::new(),
        size_bytes: 0,
        receipt: access_code::grouped(&number),
        received_at,
        due_at: place.due_at,
        late_days,
        version: 1,
    }
}

async fn store_in(
    app: &App,
    txn: &Txn,
    actor: &Actor,
    own: &ResidencyFacts,
    work: &Work,
    row: submissions::Model,
) -> Result<submissions::Model, OperationError> {
    let row = match work {
        Work::Text(text) => submissions::Model {
            kind: WorkKind::Text,
            body: Some(text.clone()),
            sha256: hex::encode(Sha256::digest(text.as_bytes())),
            size_bytes: size(text.len() as u64)?,
            ..row
        },
        Work::File { name, content } => {
            let file = NewFile {
                programme: own.programme,
                purpose: Purpose::Submission,
                subject: row.id.0,
                owner: own.fellow,
                name: name.clone(),
                content: content.clone(),
            };
            submissions::Model {
                kind: WorkKind::File,
                file_id: Some(files::operations::store_in(app, txn, actor, file).await?),
                sha256: content.sha256().to_owned(),
                size_bytes: size(content.size_bytes())?,
                ..row
            }
        }
    };
    match store::work::insert(txn, row.clone()).await {
        Ok(()) => Ok(row),
        // Another version came at the same time. SQLite names the columns, PostgreSQL the index or the constraint.
        Err(error) if ONE_AT_ONCE.iter().any(|name| breaks(&error, name)) => {
            Err(OperationError::Stale)
        }
        Err(error) => Err(error.into()),
    }
}

fn size(bytes: u64) -> Result<i64, OperationError> {
    i64::try_from(bytes).map_err(|error| OperationError::Unexpected(error.to_string()))
}

fn letter(row: &submissions::Model, assignment: &assignments::Model, code: &str) -> NewLetter {
    let data = WorkReceivedData {
        title: crate::Bilingual::new(&assignment.title_ar, &assignment.title_en),
        code: code.to_owned(),
        receipt: row.receipt.clone(),
        received_at: row.received_at,
        zone: PROGRAMME_ZONE.name().to_owned(),
        sha256: row.sha256.clone(),
        is_late: row.late_days > 0,
        link: format!("/submissions/{}", row.id),
    };
    NewLetter {
        kind: LetterKind::WorkReceived,
        programme: Some(row.programme_id),
        recipient: row.fellow_id.into(),
        occasion: row.id.to_string(),
        data: data.into_json(),
        send_at: row.received_at,
    }
}

fn receipt(row: &submissions::Model) -> Receipt {
    Receipt {
        submission: row.id,
        number: row.receipt.clone(),
        attempt: row.attempt,
        edition: row.edition,
        received_at: row.received_at,
        due_at: row.due_at,
        late_days: row.late_days,
        sha256: row.sha256.clone(),
        size_bytes: row.size_bytes.unsigned_abs(),
    }
}
