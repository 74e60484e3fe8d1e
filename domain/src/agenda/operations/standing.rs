//! How a fellow stands: attendance, work, labs, what is left of each micro-credential.

use crate::{
    actor::Actor,
    app::App,
    assessment::{
        self,
        operations::WaitingWork,
        rules::{DueMark, MarkStatus, past_due_unmarked},
    },
    bilingual::Bilingual,
    curriculum::{self, MicroCredentialFacts},
    error::OperationError,
    id::{BookingId, CohortId, LabId, MicroCredentialId, ResidencyId, SessionId},
    labs::{
        bookable::{self, Bookable},
        figures::{self, ResidencyAttendance},
        rooms::{self, LabFacts},
        rules::Share,
        state::BookingState,
    },
    residencies::{self, ResidencyFacts},
};
use chrono::{DateTime, Utc};
use std::collections::HashMap;

/// Why a fellow is behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Behind {
    /// Attendance is below what the programme asks.
    Attendance,
    /// So many pieces of work are past due and neither handed in nor marked.
    Work { pieces: usize },
}

/// How the lab of a micro-credential stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LabStanding {
    Attended,
    /// Seated or waiting (with the place in line) in a session to come.
    Booked {
        booking: BookingId,
        session: SessionId,
        starts_at: DateTime<Utc>,
        place: Option<i32>,
    },
    /// To be booked; whether a session can still be.
    Open {
        can_book: bool,
    },
}

/// What is left of one micro-credential.
#[derive(Clone, Debug)]
pub struct MicroCredentialStanding {
    pub facts: MicroCredentialFacts,
    pub lab: Option<(LabFacts, LabStanding)>,
    pub work_title: Option<Bilingual>,
    pub due_at: Option<DateTime<Utc>>,
    /// `None` when nothing is assessed.
    pub work: Option<MarkStatus>,
    /// What is in and waits for its mark.
    pub waiting: Option<WaitingWork>,
    pub is_complete: bool,
}

/// Attendance as everybody sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttendanceLine {
    /// Two decimals, for example `83.99`; `None` before anything was held.
    pub percent: Option<String>,
    pub maximum_percent: Option<String>,
    pub credited_minutes: String,
    pub planned_minutes: String,
    pub required_percent: i32,
    pub is_below: bool,
}

/// One residency with its figures.
#[derive(Clone, Debug)]
pub struct Standing {
    pub residency: ResidencyFacts,
    pub attendance: AttendanceLine,
    pub behind: Vec<Behind>,
    pub marked_count: usize,
    pub work_count: usize,
}

/// The standing of residencies of one cohort: a constant number of queries, however many. The caller has chosen rows
/// that the actor may see.
pub(crate) async fn of_cohort(
    app: &App,
    cohort: CohortId,
    rows: Vec<ResidencyFacts>,
) -> Result<Vec<Standing>, OperationError> {
    let ids: Vec<ResidencyId> = rows.iter().map(|row| row.id).collect();
    let Some(programme) = rows.first().map(|row| row.programme) else {
        return Ok(Vec::new());
    };
    let required = curriculum::operations::programme(app, programme)
        .await?
        .attendance_percent_min;
    let mut attendance = figures::of_cohort(app, cohort, &ids).await?;
    let mut work = assessment::operations::work_of_cohort(app, cohort, &ids).await?;
    let now = app.now();
    let standing = |residency: ResidencyFacts| {
        let attendance = attendance
            .remove(&residency.id)
            .ok_or(OperationError::NotFound)?;
        let work = work.remove(&residency.id).unwrap_or_default();
        let line = line(&attendance, required);
        let due: Vec<DueMark> = work
            .iter()
            .filter(|work| work.waiting.is_none())
            .filter_map(|work| {
                work.due_at.map(|due_at| DueMark {
                    due_at,
                    status: work.status,
                })
            })
            .collect();
        let pieces = past_due_unmarked(&due, now);
        let behind = [
            line.is_below.then_some(Behind::Attendance),
            (pieces > 0).then_some(Behind::Work { pieces }),
        ];
        let marked_count = work.iter().filter(|work| !work.status.is_open()).count();
        Ok(Standing {
            residency,
            attendance: line,
            behind: behind.into_iter().flatten().collect(),
            marked_count,
            work_count: work.len(),
        })
    };
    rows.into_iter().map(standing).collect()
}

fn line(attendance: &ResidencyAttendance, required_percent: i32) -> AttendanceLine {
    let figure = &attendance.figure;
    let share = figure.share();
    AttendanceLine {
        percent: share.map(Share::percent_text),
        maximum_percent: figure.maximum_achievable().map(Share::percent_text),
        credited_minutes: share.map_or_else(|| "0".into(), |share| share.part().to_string()),
        planned_minutes: share.map_or_else(|| "0".into(), |share| share.whole().to_string()),
        required_percent,
        is_below: figure.is_below(i64::from(required_percent)),
    }
}

/// One residency that the actor may see, with what is left of each micro-credential. Marks and titles of work are given
/// only to who may see marks (rule 30).
pub async fn residency(
    app: &App,
    actor: &Actor,
    id: ResidencyId,
) -> Result<(Standing, Vec<MicroCredentialStanding>), OperationError> {
    let own = residencies::operations::residency(app, actor, id).await?;
    let may_see_marks = residencies::policy::may_see_marks(actor, &own);
    let left = what_is_left(app, actor, &own, may_see_marks).await?;
    let standing = of_cohort(app, own.cohort, vec![own])
        .await?
        .pop()
        .ok_or(OperationError::NotFound)?;
    Ok((standing, left))
}

/// What is left of each micro-credential, in the order of the curriculum.
pub(crate) async fn what_is_left(
    app: &App,
    actor: &Actor,
    own: &ResidencyFacts,
    may_see_marks: bool,
) -> Result<Vec<MicroCredentialStanding>, OperationError> {
    let pinned = residencies::operations::pinned(app, own.cohort).await?;
    let facts = curriculum::operations::facts_of(app, &pinned).await?;
    let labs = rooms::labs_of(app, &pinned).await?;
    let attendance = figures::of_cohort(app, own.cohort, &[own.id])
        .await?
        .remove(&own.id);
    let attendance = attendance.ok_or(OperationError::NotFound)?;
    let work = assessment::operations::work_of_cohort(app, own.cohort, &[own.id])
        .await?
        .remove(&own.id);
    let work = work.unwrap_or_default();
    let bookable = if actor.is(own.fellow) {
        bookable::bookable(app, actor).await?
    } else {
        Vec::new()
    };
    let labs: HashMap<MicroCredentialId, LabFacts> = labs
        .into_iter()
        .map(|lab| (lab.micro_credential, lab))
        .collect();
    let left = |facts: MicroCredentialFacts| {
        let lab = labs
            .get(&facts.id)
            .map(|lab| (lab.clone(), lab_standing(lab.id, &attendance, &bookable)));
        let own_work = work.iter().find(|work| work.micro_credential == facts.id);
        let lab_is_done = lab
            .as_ref()
            .is_none_or(|(_, standing)| *standing == LabStanding::Attended);
        let work_is_done =
            own_work.is_none_or(|work| !work.status.is_open() && work.has_passed != Some(false));
        MicroCredentialStanding {
            lab,
            work_title: own_work.map(|work| work.title.clone()),
            due_at: own_work.and_then(|work| work.due_at),
            work: own_work.filter(|_| may_see_marks).map(|work| work.status),
            waiting: own_work.and_then(|work| work.waiting),
            is_complete: lab_is_done && work_is_done,
            facts,
        }
    };
    Ok(facts.into_iter().map(left).collect())
}

fn lab_standing(
    lab: LabId,
    attendance: &ResidencyAttendance,
    bookable: &[Bookable],
) -> LabStanding {
    if attendance.labs_attended.contains(&lab) {
        return LabStanding::Attended;
    }
    let of_lab = || {
        bookable
            .iter()
            .filter(|bookable| bookable.session.lab == Some(lab))
    };
    let booked = of_lab().find_map(|bookable| bookable.own.as_ref().map(|own| (own, bookable)));
    match booked {
        Some((own, bookable)) => LabStanding::Booked {
            booking: own.id,
            session: own.session,
            starts_at: bookable.session.starts_at,
            place: (own.state == BookingState::Waiting)
                .then_some(own.place)
                .flatten(),
        },
        None => LabStanding::Open {
            can_book: of_lab().any(|bookable| bookable.session.hold.is_none()),
        },
    }
}
