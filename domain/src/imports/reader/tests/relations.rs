//! Values that are well formed and do not fit one another.

use super::{assert_each_gives_its_fault, changed, faults, told};

#[test]
fn a_reference_to_nothing_is_refused_with_the_nearest_id() {
    assert_each_gives_its_fault(
        "
        37 | IGA | IGB | programmes[0].owner | unknown-reference
        166 | KWT | KWX | organisations[7].country | unknown-reference
        183 | IGA | IGAA | people[0].organisation | unknown-reference
        240 | MC02 | MC20 | people[6].teaches[0] | unknown-reference
        741 | LAB-ID | LAB-IT | equipment[0].venue | unknown-reference
        944 | RUB-STD | RUB-XXX | micro_credentials[0].assessment.rubric | unknown-reference
        1521 | EQ-FPR | EQ-XYZ | labs[2].equipment.EQ-XYZ | unknown-reference
        1655 | me.hassan | me.nobody | cohorts[0].fellows[0].mentor | unknown-reference
        1656 | TUN-DG | TUN-XX | cohorts[0].fellows[0].sponsor_org | unknown-reference
        1699 | MC01 | MC99 | cohorts[0].weeks[0].modules[0] | unknown-reference
        1967 | R-101 | R-102 | cohorts[0].contact_sessions[0].venue | unknown-reference
        2803 | COM | CON | cohorts[1].waitlist[0].country | unknown-reference
        3317 | LB03-1 | LB03-9 | scenarios[0].session | unknown-reference
        3406 | fe.a01 | fe.z01 | grades_cohort_a_week11.rows[0].fellow | unknown-reference
        3665 | DT.READY | DT.STEADY | readiness_observations[0].indicator | unknown-reference
        3902 | IGA | IGX | forum.host | unknown-reference
        3913 | official_delegate | delegate | forum.registration.requires_approval[0] | unknown-reference
        3979 | SAU | USA | forum.delegations[5].country | unknown-reference
        4068 | 2026-A | 2026-Z | opening_records.cohort | unknown-reference
        ",
    );
    let fault = faults(&changed(&[(183, "IGA", "IGAA")])).remove(0);
    assert_eq!(
        fault.expected,
        "the id of an organisation in this file; nearest is IGA"
    );
}

#[test]
fn what_is_unique_is_given_once() {
    assert_each_gives_its_fault(
        "
        2438>2448 | DTF-2026-A-OPEN | DTF-2026-A-VISIT1 | cohorts[0].other_sessions[1].id | duplicate-id
        190 | pm.adel@example.org | PM.Layla@example.org | people[1].email | duplicate-email
        840 | c2 | c1 | rubrics[0].criteria[1].id | duplicate-id
        3981 | MAR | SAU | forum.delegations[6].country | duplicate-entry
        1635 | AR-ATT | AR-MC | award_rules[2].id | duplicate-id
        ",
    );
}

#[test]
fn people_do_what_their_role_allows() {
    assert_each_gives_its_fault(
        "
        1655 | me.hassan | pm.layla | cohorts[0].fellows[0].mentor | wrong-role
        1804 | tr.reem | pm.layla | cohorts[0].lab_sessions[0].lead | wrong-role
        1968 | tr.reem | fe.a01 | cohorts[0].contact_sessions[0].lead | wrong-role
        1608 | capstone | astrology | consultation_types[3].expertise | no-expert
        4080 | programme_manager | focal_point | report_plan[0].audience[0] | wrong-role
        ",
    );
}

#[test]
fn a_curriculum_adds_up() {
    assert_each_gives_its_fault(
        "
        836>835 | 40 | 41 | rubrics[0].criteria | rubric-weights
        827 | level: 3 | level: 4 | rubrics[0].levels[3].level | rubric-levels
        918>914 | 15.5 | 15 | micro_credentials[0].effort_hours | effort-split
        1497>953 | MC01 | MC02 | micro_credentials[0].lab | lab-pairing
        741>1520 | LAB-ID | LAB-AI | labs[2].equipment.EQ-SCR | equipment-elsewhere
        ",
    );
}

#[test]
fn a_cohort_keeps_its_dates_and_its_seats() {
    assert_each_gives_its_fault(
        "
        1650 | 2026-12-05 | 2026-12-06 | cohorts[0].ends_on | cohort-end
        1651 | 2026-12-03 | 2026-12-02 | cohorts[0].closing_on | closing-day
        1652 | 12 | 11 | cohorts[0].seat_limit | too-many-fellows
        1700 | week: 2 | week: 3 | cohorts[0].weeks[1].week | week-sequence
        1701 | 2026-09-13 | 2026-09-14 | cohorts[0].weeks[1].from | week-sequence
        1694 | 2026-09-10 | 2026-09-05 | cohorts[0].weeks[0].to | order
        2799 | 1 | 3 | cohorts[1].waitlist[0].position | order
        ",
    );
}

#[test]
fn a_session_has_its_day_its_times_and_its_seats() {
    assert_each_gives_its_fault(
        "
        1801 | 2026-09-14 | 2026-12-06 | cohorts[0].lab_sessions[0].date | outside-cohort
        1801 | 2026-09-14 | 2026-09-18 | cohorts[0].lab_sessions[0].date | not-a-working-day
        1833 | 3 | 4 | cohorts[0].lab_sessions[5].seats | equipment-short
        1803 | 8 | 9 | cohorts[0].lab_sessions[0].seats | seats-over-capacity
        1966 | 240 | 255 | cohorts[0].contact_sessions[0].credited_minutes | credited-minutes
        1961 | 12:45 | 08:00 | cohorts[0].contact_sessions[0].end | order
        1965 | 11:45 | 13:00 | cohorts[0].contact_sessions[0].breaks[0].end | break-outside
        2444>2446 | 12:50 | 12:40 | cohorts[0].other_sessions[0].venue | venue-taken
        1940 | 08:00 | '23:00' | cohorts[0].lab_sessions[23].start | order
        ",
    );
}

#[test]
fn a_lab_needs_equipment_that_is_not_under_maintenance() {
    let text = changed(&[
        (753, "2026-10-01", "2026-09-28"),
        (754, "2026-10-01", "2026-09-28"),
    ]);
    let expected = (
        1825,
        "cohorts[0].lab_sessions[4].date".to_owned(),
        "equipment-in-maintenance",
    );
    assert_eq!(told(&text), [expected]);
}

#[test]
fn a_room_and_a_lead_taken_twice_are_two_faults() {
    let taken = |key: &str, code| {
        (
            if key == "lab" { 1806 } else { 1810 },
            format!("cohorts[0].lab_sessions[1].{key}"),
            code,
        )
    };
    let text = changed(&[(1807, "2026-09-15", "2026-09-14")]);
    assert_eq!(
        told(&text),
        [taken("lab", "venue-taken"), taken("lead", "lead-taken")]
    );
}

#[test]
fn a_confirmed_holiday_blocks_what_a_tentative_one_allows() {
    let text = changed(&[
        (2527, "dates:", "dates:\n    - '2027-03-22'"),
        (2526, "true", "false"),
    ]);
    let days: Vec<_> = told(&text)
        .into_iter()
        .map(|(_, path, code)| (path, code))
        .collect();
    assert!(
        days.contains(&("cohorts[1].lab_sessions[0].date".to_owned(), "holiday")),
        "{days:?}"
    );
    assert!(days.iter().all(|(_, code)| *code == "holiday"), "{days:?}");
}

#[test]
fn a_fellow_is_in_one_cohort_at_a_time() {
    let mut changes = vec![(2480, "fe.b01", "fe.a01")];
    assert_eq!(
        super::read(&changed(&changes)).err(),
        None,
        "one cohort after another is allowed"
    );
    changes.extend([
        (1649, "2026-09-06", "2027-03-14"),
        (1650, "2026-12-05", "2027-06-13"),
        (1651, "2026-12-03", "2027-06-13"),
    ]);
    let found = told(&changed(&changes));
    let twice = (
        2480,
        "cohorts[1].fellows[0].person".to_owned(),
        "fellow-in-two-cohorts",
    );
    assert_eq!(
        found.iter().filter(|fault| **fault == twice).count(),
        1,
        "{found:?}"
    );
}

#[test]
fn what_the_file_says_it_holds_is_what_it_holds() {
    assert_each_gives_its_fault(
        "
        4055 | 10 | 11 | totals.micro_credentials | wrong-total
        4058 | 380 | 381 | totals.effort_hours_total | wrong-total
        4059 | 13 | 12 | totals.weeks | wrong-total
        4062 | 51 | 50 | totals.lab_sessions | wrong-total
        3668 | 46 | 101 | readiness_observations[0].value | out-of-range
        3718 | null | 12 | readiness_observations[5].value | value-and-status
        3911 | 2026-11-26 | 2026-09-19 | forum.registration.closes | order
        4066 | 2026-11-15 | 2027-11-15 | opening_records.as_of | outside-cohort
        ",
    );
}

#[test]
fn many_faults_come_out_together_in_the_order_of_the_file() {
    let text = changed(&[
        (1693, "2026-09-06", "2026-13-01"),
        (17, "Asia/Bahrain", "Asia/Atlantis"),
        (684, "capacity", "capacty"),
        (836, "40", "41"),
        (
            183,
            "organisation: IGA",
            "organisation: IGX\n  sample: true",
        ),
    ]);
    let expected = [
        (17, "meta.timezone", "bad-time-zone"),
        (183, "people[0].organisation", "unknown-reference"),
        (184, "people[0].sample", "duplicate-key"),
        (681, "venues[0].capacity", "missing-key"),
        (685, "venues[0].capacty", "unknown-key"),
        (1694, "cohorts[0].weeks[0].from", "bad-date"),
    ];
    assert_eq!(
        told(&text),
        expected.map(|(line, path, code)| (line, path.to_owned(), code))
    );
    // With the file's frame in place, the comparisons are made too.
    let text = changed(&[
        (684, "24", "'24'"),
        (836, "40", "41"),
        (1693, "2026-09-06", "2026-13-01"),
    ]);
    let codes: Vec<_> = told(&text).into_iter().map(|(.., code)| code).collect();
    assert_eq!(codes, ["wrong-type", "rubric-weights", "bad-date"]);
}
