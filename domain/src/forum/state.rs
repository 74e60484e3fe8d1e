//! States of registrations, kinds of places, and what people need at the door.

use crate::error::OperationError;
use serde::{Deserialize, Serialize};

// unconfirmed ──confirm──▶ confirmed ──cancel──▶ cancelled
//      │                      ▲                     ▲
//      │                  pass seat                 │
//      └──confirm, full──▶ waiting ──────cancel─────┘
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    sea_orm::EnumIter,
    sea_orm::DeriveActiveEnum,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum RegistrationState {
    /// The address has not been confirmed: it holds nothing.
    Unconfirmed,
    Waiting,
    /// Holds a seat.
    Confirmed,
    Cancelled,
}

impl RegistrationState {
    pub const ALL: [Self; 4] = [
        Self::Unconfirmed,
        Self::Waiting,
        Self::Confirmed,
        Self::Cancelled,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::Unconfirmed => "unconfirmed",
            Self::Waiting => "waiting",
            Self::Confirmed => "confirmed",
            Self::Cancelled => "cancelled",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// The link of the letter was followed: a seat when there is one, else a place in line.
    pub fn confirm(self, has_seat: bool) -> Result<Self, OperationError> {
        match (self, has_seat) {
            (Self::Unconfirmed, true) => Ok(Self::Confirmed),
            (Self::Unconfirmed, false) => Ok(Self::Waiting),
            _ => Err(OperationError::refused("forum-link-unknown")),
        }
    }

    /// A seat that became free.
    pub fn pass_seat(self) -> Result<Self, OperationError> {
        match self {
            Self::Waiting => Ok(Self::Confirmed),
            _ => Err(OperationError::Stale),
        }
    }

    pub fn cancel(self) -> Result<Self, OperationError> {
        match self {
            Self::Waiting | Self::Confirmed => Ok(Self::Cancelled),
            _ => Err(OperationError::refused("forum-link-unknown")),
        }
    }
}

/// Where somebody attends.
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
pub enum PlaceKind {
    OnSite,
    Online,
}

impl PlaceKind {
    pub fn code(self) -> &'static str {
        match self {
            Self::OnSite => "on_site",
            Self::Online => "online",
        }
    }
}

/// What somebody needs to take part: a closed list, so that no more is asked than what can be prepared.
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
pub enum AccessNeed {
    StepFree,
    SignLanguage,
    HearingLoop,
    LargePrint,
    /// Somebody who comes along to help.
    Companion,
    /// Something else: the coordinator writes and asks.
    Contact,
}

impl AccessNeed {
    pub const ALL: [Self; 6] = [
        Self::StepFree,
        Self::SignLanguage,
        Self::HearingLoop,
        Self::LargePrint,
        Self::Companion,
        Self::Contact,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::StepFree => "step_free",
            Self::SignLanguage => "sign_language",
            Self::HearingLoop => "hearing_loop",
            Self::LargePrint => "large_print",
            Self::Companion => "companion",
            Self::Contact => "contact",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|need| need.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sea_orm::ActiveEnum;

    #[test]
    fn every_pair_of_state_and_arrow_is_as_drawn() {
        let arrows = |state: RegistrationState| {
            [
                state.confirm(true),
                state.confirm(false),
                state.pass_seat(),
                state.cancel(),
            ]
            .map(|to| to.map_or("-", RegistrationState::code))
        };
        let table: Vec<_> = RegistrationState::ALL.map(arrows).to_vec();
        assert_eq!(
            table,
            [
                ["confirmed", "waiting", "-", "-"],
                ["-", "-", "confirmed", "cancelled"],
                ["-", "-", "-", "cancelled"],
                ["-", "-", "-", "-"],
            ]
        );
    }

    #[test]
    fn states_and_needs_are_stored_under_their_codes() {
        for state in RegistrationState::ALL {
            assert_eq!(state.to_value(), state.code());
        }
        for need in AccessNeed::ALL {
            assert_eq!(
                (need.to_value().as_str(), AccessNeed::from_code(need.code())),
                (need.code(), Some(need))
            );
        }
    }
}
