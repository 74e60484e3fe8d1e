//! Reading and writing cohorts and residencies.

use super::entity::{cohorts, moves, pinned, residencies, weeks};
use crate::{
    app::{Put, Txn, put},
    id::{CohortId, MicroCredentialId, PersonId, ProgrammeId, ResidencyId},
    scope::Visibility,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect, QueryTrait,
};

/// Cohorts within programme or cohort scope, and those that hold a national of the countries.
fn cohorts_of(seen: &Visibility) -> Condition {
    if seen.everything {
        return Condition::all();
    }
    let of_countries = residencies::Entity::find()
        .select_only()
        .column(residencies::Column::CohortId)
        .filter(residencies::Column::CountryCode.is_in(seen.countries.iter().cloned()))
        .into_query();
    Condition::any()
        .add(cohorts::Column::ProgrammeId.is_in(seen.programmes.iter().copied()))
        .add(cohorts::Column::Id.is_in(seen.cohorts.iter().copied()))
        .add(cohorts::Column::Id.in_subquery(of_countries))
}

fn residencies_of(seen: &Visibility) -> Condition {
    if seen.everything {
        return Condition::all();
    }
    let mut visible = Condition::any()
        .add(residencies::Column::ProgrammeId.is_in(seen.programmes.iter().copied()))
        .add(residencies::Column::CohortId.is_in(seen.cohorts.iter().copied()))
        .add(residencies::Column::CountryCode.is_in(seen.countries.iter().cloned()));
    if let Some(own) = seen.own {
        visible = visible
            .add(residencies::Column::FellowId.eq(own))
            .add(residencies::Column::MentorId.eq(own));
    }
    visible
}

pub async fn cohorts(
    db: &impl ConnectionTrait,
    seen: &Visibility,
) -> Result<Vec<cohorts::Model>, DbErr> {
    let find = cohorts::Entity::find().filter(cohorts_of(seen));
    find.order_by_asc(cohorts::Column::StartsOn)
        .order_by_asc(cohorts::Column::Id)
        .all(db)
        .await
}

pub async fn cohort(
    db: &impl ConnectionTrait,
    seen: &Visibility,
    id: CohortId,
) -> Result<Option<cohorts::Model>, DbErr> {
    cohorts::Entity::find_by_id(id)
        .filter(cohorts_of(seen))
        .one(db)
        .await
}

pub async fn cohort_by_code(
    txn: &Txn,
    programme: ProgrammeId,
    code: &str,
) -> Result<Option<cohorts::Model>, DbErr> {
    let find = cohorts::Entity::find().filter(cohorts::Column::ProgrammeId.eq(programme));
    find.filter(cohorts::Column::Code.eq(code)).one(txn).await
}

pub async fn put_cohort(
    txn: &Txn,
    found: Option<cohorts::Model>,
    wanted: cohorts::Model,
) -> Result<Put, DbErr> {
    put::<cohorts::Entity, _>(txn, found, wanted).await
}

pub async fn weeks(
    db: &impl ConnectionTrait,
    cohort: CohortId,
) -> Result<Vec<weeks::Model>, DbErr> {
    let find = weeks::Entity::find().filter(weeks::Column::CohortId.eq(cohort));
    find.order_by_asc(weeks::Column::Number).all(db).await
}

pub async fn put_week(
    txn: &Txn,
    found: Option<weeks::Model>,
    wanted: weeks::Model,
) -> Result<Put, DbErr> {
    put::<weeks::Entity, _>(txn, found, wanted).await
}

pub async fn pinned(
    db: &impl ConnectionTrait,
    cohort: CohortId,
) -> Result<Vec<MicroCredentialId>, DbErr> {
    let rows = pinned::Entity::find()
        .filter(pinned::Column::CohortId.eq(cohort))
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| row.micro_credential_id)
        .collect())
}

pub async fn put_pinned(txn: &Txn, wanted: pinned::Model) -> Result<Put, DbErr> {
    let key = (wanted.cohort_id, wanted.micro_credential_id);
    let found = pinned::Entity::find_by_id(key).one(txn).await?;
    put::<pinned::Entity, _>(txn, found, wanted).await
}

pub async fn residencies(
    db: &impl ConnectionTrait,
    seen: &Visibility,
    cohort: Option<CohortId>,
) -> Result<Vec<residencies::Model>, DbErr> {
    let mut find = residencies::Entity::find().filter(residencies_of(seen));
    if let Some(cohort) = cohort {
        find = find.filter(residencies::Column::CohortId.eq(cohort));
    }
    find.order_by_asc(residencies::Column::Id).all(db).await
}

pub async fn residency(
    db: &impl ConnectionTrait,
    seen: &Visibility,
    id: ResidencyId,
) -> Result<Option<residencies::Model>, DbErr> {
    residencies::Entity::find_by_id(id)
        .filter(residencies_of(seen))
        .one(db)
        .await
}

pub async fn by_ids(
    db: &impl ConnectionTrait,
    ids: &[ResidencyId],
) -> Result<Vec<residencies::Model>, DbErr> {
    residencies::Entity::find()
        .filter(residencies::Column::Id.is_in(ids.iter().copied()))
        .all(db)
        .await
}

pub async fn of_fellow(
    db: &impl ConnectionTrait,
    fellow: PersonId,
) -> Result<Vec<residencies::Model>, DbErr> {
    let find = residencies::Entity::find().filter(residencies::Column::FellowId.eq(fellow));
    find.order_by_asc(residencies::Column::Id).all(db).await
}

pub async fn in_cohort(
    db: &impl ConnectionTrait,
    cohort: CohortId,
    fellow: PersonId,
) -> Result<Option<residencies::Model>, DbErr> {
    let find = residencies::Entity::find().filter(residencies::Column::CohortId.eq(cohort));
    find.filter(residencies::Column::FellowId.eq(fellow))
        .one(db)
        .await
}

pub async fn put_residency(
    txn: &Txn,
    found: Option<residencies::Model>,
    wanted: residencies::Model,
) -> Result<Put, DbErr> {
    put::<residencies::Entity, _>(txn, found, wanted).await
}

pub async fn insert_move(txn: &Txn, row: moves::Model) -> Result<(), DbErr> {
    moves::Entity::insert(row.into_active_model())
        .exec_without_returning(txn)
        .await
        .map(drop)
}
