//! How a person likes to read. Reminders of labs and due work are part of the programme and are not switched off.

use crate::{
    actor::Actor,
    app::App,
    audit,
    error::OperationError,
    notifications::{policy, state::Digits, store},
};
use serde_json::json;

/// A person's preferences.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Preferences {
    pub digits: Digits,
    /// 0 for a person who never set any.
    pub version: i64,
}

/// Preferences to be saved over those of `version`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PreferencesDraft {
    pub digits: Digits,
    pub version: i64,
}

/// The actor's own preferences.
pub async fn preferences(app: &App, actor: &Actor) -> Result<Preferences, OperationError> {
    let person = policy::may_set_preferences(actor)?;
    let found = store::preferences(app.db(), person).await?;
    Ok(found
        .map(|row| Preferences {
            digits: row.digits,
            version: row.version,
        })
        .unwrap_or_default())
}

/// Saves the actor's own preferences.
///
/// # Returns
/// Their new version; [`OperationError::Stale`] when they were saved elsewhere meanwhile.
pub async fn save_preferences(
    app: &App,
    actor: &Actor,
    draft: PreferencesDraft,
) -> Result<i64, OperationError> {
    let PreferencesDraft { digits, version } = draft;
    app.write_once(actor, |txn| async move {
        let txn = &*txn;
        let person = policy::may_set_preferences(actor)?;
        let before = store::preferences(txn, person).await?.map(|row| row.digits);
        if !store::save_preferences(txn, person, digits, version).await? {
            return Err(OperationError::Stale);
        }
        let entry = audit::Entry::new("notifications.save-preferences", "person", person)
            .before(json!({"digits": before}))
            .after(json!({"digits": digits}));
        audit::operations::record_in(app, txn, actor, entry).await?;
        Ok(version + 1)
    })
    .await
}
