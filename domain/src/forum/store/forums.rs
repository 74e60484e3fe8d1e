//! What a programme file says of a forum.

use crate::{
    app::{Put, Txn, put},
    forum::{
        entity::{days, delegations, forums, pools, sessions, ticket_types},
        state::PlaceKind,
    },
    id::{ForumId, ForumPoolId, ProgrammeId},
};
use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
};

pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<forums::Model>, DbErr> {
    forums::Entity::find()
        .order_by_desc(forums::Column::OpensAt)
        .order_by_asc(forums::Column::Id)
        .all(db)
        .await
}

pub async fn by_code(
    db: &impl ConnectionTrait,
    code: &str,
) -> Result<Option<forums::Model>, DbErr> {
    let find = forums::Entity::find().filter(forums::Column::Code.eq(code));
    find.one(db).await
}

pub async fn by_id(db: &impl ConnectionTrait, id: ForumId) -> Result<Option<forums::Model>, DbErr> {
    forums::Entity::find_by_id(id).one(db).await
}

pub async fn of_programmes(
    db: &impl ConnectionTrait,
    programmes: &[ProgrammeId],
) -> Result<Vec<forums::Model>, DbErr> {
    forums::Entity::find()
        .filter(forums::Column::ProgrammeId.is_in(programmes.iter().copied()))
        .order_by_asc(forums::Column::OpensAt)
        .all(db)
        .await
}

/// In order.
pub async fn days(db: &impl ConnectionTrait, forum: ForumId) -> Result<Vec<NaiveDate>, DbErr> {
    let find = days::Entity::find().filter(days::Column::ForumId.eq(forum));
    let rows = find.order_by_asc(days::Column::HeldOn).all(db).await?;
    Ok(rows.into_iter().map(|row| row.held_on).collect())
}

pub async fn sessions(
    db: &impl ConnectionTrait,
    forum: ForumId,
) -> Result<Vec<sessions::Model>, DbErr> {
    let find = sessions::Entity::find().filter(sessions::Column::ForumId.eq(forum));
    find.order_by_asc(sessions::Column::Ordinal).all(db).await
}

pub async fn ticket_types(
    db: &impl ConnectionTrait,
    forum: ForumId,
) -> Result<Vec<ticket_types::Model>, DbErr> {
    let find = ticket_types::Entity::find().filter(ticket_types::Column::ForumId.eq(forum));
    find.order_by_asc(ticket_types::Column::Ordinal)
        .all(db)
        .await
}

/// On site first: the databases sort the kinds' names differently.
pub async fn pools(db: &impl ConnectionTrait, forum: ForumId) -> Result<Vec<pools::Model>, DbErr> {
    let find = pools::Entity::find().filter(pools::Column::ForumId.eq(forum));
    let mut pools = find.all(db).await?;
    pools.sort_by_key(|pool| pool.kind);
    Ok(pools)
}

pub async fn pool(
    db: &impl ConnectionTrait,
    id: ForumPoolId,
) -> Result<Option<pools::Model>, DbErr> {
    pools::Entity::find_by_id(id).one(db).await
}

pub async fn pool_of_kind(
    db: &impl ConnectionTrait,
    forum: ForumId,
    kind: PlaceKind,
) -> Result<Option<pools::Model>, DbErr> {
    let find = pools::Entity::find().filter(pools::Column::ForumId.eq(forum));
    find.filter(pools::Column::Kind.eq(kind)).one(db).await
}

/// Seats that stay with the delegations until their release.
pub async fn delegation_seats(db: &impl ConnectionTrait, forum: ForumId) -> Result<i32, DbErr> {
    let find = delegations::Entity::find().filter(delegations::Column::ForumId.eq(forum));
    Ok(find.all(db).await?.iter().map(|row| row.seats).sum())
}

pub async fn put_forum(
    txn: &Txn,
    found: Option<forums::Model>,
    wanted: forums::Model,
) -> Result<Put, DbErr> {
    put::<forums::Entity, _>(txn, found, wanted).await
}

pub async fn put_pool(
    txn: &Txn,
    found: Option<pools::Model>,
    wanted: pools::Model,
) -> Result<Put, DbErr> {
    put::<pools::Entity, _>(txn, found, wanted).await
}

/// Makes the forum's days exactly these.
pub async fn put_days(txn: &Txn, forum: ForumId, wanted: &[NaiveDate]) -> Result<bool, DbErr> {
    if days(txn, forum).await? == wanted {
        return Ok(false);
    }
    let delete = days::Entity::delete_many().filter(days::Column::ForumId.eq(forum));
    delete.exec(txn).await?;
    for held_on in wanted {
        let row = days::Model {
            forum_id: forum,
            held_on: *held_on,
        };
        days::Entity::insert(row.into_active_model())
            .exec_without_returning(txn)
            .await?;
    }
    Ok(true)
}

/// Makes the forum's sessions exactly these.
pub async fn put_sessions(
    txn: &Txn,
    forum: ForumId,
    wanted: &[sessions::Model],
) -> Result<bool, DbErr> {
    if sessions(txn, forum).await? == wanted {
        return Ok(false);
    }
    let delete = sessions::Entity::delete_many().filter(sessions::Column::ForumId.eq(forum));
    delete.exec(txn).await?;
    for row in wanted {
        sessions::Entity::insert(row.clone().into_active_model())
            .exec_without_returning(txn)
            .await?;
    }
    Ok(true)
}

/// Makes the seats of delegations exactly these.
pub async fn put_delegations(
    txn: &Txn,
    forum: ForumId,
    mut wanted: Vec<delegations::Model>,
) -> Result<bool, DbErr> {
    wanted.sort_by(|one, other| one.country_code.0.cmp(&other.country_code.0));
    let find = delegations::Entity::find().filter(delegations::Column::ForumId.eq(forum));
    let mut found = find.all(txn).await?;
    found.sort_by(|one, other| one.country_code.0.cmp(&other.country_code.0));
    if found == wanted {
        return Ok(false);
    }
    let delete = delegations::Entity::delete_many().filter(delegations::Column::ForumId.eq(forum));
    delete.exec(txn).await?;
    for row in wanted {
        delegations::Entity::insert(row.into_active_model())
            .exec_without_returning(txn)
            .await?;
    }
    Ok(true)
}

/// Writes a kind of ticket as it should be. One that the file no longer names stays: registrations refer to it.
pub async fn put_ticket_type(txn: &Txn, wanted: ticket_types::Model) -> Result<Put, DbErr> {
    let key = (wanted.forum_id, wanted.code.clone());
    let found = ticket_types::Entity::find_by_id(key).one(txn).await?;
    put::<ticket_types::Entity, _>(txn, found, wanted).await
}
