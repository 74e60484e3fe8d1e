//! A fellow's home: where am I, what is next, what is left.

use crate::{
    Visit,
    pages::{
        cohorts::{
            dates,
            sessions::{self, SessionRow},
        },
        parts::{Row, Rows, Stat, Tag, day_and_time, day_of, of_all},
        residencies::{
            attendance_stats,
            left::{self, LeftTable},
            standing::reasons_of,
        },
    },
};
use chrono::{DateTime, Utc};
use serde::Serialize;
use std::collections::HashMap;
use zamala_domain::{
    Bilingual,
    agenda::{
        home::FellowHome,
        standing::{LabStanding, MicroCredentialStanding},
    },
    assessment::operations::WaitingWork,
    curriculum::MicroCredentialFacts,
    id::{PersonId, SessionId},
};

#[derive(Serialize)]
pub struct View {
    where_text: String,
    theme: Option<String>,
    reasons: Option<String>,
    stats: Vec<Stat>,
    today: Vec<SessionRow>,
    later: Option<Rows>,
    due: Option<Rows>,
    labs: Option<Rows>,
    left: Option<LeftTable>,
    cohort_href: String,
    residency_href: String,
    labs_href: String,
}

pub fn view(visit: &Visit, own: &FellowHome, names: &HashMap<PersonId, Bilingual>) -> View {
    let language = visit.language();
    let unfinished = own
        .micro_credentials
        .iter()
        .filter(|standing| !standing.is_complete);
    let caption = visit.say("home-left-caption");
    View {
        where_text: where_text(visit, own),
        theme: own
            .week
            .as_ref()
            .map(|week| week.theme.in_language(language).to_owned()),
        reasons: reasons_of(visit, &own.behind, &own.attendance),
        stats: stats(visit, own),
        today: sessions::rows(visit, &own.today, names),
        later: Rows::of(sessions::short_rows(visit, &own.later_this_week)),
        due: Rows::of(due(visit, &own.micro_credentials)),
        labs: Rows::of(
            own.micro_credentials
                .iter()
                .filter_map(|standing| lab_row(visit, standing))
                .collect(),
        ),
        left: LeftTable::of(visit, caption, unfinished, true),
        cohort_href: visit.href(&format!("/cohorts/{}", own.cohort.id)),
        residency_href: visit.href(&format!("/residencies/{}", own.residency.id)),
        labs_href: visit.href("/labs"),
    }
}

/// The cohort, and its dates where no week of its plan is running.
fn where_text(visit: &Visit, own: &FellowHome) -> String {
    let title = own.cohort.title.in_language(visit.language()).to_owned();
    if own.week.is_some() {
        title
    } else {
        let dates = dates(visit, own.cohort.dates);
        visit.say_with(
            "home-cohort-and-dates",
            &[("cohort", title.into()), ("dates", dates.into())],
        )
    }
}

fn stats(visit: &Visit, own: &FellowHome) -> Vec<Stat> {
    let words = visit.words();
    let week = own.week.as_ref().map(|week| Stat {
        label: visit.say("home-stat-week"),
        value: of_all(
            words,
            usize::try_from(week.number).unwrap_or_default(),
            own.weeks_count,
        ),
        hint: Some(dates(visit, week.dates)),
        kind: None,
    });
    let complete = own
        .micro_credentials
        .iter()
        .filter(|standing| standing.is_complete)
        .count();
    let complete = Stat {
        label: visit.say("home-stat-complete"),
        value: of_all(words, complete, own.micro_credentials.len()),
        hint: None,
        kind: None,
    };
    week.into_iter()
        .chain(attendance_stats(visit, &own.attendance))
        .chain([complete])
        .collect()
}

/// Work that is neither marked nor excused, the nearest first.
fn due(visit: &Visit, standings: &[MicroCredentialStanding]) -> Vec<Row> {
    let open = |standing: &MicroCredentialStanding| {
        standing.work.filter(|status| status.is_open())?;
        Some((
            standing.due_at?,
            standing.work_title.clone()?,
            standing.facts.clone(),
            standing.waiting,
        ))
    };
    let mut open: Vec<_> = standings.iter().filter_map(open).collect();
    open.sort_by_key(|(due_at, ..)| *due_at);
    type Open = (
        DateTime<Utc>,
        Bilingual,
        MicroCredentialFacts,
        Option<WaitingWork>,
    );
    let row = |(due_at, title, facts, waiting): Open| Row {
        lead: Some(visit.words().weekday_and_date(day_of(due_at))),
        title: Some(title.in_language(visit.language()).to_owned()),
        href: Some(visit.href(&format!("/work/{}", facts.id))),
        ltr_text: Some(facts.code),
        text: Some(match waiting {
            Some(waiting) => left::waiting_text(visit, waiting),
            None => left::until_due(visit, due_at),
        }),
        tag: match waiting {
            Some(_) => Some(Tag::new(visit, "waiting", "work-state-waiting")),
            None => left::due_tag(visit, due_at),
        },
        ..Row::default()
    };
    open.into_iter().map(row).collect()
}

/// A lab that is booked, or waits for a booking.
fn lab_row(visit: &Visit, standing: &MicroCredentialStanding) -> Option<Row> {
    let (lab, state) = standing.lab.as_ref()?;
    let session_href = |session: &SessionId| visit.href(&format!("/sessions/{session}"));
    let (kind, key, text, href) = match state {
        LabStanding::Attended => return None,
        LabStanding::Booked {
            session,
            starts_at,
            place: None,
            ..
        } => {
            let time = day_and_time(visit, *starts_at);
            (
                "success",
                "home-lab-booked",
                Some(time),
                Some(session_href(session)),
            )
        }
        LabStanding::Booked {
            session,
            place: Some(_),
            ..
        } => {
            let text = left::lab(visit, standing, true).text;
            (
                "waiting",
                "home-lab-waiting",
                Some(text),
                Some(session_href(session)),
            )
        }
        LabStanding::Open { can_book: true } => {
            ("info", "home-lab-open", None, Some(visit.href("/labs")))
        }
        LabStanding::Open { can_book: false } => ("neutral", "home-lab-closed", None, None),
    };
    Some(Row {
        title: Some(lab.title.in_language(visit.language()).to_owned()),
        href,
        ltr_text: Some(lab.code.clone()),
        text,
        tag: Some(Tag::new(visit, kind, key)),
        ..Row::default()
    })
}
