//! Sending one reminder, when its moment has come.

use super::plan::channels;
use crate::{
    actor::Actor,
    app::{App, Txn},
    assessment::{self, operations::DueFacts},
    audit,
    error::OperationError,
    id::{MicroCredentialId, ReminderId, ResidencyId},
    labs::{self, operations::LabReminderFacts},
    notifications::{
        entity::notices,
        state::{Channel, NoticeKind},
        store,
    },
    outbox::{
        self, AssignmentData, Event, LetterKind, ReminderState, SessionData,
        operations::{NewLetter, Occurrence, Reminder},
    },
};
use chrono::{DateTime, Utc};
use serde_json::{Value, json};

/// What came of a reminder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReminderOutcome {
    /// Letter and notice are written, as the plan's channels say.
    Sent,
    /// It was of no use any more; the code says why.
    Skipped(&'static str),
    /// Another worker was first, or it was cancelled.
    AlreadySettled,
}

/// What a reminder says, and as what.
struct Message {
    letter: LetterKind,
    notice: NoticeKind,
    data: Value,
}

/// Sends the reminder if it still stands (rule 72). Two workers may run it at once: one of them writes.
pub async fn send_reminder(app: &App, id: ReminderId) -> Result<ReminderOutcome, OperationError> {
    let reminder = outbox::operations::reminder(app, id).await?;
    let Some(reminder) = reminder.filter(|found| found.state == ReminderState::Planned) else {
        return Ok(ReminderOutcome::AlreadySettled);
    };
    let occurrence = &reminder.occurrence;
    let message = match reason_to_skip(app, &reminder).await? {
        Some(reason) => Err(reason),
        None => message(app, occurrence).await?,
    };
    let channels = channels(app, occurrence.programme, occurrence.event).await?;
    app.write(|txn| {
        let (channels, message, reminder) = (&channels, &message, &reminder);
        async move {
            match &message {
                Ok(message) => write_in(app, &txn, reminder, message, channels).await,
                Err(reason) => skip_in(app, &txn, reminder, reason).await,
            }
        }
    })
    .await
}

/// What holds for reminders of every event. A reminder meant for before its occurrence is of no use after it.
async fn reason_to_skip(
    app: &App,
    reminder: &Reminder,
) -> Result<Option<&'static str>, OperationError> {
    let occurrence = &reminder.occurrence;
    if !occurrence.is_open {
        return Ok(Some("withdrawn"));
    }
    if reminder.send_at < occurrence.occurs_at && occurrence.occurs_at <= app.now() {
        return Ok(Some("past"));
    }
    let is_reachable = outbox::operations::is_reachable(app, occurrence.person).await?;
    Ok((!is_reachable).then_some("recipient-suspended"))
}

/// What the reminder says; or why it is of no use: the seat was given back, the work is in.
async fn message(
    app: &App,
    occurrence: &Occurrence,
) -> Result<Result<Message, &'static str>, OperationError> {
    match occurrence.event {
        Event::LabSession => {
            let facts = labs::operations::reminder_facts(app, occurrence.cause.into()).await?;
            Ok(facts
                .filter(|facts| facts.is_seated)
                .map(lab_message)
                .ok_or("not-seated"))
        }
        Event::AssignmentDue => {
            let residency = ResidencyId::from(occurrence.cause);
            let micro_credential = MicroCredentialId::from(occurrence.subject);
            let facts = assessment::operations::due_facts(app, residency, micro_credential).await?;
            let facts = facts.filter(|facts| facts.is_open);
            Ok(facts
                .map(|facts| assignment_message(facts, micro_credential, app.now()))
                .ok_or("work-is-in"))
        }
        // Plans may name these events; nothing opens their occurrences, so there is nothing to tell.
        Event::Consultation
        | Event::QuarterlyReportDue
        | Event::ForumRegistrationClosing
        | Event::CertificateIssued => Ok(Err("no-facts")),
    }
}

fn lab_message(facts: LabReminderFacts) -> Message {
    let LabReminderFacts {
        session,
        code,
        title,
        venue,
        starts_at,
        ends_at,
        zone,
        lead,
        ..
    } = facts;
    let link = format!("/sessions/{session}");
    let data = SessionData {
        title,
        code,
        venue,
        starts_at,
        ends_at,
        zone,
        lead,
        link,
    };
    Message {
        letter: LetterKind::LabReminder,
        notice: NoticeKind::LabReminder,
        data: data.into_json(),
    }
}

fn assignment_message(
    facts: DueFacts,
    micro_credential: MicroCredentialId,
    now: DateTime<Utc>,
) -> Message {
    let DueFacts {
        code,
        title,
        due_at,
        zone,
        ..
    } = facts;
    let link = format!("/work/{micro_credential}");
    let data = AssignmentData {
        title,
        code,
        due_at,
        zone,
        is_overdue: due_at <= now,
        link,
    };
    Message {
        letter: LetterKind::AssignmentReminder,
        notice: NoticeKind::AssignmentReminder,
        data: data.into_json(),
    }
}

async fn write_in(
    app: &App,
    txn: &Txn,
    reminder: &Reminder,
    message: &Message,
    channels: &[Channel],
) -> Result<ReminderOutcome, OperationError> {
    if !outbox::operations::settle_reminder_in(txn, reminder.id, ReminderState::Sent).await? {
        return Ok(ReminderOutcome::AlreadySettled);
    }
    if channels.contains(&Channel::Email) {
        let letter = NewLetter {
            kind: message.letter,
            programme: Some(reminder.occurrence.programme),
            recipient: reminder.occurrence.person,
            occasion: reminder.id.to_string(),
            data: message.data.clone(),
            send_at: app.now(),
        };
        if let Some(letter) = outbox::operations::write_letter_in(app, txn, letter).await? {
            outbox::operations::attach_letter_in(txn, reminder.id, letter).await?;
        }
    }
    if channels.contains(&Channel::InApp) {
        store::insert_notice(txn, notice(app, reminder, message)).await?;
    }
    let channels: Vec<&str> = channels.iter().map(|channel| channel.code()).collect();
    record_in(
        app,
        txn,
        "notifications.send-reminder",
        reminder,
        json!({"channels": channels}),
    )
    .await?;
    Ok(ReminderOutcome::Sent)
}

fn notice(app: &App, reminder: &Reminder, message: &Message) -> notices::Model {
    notices::Model {
        id: app.new_id(),
        person_id: reminder.occurrence.person,
        programme_id: Some(reminder.occurrence.programme),
        kind: message.notice,
        occasion: reminder.id.to_string(),
        data: message.data.to_string(),
        created_at: app.now(),
        read_at: None,
    }
}

async fn skip_in(
    app: &App,
    txn: &Txn,
    reminder: &Reminder,
    reason: &'static str,
) -> Result<ReminderOutcome, OperationError> {
    if !outbox::operations::settle_reminder_in(txn, reminder.id, ReminderState::Skipped).await? {
        return Ok(ReminderOutcome::AlreadySettled);
    }
    record_in(
        app,
        txn,
        "notifications.skip-reminder",
        reminder,
        json!({"reason": reason}),
    )
    .await?;
    Ok(ReminderOutcome::Skipped(reason))
}

async fn record_in(
    app: &App,
    txn: &Txn,
    action: &'static str,
    reminder: &Reminder,
    after: Value,
) -> Result<(), OperationError> {
    let entry = audit::Entry::new(action, "reminder", reminder.id)
        .programme(reminder.occurrence.programme)
        .after(after);
    audit::operations::record_in(app, txn, &Actor::system(), entry).await
}
