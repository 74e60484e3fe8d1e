//! The Ed25519 key of the service.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use ed25519_dalek::{
    Signature, Signer, SigningKey as Ed25519Key, Verifier, VerifyingKey,
    pkcs8::{DecodePrivateKey, EncodePrivateKey, spki::der::pem::LineEnding},
};

/// Signs what this crate defines. Its private half has no `Debug` and no accessor.
#[derive(Clone)]
pub struct SigningKey(Ed25519Key);

#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum KeyError {
    #[error("not an Ed25519 private key in PKCS#8 PEM")]
    NotAKey,
    #[error("not a signature, or not by this key over this payload")]
    WrongSignature,
}

impl SigningKey {
    /// A key from 32 random bytes.
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        Self(Ed25519Key::from_bytes(seed))
    }

    /// Reads a PKCS#8 PEM file's text, as `openssl genpkey -algorithm ed25519` writes it.
    pub fn from_pem(pem: &str) -> Result<Self, KeyError> {
        Ed25519Key::from_pkcs8_pem(pem)
            .map(Self)
            .map_err(|_| KeyError::NotAKey)
    }

    /// The key as PKCS#8 PEM, for writing a new key's file.
    pub fn to_pem(&self) -> Result<String, KeyError> {
        let pem = self
            .0
            .to_pkcs8_pem(LineEnding::LF)
            .map_err(|_| KeyError::NotAKey)?;
        Ok(pem.to_string())
    }

    /// The public half, base64url of 32 bytes.
    pub fn public_text(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0.verifying_key().as_bytes())
    }

    /// The public half.
    pub fn public_bytes(&self) -> [u8; 32] {
        self.0.verifying_key().to_bytes()
    }

    pub(crate) fn sign_payload(&self, payload: &[u8]) -> String {
        URL_SAFE_NO_PAD.encode(self.sign_bytes(payload))
    }

    pub(crate) fn sign_bytes(&self, payload: &[u8]) -> [u8; 64] {
        self.0.sign(payload).to_bytes()
    }
}

pub(crate) fn verify_payload(
    public_text: &str,
    payload: &[u8],
    signature: &str,
) -> Result<(), KeyError> {
    let public = URL_SAFE_NO_PAD
        .decode(public_text)
        .ok()
        .and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
    let key = public
        .and_then(|bytes| VerifyingKey::from_bytes(&bytes).ok())
        .ok_or(KeyError::NotAKey)?;
    let bytes = URL_SAFE_NO_PAD
        .decode(signature)
        .ok()
        .and_then(|bytes| <[u8; 64]>::try_from(bytes).ok());
    let signature = Signature::from_bytes(&bytes.ok_or(KeyError::WrongSignature)?);
    key.verify(payload, &signature)
        .map_err(|_| KeyError::WrongSignature)
}

/// Strict: neither a weak key nor a second form of the same signature passes.
pub(crate) fn verify_bytes(public: &[u8; 32], payload: &[u8], signature: &[u8; 64]) -> bool {
    VerifyingKey::from_bytes(public)
        .and_then(|key| key.verify_strict(payload, &Signature::from_bytes(signature)))
        .is_ok()
}
