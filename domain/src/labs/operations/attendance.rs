//! Marking attendance, and the figure that follows from it.

use super::sessions::{SessionFacts, session};
use crate::{
    actor::Actor,
    app::{App, Txn},
    audit,
    bilingual::Bilingual,
    calendar,
    error::{FieldError, OperationError},
    id::{PersonId, ResidencyId, SessionId},
    labs::{
        entity::{attendance, sessions},
        policy,
        rules::{
            AttendanceFault, AttendanceSettings, CreditedMinutes, MinuteThousandths, SessionTimes,
            credited_minutes,
        },
        state::{BookingState, MarkKind, SessionKind},
        store,
    },
    people,
    residencies::{self, ResidencyFacts},
};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ConnectionTrait;
use serde_json::json;
use std::collections::HashSet;

/// Attendance opens this long before the start (rule 35's window).
const OPENS_BEFORE_MINUTES: i64 = 15;
/// Who marked corrects alone this many working days; later another person does (rule 36).
const OWN_CORRECTION_WORKING_DAYS: i32 = 2;

/// One fellow on the sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct SheetRow {
    pub residency: ResidencyId,
    pub fellow: PersonId,
    pub name: Bilingual,
    pub mark: Option<MarkKind>,
    pub minutes_late: i32,
    pub credited: Option<MinuteThousandths>,
}

/// The sheet of one session: everybody who is expected.
#[derive(Clone, Debug)]
pub struct Sheet {
    pub session: SessionFacts,
    pub rows: Vec<SheetRow>,
    /// Whether attendance can be marked now.
    pub is_open: bool,
    pub opens_at: DateTime<Utc>,
}

/// One mark to be written. `minutes_late` means something for who was present.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewMark {
    pub residency: ResidencyId,
    pub mark: MarkKind,
    pub minutes_late: i32,
}

/// The sheet, for who may mark it.
pub async fn sheet(app: &App, actor: &Actor, id: SessionId) -> Result<Sheet, OperationError> {
    let session = session(app, actor, id).await?;
    policy::may_take_attendance(actor, &session)?;
    let expected = expected(app, app.db(), &session).await?;
    let fellows: Vec<PersonId> = expected.iter().map(|own| own.fellow).collect();
    let mut names = people::operations::names(app, &fellows).await?;
    let marks = store::of_session(app.db(), id).await?;
    let rows = expected.into_iter().map(|own| {
        let mark = marks.iter().find(|mark| mark.residency_id == own.id);
        SheetRow {
            residency: own.id,
            fellow: own.fellow,
            name: names.remove(&own.fellow).unwrap_or_default(),
            mark: mark.map(|mark| mark.mark),
            minutes_late: mark.map_or(0, |mark| mark.minutes_late),
            credited: mark
                .map(|mark| MinuteThousandths::from_thousandths(mark.credited_thousandths)),
        }
    });
    let rows = rows.collect();
    let opens_at = session.starts_at - TimeDelta::minutes(OPENS_BEFORE_MINUTES);
    Ok(Sheet {
        session,
        rows,
        is_open: app.now() >= opens_at,
        opens_at,
    })
}

/// Who is expected: those with a seat of a lab, else the whole cohort.
async fn expected(
    app: &App,
    db: &impl ConnectionTrait,
    session: &SessionFacts,
) -> Result<Vec<ResidencyFacts>, OperationError> {
    let mut all = residencies::operations::all_of_cohort(app, session.cohort).await?;
    if session.kind == SessionKind::Lab {
        let bookings = store::live_of_sessions(db, &[session.id]).await?;
        let seated: HashSet<ResidencyId> = bookings
            .iter()
            .filter(|booking| booking.state == BookingState::Seated)
            .map(|booking| booking.residency_id)
            .collect();
        all.retain(|own| seated.contains(&own.id));
    }
    Ok(all)
}

/// Writes marks, all or none. Fellows without a mark keep what they have; a repeated mark corrects.
///
/// # Errors
/// `attendance-not-open-yet`, `attendance-needs-second-person` (rule 36), field errors for a fellow who is not expected and
/// for an impossible lateness, stale when somebody marked since `version`.
///
/// # Returns
/// The session's new version.
pub async fn take(
    app: &App,
    actor: &Actor,
    id: SessionId,
    version: i64,
    marks: &[NewMark],
) -> Result<i64, OperationError> {
    let session = session(app, actor, id).await?;
    policy::may_take_attendance(actor, &session)?;
    if app.now() < session.starts_at - TimeDelta::minutes(OPENS_BEFORE_MINUTES) {
        return Err(OperationError::refused("attendance-not-open-yet"));
    }
    let calendar = calendar::operations::working_calendar(app, session.programme).await?;
    let last_own = session.attendance_taken_at.and_then(|taken| {
        calendar.add_working_days(
            taken
                .with_timezone(&crate::app::PROGRAMME_ZONE)
                .date_naive(),
            OWN_CORRECTION_WORKING_DAYS,
        )
    });
    let own_time_is_over = last_own.is_some_and(|last| app.today() > last);
    app.write_once(actor, |txn| {
        let session = &session;
        async move {
            let txn = &*txn;
            let row = store::lock_session(txn, &policy::sessions_visible_to(actor), id).await?;
            let row = row.ok_or(OperationError::NotFound)?;
            if row.version != version {
                return Err(OperationError::Stale);
            }
            let credits = credits(app, txn, session, marks).await?;
            write_marks(app, txn, actor, &row, &credits, own_time_is_over).await?;
            if !store::attendance_taken(txn, &row, app.now()).await? {
                return Err(OperationError::Stale);
            }
            Ok(row.version + 1)
        }
    })
    .await
}

/// Each mark with what it is worth, or every fault of the list.
async fn credits(
    app: &App,
    txn: &Txn,
    session: &SessionFacts,
    marks: &[NewMark],
) -> Result<Vec<(NewMark, CreditedMinutes)>, OperationError> {
    let expected: HashSet<ResidencyId> = expected(app, txn, session)
        .await?
        .iter()
        .map(|own| own.id)
        .collect();
    let breaks = store::breaks(txn, &[session.id]).await?;
    let breaks: Vec<_> = breaks
        .iter()
        .map(|row| (row.starts_at, row.ends_at))
        .collect();
    let times = SessionTimes::from_instants(session.starts_at, session.ends_at, &breaks)
        .map_err(|fault| OperationError::Unexpected(fault.to_string()))?;
    let (mut credits, mut faults, mut seen) = (Vec::new(), Vec::new(), HashSet::new());
    if marks.is_empty() {
        faults.push(FieldError::new("marks", "marks-empty"));
    }
    for (place, mark) in marks.iter().enumerate() {
        if !expected.contains(&mark.residency) || !seen.insert(mark.residency) {
            faults.push(FieldError::new(
                format!("marks/{place}/residency_id"),
                "fellow-not-expected",
            ));
            continue;
        }
        let lateness = if mark.mark == MarkKind::Present {
            mark.minutes_late
        } else {
            0
        };
        let settings = AttendanceSettings::default();
        match credited_minutes(&times, mark.mark.with_lateness(lateness), &settings) {
            Ok(credit) => credits.push((
                NewMark {
                    minutes_late: lateness,
                    ..*mark
                },
                credit,
            )),
            Err(fault) => faults.push(lateness_fault(place, fault, &times)),
        }
    }
    if faults.is_empty() {
        Ok(credits)
    } else {
        Err(OperationError::Invalid(faults))
    }
}

fn lateness_fault(place: usize, _fault: AttendanceFault, times: &SessionTimes) -> FieldError {
    FieldError::new(format!("marks/{place}/minutes_late"), "minutes-late-range")
        .with("max", times.length_minutes())
}

async fn write_marks(
    app: &App,
    txn: &Txn,
    actor: &Actor,
    row: &sessions::Model,
    credits: &[(NewMark, CreditedMinutes)],
    own_time_is_over: bool,
) -> Result<(), OperationError> {
    let known = store::of_session(txn, row.id).await?;
    let mut after = Vec::new();
    let mut before = Vec::new();
    for (mark, credit) in credits {
        let found = known
            .iter()
            .find(|known| known.residency_id == mark.residency)
            .cloned();
        let wanted = attendance_row(app, actor, row, found.as_ref(), mark, *credit);
        if let Some(found) = &found {
            if (found.mark, found.minutes_late) == (wanted.mark, wanted.minutes_late) {
                continue;
            }
            if own_time_is_over && found.marked_by == actor.person {
                return Err(OperationError::refused("attendance-needs-second-person"));
            }
            before.push(json!({ "residency": found.residency_id, "mark": found.mark.code(), "late": found.minutes_late }));
        }
        after.push(json!({ "residency": mark.residency, "mark": mark.mark.code(), "late": mark.minutes_late }));
        store::put_attendance(txn, found, wanted).await?;
    }
    let entry =
        audit::Entry::new("labs.take-attendance", "session", row.id).programme(row.programme_id);
    audit::operations::record_in(
        app,
        txn,
        actor,
        entry.before(json!(before)).after(json!(after)),
    )
    .await
}

fn attendance_row(
    app: &App,
    actor: &Actor,
    row: &sessions::Model,
    found: Option<&attendance::Model>,
    mark: &NewMark,
    credit: CreditedMinutes,
) -> attendance::Model {
    attendance::Model {
        id: found.map_or_else(|| app.new_id(), |found| found.id),
        programme_id: row.programme_id,
        session_id: row.id,
        residency_id: mark.residency,
        mark: mark.mark,
        minutes_late: mark.minutes_late,
        credited_thousandths: credit.credited.thousandths(),
        marked_by: actor.person,
        marked_at: app.now(),
        version: found.map_or(1, |found| found.version + 1),
    }
}
