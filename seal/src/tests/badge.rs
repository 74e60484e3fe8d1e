//! What is signed, what is refused before signing, and the verdicts.

use super::{DID, LIST, at, did, draft, key, key_of, list_revoking, now, resigned, signed};
use crate::{
    SealError,
    credential::{self, Incomplete, Related, digest, unsigned},
    issuer::did_document,
    preflight::{preflight, seal},
    proof,
    status::{ListDraft, status_list, status_list_jwt},
    verdict::{Check, Outcome, Reason, verify, verify_bytes},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};

fn outcome(credential: &Value, did: Option<&Value>, status: Option<&Value>) -> Outcome {
    verify(credential, did, status, now()).outcome
}

#[test]
fn a_certificate_holds_and_the_same_draft_gives_the_same_bytes() {
    let verdict = verify(&signed(), Some(&did()), Some(&list_revoking(&[5])), now());
    assert_eq!(verdict.outcome, Outcome::Valid);
    assert_eq!(
        verdict.checked,
        [Check::Proofs, Check::Dates, Check::Status]
    );
    assert_eq!(proof::bytes(&signed()), proof::bytes(&signed()));
    assert_eq!(credential::document(&signed()), Some(draft().document));
}

#[test]
fn the_contexts_come_in_the_given_order_and_the_keys_are_named_by_month() {
    let credential = signed();
    assert_eq!(
        credential["@context"],
        json!([
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
            "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"
        ])
    );
    for (place, suite) in ["eddsa-rdfc-2022", "eddsa-jcs-2022"].iter().enumerate() {
        let proof = &credential["proof"][place];
        assert_eq!(proof["cryptosuite"], *suite);
        assert_eq!(proof["verificationMethod"], format!("{DID}#key-2026-11"));
    }
    let text = credential.to_string();
    assert!(!text.contains("mailto:") && !text.contains("z6Mk"));
}

#[test]
fn each_empty_mandatory_element_is_refused_by_its_name() {
    let mut empty = draft();
    empty.subject.ar = " ".into();
    empty.issuer.country = String::new();
    empty.achievement.outcomes.clear();
    empty.achievement.workload_hours = 0;
    empty.achievement.quality_assurance.en = String::new();
    let names = [
        "learner",
        "country_of_issuer",
        "learning_outcomes",
        "workload",
        "quality_assurance",
    ];
    assert_eq!(unsigned(&empty), Err(Incomplete(names.to_vec())));
}

#[test]
fn the_rehearsal_passes_a_certificate() {
    let good = unsigned(&draft()).unwrap();
    assert_eq!(preflight(&good, now()), Ok(()));
    assert_eq!(
        seal(&good, &key(), now()),
        proof::sign(&good, &key(), now())
    );
}

/// The fault of a changed certificate, which neither rehearsal nor signing lets pass.
fn refused(change: fn(&mut Value)) -> SealError {
    let mut document = unsigned(&draft()).unwrap();
    change(&mut document);
    let fault = preflight(&document, now()).unwrap_err();
    assert_eq!(seal(&document, &key(), now()), Err(fault.clone()));
    if !matches!(fault, SealError::Shape(_)) {
        assert_eq!(proof::sign(&document, &key(), now()), Err(fault.clone()));
    }
    fault
}

#[test]
fn what_linked_data_would_leave_out_is_refused() {
    type Change = fn(&mut Value);
    let cases: [(Change, &str); 8] = [
        (|d| d["mark"] = json!("100"), "mark"),
        (|d| d["my mark"] = json!("100"), "my mark"),
        (
            |d| d["credentialSubject"]["achievement"]["hours"] = json!("30"),
            "hours",
        ),
        (
            |d| d["evidence"][0]["type"] = json!(["Evidence", "Proof2"]),
            "Proof2",
        ),
        (
            |d| d["termsOfUse"] = json!({ "id": "no address" }),
            "no address",
        ),
        (
            |d| d["termsOfUse"] = json!({ "id": "relative" }),
            "relative",
        ),
        (
            |d| d["issuer"]["image"] = json!("relative.png"),
            "relative.png",
        ),
        (|d| d["credentialSubject"]["@id"] = json!("urn:x"), "@id"),
    ];
    for (change, name) in cases {
        assert_eq!(refused(change), SealError::UndefinedTerm(name.into()));
    }
    let null = refused(|d| d["description"] = Value::Null);
    assert!(matches!(null, SealError::NotLinkedData(_)));
}

#[test]
fn what_open_badges_demands_is_missed_by_its_pointer() {
    let shape = |pointer: &str| SealError::Shape(vec![pointer.into()]);
    assert_eq!(
        refused(|d| d["@context"] = json!(["https://www.w3.org/ns/credentials/v2"])),
        shape("/@context")
    );
    assert_eq!(
        refused(|d| d["credentialStatus"]["statusListIndex"] = json!(7)),
        shape("/credentialStatus/statusListIndex")
    );
    assert_eq!(
        refused(|d| d["credentialSubject"]["identifier"][1]["hashed"] = json!("no")),
        shape("/credentialSubject/identifier/1/hashed")
    );
}

#[test]
fn a_context_that_does_not_ship_is_never_fetched() {
    let mut document = unsigned(&draft()).unwrap();
    document["@context"][2] = json!("https://attacker.example/context.json");
    let refused = proof::sign(&document, &key(), now()).unwrap_err();
    assert!(matches!(refused, SealError::NotLinkedData(_)), "{refused}");
    assert_eq!(
        proof::sign(&signed(), &key(), now()),
        Err(SealError::AlreadySigned)
    );
}

#[test]
fn what_is_missing_is_not_taken_for_good() {
    let (credential, did, list) = (signed(), did(), list_revoking(&[]));
    let open = |reasons: &[Reason]| Outcome::CannotTell(reasons.to_vec());
    assert_eq!(
        outcome(&credential, None, None),
        open(&[Reason::NoDid, Reason::NoStatusList])
    );
    assert_eq!(
        outcome(&credential, Some(&did), None),
        open(&[Reason::NoStatusList])
    );
    assert_eq!(
        outcome(&credential, None, Some(&list)),
        open(&[Reason::NoDid])
    );
    let spreadsheet = verify_bytes(b"name,mark\nSara,82.5\n", Some(&did), Some(&list), now());
    assert_eq!(spreadsheet.outcome, open(&[Reason::NotACredential]));
}

#[test]
fn revoked_expired_and_early_are_not_valid() {
    let refused = |reason| Outcome::NotValid(vec![reason]);
    let (did, list) = (did(), list_revoking(&[3, 70_001]));
    assert_eq!(
        outcome(&signed(), Some(&did), Some(&list)),
        refused(Reason::Revoked)
    );
    let good = list_revoking(&[70_000, 70_002]);
    let old = resigned(|draft| draft.valid_until = Some(at("2026-11-16T08:59:59Z")));
    assert_eq!(
        outcome(&old, Some(&did), Some(&good)),
        refused(Reason::Expired)
    );
    let early = resigned(|draft| draft.valid_from = at("2026-11-16T09:00:01Z"));
    assert_eq!(
        outcome(&early, Some(&did), Some(&good)),
        refused(Reason::NotYetValid)
    );
}

// Statement 35.
#[test]
fn another_key_under_the_same_name_is_a_wrong_signature() {
    let other = did_document(DID, &[key_of([8; 32]).published()]);
    let verdict = outcome(&signed(), Some(&other), Some(&list_revoking(&[])));
    assert_eq!(verdict, Outcome::NotValid(vec![Reason::WrongSignature]));
}

#[test]
fn an_older_or_another_did_document_tells_nothing() {
    let mut older = key_of([8; 32]).published();
    older.fragment = "key-2025-01".into();
    let (older, list) = (did_document(DID, &[older]), list_revoking(&[]));
    let open = |reason| Outcome::CannotTell(vec![reason]);
    assert_eq!(
        outcome(&signed(), Some(&older), Some(&list)),
        open(Reason::UnknownKey)
    );
    let stranger = did_document("did:web:other.example", &[key().published()]);
    assert_eq!(
        outcome(&signed(), Some(&stranger), Some(&list)),
        open(Reason::OtherDid)
    );
    let mut unasserted = did();
    unasserted["assertionMethod"] = json!([]);
    assert_eq!(
        outcome(&signed(), Some(&unasserted), Some(&list)),
        open(Reason::UnknownKey)
    );
}

#[test]
fn a_retired_key_that_is_still_published_still_verifies() {
    let mut new = key_of([8; 32]).published();
    new.fragment = "key-2027-01".into();
    let did = did_document(DID, &[new, key().published()]);
    assert_eq!(
        outcome(&signed(), Some(&did), Some(&list_revoking(&[]))),
        Outcome::Valid
    );
}

#[test]
fn a_list_that_is_another_old_or_forged_tells_nothing() {
    let did = did();
    let judged = |list: &Value| outcome(&signed(), Some(&did), Some(list));
    let open = |reason| Outcome::CannotTell(vec![reason]);
    let draft = |url: &str, until: &str| ListDraft {
        url: url.into(),
        valid_from: at("2026-11-14T00:00:00Z"),
        valid_until: at(until),
        revoked: &[],
    };
    let made =
        |draft: &ListDraft, seed| status_list(draft, &key_of(seed), draft.valid_from).unwrap();
    let other = draft("https://zamala.example/status/2", "2026-11-17T00:00:00Z");
    assert_eq!(
        judged(&made(&other, [7; 32])),
        open(Reason::OtherStatusList)
    );
    let old = draft(LIST, "2026-11-15T00:00:00Z");
    assert_eq!(
        judged(&made(&old, [7; 32])),
        open(Reason::StatusListNotCurrent)
    );
    let forged = draft(LIST, "2026-11-17T00:00:00Z");
    assert_eq!(
        judged(&made(&forged, [8; 32])),
        open(Reason::StatusListNotTrusted)
    );
    // The bit of a revoked one cleared in the signed list.
    let mut cleared = list_revoking(&[70_001]);
    cleared["credentialSubject"]["encodedList"] =
        list_revoking(&[])["credentialSubject"]["encodedList"].clone();
    assert_eq!(judged(&cleared), open(Reason::StatusListNotTrusted));
    // A credential in the list's place.
    let mut not_a_list = signed();
    not_a_list["id"] = json!(LIST);
    assert_eq!(judged(&not_a_list), open(Reason::StatusListNotTrusted));
}

#[test]
fn a_successor_names_what_it_replaces_by_digest() {
    let old = signed();
    let successor = resigned(|draft| {
        draft.supersedes = Some(Related {
            id: old["id"].as_str().unwrap().into(),
            sha256: digest(&old).unwrap(),
        });
    });
    let named = successor["relatedResource"].as_array().unwrap();
    let expected = base64::engine::general_purpose::STANDARD.encode(digest(&old).unwrap());
    assert_eq!(named[2]["id"], old["id"]);
    assert_eq!(named[2]["digestSRI"], format!("sha256-{expected}"));
    assert_eq!(successor["evidence"][1]["genre"], "ext:zamala.supersedes");
}

#[test]
fn the_token_holds_the_same_list() {
    let draft = ListDraft {
        url: LIST.into(),
        valid_from: at("2026-11-16T00:00:00Z"),
        valid_until: at("2026-11-17T00:00:00Z"),
        revoked: &[9],
    };
    let token = status_list_jwt(&draft, &key()).unwrap();
    let parts: Vec<&str> = token.split('.').collect();
    let read = |part: &str| -> Value {
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
    };
    assert_eq!(read(parts[0])["kid"], format!("{DID}#key-2026-11"));
    let mut list = list_revoking(&[9]);
    list.as_object_mut().unwrap().remove("proof");
    assert_eq!(read(parts[1]), list);
    let signature = URL_SAFE_NO_PAD.decode(parts[2]).unwrap();
    let signed = format!("{}.{}", parts[0], parts[1]);
    let public = key().published().public;
    let holds =
        crate::key::verify_bytes(&public, signed.as_bytes(), &signature.try_into().unwrap());
    assert!(holds);
}
