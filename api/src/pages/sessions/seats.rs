//! Seats of a lab session: the own one with its button, and who else has one or waits.

use super::words::{self, NoFields};
use crate::{
    Visit,
    form::Hidden,
    notice::{Notice, NoticeKind},
    pages::parts::Tag,
    route::PageResult,
};
use serde::Serialize;
use zamala_domain::{
    Actor, OperationError,
    id::{BookingId, SessionId},
    labs::{
        BookingState, SessionKind, bookable,
        booking::{self, Booked},
        sessions::{self, BookingFacts, SessionView},
    },
};

/// The own seat or place in line, or the offer of one.
#[derive(Serialize)]
pub struct SeatView {
    tag: Tag,
    text: Option<String>,
    hint: Option<String>,
    button: Option<SeatButton>,
}

#[derive(Serialize)]
struct SeatButton {
    hidden: Hidden,
    action: String,
    text: String,
    /// Whether it takes something away.
    is_second: bool,
}

/// Who has a seat and who waits, for those who may see them.
#[derive(Serialize)]
pub struct BookingsView {
    seated_text: String,
    seated: Vec<Person>,
    waiting_text: String,
    waiting: Vec<Person>,
}

#[derive(Serialize)]
struct Person {
    name: String,
    place: Option<String>,
}

/// What the fellow sees of the own seat; `None` for sessions without seats and people who cannot book.
pub fn seat(visit: &Visit, seen: &SessionView) -> Option<SeatView> {
    if seen.session.kind != SessionKind::Lab {
        return None;
    }
    match &seen.own_booking {
        Some(own) => Some(own_seat(visit, seen, own)),
        None if seen.allowed.book => Some(offer(visit, seen)),
        None => None,
    }
}

/// The state of an own booking as a tag.
pub fn own_tag(visit: &Visit, own: &BookingFacts) -> Tag {
    if own.state == BookingState::Seated {
        Tag::new(visit, "success", "sessions-own-seat")
    } else {
        let place = own.place.or(own.position).unwrap_or(1);
        let text = visit.say_with("sessions-own-place", &[("place", place.into())]);
        Tag {
            kind: "waiting",
            text,
        }
    }
}

fn own_seat(visit: &Visit, seen: &SessionView, own: &BookingFacts) -> SeatView {
    let is_seated = own.state == BookingState::Seated;
    let (button, hint) = if is_seated {
        ("sessions-give-back-button", "sessions-give-back-hint")
    } else {
        ("sessions-leave-line-button", "sessions-leave-line-hint")
    };
    let is_ahead = visit.app().now() < seen.session.starts_at;
    let button = is_ahead.then(|| SeatButton {
        hidden: visit.hidden_with(own.version),
        action: visit.href(&format!("/bookings/{}/give-back", own.id)),
        text: visit.say(button),
        is_second: true,
    });
    SeatView {
        tag: own_tag(visit, own),
        text: None,
        hint: is_ahead.then(|| visit.say(hint)),
        button,
    }
}

fn offer(visit: &Visit, seen: &SessionView) -> SeatView {
    let is_free = words::seats_left(&seen.session) > 0;
    let waiting = i32::try_from(seen.waiting_count).unwrap_or(i32::MAX);
    let text = visit.say_with("sessions-waiting-count", &[("count", waiting.into())]);
    let (button, hint) = if is_free {
        ("sessions-book-button", "sessions-book-hint")
    } else {
        ("sessions-join-line-button", "sessions-join-line-hint")
    };
    SeatView {
        tag: words::seats_tag(visit, &seen.session),
        text: (!is_free).then_some(text),
        hint: Some(visit.say(hint)),
        button: Some(SeatButton {
            hidden: visit.hidden(),
            action: visit.href(&format!("/sessions/{}/bookings", seen.session.id)),
            text: visit.say(button),
            is_second: false,
        }),
    }
}

/// The lists of those with a seat and of those who wait.
pub fn bookings(visit: &Visit, seen: &SessionView) -> Option<BookingsView> {
    if !seen.allowed.see_bookings || seen.session.kind != SessionKind::Lab {
        return None;
    }
    let of_state = |state: BookingState| {
        let mut found: Vec<_> = seen
            .bookings
            .iter()
            .filter(|own| own.state == state)
            .collect();
        found.sort_by_key(|own| own.place);
        found
            .into_iter()
            .map(|own| person(visit, seen, own))
            .collect::<Vec<_>>()
    };
    let (seated, waiting) = (
        of_state(BookingState::Seated),
        of_state(BookingState::Waiting),
    );
    let seats = seen.session.seats.unwrap_or(0);
    let seated_text = visit.say_with(
        "sessions-seated-count",
        &[("count", seated.len().into()), ("seats", seats.into())],
    );
    let waiting_text = visit.say_with("sessions-waiting-count", &[("count", waiting.len().into())]);
    Some(BookingsView {
        seated_text,
        seated,
        waiting_text,
        waiting,
    })
}

fn person(visit: &Visit, seen: &SessionView, own: &BookingFacts) -> Person {
    let name = seen.names.get(&own.fellow).cloned().unwrap_or_default();
    let place = own
        .place
        .map(|place| visit.words().figures(&place.to_string()));
    Person {
        name: name.in_language(visit.language()).to_owned(),
        place,
    }
}

/// Books a seat, or a place in line.
pub async fn book(visit: &Visit) -> PageResult {
    let id: SessionId = visit.param("id")?;
    let NoFields {} = visit.typed()?;
    let (path, actor) = (format!("/sessions/{id}"), visit.actor()?);
    match booking::book(visit.app(), &actor, id).await {
        Ok(booked) => {
            let notice = booked_notice(visit, &actor, id, booked).await?;
            visit.go_to_with(&path, &notice)
        }
        Err(error) => visit.back_to(&path, error),
    }
}

async fn booked_notice(
    visit: &Visit,
    actor: &Actor,
    id: SessionId,
    booked: Booked,
) -> Result<Notice, OperationError> {
    if booked.state == BookingState::Seated {
        return Ok(Notice::success("sessions-booked"));
    }
    // The place is counted anew: others may have left the line before.
    let own = sessions::view(visit.app(), actor, id).await?.own_booking;
    let place = own
        .and_then(|own| own.place)
        .or(booked.position)
        .unwrap_or(1);
    Ok(Notice::new(NoticeKind::Info, "sessions-joined-line").with("place", place))
}

/// Gives a seat back, or leaves the line.
pub async fn give_back(visit: &Visit) -> PageResult {
    let id: BookingId = visit.param("id")?;
    let NoFields {} = visit.typed()?;
    let (actor, version) = (visit.actor()?, visit.form().version()?);
    let own = bookable::own_booking(visit.app(), &actor, id).await?;
    let path = format!("/sessions/{}", own.session);
    match booking::give_back(visit.app(), &actor, id, version).await {
        Ok(done) if done.state == BookingState::Left => {
            visit.go_to_with(&path, &Notice::success("sessions-left-line"))
        }
        Ok(_) => visit.go_to_with(&path, &Notice::success("sessions-given-back")),
        Err(error) => visit.back_to(&path, error),
    }
}
