use chrono::NaiveTime;

use super::super::{AttendanceMark, SessionTimes, credited_minutes};
use super::*;

const SETTINGS: AttendanceSettings = AttendanceSettings {
    late_grace_minutes: 10,
    excused_cap_percent: 10,
};

fn lb10() -> SessionTimes {
    let time = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap();
    SessionTimes::from_times(time(8), time(11), &[]).unwrap()
}

fn taken(session: &SessionTimes, mark: AttendanceMark) -> TakenSession {
    let credit = credited_minutes(session, mark, &SETTINGS).unwrap();
    TakenSession {
        credit,
        is_mandatory: false,
    }
}

fn minutes(count: i64) -> MinuteThousandths {
    MinuteThousandths::from_minutes(count)
}

const ON_TIME: AttendanceMark = AttendanceMark::Present { minutes_late: 0 };

fn earlier(on: &str, minutes: i64, lab: Option<&'static str>) -> EarlierSession<&'static str> {
    EarlierSession {
        on: on.parse().unwrap(),
        minutes,
        lab,
    }
}

#[test]
fn opening_minutes_count_sessions_before_the_day_and_each_lab_once() {
    let sessions = [
        earlier("2026-09-06", 70, None),
        earlier("2026-09-06", 240, None),
        earlier("2026-09-14", 150, Some("LB01")),
        earlier("2026-09-15", 150, Some("LB01")),
        // Lengths that differ: the first one held counts.
        earlier("2026-09-22", 200, Some("LB02")),
        earlier("2026-09-21", 180, Some("LB02")),
        earlier("2026-11-14", 30, None),
        earlier("2026-11-15", 1_000, None),
        earlier("2026-11-15", 180, Some("LB10")),
        earlier("2026-11-16", 180, Some("LB10")),
    ];
    let as_of = "2026-11-15".parse().unwrap();
    assert_eq!(
        opening_planned_minutes(as_of, sessions),
        70 + 240 + 150 + 180 + 30
    );
    assert_eq!(opening_planned_minutes::<u8>(as_of, []), 0);
}

#[test]
fn eighty_four_percent_and_half_an_hour_late_is_83_99() {
    let opening = OpeningRecord::new(6_480 + 1_620 + 70, 84).unwrap();
    let before = AttendanceFigure::new(Some(opening), &[], minutes(0), &SETTINGS);
    assert_eq!(before.share().unwrap().percent_text(), "84.00");
    assert!(!before.is_below(84) && before.is_below(85));
    let lab = taken(&lb10(), AttendanceMark::Present { minutes_late: 30 });
    let after = AttendanceFigure::new(Some(opening), &[lab], minutes(0), &SETTINGS);
    assert_eq!(after.credited.to_string(), "7012.8");
    assert_eq!(after.planned, minutes(8_350));
    let share = after.share().unwrap();
    assert_eq!(
        (share.part(), share.whole()),
        (after.credited, minutes(8_350))
    );
    assert_eq!(share.percent_text(), "83.99");
    assert!(after.is_below(84) && !after.is_below(83));
}

#[test]
fn an_opening_percentage_outside_its_range_is_refused() {
    for percent in [-1, 101] {
        assert_eq!(
            OpeningRecord::new(8_170, percent),
            Err(AttendanceFault::PercentOutOfRange)
        );
    }
    for percent in [0, 100] {
        assert!(OpeningRecord::new(8_170, percent).is_ok());
    }
}

#[test]
fn excused_minutes_leave_both_sides_up_to_a_tenth_of_the_planned() {
    let ten_hours = OpeningRecord::new(1_620, 50).unwrap();
    let figure = |marks: &[AttendanceMark]| {
        let sessions: Vec<_> = marks.iter().map(|mark| taken(&lb10(), *mark)).collect();
        AttendanceFigure::new(Some(ten_hours), &sessions, minutes(0), &SETTINGS)
    };
    // 180 of 1,800 planned minutes are exactly the cap: 810 of 1,620.
    let at_cap = figure(&[AttendanceMark::Excused]).share().unwrap();
    assert_eq!(
        (at_cap.part(), at_cap.whole()),
        (minutes(810), minutes(1_620))
    );
    // 360 of 1,980: 198 leave, 162 count as not attended.
    let beyond = figure(&[AttendanceMark::Excused, AttendanceMark::Excused]);
    assert_eq!(beyond.excused, minutes(360));
    assert_eq!(beyond.share().unwrap().whole(), minutes(1_980 - 198));
    assert_eq!(beyond.share().unwrap().part(), minutes(810));
    // An absence leaves nothing.
    let absent = figure(&[AttendanceMark::Absent]).share().unwrap();
    assert_eq!(
        (absent.part(), absent.whole()),
        (minutes(810), minutes(1_800))
    );
}

#[test]
fn nothing_held_yet_is_no_percentage_and_not_below_any() {
    let empty = AttendanceFigure::new(None, &[], minutes(180), &SETTINGS);
    assert_eq!(empty.share(), None);
    assert!(!empty.is_below(100));
    assert!(!empty.completes(80));
    let maximum = empty.maximum_achievable().unwrap();
    assert_eq!(maximum.percent_text(), "100.00");
    let nothing = AttendanceFigure::new(None, &[], minutes(0), &SETTINGS);
    assert_eq!(nothing.maximum_achievable(), None);
}

#[test]
fn the_maximum_counts_what_remains_as_attended() {
    let opening = OpeningRecord::new(800, 50).unwrap();
    let figure = AttendanceFigure::new(Some(opening), &[], minutes(200), &SETTINGS);
    let maximum = figure.maximum_achievable().unwrap();
    assert_eq!(
        (maximum.part(), maximum.whole()),
        (minutes(600), minutes(1_000))
    );
    assert_eq!(maximum.percent_text(), "60.00");
    assert_eq!(figure.share().unwrap().percent_text(), "50.00");
    // The cap on excuses grows with what is planned: 180 excused of 800 + 180 leave 98 now, 118 by the end.
    let excused = taken(&lb10(), AttendanceMark::Excused);
    let figure = AttendanceFigure::new(Some(opening), &[excused], minutes(200), &SETTINGS);
    assert_eq!(figure.share().unwrap().whole(), minutes(980 - 98));
    let maximum = figure.maximum_achievable().unwrap();
    assert_eq!(
        (maximum.part(), maximum.whole()),
        (minutes(600), minutes(1_180 - 118))
    );
}

#[test]
fn completion_needs_the_percentage_and_every_mandatory_session() {
    let with = |mark, is_mandatory| {
        let mut sessions = vec![taken(&lb10(), ON_TIME); 9];
        sessions.push(TakenSession {
            is_mandatory,
            ..taken(&lb10(), mark)
        });
        AttendanceFigure::new(None, &sessions, minutes(0), &SETTINGS)
    };
    assert!(with(AttendanceMark::Absent, false).completes(80));
    assert!(with(AttendanceMark::Absent, false).completes(90));
    assert!(!with(AttendanceMark::Absent, false).completes(91));
    assert!(with(ON_TIME, true).completes(80));
    for mark in [
        AttendanceMark::Absent,
        AttendanceMark::Excused,
        AttendanceMark::Present { minutes_late: 91 },
    ] {
        assert_eq!(with(mark, true).mandatory_missed, 1, "{mark:?}");
        assert!(!with(mark, true).completes(80), "{mark:?}");
    }
    let late = AttendanceMark::Present { minutes_late: 90 };
    assert_eq!(with(late, true).mandatory_missed, 0);
}
