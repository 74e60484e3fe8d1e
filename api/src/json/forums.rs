//! The forum: what everybody sees, registering without an account, the ticket, and the coordinator's lists.

pub(super) mod bodies;

use super::{
    Tag,
    answer::Problem,
    caller::{Caller, Visitor},
    paging::{Asked, Cursor, Limit, Page},
};
use crate::json::people::LanguageChoice;
use bodies::{
    CalendarFile, ConfirmedRegistration, Forum, LookIntoMail, NewRegistration, OwnForum,
    RegistrationBody, StateChoice, TicketBody, forum, own_forum, registration,
};
use poem::web::Data;
use poem_openapi::{
    OpenApi,
    param::{Path, Query},
    payload::{Binary, Json},
};
use secrecy::ExposeSecret;
use zamala_domain::{
    App, Language, OperationError,
    forum::{RegistrationState, operations as forums, rules::RegistrationDraft},
};

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
        Ok(Json(bodies::forum(forums::forum(&app, &forum.0).await?)))
    }

    /// Register for a forum
    ///
    /// For everybody, without a token. The answer is the same for an address that is registered already; until a link
    /// confirms it, its newest registration counts. 429 `too-many-registrations` when very many register at once.
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
        let draft = RegistrationDraft::from(body.0);
        forums::register(&app, &forum.0, &draft, &visitor.0).await?;
        Ok(LookIntoMail::Accepted)
    }

    /// Confirm a registration
    ///
    /// By the secret of the letter's link, once: a seat, or a place in line. The ticket comes by mail, too.
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
        let ticket = forums::ticket_secret(&app, confirmed.ticket);
        Ok(Json(ConfirmedRegistration {
            state: confirmed.state.code().to_owned(),
            place: confirmed.place,
            ticket: Some(ticket.expose_secret().to_owned()),
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
        Ok(Json(ticket.into()))
    }

    /// The days of a ticket for a calendar
    ///
    /// By its secret, without a token; for who has a seat, or had one. Without a language it is written in the holder's.
    #[oai(
        path = "/v1/tickets/:secret/calendar",
        method = "get",
        operation_id = "getTicketCalendar"
    )]
    async fn calendar(
        &self,
        app: Data<&App>,
        /// The last part of the ticket's address.
        #[oai(validator(max_length = 100))]
        secret: Path<String>,
        /// `ar` or `en`.
        language: Query<Option<LanguageChoice>>,
    ) -> Result<CalendarFile, Problem> {
        let language = match language.0 {
            Some(LanguageChoice::Ar) => Some(Language::Ar),
            Some(LanguageChoice::En) => Some(Language::En),
            None => None,
        };
        let file = async {
            let own = forums::ticket(&app, &secret.0).await?.language;
            forums::calendar(&app, &secret.0, language.unwrap_or(own)).await
        };
        let file = file.await.map_err(unknown_is_not_found)?;
        let disposition = "attachment; filename=\"forum.ics\"".to_owned();
        Ok(CalendarFile::File(Binary(file.into_bytes()), disposition))
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
            ticket: None,
        }))
    }

    /// Forums that I look after
    ///
    /// With the figures of their registrations; for forum coordinators.
    #[oai(path = "/v1/me/forums", method = "get", operation_id = "listOwnForums")]
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
        /// Those in this state.
        state: Query<Option<StateChoice>>,
        /// How many registrations.
        limit: Query<Limit>,
        /// The `next` of the page before.
        cursor: Query<Cursor>,
    ) -> Result<Json<Page<RegistrationBody>>, Problem> {
        let asked = Asked::new("registrations", limit.0, &cursor.0)?;
        let search = search.0.unwrap_or_default();
        let page = (asked.after()?, asked.limit());
        let wanted = (search.as_str(), state.0.map(RegistrationState::from));
        let rows = forums::registrations(&app, &caller.0, &forum.0, wanted, page).await?;
        Ok(Json(asked.page(
            rows,
            |row| row.id.to_string(),
            registration,
        )))
    }
}
