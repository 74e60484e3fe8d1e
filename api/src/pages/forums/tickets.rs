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
use poem::Response;
use secrecy::ExposeSecret;
use serde::Serialize;
use zamala_domain::{
    Bilingual, Language,
    forum::{
        PlaceKind, RegistrationState,
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

/// What the link of the letter would confirm.
pub async fn review(visit: &Visit) -> PageResult {
    let secret: String = visit.param("secret")?;
    let pending = forums::pending(visit.app(), &secret).await?;
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
    let confirmed = forums::confirm(visit.app(), &secret, visit.origin()).await?;
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
    has_seat: bool,
    is_waiting: bool,
    is_cancelled: bool,
    qr_size: usize,
    qr_path: String,
    calendar_href: Option<String>,
    cancel_href: Option<String>,
    forum_href: String,
}

/// The ticket, or the place in line.
pub async fn show(visit: &Visit) -> PageResult {
    let secret: String = visit.param("secret")?;
    let ticket = forums::ticket(visit.app(), &secret).await?;
    let has_seat = ticket.state == RegistrationState::Confirmed;
    let path = format!("{TICKET_PAGE}/{secret}");
    let address = format!("{}{}", visit.app().public_url(), visit.href(&path));
    let (qr_size, qr_path) = match has_seat {
        true => qr(&address)?,
        false => (0, String::new()),
    };
    let title = ticket.title.in_language(visit.language()).to_owned();
    let view = TicketPage {
        title,
        tag: state_tag(visit, ticket.state),
        facts: Facts {
            items: facts(visit, &ticket),
        },
        has_seat,
        is_waiting: ticket.state == RegistrationState::Waiting,
        is_cancelled: ticket.state == RegistrationState::Cancelled,
        qr_size,
        qr_path,
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
    let file = forums::calendar(visit.app(), &secret, visit.language()).await?;
    unlisted(Ok(Response::builder()
        .content_type("text/calendar; charset=utf-8")
        .header("content-disposition", "attachment; filename=\"forum.ics\"")
        .body(file)))
}

#[derive(Serialize)]
struct CancelPage {
    hidden: Hidden,
    action: String,
    ticket_href: String,
    lead: String,
    has_seat: bool,
}

/// Asks once more.
pub async fn review_cancelling(visit: &Visit) -> PageResult {
    let secret: String = visit.param("secret")?;
    let ticket = forums::ticket(visit.app(), &secret).await?;
    let path = format!("{TICKET_PAGE}/{secret}");
    if !ticket.can_cancel {
        return unlisted(visit.go_to(&path));
    }
    let view = CancelPage {
        hidden: visit.hidden(),
        action: visit.href(&format!("{path}/cancel")),
        ticket_href: visit.href(&path),
        lead: ticket.title.in_language(visit.language()).to_owned(),
        has_seat: ticket.state == RegistrationState::Confirmed,
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
        Err(error @ zamala_domain::OperationError::Refused("forum-over")) => {
            unlisted(visit.back_to(&path, error))
        }
        Err(error) => Err(error.into()),
    }
}
