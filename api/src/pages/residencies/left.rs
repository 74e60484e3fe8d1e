//! What is left of each micro-credential: its lab and its work.

use crate::{
    Visit,
    pages::parts::{Tag, counted, day_and_time, day_of},
};
use chrono::{DateTime, Utc};
use fluent_bundle::FluentValue;
use serde::Serialize;
use zamala_domain::{
    agenda::standing::{LabStanding, MicroCredentialStanding},
    assessment::{operations::WaitingWork, rules::MarkStatus},
};

/// A due date this near is marked.
const SOON_DAYS: i64 = 7;

/// A table of micro-credentials.
#[derive(Debug, Serialize)]
pub struct LeftTable {
    caption: String,
    shows_marks: bool,
    rows: Vec<LeftRow>,
}

#[derive(Debug, Serialize)]
struct LeftRow {
    code: String,
    title: String,
    href: String,
    lab: LabCell,
    work: WorkCell,
    tag: Tag,
}

/// The lab in words, with where it leads.
#[derive(Debug, Serialize)]
pub struct LabCell {
    pub text: String,
    pub href: Option<String>,
}

/// The work in words, with its mark where it is given.
#[derive(Debug, Serialize)]
pub struct WorkCell {
    pub title: Option<String>,
    pub text: String,
    pub mark: Option<String>,
}

impl LeftTable {
    /// `None` without rows. `is_own`: the fellow reads it, and may book.
    pub fn of<'s>(
        visit: &Visit,
        caption: String,
        standings: impl IntoIterator<Item = &'s MicroCredentialStanding>,
        is_own: bool,
    ) -> Option<Self> {
        let rows: Vec<LeftRow> = standings
            .into_iter()
            .map(|standing| row(visit, standing, is_own))
            .collect();
        let shows_marks = rows.iter().any(|row| row.work.mark.is_some());
        (!rows.is_empty()).then_some(Self {
            caption,
            shows_marks,
            rows,
        })
    }
}

fn row(visit: &Visit, standing: &MicroCredentialStanding, is_own: bool) -> LeftRow {
    let facts = &standing.facts;
    LeftRow {
        code: facts.code.clone(),
        title: facts.title.in_language(visit.language()).to_owned(),
        href: visit.href(&format!("/micro-credentials/{}", facts.id)),
        lab: lab(visit, standing, is_own),
        work: work(visit, standing),
        tag: complete_tag(visit, standing.is_complete),
    }
}

pub fn complete_tag(visit: &Visit, is_complete: bool) -> Tag {
    if is_complete {
        Tag::new(visit, "success", "residencies-complete")
    } else {
        Tag::new(visit, "neutral", "residencies-incomplete")
    }
}

/// Attended, booked, waiting, to book. Who is not the fellow learns only whether it was attended.
pub fn lab(visit: &Visit, standing: &MicroCredentialStanding, is_own: bool) -> LabCell {
    let plain = |key: &str| LabCell {
        text: visit.say(key),
        href: None,
    };
    let Some((_, lab)) = &standing.lab else {
        return plain("residencies-lab-none");
    };
    match lab {
        LabStanding::Attended => plain("residencies-lab-attended"),
        LabStanding::Booked {
            session,
            starts_at,
            place,
            ..
        } => {
            let time = day_and_time(visit, *starts_at);
            let text = match place {
                None => visit.say_with("residencies-lab-booked", &[("time", time.into())]),
                Some(place) => visit.say_with(
                    "residencies-lab-waiting",
                    &[("place", FluentValue::from(*place)), ("time", time.into())],
                ),
            };
            LabCell {
                text,
                href: Some(visit.href(&format!("/sessions/{session}"))),
            }
        }
        LabStanding::Open { .. } if !is_own => plain("residencies-lab-not-attended"),
        LabStanding::Open { can_book: true } => LabCell {
            text: visit.say("residencies-lab-to-book"),
            href: Some(visit.href("/labs")),
        },
        LabStanding::Open { can_book: false } => plain("residencies-lab-nothing-to-book"),
    }
}

/// How the work stands.
pub fn work(visit: &Visit, standing: &MicroCredentialStanding) -> WorkCell {
    let title = standing
        .work_title
        .as_ref()
        .map(|title| title.in_language(visit.language()).to_owned());
    let mark = match standing.work {
        Some(MarkStatus::Marked(mark)) => Some(visit.words().figures(&format!("{mark} / 100"))),
        _ => None,
    };
    WorkCell {
        text: work_text(visit, standing, title.is_some()),
        title,
        mark,
    }
}

/// How the work stands; without a right to marks only when it is due.
fn work_text(visit: &Visit, standing: &MicroCredentialStanding, has_work: bool) -> String {
    let due = |key: &str| {
        let due_at = standing.due_at.map(|due_at| day_and_time(visit, due_at));
        due_at.map_or_else(
            || visit.say("residencies-work-undated"),
            |time| visit.say_with(key, &[("time", time.into())]),
        )
    };
    let is_past = standing
        .due_at
        .is_some_and(|due_at| due_at < visit.app().now());
    match standing.work {
        _ if !has_work => visit.say("residencies-work-none"),
        Some(MarkStatus::Missing | MarkStatus::NotYetMarked) | None
            if standing.waiting.is_some() =>
        {
            standing
                .waiting
                .map_or_else(String::new, |waiting| waiting_text(visit, waiting))
        }
        Some(MarkStatus::Marked(_)) => visit.say("residencies-work-marked"),
        Some(MarkStatus::Excused) => visit.say("residencies-work-excused"),
        Some(MarkStatus::Missing | MarkStatus::NotYetMarked) if is_past => {
            due("residencies-work-past-due")
        }
        Some(MarkStatus::Missing | MarkStatus::NotYetMarked) | None => due("residencies-work-due"),
    }
}

/// `Handed in Sunday 15 November, 14:00; not marked yet`.
pub fn waiting_text(visit: &Visit, waiting: WaitingWork) -> String {
    let time = day_and_time(visit, waiting.received_at);
    visit.say_with("work-received-at", &[("time", time.into())])
}

/// `in 4 days`, `today`, `3 days late`.
pub fn until_due(visit: &Visit, due_at: DateTime<Utc>) -> String {
    let days = (day_of(due_at) - visit.app().today()).num_days();
    let is_past = due_at < visit.app().now();
    let key = if is_past {
        "residencies-due-past"
    } else {
        "residencies-due-in"
    };
    counted(visit, key, usize::try_from(days.abs()).unwrap_or_default())
}

/// Past due, due soon, or nothing to say.
pub fn due_tag(visit: &Visit, due_at: DateTime<Utc>) -> Option<Tag> {
    let days = (day_of(due_at) - visit.app().today()).num_days();
    if due_at < visit.app().now() {
        return Some(Tag::new(visit, "error", "residencies-due-tag-past"));
    }
    (days <= SOON_DAYS).then(|| Tag::new(visit, "warning", "residencies-due-tag-soon"))
}
