//! What other people's verifier says of our credentials: each proof by itself, good, tampered with and revoked.

use serde_json::{Value, json};
use stage::{
    Engine, TestApp,
    awards::{issue, ready_fellows, tools},
};
use std::{fs, path::PathBuf, process::Command, sync::Arc};
use zamala_domain::credentials::{
    RevocationClass, publish,
    register::{self, Face},
    revocation,
};
use zamala_seal::{
    credential::{Achievement, Document, Draft, Issuer, Kind, Mark, StatusEntry, Text, unsigned},
    issuer::{IssuerKey, did_document},
    key::SigningKey,
    preflight::preflight,
    proof,
    status::{ListDraft, status_list},
    verdict::{Outcome, verify},
};

const DID: &str = "did:web:zamala.example";
const LIST: &str = "https://zamala.example/status/1";
const NOW: &str = "2026-11-16T09:00:00Z";
const INDEX: u32 = 70_001;
const SUITES: [&str; 2] = ["eddsa-rdfc-2022", "eddsa-jcs-2022"];

/// What the verifier is given.
struct Case {
    credential: Value,
    did: Value,
    list: Value,
}

impl Case {
    fn good() -> Self {
        let unsigned = unsigned(&draft()).unwrap();
        assert_eq!(preflight(&unsigned, draft().valid_from), Ok(()));
        Self {
            credential: proof::sign(&unsigned, &key(7), draft().valid_from).unwrap(),
            did: did_document(DID, &[key(7).published()]),
            list: list(&[INDEX - 1, INDEX + 1]),
        }
    }

    /// What the other verifier says, by suite.
    fn verdicts(&self) -> Value {
        let folder = tempfile::tempdir().unwrap();
        let written = |name: &str, document: &Value| {
            let path = folder.path().join(name);
            fs::write(&path, document.to_string()).unwrap();
            path
        };
        let outcome = Command::new("node")
            .current_dir(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("verdicts"))
            .arg("verdicts.mjs")
            .arg(written("credential.json", &self.credential))
            .arg(written("did.json", &self.did))
            .arg(written("status.json", &self.list))
            .arg(NOW)
            .output()
            .unwrap();
        let complaint = String::from_utf8_lossy(&outcome.stderr);
        assert!(outcome.status.success(), "{complaint}");
        serde_json::from_slice(&outcome.stdout).unwrap()
    }

    /// Both proofs refused, in these words, and by us too.
    fn is_refused(&self, words: [&str; 2]) {
        let verdicts = self.verdicts();
        for (suite, words) in SUITES.into_iter().zip(words) {
            let verdict = &verdicts[suite];
            assert_eq!(verdict["verified"], false, "{suite}: {verdict}");
            let said = verdict["said"].as_str().unwrap();
            assert!(said.contains(words), "{suite}: {said}");
        }
        let ours = verify(
            &self.credential,
            Some(&self.did),
            Some(&self.list),
            NOW.parse().unwrap(),
        );
        assert_ne!(ours.outcome, Outcome::Valid);
    }
}

fn key(seed: u8) -> IssuerKey {
    let signer = Arc::new(SigningKey::from_seed(&[seed; 32]));
    IssuerKey::new(DID, "key-2026-11", signer)
}

fn list(revoked: &[u32]) -> Value {
    let draft = ListDraft {
        url: LIST.into(),
        valid_from: "2026-11-16T00:00:00Z".parse().unwrap(),
        valid_until: "2026-11-17T00:00:00Z".parse().unwrap(),
        revoked,
    };
    status_list(&draft, &key(7), draft.valid_from).unwrap()
}

fn text(ar: &str, en: &str) -> Text {
    Text {
        ar: ar.into(),
        en: en.into(),
    }
}

fn draft() -> Draft {
    Draft {
        id: "https://zamala.example/v/7TQ4-9KWM-2CXP-58HD".into(),
        issuer: Issuer {
            did: DID.into(),
            name: text("زمالة", "Zamala"),
            url: "https://zamala.example/".into(),
            country: "BH".into(),
        },
        subject: text("سارة منصور", "Sara Mansour"),
        valid_from: "2026-11-15T04:30:00Z".parse().unwrap(),
        valid_until: Some("2031-11-15T04:30:00Z".parse().unwrap()),
        achievement: achievement(),
        results: vec![Mark {
            id: "https://zamala.example/curriculum/MC10/1.0#mark".into(),
            name: text("الدرجة", "Mark"),
            value: "82.5".into(),
            maximum: "100".into(),
            required: Some("60".into()),
        }],
        evidence_hours: 30,
        document: Document {
            template_version: "certificate-1".into(),
            template_sha256: [1; 32],
            data_sha256: [2; 32],
        },
        status: StatusEntry {
            list_url: LIST.into(),
            index: INDEX,
        },
        supersedes: None,
        stacks: Vec::new(),
    }
}

fn achievement() -> Achievement {
    Achievement {
        id: "https://zamala.example/curriculum/MC10/1.0".into(),
        kind: Kind::MicroCredential,
        title: text("الذكاء الاصطناعي في الخدمات العامة", "AI in public services"),
        description: text(
            "بطاقة حالة استخدام وتقييم",
            "AI use-case card and evaluation",
        ),
        awarding_body: text("هيئة المعلومات", "Information Authority"),
        outcomes: vec![text("يقيّم خمس حالات استخدام", "Score five use cases")],
        workload_hours: 30,
        level: "EQF 5".into(),
        assessment: text("واجب يُقيَّم بمعايير", "Assignment marked against criteria"),
        participation: text("حضوري", "On site"),
        quality_assurance: text("تقييم ثانٍ", "Second marking"),
        prerequisites: Some(text("لا شيء", "None")),
        supervision: None,
        stackability: None,
        alignment: Vec::new(),
    }
}

#[test]
fn each_proof_of_a_good_credential_is_accepted() {
    let accepted = json!({ "verified": true, "revoked": false, "said": "" });
    let expected = json!({ SUITES[0]: accepted, SUITES[1]: accepted });
    assert_eq!(Case::good().verdicts(), expected);
}

/// The worker's own credential, with the DID document and the list that the service publishes.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_proof_of_what_the_worker_made_is_accepted_until_it_is_revoked() {
    let app = TestApp::with_sample(Engine::Sqlite).await;
    let batch = app.batch("MC05").await;
    app.confirm_names(ready_fellows(&app, batch).await[0]).await;
    app.seal(batch).await;
    let id = app.certificates(batch).await[0];
    issue(&app, &tools(), id).await.unwrap();
    let officer = app.actor("co.noor").await;
    let (_, credential) = register::face(&app, &officer, id, Face::Credential)
        .await
        .unwrap();
    let published = async || Case {
        credential: serde_json::from_slice(&credential).unwrap(),
        did: publish::did_json(&app).await.unwrap(),
        list: serde_json::from_str(&publish::status_list(&app, 1).await.unwrap()).unwrap(),
    };
    let said = |revoked: bool| json!({ "verified": true, "revoked": revoked, "said": "" });
    let expected = |revoked| json!({ SUITES[0]: said(revoked), SUITES[1]: said(revoked) });
    assert_eq!(published().await.verdicts(), expected(false));
    revocation::propose(&app, &officer, id, RevocationClass::Error, "Wrong mark")
        .await
        .unwrap();
    let second = app.actor("co.yasser").await;
    revocation::confirm(&app, &second, id, 1).await.unwrap();
    assert_eq!(published().await.verdicts(), expected(true));
}

// Statement 35.
#[test]
fn each_proof_of_a_tampered_credential_is_refused() {
    let mut case = Case::good();
    case.credential["credentialSubject"]["result"][0]["value"] = json!("92.5");
    case.is_refused(["Invalid signature", "Invalid signature"]);
}

// Statement 35.
#[test]
fn each_proof_by_another_key_is_refused() {
    let mut case = Case::good();
    case.did = did_document(DID, &[key(8).published()]);
    case.is_refused(["Invalid signature", "Invalid signature"]);
}

#[test]
fn a_member_that_no_context_defines_is_refused() {
    let mut case = Case::good();
    case.credential["credentialSubject"]["honour"] = json!("first");
    case.is_refused(["Safe mode validation error", "Invalid signature"]);
}

#[test]
fn a_context_that_may_not_be_loaded_is_refused() {
    let mut case = Case::good();
    case.credential["@context"][2] = json!("https://attacker.example/context.json");
    case.is_refused(["attacker.example", "does not start with proof.@context"]);
}

/// The verifier calls a revoked credential verified and says the bit beside it: who asks must look at both.
#[test]
fn a_revoked_credential_has_its_bit_set_under_each_proof() {
    let mut case = Case::good();
    case.list = list(&[INDEX]);
    let revoked = json!({ "verified": true, "revoked": true, "said": "" });
    let expected = json!({ SUITES[0]: revoked, SUITES[1]: revoked });
    assert_eq!(case.verdicts(), expected);
}

#[test]
fn a_list_with_a_cleared_bit_is_refused() {
    let mut case = Case::good();
    case.list = list(&[INDEX]);
    case.list["credentialSubject"]["encodedList"] =
        list(&[])["credentialSubject"]["encodedList"].clone();
    case.is_refused(["Invalid signature", "Invalid signature"]);
}

#[test]
fn an_expired_credential_is_refused() {
    let mut old = draft();
    old.valid_until = Some("2026-11-16T08:00:00Z".parse().unwrap());
    let mut case = Case::good();
    case.credential = proof::sign(&unsigned(&old).unwrap(), &key(7), old.valid_from).unwrap();
    case.is_refused(["after \"validUntil\"", "after \"validUntil\""]);
}
