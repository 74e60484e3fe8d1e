//! What Open Badges 3.0 and Verifiable Credentials 2.0 demand of a certificate's members, as far as ours has them.
//!
//! Promise: every fault is told, each as the JSON pointer of the member.

use crate::{SealError, canonical::is_address, contexts};
use chrono::DateTime;
use serde_json::{Value, json};

/// What must stand in a member.
#[derive(Clone, Copy)]
enum Must {
    Text,
    Address,
    Instant,
    /// A list (or a single text) of types that holds this one.
    Type(&'static str),
    /// Digits only.
    Index,
    Boolean,
}

/// Pointers to members that must be there (Open Badges 3.0, annex "Data models").
const REQUIRED: &[(&str, Must)] = &[
    ("/id", Must::Address),
    ("/type", Must::Type("VerifiableCredential")),
    ("/type", Must::Type("OpenBadgeCredential")),
    ("/name", Must::Text),
    ("/issuer/id", Must::Address),
    ("/issuer/type", Must::Type("Profile")),
    ("/issuer/name", Must::Text),
    ("/validFrom", Must::Instant),
    ("/credentialSubject/type", Must::Type("AchievementSubject")),
    ("/credentialSubject/achievement/id", Must::Address),
    (
        "/credentialSubject/achievement/type",
        Must::Type("Achievement"),
    ),
    ("/credentialSubject/achievement/name", Must::Text),
    ("/credentialSubject/achievement/description", Must::Text),
    (
        "/credentialSubject/achievement/criteria/narrative",
        Must::Text,
    ),
    ("/credentialStatus/id", Must::Address),
    (
        "/credentialStatus/type",
        Must::Type("BitstringStatusListEntry"),
    ),
    ("/credentialStatus/statusPurpose", Must::Text),
    ("/credentialStatus/statusListIndex", Must::Index),
    ("/credentialStatus/statusListCredential", Must::Address),
];

/// What each entry of a list must have, where there is such a list.
const LISTS: &[(&str, &[(&str, Must)])] = &[
    (
        "/credentialSubject/identifier",
        &[
            ("/type", Must::Type("IdentityObject")),
            ("/hashed", Must::Boolean),
            ("/identityHash", Must::Text),
            ("/identityType", Must::Text),
        ],
    ),
    (
        "/credentialSubject/achievement/otherIdentifier",
        &[
            ("/type", Must::Type("IdentifierEntry")),
            ("/identifier", Must::Text),
            ("/identifierType", Must::Text),
        ],
    ),
    (
        "/credentialSubject/achievement/alignment",
        &[
            ("/type", Must::Type("Alignment")),
            ("/targetName", Must::Text),
            ("/targetUrl", Must::Address),
        ],
    ),
    (
        "/credentialSubject/achievement/resultDescription",
        &[
            ("/id", Must::Address),
            ("/type", Must::Type("ResultDescription")),
            ("/name", Must::Text),
            ("/resultType", Must::Text),
        ],
    ),
    (
        "/credentialSubject/result",
        &[("/type", Must::Type("Result"))],
    ),
    ("/evidence", &[("/type", Must::Type("Evidence"))]),
    (
        "/relatedResource",
        &[("/id", Must::Address), ("/digestSRI", Must::Text)],
    ),
];

pub(crate) fn check(credential: &Value) -> Result<(), SealError> {
    let mut faults = Vec::new();
    if credential["@context"] != json!(contexts::OF_A_BADGE) {
        faults.push("/@context".to_owned());
    }
    look(credential, REQUIRED, "", &mut faults);
    for (list, members) in LISTS {
        let Some(entries) = credential.pointer(list) else {
            continue;
        };
        match entries.as_array() {
            None => faults.push((*list).to_owned()),
            Some(entries) => {
                for (place, entry) in entries.iter().enumerate() {
                    look(entry, members, &format!("{list}/{place}"), &mut faults);
                }
            }
        }
    }
    if let Some(until) = credential.get("validUntil")
        && !is(until, Must::Instant)
    {
        faults.push("/validUntil".to_owned());
    }
    if faults.is_empty() {
        Ok(())
    } else {
        Err(SealError::Shape(faults))
    }
}

fn look(value: &Value, members: &[(&str, Must)], under: &str, faults: &mut Vec<String>) {
    for (pointer, must) in members {
        let is_there = value.pointer(pointer).is_some_and(|found| is(found, *must));
        if !is_there {
            faults.push(format!("{under}{pointer}"));
        }
    }
}

fn is(value: &Value, must: Must) -> bool {
    let text = value.as_str();
    match must {
        Must::Text => text.is_some_and(|text| !text.is_empty()),
        Must::Address => text.is_some_and(is_address),
        Must::Instant => text.is_some_and(|text| DateTime::parse_from_rfc3339(text).is_ok()),
        Must::Type(wanted) => match value {
            Value::Array(types) => types.iter().any(|found| found == wanted),
            found => found == wanted,
        },
        Must::Index => text
            .is_some_and(|text| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())),
        Must::Boolean => value.is_boolean(),
    }
}
