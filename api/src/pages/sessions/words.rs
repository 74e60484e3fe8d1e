//! How a session is written: when, where, and what kind it is.

use crate::{
    Visit,
    language::dates::machine_readable,
    pages::parts::{Fact, Tag},
};
use chrono_tz::Tz;
use serde::Serialize;
use zamala_domain::{
    app::PROGRAMME_ZONE,
    labs::{SessionState, sessions::SessionFacts},
};

/// When a session takes place.
#[derive(Clone, Debug, Serialize)]
pub struct When {
    /// `Sunday 15 November 2026`.
    pub date: String,
    /// `08:00–10:00`, in the session's zone; show it through `ltr`.
    pub time: String,
    /// For `<time datetime>`.
    pub datetime: String,
    /// The zone by name.
    pub zone: String,
}

/// A form that is one button.
#[derive(Debug, Serialize)]
pub struct ButtonForm {
    pub hidden: crate::form::Hidden,
    pub action: String,
}

/// A form without fields of its own.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoFields {}

impl Fact {
    pub fn words(label: String, value: String) -> Self {
        Self {
            label,
            value: Some(value),
            ..Self::default()
        }
    }

    pub fn name(label: String, name: String) -> Self {
        Self {
            label,
            name: Some(name),
            ..Self::default()
        }
    }

    pub fn ltr(label: String, text: String) -> Self {
        Self {
            label,
            ltr: Some(text),
            ..Self::default()
        }
    }
}

/// A form that is one button, with a key of its own.
pub fn button_form(visit: &Visit, path: &str) -> ButtonForm {
    ButtonForm {
        hidden: visit.hidden(),
        action: visit.href(path),
    }
}

/// The zone in which a session is shown; the programme's when its name is unknown.
pub fn zone_of(session: &SessionFacts) -> Tz {
    session.zone.parse().unwrap_or(PROGRAMME_ZONE)
}

/// A zone as people call it, for example `Bahrain time`.
pub fn zone_name(visit: &Visit, zone: Tz) -> String {
    let key = format!(
        "sessions-zone-{}",
        zone.name().to_lowercase().replace('/', "-")
    );
    if visit.words().knows(&key) {
        visit.say(&key)
    } else {
        zone.name().to_owned()
    }
}

pub fn when(visit: &Visit, session: &SessionFacts) -> When {
    let (words, zone) = (visit.words(), zone_of(session));
    When {
        date: words.date(session.held_on),
        time: words.time_range(session.starts_at, session.ends_at, zone),
        datetime: machine_readable(session.starts_at, zone),
        zone: zone_name(visit, zone),
    }
}

/// `Sunday 15 November 2026, 08:00–10:00 (Bahrain time)`.
pub fn when_sentence(visit: &Visit, session: &SessionFacts) -> String {
    let When {
        date, time, zone, ..
    } = when(visit, session);
    let arguments = [
        ("date", date.into()),
        ("time", time.into()),
        ("zone", zone.into()),
    ];
    visit.say_with("sessions-when", &arguments)
}

pub fn kind_text(visit: &Visit, session: &SessionFacts) -> String {
    visit.say(&format!(
        "sessions-kind-{}",
        session.kind.code().replace('_', "-")
    ))
}

pub fn place(visit: &Visit, session: &SessionFacts) -> String {
    session.venue.title.in_language(visit.language()).to_owned()
}

/// How accessible the room is: step-free, hearing loop, both or neither.
pub fn access_text(visit: &Visit, session: &SessionFacts) -> String {
    let key = match (
        session.venue.has_step_free_access,
        session.venue.has_hearing_loop,
    ) {
        (true, true) => "sessions-access-both",
        (true, false) => "sessions-access-step-free",
        (false, true) => "sessions-access-hearing-loop",
        (false, false) => "sessions-access-neither",
    };
    visit.say(key)
}

pub fn seats_left(session: &SessionFacts) -> i32 {
    session
        .seats
        .map_or(0, |seats| (seats - session.seats_taken).max(0))
}

/// How many seats are free, as a tag.
pub fn seats_tag(visit: &Visit, session: &SessionFacts) -> Tag {
    let left = seats_left(session);
    let text = visit.say_with("sessions-seats-left", &[("count", left.into())]);
    Tag {
        kind: if left > 0 { "success" } else { "neutral" },
        text,
    }
}

/// What stands beside the title: cancelled, on hold.
pub fn state_tags(visit: &Visit, session: &SessionFacts) -> Vec<Tag> {
    let cancelled = (session.state == SessionState::Cancelled)
        .then(|| Tag::new(visit, "error", "sessions-cancelled"));
    let held = session
        .hold
        .is_some()
        .then(|| Tag::new(visit, "warning", "sessions-on-hold"));
    cancelled.into_iter().chain(held).collect()
}
