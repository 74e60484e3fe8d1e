//! Rendering, signing and filing one certificate.
//!
//! Everything it says was frozen when its batch was sealed, the moment of signing included: done again, the same bytes
//! come out, so a worker that dies half-way leaves nothing that the next one does not make anew.

mod document;

use super::{JobError, Tools};
use document::{data, draft};
use std::sync::Arc;
use zamala_domain::{
    App, OperationError,
    credentials::{
        Frozen,
        issue::{self, Faces},
        publish,
    },
    id::CertificateId,
};
use zamala_press::{Templates, data_digest};
use zamala_seal::{SealError, credential, issuer::IssuerKey, preflight, proof};

/// Renders, signs, logs, files and announces the certificate, unless that is done.
pub async fn seal_certificate(app: &App, tools: &Tools, id: CertificateId) -> Result<(), JobError> {
    let Some(frozen) = issue::to_issue(app, id).await? else {
        return Ok(());
    };
    let key = publish::issuer_key(app).await?;
    let templates = tools.templates.clone();
    let made = tokio::task::spawn_blocking(move || faces(&frozen, &key, &templates)).await;
    let faces = made.map_err(|end| JobError::Retry(end.to_string()))??;
    issue::record(app, id, faces).await?;
    Ok(())
}

/// Both faces, byte for byte the same each time. Before the real key is touched, a throw-away key has signed the
/// credential and our own verifier has judged it.
fn faces(frozen: &Frozen, key: &IssuerKey, templates: &Arc<Templates>) -> Result<Faces, JobError> {
    let data = data(frozen);
    let template = templates.template_digest(data.template);
    let draft = draft(frozen, &data, &template, &data_digest(&data)).map_err(JobError::GiveUp)?;
    let unsigned = credential::unsigned(&draft).map_err(|e| JobError::GiveUp(e.to_string()))?;
    preflight::preflight(&unsigned, frozen.sealed_at).map_err(refused)?;
    let signed = proof::sign(&unsigned, key, frozen.sealed_at).map_err(refused)?;
    let credential = proof::bytes(&signed).map_err(refused)?;
    let pdf = templates
        .certificate(&data, &credential)
        .map_err(|e| JobError::GiveUp(e.to_string()))?;
    Ok(Faces { credential, pdf })
}

/// Only the signer may do better another time.
fn refused(error: SealError) -> JobError {
    match error {
        SealError::Signer(_) => JobError::Retry(error.to_string()),
        _ => JobError::GiveUp(error.to_string()),
    }
}

/// The register says why a certificate was given up; its number is never given again.
pub async fn give_up(app: &App, id: CertificateId, why: &str) -> Result<(), OperationError> {
    issue::note_failure(app, id, why).await
}
