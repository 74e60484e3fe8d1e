//! What a certificate says, frozen when its batch is sealed (rule 56): nothing that changes later changes it.

use crate::{
    bilingual::Bilingual,
    id::{CertificateId, MicroCredentialId},
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// The names as the fellow confirmed them (rule 57); Arabic is absent for who chose Latin script only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamesOnCertificate {
    pub en: String,
    pub ar: Option<String>,
}

impl NamesOnCertificate {
    /// As both faces print them: the Latin name stands on either side when there is no other.
    pub fn both(&self) -> Bilingual {
        Bilingual::new(self.ar.as_ref().unwrap_or(&self.en), &self.en)
    }
}

/// The micro-credential as it was taught and assessed: the elements of the EU Recommendation 2022/C 243/02.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrozenModule {
    pub id: MicroCredentialId,
    pub code: String,
    pub edition: String,
    pub title: Bilingual,
    pub outcomes: Vec<Bilingual>,
    pub workload_hours: u32,
    /// Framework, value and status: `EQF`, 5, `proposed`.
    pub level_framework: String,
    pub level_value: i32,
    pub level_status: String,
    pub assessment: Bilingual,
    /// `on_site`, `virtual` or `hybrid`.
    pub participation: String,
    pub quality_assurance: Bilingual,
    /// Whole points of 100, after the one rounding (rule 45).
    pub mark_points: i32,
    pub pass_percent: i32,
}

/// Everything that certificate and credential say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frozen {
    pub id: CertificateId,
    pub serial: String,
    pub public_code: String,
    /// Where whoever holds the certificate verifies it.
    pub verify_url: String,
    pub names: NamesOnCertificate,
    pub module: FrozenModule,
    pub programme: Bilingual,
    pub programme_code: String,
    pub cohort: Bilingual,
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
    /// The awarding body, and its country (ISO 3166-1 alpha-3) with its name.
    pub issuer: Bilingual,
    pub issuer_did: String,
    pub issuer_url: String,
    pub country_code: String,
    pub country: Bilingual,
    /// Who signs, as then.
    pub signatory: Bilingual,
    pub awarded_on: NaiveDate,
    pub expires_on: Option<NaiveDate>,
    /// Whole seconds.
    pub sealed_at: DateTime<Utc>,
    pub status_list_url: String,
    pub status_index: u32,
    pub is_sample: bool,
}
