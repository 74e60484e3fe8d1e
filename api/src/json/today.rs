//! *My work today*: what each role that the caller holds is shown first.

use super::{
    Tag,
    answer::Problem,
    batches::{BatchBody, batch},
    bookings::{BookableLab, bookable_lab},
    caller::Caller,
    certificates::{CertificateBody, certificate},
    cohorts::{Cohort, Week},
    forums::bodies::{OwnForum, own_forum},
    marking::{QueueEntry, WorkCountsBody, entry},
    reports::Report,
    residencies::{
        Attendance, BehindReason, ProgressBody, StandingBody, behind_reason, progress, standing,
    },
    rooms::{ClashBody, RoomBody},
    sessions::SessionBody,
};
use chrono::NaiveDate;
use poem::web::Data;
use poem_openapi::{Object, OpenApi, payload::Json};
use std::collections::HashMap;
use uuid::Uuid;
use zamala_domain::{
    Actor, App, Bilingual, Role,
    agenda::{
        certificates::CertificatesHome,
        home::{self, CohortSummary, CoordinatorHome, FellowHome, TrainerHome},
        standing::Standing,
    },
    credentials::batches::PreparedLine,
    id::PersonId,
    labs::sessions::SessionFacts,
    reports,
};

/// One section for each role that the caller holds.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
#[oai(skip_serializing_if_is_none)]
#[expect(
    clippy::struct_field_names,
    reason = "the date is called today in the API"
)]
pub struct Today {
    /// In the programme's zone.
    pub today: NaiveDate,
    pub fellow: Option<FellowToday>,
    pub trainer: Option<TrainerToday>,
    /// A mentor's own fellows.
    pub mentor: Option<Vec<StandingBody>>,
    /// A manager's cohorts.
    pub manager: Option<Vec<CohortToday>>,
    /// Reports that a manager has not read, or could sign off.
    pub reports: Option<ReportsToday>,
    pub coordinator: Option<CoordinatorToday>,
    /// A focal point's own nationals.
    pub focal_point: Option<Vec<StandingBody>>,
    /// Forums that a forum coordinator looks after, with their figures.
    pub forums: Option<Vec<OwnForum>>,
    /// For fellows, managers and certificate officers.
    pub certificates: Option<CertificatesToday>,
    /// Roles whose work comes later.
    pub roles_without_work: Vec<String>,
}

/// What comes next for a fellow.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct FellowToday {
    pub residency_id: Uuid,
    pub cohort: Cohort,
    pub week: Option<Week>,
    pub weeks_count: u32,
    /// Lessons, and labs with a seat.
    pub today: Vec<SessionBody>,
    pub later_this_week: Vec<SessionBody>,
    pub labs: Vec<BookableLab>,
    pub attendance: Attendance,
    pub behind: Vec<BehindReason>,
    pub progress: Vec<ProgressBody>,
}

/// A trainer's day.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
pub struct TrainerToday {
    pub today: Vec<SessionBody>,
    pub later_this_week: Vec<SessionBody>,
    /// Own sessions of the last week whose attendance nobody has taken.
    pub without_attendance: Vec<SessionBody>,
    /// Work that waits for its mark, the oldest first.
    pub unmarked: Vec<QueueEntry>,
    pub work: WorkCountsBody,
}

/// A cohort as its manager sees it first.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct CohortToday {
    pub cohort: Cohort,
    pub fellows_count: u32,
    /// Only those who are behind.
    pub behind: Vec<StandingBody>,
    pub current_week: Option<i32>,
    pub weeks_count: u32,
    pub work: WorkCountsBody,
    /// Corrections of released marks that wait for a second person.
    pub corrections: Vec<QueueEntry>,
}

/// The newest reports of each kind, and how many there are.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
pub struct ReportsToday {
    pub unread: Vec<Report>,
    pub unread_count: u64,
    pub to_sign_off: Vec<Report>,
    pub to_sign_off_count: u64,
}

/// What certificates ask of the caller.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct CertificatesToday {
    /// A prepared batch waits for the caller's names.
    pub names_are_waited_for: bool,
    /// For certificate officers: batches that others prepared, the oldest first.
    pub unsealed: Option<Vec<BatchBody>>,
    /// For managers: batches of their cohorts that nobody has sealed.
    pub prepared: Option<Vec<PreparedToday>>,
    /// Revocations that wait for the caller as second person.
    pub to_decide: Vec<CertificateBody>,
}

/// A batch that is not sealed yet, and what it waits for.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
pub struct PreparedToday {
    pub batch: BatchBody,
    /// Fellows in it who have not confirmed their names; at 0 it waits for an officer.
    pub names_open_count: u32,
}

/// Rooms today, and what does not fit in the weeks ahead.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
pub struct CoordinatorToday {
    pub rooms: Vec<RoomBody>,
    pub clashes: Vec<ClashBody>,
}

/// For whom the answer is written, and the names in it.
struct Reader<'a> {
    actor: &'a Actor,
    names: HashMap<PersonId, Bilingual>,
}

impl Reader<'_> {
    fn standings(&self, standings: Vec<Standing>) -> Vec<StandingBody> {
        standings
            .into_iter()
            .map(|one| standing(one, self.actor, &self.names))
            .collect()
    }
}

fn count(things: usize) -> u32 {
    u32::try_from(things).unwrap_or(u32::MAX)
}

fn sessions(sessions: Vec<SessionFacts>) -> Vec<SessionBody> {
    sessions.into_iter().map(SessionBody::from).collect()
}

fn fellow(home: FellowHome) -> FellowToday {
    FellowToday {
        residency_id: home.residency.id.0,
        cohort: home.cohort.into(),
        week: home.week.map(Week::from),
        weeks_count: count(home.weeks_count),
        today: sessions(home.today),
        later_this_week: sessions(home.later_this_week),
        labs: home.labs.into_iter().map(bookable_lab).collect(),
        attendance: home.attendance.into(),
        behind: home.behind.into_iter().map(behind_reason).collect(),
        progress: home.micro_credentials.into_iter().map(progress).collect(),
    }
}

fn trainer(home: TrainerHome) -> TrainerToday {
    let TrainerHome {
        today,
        later_this_week,
        without_attendance,
        unmarked,
        work,
    } = home;
    TrainerToday {
        today: sessions(today),
        later_this_week: sessions(later_this_week),
        without_attendance: sessions(without_attendance),
        unmarked: unmarked.into_iter().map(entry).collect(),
        work: work.into(),
    }
}

fn cohort(summary: CohortSummary, reader: &Reader) -> CohortToday {
    CohortToday {
        cohort: summary.cohort.into(),
        fellows_count: count(summary.fellows_count),
        behind: reader.standings(summary.behind),
        current_week: summary.current_week,
        weeks_count: count(summary.weeks_count),
        work: summary.work.into(),
        corrections: summary.corrections.into_iter().map(entry).collect(),
    }
}

fn reports_today(waiting: reports::Waiting) -> ReportsToday {
    let bodies = |all: Vec<_>| all.into_iter().map(Report::from).collect();
    ReportsToday {
        unread: bodies(waiting.unread),
        unread_count: waiting.unread_count,
        to_sign_off: bodies(waiting.to_sign_off),
        to_sign_off_count: waiting.to_sign_off_count,
    }
}

fn certificates(home: CertificatesHome) -> CertificatesToday {
    let prepared = |own: PreparedLine| PreparedToday {
        batch: batch(own.line),
        names_open_count: count(own.names_open_count),
    };
    CertificatesToday {
        names_are_waited_for: home.names_are_waited_for,
        unsealed: home
            .unsealed
            .map(|own| own.into_iter().map(batch).collect()),
        prepared: home
            .prepared
            .map(|own| own.into_iter().map(prepared).collect()),
        to_decide: home.to_decide.into_iter().map(certificate).collect(),
    }
}

/// Whom certificates can ask for something.
fn has_to_do_with_certificates(actor: &Actor) -> bool {
    [
        Role::Fellow,
        Role::ProgrammeManager,
        Role::CertificateOfficer,
    ]
    .into_iter()
    .any(|role| actor.has_role(role))
}

fn coordinator(home: CoordinatorHome) -> CoordinatorToday {
    CoordinatorToday {
        rooms: home.rooms.into_iter().map(RoomBody::from).collect(),
        clashes: home.clashes.into_iter().map(ClashBody::from).collect(),
    }
}

pub struct TodayApi;

#[OpenApi(tag = "Tag::Me")]
impl TodayApi {
    /// My work today
    ///
    /// What comes next: one section for each role that the caller holds today.
    #[oai(path = "/v1/today", method = "get", operation_id = "getToday")]
    async fn today(&self, app: Data<&App>, caller: Caller) -> Result<Json<Today>, Problem> {
        let home = home::home(&app, &caller.0).await?;
        let reader = Reader {
            actor: &caller.0,
            names: home.names,
        };
        Ok(Json(Today {
            today: home.today,
            fellow: home.fellow.map(fellow),
            trainer: home.trainer.map(trainer),
            mentor: home.mentor.map(|own| reader.standings(own)),
            manager: home.manager.map(|own| {
                own.into_iter()
                    .map(|summary| cohort(summary, &reader))
                    .collect()
            }),
            reports: home.reports.map(reports_today),
            coordinator: home.coordinator.map(coordinator),
            focal_point: home.focal_point.map(|own| reader.standings(own)),
            forums: home
                .forums
                .map(|own| own.into_iter().map(own_forum).collect()),
            certificates: has_to_do_with_certificates(&caller.0)
                .then(|| certificates(home.certificates)),
            roles_without_work: home
                .roles_without_work
                .iter()
                .map(|role| role.code().to_owned())
                .collect(),
        }))
    }
}
