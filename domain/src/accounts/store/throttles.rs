//! Counts of tries.

use crate::{
    accounts::{
        entity::throttles::{Column, Entity, Model},
        rules::throttle::Count,
    },
    app::Txn,
};
use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect, sea_query::Expr,
};

/// The count under a key, held until the transaction ends, so that tries at the same moment are counted one by one.
pub async fn held(txn: &Txn, key: &str, now: DateTime<Utc>) -> Result<Count, DbErr> {
    let fresh = Model {
        key: key.to_owned(),
        failures: 0,
        window_started_at: now,
        blocked_until: None,
    };
    let insert = Entity::insert(fresh.into_active_model()).on_conflict_do_nothing_on([Column::Key]);
    insert.exec_without_returning(txn).await?;
    let row = Entity::find_by_id(key).lock_exclusive().one(txn).await?;
    let row = row.ok_or_else(|| DbErr::RecordNotFound("a throttle just written".into()))?;
    Ok(Count {
        failures: row.failures,
        window_started_at: row.window_started_at,
        blocked_until: row.blocked_until,
    })
}

pub async fn write(txn: &Txn, key: &str, count: Count) -> Result<(), DbErr> {
    let update = Entity::update_many()
        .col_expr(Column::Failures, Expr::value(count.failures))
        .col_expr(
            Column::WindowStartedAt,
            Expr::value(count.window_started_at),
        )
        .col_expr(Column::BlockedUntil, Expr::value(count.blocked_until));
    update.filter(Column::Key.eq(key)).exec(txn).await.map(drop)
}

pub async fn forget(txn: &Txn, key: &str) -> Result<(), DbErr> {
    Entity::delete_by_id(key).exec(txn).await.map(drop)
}

pub async fn forget_quiet_since(txn: &Txn, since: DateTime<Utc>) -> Result<u64, DbErr> {
    Ok(Entity::delete_many()
        .filter(Column::WindowStartedAt.lt(since))
        .exec(txn)
        .await?
        .rows_affected)
}
