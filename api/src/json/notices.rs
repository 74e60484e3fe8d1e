//! The caller's inbox, and the ledger of letters.

use super::{
    Tag,
    answer::Problem,
    caller::Caller,
    paging::{Asked, Cursor, Limit, Page},
    success::Done,
    text::{NamedPerson, Text},
};
use chrono::{DateTime, Utc};
use poem::web::Data;
use poem_openapi::{
    Object, OpenApi,
    param::{Path, Query},
    payload::Json,
};
use uuid::Uuid;
use zamala_domain::{
    App,
    id::NoticeId,
    notifications::operations::{self as notifications, NoticeSubject, NoticeView},
    outbox::{
        LetterState,
        operations::{self as outbox, LedgerLine},
    },
};

/// A notice in the caller's inbox.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct Notice {
    pub id: Uuid,
    /// `lab-reminder`, `assignment-reminder` or `mark-released`.
    pub kind: String,
    /// The session's or the work's.
    pub title: Text,
    pub code: String,
    /// When the session begins, the work is due, or the mark was released.
    pub at: DateTime<Utc>,
    /// The IANA zone in which the time is shown.
    pub zone: String,
    /// The session's room.
    pub venue: Option<Text>,
    /// The page it leads to, without language.
    pub link: String,
    pub created_at: DateTime<Utc>,
    pub is_read: bool,
}

/// A letter in the ledger: to whom and when, never what it says.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct Letter {
    pub id: Uuid,
    /// For example `lab-reminder`.
    pub kind: String,
    /// `waiting`, `sending`, `sent`, `dead` or `cancelled`.
    pub state: String,
    pub recipient: NamedPerson,
    pub created_at: DateTime<Utc>,
    pub send_at: DateTime<Utc>,
    pub sent_at: Option<DateTime<Utc>>,
    pub attempts: i32,
    /// Why it waits, is dead or was cancelled.
    pub last_error: Option<String>,
    pub message_id: String,
}

fn notice(view: NoticeView) -> Notice {
    let NoticeView {
        id,
        kind,
        subject,
        created_at,
        is_read,
    } = view;
    let (title, code, at, zone, venue, link) = match subject {
        NoticeSubject::Session(data) => (
            data.title,
            data.code,
            data.starts_at,
            data.zone,
            Some(data.venue.into()),
            data.link,
        ),
        NoticeSubject::Assignment(data) => (
            data.title,
            data.code,
            data.due_at,
            data.zone,
            None,
            data.link,
        ),
        NoticeSubject::Mark(data) => (
            data.title,
            data.code,
            data.released_at,
            data.zone,
            None,
            data.link,
        ),
    };
    let kind = kind.code().to_owned();
    Notice {
        id: id.0,
        kind,
        title: title.into(),
        code,
        at,
        zone,
        venue,
        link,
        created_at,
        is_read,
    }
}

fn letter(line: LedgerLine) -> Letter {
    let state = match line.state {
        LetterState::Waiting => "waiting",
        LetterState::Sending => "sending",
        LetterState::Sent => "sent",
        LetterState::Dead => "dead",
        LetterState::Cancelled => "cancelled",
    };
    Letter {
        id: line.id.0,
        kind: line.kind.folder().to_owned(),
        state: state.to_owned(),
        recipient: NamedPerson {
            id: line.recipient.0,
            name: line.recipient_name.into(),
        },
        created_at: line.created_at,
        send_at: line.send_at,
        sent_at: line.sent_at,
        attempts: line.attempts,
        last_error: line.last_error,
        message_id: line.message_id,
    }
}

pub struct NoticesApi;

#[OpenApi(tag = "Tag::Notices")]
impl NoticesApi {
    /// My notices
    ///
    /// The caller's inbox, newest first.
    #[oai(path = "/v1/notices", method = "get", operation_id = "listNotices")]
    async fn notices(
        &self,
        app: Data<&App>,
        caller: Caller,
        /// How many notices.
        limit: Query<Limit>,
        /// The `next` of the page before.
        cursor: Query<Cursor>,
    ) -> Result<Json<Page<Notice>>, Problem> {
        let asked = Asked::new("notices", limit.0, &cursor.0)?;
        let rows = notifications::inbox(&app, &caller.0, asked.after()?, asked.limit()).await?;
        Ok(Json(asked.page(rows, |row| row.id.to_string(), notice)))
    }

    /// Mark a notice read
    ///
    /// One that is read already stays as it is.
    #[oai(
        path = "/v1/notices/:id/read",
        method = "post",
        operation_id = "readNotice"
    )]
    async fn read(
        &self,
        app: Data<&App>,
        caller: Caller,
        /// The notice.
        id: Path<Uuid>,
    ) -> Result<Done, Problem> {
        notifications::mark_read(&app, &caller.0, NoticeId(id.0)).await?;
        Ok(Done::Done)
    }

    /// The ledger of letters
    ///
    /// Which letters were written and sent to whom, newest first; administrators see every programme's, managers their
    /// own. Nobody sees what a letter says.
    #[oai(path = "/v1/letters", method = "get", operation_id = "listLetters")]
    async fn letters(
        &self,
        app: Data<&App>,
        caller: Caller,
        /// How many letters.
        limit: Query<Limit>,
        /// The `next` of the page before.
        cursor: Query<Cursor>,
    ) -> Result<Json<Page<Letter>>, Problem> {
        let asked = Asked::new("letters", limit.0, &cursor.0)?;
        let rows = outbox::letters(&app, &caller.0, asked.after()?, asked.limit()).await?;
        Ok(Json(asked.page(rows, |row| row.id.to_string(), letter)))
    }
}
