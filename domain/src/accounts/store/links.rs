//! Single-use links.

use crate::{
    accounts::entity::links::{Column, Entity, Model},
    app::Txn,
    id::{LinkId, PersonId},
};
use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter,
    sea_query::Expr,
};

pub async fn insert(txn: &Txn, link: Model) -> Result<(), DbErr> {
    Entity::insert(link.into_active_model())
        .exec_without_returning(txn)
        .await
        .map(drop)
}

pub async fn by_hash(db: &impl ConnectionTrait, secret_hash: &str) -> Result<Option<Model>, DbErr> {
    Entity::find()
        .filter(Column::SecretHash.eq(secret_hash))
        .one(db)
        .await
}

/// Uses the link up; `false` when it was used or has expired.
pub async fn spend(txn: &Txn, link: LinkId, now: DateTime<Utc>) -> Result<bool, DbErr> {
    let fresh = Condition::all()
        .add(Column::Id.eq(link))
        .add(Column::UsedAt.is_null())
        .add(Column::ExpiresAt.gt(now));
    let update = Entity::update_many().col_expr(Column::UsedAt, Expr::value(now));
    Ok(update.filter(fresh).exec(txn).await?.rows_affected == 1)
}

/// Uses up every link of the person.
pub async fn spend_all(txn: &Txn, person: PersonId, now: DateTime<Utc>) -> Result<(), DbErr> {
    let unused = Condition::all()
        .add(Column::PersonId.eq(person))
        .add(Column::UsedAt.is_null());
    let update = Entity::update_many().col_expr(Column::UsedAt, Expr::value(now));
    update.filter(unused).exec(txn).await.map(drop)
}

pub async fn forget_expired_before(txn: &Txn, before: DateTime<Utc>) -> Result<u64, DbErr> {
    let delete = Entity::delete_many().filter(Column::ExpiresAt.lt(before));
    Ok(delete.exec(txn).await?.rows_affected)
}
