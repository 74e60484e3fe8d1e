//! Numbers in the register, and how a certificate stands for whoever verifies it.

use crate::{access_code, credentials::state::RevocationClass};
use chrono::NaiveDate;
use sha2::{Digest, Sha256};

/// Bytes of chance in a public code: 128 bits.
pub const PUBLIC_CODE_BYTES: usize = 16;

/// The human serial: programme, year, number and a check digit over year and number (rule 59): `DTF-2026-000042-S`.
pub fn serial(programme_code: &str, year: i32, number: i32) -> Option<String> {
    let payload = format!("{year:04}{number:06}");
    let check = access_code::with_check_digit(&payload)?.pop()?;
    Some(format!("{programme_code}-{year:04}-{number:06}-{check}"))
}

/// The unguessable code of the verification address: 128 bits and a check digit.
pub fn public_code(random: &[u8; PUBLIC_CODE_BYTES]) -> Option<String> {
    access_code::with_check_digit(&access_code::payload_of(random))
}

/// A leaf of the transparency log (RFC 6962, 2.1) over the salted digest of a credential.
pub fn leaf_sha256(salt: &[u8; 32], credential_sha256: &[u8; 32]) -> [u8; 32] {
    let mut leaf = Sha256::new();
    leaf.update([0]);
    leaf.update(salt);
    leaf.update(credential_sha256);
    leaf.finalize().into()
}

/// How an issued certificate stands (rule 60).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    Valid,
    Expired {
        on: NaiveDate,
    },
    /// By the certificate with this public code.
    Superseded {
        by: String,
    },
    Revoked {
        class: RevocationClass,
        on: NaiveDate,
    },
}

impl Standing {
    pub fn code(&self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::Expired { .. } => "expired",
            Self::Superseded { .. } => "superseded",
            Self::Revoked { .. } => "revoked",
        }
    }
}

/// What decides the standing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WhatIsKnown {
    pub revoked: Option<(RevocationClass, NaiveDate)>,
    pub superseded_by: Option<String>,
    /// The last day on which it is valid.
    pub expires_on: Option<NaiveDate>,
}

/// Revoked outweighs superseded, and that outweighs expired.
pub fn standing(known: WhatIsKnown, today: NaiveDate) -> Standing {
    let WhatIsKnown {
        revoked,
        superseded_by,
        expires_on,
    } = known;
    if let Some((class, on)) = revoked {
        return Standing::Revoked { class, on };
    }
    if let Some(by) = superseded_by {
        return Standing::Superseded { by };
    }
    match expires_on.filter(|last| *last < today) {
        Some(on) => Standing::Expired { on },
        None => Standing::Valid,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_serial_reads_back_with_its_check_digit() {
        let own = serial("DTF", 2026, 42).unwrap();
        assert!(own.starts_with("DTF-2026-000042-"), "{own}");
        let (_, rest) = own.split_once('-').unwrap();
        assert!(access_code::is_valid(rest), "{rest}");
        let next = serial("DTF", 2026, 43).unwrap();
        assert_ne!(own.chars().last(), next.chars().last());
    }

    // Statement 33.
    #[test]
    fn a_public_code_holds_its_128_bits() {
        let code = public_code(&[0xA5; 16]).unwrap();
        assert_eq!(
            code.len(),
            27,
            "26 symbols of five bits and the check digit"
        );
        assert!(access_code::is_valid(&code));
        assert_ne!(code, public_code(&[0xA4; 16]).unwrap());
    }

    #[test]
    fn the_gravest_standing_is_told() {
        let today = on("2026-11-20");
        let mut known = WhatIsKnown {
            expires_on: Some(today),
            ..WhatIsKnown::default()
        };
        assert_eq!(
            standing(known.clone(), today),
            Standing::Valid,
            "its last day counts"
        );
        known.expires_on = Some(on("2026-11-19"));
        assert_eq!(
            standing(known.clone(), today),
            Standing::Expired {
                on: on("2026-11-19")
            }
        );
        known.superseded_by = Some("X".into());
        assert_eq!(
            standing(known.clone(), today),
            Standing::Superseded { by: "X".into() }
        );
        known.revoked = Some((RevocationClass::Fraud, today));
        assert_eq!(
            standing(known, today),
            Standing::Revoked {
                class: RevocationClass::Fraud,
                on: today
            }
        );
    }

    #[test]
    fn a_leaf_depends_on_salt_and_credential() {
        let leaf = leaf_sha256(&[1; 32], &[2; 32]);
        assert_ne!(leaf, leaf_sha256(&[3; 32], &[2; 32]));
        assert_ne!(leaf, leaf_sha256(&[1; 32], &[3; 32]));
    }
}
