//! A crowd: a cohort of test fellows and lab sessions with one seat each, as a programme file.

use crate::SAMPLE;
use chrono::{Datelike, Days, NaiveDate, Weekday};
use std::fmt::Write;

/// How many fellows and one-seat sessions the crowd has.
pub const FELLOWS: usize = 200;
pub const SESSIONS: usize = 50;

/// The code of a fellow of the crowd, from 1.
pub fn fellow(number: usize) -> String {
    format!("fe.x{number:03}")
}

/// The code of a session of the crowd, from 1.
pub fn session(number: usize) -> String {
    format!("DTF-2027-X-LB10-{number}")
}

/// The sample programme with a third cohort.
pub fn programme() -> String {
    let text = SAMPLE.replacen("\nvenues:\n", &[&people(), "\nvenues:\n"].concat(), 1);
    let text = text.replacen("\nscenarios:\n", &[&cohort(), "\nscenarios:\n"].concat(), 1);
    let totals = [
        ("  cohorts: 2\n", "  cohorts: 3\n"),
        ("  fellows: 22\n", "  fellows: 222\n"),
        ("  lab_sessions: 51\n", "  lab_sessions: 101\n"),
    ];
    totals
        .iter()
        .fold(text, |text, (sample, own)| text.replacen(sample, own, 1))
}

fn people() -> String {
    let mut text = String::new();
    for number in 1..=FELLOWS {
        let code = fellow(number);
        write!(
            text,
            "\n- id: {code}\n  sample: true\n  name:\n    en: Test Fellow {number}\n    ar: زميل تجريبي {number}\n  email: {code}@example.org\n  role: fellow\n  organisation: TUN-DG\n  preferred_locale: ar"
        )
        .unwrap();
    }
    text
}

fn cohort() -> String {
    let starts = NaiveDate::from_ymd_opt(2027, 7, 4).unwrap();
    let mut text = "\n- id: DTF-2027-X\n  programme: DTF\n  title:\n    en: Crowd\n    ar: دفعة الاختبار\n  status: running\n  starts_on: '2027-07-04'\n  ends_on: '2027-10-03'\n  closing_on: '2027-10-03'\n  seat_limit: 200\n  fellows:".to_owned();
    for number in 1..=FELLOWS {
        write!(
            text,
            "\n  - person: {}\n    mentor: me.hassan\n    sponsor_org: TUN-DG",
            fellow(number)
        )
        .unwrap();
    }
    text += "\n  holidays: []\n  weeks:";
    for week in 1..=13 {
        let from = starts + Days::new(7 * (week - 1));
        let to = from + Days::new(4);
        write!(text, "\n  - week: {week}\n    from: '{from}'\n    to: '{to}'\n    theme:\n      en: Week {week}\n      ar: الأسبوع {week}\n    modules:\n    - MC10").unwrap();
    }
    text += "\n  contact_sessions: []\n  other_sessions: []\n  lab_sessions:";
    let working = starts
        .iter_days()
        .filter(|day| !matches!(day.weekday(), Weekday::Fri | Weekday::Sat));
    for (number, day) in (1..=SESSIONS).zip(working) {
        let code = session(number);
        write!(text, "\n  - id: {code}\n    lab: LB10\n    date: '{day}'\n    start: 08:00\n    seats: 1\n    lead: tr.yusuf").unwrap();
    }
    text
}
