//! Cohort reports: once for each tick, frozen, signed off by a second person.

use sea_orm::{ConnectionTrait, Statement};
use sha2::{Digest, Sha256};
use stage::{TestApp, database::instant, on_both_databases};
use std::{sync::Arc, time::Duration};
use zamala_domain::{
    OperationError,
    id::{CohortId, ReportId, SessionId},
    labs::{MarkKind, attendance, booking},
    reports::{DownloadKind, ReportState, ReportView, operations as reports},
};
use zamala_worker::{
    Mailer, Settings, Tools,
    schedule::{Clock, table},
};

const THURSDAY: &str = "2026-11-19T14:00:00+03:00";

async fn cohort(app: &TestApp) -> CohortId {
    app.id_of("cohorts", "DTF-2026-A").await.into()
}

/// Does what the worker has to do by now.
async fn work(app: &TestApp) {
    let templates = Arc::new(zamala_press::Templates::load().unwrap());
    let tools = Arc::new(Tools::new(Mailer::Kept, templates, Duration::from_mins(10)).unwrap());
    zamala_worker::drain(app, tools, &Settings::default())
        .await
        .unwrap();
}

async fn move_to(app: &TestApp, moment: &str) {
    app.move_demo_clock(instant(moment)).await.unwrap();
}

/// A report that `pm.adel` asked for and the worker has made.
async fn asked_and_made(app: &TestApp) -> ReportId {
    let asker = app.actor("pm.adel").await;
    let id = reports::ask(app, &asker, cohort(app).await).await.unwrap();
    assert!(reports::make(app, id).await.unwrap());
    id
}

async fn seen(app: &TestApp, code: &str, id: ReportId) -> ReportView {
    reports::report(app, &app.actor(code).await, id)
        .await
        .unwrap()
}

async fn execute(app: &TestApp, sql: &str) -> Result<(), String> {
    let statement = Statement::from_string(app.db().get_database_backend(), sql);
    let done = app.db().execute_raw(statement).await;
    done.map(drop).map_err(|fault| fault.to_string())
}

on_both_databases! {
    async fn every_thursday_at_two_a_report_of_the_running_cohort_is_made_once(app) {
        let (mut one, mut other) = (Clock::new(table()).unwrap(), Clock::new(table()).unwrap());
        one.strike(app).await.unwrap();
        assert_eq!(app.count("reports").await, 0, "Sunday");
        move_to(app, "2026-11-19T13:59:00+03:00").await;
        other.strike(app).await.unwrap();
        work(app).await;
        assert_eq!(app.count("reports").await, 0, "a minute before");

        move_to(app, "2026-11-19T14:01:00+03:00").await;
        let (first, second) = tokio::join!(one.strike(app), other.strike(app));
        first.unwrap();
        second.unwrap();
        Clock::new(table()).unwrap().strike(app).await.unwrap();
        work(app).await;
        let manager = app.actor("pm.layla").await;
        let found = reports::reports(app, &manager, None, None, 10).await.unwrap();
        assert_eq!(found.len(), 1, "cohort B does not run yet");
        assert_eq!(found[0].cohort_code, "DTF-2026-A");
        assert_eq!((found[0].state, found[0].tick), (ReportState::Made, Some(instant(THURSDAY))));
        assert!(found[0].as_of.unwrap() >= instant("2026-11-19T14:01:00+03:00"));

        // The job may run again, and the database itself refuses a second one.
        let plan = app.uuid("SELECT id FROM report_plans", Vec::new()).await.into();
        assert_eq!(reports::open_scheduled(app, plan, instant(THURSDAY), &[]).await.unwrap(), 0);
        let twice = execute(app, "INSERT INTO reports (id, programme_id, cohort_id, number, plan_id, tick, asked_at, audience, state, steps_count)
            SELECT plan_id, programme_id, cohort_id, 99, plan_id, tick, asked_at, audience, 'asked', 5 FROM reports").await;
        assert!(twice.unwrap_err().to_lowercase().contains("unique"));
    }

    async fn of_thursdays_passed_over_the_newest_is_made_and_the_others_are_recorded(app) {
        let mut clock = Clock::new(table()).unwrap();
        clock.strike(app).await.unwrap();
        // Saturday after the second Thursday: more than a day late.
        move_to(app, "2026-11-28T10:00:00+03:00").await;
        clock.strike(app).await.unwrap();
        clock.strike(app).await.unwrap();
        work(app).await;
        let manager = app.actor("pm.layla").await;
        let found = reports::reports(app, &manager, None, None, 10).await.unwrap();
        let ticks: Vec<_> = found.iter().map(|own| (own.state, own.tick.unwrap())).collect();
        assert_eq!(ticks, [
            (ReportState::Made, instant("2026-11-26T14:00:00+03:00")),
            (ReportState::Skipped, instant(THURSDAY)),
        ]);
        assert!(found[0].as_of.unwrap() >= instant("2026-11-28T10:00:00+03:00"), "its figures are of now");
        // A worker that starts later finds the tick on record, and the record of the report when that is forgotten.
        execute(app, "DELETE FROM cron_ticks").await.unwrap();
        Clock::new(table()).unwrap().strike(app).await.unwrap();
        work(app).await;
        assert_eq!(app.count("reports").await, 2);

        let skipped = found[1].id;
        assert!(!reports::make(app, skipped).await.unwrap(), "it stays what it is");
        reports::give_up(app, skipped, "no").await.unwrap();
        let seen = seen(app, "pm.layla", skipped).await;
        assert!(seen.content.is_none() && seen.facts.state == ReportState::Skipped);
        let signed = reports::sign_off(app, &manager, skipped, seen.facts.version).await;
        assert_eq!(signed.unwrap_err().to_string(), "report-not-made");
        let waiting = reports::waiting(app, &manager).await.unwrap();
        assert_eq!((waiting.unread_count, waiting.to_sign_off_count), (1, 1));
        assert_eq!(reports::reports(app, &app.actor("tr.yusuf").await, None, None, 10).await.unwrap(), []);
        assert_eq!(app.number("SELECT count(*) FROM audit_entries WHERE action = 'reports.skip'").await, 1);
    }

    async fn past_the_end_of_a_cohort_the_last_tick_in_its_dates_is_made(app) {
        let mut clock = Clock::new(table()).unwrap();
        clock.strike(app).await.unwrap();
        // Cohort A has ended on 5 December, cohort B runs since 14 March.
        move_to(app, "2027-03-25T15:00:00+03:00").await;
        clock.strike(app).await.unwrap();
        let plan = app.uuid("SELECT id FROM report_plans", Vec::new()).await.into();
        let (tick, passed) = (instant("2027-03-25T14:00:00+03:00"), [instant("2026-12-03T14:00:00+03:00"), instant("2027-03-18T14:00:00+03:00")]);
        work(app).await;
        // The job may run again.
        assert_eq!(reports::open_scheduled(app, plan, tick, &passed).await.unwrap(), 0);
        let found = reports::reports(app, &app.actor("pm.layla").await, None, None, 50).await.unwrap();
        let mut found: Vec<_> = found.iter().map(|own| (own.cohort_code.as_str(), own.tick.unwrap(), own.state)).collect();
        found.sort_by_key(|own| (own.0, own.1));
        assert_eq!(found, [
            ("DTF-2026-A", instant(THURSDAY), ReportState::Skipped),
            ("DTF-2026-A", instant("2026-11-26T14:00:00+03:00"), ReportState::Skipped),
            ("DTF-2026-A", passed[0], ReportState::Made),
            ("DTF-2027-B", passed[1], ReportState::Skipped),
            ("DTF-2027-B", tick, ReportState::Made),
        ]);
    }

    async fn many_reports_of_ones_own_do_not_hide_those_of_others(app) {
        let (layla, adel) = (app.actor("pm.layla").await, app.actor("pm.adel").await);
        let of_adel = asked_and_made(app).await;
        for _ in 0..21 {
            let own = reports::ask(app, &layla, cohort(app).await).await.unwrap();
            reports::make(app, own).await.unwrap();
            reports::mark_read(app, &layla, own).await.unwrap();
        }
        let waiting = reports::waiting(app, &layla).await.unwrap();
        assert_eq!((waiting.to_sign_off_count, waiting.unread_count), (1, 1));
        assert_eq!((waiting.to_sign_off[0].id, waiting.unread[0].id), (of_adel, of_adel));
        assert!(waiting.to_sign_off[0].allowed.sign_off);
        let waiting = reports::waiting(app, &adel).await.unwrap();
        assert_eq!((waiting.to_sign_off_count, waiting.unread_count), (21, 22));
        assert_eq!((waiting.to_sign_off.len(), waiting.unread.len()), (20, 20), "the newest");
    }

    async fn a_worker_that_starts_late_makes_the_tick_that_it_missed(app) {
        move_to(app, "2026-11-21T09:00:00+03:00").await;
        Clock::new(table()).unwrap().strike(app).await.unwrap();
        work(app).await;
        assert_eq!(app.count("reports").await, 1);
    }

    async fn what_a_report_says_never_changes(app) {
        let session: SessionId = app.id_of("sessions", "DTF-2026-A-LB10-1").await.into();
        booking::book(app, &app.actor("fe.a10").await, session).await.unwrap();
        let id = asked_and_made(app).await;
        let before = seen(app, "pm.layla", id).await;
        let content = before.content.unwrap();
        let value = |code: &str| content.figure(code).unwrap().value.clone().unwrap();
        assert_eq!((value("fellows"), value("behind"), value("attendance_below")), ("12".into(), "1".into(), "1".into()));
        assert_eq!((value("work_count"), value("work_marked")), ("120".into(), "108".into()));
        let sums = content.fellows.iter().map(|own| own.work_marked).sum::<usize>();
        assert_eq!(value("work_marked"), sums.to_string(), "totals equal rows");
        let behind: Vec<_> = content.fellows.iter().filter(|own| own.is_behind()).collect();
        assert_eq!(behind[0].attendance.as_deref(), Some("84.00"));
        assert_eq!(content.due[0].code, "MC10");
        assert_eq!(content.due[0].open_count, 12);
        let manager = app.actor("pm.layla").await;
        let mut files = Vec::new();
        for kind in [DownloadKind::Csv, DownloadKind::Xlsx, DownloadKind::Frozen] {
            files.push(reports::download(app, &manager, id, kind).await.unwrap());
        }
        let digest: String = Sha256::digest(&files[2].bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(Some(&digest), before.facts.sha256.as_ref());

        move_to(app, "2026-11-16T08:35:00+03:00").await;
        let mark = [attendance::NewMark { residency: app.residency("fe.a10").await, mark: MarkKind::Present, minutes_late: 30 }];
        attendance::take(app, &app.actor("tr.yusuf").await, session, 1, &mark).await.unwrap();
        execute(app, "UPDATE people SET name_en = 'Another Name' WHERE code = 'fe.a10'").await.unwrap();
        let after = seen(app, "pm.layla", id).await;
        assert_eq!(after.content.as_ref(), Some(&content));
        assert!(after.is_intact && after.facts.sha256 == Some(digest));
        for (kind, file) in [DownloadKind::Csv, DownloadKind::Xlsx, DownloadKind::Frozen].into_iter().zip(&files) {
            assert_eq!(&reports::download(app, &manager, id, kind).await.unwrap(), file);
        }
        // A new one tells the new figures beside the old ones.
        let next = seen(app, "pm.layla", asked_and_made(app).await).await.content.unwrap();
        assert_eq!(next.number, content.number + 1);
        assert_eq!(next.previous.as_ref().unwrap().sha256, after.facts.sha256.unwrap());
        let figure = next.figure("attendance_mean").unwrap();
        assert_ne!(figure.value, figure.previous);
        assert!(next.fellows.iter().any(|own| own.attendance.as_deref() == Some("83.99")));
    }

    async fn the_database_refuses_to_change_a_frozen_report(app) {
        let id = asked_and_made(app).await;
        let version = seen(app, "pm.layla", id).await.facts.version;
        let before = app.dump().await;
        for sql in [
            "UPDATE report_contents SET frozen = '{}'",
            "DELETE FROM report_contents",
            "UPDATE reports SET sha256 = 'ab'",
            "UPDATE reports SET as_of = asked_at, made_at = asked_at, number = 7",
            "UPDATE reports SET state = 'asked', as_of = NULL, made_at = NULL, sha256 = NULL",
            "UPDATE reports SET asked_by = (SELECT id FROM people WHERE code = 'pm.layla')",
            "DELETE FROM reports",
        ] {
            assert!(execute(app, sql).await.unwrap_err().contains("reports_frozen"), "{sql}");
        }
        let own = "UPDATE reports SET state = 'signed_off', signed_off_by = asked_by, signed_off_at = asked_at";
        assert!(execute(app, own).await.unwrap_err().contains("reports_second_person"));
        assert_eq!(app.dump().await, before);

        reports::sign_off(app, &app.actor("pm.layla").await, id, version).await.unwrap();
        let signed = "UPDATE reports SET signed_off_at = asked_at";
        assert!(execute(app, signed).await.unwrap_err().contains("reports_frozen"));
    }

    async fn a_second_manager_signs_off_once(app) {
        let id = asked_and_made(app).await;
        let (layla, adel) = (app.actor("pm.layla").await, app.actor("pm.adel").await);
        let waiting = reports::waiting(app, &layla).await.unwrap();
        assert_eq!((waiting.unread.len(), waiting.to_sign_off.len()), (1, 1));
        assert_eq!(reports::waiting(app, &adel).await.unwrap().to_sign_off.len(), 0);
        let version = waiting.to_sign_off[0].version;

        let before = app.dump().await;
        let refused = |outcome: Result<i64, OperationError>| outcome.unwrap_err().to_string();
        assert_eq!(refused(reports::sign_off(app, &adel, id, version).await), "report-own-sign-off");
        assert_eq!(refused(reports::sign_off(app, &layla, id, version - 1).await), "stale");
        for code in ["fe.a10", "tr.yusuf", "me.amal", "fp.tkm", "lc.sami", "co.noor", "ad.rashid"] {
            let actor = app.actor(code).await;
            assert_eq!(refused(reports::sign_off(app, &actor, id, version).await), "not-found", "{code}");
            assert!(matches!(reports::report(app, &actor, id).await, Err(OperationError::NotFound)), "{code}");
            assert!(matches!(reports::download(app, &actor, id, DownloadKind::Csv).await, Err(OperationError::NotFound)), "{code}");
            assert!(reports::ask(app, &actor, cohort(app).await).await.is_err(), "{code}");
            assert_eq!(reports::reports(app, &actor, None, None, 10).await.unwrap().len(), 0, "{code}");
        }
        assert_eq!(app.dump().await, before);

        assert_eq!(reports::sign_off(app, &layla, id, version).await.unwrap(), version + 1);
        let after = seen(app, "pm.adel", id).await;
        assert_eq!(after.facts.state, ReportState::SignedOff);
        assert_eq!(after.facts.signed_off_by, layla.person);
        assert_eq!(refused(reports::sign_off(app, &layla, id, version + 1).await), "report-not-made");
        let waiting = reports::waiting(app, &layla).await.unwrap();
        assert_eq!((waiting.unread.len(), waiting.to_sign_off.len()), (0, 0));
        assert_eq!(reports::waiting(app, &adel).await.unwrap().unread.len(), 1);
        reports::mark_read(app, &adel, id).await.unwrap();
        assert_eq!(reports::waiting(app, &adel).await.unwrap().unread.len(), 0);
    }

    // Statement 24.
    async fn a_manager_of_another_cohort_finds_nothing(app) {
        let id = asked_and_made(app).await;
        let mut actor = app.actor("pm.layla").await;
        actor.grants = vec![zamala_domain::Grant::standing(
            zamala_domain::Role::ProgrammeManager,
            zamala_domain::Scope::Cohort(app.id_of("cohorts", "DTF-2027-B").await.into()),
        )];
        let before = app.dump().await;
        assert!(matches!(reports::report(app, &actor, id).await, Err(OperationError::NotFound)));
        assert!(matches!(reports::sign_off(app, &actor, id, 2).await, Err(OperationError::NotFound)));
        assert!(matches!(reports::ask(app, &actor, cohort(app).await).await, Err(OperationError::NotFound)));
        assert_eq!(app.dump().await, before);
    }

    async fn one_report_is_being_made_at_a_time_and_shows_its_steps(app) {
        let (layla, adel) = (app.actor("pm.layla").await, app.actor("pm.adel").await);
        let cohort = cohort(app).await;
        let id = reports::ask(app, &adel, cohort).await.unwrap();
        let before = app.dump().await;
        let again = reports::ask(app, &layla, cohort).await.unwrap_err();
        assert_eq!(again.to_string(), "report-already-asked");
        assert!(matches!(reports::sign_off(app, &layla, id, 1).await, Err(OperationError::Refused("report-not-made"))));
        assert!(matches!(reports::mark_read(app, &layla, id).await, Err(OperationError::Refused("report-not-made"))));
        assert_eq!(app.dump().await, before);
        // As a worker left it that was killed after the third step.
        execute(app, "UPDATE reports SET steps_done = 3").await.unwrap();
        let facts = seen(app, "pm.layla", id).await.facts;
        assert_eq!((facts.state, facts.steps_done, facts.steps_count), (ReportState::Asked, 3, 5));
        work(app).await;
        work(app).await;
        assert!(!reports::make(app, id).await.unwrap(), "made once");
        let facts = seen(app, "pm.layla", id).await.facts;
        assert_eq!((facts.state, facts.steps_done), (ReportState::Made, 5));
        assert_eq!((app.count("reports").await, app.count("report_contents").await), (1, 1));
        assert_eq!(app.number("SELECT count(*) FROM audit_entries WHERE action = 'reports.make'").await, 1);
    }

    async fn two_workers_that_make_the_same_report_freeze_it_once(app) {
        let asker = app.actor("pm.adel").await;
        let id = reports::ask(app, &asker, cohort(app).await).await.unwrap();
        let other = app.replica().await;
        let (one, two) = tokio::join!(reports::make(app, id), reports::make(&other, id));
        assert_eq!(u8::from(one.unwrap()) + u8::from(two.unwrap()), 1);
        assert!(seen(app, "pm.layla", id).await.is_intact);
    }

    async fn a_report_that_is_given_up_can_be_asked_for_again(app) {
        let asker = app.actor("pm.adel").await;
        let cohort = cohort(app).await;
        let id = reports::ask(app, &asker, cohort).await.unwrap();
        reports::give_up(app, id, "no").await.unwrap();
        assert_eq!(seen(app, "pm.adel", id).await.facts.state, ReportState::Failed);
        assert!(!reports::make(app, id).await.unwrap());
        reports::ask(app, &asker, cohort).await.unwrap();
    }
}
