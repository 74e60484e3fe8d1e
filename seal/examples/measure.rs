//! What signing and verifying cost, per CPU-second of one thread: `cargo run --release -p zamala-seal --example measure`.
//! Linux only: the time is read from /proc.
#![expect(clippy::print_stdout, reason = "it prints what it measured")]

use serde_json::json;
use std::{fs, hint::black_box, sync::Arc, time::Duration};
use zamala_seal::{
    credential::{Achievement, Document, Draft, Issuer, Kind, StatusEntry, Text, unsigned},
    issuer::{IssuerKey, did_document},
    key::SigningKey,
    preflight::{preflight, seal},
    proof,
    status::{ListDraft, status_list},
    verdict::{parse, verify},
};

const DID: &str = "did:web:zamala.example";
const LIST: &str = "https://zamala.example/status/1";
/// Nanoseconds of CPU that each act gets.
const BUDGET_NS: u64 = 1_500_000_000;

fn main() {
    let key = IssuerKey::new(
        DID,
        "key-2026-11",
        Arc::new(SigningKey::from_seed(&[7; 32])),
    );
    let at = "2026-11-15T04:30:00Z".parse().expect("an instant");
    let unsigned = unsigned(&draft()).expect("a complete draft");
    let list = ListDraft {
        url: LIST.into(),
        valid_from: at,
        valid_until: "2026-11-17T00:00:00Z".parse().expect("an instant"),
        revoked: &[5],
    };
    let signed = proof::sign(&unsigned, &key, at).expect("a credential");
    let bytes = proof::bytes(&signed).expect("JSON");
    let did = did_document(DID, &[key.published()]);
    let status = status_list(&list, &key, at).expect("a list");
    // A changed credential is refused after its JSON proof: the cost of that proof alone.
    let mut changed = signed.clone();
    changed["name"] = json!("another");
    println!("credential of {} bytes", bytes.len());
    per_second("sign, both proofs", || proof::sign(&unsigned, &key, at));
    per_second("rehearse (preflight)", || preflight(&unsigned, at));
    per_second("seal: rehearse, then sign", || seal(&unsigned, &key, at));
    per_second("verify, both proofs, no list", || {
        verify(&signed, Some(&did), None, at)
    });
    per_second("verify, both proofs, with list", || {
        verify(&signed, Some(&did), Some(&status), at)
    });
    per_second("refuse by the JSON proof", || {
        verify(&changed, Some(&did), None, at)
    });
    per_second("canonical JSON", || proof::bytes(&signed));
    per_second("strict reading", || parse(&bytes));
    per_second("status list", || status_list(&list, &key, at));
}

fn per_second<R>(what: &str, act: impl Fn() -> R) {
    let begun = cpu_ns();
    let mut times = 0_u32;
    while cpu_ns() - begun < BUDGET_NS {
        for _ in 0..5 {
            black_box(act());
        }
        times += 5;
    }
    let used = Duration::from_nanos(cpu_ns() - begun).as_secs_f64();
    println!("{what:<32} {:>9.0} per CPU-second", f64::from(times) / used);
}

/// What this thread has used, as the scheduler counts it.
fn cpu_ns() -> u64 {
    let counted = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let first = counted.split(' ').next().unwrap_or_default();
    first.parse().expect("a kernel that counts")
}

fn draft() -> Draft {
    let text = |ar: &str, en: &str| Text {
        ar: ar.into(),
        en: en.into(),
    };
    Draft {
        id: "https://zamala.example/v/7TQ4-9KWM-2CXP-58HD".into(),
        issuer: Issuer {
            did: DID.into(),
            name: text("زمالة", "Zamala"),
            url: "https://zamala.example/".into(),
            country: "BH".into(),
        },
        subject: text("سارة منصور", "Sara Mansour"),
        valid_from: "2026-11-15T04:30:00Z".parse().expect("an instant"),
        valid_until: None,
        achievement: Achievement {
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
            prerequisites: None,
            supervision: None,
            stackability: None,
            alignment: Vec::new(),
        },
        results: Vec::new(),
        evidence_hours: 30,
        document: Document {
            template_version: "certificate-1".into(),
            template_sha256: [1; 32],
            data_sha256: [2; 32],
        },
        status: StatusEntry {
            list_url: LIST.into(),
            index: 70_001,
        },
        supersedes: None,
        stacks: Vec::new(),
    }
}
