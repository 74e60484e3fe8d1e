//! The proof set of two: `eddsa-rdfc-2022`, which other people's verifiers accept, and `eddsa-jcs-2022`, which a browser
//! can check by itself (W3C Data Integrity EdDSA Cryptosuites 1.0).
//!
//! Promise: the same document, key and instant give the same bytes.

use crate::{
    SealError, canonical,
    issuer::{IssuerKey, Payload},
    key,
    verdict::Reason,
};
use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Suite {
    Rdfc,
    Jcs,
}

impl Suite {
    pub(crate) const ALL: [Self; 2] = [Self::Rdfc, Self::Jcs];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Rdfc => "eddsa-rdfc-2022",
            Self::Jcs => "eddsa-jcs-2022",
        }
    }

    fn canonical_sha256(self, document: &Value) -> Result<[u8; 32], SealError> {
        Ok(match self {
            Self::Rdfc => Sha256::digest(canonical::rdfc(document)?).into(),
            Self::Jcs => Sha256::digest(canonical::jcs(document)?).into(),
        })
    }
}

/// The document with both proofs. Refuses what has a proof already and what linked data would leave out.
pub fn sign(unsigned: &Value, key: &IssuerKey, created: DateTime<Utc>) -> Result<Value, SealError> {
    Prepared::new(unsigned)?.sign(key, created)
}

/// The bytes to store and to attach: the canonical JSON of the signed credential.
pub fn bytes(credential: &Value) -> Result<Vec<u8>, SealError> {
    canonical::jcs(credential)
}

/// A document whose canonical forms were worked out once; any number of keys may then sign it.
pub(crate) struct Prepared<'a> {
    document: &'a Map<String, Value>,
    sha256: [(Suite, [u8; 32]); 2],
}

impl<'a> Prepared<'a> {
    pub(crate) fn new(unsigned: &'a Value) -> Result<Self, SealError> {
        let document = unsigned.as_object().ok_or(SealError::NotAnObject)?;
        if document.contains_key("proof") {
            return Err(SealError::AlreadySigned);
        }
        let [first, second] = Suite::ALL;
        let sha256 = [
            (first, first.canonical_sha256(unsigned)?),
            (second, second.canonical_sha256(unsigned)?),
        ];
        Ok(Self { document, sha256 })
    }

    pub(crate) fn sign(&self, key: &IssuerKey, created: DateTime<Utc>) -> Result<Value, SealError> {
        let proofs = self
            .sha256
            .iter()
            .map(|(suite, sha256)| self.prove(*suite, *sha256, key, created))
            .collect::<Result<Vec<Value>, SealError>>()?;
        let mut document = self.document.clone();
        document.insert("proof".into(), Value::Array(proofs));
        Ok(Value::Object(document))
    }

    fn prove(
        &self,
        suite: Suite,
        document_sha256: [u8; 32],
        key: &IssuerKey,
        created: DateTime<Utc>,
    ) -> Result<Value, SealError> {
        let mut proof = json!({
            "type": "DataIntegrityProof",
            "cryptosuite": suite.name(),
            "created": created.to_rfc3339_opts(SecondsFormat::Secs, true),
            "verificationMethod": key.verification_method(),
            "proofPurpose": "assertionMethod",
        });
        if suite == Suite::Jcs {
            proof["@context"] = self.document["@context"].clone();
        }
        let config = Config::read(&proof).map_err(SealError::OwnVerifier)?;
        let signature = key.sign(&Payload::proof(config.sha256(&proof)?, document_sha256))?;
        let text = format!("z{}", bs58::encode(signature).into_string());
        proof["proofValue"] = Value::String(text);
        Ok(proof)
    }
}

/// What a proof says of itself, read strictly.
pub(crate) struct Config<'a> {
    pub suite: Suite,
    pub created: &'a str,
    pub method: &'a str,
}

impl<'a> Config<'a> {
    pub(crate) fn read(proof: &'a Value) -> Result<Self, Reason> {
        let members = proof.as_object().ok_or(Reason::ProofUnreadable)?;
        let text = |name: &str| members.get(name).and_then(Value::as_str);
        let suite = Suite::ALL
            .into_iter()
            .find(|suite| text("cryptosuite") == Some(suite.name()))
            .ok_or(Reason::UnknownSuite)?;
        let is_plain = text("type") == Some("DataIntegrityProof")
            && text("proofPurpose") == Some("assertionMethod")
            && members.keys().all(|name| is_known(name, suite));
        let created = text("created").filter(|text| is_instant(text));
        let method = text("verificationMethod").filter(|text| is_method(text));
        match (is_plain, created, method) {
            (true, Some(created), Some(method)) => Ok(Self {
                suite,
                created,
                method,
            }),
            _ => Err(Reason::ProofUnreadable),
        }
    }

    /// The digest of the canonical form of what the proof says of itself.
    fn sha256(&self, proof: &Value) -> Result<[u8; 32], SealError> {
        match self.suite {
            Suite::Rdfc => Ok(Sha256::digest(self.quads()).into()),
            Suite::Jcs => {
                let mut proof: Map<String, Value> =
                    proof.as_object().ok_or(SealError::NotAnObject)?.clone();
                proof.remove("proofValue");
                Ok(Sha256::digest(canonical::jcs(&Value::Object(proof))?).into())
            }
        }
    }

    /// The canonical N-Quads of a proof with these five members, which the credentials context defines and protects. Written
    /// down, because working them out costs as much as the whole document.
    pub(crate) fn quads(&self) -> String {
        let Self {
            created, method, ..
        } = self;
        let suite = self.suite.name();
        format!(
            "_:c14n0 <http://purl.org/dc/terms/created> \"{created}\"^^<http://www.w3.org/2001/XMLSchema#dateTime> .\n\
             _:c14n0 <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/security#DataIntegrityProof> .\n\
             _:c14n0 <https://w3id.org/security#cryptosuite> \"{suite}\"^^<https://w3id.org/security#cryptosuiteString> .\n\
             _:c14n0 <https://w3id.org/security#proofPurpose> <https://w3id.org/security#assertionMethod> .\n\
             _:c14n0 <https://w3id.org/security#verificationMethod> <{method}> .\n"
        )
    }
}

/// Whether a proof holds over the document without its proofs, by this key.
pub(crate) fn holds(unsigned: &Value, proof: &Value, public: &[u8; 32]) -> Result<(), Reason> {
    let config = Config::read(proof)?;
    // A proof may name fewer contexts than the document and still hold over those; here it must name them all.
    let same_contexts = proof.get("@context") == unsigned.get("@context");
    if config.suite == Suite::Jcs && !same_contexts {
        return Err(Reason::ProofUnreadable);
    }
    let signature = proof["proofValue"]
        .as_str()
        .and_then(signature_from)
        .ok_or(Reason::WrongSignature)?;
    let refused = |error| match error {
        SealError::UndefinedTerm(_) => Reason::UndefinedTerm,
        _ => Reason::NotLinkedData,
    };
    let payload = Payload::proof(
        config.sha256(proof).map_err(refused)?,
        config.suite.canonical_sha256(unsigned).map_err(refused)?,
    );
    if key::verify_bytes(public, payload.bytes(), &signature) {
        Ok(())
    } else {
        Err(Reason::WrongSignature)
    }
}

fn signature_from(text: &str) -> Option<[u8; 64]> {
    let bytes = bs58::decode(text.strip_prefix('z')?).into_vec().ok()?;
    bytes.try_into().ok()
}

fn is_known(name: &str, suite: Suite) -> bool {
    match name {
        "type" | "cryptosuite" | "created" | "verificationMethod" | "proofPurpose"
        | "proofValue" => true,
        "@context" => suite == Suite::Jcs,
        _ => false,
    }
}

/// `2026-11-15T04:30:00Z` and no other way of writing it.
fn is_instant(text: &str) -> bool {
    text.len() == 20
        && DateTime::parse_from_rfc3339(text).is_ok_and(|instant| {
            instant.to_utc().to_rfc3339_opts(SecondsFormat::Secs, true) == text
        })
}

/// An absolute address without anything that N-Quads would escape.
fn is_method(text: &str) -> bool {
    let is_plain =
        |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(&byte);
    text.len() <= 500 && text.contains(':') && text.bytes().all(is_plain)
}
