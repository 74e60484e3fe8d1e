//! Rooms: what takes place in them in a week, what they hold, and what does not fit in the weeks ahead.

use super::{
    parts::{Row, Rows, Tag},
    sessions::words,
};
use crate::{Visit, problem::Fault, route::PageResult};
use chrono::{Datelike, Days, NaiveDate};
use serde::Serialize;
use std::collections::HashMap;
use zamala_domain::{
    Bilingual,
    id::PersonId,
    labs::{
        clashes::{self, Clash},
        rooms::{self, EquipmentFacts, Room},
        sessions::SessionFacts,
    },
    people::operations as people,
};

const DAYS_SHOWN: u64 = 7;
const CLASHES_AHEAD_DAYS: u64 = 60;
/// The years of which a week can be asked for.
const YEARS: std::ops::RangeInclusive<i32> = 2000..=2200;

#[derive(Serialize)]
struct RoomsPage {
    lead: String,
    earlier_href: String,
    today_href: Option<String>,
    later_href: String,
    clashes: Vec<ClashRow>,
    clashes_hint: String,
    rooms: Vec<RoomView>,
}

#[derive(Serialize)]
struct ClashRow {
    href: String,
    title: String,
    code: String,
    when: words::When,
    place: String,
    tags: Vec<Tag>,
}

#[derive(Serialize)]
struct RoomView {
    id: String,
    title: String,
    code: String,
    capacity: String,
    access: Vec<String>,
    note: Option<String>,
    equipment: Vec<EquipmentView>,
    sessions: Option<Rows>,
}

#[derive(Serialize)]
struct EquipmentView {
    title: String,
    quantity: String,
    maintenance: Option<Tag>,
}

/// The rooms in the week that begins with `from`, by default today.
pub async fn show(visit: &Visit) -> PageResult {
    let (app, actor, today) = (visit.app(), visit.actor()?, visit.app().today());
    let from = first_day(visit)?;
    let to = from + Days::new(DAYS_SHOWN - 1);
    let rooms = rooms::rooms(app, &actor, from, to).await?;
    let until = today + Days::new(CLASHES_AHEAD_DAYS);
    let clashes = clashes::clashes(app, &actor, today, until).await?;
    let leads: Vec<PersonId> = rooms
        .iter()
        .flat_map(|room| &room.sessions)
        .filter_map(|session| session.lead)
        .collect();
    let names = people::names(app, &leads).await?;
    let words = visit.words();
    let span = [
        ("from", words.date(from).into()),
        ("to", words.date(to).into()),
    ];
    let until = [("until", words.date(until).into())];
    let view = RoomsPage {
        lead: visit.say_with("rooms-week", &span),
        earlier_href: href(visit, from - Days::new(DAYS_SHOWN)),
        today_href: (from != today).then(|| visit.href("/rooms")),
        later_href: href(visit, from + Days::new(DAYS_SHOWN)),
        clashes: clashes
            .iter()
            .map(|clash| clash_row(visit, clash))
            .collect(),
        clashes_hint: visit.say_with("rooms-clashes-hint", &until),
        rooms: rooms
            .iter()
            .map(|room| room_view(visit, room, &names))
            .collect(),
    };
    visit.page("rooms/rooms", "rooms-title").answer(&view)
}

fn href(visit: &Visit, from: NaiveDate) -> String {
    visit.href(&format!("/rooms?from={from}"))
}

fn first_day(visit: &Visit) -> Result<NaiveDate, Fault> {
    let Some(from) = visit.query("from") else {
        return Ok(visit.app().today());
    };
    let from: Option<NaiveDate> = from.parse().ok();
    from.filter(|day| YEARS.contains(&day.year()))
        .ok_or(Fault::edge("bad-request"))
}

fn clash_row(visit: &Visit, clash: &Clash) -> ClashRow {
    let session = &clash.session;
    let tags = clash.kinds.iter().map(|kind| {
        let code = kind.code();
        // What awaits an announcement warns; everything else must be mended.
        let shape = if code == "provisional_holiday" {
            "warning"
        } else {
            "error"
        };
        let text = visit.say(&format!("rooms-clash-{}", code.replace('_', "-")));
        Tag { kind: shape, text }
    });
    ClashRow {
        href: visit.href(&format!("/sessions/{}", session.id)),
        title: session.title.in_language(visit.language()).to_owned(),
        code: session.code.clone(),
        when: words::when(visit, session),
        place: words::place(visit, session),
        tags: tags.collect(),
    }
}

fn room_view(visit: &Visit, room: &Room, names: &HashMap<PersonId, Bilingual>) -> RoomView {
    let (venue, language) = (&room.venue, visit.language());
    let access = [
        (venue.has_step_free_access, "rooms-step-free"),
        (venue.has_hearing_loop, "rooms-hearing-loop"),
    ];
    RoomView {
        id: format!("room-{}", venue.id),
        title: venue.title.in_language(language).to_owned(),
        code: venue.code.clone(),
        capacity: visit.say_with("rooms-capacity", &[("count", venue.capacity.into())]),
        access: access
            .iter()
            .filter(|(has, _)| *has)
            .map(|(_, key)| visit.say(key))
            .collect(),
        note: venue
            .note
            .as_ref()
            .map(|note| note.in_language(language).to_owned()),
        equipment: room
            .equipment
            .iter()
            .map(|own| equipment_view(visit, own))
            .collect(),
        sessions: Rows::of(
            room.sessions
                .iter()
                .map(|own| room_session(visit, own, names))
                .collect(),
        ),
    }
}

fn equipment_view(visit: &Visit, own: &EquipmentFacts) -> EquipmentView {
    let maintenance = own.maintenance.first().map(|span| {
        let words = visit.words();
        let arguments = [
            ("from", words.weekday_and_date(span.from).into()),
            ("to", words.weekday_and_date(span.to).into()),
        ];
        let key = if span.from == span.to {
            "rooms-maintenance-day"
        } else {
            "rooms-maintenance"
        };
        Tag {
            kind: "warning",
            text: visit.say_with(key, &arguments),
        }
    });
    EquipmentView {
        title: own.title.in_language(visit.language()).to_owned(),
        quantity: visit.words().figures(&format!("×{}", own.quantity)),
        maintenance,
    }
}

fn room_session(
    visit: &Visit,
    session: &SessionFacts,
    names: &HashMap<PersonId, Bilingual>,
) -> Row {
    let language = visit.language();
    let lead = session.lead.and_then(|lead| names.get(&lead));
    let kind = words::kind_text(visit, session);
    let text = match lead {
        Some(lead) => visit.say_with(
            "rooms-kind-and-lead",
            &[
                ("kind", kind.into()),
                ("lead", lead.in_language(language).into()),
            ],
        ),
        None => kind,
    };
    Row {
        lead: Some(visit.words().weekday_and_date(session.held_on)),
        title: Some(session.title.in_language(language).to_owned()),
        href: Some(visit.href(&format!("/sessions/{}", session.id))),
        ltr_text: Some(words::when(visit, session).time),
        text: Some(text),
        is_now: session.held_on == visit.app().today(),
        ..Row::default()
    }
}
