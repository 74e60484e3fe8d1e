//! Registrations, their line, and what they need.

use crate::{
    app::Txn,
    forum::{
        entity::{access_needs, registrations},
        state::{AccessNeed, RegistrationState},
    },
    id::{ForumId, ForumPoolId, RegistrationId},
};
use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, FromQueryResult,
    IntoActiveModel, QueryFilter, QueryOrder, QueryResult, QuerySelect, Statement, sea_query::Expr,
};
use std::collections::HashMap;

const LIVE: [RegistrationState; 3] = [
    RegistrationState::Unconfirmed,
    RegistrationState::Waiting,
    RegistrationState::Confirmed,
];

/// The registration that an address has, locked: whoever registers it at the same moment waits for this one's end.
pub async fn live_of_address(
    txn: &Txn,
    forum: ForumId,
    email_key: &str,
) -> Result<Option<registrations::Model>, DbErr> {
    let find = registrations::Entity::find().filter(registrations::Column::ForumId.eq(forum));
    find.filter(registrations::Column::EmailKey.eq(email_key))
        .filter(registrations::Column::State.is_in(LIVE))
        .lock_exclusive()
        .one(txn)
        .await
}

pub async fn insert(txn: &Txn, row: registrations::Model) -> Result<(), DbErr> {
    registrations::Entity::insert(row.into_active_model())
        .exec_without_returning(txn)
        .await
        .map(drop)
}

/// Makes the registration what it should be, unless it was confirmed, or replaced, since it was seen at that version.
pub async fn replace(
    txn: &Txn,
    seen_version: i64,
    row: registrations::Model,
) -> Result<bool, DbErr> {
    let replaced = registrations::Entity::update_many()
        .filter(registrations::Column::Id.eq(row.id))
        .filter(registrations::Column::Version.eq(seen_version))
        .set(row.into_active_model().reset_all())
        .exec(txn)
        .await?;
    Ok(replaced.rows_affected == 1)
}

/// Notes that a letter went out again.
pub async fn note_letter(
    txn: &Txn,
    id: RegistrationId,
    real_now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let update = registrations::Entity::update_many()
        .col_expr(registrations::Column::LetterAt, Expr::value(real_now));
    update
        .filter(registrations::Column::Id.eq(id))
        .exec(txn)
        .await
        .map(drop)
}

pub async fn by_confirmation(
    db: &impl ConnectionTrait,
    hash: &str,
) -> Result<Option<registrations::Model>, DbErr> {
    let find = registrations::Entity::find();
    find.filter(registrations::Column::ConfirmationHash.eq(hash))
        .one(db)
        .await
}

pub async fn by_ticket(
    db: &impl ConnectionTrait,
    hash: &str,
) -> Result<Option<registrations::Model>, DbErr> {
    let find = registrations::Entity::find();
    find.filter(registrations::Column::TicketHash.eq(hash))
        .one(db)
        .await
}

/// The newest registration in a state.
pub async fn newest(
    db: &impl ConnectionTrait,
    state: RegistrationState,
) -> Result<Option<registrations::Model>, DbErr> {
    let find = registrations::Entity::find().filter(registrations::Column::State.eq(state));
    find.order_by_desc(registrations::Column::Id).one(db).await
}

pub async fn by_id(
    db: &impl ConnectionTrait,
    id: RegistrationId,
) -> Result<Option<registrations::Model>, DbErr> {
    registrations::Entity::find_by_id(id).one(db).await
}

/// Moves a registration to its next state unless somebody moved it since it was seen. `seat` is of who is confirmed.
pub async fn move_on(
    txn: &Txn,
    seen: &registrations::Model,
    to: RegistrationState,
    seat: Option<i32>,
    at: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let stamped = match to {
        RegistrationState::Cancelled => registrations::Column::EndedAt,
        RegistrationState::Waiting => registrations::Column::WaitingSince,
        _ => registrations::Column::ConfirmedAt,
    };
    let written = registrations::Entity::update_many()
        .col_expr(registrations::Column::State, Expr::value(to))
        .col_expr(registrations::Column::SeatNumber, Expr::value(seat))
        .col_expr(stamped, Expr::value(Some(at)))
        .col_expr(
            registrations::Column::Version,
            Expr::value(seen.version + 1),
        )
        .filter(registrations::Column::Id.eq(seen.id))
        .filter(registrations::Column::Version.eq(seen.version))
        .exec(txn)
        .await?;
    Ok(written.rows_affected == 1)
}

pub async fn first_waiting(
    txn: &Txn,
    pool: ForumPoolId,
) -> Result<Option<registrations::Model>, DbErr> {
    let find = registrations::Entity::find().filter(registrations::Column::PoolId.eq(pool));
    find.filter(registrations::Column::State.eq(RegistrationState::Waiting))
        .order_by_asc(registrations::Column::WaitingSince)
        .order_by_asc(registrations::Column::Id)
        .limit(1)
        .one(txn)
        .await
}

/// The place in line: how many joined before, plus one. Reckoned, never stored, so that the line has no gap.
pub async fn place(
    db: &impl ConnectionTrait,
    pool: ForumPoolId,
    since: DateTime<Utc>,
    id: RegistrationId,
) -> Result<i64, DbErr> {
    let select = Statement::from_sql_and_values(
        db.get_database_backend(),
        "SELECT count(*) + 1 AS place FROM forum_registrations
         WHERE pool_id = $1 AND state = 'waiting' AND (waiting_since < $2 OR (waiting_since = $2 AND id < $3))",
        [pool.into(), since.into(), id.into()],
    );
    let row = db.query_one_raw(select).await?;
    row.map_or(Ok(1), |row| row.try_get("", "place"))
}

/// The places in line of those among these who wait.
pub async fn places(
    db: &impl ConnectionTrait,
    forum: ForumId,
    of: &[RegistrationId],
) -> Result<HashMap<RegistrationId, i64>, DbErr> {
    if of.is_empty() {
        return Ok(HashMap::new());
    }
    let wanted: Vec<String> = (2..of.len() + 2).map(|place| format!("${place}")).collect();
    let sql = format!(
        "SELECT id, place FROM (
             SELECT id, row_number() OVER (PARTITION BY pool_id ORDER BY waiting_since, id) AS place
             FROM forum_registrations WHERE forum_id = $1 AND state = 'waiting') AS line
         WHERE id IN ({})",
        wanted.join(", ")
    );
    let values = std::iter::once(forum.into()).chain(of.iter().map(|id| (*id).into()));
    let select = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    let rows = db.query_all_raw(select).await?;
    let place = |row: &QueryResult| Ok((row.try_get("", "id")?, row.try_get("", "place")?));
    rows.iter().map(place).collect()
}

/// How many registrations of a pool are in a state.
#[derive(Clone, Debug, FromQueryResult)]
pub struct StateCount {
    pub pool_id: ForumPoolId,
    pub state: RegistrationState,
    pub count: i64,
}

pub async fn counts(db: &impl ConnectionTrait, forum: ForumId) -> Result<Vec<StateCount>, DbErr> {
    registrations::Entity::find()
        .select_only()
        .column(registrations::Column::PoolId)
        .column(registrations::Column::State)
        .column_as(registrations::Column::Id.count(), "count")
        .filter(registrations::Column::ForumId.eq(forum))
        .group_by(registrations::Column::PoolId)
        .group_by(registrations::Column::State)
        .into_model()
        .all(db)
        .await
}

/// Registrations whose name or organisation holds every word, in one state when it is given, after `after`.
pub async fn search(
    db: &impl ConnectionTrait,
    forum: ForumId,
    (words, state): (&[String], Option<RegistrationState>),
    after: Option<RegistrationId>,
    limit: u64,
) -> Result<Vec<registrations::Model>, DbErr> {
    let mut condition = Condition::all().add(registrations::Column::ForumId.eq(forum));
    if let Some(state) = state {
        condition = condition.add(registrations::Column::State.eq(state));
    }
    for word in words {
        condition = condition.add(registrations::Column::SearchKey.contains(word));
    }
    if let Some(after) = after {
        condition = condition.add(registrations::Column::Id.gt(after));
    }
    registrations::Entity::find()
        .filter(condition)
        .order_by_asc(registrations::Column::Id)
        .limit(limit)
        .all(db)
        .await
}

pub async fn insert_need(
    txn: &Txn,
    registration: RegistrationId,
    need: AccessNeed,
) -> Result<(), DbErr> {
    let row = access_needs::Model {
        registration_id: registration,
        need,
    };
    access_needs::Entity::insert(row.into_active_model())
        .exec_without_returning(txn)
        .await
        .map(drop)
}

pub async fn needs(
    db: &impl ConnectionTrait,
    of: &[RegistrationId],
) -> Result<Vec<access_needs::Model>, DbErr> {
    let find = access_needs::Entity::find();
    find.filter(access_needs::Column::RegistrationId.is_in(of.iter().copied()))
        .order_by_asc(access_needs::Column::Need)
        .all(db)
        .await
}

pub async fn erase_needs(txn: &Txn, of: &[RegistrationId]) -> Result<u64, DbErr> {
    let delete = access_needs::Entity::delete_many()
        .filter(access_needs::Column::RegistrationId.is_in(of.iter().copied()));
    Ok(delete.exec(txn).await?.rows_affected)
}

/// Unconfirmed ones whose link has expired.
pub async fn expired(
    txn: &Txn,
    real_now: DateTime<Utc>,
    limit: u64,
) -> Result<Vec<registrations::Model>, DbErr> {
    let find = registrations::Entity::find()
        .filter(registrations::Column::State.eq(RegistrationState::Unconfirmed));
    find.filter(registrations::Column::ConfirmationExpiresAt.lte(real_now))
        .limit(limit)
        .all(txn)
        .await
}

pub async fn delete(txn: &Txn, of: &[RegistrationId]) -> Result<(), DbErr> {
    let delete = registrations::Entity::delete_many();
    delete
        .filter(registrations::Column::Id.is_in(of.iter().copied()))
        .exec(txn)
        .await
        .map(drop)
}

/// Registrations of a forum in these states that still name somebody, or still have needs.
pub async fn of_forum(
    txn: &Txn,
    forum: ForumId,
    states: &[RegistrationState],
) -> Result<Vec<registrations::Model>, DbErr> {
    let find = registrations::Entity::find().filter(registrations::Column::ForumId.eq(forum));
    find.filter(registrations::Column::State.is_in(states.iter().copied()))
        .filter(registrations::Column::EmailKey.not_like("erased:%"))
        .all(txn)
        .await
}

/// Takes everything that names somebody out of the rows; what is left are figures.
pub async fn erase(txn: &Txn, of: &[RegistrationId]) -> Result<(), DbErr> {
    let erased = Statement::from_sql_and_values(
        txn.get_database_backend(),
        format!(
            "UPDATE forum_registrations SET email_key = {}, search_key = '', organisation = '' WHERE id IN ({})",
            // Live ones are unique by address.
            "'erased:' || confirmation_hash",
            (1..=of.len())
                .map(|place| format!("${place}"))
                .collect::<Vec<_>>()
                .join(", ")
        ),
        of.iter().map(|id| (*id).into()),
    );
    if of.is_empty() {
        return Ok(());
    }
    txn.execute_raw(erased).await.map(drop)
}
