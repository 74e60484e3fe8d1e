//! ```text
//! account:  Active ──suspend──▶ Suspended ──reinstate──▶ Active
//! session:  (none) ──password──▶ FirstFactor ──code──▶ Full      without a second factor: (none) ──password──▶ Full
//! link:     Fresh ──use──▶ Used, once, before it expires
//! ```
//! There is no other arrow. A session that changes its level changes its secret too.

use crate::error::OperationError;
use chrono::{DateTime, Utc};

/// Whether the person may sign in at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sea_orm::EnumIter, sea_orm::DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum AccountState {
    Active,
    Suspended,
}

/// How much the holder of a session has shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sea_orm::EnumIter, sea_orm::DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum SessionLevel {
    /// The password alone, where a second factor is on: only the page that asks for the code.
    FirstFactor,
    Full,
}

/// What a single-use link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sea_orm::EnumIter, sea_orm::DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum LinkKind {
    /// Sets the first password.
    Invitation,
    /// Sets a new one.
    Reset,
}

/// What happened to an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountEvent {
    Suspended,
    Reinstated,
}

/// The account is not in the state from which the arrow leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    AlreadySuspended,
    NotSuspended,
}

impl AccountState {
    pub fn suspend(self) -> Result<AccountEvent, Refusal> {
        match self {
            Self::Active => Ok(AccountEvent::Suspended),
            Self::Suspended => Err(Refusal::AlreadySuspended),
        }
    }

    pub fn reinstate(self) -> Result<AccountEvent, Refusal> {
        match self {
            Self::Suspended => Ok(AccountEvent::Reinstated),
            Self::Active => Err(Refusal::NotSuspended),
        }
    }
}

impl AccountEvent {
    /// The state from which the arrow leaves.
    pub fn before(self) -> AccountState {
        match self {
            Self::Suspended => AccountState::Active,
            Self::Reinstated => AccountState::Suspended,
        }
    }

    /// The state to which it leads.
    pub fn after(self) -> AccountState {
        match self {
            Self::Suspended => AccountState::Suspended,
            Self::Reinstated => AccountState::Active,
        }
    }
}

impl From<Refusal> for OperationError {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::AlreadySuspended => Self::refused("account-suspended"),
            // Nothing is wrong with the account: somebody reinstated it since the actor read it.
            Refusal::NotSuspended => Self::Stale,
        }
    }
}

/// Whether a link may still be used at `now`.
pub fn link_is_fresh(
    used_at: Option<DateTime<Utc>>,
    expires_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> bool {
    used_at.is_none() && now < expires_at
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;

    #[test]
    fn an_account_has_two_arrows_and_no_other() {
        assert_eq!(AccountState::Active.suspend(), Ok(AccountEvent::Suspended));
        assert_eq!(
            AccountState::Suspended.reinstate(),
            Ok(AccountEvent::Reinstated)
        );
        assert_eq!(
            AccountState::Suspended.suspend(),
            Err(Refusal::AlreadySuspended)
        );
        assert_eq!(AccountState::Active.reinstate(), Err(Refusal::NotSuspended));
        assert_eq!(AccountEvent::Suspended.after(), AccountState::Suspended);
        assert_eq!(AccountEvent::Reinstated.after(), AccountState::Active);
    }

    #[test]
    fn a_link_is_fresh_once_and_until_the_instant_it_expires() {
        let expires_at = DateTime::UNIX_EPOCH + TimeDelta::minutes(10);
        let just_before = expires_at - TimeDelta::microseconds(1);
        assert!(link_is_fresh(None, expires_at, just_before));
        assert!(!link_is_fresh(None, expires_at, expires_at));
        assert!(!link_is_fresh(
            Some(DateTime::UNIX_EPOCH),
            expires_at,
            just_before
        ));
    }
}
