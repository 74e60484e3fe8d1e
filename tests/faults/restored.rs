//! A backup, restored into an empty place: counts, audit chain and files agree.

use stage::{Engine, TestApp, server::binary};
use std::process::Output;
use zamala_domain::{
    audit::{self, Verdict},
    files,
    id::SessionId,
    labs::{booking::book, materials},
};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_of_sqlite_restores() {
    a_backup_restores(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_of_postgres_restores() {
    a_backup_restores(Engine::Postgres).await;
}

async fn a_backup_restores(engine: Engine) {
    let app = TestApp::with_sample(engine).await;
    let session: SessionId = app.id_of("sessions", "DTF-2026-A-LB10-1").await.into();
    book(&app, &app.actor("fe.a01").await, session)
        .await
        .unwrap();
    let mut upload = files::Upload::new(files::Purpose::SessionMaterial.rules());
    upload.feed("ما يلزم للمختبر\n".as_bytes()).unwrap();
    let received = files::operations::receive(&app, upload).await.unwrap();
    let trainer = app.actor("tr.yusuf").await;
    let file = materials::add_material(&app, &trainer, session, "handout.txt".into(), received)
        .await
        .unwrap();
    audit::operations::sequence(&app).await.unwrap();

    let copy = app.folder().join("backup");
    let taken = run(&app, &["backup", copy.to_str().unwrap()]);
    assert!(taken.status.success(), "{}", said(&taken));
    let place = TestApp::unmigrated(engine).await;
    let restored = run(&place, &["restore", copy.to_str().unwrap()]);
    assert!(restored.status.success(), "{}", said(&restored));
    let again = run(&place, &["restore", copy.to_str().unwrap()]);
    assert!(
        !again.status.success(),
        "a place that is not empty is refused"
    );

    let place = place.reopened().await;
    for table in [
        "people",
        "sessions",
        "bookings",
        "audit_entries",
        "files",
        "opening_marks",
    ] {
        assert!(
            place.count(table).await >= app.count(table).await,
            "{table}"
        );
    }
    assert!(matches!(
        audit::operations::check(&place, None).await.unwrap(),
        Verdict::Whole { .. }
    ));
    let (_, bytes) = materials::material(&place, &trainer, session, file)
        .await
        .unwrap();
    assert_eq!(bytes, "ما يلزم للمختبر\n".as_bytes());
}

fn run(stage: &TestApp, arguments: &[&str]) -> Output {
    let mut command = stage::server::over(stage, &[]);
    assert!(binary().exists());
    command
        .args(arguments)
        .env("PATH", "/usr/bin:/bin")
        .output()
        .unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout)
}
