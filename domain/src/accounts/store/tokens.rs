//! Personal tokens for the API.

use crate::{
    accounts::{
        entity::{
            accounts,
            tokens::{Column, Entity, Model},
        },
        state::AccountState,
    },
    app::Txn,
    id::{PersonId, TokenId},
};
use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, QueryTrait, sea_query::Expr,
};

pub async fn insert(txn: &Txn, token: Model) -> Result<(), DbErr> {
    Entity::insert(token.into_active_model())
        .exec_without_returning(txn)
        .await
        .map(drop)
}

fn live(now: DateTime<Utc>) -> Condition {
    Condition::all()
        .add(Column::RevokedAt.is_null())
        .add(Column::ExpiresAt.gt(now))
}

/// The live token with this hash, provided that its owner's account is active now.
pub async fn live_of_active_account(
    db: &impl ConnectionTrait,
    secret_hash: &str,
    now: DateTime<Utc>,
) -> Result<Option<Model>, DbErr> {
    let active = accounts::Entity::find()
        .select_only()
        .column(accounts::Column::PersonId)
        .filter(accounts::Column::State.eq(AccountState::Active))
        .into_query();
    let find = Entity::find()
        .filter(Column::SecretHash.eq(secret_hash))
        .filter(live(now));
    find.filter(Column::PersonId.in_subquery(active))
        .one(db)
        .await
}

/// The person's live tokens, newest first.
pub async fn live_of(
    db: &impl ConnectionTrait,
    person: PersonId,
    now: DateTime<Utc>,
) -> Result<Vec<Model>, DbErr> {
    let find = Entity::find()
        .filter(Column::PersonId.eq(person))
        .filter(live(now));
    find.order_by_desc(Column::Id).all(db).await
}

pub async fn count_live(
    db: &impl ConnectionTrait,
    person: PersonId,
    now: DateTime<Utc>,
) -> Result<u64, DbErr> {
    Entity::find()
        .filter(Column::PersonId.eq(person))
        .filter(live(now))
        .count(db)
        .await
}

/// The person's newest live token of this name.
pub async fn live_by_name(
    db: &impl ConnectionTrait,
    person: PersonId,
    name: &str,
    now: DateTime<Utc>,
) -> Result<Option<Model>, DbErr> {
    let find = Entity::find()
        .filter(Column::PersonId.eq(person))
        .filter(Column::Name.eq(name))
        .filter(live(now));
    find.order_by_desc(Column::Id).one(db).await
}

pub async fn note_use(txn: &Txn, token: TokenId, now: DateTime<Utc>) -> Result<(), DbErr> {
    let update = Entity::update_many().col_expr(Column::LastUsedAt, Expr::value(now));
    update
        .filter(Column::Id.eq(token))
        .exec(txn)
        .await
        .map(drop)
}

/// Revokes the person's own token; `false` when there is none, or it was revoked already.
pub async fn revoke(
    txn: &Txn,
    token: TokenId,
    person: PersonId,
    now: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let own = Condition::all()
        .add(Column::Id.eq(token))
        .add(Column::PersonId.eq(person));
    let update = Entity::update_many().col_expr(Column::RevokedAt, Expr::value(now));
    Ok(update
        .filter(own.add(Column::RevokedAt.is_null()))
        .exec(txn)
        .await?
        .rows_affected
        == 1)
}

pub async fn revoke_all(txn: &Txn, person: PersonId, now: DateTime<Utc>) -> Result<u64, DbErr> {
    let update = Entity::update_many().col_expr(Column::RevokedAt, Expr::value(now));
    let own = Condition::all()
        .add(Column::PersonId.eq(person))
        .add(Column::RevokedAt.is_null());
    Ok(update.filter(own).exec(txn).await?.rows_affected)
}

pub async fn forget_spent_before(txn: &Txn, before: DateTime<Utc>) -> Result<u64, DbErr> {
    let spent = Condition::any()
        .add(Column::ExpiresAt.lt(before))
        .add(Column::RevokedAt.lt(before));
    Ok(Entity::delete_many()
        .filter(spent)
        .exec(txn)
        .await?
        .rows_affected)
}
