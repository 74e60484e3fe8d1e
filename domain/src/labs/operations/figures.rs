//! The attendance figure of residencies: the opening register, what was marked since, what is still to come.

use crate::{
    app::App,
    error::OperationError,
    id::{CohortId, LabId, ResidencyId, SessionId},
    labs::{
        entity::{attendance, labs, sessions},
        rules::{
            AttendanceFigure, AttendanceOutcome, AttendanceSettings, CreditedMinutes,
            MinuteThousandths, OpeningRecord, TakenSession,
        },
        state::{MarkKind, SessionKind},
        store,
    },
    residencies,
};
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
    let sessions = store::sessions_of_cohorts(app.db(), &[cohort]).await?;
    let pinned = residencies::operations::pinned(app, cohort).await?;
    let labs = store::labs_of(app.db(), &pinned).await?;
    let openings = store::openings(app.db(), residencies).await?;
    let opening_labs = store::opening_labs(app.db(), residencies).await?;
    let marks = store::of_residencies(app.db(), residencies).await?;
    let figure = |residency: ResidencyId| -> Result<ResidencyAttendance, OperationError> {
        let own: HashMap<SessionId, &attendance::Model> = marks
            .iter()
            .filter(|mark| mark.residency_id == residency)
            .map(|mark| (mark.session_id, mark))
            .collect();
        let opening = openings
            .iter()
            .find(|opening| opening.residency_id == residency);
        let mut labs_attended: HashSet<LabId> = opening_labs
            .iter()
            .filter(|row| row.residency_id == residency)
            .map(|row| row.lab_id)
            .collect();
        labs_attended.extend(
            sessions
                .iter()
                .filter(|row| was_there(own.get(&row.id)))
                .filter_map(|row| row.lab_id),
        );
        let taken: Vec<TakenSession> = sessions
            .iter()
            .filter_map(|row| own.get(&row.id).map(|mark| taken(row, mark)))
            .collect();
        let remaining = remaining(
            &sessions,
            &labs,
            &own,
            &labs_attended,
            opening.map(|opening| opening.as_of_on),
        );
        let opening = opening
            .map(|opening| {
                OpeningRecord::new(
                    i64::from(opening.planned_minutes),
                    i64::from(opening.percent),
                )
            })
            .transpose()
            .map_err(|fault| OperationError::Unexpected(fault.to_string()))?;
        let figure =
            AttendanceFigure::new(opening, &taken, remaining, &AttendanceSettings::default());
        let marks = own
            .iter()
            .map(|(session, mark)| (*session, (mark.mark, mark.minutes_late)))
            .collect();
        Ok(ResidencyAttendance {
            figure,
            labs_attended,
            marks,
        })
    };
    residencies
        .iter()
        .map(|id| Ok((*id, figure(*id)?)))
        .collect()
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
