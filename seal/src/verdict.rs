//! Whether a credential is what it says, judged from the credential, a DID document and a status list. Nothing is fetched.
//!
//! Promise: valid means that both proofs hold, that the issuer withdrew nothing and that the day is right. What was not
//! given or is too old is said so; it is never taken for good.

mod reading;
mod reason;
mod status;

pub use reading::{NotJson, parse};
pub use reason::{Check, Reason};

use crate::{
    contexts, issuer,
    proof::{self, Config, Suite},
};
use chrono::{DateTime, Utc};
use serde_json::Value;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    Valid,
    NotValid(Vec<Reason>),
    CannotTell(Vec<Reason>),
}

/// One proof, judged by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProofVerdict {
    /// As the proof names it.
    pub suite: String,
    pub fault: Option<Reason>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    pub outcome: Outcome,
    pub proofs: Vec<ProofVerdict>,
    /// What was looked at and found good.
    pub checked: Vec<Check>,
}

/// The same of bytes, as they come out of a file. Bytes that speak of a credential and cannot be read are a damaged one.
pub fn verify_bytes(
    bytes: &[u8],
    did: Option<&Value>,
    status: Option<&Value>,
    now: DateTime<Utc>,
) -> Verdict {
    if !reading::speaks_of_a_credential(bytes) {
        return Verdict::of(Outcome::CannotTell(vec![Reason::NotACredential]));
    }
    match parse(bytes) {
        Ok(credential) => verify(&credential, did, status, now),
        Err(_) => Verdict::of(Outcome::NotValid(vec![Reason::Unreadable])),
    }
}

/// Judges a credential at an instant.
pub fn verify(
    credential: &Value,
    did: Option<&Value>,
    status: Option<&Value>,
    now: DateTime<Utc>,
) -> Verdict {
    let mut verdict = Verdict::of(Outcome::Valid);
    let mut found = Found::default();
    if !has_our_contexts(credential) {
        found.not_valid.push(Reason::OtherContexts);
    }
    match did {
        None => found.cannot_tell.push(Reason::NoDid),
        Some(did) => {
            verdict.proofs = judge_proofs(credential, did);
            found.weigh_proofs(&verdict.proofs);
            if found.is_clean() {
                verdict.checked.push(Check::Proofs);
            }
        }
    }
    found.weigh(
        judge_dates(credential, now),
        Check::Dates,
        &mut verdict.checked,
    );
    // What the credential says of its status is worth something only when it is the issuer's word.
    if let Some(did) = did.filter(|_| found.is_clean()) {
        let judged = status::judge(credential, did, status, now);
        found.weigh(judged, Check::Status, &mut verdict.checked);
    } else if status.is_none() {
        found.cannot_tell.push(Reason::NoStatusList);
    }
    verdict.outcome = found.outcome();
    verdict
}

/// Both proofs, and nothing else about the credential.
pub(crate) fn proofs_hold(credential: &Value, did: &Value) -> Result<(), Reason> {
    let proofs = judge_proofs(credential, did);
    match proofs.into_iter().find_map(|proof| proof.fault) {
        Some(fault) => Err(fault),
        None => Ok(()),
    }
}

impl Verdict {
    fn of(outcome: Outcome) -> Self {
        Self {
            outcome,
            proofs: Vec::new(),
            checked: Vec::new(),
        }
    }
}

/// The reasons on either side.
#[derive(Default)]
struct Found {
    not_valid: Vec<Reason>,
    cannot_tell: Vec<Reason>,
}

impl Found {
    fn is_clean(&self) -> bool {
        self.not_valid.is_empty() && self.cannot_tell.is_empty()
    }

    fn weigh(&mut self, judged: Result<(), Reason>, check: Check, checked: &mut Vec<Check>) {
        match judged {
            // Of a document that is not the issuer's word nothing is worth praising.
            Ok(()) if self.is_clean() => checked.push(check),
            Ok(()) => {}
            Err(reason) => self.add(reason),
        }
    }

    /// Proofs that name what the DID document does not know may be of a newer key, unless another proof of the same
    /// credential is of a known one: then somebody changed the name.
    fn weigh_proofs(&mut self, proofs: &[ProofVerdict]) {
        let faults: Vec<Reason> = proofs.iter().filter_map(|proof| proof.fault).collect();
        let is_mixed = faults.len() < proofs.len() || faults.iter().any(|fault| !fault.is_open());
        // What was not looked at is no reason; the proof before it gave one.
        for fault in faults
            .into_iter()
            .filter(|fault| *fault != Reason::NotLookedAt)
        {
            if is_mixed && fault.is_open() {
                self.not_valid.push(fault);
            } else {
                self.add(fault);
            }
        }
    }

    fn add(&mut self, reason: Reason) {
        let side = if reason.is_open() {
            &mut self.cannot_tell
        } else {
            &mut self.not_valid
        };
        if !side.contains(&reason) {
            side.push(reason);
        }
    }

    fn outcome(self) -> Outcome {
        match (self.not_valid.is_empty(), self.cannot_tell.is_empty()) {
            (false, _) => Outcome::NotValid(self.not_valid),
            (true, false) => Outcome::CannotTell(self.cannot_tell),
            (true, true) => Outcome::Valid,
        }
    }
}

/// The contexts decide what the words mean, so they are ours or the credentials' own.
fn has_our_contexts(credential: &Value) -> bool {
    let Some(named) = credential["@context"].as_array() else {
        return false;
    };
    named
        .first()
        .is_some_and(|first| first == contexts::CREDENTIALS)
        && named.iter().all(|url| {
            url.as_str()
                .is_some_and(|url| contexts::text(url).is_some())
        })
}

fn judge_proofs(credential: &Value, did: &Value) -> Vec<ProofVerdict> {
    let refused = |suite: &str, fault| ProofVerdict {
        suite: suite.to_owned(),
        fault: Some(fault),
    };
    let Some(members) = credential.as_object() else {
        return vec![refused("", Reason::NoProof)];
    };
    let mut unsigned = members.clone();
    let proofs = match unsigned.remove("proof") {
        Some(Value::Array(proofs)) => proofs,
        Some(proof) => vec![proof],
        None => Vec::new(),
    };
    let unsigned = Value::Object(unsigned);
    // The cheap and closed one first: linked data of a document that somebody changed is not even worked out.
    let mut verdicts = Vec::new();
    let mut is_changed = false;
    for suite in [Suite::Jcs, Suite::Rdfc] {
        let mut of_suite = proofs
            .iter()
            .filter(|proof| proof["cryptosuite"] == suite.name());
        let verdict = match (of_suite.next(), of_suite.next()) {
            (Some(proof), None) if is_changed => {
                let fault = key_of(&unsigned, proof, did).err();
                refused(suite.name(), fault.unwrap_or(Reason::NotLookedAt))
            }
            (Some(proof), None) => ProofVerdict {
                suite: suite.name().to_owned(),
                fault: judge_proof(&unsigned, proof, did).err(),
            },
            (None, _) => refused(suite.name(), Reason::NoProof),
            (Some(_), Some(_)) => refused(suite.name(), Reason::ProofUnreadable),
        };
        is_changed |= verdict.fault.is_some();
        verdicts.push(verdict);
    }
    let strangers = proofs.iter().filter(|proof| {
        !Suite::ALL
            .iter()
            .any(|suite| proof["cryptosuite"] == suite.name())
    });
    verdicts.extend(strangers.map(|proof| {
        let name = proof["cryptosuite"].as_str().unwrap_or_default();
        refused(name, Reason::UnknownSuite)
    }));
    verdicts
}

/// One proof against the key that the DID document publishes under the proof's name.
pub(crate) fn judge_proof(unsigned: &Value, proof: &Value, did: &Value) -> Result<(), Reason> {
    let public = key_of(unsigned, proof, did)?;
    proof::holds(unsigned, proof, &public)
}

/// The key that made the proof: the issuer's, and published.
fn key_of(unsigned: &Value, proof: &Value, did: &Value) -> Result<[u8; 32], Reason> {
    let config = Config::read(proof)?;
    let issuer = match &unsigned["issuer"] {
        Value::Object(profile) => profile.get("id").and_then(Value::as_str),
        issuer => issuer.as_str(),
    };
    let issuer = issuer.ok_or(Reason::OtherIssuer)?;
    let is_issuers = config
        .method
        .strip_prefix(issuer)
        .is_some_and(|rest| rest.starts_with('#'));
    if !is_issuers {
        return Err(Reason::OtherIssuer);
    }
    if did["id"] != issuer {
        return Err(Reason::OtherDid);
    }
    published(did, config.method).ok_or(Reason::UnknownKey)
}

/// The key of this name, if the document publishes it for assertions.
fn published(did: &Value, method: &str) -> Option<[u8; 32]> {
    let is_for_assertions = did["assertionMethod"]
        .as_array()?
        .iter()
        .any(|name| name == method);
    let key = did["verificationMethod"].as_array()?.iter().find(|key| {
        is_for_assertions
            && key["id"] == method
            && key["type"] == "Multikey"
            && key["controller"] == did["id"]
    })?;
    issuer::from_multikey(key["publicKeyMultibase"].as_str()?)
}

fn judge_dates(credential: &Value, now: DateTime<Utc>) -> Result<(), Reason> {
    let instant = |name: &str| -> Result<Option<DateTime<Utc>>, Reason> {
        let Some(value) = credential.get(name) else {
            return Ok(None);
        };
        let text = value.as_str().ok_or(Reason::DatesUnreadable)?;
        let at = DateTime::parse_from_rfc3339(text).map_err(|_| Reason::DatesUnreadable)?;
        Ok(Some(at.to_utc()))
    };
    if instant("validFrom")?.is_some_and(|from| now < from) {
        return Err(Reason::NotYetValid);
    }
    if instant("validUntil")?.is_some_and(|until| now > until) {
        return Err(Reason::Expired);
    }
    Ok(())
}
