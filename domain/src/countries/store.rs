//! Reading and writing countries and organisations.

use super::entity::{countries, organisations};
use crate::{
    app::{Put, Txn, put},
    scope::CountryCode,
};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};

pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<countries::Model>, DbErr> {
    countries::Entity::find()
        .order_by_asc(countries::Column::Code)
        .all(db)
        .await
}

pub async fn organisations(db: &impl ConnectionTrait) -> Result<Vec<organisations::Model>, DbErr> {
    organisations::Entity::find()
        .order_by_asc(organisations::Column::Code)
        .all(db)
        .await
}

pub async fn organisation_by_code(
    db: &impl ConnectionTrait,
    code: &str,
) -> Result<Option<organisations::Model>, DbErr> {
    organisations::Entity::find()
        .filter(organisations::Column::Code.eq(code))
        .one(db)
        .await
}

pub async fn put_country(txn: &Txn, wanted: countries::Model) -> Result<Put, DbErr> {
    let code: CountryCode = wanted.code.clone();
    let found = countries::Entity::find_by_id(code).one(txn).await?;
    put::<countries::Entity, _>(txn, found, wanted).await
}

pub async fn put_organisation(
    txn: &Txn,
    found: Option<organisations::Model>,
    wanted: organisations::Model,
) -> Result<Put, DbErr> {
    put::<organisations::Entity, _>(txn, found, wanted).await
}
