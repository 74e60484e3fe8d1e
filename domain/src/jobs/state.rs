//! A job's life. Every arrow is one compare-and-set in `store`; a worker's arrows also compare the fence.
//!
//! ```text
//!             claim                finish
//!  waiting ──────────▶ running ──────────▶ done ──▶ deleted after 7 days
//!     ▲  ▲               │ │ ▲
//!     │  └─retry,postpone┘ │ └─ claim, when the lease ran out
//!     │                    │ bury; or the lease ran out once too often
//!     │      revive        ▼
//!     └────────────────── dead
//! ```

use crate::error::OperationError;

/// Where a job stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sea_orm::EnumIter, sea_orm::DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum JobState {
    /// Not due yet, or due and not yet claimed.
    Waiting,
    /// Held by a worker until its lease runs out.
    Running,
    Done,
    /// Given up; an administrator may revive it.
    Dead,
}

impl JobState {
    /// The state after an administrator gives a dead job another chance.
    pub fn revive(self) -> Result<Self, OperationError> {
        match self {
            Self::Dead => Ok(Self::Waiting),
            Self::Waiting | Self::Running | Self::Done => {
                Err(OperationError::refused("job-not-dead"))
            }
        }
    }
}
