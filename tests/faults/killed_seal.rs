//! A worker killed while it makes a batch of some fifty certificates: each is issued once.

use stage::{
    Engine, TestApp,
    awards::FELLOWS,
    server::{Program, eventually},
    sink::Sink,
};
use std::time::Duration;

/// Five micro-credentials of the opening register for twelve fellows: some fifty certificates.
const MODULES: [&str; 5] = ["MC01", "MC02", "MC03", "MC04", "MC05"];
const KILLS: u64 = 8;
const SETTINGS: &[(&str, &str)] = &[
    ("ZAMALA_LEASE_SECONDS", "2"),
    ("ZAMALA_MAIL_FROM", "Zamala <zamala@example.org>"),
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_worker_issues_each_certificate_once() {
    let app = TestApp::with_sample(Engine::Sqlite).await;
    for fellow in FELLOWS {
        app.confirm_names(fellow).await;
    }
    for module in MODULES {
        let batch = app.batch(module).await;
        app.seal(batch).await;
    }
    let planned = app.count("certificates").await;
    assert!(planned > 40, "{planned} certificates are to be made");
    let sink = Sink::start().await;
    let relay = sink.url();
    let settings: Vec<(&str, &str)> = SETTINGS
        .iter()
        .copied()
        .chain([("ZAMALA_SMTP_URL", relay.as_str())])
        .collect();
    for kill in 1..=KILLS {
        let mut worker = Program::work(&app, &settings);
        let wait = Duration::from_millis(700 + 150 * kill);
        tokio::time::timeout(wait, std::future::pending::<()>())
            .await
            .unwrap_err();
        worker.kill();
    }
    let _worker = Program::work(&app, &settings);
    let all_issued = async || {
        app.number("SELECT count(*) FROM certificates WHERE state <> 'issued'")
            .await
            == 0
    };
    eventually(
        Duration::from_secs(120),
        "every certificate is issued",
        all_issued,
    )
    .await;

    for (what, sql) in [
        (
            "a PDF each",
            "SELECT count(*) FROM files WHERE purpose = 'certificate_pdf'",
        ),
        (
            "a credential each",
            "SELECT count(*) FROM files WHERE purpose = 'certificate_credential'",
        ),
        (
            "a leaf of the log each",
            "SELECT count(DISTINCT certificate_id) FROM credential_log",
        ),
        (
            "a letter each",
            "SELECT count(*) FROM letters WHERE kind = 'certificate-issued'",
        ),
        (
            "no gap in the log",
            "SELECT max(position) + 1 FROM credential_log",
        ),
        (
            "no gap in the numbers",
            "SELECT max(serial_number) FROM certificates",
        ),
    ] {
        assert_eq!(app.number(sql).await, planned, "{what}");
    }
}
