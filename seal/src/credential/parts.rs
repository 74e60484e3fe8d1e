//! The parts of the credential, each as Open Badges 3.0 writes it. What it has no member for is an identifier of type
//! `ext:zamala.…`.

use super::{Achievement, Alignment, DATA, Document, Draft, Issuer, Kind, Mark, TEMPLATE, Text};
use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Value, json};

pub(super) fn issuer(issuer: &Issuer) -> Value {
    json!({
        "id": issuer.did,
        "type": ["Profile"],
        "name": issuer.name.en,
        "url": issuer.url,
        "otherIdentifier": [entry("nameAr", &issuer.name.ar)],
        "address": { "type": ["Address"], "addressCountryCode": issuer.country },
    })
}

pub(super) fn subject(draft: &Draft) -> Value {
    let name = |kind: &str, text: &str| {
        json!({
            "type": "IdentityObject",
            "hashed": false,
            "identityHash": text,
            "identityType": format!("ext:zamala.{kind}"),
        })
    };
    // A name that stands in one script only is no Arabic name.
    let has_arabic = draft.subject.ar != draft.subject.en;
    let arabic = has_arabic.then(|| name("nameAr", &draft.subject.ar));
    let names: Vec<Value> = arabic
        .into_iter()
        .chain([name("nameEn", &draft.subject.en)])
        .collect();
    let mut subject = json!({
        "type": ["AchievementSubject"],
        "identifier": names,
        "achievement": achievement(draft),
    });
    if !draft.results.is_empty() {
        let result = |mark: &Mark| json!({ "type": ["Result"], "resultDescription": mark.id, "value": mark.value });
        subject["result"] = draft.results.iter().map(result).collect();
    }
    subject
}

fn achievement(draft: &Draft) -> Value {
    let achievement = &draft.achievement;
    let mut document = json!({
        "id": achievement.id,
        "type": ["Achievement"],
        "achievementType": match achievement.kind {
            Kind::MicroCredential => "MicroCredential",
            Kind::Certificate => "Certificate",
        },
        "name": achievement.title.en,
        "description": achievement.description.en,
        "inLanguage": "en",
        "criteria": { "narrative": narrative(achievement) },
        "otherIdentifier": elements(achievement),
    });
    let alignments: Vec<Value> = achievement.alignment.iter().map(alignment).collect();
    if !alignments.is_empty() {
        document["alignment"] = Value::Array(alignments);
    }
    if !draft.results.is_empty() {
        document["resultDescription"] = draft.results.iter().map(result_description).collect();
    }
    document
}

/// The elements that Open Badges has no member for, in both languages.
fn elements(achievement: &Achievement) -> Vec<Value> {
    let mut entries = vec![
        entry("titleAr", &achievement.title.ar),
        entry("descriptionAr", &achievement.description.ar),
        entry("workloadHours", &achievement.workload_hours.to_string()),
        entry("level", &achievement.level),
    ];
    let mut both = |kind: &str, text: &Text| {
        entries.push(entry(&format!("{kind}Ar"), &text.ar));
        entries.push(entry(&format!("{kind}En"), &text.en));
    };
    both("awardingBody", &achievement.awarding_body);
    for (place, outcome) in achievement.outcomes.iter().enumerate() {
        both(&format!("outcome{}", place + 1), outcome);
    }
    both("assessment", &achievement.assessment);
    both("participation", &achievement.participation);
    both("qualityAssurance", &achievement.quality_assurance);
    let optional = [
        ("prerequisites", &achievement.prerequisites),
        ("supervision", &achievement.supervision),
        ("stackability", &achievement.stackability),
    ];
    for (kind, text) in optional {
        if let Some(text) = text {
            both(kind, text);
        }
    }
    entries
}

fn entry(kind: &str, text: &str) -> Value {
    json!({
        "type": "IdentifierEntry",
        "identifier": text,
        "identifierType": format!("ext:zamala.{kind}"),
    })
}

/// What had to be shown, for people who read the credential.
fn narrative(achievement: &Achievement) -> String {
    let listed = |assessment: &str, text: fn(&Text) -> &str| {
        let outcomes = achievement.outcomes.iter();
        let lines: Vec<String> = outcomes
            .map(|outcome| format!("- {}", text(outcome)))
            .collect();
        format!("{assessment}\n\n{}", lines.join("\n"))
    };
    let en = listed(&achievement.assessment.en, |text| &text.en);
    let ar = listed(&achievement.assessment.ar, |text| &text.ar);
    format!("{en}\n\n{ar}")
}

fn alignment(alignment: &Alignment) -> Value {
    let mut document = json!({
        "type": ["Alignment"],
        "targetUrl": alignment.url,
        "targetName": alignment.name,
        "targetFramework": alignment.framework,
    });
    if let Some(code) = &alignment.code {
        document["targetCode"] = json!(code);
    }
    document
}

fn result_description(mark: &Mark) -> Value {
    let mut document = json!({
        "id": mark.id,
        "type": ["ResultDescription"],
        "name": format!("{} / {}", mark.name.en, mark.name.ar),
        "resultType": "RawScore",
        "valueMin": "0",
        "valueMax": mark.maximum,
    });
    if let Some(required) = &mark.required {
        document["requiredValue"] = json!(required);
    }
    document
}

pub(super) fn evidence(draft: &Draft) -> Vec<Value> {
    let mut entries = vec![json!({
        "type": ["Evidence"],
        "genre": "ext:zamala.evidenceHours",
        "name": draft.evidence_hours.to_string(),
        "description": "Hours of evidence that count for this credential and for no other",
    })];
    if let Some(old) = &draft.supersedes {
        entries.push(json!({
            "id": old.id,
            "type": ["Evidence"],
            "genre": "ext:zamala.supersedes",
            "name": "The certificate that this one replaces",
        }));
    }
    entries.extend(draft.stacks.iter().map(|stacked| {
        json!({
            "id": stacked.id,
            "type": ["Evidence"],
            "genre": "ext:zamala.stacks",
            "name": "A micro-credential that this certificate is made of",
        })
    }));
    entries
}

/// Everything that is named with its digest (Verifiable Credentials Data Model 2.0, 5.3).
pub(super) fn resources(draft: &Draft) -> Vec<Value> {
    let Document {
        template_version,
        template_sha256,
        data_sha256,
    } = &draft.document;
    let resource = |id: &str, sha256: &[u8; 32]| json!({ "id": id, "digestSRI": format!("sha256-{}", STANDARD.encode(sha256)) });
    let others = draft.supersedes.iter().chain(&draft.stacks);
    [
        resource(&format!("{TEMPLATE}{template_version}"), template_sha256),
        resource(&format!("{DATA}{}", hex::encode(data_sha256)), data_sha256),
    ]
    .into_iter()
    .chain(others.map(|other| resource(&other.id, &other.sha256)))
    .collect()
}
