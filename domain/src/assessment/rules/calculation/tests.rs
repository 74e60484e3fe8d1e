use super::*;
use proptest::prelude::*;

const STANDARD: Terms = Terms {
    level_max: 3,
    pass_percent: 60,
    criterion_level_min: 1,
    late_percent_per_day: 5,
    late_cutoff_days: 3,
    late_days: 0,
    cap_percent: None,
};

fn criteria(levels: &[i32]) -> Vec<CriterionLevel> {
    [40, 30, 20, 10]
        .into_iter()
        .zip(levels)
        .enumerate()
        .map(|(place, (weight, level))| CriterionLevel {
            code: format!("c{}", place + 1),
            weight,
            level: *level,
        })
        .collect()
}

/// Criteria that make exactly this percentage: a hundred of weight on a scale of a hundred levels.
fn percent(level: i32, terms: Terms) -> Calculation {
    let own = CriterionLevel {
        code: "c1".to_owned(),
        weight: 100,
        level,
    };
    let terms = Terms {
        level_max: 100,
        ..terms
    };
    calculate(vec![own], &terms).unwrap()
}

#[test]
fn levels_times_weights_are_rounded_once_half_up() {
    let cases = [
        ([2, 2, 2, 2], "66 2/3", 67, true),
        ([3, 3, 3, 3], "100", 100, true),
        ([2, 2, 1, 1], "56 2/3", 57, false),
        ([2, 2, 1, 2], "60", 60, true),
        ([3, 3, 3, 0], "90", 90, false),
        ([0, 0, 0, 0], "0", 0, false),
        ([1, 1, 1, 1], "33 1/3", 33, false),
    ];
    for (levels, exact, points, passed) in cases {
        let own = calculate(criteria(&levels), &STANDARD).unwrap();
        assert_eq!(
            (
                own.exact.to_string().as_str(),
                own.mark.thousandths(),
                own.has_passed
            ),
            (exact, points * 1_000, passed),
            "{levels:?}"
        );
    }
}

#[test]
fn s04_two_days_late_take_ten_points() {
    let two_days = Terms {
        late_days: 2,
        ..STANDARD
    };
    let own = percent(80, two_days);
    assert_eq!(own.real.to_string(), "80", "the real mark is kept");
    assert_eq!((own.late_points, own.mark.thousandths()), (10, 70_000));
    assert!(own.has_passed);
}

#[test]
fn after_the_cut_off_nothing_is_left() {
    let late = |late_days| {
        percent(
            80,
            Terms {
                late_days,
                ..STANDARD
            },
        )
    };
    assert_eq!(late(3).mark.thousandths(), 65_000);
    assert!(!late(3).is_past_cutoff);
    assert_eq!(late(4).mark, MarkThousandths::ZERO);
    assert!(late(4).is_past_cutoff && !late(4).has_passed);
    let little = percent(
        7,
        Terms {
            late_days: 2,
            ..STANDARD
        },
    );
    assert_eq!(little.mark, MarkThousandths::ZERO, "never below zero");
}

#[test]
fn a_cap_is_told_only_where_it_lowers() {
    let capped = |level| {
        let terms = Terms {
            cap_percent: Some(60),
            ..STANDARD
        };
        let own = percent(level, terms);
        (own.capped_at, own.mark.thousandths())
    };
    assert_eq!(capped(73), (Some(60), 60_000));
    assert_eq!(capped(60), (None, 60_000));
    assert_eq!(capped(53), (None, 53_000));
}

#[test]
fn half_a_point_is_rounded_up_and_a_hair_less_is_not() {
    let rounded = |sum, max| {
        Points::of_hundred(sum, max)
            .unwrap()
            .rounded()
            .thousandths()
    };
    assert_eq!(rounded(119, 200), 60_000, "59.5");
    assert_eq!(
        rounded(5_949_999, 10_000_000),
        59_000,
        "59.49999 is not first made 59.5"
    );
}

#[test]
fn a_level_outside_the_rubric_is_a_fault_of_its_field() {
    for level in [-1, 4] {
        let faults = calculate(criteria(&[2, level, 2, 2]), &STANDARD).unwrap_err();
        assert_eq!(faults, [FieldError::new("level-c2", "level-unknown")]);
    }
    assert_eq!(
        calculate(Vec::new(), &STANDARD).unwrap_err(),
        [FieldError::new("levels", "required")]
    );
}

proptest! {
    #[test]
    fn a_mark_is_the_nearest_whole_point_of_the_exact_fraction(
        levels in proptest::collection::vec((1_i32..100, 0_i32..=7), 1..12),
        late_days in 0_i32..6,
    ) {
        let criteria: Vec<CriterionLevel> = levels
            .iter()
            .enumerate()
            .map(|(place, (weight, level))| CriterionLevel { code: format!("c{place}"), weight: *weight, level: *level })
            .collect();
        let terms = Terms { level_max: 7, late_days, ..STANDARD };
        let own = calculate(criteria, &terms).unwrap();
        let sum: i64 = levels.iter().map(|(w, l)| i64::from(w * l)).sum();
        let max: i64 = levels.iter().map(|(w, _)| i64::from(*w)).sum::<i64>() * 7;
        prop_assert_eq!((own.weighted_sum, own.weighted_max), (sum, max));
        // Compared as integers, over the common denominator: |2·points·max − 2·exact·max| ≤ max, and a half goes up.
        let exact_over_max = if late_days > 3 { 0 } else { (100 * sum - 5 * i64::from(late_days) * max).max(0) };
        let points = i64::from(own.mark.thousandths()) / 1_000;
        prop_assert_eq!(own.mark.thousandths() % 1_000, 0);
        let distance = 2 * (points * max - exact_over_max);
        prop_assert!(-max < distance && distance <= max);
    }

    #[test]
    fn more_is_never_worth_less(level in 0_i32..3, others in proptest::collection::vec(0_i32..=3, 3)) {
        let at = |level| {
            let levels = [level, others[0], others[1], others[2]];
            calculate(criteria(&levels), &STANDARD).unwrap().mark
        };
        prop_assert!(at(level) <= at(level + 1));
    }
}
