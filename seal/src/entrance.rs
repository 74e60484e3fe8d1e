//! What the QR code of a forum ticket says: enough to be let in at a door that knows the key, and nothing that acts or
//! names anybody (rule F24).

use crate::key::{KeyError, SigningKey, verify_payload};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::NaiveDate;

/// The first part of every code: what it is, and in which form.
const FORM: &str = "ZT1";
const DAY: &str = "%Y%m%d";

/// The right to come in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entrance {
    /// UUIDs.
    pub forum: [u8; 16],
    pub registration: [u8; 16],
    /// Rises when the ticket is given anew or taken back: an older one is superseded.
    pub version: i64,
    /// On which the ticket is good.
    pub days: Vec<NaiveDate>,
    /// The code of the kind of ticket.
    pub category: String,
}

impl Entrance {
    /// The signed code: `ZT1`, forum, registration, version, days, category and an Ed25519 signature over all of it, by
    /// full stops. The same entrance gives the same code.
    pub fn sign(&self, key: &SigningKey) -> String {
        let days: Vec<String> = self
            .days
            .iter()
            .map(|day| day.format(DAY).to_string())
            .collect();
        let payload = [
            FORM,
            &URL_SAFE_NO_PAD.encode(self.forum),
            &URL_SAFE_NO_PAD.encode(self.registration),
            &self.version.to_string(),
            &days.join("+"),
            &self.category,
        ]
        .join(".");
        let signature = key.sign_payload(payload.as_bytes());
        [payload, signature].join(".")
    }

    /// Reads a code that the key of this public half signed.
    ///
    /// # Errors
    /// `WrongSignature` for everything else.
    pub fn read(code: &str, public_text: &str) -> Result<Self, KeyError> {
        let (payload, signature) = code.rsplit_once('.').ok_or(KeyError::WrongSignature)?;
        verify_payload(public_text, payload.as_bytes(), signature)?;
        Self::of(payload).ok_or(KeyError::WrongSignature)
    }

    fn of(payload: &str) -> Option<Self> {
        let id = |text: &str| <[u8; 16]>::try_from(URL_SAFE_NO_PAD.decode(text).ok()?).ok();
        let mut parts = payload.splitn(6, '.');
        let mut next = || parts.next();
        let is_ours = next()? == FORM;
        let (forum, registration) = (id(next()?)?, id(next()?)?);
        let version = next()?.parse().ok()?;
        let days = next()?
            .split('+')
            .map(|day| NaiveDate::parse_from_str(day, DAY).ok())
            .collect::<Option<_>>()?;
        let category = next()?.to_owned();
        is_ours.then_some(Self {
            forum,
            registration,
            version,
            days,
            category,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entrance() -> Entrance {
        Entrance {
            forum: [1; 16],
            registration: [2; 16],
            version: 2,
            days: ["2026-12-01", "2026-12-02"]
                .map(|day| day.parse().unwrap())
                .to_vec(),
            category: "expert.delegate".into(),
        }
    }

    #[test]
    fn a_code_is_read_with_the_key_that_signed_it() {
        let key = SigningKey::from_seed(&[7; 32]);
        let code = entrance().sign(&key);
        assert!(code.starts_with("ZT1.") && code.len() < 200, "{code}");
        assert_eq!(
            Entrance::read(&code, &key.public_text()),
            Ok(entrance()),
            "{code}"
        );
        assert_eq!(code, entrance().sign(&key));
        let other = SigningKey::from_seed(&[8; 32]);
        assert_eq!(
            Entrance::read(&code, &other.public_text()),
            Err(KeyError::WrongSignature)
        );
    }

    #[test]
    fn a_changed_code_is_refused() {
        let key = SigningKey::from_seed(&[7; 32]);
        let code = entrance().sign(&key);
        let changed = [
            code.replacen(".2.", ".3.", 1),
            code.replacen("20261202", "20261203", 1),
            code.replacen("expert", "speaker", 1),
            code.replacen("ZT1", "ZT2", 1),
            code.rsplit_once('.').unwrap().0.to_owned(),
            String::new(),
        ];
        for changed in changed {
            assert_eq!(
                Entrance::read(&changed, &key.public_text()),
                Err(KeyError::WrongSignature),
                "{changed}"
            );
        }
    }
}
