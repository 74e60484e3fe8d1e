//! Reminders: planned when their occurrence is opened, written when their moment comes.

use super::JobError;
use zamala_domain::{
    App,
    id::{MarkId, OccurrenceId, ReminderId},
    notifications,
};

/// Plans an occurrence's reminders.
pub async fn plan_reminders(app: &App, occurrence: OccurrenceId) -> Result<(), JobError> {
    let planned = notifications::operations::plan_reminders(app, occurrence).await?;
    tracing::debug!(%occurrence, planned, "reminders planned");
    Ok(())
}

/// Writes a reminder's letter and notice, if it still stands.
pub async fn send_reminder(app: &App, reminder: ReminderId) -> Result<(), JobError> {
    let outcome = notifications::operations::send_reminder(app, reminder).await?;
    tracing::debug!(%reminder, ?outcome, "reminder settled");
    Ok(())
}

/// Tells a fellow that a mark was released.
pub async fn tell_of_release(app: &App, mark: MarkId) -> Result<(), JobError> {
    let is_told = notifications::operations::tell_of_release(app, mark).await?;
    tracing::debug!(%mark, is_told, "told of a released mark");
    Ok(())
}
