//! The states of a report and their arrows.
//!
//! ```text
//!            make              sign off
//!  asked ──────────▶ made ──────────────▶ signed_off
//!    │   give up
//!    └──────────▶ failed
//!
//!  skipped: its tick was passed over, nothing is made.
//! ```

use crate::error::OperationError;
use sea_orm::{DeriveActiveEnum, EnumIter};
use serde::{Deserialize, Serialize};

/// Where a report stands.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum ReportState {
    /// Promised; the worker gathers its figures.
    Asked,
    /// Frozen, and waiting for a second person.
    Made,
    SignedOff,
    /// Given up by the worker. Another one can be asked for.
    Failed,
    /// The clock passed over its tick; there is nothing to read, now or later.
    Skipped,
}

impl ReportState {
    pub const ALL: [Self; 5] = [
        Self::Asked,
        Self::Made,
        Self::SignedOff,
        Self::Failed,
        Self::Skipped,
    ];

    /// The word for the API and message keys.
    pub fn code(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Made => "made",
            Self::SignedOff => "signed_off",
            Self::Failed => "failed",
            Self::Skipped => "skipped",
        }
    }

    /// Whether its content is there to be read.
    pub fn is_frozen(self) -> bool {
        matches!(self, Self::Made | Self::SignedOff)
    }

    /// Freezes what was asked for; `None` when that is done or given up already, so that a job may run twice.
    pub fn make(self) -> Option<Self> {
        match self {
            Self::Asked => Some(Self::Made),
            Self::Made | Self::SignedOff | Self::Failed | Self::Skipped => None,
        }
    }

    /// The worker cannot make it; `None` when it stands already, or failed before.
    pub fn give_up(self) -> Option<Self> {
        match self {
            Self::Asked => Some(Self::Failed),
            Self::Made | Self::SignedOff | Self::Failed | Self::Skipped => None,
        }
    }

    /// A second person vouches for it.
    pub fn sign_off(self) -> Result<Self, OperationError> {
        match self {
            Self::Made => Ok(Self::SignedOff),
            Self::Asked | Self::SignedOff | Self::Failed | Self::Skipped => {
                Err(OperationError::refused("report-not-made"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ReportState::{self, Asked, Failed, Made, SignedOff, Skipped};

    #[test]
    fn every_pair_of_state_and_arrow_is_as_drawn() {
        let arrows = |state: ReportState| (state.make(), state.sign_off().ok(), state.give_up());
        assert_eq!(arrows(Asked), (Some(Made), None, Some(Failed)));
        assert_eq!(arrows(Made), (None, Some(SignedOff), None));
        assert_eq!(arrows(SignedOff), (None, None, None));
        assert_eq!(arrows(Failed), (None, None, None));
        assert_eq!(arrows(Skipped), (None, None, None));
        let refusal = Asked.sign_off().unwrap_err().to_string();
        assert_eq!(refusal, "report-not-made");
    }
}
