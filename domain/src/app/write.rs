//! One change: a transaction that cannot be forgotten and that runs again when the database asks for it.

use super::{App, Txn};
use crate::error::{OperationError, is_serialisation_failure};
use sea_orm::{SqliteTransactionMode, TransactionOptions, TransactionTrait};
use std::sync::Arc;

/// How often a change is tried when the database reports a serialisation failure or a deadlock.
const ATTEMPTS_MAX: u32 = 6;

tokio::task_local! {
    /// Set while a write runs in this task.
    static WRITING: ();
}

impl App {
    /// Runs one change: all of it is committed, or none. The closure may run more than once, so it does nothing but
    /// read and write through the transaction, of which it keeps no copy.
    ///
    /// It is `|txn| async move { let txn = &*txn; … }`: the compiler cannot yet prove an async closure's future `Send`
    /// behind a boxed handler (docs/adr/0002).
    ///
    /// # Panics
    /// When called within another write: operations of other contexts are called by their `_in` form.
    pub async fn write<T, F, Fut>(&self, change: F) -> Result<T, OperationError>
    where
        F: Fn(Arc<Txn>) -> Fut + Send + Sync,
        Fut: Future<Output = Result<T, OperationError>> + Send,
        T: Send,
    {
        assert!(
            WRITING.try_with(|()| ()).is_err(),
            "a write within a write: call the `_in` form of the operation"
        );
        for attempt in 1.. {
            match WRITING.scope((), self.attempt(&change)).await {
                Err(OperationError::Database(error))
                    if attempt < ATTEMPTS_MAX && is_serialisation_failure(&error) => {}
                outcome => return outcome,
            }
        }
        unreachable!("the last attempt returns")
    }

    async fn attempt<T, F, Fut>(&self, change: &F) -> Result<T, OperationError>
    where
        F: Fn(Arc<Txn>) -> Fut + Send + Sync,
        Fut: Future<Output = Result<T, OperationError>> + Send,
        T: Send,
    {
        // SQLite takes its write lock at the start: a read that later turns into a write would fail at once.
        let sqlite_transaction_mode = Some(SqliteTransactionMode::Immediate);
        let options = TransactionOptions {
            sqlite_transaction_mode,
            ..TransactionOptions::default()
        };
        let txn = Arc::new(
            self.inner
                .connections
                .write
                .begin_with_options(options)
                .await?,
        );
        let outcome = change(txn.clone()).await;
        let txn = Arc::try_unwrap(txn)
            .map_err(|_| OperationError::Unexpected("a change kept its transaction".into()))?;
        match outcome {
            Ok(outcome) => {
                txn.commit().await?;
                Ok(outcome)
            }
            Err(refusal) => {
                txn.rollback().await?;
                Err(refusal)
            }
        }
    }
}
