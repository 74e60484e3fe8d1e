//! What is past its time.

use super::JobError;
use zamala_domain::{App, accounts, forum, jobs};

/// Forgets registrations for the forum past their time, and deletes idempotency keys, done jobs, old ticks, ended sessions, spent links and tokens.
pub async fn forget_expired(app: &App) -> Result<(), JobError> {
    let forgotten = jobs::operations::forget_expired(app).await?;
    let accounts = app
        .write(|txn| async move { accounts::operations::forget_expired_in(app, &txn).await })
        .await?;
    let registrations = forum::operations::forget(app).await?;
    tracing::info!(
        keys = forgotten.keys,
        jobs = forgotten.jobs,
        ticks = forgotten.ticks,
        accounts,
        registrations,
        "forgotten"
    );
    Ok(())
}
