//! The forum: what everybody sees, registering without an account, the ticket, and the coordinator's lists.

use super::{
    Tag,
    answer::Problem,
    caller::{Caller, Visitor},
    paging::{Asked, Cursor, Limit, Page},
    people::LanguageChoice,
    text::Text,
};
use chrono::{DateTime, NaiveDate, Utc};
use poem::web::Data;
use poem_openapi::{
    ApiResponse, Enum, Object, OpenApi,
    param::{Path, Query},
    payload::Json,
};
use uuid::Uuid;
use zamala_domain::{
    App, Bilingual, Language, OperationError,
    forum::{
        AccessNeed, RegistrationState,
        operations::{self as forums, DeskForum, RegistrationLine},
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

fn forum(own: forums::Forum) -> Forum {
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
    pub needs: Vec<String>,
    pub created_at: DateTime<Utc>,
}

fn registration(line: RegistrationLine) -> RegistrationBody {
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
        needs: line
            .needs
            .into_iter()
            .map(|need| need.code().to_owned())
            .collect(),
        created_at: line.created_at,
    }
}

fn own_forum(own: DeskForum) -> OwnForum {
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

/// What the link of a letter leads to is there or not there, as everything that is read.
fn unknown_is_not_found(error: OperationError) -> Problem {
    match error {
        OperationError::Refused("forum-link-unknown") => Problem::not_found(),
        other => other.into(),
    }
}

pub struct ForumsApi;

#[OpenApi(tag = "Tag::Forums")]
impl ForumsApi {
    /// The forums
    ///
    /// For everybody, without a token; the newest first.
    #[oai(path = "/v1/forums", method = "get", operation_id = "listForums")]
    async fn forums(
        &self,
        app: Data<&App>,
        /// How many forums.
        limit: Query<Limit>,
        /// The `next` of the page before.
        cursor: Query<Cursor>,
    ) -> Result<Json<Page<Forum>>, Problem> {
        let asked = Asked::new("forums", limit.0, &cursor.0)?;
        let rows = forums::forums(&app).await?;
        Ok(Json(asked.page_of_all(
            rows,
            |row| row.id.to_string(),
            forum,
        )?))
    }

    /// One forum
    ///
    /// For everybody, without a token: days, sessions, kinds of ticket, and how many seats are free.
    #[oai(path = "/v1/forums/:forum", method = "get", operation_id = "getForum")]
    async fn forum(
        &self,
        app: Data<&App>,
        /// The forum's code.
        #[oai(validator(max_length = 100))]
        forum: Path<String>,
    ) -> Result<Json<Forum>, Problem> {
        Ok(Json(self::forum(forums::forum(&app, &forum.0).await?)))
    }

    /// Register for a forum
    ///
    /// For everybody, without a token. The answer is the same for an address that is registered already.
    #[oai(
        path = "/v1/forums/:forum/registrations",
        method = "post",
        operation_id = "registerForForum"
    )]
    async fn register(
        &self,
        app: Data<&App>,
        visitor: Visitor,
        /// The forum's code.
        #[oai(validator(max_length = 100))]
        forum: Path<String>,
        body: Json<NewRegistration>,
    ) -> Result<LookIntoMail, Problem> {
        let body = body.0;
        let draft = RegistrationDraft {
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
        };
        forums::register(&app, &forum.0, &draft, &visitor.0).await?;
        Ok(LookIntoMail::Accepted)
    }

    /// Confirm a registration
    ///
    /// By the secret of the letter's link, once: a seat, or a place in line. The ticket comes by mail.
    #[oai(
        path = "/v1/registrations/:secret/confirm",
        method = "post",
        operation_id = "confirmRegistration"
    )]
    async fn confirm(
        &self,
        app: Data<&App>,
        visitor: Visitor,
        /// The last part of the letter's link.
        #[oai(validator(max_length = 100))]
        secret: Path<String>,
    ) -> Result<Json<ConfirmedRegistration>, Problem> {
        let confirmed = forums::confirm(&app, &secret.0, &visitor.0).await?;
        Ok(Json(ConfirmedRegistration {
            state: confirmed.state.code().to_owned(),
            place: confirmed.place,
        }))
    }

    /// A ticket
    ///
    /// By its secret, without a token.
    #[oai(
        path = "/v1/tickets/:secret",
        method = "get",
        operation_id = "getTicket"
    )]
    async fn ticket(
        &self,
        app: Data<&App>,
        /// The last part of the ticket's address.
        #[oai(validator(max_length = 100))]
        secret: Path<String>,
    ) -> Result<Json<TicketBody>, Problem> {
        let ticket = forums::ticket(&app, &secret.0)
            .await
            .map_err(unknown_is_not_found)?;
        Ok(Json(TicketBody {
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
        }))
    }

    /// Cancel a registration
    ///
    /// By the secret of its ticket. A seat passes to the first who waits; cancelling again changes nothing.
    #[oai(
        path = "/v1/tickets/:secret/cancel",
        method = "post",
        operation_id = "cancelRegistration"
    )]
    async fn cancel(
        &self,
        app: Data<&App>,
        visitor: Visitor,
        /// The last part of the ticket's address.
        #[oai(validator(max_length = 100))]
        secret: Path<String>,
    ) -> Result<Json<ConfirmedRegistration>, Problem> {
        forums::cancel(&app, &secret.0, &visitor.0).await?;
        Ok(Json(ConfirmedRegistration {
            state: RegistrationState::Cancelled.code().to_owned(),
            place: None,
        }))
    }

    /// Forums that I look after
    ///
    /// With the figures of their registrations; for forum coordinators.
    #[oai(
        path = "/v1/me/forums",
        method = "get",
        operation_id = "listOwnForums"
    )]
    async fn own(
        &self,
        app: Data<&App>,
        caller: Caller,
        /// How many forums.
        limit: Query<Limit>,
        /// The `next` of the page before.
        cursor: Query<Cursor>,
    ) -> Result<Json<Page<OwnForum>>, Problem> {
        let asked = Asked::new("own-forums", limit.0, &cursor.0)?;
        let rows = forums::forums_of(&app, &caller.0).await?;
        Ok(Json(asked.page_of_all(
            rows,
            |row| row.id.to_string(),
            own_forum,
        )?))
    }

    /// Who registered for a forum
    ///
    /// For its coordinators alone, in order of registration.
    #[oai(
        path = "/v1/forums/:forum/registrations",
        method = "get",
        operation_id = "listRegistrations"
    )]
    async fn registrations(
        &self,
        app: Data<&App>,
        caller: Caller,
        /// The forum's code.
        #[oai(validator(max_length = 100))]
        forum: Path<String>,
        /// Words of the name in either language, or of the organisation.
        #[oai(validator(max_length = 100))]
        search: Query<Option<String>>,
        /// How many registrations.
        limit: Query<Limit>,
        /// The `next` of the page before.
        cursor: Query<Cursor>,
    ) -> Result<Json<Page<RegistrationBody>>, Problem> {
        let asked = Asked::new("registrations", limit.0, &cursor.0)?;
        let search = search.0.unwrap_or_default();
        let page = (asked.after()?, asked.limit());
        let rows = forums::registrations(&app, &caller.0, &forum.0, &search, page).await?;
        Ok(Json(asked.page(
            rows,
            |row| row.id.to_string(),
            registration,
        )))
    }
}
