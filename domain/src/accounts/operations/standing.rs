//! Accounts coming to be, being suspended, being reinstated.

use super::{
    super::{
        entity::accounts::Model,
        policy,
        state::{AccountEvent, AccountState},
        store,
    },
    entry, record_in,
};
use crate::{
    actor::Actor,
    app::{App, Txn},
    error::OperationError,
    id::{AccountId, PersonId},
};
use serde_json::json;

/// Gives the person an account without a password, unless there is one: nobody can sign in with it until a link was
/// used. The caller records why.
pub(crate) async fn create_account_in(
    app: &App,
    txn: &Txn,
    person: PersonId,
) -> Result<AccountId, OperationError> {
    if let Some(account) = store::accounts::of_person(txn, person).await? {
        return Ok(account.id);
    }
    let account = Model {
        id: app.new_id(),
        person_id: person,
        password_hash: None,
        state: AccountState::Active,
        totp_secret: None,
        totp_confirmed_at: None,
        totp_last_step: None,
        last_signed_in_at: None,
        created_at: app.real_now(),
        version: 1,
    };
    store::accounts::insert_if_absent(txn, account).await?;
    let account = store::accounts::of_person(txn, person).await?;
    Ok(account.ok_or(OperationError::NotFound)?.id)
}

/// Suspends an account: its sessions end, its links are void and its tokens revoked in the same transaction.
///
/// # Errors
/// `Forbidden` but for administrators, and of oneself; `account-suspended` when it is already.
pub async fn suspend(app: &App, actor: &Actor, person: PersonId) -> Result<(), OperationError> {
    policy::may_suspend(actor, person)?;
    app.write_once(actor, |txn| async move {
        let txn = &*txn;
        move_in(txn, person, AccountState::suspend).await?;
        let now = app.real_now();
        let sessions = store::sessions::delete_all(txn, person).await?;
        let tokens = store::tokens::revoke_all(txn, person, now).await?;
        store::links::spend_all(txn, person, now).await?;
        let ended = json!({ "sessions": sessions, "tokens": tokens });
        record_in(
            app,
            txn,
            actor,
            entry("accounts.suspend", person).after(ended),
        )
        .await
    })
    .await
}

/// Lets a suspended person sign in again. What suspension ended stays ended.
pub async fn reinstate(app: &App, actor: &Actor, person: PersonId) -> Result<(), OperationError> {
    policy::may_suspend(actor, person)?;
    app.write_once(actor, |txn| async move {
        let txn = &*txn;
        move_in(txn, person, AccountState::reinstate).await?;
        record_in(app, txn, actor, entry("accounts.reinstate", person)).await
    })
    .await
}

async fn move_in(
    txn: &Txn,
    person: PersonId,
    arrow: fn(AccountState) -> Result<AccountEvent, super::super::state::Refusal>,
) -> Result<(), OperationError> {
    let account = store::accounts::held(txn, person)
        .await?
        .ok_or(OperationError::NotFound)?;
    let event = arrow(account.state)?;
    if store::accounts::record(txn, account.id, event).await? {
        Ok(())
    } else {
        Err(OperationError::Stale)
    }
}
