//! Cancelling from the ticket; the seat passes to the first who waits.

use super::{
    letters::{self, Told},
    seen::open_seats,
    tickets::{found, is_over},
    visitor,
};
use crate::{
    actor::{Actor, Origin},
    app::{App, Txn},
    audit,
    error::OperationError,
    forum::{
        entity::{forums, pools, registrations},
        state::RegistrationState,
        store::{self, seats::Claim},
    },
    id::{ForumPoolId, RegistrationId},
    outbox::LetterKind,
};
use chrono::NaiveDate;
use serde_json::json;

/// The places of a forum, as passing on needs them.
pub(super) struct Place<'a> {
    pub forum: &'a forums::Model,
    pub pool: &'a pools::Model,
    pub days: &'a [NaiveDate],
    /// Seats up to this number are open.
    pub open: i32,
}

/// Cancels the registration. A seat passes to the first who waits, with a letter, in the same transaction. What was
/// cancelled before stays so.
///
/// # Errors
/// `forum-link-unknown`; `forum-over` when the last day is past.
pub async fn cancel(app: &App, secret: &str, origin: &Origin) -> Result<(), OperationError> {
    let (seen, forum) = found(app, secret).await?;
    let actor = visitor(origin);
    let days = store::forums::days(app.db(), forum.id).await?;
    app.write_once(&actor, |txn| {
        let (actor, forum, days, id) = (&actor, &forum, &days, seen.id);
        let pool = seen.pool_id;
        async move {
            let txn = &*txn;
            cancel_in(app, txn, actor, (forum, days), (pool, id)).await
        }
    })
    .await
}

async fn cancel_in(
    app: &App,
    txn: &Txn,
    actor: &Actor,
    (forum, days): (&forums::Model, &[NaiveDate]),
    (pool, id): (ForumPoolId, RegistrationId),
) -> Result<(), OperationError> {
    store::seats::claim(txn, pool, Claim::Alone).await?;
    // Read under the claim: the seat may have passed to this registration meanwhile.
    let row = store::registrations::by_id(txn, id).await?;
    let row = row.ok_or(OperationError::NotFound)?;
    if row.state == RegistrationState::Cancelled {
        return Ok(());
    }
    let to = row.state.cancel()?;
    if is_over(app, forum, days) {
        return Err(OperationError::refused("forum-over"));
    }
    if !store::registrations::move_on(txn, &row, to, None, app.now()).await? {
        return Err(OperationError::Stale);
    }
    store::registrations::erase_needs(txn, &[id]).await?;
    let pool = store::forums::pool(txn, pool).await?;
    let pool = pool.ok_or(OperationError::NotFound)?;
    let open = open_seats(app, txn, forum, &pool).await?;
    let place = Place {
        forum,
        pool: &pool,
        days,
        open,
    };
    let told = Told {
        forum,
        days,
        kind: pool.kind,
        registration: &row,
        version: row.version + 1,
    };
    let occasion = (None, id.to_string());
    letters::write_in(app, txn, &told, LetterKind::ForumCancelled, occasion).await?;
    if let Some(seat) = row.seat_number {
        store::seats::give(txn, pool.id, seat, None).await?;
        pass_seats_in(app, txn, actor, &place).await?;
    }
    let after = json!({ "registration": id, "state": to.code(), "seat": row.seat_number });
    let entry = audit::Entry::new("forum.cancel", "forum", forum.id)
        .programme(forum.programme_id)
        .after(after);
    audit::operations::record_in(app, txn, actor, entry).await
}

/// Gives every free seat to those who wait, in order, until registration closes (rule F14). The pool is claimed alone.
pub(super) async fn pass_seats_in(
    app: &App,
    txn: &Txn,
    actor: &Actor,
    place: &Place<'_>,
) -> Result<(), OperationError> {
    if place.forum.closes_at <= app.now() {
        return Ok(());
    }
    loop {
        let seat = store::seats::first_free(txn, place.pool.id, place.open).await?;
        let Some(seat) = seat else { return Ok(()) };
        let next = store::registrations::first_waiting(txn, place.pool.id).await?;
        let Some(next) = next else { return Ok(()) };
        pass_in(app, txn, actor, place, (&next, seat)).await?;
    }
}

async fn pass_in(
    app: &App,
    txn: &Txn,
    actor: &Actor,
    place: &Place<'_>,
    (next, seat): (&registrations::Model, i32),
) -> Result<(), OperationError> {
    let to = next.state.pass_seat()?;
    store::seats::give(txn, place.pool.id, seat, Some(next.id)).await?;
    if !store::registrations::move_on(txn, next, to, Some(seat), app.now()).await? {
        return Err(OperationError::Stale);
    }
    let told = Told {
        forum: place.forum,
        days: place.days,
        kind: place.pool.kind,
        registration: next,
        version: next.version + 1,
    };
    let occasion = (None, next.id.to_string());
    letters::write_in(app, txn, &told, LetterKind::ForumSeatPassed, occasion).await?;
    let entry = audit::Entry::new("forum.seat-passed", "forum", place.forum.id)
        .programme(place.forum.programme_id)
        .after(json!({ "registration": next.id, "seat": seat }));
    audit::operations::record_in(app, txn, actor, entry).await
}
