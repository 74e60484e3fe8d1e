//! Reading and writing rubrics, assignments, due dates and opening marks.

pub mod marks;
pub mod work;

use super::entity::{assignments, criteria, due_dates, levels, opening_marks, rubrics};
use crate::{
    app::{Put, Txn, put},
    id::{CohortId, MicroCredentialId, ProgrammeId, ResidencyId},
};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};

pub async fn rubric(
    txn: &Txn,
    programme: ProgrammeId,
    code: &str,
) -> Result<Option<rubrics::Model>, DbErr> {
    let find = rubrics::Entity::find().filter(rubrics::Column::ProgrammeId.eq(programme));
    let find = find.filter(rubrics::Column::Code.eq(code));
    find.order_by_desc(rubrics::Column::Edition).one(txn).await
}

pub async fn put_rubric(
    txn: &Txn,
    found: Option<rubrics::Model>,
    wanted: rubrics::Model,
) -> Result<Put, DbErr> {
    put::<rubrics::Entity, _>(txn, found, wanted).await
}

pub async fn put_level(txn: &Txn, wanted: levels::Model) -> Result<Put, DbErr> {
    let found = levels::Entity::find_by_id((wanted.rubric_id, wanted.level))
        .one(txn)
        .await?;
    put::<levels::Entity, _>(txn, found, wanted).await
}

pub async fn put_criterion(txn: &Txn, wanted: criteria::Model) -> Result<Put, DbErr> {
    let found = criteria::Entity::find_by_id((wanted.rubric_id, wanted.code.clone()))
        .one(txn)
        .await?;
    put::<criteria::Entity, _>(txn, found, wanted).await
}

pub async fn put_assignment(txn: &Txn, wanted: assignments::Model) -> Result<Put, DbErr> {
    let found = assignments::Entity::find_by_id(wanted.micro_credential_id)
        .one(txn)
        .await?;
    put::<assignments::Entity, _>(txn, found, wanted).await
}

pub async fn assignments(
    db: &impl ConnectionTrait,
    micro_credentials: &[MicroCredentialId],
) -> Result<Vec<assignments::Model>, DbErr> {
    let of_these = assignments::Column::MicroCredentialId.is_in(micro_credentials.iter().copied());
    assignments::Entity::find().filter(of_these).all(db).await
}

pub async fn assignment(
    db: &impl ConnectionTrait,
    micro_credential: MicroCredentialId,
) -> Result<Option<assignments::Model>, DbErr> {
    assignments::Entity::find_by_id(micro_credential)
        .one(db)
        .await
}

pub async fn due_dates(
    db: &impl ConnectionTrait,
    cohort: CohortId,
) -> Result<Vec<due_dates::Model>, DbErr> {
    let find = due_dates::Entity::find().filter(due_dates::Column::CohortId.eq(cohort));
    find.order_by_asc(due_dates::Column::DueAt).all(db).await
}

pub async fn put_due_date(txn: &Txn, wanted: due_dates::Model) -> Result<Put, DbErr> {
    let found = due_dates::Entity::find_by_id((wanted.cohort_id, wanted.micro_credential_id))
        .one(txn)
        .await?;
    put::<due_dates::Entity, _>(txn, found, wanted).await
}

pub async fn opening_marks(
    db: &impl ConnectionTrait,
    residencies: &[ResidencyId],
) -> Result<Vec<opening_marks::Model>, DbErr> {
    let find = opening_marks::Entity::find();
    find.filter(opening_marks::Column::ResidencyId.is_in(residencies.iter().copied()))
        .all(db)
        .await
}

pub async fn put_opening_mark(txn: &Txn, wanted: opening_marks::Model) -> Result<Put, DbErr> {
    let key = (wanted.residency_id, wanted.micro_credential_id);
    let found = opening_marks::Entity::find_by_id(key).one(txn).await?;
    put::<opening_marks::Entity, _>(txn, found, wanted).await
}
