//! Opening and withdrawing what people are reminded of.

use crate::{
    app::{App, Txn},
    error::OperationError,
    id::{LetterId, OccurrenceId, PersonId, ProgrammeId, ReminderId},
    jobs::{self, Job},
    outbox::{
        entity::{occurrences, reminders},
        state::{Event, OccurrenceState, ReminderState},
        store,
    },
};
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// Something that a person is to be reminded of from now on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewOccurrence {
    pub programme: ProgrammeId,
    pub event: Event,
    pub person: PersonId,
    /// What gives cause: a booking's id, or the residency's for work that is due.
    pub cause: Uuid,
    /// What it is about: the session, or the micro-credential.
    pub subject: Uuid,
    pub occurs_at: DateTime<Utc>,
}

/// An occurrence as others see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurrence {
    pub id: OccurrenceId,
    pub programme: ProgrammeId,
    pub event: Event,
    pub person: PersonId,
    pub cause: Uuid,
    pub subject: Uuid,
    pub occurs_at: DateTime<Utc>,
    /// Since when the person can be reminded of this moment: when it was opened, or last moved.
    pub created_at: DateTime<Utc>,
    pub is_open: bool,
}

/// A reminder with the occurrence that it is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reminder {
    pub id: ReminderId,
    pub send_at: DateTime<Utc>,
    pub state: ReminderState,
    pub letter: Option<LetterId>,
    pub occurrence: Occurrence,
}

fn seen(row: &occurrences::Model) -> Occurrence {
    Occurrence {
        id: row.id,
        programme: row.programme_id,
        event: row.event,
        person: row.person_id,
        cause: row.cause_id,
        subject: row.subject_id,
        occurs_at: row.occurs_at,
        created_at: row.created_at,
        is_open: row.state == OccurrenceState::Open,
    }
}

fn seen_reminder(row: &reminders::Model, occurrence: Occurrence) -> Reminder {
    Reminder {
        id: row.id,
        send_at: row.send_at,
        state: row.state,
        letter: row.letter_id,
        occurrence,
    }
}

/// Opens the occurrence and promises the planning of its reminders. The same one again changes nothing; at another
/// moment (rule 72), or after it was withdrawn, planned reminders are cancelled and planned anew.
pub(crate) async fn open_occurrence_in(
    app: &App,
    txn: &Txn,
    new: NewOccurrence,
) -> Result<OccurrenceId, OperationError> {
    let now = app.now();
    let NewOccurrence {
        programme,
        event,
        person,
        cause,
        subject,
        occurs_at,
    } = new;
    let wanted = occurrences::Model {
        id: app.new_id(),
        programme_id: programme,
        event,
        person_id: person,
        cause_id: cause,
        subject_id: subject,
        occurs_at,
        created_at: now,
        state: OccurrenceState::Open,
    };
    if store::occurrences::insert(txn, wanted.clone()).await? {
        return promise_planning(app, txn, wanted.id, now).await;
    }
    let found = store::occurrences::same(txn, &wanted)
        .await?
        .ok_or(OperationError::Unavailable)?;
    if found.state == OccurrenceState::Open && found.occurs_at == occurs_at {
        return Ok(found.id);
    }
    if !store::occurrences::reopen(txn, &found, occurs_at, now).await? {
        return Err(OperationError::Unavailable);
    }
    store::occurrences::cancel_reminders(txn, &[found.id]).await?;
    promise_planning(app, txn, found.id, now).await
}

async fn promise_planning(
    app: &App,
    txn: &Txn,
    occurrence: OccurrenceId,
    now: DateTime<Utc>,
) -> Result<OccurrenceId, OperationError> {
    jobs::operations::promise_in(app, txn, &Job::PlanReminders { occurrence }, now).await?;
    Ok(occurrence)
}

/// Withdraws every open occurrence of the cause, with its planned reminders and the letters that still wait (rule 72).
///
/// # Returns
/// How many occurrences were withdrawn.
pub(crate) async fn withdraw_occurrences_in(
    _app: &App,
    txn: &Txn,
    cause: Uuid,
) -> Result<u64, OperationError> {
    let open = store::occurrences::open_of_cause(txn, cause).await?;
    if open.is_empty() {
        return Ok(0);
    }
    let withdrawn = store::occurrences::withdraw(txn, &open).await?;
    store::occurrences::cancel_reminders(txn, &open).await?;
    Ok(withdrawn)
}

/// Withdraws the open occurrence of one cause about one subject, with its planned reminders and waiting letters: the work is
/// handed in, other work of the same residency is not.
pub(crate) async fn withdraw_occurrence_in(
    txn: &Txn,
    cause: Uuid,
    subject: Uuid,
) -> Result<(), OperationError> {
    let open = store::occurrences::open_of_subject(txn, cause, subject).await?;
    if !open.is_empty() {
        store::occurrences::withdraw(txn, &open).await?;
        store::occurrences::cancel_reminders(txn, &open).await?;
    }
    Ok(())
}

pub async fn occurrence(app: &App, id: OccurrenceId) -> Result<Option<Occurrence>, OperationError> {
    Ok(store::occurrences::find(app.db(), id)
        .await?
        .as_ref()
        .map(seen))
}

pub async fn reminder(app: &App, id: ReminderId) -> Result<Option<Reminder>, OperationError> {
    let Some(row) = store::occurrences::find_reminder(app.db(), id).await? else {
        return Ok(None);
    };
    let of = store::occurrences::find(app.db(), row.occurrence_id).await?;
    Ok(of.map(|of| seen_reminder(&row, seen(&of))))
}

/// All reminders of an occurrence, in time order.
pub async fn reminders(app: &App, of: OccurrenceId) -> Result<Vec<Reminder>, OperationError> {
    let Some(occurrence) = occurrence(app, of).await? else {
        return Ok(Vec::new());
    };
    let rows = store::occurrences::reminders_of(app.db(), of).await?;
    Ok(rows
        .iter()
        .map(|row| seen_reminder(row, occurrence.clone()))
        .collect())
}

/// Plans reminders of the occurrence as it was read, and promises each. One that is planned or settled stays as it is;
/// when the occurrence was moved or withdrawn meanwhile, nothing is planned.
///
/// # Returns
/// How many were planned now.
pub(crate) async fn plan_reminders_in(
    app: &App,
    txn: &Txn,
    occurrence: &Occurrence,
    moments: &[DateTime<Utc>],
) -> Result<u64, OperationError> {
    if !store::occurrences::hold(txn, occurrence.id, occurrence.occurs_at).await? {
        return Ok(0);
    }
    let mut planned = 0;
    for send_at in moments {
        let reminder = store::occurrences::plan(txn, app.new_id(), occurrence.id, *send_at).await?;
        let Some(reminder) = reminder else { continue };
        jobs::operations::promise_in(app, txn, &Job::SendReminder { reminder }, *send_at).await?;
        planned += 1;
    }
    Ok(planned)
}

/// Settles a planned reminder as sent or skipped; `false` when it is not planned any more.
pub(crate) async fn settle_reminder_in(
    txn: &Txn,
    id: ReminderId,
    to: ReminderState,
) -> Result<bool, OperationError> {
    Ok(store::occurrences::settle(txn, id, to).await?)
}

pub(crate) async fn attach_letter_in(
    txn: &Txn,
    id: ReminderId,
    letter: LetterId,
) -> Result<(), OperationError> {
    Ok(store::occurrences::attach_letter(txn, id, letter).await?)
}
