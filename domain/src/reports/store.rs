//! Reading and writing plans, reports, their contents and who has read them.

use super::{
    entity::{contents, plans, reads, reports},
    state::ReportState,
};
use crate::{
    app::{Put, Txn, put},
    id::{CohortId, PersonId, ProgrammeId, ReportId, ReportPlanId},
    scope::{Role, Visibility},
};
use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveEnum, ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select, Statement, TryInsertResult,
    sea_query::{Expr, ExprTrait},
};

const FROZEN: [ReportState; 2] = [ReportState::Made, ReportState::SignedOff];

/// Reports whose audience is one of the roles, within that role's scope. Codes of roles stand between spaces.
fn visible(seen: &[(Role, Visibility)]) -> Condition {
    let of_role = |(role, seen): &(Role, Visibility)| {
        if seen.everything {
            return Condition::all();
        }
        let within = Condition::any()
            .add(reports::Column::ProgrammeId.is_in(seen.programmes.iter().copied()))
            .add(reports::Column::CohortId.is_in(seen.cohorts.iter().copied()));
        Condition::all()
            .add(reports::Column::Audience.contains(format!(" {} ", role.code())))
            .add(within)
    };
    seen.iter()
        .map(of_role)
        .fold(Condition::any(), Condition::add)
}

pub async fn plans(db: &impl ConnectionTrait) -> Result<Vec<plans::Model>, DbErr> {
    let find = plans::Entity::find().order_by_asc(plans::Column::Id);
    find.all(db).await
}

pub async fn plan(
    db: &impl ConnectionTrait,
    id: ReportPlanId,
) -> Result<Option<plans::Model>, DbErr> {
    plans::Entity::find_by_id(id).one(db).await
}

pub async fn plan_by_code(
    txn: &Txn,
    programme: ProgrammeId,
    code: &str,
) -> Result<Option<plans::Model>, DbErr> {
    let find = plans::Entity::find().filter(plans::Column::ProgrammeId.eq(programme));
    find.filter(plans::Column::Code.eq(code)).one(txn).await
}

pub async fn put_plan(
    txn: &Txn,
    found: Option<plans::Model>,
    wanted: plans::Model,
) -> Result<Put, DbErr> {
    put::<plans::Entity, _>(txn, found, wanted).await
}

/// The newest tick of the plan that has a report.
pub async fn newest_tick(
    db: &impl ConnectionTrait,
    plan: ReportPlanId,
) -> Result<Option<DateTime<Utc>>, DbErr> {
    let found = reports::Entity::find()
        .filter(reports::Column::PlanId.eq(plan))
        .order_by_desc(reports::Column::Tick)
        .one(db)
        .await?;
    Ok(found.and_then(|row| row.tick))
}

/// Gives the cohort's next number; others who want one wait until this transaction ends.
pub async fn next_number(txn: &Txn, cohort: CohortId) -> Result<i32, DbErr> {
    let upsert = Statement::from_sql_and_values(
        txn.get_database_backend(),
        "INSERT INTO report_numbers (cohort_id, last_number) VALUES ($1, 1)
         ON CONFLICT (cohort_id) DO UPDATE SET last_number = report_numbers.last_number + 1
         RETURNING last_number",
        [cohort.into()],
    );
    let row = txn.query_one_raw(upsert).await?;
    let row = row.ok_or_else(|| DbErr::Custom("a number without its row".into()))?;
    row.try_get("", "last_number")
}

pub async fn has_report_of_tick(
    txn: &Txn,
    plan: ReportPlanId,
    cohort: CohortId,
    tick: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let find = reports::Entity::find()
        .filter(reports::Column::PlanId.eq(plan))
        .filter(reports::Column::CohortId.eq(cohort))
        .filter(reports::Column::Tick.eq(tick));
    Ok(find.one(txn).await?.is_some())
}

pub async fn insert(txn: &Txn, row: reports::Model) -> Result<(), DbErr> {
    reports::Entity::insert(row.into_active_model())
        .exec_without_returning(txn)
        .await
        .map(drop)
}

/// The report, whoever asks; for the worker.
pub async fn report(
    db: &impl ConnectionTrait,
    id: ReportId,
) -> Result<Option<reports::Model>, DbErr> {
    reports::Entity::find_by_id(id).one(db).await
}

pub async fn visible_report(
    db: &impl ConnectionTrait,
    seen: &[(Role, Visibility)],
    id: ReportId,
) -> Result<Option<reports::Model>, DbErr> {
    let find = reports::Entity::find_by_id(id).filter(visible(seen));
    find.one(db).await
}

/// The visible reports, newest first: of one cohort or of all, those before `before`, if given.
pub async fn newest(
    db: &impl ConnectionTrait,
    seen: &[(Role, Visibility)],
    cohort: Option<CohortId>,
    before: Option<ReportId>,
    limit: u64,
) -> Result<Vec<reports::Model>, DbErr> {
    let mut find = reports::Entity::find().filter(visible(seen));
    if let Some(cohort) = cohort {
        find = find.filter(reports::Column::CohortId.eq(cohort));
    }
    if let Some(before) = before {
        find = find.filter(reports::Column::Id.lt(before));
    }
    find.order_by_desc(reports::Column::Id)
        .limit(limit)
        .all(db)
        .await
}

/// Visible frozen reports that the person has not read: the newest, and how many there are.
pub async fn unread(
    db: &impl ConnectionTrait,
    seen: &[(Role, Visibility)],
    person: PersonId,
    limit: u64,
) -> Result<(Vec<reports::Model>, u64), DbErr> {
    let of_person = Condition::all()
        .add(
            Expr::col((reads::Entity, reads::Column::ReportId))
                .equals((reports::Entity, reports::Column::Id)),
        )
        .add(reads::Column::PersonId.eq(person));
    let read = sea_orm::sea_query::Query::select()
        .expr(Expr::value(1))
        .from(reads::Entity)
        .cond_where(of_person)
        .to_owned();
    let find = reports::Entity::find()
        .filter(visible(seen))
        .filter(reports::Column::State.is_in(FROZEN))
        .filter(Expr::exists(read).not());
    newest_and_count(db, find, limit).await
}

/// Visible reports that wait for a signature and that the person has not asked for: the newest, and how many there are.
pub async fn to_sign_off(
    db: &impl ConnectionTrait,
    seen: &[(Role, Visibility)],
    person: PersonId,
    limit: u64,
) -> Result<(Vec<reports::Model>, u64), DbErr> {
    let of_others = Condition::any()
        .add(reports::Column::AskedBy.is_null())
        .add(reports::Column::AskedBy.ne(person));
    let find = reports::Entity::find()
        .filter(visible(seen))
        .filter(reports::Column::State.eq(ReportState::Made))
        .filter(of_others);
    newest_and_count(db, find, limit).await
}

async fn newest_and_count(
    db: &impl ConnectionTrait,
    find: Select<reports::Entity>,
    limit: u64,
) -> Result<(Vec<reports::Model>, u64), DbErr> {
    let count = find.clone().count(db).await?;
    let find = find.order_by_desc(reports::Column::Id).limit(limit);
    Ok((find.all(db).await?, count))
}

/// Which of the reports the person has read.
pub async fn read_by(
    db: &impl ConnectionTrait,
    person: PersonId,
    ids: &[ReportId],
) -> Result<Vec<ReportId>, DbErr> {
    let rows = reads::Entity::find()
        .filter(reads::Column::PersonId.eq(person))
        .filter(reads::Column::ReportId.is_in(ids.iter().copied()))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| row.report_id).collect())
}

/// Notes that the person has read the report; `false` when that is noted already.
pub async fn mark_read(txn: &Txn, row: reads::Model) -> Result<bool, DbErr> {
    let inserted = reads::Entity::insert(row.into_active_model())
        .on_conflict_do_nothing_on([reads::Column::ReportId, reads::Column::PersonId])
        .exec_without_returning(txn)
        .await?;
    Ok(matches!(inserted, TryInsertResult::Inserted(1)))
}

pub async fn frozen(db: &impl ConnectionTrait, id: ReportId) -> Result<Option<String>, DbErr> {
    let found = contents::Entity::find_by_id(id).one(db).await?;
    Ok(found.map(|row| row.frozen))
}

/// The cohort's newest frozen report.
pub async fn newest_frozen(
    db: &impl ConnectionTrait,
    cohort: CohortId,
) -> Result<Option<reports::Model>, DbErr> {
    reports::Entity::find()
        .filter(reports::Column::CohortId.eq(cohort))
        .filter(reports::Column::State.is_in(FROZEN))
        .order_by_desc(reports::Column::MadeAt)
        .order_by_desc(reports::Column::Id)
        .one(db)
        .await
}

/// Shows how far the making is, while it lasts.
pub async fn progress(txn: &Txn, id: ReportId, steps_done: i32) -> Result<bool, DbErr> {
    let written = reports::Entity::update_many()
        .col_expr(reports::Column::StepsDone, Expr::value(steps_done))
        .filter(reports::Column::Id.eq(id))
        .filter(reports::Column::State.eq(ReportState::Asked))
        .exec(txn)
        .await?;
    Ok(written.rows_affected == 1)
}

/// What freezing writes.
pub struct Freezing {
    pub to: ReportState,
    pub as_of: DateTime<Utc>,
    pub made_at: DateTime<Utc>,
    pub sha256: String,
    pub frozen: String,
}

/// Freezes the report, unless another worker has done so.
pub async fn freeze(txn: &Txn, id: ReportId, freezing: Freezing) -> Result<bool, DbErr> {
    let Freezing {
        to,
        as_of,
        made_at,
        sha256,
        frozen,
    } = freezing;
    let written = reports::Entity::update_many()
        .col_expr(reports::Column::State, Expr::value(to.to_value()))
        .col_expr(
            reports::Column::StepsDone,
            Expr::col(reports::Column::StepsCount),
        )
        .col_expr(reports::Column::AsOf, Expr::value(Some(as_of)))
        .col_expr(reports::Column::MadeAt, Expr::value(Some(made_at)))
        .col_expr(reports::Column::Sha256, Expr::value(Some(sha256)))
        .col_expr(
            reports::Column::Version,
            Expr::col(reports::Column::Version).add(1),
        )
        .filter(reports::Column::Id.eq(id))
        .filter(reports::Column::State.eq(ReportState::Asked))
        .exec(txn)
        .await?;
    if written.rows_affected != 1 {
        return Ok(false);
    }
    let content = contents::Model {
        report_id: id,
        frozen,
    };
    contents::Entity::insert(content.into_active_model())
        .exec_without_returning(txn)
        .await?;
    Ok(true)
}

/// Notes that the worker gave up, unless the report was made.
pub async fn fail(txn: &Txn, id: ReportId, to: ReportState, why: &str) -> Result<bool, DbErr> {
    let written = reports::Entity::update_many()
        .col_expr(reports::Column::State, Expr::value(to.to_value()))
        .col_expr(reports::Column::Failure, Expr::value(Some(why.to_owned())))
        .col_expr(
            reports::Column::Version,
            Expr::col(reports::Column::Version).add(1),
        )
        .filter(reports::Column::Id.eq(id))
        .filter(reports::Column::State.eq(ReportState::Asked))
        .exec(txn)
        .await?;
    Ok(written.rows_affected == 1)
}

/// Signs the report off, unless somebody moved it since it was seen.
pub async fn sign_off(
    txn: &Txn,
    seen: &reports::Model,
    to: ReportState,
    (person, at): (PersonId, DateTime<Utc>),
) -> Result<bool, DbErr> {
    let written = reports::Entity::update_many()
        .col_expr(reports::Column::State, Expr::value(to.to_value()))
        .col_expr(reports::Column::SignedOffBy, Expr::value(Some(person)))
        .col_expr(reports::Column::SignedOffAt, Expr::value(Some(at)))
        .col_expr(reports::Column::Version, Expr::value(seen.version + 1))
        .filter(reports::Column::Id.eq(seen.id))
        .filter(reports::Column::Version.eq(seen.version))
        .exec(txn)
        .await?;
    Ok(written.rows_affected == 1)
}
