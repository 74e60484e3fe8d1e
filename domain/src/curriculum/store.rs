//! Reading and writing the curriculum.

use super::entity::{learning_outcomes, micro_credentials, programmes, units};
use crate::{
    app::{Put, Txn, put},
    id::{MicroCredentialId, ProgrammeId},
};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};

pub async fn programmes(db: &impl ConnectionTrait) -> Result<Vec<programmes::Model>, DbErr> {
    programmes::Entity::find()
        .order_by_asc(programmes::Column::Code)
        .all(db)
        .await
}

pub async fn programme(
    db: &impl ConnectionTrait,
    id: ProgrammeId,
) -> Result<Option<programmes::Model>, DbErr> {
    programmes::Entity::find_by_id(id).one(db).await
}

pub async fn programme_by_code(
    db: &impl ConnectionTrait,
    code: &str,
) -> Result<Option<programmes::Model>, DbErr> {
    programmes::Entity::find()
        .filter(programmes::Column::Code.eq(code))
        .one(db)
        .await
}

pub async fn put_programme(
    txn: &Txn,
    found: Option<programmes::Model>,
    wanted: programmes::Model,
) -> Result<Put, DbErr> {
    put::<programmes::Entity, _>(txn, found, wanted).await
}

pub async fn of_programmes(
    db: &impl ConnectionTrait,
    programmes: &[ProgrammeId],
) -> Result<Vec<micro_credentials::Model>, DbErr> {
    let of_these = micro_credentials::Column::ProgrammeId.is_in(programmes.iter().copied());
    let find = micro_credentials::Entity::find().filter(of_these);
    find.order_by_asc(micro_credentials::Column::Ordinal)
        .all(db)
        .await
}

pub async fn by_ids(
    db: &impl ConnectionTrait,
    ids: &[MicroCredentialId],
) -> Result<Vec<micro_credentials::Model>, DbErr> {
    let find = micro_credentials::Entity::find()
        .filter(micro_credentials::Column::Id.is_in(ids.iter().copied()));
    find.order_by_asc(micro_credentials::Column::Ordinal)
        .all(db)
        .await
}

pub async fn by_code(
    txn: &Txn,
    programme: ProgrammeId,
    code: &str,
    edition: &str,
) -> Result<Option<micro_credentials::Model>, DbErr> {
    micro_credentials::Entity::find()
        .filter(micro_credentials::Column::ProgrammeId.eq(programme))
        .filter(micro_credentials::Column::Code.eq(code))
        .filter(micro_credentials::Column::Edition.eq(edition))
        .one(txn)
        .await
}

pub async fn put_micro_credential(
    txn: &Txn,
    found: Option<micro_credentials::Model>,
    wanted: micro_credentials::Model,
) -> Result<Put, DbErr> {
    put::<micro_credentials::Entity, _>(txn, found, wanted).await
}

pub async fn outcomes(
    db: &impl ConnectionTrait,
    id: MicroCredentialId,
) -> Result<Vec<learning_outcomes::Model>, DbErr> {
    let find = learning_outcomes::Entity::find()
        .filter(learning_outcomes::Column::MicroCredentialId.eq(id));
    find.order_by_asc(learning_outcomes::Column::Ordinal)
        .all(db)
        .await
}

pub async fn put_outcome(txn: &Txn, wanted: learning_outcomes::Model) -> Result<Put, DbErr> {
    let key = (wanted.micro_credential_id, wanted.ordinal);
    let found = learning_outcomes::Entity::find_by_id(key).one(txn).await?;
    put::<learning_outcomes::Entity, _>(txn, found, wanted).await
}

pub async fn units(
    db: &impl ConnectionTrait,
    id: MicroCredentialId,
) -> Result<Vec<units::Model>, DbErr> {
    let find = units::Entity::find().filter(units::Column::MicroCredentialId.eq(id));
    find.order_by_asc(units::Column::Ordinal).all(db).await
}

pub async fn unit_by_code(
    txn: &Txn,
    micro_credential: MicroCredentialId,
    code: &str,
) -> Result<Option<units::Model>, DbErr> {
    let find = units::Entity::find().filter(units::Column::MicroCredentialId.eq(micro_credential));
    find.filter(units::Column::Code.eq(code)).one(txn).await
}

pub async fn put_unit(
    txn: &Txn,
    found: Option<units::Model>,
    wanted: units::Model,
) -> Result<Put, DbErr> {
    put::<units::Entity, _>(txn, found, wanted).await
}
