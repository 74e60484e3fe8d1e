//! Seats: taken by many at once, each once.

use crate::{
    app::Txn,
    forum::entity::seats,
    id::{ForumPoolId, RegistrationId},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, DbErr, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, Statement, sea_query::Expr,
};

/// Rows of one insert: SQLite takes a limited number of values.
const ROWS_AT_ONCE: usize = 500;

/// How a change goes about the seats of a pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claim {
    /// Beside others who take a seat.
    Shared,
    /// Nobody else takes or frees one meanwhile.
    Alone,
}

/// Waits until the pool may be used so; the transaction's end lets go. SQLite's single writer needs none.
pub async fn claim(txn: &Txn, pool: ForumPoolId, claim: Claim) -> Result<(), DbErr> {
    if txn.get_database_backend() != DbBackend::Postgres {
        return Ok(());
    }
    let sql = match claim {
        Claim::Shared => "SELECT pg_advisory_xact_lock_shared($1)",
        Claim::Alone => "SELECT pg_advisory_xact_lock($1)",
    };
    // The end of a UUIDv7 is chance.
    let (_, key) = pool.0.as_u64_pair();
    let lock = Statement::from_sql_and_values(DbBackend::Postgres, sql, [key.cast_signed().into()]);
    txn.execute_raw(lock).await.map(drop)
}

/// Takes the first free seat up to `open`, unless somebody waits. A seat that another is taking at this moment is passed
/// over, so that many take seats at once.
pub async fn take(
    txn: &Txn,
    pool: ForumPoolId,
    open: i32,
    registration: RegistrationId,
) -> Result<Option<i32>, DbErr> {
    let passing_over = match txn.get_database_backend() {
        DbBackend::Postgres => "FOR UPDATE SKIP LOCKED",
        _ => "",
    };
    let sql = format!(
        "UPDATE forum_seats SET registration_id = $3
         WHERE pool_id = $1 AND registration_id IS NULL AND number = (
             SELECT number FROM forum_seats
             WHERE pool_id = $1 AND registration_id IS NULL AND number <= $2
                 AND NOT EXISTS (SELECT 1 FROM forum_registrations WHERE pool_id = $1 AND state = 'waiting')
             ORDER BY number LIMIT 1 {passing_over})
         RETURNING number"
    );
    let values = [pool.into(), open.into(), registration.into()];
    let take = Statement::from_sql_and_values(txn.get_database_backend(), sql, values);
    let row = txn.query_one_raw(take).await?;
    row.map(|row| row.try_get("", "number")).transpose()
}

/// Whether a seat up to `open` looks free while nobody waits: another may be taking it, and may yet let it go.
pub async fn may_be_free(txn: &Txn, pool: ForumPoolId, open: i32) -> Result<bool, DbErr> {
    let sql = "SELECT number FROM forum_seats
               WHERE pool_id = $1 AND registration_id IS NULL AND number <= $2
                   AND NOT EXISTS (SELECT 1 FROM forum_registrations WHERE pool_id = $1 AND state = 'waiting')
               LIMIT 1";
    let values = [pool.into(), open.into()];
    let select = Statement::from_sql_and_values(txn.get_database_backend(), sql, values);
    Ok(txn.query_one_raw(select).await?.is_some())
}

/// The first free seat up to `open`, whoever waits.
pub async fn first_free(txn: &Txn, pool: ForumPoolId, open: i32) -> Result<Option<i32>, DbErr> {
    let sql = "SELECT number FROM forum_seats WHERE pool_id = $1 AND registration_id IS NULL AND number <= $2
               ORDER BY number LIMIT 1";
    let values = [pool.into(), open.into()];
    let select = Statement::from_sql_and_values(txn.get_database_backend(), sql, values);
    let row = txn.query_one_raw(select).await?;
    row.map(|row| row.try_get("", "number")).transpose()
}

/// Gives the seat to somebody, or to nobody.
pub async fn give(
    txn: &Txn,
    pool: ForumPoolId,
    number: i32,
    to: Option<RegistrationId>,
) -> Result<(), DbErr> {
    let update =
        seats::Entity::update_many().col_expr(seats::Column::RegistrationId, Expr::value(to));
    update
        .filter(seats::Column::PoolId.eq(pool))
        .filter(seats::Column::Number.eq(number))
        .exec(txn)
        .await
        .map(drop)
}

/// Free seats up to `open`, for all to see.
pub async fn free_count(
    db: &impl ConnectionTrait,
    pool: ForumPoolId,
    open: i32,
) -> Result<u64, DbErr> {
    seats::Entity::find()
        .filter(seats::Column::PoolId.eq(pool))
        .filter(seats::Column::RegistrationId.is_null())
        .filter(seats::Column::Number.lte(open))
        .count(db)
        .await
}

/// Adds the seats after `from` up to `to`, which is the pool's capacity.
pub async fn add(txn: &Txn, pool: ForumPoolId, from: i32, to: i32) -> Result<(), DbErr> {
    let rows: Vec<_> = (from + 1..=to)
        .map(|number| {
            seats::Model {
                pool_id: pool,
                number,
                capacity: to,
                registration_id: None,
            }
            .into_active_model()
        })
        .collect();
    for rows in rows.chunks(ROWS_AT_ONCE) {
        seats::Entity::insert_many(rows.to_vec())
            .exec_without_returning(txn)
            .await?;
    }
    Ok(())
}

/// Takes away the seats above the number; `false` when somebody holds one of them.
pub async fn remove_above(txn: &Txn, pool: ForumPoolId, number: i32) -> Result<bool, DbErr> {
    let above = || {
        sea_orm::Condition::all()
            .add(seats::Column::PoolId.eq(pool))
            .add(seats::Column::Number.gt(number))
    };
    let held = seats::Entity::find()
        .filter(above())
        .filter(seats::Column::RegistrationId.is_not_null())
        .count(txn)
        .await?;
    if held > 0 {
        return Ok(false);
    }
    seats::Entity::delete_many()
        .filter(above())
        .exec(txn)
        .await?;
    Ok(true)
}
