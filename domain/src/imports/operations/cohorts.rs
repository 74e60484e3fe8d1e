//! Cohorts with their fellows and sessions, and the register kept before the system.

use super::{Known, known};
use crate::{
    app::{App, Txn},
    assessment::{
        self,
        rules::{MarkThousandths, TaughtWeek, due_at},
    },
    calendar::{self, HolidayFacts},
    error::OperationError,
    id::{CohortId, LabId, MicroCredentialId, ProgrammeId},
    imports::reader::{
        ProgrammeFile,
        residency::{Cohort, ContactSession, GradeRow, LabSession, OtherSession},
    },
    labs::{
        SessionKind,
        import::{self, SessionDraft},
        rules::{EarlierSession, opening_planned_minutes},
    },
    period::DateSpan,
    residencies::{self, CohortDraft, CohortState, ResidencyDraft, WeekFacts},
    scope::CountryCode,
};
use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

/// What every session of a cohort shares.
struct Setting {
    programme: ProgrammeId,
    cohort: CohortId,
    zone: Tz,
}

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

fn residency_key(cohort: &str, fellow: &str) -> String {
    format!("{cohort}/{fellow}")
}

fn session_drafts(
    setting: &Setting,
    file: &ProgrammeFile,
    cohort: &Cohort,
    known: &Known,
) -> Result<Vec<SessionDraft>, OperationError> {
    let labs = cohort
        .lab_sessions
        .iter()
        .map(|session| lab_draft(setting, file, session, known));
    let contact = cohort
        .contact_sessions
        .iter()
        .map(|session| contact_draft(setting, file, session, known));
    let others = cohort
        .other_sessions
        .iter()
        .map(|session| other_draft(setting, session, known));
    labs.chain(contact).chain(others).collect()
}

impl Setting {
    /// The instant of a local time; where clocks leave it out, the next moment that exists.
    fn at(&self, on: NaiveDate, time: NaiveTime) -> DateTime<Utc> {
        let local = on.and_time(time);
        let instant = self.zone.from_local_datetime(&local).earliest();
        instant.map_or_else(|| local.and_utc(), |instant| instant.to_utc())
    }

    fn blank(
        &self,
        code: &str,
        kind: SessionKind,
        on: NaiveDate,
        times: (NaiveTime, NaiveTime),
    ) -> Blank {
        let (starts_at, ends_at) = (self.at(on, times.0), self.at(on, times.1));
        Blank {
            code: code.to_owned(),
            kind,
            held_on: on,
            starts_at,
            ends_at,
        }
    }
}

/// When a session is and what it is, before its room and people are known.
struct Blank {
    code: String,
    kind: SessionKind,
    held_on: NaiveDate,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
}

impl Blank {
    fn draft(
        self,
        setting: &Setting,
        title: crate::Bilingual,
        venue: crate::id::VenueId,
    ) -> SessionDraft {
        let credited_minutes =
            i32::try_from((self.ends_at - self.starts_at).num_minutes()).unwrap_or(i32::MAX);
        SessionDraft {
            programme: setting.programme,
            cohort: setting.cohort,
            code: self.code,
            kind: self.kind,
            lab: None,
            micro_credential: None,
            title,
            venue,
            lead: None,
            held_on: self.held_on,
            starts_at: self.starts_at,
            ends_at: self.ends_at,
            zone: setting.zone.name().to_owned(),
            credited_minutes,
            is_mandatory: false,
            needs_access_permit: false,
            has_transport: false,
            seats: None,
            breaks: Vec::new(),
        }
    }
}

fn lab_draft(
    setting: &Setting,
    file: &ProgrammeFile,
    session: &LabSession,
    known: &Known,
) -> Result<SessionDraft, OperationError> {
    let lab = file.labs.iter().find(|lab| lab.id == session.lab);
    let lab = lab.ok_or_else(|| OperationError::Unexpected("a session's lab".into()))?;
    let end = session.start + TimeDelta::minutes(i64::from(lab.duration_minutes));
    let blank = setting.blank(
        &session.id,
        SessionKind::Lab,
        session.date,
        (session.start, end),
    );
    Ok(SessionDraft {
        lab: Some(self::known(&known.labs, &session.lab)?),
        micro_credential: Some(self::known(
            &known.micro_credentials,
            &lab.micro_credential,
        )?),
        lead: Some(self::known(&known.people, &session.lead)?),
        seats: Some(session.seats),
        ..blank.draft(
            setting,
            lab.title.clone(),
            self::known(&known.venues, &lab.venue)?,
        )
    })
}

fn contact_draft(
    setting: &Setting,
    file: &ProgrammeFile,
    session: &ContactSession,
    known: &Known,
) -> Result<SessionDraft, OperationError> {
    let taught = file
        .micro_credentials
        .iter()
        .find(|own| own.id == session.micro_credential);
    let taught =
        taught.ok_or_else(|| OperationError::Unexpected("a session's micro-credential".into()))?;
    let kind = SessionKind::from_code(session.kind.code()).unwrap_or(SessionKind::Lecture);
    let blank = setting.blank(
        &session.id,
        kind,
        session.date,
        (session.start, session.end),
    );
    let breaks = session.breaks.iter().map(|own| {
        (
            own.kind.code().to_owned(),
            setting.at(session.date, own.start),
            setting.at(session.date, own.end),
        )
    });
    Ok(SessionDraft {
        micro_credential: Some(self::known(
            &known.micro_credentials,
            &session.micro_credential,
        )?),
        lead: Some(self::known(&known.people, &session.lead)?),
        credited_minutes: session.credited_minutes,
        breaks: breaks.collect(),
        ..blank.draft(
            setting,
            taught.title.clone(),
            self::known(&known.venues, &session.venue)?,
        )
    })
}

fn other_draft(
    setting: &Setting,
    session: &OtherSession,
    known: &Known,
) -> Result<SessionDraft, OperationError> {
    let kind = SessionKind::from_code(session.kind.code()).unwrap_or(SessionKind::Ceremony);
    let blank = setting.blank(
        &session.id,
        kind,
        session.date,
        (session.start, session.end),
    );
    Ok(SessionDraft {
        is_mandatory: session.mandatory,
        needs_access_permit: session.needs_access_permit,
        has_transport: session.transport,
        ..blank.draft(
            setting,
            session.title.clone(),
            self::known(&known.venues, &session.venue)?,
        )
    })
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

/// Attendance and marks from the register; a mark there means that the work was assessed and the lab attended.
pub async fn put_opening_records(
    app: &App,
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
        put_opening_record(app, txn, file, row, (before, planned), known).await?;
    }
    Ok(())
}

async fn put_opening_record(
    _app: &App,
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
