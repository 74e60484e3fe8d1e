//! Reports as pages in both languages, and over the API.

use poem::{Endpoint, Request, Response, http::StatusCode};
use secrecy::ExposeSecret;
use serde_json::Value;
use stage::{Engine, TestApp};
use zamala_api::{Settings, service};
use zamala_domain::{
    accounts::operations as accounts, actor::Origin, id::CohortId, reports::operations as reports,
};

/// A person's browser or program at the service.
struct Visitor {
    header: (&'static str, String),
}

impl Visitor {
    async fn browsing(app: &TestApp, code: &str) -> Self {
        let person = app.id_of("people", code).await.into();
        let signed_in = accounts::demo_sign_in(app, person, &Origin::default())
            .await
            .unwrap();
        let secret = signed_in.session_secret.expose_secret();
        Self {
            header: ("Cookie", ["zamala-dev=", secret].concat()),
        }
    }

    async fn calling(app: &TestApp, code: &str) -> Self {
        let person = app.id_of("people", code).await.into();
        let token = accounts::demo_token(app, person).await.unwrap();
        Self {
            header: ("Authorization", ["Bearer ", token.expose_secret()].concat()),
        }
    }

    async fn get(&self, service: &impl Endpoint<Output = Response>, path: &str) -> Response {
        let (name, value) = &self.header;
        let request = Request::builder().uri_str(path).header(*name, value);
        service.get_response(request.finish()).await
    }

    async fn text(&self, service: &impl Endpoint<Output = Response>, path: &str) -> String {
        let answer = self.get(service, path).await;
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        answer.into_body().into_string().await.unwrap()
    }

    async fn post(
        &self,
        service: &impl Endpoint<Output = Response>,
        path: &str,
        if_match: Option<&str>,
    ) -> Response {
        let (name, value) = &self.header;
        let mut request = Request::builder()
            .method(poem::http::Method::POST)
            .uri_str(path)
            .header(*name, value);
        if let Some(version) = if_match {
            request = request.header("If-Match", version);
        }
        service.get_response(request.finish()).await
    }
}

async fn stage() -> (TestApp, impl Endpoint<Output = Response>) {
    let app = TestApp::with_sample(Engine::Sqlite).await;
    let settings = Settings {
        demo: true,
        ..Settings::new("http://127.0.0.1:8080")
    };
    let endpoint = service(app.app.clone(), settings);
    (app, endpoint)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_report_is_read_in_both_languages_while_it_is_made_and_after() {
    let (app, service) = stage().await;
    let cohort: CohortId = app.id_of("cohorts", "DTF-2026-A").await.into();
    let asker = app.actor("pm.adel").await;
    let id = reports::ask(&app, &asker, cohort).await.unwrap();
    let layla = Visitor::browsing(&app, "pm.layla").await;
    for language in ["ar", "en"] {
        let page = layla
            .text(&service, &format!("/{language}/reports/{id}"))
            .await;
        assert!(page.contains("<progress") && page.contains("0 / 5"));
        assert!(!page.contains("/sign-off\"") && !page.contains("report.csv"));
    }
    reports::make(&app, id).await.unwrap();
    for language in ["ar", "en"] {
        let path = format!("/{language}/reports/{id}");
        let page = layla.text(&service, &path).await;
        assert_eq!(page.matches("<svg class=\"chart-bar").count(), 12);
        assert!(page.contains("84.00%") && page.contains("/sign-off\""));
        assert!(!page.contains(" style="), "no inline style");
        let own = Visitor::browsing(&app, "pm.adel").await;
        let own = own.text(&service, &path).await;
        assert!(!own.contains("/sign-off\""), "not by who asked");
        let home = layla.text(&service, &format!("/{language}/")).await;
        assert!(home.contains(&path), "at home");
        let list = layla.text(&service, &format!("/{language}/reports")).await;
        assert!(list.contains(&path));
        for (file, kind) in [
            ("report.csv", "text/csv; charset=utf-8"),
            ("report.json", "application/json"),
        ] {
            let answer = layla.get(&service, &format!("{path}/{file}")).await;
            assert_eq!(answer.content_type(), Some(kind));
            let disposition = answer.header("Content-Disposition").unwrap();
            assert!(disposition.starts_with("attachment"), "{disposition}");
        }
        for code in ["fe.a10", "tr.yusuf", "fp.tkm"] {
            let other = Visitor::browsing(&app, code).await;
            let answer = other.get(&service, &path).await;
            assert_eq!(answer.status(), StatusCode::FORBIDDEN, "{code}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_api_asks_reads_and_signs_off_under_a_version() {
    let (app, service) = stage().await;
    let cohort = app.id_of("cohorts", "DTF-2026-A").await;
    let (adel, layla) = (
        Visitor::calling(&app, "pm.adel").await,
        Visitor::calling(&app, "pm.layla").await,
    );
    let ask = format!("/api/v1/cohorts/{cohort}/reports");
    let asked = adel.post(&service, &ask, None).await;
    assert_eq!(asked.status(), StatusCode::CREATED);
    let address = asked.header("Location").unwrap().to_owned();
    let again = adel.post(&service, &ask, None).await;
    assert_eq!(again.status(), StatusCode::CONFLICT);
    let id = address.rsplit('/').next().unwrap().parse().unwrap();
    reports::make(&app, id).await.unwrap();

    let read = layla.get(&service, &address).await;
    let version = read.header("ETag").unwrap().to_owned();
    let body: Value = serde_json::from_str(&read.into_body().into_string().await.unwrap()).unwrap();
    assert_eq!(body["report"]["state"], "made");
    assert_eq!(body["figures"][0]["code"], "fellows");
    assert_eq!(body["figures"][0]["value"], "12");
    assert!(
        body["figures"]
            .as_array()
            .unwrap()
            .iter()
            .all(|own| !own["definition"]["ar"].as_str().unwrap().is_empty())
    );
    let file = layla.get(&service, &format!("{address}/files/xlsx")).await;
    assert_eq!(file.status(), StatusCode::OK);

    let sign_off = format!("{address}/sign-off");
    let stranger = Visitor::calling(&app, "tr.yusuf").await;
    let rows = async || {
        let all = app.dump().await;
        all.into_iter()
            .filter(|(table, _)| table.starts_with("report"))
            .collect::<Vec<_>>()
    };
    let before = rows().await;
    for (who, if_match, status) in [
        (&layla, None, StatusCode::PRECONDITION_REQUIRED),
        (&layla, Some("\"1\""), StatusCode::CONFLICT),
        (&adel, Some(version.as_str()), StatusCode::CONFLICT),
        (&stranger, Some(version.as_str()), StatusCode::NOT_FOUND),
    ] {
        let answer = who.post(&service, &sign_off, if_match).await;
        assert_eq!(answer.status(), status);
    }
    assert_eq!(rows().await, before);
    let signed = layla.post(&service, &sign_off, Some(&version)).await;
    assert_eq!(signed.status(), StatusCode::OK);
    assert_ne!(signed.header("ETag"), Some(version.as_str()));
    let list = layla.text(&service, "/api/v1/reports?limit=1").await;
    assert!(list.contains("\"signed_off\"") && list.contains("\"next\""));
}
