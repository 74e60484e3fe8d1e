//! Templates of the tests' own, and those of the programme.

use super::{Letters, LettersFault};
use serde_json::{Value, json};
use zamala_domain::{
    Bilingual, Language,
    id::LinkId,
    outbox::{
        AssignmentData, CalendarData, CertificateData, ForumData, ForumLinkData, LetterKind,
        LinkData, MarkReleasedData, NamesToConfirmData, PasswordChangedData, RevocationData,
        SessionData, WorkReceivedData, operations::LetterToSend,
    },
};

fn files(html: &str) -> impl Iterator<Item = (String, String)> {
    [
        ("note/ar.subject.hbs", "  {{pick data.title}}\n"),
        ("note/en.subject.hbs", "{{pick data.title}} ({{data.code}})"),
        ("note/ar.txt.hbs", "{{#> layout/ar.txt}}{{pick data.title}}: {{weekday data.at data.zone}} {{date data.at data.zone}} {{time data.at data.zone}} {{zone_name data.zone}}{{/layout/ar.txt}}"),
        ("note/en.txt.hbs", "{{isolate data.code}} <{{weekday data.at data.zone}} {{date data.at data.zone}}>"),
        ("note/ar.html.hbs", "<p>{{pick data.title}}</p>"),
        ("note/en.html.hbs", html),
        ("layout/ar.txt.hbs", "{{recipient_name}}\n{{> @partial-block}}\n"),
        ("layout/en.html.hbs", "<title>{{subject}}</title><html lang=\"{{language}}\" dir=\"{{dir}}\">{{> @partial-block}}</html>"),
    ]
    .map(|(name, source)| (name.to_owned(), source.to_owned()))
    .into_iter()
}

fn variables() -> Value {
    json!({
        "language": "ar", "dir": "rtl", "recipient_name": "Amina", "link": "http://z/ar/", "public_url": "http://z",
        "data": { "title": { "ar": "مختبر", "en": "Lab <1>" }, "code": "A\u{202E}1", "at": "2026-11-16T05:00:00Z", "zone": "Asia/Bahrain" },
    })
}

fn letters() -> Letters {
    Letters::from_files(files(
        "{{#> layout/en.html}}<p>{{pick data.title}}</p>{{/layout/en.html}}",
    ))
    .unwrap()
}

#[test]
fn text_is_plain_and_sets_names_apart() {
    let arabic = letters()
        .render_folder("note", Language::Ar, variables())
        .unwrap();
    assert_eq!(arabic.subject, "مختبر");
    assert_eq!(
        arabic.text,
        "Amina\n\u{2068}مختبر\u{2069}: الإثنين 16 نوفمبر 2026 08:00 بتوقيت البحرين"
    );
    let english = letters()
        .render_folder("note", Language::En, variables())
        .unwrap();
    assert_eq!(english.text, "\u{2068}A1\u{2069} <Monday 16 November 2026>");
}

#[test]
fn html_is_escaped_and_wears_the_layout() {
    let english = letters()
        .render_folder("note", Language::En, variables())
        .unwrap();
    assert_eq!(
        english.html,
        "<title>Lab &lt;1&gt; (A\u{202E}1)</title><html lang=\"ar\" dir=\"rtl\"><p><bdi>Lab &lt;1&gt;</bdi></p></html>"
    );
}

#[test]
fn a_missing_variable_stops_the_letter() {
    let letters = Letters::from_files(files("{{data.seat}}")).unwrap();
    let fault = letters
        .render_folder("note", Language::En, variables())
        .unwrap_err();
    assert!(
        matches!(&fault, LettersFault::Render { template, .. } if template == "note/en.html"),
        "{fault}"
    );
}

#[test]
fn a_subject_of_two_lines_stops_the_letter() {
    let mut variables = variables();
    variables["data"]["code"] = json!("1\r\nBcc: everybody@example.org");
    let fault = letters()
        .render_folder("note", Language::En, variables)
        .unwrap_err();
    assert!(matches!(fault, LettersFault::Subject(_)), "{fault}");
}

#[test]
fn a_broken_or_unescaped_template_stops_the_start() {
    for html in ["{{#if}", "{{{data.title}}}", "{{& data.title}}"] {
        let fault = Letters::from_files(files(html)).err().unwrap();
        assert!(
            fault
                .to_string()
                .starts_with("mail-templates/note/en.html.hbs cannot be read"),
            "{fault}"
        );
    }
}

#[test]
fn every_kind_of_letter_has_its_six_parts() {
    Letters::compile().unwrap();
    let fault = letters().look_for("invitation").unwrap_err();
    assert_eq!(
        fault.to_string(),
        "mail-templates/invitation/ar.subject.hbs is missing"
    );
}

/// What a letter of the kind says, with markup in every text that people write.
fn sample_data(kind: LetterKind) -> Value {
    let at = || "2026-11-16T05:00:00Z".parse().unwrap();
    let zone = || "Asia/Bahrain".to_owned();
    let text = || Bilingual::new("نص <b>غامق</b>", "text <b>bold</b>");
    let link = || "/sessions/7".to_owned();
    match kind {
        LetterKind::Invitation | LetterKind::PasswordReset => {
            let link_id: LinkId = uuid();
            LinkData {
                link_id,
                expires_at: at(),
                zone: zone(),
                link: link(),
            }
            .into_json()
        }
        LetterKind::PasswordChanged => PasswordChangedData {
            changed_at: at(),
            zone: zone(),
            link: link(),
        }
        .into_json(),
        LetterKind::AssignmentReminder => {
            let code = "MC10".to_owned();
            AssignmentData {
                title: text(),
                code,
                due_at: at(),
                zone: zone(),
                is_overdue: false,
                link: link(),
            }
            .into_json()
        }
        LetterKind::NamesToConfirm
        | LetterKind::CertificateIssued
        | LetterKind::CertificateRevoked => sample_of_certificates(kind),
        LetterKind::WorkReceived | LetterKind::MarkReleased => sample_of_work(kind),
        LetterKind::ForumConfirmation
        | LetterKind::ForumTicket
        | LetterKind::ForumWaiting
        | LetterKind::ForumSeatPassed
        | LetterKind::ForumCancelled => sample_of_forum(kind),
        LetterKind::LabReminder | LetterKind::SeatPassed => {
            let (code, lead) = ("LB10-1".to_owned(), Some(text()));
            let (starts_at, ends_at) = (at(), at());
            SessionData {
                title: text(),
                code,
                venue: text(),
                starts_at,
                ends_at,
                zone: zone(),
                lead,
                link: link(),
            }
            .into_json()
        }
    }
}

/// The same of letters about work.
fn sample_of_work(kind: LetterKind) -> Value {
    let text = || Bilingual::new("نص <b>غامق</b>", "text <b>bold</b>");
    let link = || "/sessions/7".to_owned();
    let at = || "2026-11-16T05:00:00Z".parse().unwrap();
    let zone = || "Asia/Bahrain".to_owned();
    if kind == LetterKind::WorkReceived {
        return WorkReceivedData {
            title: text(),
            code: "MC10".to_owned(),
            receipt: "A1B2-C3D4-E5F".to_owned(),
            received_at: at(),
            zone: zone(),
            sha256: "ab".repeat(32),
            is_late: true,
            link: link(),
        }
        .into_json();
    }
    MarkReleasedData {
        title: text(),
        code: "MC10".to_owned(),
        released_at: at(),
        zone: zone(),
        is_correction: true,
        link: link(),
    }
    .into_json()
}

fn days() -> Vec<chrono::NaiveDate> {
    ["2026-12-01", "2026-12-02"]
        .map(|day| day.parse().unwrap())
        .to_vec()
}

/// The same of letters about the forum.
fn sample_of_forum(kind: LetterKind) -> Value {
    let text = || Bilingual::new("نص <b>غامق</b>", "text <b>bold</b>");
    let link = || "/sessions/7".to_owned();
    let at = || "2026-11-16T05:00:00Z".parse().unwrap();
    let zone = || "Asia/Bahrain".to_owned();
    if kind == LetterKind::ForumConfirmation {
        return ForumLinkData {
            title: text(),
            days: days(),
            link_id: uuid(),
            expires_at: at(),
            zone: zone(),
            link: link(),
        }
        .into_json();
    }
    let has_seat = kind != LetterKind::ForumWaiting;
    ForumData {
        title: text(),
        days: days(),
        is_online: false,
        place: (!has_seat).then_some(3),
        link_id: uuid(),
        link: link(),
        calendar: has_seat.then(|| CalendarData {
            uid: "forum-1-reg-2@z".into(),
            sequence: 0,
            title: text(),
            days: days(),
            is_cancelled: false,
        }),
        entrance: None,
    }
    .into_json()
}

/// The same of letters about certificates.
fn sample_of_certificates(kind: LetterKind) -> Value {
    let text = || Bilingual::new("نص <b>غامق</b>", "text <b>bold</b>");
    let link = || "/certificates/7".to_owned();
    match kind {
        LetterKind::NamesToConfirm => NamesToConfirmData { link: link() }.into_json(),
        LetterKind::CertificateIssued => CertificateData {
            title: text(),
            serial: "DTF-2026-000042-S".to_owned(),
            verify_url: "https://zamala.example/v/7".to_owned(),
            link: link(),
        }
        .into_json(),
        _ => RevocationData {
            title: text(),
            serial: "DTF-2026-000042-S".to_owned(),
            class: text(),
            reason: "Wrong <b>name</b>".to_owned(),
            link: link(),
        }
        .into_json(),
    }
}

/// A letter of the kind.
fn sample(kind: LetterKind, language: Language) -> LetterToSend {
    LetterToSend {
        id: uuid(),
        kind,
        language,
        to_address: "amina@example.org".into(),
        recipient_name: "Amina <Z>".into(),
        link: "https://zamala.example.org/ar/sessions/7".into(),
        data: sample_data(kind),
        message_id: "<1@z>".into(),
        attempts: 0,
        ambiguous_at: None,
        is_sample: true,
        attachments: Vec::new(),
    }
}

fn uuid<Id: std::str::FromStr<Err: std::fmt::Debug>>() -> Id {
    "0199a0c2-7d3e-7aaa-8bbb-0123456789ab".parse().unwrap()
}

#[test]
fn every_letter_is_whole_in_both_languages() {
    let letters = Letters::compile().unwrap();
    for kind in LetterKind::ALL {
        for language in Language::ALL {
            let letter = letters
                .render(&sample(kind, language), "https://zamala.example.org")
                .unwrap();
            let (text, html) = (&letter.text, &letter.html);
            assert!(
                text.contains("https://zamala.example.org/ar/sessions/7"),
                "{kind:?} {language}: {text}"
            );
            assert!(
                text.contains("\u{2068}Amina <Z>\u{2069}")
                    && html.contains("<bdi>Amina &lt;Z&gt;</bdi>"),
                "{text} {html}"
            );
            assert!(
                html.contains(&format!(
                    "<html lang=\"{language}\" dir=\"{}\"",
                    language.direction()
                )),
                "{html}"
            );
            assert!(
                !html.contains("<b>") && !text.contains("{{") && !html.contains("{{"),
                "{html}"
            );
            assert!(letter.subject.chars().count() <= 120, "{}", letter.subject);
        }
    }
}

#[test]
fn letters_of_the_forum_name_its_days_in_words() {
    let letters = Letters::compile().unwrap();
    let days = [
        (Language::Ar, "الثلاثاء 1 ديسمبر 2026 والأربعاء 2 ديسمبر 2026"),
        (
            Language::En,
            "Tuesday 1 December 2026 and Wednesday 2 December 2026",
        ),
    ];
    for (language, days) in days {
        let ticket = sample(LetterKind::ForumTicket, language);
        let letter = letters.render(&ticket, "https://z.org").unwrap();
        assert!(letter.text.contains(days), "{}", letter.text);
        assert!(letter.html.contains(days), "{}", letter.html);
    }
}
