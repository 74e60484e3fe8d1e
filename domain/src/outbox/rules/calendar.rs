//! Calendar files (RFC 5545), as letters carry them and as the page of a ticket gives them.

use super::CalendarData;
use crate::bilingual::Language;
use chrono::{DateTime, Days, NaiveDate, Utc};
use icalendar::{Calendar, Class, Component, Event, EventLike, EventStatus, Property};

/// What the file is called.
pub const CALENDAR_FILE: &str = "forum.ics";
pub const CALENDAR_TYPE: &str = "text/calendar; charset=utf-8";

/// The days as a calendar file in one language. Days that follow on one another are one entry, from the first to the
/// day after the last, as RFC 5545 counts whole days. `built_at` is its DTSTAMP; `link` leads to the ticket.
pub fn file(
    data: &CalendarData,
    language: Language,
    built_at: DateTime<Utc>,
    link: &str,
) -> String {
    let mut calendar = Calendar::empty();
    calendar
        .append_property(Property::new("VERSION", "2.0"))
        .append_property(Property::new("PRODID", "-//Zamala//Zamala//EN"))
        .append_property(Property::new("CALSCALE", "GREGORIAN"));
    for (ordinal, (first, last)) in (1..).zip(runs(&data.days)) {
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
        calendar.push(event.done());
    }
    calendar.to_string()
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
