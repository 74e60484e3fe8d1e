use crate::{
    app::Txn,
    credentials::{
        entity::{batches, members},
        state::{BatchState, HeldOut},
    },
    id::{BatchId, PersonId, ResidencyId},
    scope::Visibility,
};
use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect, sea_query::Expr,
};

/// SQLite names the columns of a partial unique index, PostgreSQL the index.
pub const ONE_PREPARED: [&str; 2] = ["award_batches_one_prepared", "award_batches.cohort_id"];
pub const TWO_PEOPLE: &str = "award_batches_two_people";

fn visible(seen: &Visibility) -> Condition {
    if seen.everything {
        return Condition::all();
    }
    Condition::any()
        .add(batches::Column::ProgrammeId.is_in(seen.programmes.iter().copied()))
        .add(batches::Column::CohortId.is_in(seen.cohorts.iter().copied()))
}

pub async fn batches(
    db: &impl ConnectionTrait,
    seen: &Visibility,
    limit: u64,
) -> Result<Vec<batches::Model>, DbErr> {
    let find = batches::Entity::find().filter(visible(seen));
    find.order_by_desc(batches::Column::Id)
        .limit(limit)
        .all(db)
        .await
}

/// Batches that wait for their seal, the oldest first.
pub async fn prepared_batches(
    db: &impl ConnectionTrait,
    seen: &Visibility,
) -> Result<Vec<batches::Model>, DbErr> {
    let find = batches::Entity::find().filter(visible(seen));
    find.filter(batches::Column::State.eq(BatchState::Prepared))
        .order_by_asc(batches::Column::Id)
        .all(db)
        .await
}

pub async fn batch(
    db: &impl ConnectionTrait,
    seen: &Visibility,
    id: BatchId,
) -> Result<Option<batches::Model>, DbErr> {
    batches::Entity::find_by_id(id)
        .filter(visible(seen))
        .one(db)
        .await
}

/// The batch, locked on PostgreSQL until the transaction ends.
pub async fn lock_batch(
    txn: &Txn,
    seen: &Visibility,
    id: BatchId,
) -> Result<Option<batches::Model>, DbErr> {
    batches::Entity::find_by_id(id)
        .filter(visible(seen))
        .lock_exclusive()
        .one(txn)
        .await
}

pub async fn insert_batch(
    txn: &Txn,
    row: batches::Model,
    people: Vec<members::Model>,
) -> Result<(), DbErr> {
    batches::Entity::insert(row.into_active_model())
        .exec_without_returning(txn)
        .await?;
    let people = people.into_iter().map(IntoActiveModel::into_active_model);
    members::Entity::insert_many(people)
        .exec_without_returning(txn)
        .await
        .map(drop)
}

pub async fn members(
    db: &impl ConnectionTrait,
    batches: &[BatchId],
) -> Result<Vec<members::Model>, DbErr> {
    let of_these = members::Column::BatchId.is_in(batches.iter().copied());
    let find = members::Entity::find().filter(of_these);
    find.order_by_asc(members::Column::ResidencyId)
        .all(db)
        .await
}

/// Prepared batches in which these people stand and are not held out.
pub async fn prepared_with(
    db: &impl ConnectionTrait,
    person: PersonId,
) -> Result<Vec<batches::Model>, DbErr> {
    let of_person = members::Entity::find()
        .filter(members::Column::FellowId.eq(person))
        .filter(members::Column::HeldOut.is_null())
        .all(db)
        .await?;
    let ids = of_person.iter().map(|row| row.batch_id);
    batches::Entity::find()
        .filter(batches::Column::Id.is_in(ids))
        .filter(batches::Column::State.eq(BatchState::Prepared))
        .all(db)
        .await
}

pub async fn hold_out(
    txn: &Txn,
    batch: BatchId,
    residency: ResidencyId,
    reason: HeldOut,
) -> Result<(), DbErr> {
    members::Entity::update_many()
        .col_expr(members::Column::HeldOut, Expr::value(Some(reason)))
        .filter(members::Column::BatchId.eq(batch))
        .filter(members::Column::ResidencyId.eq(residency))
        .exec(txn)
        .await
        .map(drop)
}

/// Moves the batch on unless somebody moved it since `version`.
pub async fn seal_batch(
    txn: &Txn,
    (id, version): (BatchId, i64),
    by: PersonId,
    at: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let written = batches::Entity::update_many()
        .col_expr(batches::Column::State, Expr::value(BatchState::Sealed))
        .col_expr(batches::Column::SealedBy, Expr::value(Some(by)))
        .col_expr(batches::Column::SealedAt, Expr::value(Some(at)))
        .col_expr(batches::Column::Version, Expr::value(version + 1))
        .filter(batches::Column::Id.eq(id))
        .filter(batches::Column::Version.eq(version))
        .exec(txn)
        .await?;
    Ok(written.rows_affected == 1)
}

pub async fn withdraw_batch(
    txn: &Txn,
    (id, version): (BatchId, i64),
    at: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let written = batches::Entity::update_many()
        .col_expr(batches::Column::State, Expr::value(BatchState::Withdrawn))
        .col_expr(batches::Column::WithdrawnAt, Expr::value(Some(at)))
        .col_expr(batches::Column::Version, Expr::value(version + 1))
        .filter(batches::Column::Id.eq(id))
        .filter(batches::Column::Version.eq(version))
        .exec(txn)
        .await?;
    Ok(written.rows_affected == 1)
}
