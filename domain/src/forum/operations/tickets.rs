//! The ticket: what its holder sees.

use super::{
    TICKET_PAGE,
    letters::{self, Told},
    secret_hash,
};
use crate::{
    app::{App, PROGRAMME_ZONE},
    bilingual::{Bilingual, Language},
    error::OperationError,
    forum::{
        entity::{forums, registrations},
        rules,
        state::{PlaceKind, RegistrationState},
        store,
    },
    id::LinkId,
    outbox::{self, operations::addressees},
};
use chrono::NaiveDate;
use secrecy::SecretString;

/// A ticket, or a place in line, as its holder sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ticket {
    pub forum_code: String,
    pub title: Bilingual,
    pub days: Vec<NaiveDate>,
    pub name: Bilingual,
    pub language: Language,
    pub ticket_type: Bilingual,
    pub kind: PlaceKind,
    pub state: RegistrationState,
    pub seat_number: Option<i32>,
    /// The place in line now.
    pub place: Option<i64>,
    /// Whether it can still be cancelled.
    pub can_cancel: bool,
    /// What the QR code says of who has a seat on site: shown at the door, good for nothing else.
    pub entrance: Option<String>,
}

/// The secret of a ticket, derived from its id: 43 URL-safe characters.
pub fn ticket_secret(app: &App, ticket: LinkId) -> SecretString {
    outbox::operations::link_secret(app, ticket).into()
}

/// # Errors
/// `forum-link-unknown` for a secret of no ticket; a registration that nobody confirmed has none.
pub(super) async fn found(
    app: &App,
    secret: &str,
) -> Result<(registrations::Model, forums::Model), OperationError> {
    let gone = || OperationError::refused("forum-link-unknown");
    let row = store::registrations::by_ticket(app.db(), &secret_hash(secret)).await?;
    let row = row.filter(|row| row.state != RegistrationState::Unconfirmed);
    let row = row.ok_or_else(gone)?;
    let forum = store::forums::by_id(app.db(), row.forum_id).await?;
    Ok((row, forum.ok_or_else(gone)?))
}

/// Whether the last day of the forum is past.
pub(super) fn is_over(app: &App, forum: &forums::Model, days: &[NaiveDate]) -> bool {
    let zone = forum.zone.parse().unwrap_or(PROGRAMME_ZONE);
    rules::bounds(days, zone).is_some_and(|(_, ends_at)| ends_at <= app.now())
}

/// The ticket behind a secret.
///
/// # Errors
/// `forum-link-unknown`.
pub async fn ticket(app: &App, secret: &str) -> Result<Ticket, OperationError> {
    let (row, forum) = found(app, secret).await?;
    let db = app.db();
    let days = store::forums::days(db, forum.id).await?;
    let types = store::forums::ticket_types(db, forum.id).await?;
    let own_type = types.into_iter().find(|own| own.code == row.ticket_type);
    let mut who = addressees(app, &[row.addressee_id]).await?;
    let who = who.remove(&row.addressee_id);
    let place = match row.waiting_since {
        Some(since) if row.state == RegistrationState::Waiting => {
            Some(store::registrations::place(db, row.pool_id, since, row.id).await?)
        }
        _ => None,
    };
    let kind = own_type.as_ref().map_or(PlaceKind::OnSite, |own| own.kind);
    let told = Told {
        forum: &forum,
        days: &days,
        kind,
        registration: &row,
        version: row.version,
    };
    let has_entrance = row.state == RegistrationState::Confirmed && kind == PlaceKind::OnSite;
    let entrance = has_entrance.then(|| letters::entrance_code(app, &told));
    Ok(Ticket {
        entrance,
        can_cancel: row.state.cancel().is_ok() && !is_over(app, &forum, &days),
        forum_code: forum.code,
        title: Bilingual::new(forum.title_ar, forum.title_en),
        days,
        language: who.as_ref().map_or(Language::Ar, |who| who.language),
        name: who.map(|who| who.name).unwrap_or_default(),
        kind,
        ticket_type: own_type
            .map(|own| Bilingual::new(own.title_ar, own.title_en))
            .unwrap_or_default(),
        state: row.state,
        seat_number: row.seat_number,
        place,
    })
}

/// The days of the forum as a calendar file, for who has a seat.
///
/// # Errors
/// `forum-link-unknown`.
pub async fn calendar(
    app: &App,
    secret: &str,
    language: Language,
) -> Result<String, OperationError> {
    let (row, forum) = found(app, secret).await?;
    let is_cancelled = match row.state {
        RegistrationState::Confirmed => false,
        RegistrationState::Cancelled if row.confirmed_at.is_some() => true,
        _ => return Err(OperationError::refused("forum-link-unknown")),
    };
    let days = store::forums::days(app.db(), forum.id).await?;
    let told = Told {
        forum: &forum,
        days: &days,
        kind: PlaceKind::OnSite,
        registration: &row,
        version: row.version,
    };
    let data = letters::calendar(app, &told, is_cancelled);
    let link = format!("{}/{language}{TICKET_PAGE}/{secret}", app.public_url());
    Ok(outbox::rules::calendar::file(
        &data,
        language,
        app.now(),
        &link,
    ))
}

/// Secrets of a demo's newest registrations: of a link that confirms one, and of tickets that can be cancelled.
///
/// # Errors
/// `NotFound` everywhere else.
pub async fn sample_secrets(app: &App) -> Result<(Vec<String>, Vec<String>), OperationError> {
    if !app.is_demo().await? {
        return Err(OperationError::NotFound);
    }
    let secret = |id: LinkId| outbox::operations::link_secret(app, id);
    let newest = async |state| store::registrations::newest(app.db(), state).await;
    let unconfirmed = newest(RegistrationState::Unconfirmed).await?;
    let mut tickets = Vec::new();
    for state in [RegistrationState::Confirmed, RegistrationState::Waiting] {
        tickets.extend(newest(state).await?);
    }
    let fresh = unconfirmed.filter(|row| app.real_now() < row.confirmation_expires_at);
    Ok((
        fresh
            .map(|row| secret(row.confirmation_id))
            .into_iter()
            .collect(),
        tickets
            .into_iter()
            .map(|row| secret(row.ticket_id))
            .collect(),
    ))
}
