//! Roles, the scope within which a person holds them, and what follows for visibility.

use crate::id::{CohortId, PersonId, ProgrammeId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A country, by its ISO 3166-1 alpha-3 code.
#[derive(
    Clone,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    sea_orm::DeriveValueType,
)]
#[serde(transparent)]
pub struct CountryCode(pub String);

impl sea_orm::TryFromU64 for CountryCode {
    fn try_from_u64(_: u64) -> Result<Self, sea_orm::DbErr> {
        Err(sea_orm::DbErr::ConvertFromU64("CountryCode"))
    }
}

impl fmt::Display for CountryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a person does in the programme. Named as in the programme file.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    sea_orm::EnumIter,
    sea_orm::DeriveActiveEnum,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Fellow,
    Trainer,
    Mentor,
    Expert,
    ProgrammeManager,
    CertificateOfficer,
    Signatory,
    LabCoordinator,
    FocalPoint,
    IndicatorSteward,
    ForumCoordinator,
    Administrator,
}

impl Role {
    pub const ALL: [Self; 12] = [
        Self::Fellow,
        Self::Trainer,
        Self::Mentor,
        Self::Expert,
        Self::ProgrammeManager,
        Self::CertificateOfficer,
        Self::Signatory,
        Self::LabCoordinator,
        Self::FocalPoint,
        Self::IndicatorSteward,
        Self::ForumCoordinator,
        Self::Administrator,
    ];

    /// The role's name in files, the API and message keys.
    pub fn code(self) -> &'static str {
        match self {
            Self::Fellow => "fellow",
            Self::Trainer => "trainer",
            Self::Mentor => "mentor",
            Self::Expert => "expert",
            Self::ProgrammeManager => "programme_manager",
            Self::CertificateOfficer => "certificate_officer",
            Self::Signatory => "signatory",
            Self::LabCoordinator => "lab_coordinator",
            Self::FocalPoint => "focal_point",
            Self::IndicatorSteward => "indicator_steward",
            Self::ForumCoordinator => "forum_coordinator",
            Self::Administrator => "administrator",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }
}

/// How far a grant reaches. Installation-wide grants are for administrators only.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", content = "of", rename_all = "snake_case")]
pub enum Scope {
    Installation,
    Programme(ProgrammeId),
    Cohort(CohortId),
    Country(CountryCode),
}

/// A role held within a scope, already known to be in force. Acting holders (قائم بالأعمال) name the decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    pub role: Role,
    pub scope: Scope,
    pub starts_on: Option<NaiveDate>,
    pub ends_on: Option<NaiveDate>,
    pub acting_by_decision: Option<String>,
}

impl Grant {
    /// A grant without dates, held in its own right.
    pub fn standing(role: Role, scope: Scope) -> Self {
        Self {
            role,
            scope,
            starts_on: None,
            ends_on: None,
            acting_by_decision: None,
        }
    }

    pub fn is_in_force(&self, on: NaiveDate) -> bool {
        self.starts_on.is_none_or(|from| from <= on) && self.ends_on.is_none_or(|to| on <= to)
    }
}

/// Which rows an actor may find. A store turns it into WHERE: a row is visible when any of the lists names it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Visibility {
    pub everything: bool,
    pub programmes: Vec<ProgrammeId>,
    pub cohorts: Vec<CohortId>,
    pub countries: Vec<CountryCode>,
    /// Rows about this person, or of which the person is the mentor or lead.
    pub own: Option<PersonId>,
}
