//! The API under the edges of every parameter, and its document before a validator of other people.

use stage::{database::environment, server::Program};
use std::{path::PathBuf, process::Command};

#[test]
fn the_api_answers_as_its_document_says() {
    let demo = Program::demo();
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("api");
    let outcome = Command::new("python3")
        .current_dir(folder)
        .args(["run_schemathesis.py", &demo.url])
        .env("ZAMALA_TEST_VENV", environment("ZAMALA_TEST_VENV"))
        .output()
        .unwrap();
    assert!(
        outcome.status.success(),
        "{}\n{}",
        String::from_utf8_lossy(&outcome.stdout),
        String::from_utf8_lossy(&outcome.stderr)
    );
}
