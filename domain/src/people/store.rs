//! Reading and writing people and grants.

use super::entity::{grants, people, topics};
use crate::{
    app::{Put, Txn, put},
    id::PersonId,
    scope::{Grant, Role, Scope},
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect,
};
use std::collections::BTreeSet;

pub async fn find(db: &impl ConnectionTrait, id: PersonId) -> Result<Option<people::Model>, DbErr> {
    people::Entity::find_by_id(id).one(db).await
}

pub async fn by_email_key(
    db: &impl ConnectionTrait,
    key: &str,
) -> Result<Option<people::Model>, DbErr> {
    people::Entity::find()
        .filter(people::Column::EmailKey.eq(key))
        .one(db)
        .await
}

pub async fn by_code(
    db: &impl ConnectionTrait,
    code: &str,
) -> Result<Option<people::Model>, DbErr> {
    people::Entity::find()
        .filter(people::Column::Code.eq(code))
        .one(db)
        .await
}

pub async fn by_ids(
    db: &impl ConnectionTrait,
    ids: &[PersonId],
) -> Result<Vec<people::Model>, DbErr> {
    people::Entity::find()
        .filter(people::Column::Id.is_in(ids.iter().copied()))
        .all(db)
        .await
}

/// People in the order of their ids, after `after`, whose search key holds every word.
pub async fn page(
    db: &impl ConnectionTrait,
    words: &[String],
    after: Option<PersonId>,
    limit: u64,
) -> Result<Vec<people::Model>, DbErr> {
    let mut condition = Condition::all();
    for word in words {
        condition = condition.add(people::Column::SearchKey.contains(word));
    }
    if let Some(after) = after {
        condition = condition.add(people::Column::Id.gt(after));
    }
    people::Entity::find()
        .filter(condition)
        .order_by_asc(people::Column::Id)
        .limit(limit)
        .all(db)
        .await
}

pub async fn samples(db: &impl ConnectionTrait) -> Result<Vec<people::Model>, DbErr> {
    let find = people::Entity::find().filter(people::Column::IsSample.eq(true));
    find.order_by_asc(people::Column::Code).all(db).await
}

pub async fn insert(txn: &Txn, person: people::Model) -> Result<(), DbErr> {
    people::Entity::insert(person.into_active_model())
        .exec_without_returning(txn)
        .await
        .map(drop)
}

pub async fn put_person(
    txn: &Txn,
    found: Option<people::Model>,
    wanted: people::Model,
) -> Result<Put, DbErr> {
    put::<people::Entity, _>(txn, found, wanted).await
}

/// What the person teaches, is expert in: the topics of one kind.
pub async fn topics_of(
    db: &impl ConnectionTrait,
    person: PersonId,
    kind: &str,
) -> Result<Vec<String>, DbErr> {
    let find = topics::Entity::find()
        .filter(topics::Column::PersonId.eq(person))
        .filter(topics::Column::Kind.eq(kind))
        .order_by_asc(topics::Column::Topic);
    Ok(find
        .all(db)
        .await?
        .into_iter()
        .map(|row| row.topic)
        .collect())
}

/// Makes the person's topics of one kind exactly these.
pub async fn put_topics(
    txn: &Txn,
    person: PersonId,
    kind: &str,
    wanted: &[String],
) -> Result<bool, DbErr> {
    let of_kind = Condition::all()
        .add(topics::Column::PersonId.eq(person))
        .add(topics::Column::Kind.eq(kind));
    let found = topics::Entity::find()
        .filter(of_kind.clone())
        .all(txn)
        .await?;
    let found: BTreeSet<&str> = found.iter().map(|row| row.topic.as_str()).collect();
    if found == wanted.iter().map(String::as_str).collect() {
        return Ok(false);
    }
    topics::Entity::delete_many()
        .filter(of_kind)
        .exec(txn)
        .await?;
    for topic in wanted {
        let row = topics::Model {
            person_id: person,
            kind: kind.to_owned(),
            topic: topic.clone(),
        };
        topics::Entity::insert(row.into_active_model())
            .exec_without_returning(txn)
            .await?;
    }
    Ok(true)
}

/// Grants that were not revoked, of these people.
pub async fn live_grants(
    db: &impl ConnectionTrait,
    people: &[PersonId],
) -> Result<Vec<grants::Model>, DbErr> {
    let find =
        grants::Entity::find().filter(grants::Column::PersonId.is_in(people.iter().copied()));
    find.filter(grants::Column::RevokedAt.is_null())
        .order_by_asc(grants::Column::Id)
        .all(db)
        .await
}

/// The people who hold a role in a programme, without regard to dates.
pub async fn holders(db: &impl ConnectionTrait, role: Role) -> Result<Vec<grants::Model>, DbErr> {
    let find = grants::Entity::find().filter(grants::Column::Role.eq(role));
    find.filter(grants::Column::RevokedAt.is_null())
        .order_by_asc(grants::Column::Id)
        .all(db)
        .await
}

pub async fn insert_grant(txn: &Txn, grant: grants::Model) -> Result<(), DbErr> {
    grants::Entity::insert(grant.into_active_model())
        .exec_without_returning(txn)
        .await
        .map(drop)
}

/// A row as the grant it stands for.
pub fn grant_of(row: &grants::Model) -> Option<Grant> {
    let scope = match row.scope_kind.as_str() {
        "installation" => Scope::Installation,
        "programme" => Scope::Programme(row.programme_id?),
        "cohort" => Scope::Cohort(row.cohort_id?),
        "country" => Scope::Country(row.country_code.clone()?),
        _ => return None,
    };
    let grants::Model {
        role,
        starts_on,
        ends_on,
        acting_by_decision,
        ..
    } = row.clone();
    Some(Grant {
        role,
        scope,
        starts_on,
        ends_on,
        acting_by_decision,
    })
}
