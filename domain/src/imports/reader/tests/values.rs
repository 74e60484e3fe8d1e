//! One value wrong at a time: keys, types, words, dates, lengths, characters.

use super::{assert_each_gives_its_fault, changed, faults, told};

#[test]
fn a_key_that_is_unknown_missing_or_repeated_is_named() {
    assert_each_gives_its_fault(
        "
        6 | sample_data | sample_dato | meta.sample_dato | unknown-key
        181>176 |   email: pm.layla@example.org |  | people[0].email | missing-key
        180>179 |     ar: ليلى حمدان |  | people[0].name.ar | missing-key
        183>184 | organisation: IGA | organisation: IGA⏎  colour: red | people[0].colour | unknown-key
        183>184 | organisation: IGA | organisation: IGA⏎  email: other@example.org | people[0].email | duplicate-key
        3410 | MC02: 85 | MC01: 85 | grades_cohort_a_week11.rows[0].grades.MC01 | duplicate-key
        684 | capacity: 24 | ? [capacity]⏎  : 24⏎  capacity: 24 | venues[0].(no name) | unknown-key
        ",
    );
}

#[test]
fn an_unknown_key_gets_the_nearest_known_one() {
    let fault = &faults(&changed(&[(685, "step_free_access", "step_free_acess")]))[1];
    assert_eq!((fault.line, fault.code.code()), (685, "unknown-key"));
    assert_eq!(
        fault.expected,
        "step_free_access, or one of id, title, capacity, step_free_access, hearing_loop, note"
    );
}

#[test]
fn a_value_of_another_type_is_refused() {
    assert_each_gives_its_fault(
        "
        6 | true | yes | meta.sample_data | wrong-type
        684 | 24 | '24' | venues[0].capacity | wrong-type
        684 | 24 | 24.5 | venues[0].capacity | wrong-type
        909 | '1.0' | 1.0 | micro_credentials[0].version | wrong-type
        181 | pm.layla@example.org |  | people[0].email | wrong-type
        183 | IGA | [IGA] | people[0].organisation | wrong-type
        2799 | position: 1 | position: one | cohorts[1].waitlist[0].position | wrong-type
        1503 | {} | [] | labs[0].equipment | wrong-type
        3409 | 80 | eighty | grades_cohort_a_week11.rows[0].grades.MC01 | wrong-type
        ",
    );
}

#[test]
fn a_word_outside_its_vocabulary_is_refused() {
    assert_each_gives_its_fault(
        "
        182 | programme_manager | boss | people[0].role | unknown-word
        184 | ar | fr | people[0].preferred_locale | unknown-word
        1648 | running | walking | cohorts[0].status | unknown-word
        1958 | lecture | party | cohorts[0].contact_sessions[0].kind | unknown-word
        1963 | prayer | nap | cohorts[0].contact_sessions[0].breaks[0].kind | unknown-word
        1611 | micro_credential | medal | award_rules[0].award | unknown-word
        3631 | percent | inches | indicators[7].unit | unknown-word
        3998 | lab_coordinator | nobody | feedback_categories[1].escalate_to | unknown-word
        4013 | lab_session | lab_sesion | notification_plan[0].event | unknown-word
        4074 | cohort | weather | report_plan[0].report | unknown-word
        ",
    );
    let fault = faults(&changed(&[(184, "ar", "fr")])).remove(0);
    assert_eq!(
        fault.to_string(),
        "line 184, people[0].preferred_locale: found \"fr\"; expected one of ar, en"
    );
}

#[test]
fn dates_times_and_their_kin_are_refused_unless_they_exist() {
    assert_each_gives_its_fault(
        "
        1693 | 2026-09-06 | 2026-13-01 | cohorts[0].weeks[0].from | bad-date
        1693 | 2026-09-06 | 2026-9-6 | cohorts[0].weeks[0].from | bad-date
        1801 | 2026-09-14 | 2026-02-29 | cohorts[0].lab_sessions[0].date | bad-date
        1960 | 08:30 | 8:30 | cohorts[0].contact_sessions[0].start | bad-time
        1961 | 12:45 | 24:00 | cohorts[0].contact_sessions[0].end | bad-time
        3910 | +03:00 |  | forum.registration.opens | bad-instant
        3667 | 2026-Q1 | 2026-Q5 | readiness_observations[0].period | bad-period
        4017 | -PT2H | -2H | notification_plan[0].offsets[2] | bad-offset
        4017 | -PT2H | -P900D | notification_plan[0].offsets[2] | bad-offset
        4078 | 0 0 14 * * 5 | 0 0 14 * * 0 | report_plan[0].cron | bad-cron
        17 | Asia/Bahrain | Asia/Atlantis | meta.timezone | bad-time-zone
        ",
    );
    let fault = faults(&changed(&[(1693, "2026-09-06", "2026-13-01")])).remove(0);
    let told = "line 1693, cohorts[0].weeks[0].from: found \"2026-13-01\"; expected a date like 2026-09-06";
    assert_eq!((fault.to_string().as_str(), fault.column), (told, 11));
}

#[test]
fn numbers_outside_their_range_and_texts_of_the_wrong_length_are_refused() {
    assert_each_gives_its_fault(
        "
        684 | 24 | 0 | venues[0].capacity | out-of-range
        684 | 24 | 99999999999 | venues[0].capacity | out-of-range
        3407 | 94 | 101 | grades_cohort_a_week11.rows[0].attendance_percent | out-of-range
        917 | 2.5 | 2.25 | micro_credentials[0].effort_split.lab | out-of-range
        3668 | 46 | 46.1234 | readiness_observations[0].value | out-of-range
        682 | Seminar room 101 | '' | venues[0].title.en | bad-length
        682 | Seminar room 101 | ' ' | venues[0].title.en | bad-length
        181 | pm.layla@example.org | pm.layla@example | people[0].email | bad-email
        181 | pm.layla@example.org | pm..layla@example.org | people[0].email | bad-email
        ",
    );
    let long = format!("en: {}", "x".repeat(301));
    assert_eq!(
        told(&changed(&[(682, "en: Seminar room 101", &long)])),
        [(682, "venues[0].title.en".to_owned(), "bad-length")]
    );
    let fault = faults(&changed(&[(682, "en: Seminar room 101", &long)])).remove(0);
    assert_eq!(fault.found, format!("\"{}…\"", "x".repeat(80)));
}

#[test]
fn characters_that_nobody_sees_are_refused_in_names() {
    for hidden in ["\\u202e", "\\u2066", "\\u200b", "\\x07", "\\x85", "\\u200d"] {
        let text = changed(&[(179, "Layla Hamdan", &format!("\"Layla{hidden} Hamdan\""))]);
        assert_eq!(
            told(&text),
            [(179, "people[0].name.en".to_owned(), "bad-character")],
            "{hidden}"
        );
    }
    let fault = faults(&changed(&[(179, "Layla Hamdan", "\"\\u202enadmaH\"")])).remove(0);
    assert_eq!(fault.found, "\"\\u{202e}nadmaH\"");
}

#[test]
fn names_keep_the_joiners_of_arabic_and_are_normalised() {
    let text = changed(&[
        (180, "ليلى حمدان", "\"لی\\u200cلا\""),
        (188, "Adel Mansour", "\"Ade\\u0301l\""),
    ]);
    let file = super::read(&text).expect("a joiner between Arabic letters has a meaning");
    assert_eq!(
        (
            file.people[0].name.ar.as_str(),
            file.people[1].name.en.as_str()
        ),
        ("لی\u{200c}لا", "Ad\u{e9}l")
    );
}
