//! The attendance figure of residencies: the opening register, what was marked since, what is still to come.

use crate::{
    app::App,
    bilingual::Bilingual,
    error::OperationError,
    id::{CohortId, LabId, ResidencyId, SessionId},
    labs::{
        entity::{attendance, bookings, labs, opening_attendance, opening_labs, sessions},
        rules::{
            AttendanceFigure, AttendanceOutcome, AttendanceSettings, CreditedMinutes,
            MinuteThousandths, OpeningRecord, TakenSession,
        },
        state::{BookingState, MarkKind, SessionKind},
        store,
    },
    residencies,
};
use chrono::{DateTime, Utc};
use std::collections::{HashMap, HashSet};

/// What counts for one residency.
#[derive(Clone, Debug)]
pub struct ResidencyAttendance {
    pub figure: AttendanceFigure,
    /// Labs counted as attended, by the opening register or by a mark.
    pub labs_attended: HashSet<LabId>,
    /// What was marked, session by session.
    pub marks: HashMap<SessionId, (MarkKind, i32)>,
}

/// The attendance of residencies of one cohort: a constant number of queries, however many. For other contexts, which
/// have their own policy.
pub(crate) async fn of_cohort(
    app: &App,
    cohort: CohortId,
    residencies: &[ResidencyId],
) -> Result<HashMap<ResidencyId, ResidencyAttendance>, OperationError> {
    let pinned = residencies::operations::pinned(app, cohort).await?;
    let records = Records {
        sessions: store::sessions_of_cohorts(app.db(), &[cohort]).await?,
        labs: store::labs_of(app.db(), &pinned).await?,
        openings: store::openings(app.db(), residencies).await?,
        opening_labs: store::opening_labs(app.db(), residencies).await?,
        marks: store::of_residencies(app.db(), residencies).await?,
    };
    let figures = residencies
        .iter()
        .map(|id| Ok((*id, records.figure_of(*id)?)));
    figures.collect()
}

/// What the figures of a cohort are reckoned from.
struct Records {
    sessions: Vec<sessions::Model>,
    labs: Vec<labs::Model>,
    openings: Vec<opening_attendance::Model>,
    opening_labs: Vec<opening_labs::Model>,
    marks: Vec<attendance::Model>,
}

impl Records {
    fn figure_of(&self, residency: ResidencyId) -> Result<ResidencyAttendance, OperationError> {
        let marks = self
            .marks
            .iter()
            .filter(|mark| mark.residency_id == residency);
        let own: HashMap<SessionId, &attendance::Model> =
            marks.map(|mark| (mark.session_id, mark)).collect();
        let opening = self
            .openings
            .iter()
            .find(|opening| opening.residency_id == residency);
        let labs_attended = self.labs_attended(residency, &own);
        let taken: Vec<TakenSession> = self
            .sessions
            .iter()
            .filter_map(|row| own.get(&row.id).map(|mark| taken(row, mark)))
            .collect();
        let opened_on = opening.map(|opening| opening.as_of_on);
        let remaining = remaining(&self.sessions, &self.labs, &own, &labs_attended, opened_on);
        let opening = opening
            .map(|opening| {
                OpeningRecord::new(
                    i64::from(opening.planned_minutes),
                    i64::from(opening.percent),
                )
            })
            .transpose()
            .map_err(|fault| OperationError::Unexpected(fault.to_string()))?;
        let settings = AttendanceSettings::default();
        let figure = AttendanceFigure::new(opening, &taken, remaining, &settings);
        let marks = own
            .iter()
            .map(|(session, mark)| (*session, (mark.mark, mark.minutes_late)));
        let marks = marks.collect();
        Ok(ResidencyAttendance {
            figure,
            labs_attended,
            marks,
        })
    }

    fn labs_attended(
        &self,
        residency: ResidencyId,
        own: &HashMap<SessionId, &attendance::Model>,
    ) -> HashSet<LabId> {
        let before = self
            .opening_labs
            .iter()
            .filter(|row| row.residency_id == residency);
        let since = self
            .sessions
            .iter()
            .filter(|row| was_there(own.get(&row.id)));
        let before = before.map(|row| row.lab_id);
        before.chain(since.filter_map(|row| row.lab_id)).collect()
    }
}

fn was_there(mark: Option<&&attendance::Model>) -> bool {
    mark.is_some_and(|mark| mark.mark == MarkKind::Present && mark.credited_thousandths > 0)
}

fn taken(row: &sessions::Model, mark: &attendance::Model) -> TakenSession {
    let planned = MinuteThousandths::from_minutes(i64::from(row.credited_minutes));
    let credited = MinuteThousandths::from_thousandths(mark.credited_thousandths);
    let outcome = match mark.mark {
        MarkKind::Excused => AttendanceOutcome::Excused,
        MarkKind::Absent => AttendanceOutcome::Absent,
        MarkKind::Present if credited == MinuteThousandths::ZERO => {
            AttendanceOutcome::MissedMoreThanHalf
        }
        MarkKind::Present if credited < planned => AttendanceOutcome::Late,
        MarkKind::Present => AttendanceOutcome::Attended,
    };
    let is_required = row.kind.is_required(row.is_mandatory);
    // What is not required adds nothing, on either side of the fraction.
    let (planned, credited) = if is_required {
        (planned, credited)
    } else {
        (MinuteThousandths::ZERO, MinuteThousandths::ZERO)
    };
    TakenSession {
        credit: CreditedMinutes {
            planned,
            credited,
            outcome,
        },
        is_mandatory: row.is_mandatory,
    }
}

/// Planned minutes still to come: required sessions whose attendance is not taken, and one session of each lab not yet
/// attended.
fn remaining(
    sessions: &[sessions::Model],
    labs: &[labs::Model],
    own: &HashMap<SessionId, &attendance::Model>,
    labs_attended: &HashSet<LabId>,
    opened_on: Option<chrono::NaiveDate>,
) -> MinuteThousandths {
    let is_ahead = |row: &&sessions::Model| {
        row.kind != SessionKind::Lab
            && row.kind.is_required(row.is_mandatory)
            && !own.contains_key(&row.id)
            && opened_on.is_none_or(|opened| row.held_on >= opened)
    };
    let taught: i64 = sessions
        .iter()
        .filter(is_ahead)
        .map(|row| i64::from(row.credited_minutes))
        .sum();
    let tried: HashSet<LabId> = sessions
        .iter()
        .filter(|row| own.contains_key(&row.id))
        .filter_map(|row| row.lab_id)
        .collect();
    let is_open = |lab: &&labs::Model| !labs_attended.contains(&lab.id) && !tried.contains(&lab.id);
    let practised: i64 = labs
        .iter()
        .filter(is_open)
        .map(|lab| i64::from(lab.duration_minutes))
        .sum();
    MinuteThousandths::from_minutes(taught + practised)
}

/// Whether a day of the cohort is covered by the register that was taken over.
pub(crate) async fn is_in_opening_register(
    app: &App,
    cohort: CohortId,
    on: chrono::NaiveDate,
) -> Result<bool, OperationError> {
    let residencies = residencies::operations::all_of_cohort(app, cohort).await?;
    let ids: Vec<ResidencyId> = residencies.iter().map(|own| own.id).collect();
    Ok(store::openings(app.db(), &ids)
        .await?
        .iter()
        .any(|opening| on < opening.as_of_on))
}

/// The seats of one lab session, and who came.
#[derive(Clone, Debug)]
pub struct LabSessionFigures {
    pub code: String,
    pub title: Bilingual,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    /// Its seats were not kept here: the day is covered by the register that was taken over.
    pub is_in_register: bool,
    pub seats: i32,
    pub seats_taken: i32,
    pub waiting_count: usize,
    pub attended_count: usize,
}

/// The scheduled lab sessions of a cohort in order of time: a constant number of queries. For other contexts, which have
/// their own policy.
pub(crate) async fn lab_sessions(
    app: &App,
    cohort: CohortId,
) -> Result<Vec<LabSessionFigures>, OperationError> {
    let residencies = residencies::operations::all_of_cohort(app, cohort).await?;
    let residencies: Vec<ResidencyId> = residencies.iter().map(|own| own.id).collect();
    let openings = store::openings(app.db(), &residencies).await?;
    let opened_on = openings.iter().map(|own| own.as_of_on).max();
    let marks = store::of_residencies(app.db(), &residencies).await?;
    let sessions = store::sessions_of_cohorts(app.db(), &[cohort]).await?;
    let labs: Vec<sessions::Model> = sessions
        .into_iter()
        .filter(|row| row.kind == SessionKind::Lab)
        .collect();
    let ids: Vec<SessionId> = labs.iter().map(|row| row.id).collect();
    let live = store::live_of_sessions(app.db(), &ids).await?;
    let figures = |row: sessions::Model| {
        let waits =
            |own: &&bookings::Model| own.session_id == row.id && own.state == BookingState::Waiting;
        let came = |mark: &&attendance::Model| mark.session_id == row.id && was_there(Some(mark));
        LabSessionFigures {
            is_in_register: opened_on.is_some_and(|opened| row.held_on < opened),
            seats: row.seats.unwrap_or(0),
            seats_taken: row.seats_taken,
            waiting_count: live.iter().filter(waits).count(),
            attended_count: marks.iter().filter(came).count(),
            code: row.code,
            title: Bilingual::new(row.title_ar, row.title_en),
            starts_at: row.starts_at,
            ends_at: row.ends_at,
        }
    };
    Ok(labs.into_iter().map(figures).collect())
}
