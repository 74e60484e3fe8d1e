//! The sample's three awards at their edges, and scenario S06.

use super::*;
use crate::labs::rules::MinuteThousandths;
use uuid::Uuid;

fn rule(award: Award, requires: Requirements) -> AwardRule {
    AwardRule {
        id: AwardRuleId(Uuid::nil()),
        code: award.code().to_owned(),
        award,
        title: Bilingual::new("جائزة", "Award"),
        requires,
        approvals: Vec::new(),
        distinction_percent_min: None,
    }
}

/// The rules of the sample file.
fn rules() -> Vec<AwardRule> {
    let micro_credential = Requirements {
        needs_work_passed: true,
        needs_lab_attended: true,
        ..Requirements::default()
    };
    let fellowship = Requirements {
        needs_every_core: true,
        electives_min: Some(3),
        needs_capstone_passed: true,
        attendance_percent_min: Some(85),
        consultations_min: Some(4),
        ..Requirements::default()
    };
    let statement = Requirements {
        attendance_percent_min: Some(50),
        ..Requirements::default()
    };
    vec![
        rule(Award::MicroCredential, micro_credential),
        rule(Award::FellowshipCertificate, fellowship),
        rule(Award::AttendanceStatement, statement),
    ]
}

fn module(number: u128) -> ModuleFacts {
    let mark = MarkThousandths::from_percent(80).unwrap();
    ModuleFacts {
        id: MicroCredentialId(Uuid::from_u128(number)),
        code: format!("MC{number:02}"),
        title: Bilingual::new("شهادة", "Micro-credential"),
        is_core: number <= 4,
        pass_percent: 60,
        result: Some(ResultFacts {
            mark,
            is_passed: true,
            is_of_opening_register: false,
        }),
        work_waits: false,
        lab: Some(LabOutcome {
            id: LabId(Uuid::from_u128(number)),
            code: format!("LB{number:02}"),
            is_attended: true,
        }),
    }
}

/// A fellow who has done everything, with so many thousandths of a percent of attendance.
fn facts(attendance_percent_thousandths: i64) -> AwardFacts {
    let part = MinuteThousandths::from_thousandths(attendance_percent_thousandths);
    let share = Share::new(part, MinuteThousandths::from_thousandths(100_000));
    AwardFacts {
        attendance: AttendanceFacts {
            share,
            mandatory_missed: 0,
        },
        modules: (1..=10).map(module).collect(),
        capstone_is_passed: Some(true),
        consultations_held: 4,
    }
}

fn of(award: Award, facts: &AwardFacts) -> Vec<Condition> {
    let rules = rules();
    let own = rules.iter().find(|rule| rule.award == award).unwrap();
    let module = (award == Award::MicroCredential).then(|| facts.modules[9].id);
    conditions(own, facts, module, Some(&rules[0]))
}

fn unmet(award: Award, facts: &AwardFacts) -> Vec<Condition> {
    of(award, facts)
        .into_iter()
        .filter(|condition| !condition.is_met)
        .collect()
}

#[test]
fn s06_attendance_of_84_percent_blocks_the_certificate_and_earns_the_statement() {
    let facts = facts(84_000);
    let blocking = unmet(Award::FellowshipCertificate, &facts);
    let [
        Condition {
            asks:
                Asks::Attendance {
                    share,
                    need_percent,
                },
            mend,
            ..
        },
    ] = blocking.as_slice()
    else {
        panic!("attendance alone blocks: {blocking:?}")
    };
    assert_eq!(
        (share.unwrap().percent_text().as_str(), *need_percent),
        ("84.00", 85)
    );
    assert_eq!(*mend, Some(Mend::SeeAttendance));
    assert_eq!(
        award_reached(&rules(), &facts),
        Some(Award::AttendanceStatement)
    );
}

#[test]
fn attendance_is_compared_unrounded() {
    let cases = [
        (85_000, Some(Award::FellowshipCertificate)),
        (84_999, Some(Award::AttendanceStatement)),
        (50_000, Some(Award::AttendanceStatement)),
        (49_999, None),
    ];
    for (percent, award) in cases {
        assert_eq!(award_reached(&rules(), &facts(percent)), award, "{percent}");
    }
}

#[test]
fn a_micro_credential_takes_work_passed_and_its_lab() {
    let mut facts = facts(10_000);
    assert!(
        is_met(&of(Award::MicroCredential, &facts)),
        "its own conditions only"
    );

    facts.modules[9].result = None;
    facts.modules[9].lab.as_mut().unwrap().is_attended = false;
    let mends: Vec<_> = unmet(Award::MicroCredential, &facts)
        .into_iter()
        .map(|line| line.mend)
        .collect();
    let own = &facts.modules[9];
    let expected = [
        Some(Mend::HandIn {
            module: own.id,
            code: "MC10".into(),
        }),
        Some(Mend::BookLab {
            lab: own.lab.as_ref().unwrap().id,
            code: "LB10".into(),
        }),
    ];
    assert_eq!(mends, expected);

    let mark = MarkThousandths::from_thousandths(59_000).unwrap();
    facts.modules[9].result = Some(ResultFacts {
        mark,
        is_passed: false,
        is_of_opening_register: false,
    });
    assert_eq!(
        unmet(Award::MicroCredential, &facts).len(),
        2,
        "a failed result is known and not enough"
    );
}

#[test]
fn the_fellowship_counts_core_and_electives_apart_and_names_what_is_missing() {
    let mut facts = facts(90_000);
    facts.modules[0].result = None;
    for elective in [4, 5, 6] {
        facts.modules[elective].lab.as_mut().unwrap().is_attended = false;
    }
    let unmet_now = unmet(Award::FellowshipCertificate, &facts);
    let [
        Condition {
            asks:
                Asks::EveryCore {
                    have: 3,
                    need: 4,
                    missing,
                },
            ..
        },
    ] = unmet_now.as_slice()
    else {
        panic!("{unmet_now:?}")
    };
    assert_eq!(missing, &["MC01"]);
    facts.modules[7].result = None;
    let electives = unmet(Award::FellowshipCertificate, &facts).remove(1);
    let missing = ["MC05", "MC06", "MC07", "MC08"].map(str::to_owned).to_vec();
    assert_eq!(
        electives.asks,
        Asks::Electives {
            have: 2,
            need: 3,
            missing
        }
    );
}

#[test]
fn capstone_consultations_and_mandatory_sessions_each_block() {
    let cases: [fn(&mut AwardFacts); 4] = [
        |facts| facts.capstone_is_passed = None,
        |facts| facts.capstone_is_passed = Some(false),
        |facts| facts.consultations_held = 3,
        |facts| facts.attendance.mandatory_missed = 1,
    ];
    for spoil in cases {
        let mut facts = facts(90_000);
        spoil(&mut facts);
        assert_eq!(unmet(Award::FellowshipCertificate, &facts).len(), 1);
        assert_eq!(
            award_reached(&rules(), &facts),
            Some(Award::AttendanceStatement)
        );
    }
}

#[test]
fn nothing_is_awarded_before_anything_was_held_or_without_conditions() {
    let mut facts = facts(100_000);
    facts.attendance.share = None;
    assert_eq!(award_reached(&rules(), &facts), None);
    let empty = rule(Award::AttendanceStatement, Requirements::default());
    assert_eq!(award_reached(&[empty], &facts), None);
}

#[test]
fn work_that_waits_and_a_mark_of_the_opening_register_are_not_mended_by_handing_in() {
    let mends = |change: fn(&mut ModuleFacts)| {
        let mut own = module(1);
        own.result = None;
        change(&mut own);
        let asks = Requirements {
            needs_work_passed: true,
            ..Requirements::default()
        };
        of_module(&asks, &own)[0].mend.clone()
    };
    assert!(matches!(mends(|_| ()), Some(Mend::HandIn { .. })));
    assert_eq!(mends(|own| own.work_waits = true), None);
    let failed = |own: &mut ModuleFacts| {
        own.result = Some(ResultFacts {
            mark: MarkThousandths::from_percent(40).unwrap(),
            is_passed: false,
            is_of_opening_register: true,
        });
    };
    assert_eq!(mends(failed), None);
}
