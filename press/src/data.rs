//! What stands on a certificate, frozen at issue. It is attached to the PDF as `data.json`, and the credential names
//! its digest.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// One text in both languages, of equal dignity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    pub ar: String,
    pub en: String,
}

impl Text {
    pub fn new(ar: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            ar: ar.into(),
            en: en.into(),
        }
    }
}

/// What is awarded; it decides the words above the name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AwardKind {
    MicroCredential,
    Fellowship,
}

/// A design that was ever used. A version that has issued a certificate is never changed: a new one is added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TemplateVersion {
    #[serde(rename = "certificate-1")]
    Certificate1,
}

impl TemplateVersion {
    /// What new certificates are set with.
    pub const CURRENT: Self = Self::Certificate1;
    /// Every design that this press can still set.
    pub const ALL: &[Self] = &[Self::Certificate1];

    pub fn name(self) -> &'static str {
        match self {
            Self::Certificate1 => "certificate-1",
        }
    }
}

/// A micro-credential that counts towards a fellowship.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stacked {
    pub title: Text,
    pub serial: String,
}

/// Who answers for the award.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signatory {
    pub name: Text,
    pub role: Text,
}

/// Everything a certificate shows, and when. Besides the names and titles: the mandatory elements of the Council
/// Recommendation on micro-credentials (2022/C 243/02).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CertificateData {
    pub template: TemplateVersion,
    pub kind: AwardKind,
    pub serial: String,
    /// Printed, and in the QR: short, without personal data.
    pub verify_url: String,
    /// The PDF's own timestamp, in whole seconds.
    pub issued_at: DateTime<Utc>,
    /// The printed date, in the programme's zone.
    pub issued_on: NaiveDate,
    /// The printed date in the Hijri calendar, already worded.
    pub issued_on_hijri: Option<Text>,
    pub expires_on: Option<NaiveDate>,
    pub holder: Text,
    pub award: Text,
    pub code: String,
    pub programme: Text,
    pub cohort: Text,
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
    /// Notional workload in hours.
    pub hours: u32,
    pub level: Option<Text>,
    /// The result, already worded.
    pub result: Option<Text>,
    pub assessment: Text,
    pub participation: Text,
    pub quality: Text,
    pub country: Text,
    pub outcomes: Vec<Text>,
    pub stacked: Vec<Stacked>,
    pub issuer: Text,
    pub signatory: Signatory,
    /// Prints "specimen" across the page.
    pub is_sample: bool,
}

impl CertificateData {
    /// Canonical JSON (RFC 8785): keys in order, no spaces; the numbers are whole and small.
    pub fn canonical_json(&self) -> Vec<u8> {
        // A `Value` keeps its keys sorted.
        let value = serde_json::to_value(self).expect("every field is a JSON value");
        value.to_string().into_bytes()
    }
}

/// SHA-256 of the canonical JSON, in hexadecimal: what `data.json` in the PDF has too.
pub fn data_digest(data: &CertificateData) -> String {
    hex::encode(Sha256::digest(data.canonical_json()))
}
