//! What can be on hold, and the two states of a hold.

use serde::{Deserialize, Serialize};

/// The kinds of things on which a hold can lie.
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
pub enum HoldSubject {
    /// A session: nobody books it while it is on hold.
    Session,
    /// A released mark: a certificate rests on it, so nobody corrects it or hands in anew while it is on hold.
    Mark,
}

impl HoldSubject {
    /// As it is stored: `session`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Session => "session",
            Self::Mark => "mark",
        }
    }
}

/// ```text
/// place ──▶ Live ──lift──▶ Lifted
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HoldState {
    Live,
    Lifted,
}

impl HoldState {
    /// # Errors
    /// The refusal's code, `hold-already-lifted`.
    pub fn lift(self) -> Result<Self, &'static str> {
        match self {
            Self::Live => Ok(Self::Lifted),
            Self::Lifted => Err("hold-already-lifted"),
        }
    }
}
