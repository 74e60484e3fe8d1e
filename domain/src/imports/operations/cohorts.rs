//! Cohorts with their fellows and sessions, and the register kept before the system.

use super::{
    Known, known,
    sessions::{Setting, session_drafts},
};
use crate::{
    app::{App, Txn},
    assessment::{
        self,
        rules::{TaughtWeek, due_at},
    },
    calendar::{self, HolidayFacts},
    error::OperationError,
    id::{CohortId, ProgrammeId},
    imports::reader::{ProgrammeFile, residency::Cohort},
    labs::import::{self},
    period::DateSpan,
    residencies::{self, CohortDraft, CohortState, ResidencyDraft, WeekFacts},
    scope::CountryCode,
};

pub async fn put_cohorts(
    app: &App,
    txn: &Txn,
    file: &ProgrammeFile,
    known: &mut Known,
) -> Result<(), OperationError> {
    for cohort in &file.cohorts {
        let programme = self::known(&known.programmes, &cohort.programme)?;
        let draft = cohort_draft(file, cohort, known)?;
        let id =
            known.note(residencies::operations::put_cohort_in(app, txn, programme, &draft).await?);
        known.cohorts.insert(cohort.id.clone(), id);
        put_holidays(app, txn, programme, cohort, known).await?;
        put_fellows(app, txn, (programme, id), cohort, &draft, known).await?;
        let setting = Setting {
            programme,
            cohort: id,
            zone: file.meta.timezone,
        };
        for session in session_drafts(&setting, file, cohort, known)? {
            let (_, has_changed) = import::put_session_in(app, txn, &session).await?;
            known.has_changed |= has_changed;
        }
        put_due_dates(app, txn, &setting, file, cohort, known).await?;
    }
    Ok(())
}

fn cohort_draft(
    file: &ProgrammeFile,
    cohort: &Cohort,
    known: &Known,
) -> Result<CohortDraft, OperationError> {
    let week = |week: &crate::imports::reader::residency::Week| WeekFacts {
        number: week.week,
        dates: DateSpan {
            from: week.from,
            to: week.to,
        },
        theme: week.theme.clone(),
        module_codes: week.modules.clone(),
    };
    let state = CohortState::from_code(cohort.status.code());
    let micro_credentials = file
        .micro_credentials
        .iter()
        .map(|own| self::known(&known.micro_credentials, &own.id));
    Ok(CohortDraft {
        code: cohort.id.clone(),
        title: cohort.title.clone(),
        state: state.ok_or_else(|| OperationError::Unexpected("a cohort's state".into()))?,
        dates: DateSpan {
            from: cohort.starts_on,
            to: cohort.ends_on,
        },
        closing_on: cohort.closing_on,
        seat_limit: cohort.seat_limit,
        zone: file.meta.timezone.name().to_owned(),
        is_sample: file.meta.sample_data,
        weeks: cohort.weeks.iter().map(week).collect(),
        micro_credentials: micro_credentials.collect::<Result<_, _>>()?,
    })
}

async fn put_holidays(
    app: &App,
    txn: &Txn,
    programme: ProgrammeId,
    cohort: &Cohort,
    known: &mut Known,
) -> Result<(), OperationError> {
    for holiday in &cohort.holidays {
        for on in &holiday.dates {
            let facts = HolidayFacts {
                on: *on,
                title: holiday.title.clone(),
                is_confirmed: !holiday.tentative,
                source: "programme file".to_owned(),
            };
            known.has_changed |=
                calendar::operations::put_holiday_in(app, txn, programme, &facts).await?;
        }
    }
    Ok(())
}

async fn put_fellows(
    app: &App,
    txn: &Txn,
    cohort_id: (ProgrammeId, CohortId),
    cohort: &Cohort,
    draft: &CohortDraft,
    known: &mut Known,
) -> Result<(), OperationError> {
    for fellow in &cohort.fellows {
        let sponsor = known.organisations.get(&fellow.sponsor_org).cloned();
        let (sponsor, country) =
            sponsor.ok_or_else(|| OperationError::Unexpected("a fellow's sponsor".into()))?;
        let own = ResidencyDraft {
            fellow: self::known(&known.people, &fellow.person)?,
            mentor: Some(self::known(&known.people, &fellow.mentor)?),
            sponsor,
            country: CountryCode(country),
        };
        let put = residencies::operations::put_residency_in(app, txn, cohort_id, draft, &own);
        let id = known.note(put.await?);
        known
            .residencies
            .insert(residency_key(&cohort.id, &fellow.person), id);
    }
    Ok(())
}

pub fn residency_key(cohort: &str, fellow: &str) -> String {
    format!("{cohort}/{fellow}")
}

/// Work is due on the last day of the last week that lists its micro-credential.
async fn put_due_dates(
    app: &App,
    txn: &Txn,
    setting: &Setting,
    file: &ProgrammeFile,
    cohort: &Cohort,
    known: &mut Known,
) -> Result<(), OperationError> {
    let week = |week: &crate::imports::reader::residency::Week| TaughtWeek {
        from: week.from,
        to: week.to,
        modules: week.modules.clone(),
    };
    let weeks: Vec<TaughtWeek<String>> = cohort.weeks.iter().map(week).collect();
    for own in &file.micro_credentials {
        let Some(due) = due_at(&weeks, &own.id, own.assessment.due.time, setting.zone) else {
            continue;
        };
        let id = self::known(&known.micro_credentials, &own.id)?;
        known.has_changed |=
            assessment::operations::put_due_date_in(txn, setting.cohort, id, due).await?;
        for fellow in &cohort.fellows {
            if has_opening_mark(file, cohort, &fellow.person, &own.id) {
                continue;
            }
            let person = self::known(&known.people, &fellow.person)?;
            let residency =
                residencies::operations::in_cohort_in(txn, setting.cohort, person).await?;
            let residency = residency.ok_or(OperationError::NotFound)?;
            assessment::operations::remind_of_due_in(app, txn, &residency, id, due).await?;
        }
    }
    Ok(())
}

fn has_opening_mark(
    file: &ProgrammeFile,
    cohort: &Cohort,
    fellow: &str,
    micro_credential: &str,
) -> bool {
    let rows = file
        .grades_cohort_a_week11
        .rows
        .iter()
        .filter(|row| row.fellow == fellow);
    let mut grades = rows.flat_map(|row| &row.grades);
    file.opening_records.cohort == cohort.id
        && grades.any(|(code, mark)| code == micro_credential && mark.is_some())
}
