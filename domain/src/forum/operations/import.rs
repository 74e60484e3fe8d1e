//! Writing a forum as a programme file says.

use super::cancel::{Place, pass_seats_in};
use crate::{
    actor::Actor,
    app::{App, Txn},
    bilingual::Bilingual,
    error::OperationError,
    forum::{
        entity::{delegations, forums, pools, sessions, ticket_types},
        operations::seen::open_seats,
        state::PlaceKind,
        store::{self, seats::Claim},
    },
    id::{ForumId, OrganisationId, ProgrammeId},
    scope::CountryCode,
};
use chrono::{DateTime, NaiveDate, Utc};

/// A forum as its file says.
#[derive(Clone, Debug)]
pub struct ForumDraft {
    pub code: String,
    pub title: Bilingual,
    pub host: OrganisationId,
    pub mode: String,
    pub days: Vec<NaiveDate>,
    pub opens_at: DateTime<Utc>,
    pub closes_at: DateTime<Utc>,
    pub delegation_seats_released_on: NaiveDate,
    pub zone: String,
    pub is_sample: bool,
    pub capacities: Vec<(PlaceKind, i32)>,
    /// Code, title, kind, and whether somebody must approve.
    pub ticket_types: Vec<(String, Bilingual, PlaceKind, bool)>,
    /// Code, title and places for those who show something.
    pub sessions: Vec<(String, Bilingual, Option<i32>)>,
    pub delegations: Vec<(CountryCode, i32)>,
}

/// Writes the forum; again changes nothing.
///
/// # Errors
/// `forum-seats-held` when the capacity sinks below a seat that somebody holds.
pub(crate) async fn put_forum_in(
    app: &App,
    txn: &Txn,
    programme: ProgrammeId,
    draft: &ForumDraft,
) -> Result<(ForumId, bool), OperationError> {
    let found = store::forums::by_code(txn, &draft.code).await?;
    let id = found.as_ref().map_or_else(|| app.new_id(), |row| row.id);
    let row = forums::Model {
        id,
        programme_id: programme,
        code: draft.code.clone(),
        title_ar: draft.title.ar.clone(),
        title_en: draft.title.en.clone(),
        host_id: draft.host,
        mode: draft.mode.clone(),
        opens_at: draft.opens_at,
        closes_at: draft.closes_at,
        delegation_seats_released_on: draft.delegation_seats_released_on,
        zone: draft.zone.clone(),
        is_sample: draft.is_sample,
    };
    let mut has_changed = store::forums::put_forum(txn, found, row.clone())
        .await?
        .has_changed();
    has_changed |= store::forums::put_days(txn, id, &draft.days).await?;
    for (kind, capacity) in &draft.capacities {
        has_changed |= put_places_in(app, txn, &row, (*kind, *capacity)).await?;
    }
    has_changed |= put_lists_in(txn, id, draft).await?;
    Ok((id, has_changed))
}

async fn put_lists_in(txn: &Txn, id: ForumId, draft: &ForumDraft) -> Result<bool, OperationError> {
    let mut has_changed = false;
    for (ordinal, (code, title, kind, needs_approval)) in (1..).zip(&draft.ticket_types) {
        let row = ticket_types::Model {
            forum_id: id,
            code: code.clone(),
            ordinal,
            title_ar: title.ar.clone(),
            title_en: title.en.clone(),
            kind: *kind,
            needs_approval: *needs_approval,
        };
        has_changed |= store::forums::put_ticket_type(txn, row)
            .await?
            .has_changed();
    }
    let session = |(ordinal, (code, title, slots)): (i32, &(String, Bilingual, Option<i32>))| {
        sessions::Model {
            forum_id: id,
            code: code.clone(),
            ordinal,
            title_ar: title.ar.clone(),
            title_en: title.en.clone(),
            slots: *slots,
        }
    };
    let sessions: Vec<_> = (1..).zip(&draft.sessions).map(session).collect();
    has_changed |= store::forums::put_sessions(txn, id, &sessions).await?;
    let delegation = |(country, seats): &(CountryCode, i32)| delegations::Model {
        forum_id: id,
        country_code: country.clone(),
        seats: *seats,
    };
    let delegations = draft.delegations.iter().map(delegation).collect();
    has_changed |= store::forums::put_delegations(txn, id, delegations).await?;
    Ok(has_changed)
}

/// Makes the pool as large as the file says. New seats go to those who wait.
async fn put_places_in(
    app: &App,
    txn: &Txn,
    forum: &forums::Model,
    (kind, capacity): (PlaceKind, i32),
) -> Result<bool, OperationError> {
    let found = store::forums::pool_of_kind(txn, forum.id, kind).await?;
    let pool = pools::Model {
        id: found.as_ref().map_or_else(|| app.new_id(), |row| row.id),
        forum_id: forum.id,
        kind,
        capacity,
    };
    let before = found.as_ref().map_or(0, |row| row.capacity);
    if found.as_ref() == Some(&pool) {
        return Ok(false);
    }
    store::seats::claim(txn, pool.id, Claim::Alone).await?;
    if capacity < before && !store::seats::remove_above(txn, pool.id, capacity).await? {
        return Err(OperationError::refused("forum-seats-held"));
    }
    store::forums::put_pool(txn, found, pool.clone()).await?;
    store::seats::add(txn, pool.id, before, capacity).await?;
    let days = store::forums::days(txn, forum.id).await?;
    let place = Place {
        forum,
        pool: &pool,
        days: &days,
        open: open_seats(app, txn, forum, &pool).await?,
    };
    pass_seats_in(app, txn, &Actor::system(), &place).await?;
    Ok(true)
}
