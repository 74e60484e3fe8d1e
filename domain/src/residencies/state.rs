//! The states of cohorts and residencies that the programme file can give.

use sea_orm::{DeriveActiveEnum, EnumIter};
use serde::{Deserialize, Serialize};

/// Where a cohort stands.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum CohortState {
    Planned,
    AdmissionsOpen,
    Running,
    Completed,
    Cancelled,
}

/// Where a residency stands (rule 22, the part that is reached today).
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum ResidencyState {
    Accepted,
    Active,
}

impl CohortState {
    pub const ALL: [Self; 5] = [
        Self::Planned,
        Self::AdmissionsOpen,
        Self::Running,
        Self::Completed,
        Self::Cancelled,
    ];

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// The word for files, the API and message keys.
    pub fn code(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::AdmissionsOpen => "admissions_open",
            Self::Running => "running",
            Self::Completed => "completed",
            Self::Cancelled => "cancelled",
        }
    }

    /// How a fellow of a cohort in this state stands when the programme file first names them.
    pub fn residency_state(self) -> ResidencyState {
        match self {
            Self::Planned | Self::AdmissionsOpen | Self::Cancelled => ResidencyState::Accepted,
            Self::Running | Self::Completed => ResidencyState::Active,
        }
    }
}

impl ResidencyState {
    pub const ALL: [Self; 2] = [Self::Accepted, Self::Active];

    pub fn code(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Active => "active",
        }
    }

    /// Whether the fellow may book labs.
    pub fn is_in_residence(self) -> bool {
        self == Self::Active
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_who_is_in_residence_books() {
        assert!(CohortState::Running.residency_state().is_in_residence());
        assert!(
            !CohortState::AdmissionsOpen
                .residency_state()
                .is_in_residence()
        );
    }
}
