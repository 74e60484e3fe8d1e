//! The programme file comes in whole, once, or not at all.

use stage::{SAMPLE, on_both_databases};
use zamala_domain::{
    Actor, audit,
    imports::{ImportError, operations::import},
};

on_both_databases! {
    async fn the_same_file_again_changes_nothing(app) {
        audit::operations::sequence(app).await.unwrap();
        let before = app.dump().await;
        assert!(before.iter().any(|(table, rows)| table == "people" && rows.len() == 52));
        let report = import(app, &Actor::system(), SAMPLE, false).await.unwrap();
        assert!(!report.has_changed);
        audit::operations::sequence(app).await.unwrap();
        assert_eq!(app.dump().await, before);
    }

    async fn a_faulty_file_tells_every_fault_and_writes_nothing(app) {
        let before = app.dump().await;
        let faulty = SAMPLE.replacen("capacity: 24", "capacity: none", 1).replacen("working_week:", "working_weak:", 1);
        let Err(ImportError::Faults(faults)) = import(app, &Actor::system(), &faulty, false).await else {
            panic!("the file was taken")
        };
        let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
        assert!(told.iter().any(|fault| fault.contains("venues[0].capacity")), "{told:?}");
        assert!(told.iter().any(|fault| fault.contains("working_weak")), "{told:?}");
        assert_eq!(app.dump().await, before);
    }

    async fn a_dry_run_says_what_would_change_and_writes_nothing(app) {
        let before = app.dump().await;
        let changed = SAMPLE.replacen("en: Layla Hamdan", "en: Layla Hamdan Ali", 1);
        let report = import(app, &Actor::system(), &changed, true).await.unwrap();
        assert!(report.has_changed);
        assert_eq!(app.dump().await, before);
    }

    async fn what_was_imported_counts_as_the_file_says(app) {
        for (table, rows) in [
            ("programmes", 3), ("countries", 12), ("organisations", 9), ("people", 52), ("venues", 9),
            ("equipment", 10), ("rubrics", 2), ("micro_credentials", 10), ("labs", 10), ("cohorts", 2),
            ("cohort_weeks", 26), ("residencies", 22), ("sessions", 142), ("opening_attendance", 12),
            ("opening_marks", 108), ("due_dates", 20), ("report_plans", 1),
        ] {
            assert_eq!(app.count(table).await, rows, "{table}");
        }
        assert_eq!(app.number("SELECT min(planned_minutes) FROM opening_attendance").await, 8_170);
    }
}
