//! Reading and writing the audit log.

use super::entity::{entries, heads};
use crate::{app::Txn, id::AuditId};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbBackend, DbErr, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder, QuerySelect, Statement, sea_query::Expr,
};

/// The advisory lock of the sequencer on PostgreSQL; SQLite's single writer needs none.
const SEQUENCER_LOCK: i64 = 0x5a_414d_414c_4101;

pub async fn insert(txn: &Txn, entry: entries::Model) -> Result<(), DbErr> {
    entries::Entity::insert(entry.into_active_model())
        .exec_without_returning(txn)
        .await
        .map(drop)
}

/// Whether this transaction is the one sequencer now.
pub async fn lock_sequencer(txn: &Txn) -> Result<bool, DbErr> {
    if txn.get_database_backend() != DbBackend::Postgres {
        return Ok(true);
    }
    let lock = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "SELECT pg_try_advisory_xact_lock($1) AS locked",
        [SEQUENCER_LOCK.into()],
    );
    txn.query_one_raw(lock)
        .await?
        .map_or(Ok(false), |row| row.try_get("", "locked"))
}

pub async fn has_unsequenced(db: &impl ConnectionTrait) -> Result<bool, DbErr> {
    let found = entries::Entity::find()
        .filter(entries::Column::Sequence.is_null())
        .limit(1)
        .one(db)
        .await?;
    Ok(found.is_some())
}

pub async fn unsequenced(
    db: &impl ConnectionTrait,
    limit: u64,
) -> Result<Vec<entries::Model>, DbErr> {
    let find = entries::Entity::find().filter(entries::Column::Sequence.is_null());
    find.order_by_asc(entries::Column::Id)
        .limit(limit)
        .all(db)
        .await
}

pub async fn last_sequenced(db: &impl ConnectionTrait) -> Result<Option<entries::Model>, DbErr> {
    let find = entries::Entity::find().filter(entries::Column::Sequence.is_not_null());
    find.order_by_desc(entries::Column::Sequence)
        .limit(1)
        .one(db)
        .await
}

/// Numbers one entry, unless it has a number.
pub async fn number(txn: &Txn, id: AuditId, sequence: i64, link: &str) -> Result<bool, DbErr> {
    let written = entries::Entity::update_many()
        .col_expr(entries::Column::Sequence, Expr::value(sequence))
        .col_expr(entries::Column::Link, Expr::value(link))
        .filter(entries::Column::Id.eq(id))
        .filter(entries::Column::Sequence.is_null())
        .exec(txn)
        .await?;
    Ok(written.rows_affected == 1)
}

pub async fn insert_head(txn: &Txn, head: heads::Model) -> Result<(), DbErr> {
    head.into_active_model().insert(txn).await.map(drop)
}

pub async fn last_head(db: &impl ConnectionTrait) -> Result<Option<heads::Model>, DbErr> {
    heads::Entity::find()
        .order_by_desc(heads::Column::Sequence)
        .limit(1)
        .one(db)
        .await
}

/// Numbered entries after `sequence`, in order.
pub async fn after(
    db: &impl ConnectionTrait,
    sequence: i64,
    limit: u64,
) -> Result<Vec<entries::Model>, DbErr> {
    let find = entries::Entity::find().filter(entries::Column::Sequence.gt(sequence));
    find.order_by_asc(entries::Column::Sequence)
        .limit(limit)
        .all(db)
        .await
}

/// The newest entries first, for the log's page: those before `id`, if given.
pub async fn newest(
    db: &impl ConnectionTrait,
    before: Option<AuditId>,
    limit: u64,
) -> Result<Vec<entries::Model>, DbErr> {
    let mut find = entries::Entity::find();
    if let Some(id) = before {
        find = find.filter(entries::Column::Id.lt(id));
    }
    find.order_by_desc(entries::Column::Id)
        .limit(limit)
        .all(db)
        .await
}
