//! The labs that a fellow can still book, lab by lab.

use super::{
    parts::Tag,
    sessions::{seats::own_tag, words},
};
use crate::{Visit, form::Hidden, route::PageResult};
use serde::Serialize;
use zamala_domain::{
    Bilingual,
    id::{LabId, MicroCredentialId},
    labs::{
        BookingState,
        bookable::{self, Bookable},
        rooms::{self, LabFacts},
    },
};

#[derive(Serialize)]
struct LabsPage {
    labs: Vec<LabView>,
}

#[derive(Serialize)]
struct LabView {
    id: String,
    title: String,
    code: String,
    tag: Option<Tag>,
    sessions: Vec<SessionRow>,
}

#[derive(Serialize)]
struct SessionRow {
    href: String,
    code: String,
    when: words::When,
    place: String,
    access: String,
    seats: Tag,
    waiting: Option<String>,
    own: Option<Tag>,
    is_held: bool,
    form: Option<RowForm>,
}

#[derive(Serialize)]
struct RowForm {
    hidden: Hidden,
    action: String,
    text: String,
}

/// The fellow's labs.
pub async fn list(visit: &Visit) -> PageResult {
    let (app, actor) = (visit.app(), visit.actor()?);
    let bookable = bookable::bookable(app, &actor).await?;
    let mut parents: Vec<MicroCredentialId> = bookable
        .iter()
        .filter_map(|own| own.session.micro_credential)
        .collect();
    parents.sort_unstable();
    parents.dedup();
    let known = rooms::labs_of(app, &parents).await?;
    let labs = grouped(bookable)
        .into_iter()
        .map(|(lab, rows)| lab_view(visit, lab, rows, &known));
    let view = LabsPage {
        labs: labs.collect(),
    };
    visit.page("labs/labs", "labs-title").answer(&view)
}

/// In the order in which each lab's first session takes place.
fn grouped(bookable: Vec<Bookable>) -> Vec<(LabId, Vec<Bookable>)> {
    let mut groups: Vec<(LabId, Vec<Bookable>)> = Vec::new();
    for own in bookable {
        let Some(lab) = own.session.lab else { continue };
        match groups.iter_mut().find(|(id, _)| *id == lab) {
            Some((_, rows)) => rows.push(own),
            None => groups.push((lab, vec![own])),
        }
    }
    groups
}

fn lab_view(visit: &Visit, lab: LabId, rows: Vec<Bookable>, known: &[LabFacts]) -> LabView {
    let facts = known.iter().find(|own| own.id == lab);
    let title: Option<&Bilingual> = facts
        .map(|own| &own.title)
        .or_else(|| rows.first().map(|own| &own.session.title));
    let own = rows.iter().find_map(|own| own.own.as_ref());
    LabView {
        id: format!("lab-{lab}"),
        title: title
            .map(|title| title.in_language(visit.language()).to_owned())
            .unwrap_or_default(),
        code: facts.map(|own| own.code.clone()).unwrap_or_default(),
        tag: own.map(|own| own_tag(visit, own)),
        sessions: rows
            .iter()
            .map(|row| session_row(visit, row, own.is_some()))
            .collect(),
    }
}

/// One live booking per lab: where there is one, no other session of the lab is offered.
fn session_row(visit: &Visit, row: &Bookable, has_booking: bool) -> SessionRow {
    let session = &row.session;
    let waiting = i32::try_from(row.waiting_count).unwrap_or(i32::MAX);
    let waiting = (waiting > 0)
        .then(|| visit.say_with("sessions-waiting-count", &[("count", waiting.into())]));
    let is_held = session.hold.is_some();
    let form = match &row.own {
        Some(own) => {
            let is_seated = own.state == BookingState::Seated;
            let key = if is_seated {
                "sessions-give-back-button"
            } else {
                "sessions-leave-line-button"
            };
            Some(RowForm {
                hidden: visit.hidden_with(own.version),
                action: visit.href(&format!("/bookings/{}/give-back", own.id)),
                text: visit.say(key),
            })
        }
        None if has_booking || is_held => None,
        None => {
            let is_free = words::seats_left(session) > 0;
            let key = if is_free {
                "sessions-book-button"
            } else {
                "sessions-join-line-button"
            };
            Some(RowForm {
                hidden: visit.hidden(),
                action: visit.href(&format!("/sessions/{}/bookings", session.id)),
                text: visit.say(key),
            })
        }
    };
    SessionRow {
        href: visit.href(&format!("/sessions/{}", session.id)),
        code: session.code.clone(),
        when: words::when(visit, session),
        place: words::place(visit, session),
        access: words::access_text(visit, session),
        seats: words::seats_tag(visit, session),
        waiting,
        own: row.own.as_ref().map(|own| own_tag(visit, own)),
        is_held,
        form,
    }
}
