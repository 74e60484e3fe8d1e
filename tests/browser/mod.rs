//! The pages in a real browser: every page clean, and the five steps walked in both languages without script.

use stage::{database::environment, server::Program};
use std::{path::PathBuf, process::Command};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("browser")
}

/// Runs a script of `tests/browser` and shows what it said when it fails.
fn node(arguments: &[&str]) {
    let outcome = Command::new("node")
        .current_dir(folder())
        .args(arguments)
        .env("CHROMIUM", environment("CHROMIUM"))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&outcome.stdout);
    let tail: Vec<&str> = said.lines().rev().take(80).collect();
    let tail: Vec<&str> = tail.into_iter().rev().collect();
    assert!(
        outcome.status.success(),
        "node {arguments:?}\n{}\n{}",
        tail.join("\n"),
        String::from_utf8_lossy(&outcome.stderr)
    );
}

#[test]
fn the_probes_bite() {
    node(&["--test"]);
}

#[test]
fn every_page_is_clean_in_both_languages() {
    let demo = Program::demo();
    node(&["every_page.mjs", &demo.url]);
    node(&["consistency.mjs", &demo.url]);
}

#[test]
fn the_five_steps_are_walked_in_arabic() {
    let demo = Program::demo();
    node(&["walk.mjs", &demo.url, "ar"]);
}

#[test]
fn the_five_steps_are_walked_in_english() {
    let demo = Program::demo();
    node(&["walk.mjs", &demo.url, "en"]);
}

#[test]
fn the_api_does_what_its_document_says() {
    let demo = Program::demo();
    let script = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("api/run_schemathesis.py");
    let python = PathBuf::from(environment("ZAMALA_TEST_VENV")).join("bin/python");
    let outcome = Command::new(python)
        .arg(script)
        .arg(&demo.url)
        .env("ZAMALA_TEST_VENV", environment("ZAMALA_TEST_VENV"))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&outcome.stdout);
    let tail: Vec<&str> = said.lines().rev().take(120).collect();
    let tail: Vec<&str> = tail.into_iter().rev().collect();
    assert!(
        outcome.status.success(),
        "{}\n{}",
        tail.join("\n"),
        String::from_utf8_lossy(&outcome.stderr)
    );
}
