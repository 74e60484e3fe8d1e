//! What is awarded, and the states of batches, certificates and revocations with their arrows.

use crate::{bilingual::Bilingual, error::OperationError};
use sea_orm::{DeriveActiveEnum, EnumIter};
use serde::{Deserialize, Serialize};

/// What is awarded: three documents with different rules and words (rule 64). Named as in the programme file.
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
    EnumIter,
    DeriveActiveEnum,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Award {
    MicroCredential,
    FellowshipCertificate,
    AttendanceStatement,
}

impl Award {
    /// Its name in files, the API and message keys.
    pub fn code(self) -> &'static str {
        match self {
            Self::MicroCredential => "micro_credential",
            Self::FellowshipCertificate => "fellowship_certificate",
            Self::AttendanceStatement => "attendance_statement",
        }
    }
}

/// prepared ──seal──▶ sealed · prepared ──withdraw──▶ withdrawn. Afterwards nothing in it is editable (rule 58).
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum BatchState {
    Prepared,
    Sealed,
    Withdrawn,
}

impl BatchState {
    pub const ALL: [Self; 3] = [Self::Prepared, Self::Sealed, Self::Withdrawn];

    pub fn code(self) -> &'static str {
        match self {
            Self::Prepared => "prepared",
            Self::Sealed => "sealed",
            Self::Withdrawn => "withdrawn",
        }
    }

    pub fn seal(self) -> Result<Self, OperationError> {
        self.leave(Self::Sealed)
    }

    pub fn withdraw(self) -> Result<Self, OperationError> {
        self.leave(Self::Withdrawn)
    }

    fn leave(self, to: Self) -> Result<Self, OperationError> {
        match self {
            Self::Prepared => Ok(to),
            Self::Sealed | Self::Withdrawn => Err(OperationError::refused("batch-not-prepared")),
        }
    }
}

/// planned ──issue──▶ issued · planned ──void──▶ void. Planned: the number stands, nothing is rendered yet.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum CertificateState {
    Planned,
    Issued,
    /// Its number was given and never became a certificate; it stays in the register with the reason (rule 59).
    Void,
}

impl CertificateState {
    pub const ALL: [Self; 3] = [Self::Planned, Self::Issued, Self::Void];

    pub fn code(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Issued => "issued",
            Self::Void => "void",
        }
    }

    pub fn issue(self) -> Result<Self, OperationError> {
        self.leave(Self::Issued)
    }

    pub fn void(self) -> Result<Self, OperationError> {
        self.leave(Self::Void)
    }

    fn leave(self, to: Self) -> Result<Self, OperationError> {
        match self {
            Self::Planned => Ok(to),
            Self::Issued | Self::Void => Err(OperationError::refused("certificate-not-planned")),
        }
    }
}

/// Why a fellow is held out of a batch.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum HeldOut {
    /// A condition is not met.
    ConditionsUnmet,
    /// Work waits for a mark, or a mark for its release: what counts may still change (rule 43).
    WorkOpen,
    /// The names were not confirmed when the batch was sealed, or have changed since (rule 57).
    NamesNotConfirmed,
    /// A certificate for it stands already.
    AlreadyCertified,
    /// No longer in residence.
    NotInResidence,
}

impl HeldOut {
    pub fn code(self) -> &'static str {
        match self {
            Self::ConditionsUnmet => "conditions_unmet",
            Self::WorkOpen => "work_open",
            Self::NamesNotConfirmed => "names_not_confirmed",
            Self::AlreadyCertified => "already_certified",
            Self::NotInResidence => "not_in_residence",
        }
    }
}

/// proposed ──confirm──▶ confirmed · proposed ──decline──▶ declined. Confirmed is for ever.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum RevocationState {
    Proposed,
    Confirmed,
    Declined,
}

impl RevocationState {
    pub const ALL: [Self; 3] = [Self::Proposed, Self::Confirmed, Self::Declined];

    pub fn code(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Confirmed => "confirmed",
            Self::Declined => "declined",
        }
    }

    pub fn confirm(self) -> Result<Self, OperationError> {
        self.decide(Self::Confirmed)
    }

    pub fn decline(self) -> Result<Self, OperationError> {
        self.decide(Self::Declined)
    }

    fn decide(self, to: Self) -> Result<Self, OperationError> {
        match self {
            Self::Proposed => Ok(to),
            Self::Confirmed | Self::Declined => {
                Err(OperationError::refused("revocation-not-proposed"))
            }
        }
    }
}

/// Why a certificate is revoked: shown to whoever verifies it (rule 60).
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum RevocationClass {
    Error,
    Misconduct,
    Fraud,
}

impl RevocationClass {
    pub const ALL: [Self; 3] = [Self::Error, Self::Misconduct, Self::Fraud];

    pub fn code(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Misconduct => "misconduct",
            Self::Fraud => "fraud",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.code() == code)
    }

    /// As letters say it.
    pub fn words(self) -> Bilingual {
        match self {
            Self::Error => Bilingual::new("خطأ في الإصدار", "an error in issuing"),
            Self::Misconduct => Bilingual::new("مخالفة سلوكية", "misconduct"),
            Self::Fraud => Bilingual::new("احتيال", "fraud"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_prepared_planned_or_proposed_moves_on() {
        for state in BatchState::ALL {
            let is_prepared = state == BatchState::Prepared;
            assert_eq!(state.seal().ok(), is_prepared.then_some(BatchState::Sealed));
            assert_eq!(
                state.withdraw().ok(),
                is_prepared.then_some(BatchState::Withdrawn)
            );
        }
        for state in CertificateState::ALL {
            let is_planned = state == CertificateState::Planned;
            assert_eq!(
                state.issue().ok(),
                is_planned.then_some(CertificateState::Issued)
            );
            assert_eq!(
                state.void().ok(),
                is_planned.then_some(CertificateState::Void)
            );
        }
        for state in RevocationState::ALL {
            let is_proposed = state == RevocationState::Proposed;
            assert_eq!(
                state.confirm().ok(),
                is_proposed.then_some(RevocationState::Confirmed)
            );
            assert_eq!(
                state.decline().ok(),
                is_proposed.then_some(RevocationState::Declined)
            );
        }
    }
}
