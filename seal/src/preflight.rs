//! The rehearsal: everything that could be wrong with a credential is found with a key that is worth nothing.

use crate::{
    SealError,
    issuer::{IssuerKey, did_document},
    key::SigningKey,
    proof, shape, verdict,
};
use chrono::{DateTime, Utc};
use serde_json::Value;
use std::sync::Arc;

/// Worth nothing, because everybody can read it here.
const THROWN_AWAY: [u8; 32] = *b"this key is known to the world..";

/// Lint, shape, signing and our own verifier, in this order of cost. Touches no real key.
pub fn preflight(unsigned: &Value, created: DateTime<Utc>) -> Result<(), SealError> {
    shape::check(unsigned)?;
    let issuer = unsigned["issuer"]["id"].as_str().unwrap_or_default();
    let signer = Arc::new(SigningKey::from_seed(&THROWN_AWAY));
    let key = IssuerKey::new(issuer, "key-rehearsal", signer);
    let signed = proof::sign(unsigned, &key, created)?;
    let did = did_document(issuer, &[key.published()]);
    verdict::proofs_hold(&signed, &did).map_err(SealError::OwnVerifier)
}
