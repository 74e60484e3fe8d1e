//! The register of certificates: lists, one certificate, its two faces, revocation and verification.

mod bodies;

pub use bodies::{CertificateBody, StandingBody, certificate, standing};

use super::{
    Tag,
    answer::Problem,
    caller::{Caller, version},
    materials::Download,
    paging::{Asked, Cursor, Limit, Page},
    success::{Created, Done, Versioned},
};
use bodies::{
    CertificateDetail, NewRevocation, ProposedRevocation, RevocationReasonClass, VoidReason, detail,
};
use poem::web::Data;
use poem_openapi::{
    OpenApi,
    param::{Header, Path, Query},
    payload::{Binary, Json},
};
use uuid::Uuid;
use zamala_domain::{
    App,
    credentials::{
        RevocationClass,
        register::{self, Face},
        revocation, void,
    },
    id::CertificateId,
};

pub struct CertificatesApi;

#[OpenApi(tag = "Tag::Certificates")]
impl CertificatesApi {
    /// The register of certificates
    ///
    /// Newest first. For managers, certificate officers and signatories.
    #[oai(
        path = "/v1/certificates",
        method = "get",
        operation_id = "listCertificates"
    )]
    async fn certificates(
        &self,
        app: Data<&App>,
        caller: Caller,
        /// How many certificates.
        limit: Query<Limit>,
        /// The `next` of the page before.
        cursor: Query<Cursor>,
    ) -> Result<Json<Page<CertificateBody>>, Problem> {
        let asked = Asked::new("certificates", limit.0, &cursor.0)?;
        let before: Option<CertificateId> = asked.after()?;
        let rows = register::list(&app, &caller.0, before, asked.limit()).await?;
        Ok(Json(asked.page(
            rows,
            |row| row.id.to_string(),
            certificate,
        )))
    }

    /// My certificates
    ///
    /// Those that are issued, newest first.
    #[oai(
        path = "/v1/me/certificates",
        method = "get",
        operation_id = "listMyCertificates"
    )]
    async fn own(
        &self,
        app: Data<&App>,
        caller: Caller,
        /// How many certificates.
        limit: Query<Limit>,
        /// The `next` of the page before.
        cursor: Query<Cursor>,
    ) -> Result<Json<Page<CertificateBody>>, Problem> {
        let asked = Asked::new("my-certificates", limit.0, &cursor.0)?;
        let rows = register::own(&app, &caller.0).await?;
        Ok(Json(asked.page_of_all(
            rows,
            |row| row.id.to_string(),
            certificate,
        )?))
    }

    /// A certificate
    ///
    /// For the holder once it is issued, and for staff.
    #[oai(
        path = "/v1/certificates/:id",
        method = "get",
        operation_id = "getCertificate"
    )]
    async fn certificate(
        &self,
        app: Data<&App>,
        caller: Caller,
        /// The certificate.
        id: Path<Uuid>,
    ) -> Result<Versioned<CertificateDetail>, Problem> {
        let view = register::view(&app, &caller.0, CertificateId(id.0)).await?;
        let version = view.line.version;
        Ok(Versioned::new(detail(view), version))
    }

    /// The certificate as PDF
    ///
    /// Bilingual, with the credential attached.
    #[oai(
        path = "/v1/certificates/:id/pdf",
        method = "get",
        operation_id = "getCertificatePdf"
    )]
    async fn pdf(
        &self,
        app: Data<&App>,
        caller: Caller,
        /// The certificate.
        id: Path<Uuid>,
    ) -> Result<Download, Problem> {
        download(&app, &caller, id.0, Face::Pdf).await
    }

    /// The certificate as credential
    ///
    /// Open Badges 3.0 with two proofs, byte for byte as it is attached to the PDF.
    #[oai(
        path = "/v1/certificates/:id/credential",
        method = "get",
        operation_id = "getCertificateCredential"
    )]
    async fn credential(
        &self,
        app: Data<&App>,
        caller: Caller,
        /// The certificate.
        id: Path<Uuid>,
    ) -> Result<Download, Problem> {
        download(&app, &caller, id.0, Face::Credential).await
    }

    /// Give up the number of a certificate that cannot be made
    ///
    /// The number stays in the register. 409 `certificate-being-made` while the service still tries; `If-Match` is the
    /// certificate's version.
    #[oai(
        path = "/v1/certificates/:id/void",
        method = "post",
        operation_id = "voidCertificate"
    )]
    async fn void(
        &self,
        app: Data<&App>,
        caller: Caller,
        /// The certificate.
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
        body: Json<VoidReason>,
    ) -> Result<Done, Problem> {
        let version = version(if_match.0.as_deref())?;
        void::void(
            &app,
            &caller.0,
            CertificateId(id.0),
            &body.0.reason,
            version,
        )
        .await?;
        Ok(Done::Done)
    }

    /// Propose to revoke a certificate
    ///
    /// A second person must confirm. 409 `already-revoked` while a proposal or a revocation stands.
    #[oai(
        path = "/v1/certificates/:id/revocations",
        method = "post",
        operation_id = "proposeRevocation"
    )]
    async fn propose(
        &self,
        app: Data<&App>,
        caller: Caller,
        /// The certificate.
        id: Path<Uuid>,
        body: Json<NewRevocation>,
    ) -> Result<Created<ProposedRevocation>, Problem> {
        let class = match body.0.class {
            RevocationReasonClass::Error => RevocationClass::Error,
            RevocationReasonClass::Misconduct => RevocationClass::Misconduct,
            RevocationReasonClass::Fraud => RevocationClass::Fraud,
        };
        let of = CertificateId(id.0);
        let proposed = revocation::propose(&app, &caller.0, of, class, &body.0.reason).await?;
        Ok(Created::at(
            &format!("/v1/certificates/{of}"),
            ProposedRevocation { id: proposed.0 },
        ))
    }

    /// Confirm a revocation
    ///
    /// By another person than who proposed it; `If-Match` is the version of the proposal. Verification shows it at once,
    /// and the holder gets a letter.
    #[oai(
        path = "/v1/certificates/:id/revocation/confirm",
        method = "post",
        operation_id = "confirmRevocation"
    )]
    async fn confirm(
        &self,
        app: Data<&App>,
        caller: Caller,
        /// The certificate.
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
    ) -> Result<Done, Problem> {
        let version = version(if_match.0.as_deref())?;
        revocation::confirm(&app, &caller.0, CertificateId(id.0), version).await?;
        Ok(Done::Done)
    }

    /// Put a proposal to revoke aside
    ///
    /// `If-Match` is the version of the proposal.
    #[oai(
        path = "/v1/certificates/:id/revocation/decline",
        method = "post",
        operation_id = "declineRevocation"
    )]
    async fn decline(
        &self,
        app: Data<&App>,
        caller: Caller,
        /// The certificate.
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
    ) -> Result<Done, Problem> {
        let version = version(if_match.0.as_deref())?;
        revocation::decline(&app, &caller.0, CertificateId(id.0), version).await?;
        Ok(Done::Done)
    }
}

async fn download(app: &App, caller: &Caller, id: Uuid, face: Face) -> Result<Download, Problem> {
    let (facts, bytes) = register::face(app, &caller.0, CertificateId(id), face).await?;
    let disposition = format!("attachment; filename=\"{}\"", facts.name);
    Ok(Download::File(
        Binary(bytes),
        disposition,
        "nosniff".to_owned(),
    ))
}
