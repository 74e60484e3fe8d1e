//! Sessions as a day's or a week's plan shows them.

use crate::{
    Visit,
    language::dates::machine_readable,
    pages::parts::{Row, Tag, joined},
};
use chrono::NaiveDate;
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};
use zamala_domain::{
    Bilingual,
    app::PROGRAMME_ZONE,
    id::PersonId,
    labs::{sessions::SessionFacts, state::SessionKind},
};

/// A line of a plan. Times are in the programme's zone.
#[derive(Clone, Debug, Serialize)]
pub struct SessionRow {
    time: String,
    datetime: String,
    title: String,
    code: String,
    href: String,
    place: String,
    kind: String,
    lead: Option<String>,
    is_now: bool,
    tag: Option<Tag>,
}

/// The sessions of one day.
#[derive(Clone, Debug, Serialize)]
pub struct Day {
    title: String,
    sessions: Vec<SessionRow>,
}

/// Sessions in the order of their beginning.
pub fn rows(
    visit: &Visit,
    sessions: &[SessionFacts],
    names: &HashMap<PersonId, Bilingual>,
) -> Vec<SessionRow> {
    let mut sorted: Vec<&SessionFacts> = sessions.iter().collect();
    sorted.sort_by(|a, b| (a.starts_at, &a.code).cmp(&(b.starts_at, &b.code)));
    sorted
        .into_iter()
        .map(|session| row(visit, session, names))
        .collect()
}

/// Sessions by their days.
pub fn days(
    visit: &Visit,
    sessions: &[SessionFacts],
    names: &HashMap<PersonId, Bilingual>,
) -> Vec<Day> {
    let mut of_days: BTreeMap<NaiveDate, Vec<SessionFacts>> = BTreeMap::new();
    for session in sessions {
        of_days
            .entry(session.held_on)
            .or_default()
            .push(session.clone());
    }
    let day = |(date, sessions): (NaiveDate, Vec<SessionFacts>)| Day {
        title: visit.words().weekday_and_date(date),
        sessions: rows(visit, &sessions, names),
    };
    of_days.into_iter().map(day).collect()
}

/// Sessions as short lines, one under another: day, title, time, place. For the days after today.
pub fn short_rows(visit: &Visit, sessions: &[SessionFacts]) -> Vec<Row> {
    let mut sorted: Vec<&SessionFacts> = sessions.iter().collect();
    sorted.sort_by_key(|session| session.starts_at);
    let row = |session: &SessionFacts| Row {
        lead: Some(visit.words().weekday_and_date(session.held_on)),
        title: Some(session.title.in_language(visit.language()).to_owned()),
        href: Some(visit.href(&format!("/sessions/{}", session.id))),
        ltr_text: Some(visit.words().time_range(
            session.starts_at,
            session.ends_at,
            PROGRAMME_ZONE,
        )),
        text: Some(joined(
            visit,
            &[
                visit.say(kind_key(session.kind)),
                session.venue.title.in_language(visit.language()).to_owned(),
            ],
        )),
        ..Row::default()
    };
    sorted.into_iter().map(row).collect()
}

fn row(visit: &Visit, session: &SessionFacts, names: &HashMap<PersonId, Bilingual>) -> SessionRow {
    let (words, language) = (visit.words(), visit.language());
    let now = visit.app().now();
    let lead = session.lead.and_then(|lead| names.get(&lead));
    let tag = if session.hold.is_some() {
        Some(Tag::new(visit, "warning", "cohorts-session-on-hold"))
    } else if session.attendance_taken_at.is_some() {
        Some(Tag::new(
            visit,
            "success",
            "cohorts-session-attendance-taken",
        ))
    } else {
        None
    };
    SessionRow {
        time: words.time_range(session.starts_at, session.ends_at, PROGRAMME_ZONE),
        datetime: machine_readable(session.starts_at, PROGRAMME_ZONE),
        title: session.title.in_language(language).to_owned(),
        code: session.code.clone(),
        href: visit.href(&format!("/sessions/{}", session.id)),
        place: session.venue.title.in_language(language).to_owned(),
        kind: visit.say(kind_key(session.kind)),
        lead: lead.map(|name| name.in_language(language).to_owned()),
        is_now: session.starts_at <= now && now < session.ends_at,
        tag,
    }
}

fn kind_key(kind: SessionKind) -> &'static str {
    match kind {
        SessionKind::Lecture => "cohorts-session-lecture",
        SessionKind::Workshop => "cohorts-session-workshop",
        SessionKind::Seminar => "cohorts-session-seminar",
        SessionKind::Simulation => "cohorts-session-simulation",
        SessionKind::Lab => "cohorts-session-lab",
        SessionKind::Ceremony => "cohorts-session-ceremony",
        SessionKind::SiteVisit => "cohorts-session-site-visit",
        SessionKind::Survey => "cohorts-session-survey",
        SessionKind::Showcase => "cohorts-session-showcase",
    }
}
