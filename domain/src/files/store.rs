//! Reading and writing the rows and the objects of files.

use super::{entity::files, rules::Purpose};
use crate::{
    app::{App, Txn},
    error::OperationError,
    id::FileId,
};
use chrono::{DateTime, Utc};
use futures::{Stream, TryStreamExt};
use object_store::{ObjectMeta, ObjectStoreExt, path::Path};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect,
};
use std::collections::HashSet;
use uuid::Uuid;

/// The folder of all objects; nothing outside it is ever listed or deleted.
const FOLDER: &str = "sha256";
/// Digits of a SHA-256 in hexadecimal.
const SHA256_DIGITS: usize = 64;

pub async fn find(db: &impl ConnectionTrait, id: FileId) -> Result<Option<files::Model>, DbErr> {
    files::Entity::find_by_id(id).one(db).await
}

/// The newest first.
pub async fn of_subject(
    db: &impl ConnectionTrait,
    purpose: Purpose,
    subject: Uuid,
    limit: u64,
) -> Result<Vec<files::Model>, DbErr> {
    let find = files::Entity::find().filter(files::Column::Purpose.eq(purpose));
    let find = find.filter(files::Column::SubjectId.eq(subject));
    find.order_by_desc(files::Column::Id)
        .limit(limit)
        .all(db)
        .await
}

/// Those of the digests that a row names.
pub async fn named_among(
    db: &impl ConnectionTrait,
    digests: &[String],
) -> Result<HashSet<String>, DbErr> {
    let find = files::Entity::find()
        .select_only()
        .column(files::Column::Sha256)
        .distinct();
    let find = find.filter(files::Column::Sha256.is_in(digests.iter().map(String::as_str)));
    Ok(find
        .into_tuple::<String>()
        .all(db)
        .await?
        .into_iter()
        .collect())
}

pub async fn insert(txn: &Txn, file: files::Model) -> Result<(), DbErr> {
    files::Entity::insert(file.into_active_model())
        .exec_without_returning(txn)
        .await
        .map(drop)
}

/// Deletes the row; `false` when it was gone.
pub async fn delete(txn: &Txn, id: FileId) -> Result<bool, DbErr> {
    Ok(files::Entity::delete_by_id(id)
        .exec(txn)
        .await?
        .rows_affected
        == 1)
}

/// Writes the object and returns when it is durable.
///
/// A local folder is opened with `LocalFileSystem::with_fsync(true)`: the bytes go to a staged file, which is synced, renamed to
/// its place and its folder synced, so that a killed process or a power cut leaves all of it or none. S3 answers when it has
/// stored. What stands already is written again, with the same bytes: that makes its age new, and a purge leaves it alone.
pub async fn put_object(app: &App, sha256: &str, bytes: Vec<u8>) -> Result<(), OperationError> {
    app.files()
        .put(&path_of(sha256), bytes.into())
        .await
        .map(drop)
        .map_err(|error| away(&error))
}

/// The bytes of an object; `None` when it is missing or is not of this size.
pub async fn get_object(
    app: &App,
    sha256: &str,
    size_bytes: u64,
) -> Result<Option<Vec<u8>>, OperationError> {
    let got = match app.files().get(&path_of(sha256)).await {
        Err(object_store::Error::NotFound { .. }) => return Ok(None),
        got => got.map_err(|error| away(&error))?,
    };
    if got.meta.size != size_bytes {
        return Ok(None);
    }
    Ok(Some(
        got.bytes().await.map_err(|error| away(&error))?.into(),
    ))
}

/// The digests of objects that were last written before an instant of real time.
pub fn objects_written_before(
    app: &App,
    before: DateTime<Utc>,
) -> impl Stream<Item = Result<String, OperationError>> + Unpin {
    let listed = app.files().list(Some(&Path::from(FOLDER)));
    let old = listed.try_filter_map(move |object| {
        let digest = (object.last_modified < before)
            .then(|| digest_of(&object))
            .flatten();
        std::future::ready(Ok(digest))
    });
    old.map_err(|error| away(&error))
}

/// Deletes an object unless it was written again since `before`; whether it did.
pub async fn delete_object(
    app: &App,
    sha256: &str,
    before: DateTime<Utc>,
) -> Result<bool, OperationError> {
    let path = path_of(sha256);
    let last_modified = match app.files().head(&path).await {
        Err(object_store::Error::NotFound { .. }) => return Ok(false),
        head => head.map_err(|error| away(&error))?.last_modified,
    };
    if last_modified >= before {
        return Ok(false);
    }
    match app.files().delete(&path).await {
        Err(object_store::Error::NotFound { .. }) => Ok(false),
        deleted => deleted.map(|()| true).map_err(|error| away(&error)),
    }
}

/// `sha256/ab/ab…`: a folder per first byte, since some file systems dislike large ones.
pub fn path_of(sha256: &str) -> Path {
    let first_byte = sha256.get(..2).unwrap_or_default();
    Path::from_iter([FOLDER, first_byte, sha256])
}

fn digest_of(object: &ObjectMeta) -> Option<String> {
    let name = object.location.filename()?;
    let is_digest = name.len() == SHA256_DIGITS
        && name
            .bytes()
            .all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'));
    (is_digest && object.location == path_of(name)).then(|| name.to_owned())
}

/// The store cannot be reached, or its disk is full: the same request may succeed later. Its errors name objects, not people.
fn away(error: &object_store::Error) -> OperationError {
    tracing::error!(%error, "the file store does not answer as it should");
    OperationError::Unavailable
}
