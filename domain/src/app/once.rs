//! Idempotency: the outcome of a change is stored with the change, under the caller's key.

use super::{App, Txn};
use crate::{
    actor::{Actor, Once},
    error::OperationError,
};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ConnectionTrait, DbErr, Statement, Value};
use serde::{Serialize, de::DeserializeOwned};
use std::sync::Arc;

/// How long a repeated request gets the stored answer.
const KEPT_HOURS: i64 = 24;

impl App {
    /// Like [`App::write`], and stores the outcome under the key that the actor's request carries: a repeat gets the
    /// stored outcome and changes nothing; the same key with another body is [`OperationError::KeyReused`]. Without a
    /// key it is a plain write.
    pub async fn write_once<T, F, Fut>(&self, actor: &Actor, change: F) -> Result<T, OperationError>
    where
        T: Serialize + DeserializeOwned + Send,
        F: Fn(Arc<Txn>) -> Fut + Send + Sync,
        Fut: Future<Output = Result<T, OperationError>> + Send,
    {
        let Some(once) = &actor.origin.once else {
            return self.write(change).await;
        };
        let owner = owner(actor);
        let (owner, change) = (owner.as_str(), &change);
        self.write(|txn| async move {
            if !claim(&txn, owner, once, self.real_now()).await? {
                return stored(&*txn, owner, once).await;
            }
            let outcome = change(txn.clone()).await?;
            let text = serde_json::to_string(&outcome)
                .map_err(|e| OperationError::Unexpected(e.to_string()))?;
            keep(&txn, owner, once, text).await?;
            Ok(outcome)
        })
        .await
    }
}

impl App {
    /// What the request with this key was answered before, without counting or changing anything; `None` when it has no
    /// key, or was not answered yet.
    ///
    /// # Errors
    /// [`OperationError::KeyReused`] when it came with another body.
    pub async fn answered_before<T: DeserializeOwned>(
        &self,
        actor: &Actor,
    ) -> Result<Option<T>, OperationError> {
        let Some(once) = &actor.origin.once else {
            return Ok(None);
        };
        match stored(self.db(), &owner(actor), once).await {
            Err(OperationError::Unavailable) => Ok(None),
            answer => answer.map(Some),
        }
    }
}

fn owner(actor: &Actor) -> String {
    actor
        .person
        .map_or_else(|| "system".to_owned(), |person| person.to_string())
}

/// Inserts the key; `false` when it stands already. On PostgreSQL a concurrent repeat waits here for the first commit.
async fn claim(txn: &Txn, owner: &str, once: &Once, now: DateTime<Utc>) -> Result<bool, DbErr> {
    let insert = Statement::from_sql_and_values(
        txn.get_database_backend(),
        "INSERT INTO idempotency_keys (owner, route, key, body_sha256, created_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (owner, route, key) DO NOTHING",
        [owner.into(), once.route.as_str().into(), once.key.as_str().into(), body(once), now.into()],
    );
    Ok(txn.execute_raw(insert).await?.rows_affected() == 1)
}

/// [`OperationError::Unavailable`] when there is no answer under the key.
async fn stored<T: DeserializeOwned>(
    db: &impl ConnectionTrait,
    owner: &str,
    once: &Once,
) -> Result<T, OperationError> {
    let select = Statement::from_sql_and_values(
        db.get_database_backend(),
        "SELECT body_sha256, outcome FROM idempotency_keys WHERE owner = $1 AND route = $2 AND key = $3",
        [
            owner.into(),
            once.route.as_str().into(),
            once.key.as_str().into(),
        ],
    );
    let row = db.query_one_raw(select).await?;
    let row = row.ok_or(OperationError::Unavailable)?;
    if row.try_get::<String>("", "body_sha256")? != hex::encode(once.body_sha256) {
        return Err(OperationError::KeyReused);
    }
    let outcome: Option<String> = row.try_get("", "outcome")?;
    let outcome = outcome.ok_or(OperationError::Unavailable)?;
    serde_json::from_str(&outcome).map_err(|e| OperationError::Unexpected(e.to_string()))
}

async fn keep(txn: &Txn, owner: &str, once: &Once, outcome: String) -> Result<(), DbErr> {
    let update = Statement::from_sql_and_values(
        txn.get_database_backend(),
        "UPDATE idempotency_keys SET outcome = $4 WHERE owner = $1 AND route = $2 AND key = $3",
        [
            owner.into(),
            once.route.as_str().into(),
            once.key.as_str().into(),
            outcome.into(),
        ],
    );
    txn.execute_raw(update).await.map(drop)
}

/// Deletes keys past their 24 hours; the worker does it every hour.
pub async fn forget_expired_keys_in(txn: &Txn, now: DateTime<Utc>) -> Result<u64, DbErr> {
    let delete = Statement::from_sql_and_values(
        txn.get_database_backend(),
        "DELETE FROM idempotency_keys WHERE created_at < $1",
        [(now - TimeDelta::hours(KEPT_HOURS)).into()],
    );
    Ok(txn.execute_raw(delete).await?.rows_affected())
}

fn body(once: &Once) -> Value {
    hex::encode(once.body_sha256).into()
}
