//! The credential from end to end: what holds, and what never passes.

mod badge;
mod flips;
mod vectors;

use crate::{
    credential::{
        Achievement, Alignment, Document, Draft, Issuer, Kind, Mark, Related, StatusEntry, Text,
        unsigned,
    },
    issuer::{IssuerKey, did_document},
    key::SigningKey,
    proof,
    status::{ListDraft, status_list},
};
use chrono::{DateTime, Utc};
use serde_json::Value;
use std::sync::Arc;

const DID: &str = "did:web:zamala.example";
const LIST: &str = "https://zamala.example/status/1";

fn text(ar: &str, en: &str) -> Text {
    Text {
        ar: ar.into(),
        en: en.into(),
    }
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn now() -> DateTime<Utc> {
    at("2026-11-16T09:00:00Z")
}

fn key() -> IssuerKey {
    key_of([7; 32])
}

fn key_of(seed: [u8; 32]) -> IssuerKey {
    let signer = Arc::new(SigningKey::from_seed(&seed));
    IssuerKey::new(DID, "key-2026-11", signer)
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
        outcomes: vec![text(
            "يقيّم خمس حالات استخدام",
            "Score five use cases on value and risk",
        )],
        workload_hours: 30,
        level: "EQF 5 (proposed)".into(),
        assessment: text("واجب يُقيَّم بمعايير", "Assignment marked against criteria"),
        participation: text("حضوري", "On site"),
        quality_assurance: text("تقييم ثانٍ", "Second marking of 20% of submissions"),
        prerequisites: None,
        supervision: Some(text("تحقّق من الهوية", "Identity checked on site")),
        stackability: None,
        alignment: vec![Alignment {
            url: "https://zamala.example/frameworks/osi/IF".into(),
            name: "Institutional framework".into(),
            framework: "OSI".into(),
            code: Some("IF".into()),
        }],
    }
}

fn draft() -> Draft {
    Draft {
        id: "https://zamala.example/v/7TQ4-9KWM-2CXP-58HD-3RNB-6VGJ".into(),
        issuer: Issuer {
            did: DID.into(),
            name: text("زمالة", "Zamala"),
            url: "https://zamala.example/".into(),
            country: "BH".into(),
        },
        subject: text("سارة \"أم\" منصور", "Sara Mansour"),
        valid_from: at("2026-11-15T04:30:00Z"),
        valid_until: Some(at("2031-11-15T04:30:00Z")),
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
            index: 70_001,
        },
        supersedes: None,
        stacks: vec![Related {
            id: "https://zamala.example/v/OLDER".into(),
            sha256: [3; 32],
        }],
    }
}

fn signed() -> Value {
    proof::sign(&unsigned(&draft()).unwrap(), &key(), draft().valid_from).unwrap()
}

fn did() -> Value {
    did_document(DID, &[key().published()])
}

fn list_revoking(revoked: &[u32]) -> Value {
    let draft = ListDraft {
        url: LIST.into(),
        valid_from: at("2026-11-16T00:00:00Z"),
        valid_until: at("2026-11-17T00:00:00Z"),
        revoked,
    };
    status_list(&draft, &key(), draft.valid_from).unwrap()
}

fn resigned(change: impl FnOnce(&mut Draft)) -> Value {
    let mut draft = draft();
    change(&mut draft);
    proof::sign(&unsigned(&draft).unwrap(), &key(), draft.valid_from).unwrap()
}
