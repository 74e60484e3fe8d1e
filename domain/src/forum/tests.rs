//! The forum against a database.

mod limits;
mod passing;
mod registering;
mod tickets;

use super::{
    PlaceKind, RegistrationState,
    operations::{self, Confirmed, import::ForumDraft},
    rules::RegistrationDraft,
};
use crate::{
    App, Bilingual, Language,
    actor::Origin,
    error::OperationError,
    id::{LetterId, LinkId, ProgrammeId},
    outbox::tests::{count, execute, programme},
    scope::CountryCode,
    stage,
};
use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, Statement};

pub const CODE: &str = "BDTF-2026";

pub fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// A forum of so many seats on site, open now, in a demo of 15 November 2026.
pub async fn forum(seats: i32) -> (App, ProgrammeId) {
    let app = stage::app().await;
    app.mark_as_demo(at("2026-11-15T05:00:00Z")).await.unwrap();
    let programme = programme(&app, "DTF").await;
    put(&app, programme, seats).await.unwrap();
    (app, programme)
}

pub async fn put(app: &App, programme: ProgrammeId, seats: i32) -> Result<bool, OperationError> {
    let select = Statement::from_string(app.backend(), "SELECT id FROM organisations");
    let row = app.db().query_one_raw(select).await.unwrap().unwrap();
    let title = || Bilingual::new("منتدى", "Forum");
    let draft = ForumDraft {
        code: CODE.into(),
        title: title(),
        host: row.try_get("", "id").unwrap(),
        mode: "hybrid".into(),
        days: vec!["2026-12-01".parse().unwrap(), "2026-12-02".parse().unwrap()],
        opens_at: at("2026-09-20T05:00:00Z"),
        closes_at: at("2026-11-26T11:00:00Z"),
        delegation_seats_released_on: "2026-11-10".parse().unwrap(),
        zone: "Asia/Bahrain".into(),
        is_sample: true,
        capacities: vec![(PlaceKind::OnSite, seats), (PlaceKind::Online, 5)],
        ticket_types: vec![
            ("speaker".into(), title(), PlaceKind::OnSite, true),
            ("expert".into(), title(), PlaceKind::OnSite, false),
            ("virtual".into(), title(), PlaceKind::Online, false),
        ],
        sessions: vec![("F1".into(), title(), None)],
        delegations: vec![(CountryCode("BHR".into()), 1)],
    };
    let draft = &draft;
    app.write(|txn| async move {
        let (_, has_changed) =
            operations::import::put_forum_in(app, &txn, programme, draft).await?;
        Ok(has_changed)
    })
    .await
}

pub fn draft(name: &str) -> RegistrationDraft {
    RegistrationDraft {
        name: Bilingual::new("", name),
        email: format!("{name}@example.org"),
        ticket_type: "expert".into(),
        language: Some(Language::Ar),
        has_consented: true,
        ..RegistrationDraft::default()
    }
}

pub async fn register(app: &App, draft: &RegistrationDraft) -> Result<(), OperationError> {
    operations::register(app, CODE, draft, &Origin::default()).await
}

/// The secret of the link that confirms somebody's registration.
pub async fn link(app: &App, email: &str) -> String {
    let select = Statement::from_sql_and_values(
        app.backend(),
        "SELECT confirmation_id FROM forum_registrations WHERE email_key = $1 ORDER BY id DESC",
        [email.into()],
    );
    let row = app.db().query_one_raw(select).await.unwrap().unwrap();
    let id: LinkId = row.try_get("", "confirmation_id").unwrap();
    crate::outbox::operations::link_secret(app, id)
}

pub async fn confirm(app: &App, secret: &str) -> Result<Confirmed, OperationError> {
    operations::confirm(app, secret, &Origin::default()).await
}

/// Registers and confirms; the secret of the ticket, and what it is for.
pub async fn come(app: &App, name: &str) -> (String, Confirmed) {
    register(app, &draft(name)).await.unwrap();
    let link = link(app, &format!("{name}@example.org")).await;
    let confirmed = confirm(app, &link).await.unwrap();
    (
        crate::outbox::operations::link_secret(app, confirmed.ticket),
        confirmed,
    )
}

pub async fn cancel(app: &App, ticket: &str) -> Result<(), OperationError> {
    operations::cancel(app, ticket, &Origin::default()).await
}

pub async fn state(app: &App, ticket: &str) -> (RegistrationState, Option<i64>) {
    let ticket = operations::ticket(app, ticket).await.unwrap();
    (ticket.state, ticket.place)
}

pub fn code<T: std::fmt::Debug>(outcome: &Result<T, OperationError>) -> String {
    match outcome {
        Ok(_) => "ok".into(),
        Err(OperationError::Invalid(faults)) => faults
            .iter()
            .map(|fault| format!("{} {}", fault.field, fault.code))
            .collect::<Vec<_>>()
            .join(", "),
        Err(error) => error.to_string(),
    }
}

/// Everything that was written, but for the counts of tries.
pub async fn written(app: &App) -> Vec<i64> {
    let mut counts = Vec::new();
    for table in [
        "forum_registrations",
        "addressees",
        "letters",
        "jobs",
        "audit_entries",
        "forum_access_needs",
    ] {
        counts.push(count(app, table).await);
    }
    counts
}

pub async fn move_clock(app: &App, to: &str) {
    app.mark_as_demo(at(to)).await.unwrap();
}

pub async fn expire_links(app: &App) {
    let sql = "UPDATE forum_registrations SET confirmation_expires_at = $1";
    execute(app, sql, [app.real_now().into()]).await;
}

pub async fn letters(app: &App, kind: &str) -> i64 {
    count(app, &format!("letters WHERE kind = '{kind}'")).await
}

pub async fn newest_letter(app: &App) -> LetterId {
    let select = Statement::from_string(app.backend(), "SELECT id FROM letters ORDER BY id DESC");
    let row = app.db().query_one_raw(select).await.unwrap().unwrap();
    row.try_get("", "id").unwrap()
}

pub async fn entrance(app: &App, ticket: &str) -> Option<String> {
    operations::ticket(app, ticket).await.unwrap().entrance
}

pub fn ticket_of(app: &App, confirmed: &Confirmed) -> String {
    crate::outbox::operations::link_secret(app, confirmed.ticket)
}
