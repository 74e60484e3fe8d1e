//! Sessions.

use crate::{
    accounts::{
        entity::{
            accounts,
            sessions::{Column, Entity, Model},
        },
        state::{AccountState, SessionLevel},
    },
    app::Txn,
    id::PersonId,
};
use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, QuerySelect, QueryTrait, sea_query::Expr,
};

pub async fn insert(txn: &Txn, session: Model) -> Result<(), DbErr> {
    Entity::insert(session.into_active_model())
        .exec_without_returning(txn)
        .await
        .map(drop)
}

/// The session, provided that its person's account is active now.
pub async fn of_active_account(
    db: &impl ConnectionTrait,
    id_hash: &str,
) -> Result<Option<Model>, DbErr> {
    let active = accounts::Entity::find()
        .select_only()
        .column(accounts::Column::PersonId)
        .filter(accounts::Column::State.eq(AccountState::Active))
        .into_query();
    Entity::find_by_id(id_hash)
        .filter(Column::PersonId.in_subquery(active))
        .one(db)
        .await
}

pub async fn note_use(txn: &Txn, id_hash: &str, now: DateTime<Utc>) -> Result<(), DbErr> {
    let update = Entity::update_many().col_expr(Column::LastSeenAt, Expr::value(now));
    let earlier = Condition::all()
        .add(Column::IdHash.eq(id_hash))
        .add(Column::LastSeenAt.lt(now));
    update.filter(earlier).exec(txn).await.map(drop)
}

pub async fn delete(txn: &Txn, id_hash: &str) -> Result<bool, DbErr> {
    Ok(Entity::delete_by_id(id_hash).exec(txn).await?.rows_affected == 1)
}

/// Deletes the session while it stands on this level; `false` when it no longer does.
pub async fn delete_at_level(txn: &Txn, id_hash: &str, level: SessionLevel) -> Result<bool, DbErr> {
    let delete = Entity::delete_by_id(id_hash).filter(Column::Level.eq(level));
    Ok(delete.exec(txn).await?.rows_affected == 1)
}

pub async fn delete_all(txn: &Txn, person: PersonId) -> Result<u64, DbErr> {
    let delete = Entity::delete_many().filter(Column::PersonId.eq(person));
    Ok(delete.exec(txn).await?.rows_affected)
}

/// Sessions of the person that are neither expired nor idle since `idle_since`.
pub async fn count_live(
    db: &impl ConnectionTrait,
    person: PersonId,
    now: DateTime<Utc>,
    idle_since: DateTime<Utc>,
) -> Result<u64, DbErr> {
    let find = Entity::find().filter(Column::PersonId.eq(person));
    find.filter(Column::ExpiresAt.gt(now))
        .filter(Column::LastSeenAt.gt(idle_since))
        .count(db)
        .await
}

pub async fn forget_ended(
    txn: &Txn,
    now: DateTime<Utc>,
    idle_since: DateTime<Utc>,
) -> Result<u64, DbErr> {
    let ended = Condition::any()
        .add(Column::ExpiresAt.lte(now))
        .add(Column::LastSeenAt.lte(idle_since));
    Ok(Entity::delete_many()
        .filter(ended)
        .exec(txn)
        .await?
        .rows_affected)
}
