//! The forum over HTTP: the form under its limits, the link of a letter, the ticket, and who stands behind a proxy.

use super::{serve_behind, serve_here};
use reqwest::{Client, Response, StatusCode, redirect::Policy};
use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Value, json};
use stage::{Engine, TestApp};
use zamala_domain::outbox::operations::link_secret;

const FORUM: &str = "/forums/BDTF-2026";

/// A browser of nobody who is known.
fn browser() -> Client {
    let client = Client::builder().cookie_store(true);
    client.redirect(Policy::none()).build().unwrap()
}

fn header<'a>(answer: &'a Response, name: &str) -> Option<&'a str> {
    let value = answer.headers().get(name);
    value.map(|value| value.to_str().unwrap())
}

fn hidden(page: &str, name: &str) -> String {
    let start = format!("name=\"{name}\" value=\"");
    let (_, rest) = page.split_once(&start).unwrap();
    rest.split('"').next().unwrap().to_owned()
}

/// Fills the form in, and sends it.
async fn register(client: &Client, base: &str, email: &str) -> Response {
    let form = format!("{base}/en{FORUM}/register");
    let page = client.get(&form).send().await.unwrap();
    let page = page.text().await.unwrap();
    let fields = [
        ("_csrf", hidden(&page, "_csrf")),
        ("_key", hidden(&page, "_key")),
        ("name_en", "Salma bint Rashid".to_owned()),
        ("email", email.to_owned()),
        ("ticket_type", "expert".to_owned()),
        ("language", "en".to_owned()),
        ("consent", "yes".to_owned()),
    ];
    client.post(&form).form(&fields).send().await.unwrap()
}

async fn execute(app: &TestApp, sql: &str) {
    let change = Statement::from_string(app.backend(), sql);
    app.write(|txn| {
        let change = &change;
        async move { Ok(txn.execute_raw(change.clone()).await?) }
    })
    .await
    .unwrap();
}

async fn link(app: &TestApp) -> String {
    let newest = "SELECT confirmation_id FROM forum_registrations ORDER BY id DESC LIMIT 1";
    link_secret(app, app.uuid(newest, Vec::new()).await.into())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn when_very_many_register_the_form_keeps_what_was_typed_and_says_when_to_come_again() {
    let app = TestApp::with_sample(Engine::Sqlite).await;
    let base = serve_here(&app).await;
    let client = browser();
    let answer = register(&client, &base, "salma@example.org").await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    execute(
        &app,
        "UPDATE sign_in_throttles SET failures = 5999 WHERE key LIKE 'forum:all%'",
    )
    .await;
    register(&client, &base, "omar@example.org").await;
    let rows = app.count("forum_registrations").await;
    let answer = register(&client, &base, "lina@example.org").await;
    assert_eq!(answer.status(), StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(header(&answer, "Retry-After"), Some("60"));
    let page = answer.text().await.unwrap();
    assert!(page.contains("Wait a minute") && page.contains("value=\"lina@example.org\""));
    assert!(!page.contains("aria-invalid") && !page.contains("href=\"#\""));
    assert_eq!(app.count("forum_registrations").await, rows);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_link_confirms_once_and_then_leads_on_and_the_ticket_has_its_file() {
    let app = TestApp::with_sample(Engine::Sqlite).await;
    let base = serve_here(&app).await;
    let client = browser();
    register(&client, &base, "salma@example.org").await;
    let secret = link(&app).await;
    let confirm = format!("{base}/api/v1/registrations/{secret}/confirm");
    let confirmed = client.post(&confirm).send().await.unwrap();
    let confirmed: Value = serde_json::from_str(&confirmed.text().await.unwrap()).unwrap();
    let ticket = confirmed["ticket"].as_str().unwrap();

    for (language, title) in [
        ("en", "This link is not valid"),
        ("ar", "هذا الرابط غير صالح"),
    ] {
        let used = format!("{base}/{language}/registrations/{secret}");
        let answer = client.get(&used).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::NOT_FOUND);
        let page = answer.text().await.unwrap();
        assert!(page.contains(title) && page.contains(&format!("href=\"/{language}/forums\"")));
    }

    let read = format!("{base}/api/v1/tickets/{ticket}");
    let body = client
        .get(&read)
        .send()
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    let body: Value = serde_json::from_str(&body).unwrap();
    assert!(body["entrance"].as_str().unwrap().starts_with("ZT1."));
    let file = client.get(format!("{read}/calendar?language=ar")).send();
    let file = file.await.unwrap();
    assert_eq!(
        header(&file, "Content-Type"),
        Some("text/calendar; charset=utf-8")
    );
    let disposition = header(&file, "Content-Disposition").unwrap();
    assert!(disposition.starts_with("attachment"), "{disposition}");
    assert!(
        file.text()
            .await
            .unwrap()
            .contains("DTSTART;VALUE=DATE:20261201")
    );
    let nothing = client.get(format!("{base}/api/v1/tickets/made-up/calendar"));
    let nothing = nothing.send().await.unwrap();
    assert_eq!(nothing.status(), StatusCode::NOT_FOUND);

    let page = format!("{base}/en/tickets/{ticket}");
    let page = client
        .get(&page)
        .send()
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    assert!(page.contains("class=\"qr\"") && !page.contains("nothing to show at an entrance"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_a_trusted_proxy_may_say_where_a_request_came_from() {
    for (proxies, networks) in [("", 1), ("10.0.0.0/8", 1), ("127.0.0.1", 3)] {
        let app = TestApp::with_sample(Engine::Sqlite).await;
        let base = serve_behind(&app, proxies).await;
        for number in 1..4 {
            let body = json!({
                "name_en": "Salma", "email": format!("p{number}@example.org"), "ticket_type": "expert",
                "language": "en", "has_consented": true,
            });
            let register = Client::new().post(format!("{base}/api/v1{FORUM}/registrations"));
            let register = register.header("X-Forwarded-For", format!("203.0.113.{number}"));
            let answer = register.json(&body).send().await.unwrap();
            assert_eq!(answer.status(), StatusCode::ACCEPTED);
        }
        let counted = "SELECT count(*) FROM sign_in_throttles WHERE key LIKE 'forum:address%'";
        assert_eq!(app.number(counted).await, networks, "behind {proxies:?}");
    }
}
