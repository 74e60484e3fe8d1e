//! What the forum's operations take and answer.

use crate::json::{people::LanguageChoice, text::Text};
use chrono::{DateTime, NaiveDate, Utc};
use poem_openapi::{ApiResponse, Enum, Object, payload::Binary};
use uuid::Uuid;
use zamala_domain::{
    Bilingual, Language,
    forum::{
        AccessNeed, RegistrationState,
        operations::{self as forums, DeskForum, RegistrationLine, Ticket},
        rules::RegistrationDraft,
    },
    scope::CountryCode,
};

/// A forum.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct Forum {
    pub id: Uuid,
    pub code: String,
    pub title: Text,
    pub host: Option<Text>,
    pub days: Vec<NaiveDate>,
    pub zone: String,
    pub opens_at: DateTime<Utc>,
    pub closes_at: DateTime<Utc>,
    /// Whether one may register now.
    pub is_open: bool,
    pub places: Vec<ForumPlaces>,
    pub ticket_types: Vec<ForumTicketType>,
    pub sessions: Vec<ForumSession>,
}

/// Places of one kind.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
pub struct ForumPlaces {
    /// `on_site` or `online`.
    pub kind: String,
    pub capacity: i32,
    /// Seats that the next who confirm will get.
    pub free: u64,
}

/// A kind of ticket.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
pub struct ForumTicketType {
    pub code: String,
    pub title: Text,
    /// `on_site` or `online`.
    pub kind: String,
    /// Given by invitation: nobody registers for it alone.
    pub needs_approval: bool,
}

/// A session of a forum.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct ForumSession {
    pub code: String,
    pub title: Text,
    /// Places for those who show something.
    pub slots: Option<i32>,
}

pub fn forum(own: forums::Forum) -> Forum {
    let places = own.pools.into_iter().map(|pool| ForumPlaces {
        kind: pool.kind.code().to_owned(),
        capacity: pool.capacity,
        free: pool.free,
    });
    let ticket_types = own.ticket_types.into_iter().map(|own| ForumTicketType {
        code: own.code,
        title: own.title.into(),
        kind: own.kind.code().to_owned(),
        needs_approval: own.needs_approval,
    });
    let sessions = own.sessions.into_iter().map(|own| ForumSession {
        code: own.code,
        title: own.title.into(),
        slots: own.slots,
    });
    Forum {
        id: own.id.0,
        code: own.code,
        title: own.title.into(),
        host: own.host.map(Text::from),
        days: own.days,
        zone: own.zone.name().to_owned(),
        opens_at: own.opens_at,
        closes_at: own.closes_at,
        is_open: own.is_open,
        places: places.collect(),
        ticket_types: ticket_types.collect(),
        sessions: sessions.collect(),
    }
}

/// What somebody needs to take part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[oai(rename = "AccessNeed", rename_all = "snake_case")]
pub enum NeedChoice {
    StepFree,
    SignLanguage,
    HearingLoop,
    LargePrint,
    Companion,
    Contact,
}

impl From<NeedChoice> for AccessNeed {
    fn from(need: NeedChoice) -> Self {
        match need {
            NeedChoice::StepFree => Self::StepFree,
            NeedChoice::SignLanguage => Self::SignLanguage,
            NeedChoice::HearingLoop => Self::HearingLoop,
            NeedChoice::LargePrint => Self::LargePrint,
            NeedChoice::Companion => Self::Companion,
            NeedChoice::Contact => Self::Contact,
        }
    }
}

/// A registration for a forum. The name is given in one script or in both.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
#[oai(deny_unknown_fields)]
pub struct NewRegistration {
    #[oai(validator(max_length = 400))]
    pub name_ar: Option<String>,
    #[oai(validator(max_length = 400))]
    pub name_en: Option<String>,
    #[oai(validator(min_length = 3, max_length = 254))]
    pub email: String,
    #[oai(validator(max_length = 400))]
    pub organisation: Option<String>,
    /// The code of a country of `listCountries`; left out for another one.
    #[oai(validator(max_length = 3))]
    pub country: Option<String>,
    /// The code of a kind of ticket that needs no approval.
    #[oai(validator(min_length = 1, max_length = 100))]
    pub ticket_type: String,
    /// Of letters and ticket.
    pub language: LanguageChoice,
    /// Seen by the forum's coordinators alone, and erased 14 days after the forum.
    #[oai(default, validator(max_items = 6))]
    pub needs: Vec<NeedChoice>,
    /// That the person agrees to the use of these data for the forum: without it they are not kept.
    pub has_consented: bool,
}

/// What a registration answers, whether or not the address is known.
#[derive(ApiResponse)]
pub enum LookIntoMail {
    /// A letter is on its way to the address; its link confirms the registration.
    #[oai(status = 202)]
    Accepted,
}

/// What confirming gave.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct ConfirmedRegistration {
    /// `confirmed` with a seat, or `waiting`.
    pub state: String,
    /// The place in line, from 1, when there was no seat.
    pub place: Option<i64>,
    /// The last part of the ticket's address, as the letter has it: whoever holds it can cancel. Absent once cancelled.
    pub ticket: Option<String>,
}

/// The calendar file of a ticket.
#[derive(ApiResponse)]
pub enum CalendarFile {
    /// The days, as RFC 5545 writes them.
    #[oai(status = 200, content_type = "text/calendar; charset=utf-8")]
    File(
        Binary<Vec<u8>>,
        /// Always an attachment.
        #[oai(header = "Content-Disposition")]
        String,
    ),
}

/// In which state a registration is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[oai(rename = "RegistrationState", rename_all = "snake_case")]
pub enum StateChoice {
    Unconfirmed,
    Waiting,
    Confirmed,
    Cancelled,
}

impl From<StateChoice> for RegistrationState {
    fn from(state: StateChoice) -> Self {
        match state {
            StateChoice::Unconfirmed => Self::Unconfirmed,
            StateChoice::Waiting => Self::Waiting,
            StateChoice::Confirmed => Self::Confirmed,
            StateChoice::Cancelled => Self::Cancelled,
        }
    }
}

/// A ticket, or a place in line.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
#[oai(rename = "ForumTicket", skip_serializing_if_is_none)]
pub struct TicketBody {
    pub forum_code: String,
    pub title: Text,
    pub days: Vec<NaiveDate>,
    /// Empty in a script in which it was not given.
    pub name: Text,
    pub ticket_type: Text,
    /// `on_site` or `online`.
    pub kind: String,
    /// `confirmed`, `waiting` or `cancelled`.
    pub state: String,
    pub seat_number: Option<i32>,
    /// The place in line now.
    pub place: Option<i64>,
    pub can_cancel: bool,
    /// What the QR code says that opens the door: signed, without a name, and without power over the registration. Of
    /// who has a seat on site.
    pub entrance: Option<String>,
}

/// How many registrations there are for the places of one kind.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
pub struct ForumFigures {
    /// `on_site` or `online`.
    pub kind: String,
    pub capacity: i32,
    pub confirmed: i64,
    pub waiting: i64,
    pub unconfirmed: i64,
    pub cancelled: i64,
}

/// A forum that the caller looks after.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
pub struct OwnForum {
    pub id: Uuid,
    pub code: String,
    pub title: Text,
    pub closes_at: DateTime<Utc>,
    pub figures: Vec<ForumFigures>,
}

/// Somebody who registered. Names and address are empty once erased.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
#[oai(rename = "ForumRegistration", skip_serializing_if_is_none)]
pub struct RegistrationBody {
    pub id: Uuid,
    pub name: Text,
    pub email: String,
    pub organisation: String,
    pub country: Option<String>,
    pub ticket_type: String,
    /// `on_site` or `online`.
    pub kind: String,
    /// The language of letters: `ar` or `en`.
    pub language: String,
    /// `unconfirmed`, `waiting`, `confirmed` or `cancelled`.
    pub state: String,
    pub seat_number: Option<i32>,
    /// The place in line, from 1, of who waits.
    pub place: Option<i64>,
    pub waiting_since: Option<DateTime<Utc>>,
    pub needs: Vec<String>,
    pub created_at: DateTime<Utc>,
}

pub fn registration(line: RegistrationLine) -> RegistrationBody {
    RegistrationBody {
        id: line.id.0,
        name: line.name.into(),
        email: line.email,
        organisation: line.organisation,
        country: line.country.map(|country| country.0),
        ticket_type: line.ticket_type,
        kind: line.kind.code().to_owned(),
        language: line.language.code().to_owned(),
        state: line.state.code().to_owned(),
        seat_number: line.seat_number,
        place: line.place,
        waiting_since: line.waiting_since,
        needs: line
            .needs
            .into_iter()
            .map(|need| need.code().to_owned())
            .collect(),
        created_at: line.created_at,
    }
}

pub fn own_forum(own: DeskForum) -> OwnForum {
    let figures = own.pools.into_iter().map(|pool| ForumFigures {
        kind: pool.kind.code().to_owned(),
        capacity: pool.capacity,
        confirmed: pool.confirmed,
        waiting: pool.waiting,
        unconfirmed: pool.unconfirmed,
        cancelled: pool.cancelled,
    });
    OwnForum {
        id: own.id.0,
        code: own.code,
        title: own.title.into(),
        closes_at: own.closes_at,
        figures: figures.collect(),
    }
}

impl From<NewRegistration> for RegistrationDraft {
    fn from(body: NewRegistration) -> Self {
        Self {
            name: Bilingual::new(
                body.name_ar.unwrap_or_default(),
                body.name_en.unwrap_or_default(),
            ),
            email: body.email,
            organisation: body.organisation.unwrap_or_default(),
            country: body.country.map(CountryCode),
            ticket_type: body.ticket_type,
            needs: body.needs.into_iter().map(AccessNeed::from).collect(),
            language: Some(match body.language {
                LanguageChoice::Ar => Language::Ar,
                LanguageChoice::En => Language::En,
            }),
            has_consented: body.has_consented,
        }
    }
}

impl From<Ticket> for TicketBody {
    fn from(ticket: Ticket) -> Self {
        Self {
            forum_code: ticket.forum_code,
            title: ticket.title.into(),
            days: ticket.days,
            name: ticket.name.into(),
            ticket_type: ticket.ticket_type.into(),
            kind: ticket.kind.code().to_owned(),
            state: ticket.state.code().to_owned(),
            seat_number: ticket.seat_number,
            place: ticket.place,
            can_cancel: ticket.can_cancel,
            entrance: ticket.entrance,
        }
    }
}
