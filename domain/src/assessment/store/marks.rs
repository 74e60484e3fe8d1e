//! Reading and writing marks, and the rubrics by which they are made.

use crate::{
    app::Txn,
    assessment::{
        entity::{criteria, levels, mark_criteria, marks, rubrics},
        state::MarkState,
    },
    id::{MarkId, MicroCredentialId, PersonId, ResidencyId, RubricId, SubmissionId},
};
use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveEnum, ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait,
    IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder, sea_query::Expr,
};

/// Marks of these submissions but those that were dropped, the newest first.
pub async fn of_submissions(
    db: &impl ConnectionTrait,
    submissions: &[SubmissionId],
) -> Result<Vec<marks::Model>, DbErr> {
    marks::Entity::find()
        .filter(marks::Column::SubmissionId.is_in(submissions.iter().copied()))
        .filter(marks::Column::State.ne(MarkState::Void))
        .order_by_desc(marks::Column::Id)
        .all(db)
        .await
}

/// Released marks that nothing has replaced.
pub async fn released(
    db: &impl ConnectionTrait,
    residencies: &[ResidencyId],
) -> Result<Vec<marks::Model>, DbErr> {
    marks::Entity::find()
        .filter(marks::Column::ResidencyId.is_in(residencies.iter().copied()))
        .filter(marks::Column::State.eq(MarkState::Released))
        .order_by_asc(marks::Column::Attempt)
        .all(db)
        .await
}

/// Marks of one micro-credential that wait for their release, first ones and corrections.
pub async fn provisional(
    db: &impl ConnectionTrait,
    residencies: &[ResidencyId],
    micro_credential: MicroCredentialId,
) -> Result<Vec<marks::Model>, DbErr> {
    marks::Entity::find()
        .filter(marks::Column::ResidencyId.is_in(residencies.iter().copied()))
        .filter(marks::Column::MicroCredentialId.eq(micro_credential))
        .filter(marks::Column::State.eq(MarkState::Provisional))
        .all(db)
        .await
}

/// Every mark of one piece of work, whatever its state: what a hold may lie on.
pub async fn ids_of_work(
    db: &impl ConnectionTrait,
    residency: ResidencyId,
    micro_credential: MicroCredentialId,
) -> Result<Vec<MarkId>, DbErr> {
    let find = marks::Entity::find()
        .filter(marks::Column::ResidencyId.eq(residency))
        .filter(marks::Column::MicroCredentialId.eq(micro_credential));
    Ok(find.all(db).await?.into_iter().map(|row| row.id).collect())
}

pub async fn mark(db: &impl ConnectionTrait, id: MarkId) -> Result<Option<marks::Model>, DbErr> {
    marks::Entity::find_by_id(id).one(db).await
}

/// Writes a provisional mark with its criteria in place of the one that stands.
pub async fn put_provisional(
    txn: &Txn,
    found: Option<&marks::Model>,
    wanted: marks::Model,
    parts: Vec<mark_criteria::Model>,
) -> Result<(), DbErr> {
    let id = wanted.id;
    if found.is_some() {
        mark_criteria::Entity::delete_many()
            .filter(mark_criteria::Column::MarkId.eq(id))
            .exec(txn)
            .await?;
        marks::Entity::update(wanted.into_active_model().reset_all())
            .exec(txn)
            .await?;
    } else {
        marks::Entity::insert(wanted.into_active_model())
            .exec_without_returning(txn)
            .await?;
    }
    let parts = parts.into_iter().map(IntoActiveModel::into_active_model);
    mark_criteria::Entity::insert_many(parts)
        .exec_without_returning(txn)
        .await
        .map(drop)
}

/// Moves a mark from the state in which it was seen; `false` when somebody was first.
pub async fn move_mark(txn: &Txn, seen: &marks::Model, to: MarkState) -> Result<bool, DbErr> {
    let written = marks::Entity::update_many()
        .col_expr(marks::Column::State, Expr::value(to.to_value()))
        .filter(marks::Column::Id.eq(seen.id))
        .filter(marks::Column::State.eq(seen.state))
        .exec(txn)
        .await?;
    Ok(written.rows_affected == 1)
}

/// Releases a mark; `false` when somebody was first.
pub async fn release(
    txn: &Txn,
    seen: &marks::Model,
    to: MarkState,
    by: PersonId,
    at: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let written = marks::Entity::update_many()
        .col_expr(marks::Column::State, Expr::value(to.to_value()))
        .col_expr(marks::Column::ReleasedBy, Expr::value(Some(by)))
        .col_expr(marks::Column::ReleasedAt, Expr::value(Some(at)))
        .filter(marks::Column::Id.eq(seen.id))
        .filter(marks::Column::State.eq(seen.state))
        .exec(txn)
        .await?;
    Ok(written.rows_affected == 1)
}

pub async fn criteria_of_marks(
    db: &impl ConnectionTrait,
    marks: &[MarkId],
) -> Result<Vec<mark_criteria::Model>, DbErr> {
    mark_criteria::Entity::find()
        .filter(mark_criteria::Column::MarkId.is_in(marks.iter().copied()))
        .order_by_asc(mark_criteria::Column::Ordinal)
        .all(db)
        .await
}

pub async fn rubrics(
    db: &impl ConnectionTrait,
    ids: &[RubricId],
) -> Result<Vec<rubrics::Model>, DbErr> {
    rubrics::Entity::find()
        .filter(rubrics::Column::Id.is_in(ids.iter().copied()))
        .all(db)
        .await
}

pub async fn levels_of(
    db: &impl ConnectionTrait,
    rubrics: &[RubricId],
) -> Result<Vec<levels::Model>, DbErr> {
    levels::Entity::find()
        .filter(levels::Column::RubricId.is_in(rubrics.iter().copied()))
        .order_by_asc(levels::Column::Level)
        .all(db)
        .await
}

pub async fn criteria_of(
    db: &impl ConnectionTrait,
    rubrics: &[RubricId],
) -> Result<Vec<criteria::Model>, DbErr> {
    criteria::Entity::find()
        .filter(criteria::Column::RubricId.is_in(rubrics.iter().copied()))
        .order_by_asc(criteria::Column::Ordinal)
        .all(db)
        .await
}

/// Whether a mark pins this edition.
pub async fn is_pinned(db: &impl ConnectionTrait, rubric: RubricId) -> Result<bool, DbErr> {
    let find = marks::Entity::find().filter(marks::Column::RubricId.eq(rubric));
    Ok(find.count(db).await? > 0)
}
