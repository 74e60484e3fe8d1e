//! Whether the issuer withdrew the credential, as a saved status list says.

use super::{Reason, judge_dates, proofs_hold};
use crate::status;
use chrono::{DateTime, Utc};
use serde_json::Value;

/// Both proofs of the credential have held before this is asked.
pub(super) fn judge(
    credential: &Value,
    did: &Value,
    list: Option<&Value>,
    now: DateTime<Utc>,
) -> Result<(), Reason> {
    let Some(entry) = credential.get("credentialStatus") else {
        return Err(Reason::NoStatusEntry);
    };
    let index = entry["statusListIndex"]
        .as_str()
        .and_then(|text| text.parse::<u32>().ok());
    let is_ours =
        entry["type"] == "BitstringStatusListEntry" && entry["statusPurpose"] == status::REVOCATION;
    let index = index.filter(|_| is_ours).ok_or(Reason::NoStatusEntry)?;
    let list = list.ok_or(Reason::NoStatusList)?;
    if list["id"] != entry["statusListCredential"] {
        return Err(Reason::OtherStatusList);
    }
    let is_list = list["type"].as_array().is_some_and(|types| {
        types
            .iter()
            .any(|kind| kind == "BitstringStatusListCredential")
    }) && list["credentialSubject"]["type"] == "BitstringStatusList"
        && list["credentialSubject"]["statusPurpose"] == status::REVOCATION;
    let same_issuer = list["issuer"] == did["id"] || list["issuer"]["id"] == did["id"];
    if !is_list || !same_issuer || proofs_hold(list, did).is_err() {
        return Err(Reason::StatusListNotTrusted);
    }
    let encoded = list["credentialSubject"]["encodedList"].as_str();
    match encoded.and_then(|encoded| status::is_set(encoded, index)) {
        Some(false) => judge_dates(list, now).map_err(|_| Reason::StatusListNotCurrent),
        // For ever, however old the list.
        Some(true) => Err(Reason::Revoked),
        None => Err(Reason::StatusListNotTrusted),
    }
}
