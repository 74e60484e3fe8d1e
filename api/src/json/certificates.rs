//! The register of certificates: lists, one certificate, its two faces, revocation and verification.

use super::{
    Tag,
    answer::Problem,
    caller::{Caller, version},
    materials::Download,
    paging::{Asked, Cursor, Limit, Page},
    success::{Created, Done, Versioned},
    text::Text,
};
use chrono::{DateTime, NaiveDate, Utc};
use poem::web::Data;
use poem_openapi::{
    Enum, Object, OpenApi,
    param::{Header, Path, Query},
    payload::{Binary, Json},
};
use uuid::Uuid;
use zamala_domain::{
    App,
    credentials::{
        RevocationClass, Standing,
        register::{self, CertificateLine, CertificateView, Face},
        revocation, void,
    },
    id::CertificateId,
};

/// How a certificate stands for whoever verifies it.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
#[oai(rename = "CertificateStanding", skip_serializing_if_is_none)]
pub struct StandingBody {
    /// `valid`, `expired`, `superseded` or `revoked`.
    pub status: String,
    /// Of a revocation: `error`, `misconduct` or `fraud`.
    pub class: Option<String>,
    /// The day of the revocation, or the last day of validity.
    pub on: Option<NaiveDate>,
}

/// A certificate in the register.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
#[oai(rename = "Certificate", skip_serializing_if_is_none)]
pub struct CertificateBody {
    pub id: Uuid,
    pub batch_id: Uuid,
    pub fellow_id: Uuid,
    pub serial: String,
    /// `planned`, `issued` or `void`.
    pub state: String,
    /// Absent until it is issued.
    pub standing: Option<StandingBody>,
    pub name_en: String,
    pub name_ar: Option<String>,
    pub micro_credential_id: Uuid,
    pub code: String,
    pub title: Text,
    pub awarded_on: NaiveDate,
    pub issued_at: Option<DateTime<Utc>>,
    pub verify_url: String,
}

/// A proposal to revoke, or a revocation.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
#[oai(rename = "Revocation", skip_serializing_if_is_none)]
pub struct RevocationBody {
    pub id: Uuid,
    pub class: String,
    pub reason: String,
    /// `proposed`, `confirmed` or `declined`.
    pub state: String,
    pub proposed_by: Uuid,
    pub proposed_at: DateTime<Utc>,
    pub decided_by: Option<Uuid>,
    pub decided_at: Option<DateTime<Utc>>,
    /// For `If-Match` when it is decided.
    pub version: i64,
}

/// A certificate with what was proposed and decided about it.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct CertificateDetail {
    pub certificate: CertificateBody,
    /// Only for who may revoke it.
    pub revocations: Vec<RevocationBody>,
    pub can_propose: bool,
    pub can_confirm: bool,
    pub can_decline: bool,
    /// Why it could not be made; for staff.
    pub failure: Option<String>,
    pub can_void: bool,
}

/// The class of a reason to revoke.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[oai(rename_all = "snake_case")]
pub enum RevocationReasonClass {
    Error,
    Misconduct,
    Fraud,
}

/// Why a certificate is to be revoked.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
#[oai(deny_unknown_fields)]
pub struct NewRevocation {
    pub class: RevocationReasonClass,
    /// The holder reads it.
    #[oai(validator(min_length = 1, max_length = 500))]
    pub reason: String,
}

/// Why a number is given up.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
#[oai(deny_unknown_fields)]
pub struct VoidReason {
    #[oai(validator(min_length = 1, max_length = 500))]
    pub reason: String,
}

/// The id of a proposal.
#[derive(Clone, Debug, PartialEq, Eq, Object)]
pub struct ProposedRevocation {
    pub id: Uuid,
}

pub fn standing(own: &Standing) -> StandingBody {
    let (class, on) = match own {
        Standing::Valid | Standing::Superseded { .. } => (None, None),
        Standing::Expired { on } => (None, Some(*on)),
        Standing::Revoked { class, on } => (Some(class.code().to_owned()), Some(*on)),
    };
    StandingBody {
        status: own.code().to_owned(),
        class,
        on,
    }
}

pub fn certificate(line: CertificateLine) -> CertificateBody {
    let frozen = line.frozen;
    CertificateBody {
        id: line.id.0,
        batch_id: line.batch.0,
        fellow_id: line.fellow.0,
        serial: frozen.serial,
        state: line.state.code().to_owned(),
        standing: line.standing.as_ref().map(standing),
        name_en: frozen.names.en,
        name_ar: frozen.names.ar,
        micro_credential_id: frozen.module.id.0,
        code: frozen.module.code,
        title: frozen.module.title.into(),
        awarded_on: frozen.awarded_on,
        issued_at: line.issued_at,
        verify_url: frozen.verify_url,
    }
}

fn detail(view: CertificateView) -> CertificateDetail {
    let revocation = |own: register::RevocationLine| RevocationBody {
        id: own.id.0,
        class: own.class.code().to_owned(),
        reason: own.reason,
        state: own.state.code().to_owned(),
        proposed_by: own.proposed_by.0,
        proposed_at: own.proposed_at,
        decided_by: own.decided_by.map(|id| id.0),
        decided_at: own.decided_at,
        version: own.version,
    };
    CertificateDetail {
        failure: view.line.failure.clone(),
        can_void: view.allowed.void,
        certificate: certificate(view.line),
        revocations: view.revocations.into_iter().map(revocation).collect(),
        can_propose: view.allowed.propose,
        can_confirm: view.allowed.confirm,
        can_decline: view.allowed.decline,
    }
}

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
