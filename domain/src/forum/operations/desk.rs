//! The coordinator's desk: figures, and who registered.

use crate::{
    actor::Actor,
    app::App,
    bilingual::{Bilingual, Language},
    error::OperationError,
    forum::{
        entity::forums,
        policy,
        state::{AccessNeed, PlaceKind, RegistrationState},
        store,
    },
    id::{AddresseeId, ForumId, ProgrammeId, RegistrationId},
    outbox::operations::addressees,
    scope::{CountryCode, Role, Scope},
    text,
};
use chrono::{DateTime, Utc};
use std::collections::HashMap;

/// Lines of one page.
pub const REGISTRATIONS_PAGE_MAX: u64 = 100;

/// A forum that a coordinator looks after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskForum {
    pub id: ForumId,
    pub code: String,
    pub title: Bilingual,
    pub closes_at: DateTime<Utc>,
    pub pools: Vec<PoolCounts>,
}

/// How many registrations there are for the places of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PoolCounts {
    pub kind: PlaceKind,
    pub capacity: i32,
    pub confirmed: i64,
    pub waiting: i64,
    pub unconfirmed: i64,
    pub cancelled: i64,
}

/// Somebody who registered, as coordinators see them. Names and address are empty once erased.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegistrationLine {
    pub id: RegistrationId,
    pub name: Bilingual,
    pub email: String,
    pub organisation: String,
    pub country: Option<CountryCode>,
    pub ticket_type: String,
    pub ticket_title: Bilingual,
    pub kind: PlaceKind,
    pub language: Language,
    pub state: RegistrationState,
    pub seat_number: Option<i32>,
    /// The place in line of who waits.
    pub place: Option<i64>,
    pub waiting_since: Option<DateTime<Utc>>,
    pub needs: Vec<AccessNeed>,
    pub created_at: DateTime<Utc>,
}

/// The forums that the actor looks after, with their figures; none where the role is held for no programme.
///
/// # Errors
/// `Forbidden` but for forum coordinators.
pub async fn forums_of(app: &App, actor: &Actor) -> Result<Vec<DeskForum>, OperationError> {
    if !actor.has_role(Role::ForumCoordinator) {
        return Err(OperationError::Forbidden);
    }
    let programmes: Vec<ProgrammeId> = actor
        .grants
        .iter()
        .filter(|grant| grant.role == Role::ForumCoordinator)
        .filter_map(|grant| match &grant.scope {
            Scope::Programme(id) => Some(*id),
            _ => None,
        })
        .collect();
    let mut own = Vec::new();
    for row in store::forums::of_programmes(app.db(), &programmes).await? {
        own.push(with_figures(app, row).await?);
    }
    Ok(own)
}

async fn with_figures(app: &App, row: forums::Model) -> Result<DeskForum, OperationError> {
    let counts = store::registrations::counts(app.db(), row.id).await?;
    let pools = store::forums::pools(app.db(), row.id).await?;
    let of = |pool, state| {
        let found = counts
            .iter()
            .find(|own| own.pool_id == pool && own.state == state);
        found.map_or(0, |own| own.count)
    };
    Ok(DeskForum {
        id: row.id,
        code: row.code,
        title: Bilingual::new(row.title_ar, row.title_en),
        closes_at: row.closes_at,
        pools: pools
            .into_iter()
            .map(|pool| PoolCounts {
                kind: pool.kind,
                capacity: pool.capacity,
                confirmed: of(pool.id, RegistrationState::Confirmed),
                waiting: of(pool.id, RegistrationState::Waiting),
                unconfirmed: of(pool.id, RegistrationState::Unconfirmed),
                cancelled: of(pool.id, RegistrationState::Cancelled),
            })
            .collect(),
    })
}

/// Who registered for the forum, in order, from after `after` on; `search` is words of the name or the organisation, and
/// a state when those of one are wanted. At most [`REGISTRATIONS_PAGE_MAX`].
///
/// # Errors
/// `NotFound`; `Forbidden` but for the forum's coordinators.
pub async fn registrations(
    app: &App,
    actor: &Actor,
    code: &str,
    (search, state): (&str, Option<RegistrationState>),
    (after, limit): (Option<RegistrationId>, u64),
) -> Result<Vec<RegistrationLine>, OperationError> {
    let forum = store::forums::by_code(app.db(), code).await?;
    let forum = forum.ok_or(OperationError::NotFound)?;
    policy::may_see_registrations(actor, forum.programme_id)?;
    let words: Vec<String> = text::search_key(search)
        .split_whitespace()
        .map(str::to_owned)
        .collect();
    let limit = limit.clamp(1, REGISTRATIONS_PAGE_MAX);
    let wanted = (words.as_slice(), state);
    let rows = store::registrations::search(app.db(), forum.id, wanted, after, limit).await?;
    let people: Vec<AddresseeId> = rows.iter().map(|row| row.addressee_id).collect();
    let people = addressees(app, &people).await?;
    let ids: Vec<RegistrationId> = rows.iter().map(|row| row.id).collect();
    let mut needs: HashMap<RegistrationId, Vec<AccessNeed>> = HashMap::new();
    for row in store::registrations::needs(app.db(), &ids).await? {
        needs.entry(row.registration_id).or_default().push(row.need);
    }
    let places = store::registrations::places(app.db(), forum.id, &ids).await?;
    let types = store::forums::ticket_types(app.db(), forum.id).await?;
    let lines = rows.into_iter().filter_map(|row| {
        let who = people.get(&row.addressee_id)?;
        let own_type = types.iter().find(|own| own.code == row.ticket_type)?;
        Some(RegistrationLine {
            id: row.id,
            name: who.name.clone(),
            email: who.email.clone(),
            organisation: row.organisation,
            country: row.country_code,
            ticket_title: Bilingual::new(own_type.title_ar.clone(), own_type.title_en.clone()),
            ticket_type: row.ticket_type,
            kind: own_type.kind,
            language: who.language,
            state: row.state,
            seat_number: row.seat_number,
            place: places.get(&row.id).copied(),
            waiting_since: (row.state == RegistrationState::Waiting)
                .then_some(row.waiting_since)
                .flatten(),
            needs: needs.remove(&row.id).unwrap_or_default(),
            created_at: row.created_at,
        })
    });
    Ok(lines.collect())
}
