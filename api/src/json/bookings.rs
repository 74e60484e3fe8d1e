//! Taking a seat in a lab, waiting for one, giving it back.

use super::{
    Tag,
    answer::Problem,
    caller::{Caller, version},
    paging::{Asked, Cursor, Limit, Page},
    sessions::SessionBody,
    success::{Created, Versioned},
    text::Text,
};
use poem::web::Data;
use poem_openapi::{
    Object, OpenApi,
    param::{Header, Path, Query},
    payload::Json,
};
use std::collections::HashMap;
use uuid::Uuid;
use zamala_domain::{
    App, Bilingual,
    id::{BookingId, PersonId, SessionId},
    labs::{bookable, booking, sessions::BookingFacts},
};

/// A seat or a place in line.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
#[oai(rename = "Booking", skip_serializing_if_is_none)]
pub struct BookingBody {
    pub id: Uuid,
    pub session_id: Uuid,
    pub lab_id: Uuid,
    pub fellow_id: Uuid,
    pub residency_id: Uuid,
    /// The fellow's name, where the view knows it.
    pub fellow_name: Option<Text>,
    /// `seated`, `waiting`, `given_back` or `left`.
    pub state: String,
    /// The place given when the fellow joined the line, from 1; it never changes.
    pub position: Option<i32>,
    /// How many stand before, plus one, while waiting.
    pub place: Option<i32>,
    pub version: i64,
}

impl BookingBody {
    /// With the fellow's name, if `names` holds it.
    pub fn of(facts: BookingFacts, names: &HashMap<PersonId, Bilingual>) -> Self {
        Self {
            id: facts.id.0,
            session_id: facts.session.0,
            lab_id: facts.lab.0,
            fellow_id: facts.fellow.0,
            residency_id: facts.residency.0,
            fellow_name: names.get(&facts.fellow).cloned().map(Text::from),
            state: facts.state.code().to_owned(),
            position: facts.position,
            place: facts.place,
            version: facts.version,
        }
    }
}

/// What a fellow got.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct Booked {
    pub id: Uuid,
    /// `seated` or `waiting`.
    pub state: String,
    /// The place in line, from 1, when there was no seat.
    pub position: Option<i32>,
    /// For `If-Match` when the seat is given back.
    pub version: i64,
}

/// What giving back did.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
pub struct GivenBack {
    pub id: Uuid,
    /// `given_back`, or `left` for who was waiting.
    pub state: String,
    /// Whether the seat passed to somebody who waited.
    pub has_passed: bool,
}

/// A lab session that the caller can book, or has booked.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct BookableLab {
    pub session: SessionBody,
    pub own_booking: Option<BookingBody>,
    pub waiting_count: u32,
}

pub fn bookable_lab(bookable: bookable::Bookable) -> BookableLab {
    BookableLab {
        session: bookable.session.into(),
        own_booking: bookable
            .own
            .map(|own| BookingBody::of(own, &HashMap::new())),
        waiting_count: u32::try_from(bookable.waiting_count).unwrap_or(u32::MAX),
    }
}

pub struct BookingsApi;

#[OpenApi(tag = "Tag::Bookings")]
impl BookingsApi {
    /// Labs that I can book
    ///
    /// The lab sessions to come in the caller's own cohorts, with the caller's own bookings, in order of time.
    #[oai(
        path = "/v1/labs/bookable",
        method = "get",
        operation_id = "listBookableLabs"
    )]
    async fn bookable(
        &self,
        app: Data<&App>,
        caller: Caller,
        /// How many sessions.
        limit: Query<Limit>,
        /// The `next` of the page before.
        cursor: Query<Cursor>,
    ) -> Result<Json<Page<BookableLab>>, Problem> {
        let asked = Asked::new("bookable-labs", limit.0, &cursor.0)?;
        let rows = bookable::bookable(&app, &caller.0).await?;
        Ok(Json(asked.page_of_all(
            rows,
            |row| row.session.id.to_string(),
            bookable_lab,
        )?))
    }

    /// Book a seat
    ///
    /// A seat in a lab session for the caller, or a place in line when the session is full. One live booking per lab.
    #[oai(
        path = "/v1/sessions/:id/bookings",
        method = "post",
        operation_id = "bookSession"
    )]
    async fn book(
        &self,
        app: Data<&App>,
        caller: Caller,
        /// The session.
        id: Path<Uuid>,
    ) -> Result<Created<Booked>, Problem> {
        let booked = booking::book(&app, &caller.0, SessionId(id.0)).await?;
        let path = format!("/v1/bookings/{}", booked.booking);
        let booking::Booked {
            booking,
            state,
            position,
            version,
        } = booked;
        Ok(Created::at(
            &path,
            Booked {
                id: booking.0,
                state: state.code().to_owned(),
                position,
                version,
            },
        ))
    }

    /// One of my bookings
    ///
    /// The `ETag` is the version that giving back names in `If-Match`.
    #[oai(path = "/v1/bookings/:id", method = "get", operation_id = "getBooking")]
    async fn booking(
        &self,
        app: Data<&App>,
        caller: Caller,
        /// The booking.
        id: Path<Uuid>,
    ) -> Result<Versioned<BookingBody>, Problem> {
        let own = bookable::own_booking(&app, &caller.0, BookingId(id.0)).await?;
        let version = own.version;
        Ok(Versioned::new(
            BookingBody::of(own, &HashMap::new()),
            version,
        ))
    }

    /// Give a seat back
    ///
    /// Or leave the line. The seat passes to the first who waits. 409 `session-already-started` once the session has begun.
    #[oai(
        path = "/v1/bookings/:id/give-back",
        method = "post",
        operation_id = "giveBackBooking"
    )]
    async fn give_back(
        &self,
        app: Data<&App>,
        caller: Caller,
        /// The booking.
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
    ) -> Result<Json<GivenBack>, Problem> {
        let version = version(if_match.0.as_deref())?;
        let done = booking::give_back(&app, &caller.0, BookingId(id.0), version).await?;
        let booking::GivenBack {
            booking,
            state,
            passed_to,
        } = done;
        Ok(Json(GivenBack {
            id: booking.0,
            state: state.code().to_owned(),
            has_passed: passed_to.is_some(),
        }))
    }
}
