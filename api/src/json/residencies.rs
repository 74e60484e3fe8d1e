//! One fellow's stay in one cohort: attendance, why behind, what is left of each micro-credential.

use super::{
    Tag,
    answer::Problem,
    caller::Caller,
    text::{NamedPerson, Text},
};
use chrono::{DateTime, Utc};
use poem::web::Data;
use poem_openapi::{Object, OpenApi, param::Path, payload::Json};
use std::collections::HashMap;
use uuid::Uuid;
use zamala_domain::{
    Actor, App, Bilingual,
    agenda::standing::{
        self, AttendanceLine, Behind, LabStanding, MicroCredentialStanding, Standing,
    },
    assessment::rules::MarkStatus,
    id::{PersonId, ResidencyId},
    people::operations as people,
    residencies::policy::may_see_marks,
};

/// Attendance as everybody sees it (rule 31).
#[derive(Clone, Debug, PartialEq, Eq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct Attendance {
    /// Two decimals, for example `83.99`; absent before anything was held.
    pub percent: Option<String>,
    /// What can still be reached (rule 33).
    pub maximum_percent: Option<String>,
    pub credited_minutes: String,
    pub planned_minutes: String,
    /// What the programme asks for.
    pub required_percent: i32,
    pub is_below: bool,
}

/// Why a fellow is behind.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct BehindReason {
    /// `attendance` (below what the programme asks) or `work` (past due, neither handed in nor marked).
    pub reason: String,
    /// How many pieces of work.
    pub pieces: Option<u32>,
}

/// One residency with its figures.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
#[oai(rename = "Standing", skip_serializing_if_is_none)]
pub struct StandingBody {
    pub residency_id: Uuid,
    pub cohort_id: Uuid,
    pub fellow: NamedPerson,
    pub mentor_id: Option<Uuid>,
    /// ISO 3166-1 alpha-3.
    pub country: String,
    /// `accepted` or `active`.
    pub state: String,
    pub attendance: Attendance,
    /// Empty when the fellow is not behind.
    pub behind: Vec<BehindReason>,
    /// Pieces of work that are marked or excused; only for who may see marks.
    pub work_done: Option<u32>,
    /// Pieces of work in all; only for who may see marks.
    pub work_count: Option<u32>,
    pub version: i64,
}

/// How the lab of a micro-credential stands.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct LabProgress {
    pub lab_id: Uuid,
    pub code: String,
    pub title: Text,
    /// `attended`, `booked` or `open`.
    pub state: String,
    pub booking_id: Option<Uuid>,
    pub session_id: Option<Uuid>,
    pub starts_at: Option<DateTime<Utc>>,
    /// The place in line, while waiting.
    pub place: Option<i32>,
    /// Whether a session can still be booked, while it is open.
    pub can_book: Option<bool>,
}

/// What is left of one micro-credential.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
#[oai(rename = "Progress", skip_serializing_if_is_none)]
pub struct ProgressBody {
    pub micro_credential_id: Uuid,
    pub code: String,
    pub title: Text,
    pub lab: Option<LabProgress>,
    pub work_title: Option<Text>,
    pub due_at: Option<DateTime<Utc>>,
    /// `missing`, `excused`, `not_yet_marked` or `marked`; only for who may see marks.
    pub work_state: Option<String>,
    /// Points of 100, with up to three decimals; only for who may see marks.
    pub mark: Option<String>,
    pub is_complete: bool,
}

/// A residency with what is left of it.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
pub struct ResidencyDetail {
    pub standing: StandingBody,
    pub progress: Vec<ProgressBody>,
}

impl From<AttendanceLine> for Attendance {
    fn from(line: AttendanceLine) -> Self {
        let AttendanceLine {
            percent,
            maximum_percent,
            credited_minutes,
            planned_minutes,
            required_percent,
            is_below,
        } = line;
        Self {
            percent,
            maximum_percent,
            credited_minutes,
            planned_minutes,
            required_percent,
            is_below,
        }
    }
}

pub fn behind_reason(behind: Behind) -> BehindReason {
    match behind {
        Behind::Attendance => BehindReason {
            reason: "attendance".to_owned(),
            pieces: None,
        },
        Behind::Work { pieces } => BehindReason {
            reason: "work".to_owned(),
            pieces: Some(count(pieces)),
        },
    }
}

fn count(things: usize) -> u32 {
    u32::try_from(things).unwrap_or(u32::MAX)
}

/// A standing for this reader: figures of work only for who may see marks (rule 30).
pub fn standing(
    standing: Standing,
    reader: &Actor,
    names: &HashMap<PersonId, Bilingual>,
) -> StandingBody {
    let Standing {
        residency,
        attendance,
        behind,
        marked_count,
        work_count,
    } = standing;
    let sees_marks = may_see_marks(reader, &residency);
    StandingBody {
        residency_id: residency.id.0,
        cohort_id: residency.cohort.0,
        fellow: NamedPerson::of(residency.fellow, names),
        mentor_id: residency.mentor.map(|id| id.0),
        country: residency.country.to_string(),
        state: residency.state.code().to_owned(),
        attendance: attendance.into(),
        behind: behind.into_iter().map(behind_reason).collect(),
        work_done: sees_marks.then(|| count(marked_count)),
        work_count: sees_marks.then(|| count(work_count)),
        version: residency.version,
    }
}

pub fn progress(left: MicroCredentialStanding) -> ProgressBody {
    let (work_state, mark) = match left.work {
        None => (None, None),
        Some(MarkStatus::Missing) => (Some("missing"), None),
        Some(MarkStatus::Excused) => (Some("excused"), None),
        Some(MarkStatus::NotYetMarked) => (Some("not_yet_marked"), None),
        Some(MarkStatus::Marked(mark)) => (Some("marked"), Some(mark.to_string())),
    };
    let lab = left.lab.map(|(facts, standing)| {
        let open = LabProgress {
            lab_id: facts.id.0,
            code: facts.code,
            title: facts.title.into(),
            state: "open".to_owned(),
            booking_id: None,
            session_id: None,
            starts_at: None,
            place: None,
            can_book: None,
        };
        match standing {
            LabStanding::Attended => LabProgress {
                state: "attended".to_owned(),
                ..open
            },
            LabStanding::Open { can_book } => LabProgress {
                can_book: Some(can_book),
                ..open
            },
            LabStanding::Booked {
                booking,
                session,
                starts_at,
                place,
            } => LabProgress {
                state: "booked".to_owned(),
                booking_id: Some(booking.0),
                session_id: Some(session.0),
                starts_at: Some(starts_at),
                place,
                ..open
            },
        }
    });
    ProgressBody {
        micro_credential_id: left.facts.id.0,
        code: left.facts.code,
        title: left.facts.title.into(),
        lab,
        work_title: left.work_title.map(Text::from),
        due_at: left.due_at,
        work_state: work_state.map(str::to_owned),
        mark,
        is_complete: left.is_complete,
    }
}

pub struct ResidenciesApi;

#[OpenApi(tag = "Tag::Residencies")]
impl ResidenciesApi {
    /// One residency
    ///
    /// The attendance figure, the reasons for being behind, and what is left of each micro-credential. Marks are given to
    /// the fellow, the mentor and the roles that may see them, never to a focal point (rule 30).
    #[oai(
        path = "/v1/residencies/:id",
        method = "get",
        operation_id = "getResidency"
    )]
    async fn residency(
        &self,
        app: Data<&App>,
        caller: Caller,
        /// The residency.
        id: Path<Uuid>,
    ) -> Result<Json<ResidencyDetail>, Problem> {
        let (own, left) = standing::residency(&app, &caller.0, ResidencyId(id.0)).await?;
        let names = people::names(&app, &[own.residency.fellow]).await?;
        let progress = left.into_iter().map(progress).collect();
        Ok(Json(ResidencyDetail {
            standing: standing(own, &caller.0, &names),
            progress,
        }))
    }
}
