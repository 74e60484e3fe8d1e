//! A certificate's two faces, to be saved.

use crate::{Visit, route::PageResult};
use poem::{Response, http::header};
use zamala_domain::{
    credentials::register::{self, Face},
    id::CertificateId,
};

/// The PDF, to be saved.
pub async fn pdf(visit: &Visit) -> PageResult {
    download(visit, Face::Pdf).await
}

/// The credential, to be saved.
pub async fn credential(visit: &Visit) -> PageResult {
    download(visit, Face::Credential).await
}

async fn download(visit: &Visit, face: Face) -> PageResult {
    let id: CertificateId = visit.param("id")?;
    let (facts, bytes) = register::face(visit.app(), &visit.actor()?, id, face).await?;
    // The name is a serial with its ending: letters of ASCII, digits and hyphens.
    let disposition = format!("attachment; filename=\"{}\"", facts.name);
    Ok(Response::builder()
        .header(header::CONTENT_TYPE, facts.media_type.content_type())
        .header(header::CONTENT_DISPOSITION, disposition)
        .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
        .body(bytes))
}
