use crate::{
    app::{Put, Txn, put},
    id::{EquipmentId, LabId, MicroCredentialId, ProgrammeId},
    labs::entity::{equipment, lab_equipment, labs, maintenance, venues},
};
use chrono::NaiveDate;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};

pub async fn venues(db: &impl ConnectionTrait) -> Result<Vec<venues::Model>, DbErr> {
    venues::Entity::find()
        .order_by_asc(venues::Column::Code)
        .all(db)
        .await
}

pub async fn put_venue(
    txn: &Txn,
    found: Option<venues::Model>,
    wanted: venues::Model,
) -> Result<Put, DbErr> {
    put::<venues::Entity, _>(txn, found, wanted).await
}

pub async fn equipment(db: &impl ConnectionTrait) -> Result<Vec<equipment::Model>, DbErr> {
    equipment::Entity::find()
        .order_by_asc(equipment::Column::Code)
        .all(db)
        .await
}

pub async fn put_equipment(
    txn: &Txn,
    found: Option<equipment::Model>,
    wanted: equipment::Model,
) -> Result<Put, DbErr> {
    put::<equipment::Entity, _>(txn, found, wanted).await
}

/// Maintenance that touches the days from `from` to `to`.
pub async fn maintenance_between(
    db: &impl ConnectionTrait,
    from: NaiveDate,
    to: NaiveDate,
) -> Result<Vec<maintenance::Model>, DbErr> {
    let find = maintenance::Entity::find().filter(maintenance::Column::FromOn.lte(to));
    find.filter(maintenance::Column::ToOn.gte(from))
        .all(db)
        .await
}

pub async fn put_maintenance(txn: &Txn, wanted: maintenance::Model) -> Result<Put, DbErr> {
    let key: (EquipmentId, NaiveDate) = (wanted.equipment_id, wanted.from_on);
    let found = maintenance::Entity::find_by_id(key).one(txn).await?;
    put::<maintenance::Entity, _>(txn, found, wanted).await
}

pub async fn labs_of(
    db: &impl ConnectionTrait,
    micro_credentials: &[MicroCredentialId],
) -> Result<Vec<labs::Model>, DbErr> {
    let of_these = labs::Column::MicroCredentialId.is_in(micro_credentials.iter().copied());
    labs::Entity::find()
        .filter(of_these)
        .order_by_asc(labs::Column::Code)
        .all(db)
        .await
}

pub async fn lab_by_code(
    db: &impl ConnectionTrait,
    programme: ProgrammeId,
    code: &str,
) -> Result<Option<labs::Model>, DbErr> {
    let find = labs::Entity::find().filter(labs::Column::ProgrammeId.eq(programme));
    find.filter(labs::Column::Code.eq(code)).one(db).await
}

pub async fn put_lab(
    txn: &Txn,
    found: Option<labs::Model>,
    wanted: labs::Model,
) -> Result<Put, DbErr> {
    put::<labs::Entity, _>(txn, found, wanted).await
}

pub async fn lab_equipment(db: &impl ConnectionTrait) -> Result<Vec<lab_equipment::Model>, DbErr> {
    lab_equipment::Entity::find().all(db).await
}

pub async fn put_lab_equipment(txn: &Txn, wanted: lab_equipment::Model) -> Result<Put, DbErr> {
    let key: (LabId, EquipmentId) = (wanted.lab_id, wanted.equipment_id);
    let found = lab_equipment::Entity::find_by_id(key).one(txn).await?;
    put::<lab_equipment::Entity, _>(txn, found, wanted).await
}
