//! What a password must be: long, and not one that is tried first. No rule about kinds of characters, no expiry
//! (NIST SP 800-63B-4, section 3.1.1.2; OWASP ASVS 6.2).

use crate::error::FieldError;
use unicode_normalization::UnicodeNormalization;
use zxcvbn::{Score, matching::patterns::MatchPattern};

pub const CHARS_MIN: i64 = 12;
pub const CHARS_MAX: i64 = 128;

/// Of the person's own words, those shorter than this say nothing.
const FAMILIAR_CHARS_MIN: usize = 4;
/// A password that holds one of the person's own words needs this many characters beside it.
const BESIDE_FAMILIAR_CHARS_MIN: usize = 8;

/// The password in the one form that is hashed (NFC), so that keyboards which compose letters differently agree.
pub fn normalised(password: &str) -> String {
    password.nfc().collect()
}

/// The words that a guesser would take from the person: names, and the e-mail address's parts.
pub fn familiar_words(names: &[&str], email: &str) -> Vec<String> {
    let texts = names
        .iter()
        .copied()
        .chain([email, email.split('@').next().unwrap_or_default()]);
    let whole = texts.clone().map(str::to_lowercase);
    // As people run them together: leilabensalah.
    let joined = texts.clone().map(|text| {
        text.chars()
            .filter(|c| c.is_alphanumeric())
            .collect::<String>()
    });
    let parts = texts
        .flat_map(|text| text.split(|c: char| !c.is_alphanumeric()))
        .map(str::to_lowercase);
    let words = whole
        .chain(joined.map(|word| word.to_lowercase()))
        .chain(parts);
    let mut words: Vec<String> = words.filter(|word| !word.is_empty()).collect();
    words.sort();
    words.dedup();
    words
}

/// Checks a new password, already [`normalised`].
///
/// # Errors
/// `password-too-short` (min), `password-too-long` (max), `password-common`.
pub fn checked(password: &str, familiar: &[String], field: &str) -> Result<(), FieldError> {
    let chars = i64::try_from(password.chars().count()).unwrap_or(i64::MAX);
    if chars < CHARS_MIN {
        return Err(FieldError::new(field, "password-too-short").with("min", CHARS_MIN));
    }
    if chars > CHARS_MAX {
        return Err(FieldError::new(field, "password-too-long").with("max", CHARS_MAX));
    }
    if leans_on(password, familiar) || is_common(password, familiar) {
        return Err(FieldError::new(field, "password-common"));
    }
    Ok(())
}

/// Whether one of the person's own words makes up most of the password.
fn leans_on(password: &str, familiar: &[String]) -> bool {
    let password = password.to_lowercase();
    let chars = password.chars().count();
    familiar.iter().any(|word| {
        let own = word.chars().count();
        own >= FAMILIAR_CHARS_MIN
            && password.contains(word)
            && chars < own + BESIDE_FAMILIAR_CHARS_MIN
    })
}

/// Whether the password stands in the list of common ones as a whole, or is guessed within a million tries.
fn is_common(password: &str, familiar: &[String]) -> bool {
    let words: Vec<&str> = familiar.iter().map(String::as_str).collect();
    let estimate = zxcvbn::zxcvbn(password, &words);
    let is_listed = matches!(estimate.sequence(), [only] if matches!(only.pattern, MatchPattern::Dictionary(_)));
    is_listed || estimate.score() < Score::Two
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(password: &str) -> Option<&'static str> {
        let familiar = familiar_words(
            &["ليلى بن صالح", "Leila Ben Salah"],
            "leila.bensalah@example.org",
        );
        checked(&normalised(password), &familiar, "password")
            .err()
            .map(|fault| fault.code)
    }

    #[test]
    fn length_is_counted_in_characters() {
        assert_eq!(code("kq7vzmwtr4x"), Some("password-too-short"));
        assert_eq!(code("kq7vzmwtr4xp"), None);
        assert_eq!(code("خمس نخلات قرب"), None, "thirteen Arabic characters");
        let long: String = ('a'..='z').cycle().step_by(7).take(128).collect();
        assert_eq!(code(&format!("{long}x")), Some("password-too-long"));
        assert_eq!(code(&long), None);
        let fault = checked("short", &[], "password").unwrap_err();
        assert_eq!(
            (fault.field.as_str(), fault.figures),
            ("password", vec![("min", 12)])
        );
    }

    #[test]
    fn composed_and_decomposed_letters_are_one_password() {
        assert_eq!(
            normalised("cafe\u{301} resume\u{301}"),
            "caf\u{e9} resum\u{e9}"
        );
    }

    #[test]
    fn what_guessers_try_first_is_refused() {
        for common in [
            "passwordpassword",
            "123456789012",
            "qwertyuiop123",
            "aaaaaaaaaaaa",
            "abcdefghijkl",
            "unbelievable",
        ] {
            assert_eq!(code(common), Some("password-common"), "{common}");
        }
    }

    #[test]
    fn the_persons_own_words_are_no_password() {
        for own in [
            "leila.bensalah",
            "Leila Ben Salah",
            "LeilaBenSalah1",
            "leila.bensalah@example.org",
            "ليلى بن صالح",
        ] {
            assert_eq!(code(own), Some("password-common"), "{own}");
        }
        assert_eq!(code("leila counts nine herons at dusk"), None);
    }

    #[test]
    fn no_kind_of_character_is_asked_for() {
        assert_eq!(code("herons over quiet water"), None);
    }
}
