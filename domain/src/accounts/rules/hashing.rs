//! Argon2id with the parameters that OWASP's Password Storage Cheat Sheet names first: 19 MiB, two passes, one lane.
//!
//! About 30 ms each: the operations run these functions where blocking is allowed.

use argon2::{
    Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version,
    password_hash::phc::PasswordHash,
};

pub const MEMORY_KIB: u32 = 19_456;
pub const PASSES: u32 = 2;
pub const LANES: u32 = 1;

/// Verified against where there is no password, so that an unknown name takes as long as a known one. Salt and digest
/// are random bytes: nobody knows a password for it.
pub const NOBODYS_HASH: &str = "$argon2id$v=19$m=19456,t=2,p=1$ODKROrDVhWQ+SCwCgF4gnA$Rub8Zmo/1t2WbEVv1ZFQnI99vPSNa9fEB5O/r1XoHJk";

fn argon2id() -> Argon2<'static> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None)
        .expect("the parameters are within Argon2's limits");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// The password's hash in PHC form.
pub fn hashed(password: &str, salt: &[u8; 16]) -> String {
    let hash = argon2id().hash_password_with_salt(password.as_bytes(), salt);
    hash.expect("a password within its length and a salt of 16 bytes can be hashed")
        .to_string()
}

/// Whether the password is the one that was hashed, with the parameters that stand in the hash. A text that is no hash
/// fits no password.
pub fn is_right(password: &str, hash: &str) -> bool {
    PasswordHash::new(hash).is_ok_and(|hash| {
        argon2id()
            .verify_password(password.as_bytes(), &hash)
            .is_ok()
    })
}

/// Whether the hash was made with other parameters than today's.
pub fn is_outdated(hash: &str) -> bool {
    let Ok(hash) = PasswordHash::new(hash) else {
        return true;
    };
    let params = Params::try_from(&hash);
    let is_current =
        params.is_ok_and(|p| (p.m_cost(), p.t_cost(), p.p_cost()) == (MEMORY_KIB, PASSES, LANES));
    !is_current || hash.algorithm.as_str() != "argon2id" || hash.version != Some(0x13)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_fits_its_password_alone_and_names_the_parameters() {
        let hash = hashed("a long enough phrase", &[7; 16]);
        assert!(
            hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{hash}"
        );
        assert!(is_right("a long enough phrase", &hash));
        assert!(!is_right("a long enough phrase ", &hash));
        assert!(!is_right("", &hash));
        assert_ne!(hashed("a long enough phrase", &[8; 16]), hash);
    }

    #[test]
    fn nobodys_hash_costs_as_much_as_a_real_one() {
        assert!(PasswordHash::new(NOBODYS_HASH).is_ok());
        assert!(!is_outdated(NOBODYS_HASH));
        let real = hashed("x", &[1; 16]);
        assert_eq!(NOBODYS_HASH.len(), real.len());
    }

    #[test]
    fn a_hash_of_other_parameters_is_outdated_but_still_fits() {
        let weak = Params::new(8_192, 1, 1, None).unwrap();
        let weak = Argon2::new(Algorithm::Argon2id, Version::V0x13, weak);
        let weak = weak
            .hash_password_with_salt(b"a long enough phrase", &[7; 16])
            .unwrap()
            .to_string();
        assert!(is_outdated(&weak));
        assert!(is_right("a long enough phrase", &weak));
        assert!(!is_outdated(&hashed("x", &[1; 16])));
        assert!(is_outdated("") && !is_right("", ""));
    }
}
