use chrono::{Datelike, NaiveDate, Weekday};
use chrono_tz::Africa::Tunis;
use chrono_tz::Asia::Bahrain;
use chrono_tz::Europe::Bratislava;

use super::*;

/// A local time such as `2026-11-15T07:30`.
fn at(zone: Tz, local: &str) -> DateTime<Utc> {
    let local = format!("{local}:00").parse::<NaiveDateTime>().unwrap();
    zone.from_local_datetime(&local).single().unwrap().to_utc()
}

fn local(zone: Tz, instant: DateTime<Utc>) -> String {
    let local = instant.with_timezone(&zone);
    assert_eq!(local.format("%S%.f").to_string(), "00", "a whole minute");
    local.format("%a %Y-%m-%dT%H:%M").to_string()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn friday_saturday(date: NaiveDate) -> bool {
    matches!(date.weekday(), Weekday::Fri | Weekday::Sat)
}

fn saturday_sunday(date: NaiveDate) -> bool {
    matches!(date.weekday(), Weekday::Sat | Weekday::Sun)
}

type RestDay = dyn Fn(NaiveDate) -> bool + Send + Sync;

fn quiet(zone: Tz, is_rest_day: &RestDay) -> QuietRules<'_> {
    QuietRules {
        zone,
        is_rest_day,
        hours: QuietHours::default(),
        ramadan: &[],
    }
}

const LAB: [&str; 3] = ["-P3D", "-P1D", "-PT2H"];

/// Plans for an occurrence in Bahrain and shows the moments in the recipient's zone.
fn planned(created: &str, starts: &str, offsets: &[&str], quiet: &QuietRules<'_>) -> Vec<String> {
    let occurrence = Occurrence {
        starts_at: at(Bahrain, starts),
        zone: Bahrain,
        created_at: at(Bahrain, created),
    };
    let offsets: Vec<_> = offsets
        .iter()
        .map(|text| Offset::parse(text).unwrap())
        .collect();
    let planned = plan(&occurrence, &offsets, quiet);
    planned
        .iter()
        .map(|planned| {
            format!(
                "{} {}",
                local(quiet.zone, planned.send_at),
                planned.from_offset
            )
        })
        .collect()
}

#[test]
fn a_lab_booked_on_sunday_morning_is_reminded_of_as_the_plan_says() {
    let quiet = quiet(Bahrain, &friday_saturday);
    let lab = |starts| planned("2026-11-15T07:30", starts, &LAB, &quiet);
    // LB10-1, LB10-3 and LB10-4.
    assert_eq!(
        lab("2026-11-16T08:00"),
        ["Sun 2026-11-15T08:00 -P1D", "Sun 2026-11-15T19:59 -PT2H"]
    );
    assert_eq!(
        lab("2026-11-18T08:00"),
        [
            "Sun 2026-11-15T08:00 -P3D",
            "Tue 2026-11-17T08:00 -P1D",
            "Tue 2026-11-17T19:59 -PT2H"
        ]
    );
    assert_eq!(lab("2026-11-15T08:00"), [""; 0]);
}

#[test]
fn two_reminders_on_one_moment_are_one_letter() {
    // A lab on Sunday: both the day before (Saturday) and two hours before (06:00) fall back to Thursday evening.
    let quiet = quiet(Bahrain, &friday_saturday);
    let sunday = planned("2026-11-15T07:30", "2026-11-22T08:00", &LAB, &quiet);
    assert_eq!(
        sunday,
        ["Thu 2026-11-19T08:00 -P3D", "Thu 2026-11-19T19:59 -PT2H"]
    );
}

#[test]
fn what_is_past_before_or_after_the_move_is_skipped() {
    let quiet = quiet(Bahrain, &friday_saturday);
    let monday = |created| planned(created, "2026-11-16T08:00", &LAB, &quiet);
    assert_eq!(
        monday("2026-11-15T08:00"),
        ["Sun 2026-11-15T08:00 -P1D", "Sun 2026-11-15T19:59 -PT2H"]
    );
    assert_eq!(monday("2026-11-15T08:01"), ["Sun 2026-11-15T19:59 -PT2H"]);
    assert_eq!(monday("2026-11-15T19:59"), ["Sun 2026-11-15T19:59 -PT2H"]);
    assert_eq!(monday("2026-11-15T20:00"), [""; 0]);
    assert_eq!(
        monday("2026-11-16T06:30"),
        [""; 0],
        "not sent at once either"
    );
}

#[test]
fn a_recipient_in_tunis_rests_on_sunday_and_sleeps_by_the_clock_of_tunis() {
    let quiet = quiet(Tunis, &saturday_sunday);
    // Monday 08:00 in Bahrain is 06:00 in Tunis; a day before is Sunday 06:00, two hours before Monday 04:00.
    let monday = planned("2026-11-11T12:00", "2026-11-16T08:00", &LAB, &quiet);
    assert_eq!(
        monday,
        ["Thu 2026-11-12T19:59 -P3D", "Fri 2026-11-13T19:59 -PT2H"]
    );
    // At 14:00 in Bahrain it is 12:00 there, and only Sunday moves.
    let afternoon = planned("2026-11-11T12:00", "2026-11-16T14:00", &LAB, &quiet);
    let expected = [
        "Fri 2026-11-13T12:00 -P3D",
        "Fri 2026-11-13T19:59 -P1D",
        "Mon 2026-11-16T10:00 -PT2H",
    ];
    assert_eq!(afternoon, expected);
}

#[test]
fn a_holiday_is_quiet_all_day() {
    let is_rest_day = |date| friday_saturday(date) || date == day("2026-12-16");
    let quiet = quiet(Bahrain, &is_rest_day);
    let thursday = planned("2026-12-10T09:00", "2026-12-17T08:00", &LAB, &quiet);
    assert_eq!(
        thursday,
        ["Mon 2026-12-14T08:00 -P3D", "Tue 2026-12-15T19:59 -PT2H"]
    );
    assert!(quiet.is_quiet(at(Bahrain, "2026-12-16T12:00")));
    let later = quiet.moved_later(at(Bahrain, "2026-12-16T12:00"));
    assert_eq!(local(Bahrain, later), "Thu 2026-12-17T07:00");
}

#[test]
fn afternoons_of_ramadan_are_quiet_from_fifteen_oclock() {
    let ramadan = [(day("2027-02-08"), day("2027-03-09"))];
    let quiet = QuietRules {
        ramadan: &ramadan,
        ..quiet(Bahrain, &friday_saturday)
    };
    let cases = [
        ("2027-02-07T15:00", false), // the day before
        ("2027-02-08T14:59", false),
        ("2027-02-08T15:00", true),
        ("2027-03-09T19:59", true), // the last day
        ("2027-03-10T19:59", false),
    ];
    for (instant, is_quiet) in cases {
        assert_eq!(quiet.is_quiet(at(Bahrain, instant)), is_quiet, "{instant}");
    }
    let monday = planned("2027-02-08T09:00", "2027-02-15T08:00", &LAB, &quiet);
    assert_eq!(
        monday,
        [
            "Thu 2027-02-11T14:59 -P3D",
            "Sun 2027-02-14T08:00 -P1D",
            "Sun 2027-02-14T14:59 -PT2H"
        ]
    );
    let later = quiet.moved_later(at(Bahrain, "2027-02-11T16:00"));
    assert_eq!(local(Bahrain, later), "Sun 2027-02-14T07:00");
}

#[test]
fn quiet_begins_at_twenty_oclock_inclusive_and_ends_at_seven() {
    let quiet = quiet(Bahrain, &friday_saturday);
    let cases = [
        (
            "2026-11-16T06:59",
            true,
            "Sun 2026-11-15T19:59",
            "Mon 2026-11-16T07:00",
        ),
        (
            "2026-11-16T07:00",
            false,
            "Mon 2026-11-16T07:00",
            "Mon 2026-11-16T07:00",
        ),
        (
            "2026-11-16T19:59",
            false,
            "Mon 2026-11-16T19:59",
            "Mon 2026-11-16T19:59",
        ),
        (
            "2026-11-16T20:00",
            true,
            "Mon 2026-11-16T19:59",
            "Tue 2026-11-17T07:00",
        ),
        (
            "2026-11-17T00:00",
            true,
            "Mon 2026-11-16T19:59",
            "Tue 2026-11-17T07:00",
        ),
        (
            "2026-11-20T12:00",
            true,
            "Thu 2026-11-19T19:59",
            "Sun 2026-11-22T07:00",
        ),
        (
            "2026-11-19T20:00",
            true,
            "Thu 2026-11-19T19:59",
            "Sun 2026-11-22T07:00",
        ),
    ];
    for (instant, is_quiet, earlier, later) in cases {
        let instant = at(Bahrain, instant);
        assert_eq!(quiet.is_quiet(instant), is_quiet, "{instant}");
        let moved = quiet.moved_earlier(instant).unwrap();
        assert_eq!(local(Bahrain, moved), earlier, "{instant}");
        assert_eq!(
            local(Bahrain, quiet.moved_later(instant)),
            later,
            "{instant}"
        );
    }
}

#[test]
fn a_moved_moment_is_permitted_and_lies_on_the_right_side() {
    let ramadan = [(day("2027-02-08"), day("2027-03-09"))];
    for (zone, weekend) in [
        (Bahrain, &friday_saturday as &RestDay),
        (Tunis, &saturday_sunday),
        (Bratislava, &saturday_sunday),
    ] {
        let quiet = QuietRules {
            ramadan: &ramadan,
            ..quiet(zone, weekend)
        };
        let mut instant = at(Bahrain, "2027-02-01T00:07");
        while instant < at(Bahrain, "2027-04-05T00:00") {
            let earlier = quiet.moved_earlier(instant).unwrap();
            let later = quiet.moved_later(instant);
            assert!(
                !quiet.is_quiet(earlier) && !quiet.is_quiet(later),
                "{instant}"
            );
            assert!(earlier <= instant && instant <= later, "{instant}");
            assert_eq!(earlier == instant, !quiet.is_quiet(instant), "{instant}");
            assert_eq!(later == instant, !quiet.is_quiet(instant), "{instant}");
            instant += chrono::TimeDelta::minutes(23);
        }
    }
}

#[test]
fn days_keep_the_time_of_day_over_a_change_of_clocks_and_hours_do_not() {
    let from = |text: &str, starts: &str| {
        let offset = Offset::parse(text).unwrap();
        local(
            Bratislava,
            offset.from(at(Bratislava, starts), Bratislava).unwrap(),
        )
    };
    // Clocks go forward on Sunday 28 March 2027 at 02:00 and back on Sunday 31 October 2027 at 03:00.
    assert_eq!(from("-P1D", "2027-03-28T10:00"), "Sat 2027-03-27T10:00");
    assert_eq!(from("-PT24H", "2027-03-28T10:00"), "Sat 2027-03-27T09:00");
    assert_eq!(from("-P1D", "2027-10-31T10:00"), "Sat 2027-10-30T10:00");
    assert_eq!(from("-PT24H", "2027-10-31T10:00"), "Sat 2027-10-30T11:00");
    assert_eq!(from("+P1D", "2027-03-27T14:00"), "Sun 2027-03-28T14:00");
    assert_eq!(from("-P1DT2H", "2027-03-29T04:00"), "Sun 2027-03-28T01:00");
    // 02:30 does not exist on 28 March; it is read with the offset before the change.
    assert_eq!(from("-P1D", "2027-03-29T02:30"), "Sun 2027-03-28T03:30");
    // 02:30 happens twice on 31 October; the first is taken, and an offset of hours alone stays exact.
    let twice = Bratislava.from_local_datetime(&"2027-10-31T02:30:00".parse().unwrap());
    let (first, second) = (
        twice.earliest().unwrap().to_utc(),
        twice.latest().unwrap().to_utc(),
    );
    let next_day = at(Bratislava, "2027-11-01T02:30");
    assert_eq!(
        Offset::parse("-P1D").unwrap().from(next_day, Bratislava),
        Some(first)
    );
    assert_eq!(
        Offset::parse("PT0S").unwrap().from(second, Bratislava),
        Some(second)
    );
}

#[test]
fn quiet_hours_follow_the_clock_on_the_wall_over_a_change() {
    let quiet = quiet(Bratislava, &|_| false);
    let early = at(Bratislava, "2027-03-28T06:30");
    assert_eq!(
        local(Bratislava, quiet.moved_earlier(early).unwrap()),
        "Sat 2027-03-27T19:59"
    );
    assert_eq!(
        local(Bratislava, quiet.moved_later(early)),
        "Sun 2027-03-28T07:00"
    );
    // The autumn night is an hour longer: 19:59 to 07:00 spans twelve hours and a minute.
    let night = at(Bratislava, "2027-10-31T05:00");
    let evening = quiet.moved_earlier(night).unwrap();
    let morning = quiet.moved_later(night);
    assert_eq!((morning - evening).num_minutes(), 12 * 60 + 1);
}

#[test]
fn letters_after_the_event_move_later() {
    let quiet = quiet(Bahrain, &friday_saturday);
    let due = ["-P5D", "-P1D", "+P1D"];
    // Due on Thursday 14:00: the day after is a Friday.
    let thursday = planned("2026-11-15T07:30", "2026-11-19T14:00", &due, &quiet);
    assert_eq!(
        thursday,
        ["Wed 2026-11-18T14:00 -P1D", "Sun 2026-11-22T07:00 +P1D"]
    );
    // Friday 14:00 is past on Saturday, although its Sunday morning is not (rule 70).
    let on_saturday = planned("2026-11-21T09:00", "2026-11-19T14:00", &due, &quiet);
    assert_eq!(on_saturday, [""; 0]);
    // Created with the occurrence itself, at night.
    let issued = planned("2026-11-18T22:00", "2026-11-18T22:00", &["PT0S"], &quiet);
    assert_eq!(issued, ["Thu 2026-11-19T07:00 PT0S"]);
    let by_day = planned("2026-11-18T12:00", "2026-11-18T12:00", &["PT0S"], &quiet);
    assert_eq!(by_day, ["Wed 2026-11-18T12:00 PT0S"]);
}

#[test]
fn only_ordinary_letters_wait_for_the_morning() {
    let quiet = quiet(Bahrain, &friday_saturday);
    let night = at(Bahrain, "2026-11-16T23:00");
    let sent = |haste| local(Bahrain, letter_send_at(night, haste, &quiet));
    assert_eq!(sent(Haste::Ordinary), "Tue 2026-11-17T07:00");
    assert_eq!(sent(Haste::Urgent), "Mon 2026-11-16T23:00");
    assert_eq!(sent(Haste::JustAsked), "Mon 2026-11-16T23:00");
}

#[test]
fn a_calendar_that_never_works_plans_no_reminder_and_holds_no_letter() {
    let quiet = quiet(Bahrain, &|_| true);
    let noon = at(Bahrain, "2026-11-16T12:00");
    assert_eq!(quiet.moved_earlier(noon), None);
    assert_eq!(quiet.moved_later(noon), noon);
    assert_eq!(
        planned("2026-11-01T07:30", "2026-11-16T08:00", &LAB, &quiet),
        [""; 0]
    );
}
