//! The inbox of whoever is signed in.

use super::{
    paging::{ASKED_AT_ONCE, cursor, paged},
    parts::Tag,
    sessions::words::{ButtonForm, NoFields, button_form, zone_name},
};
use crate::{Visit, notice::Notice, route::PageResult};
use chrono::{DateTime, Utc};
use serde::Serialize;
use zamala_domain::{
    app::PROGRAMME_ZONE,
    id::NoticeId,
    notifications::operations::{self as notifications, NoticeSubject, NoticeView},
};

#[derive(Serialize)]
struct InboxPage {
    lead: String,
    read_all: Option<ButtonForm>,
    notices: Vec<Row>,
    next_href: Option<String>,
    first_href: Option<String>,
}

#[derive(Serialize)]
struct Row {
    href: String,
    title: String,
    text: String,
    code: String,
    came: String,
    tag: Option<Tag>,
    read: Option<ButtonForm>,
}

/// The actor's notices, newest first.
pub async fn inbox(visit: &Visit) -> PageResult {
    let (app, actor) = (visit.app(), visit.actor()?);
    let before: Option<NoticeId> = cursor(visit, "before")?;
    let unread = notifications::unread_count(app, &actor).await?;
    let found = notifications::inbox(app, &actor, before, ASKED_AT_ONCE).await?;
    let found = paged(visit, "/notices", "before", found, |notice| notice.id);
    let view = InboxPage {
        lead: visit.say_with("notices-unread", &[("count", unread.into())]),
        read_all: (unread > 0).then(|| button_form(visit, "/notices/read")),
        notices: found.rows.iter().map(|notice| row(visit, notice)).collect(),
        next_href: found.next_href,
        first_href: found.first_href,
    };
    visit.page("notices/inbox", "notices-title").answer(&view)
}

fn row(visit: &Visit, notice: &NoticeView) -> Row {
    let language = visit.language();
    let (key, title, code, link, at, zone) = match &notice.subject {
        NoticeSubject::Session(data) => (
            "notices-lab",
            &data.title,
            &data.code,
            &data.link,
            data.starts_at,
            &data.zone,
        ),
        NoticeSubject::Assignment(data) => {
            let key = if data.is_overdue {
                "notices-overdue"
            } else {
                "notices-due"
            };
            (
                key,
                &data.title,
                &data.code,
                &data.link,
                data.due_at,
                &data.zone,
            )
        }
        NoticeSubject::Mark(data) => {
            let key = if data.is_correction {
                "notices-mark-corrected"
            } else {
                "notices-mark-released"
            };
            (
                key,
                &data.title,
                &data.code,
                &data.link,
                data.released_at,
                &data.zone,
            )
        }
    };
    let read = format!("/notices/{}/read", notice.id);
    Row {
        href: visit.href(link),
        title: title.in_language(language).to_owned(),
        text: at_text(visit, key, at, zone),
        code: code.clone(),
        came: visit.words().date_and_time(notice.created_at),
        tag: (!notice.is_read).then(|| Tag::new(visit, "info", "notices-new")),
        read: (!notice.is_read).then(|| button_form(visit, &read)),
    }
}

fn at_text(visit: &Visit, key: &str, at: DateTime<Utc>, zone: &str) -> String {
    let zone = zone.parse().unwrap_or(PROGRAMME_ZONE);
    let when = visit.words().date_and_time_in(at, zone);
    visit.say_with(
        key,
        &[
            ("when", when.into()),
            ("zone", zone_name(visit, zone).into()),
        ],
    )
}

/// Marks one notice read.
pub async fn mark_read(visit: &Visit) -> PageResult {
    let id: NoticeId = visit.param("id")?;
    let NoFields {} = visit.typed()?;
    notifications::mark_read(visit.app(), &visit.actor()?, id).await?;
    visit.go_to_with("/notices", &Notice::success("notices-read"))
}

/// Marks all notices read.
pub async fn mark_all_read(visit: &Visit) -> PageResult {
    let NoFields {} = visit.typed()?;
    let marked = notifications::mark_all_read(visit.app(), &visit.actor()?).await?;
    visit.go_to_with(
        "/notices",
        &Notice::success("notices-all-read").with("count", marked),
    )
}
