//! Forgetting: who never confirmed, who needed what, and in the end who they were (rule F34). And seats that become
//! free by the calendar.

use super::cancel::{Place, pass_seats_in};
use crate::{
    actor::Actor,
    app::{App, Txn},
    audit,
    error::OperationError,
    forum::{
        entity::{forums, registrations},
        rules::{ACCESS_NEEDS_KEPT_DAYS, ATTENDEES_KEPT_DAYS, OTHERS_KEPT_DAYS},
        state::RegistrationState,
        store::{self, seats::Claim},
    },
    id::{AddresseeId, RegistrationId},
    outbox::operations::erase_addressees_in,
};
use chrono::Days;
use serde_json::json;

/// Rows of one transaction.
const FORGOTTEN_AT_ONCE: u64 = 500;

/// Forgets what is past its time, and gives seats that delegations left to those who wait.
///
/// # Returns
/// How many registrations were deleted or emptied.
pub async fn forget(app: &App) -> Result<u64, OperationError> {
    app.write(|txn| async move { forget_in(app, &txn).await })
        .await
}

async fn forget_in(app: &App, txn: &Txn) -> Result<u64, OperationError> {
    let expired = store::registrations::expired(txn, app.real_now(), FORGOTTEN_AT_ONCE).await?;
    let mut forgotten = expired.len() as u64;
    erase_in(txn, &expired).await?;
    let ids: Vec<RegistrationId> = expired.iter().map(|row| row.id).collect();
    store::registrations::delete(txn, &ids).await?;
    for forum in store::forums::all(txn).await? {
        forgotten += forget_forum_in(app, txn, &forum).await?;
        release_in(app, txn, &forum).await?;
    }
    if forgotten > 0 {
        let entry = audit::Entry::new("forum.forget", "forum", "registrations");
        let entry = entry.after(json!({ "registrations": forgotten }));
        audit::operations::record_in(app, txn, &Actor::system(), entry).await?;
    }
    Ok(forgotten)
}

/// Erases what the rows say of people, where it stands.
async fn erase_in(txn: &Txn, rows: &[registrations::Model]) -> Result<(), OperationError> {
    let ids: Vec<RegistrationId> = rows.iter().map(|row| row.id).collect();
    let people: Vec<AddresseeId> = rows.iter().map(|row| row.addressee_id).collect();
    store::registrations::erase_needs(txn, &ids).await?;
    erase_addressees_in(txn, &people).await?;
    Ok(store::registrations::erase(txn, &ids).await?)
}

async fn forget_forum_in(
    app: &App,
    txn: &Txn,
    forum: &forums::Model,
) -> Result<u64, OperationError> {
    let days = store::forums::days(txn, forum.id).await?;
    let Some(last) = days.last().copied() else {
        return Ok(0);
    };
    let is_past = |days: u64| last + Days::new(days) < app.today();
    let of = async |states: &[RegistrationState]| {
        store::registrations::of_forum(txn, forum.id, states).await
    };
    if is_past(ACCESS_NEEDS_KEPT_DAYS) {
        let ids: Vec<RegistrationId> = of(&RegistrationState::ALL)
            .await?
            .iter()
            .map(|row| row.id)
            .collect();
        store::registrations::erase_needs(txn, &ids).await?;
    }
    let mut rows = Vec::new();
    if is_past(OTHERS_KEPT_DAYS) {
        rows.extend(of(&[RegistrationState::Waiting, RegistrationState::Cancelled]).await?);
    }
    if is_past(ATTENDEES_KEPT_DAYS) {
        rows.extend(of(&[RegistrationState::Confirmed]).await?);
    }
    erase_in(txn, &rows).await?;
    Ok(rows.len() as u64)
}

/// From the day of their release on, seats of delegations pass to those who wait.
async fn release_in(app: &App, txn: &Txn, forum: &forums::Model) -> Result<(), OperationError> {
    let is_time = forum.delegation_seats_released_on <= app.today() && app.now() < forum.closes_at;
    if !is_time {
        return Ok(());
    }
    let days = store::forums::days(txn, forum.id).await?;
    for pool in store::forums::pools(txn, forum.id).await? {
        store::seats::claim(txn, pool.id, Claim::Alone).await?;
        let place = Place {
            forum,
            pool: &pool,
            days: &days,
            open: pool.capacity,
        };
        pass_seats_in(app, txn, &Actor::system(), &place).await?;
    }
    Ok(())
}
