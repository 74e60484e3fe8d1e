//! *My work today*: one section for each role that the person holds.

use super::certificates::{self, CertificatesHome};
use super::standing::{self, AttendanceLine, Behind, MicroCredentialStanding, Standing};
use crate::{
    actor::Actor,
    app::App,
    assessment::queue::{self, QueueLine, Stage, WorkCounts},
    bilingual::Bilingual,
    error::OperationError,
    forum::operations::{self as forum, DeskForum},
    id::{CohortId, PersonId, SessionId},
    labs::{
        bookable::{self, Bookable},
        clashes::{self, Clash},
        rooms::{self, Room},
        sessions::{self, SessionFacts},
        state::SessionKind,
    },
    people, reports,
    residencies::{self, CohortFacts, CohortState, ResidencyFacts, WeekFacts},
    scope::Role,
};
use chrono::{Days, NaiveDate};
use std::collections::HashMap;

/// The coordinator looks this many days ahead for clashes.
const CLASHES_AHEAD_DAYS: u64 = 60;

/// Everything a person is shown first.
#[derive(Clone, Debug)]
pub struct Home {
    pub today: NaiveDate,
    pub fellow: Option<FellowHome>,
    pub trainer: Option<TrainerHome>,
    /// Own fellows of a mentor.
    pub mentor: Option<Vec<Standing>>,
    pub manager: Option<Vec<CohortSummary>>,
    /// Reports that a manager has not read, or could sign off.
    pub reports: Option<reports::Waiting>,
    pub coordinator: Option<CoordinatorHome>,
    /// Own nationals of a focal point.
    pub focal_point: Option<Vec<Standing>>,
    /// Forums that a forum coordinator looks after, with their figures.
    pub forums: Option<Vec<DeskForum>>,
    pub certificates: CertificatesHome,
    /// Roles whose work comes later: an empty state says what will stand here.
    pub roles_without_work: Vec<Role>,
    pub names: HashMap<PersonId, Bilingual>,
    pub cohorts: Vec<CohortFacts>,
}

/// What comes next for a fellow.
#[derive(Clone, Debug)]
pub struct FellowHome {
    pub residency: ResidencyFacts,
    pub cohort: CohortFacts,
    pub week: Option<WeekFacts>,
    pub weeks_count: usize,
    /// What concerns the fellow today and on the other days of this week: lessons, and labs with a seat.
    pub today: Vec<SessionFacts>,
    pub later_this_week: Vec<SessionFacts>,
    pub labs: Vec<Bookable>,
    pub attendance: AttendanceLine,
    pub behind: Vec<Behind>,
    pub micro_credentials: Vec<MicroCredentialStanding>,
}

/// A trainer's day.
#[derive(Clone, Debug)]
pub struct TrainerHome {
    pub today: Vec<SessionFacts>,
    pub later_this_week: Vec<SessionFacts>,
    /// Own sessions of the last week whose attendance nobody has taken.
    pub without_attendance: Vec<SessionFacts>,
    /// Work that waits for its mark, the oldest first.
    pub unmarked: Vec<QueueLine>,
    pub work: WorkCounts,
}

/// A cohort in a manager's list.
#[derive(Clone, Debug)]
pub struct CohortSummary {
    pub cohort: CohortFacts,
    pub fellows_count: usize,
    pub behind: Vec<Standing>,
    pub current_week: Option<i32>,
    pub weeks_count: usize,
    /// Work to mark and marks to release.
    pub work: WorkCounts,
    /// Corrections of released marks that wait for a second person.
    pub corrections: Vec<QueueLine>,
}

/// Rooms today, and what does not fit in the weeks ahead.
#[derive(Clone, Debug)]
pub struct CoordinatorHome {
    pub rooms: Vec<Room>,
    pub clashes: Vec<Clash>,
}

/// The home of whoever is signed in.
pub async fn home(app: &App, actor: &Actor) -> Result<Home, OperationError> {
    let cohorts = residencies::operations::cohorts(app, actor).await?;
    let mut home = Home {
        today: app.today(),
        fellow: None,
        trainer: None,
        mentor: None,
        manager: None,
        reports: None,
        coordinator: None,
        focal_point: None,
        forums: None,
        certificates: certificates::certificates(app, actor).await?,
        roles_without_work: without_work(actor),
        names: HashMap::new(),
        cohorts,
    };
    if actor.has_role(Role::Fellow) {
        home.fellow = fellow(app, actor, &home.cohorts).await?;
    }
    if actor.has_role(Role::Trainer) {
        home.trainer = Some(trainer(app, actor).await?);
    }
    if actor.has_role(Role::Mentor) {
        home.mentor = Some(
            own_fellows(app, actor, |own, actor| {
                own.mentor.is_some_and(|id| actor.is(id))
            })
            .await?,
        );
    }
    if actor.has_role(Role::ProgrammeManager) {
        home.manager = Some(manager(app, actor, &home.cohorts).await?);
        home.reports = Some(reports::operations::waiting(app, actor).await?);
    }
    if actor.has_role(Role::LabCoordinator) {
        home.coordinator = Some(coordinator(app, actor).await?);
    }
    if actor.has_role(Role::FocalPoint) {
        let is_national = |own: &ResidencyFacts, actor: &Actor| {
            actor.has_role_in_country(Role::FocalPoint, &own.country)
        };
        home.focal_point = Some(own_fellows(app, actor, is_national).await?);
    }
    if actor.has_role(Role::ForumCoordinator) {
        home.forums = Some(forum::forums_of(app, actor).await?);
    }
    home.names = people::operations::names(app, &people_of(&home)).await?;
    Ok(home)
}

fn without_work(actor: &Actor) -> Vec<Role> {
    let later = [
        Role::Expert,
        Role::Signatory,
        Role::IndicatorSteward,
        Role::Administrator,
    ];
    later
        .into_iter()
        .filter(|role| actor.has_role(*role))
        .collect()
}

fn people_of(home: &Home) -> Vec<PersonId> {
    let lists = [home.mentor.as_deref(), home.focal_point.as_deref()];
    let mut standings: Vec<&Standing> = lists.into_iter().flatten().flatten().collect();
    standings.extend(
        home.manager
            .iter()
            .flatten()
            .flat_map(|summary| &summary.behind),
    );
    let mut people: Vec<PersonId> = standings
        .iter()
        .map(|standing| standing.residency.fellow)
        .collect();
    people.extend(
        home.fellow
            .iter()
            .filter_map(|fellow| fellow.residency.mentor),
    );
    let fellow = home
        .fellow
        .iter()
        .flat_map(|own| own.today.iter().chain(&own.later_this_week));
    people.extend(fellow.filter_map(|session| session.lead));
    let rooms = home
        .coordinator
        .iter()
        .flat_map(|own| &own.rooms)
        .flat_map(|room| &room.sessions);
    people.extend(rooms.filter_map(|session| session.lead));
    people.sort_unstable();
    people.dedup();
    people
}

/// The fellow's running residency, or the one that comes next.
async fn fellow(
    app: &App,
    actor: &Actor,
    cohorts: &[CohortFacts],
) -> Result<Option<FellowHome>, OperationError> {
    let Some(person) = actor.person else {
        return Ok(None);
    };
    let own = residencies::operations::of_fellow(app, person).await?;
    let cohort_of = |own: &ResidencyFacts| {
        cohorts
            .iter()
            .find(|cohort| cohort.id == own.cohort)
            .cloned()
    };
    let mut own: Vec<(ResidencyFacts, CohortFacts)> = own
        .into_iter()
        .filter_map(|own| cohort_of(&own).map(|cohort| (own, cohort)))
        .collect();
    own.sort_by_key(|(_, cohort)| (cohort.state != CohortState::Running, cohort.dates.from));
    let Some((residency, cohort)) = own.into_iter().next() else {
        return Ok(None);
    };
    let weeks = residencies::operations::weeks(app, actor, cohort.id).await?;
    let today = app.today();
    let week = weeks
        .iter()
        .rev()
        .find(|week| week.dates.from <= today)
        .cloned();
    let labs = bookable::bookable(app, actor).await?;
    let (today_sessions, later_this_week) =
        own_week(app, actor, cohort.id, week.as_ref(), today).await?;
    let micro_credentials = standing::what_is_left(app, actor, &residency, true).await?;
    let standing = standing::of_cohort(app, cohort.id, vec![residency.clone()])
        .await?
        .pop();
    let standing = standing.ok_or(OperationError::NotFound)?;
    Ok(Some(FellowHome {
        residency,
        cohort,
        week: week.filter(|week| today <= week.dates.to + Days::new(2)),
        weeks_count: weeks.len(),
        today: today_sessions,
        later_this_week,
        labs,
        attendance: standing.attendance,
        behind: standing.behind,
        micro_credentials,
    }))
}

async fn own_week(
    app: &App,
    actor: &Actor,
    cohort: CohortId,
    week: Option<&WeekFacts>,
    today: NaiveDate,
) -> Result<(Vec<SessionFacts>, Vec<SessionFacts>), OperationError> {
    let Some(week) = week else {
        return Ok((Vec::new(), Vec::new()));
    };
    let sessions = sessions::between(
        app,
        actor,
        Some(cohort),
        today.max(week.dates.from),
        week.dates.to,
    )
    .await?;
    let seated: Vec<SessionId> = bookable::seats_of(app, actor).await?;
    let concerns =
        |session: &SessionFacts| session.kind != SessionKind::Lab || seated.contains(&session.id);
    Ok(sessions
        .into_iter()
        .filter(concerns)
        .partition(|session| session.held_on == today))
}

async fn trainer(app: &App, actor: &Actor) -> Result<TrainerHome, OperationError> {
    let queue = queue::queue(app, actor, None).await?;
    let today = app.today();
    let from = today - Days::new(7);
    let sessions = sessions::between(app, actor, None, from, today + Days::new(6)).await?;
    let own = sessions
        .into_iter()
        .filter(|session| session.lead.is_some_and(|lead| actor.is(lead)));
    let mut home = TrainerHome {
        today: Vec::new(),
        later_this_week: Vec::new(),
        without_attendance: Vec::new(),
        work: WorkCounts::of(&queue),
        unmarked: queue
            .into_iter()
            .filter(|line| line.stage == Stage::Unmarked)
            .collect(),
    };
    for session in own {
        if session.held_on == today {
            home.today.push(session);
        } else if session.held_on > today {
            home.later_this_week.push(session);
        } else if session.attendance_taken_at.is_none()
            && !is_in_opening_register(app, &session).await?
        {
            home.without_attendance.push(session);
        }
    }
    Ok(home)
}

/// Sessions before the register was taken over are counted there already.
async fn is_in_opening_register(app: &App, session: &SessionFacts) -> Result<bool, OperationError> {
    crate::labs::figures::is_in_opening_register(app, session.cohort, session.held_on).await
}

async fn own_fellows(
    app: &App,
    actor: &Actor,
    is_own: impl Fn(&ResidencyFacts, &Actor) -> bool,
) -> Result<Vec<Standing>, OperationError> {
    let mut of_cohorts: HashMap<CohortId, Vec<ResidencyFacts>> = HashMap::new();
    for own in residencies::operations::residencies(app, actor, None).await? {
        if is_own(&own, actor) {
            of_cohorts.entry(own.cohort).or_default().push(own);
        }
    }
    let mut standings = Vec::new();
    for (cohort, rows) in of_cohorts {
        standings.extend(standing::of_cohort(app, cohort, rows).await?);
    }
    standings.sort_by_key(|standing| standing.residency.id);
    Ok(standings)
}

async fn manager(
    app: &App,
    actor: &Actor,
    cohorts: &[CohortFacts],
) -> Result<Vec<CohortSummary>, OperationError> {
    let mut summaries = Vec::new();
    let managed = cohorts
        .iter()
        .filter(|own| actor.has_role_in_cohort(Role::ProgrammeManager, own.programme, own.id));
    for cohort in managed {
        let rows = residencies::operations::residencies(app, actor, Some(cohort.id)).await?;
        let fellows_count = rows.len();
        let standings = standing::of_cohort(app, cohort.id, rows).await?;
        let weeks = residencies::operations::weeks(app, actor, cohort.id).await?;
        let current = weeks
            .iter()
            .rev()
            .find(|week| week.dates.from <= app.today())
            .map(|week| week.number);
        let queue = queue::queue(app, actor, Some(cohort.id)).await?;
        summaries.push(CohortSummary {
            cohort: cohort.clone(),
            fellows_count,
            behind: standings
                .into_iter()
                .filter(|standing| !standing.behind.is_empty())
                .collect(),
            current_week: current.filter(|_| cohort.dates.contains(app.today())),
            weeks_count: weeks.len(),
            work: WorkCounts::of(&queue),
            corrections: queue
                .into_iter()
                .filter(|line| matches!(line.stage, Stage::Correcting(_)))
                .collect(),
        });
    }
    Ok(summaries)
}

async fn coordinator(app: &App, actor: &Actor) -> Result<CoordinatorHome, OperationError> {
    let today = app.today();
    Ok(CoordinatorHome {
        rooms: rooms::rooms(app, actor, today, today).await?,
        clashes: clashes::clashes(app, actor, today, today + Days::new(CLASHES_AHEAD_DAYS)).await?,
    })
}
