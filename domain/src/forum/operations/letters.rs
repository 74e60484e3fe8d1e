//! Letters to those who register.

use super::{CONFIRMATION_PAGE, TICKET_PAGE};
use crate::{
    app::{App, Txn},
    bilingual::Bilingual,
    error::OperationError,
    forum::{
        entity::{forums, registrations},
        rules,
        state::{PlaceKind, RegistrationState},
        store,
    },
    outbox::{
        CalendarData, ForumData, ForumLinkData, LetterKind,
        operations::{NewLetter, write_letter_in},
    },
};
use chrono::NaiveDate;
use zamala_seal::entrance::Entrance;

/// What a letter of a registration tells.
pub(super) struct Told<'a> {
    pub forum: &'a forums::Model,
    pub days: &'a [NaiveDate],
    pub kind: PlaceKind,
    pub registration: &'a registrations::Model,
    /// Of the registration, once what the letter tells is done.
    pub version: i64,
}

fn title(forum: &forums::Model) -> Bilingual {
    Bilingual::new(forum.title_ar.clone(), forum.title_en.clone())
}

/// The letter that a registration in its state deserves, again: a link to confirm it, or the ticket.
pub(super) async fn write_again_in(
    app: &App,
    txn: &Txn,
    forum: &forums::Model,
    registration: &registrations::Model,
) -> Result<(), OperationError> {
    let days = store::forums::days(txn, forum.id).await?;
    let occasion = format!("{} {}", registration.id, app.real_now().timestamp_micros());
    if registration.state == RegistrationState::Unconfirmed {
        let data = ForumLinkData {
            title: title(forum),
            days,
            link_id: registration.confirmation_id,
            expires_at: registration.confirmation_expires_at,
            zone: forum.zone.clone(),
            link: CONFIRMATION_PAGE.to_owned(),
        };
        let letter = NewLetter {
            kind: LetterKind::ForumConfirmation,
            programme: Some(forum.programme_id),
            recipient: registration.addressee_id.into(),
            occasion,
            data: data.into_json(),
            send_at: app.now(),
        };
        return write_letter_in(app, txn, letter).await.map(drop);
    }
    let pool = store::forums::pool(txn, registration.pool_id).await?;
    let told = Told {
        forum,
        days: &days,
        kind: pool.map_or(PlaceKind::OnSite, |pool| pool.kind),
        registration,
        version: registration.version,
    };
    let (kind, place) = match registration.waiting_since {
        Some(since) if registration.state == RegistrationState::Waiting => {
            let (pool, id) = (registration.pool_id, registration.id);
            let place = store::registrations::place(txn, pool, since, id).await?;
            (LetterKind::ForumWaiting, Some(place))
        }
        _ => (LetterKind::ForumTicket, None),
    };
    write_in(app, txn, &told, kind, (place, occasion)).await
}

/// A letter with the ticket's link; those of a seat carry the days for the calendar, and take them back. Who has a seat
/// on site gets what opens the door.
pub(super) async fn write_in(
    app: &App,
    txn: &Txn,
    told: &Told<'_>,
    kind: LetterKind,
    (place, occasion): (Option<i64>, String),
) -> Result<(), OperationError> {
    let (forum, registration) = (told.forum, told.registration);
    let calendar = match kind {
        LetterKind::ForumTicket | LetterKind::ForumSeatPassed => Some(calendar(app, told, false)),
        LetterKind::ForumCancelled if registration.confirmed_at.is_some() => {
            Some(calendar(app, told, true))
        }
        _ => None,
    };
    let has_seat = matches!(kind, LetterKind::ForumTicket | LetterKind::ForumSeatPassed);
    let entrance = has_seat && told.kind == PlaceKind::OnSite;
    let data = ForumData {
        title: title(forum),
        days: told.days.to_vec(),
        is_online: told.kind == PlaceKind::Online,
        place,
        link_id: registration.ticket_id,
        link: TICKET_PAGE.to_owned(),
        calendar,
        entrance: entrance.then(|| entrance_code(app, told)),
    };
    let letter = NewLetter {
        kind,
        programme: Some(forum.programme_id),
        recipient: registration.addressee_id.into(),
        occasion,
        data: data.into_json(),
        send_at: app.now(),
    };
    write_letter_in(app, txn, letter).await.map(drop)
}

/// What the QR code of a ticket says.
pub(super) fn entrance_code(app: &App, told: &Told<'_>) -> String {
    let entrance = Entrance {
        forum: told.forum.id.0.into_bytes(),
        registration: told.registration.id.0.into_bytes(),
        version: told.version,
        days: told.days.to_vec(),
        category: told.registration.ticket_type.clone(),
    };
    entrance.sign(app.signing_key())
}

/// The days of the forum for one registrant's calendar.
pub(super) fn calendar(app: &App, told: &Told<'_>, is_cancelled: bool) -> CalendarData {
    CalendarData {
        uid: rules::calendar_uid(told.forum.id, told.registration.id, app.did_url()),
        sequence: u32::from(is_cancelled),
        title: title(told.forum),
        days: told.days.to_vec(),
        is_cancelled,
    }
}
