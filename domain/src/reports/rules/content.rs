//! What a report says, as it is frozen. A field is only ever added, and then optional: old reports are read for ever.

use crate::bilingual::Bilingual;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// Names the shape below.
pub const SCHEMA: &str = "zamala.cohort-report.v1";

/// A cohort at one moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CohortReport {
    pub schema: String,
    /// Counts the reports of the cohort from 1.
    pub number: i32,
    /// Absent for a report that somebody asked for.
    pub plan: Option<PlanName>,
    pub cohort: CohortName,
    /// The moment of every figure.
    pub as_of: DateTime<Utc>,
    /// The IANA zone in which times are shown.
    pub zone: String,
    pub attendance_percent_min: i32,
    pub figures: Vec<Figure>,
    /// The rows behind the figures.
    pub fellows: Vec<FellowLine>,
    pub labs: Vec<LabLine>,
    pub due: Vec<DueLine>,
    pub definitions: Vec<Definition>,
    /// The report of the cohort before this one, to which `previous` of the figures belongs.
    pub previous: Option<Earlier>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanName {
    pub code: String,
    pub title: Bilingual,
    pub tick: DateTime<Utc>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CohortName {
    pub code: String,
    pub title: Bilingual,
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
    /// The week of the plan, while the cohort runs.
    pub week: Option<i32>,
    pub weeks_count: i32,
}

/// How a figure is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    Count,
    /// Of a hundred, two decimals.
    Percent,
    /// Points on the scale 0 to 100.
    Points,
}

impl Unit {
    pub fn code(self) -> &'static str {
        match self {
            Self::Count => "count",
            Self::Percent => "percent",
            Self::Points => "points",
        }
    }
}

/// One figure of the whole cohort. `None` where there is nothing to reckon from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// Its definition has the same code.
    pub code: String,
    pub value: Option<String>,
    /// What the report before said.
    pub previous: Option<String>,
}

/// What a figure means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Definition {
    pub code: String,
    pub unit: Unit,
    pub label: Bilingual,
    pub text: Bilingual,
    pub formula: Bilingual,
    pub source: Bilingual,
}

/// One fellow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FellowLine {
    pub name: Bilingual,
    pub country: String,
    /// Absent in reports that were made before it was kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country_name: Option<Bilingual>,
    /// Percent, two decimals; `None` while nothing counts yet.
    pub attendance: Option<String>,
    pub attendance_maximum: Option<String>,
    pub is_attendance_below: bool,
    pub work_count: usize,
    pub work_marked: usize,
    pub work_past_due: usize,
    pub mark_mean: Option<String>,
    pub labs_attended: usize,
    pub work: Vec<WorkLine>,
}

impl FellowLine {
    pub fn is_behind(&self) -> bool {
        self.is_attendance_below || self.work_past_due > 0
    }
}

/// One piece of work of one fellow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkLine {
    /// The micro-credential's code.
    pub code: String,
    pub status: WorkStatus,
    /// The mark that stands, when it is marked.
    pub mark: Option<String>,
}

/// Rule 46: these are never taken for one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WorkStatus {
    Missing,
    Excused,
    NotYetMarked,
    Marked,
}

impl WorkStatus {
    pub fn code(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Excused => "excused",
            Self::NotYetMarked => "not_yet_marked",
            Self::Marked => "marked",
        }
    }
}

/// One session of a lab.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LabLine {
    pub code: String,
    pub title: Bilingual,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    pub state: LabState,
    pub seats: i32,
    pub seats_taken: i32,
    pub waiting: usize,
    /// Fellows marked present.
    pub attended: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LabState {
    /// Before the register was taken over: held, and its seats were not kept here.
    InRegister,
    Held,
    Coming,
}

impl LabState {
    pub fn code(self) -> &'static str {
        match self {
            Self::InRegister => "in_register",
            Self::Held => "held",
            Self::Coming => "coming",
        }
    }
}

/// Work that falls due after the report's moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DueLine {
    pub code: String,
    pub title: Bilingual,
    pub due_at: DateTime<Utc>,
    /// Fellows whose work is neither marked nor excused.
    pub open_count: usize,
}

/// An earlier report of the same cohort.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Earlier {
    pub number: i32,
    pub as_of: DateTime<Utc>,
    pub sha256: String,
}

impl CohortReport {
    pub fn definition(&self, code: &str) -> Option<&Definition> {
        self.definitions.iter().find(|own| own.code == code)
    }

    pub fn figure(&self, code: &str) -> Option<&Figure> {
        self.figures.iter().find(|own| own.code == code)
    }
}
