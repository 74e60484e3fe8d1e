//! Secrets: what is stored of them, and how the one that must be read again is sealed.

use aes_gcm::{
    Aes256Gcm, KeyInit,
    aead::{Aead, Payload},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// What every personal token begins with, so that scanners of leaked secrets know it.
pub const TOKEN_PREFIX: &str = "zml_";
const NONCE_BYTES: usize = 12;

/// What is stored of a secret of 256 bits: its SHA-256. (Passwords have their own, slow hash.)
pub fn secret_hash(secret: &str) -> String {
    hex::encode(Sha256::digest(secret.as_bytes()))
}

/// A derived secret as text: 43 URL-safe characters.
pub fn as_text(digest: &[u8; 32]) -> String {
    URL_SAFE_NO_PAD.encode(digest)
}

/// Compares in a time that does not depend on where the texts differ.
pub fn is_same(left: &str, right: &str) -> bool {
    left.as_bytes().ct_eq(right.as_bytes()).into()
}

/// Encrypts with AES-256-GCM and binds the result to `owner`, so that it opens for no other row.
///
/// # Returns
/// Nonce and ciphertext.
pub fn sealed(key: &[u8; 32], nonce: [u8; NONCE_BYTES], owner: &[u8], plain: &[u8]) -> Vec<u8> {
    let payload = Payload {
        msg: plain,
        aad: owner,
    };
    let cipher = Aes256Gcm::new(key.into()).encrypt(&nonce.into(), payload);
    let cipher = cipher.expect("AES-GCM encrypts texts of a few bytes");
    [nonce.as_slice(), &cipher].concat()
}

/// Opens what [`sealed`] made. `None` when key, owner or text is another.
pub fn opened(key: &[u8; 32], owner: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
    let (nonce, cipher) = sealed.split_first_chunk::<NONCE_BYTES>()?;
    let payload = Payload {
        msg: cipher,
        aad: owner,
    };
    Aes256Gcm::new(key.into())
        .decrypt(nonce.into(), payload)
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_sealed_opens_for_its_key_and_owner_alone() {
        let sealed = sealed(&[1; 32], [2; 12], b"owner", b"twenty bytes of it..");
        assert_eq!(
            opened(&[1; 32], b"owner", &sealed).unwrap(),
            b"twenty bytes of it.."
        );
        assert_eq!(opened(&[9; 32], b"owner", &sealed), None);
        assert_eq!(opened(&[1; 32], b"other", &sealed), None);
        assert_eq!(opened(&[1; 32], b"owner", &sealed[..11]), None);
        for place in 0..sealed.len() {
            let mut other = sealed.clone();
            other[place] ^= 1;
            assert_eq!(opened(&[1; 32], b"owner", &other), None, "byte {place}");
        }
    }

    #[test]
    fn texts_are_the_same_when_every_byte_is() {
        assert!(is_same("abc", "abc"));
        assert!(!is_same("abc", "abd") && !is_same("abc", "ab") && !is_same("", "a"));
    }

    #[test]
    fn a_secret_is_stored_as_its_sha_256() {
        assert_eq!(
            secret_hash("abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        assert_eq!(as_text(&[0xFF; 32]).len(), 43);
    }
}
