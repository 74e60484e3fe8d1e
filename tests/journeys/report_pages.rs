//! Reports as pages in both languages, and over the API.

use super::serve_here;
use reqwest::{Client, Method, Response, StatusCode};
use secrecy::ExposeSecret;
use serde_json::Value;
use stage::{Engine, TestApp};
use zamala_domain::{
    accounts::operations as accounts, actor::Origin, id::CohortId, reports::operations as reports,
};

/// A person's browser or program at the service.
pub struct Visitor {
    client: Client,
    base: String,
    header: (&'static str, String),
}

impl Visitor {
    pub async fn browsing(app: &TestApp, base: &str, code: &str) -> Self {
        let person = app.id_of("people", code).await.into();
        let signed_in = accounts::demo_sign_in(app, person, &Origin::default())
            .await
            .unwrap();
        let secret = signed_in.session_secret.expose_secret();
        Self::with(base, ("Cookie", ["zamala-dev=", secret].concat()))
    }

    pub async fn calling(app: &TestApp, base: &str, code: &str) -> Self {
        let person = app.id_of("people", code).await.into();
        let token = accounts::demo_token(app, person).await.unwrap();
        Self::with(
            base,
            ("Authorization", ["Bearer ", token.expose_secret()].concat()),
        )
    }

    fn with(base: &str, header: (&'static str, String)) -> Self {
        Self {
            client: Client::new(),
            base: base.to_owned(),
            header,
        }
    }

    async fn send(&self, method: Method, path: &str, if_match: Option<&str>) -> Response {
        let (name, value) = &self.header;
        let mut request = self
            .client
            .request(method, [&self.base, path].concat())
            .header(*name, value);
        if let Some(version) = if_match {
            request = request.header("If-Match", version);
        }
        request.send().await.unwrap()
    }

    async fn get(&self, path: &str) -> Response {
        self.send(Method::GET, path, None).await
    }

    pub async fn text(&self, path: &str) -> String {
        let answer = self.get(path).await;
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        answer.text().await.unwrap()
    }

    async fn post(&self, path: &str, if_match: Option<&str>) -> Response {
        self.send(Method::POST, path, if_match).await
    }
}

fn header<'a>(answer: &'a Response, name: &str) -> Option<&'a str> {
    answer
        .headers()
        .get(name)
        .map(|value| value.to_str().unwrap())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_report_is_read_in_both_languages_while_it_is_made_and_after() {
    let app = TestApp::with_sample(Engine::Sqlite).await;
    let base = serve_here(&app).await;
    let cohort: CohortId = app.id_of("cohorts", "DTF-2026-A").await.into();
    let asker = app.actor("pm.adel").await;
    let id = reports::ask(&app, &asker, cohort).await.unwrap();
    let layla = Visitor::browsing(&app, &base, "pm.layla").await;
    for language in ["ar", "en"] {
        let page = layla.text(&format!("/{language}/reports/{id}")).await;
        assert!(page.contains("<progress") && page.contains("0 / 5"));
        assert!(!page.contains("/sign-off\"") && !page.contains("report.csv"));
    }
    reports::make(&app, id).await.unwrap();
    for language in ["ar", "en"] {
        let path = format!("/{language}/reports/{id}");
        let page = layla.text(&path).await;
        assert_eq!(page.matches("<svg class=\"chart-bar").count(), 12);
        assert!(page.contains("84.00%") && page.contains("/sign-off\""));
        assert!(!page.contains(" style="), "no inline style");
        let own = Visitor::browsing(&app, &base, "pm.adel").await;
        let own = own.text(&path).await;
        assert!(!own.contains("/sign-off\""), "not by who asked");
        let home = layla.text(&format!("/{language}/")).await;
        assert!(home.contains(&path), "at home");
        let list = layla.text(&format!("/{language}/reports")).await;
        assert!(list.contains(&path));
        for (file, kind) in [
            ("report.csv", "text/csv; charset=utf-8"),
            ("report.json", "application/json"),
        ] {
            let answer = layla.get(&format!("{path}/{file}")).await;
            assert_eq!(header(&answer, "Content-Type"), Some(kind));
            let disposition = header(&answer, "Content-Disposition").unwrap();
            assert!(disposition.starts_with("attachment"), "{disposition}");
        }
        for code in ["fe.a10", "tr.yusuf", "fp.tkm"] {
            let other = Visitor::browsing(&app, &base, code).await;
            let answer = other.get(&path).await;
            assert_eq!(answer.status(), StatusCode::FORBIDDEN, "{code}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_api_asks_reads_and_signs_off_under_a_version() {
    let app = TestApp::with_sample(Engine::Sqlite).await;
    let base = serve_here(&app).await;
    let cohort = app.id_of("cohorts", "DTF-2026-A").await;
    let (adel, layla) = (
        Visitor::calling(&app, &base, "pm.adel").await,
        Visitor::calling(&app, &base, "pm.layla").await,
    );
    let ask = format!("/api/v1/cohorts/{cohort}/reports");
    let asked = adel.post(&ask, None).await;
    assert_eq!(asked.status(), StatusCode::CREATED);
    let address = header(&asked, "Location").unwrap().to_owned();
    let again = adel.post(&ask, None).await;
    assert_eq!(again.status(), StatusCode::CONFLICT);
    let id = address.rsplit('/').next().unwrap().parse().unwrap();
    reports::make(&app, id).await.unwrap();

    let read = layla.get(&address).await;
    let version = header(&read, "ETag").unwrap().to_owned();
    let body: Value = serde_json::from_str(&read.text().await.unwrap()).unwrap();
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
    let file = layla.get(&format!("{address}/files/xlsx")).await;
    assert_eq!(file.status(), StatusCode::OK);

    let sign_off = format!("{address}/sign-off");
    let stranger = Visitor::calling(&app, &base, "tr.yusuf").await;
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
        let answer = who.post(&sign_off, if_match).await;
        assert_eq!(answer.status(), status);
    }
    assert_eq!(rows().await, before);
    let signed = layla.post(&sign_off, Some(&version)).await;
    assert_eq!(signed.status(), StatusCode::OK);
    assert_ne!(header(&signed, "ETag"), Some(version.as_str()));
    let list = layla.text("/api/v1/reports?limit=1").await;
    assert!(list.contains("\"signed_off\"") && list.contains("\"next\""));
}
