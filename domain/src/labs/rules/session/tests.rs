use super::*;

const SETTINGS: AttendanceSettings = AttendanceSettings {
    late_grace_minutes: 10,
    excused_cap_percent: 10,
};

fn time(text: &str) -> NaiveTime {
    format!("{text}:00").parse().unwrap()
}

fn session(starts: &str, ends: &str, breaks: &[(&str, &str)]) -> SessionTimes {
    try_session(starts, ends, breaks).unwrap()
}

fn try_session(
    starts: &str,
    ends: &str,
    breaks: &[(&str, &str)],
) -> Result<SessionTimes, AttendanceFault> {
    let breaks: Vec<_> = breaks
        .iter()
        .map(|(start, end)| (time(start), time(end)))
        .collect();
    SessionTimes::from_times(time(starts), time(ends), &breaks)
}

fn lb10() -> SessionTimes {
    session("08:00", "11:00", &[])
}

fn late(
    session: &SessionTimes,
    minutes_late: i32,
) -> Result<(String, AttendanceOutcome), AttendanceFault> {
    let mark = AttendanceMark::Present { minutes_late };
    let credit = credited_minutes(session, mark, &SETTINGS)?;
    Ok((credit.credited.to_string(), credit.outcome))
}

fn minutes(count: i64) -> MinuteThousandths {
    MinuteThousandths::from_minutes(count)
}

#[test]
fn late_begins_after_ten_minutes_and_counts_from_the_arrival() {
    use AttendanceOutcome::{Attended, Late, MissedMoreThanHalf};
    let cases = [
        (0, "180", Attended),
        (10, "180", Attended),
        (11, "169", Late),
        (30, "150", Late),
        (90, "90", Late),
        (91, "0", MissedMoreThanHalf),
        (180, "0", MissedMoreThanHalf),
    ];
    for (minutes_late, credited, outcome) in cases {
        assert_eq!(
            late(&lb10(), minutes_late),
            Ok((credited.to_owned(), outcome)),
            "{minutes_late}"
        );
    }
}

#[test]
fn an_impossible_lateness_is_refused() {
    assert_eq!(late(&lb10(), -1), Err(AttendanceFault::NegativeLateness));
    let fault = AttendanceFault::LaterThanSession {
        length_minutes: 180,
    };
    assert_eq!(late(&lb10(), 181), Err(fault));
    assert_eq!(
        fault.to_string(),
        "the session lasts 180 minutes; nobody can be later than that"
    );
}

#[test]
fn breaks_are_never_credited() {
    // MC01-C1 of the sample: 255 minutes with 15 of prayer from minute 180 to 195.
    let lecture = session("08:30", "12:45", &[("11:30", "11:45")]);
    assert_eq!(lecture.planned(), minutes(240));
    assert_eq!(lecture.length_minutes(), 255);
    assert_eq!(
        late(&lecture, 20),
        Ok(("220".into(), AttendanceOutcome::Late))
    );
    assert_eq!(
        late(&lecture, 120),
        Ok(("120".into(), AttendanceOutcome::Late))
    );
    assert_eq!(
        late(&lecture, 121).map(|(_, outcome)| outcome),
        Ok(AttendanceOutcome::MissedMoreThanHalf)
    );
    // Arriving before, within and after a break at the beginning.
    let early_break = session("08:00", "10:00", &[("08:15", "08:30"), ("08:20", "08:35")]);
    assert_eq!(early_break.planned(), minutes(100));
    for (minutes_late, credited) in [(12, "88"), (15, "85"), (25, "85"), (35, "85"), (36, "84")] {
        let expected = Ok((credited.to_owned(), AttendanceOutcome::Late));
        assert_eq!(
            late(&early_break, minutes_late),
            expected,
            "{minutes_late} late"
        );
    }
}

#[test]
fn half_of_the_session_is_measured_outside_breaks() {
    // 100 credited minutes behind 60 of break: arriving at minute 110 of 160 misses exactly half.
    let odd = session("08:00", "10:40", &[("08:50", "09:50")]);
    assert_eq!(late(&odd, 110), Ok(("50".into(), AttendanceOutcome::Late)));
    assert_eq!(
        late(&odd, 111),
        Ok(("0".into(), AttendanceOutcome::MissedMoreThanHalf))
    );
}

#[test]
fn absent_and_excused_earn_nothing_and_stay_distinct() {
    let outcome = |mark| {
        credited_minutes(&lb10(), mark, &SETTINGS)
            .map(|credit| (credit.credited, credit.planned, credit.outcome))
    };
    assert_eq!(
        outcome(AttendanceMark::Absent),
        Ok((minutes(0), minutes(180), AttendanceOutcome::Absent))
    );
    assert_eq!(
        outcome(AttendanceMark::Excused),
        Ok((minutes(0), minutes(180), AttendanceOutcome::Excused))
    );
}

#[test]
fn a_session_that_makes_no_sense_is_refused() {
    let cases = [
        (
            try_session("08:00", "08:00", &[]),
            AttendanceFault::EndsBeforeStart,
        ),
        (
            try_session("08:00", "07:00", &[]),
            AttendanceFault::EndsBeforeStart,
        ),
        (
            try_session("08:00", "09:00", &[("08:30", "08:30")]),
            AttendanceFault::EndsBeforeStart,
        ),
        (
            try_session("08:00", "09:00", &[("07:50", "08:10")]),
            AttendanceFault::BreakOutsideSession,
        ),
        (
            try_session("08:00", "09:00", &[("08:50", "09:01")]),
            AttendanceFault::BreakOutsideSession,
        ),
        (
            try_session("08:00", "09:00", &[("08:00", "09:00")]),
            AttendanceFault::NothingToAttend,
        ),
    ];
    for (result, fault) in cases {
        assert_eq!(result, Err(fault));
    }
}

#[test]
fn instants_and_local_times_give_the_same_session() {
    let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
    let (start, end) = (at("2026-09-06T05:30:00Z"), at("2026-09-06T09:45:00Z"));
    let prayer = (at("2026-09-06T08:30:00Z"), at("2026-09-06T08:45:00Z"));
    let expected = session("08:30", "12:45", &[("11:30", "11:45")]);
    assert_eq!(
        SessionTimes::from_instants(start, end, &[prayer]),
        Ok(expected)
    );
    let uneven = SessionTimes::from_instants(start, at("2026-09-06T09:45:01Z"), &[]);
    assert_eq!(uneven, Err(AttendanceFault::NotWholeMinutes));
}
