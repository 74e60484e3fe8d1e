//! A person's inbox.

use crate::{
    actor::Actor,
    app::App,
    audit,
    error::OperationError,
    id::NoticeId,
    notifications::{
        entity::notices,
        policy,
        state::NoticeKind,
        store::{self, Which},
    },
    outbox::{AssignmentData, MarkReleasedData, SessionData},
};
use chrono::{DateTime, Utc};
use serde::de::DeserializeOwned;
use serde_json::json;

/// Notices of one page of the inbox.
pub const NOTICES_PAGE_MAX: u64 = 100;

/// A notice as its reader sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeView {
    pub id: NoticeId,
    pub kind: NoticeKind,
    pub subject: NoticeSubject,
    pub created_at: DateTime<Utc>,
    pub is_read: bool,
}

/// What a notice is about, in both languages, with the page that it leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoticeSubject {
    Session(SessionData),
    Assignment(AssignmentData),
    Mark(MarkReleasedData),
}

/// The actor's notices, newest first, from before `before` on; at most [`NOTICES_PAGE_MAX`].
pub async fn inbox(
    app: &App,
    actor: &Actor,
    before: Option<NoticeId>,
    limit: u64,
) -> Result<Vec<NoticeView>, OperationError> {
    let person = policy::may_read_inbox(actor)?;
    let rows =
        store::newest_notices(app.db(), person, before, limit.clamp(1, NOTICES_PAGE_MAX)).await?;
    rows.iter().map(view).collect()
}

fn view(row: &notices::Model) -> Result<NoticeView, OperationError> {
    let subject = match row.kind {
        NoticeKind::LabReminder => NoticeSubject::Session(read(row)?),
        NoticeKind::AssignmentReminder => NoticeSubject::Assignment(read(row)?),
        NoticeKind::MarkReleased => NoticeSubject::Mark(read(row)?),
    };
    let notices::Model {
        id,
        kind,
        created_at,
        read_at,
        ..
    } = row;
    Ok(NoticeView {
        id: *id,
        kind: *kind,
        subject,
        created_at: *created_at,
        is_read: read_at.is_some(),
    })
}

fn read<T: DeserializeOwned>(row: &notices::Model) -> Result<T, OperationError> {
    serde_json::from_str(&row.data)
        .map_err(|error| OperationError::Unexpected(format!("notice {}: {error}", row.id)))
}

/// How many of the actor's notices are unread; none for the system.
pub async fn unread_count(app: &App, actor: &Actor) -> Result<u64, OperationError> {
    let Some(person) = actor.person else {
        return Ok(0);
    };
    Ok(store::unread(app.db(), person).await?)
}

/// Marks one notice read; one that is read stays as it is.
pub async fn mark_read(app: &App, actor: &Actor, id: NoticeId) -> Result<(), OperationError> {
    let now = app.now();
    app.write_once(actor, |txn| async move {
        let txn = &*txn;
        let notice = store::find_notice(txn, id)
            .await?
            .ok_or(OperationError::NotFound)?;
        policy::may_mark_read(actor, notice.person_id)?;
        if store::mark_read(txn, notice.person_id, Which::One(id), now).await? == 1 {
            let entry = audit::Entry::new("notifications.mark-read", "notice", id);
            audit::operations::record_in(app, txn, actor, entry).await?;
        }
        Ok(())
    })
    .await
}

/// Marks all of the actor's notices read.
///
/// # Returns
/// How many were unread.
pub async fn mark_all_read(app: &App, actor: &Actor) -> Result<u64, OperationError> {
    let now = app.now();
    app.write_once(actor, |txn| async move {
        let txn = &*txn;
        let person = policy::may_read_inbox(actor)?;
        let marked = store::mark_read(txn, person, Which::All, now).await?;
        if marked > 0 {
            let entry = audit::Entry::new("notifications.mark-all-read", "person", person);
            audit::operations::record_in(app, txn, actor, entry.after(json!({"notices": marked})))
                .await?;
        }
        Ok(marked)
    })
    .await
}
