//! Sessions of every kind: what takes place, where and when, and holding one back.

use super::{
    Tag,
    answer::Problem,
    bookings::BookingBody,
    caller::Caller,
    materials::Material,
    success::{Created, Done, Versioned},
    text::{NamedPerson, Text},
};
use chrono::{DateTime, NaiveDate, Utc};
use poem::web::Data;
use poem_openapi::{Object, OpenApi, param::Path, payload::Json};
use uuid::Uuid;
use zamala_domain::{
    App,
    id::SessionId,
    labs::sessions::{self, SessionFacts, SessionView, VenueFacts},
};

/// A session in a list.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
#[oai(rename = "Session", skip_serializing_if_is_none)]
pub struct SessionBody {
    pub id: Uuid,
    pub cohort_id: Uuid,
    /// For example `DTF-2026-A-LB10-1`.
    pub code: String,
    /// `lecture`, `lab`, `ceremony` or `site_visit`.
    pub kind: String,
    /// `scheduled` or `cancelled`.
    pub state: String,
    pub title: Text,
    pub lab_id: Option<Uuid>,
    pub micro_credential_id: Option<Uuid>,
    pub room: Venue,
    /// Who leads it.
    pub lead_id: Option<Uuid>,
    pub held_on: NaiveDate,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    /// The IANA zone in which the times are shown.
    pub zone: String,
    /// Outside breaks.
    pub credited_minutes: i32,
    pub is_mandatory: bool,
    pub needs_access_permit: bool,
    pub has_transport: bool,
    /// Seats to book; absent when the whole cohort attends.
    pub seats: Option<i32>,
    pub seats_taken: i32,
    pub attendance_taken_at: Option<DateTime<Utc>>,
    /// Why no seat of it can be booked.
    pub hold: Option<HoldBody>,
    pub version: i64,
}

/// A room as sessions name it.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct Venue {
    pub id: Uuid,
    pub code: String,
    pub title: Text,
    /// People it holds.
    pub capacity: i32,
    pub has_step_free_access: bool,
    pub has_hearing_loop: bool,
    pub note: Option<Text>,
}

/// A hold on a session.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
#[oai(rename = "Hold")]
pub struct HoldBody {
    pub id: Uuid,
    pub reason: Text,
    pub placed_at: DateTime<Utc>,
}

/// Why a session is held back.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
#[oai(deny_unknown_fields)]
pub struct NewHoldBody {
    /// In both languages; whoever wanted to book reads it.
    pub reason: Text,
}

/// A hold that was placed.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
pub struct PlacedHold {
    pub id: Uuid,
}

/// What the caller may do with a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Object)]
pub struct Allowed {
    pub book: bool,
    pub see_bookings: bool,
    pub take_attendance: bool,
    pub hold: bool,
    pub add_material: bool,
}

/// A session with all that belongs to it.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct SessionDetail {
    pub session: SessionBody,
    pub lead: Option<NamedPerson>,
    /// The caller's own seat or place in line.
    pub own_booking: Option<BookingBody>,
    /// Everybody with a seat or in line; empty unless the caller may see them.
    pub bookings: Vec<BookingBody>,
    pub waiting_count: u32,
    pub materials: Vec<Material>,
    pub allowed: Allowed,
}

impl From<VenueFacts> for Venue {
    fn from(facts: VenueFacts) -> Self {
        let VenueFacts {
            id,
            code,
            title,
            capacity,
            has_step_free_access,
            has_hearing_loop,
            note,
        } = facts;
        let (title, note) = (title.into(), note.map(Text::from));
        Self {
            id: id.0,
            code,
            title,
            capacity,
            has_step_free_access,
            has_hearing_loop,
            note,
        }
    }
}

impl From<SessionFacts> for SessionBody {
    fn from(facts: SessionFacts) -> Self {
        let state = match facts.state {
            zamala_domain::labs::SessionState::Scheduled => "scheduled",
            zamala_domain::labs::SessionState::Cancelled => "cancelled",
        };
        let hold = |hold: zamala_domain::holds::HoldFacts| HoldBody {
            id: hold.id.0,
            reason: hold.reason.into(),
            placed_at: hold.placed_at,
        };
        Self {
            id: facts.id.0,
            cohort_id: facts.cohort.0,
            code: facts.code,
            kind: facts.kind.code().to_owned(),
            state: state.to_owned(),
            title: facts.title.into(),
            lab_id: facts.lab.map(|id| id.0),
            micro_credential_id: facts.micro_credential.map(|id| id.0),
            room: facts.venue.into(),
            lead_id: facts.lead.map(|id| id.0),
            held_on: facts.held_on,
            starts_at: facts.starts_at,
            ends_at: facts.ends_at,
            zone: facts.zone,
            credited_minutes: facts.credited_minutes,
            is_mandatory: facts.is_mandatory,
            needs_access_permit: facts.needs_access_permit,
            has_transport: facts.has_transport,
            seats: facts.seats,
            seats_taken: facts.seats_taken,
            attendance_taken_at: facts.attendance_taken_at,
            hold: facts.hold.map(hold),
            version: facts.version,
        }
    }
}

fn detail(view: SessionView) -> SessionDetail {
    let SessionView {
        session,
        own_booking,
        bookings,
        waiting_count,
        names,
        materials,
        allowed,
    } = view;
    SessionDetail {
        lead: session.lead.map(|lead| NamedPerson::of(lead, &names)),
        session: session.into(),
        own_booking: own_booking.map(|own| BookingBody::of(own, &names)),
        bookings: bookings
            .into_iter()
            .map(|booking| BookingBody::of(booking, &names))
            .collect(),
        waiting_count: u32::try_from(waiting_count).unwrap_or(u32::MAX),
        materials: materials.into_iter().map(Material::from).collect(),
        allowed: Allowed {
            book: allowed.book,
            see_bookings: allowed.see_bookings,
            take_attendance: allowed.take_attendance,
            hold: allowed.hold,
            add_material: allowed.add_material,
        },
    }
}

pub struct SessionsApi;

#[OpenApi(tag = "Tag::Sessions")]
impl SessionsApi {
    /// One session
    ///
    /// With the caller's own booking, the line, the material, and what the caller may do. The `ETag` is the version that
    /// attendance names in `If-Match`.
    #[oai(path = "/v1/sessions/:id", method = "get", operation_id = "getSession")]
    async fn session(
        &self,
        app: Data<&App>,
        caller: Caller,
        /// The session.
        id: Path<Uuid>,
    ) -> Result<Versioned<SessionDetail>, Problem> {
        let view = sessions::view(&app, &caller.0, SessionId(id.0)).await?;
        let version = view.session.version;
        Ok(Versioned::new(detail(view), version))
    }

    /// Hold a session back
    ///
    /// No seat of it can be booked until the hold is lifted. Coordinators and managers only.
    #[oai(
        path = "/v1/sessions/:id/hold",
        method = "post",
        operation_id = "holdSession"
    )]
    async fn hold(
        &self,
        app: Data<&App>,
        caller: Caller,
        /// The session.
        id: Path<Uuid>,
        body: Json<NewHoldBody>,
    ) -> Result<Created<PlacedHold>, Problem> {
        let hold =
            sessions::place_hold(&app, &caller.0, SessionId(id.0), body.0.reason.into()).await?;
        Ok(Created::at(
            &format!("/v1/sessions/{}", id.0),
            PlacedHold { id: hold.0 },
        ))
    }

    /// Let a held session go
    ///
    /// Lifts the hold; 409 `hold-already-lifted` when there is none.
    #[oai(
        path = "/v1/sessions/:id/hold",
        method = "delete",
        operation_id = "liftHold"
    )]
    async fn lift(
        &self,
        app: Data<&App>,
        caller: Caller,
        /// The session.
        id: Path<Uuid>,
    ) -> Result<Done, Problem> {
        sessions::lift_hold(&app, &caller.0, SessionId(id.0)).await?;
        Ok(Done::Done)
    }
}
