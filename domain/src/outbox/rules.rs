//! What letters say, when they are still worth sending, and how they are named and linked.

pub mod calendar;
pub mod picture;

use crate::{
    bilingual::{Bilingual, Language},
    id::{LetterId, LinkId},
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Why a letter, a notice or a reminder speaks of a session: labs and seats.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionData {
    pub title: Bilingual,
    /// The session's code, for example `DTF-2026-A-LB10-1`.
    pub code: String,
    pub venue: Bilingual,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    /// IANA name of the zone in which times are shown.
    pub zone: String,
    /// Who leads the session.
    pub lead: Option<Bilingual>,
    /// Page path without language: `/sessions/<id>`.
    pub link: String,
}

/// What a letter or a notice says of work that is due.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssignmentData {
    pub title: Bilingual,
    /// The micro-credential's code, for example `MC10`.
    pub code: String,
    pub due_at: DateTime<Utc>,
    pub zone: String,
    /// Whether the moment had passed when the reminder was written.
    pub is_overdue: bool,
    pub link: String,
}

/// The receipt for work that was handed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkReceivedData {
    pub title: Bilingual,
    /// The micro-credential's code, for example `MC10`.
    pub code: String,
    /// The receipt's number.
    pub receipt: String,
    pub received_at: DateTime<Utc>,
    pub zone: String,
    /// Lower-case hexadecimal.
    pub sha256: String,
    pub is_late: bool,
    pub link: String,
}

/// What a letter or a notice says of a released mark: that it is there, never the mark itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MarkReleasedData {
    pub title: Bilingual,
    pub code: String,
    pub released_at: DateTime<Utc>,
    pub zone: String,
    /// Whether it takes the place of an earlier mark.
    pub is_correction: bool,
    pub link: String,
}

/// What a letter with a single-use link says. The link's secret is derived when the letter is sent, and not stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkData {
    pub link_id: LinkId,
    /// Real time: the demo clock does not move it.
    pub expires_at: DateTime<Utc>,
    pub zone: String,
    /// Page path without language and secret.
    pub link: String,
}

/// What a letter says after a password was changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasswordChangedData {
    pub changed_at: DateTime<Utc>,
    pub zone: String,
    /// Where to ask for a reset, should it have been someone else.
    pub link: String,
}

/// What a letter with the link says that confirms a registration for the forum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ForumLinkData {
    pub title: Bilingual,
    pub days: Vec<NaiveDate>,
    pub link_id: LinkId,
    /// Real time: the demo clock does not move it.
    pub expires_at: DateTime<Utc>,
    pub zone: String,
    pub link: String,
}

/// What a letter says of a registration for the forum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ForumData {
    pub title: Bilingual,
    pub days: Vec<NaiveDate>,
    pub is_online: bool,
    /// The place in line when the letter was written.
    pub place: Option<i64>,
    /// The ticket's.
    pub link_id: LinkId,
    pub link: String,
    /// What is attached as a calendar file.
    pub calendar: Option<CalendarData>,
    /// What is attached as a QR code: the right to come in, which acts on nothing and names nobody.
    #[serde(default)]
    pub entrance: Option<String>,
}

/// Days for the recipient's calendar. It names nobody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarData {
    /// The same for ever, also when the days move or are cancelled.
    pub uid: String,
    /// Rises with every change.
    pub sequence: u32,
    pub title: Bilingual,
    pub days: Vec<NaiveDate>,
    pub is_cancelled: bool,
}

/// What a letter says that asks for the names on certificates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamesToConfirmData {
    pub link: String,
}

/// What a letter says of an issued certificate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CertificateData {
    pub title: Bilingual,
    pub serial: String,
    /// Where anybody verifies it.
    pub verify_url: String,
    pub link: String,
}

/// What a letter says of a revoked certificate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RevocationData {
    pub title: Bilingual,
    pub serial: String,
    /// The class of the reason, in words.
    pub class: Bilingual,
    pub reason: String,
    pub link: String,
}

/// Gives each kind of data its way into a letter.
macro_rules! into_json {
    ($($data:ty),+ $(,)?) => {$(
        impl $data {
            /// The letter's `data`.
            pub fn into_json(self) -> Value {
                serde_json::to_value(self).expect("texts, instants and flags are always JSON")
            }
        }
    )+};
}
into_json!(
    SessionData,
    AssignmentData,
    WorkReceivedData,
    MarkReleasedData,
    LinkData,
    PasswordChangedData,
    ForumLinkData,
    ForumData,
    NamesToConfirmData,
    CertificateData,
    RevocationData,
);

/// Characters of an error that the ledger keeps.
pub const ERROR_CHARACTERS_MAX: usize = 500;

/// Why a letter that may go out is not worth sending any more; `None`: it is.
///
/// A link that has expired (real time) and a session that has begun (the programme's time) need no letter.
pub fn too_late(data: &Value, now: DateTime<Utc>, real_now: DateTime<Utc>) -> Option<&'static str> {
    if instant(data, "expires_at").is_some_and(|at| at <= real_now) {
        return Some("link-expired");
    }
    instant(data, "starts_at")
        .is_some_and(|at| at <= now)
        .then_some("session-begun")
}

fn instant(data: &Value, field: &str) -> Option<DateTime<Utc>> {
    data.get(field)?.as_str()?.parse().ok()
}

/// The letter's Message-ID with its angle brackets: the same for every copy, and it tells nothing about anybody.
/// `digest` comes from [`crate::App::keyed_digest`]; its first four bytes make the id hard to guess.
pub fn message_id(letter: LetterId, digest: &[u8; 32], public_url: &str) -> String {
    let host = url::Url::parse(public_url)
        .ok()
        .and_then(|url| url.host_str().map(str::to_owned));
    let host = host.unwrap_or_else(|| "localhost".to_owned());
    format!(
        "<{}.{}@{host}>",
        letter.0.simple(),
        hex::encode(&digest[..4])
    )
}

/// What of the letter's data goes into the recipient's calendar.
pub fn calendar_of(data: &Value) -> Option<CalendarData> {
    serde_json::from_value(data.get("calendar")?.clone()).ok()?
}

/// What of the letter's data is attached as a QR code.
pub fn entrance_of(data: &Value) -> Option<&str> {
    data.get("entrance")?.as_str()
}

/// The single-use link that the letter's data name.
pub fn link_id(data: &Value) -> Option<LinkId> {
    data.get("link_id")?.as_str()?.parse().ok()
}

/// The letter's one link, whole: address, language, path, and the secret of a single-use link. Without a path it leads
/// to the reader's home.
pub fn link(public_url: &str, language: Language, data: &Value, secret: Option<&str>) -> String {
    let path = data
        .get("link")
        .and_then(Value::as_str)
        .filter(|path| path.starts_with('/'))
        .unwrap_or("/");
    let start = format!("{}/{language}{path}", public_url.trim_end_matches('/'));
    match secret {
        Some(secret) => format!("{}/{secret}", start.trim_end_matches('/')),
        None => start,
    }
}

/// An error as the ledger keeps it: one line, cut at [`ERROR_CHARACTERS_MAX`].
pub fn error_line(error: &str) -> String {
    let line = error.split_whitespace().collect::<Vec<_>>().join(" ");
    line.chars().take(ERROR_CHARACTERS_MAX).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn a_message_id_is_the_same_for_every_copy_and_names_nobody() {
        let letter: LetterId = "0199a0c2-7d3e-7aaa-8bbb-0123456789ab".parse().unwrap();
        let id = message_id(letter, &[0xab; 32], "https://zamala.example.org:8443/x");
        assert_eq!(
            id,
            "<0199a0c27d3e7aaa8bbb0123456789ab.abababab@zamala.example.org>"
        );
        assert_eq!(
            id,
            message_id(letter, &[0xab; 32], "https://zamala.example.org")
        );
    }

    #[test]
    fn a_link_is_whole_in_the_letters_language() {
        let data = json!({"link": "/sessions/7"});
        assert_eq!(
            link("http://z.org/", Language::Ar, &data, None),
            "http://z.org/ar/sessions/7"
        );
        assert_eq!(
            link("http://z.org", Language::En, &data, Some("s3")),
            "http://z.org/en/sessions/7/s3"
        );
        assert_eq!(
            link(
                "http://z.org",
                Language::En,
                &json!({"link": "@evil.org"}),
                None
            ),
            "http://z.org/en/"
        );
    }

    #[test]
    fn a_begun_session_and_an_expired_link_need_no_letter() {
        let session = json!({"starts_at": "2026-11-16T05:00:00Z"});
        let (before, begun) = (at("2026-11-16T04:59:59Z"), at("2026-11-16T05:00:00Z"));
        let real = at("2026-01-01T00:00:00Z");
        assert_eq!(too_late(&session, before, real), None);
        assert_eq!(too_late(&session, begun, real), Some("session-begun"));
        let reset = json!({"expires_at": "2026-11-16T05:00:00Z"});
        assert_eq!(too_late(&reset, begun, real), None);
        assert_eq!(too_late(&reset, real, begun), Some("link-expired"));
    }

    #[test]
    fn data_of_a_session_says_both_languages() {
        let data = SessionData {
            title: Bilingual::new("مختبر", "Lab"),
            code: "LB10-1".into(),
            venue: Bilingual::new("قاعة", "Room"),
            starts_at: at("2026-11-16T05:00:00Z"),
            ends_at: at("2026-11-16T08:00:00Z"),
            zone: "Asia/Bahrain".into(),
            lead: None,
            link: "/sessions/7".into(),
        };
        let json = data.clone().into_json();
        assert_eq!(
            (&json["title"]["ar"], &json["lead"]),
            (&json!("مختبر"), &Value::Null)
        );
        assert_eq!(serde_json::from_value::<SessionData>(json).unwrap(), data);
    }

    #[test]
    fn an_error_is_kept_as_one_short_line() {
        assert_eq!(error_line("550 no\r\n such  box"), "550 no such box");
        assert_eq!(
            error_line(&"é".repeat(900)).chars().count(),
            ERROR_CHARACTERS_MAX
        );
    }
}
