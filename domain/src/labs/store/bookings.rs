use crate::{
    app::Txn,
    id::{BookingId, PersonId, SessionId},
    labs::{entity::bookings, state::BookingState},
};
use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect, sea_query::Expr,
};

const LIVE: [BookingState; 2] = [BookingState::Seated, BookingState::Waiting];

pub async fn booking(
    db: &impl ConnectionTrait,
    id: BookingId,
) -> Result<Option<bookings::Model>, DbErr> {
    bookings::Entity::find_by_id(id).one(db).await
}

pub async fn insert_booking(txn: &Txn, row: bookings::Model) -> Result<(), DbErr> {
    bookings::Entity::insert(row.into_active_model())
        .exec_without_returning(txn)
        .await
        .map(drop)
}

/// Live bookings of the sessions: seats first by when they were taken, then the line in order.
pub async fn live_of_sessions(
    db: &impl ConnectionTrait,
    sessions: &[SessionId],
) -> Result<Vec<bookings::Model>, DbErr> {
    bookings::Entity::find()
        .filter(bookings::Column::SessionId.is_in(sessions.iter().copied()))
        .filter(bookings::Column::State.is_in(LIVE))
        .order_by_asc(bookings::Column::State)
        .order_by_asc(bookings::Column::Position)
        .order_by_asc(bookings::Column::Id)
        .all(db)
        .await
}

pub async fn live_of_fellow(
    db: &impl ConnectionTrait,
    fellow: PersonId,
) -> Result<Vec<bookings::Model>, DbErr> {
    let find = bookings::Entity::find().filter(bookings::Column::FellowId.eq(fellow));
    find.filter(bookings::Column::State.is_in(LIVE))
        .order_by_asc(bookings::Column::Id)
        .all(db)
        .await
}

/// The first who waits for a seat of the session.
pub async fn first_waiting(
    txn: &Txn,
    session: SessionId,
) -> Result<Option<bookings::Model>, DbErr> {
    bookings::Entity::find()
        .filter(bookings::Column::SessionId.eq(session))
        .filter(bookings::Column::State.eq(BookingState::Waiting))
        .order_by_asc(bookings::Column::Position)
        .limit(1)
        .one(txn)
        .await
}

/// Moves a booking to its next state unless somebody moved it since it was seen.
pub async fn move_booking(
    txn: &Txn,
    seen: &bookings::Model,
    to: BookingState,
    at: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let mut update = bookings::Entity::update_many()
        .col_expr(bookings::Column::State, Expr::value(to))
        .col_expr(bookings::Column::Version, Expr::value(seen.version + 1));
    update = if to == BookingState::Seated {
        update.col_expr(bookings::Column::SeatedAt, Expr::value(Some(at)))
    } else {
        update.col_expr(bookings::Column::EndedAt, Expr::value(Some(at)))
    };
    let written = update
        .filter(bookings::Column::Id.eq(seen.id))
        .filter(bookings::Column::Version.eq(seen.version))
        .exec(txn)
        .await?;
    Ok(written.rows_affected == 1)
}
