//! Reading and writing plans, preferences and notices.

use super::{
    entity::{notices, plans, preferences},
    state::Digits,
};
use crate::{
    app::{Put, Txn, put},
    id::{NoticeId, PersonId, ProgrammeId},
    outbox::Event,
};
use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveEnum, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, TryInsertResult, sea_query::Expr,
};

pub async fn plan(
    db: &impl ConnectionTrait,
    programme: ProgrammeId,
    event: Event,
) -> Result<Option<plans::Model>, DbErr> {
    plans::Entity::find_by_id((programme, event)).one(db).await
}

pub async fn put_plan(
    txn: &Txn,
    found: Option<plans::Model>,
    wanted: plans::Model,
) -> Result<Put, DbErr> {
    put::<plans::Entity, _>(txn, found, wanted).await
}

pub async fn preferences(
    db: &impl ConnectionTrait,
    person: PersonId,
) -> Result<Option<preferences::Model>, DbErr> {
    preferences::Entity::find_by_id(person).one(db).await
}

/// Writes the preferences unless they have another version by now; version 0 is that of a person who never set any.
pub async fn save_preferences(
    txn: &Txn,
    person: PersonId,
    digits: Digits,
    seen: i64,
) -> Result<bool, DbErr> {
    if seen == 0 {
        let row = preferences::Model {
            person_id: person,
            digits,
            version: 1,
        };
        let inserted = preferences::Entity::insert(row.into_active_model())
            .on_conflict_do_nothing_on([preferences::Column::PersonId])
            .exec_without_returning(txn)
            .await?;
        return Ok(matches!(inserted, TryInsertResult::Inserted(1)));
    }
    let written = preferences::Entity::update_many()
        .col_expr(preferences::Column::Digits, Expr::value(digits.to_value()))
        .col_expr(preferences::Column::Version, Expr::value(seen + 1))
        .filter(preferences::Column::PersonId.eq(person))
        .filter(preferences::Column::Version.eq(seen))
        .exec(txn)
        .await?;
    Ok(written.rows_affected == 1)
}

/// Inserts the notice; `false` when its occasion has one.
pub async fn insert_notice(txn: &Txn, notice: notices::Model) -> Result<bool, DbErr> {
    let occasion = [
        notices::Column::Kind,
        notices::Column::PersonId,
        notices::Column::Occasion,
    ];
    let inserted = notices::Entity::insert(notice.into_active_model())
        .on_conflict_do_nothing_on(occasion)
        .exec_without_returning(txn)
        .await?;
    Ok(matches!(inserted, TryInsertResult::Inserted(1)))
}

pub async fn find_notice(
    db: &impl ConnectionTrait,
    id: NoticeId,
) -> Result<Option<notices::Model>, DbErr> {
    notices::Entity::find_by_id(id).one(db).await
}

/// The person's notices, newest first: those before `before`, if given.
pub async fn newest_notices(
    db: &impl ConnectionTrait,
    person: PersonId,
    before: Option<NoticeId>,
    limit: u64,
) -> Result<Vec<notices::Model>, DbErr> {
    let mut find = notices::Entity::find().filter(notices::Column::PersonId.eq(person));
    if let Some(id) = before {
        find = find.filter(notices::Column::Id.lt(id));
    }
    find.order_by_desc(notices::Column::Id)
        .limit(limit)
        .all(db)
        .await
}

pub async fn unread(db: &impl ConnectionTrait, person: PersonId) -> Result<u64, DbErr> {
    notices::Entity::find()
        .filter(notices::Column::PersonId.eq(person))
        .filter(notices::Column::ReadAt.is_null())
        .count(db)
        .await
}

/// Marks the person's unread notices read: one of them, or all.
pub async fn mark_read(
    txn: &Txn,
    person: PersonId,
    which: Which,
    at: DateTime<Utc>,
) -> Result<u64, DbErr> {
    let mut update = notices::Entity::update_many()
        .col_expr(notices::Column::ReadAt, Expr::value(Some(at)))
        .filter(notices::Column::PersonId.eq(person))
        .filter(notices::Column::ReadAt.is_null());
    if let Which::One(id) = which {
        update = update.filter(notices::Column::Id.eq(id));
    }
    Ok(update.exec(txn).await?.rows_affected)
}

/// Which notices are marked.
#[derive(Clone, Copy, Debug)]
pub enum Which {
    One(NoticeId),
    All,
}
