//! Reading and writing weekends and holidays.

use super::entity::{holidays, weekend_rules};
use crate::{
    app::{Put, Txn, put},
    id::ProgrammeId,
};
use chrono::NaiveDate;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};

pub async fn weekends(
    db: &impl ConnectionTrait,
    programme: ProgrammeId,
) -> Result<Vec<weekend_rules::Model>, DbErr> {
    weekend_rules::Entity::find()
        .filter(weekend_rules::Column::ProgrammeId.eq(programme))
        .all(db)
        .await
}

pub async fn holidays(
    db: &impl ConnectionTrait,
    programme: ProgrammeId,
) -> Result<Vec<holidays::Model>, DbErr> {
    let find = holidays::Entity::find().filter(holidays::Column::ProgrammeId.eq(programme));
    find.order_by_asc(holidays::Column::HeldOn).all(db).await
}

pub async fn weekend_from(
    txn: &Txn,
    programme: ProgrammeId,
    from: NaiveDate,
) -> Result<Option<weekend_rules::Model>, DbErr> {
    let find =
        weekend_rules::Entity::find().filter(weekend_rules::Column::ProgrammeId.eq(programme));
    find.filter(weekend_rules::Column::ValidFromOn.eq(from))
        .one(txn)
        .await
}

pub async fn holiday_on(
    txn: &Txn,
    programme: ProgrammeId,
    on: NaiveDate,
) -> Result<Option<holidays::Model>, DbErr> {
    let find = holidays::Entity::find().filter(holidays::Column::ProgrammeId.eq(programme));
    find.filter(holidays::Column::HeldOn.eq(on)).one(txn).await
}

pub async fn put_weekend(
    txn: &Txn,
    found: Option<weekend_rules::Model>,
    wanted: weekend_rules::Model,
) -> Result<Put, DbErr> {
    put::<weekend_rules::Entity, _>(txn, found, wanted).await
}

pub async fn put_holiday(
    txn: &Txn,
    found: Option<holidays::Model>,
    wanted: holidays::Model,
) -> Result<Put, DbErr> {
    put::<holidays::Entity, _>(txn, found, wanted).await
}
