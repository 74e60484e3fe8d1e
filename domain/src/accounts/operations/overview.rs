//! What is to be seen of accounts, and forgetting what is over.

use super::super::{policy, rules, state::AccountState, store};
use crate::{
    actor::Actor,
    app::{App, Txn},
    error::OperationError,
    id::PersonId,
};
use chrono::{DateTime, Utc};

/// Accounts asked for at once.
pub const ACCOUNTS_AT_ONCE_MAX: usize = 200;

/// An account in the list of people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountLine {
    pub person: PersonId,
    pub state: AccountState,
    pub has_password: bool,
    pub second_factor_is_on: bool,
    pub last_signed_in_at: Option<DateTime<Utc>>,
}

/// What a person sees of the own account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnAccount {
    pub has_password: bool,
    pub second_factor_is_on: bool,
    pub recovery_codes_left: u64,
    pub live_sessions: u64,
    pub last_signed_in_at: Option<DateTime<Utc>>,
}

/// The accounts of these people, at most `ACCOUNTS_AT_ONCE_MAX`; people without one are absent.
///
/// # Errors
/// Forbidden but for administrators and programme managers.
pub async fn accounts(
    app: &App,
    actor: &Actor,
    people: &[PersonId],
) -> Result<Vec<AccountLine>, OperationError> {
    policy::may_see_accounts(actor)?;
    let people = &people[..people.len().min(ACCOUNTS_AT_ONCE_MAX)];
    let rows = store::accounts::of_people(app.db(), people).await?;
    let line = |row: super::super::entity::accounts::Model| AccountLine {
        person: row.person_id,
        state: row.state,
        has_password: row.password_hash.is_some(),
        second_factor_is_on: row.totp_confirmed_at.is_some(),
        last_signed_in_at: row.last_signed_in_at,
    };
    Ok(rows.into_iter().map(line).collect())
}

/// The actor's own account.
pub async fn own_account(app: &App, actor: &Actor) -> Result<OwnAccount, OperationError> {
    let person = actor.person.ok_or(OperationError::Forbidden)?;
    let account = store::accounts::of_person(app.db(), person)
        .await?
        .ok_or(OperationError::NotFound)?;
    let now = app.real_now();
    Ok(OwnAccount {
        has_password: account.password_hash.is_some(),
        second_factor_is_on: account.totp_confirmed_at.is_some(),
        recovery_codes_left: store::accounts::recovery_codes_left(app.db(), account.id).await?,
        live_sessions: store::sessions::count_live(
            app.db(),
            person,
            now,
            now - rules::SESSION_IDLE,
        )
        .await?,
        last_signed_in_at: account.last_signed_in_at,
    })
}

/// Whether the person's account is suspended; asked before a letter is sent.
pub async fn is_suspended(app: &App, person: PersonId) -> Result<bool, OperationError> {
    let account = store::accounts::of_person(app.db(), person).await?;
    Ok(account.is_some_and(|account| account.state == AccountState::Suspended))
}

/// Deletes sessions that are over, links and tokens 90 days after their end, and throttles quiet for a day.
///
/// # Returns
/// How many rows went.
pub async fn forget_expired_in(app: &App, txn: &Txn) -> Result<u64, OperationError> {
    let now = app.real_now();
    let sessions = store::sessions::forget_ended(txn, now, now - rules::SESSION_IDLE).await?;
    let links = store::links::forget_expired_before(txn, now - rules::SPENT_ROWS_KEPT).await?;
    let tokens = store::tokens::forget_spent_before(txn, now - rules::SPENT_ROWS_KEPT).await?;
    let throttles = store::throttles::forget_quiet_since(txn, now - rules::THROTTLES_KEPT).await?;
    Ok(sessions + links + tokens + throttles)
}
