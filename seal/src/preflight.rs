//! The rehearsal: everything that could be wrong with a credential is found with a key that is worth nothing.

use crate::{
    SealError,
    issuer::{IssuerKey, did_document},
    key::SigningKey,
    proof::Prepared,
    shape, verdict,
};
use chrono::{DateTime, Utc};
use serde_json::Value;
use std::sync::Arc;

/// Worth nothing, because everybody can read it here.
const THROWN_AWAY: [u8; 32] = *b"this key is known to the world..";

/// Lint, shape, signing and our own verifier. Touches no real key.
pub fn preflight(unsigned: &Value, created: DateTime<Utc>) -> Result<(), SealError> {
    rehearsed(unsigned, created).map(drop)
}

/// The rehearsal, and only when it went well both proofs by the real key.
pub fn seal(unsigned: &Value, key: &IssuerKey, created: DateTime<Utc>) -> Result<Value, SealError> {
    rehearsed(unsigned, created)?.sign(key, created)
}

fn rehearsed(unsigned: &Value, created: DateTime<Utc>) -> Result<Prepared<'_>, SealError> {
    shape::check(unsigned)?;
    let issuer = unsigned["issuer"]["id"].as_str().unwrap_or_default();
    let signer = Arc::new(SigningKey::from_seed(&THROWN_AWAY));
    let key = IssuerKey::new(issuer, "key-rehearsal", signer);
    let prepared = Prepared::new(unsigned)?;
    let signed = prepared.sign(&key, created)?;
    let did = did_document(issuer, &[key.published()]);
    verdict::proofs_hold(&signed, &did).map_err(SealError::OwnVerifier)?;
    Ok(prepared)
}
