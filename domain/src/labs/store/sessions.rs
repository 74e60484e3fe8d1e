use crate::{
    app::{Put, Txn, put},
    id::{CohortId, ProgrammeId, SessionId},
    labs::{
        entity::{breaks, sessions},
        state::SessionState,
    },
    scope::Visibility,
};
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect,
    sea_query::{Expr, ExprTrait},
};

fn visible(seen: &Visibility) -> Condition {
    if seen.everything {
        return Condition::all();
    }
    let mut visible = Condition::any()
        .add(sessions::Column::ProgrammeId.is_in(seen.programmes.iter().copied()))
        .add(sessions::Column::CohortId.is_in(seen.cohorts.iter().copied()));
    if let Some(own) = seen.own {
        visible = visible.add(sessions::Column::LeadId.eq(own));
    }
    visible
}

pub async fn session(
    db: &impl ConnectionTrait,
    seen: &Visibility,
    id: SessionId,
) -> Result<Option<sessions::Model>, DbErr> {
    sessions::Entity::find_by_id(id)
        .filter(visible(seen))
        .one(db)
        .await
}

/// The session, locked on PostgreSQL until the transaction ends: seats and places are given one at a time.
pub async fn lock_session(
    txn: &Txn,
    seen: &Visibility,
    id: SessionId,
) -> Result<Option<sessions::Model>, DbErr> {
    sessions::Entity::find_by_id(id)
        .filter(visible(seen))
        .lock_exclusive()
        .one(txn)
        .await
}

/// Scheduled sessions held on the days from `from` to `to`, of one cohort or of all that are visible.
pub async fn sessions_between(
    db: &impl ConnectionTrait,
    seen: &Visibility,
    cohort: Option<CohortId>,
    from: NaiveDate,
    to: NaiveDate,
) -> Result<Vec<sessions::Model>, DbErr> {
    let mut find = sessions::Entity::find()
        .filter(visible(seen))
        .filter(sessions::Column::State.eq(SessionState::Scheduled))
        .filter(sessions::Column::HeldOn.gte(from))
        .filter(sessions::Column::HeldOn.lte(to));
    if let Some(cohort) = cohort {
        find = find.filter(sessions::Column::CohortId.eq(cohort));
    }
    find.order_by_asc(sessions::Column::StartsAt)
        .order_by_asc(sessions::Column::Id)
        .all(db)
        .await
}

pub async fn sessions_of_cohorts(
    db: &impl ConnectionTrait,
    cohorts: &[CohortId],
) -> Result<Vec<sessions::Model>, DbErr> {
    let find =
        sessions::Entity::find().filter(sessions::Column::CohortId.is_in(cohorts.iter().copied()));
    let find = find.filter(sessions::Column::State.eq(SessionState::Scheduled));
    find.order_by_asc(sessions::Column::StartsAt).all(db).await
}

pub async fn sessions_by_ids(
    db: &impl ConnectionTrait,
    ids: &[SessionId],
) -> Result<Vec<sessions::Model>, DbErr> {
    sessions::Entity::find()
        .filter(sessions::Column::Id.is_in(ids.iter().copied()))
        .all(db)
        .await
}

pub async fn session_by_code(
    txn: &Txn,
    programme: ProgrammeId,
    code: &str,
) -> Result<Option<sessions::Model>, DbErr> {
    let find = sessions::Entity::find().filter(sessions::Column::ProgrammeId.eq(programme));
    find.filter(sessions::Column::Code.eq(code)).one(txn).await
}

pub async fn put_session(
    txn: &Txn,
    found: Option<sessions::Model>,
    wanted: sessions::Model,
) -> Result<Put, DbErr> {
    put::<sessions::Entity, _>(txn, found, wanted).await
}

/// Takes a free seat; `false` when there is none.
pub async fn take_seat(txn: &Txn, id: SessionId) -> Result<bool, DbErr> {
    let written = sessions::Entity::update_many()
        .col_expr(
            sessions::Column::SeatsTaken,
            Expr::col(sessions::Column::SeatsTaken).add(1),
        )
        .filter(sessions::Column::Id.eq(id))
        .filter(Expr::col(sessions::Column::SeatsTaken).lt(Expr::col(sessions::Column::Seats)))
        .exec(txn)
        .await?;
    Ok(written.rows_affected == 1)
}

/// Gives a seat back to the session.
pub async fn free_seat(txn: &Txn, id: SessionId) -> Result<(), DbErr> {
    sessions::Entity::update_many()
        .col_expr(
            sessions::Column::SeatsTaken,
            Expr::col(sessions::Column::SeatsTaken).sub(1),
        )
        .filter(sessions::Column::Id.eq(id))
        .exec(txn)
        .await
        .map(drop)
}

/// Gives the next place in line of a session that this transaction has locked.
pub async fn next_place(txn: &Txn, locked: &sessions::Model) -> Result<i32, DbErr> {
    let place = locked.places_given + 1;
    sessions::Entity::update_many()
        .col_expr(sessions::Column::PlacesGiven, Expr::value(place))
        .filter(sessions::Column::Id.eq(locked.id))
        .exec(txn)
        .await?;
    Ok(place)
}

/// Marks the session's attendance as taken and moves its version, unless somebody moved it since it was seen.
pub async fn attendance_taken(
    txn: &Txn,
    seen: &sessions::Model,
    at: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let first = seen.attendance_taken_at.unwrap_or(at);
    let written = sessions::Entity::update_many()
        .col_expr(
            sessions::Column::AttendanceTakenAt,
            Expr::value(Some(first)),
        )
        .col_expr(sessions::Column::Version, Expr::value(seen.version + 1))
        .filter(sessions::Column::Id.eq(seen.id))
        .filter(sessions::Column::Version.eq(seen.version))
        .exec(txn)
        .await?;
    Ok(written.rows_affected == 1)
}

pub async fn breaks(
    db: &impl ConnectionTrait,
    sessions: &[SessionId],
) -> Result<Vec<breaks::Model>, DbErr> {
    let find =
        breaks::Entity::find().filter(breaks::Column::SessionId.is_in(sessions.iter().copied()));
    find.order_by_asc(breaks::Column::StartsAt).all(db).await
}

pub async fn put_break(txn: &Txn, wanted: breaks::Model) -> Result<Put, DbErr> {
    let found = breaks::Entity::find_by_id((wanted.session_id, wanted.starts_at))
        .one(txn)
        .await?;
    put::<breaks::Entity, _>(txn, found, wanted).await
}
