//! A session's page: what, when, where and who leads; the own seat; who has one; its material; holding it back.

pub mod holds;
pub mod material;
pub mod seats;
pub mod words;

use super::parts::{Fact, Facts, Tag};
use crate::{Visit, form::Faults, route::PageResult};
use holds::{HoldForm, HoldView};
use material::MaterialView;
use seats::{BookingsView, SeatView};
use serde::Serialize;
use zamala_domain::{
    id::SessionId,
    labs::sessions::{self, SessionView},
};

#[derive(Serialize)]
struct Heading {
    title: String,
    lead: String,
    attendance_href: Option<String>,
}

#[derive(Serialize)]
struct SessionPage {
    heading: Heading,
    tags: Vec<Tag>,
    hold: Option<HoldView>,
    facts: Facts,
    /// Whether anything stands beside the facts.
    has_aside: bool,
    seat: Option<SeatView>,
    bookings: Option<BookingsView>,
    material: MaterialView,
    hold_form: Option<holds::HoldFormView>,
}

/// One session, for whoever may see it.
pub async fn show(visit: &Visit) -> PageResult {
    let id: SessionId = visit.param("id")?;
    page(visit, id, &Faults::none(), &HoldForm::default()).await
}

/// The page again, with the faults of one of its forms.
async fn page(visit: &Visit, id: SessionId, faults: &Faults, typed: &HoldForm) -> PageResult {
    let actor = visit.actor()?;
    let seen = sessions::view(visit.app(), &actor, id).await?;
    let session = &seen.session;
    let title = session.title.in_language(visit.language()).to_owned();
    let attendance = format!("/sessions/{id}/attendance");
    let seat = seats::seat(visit, &seen);
    let hold_form = holds::form(visit, &seen, faults, typed);
    let view = SessionPage {
        heading: Heading {
            title: title.clone(),
            lead: words::when_sentence(visit, session),
            attendance_href: seen
                .allowed
                .take_attendance
                .then(|| visit.href(&attendance)),
        },
        tags: words::state_tags(visit, session),
        hold: holds::standing(visit, session),
        facts: Facts {
            items: facts(visit, &seen),
        },
        has_aside: seat.is_some() || hold_form.is_some(),
        seat,
        bookings: seats::bookings(visit, &seen),
        material: material::list(visit, &seen, faults),
        hold_form,
    };
    visit
        .page_titled("sessions/session", title)
        .faults(faults)
        .answer(&view)
}

fn facts(visit: &Visit, seen: &SessionView) -> Vec<Fact> {
    let session = &seen.session;
    let language = visit.language();
    let lead = session.lead.and_then(|lead| seen.names.get(&lead));
    let minutes = [("count", session.credited_minutes.into())];
    let mut facts = vec![
        Fact::words(visit.say("sessions-kind"), words::kind_text(visit, session)),
        Fact::words(visit.say("sessions-place"), words::place(visit, session)),
        Fact::words(
            visit.say("sessions-access"),
            words::access_text(visit, session),
        ),
    ];
    if let Some(note) = &session.venue.note {
        let note = note.in_language(language).to_owned();
        facts.push(Fact::words(visit.say("sessions-place-note"), note));
    }
    if let Some(lead) = lead {
        let name = lead.in_language(language).to_owned();
        facts.push(Fact::name(visit.say("sessions-lead"), name));
    }
    let duty = if session.is_mandatory {
        "sessions-mandatory"
    } else {
        "sessions-not-mandatory"
    };
    facts.push(Fact::words(visit.say("sessions-duty"), visit.say(duty)));
    facts.push(Fact::words(
        visit.say("sessions-credited"),
        visit.say_with("sessions-minutes", &minutes),
    ));
    if session.needs_access_permit {
        facts.push(Fact::words(
            visit.say("sessions-permit"),
            visit.say("sessions-permit-needed"),
        ));
    }
    if session.has_transport {
        facts.push(Fact::words(
            visit.say("sessions-transport"),
            visit.say("sessions-transport-yes"),
        ));
    }
    facts.push(Fact::ltr(visit.say("sessions-code"), session.code.clone()));
    facts
}
