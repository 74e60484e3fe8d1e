//! A lab coordinator's home: rooms today, and what does not fit in the weeks ahead.

use crate::{
    Visit,
    pages::parts::{Link, Row, Rows, Tag, joined, link_to},
};
use serde::Serialize;
use zamala_domain::{
    agenda::home::CoordinatorHome,
    app::PROGRAMME_ZONE,
    labs::{clashes::Clash, rooms::Room, rules::ClashKind, sessions::SessionFacts},
};

#[derive(Serialize)]
pub struct View {
    rooms: Vec<RoomRow>,
    clashes: Option<Rows>,
    rooms_link: Option<Link>,
}

#[derive(Serialize)]
struct RoomRow {
    title: String,
    capacity: String,
    sessions: Vec<RoomSession>,
    tag: Tag,
}

#[derive(Serialize)]
struct RoomSession {
    time: String,
    title: String,
    href: String,
}

pub fn view(visit: &Visit, own: &CoordinatorHome) -> View {
    View {
        rooms: own.rooms.iter().map(|room| room_row(visit, room)).collect(),
        clashes: Rows::of(
            own.clashes
                .iter()
                .map(|clash| clash_row(visit, clash))
                .collect(),
        ),
        rooms_link: link_to(visit, "/rooms", "home-rooms-link"),
    }
}

fn room_row(visit: &Visit, room: &Room) -> RoomRow {
    let (words, now) = (visit.words(), visit.app().now());
    let mut sessions: Vec<&SessionFacts> = room.sessions.iter().collect();
    sessions.sort_by_key(|session| session.starts_at);
    let in_use = sessions
        .iter()
        .any(|session| session.starts_at <= now && now < session.ends_at);
    let tag = match (sessions.is_empty(), in_use) {
        (true, _) => Tag::new(visit, "neutral", "home-room-free"),
        (false, true) => Tag::new(visit, "now", "home-room-in-use"),
        (false, false) => Tag::new(visit, "info", "home-room-planned"),
    };
    let line = |session: &&SessionFacts| RoomSession {
        time: words.time_range(session.starts_at, session.ends_at, PROGRAMME_ZONE),
        title: session.title.in_language(visit.language()).to_owned(),
        href: visit.href(&format!("/sessions/{}", session.id)),
    };
    RoomRow {
        title: room.venue.title.in_language(visit.language()).to_owned(),
        capacity: words.figures(&room.venue.capacity.to_string()),
        sessions: sessions.iter().map(line).collect(),
        tag,
    }
}

fn clash_row(visit: &Visit, clash: &Clash) -> Row {
    let session = &clash.session;
    let kinds: Vec<String> = clash
        .kinds
        .iter()
        .map(|kind| visit.say(clash_key(*kind)))
        .collect();
    let is_certain = clash
        .kinds
        .iter()
        .any(|kind| *kind != ClashKind::ProvisionalHoliday);
    let tag = if is_certain {
        Tag::new(visit, "error", "home-clash-certain")
    } else {
        Tag::new(visit, "warning", "home-clash-possible")
    };
    Row {
        lead: Some(visit.words().weekday_and_date(session.held_on)),
        title: Some(session.title.in_language(visit.language()).to_owned()),
        href: Some(visit.href(&format!("/sessions/{}", session.id))),
        ltr_text: Some(session.code.clone()),
        text: Some(joined(visit, &kinds)),
        tag: Some(tag),
        ..Row::default()
    }
}

fn clash_key(kind: ClashKind) -> &'static str {
    match kind {
        ClashKind::DayOff => "home-clash-day-off",
        ClashKind::ProvisionalHoliday => "home-clash-provisional-holiday",
        ClashKind::EquipmentInMaintenance => "home-clash-maintenance",
        ClashKind::EquipmentShort => "home-clash-equipment-short",
        ClashKind::RoomTooSmall => "home-clash-room-too-small",
    }
}
