//! No byte of a credential can be changed.

use super::{did, list_revoking, now, signed};
use crate::{
    proof,
    verdict::{Outcome, Reason, judge_proof, verify, verify_bytes},
};
use serde_json::Value;

fn outcome(bytes: &[u8]) -> Outcome {
    verify_bytes(bytes, Some(&did()), Some(&list_revoking(&[])), now()).outcome
}

// Statement 35.
#[test]
fn each_byte_of_a_credential_changed_in_turn_makes_it_not_valid() {
    let bytes = proof::bytes(&signed()).unwrap();
    let (did, list) = (did(), list_revoking(&[]));
    assert_eq!(outcome(&bytes), Outcome::Valid);
    for place in 0..bytes.len() {
        let mut changed = bytes.clone();
        changed[place] ^= 1 << (place % 7);
        let verdict = verify_bytes(&changed, Some(&did), Some(&list), now());
        assert!(
            matches!(verdict.outcome, Outcome::NotValid(_)),
            "byte {place} of {}: {:?}",
            String::from_utf8_lossy(&changed),
            verdict.outcome
        );
    }
}

// Statement 35.
#[test]
fn each_proof_by_itself_sees_a_change_of_any_text() {
    let credential = signed();
    let mut unsigned = credential.clone();
    unsigned.as_object_mut().unwrap().remove("proof");
    let mut pointers = Vec::new();
    texts(&unsigned, String::new(), &mut pointers);
    pointers.retain(|pointer| !pointer.starts_with("/@context") && pointer != "/issuer/id");
    assert!(pointers.len() > 90, "{}", pointers.len());
    for (place, pointer) in pointers.iter().enumerate() {
        let mut changed = unsigned.clone();
        let text = changed.pointer_mut(pointer).unwrap();
        *text = Value::String(format!("{}x", text.as_str().unwrap()));
        let proofs = credential["proof"].as_array().unwrap();
        assert!(
            judge_proof(&changed, &proofs[1], &did()).is_err(),
            "{pointer}"
        );
        // The costly one by samples; the next run of the third party's verifier looks again.
        if place % 8 == 0 {
            assert!(
                judge_proof(&changed, &proofs[0], &did()).is_err(),
                "{pointer}"
            );
        }
    }
}

fn texts(value: &Value, at: String, found: &mut Vec<String>) {
    match value {
        Value::String(_) => found.push(at),
        Value::Array(items) => {
            for (place, item) in items.iter().enumerate() {
                texts(item, format!("{at}/{place}"), found);
            }
        }
        Value::Object(members) => {
            for (name, member) in members {
                texts(member, format!("{at}/{}", name.replace('/', "~1")), found);
            }
        }
        _ => {}
    }
}

#[test]
fn an_injected_member_is_not_accepted_by_either_proof() {
    let mut credential = signed();
    credential["credentialSubject"]["role"] = Value::from("Minister");
    let verdict = verify(&credential, Some(&did()), Some(&list_revoking(&[])), now());
    assert_eq!(
        verdict.outcome,
        Outcome::NotValid(vec![Reason::WrongSignature])
    );
    let faults: Vec<Option<Reason>> = verdict.proofs.iter().map(|proof| proof.fault).collect();
    assert_eq!(
        faults,
        [Some(Reason::WrongSignature), Some(Reason::NotLookedAt)]
    );
    assert_eq!(verdict.checked, []);
    let mut unsigned = signed();
    let proofs = unsigned.as_object_mut().unwrap().remove("proof").unwrap();
    unsigned["mark"] = Value::from("100");
    assert_eq!(
        judge_proof(&unsigned, &proofs[0], &did()),
        Err(Reason::UndefinedTerm)
    );
    assert_eq!(
        judge_proof(&unsigned, &proofs[1], &did()),
        Err(Reason::WrongSignature)
    );
}

#[test]
fn a_member_that_stands_twice_is_not_read() {
    let text = String::from_utf8(proof::bytes(&signed()).unwrap()).unwrap();
    let twice = text.replacen('{', "{\"name\":\"Another award\",", 1);
    assert_eq!(
        outcome(twice.as_bytes()),
        Outcome::NotValid(vec![Reason::Unreadable])
    );
}

// Statement 35.
#[test]
fn a_proof_less_or_a_proof_more_is_not_accepted() {
    let whole = signed();
    for kept in [0, 1] {
        let mut one = whole.clone();
        one["proof"] = Value::Array(vec![whole["proof"][kept].clone()]);
        let verdict = verify(&one, Some(&did()), Some(&list_revoking(&[])), now());
        assert!(matches!(verdict.outcome, Outcome::NotValid(_)), "{kept}");
    }
    let mut more = whole.clone();
    let mut stranger = whole["proof"][0].clone();
    stranger["cryptosuite"] = Value::from("ecdsa-rdfc-2019");
    more["proof"].as_array_mut().unwrap().push(stranger);
    let verdict = verify(&more, Some(&did()), Some(&list_revoking(&[])), now());
    assert_eq!(
        verdict.outcome,
        Outcome::NotValid(vec![Reason::UnknownSuite])
    );
}

#[test]
fn a_context_added_under_both_proofs_is_not_accepted() {
    let mut credential = signed();
    let extension = credential["@context"][2].clone();
    credential["@context"]
        .as_array_mut()
        .unwrap()
        .push(extension);
    let verdict = verify(&credential, Some(&did()), Some(&list_revoking(&[])), now());
    assert_eq!(
        verdict.outcome,
        Outcome::NotValid(vec![Reason::ProofUnreadable])
    );
}
