//! Homes as pages in both languages, and as the API tells them.

use super::{report_pages::Visitor, serve_here};
use serde_json::Value;
use stage::{Engine, TestApp, awards::ready_fellows};
use zamala_domain::{id::CohortId, reports::operations as reports};

async fn today(app: &TestApp, base: &str, code: &str) -> Value {
    let caller = Visitor::calling(app, base, code).await;
    serde_json::from_str(&caller.text("/api/v1/today").await).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_home_tells_reports_batches_and_forums_in_pages_and_in_the_api() {
    let app = TestApp::with_sample(Engine::Sqlite).await;
    let base = serve_here(&app).await;
    let cohort: CohortId = app.id_of("cohorts", "DTF-2026-A").await.into();
    let id = reports::ask(&app, &app.actor("pm.adel").await, cohort)
        .await
        .unwrap();
    reports::make(&app, id).await.unwrap();
    let batch = app.batch("MC05").await;
    let open = ready_fellows(&app, batch).await.len();

    let manager = today(&app, &base, "pm.layla").await;
    for kind in ["unread", "to_sign_off"] {
        assert_eq!(manager["reports"][kind][0]["id"], id.to_string());
        assert_eq!(manager["reports"][format!("{kind}_count")], 1);
    }
    let prepared = &manager["certificates"]["prepared"][0];
    assert_eq!(prepared["batch"]["id"], batch.to_string());
    assert_eq!(prepared["names_open_count"], open);
    assert_eq!(manager["certificates"]["unsealed"], Value::Null);
    assert_eq!(manager["manager"][0]["corrections"], serde_json::json!([]));
    assert_eq!(manager["forums"], Value::Null);

    let officer = today(&app, &base, "co.noor").await;
    let unsealed = &officer["certificates"]["unsealed"][0];
    assert_eq!(unsealed["id"], batch.to_string());
    assert_eq!(officer["reports"], Value::Null);
    let coordinator = today(&app, &base, "fc.huda").await;
    assert_eq!(coordinator["forums"][0]["code"], "BDTF-2026");
    assert_eq!(coordinator["certificates"], Value::Null);
    let fellow = today(&app, &base, ready_fellows(&app, batch).await[0]).await;
    assert_eq!(fellow["certificates"]["names_are_waited_for"], true);

    for language in ["ar", "en"] {
        let manager = Visitor::browsing(&app, &base, "pm.layla").await;
        let home = manager.text(&format!("/{language}/")).await;
        assert!(home.contains(&format!("/{language}/batches/{batch}")));
        let trainer = Visitor::browsing(&app, &base, "tr.yusuf").await;
        let home = trainer.text(&format!("/{language}/")).await;
        assert!(!home.contains("/batches/"));
    }
}
