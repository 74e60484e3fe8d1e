//! What the register of certificates answers and is given.

use super::super::text::Text;
use chrono::{DateTime, NaiveDate, Utc};
use poem_openapi::{Enum, Object};
use uuid::Uuid;
use zamala_domain::credentials::{
    Standing,
    register::{CertificateLine, CertificateView, RevocationLine},
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

pub fn detail(view: CertificateView) -> CertificateDetail {
    let revocation = |own: RevocationLine| RevocationBody {
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
