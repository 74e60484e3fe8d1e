use crate::{
    app::{Put, Txn, put},
    credentials::entity::{names, rules},
    id::{PersonId, ProgrammeId},
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder,
};

pub async fn award_rules(
    db: &impl ConnectionTrait,
    programme: ProgrammeId,
) -> Result<Vec<rules::Model>, DbErr> {
    let find = rules::Entity::find().filter(rules::Column::ProgrammeId.eq(programme));
    find.order_by_asc(rules::Column::Code).all(db).await
}

pub async fn put_award_rule(
    txn: &Txn,
    found: Option<rules::Model>,
    wanted: rules::Model,
) -> Result<Put, DbErr> {
    put::<rules::Entity, _>(txn, found, wanted).await
}

pub async fn confirmed_names(
    db: &impl ConnectionTrait,
    people: &[PersonId],
) -> Result<Vec<names::Model>, DbErr> {
    let of_these = names::Column::PersonId.is_in(people.iter().copied());
    names::Entity::find().filter(of_these).all(db).await
}

/// Inserts, or rewrites unless somebody else did since `seen`.
pub async fn put_names(
    txn: &Txn,
    seen: Option<&names::Model>,
    wanted: names::Model,
) -> Result<bool, DbErr> {
    let Some(seen) = seen else {
        names::Entity::insert(wanted.into_active_model())
            .exec_without_returning(txn)
            .await?;
        return Ok(true);
    };
    let (id, version) = (seen.person_id, seen.version);
    let written = names::Entity::update_many()
        .set(wanted.into_active_model().reset_all())
        .filter(names::Column::PersonId.eq(id))
        .filter(names::Column::Version.eq(version))
        .exec(txn)
        .await?;
    Ok(written.rows_affected == 1)
}
