//! Work that was acknowledged is there after the program was killed, and a repeated request finds the first one's receipt.

use futures::{StreamExt, stream::FuturesUnordered};
use secrecy::ExposeSecret;
use serde_json::{Value, json};
use stage::{Engine, TestApp, server::Program};
use std::collections::HashMap;
use zamala_domain::accounts;

/// Each kill ends a program that takes work from twelve fellows at once.
const KILLS: usize = 8;
const FELLOWS: u32 = 12;
const SETTINGS: &[(&str, &str)] = &[("ZAMALA_RATE_LIMIT_FACTOR", "1000")];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn acknowledged_work_survives_a_killed_program() {
    let app = TestApp::with_sample(Engine::Sqlite).await;
    let mc10 = app.id_of("micro_credentials", "MC10").await;
    let mut tokens = Vec::new();
    for number in 1..=FELLOWS {
        let person = app.id_of("people", &format!("fe.a{number:02}")).await;
        let token = accounts::operations::demo_token(&app, person.into()).await;
        tokens.push(token.unwrap().expose_secret().to_owned());
    }
    let client = reqwest::Client::new();
    let mut acknowledged: HashMap<String, Value> = HashMap::new();
    let mut asked = 0;
    for kill in 0..KILLS {
        let mut program = Program::serve(&app, &["--no-worker"], SETTINGS).await;
        let url = [&program.url, "/api/v1/work/", &mc10.to_string()].concat();
        let sending = tokens.iter().enumerate().map(|(fellow, token)| {
            let (client, url) = (&client, &url);
            async move {
                let key = format!("{kill}-{fellow}");
                let answer = send(client, url, token, &key).await;
                answer.map(|receipt| (key, receipt))
            }
        });
        // With so many answers given, the others are anywhere on their way.
        let (enough, mut answered) = (kill + 1, 0);
        let mut sending: FuturesUnordered<_> = sending.collect();
        while let Some(answer) = sending.next().await {
            asked += 1;
            answered += usize::from(answer.is_some());
            acknowledged.extend(answer);
            if answered == enough {
                program.kill();
            }
        }
        assert!(
            answered >= enough,
            "{answered} of {FELLOWS} were acknowledged"
        );
    }
    let program = Program::serve(&app, &["--no-worker"], SETTINGS).await;
    let url = [&program.url, "/api/v1/work/", &mc10.to_string()].concat();
    for (key, receipt) in &acknowledged {
        let fellow: usize = key.split('-').next_back().unwrap().parse().unwrap();
        let again = send(&client, &url, &tokens[fellow], key).await;
        assert_eq!(again.as_ref(), Some(receipt), "the first request's receipt");
        let number = receipt["number"].as_str().unwrap();
        let sql = format!("SELECT count(*) FROM submissions WHERE receipt = '{number}'");
        assert_eq!(app.number(&sql).await, 1, "{key}");
    }
    println_figures(asked, acknowledged.len());
    assert!(!acknowledged.is_empty(), "some work was acknowledged");
}

#[expect(clippy::print_stdout, reason = "a run says what it measured")]
fn println_figures(asked: usize, acknowledged: usize) {
    println!("{asked} pieces of work asked, {acknowledged} acknowledged, 0 lost, {KILLS} kills");
}

/// Hands in a text or, every other time, a file; the receipt when it was acknowledged.
async fn send(client: &reqwest::Client, url: &str, token: &str, key: &str) -> Option<Value> {
    let text = format!("work {key}");
    let is_text = key.len().is_multiple_of(2);
    let request = if is_text {
        client
            .post([url, "/text"].concat())
            .json(&json!({ "text": text }))
    } else {
        let file = client.post([url, "/file?name=card.txt"].concat());
        file.header("content-type", "application/octet-stream")
            .body(text)
    };
    let request = request.bearer_auth(token).header("Idempotency-Key", key);
    let answer = request.send().await.ok()?;
    (answer.status().as_u16() == 201).then_some(())?;
    answer.json().await.ok()
}
