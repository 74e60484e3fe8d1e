//! Confirming by the link of a letter: a seat, or a place in line.

use super::{
    letters::{self, Told},
    secret_hash,
    seen::open_seats,
    visitor,
};
use crate::{
    accounts::operations::Try,
    actor::{Actor, Origin},
    app::{App, PROGRAMME_ZONE, Txn},
    audit,
    bilingual::{Bilingual, Language},
    error::OperationError,
    forum::{
        entity::{forums, pools, registrations},
        rules,
        state::RegistrationState,
        store::{self, seats::Claim},
    },
    id::LinkId,
    outbox::{LetterKind, operations::addressees},
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use serde_json::json;

/// What a fresh link would confirm.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pending {
    pub title: Bilingual,
    pub days: Vec<NaiveDate>,
    pub ticket_type: Bilingual,
    pub email: String,
    pub name: Bilingual,
    pub language: Language,
    pub expires_at: DateTime<Utc>,
}

/// What confirming gave.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confirmed {
    pub state: RegistrationState,
    /// The place in line, from 1, when there was no seat.
    pub place: Option<i64>,
    /// From which the ticket's secret is derived.
    pub ticket: LinkId,
}

fn gone() -> OperationError {
    OperationError::refused("forum-link-unknown")
}

/// A registration that waits for its confirmation, by a fresh link.
async fn fresh(app: &App, secret: &str) -> Result<registrations::Model, OperationError> {
    let row = store::registrations::by_confirmation(app.db(), &secret_hash(secret)).await?;
    let is_fresh = |row: &registrations::Model| {
        row.state == RegistrationState::Unconfirmed && app.real_now() < row.confirmation_expires_at
    };
    row.filter(is_fresh).ok_or_else(gone)
}

/// What the holder of a link may confirm. Looking does not use it up.
///
/// # Errors
/// `forum-link-unknown` alike for a link that is unknown, used or expired.
pub async fn pending(app: &App, secret: &str) -> Result<Pending, OperationError> {
    let row = fresh(app, secret).await?;
    let facts = Facts::read(app, &row).await?;
    let types = store::forums::ticket_types(app.db(), row.forum_id).await?;
    let ticket_type = types.into_iter().find(|own| own.code == row.ticket_type);
    let mut who = addressees(app, &[row.addressee_id]).await?;
    let who = who.remove(&row.addressee_id).ok_or_else(gone)?;
    Ok(Pending {
        title: Bilingual::new(facts.forum.title_ar, facts.forum.title_en),
        days: facts.days,
        ticket_type: ticket_type
            .map(|own| Bilingual::new(own.title_ar, own.title_en))
            .unwrap_or_default(),
        email: who.email,
        name: who.name,
        language: who.language,
        expires_at: row.confirmation_expires_at,
    })
}

/// What confirming needs and no registration changes: read before the transaction, so that it is short.
struct Facts {
    forum: forums::Model,
    pool: pools::Model,
    days: Vec<NaiveDate>,
    open: i32,
}

impl Facts {
    async fn read(app: &App, row: &registrations::Model) -> Result<Self, OperationError> {
        let db = app.db();
        let forum = store::forums::by_id(db, row.forum_id).await?;
        let pool = store::forums::pool(db, row.pool_id).await?;
        let (Some(forum), Some(pool)) = (forum, pool) else {
            return Err(OperationError::Unexpected("a registration's forum".into()));
        };
        Ok(Self {
            days: store::forums::days(db, forum.id).await?,
            open: open_seats(app, db, &forum, &pool).await?,
            forum,
            pool,
        })
    }

    fn has_begun(&self, now: DateTime<Utc>) -> bool {
        let zone = self.forum.zone.parse().unwrap_or(PROGRAMME_ZONE);
        rules::bounds(&self.days, zone).is_some_and(|(starts_at, _)| starts_at <= now)
    }
}

/// Uses the link up, once: a seat when there is one and nobody waits, else the last place in line. The letter with the
/// ticket is written in the same transaction.
///
/// # Errors
/// `forum-link-unknown` alike for a link that is unknown, used or expired; `forum-over` once the forum has begun.
pub async fn confirm(
    app: &App,
    secret: &str,
    origin: &Origin,
) -> Result<Confirmed, OperationError> {
    let actor = visitor(origin);
    let row = store::registrations::by_confirmation(app.db(), &secret_hash(secret)).await?;
    let row = row.ok_or_else(gone)?;
    let facts = Facts::read(app, &row).await?;
    // Many take seats side by side. Who finds the last one in somebody's hands asks again, alone.
    match attempt(app, &actor, &row, &facts, Claim::Shared).await {
        Err(OperationError::Stale) => attempt(app, &actor, &row, &facts, Claim::Alone).await,
        outcome => outcome,
    }
}

async fn attempt(
    app: &App,
    actor: &Actor,
    seen: &registrations::Model,
    facts: &Facts,
    claim: Claim,
) -> Result<Confirmed, OperationError> {
    app.write_once(actor, |txn| async move {
        let txn = &*txn;
        if seen.state != RegistrationState::Unconfirmed
            || seen.confirmation_expires_at <= app.real_now()
        {
            return Err(gone());
        }
        if facts.has_begun(app.now()) {
            return Err(OperationError::refused("forum-over"));
        }
        store::seats::claim(txn, facts.pool.id, claim).await?;
        let seat = store::seats::take(txn, facts.pool.id, facts.open, seen.id).await?;
        let is_contended = seat.is_none()
            && claim == Claim::Shared
            && store::seats::may_be_free(txn, facts.pool.id, facts.open).await?;
        if is_contended {
            return Err(OperationError::Stale);
        }
        confirm_in(app, txn, actor, (seen, facts), seat).await
    })
    .await
}

async fn confirm_in(
    app: &App,
    txn: &Txn,
    actor: &Actor,
    (seen, facts): (&registrations::Model, &Facts),
    seat: Option<i32>,
) -> Result<Confirmed, OperationError> {
    let (to, now) = (seen.state.confirm(seat.is_some())?, app.now());
    if !store::registrations::move_on(txn, seen, to, seat, now).await? {
        return Err(gone());
    }
    let (kind, place) = if seat.is_some() {
        (LetterKind::ForumTicket, None)
    } else {
        let place = store::registrations::place(txn, seen.pool_id, now, seen.id).await?;
        (LetterKind::ForumWaiting, Some(place))
    };
    let told = Told {
        forum: &facts.forum,
        days: &facts.days,
        kind: facts.pool.kind,
        registration: seen,
        version: seen.version + 1,
    };
    let occasion = (place, seen.id.to_string());
    letters::write_in(app, txn, &told, kind, occasion).await?;
    let after =
        json!({ "registration": seen.id, "state": to.code(), "seat": seat, "place": place });
    let entry = audit::Entry::new("forum.confirm", "forum", seen.forum_id)
        .programme(seen.programme_id)
        .after(after);
    audit::operations::record_in(app, txn, actor, entry).await?;
    // Last, as in counting: who confirms at the same moment from the same address waits for little.
    let own = Try::at_forum(app, &facts.forum.code, &seen.email_key, &actor.origin);
    own.forgive_in(app, txn).await?;
    Ok(Confirmed {
        state: to,
        place,
        ticket: seen.ticket_id,
    })
}
