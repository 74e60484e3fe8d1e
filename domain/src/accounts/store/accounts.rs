//! Accounts and their recovery codes.

use crate::{
    accounts::{
        entity::{
            accounts::{Column, Entity, Model},
            recovery_codes,
        },
        state::{AccountEvent, AccountState},
    },
    app::Txn,
    id::{AccountId, PersonId},
};
use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveEnum, ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel,
    PaginatorTrait, QueryFilter, QuerySelect, UpdateMany,
    sea_query::{Expr, ExprTrait},
};

pub async fn of_person(
    db: &impl ConnectionTrait,
    person: PersonId,
) -> Result<Option<Model>, DbErr> {
    Entity::find()
        .filter(Column::PersonId.eq(person))
        .one(db)
        .await
}

/// The account, held until the transaction ends: whoever else wants it waits. (SQLite has one writer anyway.)
pub async fn held(txn: &Txn, person: PersonId) -> Result<Option<Model>, DbErr> {
    Entity::find()
        .filter(Column::PersonId.eq(person))
        .lock_exclusive()
        .one(txn)
        .await
}

pub async fn of_people(
    db: &impl ConnectionTrait,
    people: &[PersonId],
) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::PersonId.is_in(people.iter().copied()))
        .all(db)
        .await
}

/// Inserts unless the person has an account.
pub async fn insert_if_absent(txn: &Txn, account: Model) -> Result<(), DbErr> {
    let insert =
        Entity::insert(account.into_active_model()).on_conflict_do_nothing_on([Column::PersonId]);
    insert.exec_without_returning(txn).await.map(drop)
}

/// Writes the event unless another replica moved the account after it was read.
pub async fn record(txn: &Txn, account: AccountId, event: AccountEvent) -> Result<bool, DbErr> {
    let update = changing(account).col_expr(Column::State, Expr::value(event.after().to_value()));
    is_done(txn, update.filter(Column::State.eq(event.before()))).await
}

/// Sets the hash, whatever stood there; the account must be active.
pub async fn set_password(txn: &Txn, account: AccountId, hash: &str) -> Result<bool, DbErr> {
    let update = changing(account).col_expr(Column::PasswordHash, Expr::value(hash));
    is_done(txn, update.filter(Column::State.eq(AccountState::Active))).await
}

/// Replaces the hash that was verified; an account changed since then stays as it is.
pub async fn replace_password(
    txn: &Txn,
    account: AccountId,
    seen: &str,
    hash: &str,
) -> Result<bool, DbErr> {
    let update = changing(account).col_expr(Column::PasswordHash, Expr::value(hash));
    let unchanged = Condition::all()
        .add(Column::PasswordHash.eq(seen))
        .add(Column::State.eq(AccountState::Active));
    is_done(txn, update.filter(unchanged)).await
}

pub async fn note_sign_in(txn: &Txn, account: AccountId, now: DateTime<Utc>) -> Result<(), DbErr> {
    let update = Entity::update_many().col_expr(Column::LastSignedInAt, Expr::value(now));
    update
        .filter(Column::Id.eq(account))
        .exec(txn)
        .await
        .map(drop)
}

/// Keeps a new secret, not yet confirmed; `false` when a second factor is on.
pub async fn offer_second_factor(
    txn: &Txn,
    account: AccountId,
    sealed: Vec<u8>,
) -> Result<bool, DbErr> {
    let update = changing(account).col_expr(Column::TotpSecret, Expr::value(sealed));
    is_done(txn, update.filter(Column::TotpConfirmedAt.is_null())).await
}

/// Turns on the second factor whose secret was offered.
pub async fn confirm_second_factor(
    txn: &Txn,
    account: AccountId,
    sealed: &[u8],
    step: i64,
    now: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let update = changing(account)
        .col_expr(Column::TotpConfirmedAt, Expr::value(now))
        .col_expr(Column::TotpLastStep, Expr::value(step));
    let offered = Condition::all()
        .add(Column::TotpConfirmedAt.is_null())
        .add(Column::TotpSecret.eq(sealed.to_vec()));
    is_done(txn, update.filter(offered)).await
}

pub async fn clear_second_factor(txn: &Txn, account: AccountId) -> Result<bool, DbErr> {
    let update = changing(account)
        .col_expr(Column::TotpSecret, Expr::value(None::<Vec<u8>>))
        .col_expr(Column::TotpConfirmedAt, Expr::value(None::<DateTime<Utc>>))
        .col_expr(Column::TotpLastStep, Expr::value(None::<i64>));
    let has_cleared = is_done(txn, update.filter(Column::TotpConfirmedAt.is_not_null())).await?;
    replace_recovery_codes(txn, account, &[]).await?;
    Ok(has_cleared)
}

/// Spends a step; `false` when it, or a later one, was spent already.
pub async fn spend_step(txn: &Txn, account: AccountId, step: i64) -> Result<bool, DbErr> {
    let update = changing(account).col_expr(Column::TotpLastStep, Expr::value(step));
    let later = Condition::any()
        .add(Column::TotpLastStep.is_null())
        .add(Column::TotpLastStep.lt(step));
    is_done(txn, update.filter(later)).await
}

/// Makes the account's recovery codes exactly these.
pub async fn replace_recovery_codes(
    txn: &Txn,
    account: AccountId,
    hashes: &[String],
) -> Result<(), DbErr> {
    let of_account = recovery_codes::Column::AccountId.eq(account);
    recovery_codes::Entity::delete_many()
        .filter(of_account)
        .exec(txn)
        .await?;
    for code_hash in hashes {
        let row = recovery_codes::Model {
            account_id: account,
            code_hash: code_hash.clone(),
            used_at: None,
        };
        recovery_codes::Entity::insert(row.into_active_model())
            .exec_without_returning(txn)
            .await?;
    }
    Ok(())
}

/// Spends a recovery code; `false` when there is no such code, or it was spent already.
pub async fn spend_recovery_code(
    txn: &Txn,
    account: AccountId,
    code_hash: &str,
    now: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let fresh = fresh_codes(account).add(recovery_codes::Column::CodeHash.eq(code_hash));
    let update = recovery_codes::Entity::update_many()
        .col_expr(recovery_codes::Column::UsedAt, Expr::value(now));
    Ok(update.filter(fresh).exec(txn).await?.rows_affected == 1)
}

pub async fn recovery_codes_left(
    db: &impl ConnectionTrait,
    account: AccountId,
) -> Result<u64, DbErr> {
    recovery_codes::Entity::find()
        .filter(fresh_codes(account))
        .count(db)
        .await
}

fn fresh_codes(account: AccountId) -> Condition {
    let of_account = recovery_codes::Column::AccountId.eq(account);
    Condition::all()
        .add(of_account)
        .add(recovery_codes::Column::UsedAt.is_null())
}

fn changing(account: AccountId) -> UpdateMany<Entity> {
    let version = Expr::col(Column::Version).add(1);
    Entity::update_many()
        .col_expr(Column::Version, version)
        .filter(Column::Id.eq(account))
}

async fn is_done(txn: &Txn, update: UpdateMany<Entity>) -> Result<bool, DbErr> {
    Ok(update.exec(txn).await?.rows_affected == 1)
}
