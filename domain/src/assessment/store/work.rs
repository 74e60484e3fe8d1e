//! Reading and writing submissions.

use crate::{
    app::Txn,
    assessment::{
        entity::submissions,
        policy::{Reach, SeenWork},
        state::SubmissionState,
    },
    id::{CohortId, MicroCredentialId, ResidencyId, SubmissionId},
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbBackend, DbErr, EntityTrait, IntoActiveModel,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Statement, sea_query::Expr,
};

fn within(reach: &Reach) -> Condition {
    Condition::any()
        .add(submissions::Column::ProgrammeId.is_in(reach.programmes.iter().copied()))
        .add(submissions::Column::CohortId.is_in(reach.cohorts.iter().copied()))
}

/// `taught`: what the actor teaches.
fn visible(seen: &SeenWork, taught: &[MicroCredentialId]) -> Condition {
    let as_trainer = Condition::all()
        .add(within(&seen.taught_in))
        .add(submissions::Column::MicroCredentialId.is_in(taught.iter().copied()));
    let mut visible = Condition::any().add(as_trainer).add(within(&seen.managed));
    if let Some(own) = seen.own {
        visible = visible.add(submissions::Column::FellowId.eq(own));
    }
    visible
}

pub async fn submission(
    db: &impl ConnectionTrait,
    seen: &SeenWork,
    taught: &[MicroCredentialId],
    id: SubmissionId,
) -> Result<Option<submissions::Model>, DbErr> {
    submissions::Entity::find_by_id(id)
        .filter(visible(seen, taught))
        .one(db)
        .await
}

/// The submission, locked on PostgreSQL until the transaction ends: a newer version, a mark and a release come one at a time.
pub async fn lock(
    txn: &Txn,
    seen: &SeenWork,
    taught: &[MicroCredentialId],
    id: SubmissionId,
) -> Result<Option<submissions::Model>, DbErr> {
    submissions::Entity::find_by_id(id)
        .filter(visible(seen, taught))
        .lock_exclusive()
        .one(txn)
        .await
}

/// Every version of every attempt, the newest first.
pub async fn of_residency(
    db: &impl ConnectionTrait,
    residency: ResidencyId,
    micro_credential: MicroCredentialId,
) -> Result<Vec<submissions::Model>, DbErr> {
    submissions::Entity::find()
        .filter(submissions::Column::ResidencyId.eq(residency))
        .filter(submissions::Column::MicroCredentialId.eq(micro_credential))
        .order_by_desc(submissions::Column::Attempt)
        .order_by_desc(submissions::Column::Edition)
        .all(db)
        .await
}

/// The live version of the last attempt, locked. Versions of one piece of work come one after the other: the first has no
/// row that the second could wait for, so PostgreSQL locks the work itself; SQLite has one writer.
pub async fn lock_last(
    txn: &Txn,
    residency: ResidencyId,
    micro_credential: MicroCredentialId,
) -> Result<Option<submissions::Model>, DbErr> {
    if txn.get_database_backend() == DbBackend::Postgres {
        let sql = "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))";
        let work = format!("work {residency} {micro_credential}");
        let lock = Statement::from_sql_and_values(DbBackend::Postgres, sql, [work.into()]);
        txn.execute_raw(lock).await?;
    }
    submissions::Entity::find()
        .filter(submissions::Column::ResidencyId.eq(residency))
        .filter(submissions::Column::MicroCredentialId.eq(micro_credential))
        .filter(submissions::Column::State.ne(SubmissionState::Superseded))
        .order_by_desc(submissions::Column::Attempt)
        .limit(1)
        .lock_exclusive()
        .one(txn)
        .await
}

/// Live versions of these residencies, the last attempt of each micro-credential last.
pub async fn live_of_residencies(
    db: &impl ConnectionTrait,
    residencies: &[ResidencyId],
) -> Result<Vec<submissions::Model>, DbErr> {
    submissions::Entity::find()
        .filter(submissions::Column::ResidencyId.is_in(residencies.iter().copied()))
        .filter(submissions::Column::State.ne(SubmissionState::Superseded))
        .order_by_asc(submissions::Column::Attempt)
        .all(db)
        .await
}

/// Live versions that the actor may mark or see marked, the oldest first; never the actor's own.
pub async fn queue(
    db: &impl ConnectionTrait,
    seen: &SeenWork,
    taught: &[MicroCredentialId],
    cohort: Option<CohortId>,
    limit: u64,
) -> Result<Vec<submissions::Model>, DbErr> {
    let others = SeenWork {
        own: None,
        ..seen.clone()
    };
    let mut find = submissions::Entity::find()
        .filter(visible(&others, taught))
        .filter(submissions::Column::State.ne(SubmissionState::Superseded));
    if let Some(cohort) = cohort {
        find = find.filter(submissions::Column::CohortId.eq(cohort));
    }
    find.order_by_desc(submissions::Column::State)
        .order_by_asc(submissions::Column::ReceivedAt)
        .order_by_asc(submissions::Column::Id)
        .limit(limit)
        .all(db)
        .await
}

/// The live versions of one micro-credential, locked until the transaction ends: no mark of theirs moves meanwhile.
pub async fn lock_live(
    txn: &Txn,
    residencies: &[ResidencyId],
    micro_credential: MicroCredentialId,
) -> Result<(), DbErr> {
    submissions::Entity::find()
        .filter(submissions::Column::ResidencyId.is_in(residencies.iter().copied()))
        .filter(submissions::Column::MicroCredentialId.eq(micro_credential))
        .filter(submissions::Column::State.ne(SubmissionState::Superseded))
        .order_by_asc(submissions::Column::Id)
        .lock_exclusive()
        .all(txn)
        .await
        .map(drop)
}

pub async fn has_any(
    db: &impl ConnectionTrait,
    residency: ResidencyId,
    micro_credential: MicroCredentialId,
) -> Result<bool, DbErr> {
    let find = submissions::Entity::find()
        .filter(submissions::Column::ResidencyId.eq(residency))
        .filter(submissions::Column::MicroCredentialId.eq(micro_credential));
    Ok(find.count(db).await? > 0)
}

pub async fn insert(txn: &Txn, row: submissions::Model) -> Result<(), DbErr> {
    submissions::Entity::insert(row.into_active_model())
        .exec_without_returning(txn)
        .await
        .map(drop)
}

/// Moves the submission to a state (or keeps it) and its version on, unless somebody moved it since it was seen.
pub async fn move_on(
    txn: &Txn,
    seen: &submissions::Model,
    to: SubmissionState,
) -> Result<bool, DbErr> {
    let written = submissions::Entity::update_many()
        .col_expr(submissions::Column::State, Expr::value(to))
        .col_expr(submissions::Column::Version, Expr::value(seen.version + 1))
        .filter(submissions::Column::Id.eq(seen.id))
        .filter(submissions::Column::Version.eq(seen.version))
        .exec(txn)
        .await?;
    Ok(written.rows_affected == 1)
}
