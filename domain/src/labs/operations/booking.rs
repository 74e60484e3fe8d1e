//! Taking a seat, waiting for one, giving it back.

use super::sessions::{SessionFacts, with_rooms};
use crate::{
    actor::Actor,
    app::{App, Txn},
    audit,
    bilingual::Bilingual,
    error::{OperationError, breaks},
    holds::{self, HoldSubject},
    id::{BookingId, PersonId, SessionId},
    labs::{
        entity::{bookings, sessions},
        policy,
        state::{BookingState, SessionKind, SessionState},
        store,
    },
    outbox::{
        self, Event, LetterKind, SessionData,
        operations::{NewLetter, NewOccurrence},
    },
    people,
    residencies::{self, ResidencyFacts},
};
use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};
use serde_json::json;

/// What a fellow got.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Booked {
    pub booking: BookingId,
    pub state: BookingState,
    /// The place in line, from 1, when there was no seat.
    pub position: Option<i32>,
    pub version: i64,
}

/// What giving back did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GivenBack {
    pub booking: BookingId,
    pub state: BookingState,
    /// Who got the seat, if somebody waited.
    pub passed_to: Option<BookingId>,
}

/// Books a seat for the actor, or a place in line when the session is full.
///
/// # Errors
/// `session-cancelled`, `session-on-hold`, `session-already-started`, `session-overlaps-own`, `already-booked-for-lab`,
/// `no-session-to-book` when the session has no seats to book.
pub async fn book(app: &App, actor: &Actor, id: SessionId) -> Result<Booked, OperationError> {
    app.write_once(actor, |txn| async move {
            let txn = &*txn;
        let seen = policy::sessions_visible_to(actor);
        let row = store::lock_session(txn, &seen, id).await?.ok_or(OperationError::NotFound)?;
        let fellow = actor.person.ok_or(OperationError::Forbidden)?;
        let own = residencies::operations::in_cohort_in(txn, row.cohort_id, fellow).await?;
        let session = single(app, row.clone()).await?;
        policy::may_book(actor, &session, own.as_ref())?;
        let own = own.ok_or(OperationError::Forbidden)?;
        refuse_unless_open(txn, &row, app.now()).await?;
        refuse_overlap(txn, &row, fellow).await?;
        let booked = take_in(app, txn, &row, &own).await?;
        let after = json!({ "booking": booked.booking, "state": booked.state.code(), "position": booked.position });
        let entry = audit::Entry::new("labs.book", "session", id).programme(row.programme_id).after(after);
        audit::operations::record_in(app, txn, actor, entry).await?;
        if booked.state == BookingState::Seated {
            remind_in(app, txn, &row, fellow, booked.booking).await?;
        }
        Ok(booked)
    })
    .await
}

pub(super) async fn single(
    app: &App,
    row: sessions::Model,
) -> Result<SessionFacts, OperationError> {
    with_rooms(app, vec![row])
        .await?
        .pop()
        .ok_or(OperationError::NotFound)
}

async fn refuse_unless_open(
    db: &impl ConnectionTrait,
    row: &sessions::Model,
    now: DateTime<Utc>,
) -> Result<(), OperationError> {
    if row.kind != SessionKind::Lab {
        return Err(OperationError::refused("no-session-to-book"));
    }
    if row.state == SessionState::Cancelled {
        return Err(OperationError::refused("session-cancelled"));
    }
    if row.starts_at <= now {
        return Err(OperationError::refused("session-already-started"));
    }
    match holds::operations::live_hold_from(db, HoldSubject::Session, row.id.0).await? {
        Some(_) => Err(OperationError::refused("session-on-hold")),
        None => Ok(()),
    }
}

/// A fellow cannot be in two rooms: lessons of the cohort and other booked labs at the same time refuse the booking.
async fn refuse_overlap(
    db: &impl ConnectionTrait,
    row: &sessions::Model,
    fellow: PersonId,
) -> Result<(), OperationError> {
    let booked = store::live_of_fellow(db, fellow).await?;
    let booked: Vec<SessionId> = booked.iter().map(|booking| booking.session_id).collect();
    let mut others = store::sessions_by_ids(db, &booked).await?;
    let seen = crate::Visibility {
        cohorts: vec![row.cohort_id],
        ..crate::Visibility::default()
    };
    let same_day =
        store::sessions_between(db, &seen, Some(row.cohort_id), row.held_on, row.held_on).await?;
    others.extend(same_day.into_iter().filter(|other| other.seats.is_none()));
    let overlaps = |other: &sessions::Model| {
        other.lab_id != row.lab_id && other.starts_at < row.ends_at && row.starts_at < other.ends_at
    };
    if others.iter().any(overlaps) {
        return Err(OperationError::refused("session-overlaps-own"));
    }
    Ok(())
}

async fn take_in(
    app: &App,
    txn: &Txn,
    row: &sessions::Model,
    own: &ResidencyFacts,
) -> Result<Booked, OperationError> {
    let lab_id = row
        .lab_id
        .ok_or_else(|| OperationError::refused("no-session-to-book"))?;
    let is_seated = store::take_seat(txn, row.id).await?;
    let position = if is_seated {
        None
    } else {
        Some(store::next_place(txn, row).await?)
    };
    let state = if is_seated {
        BookingState::Seated
    } else {
        BookingState::Waiting
    };
    let booking = bookings::Model {
        id: app.new_id(),
        programme_id: row.programme_id,
        session_id: row.id,
        lab_id,
        fellow_id: own.fellow,
        residency_id: own.id,
        state,
        position,
        created_at: app.now(),
        seated_at: is_seated.then(|| app.now()),
        ended_at: None,
        version: 1,
    };
    let booked = Booked {
        booking: booking.id,
        state,
        position,
        version: 1,
    };
    match store::insert_booking(txn, booking).await {
        Ok(()) => Ok(booked),
        // SQLite names the columns of a partial unique index, PostgreSQL the index.
        Err(error)
            if breaks(&error, "bookings_one_live_per_lab")
                || breaks(&error, "bookings.fellow_id") =>
        {
            Err(OperationError::refused("already-booked-for-lab"))
        }
        Err(error) => Err(error.into()),
    }
}

/// Opens the occurrence from which the worker plans the reminders.
async fn remind_in(
    app: &App,
    txn: &Txn,
    row: &sessions::Model,
    fellow: PersonId,
    booking: BookingId,
) -> Result<(), OperationError> {
    let occurrence = NewOccurrence {
        programme: row.programme_id,
        event: Event::LabSession,
        person: fellow,
        cause: booking.0,
        subject: row.id.0,
        occurs_at: row.starts_at,
    };
    outbox::operations::open_occurrence_in(app, txn, occurrence)
        .await
        .map(drop)
}

/// Gives a seat back, or leaves the line. A seat passes to the first who waits, in the same transaction.
///
/// # Errors
/// Stale when the booking moved since `version`; `booking-not-live`, `session-already-started`.
pub async fn give_back(
    app: &App,
    actor: &Actor,
    id: BookingId,
    version: i64,
) -> Result<GivenBack, OperationError> {
    app.write_once(actor, |txn| async move {
        let txn = &*txn;
        let seen_before = store::booking(txn, id)
            .await?
            .ok_or(OperationError::NotFound)?;
        policy::may_give_back(actor, seen_before.fellow_id)
            .map_err(|_| OperationError::NotFound)?;
        let visible = policy::sessions_visible_to(actor);
        let row = store::lock_session(txn, &visible, seen_before.session_id).await?;
        let row = row.ok_or(OperationError::NotFound)?;
        // Read again under the lock: the seat may have passed to this booking meanwhile.
        let booking = store::booking(txn, id)
            .await?
            .ok_or(OperationError::NotFound)?;
        let to = booking.state.give_back()?;
        if booking.version != version {
            return Err(OperationError::Stale);
        }
        if row.starts_at <= app.now() {
            return Err(OperationError::refused("session-already-started"));
        }
        if !store::move_booking(txn, &booking, to, app.now()).await? {
            return Err(OperationError::Stale);
        }
        outbox::operations::withdraw_occurrences_in(app, txn, id.0).await?;
        let passed_to = if to == BookingState::GivenBack {
            pass_seat_in(app, txn, actor, &row).await?
        } else {
            None
        };
        let after = json!({ "booking": id, "state": to.code(), "passed_to": passed_to });
        let entry = audit::Entry::new("labs.give-back", "session", row.id)
            .programme(row.programme_id)
            .after(after);
        audit::operations::record_in(app, txn, actor, entry).await?;
        Ok(GivenBack {
            booking: id,
            state: to,
            passed_to,
        })
    })
    .await
}

async fn pass_seat_in(
    app: &App,
    txn: &Txn,
    actor: &Actor,
    row: &sessions::Model,
) -> Result<Option<BookingId>, OperationError> {
    let Some(next) = store::first_waiting(txn, row.id).await? else {
        store::free_seat(txn, row.id).await?;
        return Ok(None);
    };
    let to = next.state.pass_seat()?;
    if !store::move_booking(txn, &next, to, app.now()).await? {
        return Err(OperationError::Stale);
    }
    remind_in(app, txn, row, next.fellow_id, next.id).await?;
    let letter = seat_passed(app, row, &next).await?;
    outbox::operations::write_letter_in(app, txn, letter).await?;
    let entry =
        audit::Entry::new("labs.seat-passed", "session", row.id).programme(row.programme_id);
    audit::operations::record_in(app, txn, actor, entry.after(json!({ "booking": next.id })))
        .await?;
    Ok(Some(next.id))
}

async fn seat_passed(
    app: &App,
    row: &sessions::Model,
    next: &bookings::Model,
) -> Result<NewLetter, OperationError> {
    let session = single(app, row.clone()).await?;
    let data = SessionData {
        title: session.title,
        code: session.code,
        venue: session.venue.title,
        starts_at: session.starts_at,
        ends_at: session.ends_at,
        zone: session.zone,
        lead: lead_name(app, session.lead).await?,
        link: format!("/sessions/{}", row.id),
    };
    Ok(NewLetter {
        kind: LetterKind::SeatPassed,
        programme: Some(row.programme_id),
        recipient: next.fellow_id.into(),
        occasion: next.id.to_string(),
        data: data.into_json(),
        send_at: app.now(),
    })
}

pub(super) async fn lead_name(
    app: &App,
    lead: Option<PersonId>,
) -> Result<Option<Bilingual>, OperationError> {
    let Some(lead) = lead else { return Ok(None) };
    Ok(people::operations::names(app, &[lead]).await?.remove(&lead))
}
