//! Occurrences and their reminders.

use crate::{
    app::Txn,
    id::{LetterId, OccurrenceId, ReminderId},
    outbox::{
        entity::{letters, occurrences, reminders},
        state::{LetterState, OccurrenceState, ReminderState},
    },
};
use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveEnum, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect, QueryTrait, Select, Statement, TryInsertResult, sea_query::Expr,
};
use uuid::Uuid;

pub async fn find(
    db: &impl ConnectionTrait,
    id: OccurrenceId,
) -> Result<Option<occurrences::Model>, DbErr> {
    occurrences::Entity::find_by_id(id).one(db).await
}

/// The occurrence that stands for the same event, person, cause and subject.
pub async fn same(
    db: &impl ConnectionTrait,
    wanted: &occurrences::Model,
) -> Result<Option<occurrences::Model>, DbErr> {
    occurrences::Entity::find()
        .filter(occurrences::Column::Event.eq(wanted.event.to_value()))
        .filter(occurrences::Column::PersonId.eq(wanted.person_id))
        .filter(occurrences::Column::CauseId.eq(wanted.cause_id))
        .filter(occurrences::Column::SubjectId.eq(wanted.subject_id))
        .one(db)
        .await
}

/// Inserts the occurrence; `false` when it stands already.
pub async fn insert(txn: &Txn, occurrence: occurrences::Model) -> Result<bool, DbErr> {
    use occurrences::Column::{CauseId, Event, PersonId, SubjectId};
    let inserted = occurrences::Entity::insert(occurrence.into_active_model())
        .on_conflict_do_nothing_on([Event, PersonId, CauseId, SubjectId])
        .exec_without_returning(txn)
        .await?;
    Ok(matches!(inserted, TryInsertResult::Inserted(1)))
}

/// Opens the occurrence (again) for another moment, from which its reminders are planned anew.
pub async fn reopen(
    txn: &Txn,
    seen: &occurrences::Model,
    occurs_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let written = occurrences::Entity::update_many()
        .col_expr(
            occurrences::Column::State,
            Expr::value(OccurrenceState::Open.to_value()),
        )
        .col_expr(occurrences::Column::OccursAt, Expr::value(occurs_at))
        .col_expr(occurrences::Column::CreatedAt, Expr::value(now))
        .filter(occurrences::Column::Id.eq(seen.id))
        .filter(occurrences::Column::State.eq(seen.state.to_value()))
        .filter(occurrences::Column::OccursAt.eq(seen.occurs_at))
        .exec(txn)
        .await?;
    Ok(written.rows_affected == 1)
}

/// Keeps the open occurrence from changing until the transaction ends; `false` when it has changed since it was read.
pub async fn hold(txn: &Txn, seen: OccurrenceId, occurs_at: DateTime<Utc>) -> Result<bool, DbErr> {
    let written = occurrences::Entity::update_many()
        .col_expr(
            occurrences::Column::State,
            Expr::value(OccurrenceState::Open.to_value()),
        )
        .filter(occurrences::Column::Id.eq(seen))
        .filter(occurrences::Column::State.eq(OccurrenceState::Open.to_value()))
        .filter(occurrences::Column::OccursAt.eq(occurs_at))
        .exec(txn)
        .await?;
    Ok(written.rows_affected == 1)
}

pub async fn open_of_cause(
    db: &impl ConnectionTrait,
    cause: Uuid,
) -> Result<Vec<OccurrenceId>, DbErr> {
    let find = occurrences::Entity::find()
        .filter(occurrences::Column::CauseId.eq(cause))
        .filter(occurrences::Column::State.eq(OccurrenceState::Open.to_value()));
    Ok(find.all(db).await?.into_iter().map(|row| row.id).collect())
}

pub async fn open_of_subject(
    db: &impl ConnectionTrait,
    cause: Uuid,
    subject: Uuid,
) -> Result<Vec<OccurrenceId>, DbErr> {
    let find = occurrences::Entity::find()
        .filter(occurrences::Column::CauseId.eq(cause))
        .filter(occurrences::Column::SubjectId.eq(subject))
        .filter(occurrences::Column::State.eq(OccurrenceState::Open.to_value()));
    Ok(find.all(db).await?.into_iter().map(|row| row.id).collect())
}

pub async fn withdraw(txn: &Txn, ids: &[OccurrenceId]) -> Result<u64, DbErr> {
    let written = occurrences::Entity::update_many()
        .col_expr(
            occurrences::Column::State,
            Expr::value(OccurrenceState::Withdrawn.to_value()),
        )
        .filter(occurrences::Column::Id.is_in(ids.iter().copied()))
        .filter(occurrences::Column::State.eq(OccurrenceState::Open.to_value()))
        .exec(txn)
        .await?;
    Ok(written.rows_affected)
}

/// Cancels the planned reminders of these occurrences, and their letters that wait to be sent.
pub async fn cancel_reminders(txn: &Txn, of: &[OccurrenceId]) -> Result<(), DbErr> {
    reminders::Entity::update_many()
        .col_expr(
            reminders::Column::State,
            Expr::value(ReminderState::Cancelled.to_value()),
        )
        .filter(reminders::Column::OccurrenceId.is_in(of.iter().copied()))
        .filter(reminders::Column::State.eq(ReminderState::Planned.to_value()))
        .exec(txn)
        .await?;
    letters::Entity::update_many()
        .col_expr(
            letters::Column::State,
            Expr::value(LetterState::Cancelled.to_value()),
        )
        .filter(letters::Column::Id.in_subquery(letters_of(of).into_query()))
        .filter(letters::Column::State.eq(LetterState::Waiting.to_value()))
        .exec(txn)
        .await
        .map(drop)
}

fn letters_of(occurrences: &[OccurrenceId]) -> Select<reminders::Entity> {
    reminders::Entity::find()
        .select_only()
        .column(reminders::Column::LetterId)
        .filter(reminders::Column::OccurrenceId.is_in(occurrences.iter().copied()))
        .filter(reminders::Column::LetterId.is_not_null())
}

/// Plans a reminder for the moment, or plans anew one that was cancelled. `None`: it is planned, or settled, already.
pub async fn plan(
    txn: &Txn,
    id: ReminderId,
    occurrence: OccurrenceId,
    send_at: DateTime<Utc>,
) -> Result<Option<ReminderId>, DbErr> {
    let upsert = Statement::from_sql_and_values(
        txn.get_database_backend(),
        "INSERT INTO reminders (id, occurrence_id, send_at, state) VALUES ($1, $2, $3, 'planned')
         ON CONFLICT (occurrence_id, send_at) DO UPDATE SET state = 'planned' WHERE reminders.state = 'cancelled'
         RETURNING id",
        [id.into(), occurrence.into(), send_at.into()],
    );
    txn.query_one_raw(upsert)
        .await?
        .map(|row| row.try_get("", "id"))
        .transpose()
}

pub async fn find_reminder(
    db: &impl ConnectionTrait,
    id: ReminderId,
) -> Result<Option<reminders::Model>, DbErr> {
    reminders::Entity::find_by_id(id).one(db).await
}

/// All reminders of an occurrence, in time order.
pub async fn reminders_of(
    db: &impl ConnectionTrait,
    of: OccurrenceId,
) -> Result<Vec<reminders::Model>, DbErr> {
    let find = reminders::Entity::find().filter(reminders::Column::OccurrenceId.eq(of));
    find.order_by_asc(reminders::Column::SendAt).all(db).await
}

/// Settles a planned reminder; `false` when another worker was first or it was cancelled.
pub async fn settle(txn: &Txn, id: ReminderId, to: ReminderState) -> Result<bool, DbErr> {
    let written = reminders::Entity::update_many()
        .col_expr(reminders::Column::State, Expr::value(to.to_value()))
        .filter(reminders::Column::Id.eq(id))
        .filter(reminders::Column::State.eq(ReminderState::Planned.to_value()))
        .exec(txn)
        .await?;
    Ok(written.rows_affected == 1)
}

pub async fn attach_letter(txn: &Txn, id: ReminderId, letter: LetterId) -> Result<(), DbErr> {
    reminders::Entity::update_many()
        .col_expr(reminders::Column::LetterId, Expr::value(Some(letter)))
        .filter(reminders::Column::Id.eq(id))
        .exec(txn)
        .await
        .map(drop)
}
