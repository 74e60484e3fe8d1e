//! Who marks, and who never does.

use super::*;
use stage::on_both_databases;
use zamala_domain::{
    Actor, Grant, Role, Scope,
    agenda::{cohort as cohorts, standing},
    assessment::{
        marking::{correct, preview},
        own::{submission, submitted_file},
        queue::queue,
        release::release_all,
    },
    credentials::{
        RevocationClass, batches, eligibility, prepare, register, revocation, seal as sealing,
    },
    id::{CohortId, PersonId, SessionId},
    labs::{
        MarkKind,
        attendance::{self, NewMark},
        booking::book,
    },
    people::operations as people,
};

async fn cohort(app: &TestApp, code: &str) -> CohortId {
    app.id_of("cohorts", code).await.into()
}

fn present(residency: zamala_domain::id::ResidencyId) -> [NewMark; 1] {
    [NewMark {
        residency,
        mark: MarkKind::Present,
        minutes_late: 0,
    }]
}

/// Everything that a trainer could do with a fellow's work and marks.
async fn as_trainer(app: &TestApp, actor: &Actor, id: SubmissionId) -> Vec<(&'static str, String)> {
    let (now, made) = (version(app, id).await, levels(EIGHTY_SEVEN));
    let first = cohort(app, "DTF-2026-A").await;
    let residency = app.residency("fe.a10").await;
    vec![
        ("read", said(submission(app, actor, id).await)),
        ("open the file", said(submitted_file(app, actor, id).await)),
        ("open the sheet", said(marking(app, actor, id).await)),
        ("calculate", said(preview(app, actor, id, &made).await)),
        ("mark", said(save(app, actor, id, now, &made).await)),
        (
            "correct",
            said(correct(app, actor, id, now, &made, "why").await),
        ),
        ("release", said(release(app, actor, id, now).await)),
        (
            "release all",
            said(release_all(app, actor, first, mc10(app).await).await),
        ),
        (
            "see awards",
            said(eligibility::residency(app, actor, residency).await),
        ),
        (
            "see the standing",
            said(standing::residency(app, actor, residency).await),
        ),
    ]
}

/// The same with attendance at a lab that another trainer leads.
async fn with_attendance(app: &TestApp, actor: &Actor) -> Vec<(&'static str, String)> {
    let lab: SessionId = app.id_of("sessions", "DTF-2026-A-LB10-1").await.into();
    let marks = present(app.residency("fe.a10").await);
    let first = cohort(app, "DTF-2026-A").await;
    vec![
        (
            "open the attendance",
            said(attendance::sheet(app, actor, lab).await),
        ),
        (
            "take attendance",
            said(attendance::take(app, actor, lab, 1, &marks).await),
        ),
        (
            "see the cohort",
            said(cohorts::view(app, actor, first, None).await),
        ),
        (
            "list its fellows",
            said(cohorts::fellows(app, actor, first).await),
        ),
    ]
}

/// `fe.a10`, who is a trainer of MC10, a manager and an officer of the programme too.
async fn fellow_of_many_roles(app: &TestApp) -> Actor {
    let mut actor = app.actor("fe.a10").await;
    let programme = Scope::Programme(app.id_of("programmes", "DTF").await.into());
    for role in [
        Role::Trainer,
        Role::ProgrammeManager,
        Role::CertificateOfficer,
    ] {
        actor.grants.push(Grant::standing(role, programme.clone()));
    }
    let teaches = "INSERT INTO person_topics (person_id, kind, topic)
        SELECT id, 'teaches', 'MC10' FROM people WHERE code = 'fe.a10'";
    execute(app, teaches).await.unwrap();
    actor
}

on_both_databases! {
    // Statement 19.
    async fn a_trainer_of_another_cohort_neither_reads_nor_marks(app) {
        let id = hand_in_text(app, "fe.a10").await.submission;
        mark_and_release(app, id, FIFTY_THREE).await;
        let lab: SessionId = app.id_of("sessions", "DTF-2026-A-LB10-1").await.into();
        book(app, &app.actor("fe.a10").await, lab).await.unwrap();
        let own = as_trainer(app, &app.actor("tr.yusuf").await, id).await;
        assert!(own.iter().any(|(act, said)| *act == "read" && said == "yes"), "there is something to see: {own:?}");

        let elsewhere = vec![Grant::standing(Role::Trainer, Scope::Cohort(cohort(app, "DTF-2027-B").await))];
        // One teaches the same micro-credential in another cohort, the other leads nothing in this one.
        let (mut yusuf, mut reem) = (app.actor("tr.yusuf").await, app.actor("tr.reem").await);
        (yusuf.grants, reem.grants) = (elsewhere.clone(), elsewhere);
        let before = app.dump().await;
        let mut tried = as_trainer(app, &yusuf, id).await;
        tried.extend(as_trainer(app, &reem, id).await);
        tried.extend(with_attendance(app, &reem).await);
        for (act, said) in tried {
            assert!(["not-found", "forbidden"].contains(&said.as_str()), "{act}: {said}");
        }
        for actor in [&yusuf, &reem] {
            assert_eq!(queue(app, actor, None).await.unwrap(), []);
            assert_eq!(queue(app, actor, Some(cohort(app, "DTF-2026-A").await)).await.unwrap(), []);
        }
        assert_eq!(app.dump().await, before);
    }

    // Statement 19.
    async fn a_trainer_of_another_micro_credential_does_not_mark(app) {
        let id = hand_in_text(app, "fe.a10").await.submission;
        mark(app, id, EIGHTY_SEVEN).await;
        let dana = app.actor("tr.dana").await;
        let before = app.dump().await;
        let tried = as_trainer(app, &dana, id).await;
        // Trainers of the cohort see its fellows; work and marks of other micro-credentials stay closed.
        for (act, said) in tried.iter().filter(|(act, _)| !act.starts_with("see ")) {
            assert!(["not-found", "forbidden"].contains(&said.as_str()), "{act}: {said}");
        }
        assert_eq!(queue(app, &dana, None).await.unwrap(), []);
        assert_eq!(app.dump().await, before);
    }

    // Statement 20.
    async fn a_released_mark_changes_only_with_a_reason_on_record(app) {
        let id = hand_in_text(app, "fe.a10").await.submission;
        mark_and_release(app, id, FIFTY_THREE).await;
        let (trainer, now) = (app.actor("tr.yusuf").await, version(app, id).await);
        let made = levels(EIGHTY_SEVEN);
        let before = app.dump().await;
        assert_eq!(said(save(app, &trainer, id, now, &made).await), "work-not-open");
        for reason in ["", " \n ", "\u{200B}\u{2066}"] {
            assert_eq!(said(correct(app, &trainer, id, now, &made, reason).await), "invalid", "{reason:?}");
        }
        assert_eq!(said(release(app, &trainer, id, now).await), "mark-not-provisional");
        for sql in [
            "UPDATE marks SET mark_thousandths = 99000, weighted_sum = weighted_max",
            "UPDATE marks SET has_passed = TRUE",
            "UPDATE marks SET comment = 'x'",
            "UPDATE marks SET state = 'provisional', released_at = NULL, released_by = NULL",
            "UPDATE marks SET state = 'void', released_at = NULL",
            "UPDATE mark_criteria SET level = 3",
            "DELETE FROM mark_criteria",
            "DELETE FROM marks",
        ] {
            assert!(execute(app, sql).await.unwrap_err().contains("marks_kept"), "{sql}");
        }
        assert_eq!(app.dump().await, before);

        correct(app, &trainer, id, now, &made, "A page was overlooked.").await.unwrap();
        let without_reason = execute(app, "UPDATE marks SET reason = NULL WHERE state = 'provisional'").await.unwrap_err();
        assert!(without_reason.contains("marks_second_person"), "{without_reason}");
        let now = version(app, id).await;
        release(app, &app.actor("pm.adel").await, id, now).await.unwrap();
        let on_record = "SELECT count(*) FROM audit_entries WHERE content LIKE '%A page was overlooked.%' AND action = ";
        for action in ["assessment.correct-mark", "assessment.release-mark"] {
            assert_eq!(app.number(&format!("{on_record}'{action}'")).await, 1, "{action}");
        }
    }

    // Statement 23.
    async fn a_fellow_of_many_roles_neither_marks_nor_releases_in_the_own_cohort(app) {
        let (own, other) = (hand_in_text(app, "fe.a10").await.submission, hand_in_text(app, "fe.a11").await.submission);
        for id in [own, other] {
            mark(app, id, EIGHTY_SEVEN).await;
        }
        let lab: SessionId = app.id_of("sessions", "DTF-2026-A-LB10-1").await.into();
        book(app, &app.actor("fe.a10").await, lab).await.unwrap();
        app.move_demo_clock(stage::database::instant("2026-11-16T09:00:00+03:00")).await.unwrap();
        let actor = fellow_of_many_roles(app).await;
        let cohort = cohort(app, "DTF-2026-A").await;
        let before = app.dump().await;
        for id in [own, other] {
            let now = version(app, id).await;
            let made = levels(EIGHTY_SEVEN);
            assert!(is_kept_out(marking(app, &actor, id).await));
            assert!(is_kept_out(preview(app, &actor, id, &made).await));
            assert!(is_kept_out(save(app, &actor, id, now, &made).await));
            assert!(is_kept_out(correct(app, &actor, id, now, &made, "mine").await));
            assert!(is_kept_out(release(app, &actor, id, now).await));
        }
        assert!(is_kept_out(release_all(app, &actor, cohort, mc10(app).await).await));
        assert_eq!(queue(app, &actor, None).await.unwrap(), []);
        let marks = present(app.residency("fe.a10").await);
        assert!(is_kept_out(attendance::sheet(app, &actor, lab).await));
        assert!(is_kept_out(attendance::take(app, &actor, lab, 1, &marks).await));
        assert!(is_kept_out(prepare::prepare(app, &actor, cohort, app.id_of("micro_credentials", "MC05").await.into()).await));
        assert_eq!(app.dump().await, before);
        for sql in ["UPDATE marks SET marker_id = fellow_id", "UPDATE marks SET released_by = fellow_id"] {
            assert!(execute(app, sql).await.unwrap_err().contains("marks_not_of_self"), "{sql}");
        }
    }

    // Statement 23.
    async fn nobody_seals_or_judges_a_certificate_of_the_own(app) {
        let actor = fellow_of_many_roles(app).await;
        let me: PersonId = actor.person.unwrap();
        let batch = batch_with(app, "fe.a10").await;
        app.confirm_names("fe.a10").await;
        let before = app.dump().await;
        assert_eq!(said(sealing::seal(app, &actor, batch, 1).await), "certification-of-self");
        assert!(!batches::view(app, &actor, batch).await.unwrap().allowed.seal);
        assert_eq!(app.dump().await, before);

        app.seal(batch).await;
        let certificates = app.certificates(batch).await;
        let officer = app.actor("co.noor").await;
        let mut own = None;
        for id in certificates {
            if register::view(app, &officer, id).await.unwrap().line.fellow == me {
                own = Some(id);
            }
        }
        let own = own.unwrap();
        let propose = revocation::propose(app, &actor, own, RevocationClass::Error, "mine").await;
        assert_eq!(said(propose), "forbidden");
        let mut administrator = actor.clone();
        administrator.grants = vec![Grant::standing(Role::Administrator, Scope::Installation)];
        let grant = Grant::standing(Role::Trainer, Scope::Cohort(cohort(app, "DTF-2026-A").await));
        assert_eq!(said(people::give_role(app, &administrator, me, grant).await), "forbidden");
    }

    // Statement 23.
    async fn who_marked_the_work_does_not_seal_what_rests_on_it(app) {
        let lab: SessionId = app.id_of("sessions", "DTF-2026-A-LB10-1").await.into();
        book(app, &app.actor("fe.a10").await, lab).await.unwrap();
        let id = hand_in_text(app, "fe.a10").await.submission;
        mark_and_release(app, id, EIGHTY_SEVEN).await;
        app.move_demo_clock(stage::database::instant("2026-11-16T13:00:00+03:00")).await.unwrap();
        let mut trainer = app.actor("tr.yusuf").await;
        attendance::take(app, &trainer, lab, 1, &present(app.residency("fe.a10").await)).await.unwrap();
        let batch = app.batch("MC10").await;
        app.confirm_names("fe.a10").await;
        let programme = Scope::Programme(app.id_of("programmes", "DTF").await.into());
        trainer.grants.push(Grant::standing(Role::CertificateOfficer, programme));
        let before = app.dump().await;
        assert_eq!(said(sealing::seal(app, &trainer, batch, 1).await), "batch-sealed-by-marker");
        assert_eq!(app.dump().await, before);
        assert_eq!(app.seal(batch).await.sealed, 1);
    }
}

/// A prepared batch in which this fellow is in.
async fn batch_with(app: &TestApp, fellow: &str) -> zamala_domain::id::BatchId {
    let residency = app.residency(fellow).await;
    let (officer, manager) = (app.actor("co.noor").await, app.actor("pm.layla").await);
    for module in ["MC01", "MC02", "MC03", "MC04", "MC05", "MC06"] {
        let batch = app.batch(module).await;
        let view = batches::view(app, &officer, batch).await.unwrap();
        let is_in = |own: &batches::Member| own.residency == residency && own.held_out.is_none();
        if view.members.iter().any(is_in) {
            return batch;
        }
        prepare::withdraw(app, &manager, batch, 1).await.unwrap();
    }
    panic!("{fellow} has earned nothing yet");
}
