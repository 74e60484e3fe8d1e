//! *My work today*: what each role that the caller holds is shown first.

use super::{
    Tag,
    answer::Problem,
    bookings::{BookableLab, bookable_lab},
    caller::Caller,
    cohorts::{Cohort, Week},
    marking::{QueueEntry, WorkCountsBody, entry},
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
    Actor, App, Bilingual,
    agenda::{
        home::{self, CohortSummary, CoordinatorHome, FellowHome, TrainerHome},
        standing::Standing,
    },
    id::PersonId,
    labs::sessions::SessionFacts,
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
    pub coordinator: Option<CoordinatorToday>,
    /// A focal point's own nationals.
    pub focal_point: Option<Vec<StandingBody>>,
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
    }
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
            coordinator: home.coordinator.map(coordinator),
            focal_point: home.focal_point.map(|own| reader.standings(own)),
            roles_without_work: home
                .roles_without_work
                .iter()
                .map(|role| role.code().to_owned())
                .collect(),
        }))
    }
}
