//! What a certificate says to machines: an Open Badges 3.0 credential with the eleven mandatory elements of the Council
//! Recommendation on micro-credentials (2022/C 243/02).
//!
//! Promise: a pure value in, a JSON document out. An empty mandatory element is refused by its name.

mod parts;

use crate::{SealError, canonical, contexts};
use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// The same words in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    pub ar: String,
    pub en: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issuer {
    pub did: String,
    pub name: Text,
    pub url: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    MicroCredential,
    /// The fellowship as a whole.
    Certificate,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Achievement {
    /// The address of the definition, with its version.
    pub id: String,
    pub kind: Kind,
    pub title: Text,
    pub description: Text,
    pub awarding_body: Text,
    pub outcomes: Vec<Text>,
    pub workload_hours: u32,
    /// With its framework: "EQF 5".
    pub level: String,
    pub assessment: Text,
    pub participation: Text,
    pub quality_assurance: Text,
    pub prerequisites: Option<Text>,
    pub supervision: Option<Text>,
    pub stackability: Option<Text>,
    pub alignment: Vec<Alignment>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alignment {
    pub url: String,
    pub name: String,
    pub framework: String,
    pub code: Option<String>,
}

/// One result. Figures are decimal text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The address of its description, once in a credential.
    pub id: String,
    pub name: Text,
    pub value: String,
    pub maximum: String,
    pub required: Option<String>,
}

/// The visible document that belongs to the credential.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    pub template_version: String,
    pub template_sha256: [u8; 32],
    pub data_sha256: [u8; 32],
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusEntry {
    pub list_url: String,
    pub index: u32,
}

/// Another credential, by its id and its `digest`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    pub id: String,
    pub sha256: [u8; 32],
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The address of the verification page.
    pub id: String,
    pub issuer: Issuer,
    /// The names that the holder confirmed.
    pub subject: Text,
    pub valid_from: DateTime<Utc>,
    pub valid_until: Option<DateTime<Utc>>,
    pub achievement: Achievement,
    pub results: Vec<Mark>,
    /// Hours of evidence that count for this credential and for no other.
    pub evidence_hours: u32,
    pub document: Document,
    pub status: StatusEntry,
    pub supersedes: Option<Related>,
    /// The micro-credentials that a fellowship certificate stacks.
    pub stacks: Vec<Related>,
}

/// The mandatory elements that are empty.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("mandatory elements are empty: {}", .0.join(", "))]
pub struct Incomplete(pub Vec<&'static str>);

const TEMPLATE: &str = "urn:zamala:template:";
const DATA: &str = "urn:zamala:data:";

/// The credential without proofs.
pub fn unsigned(draft: &Draft) -> Result<Value, Incomplete> {
    let missing = missing(draft);
    if !missing.is_empty() {
        return Err(Incomplete(missing));
    }
    let achievement = &draft.achievement;
    let mut credential = json!({
        "@context": contexts::OF_A_BADGE,
        "id": draft.id,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": achievement.title.en,
        "issuer": parts::issuer(&draft.issuer),
        "validFrom": instant(draft.valid_from),
        "awardedDate": instant(draft.valid_from),
        "credentialSubject": parts::subject(draft),
        "credentialStatus": {
            "id": format!("{}#{}", draft.status.list_url, draft.status.index),
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": draft.status.index.to_string(),
            "statusListCredential": draft.status.list_url,
        },
        "evidence": parts::evidence(draft),
        "relatedResource": parts::resources(draft),
    });
    if let Some(until) = draft.valid_until {
        credential["validUntil"] = Value::String(instant(until));
    }
    Ok(credential)
}

/// SHA-256 of the canonical JSON: what the log, a stack and a successor name.
pub fn digest(credential: &Value) -> Result<[u8; 32], SealError> {
    Ok(Sha256::digest(canonical::jcs(credential)?).into())
}

/// What a credential says of its visible document.
pub fn document(credential: &Value) -> Option<Document> {
    let resources = credential.get("relatedResource")?.as_array()?;
    let named = |prefix: &str| {
        resources.iter().find_map(|resource| {
            let rest = resource["id"].as_str()?.strip_prefix(prefix)?;
            Some((rest.to_owned(), sha256_of(resource["digestSRI"].as_str()?)?))
        })
    };
    let (template_version, template_sha256) = named(TEMPLATE)?;
    let (_, data_sha256) = named(DATA)?;
    Some(Document {
        template_version,
        template_sha256,
        data_sha256,
    })
}

fn missing(draft: &Draft) -> Vec<&'static str> {
    let achievement = &draft.achievement;
    let both = |text: &Text| !text.ar.trim().is_empty() && !text.en.trim().is_empty();
    let outcomes = &achievement.outcomes;
    [
        ("learner", both(&draft.subject)),
        ("title", both(&achievement.title)),
        ("country_of_issuer", draft.issuer.country.len() == 2),
        ("awarding_body", both(&achievement.awarding_body)),
        (
            "date",
            draft
                .valid_until
                .is_none_or(|until| until > draft.valid_from),
        ),
        (
            "learning_outcomes",
            !outcomes.is_empty() && outcomes.iter().all(both),
        ),
        ("workload", achievement.workload_hours > 0),
        ("level", !achievement.level.trim().is_empty()),
        ("type_of_assessment", both(&achievement.assessment)),
        ("form_of_participation", both(&achievement.participation)),
        ("quality_assurance", both(&achievement.quality_assurance)),
    ]
    .into_iter()
    .filter(|(_, is_there)| !is_there)
    .map(|(name, _)| name)
    .collect()
}

fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

fn sha256_of(sri: &str) -> Option<[u8; 32]> {
    let bytes = STANDARD.decode(sri.strip_prefix("sha256-")?).ok()?;
    bytes.try_into().ok()
}
