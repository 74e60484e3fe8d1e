//! Managers and the programmes of others.

use super::*;
use crate::journeys::serve_here;
use serde_json::json;
use stage::{database::instant, on_both_databases};
use uuid::Uuid;
use zamala_domain::{
    Actor, Bilingual, Grant, Role, Scope,
    agenda::{cohort as cohorts, home, standing},
    assessment::{marking::correct, own::submission, queue::queue, release::release_all},
    credentials::{
        RevocationClass, batches, eligibility, prepare,
        register::{self, Face},
        revocation, seal as sealing,
    },
    id::{BatchId, CertificateId, CohortId, MicroCredentialId, ReportId, ResidencyId, SessionId},
    labs::{
        MarkKind,
        attendance::{self, NewMark},
        booking::book,
        sessions,
    },
    reports::{DownloadKind, operations as reports},
    residencies::operations as residencies,
};

/// The second cohort, its fellows, its sessions and one micro-credential become another programme's.
async fn second_programme(app: &TestApp) -> Uuid {
    let other = "(SELECT id FROM programmes WHERE code = 'GIF')";
    let cohort = "(SELECT id FROM cohorts WHERE code = 'DTF-2027-B')";
    for sql in [
        format!("UPDATE residencies SET programme_id = {other} WHERE cohort_id = {cohort}"),
        format!("UPDATE sessions SET programme_id = {other} WHERE cohort_id = {cohort}"),
        format!("UPDATE cohorts SET programme_id = {other} WHERE code = 'DTF-2027-B'"),
        "DELETE FROM cohort_micro_credentials WHERE micro_credential_id = (SELECT id FROM micro_credentials WHERE code = 'MC09')
            AND cohort_id = (SELECT id FROM cohorts WHERE code = 'DTF-2026-A')".to_owned(),
        format!("UPDATE micro_credentials SET programme_id = {other} WHERE code = 'MC09'"),
        format!("DELETE FROM grants WHERE role = 'programme_manager' AND programme_id = {other}"),
    ] {
        assert!(execute(app, &sql).await.unwrap() > 0, "{sql}");
    }
    app.id_of("programmes", "GIF").await
}

/// `pm.layla` with the role in this programme alone.
async fn manager_of(app: &TestApp, role: Role, programme: &str) -> Actor {
    let mut actor = app.actor("pm.layla").await;
    let scope = Scope::Programme(app.id_of("programmes", programme).await.into());
    actor.grants = vec![Grant::standing(role, scope)];
    actor
}

/// What stands in the first programme.
struct Things {
    cohort: CohortId,
    module: MicroCredentialId,
    session: SessionId,
    residency: ResidencyId,
    work: SubmissionId,
    batch: BatchId,
    certificate: CertificateId,
    report: ReportId,
}

async fn things(app: &TestApp) -> Things {
    let cohort: CohortId = app.id_of("cohorts", "DTF-2026-A").await.into();
    let session: SessionId = app.id_of("sessions", "DTF-2026-A-LB10-1").await.into();
    book(app, &app.actor("fe.a10").await, session)
        .await
        .unwrap();
    let work = hand_in_text(app, "fe.a10").await.submission;
    mark(app, work, EIGHTY_SEVEN).await;
    let sealed = app.batch("MC05").await;
    for fellow in stage::awards::FELLOWS {
        app.confirm_names(fellow).await;
    }
    app.seal(sealed).await;
    let manager = app.actor("pm.adel").await;
    let report = reports::ask(app, &manager, cohort).await.unwrap();
    reports::make(app, report).await.unwrap();
    app.move_demo_clock(instant("2026-11-16T09:00:00+03:00"))
        .await
        .unwrap();
    Things {
        cohort,
        module: app.id_of("micro_credentials", "MC03").await.into(),
        session,
        residency: app.residency("fe.a10").await,
        work,
        batch: app.batch("MC04").await,
        certificate: app.certificates(sealed).await[0],
        report,
    }
}

fn present(residency: ResidencyId) -> NewMark {
    NewMark {
        residency,
        mark: MarkKind::Present,
        minutes_late: 0,
    }
}

/// Everything that a manager does, by id.
async fn managed(app: &TestApp, actor: &Actor, on: &Things) -> Vec<(&'static str, String)> {
    let made = levels(EIGHTY_SEVEN);
    let reason = || Bilingual::new("صيانة", "Maintenance");
    vec![
        (
            "cohort",
            said(cohorts::view(app, actor, on.cohort, None).await),
        ),
        (
            "fellows",
            said(cohorts::fellows(app, actor, on.cohort).await),
        ),
        (
            "residency",
            said(residencies::residency(app, actor, on.residency).await),
        ),
        (
            "standing",
            said(standing::residency(app, actor, on.residency).await),
        ),
        (
            "awards",
            said(eligibility::residency(app, actor, on.residency).await),
        ),
        (
            "session",
            said(sessions::view(app, actor, on.session).await),
        ),
        (
            "hold",
            said(sessions::place_hold(app, actor, on.session, reason()).await),
        ),
        (
            "sheet",
            said(attendance::sheet(app, actor, on.session).await),
        ),
        (
            "attendance",
            said(attendance::take(app, actor, on.session, 1, &[present(on.residency)]).await),
        ),
        ("work", said(submission(app, actor, on.work).await)),
        ("marking", said(marking(app, actor, on.work).await)),
        (
            "correct",
            said(correct(app, actor, on.work, 2, &made, "why").await),
        ),
        ("release", said(release(app, actor, on.work, 2).await)),
        (
            "release all",
            said(release_all(app, actor, on.cohort, mc10(app).await).await),
        ),
        (
            "prepare",
            said(prepare::prepare(app, actor, on.cohort, on.module).await),
        ),
        ("batch", said(batches::view(app, actor, on.batch).await)),
        (
            "withdraw",
            said(prepare::withdraw(app, actor, on.batch, 1).await),
        ),
        ("seal", said(sealing::seal(app, actor, on.batch, 1).await)),
        (
            "certificate",
            said(register::view(app, actor, on.certificate).await),
        ),
        (
            "PDF",
            said(register::face(app, actor, on.certificate, Face::Pdf).await),
        ),
        (
            "revoke",
            said(
                revocation::propose(app, actor, on.certificate, RevocationClass::Error, "no").await,
            ),
        ),
        ("report", said(reports::report(app, actor, on.report).await)),
        (
            "CSV",
            said(reports::download(app, actor, on.report, DownloadKind::Csv).await),
        ),
        (
            "sign off",
            said(reports::sign_off(app, actor, on.report, 2).await),
        ),
        (
            "read",
            said(reports::mark_read(app, actor, on.report).await),
        ),
        ("ask", said(reports::ask(app, actor, on.cohort).await)),
    ]
}

on_both_databases! {
    // Statement 24.
    async fn a_manager_of_another_programme_finds_nothing_by_any_id(app) {
        let on = things(app).await;
        second_programme(app).await;
        for role in [Role::ProgrammeManager, Role::CertificateOfficer, Role::Signatory] {
            let stranger = manager_of(app, role, "GIF").await;
            let before = app.dump().await;
            for (act, said) in managed(app, &stranger, &on).await {
                assert!(["not-found", "forbidden"].contains(&said.as_str()), "{act} as {role:?}: {said}");
            }
            assert_eq!(app.dump().await, before);
            assert_eq!(queue(app, &stranger, None).await.unwrap(), []);
            assert_eq!(queue(app, &stranger, Some(on.cohort)).await.unwrap(), []);
            assert_eq!(batches::list(app, &stranger).await.unwrap().len(), 0);
            assert_eq!(register::list(app, &stranger, None, 100).await.unwrap().len(), 0);
            assert!(reports::reports(app, &stranger, None, None, 10).await.is_ok_and(|found| found.is_empty()));
            assert!(reports::reports(app, &stranger, Some(on.cohort), None, 10).await.is_ok_and(|found| found.is_empty()));
            let cohorts = residencies::cohorts(app, &stranger).await.unwrap();
            assert!(cohorts.iter().all(|own| own.id != on.cohort) && cohorts.len() == 1);
            let fellows = residencies::residencies(app, &stranger, Some(on.cohort)).await.unwrap();
            assert_eq!(fellows.len(), 0);
            let home = home::home(app, &stranger).await.unwrap();
            assert!(home.manager.unwrap_or_default().iter().all(|own| own.cohort.id != on.cohort));
        }
        let own = managed(app, &manager_of(app, Role::ProgrammeManager, "DTF").await, &on).await;
        let done = own.iter().filter(|(_, said)| said == "yes").count();
        assert!(done > 12, "there is something to see and to do: {own:?}");
    }

    // Statement 24.
    async fn a_body_or_a_list_with_an_id_of_another_programme_changes_nothing(app) {
        let on = things(app).await;
        second_programme(app).await;
        let manager = manager_of(app, Role::ProgrammeManager, "DTF").await;
        let elsewhere: CohortId = app.id_of("cohorts", "DTF-2027-B").await.into();
        let module: MicroCredentialId = app.id_of("micro_credentials", "MC09").await.into();
        let stranger = app.residency("fe.b01").await;
        let before = app.dump().await;
        assert!(is_kept_out(prepare::prepare(app, &manager, elsewhere, on.module).await));
        assert_eq!(said(prepare::prepare(app, &manager, on.cohort, module).await), "award-not-offered");
        assert!(is_kept_out(release_all(app, &manager, elsewhere, mc10(app).await).await));
        assert!(is_kept_out(release_all(app, &manager, on.cohort, module).await));
        assert!(is_kept_out(reports::ask(app, &manager, elsewhere).await));
        // All or nothing: one stranger in the list, and nobody's attendance is taken.
        for marks in [[present(on.residency), present(stranger)], [present(stranger), present(on.residency)]] {
            assert_eq!(said(attendance::take(app, &manager, on.session, 1, &marks).await), "invalid");
        }
        assert_eq!(app.dump().await, before);
        attendance::take(app, &manager, on.session, 1, &[present(on.residency)]).await.unwrap();
    }

    // Statement 24.
    async fn the_api_takes_no_id_of_another_programme_in_path_body_or_list(app) {
        let on = things(app).await;
        second_programme(app).await;
        let elsewhere = app.id_of("cohorts", "DTF-2027-B").await.to_string();
        let lab = app.id_of("sessions", "DTF-2027-B-LB10-1").await;
        let (residency, stranger) = (on.residency.to_string(), app.residency("fe.b01").await.to_string());
        let base = serve_here(app).await;
        let manager = Visitor::calling(app, &base, "pm.layla").await;
        let before = written(app).await;
        for path in [
            format!("/cohorts/{elsewhere}"),
            format!("/cohorts/{elsewhere}/fellows"),
            format!("/cohorts/{elsewhere}/sessions"),
            format!("/residencies/{stranger}"),
            format!("/residencies/{stranger}/awards"),
            format!("/sessions/{lab}"),
            format!("/sessions/{lab}/attendance"),
        ] {
            let (status, body) = manager.read(&format!("/api/v1{path}")).await;
            assert_eq!(status, 404, "{path}: {body}");
        }
        let module = on.module.to_string();
        let asked = format!("/cohorts/{elsewhere}/reports");
        let bodies = [
            ("/batches", json!({ "cohort_id": elsewhere, "micro_credential_id": module })),
            ("/mark-releases", json!({ "cohort_id": elsewhere, "micro_credential_id": module })),
            (asked.as_str(), json!({})),
        ];
        for (path, body) in &bodies {
            let (status, answer) = manager.send(Method::POST, &format!("/api/v1{path}"), body).await;
            assert!([403, 404].contains(&status), "{path}: {status} {answer}");
        }
        let marks = [residency, stranger].map(|id| json!({ "residency_id": id, "status": "present" }));
        let path = format!("/api/v1/sessions/{}/attendance", on.session);
        let (status, answer) = manager.send_if(Method::PUT, &path, Some("\"1\""), &json!({ "marks": marks })).await;
        assert_eq!((status, answer["errors"][0]["pointer"].as_str()), (422, Some("/marks/1/residency_id")), "{answer}");
        assert_eq!(written(app).await, before);
    }
}
