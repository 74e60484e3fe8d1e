//! What exists in the demo alone, and what a service started for real answers.

use stage::{
    Engine, TestApp,
    server::{Program, binary},
};
use std::process::Command;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_demo_s_own_pages_exist_nowhere_else() {
    let app = TestApp::with_sample(Engine::Sqlite).await;
    let demo = Program::demo();
    let real = Program::serve(&app, &["--no-worker"], &[]).await;
    for path in [
        "/dev/people",
        "/dev/people.json",
        "/dev/letters",
        "/dev/letters.json",
        "/dev/clock",
        "/dev/routes.json",
    ] {
        let status = async |base: &str| {
            reqwest::get([base, path].concat())
                .await
                .unwrap()
                .status()
                .as_u16()
        };
        assert_eq!(status(&demo.url).await, 200, "{path}");
        assert_eq!(status(&real.url).await, 404, "{path}");
    }
    let moved = reqwest::Client::new()
        .post([&real.url, "/dev/clock"].concat())
        .send()
        .await
        .unwrap();
    assert_eq!(moved.status().as_u16(), 404);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sigterm_ends_the_service_by_itself() {
    let app = TestApp::empty(Engine::Sqlite).await;
    let mut program = Program::serve(&app, &["--no-worker"], &[]).await;
    assert_eq!(program.terminate(), Some(0));
}

#[test]
fn a_wrong_setting_is_refused_with_its_name_and_what_would_be_right() {
    let run = Command::new(binary())
        .args(["serve"])
        .env_clear()
        .env("ZAMALA_LISTEN", "nowhere")
        .output()
        .unwrap();
    let said =
        String::from_utf8_lossy(&run.stderr).into_owned() + &String::from_utf8_lossy(&run.stdout);
    assert!(!run.status.success());
    for part in [
        "ZAMALA_LISTEN",
        "nowhere",
        "127.0.0.1:8080",
        "ZAMALA_DATABASE_URL",
        "ZAMALA_SECRET",
    ] {
        assert!(said.contains(part), "{part} is missing in: {said}");
    }
}
