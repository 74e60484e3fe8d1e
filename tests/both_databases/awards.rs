//! Awards and batches: conditions with their figures, two people, numbers without a gap.

use sea_orm::{ConnectionTrait, Statement};
pub use stage::awards::ready_fellows;
use stage::{TestApp, awards::FELLOWS, database::instant, on_both_databases};
use zamala_domain::{
    OperationError,
    assessment::{
        hand_in::{Work, hand_in},
        marking::{LevelDraft, MarkDraft, correct, marking, save},
        release::release,
    },
    credentials::{
        Award, BatchState, HeldOut, batches, eligibility, names, prepare,
        rules::{Asks, Mend},
        seal,
    },
    id::{BatchId, SubmissionId},
    labs::{
        MarkKind,
        attendance::{NewMark, sheet, take},
        booking::book,
    },
};

fn said<T>(outcome: Result<T, OperationError>) -> String {
    outcome.map_or_else(|error| error.to_string(), |_| "yes".to_owned())
}

/// What the database itself says to a change behind the operations' back.
async fn refused_by_database(app: &TestApp, sql: &str) -> String {
    let statement = Statement::from_string(app.backend(), sql);
    let statement = &statement;
    let outcome = app
        .write(|txn| async move { Ok(txn.execute_raw(statement.clone()).await?) })
        .await;
    match outcome {
        Err(OperationError::Database(error)) => error.to_string(),
        other => panic!("the database let it pass: {other:?}"),
    }
}

/// The fellow attends LB10-1 and passes the work of MC10.
async fn mc10_is_earned(app: &TestApp, fellow: &str) -> SubmissionId {
    let session = app.id_of("sessions", "DTF-2026-A-LB10-1").await.into();
    book(app, &app.actor(fellow).await, session).await.unwrap();
    app.move_demo_clock(instant("2026-11-16T08:35:00+03:00"))
        .await
        .unwrap();
    let (actor, trainer) = (app.actor(fellow).await, app.actor("tr.yusuf").await);
    let mark = NewMark {
        residency: app.residency(fellow).await,
        mark: MarkKind::Present,
        minutes_late: 0,
    };
    let open = sheet(app, &trainer, session).await.unwrap();
    take(app, &trainer, session, open.session.version, &[mark])
        .await
        .unwrap();
    let module = app.id_of("micro_credentials", "MC10").await.into();
    let work = Work::Text("A use-case card.".to_owned());
    let receipt = hand_in(app, &actor, module, work).await.unwrap();
    let id = receipt.submission;
    let version = marking(app, &trainer, id).await.unwrap().submission.version;
    let saved = save(app, &trainer, id, version, &levels(3)).await.unwrap();
    release(app, &trainer, id, saved.version).await.unwrap();
    id
}

/// The same level for each criterion of the standard rubric.
fn levels(level: i32) -> MarkDraft {
    let of = |criterion: &str| LevelDraft {
        criterion: criterion.to_owned(),
        level,
        comment: String::new(),
    };
    MarkDraft {
        levels: ["c1", "c2", "c3", "c4"].map(of).into(),
        comment: String::new(),
    }
}

async fn held_out(app: &TestApp, batch: BatchId, fellow: &str) -> Option<HeldOut> {
    let residency = app.residency(fellow).await;
    let officer = app.actor("co.noor").await;
    let view = batches::view(app, &officer, batch).await.unwrap();
    let own = view.members.iter().find(|own| own.residency == residency);
    own.unwrap().held_out
}

on_both_databases! {
    // Statement 8.
    async fn s06_fe_a10_earns_the_statement_and_not_the_certificate(app) {
        let own = eligibility::own(app, &app.actor("fe.a10").await).await.unwrap().remove(0);
        assert_eq!(own.reached, Some(Award::AttendanceStatement));
        let line = own.lines.iter().find(|line| line.award == Award::FellowshipCertificate).unwrap();
        let blocks = line.conditions.iter().any(|condition| {
            !condition.is_met && matches!(&condition.asks, Asks::Attendance { share: Some(share), need_percent: 85 } if share.percent_text() == "84.00")
        });
        assert!(blocks, "{line:?}");

        let mc10 = own.lines.iter().find(|line| line.module.as_ref().is_some_and(|(_, code)| code == "MC10")).unwrap();
        let mends: Vec<_> = mc10.conditions.iter().map(|condition| condition.mend.clone()).collect();
        let [Some(Mend::HandIn { code: work, .. }), Some(Mend::BookLab { code: lab, .. })] = mends.as_slice() else {
            panic!("{mends:?}")
        };
        assert_eq!((work.as_str(), lab.as_str()), ("MC10", "LB10"));
    }

    async fn no_certificate_rests_on_a_mark_that_is_being_corrected(app) {
        let submission = mc10_is_earned(app, "fe.a10").await;
        let module = app.id_of("micro_credentials", "MC10").await.into();
        let cohort = app.id_of("cohorts", "DTF-2026-A").await.into();
        let batch = app.batch("MC10").await;
        assert_eq!(held_out(app, batch, "fe.a10").await, None);
        app.confirm_names("fe.a10").await;
        let (trainer, manager) = (app.actor("tr.yusuf").await, app.actor("pm.layla").await);
        let version = marking(app, &trainer, submission).await.unwrap().submission.version;
        let corrected = correct(app, &trainer, submission, version, &levels(1), "A page was missed").await.unwrap();
        assert_eq!(held_out(app, batch, "fe.a10").await, Some(HeldOut::WorkOpen));
        let before = app.dump().await;
        let officer = app.actor("co.noor").await;
        assert_eq!(said(seal::seal(app, &officer, batch, 1).await), "batch-nobody-ready");
        assert_eq!(app.dump().await, before);
        prepare::withdraw(app, &manager, batch, 1).await.unwrap();
        let again = prepare::prepare(app, &manager, cohort, module).await;
        assert_eq!(said(again), "batch-work-open");
        release(app, &manager, submission, corrected.version).await.unwrap();
        let again = prepare::prepare(app, &manager, cohort, module).await;
        assert_eq!(said(again), "batch-nobody-eligible", "and the corrected mark does not pass");
    }

    async fn nobody_has_earned_the_fellowship_certificate_yet(app) {
        let manager = app.actor("pm.layla").await;
        for code in FELLOWS {
            let list = eligibility::residency(app, &manager, app.residency(code).await).await.unwrap();
            let fellowship = list.lines.iter().find(|line| line.award == Award::FellowshipCertificate).unwrap();
            assert!(!fellowship.is_met, "{code}");
        }
        let stranger = eligibility::residency(app, &app.actor("fe.a01").await, app.residency("fe.a10").await).await;
        assert_eq!(said(stranger), "not-found");
        let focal_point = eligibility::residency(app, &app.actor("fp.tkm").await, app.residency("fe.a10").await).await;
        assert_eq!(said(focal_point), "forbidden");
    }

    // Statement 8. Statement 25.
    async fn a_batch_is_sealed_by_another_person_and_holds_out_who_is_not_ready(app) {
        let batch = app.batch("MC05").await;
        let officer = app.actor("co.noor").await;
        let prepared = batches::view(app, &officer, batch).await.unwrap();
        assert_eq!((prepared.members.len(), prepared.line.state), (12, BatchState::Prepared));
        let inside = prepared.line.in_count;
        assert!(inside > 2, "the opening register has passed marks of MC05");
        assert!(prepared.allowed.seal && !prepared.allowed.withdraw);
        let asked = app.number("SELECT count(*) FROM letters WHERE kind = 'names-to-confirm'").await;
        assert_eq!(asked, i64::try_from(inside).unwrap(), "who is in is asked for the names");
        assert_eq!(said(seal::seal(app, &officer, batch, 1).await), "batch-nobody-ready");

        let ready: Vec<&str> = ready_fellows(app, batch).await.into_iter().take(2).collect();
        for fellow in &ready {
            assert!(names::own(app, &app.actor(fellow).await).await.unwrap().is_waited_for);
            app.confirm_names(fellow).await;
        }
        let sealed = app.seal(batch).await;
        assert_eq!((sealed.sealed, sealed.held_out), (2, inside - 2));
        let view = batches::view(app, &officer, batch).await.unwrap();
        let reason = |own: &&batches::Member| own.held_out == Some(HeldOut::NamesNotConfirmed);
        assert_eq!(view.members.iter().filter(reason).count(), inside - 2);
        assert_eq!(app.number("SELECT count(*) FROM certificates WHERE state = 'planned'").await, 2);
        assert_eq!(app.number("SELECT count(*) FROM jobs WHERE kind = 'seal-certificate'").await, 2);
        assert_eq!(said(seal::seal(app, &officer, batch, 2).await), "batch-not-prepared");

        let again = app.batch("MC05").await;
        let next = batches::view(app, &officer, again).await.unwrap();
        let certified = |own: &&batches::Member| own.held_out == Some(HeldOut::AlreadyCertified);
        assert_eq!(next.members.iter().filter(certified).count(), 2, "nobody is certified twice");
    }

    // Statement 22.
    async fn the_wrong_person_changes_nothing(app) {
        let batch = app.batch("MC05").await;
        for fellow in ready_fellows(app, batch).await {
            app.confirm_names(fellow).await;
        }
        let cohort = app.id_of("cohorts", "DTF-2026-A").await.into();
        let module = app.id_of("micro_credentials", "MC05").await.into();
        let mc10 = app.id_of("micro_credentials", "MC10").await.into();
        let before = app.dump().await;
        let seal = async |code: &str| said(seal::seal(app, &app.actor(code).await, batch, 1).await);
        for code in ["pm.layla", "pm.adel", "sg.salma"] {
            assert_eq!(seal(code).await, "forbidden", "{code}");
        }
        for code in ["tr.yusuf", "fe.a10", "ad.rashid", "fp.tkm"] {
            assert_eq!(seal(code).await, "not-found", "{code}");
        }
        assert_eq!(said(seal::seal(app, &app.actor("co.noor").await, batch, 7).await), "stale");
        let manager = app.actor("pm.layla").await;
        assert_eq!(said(prepare::prepare(app, &manager, cohort, module).await), "batch-already-prepared");
        assert_eq!(said(prepare::prepare(app, &manager, cohort, mc10).await), "batch-nobody-eligible");
        for code in ["co.noor", "tr.yusuf", "fe.a10"] {
            assert_eq!(said(prepare::prepare(app, &app.actor(code).await, cohort, mc10).await), "forbidden", "{code}");
        }
        assert_eq!(app.dump().await, before);
    }

    // Statement 23.
    async fn the_database_refuses_the_same_person_twice(app) {
        app.batch("MC05").await;
        let update = "UPDATE award_batches SET state = 'sealed', sealed_by = prepared_by, sealed_at = prepared_at";
        let refusal = refused_by_database(app, update).await;
        assert!(refusal.contains("award_batches_two_people"), "{refusal}");
    }

    async fn a_withdrawn_batch_makes_room_for_another(app) {
        let batch = app.batch("MC05").await;
        let manager = app.actor("pm.layla").await;
        prepare::withdraw(app, &manager, batch, 1).await.unwrap();
        assert_eq!(said(prepare::withdraw(app, &manager, batch, 2).await), "batch-not-prepared");
        assert_ne!(app.batch("MC05").await, batch);
    }

    // Statement 9.
    async fn a_name_that_changes_after_its_confirmation_is_asked_for_again(app) {
        app.confirm_names("fe.a10").await;
        let fellow = app.actor("fe.a10").await;
        let own = names::own(app, &fellow).await.unwrap();
        assert!(own.is_confirmed);
        let sql = "UPDATE people SET name_en = 'Another Name' WHERE code = 'fe.a10'";
        let statement = Statement::from_string(app.backend(), sql);
        let statement = &statement;
        app.write(|txn| async move { Ok(txn.execute_raw(statement.clone()).await?) }).await.unwrap();
        assert!(!names::own(app, &fellow).await.unwrap().is_confirmed);
        assert_eq!(said(names::confirm(app, &fellow, &own.now, true, own.version).await), "stale");
    }

    // Statement 25.
    async fn serials_have_no_gap_however_many_seal_at_once(app) {
        for fellow in FELLOWS {
            app.confirm_names(fellow).await;
        }
        let mut batches = Vec::new();
        for module in ["MC01", "MC02", "MC03", "MC04", "MC05", "MC06"] {
            batches.push(app.batch(module).await);
        }
        let (noor, yasser) = (app.actor("co.noor").await, app.actor("co.yasser").await);
        let sealing = batches.iter().flat_map(|batch| {
            // Two officers at once, and one with an old version: each batch is sealed once.
            [seal::seal(app, &noor, *batch, 1), seal::seal(app, &yasser, *batch, 1), seal::seal(app, &noor, *batch, 9)]
        });
        let outcomes = futures::future::join_all(sealing).await;
        let sealed: usize = outcomes.iter().filter_map(|outcome| outcome.as_ref().ok()).map(|sealed| sealed.sealed).sum();
        assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 6);
        let count = app.count("certificates").await;
        assert_eq!(usize::try_from(count).unwrap(), sealed);
        assert!(count > 30, "{count}");
        assert_eq!(app.number("SELECT max(serial_number) FROM certificates").await, count);
        assert_eq!(app.number("SELECT count(DISTINCT serial_number) FROM certificates").await, count);
        assert_eq!(app.number("SELECT count(DISTINCT public_code) FROM certificates").await, count);
        assert_eq!(app.number("SELECT min(length(public_code)) FROM certificates").await, 27);
    }
}
