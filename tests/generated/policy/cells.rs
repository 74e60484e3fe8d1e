//! What a cell says, who acts, and on what.

use sea_orm::Value;
use stage::{TestApp, awards::ready_fellows};
use std::fmt;
use zamala_domain::{
    Actor, Grant, OperationError, Role, Scope,
    assessment::{
        hand_in::{Work, hand_in},
        marking::{LevelDraft, MarkDraft, save},
    },
    credentials::{issue, prepare, seal},
    id::{
        BatchId, BookingId, CertificateId, CohortId, JobId, MicroCredentialId, PersonId,
        ProgrammeId, ReportId, ResidencyId, SessionId, SubmissionId,
    },
    labs::booking::book,
    reports,
    scope::CountryCode,
};

/// What came of an operation.
pub enum Outcome {
    Done,
    Found(usize),
    Failed(OperationError),
}

impl Outcome {
    pub fn done<T>(outcome: Result<T, OperationError>) -> Self {
        outcome.map_or_else(Self::Failed, |_| Self::Done)
    }

    pub fn found<T>(outcome: Result<Vec<T>, OperationError>) -> Self {
        outcome.map_or_else(Self::Failed, |rows| Self::Found(rows.len()))
    }
}

/// One cell of the table.
pub enum Cell {
    Yes,
    Rows(usize),
    No,
    Unseen,
}

impl Cell {
    pub fn of(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Done => Self::Yes,
            Outcome::Found(rows) => Self::Rows(rows),
            Outcome::Failed(OperationError::Forbidden) => Self::No,
            Outcome::Failed(OperationError::NotFound) => Self::Unseen,
            // A rule, the input or the version said no: policy had let the actor pass.
            Outcome::Failed(
                OperationError::Refused(_) | OperationError::Invalid(_) | OperationError::Stale,
            ) => Self::Yes,
            Outcome::Failed(other) => panic!("{other:?}"),
        }
    }
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Yes => f.write_str("yes"),
            Self::Rows(rows) => write!(f, "{rows}"),
            Self::No => f.write_str("no"),
            Self::Unseen => f.write_str("–"),
        }
    }
}

/// Whether the role covers what is acted on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Within,
    Elsewhere,
}

/// What is acted on: cohort 1, its lab LB10-1, the residency and booking of `fe.a10`, a report that `pm.adel` asked for.
#[derive(Clone)]
pub struct Targets {
    pub programme: ProgrammeId,
    pub cohort: CohortId,
    pub session: SessionId,
    pub other_session: SessionId,
    pub booking: BookingId,
    pub residency: ResidencyId,
    pub person: PersonId,
    pub job: JobId,
    pub micro_credential: MicroCredentialId,
    /// MC10 of `fe.a11`, marked and not released.
    pub submission: SubmissionId,
    pub submission_version: i64,
    pub report: ReportId,
    /// MC05 of cohort 1, prepared by `pm.adel`.
    pub batch: BatchId,
    pub passed_micro_credential: MicroCredentialId,
    /// Of MC04, sealed by `co.yasser`; it could not be made.
    pub certificate: CertificateId,
}

pub async fn targets(app: &TestApp) -> Targets {
    let session = app.id_of("sessions", "DTF-2026-A-LB10-1").await.into();
    let booked = book(app, &app.actor("fe.a10").await, session)
        .await
        .unwrap();
    let micro_credential = app.id_of("micro_credentials", "MC10").await.into();
    let cohort = app.id_of("cohorts", "DTF-2026-A").await.into();
    let passed_micro_credential = app.id_of("micro_credentials", "MC05").await.into();
    let adel = app.actor("pm.adel").await;
    let batch = prepare::prepare(app, &adel, cohort, passed_micro_credential)
        .await
        .unwrap();
    let (submission, submission_version) = marked_work(app, micro_credential).await;
    let report = reports::operations::ask(app, &adel, cohort).await.unwrap();
    reports::operations::make(app, report).await.unwrap();
    let certificate = failed_certificate(app).await;
    Targets {
        certificate,
        micro_credential,
        submission,
        submission_version,
        report,
        batch,
        passed_micro_credential,
        programme: app.id_of("programmes", "DTF").await.into(),
        cohort,
        session,
        other_session: app.id_of("sessions", "DTF-2026-A-LB10-2").await.into(),
        booking: booked.booking,
        residency: app.residency("fe.a10").await,
        person: app.id_of("people", "fe.a11").await.into(),
        job: app
            .uuid(
                "SELECT id FROM jobs ORDER BY id LIMIT 1",
                Vec::<Value>::new(),
            )
            .await
            .into(),
    }
}

/// A certificate whose making was given up.
async fn failed_certificate(app: &TestApp) -> CertificateId {
    let batch = app.batch("MC04").await;
    app.confirm_names(ready_fellows(app, batch).await[0]).await;
    let officer = app.actor("co.yasser").await;
    seal::seal(app, &officer, batch, 1).await.unwrap();
    let id = app.certificates(batch).await[0];
    issue::note_failure(app, id, "a name too long")
        .await
        .unwrap();
    id
}

/// Work of `fe.a11`, marked by its trainer and not released.
async fn marked_work(app: &TestApp, micro_credential: MicroCredentialId) -> (SubmissionId, i64) {
    let fellow = app.actor("fe.a11").await;
    let work = Work::Text("A use-case card.".to_owned());
    let receipt = hand_in(app, &fellow, micro_credential, work).await.unwrap();
    let trainer = app.actor("tr.yusuf").await;
    let saved = save(app, &trainer, receipt.submission, 1, &levels()).await;
    (receipt.submission, saved.unwrap().version)
}

/// A level for each criterion of the standard rubric.
pub fn levels() -> MarkDraft {
    let level = |criterion: &str| LevelDraft {
        criterion: criterion.to_owned(),
        level: 2,
        comment: String::new(),
    };
    MarkDraft {
        levels: ["c1", "c2", "c3", "c4"].map(level).into(),
        comment: String::new(),
    }
}

/// Somebody who holds just this role: within the scope of the targets, or somewhere else.
pub async fn actor_in(app: &TestApp, role: Role, place: Place) -> Actor {
    let code = match (role, place) {
        (Role::Fellow, Place::Within) => "fe.a10",
        (Role::Fellow, Place::Elsewhere) => "fe.b01",
        (Role::Trainer, Place::Within) => "tr.yusuf",
        (Role::Trainer, Place::Elsewhere) => "tr.reem",
        (Role::Mentor, Place::Within) => "me.amal",
        (Role::Mentor, Place::Elsewhere) => "me.hassan",
        (Role::FocalPoint, Place::Within) => "fp.tkm",
        (Role::FocalPoint, Place::Elsewhere) => "fp.tun",
        (Role::Expert, _) => "ex.interop",
        (Role::ProgrammeManager, _) => "pm.layla",
        (Role::CertificateOfficer, _) => "co.noor",
        (Role::Signatory, _) => "sg.salma",
        (Role::LabCoordinator, _) => "lc.sami",
        (Role::IndicatorSteward, _) => "st.maryam",
        (Role::ForumCoordinator, _) => "fc.huda",
        (Role::Administrator, _) => "ad.rashid",
    };
    let mut actor = app.actor(code).await;
    if place == Place::Elsewhere {
        actor.grants = vec![Grant::standing(role, elsewhere(app, role).await)];
    }
    actor
}

async fn elsewhere(app: &TestApp, role: Role) -> Scope {
    match role {
        Role::Administrator => Scope::Installation,
        Role::FocalPoint => Scope::Country(CountryCode("TUN".into())),
        Role::Fellow | Role::Trainer | Role::Mentor => {
            Scope::Cohort(app.id_of("cohorts", "DTF-2027-B").await.into())
        }
        _ => Scope::Programme(app.id_of("programmes", "GIF").await.into()),
    }
}
