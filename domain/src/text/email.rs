//! E-mail addresses.

use thiserror::Error;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use url::Host;

/// Longest address in bytes (RFC 5321, 4.5.3.1.3, without the angle brackets).
pub const EMAIL_BYTES_MAX: usize = 254;
const LOCAL_BYTES_MAX: usize = 64;
const LABEL_BYTES_MAX: usize = 63;

/// Why an address is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum EmailFault {
    #[error("nothing is written here")]
    Empty,
    #[error("longer than {EMAIL_BYTES_MAX} bytes")]
    TooLong,
    #[error("a line break or another control character cannot stand in an address")]
    Control,
    #[error("not an address such as name@example.org")]
    Form,
}

impl EmailFault {
    /// The code of the field error: message `field-<code>`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Empty => "required",
            Self::TooLong => "too-long",
            Self::Control => "invisible-character",
            Self::Form => "email-form",
        }
    }
}

/// An address as it is written to: trimmed, compatibility forms (full width and the like) as plain ones, the domain in lower
/// case. The local part keeps its case; whether two addresses are the same is asked of `email_key`.
///
/// A check of form alone (RFC 5321 `Dot-string` in ASCII, a domain of at least two labels, letters of any script); quoted
/// local parts and address literals are refused, and so is every control character, also at the ends.
pub fn clean_email(typed: &str) -> Result<String, EmailFault> {
    if typed
        .chars()
        .any(|c| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}'))
    {
        return Err(EmailFault::Control);
    }
    let plain: String = typed.trim().nfkc().collect();
    if plain.is_empty() {
        return Err(EmailFault::Empty);
    }
    let (local, domain) = plain.split_once('@').ok_or(EmailFault::Form)?;
    // Lower case can take a letter out of its composed form: normalise once more.
    let domain: String = domain.to_lowercase().nfkc().collect();
    if !is_local_part(local) || !is_domain(&domain) {
        return Err(EmailFault::Form);
    }
    let address = format!("{local}@{domain}");
    if address.len() > EMAIL_BYTES_MAX || local.len() > LOCAL_BYTES_MAX {
        return Err(EmailFault::TooLong);
    }
    Ok(address)
}

/// The form in which an address is unique: NFKC and lower case throughout, the domain as the network writes it, so that
/// `bücher.example` and `xn--bcher-kva.example` are one (rule F19). Dots and `+` parts are not folded.
pub fn email_key(address: &str) -> String {
    let lower = address.trim().nfkc().collect::<String>().to_lowercase();
    let plain: String = lower.nfkc().collect();
    let of_network = plain.rsplit_once('@').and_then(|(local, domain)| {
        let Ok(Host::Domain(domain)) = Host::parse(domain) else {
            return None;
        };
        Some(format!("{local}@{domain}"))
    });
    of_network.unwrap_or(plain)
}

fn is_local_part(local: &str) -> bool {
    let is_atom = |character: char| {
        character.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(character)
    };
    local
        .split('.')
        .all(|atom| !atom.is_empty() && atom.chars().all(is_atom))
}

fn is_domain(domain: &str) -> bool {
    let labels: Vec<&str> = domain.split('.').collect();
    let is_numeric = |label: &&str| label.chars().all(|character| character.is_ascii_digit());
    labels.len() >= 2
        && labels.iter().all(|label| is_label(label))
        && !labels.last().is_some_and(is_numeric)
}

fn is_label(label: &str) -> bool {
    let may_stand = |character: char| {
        if character.is_ascii() {
            character.is_ascii_alphanumeric() || character == '-'
        } else {
            let is_drawn = !super::is_invisible(character);
            is_drawn && (character.is_alphanumeric() || is_combining_mark(character))
        }
    };
    let is_edged_by_hyphen = label.starts_with('-') || label.ends_with('-');
    !label.is_empty()
        && label.len() <= LABEL_BYTES_MAX
        && !is_edged_by_hyphen
        && label.chars().all(may_stand)
}
