//! Receiving, keeping, opening and purging files. The context to whose thing a file belongs asks its own policy first: nothing
//! here does, so nothing here that reads or changes a file can be called from the edges.

use super::{
    entity::files,
    rules::{self, FileRules, MediaType, Purpose},
    store,
};
use crate::{
    actor::Actor,
    app::{App, Txn},
    audit,
    error::OperationError,
    id::{FileId, PersonId, ProgrammeId},
};
use chrono::{DateTime, TimeDelta, Utc};
use futures::TryStreamExt;
use serde_json::json;
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// How long an object may stand that no row names: far longer than the time between the end of an upload and its row.
pub const PURGED_AFTER: TimeDelta = TimeDelta::hours(1);
/// Files of one subject that are listed.
pub const FILES_PER_SUBJECT_MAX: u64 = 200;
/// Objects looked up at once by a purge.
const PURGED_AT_ONCE: usize = 100;

/// A file on its way in, fed as it arrives. It holds at most what its rules allow.
#[derive(Debug)]
pub struct Upload {
    rules: FileRules,
    bytes: Vec<u8>,
    size_bytes: u64,
}

impl Upload {
    pub fn new(rules: FileRules) -> Self {
        Self {
            rules,
            bytes: Vec::new(),
            size_bytes: 0,
        }
    }

    /// Takes the next bytes.
    ///
    /// # Errors
    /// Refused `file-too-large` as soon as the count passes the limit, and ever after: stop reading then.
    pub fn feed(&mut self, chunk: &[u8]) -> Result<(), OperationError> {
        self.size_bytes = self.size_bytes.saturating_add(chunk.len() as u64);
        if let Err(refusal) = self.rules.within_size(self.size_bytes) {
            self.bytes = Vec::new();
            return Err(refusal);
        }
        self.bytes.extend_from_slice(chunk);
        Ok(())
    }
}

/// A file whose object stands. Only [`receive`] makes one, so a row can name no object that does not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceivedFile {
    sha256: String,
    size_bytes: u64,
    media_type: MediaType,
}

impl ReceivedFile {
    /// Lower-case hexadecimal.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    pub fn size_bytes(&self) -> u64 {
        self.size_bytes
    }
}

/// Ends an upload: decides its type and writes its object, before any transaction. An object that gets no row is purged.
///
/// # Errors
/// Invalid `file`: `file-empty`; refused `file-too-large` or `file-type-refused`; unavailable when the store is.
pub async fn receive(app: &App, upload: Upload) -> Result<ReceivedFile, OperationError> {
    let Upload {
        rules,
        bytes,
        size_bytes,
    } = upload;
    rules.within_size(size_bytes)?;
    let media_type = rules.judge(&bytes)?;
    let sha256 = hex::encode(Sha256::digest(&bytes));
    store::put_object(app, &sha256, bytes).await?;
    Ok(ReceivedFile {
        sha256,
        size_bytes,
        media_type,
    })
}

/// A file to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewFile {
    pub programme: ProgrammeId,
    pub purpose: Purpose,
    /// The id of the thing to which it belongs, of the kind that `purpose` names.
    pub subject: Uuid,
    pub owner: PersonId,
    /// As the sender gave it; cleaned here.
    pub name: String,
    pub content: ReceivedFile,
}

/// What others need to know of a file. Compare `purpose` and `subject` with what the actor may see before opening it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileFacts {
    pub id: FileId,
    pub programme: ProgrammeId,
    pub purpose: Purpose,
    pub subject: Uuid,
    pub name: String,
    pub size_bytes: u64,
    pub media_type: MediaType,
    pub owner: PersonId,
    pub created_at: DateTime<Utc>,
}

/// Writes the row of a received file.
///
/// # Errors
/// Refused `file-too-large` or `file-type-refused` when it was received by wider rules than its purpose has.
pub(crate) async fn store_in(
    app: &App,
    txn: &Txn,
    actor: &Actor,
    new: NewFile,
) -> Result<FileId, OperationError> {
    let NewFile {
        programme,
        purpose,
        subject,
        owner,
        name,
        content,
    } = new;
    let ReceivedFile {
        sha256,
        size_bytes,
        media_type,
    } = content;
    purpose.rules().accept(size_bytes, media_type)?;
    let id = app.new_id::<FileId>();
    let file = files::Model {
        id,
        programme_id: programme,
        sha256,
        size_bytes: i64::try_from(size_bytes)
            .map_err(|error| OperationError::Unexpected(error.to_string()))?,
        media_type,
        name: rules::offered_name(&name, media_type),
        purpose,
        subject_id: subject,
        owner_id: owner,
        created_at: app.now(),
    };
    let entry = audit::Entry::new("files.store", "file", id)
        .programme(programme)
        .after(told(&file));
    store::insert(txn, file).await?;
    audit::operations::record_in(app, txn, actor, entry).await?;
    Ok(id)
}

/// Deletes the row of a file; its object goes with the next purge, unless another row names it.
///
/// # Errors
/// Not found.
pub(crate) async fn remove_in(
    app: &App,
    txn: &Txn,
    actor: &Actor,
    id: FileId,
) -> Result<(), OperationError> {
    let file = store::find(txn, id)
        .await?
        .ok_or(OperationError::NotFound)?;
    if !store::delete(txn, id).await? {
        return Err(OperationError::NotFound);
    }
    let entry = audit::Entry::new("files.remove", "file", id)
        .programme(file.programme_id)
        .before(told(&file));
    audit::operations::record_in(app, txn, actor, entry).await
}

/// What the audit log keeps of a file.
fn told(file: &files::Model) -> serde_json::Value {
    json!({
        "name": file.name,
        "purpose": file.purpose.code(),
        "subject": file.subject_id,
        "owner": file.owner_id,
        "type": file.media_type.content_type(),
        "size_bytes": file.size_bytes,
        "sha256": file.sha256,
    })
}

/// The newest [`FILES_PER_SUBJECT_MAX`] files of a thing, the newest first.
pub(crate) async fn of_subject(
    app: &App,
    purpose: Purpose,
    subject: Uuid,
) -> Result<Vec<FileFacts>, OperationError> {
    let rows = store::of_subject(app.db(), purpose, subject, FILES_PER_SUBJECT_MAX).await?;
    Ok(rows.into_iter().map(facts).collect())
}

/// A file and its bytes, which are what was stored: their digest is computed again.
///
/// # Errors
/// Not found; unexpected when the object is missing or was changed, which is logged and never served.
pub(crate) async fn open(app: &App, id: FileId) -> Result<(FileFacts, Vec<u8>), OperationError> {
    let file = store::find(app.db(), id)
        .await?
        .ok_or(OperationError::NotFound)?;
    let facts_known = facts(file.clone());
    let bytes = store::get_object(app, &file.sha256, facts_known.size_bytes).await?;
    let whole = bytes.filter(|bytes| hex::encode(Sha256::digest(bytes)) == file.sha256);
    let Some(bytes) = whole else {
        tracing::error!(file = %id, "a stored file is missing or was changed");
        return Err(OperationError::Unexpected(format!(
            "the object of file {id} is missing or was changed"
        )));
    };
    Ok((facts_known, bytes))
}

/// Deletes the objects that no row names and that were last written more than [`PURGED_AFTER`] ago; the worker's.
///
/// An upload of the same content writes its object again, and one written again stays. Between that look and the deletion lie
/// microseconds; a row that came to name the object just then would show as a missing object when it is opened.
///
/// # Returns
/// How many were deleted.
pub async fn purge(app: &App) -> Result<u64, OperationError> {
    purge_written_before(app, app.real_now() - PURGED_AFTER).await
}

/// Stores keep real time; so does `before`.
pub(super) async fn purge_written_before(
    app: &App,
    before: DateTime<Utc>,
) -> Result<u64, OperationError> {
    let mut batches = store::objects_written_before(app, before).try_chunks(PURGED_AT_ONCE);
    let mut deleted = 0;
    while let Some(batch) = batches.try_next().await.map_err(|error| error.1)? {
        let named = store::named_among(app.db(), &batch).await?;
        for sha256 in batch.iter().filter(|sha256| !named.contains(*sha256)) {
            deleted += u64::from(store::delete_object(app, sha256, before).await?);
        }
    }
    Ok(deleted)
}

fn facts(row: files::Model) -> FileFacts {
    let files::Model {
        id,
        programme_id,
        purpose,
        subject_id,
        name,
        size_bytes,
        media_type,
        owner_id,
        created_at,
        ..
    } = row;
    FileFacts {
        id,
        programme: programme_id,
        purpose,
        subject: subject_id,
        name,
        // The table keeps it from being negative.
        size_bytes: size_bytes.unsigned_abs(),
        media_type,
        owner: owner_id,
        created_at,
    }
}
