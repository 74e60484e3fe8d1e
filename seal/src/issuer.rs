//! Who issues: a DID, the keys it publishes, and the one that signs now.
//!
//! Promise: the fragment of a key is the month it was made, never the key itself, so that nobody can take it for the key
//! without asking the DID document.

use crate::key::SigningKey;
use chrono::{Datelike, NaiveDate};
use serde_json::{Value, json};
use std::sync::Arc;

/// What a key may sign. Only this crate makes one.
pub struct Payload(Vec<u8>);

impl Payload {
    /// Of a Data Integrity proof: the digest of what the proof says of itself, then the digest of the document.
    pub(crate) fn proof(config_sha256: [u8; 32], document_sha256: [u8; 32]) -> Self {
        Self([config_sha256, document_sha256].concat())
    }

    /// Of a JSON Web Signature: header and claims, already encoded.
    pub(crate) fn token(signing_input: &str) -> Self {
        Self(signing_input.as_bytes().to_vec())
    }

    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
}

/// Where the private key is. A file today; a token over PKCS#11 is another.
pub trait Signer: Send + Sync {
    fn public_key(&self) -> [u8; 32];
    /// Ed25519 over the payload.
    fn sign(&self, payload: &Payload) -> Result<[u8; 64], SignerFault>;
}

#[derive(Clone, Debug, thiserror::Error, PartialEq, Eq)]
#[error("the signer does not sign: {0}")]
pub struct SignerFault(pub String);

impl Signer for SigningKey {
    fn public_key(&self) -> [u8; 32] {
        self.public_bytes()
    }

    fn sign(&self, payload: &Payload) -> Result<[u8; 64], SignerFault> {
        Ok(self.sign_bytes(payload.bytes()))
    }
}

/// The key that signs now, under its public name.
#[derive(Clone)]
pub struct IssuerKey {
    did: String,
    fragment: String,
    signer: Arc<dyn Signer>,
}

impl IssuerKey {
    /// For example `did:web:zamala.example`, `key-2026-11`.
    pub fn new(did: &str, fragment: &str, signer: Arc<dyn Signer>) -> Self {
        Self {
            did: did.to_owned(),
            fragment: fragment.to_owned(),
            signer,
        }
    }

    pub fn did(&self) -> &str {
        &self.did
    }

    /// `did:web:zamala.example#key-2026-11`
    pub fn verification_method(&self) -> String {
        format!("{}#{}", self.did, self.fragment)
    }

    pub fn published(&self) -> PublishedKey {
        PublishedKey {
            fragment: self.fragment.clone(),
            public: self.signer.public_key(),
        }
    }

    pub(crate) fn sign(&self, payload: &Payload) -> Result<[u8; 64], SignerFault> {
        self.signer.sign(payload)
    }
}

/// A key as the DID document shows it. Retired keys stay; a key leaves only when it was compromised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedKey {
    pub fragment: String,
    pub public: [u8; 32],
}

/// The fragment of a key made on this day: `key-2026-11`.
pub fn fragment(since: NaiveDate) -> String {
    format!("key-{:04}-{:02}", since.year(), since.month())
}

/// The DID of a host (did:web Method Specification, 3.1: the colon before a port is percent-encoded).
pub fn did_web(host: &str, port: Option<u16>) -> String {
    match port {
        Some(port) => format!("did:web:{host}%3A{port}"),
        None => format!("did:web:{host}"),
    }
}

/// The DID document, to be served at `/.well-known/did.json` as `application/did+json`.
pub fn did_document(did: &str, keys: &[PublishedKey]) -> Value {
    let methods: Vec<Value> = keys
        .iter()
        .map(|key| {
            json!({
                "id": format!("{did}#{}", key.fragment),
                "type": "Multikey",
                "controller": did,
                "publicKeyMultibase": multikey(&key.public),
            })
        })
        .collect();
    let names: Vec<String> = keys
        .iter()
        .map(|key| format!("{did}#{}", key.fragment))
        .collect();
    json!({
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
        "id": did,
        "verificationMethod": methods,
        "assertionMethod": names,
    })
}

/// The prefix of an Ed25519 public key among multicodecs.
const ED25519: [u8; 2] = [0xed, 0x01];

/// base58btc of the prefixed key (Controlled Identifiers 1.0, Multikey).
pub(crate) fn multikey(public: &[u8; 32]) -> String {
    let prefixed = [&ED25519[..], public].concat();
    format!("z{}", bs58::encode(prefixed).into_string())
}

pub(crate) fn from_multikey(text: &str) -> Option<[u8; 32]> {
    let bytes = bs58::decode(text.strip_prefix('z')?).into_vec().ok()?;
    bytes.strip_prefix(&ED25519[..])?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fragment_is_a_month_and_the_did_is_a_host() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 15).unwrap();
        assert_eq!(fragment(day), "key-2026-11");
        assert_eq!(did_web("zamala.example", None), "did:web:zamala.example");
        assert_eq!(did_web("127.0.0.1", Some(8080)), "did:web:127.0.0.1%3A8080");
    }

    #[test]
    fn the_document_lists_each_key_and_names_it_for_assertions() {
        let (now, before) = (
            SigningKey::from_seed(&[7; 32]),
            SigningKey::from_seed(&[8; 32]),
        );
        let published = |key: &SigningKey, fragment: &str| PublishedKey {
            fragment: fragment.into(),
            public: key.public_bytes(),
        };
        let keys = [
            published(&now, "key-2026-11"),
            published(&before, "key-2025-01"),
        ];
        let document = did_document("did:web:zamala.example", &keys);
        assert_eq!(
            document["assertionMethod"],
            json!([
                "did:web:zamala.example#key-2026-11",
                "did:web:zamala.example#key-2025-01"
            ])
        );
        let shown = document["verificationMethod"][1]["publicKeyMultibase"].as_str();
        assert_eq!(shown.and_then(from_multikey), Some(before.public_bytes()));
    }

    #[test]
    fn a_multikey_of_another_kind_is_none() {
        // The W3C's published example of a P-256 key.
        assert_eq!(
            from_multikey("zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169"),
            None
        );
        assert_eq!(
            from_multikey("6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"),
            None
        );
    }
}
