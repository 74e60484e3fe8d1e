//! The pages behind the secrets of letters: confirming, the ticket, cancelling. A GET shows, a POST does.

use super::unlisted;
use crate::{
    Visit,
    form::Hidden,
    notice::Notice,
    pages::{
        parts::{Fact, Facts, Tag},
        qr::qr,
    },
    route::PageResult,
};
use poem::{Response, http::StatusCode};
use secrecy::ExposeSecret;
use serde::Serialize;
use zamala_domain::{
    Bilingual, Language, OperationError,
    forum::{
        CALENDAR_TYPE, PlaceKind, RegistrationState,
        operations::{self as forums, TICKET_PAGE, Ticket},
    },
};

#[derive(Serialize)]
struct ReviewPage {
    hidden: Hidden,
    action: String,
    facts: Facts,
}

/// A name as the reader reads it; one that was given in one script only stands for both.
pub(super) fn name_in(name: &Bilingual, language: Language) -> String {
    let own = name.in_language(language);
    if own.is_empty() {
        name.in_language(language.other()).to_owned()
    } else {
        own.to_owned()
    }
}

#[derive(Serialize)]
struct LinkUnknownPage {
    forums_href: String,
}

/// A link that leads nowhere, unknown, used or expired alike: what may have happened, and the way on.
/// Everything else becomes an error page.
fn failed(visit: &Visit, error: OperationError) -> PageResult {
    let OperationError::Refused("forum-link-unknown") = error else {
        return Err(error.into());
    };
    let view = LinkUnknownPage {
        forums_href: visit.href("/forums"),
    };
    unlisted(
        visit
            .page("forums/link-unknown", "problem-forum-link-unknown")
            .status(StatusCode::NOT_FOUND)
            .answer(&view),
    )
}

/// What the link of the letter would confirm.
pub async fn review(visit: &Visit) -> PageResult {
    let secret: String = visit.param("secret")?;
    let pending = match forums::pending(visit.app(), &secret).await {
        Ok(pending) => pending,
        Err(error) => return failed(visit, error),
    };
    let language = visit.language();
    let name = |text: String| Fact {
        label: visit.say("forums-name"),
        name: Some(text),
        ..Fact::default()
    };
    let items = vec![
        Fact::words(
            visit.say("forums-forum"),
            pending.title.in_language(language).to_owned(),
        ),
        Fact::words(visit.say("forums-days"), super::days(visit, &pending.days)),
        name(name_in(&pending.name, language)),
        Fact::ltr(visit.say("forums-email"), pending.email.clone()),
        Fact::words(
            visit.say("forums-ticket-type"),
            pending.ticket_type.in_language(language).to_owned(),
        ),
    ];
    let view = ReviewPage {
        hidden: visit.hidden(),
        action: visit.href(&format!("{}/{secret}", forums::CONFIRMATION_PAGE)),
        facts: Facts { items },
    };
    unlisted(
        visit
            .page("forums/confirm", "forums-confirm-title")
            .answer(&view),
    )
}

/// Confirms, and goes on to the ticket.
pub async fn confirm(visit: &Visit) -> PageResult {
    let secret: String = visit.param("secret")?;
    let confirmed = match forums::confirm(visit.app(), &secret, visit.origin()).await {
        Ok(confirmed) => confirmed,
        Err(error) => return failed(visit, error),
    };
    let ticket = forums::ticket_secret(visit.app(), confirmed.ticket);
    let key = match confirmed.state {
        RegistrationState::Confirmed => "forums-confirmed-seat",
        _ => "forums-confirmed-waiting",
    };
    let path = format!("{TICKET_PAGE}/{}", ticket.expose_secret());
    unlisted(visit.go_to_with(&path, &Notice::success(key)))
}

#[derive(Serialize)]
struct TicketPage {
    title: String,
    tag: Tag,
    facts: Facts,
    /// Of who has a seat on site.
    qr: Option<QrView>,
    is_online: bool,
    is_waiting: bool,
    is_cancelled: bool,
    calendar_href: Option<String>,
    cancel_href: Option<String>,
    forum_href: String,
}

#[derive(Serialize)]
struct QrView {
    size: usize,
    path: String,
}

/// The ticket, or the place in line.
pub async fn show(visit: &Visit) -> PageResult {
    let secret: String = visit.param("secret")?;
    let ticket = match forums::ticket(visit.app(), &secret).await {
        Ok(ticket) => ticket,
        Err(error) => return failed(visit, error),
    };
    let has_seat = ticket.state == RegistrationState::Confirmed;
    let path = format!("{TICKET_PAGE}/{secret}");
    // The code lets in; the page's address, which cancels, is not in it.
    let code = ticket.entrance.as_deref().map(qr).transpose()?;
    let title = ticket.title.in_language(visit.language()).to_owned();
    let view = TicketPage {
        title,
        tag: state_tag(visit, ticket.state),
        facts: Facts {
            items: facts(visit, &ticket),
        },
        qr: code.map(|(size, path)| QrView { size, path }),
        is_online: has_seat && ticket.kind == PlaceKind::Online,
        is_waiting: ticket.state == RegistrationState::Waiting,
        is_cancelled: ticket.state == RegistrationState::Cancelled,
        calendar_href: has_seat.then(|| visit.href(&format!("{path}/forum.ics"))),
        cancel_href: ticket
            .can_cancel
            .then(|| visit.href(&format!("{path}/cancel"))),
        forum_href: visit.href(&format!("/forums/{}", ticket.forum_code)),
    };
    unlisted(
        visit
            .page("forums/ticket", "forums-ticket-title")
            .answer(&view),
    )
}

/// A registration's state in a word.
pub(super) fn state_tag(visit: &Visit, state: RegistrationState) -> Tag {
    let kind = match state {
        RegistrationState::Unconfirmed => "info",
        RegistrationState::Waiting => "waiting",
        RegistrationState::Confirmed => "success",
        RegistrationState::Cancelled => "neutral",
    };
    Tag {
        kind,
        text: visit.say(&format!("forums-state-{}", state.code())),
    }
}

fn facts(visit: &Visit, ticket: &Ticket) -> Vec<Fact> {
    let (language, words) = (visit.language(), visit.words());
    let kind = match ticket.kind {
        PlaceKind::OnSite => "forums-on-site",
        PlaceKind::Online => "forums-online",
    };
    let mut facts = vec![
        Fact {
            label: visit.say("forums-name"),
            name: Some(name_in(&ticket.name, language)),
            ..Fact::default()
        },
        Fact::words(visit.say("forums-days"), super::days(visit, &ticket.days)),
        Fact::words(
            visit.say("forums-ticket-type"),
            ticket.ticket_type.in_language(language).to_owned(),
        ),
        Fact::words(visit.say("forums-participation"), visit.say(kind)),
    ];
    let on_site = ticket.kind == PlaceKind::OnSite;
    if let Some(seat) = ticket.seat_number.filter(|_| on_site) {
        let seat = words.figures(&seat.to_string());
        facts.push(Fact::ltr(visit.say("forums-seat-number"), seat));
    }
    if let Some(place) = ticket.place {
        let place = words.figures(&place.to_string());
        facts.push(Fact::ltr(visit.say("forums-place"), place));
    }
    facts
}

/// The days as a calendar file.
pub async fn calendar(visit: &Visit) -> PageResult {
    let secret: String = visit.param("secret")?;
    let file = match forums::calendar(visit.app(), &secret, visit.language()).await {
        Ok(file) => file,
        Err(error) => return failed(visit, error),
    };
    unlisted(Ok(Response::builder()
        .content_type(CALENDAR_TYPE)
        .header("content-disposition", "attachment; filename=\"forum.ics\"")
        .body(file)))
}

#[derive(Serialize)]
struct CancelPage {
    hidden: Hidden,
    action: String,
    ticket_href: String,
    lead: String,
    text: String,
}

/// Asks once more.
pub async fn review_cancelling(visit: &Visit) -> PageResult {
    let secret: String = visit.param("secret")?;
    let ticket = match forums::ticket(visit.app(), &secret).await {
        Ok(ticket) => ticket,
        Err(error) => return failed(visit, error),
    };
    let text = match (ticket.state, ticket.kind) {
        (RegistrationState::Confirmed, PlaceKind::OnSite) => "forums-cancel-seat-text",
        (RegistrationState::Confirmed, PlaceKind::Online) => "forums-cancel-online-text",
        _ => "forums-cancel-waiting-text",
    };
    let path = format!("{TICKET_PAGE}/{secret}");
    if !ticket.can_cancel {
        return unlisted(visit.go_to(&path));
    }
    let view = CancelPage {
        hidden: visit.hidden(),
        action: visit.href(&format!("{path}/cancel")),
        ticket_href: visit.href(&path),
        lead: ticket.title.in_language(visit.language()).to_owned(),
        text: visit.say(text),
    };
    unlisted(
        visit
            .page("forums/cancel", "forums-cancel-title")
            .crumb(visit.say("forums-ticket-title"), &path)
            .answer(&view),
    )
}

/// Cancels, and shows what is left of the ticket.
pub async fn cancel(visit: &Visit) -> PageResult {
    let secret: String = visit.param("secret")?;
    let path = format!("{TICKET_PAGE}/{secret}");
    match forums::cancel(visit.app(), &secret, visit.origin()).await {
        Ok(()) => unlisted(visit.go_to_with(&path, &Notice::success("forums-cancelled"))),
        Err(error @ OperationError::Refused("forum-over")) => unlisted(visit.back_to(&path, error)),
        Err(error) => failed(visit, error),
    }
}
