//! Calendar files (RFC 5545): invitations and their withdrawals (RFC 5546), as letters carry them, and a plain file, as
//! the page of a ticket gives it.

use super::CalendarData;
use crate::bilingual::Language;
use chrono::{DateTime, Days, NaiveDate, Utc};
use icalendar::{Calendar, Class, Component, Event, EventLike, EventStatus, Property};

/// Of the file that the ticket's page gives.
pub const CALENDAR_TYPE: &str = "text/calendar; charset=utf-8";
const INVITATION_TYPE: &str = "text/calendar; charset=utf-8; method=REQUEST";
const WITHDRAWAL_TYPE: &str = "text/calendar; charset=utf-8; method=CANCEL";

/// Between whom an invitation goes: mail addresses. Nobody's name is in it.
#[derive(Clone, Copy, Debug)]
pub struct Parties<'a> {
    pub organizer: &'a str,
    pub attendee: &'a str,
}

/// What a file is called; most forums have one.
pub fn file_name(ordinal: usize) -> String {
    match ordinal {
        1 => "forum.ics".to_owned(),
        _ => format!("forum-{ordinal}.ics"),
    }
}

/// The media type of [`invitations`]: mail programs act on a file only when its method stands here too.
pub fn invitation_type(data: &CalendarData) -> &'static str {
    if data.is_cancelled {
        WITHDRAWAL_TYPE
    } else {
        INVITATION_TYPE
    }
}

/// The days as a calendar file in one language. Days that follow on one another are one entry, from the first to the
/// day after the last, as RFC 5545 counts whole days. `built_at` is its DTSTAMP; `link` leads to the ticket.
pub fn file(
    data: &CalendarData,
    language: Language,
    built_at: DateTime<Utc>,
    link: &str,
) -> String {
    let mut calendar = empty();
    for mut event in events(data, language, built_at, link) {
        calendar.push(event.done());
    }
    calendar.to_string()
}

/// The same as messages to one attendee who has accepted already, or the entries taken back: a file for each entry, as
/// RFC 5546 wants one name in a message.
pub fn invitations(
    data: &CalendarData,
    language: Language,
    built_at: DateTime<Utc>,
    (link, parties): (&str, &Parties<'_>),
) -> Vec<String> {
    let method = if data.is_cancelled {
        "CANCEL"
    } else {
        "REQUEST"
    };
    let message = |mut event: Event| {
        let attendee = Property::new("ATTENDEE", mailto(parties.attendee))
            .add_parameter("PARTSTAT", "ACCEPTED")
            .add_parameter("RSVP", "FALSE")
            .done();
        event
            .append_property(Property::new("ORGANIZER", mailto(parties.organizer)))
            .append_multi_property(attendee);
        let mut calendar = empty();
        calendar.append_property(Property::new("METHOD", method));
        calendar.push(event.done());
        calendar.to_string()
    };
    let events = events(data, language, built_at, link);
    events.into_iter().map(message).collect()
}

fn mailto(address: &str) -> String {
    ["mailto:", address].concat()
}

fn empty() -> Calendar {
    let mut calendar = Calendar::empty();
    calendar
        .append_property(Property::new("VERSION", "2.0"))
        .append_property(Property::new("PRODID", "-//Zamala//Zamala//EN"))
        .append_property(Property::new("CALSCALE", "GREGORIAN"));
    calendar
}

fn events(
    data: &CalendarData,
    language: Language,
    built_at: DateTime<Utc>,
    link: &str,
) -> Vec<Event> {
    let event = |(ordinal, (first, last)): (i32, (NaiveDate, NaiveDate))| {
        // The first entry bears the registration's own name: it is the only one of most forums.
        let uid = match ordinal {
            1 => data.uid.clone(),
            _ => data.uid.replacen('@', &format!("-{ordinal}@"), 1),
        };
        let status = if data.is_cancelled {
            EventStatus::Cancelled
        } else {
            EventStatus::Confirmed
        };
        let mut event = Event::new();
        event
            .uid(&uid)
            .timestamp(built_at)
            .sequence(data.sequence)
            .starts(first)
            .ends(last + Days::new(1))
            .summary(data.title.in_language(language))
            .class(Class::Private)
            .status(status)
            .add_property("TRANSP", "OPAQUE");
        if !data.is_cancelled {
            event.url(link);
        }
        event
    };
    (1..).zip(runs(&data.days)).map(event).collect()
}

/// First and last day of each run of days without a gap.
fn runs(days: &[NaiveDate]) -> Vec<(NaiveDate, NaiveDate)> {
    let mut runs: Vec<(NaiveDate, NaiveDate)> = Vec::new();
    for day in days {
        match runs.last_mut() {
            Some((_, last)) if *last + Days::new(1) == *day => *last = *day,
            _ => runs.push((*day, *day)),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bilingual::Bilingual;

    fn data(days: &[&str]) -> CalendarData {
        CalendarData {
            uid: "forum-1-reg-2@z.org".into(),
            sequence: 0,
            title: Bilingual::new(
                "منتدى البحرين السنوي للتوأمة الرقمية، دورة تجمع الدول الشريكة",
                "Forum; days, and more",
            ),
            days: days.iter().map(|day| day.parse().unwrap()).collect(),
            is_cancelled: false,
        }
    }

    fn written(data: &CalendarData, language: Language) -> String {
        let at = "2026-11-15T05:00:00Z".parse().unwrap();
        file(data, language, at, "https://z.org/ar/tickets/s")
    }

    #[test]
    fn days_that_follow_on_one_another_are_one_entry() {
        let file = written(&data(&["2026-12-01", "2026-12-02"]), Language::En);
        for line in [
            "BEGIN:VCALENDAR\r\n",
            "VERSION:2.0\r\n",
            "UID:forum-1-reg-2@z.org\r\n",
            "DTSTAMP:20261115T050000Z\r\n",
            "SEQUENCE:0\r\n",
            "DTSTART;VALUE=DATE:20261201\r\n",
            "DTEND;VALUE=DATE:20261203\r\n",
            "SUMMARY:Forum\\; days\\, and more\r\n",
            "STATUS:CONFIRMED\r\n",
            "URL:https://z.org/ar/tickets/s\r\n",
            "END:VCALENDAR\r\n",
        ] {
            assert!(file.contains(line), "{line} in {file}");
        }
        assert_eq!(file.matches("BEGIN:VEVENT").count(), 1);
        assert_eq!(file.matches("PRODID").count(), 1, "{file}");
    }

    #[test]
    fn a_gap_between_days_makes_entries_with_names_of_their_own() {
        let file = written(&data(&["2026-12-01", "2026-12-03"]), Language::En);
        assert!(file.contains("UID:forum-1-reg-2@z.org\r\n"), "{file}");
        assert!(file.contains("UID:forum-1-reg-2-2@z.org\r\n"), "{file}");
    }

    #[test]
    fn lines_have_75_bytes_at_most_and_end_as_they_should() {
        let file = written(&data(&["2026-12-01"]), Language::Ar);
        for line in file.split_terminator("\r\n") {
            assert!(line.len() <= 75 && !line.contains('\n'), "{line:?}");
        }
        let whole = file.replace("\r\n ", "");
        assert!(whole.contains("SUMMARY:منتدى البحرين"), "{whole}");
    }

    #[test]
    fn a_letter_carries_an_invitation_to_one_who_has_accepted_or_takes_it_back() {
        let at = "2026-11-15T05:00:00Z".parse().unwrap();
        let parties = Parties {
            organizer: "forum@z.org",
            attendee: "salma+forum@example.org",
        };
        let sent = |data: &CalendarData| {
            let how = ("https://z.org/ar/tickets/s", &parties);
            invitations(data, Language::En, at, how)
        };
        let days = data(&["2026-12-01", "2026-12-03"]);
        let withdrawn = CalendarData {
            sequence: 1,
            is_cancelled: true,
            ..days.clone()
        };
        for (data, method, status) in [
            (&days, "REQUEST", "CONFIRMED"),
            (&withdrawn, "CANCEL", "CANCELLED"),
        ] {
            let files = sent(data);
            assert_eq!(files.len(), 2, "a name of its own for each gap");
            for (file, uid) in files
                .iter()
                .zip(["forum-1-reg-2@z.org", "forum-1-reg-2-2@z.org"])
            {
                let whole = file.replace("\r\n ", "");
                for line in [
                    format!("METHOD:{method}\r\n"),
                    format!("STATUS:{status}\r\n"),
                    format!("UID:{uid}\r\n"),
                    "ORGANIZER:mailto:forum@z.org\r\n".into(),
                    "ATTENDEE;PARTSTAT=ACCEPTED;RSVP=FALSE:mailto:salma+forum@example.org\r\n"
                        .into(),
                ] {
                    assert_eq!(whole.matches(&line).count(), 1, "{line} in {whole}");
                }
                assert_eq!(whole.matches("ATTENDEE").count(), 1, "{whole}");
            }
            assert!(invitation_type(data).ends_with(&format!("; method={method}")));
        }
        let plain = written(&days, Language::En);
        assert!(
            !plain.contains("METHOD") && !plain.contains("ATTENDEE"),
            "{plain}"
        );
        assert_eq!(
            (file_name(1).as_str(), file_name(2).as_str()),
            ("forum.ics", "forum-2.ics")
        );
    }

    #[test]
    fn what_is_cancelled_keeps_its_name_and_says_so() {
        let cancelled = CalendarData {
            sequence: 1,
            is_cancelled: true,
            ..data(&["2026-12-01"])
        };
        let file = written(&cancelled, Language::En);
        assert!(
            file.contains("STATUS:CANCELLED") && file.contains("SEQUENCE:1"),
            "{file}"
        );
        assert!(
            file.contains("UID:forum-1-reg-2@z.org") && !file.contains("URL"),
            "{file}"
        );
    }
}
