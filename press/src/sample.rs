//! A certificate of nobody: what templates are proved with at start, and what previews and tests begin from.

use crate::data::{AwardKind, CertificateData, Signatory, Stacked, TemplateVersion, Text};
use chrono::{DateTime, NaiveDate};

/// 2026-12-03T09:00:00Z.
const ISSUED_AT_SECONDS: i64 = 1_796_288_400;

/// Fictional, complete and marked as a specimen.
pub fn sample() -> CertificateData {
    CertificateData {
        template: TemplateVersion::CURRENT,
        kind: AwardKind::MicroCredential,
        serial: "ZML-2026-MC10-0001".to_owned(),
        verify_url: "https://zamala.example/v/7k2m9qx4rtw8hb5ncd3f6g".to_owned(),
        issued_at: DateTime::from_timestamp(ISSUED_AT_SECONDS, 0).unwrap_or_default(),
        issued_on: date(2026, 12, 3),
        issued_on_hijri: Some(Text::new(
            "23 جمادى الآخرة 1448 هـ",
            "23 Jumada al-Akhira 1448 AH",
        )),
        expires_on: None,
        holder: Text::new("ليلى سالم المنصوري", "Layla Salem Al Mansoori"),
        award: Text::new("الذكاء الاصطناعي في الخدمات العامة", "AI in public services"),
        code: "MC10".to_owned(),
        programme: Text::new(
            "زمالة التوأمة الرقمية لمؤشر الخدمات الإلكترونية",
            "Digital Twinning Fellowship on the Online Service Index",
        ),
        cohort: Text::new("الدفعة الثانية، 2026", "Second cohort, 2026"),
        starts_on: date(2026, 9, 6),
        ends_on: date(2026, 11, 26),
        hours: 30,
        level: Some(Text::new(
            "المستوى 7 من الإطار الوطني للمؤهلات",
            "National Qualifications Framework, level 7",
        )),
        result: Some(Text::new("82.5 من 100", "82.5 of 100")),
        assessment: Text::new(
            "تكليف: بطاقة حالة استخدام وتقييم",
            "Assignment: AI use-case card and evaluation",
        ),
        participation: Text::new("حضوري، تحت الإشراف", "On site, supervised"),
        quality: Text::new(
            "تقييم ثانٍ لعينة 20% من الأعمال المسلَّمة",
            "Second marking of 20% of submissions",
        ),
        country: Text::new("مملكة البحرين", "Kingdom of Bahrain"),
        outcomes: vec![
            Text::new(
                "يقيّم خمس حالات استخدام من حيث القيمة والمخاطر",
                "Score five use cases on value and risk",
            ),
            Text::new(
                "يقيّم مساعداً باللغة العربية على أربعين سؤالاً",
                "Evaluate an Arabic assistant on a 40-question test set",
            ),
        ],
        stacked: vec![],
        issuer: Text::new(
            "هيئة المعلومات والحكومة الإلكترونية",
            "Information & eGovernment Authority",
        ),
        signatory: signatory(),
        is_sample: true,
    }
}

fn signatory() -> Signatory {
    Signatory {
        name: Text::new("د. نورة خليفة العمران", "Dr Noora Khalifa Al Omran"),
        role: Text::new(
            "مديرة برنامج الزمالة",
            "Director of the Fellowship Programme",
        ),
    }
}

/// The same person's fellowship, with what it stacks.
pub fn sample_fellowship() -> CertificateData {
    let stacked = |number: u8, ar: &str, en: &str| Stacked {
        title: Text::new(ar, en),
        serial: format!("ZML-2026-MC{number:02}-0001"),
    };
    CertificateData {
        kind: AwardKind::Fellowship,
        serial: "ZML-2026-DTF-0001".to_owned(),
        award: Text::new(
            "شهادة زمالة التوأمة الرقمية",
            "Digital Twinning Fellowship Certificate",
        ),
        code: "DTF".to_owned(),
        hours: 360,
        stacked: vec![
            stacked(1, "أسس الخدمات الرقمية", "Foundations of digital services"),
            stacked(4, "الهوية الرقمية والثقة", "Digital identity and trust"),
            stacked(
                10,
                "الذكاء الاصطناعي في الخدمات العامة",
                "AI in public services",
            ),
        ],
        ..sample()
    }
}

fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}
