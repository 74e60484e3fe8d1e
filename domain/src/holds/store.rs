//! Reading and writing holds.

use super::{entity::holds, state::HoldSubject};
use crate::{
    app::Txn,
    id::{HoldId, PersonId},
};
use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter, sea_query::Expr,
};
use uuid::Uuid;

/// The index that keeps a subject's live hold single, by its name and by the columns that SQLite names instead.
pub const ONE_LIVE: [&str; 2] = ["holds_one_live", "holds.subject_kind"];

pub async fn find(db: &impl ConnectionTrait, id: HoldId) -> Result<Option<holds::Model>, DbErr> {
    holds::Entity::find_by_id(id).one(db).await
}

/// The live holds on these subjects, at most one each.
pub async fn live_on(
    db: &impl ConnectionTrait,
    kind: HoldSubject,
    subjects: &[Uuid],
) -> Result<Vec<holds::Model>, DbErr> {
    let find = holds::Entity::find().filter(holds::Column::SubjectKind.eq(kind));
    let find = find.filter(holds::Column::SubjectId.is_in(subjects.iter().copied()));
    find.filter(holds::Column::LiftedAt.is_null()).all(db).await
}

pub async fn insert(txn: &Txn, hold: holds::Model) -> Result<(), DbErr> {
    holds::Entity::insert(hold.into_active_model())
        .exec_without_returning(txn)
        .await
        .map(drop)
}

/// Lifts a hold that is live; `false` when it is not.
pub async fn lift(
    txn: &Txn,
    id: HoldId,
    by: Option<PersonId>,
    at: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let written = holds::Entity::update_many()
        .col_expr(holds::Column::LiftedBy, Expr::value(by))
        .col_expr(holds::Column::LiftedAt, Expr::value(Some(at)))
        .filter(holds::Column::Id.eq(id))
        .filter(holds::Column::LiftedAt.is_null())
        .exec(txn)
        .await?;
    Ok(written.rows_affected == 1)
}
