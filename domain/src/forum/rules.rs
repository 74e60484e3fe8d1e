//! What a registration must say, how many seats are open, and until when.

use super::state::AccessNeed;
use crate::{
    bilingual::{Bilingual, Language},
    error::FieldError,
    id::{ForumId, RegistrationId},
    scope::CountryCode,
    text::{self, EMAIL_BYTES_MAX, NAME_GRAPHEMES_MAX},
};
use chrono::{DateTime, NaiveDate, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

/// A link that confirms a registration is good for so long (rule F2).
pub const CONFIRMATION_LIFE: TimeDelta = TimeDelta::hours(48);
/// A letter asked for again goes out at most once in this time (rule F19).
pub const LETTER_AGAIN_AFTER: TimeDelta = TimeDelta::minutes(10);
/// Access needs are erased so many days after the forum (rule F34).
pub const ACCESS_NEEDS_KEPT_DAYS: u64 = 14;
/// Who waited or cancelled is forgotten so many days after the forum, who came after two years (rule F34).
pub const OTHERS_KEPT_DAYS: u64 = 90;
pub const ATTENDEES_KEPT_DAYS: u64 = 730;

/// A registration as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RegistrationDraft {
    /// In one script or in both.
    pub name: Bilingual,
    pub email: String,
    /// May be empty.
    pub organisation: String,
    /// `None` is a country that the programme does not know.
    pub country: Option<CountryCode>,
    pub ticket_type: String,
    pub needs: Vec<AccessNeed>,
    /// Of letters and ticket.
    pub language: Option<Language>,
    pub has_consented: bool,
}

/// The same, clean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CleanRegistration {
    pub name: Bilingual,
    pub email: String,
    pub email_key: String,
    pub organisation: String,
    pub search_key: String,
    pub language: Language,
    pub needs: Vec<AccessNeed>,
}

/// What was typed, or every fault of it.
pub fn clean(draft: &RegistrationDraft) -> Result<CleanRegistration, Vec<FieldError>> {
    let mut faults = Vec::new();
    let mut line = |field: &str, typed: &str| match text::clean_name(typed) {
        Ok(text) => text,
        Err(_) if typed.trim().is_empty() => String::new(),
        Err(fault) => {
            let max = i64::try_from(NAME_GRAPHEMES_MAX).unwrap_or(i64::MAX);
            faults.push(FieldError::new(field, fault.code()).with("max", max));
            // Not empty: a second fault for the same words would be one too many.
            typed.to_owned()
        }
    };
    let name = Bilingual::new(
        line("name_ar", &draft.name.ar),
        line("name_en", &draft.name.en),
    );
    let organisation = line("organisation", &draft.organisation);
    if name.ar.is_empty() && name.en.is_empty() {
        faults.push(FieldError::new("name_ar", "name-in-one-script"));
    }
    let email = text::clean_email(&draft.email).unwrap_or_else(|fault| {
        let max = i64::try_from(EMAIL_BYTES_MAX).unwrap_or(i64::MAX);
        let code = if draft.email.trim().is_empty() {
            "required"
        } else {
            fault.code()
        };
        faults.push(FieldError::new("email", code).with("max", max));
        String::new()
    });
    if draft.ticket_type.is_empty() {
        faults.push(FieldError::new("ticket_type", "required"));
    }
    if draft.language.is_none() {
        faults.push(FieldError::new("language", "required"));
    }
    if !draft.has_consented {
        faults.push(FieldError::new("consent", "consent"));
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let mut needs = draft.needs.clone();
    needs.sort_unstable();
    needs.dedup();
    let searched = format!("{} {} {organisation}", name.ar, name.en);
    Ok(CleanRegistration {
        search_key: text::search_key(&searched),
        email_key: text::email_key(&email),
        name,
        email,
        organisation,
        language: draft.language.unwrap_or(Language::Ar),
        needs,
    })
}

/// Seats up to this number are open to all: until their release, those at the end are kept for delegations (rule F16).
pub fn open_seats(capacity: i32, kept: i32, released_on: NaiveDate, today: NaiveDate) -> i32 {
    if today < released_on {
        (capacity - kept).max(0)
    } else {
        capacity
    }
}

/// The first moment of the first day and the first after the last, where the forum is.
pub fn bounds(days: &[NaiveDate], zone: Tz) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
    let midnight = |day: NaiveDate| {
        let local = day.and_time(chrono::NaiveTime::MIN);
        let instant = zone.from_local_datetime(&local).earliest();
        instant.map_or_else(|| local.and_utc(), |instant| instant.to_utc())
    };
    let (first, last) = (days.first()?, days.last()?);
    Some((midnight(*first), midnight(last.succ_opt()?)))
}

/// The registration's name in calendars, the same for ever; it tells nothing of the person (rule F29). `issuer_url` is
/// of the issuer of certificates, which never changes; the address at which people reach the service may.
pub fn calendar_uid(forum: ForumId, registration: RegistrationId, issuer_url: &str) -> String {
    let host = url::Url::parse(issuer_url)
        .ok()
        .and_then(|url| url.host_str().map(str::to_owned));
    let host = host.unwrap_or_else(|| "localhost".to_owned());
    format!("forum-{forum}-reg-{registration}@{host}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft() -> RegistrationDraft {
        RegistrationDraft {
            name: Bilingual::new(" سلمى  العلوي ", ""),
            email: " Salma@Example.org ".into(),
            organisation: "وزارة".into(),
            country: None,
            ticket_type: "expert".into(),
            needs: vec![
                AccessNeed::LargePrint,
                AccessNeed::StepFree,
                AccessNeed::StepFree,
            ],
            language: Some(Language::Ar),
            has_consented: true,
        }
    }

    fn faults(draft: &RegistrationDraft) -> Vec<(String, &'static str)> {
        let faults = clean(draft).unwrap_err();
        faults
            .into_iter()
            .map(|fault| (fault.field, fault.code))
            .collect()
    }

    #[test]
    fn a_name_in_one_script_is_enough_and_what_was_typed_is_cleaned() {
        let clean = clean(&draft()).unwrap();
        assert_eq!(clean.name, Bilingual::new("سلمى العلوي", ""));
        assert_eq!(
            (clean.email.as_str(), clean.email_key.as_str()),
            ("Salma@example.org", "salma@example.org")
        );
        assert_eq!(clean.needs, [AccessNeed::StepFree, AccessNeed::LargePrint]);
        assert!(
            clean.search_key.contains("سلمي العلوي"),
            "{}",
            clean.search_key
        );
    }

    #[test]
    fn every_fault_is_told_at_once() {
        let empty = RegistrationDraft::default();
        let all = [
            ("name_ar", "name-in-one-script"),
            ("email", "required"),
            ("ticket_type", "required"),
            ("language", "required"),
            ("consent", "consent"),
        ];
        assert_eq!(
            faults(&empty),
            all.map(|(field, code)| (field.to_owned(), code))
        );
        let odd = RegistrationDraft {
            name: Bilingual::new("a\u{202E}b", "x".repeat(101)),
            email: "nobody".into(),
            ..draft()
        };
        let all = [
            ("name_ar", "invisible-character"),
            ("name_en", "too-long"),
            ("email", "email-form"),
        ];
        assert_eq!(
            faults(&odd),
            all.map(|(field, code)| (field.to_owned(), code))
        );
    }

    #[test]
    fn seats_of_delegations_are_open_to_all_from_the_day_of_their_release() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let released = day("2026-11-10");
        assert_eq!(open_seats(180, 50, released, day("2026-11-09")), 130);
        assert_eq!(open_seats(180, 50, released, released), 180);
        assert_eq!(open_seats(10, 50, released, day("2026-11-09")), 0);
    }

    #[test]
    fn a_forum_lasts_from_midnight_to_midnight_where_it_is() {
        let days: Vec<NaiveDate> = ["2026-12-01", "2026-12-02"]
            .map(|day| day.parse().unwrap())
            .to_vec();
        let (starts, ends) = bounds(&days, chrono_tz::Asia::Bahrain).unwrap();
        assert_eq!(starts.to_rfc3339(), "2026-11-30T21:00:00+00:00");
        assert_eq!(ends.to_rfc3339(), "2026-12-02T21:00:00+00:00");
        assert_eq!(bounds(&[], chrono_tz::UTC), None);
    }
}
