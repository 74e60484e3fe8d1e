//! Writing people as a programme file says.

use super::{PersonDraft, row};
use crate::{
    app::{App, Txn},
    error::OperationError,
    id::PersonId,
    people::store,
};

/// Writes the person of a programme file as the file says; found by code.
///
/// # Returns
/// The id, and whether anything changed.
pub(crate) async fn put_in(
    app: &App,
    txn: &Txn,
    draft: &PersonDraft,
    topics: &[(&str, Vec<String>)],
) -> Result<(PersonId, bool), OperationError> {
    let found = match &draft.code {
        Some(code) => store::by_code(txn, code).await?,
        None => None,
    };
    let id = found.as_ref().map_or_else(|| app.new_id(), |row| row.id);
    let mut wanted = row(app, id, draft);
    if let Some(found) = &found {
        wanted.created_at = found.created_at;
        wanted.version = found.version;
        wanted.name_ar_revision =
            found.name_ar_revision + i32::from(found.name_ar != wanted.name_ar);
        wanted.name_en_revision =
            found.name_en_revision + i32::from(found.name_en != wanted.name_en);
        wanted.version += i64::from(*found != wanted);
    }
    let mut has_changed = store::put_person(txn, found, wanted).await?.has_changed();
    for (kind, wanted) in topics {
        has_changed |= store::put_topics(txn, id, kind, wanted).await?;
    }
    Ok((id, has_changed))
}
