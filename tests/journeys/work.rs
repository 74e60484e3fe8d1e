//! Work and marks over HTTP: handed in, marked, released, read; and what a stranger gets.

use reqwest::{Method, StatusCode};
use secrecy::ExposeSecret;
use serde_json::{Value, json};
use stage::{
    Engine, TestApp,
    server::{Program, eventually},
    sink::Sink,
};
use std::time::Duration;
use zamala_domain::accounts;

struct Journey {
    app: TestApp,
    program: Program,
    _worker: Program,
    _sink: Sink,
    client: reqwest::Client,
}

struct Answer {
    status: StatusCode,
    etag: Option<String>,
    body: Value,
}

impl Journey {
    async fn begin(engine: Engine) -> Self {
        let app = TestApp::with_sample(engine).await;
        let settings = [("ZAMALA_RATE_LIMIT_FACTOR", "100")];
        let program = Program::serve(&app, &["--no-worker"], &settings).await;
        let sink = Sink::start().await;
        let relay = sink.url();
        let mail = [
            ("ZAMALA_SMTP_URL", relay.as_str()),
            ("ZAMALA_MAIL_FROM", "Zamala <zamala@example.org>"),
        ];
        let worker = Program::work(&app, &mail);
        Self {
            app,
            program,
            _worker: worker,
            _sink: sink,
            client: reqwest::Client::new(),
        }
    }

    async fn ask(
        &self,
        who: &str,
        (method, path): (Method, &str),
        headers: &[(&str, &str)],
        body: Option<Value>,
    ) -> Answer {
        let person = self.app.id_of("people", who).await;
        let token = accounts::operations::demo_token(&self.app, person.into())
            .await
            .unwrap();
        let url = [&self.program.url, "/api/v1", path].concat();
        let mut request = self.client.request(method, url);
        request = request.bearer_auth(token.expose_secret());
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(body) = body {
            request = request.json(&body);
        }
        let answer = request.send().await.unwrap();
        let etag = answer.headers().get("etag");
        Answer {
            status: answer.status(),
            etag: etag.map(|etag| etag.to_str().unwrap().to_owned()),
            body: answer.json().await.unwrap_or(Value::Null),
        }
    }

    async fn get(&self, who: &str, path: &str) -> Answer {
        self.ask(who, (Method::GET, path), &[], None).await
    }
}

fn levels(levels: [i32; 4]) -> Value {
    let level = |(place, level)| json!({ "criterion": format!("c{}", place + 1), "level": level, "comment": "واضح" });
    let levels: Vec<Value> = levels.into_iter().enumerate().map(level).collect();
    json!({ "levels": levels, "comment": "Well argued." })
}

// Statement 1. Statement 2.
async fn work_is_handed_in_marked_and_released(engine: Engine) {
    let journey = Journey::begin(engine).await;
    let mc10 = journey.app.id_of("micro_credentials", "MC10").await;
    let (work, text) = (format!("/work/{mc10}"), format!("/work/{mc10}/text"));
    let body = || Some(json!({ "text": "بطاقة حالة استخدام" }));
    let key = [("Idempotency-Key", "work-1")];
    let first = journey
        .ask("fe.a10", (Method::POST, &text), &key, body())
        .await;
    assert_eq!(first.status, 201, "{}", first.body);
    let again = journey
        .ask("fe.a10", (Method::POST, &text), &key, body())
        .await;
    assert_eq!(again.body, first.body, "a repeated request hands in once");
    assert_eq!(journey.app.count("submissions").await, 1);

    let id = first.body["submission_id"].as_str().unwrap().to_owned();
    let queue = journey.get("tr.yusuf", "/marking").await;
    assert_eq!(queue.body["items"][0]["submission"]["id"], id.as_str());
    let marking = format!("/marking/{id}");
    let seen = journey.get("tr.yusuf", &marking).await;
    let version = seen.etag.unwrap();
    let put = (Method::PUT, format!("{marking}/mark"));
    let unversioned = journey
        .ask(
            "tr.yusuf",
            (put.0.clone(), &put.1),
            &[],
            Some(levels([2, 2, 2, 2])),
        )
        .await;
    assert_eq!(unversioned.status, 428);
    let wrong = journey
        .ask(
            "tr.yusuf",
            (put.0.clone(), &put.1),
            &[("If-Match", &version)],
            Some(levels([2, 2, 9, 2])),
        )
        .await;
    assert_eq!(
        (
            wrong.status.as_u16(),
            wrong.body["errors"][0]["pointer"].as_str()
        ),
        (422, Some("/levels/2/level"))
    );
    let saved = journey
        .ask(
            "tr.yusuf",
            (put.0.clone(), &put.1),
            &[("If-Match", &version)],
            Some(levels([2, 2, 2, 2])),
        )
        .await;
    assert_eq!(saved.status, 200, "{}", saved.body);
    assert_eq!(saved.body["provisional"]["calculation"]["exact"], "66 2/3");
    let stale = journey
        .ask(
            "tr.yusuf",
            (put.0, &put.1),
            &[("If-Match", &version)],
            Some(levels([3, 3, 3, 3])),
        )
        .await;
    assert_eq!(
        (stale.status.as_u16(), stale.body["code"].as_str()),
        (409, Some("stale"))
    );

    let before = journey.get("fe.a10", &work).await;
    assert_eq!(
        before.body["attempts"][0]["mark"],
        Value::Null,
        "provisional marks are not told"
    );
    assert!(
        !before.body.to_string().contains("66 2/3"),
        "{}",
        before.body
    );
    for path in [
        &marking,
        &format!("/submissions/{id}"),
        &format!("/submissions/{id}/file"),
    ] {
        for stranger in ["fe.a01", "tr.dana", "ad.rashid", "me.amal"] {
            assert_eq!(
                journey.get(stranger, path).await.status,
                404,
                "{stranger} {path}"
            );
        }
    }

    let release = format!("{marking}/release");
    let version = saved.etag.unwrap();
    let released = journey
        .ask(
            "tr.yusuf",
            (Method::POST, &release),
            &[("If-Match", &version)],
            None,
        )
        .await;
    assert_eq!(released.status, 200, "{}", released.body);
    let after = journey.get("fe.a10", &work).await;
    assert_eq!(after.body["line"]["mark"], "67");
    assert_eq!(
        after.body["attempts"][0]["mark"]["levels"][0]["comment"],
        "واضح"
    );
    let told = async || {
        let notices = journey.get("fe.a10", "/notices").await;
        notices.body["items"].to_string().contains("mark-released")
    };
    eventually(Duration::from_secs(20), "the fellow is told", told).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn work_goes_its_way_over_http_on_sqlite() {
    work_is_handed_in_marked_and_released(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn work_goes_its_way_over_http_on_postgres() {
    work_is_handed_in_marked_and_released(Engine::Postgres).await;
}
