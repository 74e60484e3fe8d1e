//! What a fellow can book, has booked, and is reminded of.

use super::{
    booking::{lead_name, single},
    sessions::{BookingFacts, SessionFacts, booking_facts, placed, with_rooms},
};
use crate::{
    actor::Actor,
    app::App,
    bilingual::Bilingual,
    error::OperationError,
    id::{BookingId, LabId, SessionId},
    labs::{
        entity::bookings,
        policy,
        state::{BookingState, SessionKind, SessionState},
        store,
    },
    residencies,
};
use chrono::{DateTime, Utc};
use std::collections::HashMap;

/// A session that a fellow can book, or has booked.
#[derive(Clone, Debug)]
pub struct Bookable {
    pub session: SessionFacts,
    pub own: Option<BookingFacts>,
    pub waiting_count: usize,
}

/// The lab sessions that the actor could still book in own cohorts, with own bookings, in order of time.
pub async fn bookable(app: &App, actor: &Actor) -> Result<Vec<Bookable>, OperationError> {
    let Some(fellow) = actor.person else {
        return Ok(Vec::new());
    };
    let own = residencies::operations::of_fellow(app, fellow).await?;
    let cohorts: Vec<_> = own
        .iter()
        .filter(|own| own.state.is_in_residence())
        .map(|own| own.cohort)
        .collect();
    let rows = store::sessions_of_cohorts(app.db(), &cohorts).await?;
    let now = app.now();
    let (coming, begun): (Vec<_>, Vec<_>) = rows
        .into_iter()
        .filter(|row| row.kind == SessionKind::Lab)
        .partition(|row| row.starts_at > now);
    // One live booking per fellow and lab: whose session has begun has had the lab.
    let booked = store::live_of_fellow(app.db(), fellow).await?;
    let is_had = |lab: Option<LabId>| {
        begun.iter().any(|row| {
            row.lab_id == lab && booked.iter().any(|booking| booking.session_id == row.id)
        })
    };
    let rows: Vec<_> = coming
        .into_iter()
        .filter(|row| !is_had(row.lab_id))
        .collect();
    let ids: Vec<SessionId> = rows.iter().map(|row| row.id).collect();
    let mut of_session: HashMap<SessionId, Vec<bookings::Model>> = HashMap::new();
    for booking in store::live_of_sessions(app.db(), &ids).await? {
        of_session
            .entry(booking.session_id)
            .or_default()
            .push(booking);
    }
    let sessions = with_rooms(app, rows).await?;
    Ok(sessions
        .into_iter()
        .map(|session| {
            let bookings = of_session.remove(&session.id).unwrap_or_default();
            let waiting_count = bookings
                .iter()
                .filter(|row| row.state == BookingState::Waiting)
                .count();
            let own = placed(&bookings)
                .into_iter()
                .find(|booking| booking.fellow == fellow);
            Bookable {
                session,
                own,
                waiting_count,
            }
        })
        .collect())
}

/// One booking of the actor's own.
pub async fn own_booking(
    app: &App,
    actor: &Actor,
    id: BookingId,
) -> Result<BookingFacts, OperationError> {
    let row = store::booking(app.db(), id)
        .await?
        .ok_or(OperationError::NotFound)?;
    policy::may_give_back(actor, row.fellow_id).map_err(|_| OperationError::NotFound)?;
    Ok(booking_facts(&row, None))
}

/// What a reminder of a lab says, and whether the fellow still has the seat.
#[derive(Clone, Debug)]
pub struct LabReminderFacts {
    pub is_seated: bool,
    pub session: SessionId,
    pub code: String,
    pub title: Bilingual,
    pub venue: Bilingual,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    pub zone: String,
    pub lead: Option<Bilingual>,
}

/// For the reminder of a booking; `None` when the booking is unknown.
pub(crate) async fn reminder_facts(
    app: &App,
    booking: BookingId,
) -> Result<Option<LabReminderFacts>, OperationError> {
    let Some(booking) = store::booking(app.db(), booking).await? else {
        return Ok(None);
    };
    let row = store::sessions_by_ids(app.db(), &[booking.session_id])
        .await?
        .pop();
    let session = single(app, row.ok_or(OperationError::NotFound)?).await?;
    let lead = lead_name(app, session.lead).await?;
    Ok(Some(LabReminderFacts {
        lead,
        is_seated: booking.state == BookingState::Seated
            && session.state == SessionState::Scheduled,
        session: session.id,
        code: session.code,
        title: session.title,
        venue: session.venue.title,
        starts_at: session.starts_at,
        ends_at: session.ends_at,
        zone: session.zone,
    }))
}

/// The sessions in which the actor has a seat.
pub(crate) async fn seats_of(app: &App, actor: &Actor) -> Result<Vec<SessionId>, OperationError> {
    let Some(fellow) = actor.person else {
        return Ok(Vec::new());
    };
    let rows = store::live_of_fellow(app.db(), fellow).await?;
    Ok(rows
        .iter()
        .filter(|row| row.state == BookingState::Seated)
        .map(|row| row.session_id)
        .collect())
}
