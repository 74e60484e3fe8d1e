//! The status list (W3C Bitstring Status List 1.0): which certificates were withdrawn, without naming any.
//!
//! Promise: a list never has fewer than 131,072 entries, so that an index says nothing about who holds it.

use crate::{
    SealError, canonical, contexts,
    issuer::{IssuerKey, Payload},
    proof,
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, SecondsFormat, Utc};
use flate2::{Compression, GzBuilder, read::GzDecoder};
use serde_json::{Value, json};
use std::io::{Read, Write};

/// Entries of one list; the least that the specification allows.
pub const ENTRIES: u32 = 131_072;
/// The most that is unpacked of somebody's list.
const BYTES_MAX: u64 = 4 * 1024 * 1024;

/// The purpose of our one entry.
pub(crate) const REVOCATION: &str = "revocation";

/// What a list says.
pub struct ListDraft<'a> {
    pub url: String,
    pub valid_from: DateTime<Utc>,
    /// From when on a saved copy says nothing any more.
    pub valid_until: DateTime<Utc>,
    /// The indices of what was withdrawn.
    pub revoked: &'a [u32],
}

/// An index out of four random bytes; each is equally likely, because the number of entries divides 2³².
pub fn index_from(random: [u8; 4]) -> u32 {
    u32::from_be_bytes(random) % ENTRIES
}

/// The signed list, with both proofs, to be served as `application/vc+ld+json`.
pub fn status_list(
    draft: &ListDraft,
    key: &IssuerKey,
    created: DateTime<Utc>,
) -> Result<Value, SealError> {
    proof::sign(&unsigned(draft, key.did())?, key, created)
}

/// The same list as a token (W3C Securing Verifiable Credentials using JOSE and COSE 1.0), to be served as
/// `application/vc+jwt`.
pub fn status_list_jwt(draft: &ListDraft, key: &IssuerKey) -> Result<String, SealError> {
    let header = json!({
        "alg": "EdDSA",
        "cty": "vc",
        "iss": key.did(),
        "kid": key.verification_method(),
        "typ": "vc+jwt",
    });
    let encoded = |value: &Value| -> Result<String, SealError> {
        Ok(URL_SAFE_NO_PAD.encode(canonical::jcs(value)?))
    };
    let claims = unsigned(draft, key.did())?;
    let signing_input = format!("{}.{}", encoded(&header)?, encoded(&claims)?);
    let signature = key.sign(&Payload::token(&signing_input))?;
    Ok(format!(
        "{signing_input}.{}",
        URL_SAFE_NO_PAD.encode(signature)
    ))
}

fn unsigned(draft: &ListDraft, issuer: &str) -> Result<Value, SealError> {
    let instant = |at: DateTime<Utc>| at.to_rfc3339_opts(SecondsFormat::Secs, true);
    Ok(json!({
        "@context": [contexts::CREDENTIALS],
        "id": draft.url,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer,
        "validFrom": instant(draft.valid_from),
        "validUntil": instant(draft.valid_until),
        "credentialSubject": {
            "id": format!("{}#list", draft.url),
            "type": "BitstringStatusList",
            "statusPurpose": REVOCATION,
            "encodedList": encoded(draft.revoked)?,
        },
    }))
}

/// Multibase base64url of the packed bits; index 0 is the highest bit of the first byte.
fn encoded(revoked: &[u32]) -> Result<String, SealError> {
    let mut bits = vec![0_u8; ENTRIES as usize / 8];
    for index in revoked {
        let byte = bits
            .get_mut(*index as usize / 8)
            .ok_or(SealError::StatusList("an index beyond its end"))?;
        *byte |= 0x80 >> (index % 8);
    }
    let unpacked = |_| SealError::StatusList("cannot be packed");
    let mut packer = GzBuilder::new().write(Vec::new(), Compression::best());
    packer.write_all(&bits).map_err(unpacked)?;
    let packed = packer.finish().map_err(unpacked)?;
    Ok(format!("u{}", URL_SAFE_NO_PAD.encode(packed)))
}

/// The bit of an index in somebody's list; `None` when the list is none, too short or too long.
pub(crate) fn is_set(encoded: &str, index: u32) -> Option<bool> {
    let packed = URL_SAFE_NO_PAD.decode(encoded.strip_prefix('u')?).ok()?;
    let mut bits = Vec::new();
    let mut unpacker = GzDecoder::new(packed.as_slice()).take(BYTES_MAX + 1);
    unpacker.read_to_end(&mut bits).ok()?;
    let is_sound = bits.len() >= ENTRIES as usize / 8 && bits.len() as u64 <= BYTES_MAX;
    let byte = bits.get(index as usize / 8).filter(|_| is_sound)?;
    Some(byte & (0x80 >> (index % 8)) != 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_bit_is_found_and_its_neighbours_are_not() {
        let list = encoded(&[0, 8, 70_001, ENTRIES - 1]).unwrap();
        for (index, expected) in [
            (0, true),
            (1, false),
            (7, false),
            (8, true),
            (70_000, false),
            (70_001, true),
            (70_002, false),
            (ENTRIES - 1, true),
        ] {
            assert_eq!(is_set(&list, index), Some(expected), "{index}");
        }
        assert_eq!(is_set(&list, ENTRIES), None);
        assert_eq!(
            encoded(&[ENTRIES]),
            Err(SealError::StatusList("an index beyond its end"))
        );
    }

    #[test]
    fn a_short_list_a_bomb_and_no_list_say_nothing() {
        let packed = |bytes: usize| {
            let mut packer = GzBuilder::new().write(Vec::new(), Compression::best());
            packer.write_all(&vec![0; bytes]).unwrap();
            format!("u{}", URL_SAFE_NO_PAD.encode(packer.finish().unwrap()))
        };
        assert_eq!(is_set(&packed(16_384), 5), Some(false));
        assert_eq!(is_set(&packed(16_383), 5), None);
        assert_eq!(is_set(&packed(5 * 1024 * 1024), 5), None);
        assert_eq!(is_set("H4sIAAAA", 5), None);
        assert_eq!(is_set("u!", 5), None);
    }

    #[test]
    fn an_index_is_spread_over_the_whole_list() {
        assert_eq!(index_from([0, 0, 0, 0]), 0);
        assert_eq!(index_from([0xff; 4]), ENTRIES - 1);
        assert_eq!(index_from([0, 2, 0, 1]), 1);
    }
}
