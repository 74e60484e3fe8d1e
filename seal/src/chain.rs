//! The hash chain of the audit log: each link covers the digest of one entry and the link before it.

use crate::key::{KeyError, SigningKey, verify_payload};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The link before the first entry.
pub const GENESIS: [u8; 32] = [0; 32];

/// The link of entry `sequence` (from 1) whose content has the given SHA-256.
pub fn link(previous: &[u8; 32], sequence: i64, content_sha256: &[u8; 32]) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(b"zamala audit link v1\0");
    hash.update(previous);
    hash.update(sequence.to_be_bytes());
    hash.update(content_sha256);
    hash.finalize().into()
}

/// A signed statement of how long the log is and what its last link is. Kept elsewhere, it betrays a cut tail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditHead {
    pub sequence: i64,
    /// The last link, lower-case hex.
    pub link: String,
    /// RFC 3339, UTC.
    pub signed_at: String,
    /// The public key, base64url.
    pub key: String,
    /// Ed25519 over the four fields above, base64url.
    pub signature: String,
}

impl AuditHead {
    pub fn sign(key: &SigningKey, sequence: i64, link: &[u8; 32], signed_at: String) -> Self {
        let mut head = Self {
            sequence,
            link: hex::encode(link),
            signed_at,
            key: key.public_text(),
            signature: String::new(),
        };
        head.signature = key.sign_payload(&head.payload());
        head
    }

    /// Whether the head was signed by the key it names. The caller decides whether that key is trusted.
    pub fn verify(&self) -> Result<(), KeyError> {
        verify_payload(&self.key, &self.payload(), &self.signature)
    }

    fn payload(&self) -> Vec<u8> {
        let Self {
            sequence,
            link,
            signed_at,
            key,
            ..
        } = self;
        format!("zamala audit head v1\n{sequence}\n{link}\n{signed_at}\n{key}\n").into_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head() -> AuditHead {
        let key = SigningKey::from_seed(&[7; 32]);
        AuditHead::sign(
            &key,
            3,
            &link(&GENESIS, 1, &[1; 32]),
            "2026-11-15T04:30:00Z".into(),
        )
    }

    #[test]
    fn a_signed_head_verifies_and_any_change_does_not() {
        assert_eq!(head().verify(), Ok(()));
        let longer = AuditHead {
            sequence: 4,
            ..head()
        };
        assert_eq!(longer.verify(), Err(KeyError::WrongSignature));
        let other_link = AuditHead {
            link: hex::encode([9; 32]),
            ..head()
        };
        assert_eq!(other_link.verify(), Err(KeyError::WrongSignature));
    }

    #[test]
    fn a_link_depends_on_place_and_content() {
        let first = link(&GENESIS, 1, &[1; 32]);
        assert_ne!(first, link(&GENESIS, 2, &[1; 32]));
        assert_ne!(first, link(&GENESIS, 1, &[2; 32]));
        assert_ne!(first, link(&first, 1, &[1; 32]));
    }

    #[test]
    fn a_key_survives_its_file() {
        let key = SigningKey::from_seed(&[7; 32]);
        let again = SigningKey::from_pem(&key.to_pem().unwrap()).unwrap();
        assert_eq!(again.public_text(), key.public_text());
        assert_eq!(
            SigningKey::from_pem("no key").err(),
            Some(KeyError::NotAKey)
        );
    }
}
