use crate::{
    app::{Put, Txn, put},
    id::{ResidencyId, SessionId},
    labs::entity::{attendance, opening_attendance, opening_labs},
};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};

pub async fn of_session(
    db: &impl ConnectionTrait,
    session: SessionId,
) -> Result<Vec<attendance::Model>, DbErr> {
    attendance::Entity::find()
        .filter(attendance::Column::SessionId.eq(session))
        .all(db)
        .await
}

pub async fn of_residencies(
    db: &impl ConnectionTrait,
    residencies: &[ResidencyId],
) -> Result<Vec<attendance::Model>, DbErr> {
    let find = attendance::Entity::find();
    let find = find.filter(attendance::Column::ResidencyId.is_in(residencies.iter().copied()));
    find.order_by_asc(attendance::Column::Id).all(db).await
}

pub async fn put_attendance(
    txn: &Txn,
    found: Option<attendance::Model>,
    wanted: attendance::Model,
) -> Result<Put, DbErr> {
    put::<attendance::Entity, _>(txn, found, wanted).await
}

pub async fn openings(
    db: &impl ConnectionTrait,
    residencies: &[ResidencyId],
) -> Result<Vec<opening_attendance::Model>, DbErr> {
    let find = opening_attendance::Entity::find();
    find.filter(opening_attendance::Column::ResidencyId.is_in(residencies.iter().copied()))
        .all(db)
        .await
}

pub async fn put_opening(txn: &Txn, wanted: opening_attendance::Model) -> Result<Put, DbErr> {
    let found = opening_attendance::Entity::find_by_id(wanted.residency_id)
        .one(txn)
        .await?;
    put::<opening_attendance::Entity, _>(txn, found, wanted).await
}

pub async fn opening_labs(
    db: &impl ConnectionTrait,
    residencies: &[ResidencyId],
) -> Result<Vec<opening_labs::Model>, DbErr> {
    let find = opening_labs::Entity::find();
    find.filter(opening_labs::Column::ResidencyId.is_in(residencies.iter().copied()))
        .all(db)
        .await
}

pub async fn put_opening_lab(txn: &Txn, wanted: opening_labs::Model) -> Result<Put, DbErr> {
    let found = opening_labs::Entity::find_by_id((wanted.residency_id, wanted.lab_id))
        .one(txn)
        .await?;
    put::<opening_labs::Entity, _>(txn, found, wanted).await
}
