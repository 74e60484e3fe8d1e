//! From what was frozen to what the press prints and what the seal signs.

use zamala_domain::{Bilingual, credentials::Frozen};
use zamala_press::{AwardKind, CertificateData, Signatory, TemplateVersion, Text};
use zamala_seal::credential::{
    Achievement, Document, Draft, Issuer, Kind, Mark, StatusEntry, Text as SealText,
};

/// ISO 3166-1: alpha-3 and alpha-2 of the countries that award.
const COUNTRIES: [(&str, &str); 12] = [
    ("BHR", "BH"),
    ("TUN", "TN"),
    ("COM", "KM"),
    ("SVK", "SK"),
    ("TKM", "TM"),
    ("SAU", "SA"),
    ("KWT", "KW"),
    ("MAR", "MA"),
    ("MYS", "MY"),
    ("ARE", "AE"),
    ("OMN", "OM"),
    ("QAT", "QA"),
];

/// What the PDF says.
pub fn data(frozen: &Frozen) -> CertificateData {
    let module = &frozen.module;
    let points = module.mark_points;
    CertificateData {
        template: TemplateVersion::CURRENT,
        kind: AwardKind::MicroCredential,
        serial: frozen.serial.clone(),
        verify_url: frozen.verify_url.clone(),
        issued_at: frozen.sealed_at,
        issued_on: frozen.awarded_on,
        issued_on_hijri: None,
        expires_on: frozen.expires_on,
        holder: text(&frozen.names.both()),
        award: text(&module.title),
        code: module.code.clone(),
        programme: text(&frozen.programme),
        cohort: text(&frozen.cohort),
        starts_on: frozen.starts_on,
        ends_on: frozen.ends_on,
        hours: module.workload_hours,
        level: Some(text(&level(frozen))),
        result: Some(Text::new(
            format!("{points} من 100"),
            format!("{points} of 100"),
        )),
        assessment: text(&module.assessment),
        participation: text(&participation(&module.participation)),
        quality: text(&module.quality_assurance),
        country: text(&frozen.country),
        outcomes: module.outcomes.iter().map(text).collect(),
        stacked: Vec::new(),
        issuer: text(&frozen.issuer),
        signatory: Signatory {
            name: text(&frozen.signatory),
            role: Text::new("مسؤول الشهادات", "Certificate officer"),
        },
        is_sample: frozen.is_sample,
    }
}

/// What the credential says.
///
/// # Errors
/// In words: a country without a two-letter code, or a digest that is none.
pub fn draft(
    frozen: &Frozen,
    data: &CertificateData,
    template: &str,
    digest: &str,
) -> Result<Draft, String> {
    let module = &frozen.module;
    let definition = format!("urn:uuid:{}", module.id);
    let mark = Mark {
        id: format!("{definition}#mark"),
        name: SealText {
            ar: "الدرجة".to_owned(),
            en: "Mark".to_owned(),
        },
        value: module.mark_points.to_string(),
        maximum: "100".to_owned(),
        required: Some(module.pass_percent.to_string()),
    };
    Ok(Draft {
        id: frozen.verify_url.clone(),
        issuer: issuer(frozen)?,
        subject: seal_text(&frozen.names.both()),
        valid_from: frozen.sealed_at,
        valid_until: frozen.expires_on.and_then(end_of_day),
        achievement: achievement(frozen, definition),
        results: vec![mark],
        evidence_hours: module.workload_hours,
        document: Document {
            template_version: data.template.name().to_owned(),
            template_sha256: sha256(template)?,
            data_sha256: sha256(digest)?,
        },
        status: StatusEntry {
            list_url: frozen.status_list_url.clone(),
            index: frozen.status_index,
        },
        supersedes: None,
        stacks: Vec::new(),
    })
}

fn issuer(frozen: &Frozen) -> Result<Issuer, String> {
    let country = COUNTRIES
        .iter()
        .find(|(long, _)| *long == frozen.country_code);
    let (_, country) =
        country.ok_or_else(|| format!("no two-letter code for {}", frozen.country_code))?;
    Ok(Issuer {
        did: frozen.issuer_did.clone(),
        name: seal_text(&frozen.issuer),
        url: frozen.issuer_url.clone(),
        country: (*country).to_owned(),
    })
}

fn achievement(frozen: &Frozen, id: String) -> Achievement {
    let module = &frozen.module;
    let part_of = Bilingual::new(
        format!("شهادة احترافية مصغرة ضمن {}", frozen.programme.ar),
        format!("A micro-credential of {}", frozen.programme.en),
    );
    Achievement {
        id,
        kind: Kind::MicroCredential,
        title: seal_text(&module.title),
        description: seal_text(&part_of),
        awarding_body: seal_text(&frozen.issuer),
        outcomes: module.outcomes.iter().map(seal_text).collect(),
        workload_hours: module.workload_hours,
        level: level(frozen).en,
        assessment: seal_text(&module.assessment),
        participation: seal_text(&participation(&module.participation)),
        quality_assurance: seal_text(&module.quality_assurance),
        prerequisites: None,
        supervision: None,
        stackability: None,
        alignment: Vec::new(),
    }
}

/// `EQF 5 (proposed)`: a level that nobody has recognised yet says so.
fn level(frozen: &Frozen) -> Bilingual {
    let module = &frozen.module;
    let (framework, value) = (&module.level_framework, module.level_value);
    if module.level_status == "confirmed" {
        return Bilingual::new(
            format!("{framework} {value}"),
            format!("{framework} {value}"),
        );
    }
    Bilingual::new(
        format!("{framework} {value} (مقترح)"),
        format!("{framework} {value} (proposed)"),
    )
}

fn participation(code: &str) -> Bilingual {
    match code {
        "virtual" => Bilingual::new("عن بُعد", "Online"),
        "hybrid" => Bilingual::new("حضوري وعن بُعد", "On site and online"),
        _ => Bilingual::new("حضوري", "On site"),
    }
}

/// The last moment of a day in the programme's zone.
fn end_of_day(last: chrono::NaiveDate) -> Option<chrono::DateTime<chrono::Utc>> {
    let midnight = last.succ_opt()?.and_hms_opt(0, 0, 0)?;
    let end = midnight
        .and_local_timezone(zamala_domain::app::PROGRAMME_ZONE)
        .earliest()?;
    Some(end.to_utc() - chrono::TimeDelta::seconds(1))
}

fn sha256(text: &str) -> Result<[u8; 32], String> {
    let digits = |at: usize| u8::from_str_radix(text.get(at..at + 2)?, 16).ok();
    let bytes: Option<Vec<u8>> = (0..64).step_by(2).map(digits).collect();
    bytes
        .and_then(|bytes| bytes.try_into().ok())
        .ok_or_else(|| "the press gave no digest".to_owned())
}

fn text(text: &Bilingual) -> Text {
    Text::new(&text.ar, &text.en)
}

fn seal_text(text: &Bilingual) -> SealText {
    SealText {
        ar: text.ar.clone(),
        en: text.en.clone(),
    }
}
