//! The states of sessions, bookings and attendance marks, and their arrows.

use super::rules::AttendanceMark;
use crate::error::OperationError;
use sea_orm::{DeriveActiveEnum, EnumIter};
use serde::{Deserialize, Serialize};

/// What a session is.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum SessionKind {
    Lecture,
    Workshop,
    Seminar,
    Simulation,
    Lab,
    Ceremony,
    SiteVisit,
    Survey,
    Showcase,
}

/// scheduled ──cancel──▶ cancelled. A cancelled session leaves the plan (rule 37).
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum SessionState {
    Scheduled,
    Cancelled,
}

/// seated ──give back──▶ given_back · waiting ──seat passes──▶ seated · waiting ──give back──▶ left. No other arrow.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum BookingState {
    Seated,
    Waiting,
    GivenBack,
    Left,
}

/// How a fellow's attendance was marked.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum MarkKind {
    Present,
    Excused,
    Absent,
}

impl SessionKind {
    pub const ALL: [Self; 9] = [
        Self::Lecture,
        Self::Workshop,
        Self::Seminar,
        Self::Simulation,
        Self::Lab,
        Self::Ceremony,
        Self::SiteVisit,
        Self::Survey,
        Self::Showcase,
    ];

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The word for files, the API and message keys.
    pub fn code(self) -> &'static str {
        match self {
            Self::Lecture => "lecture",
            Self::Workshop => "workshop",
            Self::Seminar => "seminar",
            Self::Simulation => "simulation",
            Self::Lab => "lab",
            Self::Ceremony => "ceremony",
            Self::SiteVisit => "site_visit",
            Self::Survey => "survey",
            Self::Showcase => "showcase",
        }
    }

    /// Whether the session's minutes are planned minutes (rule 31): what is taught, and what is mandatory.
    pub fn is_required(self, is_mandatory: bool) -> bool {
        is_mandatory
            || matches!(
                self,
                Self::Lecture | Self::Workshop | Self::Seminar | Self::Simulation | Self::Lab
            )
    }
}

impl BookingState {
    pub const ALL: [Self; 4] = [Self::Seated, Self::Waiting, Self::GivenBack, Self::Left];

    pub fn code(self) -> &'static str {
        match self {
            Self::Seated => "seated",
            Self::Waiting => "waiting",
            Self::GivenBack => "given_back",
            Self::Left => "left",
        }
    }

    pub fn is_live(self) -> bool {
        matches!(self, Self::Seated | Self::Waiting)
    }

    /// A seat passes to who waits.
    ///
    /// # Errors
    /// `booking-not-live` unless the booking waits.
    pub fn pass_seat(self) -> Result<Self, OperationError> {
        match self {
            Self::Waiting => Ok(Self::Seated),
            _ => Err(OperationError::refused("booking-not-live")),
        }
    }

    /// The fellow gives the seat back, or leaves the line.
    ///
    /// # Errors
    /// `booking-not-live` when it has ended already.
    pub fn give_back(self) -> Result<Self, OperationError> {
        match self {
            Self::Seated => Ok(Self::GivenBack),
            Self::Waiting => Ok(Self::Left),
            Self::GivenBack | Self::Left => Err(OperationError::refused("booking-not-live")),
        }
    }
}

impl MarkKind {
    pub const ALL: [Self; 3] = [Self::Present, Self::Excused, Self::Absent];

    pub fn code(self) -> &'static str {
        match self {
            Self::Present => "present",
            Self::Excused => "excused",
            Self::Absent => "absent",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The mark that the rules reckon with; lateness means something only for who was present.
    pub fn with_lateness(self, minutes_late: i32) -> AttendanceMark {
        match self {
            Self::Present => AttendanceMark::Present { minutes_late },
            Self::Excused => AttendanceMark::Excused,
            Self::Absent => AttendanceMark::Absent,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pair_of_booking_state_and_arrow_is_decided() {
        let outcomes = |arrow: fn(BookingState) -> Result<BookingState, OperationError>| {
            BookingState::ALL.map(|state| arrow(state).ok())
        };
        assert_eq!(
            outcomes(BookingState::pass_seat),
            [None, Some(BookingState::Seated), None, None]
        );
        assert_eq!(
            outcomes(BookingState::give_back),
            [
                Some(BookingState::GivenBack),
                Some(BookingState::Left),
                None,
                None
            ]
        );
    }

    #[test]
    fn a_site_visit_counts_only_when_it_is_mandatory() {
        assert!(!SessionKind::SiteVisit.is_required(false));
        assert!(SessionKind::SiteVisit.is_required(true));
        assert!(SessionKind::Lecture.is_required(false));
    }
}
