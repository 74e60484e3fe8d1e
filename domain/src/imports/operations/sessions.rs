//! The sessions of a cohort as the file tells of them.

use super::{Known, known};
use crate::{
    error::OperationError,
    id::{CohortId, ProgrammeId},
    imports::reader::{
        ProgrammeFile,
        residency::{Cohort, ContactSession, LabSession, OtherSession},
    },
    labs::{SessionKind, import::SessionDraft},
};
use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

/// What every session of a cohort shares.
pub struct Setting {
    pub programme: ProgrammeId,
    pub cohort: CohortId,
    pub zone: Tz,
}

pub fn session_drafts(
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
