//! Files that go with a session.

use super::sessions::session;
use crate::{
    actor::Actor,
    app::App,
    audit,
    error::OperationError,
    files::{self, FileFacts, Purpose},
    id::{FileId, SessionId},
    labs::policy,
};

/// Adds a file to the session's material.
pub async fn add_material(
    app: &App,
    actor: &Actor,
    id: SessionId,
    name: String,
    content: files::ReceivedFile,
) -> Result<FileId, OperationError> {
    let session = session(app, actor, id).await?;
    policy::may_add_material(actor, &session)?;
    let owner = actor.person.ok_or(OperationError::Forbidden)?;
    app.write_once(actor, |txn| {
        let (content, name) = (&content, &name);
        async move {
            let txn = &*txn;
            let file = files::NewFile {
                programme: session.programme,
                purpose: Purpose::SessionMaterial,
                subject: id.0,
                owner,
                name: name.clone(),
                content: content.clone(),
            };
            let file = files::operations::store_in(app, txn, actor, file).await?;
            let entry =
                audit::Entry::new("labs.add-material", "session", id).programme(session.programme);
            audit::operations::record_in(
                app,
                txn,
                actor,
                entry.after(serde_json::json!({ "file": file })),
            )
            .await?;
            Ok(file)
        }
    })
    .await
}

/// Takes a file out of the session's material.
pub async fn remove_material(
    app: &App,
    actor: &Actor,
    id: SessionId,
    file: FileId,
) -> Result<(), OperationError> {
    let session = session(app, actor, id).await?;
    policy::may_add_material(actor, &session)?;
    let materials = files::operations::of_subject(app, Purpose::SessionMaterial, id.0).await?;
    if !materials.iter().any(|own| own.id == file) {
        return Err(OperationError::NotFound);
    }
    app.write_once(actor, |txn| async move {
        files::operations::remove_in(app, &txn, actor, file).await
    })
    .await
}

/// A file of the session's material, for whoever may see the session.
pub async fn material(
    app: &App,
    actor: &Actor,
    id: SessionId,
    file: FileId,
) -> Result<(FileFacts, Vec<u8>), OperationError> {
    session(app, actor, id).await?;
    let materials = files::operations::of_subject(app, Purpose::SessionMaterial, id.0).await?;
    if !materials.iter().any(|own| own.id == file) {
        return Err(OperationError::NotFound);
    }
    files::operations::open(app, file).await
}
