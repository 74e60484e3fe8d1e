//! Finding sessions, and holding one back.

use crate::{
    actor::Actor,
    app::App,
    bilingual::Bilingual,
    error::OperationError,
    files::{self, FileFacts, Purpose},
    holds::{self, HoldFacts, HoldSubject, NewHold},
    id::{
        BookingId, CohortId, HoldId, LabId, MicroCredentialId, PersonId, ProgrammeId, ResidencyId,
        SessionId, VenueId,
    },
    labs::{
        entity::{bookings, sessions, venues},
        policy,
        rules::{Waiting, place_in_line},
        state::{BookingState, SessionKind, SessionState},
        store,
    },
    people, residencies,
};
use chrono::{DateTime, NaiveDate, Utc};
use std::collections::HashMap;

/// A session, with its room and what holds it back.
#[derive(Clone, Debug, PartialEq)]
pub struct SessionFacts {
    pub id: SessionId,
    pub programme: ProgrammeId,
    pub cohort: CohortId,
    pub code: String,
    pub kind: SessionKind,
    pub state: SessionState,
    pub lab: Option<LabId>,
    pub micro_credential: Option<MicroCredentialId>,
    pub title: Bilingual,
    pub venue: VenueFacts,
    pub lead: Option<PersonId>,
    pub held_on: NaiveDate,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    /// IANA zone in which the times are shown.
    pub zone: String,
    pub credited_minutes: i32,
    pub is_mandatory: bool,
    pub needs_access_permit: bool,
    pub has_transport: bool,
    /// `None` when the whole cohort attends.
    pub seats: Option<i32>,
    pub seats_taken: i32,
    pub attendance_taken_at: Option<DateTime<Utc>>,
    pub version: i64,
    pub hold: Option<HoldFacts>,
}

/// A room as sessions name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VenueFacts {
    pub id: VenueId,
    pub code: String,
    pub title: Bilingual,
    pub capacity: i32,
    pub has_step_free_access: bool,
    pub has_hearing_loop: bool,
    pub note: Option<Bilingual>,
}

/// A seat or a place in line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookingFacts {
    pub id: BookingId,
    pub session: SessionId,
    pub lab: LabId,
    pub fellow: PersonId,
    pub residency: ResidencyId,
    pub state: BookingState,
    /// How many stand before, plus one, while waiting.
    pub place: Option<i32>,
    /// The place given when the fellow joined the line, from 1; it never changes.
    pub position: Option<i32>,
    pub version: i64,
}

/// What the actor may do with a session; computed by the same policy that the operations ask.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SessionAllowed {
    pub book: bool,
    pub see_bookings: bool,
    pub take_attendance: bool,
    pub hold: bool,
    pub add_material: bool,
}

/// A session with all that its page shows.
#[derive(Clone, Debug)]
pub struct SessionView {
    pub session: SessionFacts,
    pub own_booking: Option<BookingFacts>,
    /// Everybody with a seat or in line; empty unless the actor may see them.
    pub bookings: Vec<BookingFacts>,
    pub waiting_count: usize,
    pub names: HashMap<PersonId, Bilingual>,
    pub materials: Vec<FileFacts>,
    pub allowed: SessionAllowed,
}

pub(crate) fn venue_facts(row: venues::Model) -> VenueFacts {
    let venues::Model {
        id,
        code,
        title_ar,
        title_en,
        capacity,
        has_step_free_access,
        has_hearing_loop,
        ..
    } = row;
    let note = row
        .note_ar
        .zip(row.note_en)
        .map(|(ar, en)| Bilingual { ar, en });
    let title = Bilingual {
        ar: title_ar,
        en: title_en,
    };
    VenueFacts {
        id,
        code,
        title,
        capacity,
        has_step_free_access,
        has_hearing_loop,
        note,
    }
}

fn facts(row: sessions::Model, venue: VenueFacts, hold: Option<HoldFacts>) -> SessionFacts {
    SessionFacts {
        id: row.id,
        programme: row.programme_id,
        cohort: row.cohort_id,
        code: row.code,
        kind: row.kind,
        state: row.state,
        lab: row.lab_id,
        micro_credential: row.micro_credential_id,
        title: Bilingual {
            ar: row.title_ar,
            en: row.title_en,
        },
        venue,
        lead: row.lead_id,
        held_on: row.held_on,
        starts_at: row.starts_at,
        ends_at: row.ends_at,
        zone: row.zone,
        credited_minutes: row.credited_minutes,
        is_mandatory: row.is_mandatory,
        needs_access_permit: row.needs_access_permit,
        has_transport: row.has_transport,
        seats: row.seats,
        seats_taken: row.seats_taken,
        attendance_taken_at: row.attendance_taken_at,
        version: row.version,
        hold,
    }
}

pub(crate) fn booking_facts(row: &bookings::Model, place: Option<usize>) -> BookingFacts {
    BookingFacts {
        id: row.id,
        session: row.session_id,
        lab: row.lab_id,
        fellow: row.fellow_id,
        residency: row.residency_id,
        state: row.state,
        place: place.and_then(|place| i32::try_from(place).ok()),
        position: row.position,
        version: row.version,
    }
}

/// Rows with their rooms and holds: two queries, however many rows.
pub(crate) async fn with_rooms(
    app: &App,
    rows: Vec<sessions::Model>,
) -> Result<Vec<SessionFacts>, OperationError> {
    let venues = store::venues(app.db())
        .await?
        .into_iter()
        .map(|row| (row.id, venue_facts(row)));
    let venues: HashMap<VenueId, VenueFacts> = venues.collect();
    let ids: Vec<uuid::Uuid> = rows.iter().map(|row| row.id.0).collect();
    let mut holds = holds::operations::live_holds_of(app, HoldSubject::Session, &ids).await?;
    rows.into_iter()
        .map(|row| {
            let venue = venues.get(&row.venue_id).cloned();
            let venue = venue
                .ok_or_else(|| OperationError::Unexpected("a session without its room".into()))?;
            let hold = holds.remove(&row.id.0);
            Ok(facts(row, venue, hold))
        })
        .collect()
}

/// The scheduled sessions that the actor may see, from one day to another, both included.
pub async fn between(
    app: &App,
    actor: &Actor,
    cohort: Option<CohortId>,
    from: NaiveDate,
    to: NaiveDate,
) -> Result<Vec<SessionFacts>, OperationError> {
    let seen = policy::sessions_visible_to(actor);
    with_rooms(
        app,
        store::sessions_between(app.db(), &seen, cohort, from, to).await?,
    )
    .await
}

pub async fn session(
    app: &App,
    actor: &Actor,
    id: SessionId,
) -> Result<SessionFacts, OperationError> {
    let row = store::session(app.db(), &policy::sessions_visible_to(actor), id).await?;
    let row = row.ok_or(OperationError::NotFound)?;
    with_rooms(app, vec![row])
        .await?
        .pop()
        .ok_or(OperationError::NotFound)
}

/// A session with the actor's own booking, the line, the material, and what the actor may do.
pub async fn view(app: &App, actor: &Actor, id: SessionId) -> Result<SessionView, OperationError> {
    let session = session(app, actor, id).await?;
    let rows = store::live_of_sessions(app.db(), &[id]).await?;
    let bookings = placed(&rows);
    let own_booking = bookings
        .iter()
        .find(|booking| actor.is(booking.fellow))
        .cloned();
    let waiting_count = rows
        .iter()
        .filter(|row| row.state == BookingState::Waiting)
        .count();
    let allowed = allowed(app, actor, &session, own_booking.as_ref()).await?;
    let bookings = if allowed.see_bookings {
        bookings
    } else {
        Vec::new()
    };
    let mut people: Vec<PersonId> = bookings.iter().map(|booking| booking.fellow).collect();
    people.extend(session.lead);
    let names = people::operations::names(app, &people).await?;
    let materials = files::operations::of_subject(app, Purpose::SessionMaterial, id.0).await?;
    Ok(SessionView {
        session,
        own_booking,
        bookings,
        waiting_count,
        names,
        materials,
        allowed,
    })
}

/// Bookings of one session with the place in line of those who wait.
pub(crate) fn placed(rows: &[bookings::Model]) -> Vec<BookingFacts> {
    let waiting: Vec<Waiting<BookingId>> = rows
        .iter()
        .filter(|row| row.state == BookingState::Waiting)
        .map(|row| Waiting {
            position: i64::from(row.position.unwrap_or(i32::MAX)),
            booking: row.id,
        })
        .collect();
    rows.iter()
        .map(|row| booking_facts(row, place_in_line(&waiting, row.id)))
        .collect()
}

async fn allowed(
    app: &App,
    actor: &Actor,
    session: &SessionFacts,
    own_booking: Option<&BookingFacts>,
) -> Result<SessionAllowed, OperationError> {
    let own = match actor.person {
        Some(person) => residencies::operations::of_fellow(app, person).await?,
        None => Vec::new(),
    };
    let own = own.iter().find(|own| own.cohort == session.cohort);
    let is_open =
        session.kind == SessionKind::Lab && session.hold.is_none() && app.now() < session.starts_at;
    Ok(SessionAllowed {
        book: is_open && own_booking.is_none() && policy::may_book(actor, session, own).is_ok(),
        see_bookings: policy::may_see_bookings(actor, session).is_ok(),
        take_attendance: policy::may_take_attendance(actor, session).is_ok(),
        hold: policy::may_hold(actor, session).is_ok(),
        add_material: policy::may_add_material(actor, session).is_ok(),
    })
}

/// Holds a session back: no seat of it can be booked until the hold is lifted.
pub async fn place_hold(
    app: &App,
    actor: &Actor,
    id: SessionId,
    reason: Bilingual,
) -> Result<HoldId, OperationError> {
    let session = session(app, actor, id).await?;
    policy::may_hold(actor, &session)?;
    app.write_once(actor, |txn| {
        let reason = &reason;
        async move {
            let txn = &*txn;
            let hold = NewHold {
                programme: session.programme,
                subject_kind: HoldSubject::Session,
                subject: id.0,
                reason: reason.clone(),
            };
            holds::operations::place_in(app, txn, actor, hold).await
        }
    })
    .await
}

/// Lets a held session go.
pub async fn lift_hold(app: &App, actor: &Actor, id: SessionId) -> Result<(), OperationError> {
    let session = session(app, actor, id).await?;
    policy::may_hold(actor, &session)?;
    app.write_once(actor, |txn| async move {
        let txn = &*txn;
        let hold = holds::operations::live_hold_from(txn, HoldSubject::Session, id.0).await?;
        let hold = hold.ok_or_else(|| OperationError::refused("hold-already-lifted"))?;
        holds::operations::lift_in(app, txn, actor, hold.id).await
    })
    .await
}
