//! What makes a test say nothing: left out, alone, or waiting for a time instead of a thing.

use super::{
    Finding,
    code::places,
    tree::{Kind, Source, Tree},
};
use crate::fault::line_at;

/// No test is left out, and none makes the others be left out.
pub fn skipped(source: &Source, _: &Tree) -> Vec<Finding> {
    let words: &[&str] = match source.kind {
        Kind::Rust => &["#[ignore"],
        Kind::Script => &[".skip(", ".todo(", "describe.only", "it.only", "test.only"],
        _ => return vec![],
    };
    found(&source.code, words, "leaves tests out")
}

/// Tests wait for what they expect, with a limit; never for a while.
pub fn sleeping(source: &Source, _: &Tree) -> Vec<Finding> {
    match source.kind {
        Kind::Rust => found(
            &source.testing,
            &["sleep(", "thread::sleep", "time::sleep"],
            "sleeps",
        ),
        Kind::Script if source.path.starts_with("tests/") => {
            found(&source.testing, &["waitForTimeout("], "sleeps")
        }
        _ => vec![],
    }
}

fn found(code: &str, words: &[&str], what: &str) -> Vec<Finding> {
    let mut lines: Vec<Finding> = words
        .iter()
        .flat_map(|word| places(code, word))
        .map(|at| (line_at(code, at), what.to_owned()))
        .collect();
    lines.sort();
    lines.dedup();
    lines
}
