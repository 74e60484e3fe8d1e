//! Stored files that nothing refers to.

use super::JobError;
use zamala_domain::{App, files};

/// Deletes them from the store.
pub async fn purge(app: &App) -> Result<(), JobError> {
    let purged = files::operations::purge(app).await?;
    tracing::info!(purged, "files purged");
    Ok(())
}
