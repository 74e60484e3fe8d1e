//! The five steps walked in a real browser, in both languages, without script.

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
fn the_report_is_walked_in_arabic() {
    let demo = Program::demo();
    node(&["walk/report.mjs", &demo.url, "ar"]);
}

#[test]
fn the_report_is_walked_in_english() {
    let demo = Program::demo();
    node(&["walk/report.mjs", &demo.url, "en"]);
}
