//! A real browser: the walks, every page of the router, and the probes that look at it.

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
fn people_sign_in_by_all_means_in_both_languages() {
    let demo = Program::demo();
    node(&["sign_in.mjs", &demo.url, "ar"]);
    node(&["sign_in.mjs", &demo.url, "en"]);
}

#[test]
fn every_page_of_the_router_is_sound_in_arabic() {
    let demo = Program::demo();
    node(&["every_page.mjs", &demo.url, "ar"]);
}

#[test]
fn every_page_of_the_router_is_sound_in_english() {
    let demo = Program::demo();
    node(&["every_page.mjs", &demo.url, "en"]);
}

#[test]
fn the_pages_agree_with_each_other() {
    let demo = Program::demo();
    node(&["consistency.mjs", &demo.url]);
}

#[test]
fn the_probes_find_what_is_wrong() {
    node(&[
        "--test",
        "probes.test.mjs",
        "runs.test.mjs",
        "walk.test.mjs",
    ]);
}

#[test]
fn the_document_of_the_api_is_readable() {
    let demo = Program::demo();
    node(&["api_docs.mjs", &demo.url]);
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
