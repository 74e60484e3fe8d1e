//! The attendance sheet of a session.

use super::{
    Tag,
    answer::Problem,
    caller::{Caller, version},
    success::Versioned,
    text::Text,
};
use chrono::{DateTime, Utc};
use poem::web::Data;
use poem_openapi::{
    Enum, Object, OpenApi,
    param::{Header, Path},
    payload::Json,
};
use uuid::Uuid;
use zamala_domain::{
    Actor, App,
    id::{ResidencyId, SessionId},
    labs::{
        MarkKind,
        attendance::{self, NewMark, Sheet, SheetRow},
    },
};

/// How a fellow's attendance is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[oai(rename_all = "snake_case")]
pub enum MarkStatus {
    Present,
    Excused,
    Absent,
}

impl From<MarkStatus> for MarkKind {
    fn from(status: MarkStatus) -> Self {
        match status {
            MarkStatus::Present => Self::Present,
            MarkStatus::Excused => Self::Excused,
            MarkStatus::Absent => Self::Absent,
        }
    }
}

impl From<MarkKind> for MarkStatus {
    fn from(kind: MarkKind) -> Self {
        match kind {
            MarkKind::Present => Self::Present,
            MarkKind::Excused => Self::Excused,
            MarkKind::Absent => Self::Absent,
        }
    }
}

/// One mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Object)]
#[oai(rename = "AttendanceMark", deny_unknown_fields)]
pub struct MarkBody {
    pub residency_id: Uuid,
    pub status: MarkStatus,
    /// Whole minutes, for who was present.
    #[oai(default, validator(minimum(value = "0"), maximum(value = "1440")))]
    pub minutes_late: i32,
}

/// Marks, all taken or none. Fellows who are not named keep what they have.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
#[oai(rename = "AttendanceMarks", deny_unknown_fields)]
pub struct MarksBody {
    #[oai(validator(min_items = 1, max_items = 200))]
    pub marks: Vec<MarkBody>,
}

/// One fellow on the sheet.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct AttendanceRow {
    pub residency_id: Uuid,
    pub fellow_id: Uuid,
    pub name: Text,
    /// Absent until it is marked.
    pub status: Option<MarkStatus>,
    pub minutes_late: i32,
    /// Credited minutes, with up to three decimals.
    pub credited_minutes: Option<String>,
}

/// Everybody who is expected at a session.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
pub struct AttendanceSheet {
    pub session_id: Uuid,
    /// Whether attendance can be marked now.
    pub is_open: bool,
    pub opens_at: DateTime<Utc>,
    pub rows: Vec<AttendanceRow>,
}

fn row(row: SheetRow) -> AttendanceRow {
    AttendanceRow {
        residency_id: row.residency.0,
        fellow_id: row.fellow.0,
        name: row.name.into(),
        status: row.mark.map(MarkStatus::from),
        minutes_late: row.minutes_late,
        credited_minutes: row.credited.map(|minutes| minutes.to_string()),
    }
}

async fn sheet(
    app: &App,
    actor: &Actor,
    id: SessionId,
) -> Result<Versioned<AttendanceSheet>, Problem> {
    let Sheet {
        session,
        rows,
        is_open,
        opens_at,
    } = attendance::sheet(app, actor, id).await?;
    let rows = rows.into_iter().map(row).collect();
    Ok(Versioned::new(
        AttendanceSheet {
            session_id: id.0,
            is_open,
            opens_at,
            rows,
        },
        session.version,
    ))
}

pub struct AttendanceApi;

#[OpenApi(tag = "Tag::Attendance")]
impl AttendanceApi {
    /// The attendance sheet
    ///
    /// Everybody who is expected, with what is marked. The `ETag` is the version that marking names in `If-Match`.
    #[oai(
        path = "/v1/sessions/:id/attendance",
        method = "get",
        operation_id = "getAttendance"
    )]
    async fn sheet(
        &self,
        app: Data<&App>,
        caller: Caller,
        /// The session.
        id: Path<Uuid>,
    ) -> Result<Versioned<AttendanceSheet>, Problem> {
        sheet(&app, &caller.0, SessionId(id.0)).await
    }

    /// Mark attendance
    ///
    /// All marks are taken, or none. A repeated mark corrects the earlier one; who marked corrects alone for two working
    /// days, later another person does (409 `attendance-needs-second-person`).
    #[oai(
        path = "/v1/sessions/:id/attendance",
        method = "put",
        operation_id = "putAttendance"
    )]
    async fn take(
        &self,
        app: Data<&App>,
        caller: Caller,
        /// The session.
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
        body: Json<MarksBody>,
    ) -> Result<Versioned<AttendanceSheet>, Problem> {
        let version = version(if_match.0.as_deref())?;
        let mark = |mark: &MarkBody| NewMark {
            residency: ResidencyId(mark.residency_id),
            mark: mark.status.into(),
            minutes_late: mark.minutes_late,
        };
        let marks: Vec<NewMark> = body.marks.iter().map(mark).collect();
        attendance::take(&app, &caller.0, SessionId(id.0), version, &marks).await?;
        sheet(&app, &caller.0, SessionId(id.0)).await
    }
}
