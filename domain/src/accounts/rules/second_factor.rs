//! Time-based one-time codes (RFC 6238: SHA-1, six digits, 30 seconds, one step of tolerance) and recovery codes.

use crate::{access_code, text::western_digits};
use chrono::{DateTime, Utc};
use totp_rs::{Algorithm, Builder, Secret, Totp};

/// The name under which authenticator apps show the account.
pub const ISSUER: &str = "Zamala";
pub const SECRET_BYTES: usize = 20;
pub const RECOVERY_CODES: u32 = 10;
const DIGITS: u8 = 6;
const STEP_SECONDS: u64 = 30;
/// Steps before and after the present one whose codes count too.
const TOLERANCE_STEPS: u16 = 1;

/// A code as a person typed it, recognised by its form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TypedCode {
    /// Six digits from the authenticator.
    OneTime(String),
    /// A recovery code in its canonical form.
    Recovery(String),
}

impl TypedCode {
    /// Reads either kind, with spaces, hyphens and Arabic digits as people type them. `None` for anything else.
    pub fn read(typed: &str) -> Option<Self> {
        let plain: String = western_digits(typed.trim())
            .chars()
            .filter(|c| !matches!(c, ' ' | '-'))
            .collect();
        if plain.len() == usize::from(DIGITS) && plain.bytes().all(|byte| byte.is_ascii_digit()) {
            return Some(Self::OneTime(plain));
        }
        access_code::canonical(typed).map(Self::Recovery)
    }
}

/// The step whose code this is, among the present one and its neighbours, provided that it is later than the last one
/// accepted: a code is used once (RFC 6238, section 5.2).
pub fn accepted_step(
    secret: &[u8],
    code: &str,
    now: DateTime<Utc>,
    last_step: Option<i64>,
) -> Option<i64> {
    let seconds = u64::try_from(now.timestamp()).ok()?;
    let step = i64::try_from(totp(secret, "")?.check(code, seconds)?).ok()?;
    last_step.is_none_or(|last| step > last).then_some(step)
}

/// The secret for typing, and the address for a QR code. `account` is the person's e-mail address.
pub fn provisioning(secret: &[u8], account: &str) -> Option<(String, String)> {
    let url = totp(secret, &account.replace(':', " "))?.to_url().ok()?;
    Some((Secret::from(secret.to_vec()).to_base32(), url))
}

fn totp(secret: &[u8], account: &str) -> Option<Totp> {
    Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(DIGITS)
        .with_skew(TOLERANCE_STEPS)
        .with_step_duration(STEP_SECONDS)
        .with_secret(secret.to_vec())
        .with_account_name(account)
        .with_issuer(Some(ISSUER))
        .build()
        .ok()
}

/// A recovery code from 80 random bits, with a check digit.
///
/// # Returns
/// The canonical form, of which a digest is stored; [`access_code::grouped`] is what people see.
pub fn recovery_code(digest: &[u8; 32]) -> String {
    let payload = access_code::payload_of(&digest[..10]);
    access_code::with_check_digit(&payload).expect("sixteen symbols are a payload")
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;

    /// RFC 6238, appendix B: the secret of the test vectors for SHA-1.
    const SECRET: &[u8] = b"12345678901234567890";

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::seconds(seconds)
    }

    #[test]
    fn the_vectors_of_the_standard_are_accepted() {
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_234_567_890, "005924"),
        ] {
            assert_eq!(
                accepted_step(SECRET, code, at(seconds), None),
                Some(seconds / 30),
                "{seconds}"
            );
        }
    }

    #[test]
    fn a_code_counts_one_step_early_and_late_and_no_more() {
        // The code of the 30 seconds from 1111111080 on.
        let start = 1_111_111_080;
        for (after, is_accepted) in [
            (-31, false),
            (-30, true),
            (0, true),
            (59, true),
            (60, false),
        ] {
            let step = accepted_step(SECRET, "081804", at(start + after), None);
            assert_eq!(step.is_some(), is_accepted, "{after}");
        }
    }

    #[test]
    fn a_code_is_accepted_once() {
        let step = accepted_step(SECRET, "287082", at(59), None);
        assert_eq!(step, Some(1));
        assert_eq!(accepted_step(SECRET, "287082", at(59), step), None);
        assert_eq!(accepted_step(SECRET, "287082", at(65), step), None);
    }

    #[test]
    fn the_form_says_which_kind_of_code_it_is() {
        let recovery = recovery_code(&[0xA5; 32]);
        assert_eq!(
            TypedCode::read(" 287 082 "),
            Some(TypedCode::OneTime("287082".into()))
        );
        assert_eq!(
            TypedCode::read("٢٨٧٠٨٢"),
            Some(TypedCode::OneTime("287082".into()))
        );
        let typed = access_code::grouped(&recovery).to_lowercase();
        assert_eq!(TypedCode::read(&typed), Some(TypedCode::Recovery(recovery)));
        for wrong in ["", "28708", "2870823", "abc", "287082x"] {
            assert!(
                !matches!(TypedCode::read(wrong), Some(TypedCode::OneTime(_))),
                "{wrong}"
            );
        }
    }

    #[test]
    fn the_address_for_apps_names_issuer_account_and_secret() {
        let (secret, url) = provisioning(SECRET, "leila@example.org").unwrap();
        assert_eq!(secret, "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assert!(
            url.starts_with("otpauth://totp/Zamala:leila%40example.org?"),
            "{url}"
        );
        assert!(
            url.contains("issuer=Zamala") && url.contains(&secret),
            "{url}"
        );
    }
}
