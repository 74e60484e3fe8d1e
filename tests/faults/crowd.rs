//! 200 fellows ask for the last seat over HTTP at the same moment, 50 times.

use futures::future::join_all;
use stage::{
    Engine, TestApp,
    crowd::{self, FELLOWS, SESSIONS},
    server::Program,
};
use std::time::Instant;
use zamala_domain::{Actor, accounts, imports};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_last_seat_is_taken_once_on_sqlite() {
    the_last_seat_is_taken_once(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_last_seat_is_taken_once_on_postgres() {
    the_last_seat_is_taken_once(Engine::Postgres).await;
}

async fn the_last_seat_is_taken_once(engine: Engine) {
    let app = TestApp::with_sample(engine).await;
    imports::operations::import(&app, &Actor::system(), &crowd::programme(), false)
        .await
        .unwrap();
    let mut tokens = Vec::new();
    for number in 1..=FELLOWS {
        let person = app.id_of("people", &crowd::fellow(number)).await;
        tokens.push(
            accounts::operations::demo_token(&app, person.into())
                .await
                .unwrap(),
        );
    }
    let program = Program::serve(
        &app,
        &["--no-worker"],
        &[("ZAMALA_RATE_LIMIT_FACTOR", "1000")],
    )
    .await;
    let client = reqwest::Client::new();
    let began = Instant::now();
    for number in 1..=SESSIONS {
        let session = app.id_of("sessions", &crowd::session(number)).await;
        let url = format!("{}/api/v1/sessions/{session}/bookings", program.url);
        let asking = tokens.iter().map(|token| ask(&client, &url, token));
        let mut places: Vec<Option<i64>> = join_all(asking).await;
        places.sort_unstable();
        let expected: Vec<Option<i64>> = std::iter::once(None)
            .chain((1..FELLOWS as i64).map(Some))
            .collect();
        assert_eq!(places, expected, "round {number}");
        app.end_live_bookings().await;
    }
    println_figures(engine, began);
}

/// The place in line; `None` is the seat.
async fn ask(client: &reqwest::Client, url: &str, token: &secrecy::SecretString) -> Option<i64> {
    use secrecy::ExposeSecret;
    let answer = client
        .post(url)
        .bearer_auth(token.expose_secret())
        .send()
        .await
        .unwrap();
    assert_eq!(
        answer.status().as_u16(),
        201,
        "{}",
        answer.text().await.unwrap()
    );
    let booked: serde_json::Value = answer.json().await.unwrap();
    match booked["state"].as_str().unwrap() {
        "seated" => None,
        _ => Some(booked["position"].as_i64().unwrap()),
    }
}

#[expect(clippy::print_stdout, reason = "a run says what it measured")]
fn println_figures(engine: Engine, began: Instant) {
    println!(
        "{engine:?}: {} bookings over HTTP in {:?}, none oversold",
        FELLOWS * SESSIONS,
        began.elapsed()
    );
}
