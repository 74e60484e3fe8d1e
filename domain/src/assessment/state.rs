//! The states of submissions and marks, and their arrows.

use crate::error::OperationError;
use sea_orm::{DeriveActiveEnum, EnumIter};
use serde::{Deserialize, Serialize};

/// ```text
/// handed_in ──supersede──▶ superseded      (a newer version before the deadline)
/// handed_in ──close──────▶ closed          (its mark is released)
/// ```
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum SubmissionState {
    HandedIn,
    Superseded,
    Closed,
}

/// ```text
/// provisional ──release──▶ released ──replace──▶ replaced      (a correction was released in its place)
/// provisional ──drop─────▶ void                                (a newer version of the work came before the deadline)
/// ```
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum MarkState {
    /// Seen by markers and managers only.
    Provisional,
    Released,
    Replaced,
    Void,
}

/// In what form work is handed in.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum WorkKind {
    Text,
    File,
}

impl SubmissionState {
    pub const ALL: [Self; 3] = [Self::HandedIn, Self::Superseded, Self::Closed];

    pub fn code(self) -> &'static str {
        match self {
            Self::HandedIn => "handed_in",
            Self::Superseded => "superseded",
            Self::Closed => "closed",
        }
    }

    /// A newer version takes its place.
    ///
    /// # Errors
    /// `work-not-open`.
    pub fn supersede(self) -> Result<Self, OperationError> {
        match self {
            Self::HandedIn => Ok(Self::Superseded),
            Self::Superseded | Self::Closed => Err(OperationError::refused("work-not-open")),
        }
    }

    /// Its mark is released.
    ///
    /// # Errors
    /// `work-not-open`.
    pub fn close(self) -> Result<Self, OperationError> {
        match self {
            Self::HandedIn => Ok(Self::Closed),
            Self::Superseded | Self::Closed => Err(OperationError::refused("work-not-open")),
        }
    }
}

impl MarkState {
    pub const ALL: [Self; 4] = [
        Self::Provisional,
        Self::Released,
        Self::Replaced,
        Self::Void,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::Provisional => "provisional",
            Self::Released => "released",
            Self::Replaced => "replaced",
            Self::Void => "void",
        }
    }

    /// The fellow may see it from now on.
    ///
    /// # Errors
    /// `mark-not-provisional`.
    pub fn release(self) -> Result<Self, OperationError> {
        match self {
            Self::Provisional => Ok(Self::Released),
            _ => Err(OperationError::refused("mark-not-provisional")),
        }
    }

    /// A correction takes its place; it stays on record.
    ///
    /// # Errors
    /// `mark-not-released`.
    pub fn replace(self) -> Result<Self, OperationError> {
        match self {
            Self::Released => Ok(Self::Replaced),
            _ => Err(OperationError::refused("mark-not-released")),
        }
    }

    /// The work that it marks was superseded.
    ///
    /// # Errors
    /// `mark-not-provisional`.
    pub fn drop_for_newer_work(self) -> Result<Self, OperationError> {
        match self {
            Self::Provisional => Ok(Self::Void),
            _ => Err(OperationError::refused("mark-not-provisional")),
        }
    }
}

impl WorkKind {
    pub fn code(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::File => "file",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pair_of_state_and_arrow_is_decided() {
        use {MarkState as M, SubmissionState as S};
        assert_eq!(
            S::ALL.map(|s| s.supersede().ok()),
            [Some(S::Superseded), None, None]
        );
        assert_eq!(
            S::ALL.map(|s| s.close().ok()),
            [Some(S::Closed), None, None]
        );
        assert_eq!(
            M::ALL.map(|m| m.release().ok()),
            [Some(M::Released), None, None, None]
        );
        assert_eq!(
            M::ALL.map(|m| m.replace().ok()),
            [None, Some(M::Replaced), None, None]
        );
        assert_eq!(
            M::ALL.map(|m| m.drop_for_newer_work().ok()),
            [Some(M::Void), None, None, None]
        );
    }
}
