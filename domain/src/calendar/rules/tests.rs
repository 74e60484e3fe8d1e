use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn bahrain(holidays: &[(&str, bool)]) -> WorkingCalendar {
    let weekend = WeekendRule {
        days: vec![Weekday::Fri, Weekday::Sat],
        from: day("2006-09-01"),
        until: None,
    };
    let holidays = holidays.iter().map(|(on, is_confirmed)| Holiday {
        on: day(on),
        is_confirmed: *is_confirmed,
    });
    WorkingCalendar::new(vec![weekend], holidays)
}

#[test]
fn three_months_end_on_the_day_before_the_corresponding_date_or_with_the_month() {
    let cases = [
        ("2027-02-01", "2027-04-30"),
        ("2027-03-01", "2027-05-31"),
        ("2027-01-31", "2027-04-30"),
        ("2026-11-30", "2027-02-28"),
        ("2027-11-30", "2028-02-29"),
        ("2027-11-29", "2028-02-28"),
        ("2026-11-29", "2027-02-28"),
        ("2026-11-28", "2027-02-27"),
        ("2028-02-29", "2028-05-28"),
        ("2026-12-01", "2027-02-28"),
        ("2027-12-01", "2028-02-29"),
        ("2026-09-06", "2026-12-05"),
        ("2027-03-14", "2027-06-13"),
        ("2026-10-15", "2027-01-14"),
    ];
    for (start, last) in cases {
        assert_eq!(
            last_day_after_months(day(start), 3),
            day(last),
            "from {start}"
        );
    }
}

#[test]
fn months_are_added_to_the_original_start_and_not_chained() {
    let start = day("2027-01-31");
    let chained = last_day_after_months(last_day_after_months(start, 1).succ_opt().unwrap(), 1);
    assert_eq!(last_day_after_months(start, 1), day("2027-02-28"));
    assert_eq!(last_day_after_months(start, 2), day("2027-03-30"));
    assert_ne!(last_day_after_months(start, 2), chained);
}

#[test]
fn the_end_of_time_saturates() {
    assert_eq!(last_day_after_months(NaiveDate::MAX, 3), NaiveDate::MAX);
}

/// The same rule told without the calendar's month arithmetic: walk day by day; the stay is over on the first date whose
/// month lies beyond the target month, or lies in it with a day number that has reached the start's.
fn last_day_by_walking(start: NaiveDate, months: i32) -> NaiveDate {
    let month_number = |date: NaiveDate| date.year() * 12 + i32::try_from(date.month()).unwrap();
    let target = month_number(start) + months;
    let is_over = |date: &NaiveDate| {
        let month = month_number(*date);
        month > target || (month == target && date.day() >= start.day())
    };
    let first_day_outside = start.iter_days().find(is_over).unwrap();
    first_day_outside.pred_opt().unwrap()
}

#[test]
fn ten_years_of_starts_agree_with_walking_day_by_day() {
    let starts = day("2023-01-01").iter_days().take(3_653);
    let mut count = 0;
    for start in starts {
        for months in 1..=12 {
            let expected = last_day_by_walking(start, i32::try_from(months).unwrap());
            assert_eq!(
                last_day_after_months(start, months),
                expected,
                "{start} + {months}"
            );
            count += 1;
        }
    }
    assert_eq!(count, 3_653 * 12);
}

#[test]
fn a_working_day_is_neither_weekend_nor_confirmed_holiday() {
    let calendar = bahrain(&[
        ("2026-12-16", true),
        ("2027-05-16", false),
        ("2026-11-20", false),
        ("2026-11-27", true),
    ]);
    let holiday = |is_confirmed| DayKind::Holiday { is_confirmed };
    let cases = [
        ("2026-11-15", DayKind::Working, true),
        ("2026-11-19", DayKind::Working, true),
        ("2026-11-13", DayKind::Weekend, false),
        ("2026-11-14", DayKind::Weekend, false),
        ("2026-12-16", holiday(true), false),
        ("2027-05-16", holiday(false), true),
        // A provisional holiday never makes a Friday a working day, and a confirmed one shows by its own name.
        ("2026-11-20", DayKind::Weekend, false),
        ("2026-11-27", holiday(true), false),
    ];
    for (date, kind, is_working) in cases {
        assert_eq!(calendar.day_kind(day(date)), kind, "{date}");
        assert_eq!(calendar.is_working_day(day(date)), is_working, "{date}");
    }
}

#[test]
fn a_holiday_entered_twice_is_confirmed_when_either_entry_is() {
    for order in [[true, false], [false, true]] {
        let calendar = bahrain(&[("2026-12-16", order[0]), ("2026-12-16", order[1])]);
        assert!(!calendar.is_working_day(day("2026-12-16")));
    }
}

#[test]
fn a_weekend_rule_holds_only_between_its_dates_and_the_later_rule_wins() {
    let old = WeekendRule {
        days: vec![Weekday::Thu, Weekday::Fri],
        from: day("1990-01-01"),
        until: Some(day("2006-08-31")),
    };
    let new = WeekendRule {
        days: vec![Weekday::Fri, Weekday::Sat],
        from: day("2006-09-01"),
        until: None,
    };
    let trial = WeekendRule {
        days: vec![Weekday::Fri],
        from: day("2027-01-01"),
        until: Some(day("2027-01-31")),
    };
    let calendar = WorkingCalendar::new(vec![trial, new, old], []);
    assert!(
        calendar.is_working_day(day("1989-12-29")),
        "before every rule"
    );
    assert!(
        !calendar.is_working_day(day("2006-08-31")),
        "a Thursday, the old rule's last day"
    );
    assert!(
        calendar.is_working_day(day("2006-09-07")),
        "a Thursday under the new rule"
    );
    assert!(
        !calendar.is_working_day(day("2006-09-02")),
        "the first Saturday of the new rule"
    );
    assert!(
        calendar.is_working_day(day("2027-01-30")),
        "a Saturday during the trial"
    );
    assert!(
        !calendar.is_working_day(day("2027-02-06")),
        "a Saturday after the trial"
    );
}

#[test]
fn the_last_working_day_steps_back_over_weekend_and_holiday() {
    let calendar = bahrain(&[("2026-12-03", true)]);
    let last = |date| calendar.last_working_day_on_or_before(day(date));
    assert_eq!(last("2026-12-02"), Some(day("2026-12-02")));
    assert_eq!(last("2026-12-05"), Some(day("2026-12-02")));
    let first = |date| calendar.first_working_day_on_or_after(day(date));
    assert_eq!(first("2026-12-03"), Some(day("2026-12-06")));
    assert_eq!(first("2026-12-06"), Some(day("2026-12-06")));
}

#[test]
fn a_calendar_without_working_days_is_told_apart() {
    let never = WeekendRule {
        days: vec![
            Weekday::Mon,
            Weekday::Tue,
            Weekday::Wed,
            Weekday::Thu,
            Weekday::Fri,
            Weekday::Sat,
            Weekday::Sun,
        ],
        from: day("2000-01-01"),
        until: None,
    };
    let calendar = WorkingCalendar::new(vec![never], []);
    let date = day("2027-01-01");
    assert_eq!(calendar.last_working_day_on_or_before(date), None);
    assert_eq!(calendar.add_working_days(date, 1), None);
    let fault = NoWorkingDay {
        last_on: day("2027-03-31"),
    };
    assert_eq!(
        residency_end_with_working(date, 3, &calendar),
        Err(fault),
        "{fault}"
    );
}

#[test]
fn working_days_are_added_and_counted_without_the_day_they_start_from() {
    let calendar = bahrain(&[("2026-11-17", true)]);
    let add = |from, n| calendar.add_working_days(day(from), n);
    assert_eq!(
        add("2026-11-15", 0),
        Some(day("2026-11-15")),
        "Sunday itself"
    );
    assert_eq!(
        add("2026-11-14", 0),
        Some(day("2026-11-14")),
        "a Saturday stays"
    );
    assert_eq!(add("2026-11-15", 1), Some(day("2026-11-16")));
    assert_eq!(
        add("2026-11-15", 2),
        Some(day("2026-11-18")),
        "over the holiday"
    );
    assert_eq!(
        add("2026-11-15", 4),
        Some(day("2026-11-22")),
        "over the weekend"
    );
    assert_eq!(add("2026-11-14", 1), Some(day("2026-11-15")));
    assert_eq!(add("2026-11-22", -1), Some(day("2026-11-19")));
    let between = |from, to| calendar.working_days_between(day(from), day(to));
    assert_eq!(between("2026-11-15", "2026-11-15"), 0);
    assert_eq!(between("2026-11-12", "2026-11-14"), 0);
    assert_eq!(between("2026-11-15", "2026-11-22"), 4);
    assert_eq!(between("2026-11-22", "2026-11-15"), -4);
}

#[test]
fn counting_is_the_inverse_of_adding() {
    let calendar = bahrain(&[("2026-12-16", true), ("2026-12-17", true)]);
    for from in day("2026-12-01").iter_days().take(40) {
        for n in -30..=30 {
            let to = calendar.add_working_days(from, n).unwrap();
            assert_eq!(
                calendar.working_days_between(from, to),
                i64::from(n),
                "{from} + {n}"
            );
        }
    }
}

#[test]
fn the_closing_moves_earlier_and_the_end_does_not() {
    let working =
        residency_end_with_working(day("2026-09-06"), 3, &bahrain(&[("2026-12-01", true)]))
            .unwrap();
    let expected = ThreeMonthWorking {
        starts_on: day("2026-09-06"),
        months: 3,
        target_month_on: day("2026-12-01"),
        corresponding_on: Some(day("2026-12-06")),
        last_on: day("2026-12-05"),
        last_day_kind: DayKind::Weekend,
        closing_on: day("2026-12-03"),
        length_days: 91,
        working_days: 64,
    };
    assert_eq!(working, expected);
    assert!(working.has_moved_closing());
}

#[test]
fn a_short_month_has_no_corresponding_date_to_show() {
    let working = residency_end_with_working(day("2027-01-31"), 3, &bahrain(&[])).unwrap();
    assert_eq!(working.corresponding_on, None);
    assert_eq!(working.target_month_on, day("2027-04-01"));
    assert_eq!(working.last_on, day("2027-04-30"));
    assert_eq!(working.closing_on, day("2027-04-29"));
    let second = residency_end_with_working(day("2027-03-14"), 3, &bahrain(&[])).unwrap();
    assert_eq!(second.last_on, day("2027-06-13"));
    assert!(!second.has_moved_closing());
}
