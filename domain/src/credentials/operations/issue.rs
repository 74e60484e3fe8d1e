//! What the worker does with a planned certificate: it asks for what to render and sign, and records what came of it.

use crate::{
    actor::Actor,
    app::App,
    audit, chance,
    credentials::{
        entity::certificates,
        rules::{Frozen, leaf_sha256},
        state::CertificateState,
        store::{self, IssuedColumns, Leaf},
    },
    error::OperationError,
    files::{self, FileRules, NewFile, Purpose, ReceivedFile, Upload},
    id::CertificateId,
    outbox::{self, CertificateData, LetterKind, operations::NewLetter},
    scope::Visibility,
};
use serde_json::json;
use sha2::{Digest, Sha256};

/// Characters of a failure that the register keeps.
const FAILURE_CHARACTERS_MAX: usize = 500;

/// Both faces of a certificate, byte for byte as they are handed out.
#[derive(Clone, Debug)]
pub struct Faces {
    pub credential: Vec<u8>,
    pub pdf: Vec<u8>,
}

async fn found(app: &App, id: CertificateId) -> Result<certificates::Model, OperationError> {
    let everything = Visibility {
        everything: true,
        ..Visibility::default()
    };
    store::certificate(app.db(), &everything, id)
        .await?
        .ok_or(OperationError::NotFound)
}

/// What a planned certificate says; `None` when it needs nothing more, because it is issued or void.
pub async fn to_issue(app: &App, id: CertificateId) -> Result<Option<Frozen>, OperationError> {
    let row = found(app, id).await?;
    match row.state {
        CertificateState::Planned => frozen(&row).map(Some),
        CertificateState::Issued | CertificateState::Void => Ok(None),
    }
}

pub(super) fn frozen(row: &certificates::Model) -> Result<Frozen, OperationError> {
    serde_json::from_str(&row.frozen).map_err(|e| OperationError::Unexpected(e.to_string()))
}

/// Files both faces, logs the credential, and tells the fellow. The same faces again change nothing.
///
/// # Returns
/// Whether this call issued it.
pub async fn record(app: &App, id: CertificateId, faces: Faces) -> Result<bool, OperationError> {
    let (pdf_sha256, digest) = (sha256(&faces.pdf), Sha256::digest(&faces.credential).into());
    let pdf = received(app, Purpose::CertificatePdf.rules(), &faces.pdf).await?;
    let json = received(
        app,
        Purpose::CertificateCredential.rules(),
        &faces.credential,
    )
    .await?;
    let salt: [u8; 32] = chance::random_bytes();
    app.write(|txn| {
        let (pdf, json, pdf_sha256) = (&pdf, &json, &pdf_sha256);
        async move {
            let txn = &*txn;
            let row = found(app, id).await?;
            let columns = IssuedColumns {
                at: app.now(),
                credential_sha256: hex::encode(digest),
                pdf_sha256: pdf_sha256.clone(),
            };
            if !store::mark_issued(txn, id, columns).await? {
                return Ok(false);
            }
            let actor = Actor::system();
            for (purpose, ending, content) in [
                (Purpose::CertificatePdf, "pdf", pdf),
                (Purpose::CertificateCredential, "json", json),
            ] {
                let file = NewFile {
                    programme: row.programme_id,
                    purpose,
                    subject: id.0,
                    owner: row.fellow_id,
                    name: format!("{}.{ending}", row.serial),
                    content: content.clone(),
                };
                files::operations::store_in(app, txn, &actor, file).await?;
            }
            let leaf = Leaf {
                certificate: id,
                sha256: hex::encode(leaf_sha256(&salt, &digest)),
                salt: hex::encode(salt),
            };
            let position = store::append_leaf(txn, leaf, app.now()).await?;
            tell_in(app, txn, &row).await?;
            let after =
                json!({ "serial": row.serial, "pdf_sha256": pdf_sha256, "log_position": position });
            let entry = audit::Entry::new("credentials.issue", "certificate", id);
            let entry = entry.programme(row.programme_id).after(after);
            audit::operations::record_in(app, txn, &actor, entry).await?;
            Ok(true)
        }
    })
    .await
}

fn sha256(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

async fn received(
    app: &App,
    rules: FileRules,
    bytes: &[u8],
) -> Result<ReceivedFile, OperationError> {
    let mut upload = Upload::new(rules);
    upload.feed(bytes)?;
    files::operations::receive(app, upload).await
}

async fn tell_in(
    app: &App,
    txn: &crate::Txn,
    row: &certificates::Model,
) -> Result<(), OperationError> {
    let frozen = frozen(row)?;
    let letter = NewLetter {
        kind: LetterKind::CertificateIssued,
        programme: Some(row.programme_id),
        recipient: row.fellow_id.into(),
        occasion: row.id.to_string(),
        data: CertificateData {
            title: frozen.module.title,
            serial: frozen.serial,
            verify_url: format!("{}/v/{}", app.public_url(), frozen.public_code),
            link: format!("/certificates/{}", row.id),
        }
        .into_json(),
        send_at: app.now(),
    };
    outbox::operations::write_letter_in(app, txn, letter)
        .await
        .map(drop)
}

/// Keeps why a certificate could not be issued; its number stays in the register and is never given again.
pub async fn note_failure(app: &App, id: CertificateId, why: &str) -> Result<(), OperationError> {
    let why: String = why.chars().take(FAILURE_CHARACTERS_MAX).collect();
    let why = why.as_str();
    let programme = found(app, id).await?.programme_id;
    app.write(|txn| async move {
        let txn = &*txn;
        if store::note_failure(txn, id, why.to_owned()).await? {
            let entry = audit::Entry::new("credentials.issue-failed", "certificate", id);
            let entry = entry.programme(programme);
            audit::operations::record_in(app, txn, &Actor::system(), entry.reason(why)).await?;
        }
        Ok(())
    })
    .await
}
