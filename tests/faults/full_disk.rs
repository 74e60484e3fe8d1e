//! A full disk: what does not fit is not acknowledged and leaves nothing, what was acknowledged stays, and with room again
//! all is well. The disk is one that holds no file beyond a size, so a write fails half-way through, as on a full one.

use reqwest::{Client, RequestBuilder, Response};
use secrecy::ExposeSecret;
use serde_json::{Value, json};
use stage::{Engine, TestApp, server::Program};
use std::{
    fs,
    path::{Path, PathBuf},
};
use zamala_domain::accounts;

const SETTINGS: &[(&str, &str)] = &[("ZAMALA_RATE_LIMIT_FACTOR", "1000")];
const FELLOW: &str = "fe.a10";
const MIB: u64 = 1024 * 1024;
/// More than fits, and less than the service takes.
const LARGE: u64 = 8 * MIB;
/// A text weighs some 50 kB, and a fellow sends twenty versions at most.
const VERSIONS_MAX: usize = 20;
const FELLOWS: usize = 12;

async fn token(app: &TestApp, code: &str) -> String {
    let person = app.id_of("people", code).await;
    let token = accounts::operations::demo_token(app, person.into()).await;
    token.unwrap().expose_secret().to_owned()
}

/// Every file below a folder.
fn files_below(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let paths = entries.map(|entry| entry.unwrap().path());
    paths
        .flat_map(|path| {
            if path.is_dir() {
                files_below(&path)
            } else {
                vec![path]
            }
        })
        .collect()
}

fn database_bytes(app: &TestApp) -> u64 {
    let path = app.url.strip_prefix("sqlite://").unwrap();
    let path = path.split('?').next().unwrap();
    fs::metadata(path).unwrap().len()
}

async fn text(request: RequestBuilder, token: &str, key: &str, text: &str) -> Response {
    let request = request.bearer_auth(token).header("Idempotency-Key", key);
    request.json(&json!({ "text": text })).send().await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_that_does_not_fit_is_refused_and_leaves_nothing() {
    let app = TestApp::with_sample(Engine::Sqlite).await;
    let work = app.id_of("micro_credentials", "MC10").await;
    let token = token(&app, FELLOW).await;
    let room = database_bytes(&app) + 4 * MIB;
    assert!(room < LARGE, "the database alone takes {room} bytes");
    let client = Client::new();
    let send = async |program: &Program, bytes: u64| {
        let url = format!("{}/api/v1/work/{work}/file?name=card.txt", program.url);
        let body = "a".repeat(usize::try_from(bytes).unwrap());
        let request = client.post(url).bearer_auth(&token).body(body);
        request
            .header("content-type", "application/octet-stream")
            .send()
            .await
            .unwrap()
    };
    let program = Program::serve_with_room(&app, room, SETTINGS).await;
    let refused = send(&program, LARGE).await;
    assert_eq!(refused.status().as_u16(), 503);
    assert!(refused.headers().contains_key("retry-after"));
    assert_eq!(app.count("submissions").await, 0);
    assert_eq!(app.count("files").await, 0);
    let left = files_below(&app.folder().join("files"));
    assert_eq!(left, Vec::<PathBuf>::new(), "half a file is left");
    assert_eq!(
        send(&program, 1000).await.status().as_u16(),
        201,
        "what fits is taken"
    );
    drop(program);
    let program = Program::serve(&app, &["--no-worker"], SETTINGS).await;
    assert_eq!(
        send(&program, LARGE).await.status().as_u16(),
        201,
        "there is room again"
    );
    assert_eq!(app.count("submissions").await, 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_database_acknowledges_nothing_that_it_does_not_keep() {
    let app = TestApp::with_sample(Engine::Sqlite).await;
    let work = app.id_of("micro_credentials", "MC10").await;
    let mut tokens = Vec::new();
    for number in 1..=FELLOWS {
        tokens.push(token(&app, &format!("fe.a{number:02}")).await);
    }
    let room = database_bytes(&app) + MIB;
    let client = Client::new();
    let url = |program: &Program| format!("{}/api/v1/work/{work}/text", program.url);
    let program = Program::serve_with_room(&app, room, SETTINGS).await;
    let content = "سطر من بطاقة. ".repeat(1400);
    let mut acknowledged: Vec<(String, &String, Value)> = Vec::new();
    let mut refusal = None;
    for number in 0..FELLOWS * VERSIONS_MAX {
        let (key, token) = (format!("k{number}"), &tokens[number % FELLOWS]);
        let answer = text(client.post(url(&program)), token, &key, &content).await;
        if answer.status().as_u16() != 201 {
            refusal = Some(answer.status().as_u16());
            break;
        }
        acknowledged.push((key, token, answer.json().await.unwrap()));
    }
    assert_eq!(refusal, Some(503), "after {} versions", acknowledged.len());
    drop(program);
    let program = Program::serve(&app, &["--no-worker"], SETTINGS).await;
    let faults = "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'";
    assert_eq!(app.number(faults).await, 0, "the database is sound");
    for (key, token, receipt) in &acknowledged {
        let number = receipt["number"].as_str().unwrap();
        let sql = format!("SELECT count(*) FROM submissions WHERE receipt = '{number}'");
        assert_eq!(app.number(&sql).await, 1, "{key} was acknowledged");
        let again = text(client.post(url(&program)), token, key, &content).await;
        assert_eq!(&again.json::<Value>().await.unwrap(), receipt, "{key}");
    }
    assert_eq!(
        app.count("submissions").await,
        i64::try_from(acknowledged.len()).unwrap()
    );
    let more = text(client.post(url(&program)), &tokens[0], "later", &content).await;
    assert_eq!(more.status().as_u16(), 201, "there is room again");
}
