use super::*;
use crate::{
    assessment::rules::MarkThousandths,
    labs::rules::{AttendanceSettings, OpeningRecord},
    reports::rules::{frozen, lines},
};
use chrono::NaiveDate;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn attendance(percent: i64) -> AttendanceFigure {
    let opening = OpeningRecord::new(1_000, percent).unwrap();
    let remaining = MinuteThousandths::from_minutes(1_000);
    AttendanceFigure::new(
        Some(opening),
        &[],
        remaining,
        &AttendanceSettings::default(),
    )
}

fn work(code: &str, due: &str, status: MarkStatus) -> WorkFacts {
    WorkFacts {
        code: code.into(),
        title: Bilingual::new("مهمة", "Work"),
        due_at: Some(at(due)),
        status,
    }
}

fn marked(percent: i64) -> MarkStatus {
    MarkStatus::Marked(MarkThousandths::from_percent(percent).unwrap())
}

fn lab(code: &str, start: &str, is_in_register: bool) -> LabFacts {
    LabFacts {
        code: code.into(),
        title: Bilingual::new("مختبر", "Lab"),
        starts_at: at(start),
        ends_at: at(start) + chrono::TimeDelta::hours(3),
        is_in_register,
        seats: 3,
        seats_taken: 2,
        waiting: 1,
        attended: 1,
    }
}

fn facts(name: &str) -> Facts {
    let fellow = |name: &str, percent, first, second| FellowFacts {
        name: Bilingual::new(name, name),
        country: "TKM".into(),
        country_name: Some(Bilingual::new("تركمانستان", "Turkmenistan")),
        attendance: attendance(percent),
        labs_attended: 1,
        work: vec![
            work("MC01", "2026-11-10T11:00:00Z", first),
            work("MC02", "2026-11-19T11:00:00Z", second),
        ],
    };
    Facts {
        number: 2,
        plan: None,
        cohort: CohortName {
            code: "A".into(),
            title: Bilingual::new("دفعة", "Cohort"),
            starts_on: NaiveDate::from_ymd_opt(2026, 9, 6).unwrap(),
            ends_on: NaiveDate::from_ymd_opt(2026, 12, 5).unwrap(),
            week: Some(11),
            weeks_count: 13,
        },
        as_of: at("2026-11-19T11:00:00Z"),
        zone: "Asia/Bahrain".into(),
        attendance_percent_min: 85,
        fellows: vec![
            fellow(name, 84, marked(80), MarkStatus::NotYetMarked),
            fellow("Sara", 91, MarkStatus::NotYetMarked, marked(85)),
            fellow("Omar", 85, marked(0), MarkStatus::Excused),
        ],
        labs: vec![
            lab("LB09-1", "2026-11-10T05:00:00Z", true),
            lab("LB10-1", "2026-11-16T05:00:00Z", false),
            lab("LB10-2", "2026-11-22T05:00:00Z", false),
        ],
        previous: None,
    }
}

/// A report of three fellows, of whom the first has this name.
pub(crate) fn report_with_name(name: &str) -> CohortReport {
    compose(&facts(name))
}

fn value(report: &CohortReport, code: &str) -> String {
    report
        .figure(code)
        .and_then(|own| own.value.clone())
        .unwrap()
}

#[test]
fn the_figures_are_those_of_the_lines_below_them() {
    let report = report_with_name("Leyla");
    let found = HEADLINE.map(|code| value(&report, code));
    // (84 + 91 + 85) ÷ 3 = 86.666…; (80 + 85 + 0) ÷ 3 = 55.
    let expected = [
        "3", "86.67", "1", "2", "6", "4", "1", "55.00", "3", "2", "3", "2", "1",
    ];
    assert_eq!(found, expected.map(str::to_owned));
    let behind: Vec<_> = report.fellows.iter().map(FellowLine::is_behind).collect();
    assert_eq!(behind, [true, true, false]);
    // Due at the very moment of the report is not past.
    assert_eq!(report.due.len(), 1);
    assert_eq!(
        (report.due[0].code.as_str(), report.due[0].open_count),
        ("MC02", 1)
    );
}

#[test]
fn every_figure_of_every_line_has_its_definition_once() {
    let report = report_with_name("Leyla");
    for line in lines::lines(&report) {
        let defined = report
            .definitions
            .iter()
            .filter(|own| own.code == line.figure);
        assert_eq!(defined.count(), 1, "{}", line.figure);
    }
    for own in &report.definitions {
        for text in [&own.label, &own.text, &own.formula, &own.source] {
            assert!(!text.ar.is_empty() && !text.en.is_empty(), "{}", own.code);
        }
    }
}

#[test]
fn the_report_before_stands_beside_each_figure() {
    let before = report_with_name("Leyla");
    let earlier = Earlier {
        number: 1,
        as_of: at("2026-11-12T11:00:00Z"),
        sha256: "ab".into(),
    };
    let mut now = facts("Leyla");
    now.fellows.pop();
    now.previous = Some((earlier.clone(), before.figures));
    let report = compose(&now);
    let fellows = report.figure("fellows").unwrap();
    assert_eq!(
        (fellows.value.as_deref(), fellows.previous.as_deref()),
        (Some("2"), Some("3"))
    );
    assert_eq!(report.previous, Some(earlier));
}

#[test]
fn a_frozen_report_is_canonical_and_reads_back() {
    let report = report_with_name("Leyla \u{202e}\"\n");
    let frozen = frozen::freeze(&report).unwrap();
    assert_eq!(frozen::thaw(&frozen.text).unwrap(), report);
    assert_eq!(frozen::digest(&frozen.text), frozen.sha256);
    assert_eq!(frozen::freeze(&report).unwrap(), frozen);
    assert!(
        frozen
            .text
            .starts_with("{\"as_of\":\"2026-11-19T11:00:00Z\",\"attendance_percent_min\":85,")
    );
}

#[test]
fn a_cohort_without_fellows_says_so_without_dividing() {
    let mut empty = facts("x");
    empty.fellows.clear();
    let report = compose(&empty);
    assert_eq!(value(&report, "fellows"), "0");
    assert_eq!(report.figure("attendance_mean").unwrap().value, None);
    assert_eq!(report.figure("mark_mean").unwrap().value, None);
}
