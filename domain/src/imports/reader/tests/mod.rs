//! The reader against the sample programme: as it is, changed in one place, changed in several, and broken as a file.

mod files;
mod relations;
mod values;

use super::fault::Fault;
use super::residency::Cohort;
use super::{ProgrammeFile, read};

pub(super) const SAMPLE: &str = include_str!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../data/sample_programme.yaml"
));

/// The sample with lines changed. Panics if a line does not hold what should be replaced.
fn changed(changes: &[(usize, &str, &str)]) -> String {
    let mut lines: Vec<String> = SAMPLE.lines().map(str::to_owned).collect();
    for (number, from, to) in changes {
        let line = &mut lines[number - 1];
        assert!(
            line.contains(from),
            "line {number} is {line:?}, without {from:?}"
        );
        *line = line.replacen(from, to, 1);
    }
    lines.join("\n") + "\n"
}

fn faults(text: &str) -> Vec<Fault> {
    read(text).expect_err("this file has faults")
}

fn told(text: &str) -> Vec<(usize, String, &'static str)> {
    faults(text)
        .into_iter()
        .map(|fault| (fault.line, fault.path, fault.code.code()))
        .collect()
}

/// A table of changes, one in a line: `line | what stands there | what stands there instead | path | code`. Each alone gives
/// that fault, on that line, and no other. `12>10` changes line 12 and expects the fault on line 10; `⏎` is a new line.
fn assert_each_gives_its_fault(table: &str) {
    let rows: Vec<&str> = table.lines().filter(|row| row.contains('|')).collect();
    assert!(!rows.is_empty());
    for row in rows {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let [lines, from, to, path, code] = cells.as_slice() else {
            panic!("five cells in {row:?}");
        };
        let (line, fault_line) = lines.split_once('>').unwrap_or((lines, lines));
        let text = changed(&[(line.parse().unwrap(), from, &to.replace('⏎', "\n"))]);
        let found: Vec<_> = faults(&text)
            .into_iter()
            .map(|fault| (fault.line.to_string(), fault.path, fault.code.code()))
            .collect();
        assert_eq!(
            found,
            [(fault_line.to_owned(), (*path).to_owned(), *code)],
            "{row}"
        );
    }
}

fn sample() -> ProgrammeFile {
    read(SAMPLE).expect("the sample is right")
}

#[test]
fn the_sample_programme_reads_without_a_fault() {
    let faults = read(SAMPLE).err().unwrap_or_default();
    assert_eq!(faults, []);
}

#[test]
fn every_entry_of_the_sample_is_there() {
    let file = sample();
    let counts = [
        file.people.len(),
        file.organisations.len(),
        file.countries.len(),
        file.venues.len(),
        file.equipment.len(),
        file.rubrics.len(),
        file.micro_credentials.len(),
        file.labs.len(),
        file.award_rules.len(),
        file.scenarios.len(),
        file.grades_cohort_a_week11.rows.len(),
        file.indicators.len(),
        file.readiness_observations.len(),
        file.readiness_targets.len(),
        file.pilots.len(),
        file.knowledge_items.len(),
        file.toolkit.len(),
        file.forum.ticket_types.len(),
        file.feedback_categories.len(),
        file.notification_plan.len(),
        file.report_plan.len(),
    ];
    assert_eq!(
        counts,
        [
            52, 9, 12, 9, 10, 2, 10, 10, 3, 10, 12, 11, 12, 4, 2, 3, 3, 7, 4, 6, 1
        ]
    );
}

#[test]
fn every_session_of_the_sample_is_there() {
    let count = |cohort: &Cohort| {
        let labs = cohort.lab_sessions.len();
        let contacts = cohort.contact_sessions.len();
        let others = cohort.other_sessions.len();
        (
            cohort.fellows.len(),
            cohort.weeks.len(),
            labs,
            contacts,
            others,
            cohort.waitlist.len(),
        )
    };
    let counts: Vec<_> = sample().cohorts.iter().map(count).collect();
    assert_eq!(counts, [(12, 13, 26, 43, 3, 0), (10, 13, 25, 43, 2, 2)]);
}

#[test]
fn values_of_the_sample_keep_their_meaning_and_their_line() {
    let file = sample();
    let credential = &file.micro_credentials[0];
    assert_eq!(
        (credential.place.line, credential.place.path.as_str()),
        (908, "micro_credentials[0]")
    );
    assert_eq!(
        (
            credential.effort_minutes,
            credential.effort_split.lab_minutes
        ),
        (1800, 150)
    );
    assert_eq!(
        (
            credential.version.as_str(),
            credential.assessment.resubmission_cap
        ),
        ("1.0", None)
    );
    assert_eq!(
        file.labs[2].equipment,
        [
            ("EQ-SCR".to_owned(), 1),
            ("EQ-FPR".to_owned(), 1),
            ("EQ-FID".to_owned(), 1)
        ]
    );
    assert_eq!(
        file.indicators[5]
            .reference_value
            .as_ref()
            .map(|known| known.value_thousandths),
        Some(98_500)
    );
    assert_eq!(
        file.forum.registration.opens.to_rfc3339(),
        "2026-09-20T08:00:00+03:00"
    );
    let offsets: Vec<_> = file.notification_plan[0]
        .offsets
        .iter()
        .map(|offset| (offset.days, offset.minutes))
        .collect();
    assert_eq!(offsets, [(-3, 0), (-1, 0), (0, -120)]);
    assert_eq!(
        file.grades_cohort_a_week11.rows[0].grades[9],
        ("MC10".to_owned(), None)
    );
    assert_eq!(file.cohorts[0].title.en, "Cohort 1 — autumn 2026");
    assert_eq!(file.people[0].name.ar, "ليلى حمدان");
}

#[test]
fn a_session_on_a_tentative_holiday_is_a_warning() {
    assert_eq!(sample().warnings, []);
    let text = changed(&[(2530, "2027-05-18", "2027-05-19")]);
    let file = read(&text).expect("tentative holidays do not block");
    let warned: Vec<_> = file
        .warnings
        .iter()
        .map(|warning| (warning.path.as_str(), warning.code.code()))
        .collect();
    let expected = [
        ("cohorts[1].lab_sessions[19].date", "tentative-holiday"),
        ("cohorts[1].contact_sessions[34].date", "tentative-holiday"),
    ];
    assert_eq!(warned, expected);
}
