//! The register kept before the system: attendance, marks, labs attended.

use super::{Known, cohorts::residency_key, known};
use crate::{
    app::Txn,
    assessment::{self, rules::MarkThousandths},
    error::OperationError,
    id::{LabId, MicroCredentialId},
    imports::reader::{
        ProgrammeFile,
        residency::{Cohort, GradeRow},
    },
    labs::{
        import,
        rules::{EarlierSession, opening_planned_minutes},
    },
};
use chrono::{Days, NaiveDate, NaiveTime};

/// Attendance and marks from the register; a mark there means that the work was assessed and the lab attended.
pub async fn put_opening_records(
    txn: &Txn,
    file: &ProgrammeFile,
    known: &mut Known,
) -> Result<(), OperationError> {
    let opening = &file.opening_records;
    let Some(cohort) = file
        .cohorts
        .iter()
        .find(|cohort| cohort.id == opening.cohort)
    else {
        return Ok(());
    };
    let before = if opening.excludes_as_of_day {
        opening.as_of
    } else {
        opening.as_of + Days::new(1)
    };
    let planned = opening_planned_minutes(before, earlier_sessions(file, cohort));
    let planned =
        i32::try_from(planned).map_err(|_| OperationError::Unexpected("planned minutes".into()))?;
    for row in &file.grades_cohort_a_week11.rows {
        put_opening_record(txn, file, row, (before, planned), known).await?;
    }
    Ok(())
}

async fn put_opening_record(
    txn: &Txn,
    file: &ProgrammeFile,
    row: &GradeRow,
    (as_of, planned): (NaiveDate, i32),
    known: &mut Known,
) -> Result<(), OperationError> {
    let key = residency_key(&file.opening_records.cohort, &row.fellow);
    let residency = self::known(&known.residencies, &key)?;
    let mut labs: Vec<LabId> = Vec::new();
    for (code, mark) in &row.grades {
        let Some(percent) = mark else { continue };
        let id: MicroCredentialId = self::known(&known.micro_credentials, code)?;
        let mark = MarkThousandths::from_percent(i64::from(*percent));
        let mark =
            mark.ok_or_else(|| OperationError::Unexpected("a mark beyond its scale".into()))?;
        known.has_changed |=
            assessment::operations::put_opening_mark_in(txn, residency, id, mark, as_of).await?;
        let lab = file.labs.iter().find(|lab| lab.micro_credential == *code);
        labs.extend(lab.and_then(|lab| known.labs.get(&lab.id)));
    }
    let percent = row.attendance_percent;
    known.has_changed |=
        import::put_opening_in(txn, residency, as_of, percent, planned, &labs).await?;
    Ok(())
}

fn earlier_sessions<'f>(
    file: &'f ProgrammeFile,
    cohort: &'f Cohort,
) -> impl Iterator<Item = EarlierSession<&'f str>> + 'f {
    let lasts = |start: NaiveTime, end: NaiveTime| (end - start).num_minutes();
    let contact = cohort
        .contact_sessions
        .iter()
        .map(|session| EarlierSession {
            on: session.date,
            minutes: i64::from(session.credited_minutes),
            lab: None,
        });
    let labs = cohort.lab_sessions.iter().filter_map(|session| {
        let lab = file.labs.iter().find(|lab| lab.id == session.lab)?;
        let minutes = i64::from(lab.duration_minutes);
        Some(EarlierSession {
            on: session.date,
            minutes,
            lab: Some(lab.id.as_str()),
        })
    });
    let mandatory = cohort
        .other_sessions
        .iter()
        .filter(|session| session.mandatory);
    let others = mandatory.map(move |session| EarlierSession {
        on: session.date,
        minutes: lasts(session.start, session.end),
        lab: None,
    });
    contact.chain(labs).chain(others)
}
